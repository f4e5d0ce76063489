//! The command line: definitions and dispatch.

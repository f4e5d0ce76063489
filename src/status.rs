//! The read model shown by the command line and the status page.

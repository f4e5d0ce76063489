//! The pipeline: one feed, once.

//! The tracing subscriber, for a terminal or for the journal.

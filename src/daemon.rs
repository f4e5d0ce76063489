//! Wiring and the event loop of `jarshy run`.

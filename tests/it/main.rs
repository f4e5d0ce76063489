//! The one integration binary: the real binary, real SQLite files, a scripted origin on port 0.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

/// The scripted origin, temporary stores, the binary.
mod support;

/// Imports point downward and each crate has its one home.
mod architecture;
/// The command line as a user meets it.
mod cli;
/// Every mistake in a config is found at once.
mod config;
/// `jarshy run` from start to stop.
mod daemon;
/// One exchange with every kind of server.
mod fetch;
/// What becomes an item, a revision, a story, over many polls and feeds.
mod identity;
/// The mock feed and the demo.
mod mock;
/// Specimens through the whole parse stage.
mod parse;
/// A feed over many polls: state after each step.
mod poll;
/// The contract of the store.
mod store;
/// Near duplicates become one story.
mod stories;
/// Tags over time: changed rules, a person's word.
mod tags;
/// The built-in topics on labelled items.
mod topics;
/// What is told about rules: mistakes, reasons, things that do not exist.
mod topics_told;

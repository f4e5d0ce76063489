//! jarshy: a news-watch daemon. It polls feeds on cron schedules, keeps every item once, and tags it
//! by topic with the proof beside the tag.
//!
//! ```text
//! config -> schedule -> due feed -> fetch -> parse -> identify -> dedup -> tag -> store
//!                                     |                             ^              |
//!                                     + 304, failure -> backoff ----+--------------+
//!                                                    what is known already --------+
//! ```
//!
//! The modules below stand in reading order. `model` is what flows between them; `wording`, `parse`,
//! `identify`, `dedup`, `topics`, `backoff` and `due` are pure and synchronous; the rest does the I/O.

pub mod model;
pub mod wording;

pub mod config;

pub mod backoff;
pub mod dedup;
pub mod due;
pub mod fetch;
pub mod identify;
pub mod parse;
pub mod topics;

pub mod store;

pub mod poll;
pub mod retag;
pub mod schedule;

pub mod daemon;
pub mod http;
pub mod status;

pub mod cli;
pub mod logging;
pub mod mock;

//! `jarshy feeds`: how each feed is doing.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::Cli;
use super::output::{ListFormat, Listing, time_value};
use crate::status::why_then;

/// Health of each feed: last poll, outcome, failures, when it is due next and why then.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy feeds
  jarshy feeds --troubled
  jarshy feeds --format json | jq '.[] | select(.consecutive_failures > 3) | .url'")]
pub(super) struct FeedsArgs {
    /// Only feeds that fail or are gone
    #[arg(long)]
    troubled: bool,

    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(super) async fn run(
    cli: &Cli,
    args: FeedsArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let store = cli.open_for_reading()?;
    let mut listing = Listing::new(
        &[
            "id",
            "feed",
            "status",
            "last_poll",
            "outcome",
            "failures",
            "items",
            "next_poll",
            "why_then",
            "error",
            "url",
            "effective_url",
            "title",
            "schedule",
            "enabled",
            "last_success_at",
            "last_status",
            "not_before",
            "possible_gaps",
        ],
        &[
            "id",
            "feed",
            "status",
            "last_poll",
            "outcome",
            "failures",
            "items",
            "next_poll",
            "why_then",
            "error",
        ],
    );
    for feed in store.feeds().await? {
        if args.troubled && !matches!(feed.status.as_str(), "failing" | "gone") {
            continue;
        }
        let why = why_then(&feed);
        listing.push(vec![
            json!(feed.id),
            json!(feed.title.as_ref().unwrap_or(&feed.url)),
            json!(feed.status),
            time_value(feed.last_polled_at),
            json!(feed.last_outcome),
            json!(feed.consecutive_failures),
            json!(feed.items),
            time_value(feed.next_poll_at),
            json!(why),
            json!(feed.last_error),
            json!(feed.url),
            json!(feed.effective_url),
            json!(feed.title),
            json!(feed.schedule),
            json!(feed.enabled),
            time_value(feed.last_success_at),
            feed.last_status.map_or(Value::Null, Value::from),
            time_value(feed.not_before),
            json!(feed.possible_gaps),
        ]);
    }
    listing.print(args.format, out)?;
    Ok(ExitCode::SUCCESS)
}

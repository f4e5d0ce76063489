//! `jarshy feeds`: how each feed is doing.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::Cli;
use super::output::{ListFormat, Listing, time_value};
use crate::status::{advice, why_then};
use crate::store::FeedHealth;

/// Health of each feed: last poll, outcome, failures, when it is due next and why then
#[derive(Debug, Args)]
#[command(after_help = "\
The last column says what is wrong, or else why the feed is due when it is: its schedule (cron, UTC), and what moved \
the poll: Retry-After, freshness, failures. The other formats have every column by its name in the database.

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
    let mut feeds = store.feeds().await?;
    if args.troubled {
        feeds.retain(|feed| matches!(feed.status.as_str(), "failing" | "gone"));
    }
    listing(&feeds).print(args.format, out)?;
    if feeds.is_empty() && args.format == ListFormat::Table {
        let none = if args.troubled {
            "no feed is in trouble"
        } else {
            "no feeds yet"
        };
        writeln!(std::io::stderr(), "{none}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Feeds by every column; the table shows what matters most.
pub(super) fn listing(feeds: &[FeedHealth]) -> Listing {
    let mut listing = Listing::new(
        &[
            "id",
            "feed",
            "url",
            "effective_url",
            "title",
            "schedule",
            "enabled",
            "status",
            "last_polled_at",
            "last_success_at",
            "last_outcome",
            "last_status",
            "last_error",
            "consecutive_failures",
            "not_before",
            "next_poll_at",
            "why_then",
            "why",
            "items",
            "restless_items",
            "possible_gaps",
            "advice",
        ],
        &[
            "id",
            "feed",
            "status",
            "items",
            "last_polled_at",
            "last_outcome",
            "next_poll_at",
            "why",
        ],
    );
    for feed in feeds {
        let why_then = why_then(feed);
        listing.push(vec![
            json!(feed.id),
            json!(feed.title.as_ref().unwrap_or(&feed.url)),
            json!(feed.url),
            json!(feed.effective_url),
            json!(feed.title),
            json!(feed.schedule),
            json!(feed.enabled),
            json!(feed.status),
            time_value(feed.last_polled_at),
            time_value(feed.last_success_at),
            json!(feed.last_outcome),
            feed.last_status.map_or(Value::Null, Value::from),
            json!(feed.last_error),
            json!(feed.consecutive_failures),
            time_value(feed.not_before),
            time_value(feed.next_poll_at),
            json!(why_then),
            json!(why(feed, &why_then)),
            json!(feed.items),
            json!(feed.restless_items),
            json!(feed.possible_gaps),
            json!(advice(feed)),
        ]);
    }
    listing
}

/// For eyes: what is wrong, and why the next poll is when it is, where failures alone do not tell.
fn why(feed: &FeedHealth, why_then: &str) -> String {
    let Some(error) = &feed.last_error else {
        return match advice(feed) {
            Some(advice) => format!("{why_then}; {advice}"),
            None => why_then.to_owned(),
        };
    };
    let mut text = error.clone();
    if feed.consecutive_failures > 1 {
        text.push_str(&format!(" ({} in a row)", feed.consecutive_failures));
    }
    let veto = why_then
        .strip_prefix(&feed.schedule)
        .filter(|veto| !veto.ends_with(" in a row"));
    text + veto.unwrap_or_default()
}

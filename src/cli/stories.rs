//! `jarshy stories`: texts that several outlets carry.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::Cli;
use super::output::{ListFormat, Listing, time_value};

/// Stories with their spread: outlets, first sight, span
#[derive(Debug, Args)]
#[command(after_help = "\
A story is a set of items that tell the same text: syndicated copies and near duplicates. `jarshy show ID` says why \
an item joined its story.

Examples:
  jarshy stories
  jarshy stories --format json | jq '.[] | select(.outlets | length > 2)'
  jarshy items --story 7")]
pub(super) struct StoriesArgs {
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,

    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(super) async fn run(
    cli: &Cli,
    args: StoriesArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let store = cli.open_for_reading()?;
    let mut listing = Listing::new(
        &[
            "id",
            "title",
            "items",
            "outlets",
            "first_seen_at",
            "last_seen_at",
            "span_minutes",
        ],
        &[
            "id",
            "title",
            "items",
            "outlets",
            "first_seen_at",
            "span_minutes",
        ],
    );
    for story in store.stories(args.limit).await? {
        let span = story.last_seen_at - story.first_seen_at;
        listing.push(vec![
            json!(story.id),
            json!(story.title),
            json!(story.items),
            json!(story.outlets),
            time_value(Some(story.first_seen_at)),
            time_value(Some(story.last_seen_at)),
            json!(span.num_minutes()),
        ]);
    }
    listing.print(args.format, out)?;
    if listing.is_empty() && args.format == ListFormat::Table {
        writeln!(std::io::stderr(), "no stories yet")?;
    }
    Ok(ExitCode::SUCCESS)
}

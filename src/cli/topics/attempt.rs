//! `jarshy topics try`: what a rule file would find in the stored items.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;
use serde_json::json;

use super::load_rules;
use crate::cli::Cli;
use crate::cli::items::read_time;
use crate::cli::output::{ListFormat, Listing, number};
use crate::retag::text_of;

/// Runs a rule file over the stored items and shows what it would find; changes nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy topics try my-topics.toml --since 30d
  jarshy topics try my-topics.toml --format ndjson | jq .title")]
pub(super) struct TryArgs {
    /// The rule file
    #[arg(value_name = "RULES")]
    rules: PathBuf,

    /// Only items first seen from this time on: 2021-05-10, 2021-05-10T09:30:00Z, or 30d (that long ago)
    #[arg(long, value_name = "TIME")]
    since: Option<String>,

    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(super) async fn run(cli: &Cli, args: TryArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let since = args
        .since
        .as_deref()
        .map(|text| read_time(text, Utc::now()))
        .transpose()?;
    let topics = load_rules(&args.rules)?;
    let store = cli.open_for_reading()?;
    let mut listing = Listing::new(
        &["topic", "score", "id", "title", "words", "now"],
        &["topic", "score", "id", "title", "words"],
    );
    let (mut items, mut tagged) = (0, 0);
    let mut walk = store.tagged_items(since);
    while let Some(batch) = walk.next_batch().await? {
        items += batch.len();
        for item in &batch {
            let tags = topics.tag(&text_of(item));
            tagged += usize::from(!tags.is_empty());
            for tag in tags {
                let words: Vec<&str> = tag
                    .evidence
                    .iter()
                    .take(5)
                    .map(|hit| hit.term.as_str())
                    .collect();
                listing.push(vec![
                    json!(tag.topic),
                    json!(number(tag.score)),
                    json!(item.id.0),
                    json!(item.title),
                    json!(words.join(", ")),
                    json!(item.topics),
                ]);
            }
        }
    }
    listing.print(args.format, out)?;
    writeln!(
        std::io::stderr(),
        "{tagged} of {items} items would have a topic"
    )?;
    Ok(ExitCode::SUCCESS)
}

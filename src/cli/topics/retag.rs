//! `jarshy topics retag`: applies the rules as they are now to what is stored.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;

use crate::cli::items::read_time;
use crate::cli::output::printable;
use crate::cli::{Cli, Usage};
use crate::model::{ItemId, Tag, Timestamp};
use crate::store::{Store, TaggedItem};
use crate::topics::{TopicText, Topics};

/// Items read, and tags written, at a time: the daemon's polls get their turn in between.
const BATCH: u32 = 500;
/// Titles shown for each topic and direction.
const SAMPLES: usize = 3;

/// Applies the rules as they are now to the stored items; tags given by hand stay
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy topics retag --dry-run
  jarshy topics retag --topic eu-relations --since 90d

The daemon may run meanwhile.")]
pub(super) struct RetagArgs {
    /// Only tell what would change
    #[arg(long)]
    dry_run: bool,

    /// Only this topic
    #[arg(long, value_name = "SLUG")]
    topic: Option<String>,

    /// Only items first seen from this time on: 2021-05-10, 2021-05-10T09:30:00Z, or 30d ago
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
}

/// What changes for one topic.
#[derive(Default)]
struct Change {
    added: usize,
    removed: usize,
    samples: Vec<String>,
}

pub(super) async fn run(
    cli: &Cli,
    args: RetagArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let since = args
        .since
        .as_deref()
        .map(|text| read_time(text, Utc::now()))
        .transpose()?;
    let config = cli.load_config()?;
    let store = if args.dry_run {
        cli.open_for_reading()?
    } else {
        let store = cli.open_existing()?;
        store.sync_topics(config.topics.list()).await?;
        store
    };
    let changes = retag(&store, &config.topics, &args, since).await?;
    let (verb_add, verb_remove) = match args.dry_run {
        true => ("would add", "would remove"),
        false => ("added", "removed"),
    };
    for (topic, change) in &changes {
        writeln!(
            out,
            "{topic}: {verb_add} {}, {verb_remove} {}",
            change.added, change.removed
        )?;
        for sample in &change.samples {
            writeln!(out, "  {}", printable(sample))?;
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn retag(
    store: &Store,
    topics: &Topics,
    args: &RetagArgs,
    since: Option<Timestamp>,
) -> anyhow::Result<BTreeMap<String, Change>> {
    let mut changes: BTreeMap<String, Change> = topics
        .list()
        .into_iter()
        .map(|topic| topic.slug)
        .filter(|slug| args.topic.as_ref().is_none_or(|only| only == slug))
        .map(|slug| (slug, Change::default()))
        .collect();
    if changes.is_empty() {
        return Err(Usage(format!(
            "the rules have no topic \"{}\"",
            args.topic.as_deref().unwrap_or_default()
        ))
        .into());
    }
    let mut after = ItemId(0);
    loop {
        let batch = store.tagged_items(after, since, BATCH).await?;
        let Some(last) = batch.last() else {
            return Ok(changes);
        };
        after = last.id;
        let mut rewritten = Vec::new();
        for item in &batch {
            let tags: Vec<Tag> = topics
                .tag(&TopicText {
                    title: &item.title,
                    summary: item.summary_text.as_deref().unwrap_or_default(),
                    body: &item.text,
                    language: item.language.as_deref(),
                    feed: &item.feed_url,
                })
                .into_iter()
                .filter(|tag| changes.contains_key(&tag.topic))
                .collect();
            note(&mut changes, item, &tags);
            rewritten.push((item.id, tags));
        }
        if !args.dry_run {
            let slugs = changes.keys().cloned().collect();
            store.retag(rewritten, slugs, Utc::now()).await?;
        }
    }
}

fn note(changes: &mut BTreeMap<String, Change>, item: &TaggedItem, tags: &[Tag]) {
    for (slug, change) in changes {
        if item.decided.contains(slug) {
            continue;
        }
        let had = item.topics.contains(slug);
        let has = tags.iter().any(|tag| tag.topic == *slug);
        let sign = match (had, has) {
            (false, true) => {
                change.added += 1;
                '+'
            }
            (true, false) => {
                change.removed += 1;
                '-'
            }
            _ => continue,
        };
        let shown = change
            .samples
            .iter()
            .filter(|s| s.starts_with(sign))
            .count();
        if shown < SAMPLES {
            change
                .samples
                .push(format!("{sign} item {}: {}", item.id.0, item.title));
        }
    }
}

//! `jarshy topics retag`: applies the rules as they are now to what is stored.

use std::io::Write;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;

use crate::cli::Cli;
use crate::cli::items::read_time;
use crate::cli::known::no_such_rules;
use crate::cli::output::printable;
use crate::retag::retag;

/// Applies the rules as they are now to the stored items; tags given by hand stay
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy topics retag --dry-run
  jarshy topics retag --topic eu-relations --since 90d

Headlines that have a topic from their story follow it and are not counted. The daemon may run meanwhile.")]
pub(super) struct RetagArgs {
    /// Only tell what would change
    #[arg(long)]
    dry_run: bool,

    /// Only this topic
    #[arg(long, value_name = "SLUG")]
    topic: Option<String>,

    /// Only items first seen from this time on: 2021-05-10, 2021-05-10T09:30:00Z, or 30d (that long ago)
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
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
    let slugs: Vec<String> = config
        .topics
        .list()
        .into_iter()
        .map(|topic| topic.slug)
        .filter(|slug| args.topic.as_ref().is_none_or(|only| only == slug))
        .collect();
    if slugs.is_empty() {
        let topic = args.topic.as_deref().unwrap_or_default();
        return Err(no_such_rules(topic, &super::slugs(&config.topics)).into());
    }
    let store = if args.dry_run {
        cli.open_for_reading()?
    } else {
        let store = cli.open_existing()?;
        store.sync_topics(config.topics.list()).await?;
        // A daemon that has not taken these rules over yet still tags by others: when it does, it shall look at
        // recent items itself.
        store.begin_applying(slugs.clone()).await?;
        store
    };
    let now = (!args.dry_run).then(Utc::now);
    let changes = retag(&store, &config.topics, &slugs, since, now).await?;
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

//! `jarshy check`: is the config right?

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;

use super::Cli;
use super::output::printable;
use crate::model::{Mistake, format_time};
use crate::retag::text_of;
use crate::store::Store;
use crate::topics::Topics;

/// Checks config, feed lists and topic rules, offline; names every mistake with its line
#[derive(Debug, Args)]
#[command(after_help = "\
When all is well it says what it read: feeds and when they are due, topics, where the store is.

Examples:
  jarshy check
  jarshy check --config /etc/jarshy/jarshy.toml && systemctl reload jarshy
  jarshy check --store

Rules that cannot be meant (a threshold nothing reaches, a term twice) are warned of, on stderr. With --store also \
terms that hit in over 5 % of the stored items, if there are twenty.

Exit codes: 0 all is well, 2 there are mistakes.")]
pub(super) struct CheckArgs {}

pub(super) async fn run(
    cli: &Cli,
    _args: CheckArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let config = cli.load_config()?;
    let mut schedules: BTreeMap<String, (usize, &crate::model::Schedule)> = BTreeMap::new();
    for feed in config.feeds.iter().filter(|feed| feed.enabled) {
        let text = feed.schedule.to_string();
        schedules.entry(text).or_insert((0, &feed.schedule)).0 += 1;
    }
    let disabled = config.feeds.iter().filter(|feed| !feed.enabled).count();
    writeln!(out, "{}: all is well", config.path.display())?;
    write!(out, "feeds   {}", config.feeds.len())?;
    if disabled > 0 {
        write!(out, ", {disabled} of them disabled")?;
    }
    writeln!(out)?;
    let now = Utc::now();
    for (text, (feeds, schedule)) in schedules.iter().take(20) {
        let next = schedule
            .next_after(now)
            .map_or_else(|| "never".to_owned(), format_time);
        writeln!(out, "        {feeds} on \"{text}\", next {next}")?;
    }
    if schedules.len() > 20 {
        writeln!(out, "        and {} more schedules", schedules.len() - 20)?;
    }
    let from = match &config.topics_file {
        Some(file) => file.display().to_string(),
        None => "built in".to_owned(),
    };
    let topics = config.topics.list();
    writeln!(out, "topics  {} ({from})", topics.len())?;
    for topic in &topics {
        writeln!(out, "        {}: {}", topic.slug, topic.name)?;
    }
    writeln!(out, "store   {}", config.store.path.display())?;
    match config.http {
        Some(address) => writeln!(out, "http    {address}")?,
        None => writeln!(out, "http    no listener")?,
    }
    let mut warnings = config.topics.lint();
    if cli.names_store {
        match cli.open_for_reading() {
            Ok(store) => warnings.extend(too_common(&store, &config.topics).await?),
            Err(error) => writeln!(
                std::io::stderr(),
                "the terms are held against nothing: {error}"
            )?,
        }
    }
    for warning in warnings {
        writeln!(
            std::io::stderr(),
            "warning: {}",
            printable(&warning.to_string())
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Warnings of terms that hit too many of the stored items.
async fn too_common(store: &Store, topics: &Topics) -> anyhow::Result<Vec<Mistake>> {
    let mut census = topics.census();
    let mut walk = store.tagged_items(None);
    while let Some(batch) = walk.next_batch().await? {
        for item in &batch {
            census.count(&text_of(item));
        }
    }
    if let Some((items, enough)) = census.too_few() {
        writeln!(
            std::io::stderr(),
            "too few items stored to judge the terms by ({items}, it takes {enough})"
        )?;
    }
    Ok(census.too_common())
}

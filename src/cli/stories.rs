//! `jarshy stories`: texts that several outlets carry.

use std::io::Write;
use std::process::ExitCode;

use chrono::Utc;
use clap::{Args, Subcommand};
use serde_json::json;

use super::output::{ListFormat, Listing, time_value};
use super::{Cli, Usage};
use crate::model::ItemId;

/// Stories with their spread: outlets, first sight, span
#[derive(Debug, Args)]
#[command(after_help = "\
A story is a set of items that tell the same text: syndicated copies and near duplicates. `jarshy show ID` says why \
an item joined its story. What the rules got wrong is undone by hand, and stays so.

Examples:
  jarshy stories
  jarshy stories --format json | jq '.[] | select(.outlets | length > 2)'
  jarshy items --story 7
  jarshy stories split 812
  jarshy stories join 812 840")]
pub(super) struct StoriesArgs {
    #[command(subcommand)]
    command: Option<StoriesCommand>,

    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,

    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

#[derive(Debug, Subcommand)]
enum StoriesCommand {
    /// Takes an item out of its story, for good
    Split {
        /// The item's id
        #[arg(value_name = "ID")]
        item: i64,
    },
    /// Makes two items, with the stories they are in, one story
    Join {
        /// The item's id
        #[arg(value_name = "ID")]
        item: i64,
        /// The other's
        #[arg(value_name = "ID")]
        other: i64,
    },
}

pub(super) async fn run(
    cli: &Cli,
    args: StoriesArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    match args.command {
        Some(StoriesCommand::Split { item }) => split(cli, item, out).await?,
        Some(StoriesCommand::Join { item, other }) => join(cli, item, other, out).await?,
        None => list(cli, &args, out).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn split(cli: &Cli, item: i64, out: &mut dyn Write) -> anyhow::Result<()> {
    let store = cli.open_existing()?;
    let done = store.split_story(ItemId(item), Utc::now()).await?;
    store.close().await;
    if !done {
        anyhow::bail!("item {item} is in no story");
    }
    writeln!(out, "item {item} stands alone now")?;
    Ok(())
}

async fn join(cli: &Cli, item: i64, other: i64, out: &mut dyn Write) -> anyhow::Result<()> {
    if item == other {
        return Err(Usage("name two different items".to_owned()).into());
    }
    let store = cli.open_existing()?;
    let story = store
        .join_story(ItemId(item), ItemId(other), Utc::now())
        .await?;
    store.close().await;
    match story {
        Some(story) => writeln!(out, "items {item} and {other} are in story {story} now")?,
        None => anyhow::bail!("there is no item {item} or no item {other}"),
    }
    Ok(())
}

async fn list(cli: &Cli, args: &StoriesArgs, out: &mut dyn Write) -> anyhow::Result<()> {
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
    Ok(())
}

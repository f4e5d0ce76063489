//! `jarshy show`: one item, whole, with the proof of its tags; or one topic held against it.

mod diff;
mod text;
mod why;

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Cli;
use super::known::no_such_item;
use super::output::{json_text, time_value};
use crate::model::{Evidence, ItemId};
use crate::store::ItemDetail;

/// Shows one item: text, who carried it, earlier wordings, story, and why it has its topics
#[derive(Debug, Args)]
#[command(after_help = "\
Under each topic stand the words that earned it: points, place, the words in their sentence, and the rule in \
brackets. Attributes of the item that are not shown here are in the json form: summary and content as HTML, guid, \
canonical URL, earlier wordings whole.

Examples:
  jarshy show 42
  jarshy show 42 --format json | jq .topics
  jarshy show 42 --why eu-relations
  jarshy show 42 --diff

Exit codes: 0 shown, 1 there is no such item, 2 usage or config.")]
pub(super) struct ShowArgs {
    /// The item's id, as `jarshy items` lists it
    #[arg(value_name = "ID", value_parser = clap::value_parser!(i64).range(1..))]
    id: i64,

    /// Only say why the item has this topic or lacks it, by the rules as they are now (the config's, else
    /// the built-in ones)
    #[arg(long, value_name = "SLUG")]
    why: Option<String>,

    /// Only show what its publisher changed, by word
    #[arg(long, conflicts_with = "why")]
    diff: bool,

    /// Form of the answer
    #[arg(long, value_enum, default_value_t)]
    format: ShowFormat,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum ShowFormat {
    #[default]
    Text,
    Json,
}

pub(super) async fn run(
    cli: &Cli,
    args: ShowArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let store = cli.open_for_reading()?;
    let Some(item) = store.item(ItemId(args.id)).await? else {
        anyhow::bail!(no_such_item(args.id));
    };
    let (value, text) = match &args.why {
        Some(topic) => why::explained(cli, &store, &item, topic).await?,
        None if args.diff => diff::changes(&item),
        None => (as_json(&item), text::as_text(&item)),
    };
    match args.format {
        ShowFormat::Json => writeln!(out, "{}", json_text(&value, true))?,
        ShowFormat::Text => write!(out, "{text}")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(item: &ItemDetail) -> Value {
    let listing = &item.listing;
    json!({
        "id": listing.id.0,
        "title": listing.title,
        "author": item.author,
        "url": listing.url,
        "canonical_url": item.canonical_url,
        "guid": item.guid,
        "language": listing.language,
        "published_at": time_value(listing.published_at),
        "updated_at": time_value(item.updated_at),
        "first_seen_at": time_value(Some(listing.first_seen_at)),
        "last_seen_at": time_value(Some(item.last_seen_at)),
        "backfill": listing.backfill,
        "story_id": listing.story,
        "summary": item.summary,
        "content": item.content,
        "text": item.text,
        "enclosures": item.enclosures.iter().map(|e| json!({
            "url": e.url, "type": e.mime_type, "length": e.length, "duration": e.duration,
        })).collect::<Vec<_>>(),
        "topics": item.tags.iter().map(|tag| json!({
            "topic": tag.topic,
            "name": tag.name,
            "origin": tag.origin,
            "score": tag.score,
            "threshold": tag.threshold,
            "stale": tag.stale,
            "evidence": tag.evidence.iter().map(evidence).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "sources": item.sources.iter().map(|source| json!({
            "feed": source.feed,
            "feed_url": source.feed_url,
            "guid": source.guid,
            "url": source.url,
            "first_seen_at": time_value(Some(source.first_seen_at)),
            "last_seen_at": time_value(Some(source.last_seen_at)),
        })).collect::<Vec<_>>(),
        "revisions": item.revisions.iter().map(|revision| json!({
            "replaced_at": time_value(Some(revision.replaced_at)),
            "title": revision.title,
            "summary": revision.summary,
            "content": revision.content,
        })).collect::<Vec<_>>(),
        "story": item.story_members.iter().map(|member| json!({
            "id": member.id.0,
            "title": member.title,
            "feed": member.feed,
            "first_seen_at": time_value(Some(member.first_seen_at)),
        })).collect::<Vec<_>>(),
        "story_links": item.story_links.iter().map(|link| json!({
            "other_id": link.other.0, "rule": link.rule, "value": link.value,
        })).collect::<Vec<_>>(),
    })
}

fn evidence(hit: &Evidence) -> Value {
    json!({
        "field": hit.field.as_str(),
        "term": hit.term,
        "rule": hit.rule,
        "weight": hit.weight,
        "offset": hit.offset,
    })
}

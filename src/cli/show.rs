//! `jarshy show`: one item, whole, with the proof of its tags.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Cli;
use super::output::{json_text, printable, styled, terminal_width, time_value};
use crate::model::{Evidence, Field, ItemId, format_time};
use crate::store::{ItemDetail, TagRow};

/// Shows one item: text, who carried it, earlier wordings, story, and why it has its topics
#[derive(Debug, Args)]
#[command(after_help = "\
Under each topic stand the words that earned it: points, place, the words in their sentence, and the rule in \
brackets. Attributes of the item that are not shown here are in the json form: summary and content as HTML, guid, \
canonical URL, earlier wordings whole.

Examples:
  jarshy show 42
  jarshy show 42 --format json | jq .topics

Exit codes: 0 shown, 1 there is no such item, 2 usage or config.")]
pub(super) struct ShowArgs {
    /// The item's id, as `jarshy items` lists it
    #[arg(value_name = "ID", value_parser = clap::value_parser!(i64).range(1..))]
    id: i64,

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
        anyhow::bail!("there is no item {}; `jarshy items` lists ids", args.id);
    };
    match args.format {
        ShowFormat::Json => writeln!(out, "{}", json_text(&as_json(&item), true))?,
        ShowFormat::Text => write!(out, "{}", as_text(&item))?,
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
            "stale": tag.stale,
            "evidence": tag.evidence.iter().map(|hit| json!({
                "field": hit.field.as_str(), "term": hit.term, "rule": hit.rule,
                "weight": hit.weight, "offset": hit.offset,
            })).collect::<Vec<_>>(),
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

fn as_text(item: &ItemDetail) -> String {
    let listing = &item.listing;
    let mut lines = Vec::new();
    lines.push(match listing.title.as_str() {
        "" => bold("(untitled)"),
        title => bold(&in_one_line(title)),
    });
    let mut facts: Vec<String> = Vec::new();
    facts.extend(item.author.clone());
    facts.push(listing.feed.clone());
    facts.push(match listing.published_at {
        Some(at) => format!("published {}", format_time(at)),
        None => "no usable date claimed".to_owned(),
    });
    facts.extend(listing.language.clone());
    lines.push(in_one_line(&facts.join(", ")));
    lines.extend(listing.url.as_deref().map(in_one_line));
    lines.push(format!(
        "item {}, first seen {}, last seen {}{}",
        listing.id.0,
        format_time(listing.first_seen_at),
        format_time(item.last_seen_at),
        if listing.backfill {
            "; history when it came"
        } else {
            ""
        }
    ));
    lines.push(String::new());
    match (&item.summary_text, item.text.as_str()) {
        (Some(summary), text) if !text.starts_with(summary.as_str()) => {
            lines.extend([wrapped(summary), String::new(), wrapped(text)]);
        }
        (_, text) => lines.push(wrapped(text)),
    }
    lines.push(String::new());

    if item.tags.is_empty() {
        lines.push("No topics.".to_owned());
    }
    for tag in &item.tags {
        lines.extend(why(tag, item));
    }
    section(
        &mut lines,
        "Carried by",
        item.sources.iter().map(|source| {
            let guid = source
                .guid
                .as_ref()
                .map(|guid| format!(", guid {guid}"))
                .unwrap_or_default();
            format!(
                "{} <{}> since {}{guid}",
                source.feed,
                source.feed_url,
                format_time(source.first_seen_at)
            )
        }),
    );
    section(
        &mut lines,
        "Earlier wordings",
        item.revisions.iter().map(|revision| {
            format!(
                "until {}: {}",
                format_time(revision.replaced_at),
                revision.title
            )
        }),
    );
    section(
        &mut lines,
        "Same story",
        item.story_members
            .iter()
            .map(|member| format!("item {}: {} ({})", member.id.0, member.title, member.feed)),
    );
    section(
        &mut lines,
        "Joined because",
        item.story_links
            .iter()
            .map(|link| format!("{} as item {} ({:.2})", link.rule, link.other.0, link.value)),
    );
    section(
        &mut lines,
        "Attached",
        item.enclosures.iter().map(|e| {
            let kind = e.mime_type.as_deref().unwrap_or("unknown type");
            format!("{} ({kind})", e.url)
        }),
    );
    let mut text = lines
        .iter()
        .map(|line| printable_keeping_bold(line))
        .collect::<Vec<_>>()
        .join("\n");
    text.push('\n');
    text
}

/// The evidence of one tag, a line for each hit.
fn why(tag: &TagRow, item: &ItemDetail) -> Vec<String> {
    let stale = if tag.stale {
        ", by rules that have changed since"
    } else {
        ""
    };
    let mut lines = vec![bold(&format!(
        "{} ({}): {} points by {}{stale}",
        tag.topic,
        tag.name,
        number(tag.score),
        tag.origin
    ))];
    for hit in &tag.evidence {
        lines.push(format!(
            "  {:>5}  {}: \"{}\" ({})",
            format!(
                "{}{}",
                if hit.weight > 0.0 { "+" } else { "" },
                number(hit.weight)
            ),
            hit.field.as_str(),
            around(hit, item),
            hit.rule
        ));
    }
    lines.push(String::new());
    lines
}

/// The hit with a few words of its sentence.
fn around(hit: &Evidence, item: &ItemDetail) -> String {
    const REACH: usize = 30;
    let field = match hit.field {
        Field::Title => &item.listing.title,
        Field::Summary => item.summary_text.as_ref().unwrap_or(&item.text),
        Field::Body => &item.text,
    };
    let length = hit.term.chars().count();
    let chars: Vec<char> = field.chars().collect();
    let end = hit.offset + length;
    // Evidence of an earlier wording need not lie inside the present text.
    let found: String = chars
        .get(hit.offset..end)
        .unwrap_or_default()
        .iter()
        .collect();
    if found != hit.term {
        return hit.term.clone();
    }
    let from = hit.offset.saturating_sub(REACH);
    let to = (end + REACH).min(chars.len());
    let part = |range: &[char]| range.iter().collect::<String>().replace('\n', " ");
    format!(
        "{}{}[{}]{}{}",
        if from > 0 { "…" } else { "" },
        part(&chars[from..hit.offset]),
        found,
        part(&chars[end..to]),
        if to < chars.len() { "…" } else { "" }
    )
}

fn section(lines: &mut Vec<String>, name: &str, entries: impl Iterator<Item = String>) {
    let entries: Vec<String> = entries
        .map(|entry| format!("  {}", in_one_line(&entry)))
        .collect();
    if !entries.is_empty() {
        lines.push(bold(name));
        lines.extend(entries);
    }
}

/// A line end in what a feed says must not begin a line that looks like one of ours.
fn in_one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// The text with its lines broken between words where a terminal would break them anywhere.
fn wrapped(text: &str) -> String {
    let Some(width) = terminal_width() else {
        return text.to_owned();
    };
    let mut broken = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            broken.push('\n');
        }
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            if column > 0 && column + length > width {
                broken.truncate(broken.trim_end().len());
                broken.push('\n');
                column = 0;
            }
            broken.push_str(word);
            column += word.chars().count();
        }
    }
    broken
}

/// Whole numbers without a fraction.
pub(super) fn number(value: f64) -> String {
    if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

fn bold(text: &str) -> String {
    if styled() {
        format!("{BOLD}{}{PLAIN}", printable(text))
    } else {
        printable(text)
    }
}

/// Cleans a line but for the marks that [`bold`] put around it.
fn printable_keeping_bold(line: &str) -> String {
    match line
        .strip_prefix(BOLD)
        .and_then(|rest| rest.strip_suffix(PLAIN))
    {
        Some(inner) => format!("{BOLD}{}{PLAIN}", printable(inner)),
        None => printable(line),
    }
}

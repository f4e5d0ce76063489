//! An item for eyes: its text, who carried it, earlier wordings, story, and under each topic the words
//! that earned it. Nothing that a feed says can begin a line that looks like one of ours.

use crate::cli::output::{number, printable, styled, terminal_width};
use crate::dedup::similar;
use crate::model::{Evidence, Field, format_time};
use crate::store::{ItemDetail, TagRow};

/// The item, whole.
pub(super) fn as_text(item: &ItemDetail) -> String {
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
            .map(|link| similar::explain(&link.rule, link.value, link.other)),
    );
    section(
        &mut lines,
        "Attached",
        item.enclosures.iter().map(|e| {
            let kind = e.mime_type.as_deref().unwrap_or("unknown type");
            format!("{} ({kind})", e.url)
        }),
    );
    joined(&lines)
}

/// Lines as they go to the terminal.
pub(super) fn joined(lines: &[String]) -> String {
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
    let threshold = tag.threshold.map_or(String::new(), |threshold| {
        format!(" of {}", number(threshold))
    });
    let mut lines = vec![bold(&format!(
        "{} ({}): {}{threshold} points by {}{stale}",
        tag.topic,
        tag.name,
        number(tag.score),
        tag.origin
    ))];
    lines.extend(tag.evidence.iter().map(|hit| hit_line(hit, item)));
    let shown: f64 = tag.evidence.iter().map(|hit| hit.weight).sum();
    if (tag.score - shown).abs() > 0.01 && tag.origin == "rule" {
        lines.push(format!(
            "  {:>5}  more hits that weigh less",
            number(tag.score - shown)
        ));
    }
    lines.push(String::new());
    lines
}

/// One hit: points, place, the words among their neighbours, the rule.
pub(super) fn hit_line(hit: &Evidence, item: &ItemDetail) -> String {
    let sign = if hit.weight > 0.0 { "+" } else { "" };
    format!(
        "  {:>5}  {}: \"{}\" ({})",
        format!("{sign}{}", number(hit.weight)),
        hit.field.as_str(),
        around(hit, item),
        hit.rule
    )
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
    let end = hit.offset.saturating_add(length);
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

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

pub(super) fn bold(text: &str) -> String {
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

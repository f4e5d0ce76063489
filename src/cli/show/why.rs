//! One topic held against one item, by the rules as they are now: the score, what spoke for it and
//! against it, and what is missing.

use serde_json::{Value, json};

use super::evidence;
use super::text::{bold, hit_line, joined};
use crate::cli::output::number;
use crate::cli::{Cli, Usage};
use crate::store::{ItemDetail, Store};
use crate::topics::{Explanation, TopicText};

/// Why the item has the topic or lacks it, as an object and as text.
pub(super) async fn explained(
    cli: &Cli,
    store: &Store,
    item: &ItemDetail,
    topic: &str,
) -> anyhow::Result<(Value, String)> {
    let topics = cli.topics()?;
    let stored = store.tagged_item(item.listing.id).await?;
    let feed = stored
        .as_ref()
        .map_or("", |stored| stored.feed_url.as_str());
    let text = TopicText {
        title: &item.listing.title,
        summary: item.summary_text.as_deref().unwrap_or_default(),
        body: &item.text,
        language: item.listing.language.as_deref(),
        feed,
    };
    let Some(explanation) = topics.explain(&text, topic) else {
        let known: Vec<String> = topics.list().into_iter().map(|topic| topic.slug).collect();
        let known = known.join(", ");
        return Err(Usage(format!(
            "the rules have no topic \"{topic}\"; they have {known}"
        ))
        .into());
    };
    Ok((as_json(item, &explanation), as_text(item, &explanation)))
}

fn as_json(item: &ItemDetail, explanation: &Explanation) -> Value {
    json!({
        "id": item.listing.id.0,
        "topic": explanation.topic,
        "tagged": explanation.tagged,
        "stored": is_stored(item, explanation),
        "score": explanation.score,
        "threshold": explanation.threshold,
        "hits": explanation.hits.iter().map(evidence).collect::<Vec<_>>(),
        "against": explanation.against.iter().map(evidence).collect::<Vec<_>>(),
        "missing": explanation.missing,
    })
}

fn as_text(item: &ItemDetail, explanation: &Explanation) -> String {
    let verdict = if explanation.tagged { "yes" } else { "no" };
    let mut lines = vec![bold(&format!(
        "{}: {verdict}, {} of {} points",
        explanation.topic,
        number(explanation.score),
        number(explanation.threshold)
    ))];
    for (name, hits) in [
        ("For it", &explanation.hits),
        ("Against it", &explanation.against),
    ] {
        if !hits.is_empty() {
            lines.push(bold(name));
            lines.extend(hits.iter().map(|hit| hit_line(hit, item)));
        }
    }
    if !explanation.missing.is_empty() {
        lines.push(bold("Missing"));
        lines.extend(explanation.missing.iter().map(|what| format!("  {what}")));
    }
    if is_stored(item, explanation) != explanation.tagged {
        let has = if explanation.tagged { "lacks" } else { "has" };
        lines.push(format!(
            "The stored item {has} it: by hand, by its story, or by earlier rules (`jarshy topics retag` applies these)."
        ));
    }
    joined(&lines)
}

/// Whether the item has the topic in the store.
fn is_stored(item: &ItemDetail, explanation: &Explanation) -> bool {
    item.tags.iter().any(|tag| tag.topic == explanation.topic)
}

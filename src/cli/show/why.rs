//! One topic held against one item, by the rules as they are now: the score, what spoke for it and
//! against it, and what is missing.

use serde_json::{Value, json};

use super::evidence;
use super::text::{bold, hit_line, joined};
use crate::cli::Cli;
use crate::cli::known::{no_such_item, no_such_rules};
use crate::cli::output::number;
use crate::retag::text_of;
use crate::store::{ItemDetail, Store};
use crate::topics::Explanation;

/// Why the item has the topic or lacks it, as an object and as text.
pub(super) async fn explained(
    cli: &Cli,
    store: &Store,
    item: &ItemDetail,
    topic: &str,
) -> anyhow::Result<(Value, String)> {
    let topics = cli.topics()?;
    let Some(stored) = store.tagged_item(item.listing.id).await? else {
        anyhow::bail!(no_such_item(item.listing.id.0));
    };
    let decided = stored.decided.iter().any(|slug| slug == topic);
    let text = text_of(&stored);
    let Some(explanation) = topics.explain(&text, topic) else {
        let known: Vec<String> = topics.list().into_iter().map(|topic| topic.slug).collect();
        return Err(no_such_rules(topic, &known).into());
    };
    let standing = Standing::of(item, topic, decided);
    let text = as_text(item, &explanation, standing);
    Ok((as_json(item, &explanation, standing), text))
}

/// What the store says of the topic, and who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    HasByHand,
    LacksByHand,
    HasByStory,
    HasByRules,
    Lacks,
}

impl Standing {
    fn of(item: &ItemDetail, topic: &str, decided: bool) -> Standing {
        let tag = item.tags.iter().find(|tag| tag.topic == topic);
        match tag.map(|tag| tag.origin.as_str()) {
            Some("manual") => Standing::HasByHand,
            Some("story") => Standing::HasByStory,
            Some(_) => Standing::HasByRules,
            None if decided => Standing::LacksByHand,
            None => Standing::Lacks,
        }
    }

    fn has(self) -> bool {
        !matches!(self, Standing::LacksByHand | Standing::Lacks)
    }

    /// What to add to what the rules say; nothing where the store only follows them.
    fn told(self, item: &ItemDetail, explanation: &Explanation) -> Option<String> {
        let (id, topic) = (item.listing.id.0, &explanation.topic);
        let forget = format!("`jarshy topics tag {id} {topic} forget` lets the rules decide");
        Some(match self {
            Standing::HasByHand => format!("The stored item has it by hand; {forget}."),
            Standing::LacksByHand => format!("The stored item lacks it by hand; {forget}."),
            Standing::HasByStory => {
                let from = item
                    .tags
                    .iter()
                    .find(|tag| tag.topic == *topic)
                    .and_then(|tag| tag.evidence.first())
                    .map_or(String::new(), |evidence| format!(", {}", evidence.rule));
                format!("The stored item has it by its story{from}.")
            }
            Standing::HasByRules | Standing::Lacks if self.has() != explanation.tagged => {
                let has = if self.has() { "has" } else { "lacks" };
                format!(
                    "The stored item {has} it by earlier rules; `jarshy topics retag` applies these."
                )
            }
            Standing::HasByRules | Standing::Lacks => return None,
        })
    }
}

fn as_json(item: &ItemDetail, explanation: &Explanation, standing: Standing) -> Value {
    json!({
        "id": item.listing.id.0,
        "topic": explanation.topic,
        "tagged": explanation.tagged,
        "stored": standing.has(),
        "stored_because": standing.told(item, explanation),
        "score": explanation.score,
        "threshold": explanation.threshold,
        "hits": explanation.hits.iter().map(evidence).collect::<Vec<_>>(),
        "against": explanation.against.iter().map(evidence).collect::<Vec<_>>(),
        "missing": explanation.missing,
    })
}

fn as_text(item: &ItemDetail, explanation: &Explanation, standing: Standing) -> String {
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
    lines.extend(standing.told(item, explanation));
    joined(&lines)
}

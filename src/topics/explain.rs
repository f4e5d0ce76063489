//! Why an item has a topic, or why it lacks it: the score so far, the hits behind it, what is missing, what
//! spoke against. Made from the same evaluation as the tag.

use std::fmt;

use super::language::Languages;
use super::matcher::Item;
use super::rules::{Group, Scope, Topic, Within};
use super::{TopicText, Topics, score};
use crate::model::Evidence;

/// Combos that did not come about which an explanation names.
const MOST_MISSING: usize = 5;
/// Alternatives of a group that an explanation quotes.
const MOST_QUOTED: usize = 6;

/// One topic held against one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The topic's slug.
    pub topic: String,
    /// Whether the item has it.
    pub tagged: bool,
    /// Sum of all hits, for and against.
    pub score: f64,
    /// What it takes.
    pub threshold: f64,
    /// What spoke for it, weightiest first.
    pub hits: Vec<Evidence>,
    /// What spoke against it: negative terms, and what `exclude` found (weight 0).
    pub against: Vec<Evidence>,
    /// What would still be needed, a phrase each; empty for a tagged item.
    pub missing: Vec<String>,
}

impl Topics {
    /// Why an item has a topic or lacks it; `None` for an unknown topic.
    pub fn explain(&self, text: &TopicText<'_>, slug: &str) -> Option<Explanation> {
        let mut explanation = self.explain_unscoped(text, slug)?;
        let topic = self.rules.iter().find(|topic| topic.slug == slug)?;
        if !topic.scope.admits(&Item::read(text)) {
            explanation.tagged = false;
            explanation
                .missing
                .insert(0, "the topic's `scope` leaves this item out".to_owned());
        }
        Some(explanation)
    }

    pub(super) fn explain_unscoped(&self, text: &TopicText<'_>, slug: &str) -> Option<Explanation> {
        let (number, topic) = self
            .rules
            .iter()
            .enumerate()
            .find(|(_, topic)| topic.slug == slug && !topic.building_block)?;
        let item = Item::read(text);
        let mut hits = self.index.hits(&item);
        hits.retain(|hit| hit.topic as usize == number);
        let evaluation = score::evaluate(topic, &hits, &item);
        let tagged = evaluation.holds();
        let missing = if tagged {
            Vec::new()
        } else {
            missing(topic, &evaluation, &score::unmade(topic, &hits, &item))
        };
        let (for_it, mut against): (Vec<_>, Vec<_>) = evaluation
            .evidence()
            .into_iter()
            .partition(|piece| piece.weight > 0.0);
        against.extend(evaluation.excluded());
        Some(Explanation {
            topic: topic.slug.clone(),
            tagged,
            score: evaluation.score,
            threshold: topic.threshold,
            hits: for_it,
            against,
            missing,
        })
    }
}

fn missing(
    topic: &Topic,
    evaluation: &score::Evaluation<'_>,
    unmade: &[(usize, Vec<usize>)],
) -> Vec<String> {
    let mut missing = Vec::new();
    let short = topic.threshold - evaluation.score;
    if short > 0.0 {
        missing.push(format!("{} more points", round(short)));
    }
    for number in &evaluation.unmet {
        if let Some(gate) = topic.require.get(*number) {
            missing.push(format!(
                "required {}: {}",
                place(gate.within),
                quote(&gate.group)
            ));
        }
    }
    if let Some(first) = evaluation.excluded().first() {
        missing.push(format!(
            "nothing of `exclude`, which found \"{}\"",
            first.term
        ));
    }
    if short > 0.0 {
        for (number, groups) in unmade.iter().take(MOST_MISSING) {
            let Some(combo) = topic.combos.get(*number).filter(|combo| combo.points > 0.0) else {
                continue;
            };
            // A combo of which nothing at all is there says nothing about this item.
            if groups.len() == combo.all.len() {
                continue;
            }
            let lacking: Vec<String> = groups
                .iter()
                .filter_map(|group| combo.all.get(*group))
                .map(quote)
                .collect();
            missing.push(if lacking.is_empty() {
                format!(
                    "\"{}\" ({} points): its parts never meet {} undisturbed",
                    combo.name,
                    combo.points,
                    place(combo.within)
                )
            } else {
                format!(
                    "\"{}\" ({} points) {}: {}",
                    combo.name,
                    combo.points,
                    place(combo.within),
                    lacking.join(" and ")
                )
            });
        }
    }
    missing
}

fn place(within: Within) -> String {
    match within {
        Within::Item => "anywhere".to_owned(),
        Within::Words(words) => format!("within {words} words"),
        Within::Sentence => "in one sentence".to_owned(),
        Within::Title => "in the title".to_owned(),
        Within::Lead => "in title, summary or lead".to_owned(),
    }
}

fn quote(group: &Group) -> String {
    let shown: Vec<&str> = group
        .written
        .iter()
        .take(MOST_QUOTED)
        .map(String::as_str)
        .collect();
    let more = if group.written.len() > MOST_QUOTED {
        ", ..."
    } else {
        ""
    };
    format!("one of {}{more}", shown.join(", "))
}

fn round(number: f64) -> f64 {
    // Plus 0.0: a little below nothing is nothing, not -0.
    (number * 100.0).round() / 100.0 + 0.0
}

impl fmt::Display for Explanation {
    /// One line: `score 7 of 10 (title "выборы" 8, body "Кыргызстан" -6); missing: 3 more points`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "score {} of {}",
            round(self.score),
            round(self.threshold)
        )?;
        let all: Vec<String> = self
            .hits
            .iter()
            .chain(&self.against)
            .map(|piece| {
                format!(
                    "{} \"{}\" {}",
                    piece.field.as_str(),
                    piece.term,
                    round(piece.weight)
                )
            })
            .collect();
        if !all.is_empty() {
            write!(f, " ({})", all.join(", "))?;
        }
        if !self.missing.is_empty() {
            write!(f, "; missing: {}", self.missing.join("; "))?;
        }
        Ok(())
    }
}

impl Scope {
    /// Whether an item's feed, language and publisher are among those the topic looks at.
    pub(super) fn admits(&self, item: &Item<'_>) -> bool {
        let text = item.text;
        let feed = self.feeds.is_empty()
            || self.feeds.iter().any(|known| {
                known == text.feed
                    || known
                        .strip_suffix('*')
                        .is_some_and(|start| text.feed.starts_with(start))
            });
        let language = self.languages.is_empty()
            || self
                .languages
                .iter()
                .any(|known| match Languages::of_code(known) {
                    // What the text is written in counts, since feeds lie.
                    Some(language) if item.written_in != Languages::NONE => {
                        language.meets(item.written_in)
                    }
                    _ => text.language == Some(known.as_str()),
                });
        let publisher = self.publishers.is_empty() || {
            let host = Some(host(text.link)).filter(|host| !host.is_empty());
            let host = host.unwrap_or_else(|| self::host(text.feed));
            self.publishers.iter().any(|known| {
                host.strip_suffix(known.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        };
        feed && language && publisher
    }
}

/// The host in a URL, lower case; empty when there is none.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    host.split(':').next().unwrap_or("").to_lowercase()
}

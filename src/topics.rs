//! Which topics an item belongs to, and why. A rule file becomes [`Topics`]; an item's plain text goes in, and
//! its tags come out, each with the words that earned it. All topics are matched in one pass over the text.
//!
//! ```text
//! rules/read (TOML) -> rules -> compile -> Index --+
//! text -> words, language ------------------------ matcher -> hits -> score -> Tag, Explanation
//! ```

mod alphabet;
mod anchors;
mod boilerplate;
mod census;
mod compile;
mod explain;
mod fold;
mod inflect;
mod language;
mod lint;
mod matcher;
mod measure;
mod memo;
mod rules;
mod score;
mod words;

use std::sync::Arc;

use crate::model::{Mistake, Tag, TopicInfo};
pub use census::Census;
use compile::Index;
pub use explain::Explanation;
use matcher::{Hit, Item};
pub use measure::{Counts, LabelError, Labelled, LanguageScores, Scores};
use rules::{RuleFile, Topic};

/// The rules of all topics, compiled.
#[derive(Debug)]
pub struct Topics {
    file: String,
    text: String,
    rules: Vec<Topic>,
    unused_lists: Vec<(usize, String)>,
    infos: Vec<TopicInfo>,
    /// One for each of `rules`.
    hashes: Vec<Arc<str>>,
    index: Index,
}

/// The text of one item as the matcher wants it; all plain text.
#[derive(Debug, Clone, Copy)]
pub struct TopicText<'a> {
    /// Headline; empty when there is none.
    pub title: &'a str,
    /// Plain text of the summary; empty when there is none.
    pub summary: &'a str,
    /// Plain text of the content; empty when the feed gives only a summary.
    pub body: &'a str,
    /// Primary language subtag; `None` when unknown.
    pub language: Option<&'a str>,
    /// The item's own address, for `scope`; empty when there is none.
    pub link: &'a str,
    /// The feed's URL, for `scope`.
    pub feed: &'a str,
}

/// Summary and body of an item, from how it is kept: `text` is the plain text of the content, else of the summary.
pub fn summary_and_body<'a>(
    summary_text: Option<&'a str>,
    text: &'a str,
    has_content: bool,
) -> (&'a str, &'a str) {
    if has_content {
        (summary_text.unwrap_or_default(), text)
    } else {
        (text, "")
    }
}

/// What mistakes and warnings call the compiled-in rules.
const BUILTIN_NAME: &str = "built-in topics";
const BUILTIN: &str = include_str!("../config/topics.toml");

impl Topics {
    /// The rules compiled in: `config/topics.toml`.
    pub fn builtin() -> Topics {
        let rules = rules::read(BUILTIN, BUILTIN_NAME).unwrap_or_default();
        Topics::compile(BUILTIN, BUILTIN_NAME, rules)
    }

    /// Reads a rule file and runs its examples. `file` is its name in mistakes.
    ///
    /// # Errors
    /// All mistakes of the file; when there are none, all examples that fail, and the warnings, of which one is
    /// mostly the cause.
    pub fn load(text: &str, file: &str) -> Result<Topics, Vec<Mistake>> {
        let topics = Topics::compile(text, file, rules::read(text, file)?);
        let mut failures = topics.failing_examples();
        if failures.is_empty() {
            return Ok(topics);
        }
        failures.extend(topics.lint());
        Err(failures)
    }

    /// Every topic, in the order of the file; building blocks of other topics are left out.
    pub fn list(&self) -> Vec<TopicInfo> {
        self.infos.clone()
    }

    /// How the evidence names every term and combo of a topic, lists resolved; `None` for an unknown
    /// topic.
    pub fn rules_of(&self, slug: &str) -> Option<Vec<String>> {
        let topic = self
            .rules
            .iter()
            .find(|topic| topic.slug == slug && !topic.building_block)?;
        let terms = topic.terms.iter().map(|term| term.written.clone());
        let combos = topic.combos.iter().map(|combo| combo.name.clone());
        Some(terms.chain(combos).collect())
    }

    /// The topics of one item, in the order of the file.
    pub fn tag(&self, text: &TopicText<'_>) -> Vec<Tag> {
        let item = Item::read(text);
        let hits = self.index.hits(&item);
        by_topic(&hits)
            .filter_map(|hits| {
                let number = hits.first()?.topic as usize;
                let (topic, hash) = (self.rules.get(number)?, self.hashes.get(number)?);
                if !topic.scope.admits(&item) {
                    return None;
                }
                let evaluation = score::evaluate(topic, hits, &item);
                evaluation.holds().then(|| Tag {
                    topic: topic.slug.clone(),
                    score: evaluation.score,
                    threshold: topic.threshold,
                    evidence: evaluation.evidence(),
                    rules_hash: Arc::clone(hash),
                })
            })
            .collect()
    }

    fn compile(text: &str, file: &str, read: RuleFile) -> Topics {
        let rules = read.topics;
        let hashes: Vec<Arc<str>> = rules
            .iter()
            .map(|topic| topic.rules_hash().into())
            .collect();
        let infos = rules
            .iter()
            .zip(&hashes)
            .filter(|(topic, _)| !topic.building_block)
            .map(|(topic, hash)| TopicInfo {
                slug: topic.slug.clone(),
                name: topic.name.clone(),
                rules_hash: Arc::clone(hash),
            })
            .collect();
        let index = compile::compile(&rules);
        Topics {
            file: file.to_owned(),
            text: text.to_owned(),
            rules,
            unused_lists: read.unused_lists,
            infos,
            hashes,
            index,
        }
    }

    /// A mistake for each example that is not tagged as it says.
    fn failing_examples(&self) -> Vec<Mistake> {
        let mut failures = Vec::new();
        for topic in self.rules.iter().filter(|topic| !topic.building_block) {
            for example in &topic.examples {
                let item = TopicText {
                    title: &example.title,
                    summary: "",
                    body: &example.body,
                    language: example.language.as_deref(),
                    link: "",
                    feed: "",
                };
                let Some(explanation) = self.explain_unscoped(&item, &topic.slug) else {
                    continue;
                };
                if explanation.tagged != example.tagged {
                    let must = if example.tagged {
                        "must be tagged and is not"
                    } else {
                        "must not be tagged and is"
                    };
                    let shown = if example.title.is_empty() {
                        &example.body
                    } else {
                        &example.title
                    };
                    failures.push(Mistake::at(
                        &self.file,
                        &self.text,
                        example.at,
                        format!(
                            "topic `{}`: example \"{shown}\" {must}: {explanation}",
                            topic.slug
                        ),
                    ));
                }
            }
        }
        failures
    }
}

/// The hits of each topic, in the order of topics.
fn by_topic(hits: &[Hit]) -> impl Iterator<Item = &[Hit]> {
    hits.chunk_by(|a, b| a.topic == b.topic)
}

#[cfg(test)]
mod tests;

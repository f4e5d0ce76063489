//! The label a topic puts on an item, with the words that earned it.

use std::sync::Arc;

/// A topic as the store and the command line know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicInfo {
    /// Its name in the database and on the command line.
    pub slug: String,
    /// For people.
    pub name: String,
    /// Of everything that decides its tags; equal hash, equal tags.
    pub rules_hash: Arc<str>,
}

/// A topic on an item. The proof travels with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// The topic's slug.
    pub topic: String,
    /// Sum of the evidence's weights, factors and caps applied.
    pub score: f64,
    /// What it took.
    pub threshold: f64,
    /// What earned it (and what spoke against it), bounded in number.
    pub evidence: Vec<Evidence>,
    /// Of the rules that gave it, as in [`TopicInfo`].
    pub rules_hash: Arc<str>,
}

/// One hit of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Where it stands.
    pub field: Field,
    /// The words as written in the text.
    pub term: String,
    /// The rule as written in the rule file.
    pub rule: String,
    /// What it added to the score, factors applied; negative when it spoke against.
    pub weight: f64,
    /// Offset of the first word in the field's plain text, in characters.
    pub offset: usize,
}

/// A part of an item; topics weigh them differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The headline.
    Title,
    /// The summary.
    Summary,
    /// The text of the content.
    Body,
}

impl Field {
    /// The text form, as stored in evidence.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Summary => "summary",
            Field::Body => "body",
        }
    }
}

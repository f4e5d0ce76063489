//! The rules of topics as the analyst wrote them, checked and with lists and borrowed rules filled in; not yet
//! compiled for the search. Flows from `rules/read.rs` (the TOML) to `compile.rs`, `lint.rs` and the
//! explanations, which quote them.

mod hash;
mod hopes;
mod read;
mod syntax;

use std::sync::Arc;

use super::language::Languages;
pub(super) use read::read;

/// A rule file, checked.
#[derive(Debug, Clone, Default)]
pub(super) struct RuleFile {
    /// In the order of the file.
    pub(super) topics: Vec<Topic>,
    /// Lists that nothing names, with their place.
    pub(super) unused_lists: Vec<(usize, String)>,
}

/// One topic.
#[derive(Debug, Clone)]
pub(super) struct Topic {
    pub(super) slug: String,
    pub(super) name: String,
    /// Byte offset of the topic in its file, for mistakes.
    pub(super) at: usize,
    /// The score from which an item belongs to it.
    pub(super) threshold: f64,
    /// How many hits of one term count.
    pub(super) max_per_term: usize,
    pub(super) factors: Factors,
    /// Those of included topics are shared with them.
    pub(super) terms: Vec<Arc<Term>>,
    pub(super) combos: Vec<Arc<Combo>>,
    /// All of these must be there.
    pub(super) require: Vec<Gate>,
    /// None of these may be there.
    pub(super) exclude: Option<Gate>,
    pub(super) scope: Scope,
    pub(super) examples: Vec<Example>,
    /// Only a part of other topics: never a tag of its own.
    pub(super) building_block: bool,
}

/// What a hit's weight is multiplied with, by its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Factors {
    pub(super) title: f64,
    pub(super) summary: f64,
    /// The beginning of the body, `lead_words` long.
    pub(super) lead: f64,
    /// The rest of the body.
    pub(super) body: f64,
    pub(super) lead_words: u32,
}

/// A weighted term: one phrase, or all of a list.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// As written in the file: `базовая ставка`, `@vaccines`.
    pub(super) written: String,
    /// The code of the table it stands in.
    pub(super) language: &'static str,
    pub(super) weight: f64,
    /// Those of a list are shared with all who name it.
    pub(super) phrases: Arc<[Phrase]>,
    pub(super) at: usize,
}

/// Words in a row, in the languages they are for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Phrase {
    /// As written, marks included.
    pub(super) text: Arc<str>,
    /// The code of its language.
    pub(super) language: &'static str,
}

impl Phrase {
    /// The languages it is for.
    pub(super) fn languages(&self) -> Languages {
        Languages::of_code(self.language).unwrap_or(Languages::ALL)
    }
}

/// Alternatives, any of which will do.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// As written: phrases and lists.
    pub(super) written: Vec<String>,
    /// Those of one list alone are shared with all who name it.
    pub(super) phrases: Arc<[Phrase]>,
}

/// Groups that must all hit in one place.
#[derive(Debug, Clone)]
pub(super) struct Combo {
    /// For people; what a piece of evidence calls it.
    pub(super) name: String,
    pub(super) points: f64,
    pub(super) all: Vec<Group>,
    pub(super) not: Group,
    pub(super) within: Within,
    pub(super) at: usize,
}

/// The place in which a combo's groups must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// Anywhere in the item.
    Item,
    /// Not more than this many words apart.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In the headline.
    Title,
    /// In the headline, the summary and the beginning of the body.
    Lead,
}

/// A condition beside the score.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    pub(super) group: Group,
    pub(super) within: Within,
}

/// Which items a topic looks at; empty lists leave all in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Feed URLs, or beginnings of them.
    pub(super) feeds: Vec<String>,
    /// Language codes.
    pub(super) languages: Vec<String>,
    /// Host names; subdomains are in.
    pub(super) publishers: Vec<String>,
}

/// A text and whether the topic must tag it.
#[derive(Debug, Clone)]
pub(super) struct Example {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) language: Option<String>,
    pub(super) tagged: bool,
    pub(super) at: usize,
}

//! The rule file: TOML text in, topics out, or every mistake in it with its place. The table is walked by
//! hand rather than deserialized, because a deserializer stops at the first mistake and knows no suggestion.

mod circles;
mod examples;
mod gates;
mod includes;
mod lists;
mod names;
mod phrase;
mod scope;
mod terms;
mod topic;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Phrase, RuleFile, Topic, syntax};
use crate::model::{Mistake, nearest};
use includes::Read;
use values::in_order;

/// Nobody mends more than this in one go; a file for something else may have one in every line.
const MOST_MISTAKES: usize = 1000;

/// The most words, lists and included topics that all topics together may name. A word takes some 50 bytes each
/// time it is named, so that this many stay well within a gigabyte.
const MOST_WORDS: usize = 5_000_000;

/// Reads a rule file.
pub(in crate::topics) fn read(text: &str, file: &str) -> Result<RuleFile, Vec<Mistake>> {
    let mut reader = Reader {
        file,
        text,
        lists: BTreeMap::new(),
        filled: BTreeMap::new(),
        used: BTreeSet::new(),
        words: 0,
        mistakes: Vec::new(),
    };
    let (root, errors) = DeTable::parse_recoverable(text);
    let (mistakes, is_broken) = syntax::mistakes(text, file, errors);
    reader.mistakes = mistakes;
    // What a parser makes of broken text misleads: its own words come first.
    if is_broken {
        return Err(reader.mistakes);
    }
    let topics = reader.file(root.get_ref());
    if reader.mistakes.is_empty() {
        let unused_lists = reader
            .lists
            .iter()
            .filter(|(name, _)| !reader.used.contains(*name))
            .map(|(name, list)| (list.at, name.clone()))
            .collect();
        Ok(RuleFile {
            topics,
            unused_lists,
        })
    } else {
        reader
            .mistakes
            .sort_by_key(|mistake| (mistake.line, mistake.column));
        Err(reader.mistakes)
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    lists: BTreeMap<String, List<'a>>,
    filled: BTreeMap<String, Filled>,
    used: BTreeSet<String>,
    /// How many words, lists and included topics are named so far, wherever they are named.
    words: usize,
    mistakes: Vec<Mistake>,
}

/// A named list before its own lists are filled in.
struct List<'a> {
    at: usize,
    entries: Vec<(usize, &'a str, &'static str)>,
}

/// A list with the lists in it filled in.
#[derive(Clone)]
struct Filled {
    phrases: Arc<[Phrase]>,
    /// What naming it once adds to the words of all topics.
    words: usize,
}

type Table<'a> = DeTable<'a>;
type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> Reader<'a> {
    /// Whether no further mistake is told, so that none need be looked for.
    fn is_full(&self) -> bool {
        self.mistakes.len() >= MOST_MISTAKES
    }

    fn suggest(&mut self, at: usize, message: impl Into<String>, suggestion: Option<String>) {
        if !self.is_full() {
            let mistake = Mistake::at(self.file, self.text, at, message).suggest(suggestion);
            self.mistakes.push(mistake);
        }
    }

    /// Counts what a topic names; tells of it, once in a file, when that is more than all topics together may.
    fn counts(&mut self, words: usize, at: usize, who: &str, what: &str) -> bool {
        if self.words > MOST_WORDS {
            return false;
        }
        self.words = self.words.saturating_add(words);
        let is_too_much = self.words > MOST_WORDS;
        if is_too_much {
            self.suggest(
                at,
                format!(
                    "{who}with `{what}` all topics together have more than {MOST_WORDS} words, lists and included topics"
                ),
                Some("use it in fewer places".to_owned()),
            );
        }
        !is_too_much
    }

    /// Tells of what stands outside of all topics and must not. A topic's keys there mean that its header lacks.
    fn root_keys(&mut self, root: &'a Table<'a>) -> Vec<&'static str> {
        const KNOWN: [&str; 2] = ["lists", "topics"];
        let mut meant = Vec::new();
        let mut lines = None;
        for (key, value) in in_order(root) {
            let name = key.get_ref().as_ref();
            let at = key.span().start;
            if KNOWN.contains(&name) || self.is_full() {
                continue;
            }
            let is_topics = topic::KEYS.contains(&name);
            if is_topics && meant.contains(&"topics") {
                continue;
            }
            let suggestion = match value.get_ref() {
                _ if is_topics && !root.contains_key("topics") => {
                    meant.push("topics");
                    Some(
                        "begin the topic with `[[topics]]`, and its tables with `[topics.`"
                            .to_owned(),
                    )
                }
                DeValue::Table(_) if is_topics => Some(format!("write `[topics.{name}]`")),
                DeValue::Array(_) if is_topics => Some(format!("write `[[topics.{name}]]`")),
                _ if is_topics => Some("move it below `[[topics]]`".to_owned()),
                _ => nearest(&name.to_lowercase(), KNOWN).map(|near| {
                    meant.push(near);
                    format!("did you mean `{near}`?")
                }),
            };
            let who = syntax::whose(lines.get_or_insert_with(|| syntax::lines(self.text)), at);
            self.suggest(
                at,
                format!("{who}unknown key `{name}`"),
                suggestion.or_else(|| Some(format!("known here: {}", KNOWN.join(", ")))),
            );
        }
        meant
    }

    fn file(&mut self, root: &'a Table<'a>) -> Vec<Topic> {
        let meant = self.root_keys(root);
        if let Some(lists) = root.get("lists") {
            self.read_lists(lists);
        }
        let Some(topics) = root.get("topics") else {
            if !meant.contains(&"topics") {
                self.suggest(
                    0,
                    "no `[[topics]]` in the file",
                    Some(
                        "begin a topic with `[[topics]]` and on the next line `slug = \"name\"`"
                            .to_owned(),
                    ),
                );
            }
            return Vec::new();
        };
        let mut read: Vec<Read> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (span, table) in self.tables(topics, "`topics`", "[[topics]]") {
            let one = self.topic(span, table);
            let (slug, at) = (one.topic.slug.clone(), one.topic.at);
            match places.get(&slug) {
                Some(first) if slug != topic::NO_SLUG && !self.is_full() => {
                    let first = Mistake::at(self.file, self.text, *first, "").line;
                    self.suggest(
                        at,
                        format!("topic `{slug}` is there twice, first in line {first}"),
                        Some("give one of them another slug".to_owned()),
                    );
                }
                _ => {
                    places.insert(slug, at);
                }
            }
            read.push(one);
        }
        self.borrow(read)
    }
}

#[cfg(test)]
mod tests;

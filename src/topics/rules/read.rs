//! The rule file: TOML text in, topics out, or every mistake in it with its place. The table is walked by
//! hand rather than deserialized, because a deserializer stops at the first mistake and knows no suggestion.

mod lists;
mod terms;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Example, Factors, RuleFile, Scope, Topic};
use crate::model::{Mistake, did_you_mean};
use values::at_key;

const TOPIC_KEYS: [&str; 18] = [
    "slug",
    "name",
    "threshold",
    "max_per_term",
    "title_factor",
    "summary_factor",
    "lead_factor",
    "body_factor",
    "lead_words",
    "includes",
    "building_block",
    "terms",
    "combos",
    "require",
    "exclude",
    "scope",
    "examples",
    "description",
];

/// Reads a rule file.
pub(in crate::topics) fn read(text: &str, file: &str) -> Result<RuleFile, Vec<Mistake>> {
    let mut reader = Reader {
        file,
        text,
        lists: BTreeMap::new(),
        used: BTreeSet::new(),
        mistakes: Vec::new(),
    };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.wrong(at, error.message().trim_end_matches('.').to_owned());
    }
    // What a parser makes of broken text misleads: its own words come first.
    if !reader.mistakes.is_empty() {
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
    used: BTreeSet<String>,
    mistakes: Vec<Mistake>,
}

/// A named list before its own lists are filled in.
struct List<'a> {
    at: usize,
    entries: Vec<(usize, &'a str, String)>,
}

type Table<'a> = DeTable<'a>;
type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> Reader<'a> {
    fn wrong(&mut self, at: usize, message: impl Into<String>) {
        self.suggest(at, message, None);
    }

    fn suggest(&mut self, at: usize, message: impl Into<String>, suggestion: Option<String>) {
        let mistake = Mistake::at(self.file, self.text, at, message).suggest(suggestion);
        self.mistakes.push(mistake);
    }

    fn file(&mut self, root: &'a Table<'a>) -> Vec<Topic> {
        self.known_keys(root, &["lists", "topics"], "");
        if let Some(lists) = root.get("lists") {
            self.read_lists(lists);
        }
        let Some(topics) = root.get("topics") else {
            self.wrong(0, "no `[[topics]]` in the file");
            return Vec::new();
        };
        let mut read: Vec<(Topic, Vec<(usize, String)>)> = Vec::new();
        let mut slugs: BTreeSet<String> = BTreeSet::new();
        for topic in self.tables(topics, "topics") {
            if let Some(topic) = self.topic(topic.0, topic.1) {
                if !slugs.insert(topic.0.slug.clone()) {
                    self.wrong(
                        topic.0.at,
                        format!("topic `{}` is there twice", topic.0.slug),
                    );
                }
                read.push(topic);
            }
        }
        self.borrow(&read)
    }

    /// Fills in what topics take over from others.
    fn borrow(&mut self, read: &[(Topic, Vec<(usize, String)>)]) -> Vec<Topic> {
        let mut out = Vec::with_capacity(read.len());
        let by_slug: BTreeMap<&str, usize> = read
            .iter()
            .enumerate()
            .map(|(index, (topic, _))| (topic.slug.as_str(), index))
            .collect();
        for (index, (topic, includes)) in read.iter().enumerate() {
            let mut topic = topic.clone();
            let mut seen = BTreeSet::from([index]);
            let mut waiting: Vec<(usize, &str)> = includes
                .iter()
                .map(|(at, slug)| (*at, slug.as_str()))
                .collect();
            while let Some((at, slug)) = waiting.pop() {
                let Some(&other) = by_slug.get(slug) else {
                    let suggestion = did_you_mean(slug, by_slug.keys().copied());
                    self.suggest(
                        at,
                        format!("topic `{}`: includes unknown topic `{slug}`", topic.slug),
                        suggestion,
                    );
                    continue;
                };
                if other == index {
                    self.wrong(at, format!("topic `{}` includes itself", topic.slug));
                    continue;
                }
                if seen.insert(other) {
                    let (from, further) = &read[other];
                    topic.terms.extend(from.terms.iter().cloned());
                    topic.combos.extend(from.combos.iter().cloned());
                    waiting.extend(further.iter().map(|(_, slug)| (at, slug.as_str())));
                }
            }
            // After another mistake the terms may only be missing because of it.
            if topic.terms.is_empty() && topic.combos.is_empty() && self.mistakes.is_empty() {
                self.wrong(
                    topic.at,
                    format!("topic `{}` has neither terms nor combos", topic.slug),
                );
            }
            out.push(topic);
        }
        out
    }

    fn topic(
        &mut self,
        span: Range<usize>,
        table: &'a Table<'a>,
    ) -> Option<(Topic, Vec<(usize, String)>)> {
        let slug = match table.get("slug") {
            None => {
                self.wrong(span.start, "topic without a `slug`");
                "?".to_owned()
            }
            Some(value) => {
                let slug = self.string(value, "slug").unwrap_or("?").to_owned();
                if slug != "?" && !is_slug(&slug) {
                    self.wrong(
                        value.span().start,
                        format!("slug `{slug}` must be lower-case letters, digits and hyphens"),
                    );
                }
                slug
            }
        };
        let who = format!("topic `{slug}`: ");
        self.known_keys(table, &TOPIC_KEYS, &who);
        if !["terms", "combos", "includes"]
            .iter()
            .any(|key| table.contains_key(*key))
        {
            self.wrong(
                span.start,
                format!("topic `{slug}` has neither terms nor combos"),
            );
        }
        let at = table
            .get("slug")
            .map_or(span.start, |slug| slug.span().start);
        let name = table
            .get("name")
            .and_then(|value| self.string(value, &format!("{who}`name`")))
            .unwrap_or(&slug)
            .to_owned();
        let threshold = self.number(table, "threshold", 10.0, &who);
        if threshold <= 0.0 {
            self.wrong(
                at_key(table, "threshold", at),
                format!("{who}`threshold` must be above 0"),
            );
        }
        let max_per_term = self.count(table, "max_per_term", 1, 1..=1000, &who);
        let factors = Factors {
            title: self.factor(table, "title_factor", 2.0, &who),
            summary: self.factor(table, "summary_factor", 1.0, &who),
            lead: self.factor(table, "lead_factor", 1.0, &who),
            body: self.factor(table, "body_factor", 0.5, &who),
            lead_words: u32::try_from(self.count(table, "lead_words", 60, 0..=1_000_000, &who))
                .unwrap_or(u32::MAX),
        };
        let includes = table
            .get("includes")
            .map(|value| self.strings(value, &format!("{who}`includes`")))
            .unwrap_or_default()
            .into_iter()
            .map(|(at, slug)| (at, slug.to_owned()))
            .collect();
        let building_block = table
            .get("building_block")
            .and_then(|value| self.flag(value, &format!("{who}`building_block`")))
            .unwrap_or(false);
        let topic = Topic {
            name,
            at,
            threshold,
            max_per_term,
            factors,
            terms: self.terms(table, &who),
            combos: self.combos(table, &who),
            require: self.require(table, &who),
            exclude: self.exclude(table, &who),
            scope: self.scope(table, &who),
            examples: self.examples(table, &who),
            building_block,
            slug,
        };
        Some((topic, includes))
    }

    fn scope(&mut self, topic: &'a Table<'a>, who: &str) -> Scope {
        let Some(value) = topic.get("scope") else {
            return Scope::default();
        };
        let who = format!("{who}`scope`: ");
        let Some(table) = self.table(value, who.trim_end_matches(": ")) else {
            return Scope::default();
        };
        self.known_keys(table, &["feeds", "languages", "publishers"], &who);
        let mut list = |key: &str| -> Vec<String> {
            let written = table
                .get(key)
                .map(|value| self.strings(value, &format!("{who}`{key}`")))
                .unwrap_or_default();
            for (at, text) in &written {
                let wrong = match key {
                    "languages" => {
                        let is_code = (2..=3).contains(&text.len())
                            && text.bytes().all(|byte| byte.is_ascii_alphabetic());
                        (!is_code).then_some(("is no code of a language", "write `en`, `ru` or `kk`"))
                    }
                    "publishers" => text.contains(['/', ':', ' ']).then_some((
                        "is no name of a host",
                        "write it like `news.example`, without https:// and what follows the host",
                    )),
                    _ => (!text.contains("://") && !text.contains('*')).then_some((
                        "is no address of a feed",
                        "write it as under [[feeds]] in the config; for all of a publisher's feeds there is `publishers`",
                    )),
                };
                if let Some((what, instead)) = wrong {
                    let what = format!("{who}`{key}`: `{text}` {what}");
                    self.suggest(*at, what, Some(instead.to_owned()));
                }
            }
            written
                .into_iter()
                .map(|(_, text)| text.to_owned())
                .collect()
        };
        let lower = |list: Vec<String>| list.iter().map(|text| text.to_lowercase()).collect();
        Scope {
            feeds: list("feeds"),
            languages: lower(list("languages")),
            publishers: lower(list("publishers")),
        }
    }

    fn examples(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Example> {
        let mut examples = Vec::new();
        let Some(value) = topic.get("examples") else {
            return examples;
        };
        for (index, (span, table)) in self
            .tables(value, &format!("{who}`examples`"))
            .into_iter()
            .enumerate()
        {
            let who = format!("{who}example {}: ", index + 1);
            self.known_keys(
                table,
                &["text", "title", "body", "language", "tagged"],
                &who,
            );
            let mut string = |key: &str| {
                table
                    .get(key)
                    .and_then(|value| self.string(value, &format!("{who}`{key}`")))
                    .map(ToOwned::to_owned)
            };
            let title = string("text").or_else(|| string("title"));
            let body = string("body").unwrap_or_default();
            let language = string("language");
            if title.is_none() && body.is_empty() {
                self.wrong(span.start, format!("{who}no `text`"));
            }
            let tagged = match table.get("tagged") {
                Some(value) => self.flag(value, &format!("{who}`tagged`")),
                None => {
                    self.wrong(
                        span.start,
                        format!("{who}no `tagged`, which says whether the topic must tag it"),
                    );
                    None
                }
            };
            if let Some(tagged) = tagged {
                examples.push(Example {
                    title: title.unwrap_or_default(),
                    body,
                    language,
                    tagged,
                    at: span.start,
                });
            }
        }
        examples
    }
}

fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 64
        && slug
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !slug.starts_with('-')
        && !slug.ends_with('-')
}

#[cfg(test)]
mod tests;

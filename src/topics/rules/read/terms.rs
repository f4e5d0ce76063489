//! What a topic is made of: weighted terms, and combos of them.

use std::borrow::Cow;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeValue;

use super::values::{TERMS, at_key, in_order, kind, number};
use super::{Reader, Table, Value};
use crate::model::did_you_mean;
use crate::topics::language::Languages;
use crate::topics::rules::{Combo, Group, Phrase, Term, Within};

impl<'a> Reader<'a> {
    pub(super) fn terms(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Arc<Term>> {
        let mut terms = Vec::new();
        let Some(value) = topic.get("terms") else {
            return terms;
        };
        let Some(languages) = self.table(
            value,
            &format!("{who}`terms`"),
            TERMS.replace("LANGUAGE", "any"),
        ) else {
            return terms;
        };
        for (code, value) in in_order(languages) {
            let name = code.get_ref().as_ref();
            if let (DeValue::Array(_), Some(_)) = (value.get_ref(), Languages::of_code(name)) {
                self.suggest(
                    value.span().start,
                    format!("{who}the words for `{name}` have no weights"),
                    Some(TERMS.replace("LANGUAGE", name)),
                );
                continue;
            }
            let DeValue::Table(table) = value.get_ref() else {
                self.suggest(
                    code.span().start,
                    format!("{who}term `{name}` stands in no language"),
                    Some("put it under `[topics.terms.any]` or a language such as `[topics.terms.ru]`".to_owned()),
                );
                continue;
            };
            let Some(language) = self.language(code, who) else {
                continue;
            };
            for (key, value) in in_order(table) {
                let written = key.get_ref().as_ref();
                let at = key.span().start;
                if self.is_misplaced(key, value) {
                    self.suggest(
                        at,
                        format!("{who}`{written}` stands among the terms, so it is taken for one"),
                        Some(
                            "move it up, above the first `[topics....]` of its topic, or put it in quotes if a term is meant"
                                .to_owned(),
                        ),
                    );
                    continue;
                }
                if let DeValue::Table(_) = value.get_ref() {
                    self.suggest(
                        at,
                        format!("{who}`{written}` is no term with a weight"),
                        Some("put terms with dots or blanks in quotes".to_owned()),
                    );
                    continue;
                }
                let what = format!("{who}the weight of `{written}`");
                let Some(weight) = self.amount(value, &what, "3") else {
                    continue;
                };
                if weight == 0.0 {
                    self.suggest(
                        value.span().start,
                        format!("{who}the weight of `{written}` is zero, so it says nothing"),
                        Some("remove the term or give it a weight".to_owned()),
                    );
                    continue;
                }
                let phrases = self.phrases(at, written, language, who);
                if !phrases.is_empty() {
                    terms.push(Arc::new(Term {
                        written: written.to_owned(),
                        language,
                        weight,
                        phrases,
                        at,
                    }));
                }
            }
        }
        terms
    }

    /// Whether a key of the topic stands below the header of its terms: bare, and with a name or a value that no
    /// term would have.
    fn is_misplaced(&self, key: &Spanned<Cow<'_, str>>, value: &Value<'_>) -> bool {
        let name = key.get_ref().as_ref();
        let is_bare = self.text.get(key.span()).is_some_and(|text| text == name);
        let is_number = matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_));
        let is_unlike = name.contains('_') || name == "threshold" || !is_number;
        is_bare && is_unlike && super::topic::KEYS.contains(&name)
    }

    pub(super) fn combos(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Arc<Combo>> {
        let mut combos = Vec::new();
        let Some(value) = topic.get("combos") else {
            return combos;
        };
        for (index, (span, table)) in self
            .tables(value, &format!("{who}`combos`"), "[[topics.combos]]")
            .into_iter()
            .enumerate()
        {
            let who = format!("{who}combo {}: ", index + 1);
            let meant = self.known_keys(table, &["name", "points", "all", "not", "within"], &who);
            let name = table
                .get("name")
                .and_then(|value| self.string(value, &format!("{who}`name`")))
                .map_or_else(|| format!("combo {}", index + 1), ToOwned::to_owned);
            if !table.contains_key("points") && !meant.contains(&"points") {
                self.suggest(
                    span.start,
                    format!("{who}no `points`"),
                    Some("write `points = 5`, or less than 0 for what speaks against".to_owned()),
                );
            }
            let points = self.number(table, "points", 1.0, &who);
            if points == 0.0 {
                self.suggest(
                    at_key(table, "points", span.start),
                    format!("{who}`points` is zero, so it says nothing"),
                    Some("remove the combo or give it points".to_owned()),
                );
            }
            let all = match table.get("all") {
                Some(value) => self.groups(value, &format!("{who}`all`"), &who),
                None => {
                    if !meant.contains(&"all") {
                        self.suggest(
                            span.start,
                            format!("{who}no `all`"),
                            Some("write `all = [[\"oil\", \"gas\"], [\"price\"]]`".to_owned()),
                        );
                    }
                    Vec::new()
                }
            };
            let not = table.get("not").map_or_else(empty_group, |value| {
                self.group(value, &format!("{who}`not`"), &who)
            });
            let within = self.within(table, &who);
            combos.push(Arc::new(Combo {
                name,
                points,
                all,
                not,
                within,
                at: span.start,
            }));
        }
        combos
    }

    pub(super) fn groups(&mut self, value: &'a Value<'a>, what: &str, who: &str) -> Vec<Group> {
        let DeValue::Array(array) = value.get_ref() else {
            self.suggest(
                value.span().start,
                format!(
                    "{what} must be an array of groups, not {}",
                    kind(value.get_ref())
                ),
                Some("write [[\"oil\", \"gas\"], [\"price\"]]".to_owned()),
            );
            return Vec::new();
        };
        if array.is_empty() {
            self.suggest(
                value.span().start,
                format!("{what} is empty"),
                Some("write groups: [[\"oil\", \"gas\"], [\"price\"]]".to_owned()),
            );
        }
        let mut groups = Vec::new();
        for member in array {
            match member.get_ref() {
                // One word alone is a group of one.
                DeValue::String(text) => {
                    groups.push(self.group_of(vec![(member.span().start, text.as_ref())], who));
                }
                _ => groups.push(self.group(member, what, who)),
            }
        }
        groups
    }

    pub(super) fn group(&mut self, value: &'a Value<'a>, what: &str, who: &str) -> Group {
        let known = self.mistakes.len();
        let strings = self.strings(value, what);
        if strings.is_empty() && self.mistakes.len() == known {
            self.suggest(
                value.span().start,
                format!("{what}: a group is empty"),
                Some("put words into it or remove it".to_owned()),
            );
        }
        self.group_of(strings, who)
    }

    pub(super) fn group_of(&mut self, strings: Vec<(usize, &str)>, who: &str) -> Group {
        let written = strings.iter().map(|(_, text)| (*text).to_owned()).collect();
        let phrases = match strings[..] {
            [(at, text)] => self.phrases(at, text, "any", who),
            _ => {
                let mut all: Vec<Phrase> = Vec::new();
                for (at, text) in strings {
                    all.extend_from_slice(&self.phrases(at, text, "any", who));
                }
                all.sort();
                all.dedup();
                all.into()
            }
        };
        Group { written, phrases }
    }

    pub(super) fn within(&mut self, table: &'a Table<'a>, who: &str) -> Within {
        let Some(value) = table.get("within") else {
            return Within::Item;
        };
        let at = value.span().start;
        match value.get_ref() {
            DeValue::Integer(_) => match number(value.get_ref()) {
                Some(words) if (1.0..=1000.0).contains(&words) => Within::Words(words as u32),
                _ => {
                    self.suggest(
                        at,
                        format!("{who}`within` must be 1 to 1000 words"),
                        Some("leave it out for anywhere".to_owned()),
                    );
                    Within::Item
                }
            },
            DeValue::String(text) => match text.as_ref() {
                "sentence" => Within::Sentence,
                "title" => Within::Title,
                "lead" => Within::Lead,
                "item" => Within::Item,
                other => {
                    let suggestion = did_you_mean(other, ["sentence", "title", "lead", "item"])
                        .or_else(|| Some("leave it out for anywhere".to_owned()));
                    self.suggest(
                        at,
                        format!("{who}`within` must be a number of words, \"sentence\", \"title\", \"lead\" or \"item\", not \"{other}\""),
                        suggestion,
                    );
                    Within::Item
                }
            },
            other => {
                self.suggest(
                    at,
                    format!(
                        "{who}`within` must be a number of words or a place, not {}",
                        kind(other)
                    ),
                    Some("write `within = 5` or `within = \"sentence\"`".to_owned()),
                );
                Within::Item
            }
        }
    }
}

fn empty_group() -> Group {
    Group {
        written: Vec::new(),
        phrases: Arc::default(),
    }
}

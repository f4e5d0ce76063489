//! What a topic is made of: weighted terms, combos, and the conditions beside the score.

use toml::de::DeValue;

use super::values::{at_key, in_order, kind, number};
use super::{Reader, Table, Value};
use crate::model::did_you_mean;
use crate::topics::rules::{Combo, Gate, Group, Term, Within};

impl<'a> Reader<'a> {
    pub(super) fn terms(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Term> {
        let mut terms = Vec::new();
        let Some(value) = topic.get("terms") else {
            return terms;
        };
        let Some(languages) = self.table(value, &format!("{who}`terms`")) else {
            return terms;
        };
        for (code, value) in in_order(languages) {
            if !matches!(value.get_ref(), DeValue::Table(_)) {
                self.suggest(
                    code.span().start,
                    format!("{who}term `{}` stands in no language", code.get_ref()),
                    Some("put it under `[topics.terms.any]` or a language such as `[topics.terms.ru]`".to_owned()),
                );
                continue;
            }
            let Some(language) = self.language(code, who) else {
                continue;
            };
            let Some(table) = self.table(value, who) else {
                continue;
            };
            for (key, value) in in_order(table) {
                let written = key.get_ref().as_ref();
                let at = key.span().start;
                let weight = match value.get_ref() {
                    DeValue::Integer(_) | DeValue::Float(_) => number(value.get_ref()),
                    DeValue::Table(_) => {
                        self.suggest(
                            at,
                            format!("{who}`{written}` is no term with a weight"),
                            Some("put terms with dots or blanks in quotes".to_owned()),
                        );
                        continue;
                    }
                    other => {
                        let kind = kind(other);
                        self.wrong(
                            value.span().start,
                            format!("{who}the weight of `{written}` must be a number, not {kind}"),
                        );
                        continue;
                    }
                };
                let Some(weight) =
                    weight.filter(|weight| weight.is_finite() && weight.abs() <= 1e6)
                else {
                    self.wrong(
                        value.span().start,
                        format!("{who}the weight of `{written}` is out of range"),
                    );
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
                let phrases = self.phrases(at, written, &language, who);
                if !phrases.is_empty() {
                    terms.push(Term {
                        written: written.to_owned(),
                        language: language.clone(),
                        weight,
                        phrases,
                        at,
                    });
                }
            }
        }
        terms
    }

    pub(super) fn combos(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Combo> {
        let mut combos = Vec::new();
        let Some(value) = topic.get("combos") else {
            return combos;
        };
        for (index, (span, table)) in self
            .tables(value, &format!("{who}`combos`"))
            .into_iter()
            .enumerate()
        {
            let who = format!("{who}combo {}: ", index + 1);
            self.known_keys(table, &["name", "points", "all", "not", "within"], &who);
            let name = table
                .get("name")
                .and_then(|value| self.string(value, &format!("{who}`name`")))
                .map_or_else(|| format!("combo {}", index + 1), ToOwned::to_owned);
            if !table.contains_key("points") {
                self.wrong(span.start, format!("{who}no `points`"));
            }
            let points = self.number(table, "points", 1.0, &who);
            if points == 0.0 {
                self.wrong(
                    at_key(table, "points", span.start),
                    format!("{who}`points` is zero, so it says nothing"),
                );
            }
            let all = match table.get("all") {
                Some(value) => self.groups(value, &format!("{who}`all`"), &who),
                None => {
                    self.wrong(span.start, format!("{who}no `all`"));
                    Vec::new()
                }
            };
            let not = table.get("not").map_or_else(empty_group, |value| {
                self.group(value, &format!("{who}`not`"), &who)
            });
            let within = self.within(table, &who);
            combos.push(Combo {
                name,
                points,
                all,
                not,
                within,
                at: span.start,
            });
        }
        combos
    }

    pub(super) fn groups(&mut self, value: &'a Value<'a>, what: &str, who: &str) -> Vec<Group> {
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong(
                value.span().start,
                format!(
                    "{what} must be an array of groups, not {}",
                    kind(value.get_ref())
                ),
            );
            return Vec::new();
        };
        if array.is_empty() {
            self.wrong(value.span().start, format!("{what} is empty"));
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
        let strings = self.strings(value, what);
        if strings.is_empty() {
            self.wrong(value.span().start, format!("{what}: a group is empty"));
        }
        self.group_of(strings, who)
    }

    pub(super) fn group_of(&mut self, strings: Vec<(usize, &str)>, who: &str) -> Group {
        let mut group = empty_group();
        for (at, text) in strings {
            group.written.push(text.to_owned());
            let phrases = self.phrases(at, text, "any", who);
            group.phrases.extend(phrases);
        }
        group.phrases.sort();
        group.phrases.dedup();
        group
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
                    self.wrong(at, format!("{who}`within` must be 1 to 1000 words"));
                    Within::Item
                }
            },
            DeValue::String(text) => match text.as_ref() {
                "sentence" => Within::Sentence,
                "title" => Within::Title,
                "lead" => Within::Lead,
                "item" => Within::Item,
                other => {
                    let suggestion = did_you_mean(other, ["sentence", "title", "lead", "item"]);
                    self.suggest(
                        at,
                        format!("{who}`within` must be a number of words, \"sentence\", \"title\", \"lead\" or \"item\", not \"{other}\""),
                        suggestion,
                    );
                    Within::Item
                }
            },
            other => {
                self.wrong(
                    at,
                    format!(
                        "{who}`within` must be a number of words or a place, not {}",
                        kind(other)
                    ),
                );
                Within::Item
            }
        }
    }

    pub(super) fn require(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Gate> {
        let Some(value) = topic.get("require") else {
            return Vec::new();
        };
        let who = format!("{who}`require`: ");
        let Some(table) = self.table(value, who.trim_end_matches(": ")) else {
            return Vec::new();
        };
        self.known_keys(table, &["any", "all", "within"], &who);
        let within = self.place(table, &who);
        let mut gates = Vec::new();
        if let Some(value) = table.get("any") {
            let group = self.group(value, &format!("{who}`any`"), &who);
            gates.push(Gate { group, within });
        }
        if let Some(value) = table.get("all") {
            for group in self.groups(value, &format!("{who}`all`"), &who) {
                gates.push(Gate { group, within });
            }
        }
        if gates.is_empty() {
            self.wrong(value.span().start, format!("{who}neither `any` nor `all`"));
        }
        gates
    }

    pub(super) fn exclude(&mut self, topic: &'a Table<'a>, who: &str) -> Option<Gate> {
        let value = topic.get("exclude")?;
        let who = format!("{who}`exclude`: ");
        let table = self.table(value, who.trim_end_matches(": "))?;
        self.known_keys(table, &["any", "within"], &who);
        let within = self.place(table, &who);
        let Some(any) = table.get("any") else {
            self.wrong(value.span().start, format!("{who}no `any`"));
            return None;
        };
        let group = self.group(any, &format!("{who}`any`"), &who);
        Some(Gate { group, within })
    }

    /// `within` of a gate, where only places make sense.
    pub(super) fn place(&mut self, table: &'a Table<'a>, who: &str) -> Within {
        let within = self.within(table, who);
        if matches!(within, Within::Words(_) | Within::Sentence) {
            self.wrong(
                at_key(table, "within", 0),
                format!("{who}`within` must be \"title\", \"lead\" or \"item\" here"),
            );
            return Within::Item;
        }
        within
    }
}

fn empty_group() -> Group {
    Group {
        written: Vec::new(),
        phrases: Vec::new(),
    }
}

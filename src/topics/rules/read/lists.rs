//! Named lists, and what a term may look like.

use toml::de::DeValue;

use super::values::{in_order, kind};
use super::{List, Reader, Value};
use crate::model::did_you_mean;
use crate::topics::rules::Phrase;

/// The most words a term may have; more is a mistake, not a term.
const MOST_TERM_WORDS: usize = 12;

impl<'a> Reader<'a> {
    pub(super) fn read_lists(&mut self, lists: &'a Value<'a>) {
        let Some(table) = self.table(lists, "lists") else {
            return;
        };
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let at = key.span().start;
            let mut entries = Vec::new();
            let known = self.mistakes.len();
            match value.get_ref() {
                DeValue::Array(_) => {
                    for (at, text) in self.strings(value, &format!("list `{name}`")) {
                        entries.push((at, text, "any".to_owned()));
                    }
                }
                DeValue::Table(by_language) => {
                    for (code, value) in in_order(by_language) {
                        let Some(code) = self.language(code, &format!("list `{name}`")) else {
                            continue;
                        };
                        for (at, text) in self.strings(value, &format!("list `{name}`")) {
                            entries.push((at, text, code.clone()));
                        }
                    }
                }
                other => {
                    self.wrong(
                    value.span().start,
                    format!(
                        "list `{name}` must be an array of words or a table of languages, not {}",
                        kind(other)
                    ),);
                    self.lists.insert(name.to_owned(), List { at, entries });
                    continue;
                }
            }
            if entries.is_empty() && self.mistakes.len() == known {
                self.wrong(at, format!("list `{name}` is empty"));
            }
            self.lists.insert(name.to_owned(), List { at, entries });
        }
        // Every list is looked at once, so that a mistake in one that nobody uses is found too.
        let names: Vec<String> = self.lists.keys().cloned().collect();
        for name in names {
            let mut phrases = Vec::new();
            let at = self.lists.get(&name).map_or(0, |list| list.at);
            self.fill(at, &name, &mut vec![], &mut phrases, true, "");
        }
    }

    /// The phrases of a list, lists in it filled in. `report` is off after the first look.
    pub(super) fn fill(
        &mut self,
        at: usize,
        name: &str,
        path: &mut Vec<String>,
        out: &mut Vec<Phrase>,
        report: bool,
        who: &str,
    ) {
        if path.iter().any(|above| above == name) {
            if report {
                self.wrong(at, format!("list `{name}` names itself"));
            }
            return;
        }
        let Some(list) = self.lists.get(name) else {
            if report {
                let suggestion = did_you_mean(name, self.lists.keys().map(String::as_str));
                self.suggest(at, format!("{who}unknown list `@{name}`"), suggestion);
            }
            return;
        };
        let entries = list.entries.clone();
        if !report {
            self.used.insert(name.to_owned());
        }
        path.push(name.to_owned());
        for (at, text, language) in entries {
            if let Some(inner) = text.strip_prefix('@') {
                self.fill(at, inner, path, out, report, &format!("list `{name}`: "));
            } else if !report || self.phrase_is_right(at, text, &format!("list `{name}`: ")) {
                out.push(Phrase {
                    text: text.to_owned(),
                    language,
                });
            }
        }
        path.pop();
    }

    /// A term's phrases: itself, or those of the list it names.
    pub(super) fn phrases(
        &mut self,
        at: usize,
        written: &str,
        language: &str,
        who: &str,
    ) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        if let Some(name) = written.strip_prefix('@') {
            if self.lists.contains_key(name) {
                self.fill(at, name, &mut vec![], &mut phrases, false, who);
            } else {
                let suggestion = did_you_mean(name, self.lists.keys().map(String::as_str));
                self.suggest(at, format!("{who}unknown list `@{name}`"), suggestion);
            }
        } else if self.phrase_is_right(at, written, who) {
            phrases.push(Phrase {
                text: written.to_owned(),
                language: language.to_owned(),
            });
        }
        phrases
    }

    /// Whether a phrase can be matched at all; tells what is wrong with it.
    pub(super) fn phrase_is_right(&mut self, at: usize, written: &str, who: &str) -> bool {
        let text = written.trim();
        let shown = if written.is_empty() {
            "\"\"".to_owned()
        } else {
            format!("`{written}`")
        };
        let bare = text.strip_prefix('=').unwrap_or(text);
        if bare.trim().is_empty() {
            self.wrong(at, format!("{who}term {shown} is empty"));
            return false;
        }
        let repeats = bare
            .split('+')
            .skip(1)
            .any(|rest| rest.starts_with(char::is_alphanumeric));
        if bare.contains(['[', ']', '(', ')', '|', '\\', '^', '?', '{', '}'])
            || bare.contains(".*")
            || bare.contains(char::is_control)
            || repeats
        {
            self.suggest(
                at,
                format!("{who}term {shown} looks like a regular expression, which a term is not"),
                Some("every form of a word matches by itself; write `word*` for any ending, and alternatives as terms of their own".to_owned()),
            );
            return false;
        }
        let words: Vec<&str> = bare.split_whitespace().collect();
        let joins = |word: &&str| matches!(*word, "AND" | "OR" | "NOT" | "И" | "ИЛИ" | "НЕ");
        if let Some(operator) = words.iter().find(|word| words.len() > 1 && joins(word)) {
            self.suggest(
                at,
                format!("{who}term {shown} has the operator {operator}, which a term cannot"),
                Some("what must come together is a combo, alternatives are terms of their own, and what speaks against has a negative weight".to_owned()),
            );
            return false;
        }
        if bare.starts_with('-') && bare.len() > 1 {
            self.suggest(
                at,
                format!("{who}term {shown} begins with a minus"),
                Some("a term that speaks against has a negative weight: \"word\" = -5".to_owned()),
            );
            return false;
        }
        if words.len() > MOST_TERM_WORDS {
            self.wrong(
                at,
                format!("{who}term {shown} has more than {MOST_TERM_WORDS} words"),
            );
            return false;
        }
        for word in words {
            let stem = word.strip_suffix('*').unwrap_or(word);
            if stem.contains('*') {
                self.suggest(
                    at,
                    format!("{who}term {shown} has a `*` that is not at the end of a word"),
                    Some("write `*` after the beginning of a word".to_owned()),
                );
                return false;
            }
            if !stem.chars().any(char::is_alphanumeric) {
                let what = if word.ends_with('*') {
                    "a `*` alone"
                } else {
                    "no letter or digit"
                };
                self.wrong(at, format!("{who}term {shown} has a word of {what}"));
                return false;
            }
            if text.starts_with('=') && word.ends_with('*') {
                self.wrong(
                    at,
                    format!("{who}term {shown} cannot be exact (`=`) and open (`*`) at once"),
                );
                return false;
            }
        }
        true
    }
}

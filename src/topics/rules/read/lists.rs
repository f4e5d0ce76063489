//! Named lists, and terms that name one.

use std::collections::HashSet;
use std::sync::Arc;

use toml::de::DeValue;

use super::circles::circles;
use super::values::{in_order, kind};
use super::{Filled, List, MOST_WORDS, Reader, Value};
use crate::model::did_you_mean;
use crate::topics::rules::Phrase;

impl<'a> Reader<'a> {
    pub(super) fn read_lists(&mut self, lists: &'a Value<'a>) {
        let Some(table) = self.table(lists, "`lists`", "write it below `[lists]`") else {
            return;
        };
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let at = key.span().start;
            let known = self.mistakes.len();
            let entries = self.list_entries(name, value);
            if entries.is_empty() && self.mistakes.len() == known {
                self.suggest(
                    at,
                    format!("list `{name}` is empty"),
                    Some("put words into it or remove it".to_owned()),
                );
            }
            self.lists.insert(name.to_owned(), List { at, entries });
        }
        self.check_lists();
    }

    /// Places, entries and the codes of their languages.
    fn list_entries(
        &mut self,
        name: &str,
        value: &'a Value<'a>,
    ) -> Vec<(usize, &'a str, &'static str)> {
        let mut entries = Vec::new();
        let who = format!("list `{name}`");
        match value.get_ref() {
            DeValue::Array(_) => {
                for (at, text) in self.strings(value, &who) {
                    entries.push((at, text, "any"));
                }
            }
            DeValue::Table(by_language) => {
                for (code, value) in in_order(by_language) {
                    let Some(code) = self.language(code, &format!("{who}: ")) else {
                        continue;
                    };
                    for (at, text) in self.strings(value, &who) {
                        entries.push((at, text, code));
                    }
                }
            }
            other => self.suggest(
                value.span().start,
                format!(
                    "{who} must be an array of words or a table of languages, not {}",
                    kind(other)
                ),
                Some(format!("write `{name} = [\"word\", \"word\"]`")),
            ),
        }
        entries
    }

    /// Every entry of every list is looked at once, also where nobody uses the list.
    fn check_lists(&mut self) {
        let names: Vec<String> = self.lists.keys().cloned().collect();
        let mut named: Vec<Vec<Option<usize>>> = Vec::with_capacity(names.len());
        let mut places: Vec<Vec<usize>> = Vec::with_capacity(names.len());
        for name in &names {
            let entries = self
                .lists
                .get(name)
                .map_or_else(Vec::new, |list| list.entries.clone());
            let who = format!("list `{name}`: ");
            for (at, text, _) in &entries {
                match text.strip_prefix('@') {
                    Some(inner) if !self.lists.contains_key(inner) => {
                        self.unknown_list(*at, inner, &who);
                    }
                    Some(_) => {}
                    None => {
                        self.phrase_is_right(*at, text, &who);
                    }
                }
            }
            let inner = |text: &str| {
                names
                    .binary_search(&text.strip_prefix('@')?.to_owned())
                    .ok()
            };
            named.push(entries.iter().map(|(_, text, _)| inner(text)).collect());
            places.push(entries.iter().map(|(at, ..)| *at).collect());
        }
        for circle in circles(&named) {
            let told = circle.told(|index| names.get(index).map_or("", String::as_str));
            let first = circle.path.first().and_then(|index| names.get(*index));
            let last = circle.path.last().copied().unwrap_or_default();
            let at = places.get(last).and_then(|list| list.get(circle.closing));
            let (first, last) = (first.map_or("", String::as_str), names.get(last));
            self.suggest(
                at.copied().unwrap_or_default(),
                format!("list `{first}` names itself: {told}"),
                Some(format!(
                    "take `@{first}` out of `{}`",
                    last.map_or("", String::as_str)
                )),
            );
        }
    }

    fn unknown_list(&mut self, at: usize, name: &str, who: &str) {
        if self.is_full() {
            return;
        }
        let suggestion = did_you_mean(name, self.lists.keys().map(String::as_str)).or_else(|| {
            Some(format!(
                "define it above the first topic: under `[lists]` write `{name} = [\"word\", \"word\"]`"
            ))
        });
        self.suggest(at, format!("{who}unknown list `@{name}`"), suggestion);
    }

    /// A term's phrases: itself, or those of the list it names, as far as they are for this language.
    pub(super) fn phrases(
        &mut self,
        at: usize,
        written: &str,
        language: &'static str,
        who: &str,
    ) -> Arc<[Phrase]> {
        match written.strip_prefix('@') {
            Some(name) if self.lists.contains_key(name) => {
                if self.words > MOST_WORDS {
                    return Arc::default();
                }
                let list = self.fill(name);
                if !self.counts(list.words, at, who, written) {
                    return Arc::default();
                }
                let phrases = in_language(&list.phrases, language);
                if phrases.is_empty() && !list.phrases.is_empty() {
                    self.suggest(
                        at,
                        format!("{who}`{written}` has no words in `{language}`"),
                        Some(format!("put `{written}` under `[topics.terms.any]`: its words keep their languages")),
                    );
                }
                phrases
            }
            Some(name) => {
                self.unknown_list(at, name, who);
                Arc::default()
            }
            None if self.phrase_is_right(at, written, who) => {
                self.words += 1;
                let text = written.into();
                Arc::new([Phrase { text, language }])
            }
            None => Arc::default(),
        }
    }

    /// Fills in a list with the phrases of the lists in it, each list once.
    fn fill(&mut self, name: &str) -> Filled {
        if let Some(list) = self.filled.get(name) {
            return list.clone();
        }
        let mut phrases = Vec::new();
        let mut seen = HashSet::from([name]);
        let mut waiting = vec![name];
        while let Some(list) = waiting.pop().and_then(|name| self.lists.get(name)) {
            for (_, text, language) in &list.entries {
                match text.strip_prefix('@') {
                    Some(inner) => {
                        if self.lists.contains_key(inner) && seen.insert(inner) {
                            waiting.push(inner);
                        }
                    }
                    None => phrases.push(Phrase {
                        text: (*text).into(),
                        language,
                    }),
                }
            }
        }
        phrases.sort();
        phrases.dedup();
        let words = phrases.len() + seen.len();
        for name in seen {
            if !self.used.contains(name) {
                self.used.insert(name.to_owned());
            }
        }
        let phrases = phrases.into();
        let filled = Filled { phrases, words };
        self.filled.insert(name.to_owned(), filled.clone());
        filled
    }
}

/// What a list has for a language. Words of no language of their own become that language's.
fn in_language(phrases: &Arc<[Phrase]>, language: &'static str) -> Arc<[Phrase]> {
    if language == "any" {
        return Arc::clone(phrases);
    }
    let of_it = phrases
        .iter()
        .filter(|phrase| ["any", language].contains(&phrase.language));
    of_it
        .map(|phrase| Phrase {
            text: Arc::clone(&phrase.text),
            language,
        })
        .collect()
}

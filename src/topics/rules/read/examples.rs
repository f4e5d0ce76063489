//! Examples: texts that a topic must tag or must not.

use super::scope::language_fault;
use super::values::at_key;
use super::{Reader, Table};
use crate::topics::rules::Example;

impl<'a> Reader<'a> {
    pub(super) fn examples(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Example> {
        let mut examples = Vec::new();
        let Some(value) = topic.get("examples") else {
            return examples;
        };
        for (index, (span, table)) in self
            .tables(value, &format!("{who}`examples`"), "[[topics.examples]]")
            .into_iter()
            .enumerate()
        {
            let who = format!("{who}example {}: ", index + 1);
            let meant = self.known_keys(
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
            let (text, title) = (string("text"), string("title"));
            let body = string("body").unwrap_or_default();
            let language = string("language").map(|code| code.to_lowercase());
            if text.is_some() && title.is_some() {
                self.suggest(
                    at_key(table, "title", span.start),
                    format!("{who}`text` and `title` are one thing"),
                    Some("keep one of them".to_owned()),
                );
            }
            if let Some((code, (what, instead))) = language
                .as_ref()
                .and_then(|code| Some((code, language_fault(code)?)))
            {
                let written = table
                    .get("language")
                    .and_then(|value| value.get_ref().as_str());
                self.suggest(
                    at_key(table, "language", span.start),
                    format!("{who}`language`: `{}` {what}", written.unwrap_or(code)),
                    Some(instead.to_owned()),
                );
            }
            let has_text = |key: &&str| table.contains_key(*key) || meant.contains(key);
            if !["text", "title", "body"].iter().any(has_text) {
                self.suggest(
                    span.start,
                    format!("{who}no `text`"),
                    Some("write `text = \"a headline\"`".to_owned()),
                );
            }
            let tagged = match table.get("tagged") {
                Some(value) => self.flag(value, &format!("{who}`tagged`")),
                None => {
                    if !meant.contains(&"tagged") {
                        self.suggest(
                            span.start,
                            format!("{who}no `tagged`, which says whether the topic must tag it"),
                            Some("write `tagged = true` or `tagged = false`".to_owned()),
                        );
                    }
                    None
                }
            };
            if let Some(tagged) = tagged {
                examples.push(Example {
                    title: text.or(title).unwrap_or_default(),
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

//! `[topics.scope]`: which items a topic looks at, by feed, language and publisher.

use super::{Reader, Table};
use crate::topics::rules::Scope;

/// What is wrong with an entry, and what to write.
pub(super) type Fault = Option<(&'static str, &'static str)>;

impl<'a> Reader<'a> {
    pub(super) fn scope(&mut self, topic: &'a Table<'a>, who: &str) -> Scope {
        let what = format!("{who}`scope`");
        let who = format!("{what}: ");
        let Some(table) = topic
            .get("scope")
            .and_then(|value| self.table(value, &what, "write it below `[topics.scope]`"))
        else {
            return Scope::default();
        };
        self.known_keys(table, &["feeds", "languages", "publishers"], &who);
        Scope {
            feeds: self.scope_list(table, "feeds", feed_fault, &who),
            languages: lower(&self.scope_list(table, "languages", language_fault, &who)),
            publishers: lower(&self.scope_list(table, "publishers", publisher_fault, &who)),
        }
    }

    fn scope_list(
        &mut self,
        table: &'a Table<'a>,
        key: &str,
        fault: fn(&str) -> Fault,
        who: &str,
    ) -> Vec<String> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let entries = self.strings(value, &format!("{who}`{key}`"));
        for (at, text) in &entries {
            if let Some((what, instead)) = fault(text) {
                let what = format!("{who}`{key}`: `{text}` {what}");
                self.suggest(*at, what, Some(instead.to_owned()));
            }
        }
        entries
            .into_iter()
            .map(|(_, text)| text.to_owned())
            .collect()
    }
}

fn lower(list: &[String]) -> Vec<String> {
    list.iter().map(|text| text.to_lowercase()).collect()
}

fn feed_fault(text: &str) -> Fault {
    if text.trim_end_matches('*').contains('*') {
        return Some((
            "has a star elsewhere than at its end",
            "write the address up to the first star; for all of a publisher's feeds there is `publishers`",
        ));
    }
    let is_address = text.contains("://") || text.contains('*');
    (!is_address).then_some((
        "is no address of a feed",
        "write it as under [[feeds]] in the config; for all of a publisher's feeds there is `publishers`",
    ))
}

pub(super) fn language_fault(text: &str) -> Fault {
    let is_code =
        (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (!is_code).then_some(("is no code of a language", "write `en`, `ru` or `kk`"))
}

fn publisher_fault(text: &str) -> Fault {
    if text.contains('*') {
        return Some((
            "has a star",
            "leave it out, subdomains are included: `news.example`, or `uz` for all of .uz",
        ));
    }
    text.contains(['/', ':', ' ']).then_some((
        "is no name of a host",
        "write it like `news.example`, without https:// and what follows the host",
    ))
}

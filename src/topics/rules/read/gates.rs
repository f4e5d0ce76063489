//! The conditions beside the score: `[topics.require]` and `[topics.exclude]`.

use super::values::at_key;
use super::{Reader, Table};
use crate::topics::rules::{Gate, Within};

impl<'a> Reader<'a> {
    pub(super) fn require(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Gate> {
        let Some(value) = topic.get("require") else {
            return Vec::new();
        };
        let what = format!("{who}`require`");
        let who = format!("{what}: ");
        let Some(table) = self.table(value, &what, "write it below `[topics.require]`") else {
            return Vec::new();
        };
        let meant = self.known_keys(table, &["any", "all", "within"], &who);
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
        let is_absent = |key: &&str| !table.contains_key(*key) && !meant.contains(key);
        if ["any", "all"].iter().all(is_absent) {
            self.suggest(
                value.span().start,
                format!("{who}neither `any` nor `all`"),
                Some("write `any = [\"word\", \"word\"]`".to_owned()),
            );
        }
        gates
    }

    pub(super) fn exclude(&mut self, topic: &'a Table<'a>, who: &str) -> Option<Gate> {
        let value = topic.get("exclude")?;
        let what = format!("{who}`exclude`");
        let who = format!("{what}: ");
        let table = self.table(value, &what, "write it below `[topics.exclude]`")?;
        let meant = self.known_keys(table, &["any", "within"], &who);
        let within = self.place(table, &who);
        let Some(any) = table.get("any") else {
            if !meant.contains(&"any") {
                self.suggest(
                    value.span().start,
                    format!("{who}no `any`"),
                    Some("write `any = [\"word\", \"word\"]`".to_owned()),
                );
            }
            return None;
        };
        let group = self.group(any, &format!("{who}`any`"), &who);
        Some(Gate { group, within })
    }

    /// `within` of a gate, where only places make sense.
    fn place(&mut self, table: &'a Table<'a>, who: &str) -> Within {
        let within = self.within(table, who);
        if matches!(within, Within::Words(_) | Within::Sentence) {
            self.suggest(
                at_key(table, "within", 0),
                format!("{who}`within` must be \"title\", \"lead\" or \"item\" here"),
                Some("words that must stand together are a combo".to_owned()),
            );
            return Within::Item;
        }
        within
    }
}

//! TOML values of the kind that is wanted, or a mistake that names the place and what stands there.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::{Reader, Table, Value};
use crate::model::did_you_mean;
use crate::topics::language::Languages;

impl<'a> Reader<'a> {
    pub(super) fn known_keys(&mut self, table: &'a Table<'a>, known: &[&str], who: &str) {
        for (key, _) in in_order(table) {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let suggestion = did_you_mean(name, known.iter().copied());
                self.suggest(
                    key.span().start,
                    format!("{who}unknown key `{name}`"),
                    suggestion,
                );
            }
        }
    }

    pub(super) fn language(
        &mut self,
        code: &Spanned<std::borrow::Cow<'a, str>>,
        who: &str,
    ) -> Option<String> {
        let name = code.get_ref().as_ref();
        if Languages::of_code(name).is_some() {
            return Some(name.to_owned());
        }
        let who = who.trim_end_matches(": ");
        let known = Languages::CODES.map(|(code, _)| code);
        let suggestion =
            did_you_mean(name, known).or_else(|| Some(format!("one of {}", known.join(", "))));
        self.suggest(
            code.span().start,
            format!("{who}: unknown language `{name}`"),
            suggestion,
        );
        None
    }

    pub(super) fn table(&mut self, value: &'a Value<'a>, what: &str) -> Option<&'a Table<'a>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            other => {
                self.wrong(
                    value.span().start,
                    format!("{what} must be a table, not {}", kind(other)),
                );
                None
            }
        }
    }

    pub(super) fn tables(
        &mut self,
        value: &'a Value<'a>,
        what: &str,
    ) -> Vec<(Range<usize>, &'a Table<'a>)> {
        let DeValue::Array(array) = value.get_ref() else {
            self.suggest(
                value.span().start,
                format!(
                    "{what} must be written with double brackets, not as {}",
                    kind(value.get_ref())
                ),
                Some("write `[[topics]]`, `[[topics.combos]]`, `[[topics.examples]]`".to_owned()),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for member in array {
            if let Some(table) = self.table(member, what) {
                tables.push((member.span(), table));
            }
        }
        tables
    }

    pub(super) fn strings(&mut self, value: &'a Value<'a>, what: &str) -> Vec<(usize, &'a str)> {
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong(
                value.span().start,
                format!("{what} must be an array, not {}", kind(value.get_ref())),
            );
            return Vec::new();
        };
        let mut strings = Vec::new();
        for member in array {
            if let Some(text) = self.string(member, &format!("{what}: each member")) {
                strings.push((member.span().start, text));
            }
        }
        strings
    }

    pub(super) fn string(&mut self, value: &'a Value<'a>, what: &str) -> Option<&'a str> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.as_ref()),
            other => {
                self.wrong(
                    value.span().start,
                    format!("{what} must be a text in quotes, not {}", kind(other)),
                );
                None
            }
        }
    }

    pub(super) fn flag(&mut self, value: &'a Value<'a>, what: &str) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                self.wrong(
                    value.span().start,
                    format!("{what} must be true or false, not {}", kind(other)),
                );
                None
            }
        }
    }

    pub(super) fn number(
        &mut self,
        table: &'a Table<'a>,
        key: &str,
        default: f64,
        who: &str,
    ) -> f64 {
        let Some(value) = table.get(key) else {
            return default;
        };
        match number(value.get_ref()).filter(|number| number.is_finite() && number.abs() <= 1e6) {
            Some(number) => number,
            None => {
                self.wrong(
                    value.span().start,
                    format!(
                        "{who}`{key}` must be a number, not {}",
                        kind(value.get_ref())
                    ),
                );
                default
            }
        }
    }

    pub(super) fn factor(
        &mut self,
        table: &'a Table<'a>,
        key: &str,
        default: f64,
        who: &str,
    ) -> f64 {
        let factor = self.number(table, key, default, who);
        if factor < 0.0 {
            self.wrong(
                at_key(table, key, 0),
                format!("{who}`{key}` must not be negative"),
            );
            return default;
        }
        factor
    }

    pub(super) fn count(
        &mut self,
        table: &'a Table<'a>,
        key: &str,
        default: usize,
        range: std::ops::RangeInclusive<usize>,
        who: &str,
    ) -> usize {
        let number = self.number(table, key, default as f64, who);
        if number.fract() != 0.0 || number < *range.start() as f64 || number > *range.end() as f64 {
            self.wrong(
                at_key(table, key, 0),
                format!(
                    "{who}`{key}` must be a whole number from {} to {}",
                    range.start(),
                    range.end()
                ),
            );
            return default;
        }
        number as usize
    }
}

/// The entries of a table in the order of the file.
pub(super) fn in_order<'t, 'a>(
    table: &'t Table<'a>,
) -> Vec<(&'t Spanned<std::borrow::Cow<'a, str>>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

pub(super) fn at_key(table: &Table<'_>, key: &str, otherwise: usize) -> usize {
    table.get(key).map_or(otherwise, |value| value.span().start)
}

pub(super) fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(integer) => {
            let digits = integer.as_str().replace('_', "");
            i64::from_str_radix(&digits, integer.radix())
                .ok()
                .map(|number| number as f64)
        }
        DeValue::Float(float) => float.as_str().replace('_', "").parse().ok(),
        _ => None,
    }
}

pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

//! TOML values of the kind that is wanted, or a mistake that names the place and what stands there.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::names::{code_of, synonym};
use super::{Reader, Table, Value};
use crate::model::{did_you_mean, nearest};
use crate::topics::language::Languages;

/// How terms are written.
pub(super) const TERMS: &str =
    "write `[topics.terms.LANGUAGE]` and below it `\"word\" = 3`, a line for each word";

impl<'a> Reader<'a> {
    /// Tells of keys that the table must not have; returns the known ones that were probably meant, whose
    /// absence is then no mistake of its own.
    pub(super) fn known_keys<'k>(
        &mut self,
        table: &'a Table<'a>,
        known: &[&'k str],
        who: &str,
    ) -> Vec<&'k str> {
        let mut meant = Vec::new();
        for (key, _) in in_order(table) {
            let name = key.get_ref().as_ref();
            if known.contains(&name) || self.is_full() {
                continue;
            }
            let absent = known
                .iter()
                .copied()
                .filter(|key| !table.contains_key(*key));
            let near = synonym(name)
                .filter(|key| known.contains(key))
                .and_then(|ours| known.iter().copied().find(|key| *key == ours))
                .or_else(|| nearest(&name.to_lowercase(), absent))
                .or_else(|| nearest(&name.to_lowercase(), known.iter().copied()));
            let suggestion = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            meant.extend(near);
            self.suggest(
                key.span().start,
                format!("{who}unknown key `{name}`"),
                Some(suggestion),
            );
        }
        meant
    }

    pub(super) fn language(
        &mut self,
        code: &Spanned<std::borrow::Cow<'a, str>>,
        who: &str,
    ) -> Option<&'static str> {
        let name = code.get_ref().as_ref();
        let known = Languages::CODES.map(|(code, _)| code);
        if let Some(code) = known.into_iter().find(|code| *code == name) {
            return Some(code);
        }
        let suggestion = code_of(name)
            .map(|code| format!("did you mean `{code}`?"))
            .or_else(|| did_you_mean(name, known))
            .or_else(|| Some(format!("one of {}", known.join(", "))));
        self.suggest(
            code.span().start,
            format!("{who}unknown language `{name}`"),
            suggestion,
        );
        None
    }

    pub(super) fn table(
        &mut self,
        value: &'a Value<'a>,
        what: &str,
        advice: impl Into<String>,
    ) -> Option<&'a Table<'a>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.suggest(
            value.span().start,
            format!("{what} must be a table, not {}", kind(value.get_ref())),
            Some(advice.into()),
        );
        None
    }

    /// Tables below a header with double brackets, such as `[[topics.combos]]`.
    pub(super) fn tables(
        &mut self,
        value: &'a Value<'a>,
        what: &str,
        header: &str,
    ) -> Vec<(Range<usize>, &'a Table<'a>)> {
        let DeValue::Array(array) = value.get_ref() else {
            // Of a topic under single brackets the slug is known all the same.
            let slug = value
                .get_ref()
                .get("slug")
                .and_then(|slug| slug.get_ref().as_str());
            let who = slug.map_or(String::new(), |slug| format!("topic `{slug}`: "));
            self.suggest(
                value.span().start,
                format!(
                    "{who}{what} must be written with double brackets, not as {}",
                    kind(value.get_ref())
                ),
                Some(format!("write `{header}`")),
            );
            return Vec::new();
        };
        let advice = format!("write it below `{header}`");
        let mut tables = Vec::new();
        for member in array {
            if let Some(table) = self.table(member, what, advice.as_str()) {
                tables.push((member.span(), table));
            }
        }
        tables
    }

    pub(super) fn strings(&mut self, value: &'a Value<'a>, what: &str) -> Vec<(usize, &'a str)> {
        let DeValue::Array(array) = value.get_ref() else {
            self.suggest(
                value.span().start,
                format!("{what} must be an array, not {}", kind(value.get_ref())),
                Some(match value.get_ref() {
                    DeValue::String(text) => format!("write [\"{text}\"]"),
                    _ => "write [\"word\", \"word\"]".to_owned(),
                }),
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
                let instead = written(other).unwrap_or("word");
                self.suggest(
                    value.span().start,
                    format!("{what} must be a text in quotes, not {}", kind(other)),
                    Some(format!("write \"{instead}\"")),
                );
                None
            }
        }
    }

    pub(super) fn flag(&mut self, value: &'a Value<'a>, what: &str) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                let word = written(other).unwrap_or("").to_lowercase();
                let is_no = matches!(word.as_str(), "false" | "no" | "off" | "0" | "нет" | "жоқ");
                self.suggest(
                    value.span().start,
                    format!("{what} must be true or false, not {}", kind(other)),
                    Some(format!("write {} without quotes", !is_no)),
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
        self.amount(value, &format!("{who}`{key}`"), &default.to_string())
            .unwrap_or(default)
    }

    /// A number that can be reckoned with; tells of any other.
    pub(super) fn amount(&mut self, value: &'a Value<'a>, what: &str, sample: &str) -> Option<f64> {
        let known =
            number(value.get_ref()).filter(|number| number.is_finite() && number.abs() <= 1e6);
        if known.is_none() {
            let is_number = matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_));
            let fault = match is_number {
                true => "is out of range".to_owned(),
                false => format!("must be a number, not {}", kind(value.get_ref())),
            };
            self.suggest(
                value.span().start,
                format!("{what} {fault}"),
                Some(number_instead(value.get_ref(), sample)),
            );
        }
        known
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
            self.suggest(
                at_key(table, key, 0),
                format!("{who}`{key}` must not be negative"),
                Some("write 0 to leave the place out".to_owned()),
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
            self.suggest(
                at_key(table, key, 0),
                format!(
                    "{who}`{key}` must be a whole number from {} to {}",
                    range.start(),
                    range.end()
                ),
                Some(format!("leave it out for {default}")),
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

/// A number that stands in quotes, or with a decimal comma in them, without.
fn number_instead(value: &DeValue<'_>, otherwise: &str) -> String {
    let text = written(value).unwrap_or("").trim().replace(',', ".");
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && value.is_str() => {
            format!("write {text} without quotes")
        }
        _ => format!("write a number such as {otherwise}"),
    }
}

/// A plain value as it stands in the file, quotes gone.
fn written<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    match value {
        DeValue::String(text) => Some(text.as_ref()),
        DeValue::Integer(number) => Some(number.as_str()),
        DeValue::Float(number) => Some(number.as_str()),
        DeValue::Boolean(true) => Some("true"),
        DeValue::Boolean(false) => Some("false"),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

//! TOML text to a table that remembers places, past mistakes of syntax. The parser reports such mistakes but
//! may stop building the table at one; what follows it is won back by reading the text again with the broken
//! lines blanked out.

use std::collections::BTreeSet;

use toml::de::{DeTable, Error};

use super::quoted;
use crate::config::source::Source;
use crate::model::Mistake;

/// How often a text is read again. Each time brings to light what the mistakes before it hid.
const READINGS: usize = 5;

/// Nobody mends more than this in one go; a file that is something else altogether has one on every line.
const MOST_MISTAKES: usize = 1000;

/// A document as far as it could be read.
pub(super) struct Document<'t> {
    pub(super) table: DeTable<'t>,
    pub(super) mistakes: Vec<Mistake>,
    /// From 1, rising.
    pub(super) broken_lines: Vec<usize>,
}

/// Reads TOML. Duplicate keys keep their first value. `blanked` is room for the text without its broken
/// lines, which the table may then borrow from.
pub(super) fn parse<'t>(source: &Source<'t>, blanked: &'t mut String) -> Document<'t> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut found = Errors::default();
    if errors.is_empty() || !found.add(errors, source) {
        return found.document(table.into_inner());
    }
    for _ in 1..READINGS {
        let rest = blank(source, &found.broken_lines);
        let (_, errors) = DeTable::parse_recoverable(&rest);
        if !found.add(errors, source) {
            break;
        }
    }
    *blanked = blank(source, &found.broken_lines);
    let (table, _) = DeTable::parse_recoverable(blanked);
    found.document(table.into_inner())
}

#[derive(Default)]
struct Errors {
    mistakes: Vec<Mistake>,
    /// Lines that are not TOML; a key written twice does not break its line.
    broken_lines: BTreeSet<usize>,
    duplicates: BTreeSet<usize>,
}

impl Errors {
    fn document(self, table: DeTable<'_>) -> Document<'_> {
        Document {
            table,
            mistakes: self.mistakes,
            broken_lines: self.broken_lines.into_iter().collect(),
        }
    }

    /// Takes in what one reading reported; whether it broke lines that were whole so far.
    fn add(&mut self, errors: Vec<Error>, source: &Source<'_>) -> bool {
        let broken_before = self.broken_lines.len();
        for error in errors {
            let end = source.text().len();
            if self.mistakes.len() >= MOST_MISTAKES {
                self.broken_lines.extend(1..=source.line(end));
                break;
            }
            let offset = error.span().map_or(end, |span| span.start.min(end));
            if error.message() == "duplicate key" {
                if self.duplicates.insert(offset) {
                    self.mistakes.push(duplicate(offset, source));
                }
                continue;
            }
            if let Some((opening, what)) = never_closed(&error, offset, source) {
                // Where the text or list should have ended is unknown, so nothing after it means anything.
                let line = source.line(opening);
                if self.broken_lines.insert(line) {
                    let message = format!("not TOML: {what} is never closed");
                    self.mistakes.push(source.mistake(opening, message));
                }
                self.broken_lines.extend(line..=source.line(end));
                break;
            }
            // The first error of a line is its cause, the others follow from it.
            if self.broken_lines.insert(source.line(offset)) {
                let advice = advice(source, offset);
                let reason = match error.message().split_once(", expected") {
                    Some((reason, _)) if advice.is_some() => reason,
                    _ => error.message(),
                };
                let mistake = source.mistake(offset, format!("not TOML: {reason}"));
                self.mistakes.push(mistake.suggest(advice));
            }
        }
        self.broken_lines.len() > broken_before
    }
}

fn duplicate(offset: usize, source: &Source<'_>) -> Mistake {
    let (_, line) = source.line_text(source.line(offset));
    let name: String = source
        .text()
        .get(offset..)
        .unwrap_or_default()
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''))
        .collect();
    let (thing, advice) = if line.trim_start().starts_with("[[") {
        (format!("[[{name}]]"), "it is a table or a value above")
    } else if line.trim_start().starts_with('[') {
        let advice = "put its keys under the first one; every feed is a [[feeds]] block";
        (format!("table [{name}]"), advice)
    } else {
        (format!("key `{name}`"), "keep one of them")
    };
    source
        .mistake(offset, format!("{thing} is written twice"))
        .suggest(Some(advice.to_owned()))
}

/// Where a text of several lines or a list begins that ends nowhere, if that is what the error is about.
fn never_closed(
    error: &Error,
    offset: usize,
    source: &Source<'_>,
) -> Option<(usize, &'static str)> {
    let before = source.text().get(..offset)?;
    if error.message().contains("multi-line") {
        let opening = before.rfind("\"\"\"").max(before.rfind("'''"))?;
        return Some((opening, "this text of several lines"));
    }
    if error.message().contains("array") {
        let line = source.line(offset);
        let (_, text) = source.line_text(line);
        let starts_anew = text.trim_start().starts_with('[') || text.contains('=');
        if !starts_anew && !text.trim().is_empty() {
            return None;
        }
        return (1..=line).rev().find_map(|line| {
            let (start, text) = source.line_text(line);
            let (key, value) = text.split_once('=')?;
            let list = value.trim_start();
            let is_open = list.starts_with('[') && !list.contains(']');
            let column = key.len() + 1 + (value.len() - list.len());
            is_open.then_some((start + column, "this list"))
        });
    }
    None
}

/// Advice on the slips that people new to TOML make most.
fn advice(source: &Source<'_>, offset: usize) -> Option<String> {
    let (_, line) = source.line_text(source.line(offset));
    let line = line.trim();
    if line.starts_with("[[") && !line.contains("]]") {
        return Some("a block starts with [[name]]".to_owned());
    }
    if line.starts_with("//") {
        return Some("a comment starts with #".to_owned());
    }
    if let Some((key, value)) = line.split_once('=') {
        return advice_on_value(key.trim(), value.trim());
    }
    let key_end = line.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | ' '))?;
    let (key, value) = line.split_at(key_end);
    let key = key.trim();
    let is_meant = !key.is_empty() && !key.contains(' ') && value.len() > 1;
    let is_url = value.starts_with("://");
    (is_meant && !is_url).then(|| format!("did you mean `{key} =`?"))
}

fn advice_on_value(key: &str, value: &str) -> Option<String> {
    let first = value.chars().next();
    match first {
        None | Some('#') => Some(format!("give `{key}` a value or remove it")),
        Some(c) if c.is_alphanumeric() || matches!(c, '*' | '/' | '.') => {
            let value = value.split(" #").next().unwrap_or(value).trim();
            Some(format!("text stands in quotes: {}", quoted(value)))
        }
        Some(quote @ ('"' | '\'')) if value.matches(quote).count() == 1 => {
            Some("the closing quote is missing".to_owned())
        }
        Some('"') if value.contains('\\') => {
            Some("write \\ as \\\\, or put the text in 'single quotes'".to_owned())
        }
        _ => None,
    }
}

/// The text with broken lines replaced by spaces, so that every offset stays what it was. A broken header
/// takes its whole block with it: its keys would otherwise land in the table above.
fn blank(source: &Source<'_>, broken_lines: &BTreeSet<usize>) -> String {
    let mut blanked = String::with_capacity(source.text().len());
    let mut is_in_broken_block = false;
    for (index, line) in source.text().split_inclusive('\n').enumerate() {
        let is_broken = broken_lines.contains(&(index + 1));
        if line.trim_start().starts_with('[') {
            is_in_broken_block = is_broken;
        }
        if is_broken || is_in_broken_block {
            let bytes = line.bytes();
            blanked.extend(bytes.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            blanked.push_str(line);
        }
    }
    blanked
}

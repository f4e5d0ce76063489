//! TOML text to a table that remembers places, past mistakes of syntax. The parser reports every such
//! mistake but may stop building the table at one; what follows it is then won back by reading the text
//! once more with the broken lines blanked out.

use std::collections::BTreeSet;

use toml::de::{DeTable, Error};

use crate::config::source::Source;
use crate::model::Mistake;

/// A document as far as it could be read.
pub(super) struct Document<'t> {
    pub(super) table: DeTable<'t>,
    pub(super) mistakes: Vec<Mistake>,
    pub(super) broken_lines: Vec<usize>,
}

/// Reads TOML. Duplicate keys keep their first value. `blanked` is room for the text without its broken
/// lines, which the table may then borrow from.
pub(super) fn parse<'t>(source: &Source<'t>, blanked: &'t mut String) -> Document<'t> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut table = table.into_inner();
    let mut found = Errors::default();
    found.add(errors, source);
    if !found.broken_lines.is_empty() {
        *blanked = blank(source, &found.broken_lines);
        let (rest, errors) = DeTable::parse_recoverable(blanked);
        let again = errors.into_iter().filter(is_duplicate).collect();
        found.add(again, source);
        table = rest.into_inner();
    }
    Document {
        table,
        mistakes: found.mistakes,
        broken_lines: found.broken_lines.into_iter().collect(),
    }
}

#[derive(Default)]
struct Errors {
    mistakes: Vec<Mistake>,
    /// Lines of syntax errors; those of duplicate keys are whole.
    broken_lines: BTreeSet<usize>,
    seen: BTreeSet<usize>,
}

impl Errors {
    fn add(&mut self, errors: Vec<Error>, source: &Source<'_>) {
        for error in errors {
            let offset = error.span().map_or(source.text().len(), |span| {
                span.start.min(source.text().len())
            });
            if is_duplicate(&error) {
                if self.seen.insert(offset) {
                    self.mistakes.push(duplicate(offset, source));
                }
                continue;
            }
            // The first error of a line is its cause, the others follow from it.
            if self.broken_lines.insert(source.line(offset)) {
                let message = format!("not TOML: {}", error.message());
                let suggestion = advice(source, offset);
                self.mistakes
                    .push(source.mistake(offset, message).suggest(suggestion));
            }
        }
    }
}

fn is_duplicate(error: &Error) -> bool {
    error.message() == "duplicate key"
}

fn duplicate(offset: usize, source: &Source<'_>) -> Mistake {
    let (start, line) = source.line_text(source.line(offset));
    let name: String = source.text()[offset..]
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''))
        .collect();
    let (thing, advice) = if line.trim_start().starts_with("[[") {
        (format!("[[{name}]]"), "it is a table or a value above")
    } else if line.trim_start().starts_with('[') && offset - start < line.len() {
        let advice = "put its keys under the first one; every feed is a [[feeds]] block";
        (format!("table [{name}]"), advice)
    } else {
        (format!("key `{name}`"), "keep one of them")
    };
    source
        .mistake(offset, format!("{thing} is written twice"))
        .suggest(Some(advice.to_owned()))
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
        let value = value.trim();
        if value.is_empty() {
            return Some(format!("give `{}` a value or remove it", key.trim()));
        }
        let is_bare = value.chars().next().is_some_and(|c| {
            c.is_alphabetic() || matches!(c, '*' | '/' | '.') || c.is_ascii_digit()
        });
        if is_bare {
            let value = value.split(" #").next().unwrap_or(value).trim();
            return Some(format!("text stands in quotes: {}", super::quoted(value)));
        }
        if value.starts_with(['"', '\'']) && value.matches(&value[..1]).count() == 1 {
            return Some("the closing quote is missing".to_owned());
        }
        return None;
    }
    if let Some((key, value)) = line.split_once(':') {
        let is_key = key.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_key && !value.trim().is_empty() && !value.starts_with("//") {
            return Some(format!("did you mean `{} =`?", key.trim()));
        }
    }
    None
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

//! Whether a term can be matched at all, and what was meant when it cannot.

use super::super::hopes;
use super::Reader;
use crate::model::shortened;

/// The most words a term may have; more is a mistake, not a term.
const MOST_WORDS: usize = 12;

/// What is wrong, and what to write instead.
type Fault = (String, String);

impl Reader<'_> {
    /// Whether a phrase can be matched at all; tells what is wrong with it.
    pub(super) fn phrase_is_right(&mut self, at: usize, written: &str, who: &str) -> bool {
        let Some((what, instead)) = fault(written) else {
            return true;
        };
        let shown = match written.replace('\u{8}', "\\b") {
            empty if empty.is_empty() => "\"\"".to_owned(),
            written => format!("`{}`", shortened(&written)),
        };
        self.suggest(at, format!("{who}term {shown} {what}"), Some(instead));
        false
    }
}

fn fault(written: &str) -> Option<Fault> {
    let text = written.trim();
    let bare = text.strip_prefix('=').unwrap_or(text).trim();
    if bare.is_empty() {
        return told(
            "is empty",
            "write a word between the quotes or remove the line",
        );
    }
    if hopes::is_hope(text) {
        return Some((
            "looks like a regular expression, which a term is not".to_owned(),
            hopes::advice(text),
        ));
    }
    if bare.contains(is_invisible) {
        return told(
            "has an invisible character, as copied text brings along",
            "type the word anew",
        );
    }
    if bare.contains(|c: char| c.is_control() && c != '\t') {
        return told("has a line break", "write it on one line");
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    operator(&words)
        .or_else(|| minus(bare))
        .or_else(|| length(&words))
        .or_else(|| {
            words
                .iter()
                .find_map(|word| word_fault(word, text.starts_with('=')))
        })
}

fn told(what: &str, instead: &str) -> Option<Fault> {
    Some((what.to_owned(), instead.to_owned()))
}

fn operator(words: &[&str]) -> Option<Fault> {
    let joins = |word: &&&str| matches!(**word, "AND" | "OR" | "NOT" | "И" | "ИЛИ" | "НЕ");
    let operator = words.iter().find(joins).filter(|_| words.len() > 1)?;
    told(
        &format!("has the operator {operator}, which a term cannot"),
        "what must come together is a combo, alternatives are terms of their own, and what speaks against has a \
         negative weight",
    )
}

fn minus(bare: &str) -> Option<Fault> {
    let word = bare.strip_prefix('-').filter(|word| !word.is_empty())?;
    let instead = format!("a term that speaks against has a negative weight: \"{word}\" = -5");
    told("begins with a minus", &instead)
}

fn length(words: &[&str]) -> Option<Fault> {
    let instead = "take the two or three words that matter, or make a combo of them";
    (words.len() > MOST_WORDS)
        .then(|| told(&format!("has more than {MOST_WORDS} words"), instead))
        .flatten()
}

fn word_fault(word: &str, is_exact: bool) -> Option<Fault> {
    let stem = word.strip_suffix('*').unwrap_or(word);
    if stem.trim_matches('*').is_empty() {
        return told(
            "has a word of a `*` alone",
            "write `*` behind the beginning of a word: `word*`; a combo leaves room between words",
        );
    }
    if let Some(rest) = stem.strip_prefix('*').filter(|rest| !rest.contains('*')) {
        let instead = format!(
            "only the end of a word can be left open: write the words that end in `{rest}` one by one"
        );
        return told("has a `*` that is not at the end of a word", &instead);
    }
    if let Some((start, _)) = stem.split_once('*') {
        let instead = format!("write `*` after the beginning of a word: `{start}*`");
        return told("has a `*` that is not at the end of a word", &instead);
    }
    if !stem.chars().any(char::is_alphanumeric) {
        return told(
            "has a word of no letter or digit",
            "leave it out: signs are not matched",
        );
    }
    if is_exact && word.ends_with('*') {
        return told(
            "cannot be exact (`=`) and open (`*`) at once",
            &format!("write `={stem}` or `{stem}*`"),
        );
    }
    if let Some(inner) = stem.strip_prefix('=') {
        return told(
            "has a `=` before a word within it",
            &format!("write `=` before the whole term, or `{inner}` alone"),
        );
    }
    None
}

/// Characters that nobody sees and that part or lengthen a word.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

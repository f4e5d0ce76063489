//! What people get wrong in a line of TOML, and what they meant: quotation marks of a word processor, keys and
//! decimals as they are written elsewhere, comments and colons of other languages.

mod values;

use super::hopes;
use super::line::{Line, unquoted};
use super::place::name;
use crate::model::shortened;

/// A line that is not TOML.
pub(super) struct Slip {
    /// Byte offset in the file.
    pub(super) at: usize,
    pub(super) message: String,
    /// Reads on from the message.
    pub(super) suggestion: String,
}

type Found = Option<(usize, String, String)>;

/// What is wrong with a line. `offset` and `error` are what the parser said, `header` the table it stands in.
pub(super) fn slip(line: &Line<'_>, offset: usize, header: &str, error: &str) -> Slip {
    let found = other_format(line)
        .or_else(|| comment(line))
        .or_else(|| blanks(line))
        .or_else(|| quotation_marks(line))
        .or_else(|| escape(line, error))
        .or_else(|| unclosed_header(line))
        .or_else(|| quote_within(line))
        .or_else(|| open_quote(line))
        .or_else(|| no_equals(line, error))
        .or_else(|| key(line, error))
        .or_else(|| list_member(line, offset, error))
        .or_else(|| values::value(line, offset, header));
    match found {
        Some((at, message, suggestion)) => Slip {
            at: line.start + at,
            message,
            suggestion,
        },
        None => Slip {
            at: offset,
            message: format!(
                "this is not TOML: {}",
                error.split(", expected").next().unwrap_or(error)
            ),
            suggestion: "write `key = value`, texts in \"double quotes\"".to_owned(),
        },
    }
}

/// Whether a quotation mark is one that typesetting has and TOML has not.
pub(super) fn is_typographic_quote(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '‚'
            | '‹'
            | '›'
            | '`'
            | '´'
            | '″'
    )
}

/// JSON and YAML, as other programs have it.
fn other_format(line: &Line<'_>) -> Found {
    let is_yaml_word = line.text.starts_with("- ");
    let heading = line.masked.strip_suffix(':').filter(|key| !key.is_empty());
    let advice = match heading.map(|key| unquoted(&line.text[..key.len()])) {
        Some("topics") => "a topic begins with `[[topics]]`".to_owned(),
        Some("lists") => "lists stand under `[lists]`".to_owned(),
        Some(key) => format!(
            "a table of a topic begins with a header: `[topics.{}]`",
            shortened(key)
        ),
        None if is_yaml_word => "a list is written `name = [\"word\", \"word\"]`".to_owned(),
        None if line.text.starts_with('{') => {
            "a topic begins with `[[topics]]` and has lines such as `slug = \"x\"`".to_owned()
        }
        None => return None,
    };
    Some((0, format!("`{}` is no TOML", shortened(line.text)), advice))
}

fn comment(line: &Line<'_>) -> Found {
    let at = line.masked.find("//").or_else(|| {
        ["--", ";", "/*", "<!--"]
            .iter()
            .any(|mark| line.masked.starts_with(mark))
            .then_some(0)
    })?;
    let mark: String = line.text[at..]
        .chars()
        .take_while(|c| !c.is_alphanumeric() && !c.is_whitespace())
        .collect();
    // An address that somebody forgot to quote has slashes too.
    let is_address = line.masked[..at].ends_with(':');
    (!is_address).then(|| {
        (
            at,
            format!("`{}` begins no comment", shortened(&mark)),
            "a comment begins with `#`".to_owned(),
        )
    })
}

fn blanks(line: &Line<'_>) -> Found {
    let (at, odd) = line.masked.char_indices().find(|(_, c)| {
        matches!(
            c,
            '\u{a0}' | '\u{2000}'
                ..='\u{200f}'
                    | '\u{2028}'
                    | '\u{2029}'
                    | '\u{202f}'
                    | '\u{205f}'
                    | '\u{2060}'
                    | '\u{3000}'
                    | '\u{feff}'
                    | '\u{ad}'
        )
    })?;
    let what = match odd {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => {
            "a non-breaking space, as Word writes it, stands here"
        }
        _ => "an invisible character stands here",
    };
    Some((
        at,
        what.to_owned(),
        "put an ordinary space in its place, or nothing".to_owned(),
    ))
}

fn quotation_marks(line: &Line<'_>) -> Found {
    let (at, mark) = line
        .masked
        .char_indices()
        .find(|(_, c)| is_typographic_quote(*c))
        .or_else(|| closing(line))?;
    let doubled = line.masked.contains(['“', '”', '„', '‟', '«', '»', '"']);
    let mended: String = line
        .text
        .chars()
        .map(|c| match c {
            // An apostrophe within a word, where other marks are the quotes.
            '‘' | '’' if doubled => c,
            c if is_typographic_quote(c) => '"',
            c => c,
        })
        .collect();
    Some((
        at,
        format!("`{mark}` is a quotation mark of typeset text"),
        format!("write {}", with_straight(&mended)),
    ))
}

/// The mark that was to close a straight quote.
fn closing(line: &Line<'_>) -> Option<(usize, char)> {
    let open = line.open_quote?;
    let marks: &[char] = match &line.text[open..=open] {
        "'" => &['’', '‘', '›'],
        _ => &['”', '“', '»', '„'],
    };
    let at = open + line.text[open..].find(marks)?;
    Some((at, line.text[at..].chars().next()?))
}

/// A backslash in a text in quotes: mostly somebody hoping for regular expressions.
fn escape(line: &Line<'_>, error: &str) -> Found {
    let is_number = error.contains("unicode");
    if !error.contains("escape") && !is_number {
        return None;
    }
    let at = line.text.find('\\')?;
    if is_number {
        let mark: String = line.text[at..].chars().take(2).collect();
        return Some((
            at,
            format!("`{mark}` is not followed by the number of a character"),
            "write the character itself".to_owned(),
        ));
    }
    let opening = line.text[..at].rfind('"')?;
    let pattern = line.text[opening + 1..].split('"').next()?;
    Some((
        opening,
        format!(
            "`{}` looks like a regular expression, which a term is not",
            shortened(pattern)
        ),
        hopes::advice(pattern),
    ))
}

fn unclosed_header(line: &Line<'_>) -> Found {
    if !line.is_header() {
        return None;
    }
    let doubled = line.text.starts_with("[[");
    let quoted: Vec<String> = name(line)
        .split('.')
        .map(|part| match part.trim() {
            bare if !bare.is_empty() && is_bare(bare) => bare.to_owned(),
            other => format!("\"{}\"", unquoted(other)),
        })
        .collect();
    let name = shortened(&quoted.join("."));
    let meant = match doubled {
        true => format!("`[[{name}]]`"),
        false => format!("`[{name}]`"),
    };
    Some((
        0,
        format!("the header `{}` is broken", shortened(line.text)),
        format!("write {meant} on a line of its own"),
    ))
}

/// A name in quotes of its own within the quotes of a key.
fn quote_within(line: &Line<'_>) -> Found {
    let inner = line.text.strip_prefix('"')?.find('"')? + 1;
    let (before, behind) = (&line.text[..inner], &line.text[inner + 1..]);
    let (word, value) = behind.rsplit_once('=')?;
    word.starts_with(char::is_alphanumeric).then(|| {
        let key = format!("{before}{word}").replace('"', "");
        (
            inner,
            "a quotation mark stands within the quotes".to_owned(),
            format!(
                "write `\"{}\" = {}`",
                shortened(key.trim()),
                shortened(value.trim())
            ),
        )
    })
}

fn open_quote(line: &Line<'_>) -> Found {
    let at = line.open_quote?;
    let quote = &line.text[at..=at];
    let behind = &line.text[at + 1..];
    let before = line.text[..at].trim();
    let starts = line.text[..at].trim_end().ends_with(['=', '[', ',']) || before.is_empty();
    if !starts && before.chars().any(char::is_alphanumeric) && !before.contains('"') {
        return Some((
            0,
            "the opening quote is missing".to_owned(),
            format!("write `\"{}\"{}`", shortened(before), shortened(behind)),
        ));
    }
    let meant = match behind.split_once('=') {
        Some((key, value)) if before.is_empty() => {
            format!(
                "write `{quote}{}{quote} = {}`",
                shortened(key.trim()),
                shortened(value.trim())
            )
        }
        _ => {
            let text = behind.trim_end_matches([']', ',', ' ']);
            format!("write {quote}{}{quote}", shortened(text))
        }
    };
    Some((at, "the closing quote is missing".to_owned(), meant))
}

fn no_equals(line: &Line<'_>, error: &str) -> Found {
    let is_about_key = error.contains("key with no value") || error.contains("unquoted key");
    if line.masked.contains('=') || !is_about_key {
        return None;
    }
    let split = line.masked.find(':').map(|at| (at, at + 1)).or_else(|| {
        let at = match line.masked.find("\" ") {
            Some(at) => at + 1,
            None => line.masked.rfind([' ', '\t'])?,
        };
        Some((at, at))
    });
    let colon = line.masked.contains(':');
    match split {
        Some((end, start)) => {
            let key = quoted_key(&line.text[..end]);
            let value = line.text[start..].trim().trim_end_matches([',', ';']);
            let is_value = value.starts_with(|c: char| {
                c.is_ascii_digit() || matches!(c, '-' | '"' | '[' | 't' | 'f')
            });
            let message = if colon {
                "`:` stands where `=` must"
            } else {
                "`=` is missing"
            };
            let meant = if is_value {
                let number = values::number(value);
                format!(
                    "write `{key} = {}`",
                    shortened(number.as_deref().unwrap_or(value))
                )
            } else {
                format!("write `{} = 3`", quoted_key(line.text))
            };
            Some((end, message.to_owned(), meant))
        }
        None => Some((
            0,
            format!("`{}` has no value", shortened(line.text)),
            format!(
                "write `{} = 3`",
                quoted_key(line.text.trim_end_matches([',', ';']))
            ),
        )),
    }
}

fn key(line: &Line<'_>, error: &str) -> Found {
    let (key, value) = line.key_and_value();
    let value = value?;
    if key.is_empty() {
        let Some((word, weight)) = value.split_once('=') else {
            let value = if value.is_empty() { "3" } else { value };
            return Some((
                0,
                "no word stands before the `=`".to_owned(),
                format!("write `\"word\" = {}`", shortened(value)),
            ));
        };
        let (word, weight) = (shortened(word.trim()), shortened(weight.trim()));
        return Some((
            0,
            format!("the term `={word}` stands without quotes"),
            format!("write `\"={word}\" = {weight}`"),
        ));
    }
    if !error.contains("key") || error.contains("unexpected key or value") {
        return None;
    }
    if key.contains(':') && !key.contains('"') {
        return Some((
            0,
            "`:` stands in a key without quotes".to_owned(),
            format!("write `\"{}\" = {}`", shortened(key), shortened(value)),
        ));
    }
    let what = if key.contains(char::is_whitespace) {
        "has a blank"
    } else {
        "has other signs than a-z, 0-9, - and _"
    };
    Some((
        0,
        format!("`{}` {what} and stands without quotes", shortened(key)),
        format!("write `{} = {}`", quoted_key(key), shortened(value)),
    ))
}

/// A word of a list without its quotes.
fn list_member(line: &Line<'_>, offset: usize, error: &str) -> Found {
    if !error.contains("must be quoted") {
        return None;
    }
    let at = offset.checked_sub(line.start)?;
    let is_list = match line.masked.get(..at)?.find('=') {
        Some(equals) => line.masked[equals + 1..].trim_start().starts_with('['),
        None => !line.masked.contains('='),
    };
    let word = line.text.get(at..)?.split([',', ']']).next()?.trim();
    (is_list && !word.is_empty()).then(|| {
        (
            at,
            format!("`{}` stands without quotes", shortened(word)),
            format!("write \"{}\"", shortened(word)),
        )
    })
}

fn quoted_key(key: &str) -> String {
    let bare = unquoted(key);
    if bare.is_empty() {
        return "\"word\"".to_owned();
    }
    let short = shortened(bare);
    if is_bare(bare) && !key.contains('"') {
        short
    } else {
        format!("\"{short}\"")
    }
}

/// Whether a key needs no quotes.
fn is_bare(key: &str) -> bool {
    key.chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Shown as code where that cannot be misread.
fn with_straight(mended: &str) -> String {
    format!("`{}`", shortened(mended))
}

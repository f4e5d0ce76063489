//! What stands behind the `=` and is no value: decimals and signs as they are written elsewhere, texts without quotes,
//! more than one value.

use super::Found;
use crate::model::shortened;
use crate::topics::rules::syntax::line::{Line, unquoted};

pub(super) fn value(line: &Line<'_>, offset: usize, header: &str) -> Found {
    let (key, value) = line.key_and_value();
    let value = value?;
    let at = line.text.len() - value.len();
    // The key is what is wrong.
    if offset < line.start + at {
        return None;
    }
    let is_weight = header.contains(".terms") || key.starts_with('"');
    let example = match unquoted(key) {
        "threshold" => "10",
        "points" | "lead_words" | "max_per_term" => "3",
        "tagged" | "building_block" => "true",
        key if key.ends_with("_factor") => "1.5",
        _ if is_weight => "3",
        _ => "\"text\"",
    };
    let is_number = is_weight || example.starts_with(|c: char| c.is_ascii_digit());
    let key = shortened(key);
    let write = |value: &str| format!("write `{key} = {}`", shortened(value));
    if value.is_empty() {
        return Some((
            at,
            format!("`{key}` has nothing behind its `=`"),
            format!("{} or remove the line", write(example)),
        ));
    }
    if let Some(rest) = value.strip_prefix('=') {
        let advice = write(rest.trim());
        return Some((at, "there is one `=` too many".to_owned(), advice));
    }
    if let Some(rest) = value.strip_prefix(['—', '–', '−', '‑', '‒']) {
        return Some((
            at,
            "a dash stands where a minus must".to_owned(),
            write(&format!("-{}", rest.trim())),
        ));
    }
    if let Some(found) = several(value, at, &write).or_else(|| behind_text(value, at, &write)) {
        return Some(found);
    }
    if let Some(number) = number(value).filter(|number| number != value) {
        let advice = write(&number);
        return Some((at, format!("`{}` is no number", shortened(value)), advice));
    }
    let lower = value.to_lowercase();
    let flag = match lower.as_str() {
        "true" | "yes" | "on" | "да" | "иә" => Some("true"),
        "false" | "no" | "off" | "нет" | "жоқ" => Some("false"),
        _ => None,
    };
    if is_number {
        return Some((
            at,
            format!("`{}` is no number", shortened(value)),
            write(example),
        ));
    }
    match flag {
        Some(flag) => Some((
            at,
            format!("`{}` is neither true nor false", shortened(value)),
            write(flag),
        )),
        None if value
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '@' | '=' | '*')) =>
        {
            Some((
                at,
                format!("the text `{}` stands without quotes", shortened(value)),
                format!("write `{key} = \"{}\"`", shortened(value)),
            ))
        }
        None => None,
    }
}

/// More behind the value than belongs there: a comma or semicolon, or the next key.
fn several(value: &str, at: usize, write: &dyn Fn(&str) -> String) -> Found {
    let bare = value.trim_end_matches([',', ';']);
    let end = bare
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-'))
        .unwrap_or(bare.len());
    let (first, rest) = bare.split_at(end);
    if first.is_empty() {
        return None;
    }
    if rest.is_empty() && bare.len() < value.len() {
        let mark = &value[bare.len()..];
        return Some((
            at + bare.len(),
            format!("`{}` stands behind the value", shortened(mark)),
            write(first),
        ));
    }
    let next = rest.trim_start_matches([',', ';', ' ', '\t']);
    let starts_anew =
        next.starts_with(|c: char| c == '"' || c.is_alphabetic()) && next.contains('=');
    starts_anew.then(|| {
        (
            at + value.len() - next.len(),
            "a second key stands on the line".to_owned(),
            "give each a line of its own".to_owned(),
        )
    })
}

/// A second value behind a text.
fn behind_text(value: &str, at: usize, write: &dyn Fn(&str) -> String) -> Found {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let end = value[1..].find(quote)? + 2;
    let rest = value[end..].trim_start();
    // Three quotes begin a text of several lines.
    (!rest.is_empty() && !value[end..].starts_with(quote)).then(|| {
        (
            at + value.len() - rest.len(),
            format!("`{}` stands behind the value", shortened(rest)),
            write(&value[..end]),
        )
    })
}

/// A number as it is written elsewhere, as it is written here.
pub(super) fn number(value: &str) -> Option<String> {
    let value = value.trim_end_matches('%').trim_end();
    let plain = value.trim_start_matches('+').replace(',', ".");
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", plain.as_str()),
    };
    let is_plain = digits.matches('.').count() <= 1
        && digits.chars().any(|c| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !is_plain {
        return None;
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match part {
        "" => Some(format!("{sign}{whole}")),
        part => Some(format!("{sign}{whole}.{part}")),
    }
}

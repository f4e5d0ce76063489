//! Holds a parsed TOML document against the key table: strangers among the keys, keys in the wrong table,
//! values of the wrong kind. Mistakes come out; the values are taken up by [`super`], which may skip in
//! silence whatever has the wrong kind because it has been reported here.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{Kind, ROOT, SYNONYMS, TABLES, TableKeys};
use crate::config::source::Source;
use crate::model::{Mistake, did_you_mean, shortened};

/// Reports everything about `table` that is not as `keys` says, and about the tables within it.
pub(super) fn check(
    table: &DeTable<'_>,
    keys: &TableKeys,
    source: &Source<'_>,
    mistakes: &mut Vec<Mistake>,
) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match keys.kind(name) {
            Some(kind) => check_value(name, value, kind, source, mistakes),
            None => mistakes.push(
                source
                    .mistake(key.span().start, unknown_key(name, value, keys))
                    .suggest(where_it_belongs(name, value, keys)),
            ),
        }
    }
}

fn check_value(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    kind: Kind,
    source: &Source<'_>,
    mistakes: &mut Vec<Mistake>,
) {
    let at = value.span().start;
    let mut wrong = |offset: usize, found: String, suggestion: Option<String>| {
        let message = format!("{name}: expected {}, found {found}", kind.expected());
        mistakes.push(source.mistake(offset, message).suggest(suggestion));
    };
    match (kind, value.get_ref()) {
        (
            Kind::Text
            | Kind::Path
            | Kind::Url
            | Kind::Cron
            | Kind::Duration
            | Kind::Size
            | Kind::Address,
            DeValue::String(_),
        )
        | (Kind::Number, DeValue::Integer(_))
        | (Kind::Flag, DeValue::Boolean(_)) => {}
        (Kind::Paths | Kind::Addresses, DeValue::Array(entries)) => {
            for entry in entries.iter().filter(|entry| !entry.get_ref().is_str()) {
                wrong(entry.span().start, found(entry.get_ref()), None);
            }
        }
        (Kind::Headers, DeValue::Table(headers)) => {
            for (header, value) in headers.iter().filter(|(_, v)| !v.get_ref().is_str()) {
                let message = format!(
                    "header `{}`: expected text in quotes, found {}",
                    header.get_ref(),
                    found(value.get_ref())
                );
                mistakes.push(source.mistake(value.span().start, message));
            }
        }
        (Kind::Table(keys), DeValue::Table(table)) => check(table, keys, source, mistakes),
        (Kind::Tables(keys), DeValue::Array(blocks)) => {
            for block in blocks {
                match block.get_ref() {
                    DeValue::Table(table) => check(table, keys, source, mistakes),
                    other => mistakes.push(
                        source
                            .mistake(
                                block.span().start,
                                format!(
                                    "{name}: expected {}, found {}",
                                    kind.expected(),
                                    found(other)
                                ),
                            )
                            .suggest(block_instead(other)),
                    ),
                }
            }
        }
        // `[feeds]` is the slip of everyone who has not met TOML before; its keys are still looked at.
        (Kind::Tables(keys), DeValue::Table(table)) => {
            wrong(
                at,
                format!("[{name}]"),
                Some("write it with double brackets".to_owned()),
            );
            check(table, keys, source, mistakes);
        }
        (Kind::Table(keys), DeValue::Array(blocks)) => {
            let suggestion = Some("write it once, with single brackets".to_owned());
            match blocks.iter().find_map(|block| block.get_ref().as_table()) {
                Some(table) => {
                    wrong(at, format!("[[{name}]]"), suggestion);
                    check(table, keys, source, mistakes);
                }
                None => wrong(at, "a list".to_owned(), None),
            }
        }
        (Kind::Tables(_), other) => wrong(at, found(other), block_instead(other)),
        (_, other) => wrong(at, found(other), instead(kind, other)),
    }
}

fn unknown_key(name: &str, value: &Spanned<DeValue<'_>>, keys: &TableKeys) -> String {
    match (brackets(name, value), keys.heading) {
        (Some(header), "") => format!("unknown table {header}"),
        (None, "") => format!("unknown key `{name}`"),
        (_, heading) => format!("unknown key `{name}` in {heading}"),
    }
}

/// The header that a table was written with: `[name]` or `[[name]]`; `None` for any other value.
fn brackets(name: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::Table(_) => Some(format!("[{name}]")),
        DeValue::Array(blocks) if blocks.iter().any(|block| block.get_ref().is_table()) => {
            Some(format!("[[{name}]]"))
        }
        _ => None,
    }
}

/// Advice on a key that `keys` does not have. A key that is right elsewhere is told before a near word here,
/// and a near word here before one elsewhere.
fn where_it_belongs(name: &str, value: &Spanned<DeValue<'_>>, keys: &TableKeys) -> Option<String> {
    if let Some(Kind::Table(home) | Kind::Tables(home)) = ROOT.kind(name) {
        return Some(format!("write it as {} on its own", home.heading));
    }
    let homes: Vec<String> = TABLES
        .iter()
        .filter(|table| table.kind(name).is_some())
        .map(|table| table.place())
        .collect();
    if !homes.is_empty() && brackets(name, value).is_none() {
        return Some(format!("`{name}` belongs {}", homes.join(" or ")));
    }
    let plain = name.to_lowercase().replace('-', "_");
    let synonym = SYNONYMS
        .iter()
        .find(|(other, _)| *other == plain)
        .map(|(_, ours)| *ours);
    let own = || keys.keys.iter().map(|(key, _)| *key);
    match synonym {
        Some(ours) if keys.kind(ours).is_some() => Some(format!("did you mean `{ours}`?")),
        _ => did_you_mean(&plain, own()).or_else(|| near_elsewhere(&plain, synonym)),
    }
    .or_else(|| {
        Some(format!(
            "known here: {}",
            own().collect::<Vec<_>>().join(", ")
        ))
    })
}

fn near_elsewhere(name: &str, synonym: Option<&str>) -> Option<String> {
    TABLES.iter().find_map(|table| {
        let key = table.keys.iter().map(|(key, _)| *key).find(|key| {
            synonym == Some(*key) || (name.len() > 3 && strsim::damerau_levenshtein(name, key) == 1)
        })?;
        Some(format!("did you mean `{key}` {}?", table.place()))
    })
}

/// What stands there, in the words of someone who does not know TOML's.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text {}", super::quoted(&shortened(text))),
        DeValue::Integer(number) => format!("the number {}", shortened(&number.to_string())),
        DeValue::Float(number) => format!("the number {}", shortened(number.as_str())),
        DeValue::Boolean(flag) => format!("{flag}"),
        DeValue::Datetime(_) => "a date or time".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// The value that was probably meant, where one can be offered.
fn instead(kind: Kind, found: &DeValue<'_>) -> Option<String> {
    let meant = match (kind, found) {
        (_, DeValue::Integer(n)) if n.as_str().starts_with('-') => return None,
        (Kind::Duration, DeValue::Integer(n)) => format!("\"{n}s\""),
        (Kind::Size, DeValue::Integer(n)) if n.as_str().len() > 3 => format!("\"{n} B\""),
        (Kind::Size, DeValue::Integer(n)) => format!("\"{n} MiB\""),
        (Kind::Address, DeValue::Integer(n)) => format!("\"127.0.0.1:{n}\""),
        (Kind::Text, DeValue::Integer(n)) => format!("\"{n}\""),
        (Kind::Number, DeValue::String(text)) => text.trim().parse::<u64>().ok()?.to_string(),
        (Kind::Flag, DeValue::String(text)) => flag(text)?.to_string(),
        (Kind::Flag, DeValue::Integer(n)) => flag(n.as_str())?.to_string(),
        (Kind::Paths | Kind::Addresses, DeValue::String(text)) => {
            format!("[{}]", super::quoted(text))
        }
        (Kind::Text | Kind::Path | Kind::Url | Kind::Cron, DeValue::Array(list)) => {
            return match &list[..] {
                [only] => Some(format!(
                    "did you mean {}?",
                    super::quoted(only.get_ref().as_str()?)
                )),
                _ => None,
            };
        }
        _ => return None,
    };
    Some(format!("did you mean {meant}?"))
}

fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

fn block_instead(found: &DeValue<'_>) -> Option<String> {
    let url = found.as_str().unwrap_or("https://example.org/feed.xml");
    Some(format!(
        "write [[feeds]] and on the next line url = {}",
        super::quoted(&shortened(url))
    ))
}

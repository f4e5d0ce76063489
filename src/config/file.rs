//! The config as written: which keys the TOML text has, with what values, where. The home of the toml
//! crate. Text comes in, a [`File`] goes out, together with every mistake of syntax, key and kind; what
//! the values mean is decided in [`super::resolve`].
//!
//! serde's derive stops at the first mistake and names no place, so the document is walked by hand.

pub(super) mod keys;
mod shape;
mod syntax;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::source::Source;
use crate::model::Mistake;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Written<T> {
    pub(super) value: T,
    /// Byte offset of the value in the text.
    pub(super) offset: usize,
}

/// The whole file; `None` and empty lists for what is not written or has the wrong kind.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) topics_file: Option<Written<String>>,
    pub(super) retag: Option<Written<String>>,
    pub(super) opml: Vec<Written<String>>,
    pub(super) store: StoreTable,
    pub(super) poll: PollTable,
    pub(super) listen: Option<Written<String>>,
    pub(super) feeds: Vec<FeedTable>,
    /// Whether something that was meant as a feed stands anywhere, readable or not.
    pub(super) has_feeds: bool,
}

/// `[store]`.
#[derive(Debug, Default)]
pub(super) struct StoreTable {
    pub(super) path: Option<Written<String>>,
    pub(super) keep_polls: Option<Written<String>>,
}

/// `[poll]`.
#[derive(Debug, Default)]
pub(super) struct PollTable {
    pub(super) schedule: Option<Written<String>>,
    pub(super) timeout: Option<Written<String>>,
    pub(super) max_body: Option<Written<String>>,
    pub(super) concurrency: Option<Written<i128>>,
    pub(super) per_host: Option<Written<i128>>,
    pub(super) host_gap: Option<Written<String>>,
    pub(super) jitter: Option<Written<String>>,
    pub(super) user_agent: Option<Written<String>>,
    pub(super) contact: Option<Written<String>>,
    pub(super) proxy: Option<Written<String>>,
    pub(super) allow_private_networks: Option<Written<bool>>,
    pub(super) allow_addresses: Vec<Written<String>>,
}

/// One `[[feeds]]` block.
#[derive(Debug, Default)]
pub(super) struct FeedTable {
    /// Where the block begins.
    pub(super) offset: usize,
    pub(super) url: Option<Written<String>>,
    /// Whether `url` is there at all, of whatever kind.
    pub(super) has_url: bool,
    pub(super) title: Option<Written<String>>,
    pub(super) folder: Option<Written<String>>,
    pub(super) schedule: Option<Written<String>>,
    pub(super) timeout: Option<Written<String>>,
    pub(super) user_agent: Option<Written<String>>,
    /// Name, value.
    pub(super) headers: Vec<(Written<String>, Written<String>)>,
    pub(super) username: Option<Written<String>>,
    pub(super) password_file: Option<Written<String>>,
    pub(super) enabled: Option<Written<bool>>,
}

/// What could be read of a config file, and every mistake in how it is written.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) file: File,
    pub(super) mistakes: Vec<Mistake>,
    /// Lines that are not TOML, from 1: what is read from them means nothing.
    pub(super) broken_lines: Vec<usize>,
}

/// Reads the text of a config file, as much of it as can be read.
pub(super) fn read(source: &Source<'_>) -> Reading {
    let mut blanked = String::new();
    let mut document = syntax::parse(source, &mut blanked);
    shape::check(&document.table, &keys::ROOT, source, &mut document.mistakes);
    Reading {
        file: take(&document.table),
        mistakes: document.mistakes,
        broken_lines: document.broken_lines,
    }
}

/// The addresses of the `[[feeds]]` blocks of a config, readable or not as addresses.
///
/// # Errors
/// When the text is not TOML, or when its feeds stand in a list, after which no block may follow.
pub(super) fn configured_urls(source: &Source<'_>) -> Result<Vec<String>, Vec<Mistake>> {
    let mut blanked = String::new();
    let document = syntax::parse(source, &mut blanked);
    if !document.mistakes.is_empty() {
        return Err(document.mistakes);
    }
    let urls = feeds(&document.table)
        .into_iter()
        .filter_map(|feed| Some(feed.url?.value))
        .collect();
    match document.table.get("feeds") {
        Some(value) if !source.text()[value.span().start..].starts_with("[[") => {
            let message = "feeds: only [[feeds]] blocks can be added to";
            let advice = "write each feed of the list as such a block first".to_owned();
            let mistake = source.mistake(value.span().start, message);
            Err(vec![mistake.suggest(Some(advice))])
        }
        _ => Ok(urls),
    }
}

/// The text as a TOML string, with quotes and escapes.
pub(super) fn quoted(text: &str) -> String {
    // The crate's own writer prefers literal and multi-line strings; one form is easier on the eye.
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn take(root: &DeTable<'_>) -> File {
    let empty = DeTable::new();
    let table = |key: &str| section(root, key).unwrap_or(&empty);
    let (store, poll, http) = (table("store"), table("poll"), table("http"));
    File {
        topics_file: text(root, "topics_file"),
        retag: text(root, "retag"),
        opml: texts(root, "opml"),
        store: StoreTable {
            path: text(store, "path"),
            keep_polls: text(store, "keep_polls"),
        },
        poll: PollTable {
            schedule: text(poll, "schedule"),
            timeout: text(poll, "timeout"),
            max_body: text(poll, "max_body"),
            concurrency: number(poll, "concurrency"),
            per_host: number(poll, "per_host"),
            host_gap: text(poll, "host_gap"),
            jitter: text(poll, "jitter"),
            user_agent: text(poll, "user_agent"),
            contact: text(poll, "contact"),
            proxy: text(poll, "proxy"),
            allow_private_networks: flag(poll, "allow_private_networks"),
            allow_addresses: texts(poll, "allow_addresses"),
        },
        listen: text(http, "listen"),
        feeds: feeds(root),
        has_feeds: is_filled(root, "feeds") || has_stray_feeds(root),
    }
}

fn feeds(root: &DeTable<'_>) -> Vec<FeedTable> {
    let Some(value) = root.get("feeds") else {
        return Vec::new();
    };
    match value.get_ref() {
        DeValue::Table(table) => vec![feed(table, value.span().start)],
        DeValue::Array(blocks) => blocks
            .iter()
            .filter_map(|block| Some(feed(block.get_ref().as_table()?, block.span().start)))
            .collect(),
        _ => Vec::new(),
    }
}

fn feed(table: &DeTable<'_>, offset: usize) -> FeedTable {
    FeedTable {
        offset,
        url: text(table, "url"),
        has_url: table.contains_key("url"),
        title: text(table, "title"),
        folder: text(table, "folder"),
        schedule: text(table, "schedule"),
        timeout: text(table, "timeout"),
        user_agent: text(table, "user_agent"),
        headers: headers(table),
        username: text(table, "username"),
        password_file: text(table, "password_file"),
        enabled: flag(table, "enabled"),
    }
}

fn headers(table: &DeTable<'_>) -> Vec<(Written<String>, Written<String>)> {
    let Some(headers) = section(table, "headers") else {
        return Vec::new();
    };
    headers
        .iter()
        .filter_map(|(name, value)| {
            let written = Written {
                value: name.get_ref().clone().into_owned(),
                offset: name.span().start,
            };
            Some((written, as_text(value)?))
        })
        .collect()
}

/// The table under a key, also when it was written as `[[key]]`.
fn section<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    match table.get(key)?.get_ref() {
        DeValue::Table(table) => Some(table),
        DeValue::Array(blocks) => blocks.iter().find_map(|block| block.get_ref().as_table()),
        _ => None,
    }
}

fn is_filled(table: &DeTable<'_>, key: &str) -> bool {
    table.get(key).is_some_and(|value| match value.get_ref() {
        DeValue::Array(entries) => !entries.is_empty(),
        _ => true,
    })
}

/// Whether blocks with a `url` stand under a mistyped name, or within another table.
fn has_stray_feeds(root: &DeTable<'_>) -> bool {
    let is_feed = |table: &DeTable<'_>| table.contains_key("url");
    root.iter().any(|(_, value)| match value.get_ref() {
        DeValue::Array(blocks) => blocks
            .iter()
            .filter_map(|block| block.get_ref().as_table())
            .any(is_feed),
        DeValue::Table(table) => is_feed(table) || table.keys().any(|key| key.get_ref() == "feeds"),
        _ => false,
    })
}

fn text(table: &DeTable<'_>, key: &str) -> Option<Written<String>> {
    table.get(key).and_then(as_text)
}

fn texts(table: &DeTable<'_>, key: &str) -> Vec<Written<String>> {
    let list = table.get(key).and_then(|value| value.get_ref().as_array());
    list.map(|list| list.iter().filter_map(as_text).collect())
        .unwrap_or_default()
}

fn as_text(value: &Spanned<DeValue<'_>>) -> Option<Written<String>> {
    Some(Written {
        value: value.get_ref().as_str()?.to_owned(),
        offset: value.span().start,
    })
}

fn number(table: &DeTable<'_>, key: &str) -> Option<Written<i128>> {
    let value = table.get(key)?;
    let integer = value.get_ref().as_integer()?;
    // Whatever does not fit here is out of every range, on the side its sign says.
    let extreme = if integer.as_str().starts_with('-') {
        i128::MIN
    } else {
        i128::MAX
    };
    Some(Written {
        value: i128::from_str_radix(integer.as_str(), integer.radix()).unwrap_or(extreme),
        offset: value.span().start,
    })
}

fn flag(table: &DeTable<'_>, key: &str) -> Option<Written<bool>> {
    let value = table.get(key)?;
    Some(Written {
        value: value.get_ref().as_bool()?,
        offset: value.span().start,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SPECIMEN: &str = include_str!("../../tests/configs/mistakes.toml");

    #[test]
    fn quoted_text_reads_back() {
        for text in ["", "a \"b\" \\ 'c'", "қ\n\t\r\u{7f}\u{0}", "C:\\new"] {
            let line = format!("topics_file = {}", quoted(text));
            let reading = read(&Source::new("a", &line));
            assert_eq!(reading.mistakes, [], "{line}");
            assert_eq!(reading.file.topics_file.unwrap().value, text);
        }
    }

    proptest! {
        #[test]
        fn a_mutilated_config_is_read_without_panic(
            from in 0..SPECIMEN.len(),
            length in 0..40_usize,
            put in "[\\[\\]{}=\"'#\n.,қ a1]{0,6}",
        ) {
            let mut bytes = SPECIMEN.as_bytes().to_vec();
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, put.bytes());
            let text = String::from_utf8_lossy(&bytes);
            let reading = read(&Source::new("a", &text));
            prop_assert!(!reading.mistakes.is_empty());
        }
    }
}

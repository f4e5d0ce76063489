//! JSON Feed 1.0 and 1.1 -> `ParsedFeed`, read as loosely as publishers write it: without titles,
//! with numbers as ids, relative addresses, either form of author, unknown versions.

mod bounded;
mod mend;

use std::borrow::Cow;

use serde_json::{Map, Value};
use url::Url;

use super::entry::{Claims, Surroundings, web_address};
use super::harvest::Harvest;
use super::language::primary_subtag;
use super::media;
use super::sanitize::Sanitizer;
use super::text::clean_line;
use super::tree::escape_into;
use crate::model::{CUT_SHORT, Enclosure, ParsedFeed};

type Object = Map<String, Value>;

/// Reads the text of a JSON document: whatever follows the first value is left out, half surrogate
/// pairs become U+FFFD, and a list that is cut short ends after its last complete item.
pub(super) fn value_of(text: &str, repairs: &mut Vec<String>) -> Result<Value, serde_json::Error> {
    let error = match taken_in(text, repairs) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let mut whole = with_whole_pairs(text);
    if let Ok(value) = taken_in(&whole, repairs) {
        repairs.push("half surrogate pairs replaced".to_owned());
        return Ok(value);
    }
    // In its place, as each is as large as the document.
    let whole = mend::mend(&std::mem::take(&mut whole));
    if let Ok(value) = taken_in(&whole, repairs) {
        repairs.push("mistakes in JSON mended: commas, comments or line ends".to_owned());
        return Ok(value);
    }
    if let Some(text) = cut_after_last_item(&whole)
        && let Ok(value) = taken_in(&text, repairs)
    {
        repairs.push(CUT_SHORT.to_owned());
        return Ok(value);
    }
    Err(error)
}

fn taken_in(text: &str, repairs: &mut Vec<String>) -> Result<Value, serde_json::Error> {
    let (value, is_full) = bounded::first_value(text)?;
    if is_full {
        repairs.push("more values than are taken in: the rest is left out".to_owned());
    }
    Ok(value)
}

/// Replaces escapes of surrogates that have no other half.
fn with_whole_pairs(text: &str) -> String {
    let unit = |text: &str| u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match unit(rest) {
            Some(0xd800..0xdc00)
                if rest
                    .get(6..)
                    .and_then(unit)
                    .is_some_and(|low| (0xdc00..0xe000).contains(&low)) =>
            {
                12
            }
            Some(0xd800..0xe000) => {
                whole.push('\u{fffd}');
                rest = &rest[6..];
                continue;
            }
            Some(_) => 6,
            None => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        whole.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    whole.push_str(rest);
    whole
}

/// The text up to the last complete member of a list in the top object, closed; `None` without one.
fn cut_after_last_item(text: &str) -> Option<String> {
    let mut depth = 0usize;
    let mut in_string = false;
    let mut is_escaped = false;
    let mut last = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 2 {
                    last = Some(at);
                }
            }
            _ => {}
        }
    }
    last.map(|at| format!("{}]}}", &text[..=at]))
}

/// Reads a JSON feed; `None` when the object is none.
pub(super) fn read(document: Value, base: &Url) -> Option<ParsedFeed> {
    let Value::Object(mut top) = document else {
        return None;
    };
    let items = ["items", "entries"]
        .iter()
        .find_map(|key| top.remove(*key))
        .and_then(|items| match items {
            Value::Array(items) => Some(items),
            _ => None,
        });
    let top = &top;
    let says_feed = string(top, "version").is_some_and(|version| version.contains("jsonfeed"));
    let has_items = || {
        items
            .as_ref()
            .is_some_and(|items| items.iter().any(looks_like_item))
    };
    if !says_feed && !has_items() {
        return None;
    }
    let mut feed = ParsedFeed {
        title: line(top, "title"),
        site_url: address(top, "home_page_url", base),
        language: string(top, "language").and_then(|tag| primary_subtag(&tag)),
        next_page: address(top, "next_url", base),
        ..ParsedFeed::default()
    };
    let mut sanitizer = Sanitizer::new(base);
    let authors = authors(top);
    // Each item is let go of as soon as it is read.
    let mut harvest = Harvest::default();
    for item in items.into_iter().flatten() {
        if harvest.is_full() {
            harvest.leave_out();
            continue;
        }
        let mut around = Surroundings {
            base,
            language: feed.language.as_deref(),
            sanitizer: &mut sanitizer,
        };
        let claims = match item {
            Value::Object(item) => Some(claims(item, base, &authors)),
            _ => None,
        };
        harvest.add(claims.and_then(|claims| claims.settle(&mut around)));
    }
    harvest.bring_in(&mut feed);
    feed.dropped.extend(sanitizer.left_out());
    Some(feed)
}

fn looks_like_item(value: &Value) -> bool {
    value.as_object().is_some_and(|item| {
        let has = |key| item.contains_key(key);
        let has_id = has("id") || has("guid");
        has("content_html") || has("content_text") || has_id && (has("url") || has("title"))
    })
}

fn claims(mut item: Object, base: &Url, feed_authors: &[String]) -> Claims {
    let said_something = item.values().any(|value| !value.is_null());
    // Taken out, as a text may be as large as the document.
    let mut text = |key| {
        item.remove(key)
            .and_then(text_of)
            .filter(|text| !text.trim().is_empty())
    };
    let (html, plain, summary) = (text("content_html"), text("content_text"), text("summary"));
    let item = &item;
    let mut claims = Claims {
        id: string(item, "id")
            .or_else(|| string(item, "guid"))
            .filter(|id| !id.is_empty()),
        id_is_link: string(item, "id").is_some_and(|id| id.starts_with("http")),
        said_something,
        link: address(item, "url", base),
        spare_link: address(item, "external_url", base),
        language: string(item, "language").and_then(|tag| primary_subtag(&tag)),
        ..Claims::default()
    };
    if let Some(title) = line(item, "title") {
        claims.title.offer(0, title);
    }
    if let Some(html) = html.or_else(|| plain.and_then(|text| as_html(&text))) {
        claims.content.offer(0, (html, base.clone()));
    }
    if let Some(html) = summary.and_then(|text| as_html(&text)) {
        claims.summary.offer(0, (html, base.clone()));
    }
    claims.authors = authors(item);
    if claims.authors.is_empty() {
        claims.authors = feed_authors.to_vec();
    }
    if let Some(at) = string(item, "date_published").and_then(|text| claims.date(&text)) {
        claims.published.offer(0, at);
    }
    if let Some(at) = string(item, "date_modified").and_then(|text| claims.date(&text)) {
        claims.updated.offer(0, at);
    }
    for key in ["image", "banner_image"] {
        if let Some(url) = address(item, key, base) {
            media::add(
                &mut claims.enclosures,
                Enclosure {
                    url,
                    mime_type: Some("image".to_owned()),
                    ..Enclosure::default()
                },
            );
        }
    }
    for attachment in item
        .get("attachments")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
    {
        if let Some(url) = address(attachment, "url", base) {
            media::add(
                &mut claims.enclosures,
                Enclosure {
                    url,
                    mime_type: string(attachment, "mime_type")
                        .map(|kind| kind.to_ascii_lowercase()),
                    length: whole(attachment, "size_in_bytes"),
                    duration: whole(attachment, "duration_in_seconds"),
                },
            );
        }
    }
    claims
}

/// A string, or a number or truth value written as one; `None` for anything else.
fn string(object: &Object, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(without_controls(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The same of a value that is not needed any more, without a copy when it can be.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) if text.contains(super::decode::is_forbidden) => {
            Some(without_controls(&text))
        }
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// JSON can smuggle in by escapes what the bytes may not hold.
fn without_controls(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|letter| !super::decode::is_forbidden(*letter))
        .collect()
}

fn whole(object: &Object, key: &str) -> Option<u64> {
    let value = object.get(key)?;
    let number = value
        .as_u64()
        .or_else(|| value.as_f64().map(|number| number as u64));
    number
        .or_else(|| value.as_str()?.trim().parse().ok())
        .filter(|number| *number > 0)
}

fn line(object: &Object, key: &str) -> Option<String> {
    string(object, key)
        .map(|text| clean_line(&text))
        .filter(|text| !text.is_empty())
}

fn address(object: &Object, key: &str, base: &Url) -> Option<String> {
    web_address(object.get(key)?.as_str()?, base)
}

/// `authors` (1.1), `author` (1.0), each an object, a list or a bare name.
fn authors(object: &Object) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |value: &Value| {
        let name = match value {
            Value::String(name) => clean_line(name),
            Value::Object(person) => line(person, "name").unwrap_or_default(),
            _ => String::new(),
        };
        if !name.is_empty() && names.len() < 20 && !names.contains(&name) {
            names.push(name);
        }
    };
    for value in ["authors", "author"]
        .iter()
        .filter_map(|key| object.get(*key))
    {
        match value {
            Value::Array(people) => people.iter().for_each(&mut add),
            person => add(person),
        }
    }
    names
}

/// Plain text as HTML with its paragraphs; `None` when it is blank.
fn as_html(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    let mut html = String::with_capacity(text.len() + 16);
    let text = match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n")),
        false => Cow::Borrowed(text),
    };
    let paragraphs = || {
        text.split("\n\n")
            .map(str::trim)
            .filter(|part| !part.is_empty())
    };
    let is_single = paragraphs().nth(1).is_none();
    for paragraph in paragraphs() {
        html.push_str(if is_single { "" } else { "<p>" });
        escape_into(paragraph, &mut html);
        html.push_str(if is_single { "" } else { "</p>" });
    }
    Some(html)
}

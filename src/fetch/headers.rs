//! What response headers say, as pure functions: validators, when to come back, how the body is
//! encoded. Servers write anything into these fields, so every reader has an answer for garbage.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use reqwest::header::{
    AGE, CACHE_CONTROL, CONTENT_ENCODING, DATE, ETAG, EXPIRES, HeaderMap, HeaderName, HeaderValue,
    LAST_MODIFIED, RETRY_AFTER,
};

use crate::model::{Hints, Timestamp, Validators};

/// A validator longer than this is not kept: it would be refused when sent back.
const MAX_VALIDATOR: usize = 6 * 1024;

/// Durations beyond this (a hundred years) mean no more than it; 16 years have been seen in the wild.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

/// Encodings that may be stacked; nobody honest uses more than two.
const MAX_ENCODINGS: usize = 4;

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Gzip,
    /// zlib, or the raw stream that some servers mean by the same name.
    Deflate,
    Brotli,
    Zstd,
}

/// Header bytes as text: each byte the character of the same number.
pub(super) fn text(value: &HeaderValue) -> String {
    value
        .as_bytes()
        .iter()
        .map(|byte| char::from(*byte))
        .collect()
}

/// The reverse of [`text`]; `None` when the text cannot have come from a header.
pub(super) fn value(text: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

/// ETag and Last-Modified, untouched. Of repeated fields the first counts.
pub(super) fn validators(headers: &HeaderMap) -> Validators {
    let opaque = |name: HeaderName| {
        headers
            .get(name)
            .map(text)
            .filter(|text| !text.trim().is_empty() && text.len() <= MAX_VALIDATOR)
    };
    Validators {
        etag: opaque(ETAG),
        last_modified: opaque(LAST_MODIFIED),
    }
}

/// When the answer asks us to come back; `now` stands in for a missing or unreadable `Date`.
pub(super) fn hints(headers: &HeaderMap, now: Timestamp) -> Hints {
    let date = first(headers, DATE)
        .and_then(|date| http_date(&date))
        .unwrap_or(now);
    Hints {
        retry_after: retry_after(headers, date),
        fresh_for: fresh_for(headers, date),
    }
}

fn retry_after(headers: &HeaderMap, date: Timestamp) -> Option<Duration> {
    let written = first(headers, RETRY_AFTER)?;
    let wait = match seconds(&written) {
        Some(wait) => wait,
        None => until(http_date(&written)?, date)?,
    };
    (!wait.is_zero()).then_some(wait)
}

/// RFC 9111, section 4.2.1, for a private cache: `s-maxage` is none of our business.
fn fresh_for(headers: &HeaderMap, date: Timestamp) -> Option<Duration> {
    let control: Vec<String> = headers.get_all(CACHE_CONTROL).iter().map(text).collect();
    let control = control.join(",");
    let mut max_age = None;
    for (name, argument) in directives(&control) {
        match (name.as_str(), argument) {
            ("no-store", _) | ("no-cache", None) => return None,
            ("max-age", argument) => {
                // Said twice, or unreadable: the shorter, or stale, as the RFC advises.
                let age = argument.and_then(|age| seconds(&age)).unwrap_or_default();
                max_age = Some(max_age.map_or(age, |known: Duration| known.min(age)));
            }
            _ => {}
        }
    }
    let lifetime = match max_age {
        Some(max_age) => max_age,
        None => until(http_date(&first(headers, EXPIRES)?)?, date)?,
    };
    let age = first(headers, AGE)
        .and_then(|age| seconds(&age))
        .unwrap_or_default();
    let left = lifetime.saturating_sub(age);
    (!left.is_zero()).then_some(left)
}

/// How the body is encoded, in the order in which that was done.
///
/// # Errors
/// The name of an encoding we do not read, or a word on too many of them.
pub(super) fn encodings(headers: &HeaderMap) -> Result<Vec<Encoding>, String> {
    let mut encodings = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        for name in text(value).split(',') {
            match name.trim().to_ascii_lowercase().as_str() {
                "gzip" | "x-gzip" => encodings.push(Encoding::Gzip),
                "deflate" | "x-deflate" => encodings.push(Encoding::Deflate),
                "br" => encodings.push(Encoding::Brotli),
                "zstd" | "x-zstd" => encodings.push(Encoding::Zstd),
                // Not encodings, but written here by servers that confuse the headers.
                "" | "identity" | "none" | "utf-8" | "utf8" | "8bit" | "7bit" | "binary"
                | "chunked" | "aws-chunked" => {}
                other => return Err(other.to_owned()),
            }
            if encodings.len() > MAX_ENCODINGS {
                return Err(format!(
                    "more than {MAX_ENCODINGS} encodings on top of each other"
                ));
            }
        }
    }
    Ok(encodings)
}

/// A moment as HTTP writes it: any of the three forms of RFC 9110, section 5.6.7, a zone other than
/// GMT and a wrong weekday forgiven. `None` for anything else.
pub(super) fn http_date(written: &str) -> Option<Timestamp> {
    let written = written.trim();
    if written.len() > 64 || !written.is_ascii() {
        return None;
    }
    let without_weekday = match written.split_once(',') {
        Some((_, rest)) => rest.trim(),
        None => written
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .trim(),
    };
    let asctime = "%b %e %H:%M:%S %Y";
    // In asctime's form the weekday is not followed by a comma, and the month is a word as well.
    if let Some((_, rest)) = written.split_once(' ')
        && let Ok(at) = NaiveDateTime::parse_from_str(rest.trim(), asctime)
    {
        return Some(at.and_utc());
    }
    for format in ["%d %b %Y %H:%M:%S %z", "%d-%b-%Y %H:%M:%S %z"] {
        if let Ok(at) = DateTime::parse_from_str(without_weekday, format) {
            return Some(at.to_utc());
        }
    }
    let without_zone = ["GMT", "UTC", "UT", "Z"]
        .iter()
        .find_map(|zone| without_weekday.strip_suffix(zone))
        .unwrap_or(without_weekday)
        .trim();
    [
        "%d %b %Y %H:%M:%S",
        "%d-%b-%y %H:%M:%S",
        "%d-%b-%Y %H:%M:%S",
    ]
    .iter()
    .find_map(|format| NaiveDateTime::parse_from_str(without_zone, format).ok())
    .map(|at| at.and_utc())
}

fn first(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).map(|value| text(value).trim().to_owned())
}

/// Whole seconds; fractions are cut, numbers beyond all reason are the longest there is.
fn seconds(written: &str) -> Option<Duration> {
    let whole = match written.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|b| b.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => written,
    };
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = whole.parse().map_or(LONGEST, Duration::from_secs);
    Some(seconds.min(LONGEST))
}

/// `None` when it is past.
fn until(at: Timestamp, from: Timestamp) -> Option<Duration> {
    let gap: TimeDelta = at - from;
    gap.to_std().ok().map(|gap| gap.min(LONGEST))
}

/// The directives of a Cache-Control field with their arguments, quotes off.
fn directives(control: &str) -> Vec<(String, Option<String>)> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in control.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => parts.push(String::new()),
            c => parts.last_mut().expect("there is always a part").push(c),
        }
    }
    parts
        .iter()
        .map(|part| match part.split_once('=') {
            Some((name, argument)) => (name, Some(argument.trim().to_owned())),
            None => (part.as_str(), None),
        })
        .map(|(name, argument)| (name.trim().to_ascii_lowercase(), argument))
        .collect()
}

#[cfg(test)]
mod tests;

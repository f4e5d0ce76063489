//! What a document says: `Document` -> `ParsedFeed`, or a diagnosis of what came instead. The only
//! home of feed-rs.
//!
//! Bytes become text (`decode`); the ordinary, well-formed document goes to feed-rs (`strict`), JSON
//! to `json`, and everything else to our own tolerant reader (`xml` over `walk`, `tree` and `markup`),
//! which reads each format, each vocabulary and each kind of damage in one way. Both readers fill the
//! same `Claims`, so that cleaning, dates and language are decided once, and a test holds them to the
//! same result; two readers are worth their price because a library of the field checks ours, and
//! mapping all that feed-rs drops or refuses around it would be longer than reading it.

mod compose;
mod dates;
mod decode;
mod entities;
mod entry;
mod harvest;
mod json;
mod language;
mod markup;
mod media;
mod names;
mod page;
mod paging;
mod sanitize;
mod strict;
mod text;
mod tree;
mod walk;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::{Document, Failure, FailureKind, ParsedFeed};

pub use language::detect_language;
pub use page::feeds_in_page;
pub use sanitize::sanitize;
pub use text::plain_text;

/// Reads one document. Synchronous and bound by the processor; memory and time are linear in the
/// length of the body.
///
/// # Errors
///
/// [`FailureKind::Empty`] for a body without content, [`FailureKind::NotAFeed`] with a diagnosis for
/// anything that is no feed, [`FailureKind::Parse`] for what calls itself a feed and cannot be read,
/// [`FailureKind::Panic`] when a library breaks down.
pub fn parse(document: &Document) -> Result<ParsedFeed, Failure> {
    let read = catch_unwind(AssertUnwindSafe(|| read(document)));
    let result = read.unwrap_or_else(|_| {
        Err(Failure::new(
            FailureKind::Panic,
            "reading the document broke down; this is a defect of jarshy or of a library it uses",
        ))
    });
    result.map_err(|failure| Failure {
        bytes: document.body.len() as u64,
        ..failure
    })
}

fn read(document: &Document) -> Result<ParsedFeed, Failure> {
    if let Some(name) = page::compressed(&document.body) {
        return Err(Failure::new(
            FailureKind::NotAFeed,
            format!("compressed data ({name}); unpack it first"),
        ));
    }
    let decoded = decode::decode(&document.body, document.content_type.as_deref());
    let text = decoded.text.trim_start();
    if text.is_empty() {
        return Err(Failure::new(FailureKind::Empty, "an empty body"));
    }
    let not_a_feed = || Failure::new(FailureKind::NotAFeed, page::diagnose(text, &document.url));
    let mut repairs = decoded.repairs;
    let mut feed = if text.starts_with(['{', '[']) {
        let value = json::value_of(text, &mut repairs).map_err(|error| {
            Failure::new(
                FailureKind::Parse,
                format!("JSON that cannot be read: {error}"),
            )
        })?;
        json::read(value, &document.url).ok_or_else(not_a_feed)?
    } else {
        match strict::read(text, &document.url) {
            Some(feed) => feed,
            None => match xml::read(text, &document.url) {
                (feed, true) => feed,
                _ => return Err(not_a_feed()),
            },
        }
    };
    feed.repairs.splice(0..0, repairs);
    Ok(feed)
}

#[cfg(test)]
mod tests;

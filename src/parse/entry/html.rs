//! The HTML and the plain titles of text fields, whichever of the many ways they are written.

use base64::Engine;
use url::Url;

use crate::parse::decode::is_forbidden;
use crate::parse::text::clean_line;
use crate::parse::tree::{Element, escape_into};

/// The HTML of a text field, whichever way it is written: escaped, in CDATA, as XHTML or as plain
/// text. `None` when there is none, or only a reference to it elsewhere.
pub(in crate::parse) fn markup_of(field: Element<'_, '_>, base: &Url) -> Option<String> {
    let kind = field
        .attribute("type")
        .map(|kind| kind.to_ascii_lowercase());
    let html = if field.has_children() {
        field.inner_markup(Some(base))
    } else if let Some(text) = base64_of(field) {
        text
    } else if kind.as_deref().is_some_and(|kind| !is_textual(kind)) {
        // A picture or a document inside an entry is no text.
        return None;
    } else {
        return html_of(field.text().into_owned(), kind.as_deref());
    };
    (!html.trim().is_empty()).then_some(html)
}

/// Text of an Atom type as HTML; text that only calls itself plain is taken for what it is. `None`
/// when blank.
pub(in crate::parse) fn html_of(text: String, kind: Option<&str>) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    if matches!(kind, Some("text" | "text/plain")) && !has_tag(&text) {
        let mut html = String::with_capacity(text.len());
        escape_into(&text, &mut html);
        return Some(html);
    }
    Some(text)
}

/// A title as plain text, however it is written.
pub(in crate::parse) fn title_of(field: Element<'_, '_>) -> String {
    if field.has_children() {
        return clean_line(&field.inner_markup(None));
    }
    clean_line(&base64_of(field).map_or_else(|| field.text(), Into::into))
}

/// Text that is written as base64: said so (Atom 0.3), or of a type that is not text (Atom 1.0).
fn base64_of(field: Element<'_, '_>) -> Option<String> {
    let is_said = field
        .attribute("mode")
        .is_some_and(|mode| mode.eq_ignore_ascii_case("base64"));
    if !is_said
        && field
            .attribute("type")
            .is_none_or(|kind| is_textual(&kind.to_ascii_lowercase()))
    {
        return None;
    }
    let text = field.text();
    let compact: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(compact)
        .ok()?;
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.chars().any(is_forbidden))
}

/// Whether an Atom `type` stands for something to read.
fn is_textual(kind: &str) -> bool {
    !kind.contains('/')
        || kind.starts_with("text/")
        || kind.contains("html")
        || kind.contains("xml")
}

/// Whether text that calls itself plain holds HTML all the same.
fn has_tag(text: &str) -> bool {
    ["<p", "</", "<br", "<a ", "<img"]
        .iter()
        .any(|tag| text.contains(tag))
}

//! HTML that is safe to keep and to show. Allowed are the elements of running text, lists, tables,
//! figures, images and plain media; attributes only where they carry meaning; links and addresses
//! only http, https, mailto, tel, and absolute. No scripts, styles, ids, classes, frames, forms, no
//! tracking pixels.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use url::Url;

use super::text::plain_text;
use super::tree::escape_into;

/// Longer HTML, or more tags, than this in one field is kept as its plain text: html5ever's cost
/// can grow with the square of hostile nesting.
const LENGTH_MAX: usize = 2 << 20;
const DEPTH_MAX: usize = 256;

/// Sanitizes HTML by the allow-list, links and images absolute against `base`. Empty when nothing
/// worth showing remains.
pub fn sanitize(html: &str, base: &Url) -> String {
    Sanitizer::new(base).clean(html, base)
}

/// The compiled allow-list; building it costs more than a short text, so a document makes one.
pub(super) struct Sanitizer {
    base: Url,
    builder: Builder<'static>,
}

impl Sanitizer {
    pub(super) fn new(base: &Url) -> Sanitizer {
        let mut builder = Builder::empty();
        builder
            .tags(HashSet::from([
                "a",
                "abbr",
                "audio",
                "b",
                "blockquote",
                "br",
                "caption",
                "cite",
                "code",
                "col",
                "colgroup",
                "dd",
                "del",
                "dfn",
                "div",
                "dl",
                "dt",
                "em",
                "figcaption",
                "figure",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "hr",
                "i",
                "img",
                "ins",
                "kbd",
                "li",
                "mark",
                "ol",
                "p",
                "picture",
                "pre",
                "q",
                "rp",
                "rt",
                "ruby",
                "s",
                "samp",
                "small",
                "source",
                "span",
                "strong",
                "sub",
                "sup",
                "table",
                "tbody",
                "td",
                "tfoot",
                "th",
                "thead",
                "time",
                "tr",
                "u",
                "ul",
                "var",
                "video",
                "wbr",
            ]))
            .clean_content_tags(HashSet::from(["script", "style", "template"]))
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href", "title", "hreflang"])),
                ("abbr", HashSet::from(["title"])),
                ("audio", HashSet::from(["src", "controls"])),
                ("blockquote", HashSet::from(["cite"])),
                (
                    "img",
                    HashSet::from(["src", "alt", "title", "width", "height"]),
                ),
                ("ol", HashSet::from(["start"])),
                ("q", HashSet::from(["cite"])),
                ("source", HashSet::from(["src", "type"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan"])),
                ("time", HashSet::from(["datetime"])),
                ("video", HashSet::from(["src", "poster", "controls"])),
            ]))
            .generic_attributes(HashSet::from(["lang", "dir"]))
            .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
            .url_relative(UrlRelative::RewriteWithBase(base.clone()))
            .link_rel(Some("noopener noreferrer"))
            .attribute_filter(without_pixels);
        Sanitizer {
            base: base.clone(),
            builder,
        }
    }

    /// Sanitizes with links relative to `base`; a new base is set up when it changes.
    pub(super) fn clean(&mut self, html: &str, base: &Url) -> String {
        if !html.contains('<') && !html.contains('&') {
            let mut escaped = String::with_capacity(html.len());
            escape_into(html.trim(), &mut escaped);
            return escaped;
        }
        if html.len() > LENGTH_MAX || nesting(html) > DEPTH_MAX {
            return as_paragraphs(html);
        }
        if self.base != *base {
            self.base = base.clone();
            self.builder
                .url_relative(UrlRelative::RewriteWithBase(base.clone()));
        }
        let html = without_raw_text(html);
        self.builder.clean(&html).to_string().trim().to_owned()
    }
}

/// Removes the tags whose content a browser takes for raw text. Publishers leave them open or write
/// `<iframe .../>`, and all that follows would be lost.
fn without_raw_text(html: &str) -> Cow<'_, str> {
    const NAMES: [&str; 7] = [
        "iframe",
        "textarea",
        "title",
        "xmp",
        "noembed",
        "noframes",
        "plaintext",
    ];
    let is_raw = |at: usize| {
        NAMES
            .iter()
            .any(|name| starts_with_tag(&html[at + 1..], name))
    };
    let mut at = 0;
    let mut kept = String::new();
    for open in memchr::memchr_iter(b'<', html.as_bytes()) {
        if open < at || !is_raw(open) {
            continue;
        }
        let Some(end) = memchr::memchr(b'>', &html.as_bytes()[open..]).map(|n| open + n + 1) else {
            break;
        };
        kept.push_str(&html[at..open]);
        at = end;
    }
    if at == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[at..]);
    Cow::Owned(kept)
}

/// Whether text after a `<` is the start or end tag of this name.
fn starts_with_tag(text: &str, name: &str) -> bool {
    let text = text.strip_prefix('/').unwrap_or(text);
    let is_named = text
        .get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name));
    is_named && !text[name.len()..].starts_with(|letter: char| letter.is_ascii_alphanumeric())
}

/// Images of one pixel only count readers; without its address the image says nothing.
fn without_pixels<'u>(element: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let is_tiny = element == "img"
        && matches!(attribute, "width" | "height")
        && matches!(value.trim(), "0" | "1");
    (!is_tiny).then_some(Cow::Borrowed(value))
}

/// How deep the tags could nest at most, end tags taken at face value.
fn nesting(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() && !is_flat(&bytes[at + 1..]) => depth += 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Tags that are rarely or never closed and do not nest: `br`, `p`, `li`, `img`, `hr`, table cells.
fn is_flat(tag: &[u8]) -> bool {
    let name: Vec<u8> = tag
        .iter()
        .take(7)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .map(u8::to_ascii_lowercase)
        .collect();
    matches!(
        name.as_slice(),
        b"br"
            | b"p"
            | b"li"
            | b"img"
            | b"hr"
            | b"td"
            | b"tr"
            | b"th"
            | b"dt"
            | b"dd"
            | b"source"
            | b"input"
            | b"wbr"
    )
}

fn as_paragraphs(html: &str) -> String {
    let text = plain_text(html);
    let mut safe = String::with_capacity(text.len());
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        safe.push_str("<p>");
        escape_into(paragraph, &mut safe);
        safe.push_str("</p>");
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let base = Url::parse("https://news.example/feed/").unwrap();
        assert_eq!(sanitize(html, &base), expected, "{html}");
    }

    #[test]
    fn what_runs_or_tracks_is_removed() {
        check(
            "<p onclick='x()'>a<script>alert(1)</script></p>",
            "<p>a</p>",
        );
        check(
            "<a href='javascript:x()'>a</a>",
            "<a rel=\"noopener noreferrer\">a</a>",
        );
        check("<p style='color:red' id='x' class='y'>a</p>", "<p>a</p>");
    }

    #[test]
    fn links_become_absolute() {
        check(
            "<img src=\"/i.png\">",
            "<img src=\"https://news.example/i.png\">",
        );
    }
}

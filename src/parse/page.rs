//! What came instead of a feed, in a sentence a person can act on: a web page and the feeds it
//! names, a login page, a bot wall, a sitemap, a list of feeds, JSON of another kind, something binary.

use url::Url;

use super::entities::{Entities, decode};
use super::entry::web_address;
use super::markup::{Lexer, Token, attribute};
use super::text::{bounded, clean_line};

/// Feeds listed at most.
const FEEDS_MAX: usize = 50;
/// How much of a page is looked at.
const PAGE_MAX: usize = 1 << 20;

/// The feeds a web page names in `<link rel="alternate">`: absolute address and title, in page order.
pub fn feeds_in_page(html: &str, base: &Url) -> Vec<(String, Option<String>)> {
    let entities = Entities::default();
    let mut base = base.clone();
    let mut feeds: Vec<(String, Option<String>)> = Vec::new();
    let mut lexer = Lexer::new(bounded(html, PAGE_MAX));
    while let Some(token) = lexer.next(None) {
        let Token::Start {
            name, attributes, ..
        } = token
        else {
            continue;
        };
        let value =
            |key| attribute(attributes, key).map(|raw| decode(raw, &entities).trim().to_owned());
        if name.eq_ignore_ascii_case("base") {
            if let Some(stated) = value("href").and_then(|href| base.join(&href).ok()) {
                base = stated;
            }
        } else if name.eq_ignore_ascii_case("link") {
            let is_alternate = value("rel").is_some_and(|rel| {
                rel.split_whitespace()
                    .any(|word| word.eq_ignore_ascii_case("alternate"))
            });
            let is_feed =
                value("type").is_some_and(|kind| is_feed_type(&kind.to_ascii_lowercase()));
            let Some(address) = value("href").and_then(|href| web_address(&href, &base)) else {
                continue;
            };
            if is_alternate
                && is_feed
                && feeds.len() < FEEDS_MAX
                && !feeds.iter().any(|(known, _)| *known == address)
            {
                let title = value("title")
                    .map(|title| clean_line(&title))
                    .filter(|title| !title.is_empty());
                feeds.push((address, title));
            }
        }
    }
    feeds
}

fn is_feed_type(kind: &str) -> bool {
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "text/rss+xml",
    ]
    .iter()
    .any(|known| kind.starts_with(known))
}

/// Names the compression of bytes that are no text yet; `None` when they are not compressed. What
/// comes over HTTP was unpacked before, so this is a file.
pub(super) fn compressed(body: &[u8]) -> Option<&'static str> {
    const MAGICS: [(&[u8], &str); 4] = [
        (b"\x1f\x8b", "gzip"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"\xfd7zXZ\0", "xz"),
        (b"BZh", "bzip2"),
    ];
    let known = MAGICS.iter().find(|(magic, _)| body.starts_with(magic));
    known.map(|(_, name)| *name)
}

/// Says what a text without a feed is.
pub(super) fn diagnose(text: &str, base: &Url) -> String {
    let start = text.trim_start();
    let root = root_name(text);
    let lower = root.map(str::to_ascii_lowercase);
    match lower.as_deref() {
        Some(
            "html" | "head" | "body" | "div" | "p" | "script" | "meta" | "title" | "br" | "center"
            | "h1",
        ) => page(text, base),
        Some("urlset" | "sitemapindex") => "a sitemap, not a feed".to_owned(),
        Some("opml") => {
            "a list of feeds (OPML), not a feed; `jarshy opml import` reads it".to_owned()
        }
        Some("svg") => "an SVG image, not a feed".to_owned(),
        Some("error" | "exception" | "fault") => "an error report in XML, not a feed".to_owned(),
        Some(_) => format!(
            "XML with the root <{}>, which is no feed",
            bounded(&clean_line(root.unwrap_or_default()), 60)
        ),
        None if start.starts_with(['{', '[']) => "JSON that is no feed".to_owned(),
        None if looks_binary(text) => "binary data, not a feed".to_owned(),
        None => "plain text, not a feed".to_owned(),
    }
}

fn root_name(text: &str) -> Option<&str> {
    if looks_binary(text) {
        return None;
    }
    let mut lexer = Lexer::new(bounded(text, PAGE_MAX));
    while let Some(token) = lexer.next(None) {
        match token {
            Token::Start { name, .. } => return Some(super::names::split(name).1),
            Token::Doctype(doctype)
                if doctype.to_ascii_lowercase().starts_with("<!doctype html") =>
            {
                return Some("html");
            }
            _ => {}
        }
    }
    None
}

fn looks_binary(text: &str) -> bool {
    let head = bounded(text, 512);
    let odd = head
        .chars()
        .filter(|letter| *letter == char::REPLACEMENT_CHARACTER)
        .count();
    ["%PDF", "PK\u{3}", "GIF8", "\u{fffd}PNG"]
        .iter()
        .any(|magic| head.starts_with(magic))
        || odd * 10 > head.chars().count().max(1)
}

fn page(html: &str, base: &Url) -> String {
    let lower = bounded(html, 200_000).to_ascii_lowercase();
    let has = |signs: &[&str]| signs.iter().any(|sign| lower.contains(sign));
    let title = page_title(html);
    let titled = title.map_or_else(String::new, |title| {
        format!(" (\"{}\")", bounded(&title, 100))
    });
    if has(&[
        "cf-chl",
        "challenge-platform",
        "checking your browser",
        "just a moment...",
        "captcha",
        "ddos-guard",
        "are you a robot",
        "enable javascript and cookies",
    ]) {
        return format!("a bot wall{titled}: the site asks visitors to prove they are human");
    }
    let feeds = feeds_in_page(html, base);
    if !feeds.is_empty() {
        let named: Vec<&str> = feeds
            .iter()
            .take(3)
            .map(|(address, _)| address.as_str())
            .collect();
        return format!(
            "a web page{titled}, not a feed; it names: {}",
            named.join(", ")
        );
    }
    if has(&["type=\"password\"", "type='password'", "type=password"]) {
        return format!("a login page{titled}, not a feed");
    }
    format!("a web page{titled}, not a feed; it names none")
}

fn page_title(html: &str) -> Option<String> {
    let lower = bounded(html, 200_000).to_ascii_lowercase();
    let from = lower.find("<title")?;
    let start = from + lower[from..].find('>')? + 1;
    let end = start + lower[start..].find('<')?;
    let title = clean_line(html.get(start..end)?);
    (!title.is_empty()).then_some(title)
}

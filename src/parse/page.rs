//! What came instead of a feed, in a sentence a person can act on: a web page and the feeds it
//! names, a login page, a bot wall, a sitemap, a list of feeds, JSON of another kind, something binary.

use std::borrow::Cow;

use url::Url;

use super::entities::{Entities, decode};
use super::entry::web_address;
use super::markup::{Lexer, Token, attribute};
use super::text::{bounded, clean_line};
use crate::model::printable;

/// Feeds listed at most.
const FEEDS_MAX: usize = 50;
/// How much of a page is looked at.
const PAGE_MAX: usize = 1 << 20;

/// The feeds a web page names, absolute address and title, in page order: those in
/// `<link rel="alternate">`, and where there are none, anchors whose address looks like a feed's.
/// Empty when it names none.
pub fn feeds_in_page(html: &str, base: &Url) -> Vec<(String, Option<String>)> {
    let Named { stated, linked } = named(html, base);
    if stated.is_empty() { linked } else { stated }
}

/// The feeds of a page by how sure they are.
#[derive(Default)]
struct Named {
    stated: Vec<(String, Option<String>)>,
    linked: Vec<(String, Option<String>)>,
}

fn named(html: &str, base: &Url) -> Named {
    let entities = Entities::default();
    let mut base = base.clone();
    let mut named = Named::default();
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
        let is_typed =
            || value("type").is_some_and(|kind| is_feed_type(&kind.to_ascii_lowercase()));
        let address = || value("href").and_then(|href| web_address(&of_feed_scheme(&href), &base));
        let feeds = if name.eq_ignore_ascii_case("base") {
            if let Some(stated) = value("href").and_then(|href| base.join(&href).ok()) {
                base = stated;
            }
            continue;
        } else if name.eq_ignore_ascii_case("link") && is_typed() {
            let is_alternate = value("rel").is_some_and(|rel| {
                rel.split_whitespace()
                    .any(|word| word.eq_ignore_ascii_case("alternate"))
            });
            if !is_alternate {
                continue;
            }
            &mut named.stated
        } else if name.eq_ignore_ascii_case("a")
            && (is_typed() || address().is_some_and(|address| looks_like_a_feed(&address)))
        {
            &mut named.linked
        } else {
            continue;
        };
        let Some(address) = address() else {
            continue;
        };
        if feeds.len() < FEEDS_MAX && !feeds.iter().any(|(known, _)| *known == address) {
            let title = value("title")
                .map(|title| shown(&title))
                .filter(|title| !title.is_empty());
            feeds.push((address, title));
        }
    }
    named
}

/// Whether an address is spelled the way feeds are: `/feed/`, `/rss/en.xml`, `news.rss`, `?feed=rss2`.
fn looks_like_a_feed(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else {
        return false;
    };
    let path = url.path().to_ascii_lowercase();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let last = segments.clone().next_back().unwrap_or_default();
    let word = |text: &str| matches!(text, "feed" | "feeds" | "rss" | "rss2" | "atom" | "rdf");
    let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
    let by_name = match ending {
        "rss" | "atom" | "rdf" => true,
        "xml" | "json" | "php" => last.split(['.', '-', '_']).any(word) || segments.any(word),
        _ => word(last),
    };
    let by_query = url.query_pairs().any(|(key, value)| {
        matches!(&*key, "feed" | "format" | "type" | "output" | "alt")
            && word(&value.to_ascii_lowercase())
    });
    by_name || by_query
}

/// `feed://host/path` and `feed:https://host/path`, which some pages still write for readers to open.
fn of_feed_scheme(href: &str) -> Cow<'_, str> {
    match href.split_at_checked(5) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("feed:") => {
            match rest.strip_prefix("//") {
                Some(host) => Cow::Owned(format!("http://{host}")),
                None => Cow::Borrowed(rest),
            }
        }
        _ => Cow::Borrowed(href),
    }
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
            bounded(&shown(root.unwrap_or_default()), 60)
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
    // Text has no control characters but those that lay it out; bytes that are no UTF-8 came in as
    // replacement characters, or as those of Windows.
    let is_odd =
        |letter: &char| *letter == char::REPLACEMENT_CHARACTER || is_control_of_no_text(*letter);
    let odd = head.chars().filter(is_odd).count();
    ["%PDF", "PK\u{3}", "GIF8", "\u{fffd}PNG", "‰PNG"]
        .iter()
        .any(|magic| head.starts_with(magic))
        || odd * 10 > head.chars().count().max(1)
}

fn is_control_of_no_text(letter: char) -> bool {
    letter.is_control() && !letter.is_whitespace()
}

/// What a page wrote, fit to stand in a message.
fn shown(text: &str) -> String {
    printable(&clean_line(text)).trim().to_owned()
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
    let names = |feeds: &[(String, Option<String>)]| {
        let named: Vec<&str> = feeds
            .iter()
            .take(3)
            .map(|(address, _)| address.as_str())
            .collect();
        format!(
            "a web page{titled}, not a feed; it names: {}",
            named.join(", ")
        )
    };
    let Named { stated, linked } = named(html, base);
    if !stated.is_empty() {
        return names(&stated);
    }
    if has(&["type=\"password\"", "type='password'", "type=password"]) {
        return format!("a login page{titled}, not a feed");
    }
    if !linked.is_empty() {
        return names(&linked);
    }
    format!("a web page{titled}, not a feed; it names none")
}

fn page_title(html: &str) -> Option<String> {
    let lower = bounded(html, 200_000).to_ascii_lowercase();
    let from = lower.find("<title")?;
    let start = from + lower[from..].find('>')? + 1;
    let end = start + lower[start..].find('<')?;
    let title = shown(html.get(start..end)?);
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://example.org/news/").unwrap()
    }

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let feeds = feeds_in_page(html, &base());
        let addresses: Vec<&str> = feeds.iter().map(|(address, _)| address.as_str()).collect();
        assert_eq!(addresses, expected, "{html}");
    }

    #[test]
    fn anchors_stand_in_where_a_page_states_no_feed() {
        check(
            r#"<a href="/about">About</a><a href=all.rss>all</a><a href="/rss/en.xml">en</a>
               <a href="/feed/">feed</a><a href="/?feed=rss2">wp</a><a href="/x" type="application/atom+xml">x</a>
               <a href="javascript:feed">no</a><a href="/feed/">again</a>"#,
            &[
                "https://example.org/news/all.rss",
                "https://example.org/rss/en.xml",
                "https://example.org/feed/",
                "https://example.org/?feed=rss2",
                "https://example.org/x",
            ],
        );
        check(
            r#"<link rel="alternate" type="application/rss+xml" href="/a"><a href="/feed/">feed</a>"#,
            &["https://example.org/a"],
        );
        check(
            r#"<a href="feed://example.org/x.rss">x</a><a href="feed:https://example.org/feed">y</a>"#,
            &["http://example.org/x.rss", "https://example.org/feed"],
        );
    }

    #[test]
    fn ordinary_links_are_no_feeds() {
        for path in [
            "/",
            "/feedback",
            "/sitemap.xml",
            "/rss-explained",
            "/data.json",
            "/newsfeed.html",
            "/feed/how-to-subscribe",
            "/atomic.xml",
            "/?type=article",
        ] {
            check(&format!("<a href=\"{path}\">x</a>"), &[]);
        }
    }

    #[test]
    fn a_login_page_is_one_whatever_its_footer_links_to() {
        let form = r#"<html><form><input type="password"></form><a href="/feed/">RSS</a>"#;
        assert_eq!(diagnose(form, &base()), "a login page, not a feed");
        let footer = r#"<html><p>hi</p><a href="/feed/">RSS</a>"#;
        assert_eq!(
            diagnose(footer, &base()),
            "a web page, not a feed; it names: https://example.org/feed/"
        );
    }

    #[test]
    fn what_a_page_calls_itself_cannot_turn_a_message_around() {
        let page = "<html><title>\u{1b}[31mred\u{7}\u{202e} evil\u{2066}</title>";
        let told = diagnose(page, &base());
        assert!(told.contains("red"), "{told}");
        assert!(!told.contains(crate::model::is_unprintable), "{told:?}");
    }

    #[test]
    fn bytes_that_are_no_text_are_called_binary() {
        for text in [
            "‰PNG\r\n\u{1a}\n\0\0",
            "x\u{9c}\u{1}\u{2}ab\u{3}\u{4}cd\u{5}",
            "%PDF-1.7\n",
        ] {
            assert_eq!(
                diagnose(text, &base()),
                "binary data, not a feed",
                "{text:?}"
            );
        }
        assert_eq!(
            diagnose("Hello\tworld\r\n", &base()),
            "plain text, not a feed"
        );
    }
}

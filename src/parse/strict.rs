//! The ordinary, well-formed document, read by feed-rs; its only home. A cheap look over the tags
//! decides beforehand whether feed-rs will read all that is there ([`scan`]), and what it read is
//! checked against what was seen. Everything else, and whatever feed-rs refuses, is for
//! [`super::xml`]; where both can read a document they must agree, and a test holds them to it.

mod scan;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use feed_rs::model::{Entry, Feed, FeedType, Link, Text};
use feed_rs::parser::Builder;
use memchr::memmem;
use url::Url;

use super::dates::parse_date;
use super::entry::{Claims, Surroundings, html_of, sign, web_address};
use super::language::primary_subtag;
use super::paging::next_page;
use super::sanitize::Sanitizer;
use super::text::clean_line;
use crate::model::{ParsedFeed, Rhythm};

/// Reads a document that feed-rs reads whole; `None` when it is not one of those.
pub(super) fn read(text: &str, base: &Url) -> Option<ParsedFeed> {
    let promised = scan::scan(text)?;
    let odd_date = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&odd_date);
    let parser = Builder::new()
        .base_uri(Some(base.as_str()))
        .id_generator(|_, _, _| String::new())
        .sanitize_content(false)
        .timestamp_parser(move |text| {
            let at = parse_date(text);
            seen.fetch_or(at.is_none(), Ordering::Relaxed);
            at
        })
        .build();
    let feed = parser.parse(promised.body.as_bytes()).ok()?;
    let is_whole = feed.entries.len() == promised.entries && !odd_date.load(Ordering::Relaxed);
    // feed-rs does not say whether a guid is an address, so each entry must have its own; a blank
    // one comes out as the document's.
    let is_link = |link: &Link| {
        link.href.starts_with("http") && link.href != base.as_str() && !has_inner_host(&link.href)
    };
    let has_links = feed.entries.iter().all(|entry| {
        let mut own = entry
            .links
            .iter()
            .filter(|link| link.target.is_none())
            .peekable();
        own.peek().is_some() && own.all(is_link)
    });
    (is_whole && has_links).then(|| map(feed, base))
}

/// Whether an address looks like one without a scheme that was put behind the document's.
fn has_inner_host(address: &str) -> bool {
    let bytes = address.as_bytes();
    memmem::find_iter(bytes, "/www.").any(|at| at > 0 && bytes[at - 1] != b'/')
}

fn map(feed: Feed, base: &Url) -> ParsedFeed {
    let is_rss = feed.feed_type != FeedType::Atom;
    let mut mapped = ParsedFeed {
        title: feed.title.as_ref().and_then(line),
        language: feed.language.as_deref().and_then(primary_subtag),
        rhythm: Rhythm {
            interval: feed
                .ttl
                .filter(|minutes| *minutes > 0)
                .map(|minutes| Duration::from_secs(u64::from(minutes) * 60)),
            ..Rhythm::default()
        },
        ..ParsedFeed::default()
    };
    for link in &feed.links {
        let address = web_address(&link.href, base);
        match link.rel.as_deref() {
            None | Some("alternate") => mapped.site_url = mapped.site_url.take().or(address),
            Some("next") => mapped.next_page = mapped.next_page.take().or(address),
            Some(_) => {}
        }
    }
    if let Some(generator) = feed.generator.filter(|_| mapped.next_page.is_none()) {
        mapped.next_page = [generator.uri.unwrap_or_default(), generator.content]
            .iter()
            .find_map(|generator| next_page(generator, base));
    }
    let mut people = Claims::default();
    for person in feed.authors.into_iter().filter(|_| !is_rss) {
        people.name(
            0,
            clean_line(&person.name.or(person.email).unwrap_or_default()),
        );
    }
    let mut sanitizer = Sanitizer::new(base);
    mapped.entries.reserve(feed.entries.len());
    for entry in feed.entries {
        let mut around = Surroundings {
            base,
            language: mapped.language.as_deref(),
            sanitizer: &mut sanitizer,
        };
        mapped
            .entries
            .extend(claims(entry, base, is_rss).settle(&mut around));
    }
    mapped.dropped.extend(sanitizer.left_out());
    sign(&mut mapped.entries, &people.authors);
    mapped
}

fn claims(entry: Entry, base: &Url, is_rss: bool) -> Claims {
    let mut claims = Claims {
        said_something: true,
        ..Claims::default()
    };
    if !entry.id.trim().is_empty() {
        claims.id = Some(entry.id.trim().to_owned());
        claims.id_is_link = entry.id.starts_with("http");
    }
    for Link {
        href,
        rel,
        media_type,
        target,
        ..
    } in entry.links
    {
        if let Some(address) = web_address(&href, base).filter(|_| target.is_none()) {
            claims.link(rel.as_deref(), media_type.as_deref(), address);
        }
    }
    if let Some(title) = entry.title.as_ref().and_then(line) {
        claims.title.offer(0, title);
    }
    for person in entry.authors {
        let rank = u8::from(person.role.as_deref() == Some("creator"));
        claims.name(
            rank,
            clean_line(&person.name.or(person.email).unwrap_or_default()),
        );
    }
    let kind = |kind: &str| {
        if is_rss {
            None
        } else {
            Some(if kind.ends_with("plain") {
                "text"
            } else {
                "html"
            })
        }
    };
    if let Some(summary) = entry.summary {
        claims.summary(
            0,
            html_of(summary.content, kind(summary.content_type.as_str())),
            base,
        );
    }
    if let Some(content) = entry.content {
        let html = content
            .body
            .and_then(|body| html_of(body, kind(content.content_type.as_str())));
        claims.content(u8::from(is_rss), html, base);
    }
    if let Some(at) = entry.published {
        claims.published.offer(0, at);
    }
    // For RSS feed-rs repeats the publication here.
    if let Some(at) = entry.updated.filter(|_| !is_rss) {
        claims.updated.offer(0, at);
    }
    claims
}

fn line(text: &Text) -> Option<String> {
    Some(clean_line(&text.content)).filter(|line| !line.is_empty())
}

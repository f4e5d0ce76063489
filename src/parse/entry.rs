//! The tree of one entry -> `ParsedEntry`. One reader serves every format: RSS of any version, RDF,
//! Atom of any version and the vocabularies inside them, since publishers mix them freely. Every
//! claim is collected first and weighed after, so the order of elements does not matter.

mod claims;
mod html;

use std::borrow::Cow;

use url::Url;

use super::language;
use super::media;
use super::names::Space;
use super::sanitize::Sanitizer;
use super::text::bounded;
use super::tree::Element;
use super::walk::BASE_MAX;
use crate::model::ParsedEntry;

pub(super) use claims::Claims;
pub(super) use html::{html_of, title_of};

use html::markup_of;

/// Longest id kept; longer ones are cut, which still tells them apart in practice.
const ID_MAX: usize = 4096;
/// Longest address taken for one.
const URL_MAX: usize = 8192;
/// Longest list of the feed's authors that every entry is given, in bytes.
const SIGNATURE_MAX: usize = 400;

/// What all entries of a document share.
pub(super) struct Surroundings<'s> {
    /// What links are relative to.
    pub(super) base: &'s Url,
    /// Language stated around the entry.
    pub(super) language: Option<&'s str>,
    pub(super) sanitizer: &'s mut Sanitizer,
}

/// Reads an entry; `None` when it says nothing usable.
pub(super) fn read_entry(
    entry: Element<'_, '_>,
    around: &mut Surroundings<'_>,
) -> Option<ParsedEntry> {
    let mut claims = Claims::default();
    if let Some(about) = entry
        .attribute("rdf:about")
        .or_else(|| entry.attribute("about"))
    {
        claims.id = Some(bounded(&about, ID_MAX).to_owned());
        claims.id_is_link = about.starts_with("http");
        claims.said_something = true;
    }
    // CDF puts address and date into the entry's own tag.
    if let Some(href) = entry.attribute("href") {
        claims.link = web_address(&href, around.base);
        claims.said_something = true;
    }
    if let Some(at) = entry
        .attribute("lastmod")
        .and_then(|text| claims.date(&text))
    {
        claims.updated.offer(4, at);
        claims.said_something = true;
    }
    claims.language = entry
        .attribute("xml:lang")
        .and_then(|tag| language::primary_subtag(&tag));
    for field in entry.children().filter(|field| !field.is_cut()) {
        claims.said_something |= field.says_anything();
        let base = base_of(field, around.base);
        read_field(field, base.as_ref().unwrap_or(around.base), &mut claims);
    }
    claims.settle(around)
}

/// Gives entries without an author those of the feed, as Atom has it (RFC 4287, 4.2.1).
pub(super) fn sign(entries: &mut [ParsedEntry], authors: &[String]) {
    // Every entry carries a copy, so there is room for names only, not for prose.
    let names = bounded(&authors.join(", "), SIGNATURE_MAX)
        .trim()
        .to_owned();
    if !names.is_empty() {
        for entry in entries {
            entry.author.get_or_insert_with(|| names.clone());
        }
    }
}

/// The base of an element that changes it.
fn base_of(element: Element<'_, '_>, base: &Url) -> Option<Url> {
    let stated = element.attribute("xml:base")?;
    (stated.len() <= BASE_MAX)
        .then(|| base.join(&stated).ok())
        .flatten()
        .filter(|base| base.as_str().len() <= BASE_MAX)
}

fn read_field(field: Element<'_, '_>, base: &Url, claims: &mut Claims) {
    let local = field.local().to_ascii_lowercase();
    match (field.space(), local.as_str()) {
        (Space::Core, "title") => claims.title(0, field),
        (Space::Dublin, "title") => claims.title(1, field),
        (Space::Itunes | Space::Media, "title") => claims.title(2, field),

        (Space::Core, "guid" | "id") | (Space::Dublin, "identifier") => {
            read_id(field, &local, claims);
        }
        (Space::Core, "link") => read_link(field, base, claims),
        (Space::Feedburner, "origlink") => {
            claims.original_link = claims
                .original_link
                .take()
                .or_else(|| web_address(&field.text(), base));
        }

        (Space::Core, "content") => claims.full_text(0, field, base),
        (Space::Content, "encoded") | (Space::Core, "encoded" | "content_encoded") => {
            claims.full_text(1, field, base);
        }
        (Space::Yandex, "full-text" | "content") => claims.full_text(2, field, base),
        (Space::Html, "body" | "div") | (Space::Core, "body" | "fulltext" | "fullitem") => {
            claims.full_text(2, field, base);
        }
        (Space::Core, "description" | "summary") => claims.summary(0, markup_of(field, base), base),
        (Space::Dublin, "description" | "abstract") => {
            claims.summary(1, markup_of(field, base), base);
        }
        (Space::Core, "tagline" | "abstract") => claims.summary(2, markup_of(field, base), base),
        (Space::Itunes, "summary") => claims.summary(3, markup_of(field, base), base),
        (Space::Media, "description") => claims.summary(4, markup_of(field, base), base),
        (Space::Itunes, "subtitle") | (Space::Core, "subtitle") => {
            claims.summary(5, markup_of(field, base), base);
        }

        (Space::Core, "author") => claims.author(0, field),
        (Space::Dublin, "creator" | "author") => claims.author(1, field),
        (Space::Itunes, "author") => claims.author(2, field),
        (Space::Dublin, "publisher" | "contributor") | (Space::Core, "managingeditor") => {
            claims.author(3, field);
        }

        (Space::Core, "pubdate") => claims.published(0, field),
        (Space::Core, "published") => claims.published(1, field),
        (Space::Core, "issued") => claims.published(2, field),
        (Space::Dublin, "issued") => claims.published(3, field),
        (Space::Dublin, "date") | (Space::Core, "date") => claims.published(4, field),
        (Space::Core | Space::Dublin, "created") => claims.published(5, field),
        (Space::Core, "updated") => claims.updated(0, field),
        (Space::Core, "modified") => claims.updated(1, field),
        (Space::Dublin, "modified") => claims.updated(2, field),
        (Space::Core, "lastbuilddate") => claims.updated(3, field),

        (Space::Core, "language") | (Space::Dublin, "language") => {
            claims.language = claims
                .language
                .take()
                .or_else(|| language::primary_subtag(&field.text()));
        }
        (Space::Media, "group" | "content") => {
            // Both hold what is said of them, and a group its contents.
            let nested = field.children().filter(|inner| inner.local() == "content");
            let inside = nested.flat_map(Element::children);
            for inner in field.children().chain(inside) {
                if matches!(inner.local(), "title" | "description") {
                    read_field(inner, base, claims);
                }
            }
            media::read(field, base, &mut claims.enclosures);
        }
        (Space::Itunes, "duration") => claims.duration = media::seconds(&field.text()),
        (Space::Core, "enclosure") | (Space::Media, _) | (Space::Itunes, _) => {
            media::read(field, base, &mut claims.enclosures);
        }
        // Who wrote the feed that an entry was taken from wrote the entry (RFC 4287, 4.1.2); all else
        // that `source` says is about that feed.
        (Space::Core, "source") => {
            let authors = field.children().filter(|inner| inner.local() == "author");
            authors.for_each(|author| claims.author(4, author));
        }
        _ => {}
    }
}

/// An id; a guid that is not said to be something else is also an address.
fn read_id(field: Element<'_, '_>, local: &str, claims: &mut Claims) {
    let text = field.text();
    let id = text.trim();
    if id.is_empty() || local == "identifier" && claims.id.is_some() {
        return;
    }
    claims.id = Some(bounded(id, ID_MAX).to_owned());
    claims.id_is_link = match field.attribute("isPermaLink") {
        Some(value) => !value.eq_ignore_ascii_case("false"),
        // An id is often a permalink in all but name; as the only address it is better than none.
        None => id
            .get(..4)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http")),
    };
}

/// RSS has the address as text, Atom as an attribute with a relation; both occur in both.
fn read_link(field: Element<'_, '_>, base: &Url, claims: &mut Claims) {
    let href = field.attribute("href");
    let Some(address) = web_address(href.as_deref().unwrap_or(&field.text()), base) else {
        return;
    };
    let relation = field.attribute("rel");
    if relation
        .as_deref()
        .is_some_and(|relation| relation.eq_ignore_ascii_case("enclosure"))
    {
        media::read_linked(field, address, &mut claims.enclosures);
    } else {
        claims.link(
            relation.as_deref(),
            field.attribute("type").as_deref(),
            address,
        );
    }
}

/// An absolute http or https address; `None` for anything else.
pub(super) fn web_address(text: &str, base: &Url) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > URL_MAX {
        return None;
    }
    // Escaped twice, as in CDATA; no address has it for itself.
    let text = match text.contains("&amp;") {
        true => Cow::Owned(text.replace("&amp;", "&")),
        false => Cow::Borrowed(text),
    };
    let url = if text.starts_with("www.") {
        Url::parse(&format!("http://{text}"))
    } else {
        // `https:/x.example` is absolute to its author, though relative by the book.
        Url::parse(&text).or_else(|_| base.join(&text))
    };
    let url = url.ok()?;
    let is_kept = matches!(url.scheme(), "http" | "https") && url.as_str().len() <= URL_MAX;
    is_kept.then(|| String::from(url))
}

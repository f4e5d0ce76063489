//! The tree of one entry -> `ParsedEntry`. One reader serves every format: RSS of any version, RDF,
//! Atom of any version and the vocabularies inside them, since publishers mix them freely. Every
//! claim is collected first and weighed after, so the order of elements does not matter.

use base64::Engine;
use url::Url;

use super::dates::parse_date;
use super::language;
use super::media;
use super::names::Space;
use super::sanitize::Sanitizer;
use super::text::{bounded, clean_line, fold, plain_text};
use super::tree::Element;
use crate::model::{Enclosure, ParsedEntry, Timestamp};

/// Longest id kept; longer ones are cut, which still tells them apart in practice.
const ID_MAX: usize = 4096;
/// Longest address taken for one.
const URL_MAX: usize = 8192;
/// Names and unusable dates listed per entry at most.
const LIST_MAX: usize = 20;

/// The long form of a link relation.
const REGISTRY: &str = "http://www.iana.org/assignments/relation/";

/// What all entries of a document share.
pub(super) struct Surroundings<'s> {
    /// What links are relative to.
    pub(super) base: &'s Url,
    /// Language stated around the entry.
    pub(super) language: Option<&'s str>,
    pub(super) sanitizer: &'s mut Sanitizer,
}

/// Everything one entry claims, before it is weighed.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) id: Option<String>,
    pub(super) id_is_link: bool,
    pub(super) link: Option<String>,
    /// A link that serves if there is no better one: the id, an enclosure, any other relation.
    pub(super) spare_link: Option<String>,
    pub(super) original_link: Option<String>,
    /// Ranked: the lower the number the better the claim.
    pub(super) title: Ranked<String>,
    pub(super) authors: Vec<String>,
    pub(super) author_rank: u8,
    /// HTML, not yet sanitized, with what its links are relative to.
    pub(super) summary: Ranked<(String, Url)>,
    pub(super) content: Ranked<(String, Url)>,
    pub(super) language: Option<String>,
    pub(super) published: Ranked<Timestamp>,
    pub(super) updated: Ranked<Timestamp>,
    pub(super) enclosures: Vec<Enclosure>,
    pub(super) odd_dates: Vec<String>,
    /// Whether anything was said at all, understood or not.
    pub(super) said_something: bool,
}

/// The best claim seen so far.
#[derive(Debug)]
pub(super) struct Ranked<T> {
    rank: u8,
    value: Option<T>,
}

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Ranked {
            rank: u8::MAX,
            value: None,
        }
    }
}

impl<T> Ranked<T> {
    /// Keeps the first of the best-ranked values.
    pub(super) fn offer(&mut self, rank: u8, value: T) {
        if rank < self.rank {
            *self = Ranked {
                rank,
                value: Some(value),
            };
        }
    }
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

/// The base of an element that changes it.
fn base_of(element: Element<'_, '_>, base: &Url) -> Option<Url> {
    base.join(&element.attribute("xml:base")?).ok()
}

fn read_field(field: Element<'_, '_>, base: &Url, claims: &mut Claims) {
    let local = field.local().to_ascii_lowercase();
    match (field.space(), local.as_str()) {
        (Space::Core, "title") => claims.title(0, field),
        (Space::Dublin, "title") => claims.title(1, field),
        (Space::Itunes | Space::Media, "title") => claims.title(2, field),

        (Space::Core, "guid" | "id") | (Space::Dublin, "identifier") => {
            read_id(field, &local, claims)
        }
        (Space::Core, "link") => read_link(field, base, claims),
        (Space::Feedburner, "origlink") => {
            claims.original_link = claims
                .original_link
                .take()
                .or_else(|| web_address(&field.text(), base))
        }

        (Space::Core, "content") => claims.full_text(0, field, base),
        (Space::Content, "encoded") | (Space::Core, "encoded" | "content_encoded") => {
            claims.full_text(1, field, base)
        }
        (Space::Html, "body" | "div") | (Space::Core, "body" | "fulltext" | "fullitem") => {
            claims.full_text(2, field, base)
        }
        (Space::Core, "description" | "summary") => claims.summary(0, markup_of(field), base),
        (Space::Dublin, "description" | "abstract") => claims.summary(1, markup_of(field), base),
        (Space::Core, "tagline" | "abstract") => claims.summary(2, markup_of(field), base),
        (Space::Itunes, "summary") => claims.summary(3, markup_of(field), base),
        (Space::Media, "description") => claims.summary(4, markup_of(field), base),
        (Space::Itunes, "subtitle") | (Space::Core, "subtitle") => {
            claims.summary(5, markup_of(field), base)
        }

        (Space::Core, "author") => claims.author(0, field),
        (Space::Dublin, "creator" | "author") => claims.author(1, field),
        (Space::Itunes, "author") => claims.author(2, field),
        (Space::Dublin, "publisher" | "contributor") | (Space::Core, "managingeditor") => {
            claims.author(3, field)
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
        (Space::Media, "group") => {
            for inner in field.children() {
                if matches!(inner.local(), "title" | "description") {
                    read_field(inner, base, claims);
                }
            }
            media::read(field, base, &mut claims.enclosures);
        }
        (Space::Core, "enclosure") | (Space::Media, _) | (Space::Itunes, _) => {
            media::read(field, base, &mut claims.enclosures);
        }
        (Space::Core, "source") | (_, _) => {}
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
    // `https:/x.example` is absolute to its author, though relative by the book.
    let url = Url::parse(text).or_else(|_| base.join(text)).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| String::from(url))
}

impl Claims {
    /// Takes in a link with its relation and type, as Atom states them.
    pub(super) fn link(&mut self, relation: Option<&str>, kind: Option<&str>, address: String) {
        let relation = relation.map(str::to_ascii_lowercase);
        let relation = relation
            .as_deref()
            .map(|name| name.trim_start_matches(REGISTRY));
        match relation {
            None | Some("alternate" | "") => {
                // The first page wins; an alternate in another type only while there is no page.
                if self.link.is_none() && kind.is_none_or(|kind| kind.contains("html")) {
                    self.link = Some(address);
                } else {
                    self.spare_link.get_or_insert(address);
                }
            }
            Some(
                "self" | "edit" | "replies" | "license" | "hub" | "next" | "first" | "service.edit"
                | "service.post",
            ) => {}
            Some(_) => {
                self.spare_link.get_or_insert(address);
            }
        }
    }

    fn title(&mut self, rank: u8, field: Element<'_, '_>) {
        let title = title_of(field);
        if !title.is_empty() {
            self.title.offer(rank, title);
        }
    }

    fn author(&mut self, rank: u8, field: Element<'_, '_>) {
        let person = field
            .child(Space::Core, "name")
            .or_else(|| field.child(Space::Core, "email"));
        let name = match person {
            Some(name) => clean_line(&name.text()),
            None => person_of(&clean_line(&field.text())),
        };
        self.name(rank, name);
    }

    /// Takes in a name; those of the best rank are kept.
    pub(super) fn name(&mut self, rank: u8, name: String) {
        if name.is_empty() || !self.authors.is_empty() && rank > self.author_rank {
            return;
        }
        if rank < self.author_rank {
            self.authors.clear();
        }
        self.author_rank = rank;
        if self.authors.len() < LIST_MAX && !self.authors.contains(&name) {
            self.authors.push(name);
        }
    }

    /// Takes in a short text as HTML.
    pub(super) fn summary(&mut self, rank: u8, html: Option<String>, base: &Url) {
        let Some(html) = html else { return };
        // Where both `description` and `summary` stand, one of them is the longer text.
        if rank == 0 && self.summary.rank == 0 {
            self.content.offer(9, (html, base.clone()));
        } else {
            self.summary.offer(rank, (html, base.clone()));
        }
    }

    /// Takes in the element of a full text, which may state its language.
    fn full_text(&mut self, rank: u8, field: Element<'_, '_>, base: &Url) {
        if self.language.is_none() {
            self.language = field
                .attribute("xml:lang")
                .and_then(|tag| language::primary_subtag(&tag));
        }
        self.content(rank, markup_of(field), base);
    }

    /// Takes in a full text as HTML.
    pub(super) fn content(&mut self, rank: u8, html: Option<String>, base: &Url) {
        if let Some(html) = html {
            self.content.offer(rank, (html, base.clone()));
        }
    }

    fn published(&mut self, rank: u8, field: Element<'_, '_>) {
        if let Some(at) = self.date(&field.text()) {
            self.published.offer(rank, at);
        }
    }

    fn updated(&mut self, rank: u8, field: Element<'_, '_>) {
        if let Some(at) = self.date(&field.text()) {
            self.updated.offer(rank, at);
        }
    }

    /// Reads a date; one that cannot be used is kept as it was written.
    pub(super) fn date(&mut self, text: &str) -> Option<Timestamp> {
        let at = parse_date(text);
        if at.is_none() && !text.trim().is_empty() && self.odd_dates.len() < LIST_MAX {
            self.odd_dates
                .push(bounded(&fold(bounded(text, 400)), 100).to_owned());
        }
        at
    }

    /// Weighs the claims; `None` when there is nothing usable.
    pub(super) fn settle(mut self, around: &mut Surroundings<'_>) -> Option<ParsedEntry> {
        let link = self.link.take().or_else(|| {
            let id = self.id.as_deref().filter(|_| self.id_is_link);
            id.and_then(|id| web_address(id, around.base))
        });
        let link = link.or_else(|| self.spare_link.take());
        let sanitizer = &mut *around.sanitizer;
        let mut clean = |claim: Option<(String, Url)>| {
            claim
                .map(|(html, base)| sanitizer.clean(&html, &base))
                .filter(|html| !html.is_empty())
        };
        let summary = clean(self.summary.value);
        let content = clean(self.content.value);
        let text = content
            .as_deref()
            .or(summary.as_deref())
            .map(plain_text)
            .unwrap_or_default();
        let summary_text = content.as_ref().and(summary.as_deref()).map(plain_text);
        let title = self.title.value;
        let published = self.published.value.or(self.updated.value);
        // A mere category or a signature is kept as well: someone said it. Nothing at all is not.
        if !self.said_something {
            return None;
        }
        let stated = self.language.as_deref();
        let language = language::of_entry(
            stated,
            around.language,
            title.as_deref().unwrap_or(""),
            &text,
        );
        Some(ParsedEntry {
            id: self.id,
            link,
            original_link: self.original_link,
            title,
            author: (!self.authors.is_empty()).then(|| self.authors.join(", ")),
            summary,
            summary_text,
            content,
            text,
            language,
            published,
            updated: self.updated.value,
            enclosures: self.enclosures,
            odd_dates: self.odd_dates,
        })
    }
}

/// `mail@x.example (A Name)` and `A Name <mail@x.example>` are A Name.
fn person_of(text: &str) -> String {
    if let Some((before, after)) = text.split_once('(')
        && let Some((inside, _)) = after.rsplit_once(')')
        && before.contains('@') != inside.contains('@')
    {
        let name = if before.contains('@') { inside } else { before };
        if !name.trim().is_empty() {
            return name.trim().to_owned();
        }
    }
    if let Some((name, after)) = text.split_once('<')
        && after.contains('@')
        && !name.trim().is_empty()
    {
        return name.trim().trim_matches('"').to_owned();
    }
    text.to_owned()
}

/// The HTML of a text field, whichever way it is written: escaped, in CDATA, as XHTML or as plain
/// text. `None` when there is none, or only a reference to it elsewhere.
pub(super) fn markup_of(field: Element<'_, '_>) -> Option<String> {
    let kind = field
        .attribute("type")
        .map(|kind| kind.to_ascii_lowercase());
    let html = if field.has_children() {
        field.inner_markup()
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
pub(super) fn html_of(text: String, kind: Option<&str>) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    if matches!(kind, Some("text" | "text/plain")) && !has_tag(&text) {
        let mut html = String::with_capacity(text.len());
        super::tree::escape_into(&text, &mut html);
        return Some(html);
    }
    Some(text)
}

/// A title as plain text, however it is written.
pub(super) fn title_of(field: Element<'_, '_>) -> String {
    if field.has_children() {
        return clean_line(&field.inner_markup());
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
        .filter(|text| !text.chars().any(super::decode::is_forbidden))
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

//! Everything one entry claims, collected in any order and weighed at the end.

use url::Url;

use super::html::{markup_of, title_of};
use super::{Surroundings, web_address};
use crate::model::{Enclosure, ParsedEntry, Timestamp};
use crate::parse::compose::composed;
use crate::parse::dates::parse_date;
use crate::parse::language;
use crate::parse::names::Space;
use crate::parse::text::{bounded, clean_line, fold, plain_text};
use crate::parse::tree::Element;

/// Names and unusable dates listed per entry at most.
const LIST_MAX: usize = 20;

/// The long form of a link relation.
const REGISTRY: &str = "http://www.iana.org/assignments/relation/";

/// Everything one entry claims, before it is weighed.
#[derive(Debug, Default)]
pub(in crate::parse) struct Claims {
    pub(in crate::parse) id: Option<String>,
    pub(in crate::parse) id_is_link: bool,
    pub(in crate::parse) link: Option<String>,
    /// A link that serves if there is no better one: the id, an enclosure, any other relation.
    pub(in crate::parse) spare_link: Option<String>,
    pub(in crate::parse) original_link: Option<String>,
    /// Ranked: the lower the number the better the claim.
    pub(in crate::parse) title: Ranked<String>,
    pub(in crate::parse) authors: Vec<String>,
    pub(in crate::parse) author_rank: u8,
    /// HTML, not yet sanitized, with what its links are relative to.
    pub(in crate::parse) summary: Ranked<(String, Url)>,
    pub(in crate::parse) content: Ranked<(String, Url)>,
    pub(in crate::parse) language: Option<String>,
    pub(in crate::parse) published: Ranked<Timestamp>,
    pub(in crate::parse) updated: Ranked<Timestamp>,
    pub(in crate::parse) enclosures: Vec<Enclosure>,
    /// Of the first medium that is no picture.
    pub(in crate::parse) duration: Option<u64>,
    pub(in crate::parse) odd_dates: Vec<String>,
    /// Whether anything was said at all, understood or not.
    pub(in crate::parse) said_something: bool,
}

/// The best claim seen so far.
#[derive(Debug)]
pub(in crate::parse) struct Ranked<T> {
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
    pub(in crate::parse) fn offer(&mut self, rank: u8, value: T) {
        if rank < self.rank {
            *self = Ranked {
                rank,
                value: Some(value),
            };
        }
    }
}

impl Claims {
    /// Takes in a link with its relation and type, as Atom states them.
    pub(in crate::parse) fn link(
        &mut self,
        relation: Option<&str>,
        kind: Option<&str>,
        address: String,
    ) {
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

    pub(in crate::parse) fn title(&mut self, rank: u8, field: Element<'_, '_>) {
        let title = title_of(field);
        if !title.is_empty() {
            self.title.offer(rank, title);
        }
    }

    pub(in crate::parse) fn author(&mut self, rank: u8, field: Element<'_, '_>) {
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
    pub(in crate::parse) fn name(&mut self, rank: u8, name: String) {
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
    pub(in crate::parse) fn summary(&mut self, rank: u8, html: Option<String>, base: &Url) {
        let Some(html) = html else { return };
        // Where both `description` and `summary` stand, one of them is the longer text.
        let mut claim = (html, base.clone());
        if let Some(known) = self
            .summary
            .value
            .as_mut()
            .filter(|_| rank == 0 && self.summary.rank == 0)
        {
            if claim.0.len() < known.0.len() {
                std::mem::swap(known, &mut claim);
            }
            self.content.offer(9, claim);
        } else {
            self.summary.offer(rank, claim);
        }
    }

    /// Takes in the element of a full text, which may state its language.
    pub(in crate::parse) fn full_text(&mut self, rank: u8, field: Element<'_, '_>, base: &Url) {
        if self.language.is_none() {
            self.language = field
                .attribute("xml:lang")
                .and_then(|tag| language::primary_subtag(&tag));
        }
        self.content(rank, markup_of(field, base), base);
    }

    /// Takes in a full text as HTML.
    pub(in crate::parse) fn content(&mut self, rank: u8, html: Option<String>, base: &Url) {
        if let Some(html) = html {
            self.content.offer(rank, (html, base.clone()));
        }
    }

    pub(in crate::parse) fn published(&mut self, rank: u8, field: Element<'_, '_>) {
        if let Some(at) = self.date(&field.text()) {
            self.published.offer(rank, at);
        }
    }

    pub(in crate::parse) fn updated(&mut self, rank: u8, field: Element<'_, '_>) {
        if let Some(at) = self.date(&field.text()) {
            self.updated.offer(rank, at);
        }
    }

    /// Reads a date; one that cannot be used is kept as it was written.
    pub(in crate::parse) fn date(&mut self, text: &str) -> Option<Timestamp> {
        let at = parse_date(text);
        if at.is_none() && !text.trim().is_empty() && self.odd_dates.len() < LIST_MAX {
            self.odd_dates
                .push(bounded(&fold(bounded(text, 400)), 100).to_owned());
        }
        at
    }

    /// Weighs the claims; `None` when there is nothing usable.
    pub(in crate::parse) fn settle(mut self, around: &mut Surroundings<'_>) -> Option<ParsedEntry> {
        let link = self.link.take().or_else(|| {
            let id = self.id.as_deref().filter(|_| self.id_is_link);
            id.and_then(|id| web_address(id, around.base))
        });
        let link = link.or_else(|| self.spare_link.take());
        let sanitizer = &mut *around.sanitizer;
        let mut clean = |claim: Option<(String, Url)>| {
            claim
                .map(|(html, base)| composed(sanitizer.clean(&html, &base)))
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
        let title = self.title.value.map(composed);
        let sound = self.enclosures.iter_mut().find(|media| {
            media
                .mime_type
                .as_deref()
                .is_none_or(|kind| !kind.starts_with("image"))
        });
        if let Some(media) = sound {
            media.duration = media.duration.or(self.duration);
        }
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
            author: (!self.authors.is_empty()).then(|| composed(self.authors.join(", "))),
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

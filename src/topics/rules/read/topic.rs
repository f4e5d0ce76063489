//! One `[[topics]]` block.

use std::ops::Range;

use super::includes::Read;
use super::values::at_key;
use super::{Reader, Table};
use crate::model::shortened;
use crate::topics::rules::{Factors, Topic};

/// Stands in for a slug that could not be read.
pub(super) const NO_SLUG: &str = "?";

/// Every key a topic may have.
pub(super) const KEYS: [&str; 18] = [
    "slug",
    "name",
    "threshold",
    "max_per_term",
    "title_factor",
    "summary_factor",
    "lead_factor",
    "body_factor",
    "lead_words",
    "includes",
    "building_block",
    "terms",
    "combos",
    "require",
    "exclude",
    "scope",
    "examples",
    "description",
];

impl<'a> Reader<'a> {
    pub(super) fn topic(&mut self, span: Range<usize>, table: &'a Table<'a>) -> Read {
        let words = self.words;
        let slug = self.slug(&span, table);
        let who = format!("topic `{slug}`: ");
        let meant = self.known_keys(table, &KEYS, &who);
        if slug == NO_SLUG && !table.contains_key("slug") && !meant.contains(&"slug") {
            self.suggest(
                span.start,
                "topic without a `slug`",
                Some("write `slug = \"name\"` below `[[topics]]`".to_owned()),
            );
        }
        let sources = ["terms", "combos", "includes"];
        let has_any = sources
            .iter()
            .any(|key| table.contains_key(*key) || meant.contains(key));
        if !has_any {
            self.nothing_to_find(span.start, &slug);
        }
        let at = table
            .get("slug")
            .map_or(span.start, |slug| slug.span().start);
        let name = table
            .get("name")
            .and_then(|value| self.string(value, &format!("{who}`name`")))
            .unwrap_or(&slug)
            .to_owned();
        let threshold = self.number(table, "threshold", 10.0, &who);
        if threshold <= 0.0 {
            self.suggest(
                at_key(table, "threshold", at),
                format!("{who}`threshold` must be above 0"),
                Some("leave it out for 10".to_owned()),
            );
        }
        let max_per_term = self.count(table, "max_per_term", 1, 1..=1000, &who);
        let factors = Factors {
            title: self.factor(table, "title_factor", 2.0, &who),
            summary: self.factor(table, "summary_factor", 1.0, &who),
            lead: self.factor(table, "lead_factor", 1.0, &who),
            body: self.factor(table, "body_factor", 0.5, &who),
            lead_words: u32::try_from(self.count(table, "lead_words", 60, 0..=1_000_000, &who))
                .unwrap_or(u32::MAX),
        };
        let includes = table
            .get("includes")
            .map(|value| self.strings(value, &format!("{who}`includes`")))
            .unwrap_or_default()
            .into_iter()
            .map(|(at, slug)| (at, slug.to_owned()))
            .collect();
        let building_block = table
            .get("building_block")
            .and_then(|value| self.flag(value, &format!("{who}`building_block`")))
            .unwrap_or(false);
        let topic = Topic {
            name,
            at,
            threshold,
            max_per_term,
            factors,
            terms: self.terms(table, &who),
            combos: self.combos(table, &who),
            require: self.require(table, &who),
            exclude: self.exclude(table, &who),
            scope: self.scope(table, &who),
            examples: self.examples(table, &who),
            building_block,
            slug,
        };
        Read {
            topic,
            includes,
            words: self.words - words,
        }
    }

    fn slug(&mut self, span: &Range<usize>, table: &'a Table<'a>) -> String {
        let Some(value) = table.get("slug") else {
            return NO_SLUG.to_owned();
        };
        let Some(slug) = self.string(value, "`slug`") else {
            return NO_SLUG.to_owned();
        };
        if !is_slug(slug) {
            let short = shortened(slug);
            self.suggest(
                value.span().start.max(span.start),
                format!("slug `{short}` must be lower-case letters, digits and hyphens"),
                Some(format!("write `slug = \"{}\"`", slug_instead(slug))),
            );
            return short;
        }
        slug.to_owned()
    }
}

/// A slug made of what was written, as far as it is Latin.
fn slug_instead(written: &str) -> String {
    let hyphened: String = written
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = hyphened
        .split('-')
        .filter(|part| !part.is_empty())
        .collect();
    let slug: String = parts.join("-").chars().take(64).collect();
    match slug.is_empty() {
        true => "my-topic".to_owned(),
        false => slug,
    }
}

fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 64
        && slug
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !slug.starts_with('-')
        && !slug.ends_with('-')
}

//! Topics that build on topics: their terms and combos are taken over.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Reader;
use super::circles::circles;
use crate::model::did_you_mean;
use crate::topics::rules::{Combo, Term, Topic};

/// Terms and combos of other topics.
type Taken = (Vec<Arc<Term>>, Vec<Arc<Combo>>);

/// A topic and what it includes: places and slugs.
pub(super) struct Read {
    pub(super) topic: Topic,
    pub(super) includes: Vec<(usize, String)>,
    /// How many words and lists the topic itself names.
    pub(super) words: usize,
}

impl Reader<'_> {
    /// Fills in what topics take over from others.
    pub(super) fn borrow(&mut self, read: Vec<Read>) -> Vec<Topic> {
        let by_slug: BTreeMap<&str, usize> = read
            .iter()
            .enumerate()
            .map(|(index, read)| (read.topic.slug.as_str(), index))
            .collect();
        self.unknown_includes(&read, &by_slug);
        let named: Vec<Vec<Option<usize>>> = read
            .iter()
            .map(|read| {
                let slugs = read.includes.iter().map(|(_, slug)| slug.as_str());
                slugs.map(|slug| by_slug.get(slug).copied()).collect()
            })
            .collect();
        self.circles(&read, &named);
        // After another mistake the terms may only be missing because of it.
        if !self.mistakes.is_empty() {
            return Vec::new();
        }
        let Some(taken) = self.taken_over(&read, &named) else {
            return Vec::new();
        };
        let whole = read.into_iter().zip(taken).map(|(read, (terms, combos))| {
            let mut topic = read.topic;
            topic.terms.extend(terms);
            topic.combos.extend(combos);
            topic
        });
        let topics: Vec<Topic> = whole.collect();
        for topic in topics.iter().filter(|topic| has_nothing(topic)) {
            self.nothing_to_find(topic.at, &topic.slug);
        }
        topics
    }

    /// What each topic takes over, from each of the others once; `None` when that is more than memory holds.
    fn taken_over(&mut self, read: &[Read], named: &[Vec<Option<usize>>]) -> Option<Vec<Taken>> {
        let mut all = Vec::with_capacity(read.len());
        let mut seen_by: Vec<Option<usize>> = vec![None; read.len()];
        for (index, own) in read.iter().enumerate() {
            let mut taken: Taken = (Vec::new(), Vec::new());
            seen_by[index] = Some(index);
            let mut waiting = vec![index];
            while let Some(includes) = waiting.pop().and_then(|index| named.get(index)) {
                for other in includes.iter().flatten() {
                    let Some(from) = read.get(*other) else {
                        continue;
                    };
                    if seen_by[*other].replace(index) == Some(index) {
                        continue;
                    }
                    let at = own.includes.first().map_or(own.topic.at, |(at, _)| *at);
                    let who = format!("topic `{}`: ", own.topic.slug);
                    if !self.counts(from.words + 1, at, &who, "includes") {
                        return None;
                    }
                    taken.0.extend_from_slice(&from.topic.terms);
                    taken.1.extend_from_slice(&from.topic.combos);
                    waiting.push(*other);
                }
            }
            all.push(taken);
        }
        Some(all)
    }

    pub(super) fn nothing_to_find(&mut self, at: usize, slug: &str) {
        self.suggest(
            at,
            format!("topic `{slug}` has neither terms nor combos"),
            Some(
                "add words under `[topics.terms.any]` or a language such as `[topics.terms.ru]`"
                    .to_owned(),
            ),
        );
    }

    fn unknown_includes(&mut self, read: &[Read], by_slug: &BTreeMap<&str, usize>) {
        // It may be the one whose slug could not be read.
        if by_slug.contains_key(super::topic::NO_SLUG) {
            return;
        }
        for Read {
            topic, includes, ..
        } in read
        {
            for (at, slug) in includes {
                if !by_slug.contains_key(slug.as_str()) && !self.is_full() {
                    let others = by_slug.keys().copied().filter(|other| *other != topic.slug);
                    let suggestion = did_you_mean(slug, others)
                        .or_else(|| Some("name the `slug` of a topic of this file".to_owned()));
                    self.suggest(
                        *at,
                        format!("topic `{}`: includes unknown topic `{slug}`", topic.slug),
                        suggestion,
                    );
                }
            }
        }
    }

    /// Tells each circle once, where the walk through it closes.
    fn circles(&mut self, read: &[Read], named: &[Vec<Option<usize>>]) {
        for circle in circles(named) {
            let closing = circle.path.last().and_then(|last| read.get(*last));
            let Some((last, (at, slug))) =
                closing.and_then(|last| Some((last, last.includes.get(circle.closing)?)))
            else {
                continue;
            };
            let told = circle.told(|index| read.get(index).map_or("", |read| &read.topic.slug));
            self.suggest(
                *at,
                format!("topic `{}` includes itself: {told}", last.topic.slug),
                Some(format!("take `{slug}` out of its `includes`")),
            );
        }
    }
}

fn has_nothing(topic: &Topic) -> bool {
    topic.terms.is_empty() && topic.combos.is_empty()
}

//! Topics that build on topics: their terms and combos are taken over.

use std::collections::{BTreeMap, BTreeSet};

use super::Reader;
use super::circles::circles;
use crate::model::did_you_mean;
use crate::topics::rules::Topic;

/// A topic and what it includes: places and slugs.
pub(super) struct Read {
    pub(super) topic: Topic,
    pub(super) includes: Vec<(usize, String)>,
}

impl Reader<'_> {
    /// Fills in what topics take over from others.
    pub(super) fn borrow(&mut self, read: &[Read]) -> Vec<Topic> {
        let by_slug: BTreeMap<&str, usize> = read
            .iter()
            .enumerate()
            .map(|(index, read)| (read.topic.slug.as_str(), index))
            .collect();
        self.unknown_includes(read, &by_slug);
        self.circles(read, &by_slug);
        let topics: Vec<Topic> = (0..read.len())
            .map(|index| whole(index, read, &by_slug))
            .collect();
        // After another mistake the terms may only be missing because of it.
        if self.mistakes.is_empty() {
            for topic in topics.iter().filter(|topic| has_nothing(topic)) {
                self.nothing_to_find(topic.at, &topic.slug);
            }
        }
        topics
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
        for Read { topic, includes } in read {
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
    fn circles(&mut self, read: &[Read], by_slug: &BTreeMap<&str, usize>) {
        let named: Vec<Vec<Option<usize>>> = read
            .iter()
            .map(|read| {
                let slugs = read.includes.iter().map(|(_, slug)| slug.as_str());
                slugs.map(|slug| by_slug.get(slug).copied()).collect()
            })
            .collect();
        for circle in circles(&named) {
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

/// A topic with what it takes over, each of the others once.
fn whole(index: usize, read: &[Read], by_slug: &BTreeMap<&str, usize>) -> Topic {
    let mut topic = read[index].topic.clone();
    let mut seen = BTreeSet::from([index]);
    let mut waiting = vec![index];
    while let Some(Read { includes, .. }) = waiting.pop().and_then(|index| read.get(index)) {
        for other in includes
            .iter()
            .filter_map(|(_, slug)| by_slug.get(slug.as_str()))
        {
            if seen.insert(*other) {
                let from = &read[*other].topic;
                topic.terms.extend(from.terms.iter().cloned());
                topic.combos.extend(from.combos.iter().cloned());
                waiting.push(*other);
            }
        }
    }
    topic
}

//! How often each term hits in many items: a term that is everywhere tells nothing.

use std::collections::BTreeMap;

use super::TopicText;
use super::Topics;
use super::matcher::Item;
use crate::model::Mistake;

/// Items below which a share says nothing.
const FEW: usize = 20;

/// A term that hits in more than one of so many items is too common.
const ONE_OF: usize = 20;

/// Counts in how many items each term hits.
pub struct Census<'a> {
    topics: &'a Topics,
    items: usize,
    /// By number of the topic and of its term.
    hits: BTreeMap<(u32, usize), usize>,
}

impl Topics {
    /// A count of the terms of all topics, of no item yet.
    pub fn census(&self) -> Census<'_> {
        Census {
            topics: self,
            items: 0,
            hits: BTreeMap::new(),
        }
    }
}

impl Census<'_> {
    /// Takes in one item.
    pub fn count(&mut self, text: &TopicText<'_>) {
        self.items += 1;
        let item = Item::read(text);
        let mut terms: Vec<(u32, usize)> = self
            .topics
            .index
            .hits(&item)
            .iter()
            .filter_map(|hit| Some((hit.topic, hit.slot.as_term()?)))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        for (topic, term) in terms {
            let rules = self.topics.rules.get(topic as usize);
            if rules.is_some_and(|topic| !topic.building_block && topic.scope.admits(&item)) {
                *self.hits.entry((topic, term)).or_default() += 1;
            }
        }
    }

    /// How many items were too few to judge by, and how many it takes; `None` when there are enough.
    pub fn too_few(&self) -> Option<(usize, usize)> {
        (self.items < FEW).then_some((self.items, FEW))
    }

    /// A warning for each term that hits in over 5 % of the items, in the order of the file; none for a
    /// handful of items.
    pub fn too_common(&self) -> Vec<Mistake> {
        if self.items < FEW {
            return Vec::new();
        }
        self.hits
            .iter()
            .filter(|(_, hits)| **hits * ONE_OF > self.items)
            .filter_map(|((topic, term), hits)| {
                let topic = self.topics.rules.get(*topic as usize)?;
                let term = topic.terms.get(*term)?;
                let message = format!(
                    "topic `{}`: `{}` hits {hits} of {} stored items, {:.0} %",
                    topic.slug,
                    term.written,
                    self.items,
                    *hits as f64 * 100.0 / self.items as f64
                );
                let Topics { file, text, .. } = self.topics;
                let advice =
                    "a word for everything tells little: lower its weight, or put it into a combo";
                Some(Mistake::at(file, text, term.at, message).suggest(Some(advice.to_owned())))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_in_more_than_a_twentieth_of_the_items_is_warned_of() {
        let rules = "[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"flood\" = 10\n\"river\" = 2\n";
        let topics = Topics::load(rules, "x.toml").unwrap();
        let count = |titles: &[(&str, usize)]| {
            let mut census = topics.census();
            for (title, times) in titles {
                for _ in 0..*times {
                    census.count(&TopicText {
                        title,
                        summary: "",
                        body: "",
                        language: Some("en"),
                        link: "",
                        feed: "",
                    });
                }
            }
            census
                .too_common()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        let warned = count(&[("The floods and the flood", 2), ("A river", 1), ("Sun", 17)]);
        assert_eq!(warned.len(), 1, "{warned:?}");
        assert!(
            warned[0].starts_with("x.toml:4:1: topic `x`: `flood` hits 2 of 20 stored items, 10 %"),
            "{warned:?}"
        );
        assert!(count(&[("A flood", 19)]).is_empty(), "a handful");
        assert!(count(&[("A flood", 1), ("Sun", 19)]).is_empty());
        assert_eq!(topics.census().too_few(), Some((0, 20)));
    }
}

//! Warnings about rules that are valid and still cannot be meant: thresholds out of reach, prefixes that match
//! half the language, terms that never match or count twice. Looks at the rules alone, at no stored item.

mod combos;
mod cover;
mod never;
mod scripts;
mod terms;

use super::Topics;
use super::rules::Topic;
use crate::model::Mistake;

/// Nobody mends more than this in one go.
const MOST_WARNINGS: usize = 1000;

/// How many pairs of phrases are compared at the most, which takes some seconds.
const MOST_PAIRS: usize = 50_000_000;

impl Topics {
    /// What looks wrong in the rules without being a mistake, in the order of the file.
    pub fn lint(&self) -> Vec<Mistake> {
        let mut warn = Warn::default();
        for (at, name) in &self.unused_lists {
            warn.found(*at, format!("list `{name}` is used by no topic"), None);
        }
        for topic in &self.rules {
            warn.topic = format!("topic `{}`: ", topic.slug);
            warn.at = topic.at;
            if !topic.building_block {
                out_of_reach(topic, &mut warn);
            }
            let excluded = never::excluded(topic);
            for term in &topic.terms {
                terms::short_prefixes(term, &mut warn);
                scripts::wrong_list(term, &mut warn);
                never::term(topic, term, &excluded, &mut warn);
                if warn.is_full() {
                    break;
                }
            }
            terms::repeated(topic, &mut warn);
            for combo in &topic.combos {
                never::combo(topic, combo, &mut warn);
            }
            combos::check(topic, &mut warn);
            if warn.is_full() {
                break;
            }
        }
        let mut found = warn.found;
        found.sort();
        found.dedup();
        found
            .into_iter()
            .map(|(at, message, suggestion)| {
                Mistake::at(&self.file, &self.text, at, message).suggest(suggestion)
            })
            .collect()
    }
}

/// Collects what looks wrong.
#[derive(Default)]
struct Warn {
    /// What the messages of a topic begin with.
    topic: String,
    /// Where the topic is.
    at: usize,
    /// Place, message, advice.
    found: Vec<(usize, String, Option<String>)>,
    pairs: usize,
}

impl Warn {
    fn tell(&mut self, at: usize, message: &str, advice: &str) {
        let message = format!("{}{message}", self.topic);
        self.found(at, message, Some(advice.to_owned()));
    }

    fn found(&mut self, at: usize, message: String, advice: Option<String>) {
        if !self.is_full() {
            self.found.push((at, message, advice));
        }
    }

    /// Whether no further warning is told, so that none need be looked for.
    fn is_full(&self) -> bool {
        self.found.len() >= MOST_WARNINGS
    }

    /// Whether as many pairs of phrases may still be compared; tells, once in a file, when they may not.
    fn may_compare(&mut self, one: usize, other: usize) -> bool {
        let pairs = one.saturating_mul(other);
        if pairs > MOST_PAIRS.saturating_sub(self.pairs) {
            self.compare_no_more();
            return false;
        }
        self.pairs += pairs;
        true
    }

    fn compare_no_more(&mut self) {
        if self.pairs <= MOST_PAIRS {
            self.pairs = usize::MAX;
            self.tell(
                self.at,
                "too many words to compare them all with each other",
                "look yourself whether its `exclude` and its combos meet its other words, and those of the topics below",
            );
        }
    }
}

fn out_of_reach(topic: &Topic, warn: &mut Warn) {
    let factors = topic.factors;
    let factor = factors
        .title
        .max(factors.summary)
        .max(factors.lead)
        .max(factors.body);
    let terms: f64 = topic
        .terms
        .iter()
        .map(|term| term.weight.max(0.0) * topic.max_per_term as f64)
        .sum();
    let combos: f64 = topic.combos.iter().map(|combo| combo.points.max(0.0)).sum();
    let most = (terms + combos) * factor;
    if most < topic.threshold {
        warn.tell(
            topic.at,
            &format!(
                "nothing can reach the threshold {}: all terms and combos together make {most}",
                topic.threshold
            ),
            "lower the threshold or raise the weights",
        );
    }
}

#[cfg(test)]
mod tests;

//! Terms that match far more than they say, and terms that count twice.

use std::collections::HashMap;

use super::Warn;
use crate::topics::fold::fold_into;
use crate::topics::rules::{Term, Topic};

/// Letters an open prefix should have at least.
const SHORTEST_PREFIX: usize = 4;

pub(super) fn short_prefixes(term: &Term, warn: &mut Warn) {
    for phrase in &*term.phrases {
        let short = phrase
            .text
            .split_whitespace()
            .filter_map(|word| word.strip_suffix('*'))
            .find(|stem| stem.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST_PREFIX);
        if let Some(stem) = short {
            warn.tell(
                term.at,
                &format!(
                    "`{}` has a prefix under {SHORTEST_PREFIX} letters, `{stem}*`, which matches far more than it says",
                    phrase.text
                ),
                "write the word itself: its forms match anyway",
            );
        }
    }
}

pub(super) fn repeated(topic: &Topic, warn: &mut Warn) {
    let mut first: HashMap<String, Vec<&Term>> = HashMap::new();
    for term in &topic.terms {
        let mut folded = String::new();
        for word in term.written.split_whitespace() {
            fold_into(word, &mut folded);
            folded.push(' ');
        }
        let meets = |other: &&&Term| {
            other.language == term.language || [other.language, term.language].contains(&"any")
        };
        let others = first.entry(folded).or_default();
        if let Some(other) = others.iter().find(meets) {
            warn.tell(
                term.at,
                &format!(
                    "`{}` is there twice, with {} and {}",
                    term.written, other.weight, term.weight
                ),
                "keep one: both count",
            );
        } else {
            others.push(term);
        }
    }
}

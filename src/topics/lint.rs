//! Warnings about rules that are valid and still cannot be meant: thresholds out of reach, prefixes that match
//! half the language, terms that never match or count twice. Looks at the rules alone, at no stored item.

use std::collections::HashMap;

use super::Topics;
use super::fold::fold_into;
use super::inflect::{has_kazakh_letter, is_cyrillic};
use super::rules::{Combo, Phrase, Term, Topic};
use crate::model::Mistake;

/// Letters an open prefix should have at least.
const SHORTEST_PREFIX: usize = 4;

impl Topics {
    /// What looks wrong in the rules without being a mistake, in the order of the file.
    pub fn lint(&self) -> Vec<Mistake> {
        let mut found = Vec::new();
        for (at, name) in &self.unused_lists {
            found.push((*at, format!("list `{name}` is used by no topic"), None));
        }
        for topic in &self.rules {
            let mut warn = |at: usize, message: String, suggestion: Option<&str>| {
                found.push((
                    at,
                    format!("topic `{}`: {message}", topic.slug),
                    suggestion.map(ToOwned::to_owned),
                ));
            };
            if !topic.building_block {
                out_of_reach(topic, &mut warn);
            }
            for term in &topic.terms {
                short_prefixes(term, &mut warn);
                wrong_list(term, &mut warn);
                never_matches(topic, term, &mut warn);
            }
            repeated(topic, &mut warn);
            for combo in &topic.combos {
                shadowed(topic, combo, &mut warn);
            }
        }
        let mut warnings: Vec<Mistake> = found
            .into_iter()
            .map(|(at, message, suggestion)| {
                Mistake::at(&self.file, &self.text, at, message).suggest(suggestion)
            })
            .collect();
        warnings
            .sort_by(|a, b| (a.line, a.column, &a.message).cmp(&(b.line, b.column, &b.message)));
        warnings.dedup();
        warnings
    }
}

type Warn<'a> = dyn FnMut(usize, String, Option<&str>) + 'a;

fn out_of_reach(topic: &Topic, warn: &mut Warn<'_>) {
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
        warn(
            topic.at,
            format!(
                "nothing can reach the threshold {}: all terms and combos together make {most}",
                topic.threshold
            ),
            Some("lower the threshold or raise the weights"),
        );
    }
}

fn short_prefixes(term: &Term, warn: &mut Warn<'_>) {
    for phrase in &term.phrases {
        let short = phrase
            .text
            .split_whitespace()
            .filter_map(|word| word.strip_suffix('*'))
            .find(|stem| stem.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST_PREFIX);
        if let Some(stem) = short {
            warn(
                term.at,
                format!(
                    "`{}` has a prefix under {SHORTEST_PREFIX} letters, `{stem}*`, which matches far more than it says",
                    phrase.text
                ),
                Some("write the word itself: its forms match anyway"),
            );
        }
    }
}

fn wrong_list(term: &Term, warn: &mut Warn<'_>) {
    for phrase in &term.phrases {
        let mut folded = String::new();
        fold_into(phrase.text.trim_start_matches('='), &mut folded);
        let cyrillic = is_cyrillic(&folded);
        let language = phrase.language.as_str();
        let wrong = match language {
            "en" | "de" | "fr" | "pl" => cyrillic,
            "ru" => {
                let small_latin = !cyrillic
                    && phrase
                        .text
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_whitespace());
                has_kazakh_letter(&folded) || small_latin
            }
            _ => false,
        };
        if wrong {
            warn(
                term.at,
                format!(
                    "`{}` stands in the list for `{language}`, where it hardly belongs",
                    phrase.text
                ),
                None,
            );
        }
    }
}

fn never_matches(topic: &Topic, term: &Term, warn: &mut Warn<'_>) {
    let languages = &topic.scope.languages;
    if term.language != "any" && !languages.is_empty() && !languages.contains(&term.language) {
        warn(
            term.at,
            format!(
                "`{}` can never match: the topic's `scope` leaves `{}` out",
                term.written, term.language
            ),
            None,
        );
    }
    let excluded = topic.exclude.as_ref().is_some_and(|gate| {
        term.phrases
            .iter()
            .all(|phrase| gate.group.phrases.iter().any(|other| same(phrase, other)))
    });
    if excluded && !term.phrases.is_empty() {
        warn(
            term.at,
            format!("`{}` can never count: `exclude` has it too", term.written),
            None,
        );
    }
}

fn repeated(topic: &Topic, warn: &mut Warn<'_>) {
    let mut first: HashMap<String, Vec<&Term>> = HashMap::new();
    for term in &topic.terms {
        let mut folded = String::new();
        for word in term.written.split_whitespace() {
            fold_into(word, &mut folded);
            folded.push(' ');
        }
        let meets = |other: &&&Term| {
            other.language == term.language
                || [other.language.as_str(), &term.language].contains(&"any")
        };
        let others = first.entry(folded).or_default();
        if let Some(other) = others.iter().find(meets) {
            warn(
                term.at,
                format!(
                    "`{}` is there twice, with {} and {}",
                    term.written, other.weight, term.weight
                ),
                Some("keep one: both count"),
            );
        } else {
            others.push(term);
        }
    }
}

fn shadowed(topic: &Topic, combo: &Combo, warn: &mut Warn<'_>) {
    let alone = |phrase: &Phrase| {
        topic.terms.iter().any(|term| {
            term.weight * topic.factors.lead.min(topic.factors.title) >= topic.threshold
                && term.phrases.iter().any(|other| same(phrase, other))
        })
    };
    let group = combo
        .all
        .iter()
        .find(|group| !group.phrases.is_empty() && group.phrases.iter().all(alone));
    if let Some(group) = group.filter(|_| combo.points > 0.0) {
        warn(
            combo.at,
            format!(
                "combo \"{}\" adds nothing: {} reaches the threshold alone",
                combo.name,
                group.written.join(", ")
            ),
            None,
        );
    }
}

/// Whether a term in one list is the same as one in another; a list for any language covers all.
fn same(phrase: &Phrase, other: &Phrase) -> bool {
    let covers =
        other.language == phrase.language || other.language == "any" || phrase.language == "any";
    covers && other.text.to_lowercase() == phrase.text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rules: &str, expected: &str) {
        let topics = Topics::load(rules, "x.toml").unwrap();
        let warnings: Vec<String> = topics.lint().iter().map(ToString::to_string).collect();
        assert!(
            warnings.len() == 1 && warnings[0].contains(expected),
            "{warnings:?}"
        );
    }

    #[test]
    fn what_analysts_get_wrong_is_told() {
        let topic = "[[topics]]\nslug = \"x\"\n";
        for (rules, expected) in [
            (
                "threshold = 50\n[topics.terms.en]\n\"flood\" = 8",
                "x.toml:2:8: topic `x`: nothing can reach the threshold 50",
            ),
            ("[topics.terms.en]\n\"flo*\" = 8", "prefix under 4 letters"),
            ("[topics.terms.en]\n\"паводок\" = 8", "list for `en`"),
            ("[topics.terms.ru]\n\"заң\" = 8", "list for `ru`"),
            (
                "[topics.terms.en]\n\"flood\" = 8\n\"Flood\" = 6",
                "is there twice",
            ),
            (
                "[topics.terms.en]\n\"flood\" = 8\n[topics.terms.any]\n\"flood\" = 6",
                "is there twice",
            ),
            (
                "[topics.terms.en]\n\"flood\" = 8\n[topics.exclude]\nany = [\"flood\"]",
                "can never count",
            ),
            (
                "[topics.terms.ru]\n\"паводок\" = 8\n[topics.scope]\nlanguages = [\"en\"]",
                "can never match",
            ),
            (
                "[topics.terms.en]\n\"flood\" = 10\n[[topics.combos]]\npoints = 5\nall = [[\"flood\"], [\"rain\"]]",
                "adds nothing",
            ),
        ] {
            check(&format!("{topic}{rules}\n"), expected);
        }
        check(
            "[lists]\na = [\"b\"]\n[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"flood\" = 8\n",
            "used by no topic",
        );
    }

    #[test]
    fn the_built_in_topics_are_clean() {
        assert_eq!(Topics::builtin().lint(), []);
    }
}

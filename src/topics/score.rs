//! From the hits of one topic to its score: weights times the factor of the place, caps, combos, conditions.
//! The same evaluation serves the tag and the explanation, so the two can never disagree.

use std::cmp::Reverse;

use super::compile::Slot;
use super::matcher::{Hit, Item};
use super::rules::{Combo, Factors, Gate, Topic, Within};
use super::words::Word;
use crate::model::{Evidence, Field};

/// Pieces of evidence kept with a tag, the weightiest; the score counts all.
const MOST_EVIDENCE: usize = 20;
/// Characters of the text kept in one piece of evidence.
const MOST_TERM_LETTERS: usize = 200;

/// A topic held against an item.
#[derive(Debug)]
pub(super) struct Evaluation {
    pub(super) score: f64,
    /// For and against, weightiest first.
    pub(super) evidence: Vec<Evidence>,
    /// Numbers of the requirements that nothing meets.
    pub(super) unmet: Vec<usize>,
    /// What shuts the topic out.
    pub(super) excluded: Vec<Evidence>,
}

impl Evaluation {
    /// Whether the item belongs to the topic.
    pub(super) fn holds(&self, topic: &Topic) -> bool {
        self.score >= topic.threshold && self.unmet.is_empty() && self.excluded.is_empty()
    }
}

/// Evaluates one topic; `hits` are its own, sorted.
pub(super) fn evaluate(topic: &Topic, hits: &[Hit], item: &Item<'_>) -> Evaluation {
    let cx = Context { topic, hits, item };
    let mut evidence = Vec::new();
    cx.terms(&mut evidence);
    for (number, combo) in topic.combos.iter().enumerate() {
        evidence.extend(cx.combo(number, combo));
    }
    // From 0.0: the sum of nothing is -0.0, and would be shown so.
    let score = evidence.iter().fold(0.0, |sum, piece| sum + piece.weight);
    evidence.sort_by(|a, b| {
        b.weight
            .abs()
            .total_cmp(&a.weight.abs())
            .then(a.offset.cmp(&b.offset))
    });
    evidence.truncate(MOST_EVIDENCE);
    let unmet = topic
        .require
        .iter()
        .enumerate()
        .filter(|(number, gate)| cx.gate(Slot::require(*number as u32), gate).is_empty())
        .map(|(number, _)| number)
        .collect();
    let excluded = topic.exclude.as_ref().map_or_else(Vec::new, |gate| {
        cx.gate(Slot::EXCLUDE, gate)
            .into_iter()
            .take(MOST_EVIDENCE)
            .map(|hit| cx.evidence(hit, "exclude".to_owned(), 0.0))
            .collect()
    });
    Evaluation {
        score,
        evidence,
        unmet,
        excluded,
    }
}

/// Numbers of combos that did not come about, with the groups that were missing (none: they never met in one
/// place, or something spoke against it). Those that lack least come first.
pub(super) fn unmade(topic: &Topic, hits: &[Hit], item: &Item<'_>) -> Vec<(usize, Vec<usize>)> {
    let cx = Context { topic, hits, item };
    let mut unmade: Vec<(usize, Vec<usize>)> = topic
        .combos
        .iter()
        .enumerate()
        .filter(|(number, combo)| cx.combo(*number, combo).is_none())
        .map(|(number, combo)| {
            let groups = 0..combo.all.len();
            let missing = groups.filter(|group| cx.group(number, *group, combo).is_empty());
            (number, missing.collect())
        })
        .collect();
    unmade.sort_by_key(|(number, missing)| {
        let groups = topic.combos.get(*number).map_or(0, |combo| combo.all.len());
        (missing.len(), Reverse(groups))
    });
    unmade
}

struct Context<'a> {
    topic: &'a Topic,
    hits: &'a [Hit],
    item: &'a Item<'a>,
}

/// A hit with its place.
#[derive(Clone, Copy)]
struct Placed<'a> {
    hit: &'a Hit,
    word: &'a Word,
    factor: f64,
}

impl<'a> Context<'a> {
    fn in_slot(&self, slot: Slot) -> Vec<Placed<'a>> {
        let start = self.hits.partition_point(|hit| hit.slot < slot);
        self.hits[start..]
            .iter()
            .take_while(|hit| hit.slot == slot)
            .filter_map(|hit| {
                let word = self.item.words.list.get(hit.first as usize)?;
                Some(Placed {
                    hit,
                    word,
                    factor: factor(&self.topic.factors, word),
                })
            })
            .collect()
    }

    fn terms(&self, evidence: &mut Vec<Evidence>) {
        let mut start = 0;
        while let Some((slot, number)) = self
            .hits
            .get(start)
            .and_then(|hit| Some((hit.slot, hit.slot.as_term()?)))
        {
            let mut placed = self.in_slot(slot);
            start += placed.len().max(1);
            let term = &self.topic.terms[number];
            placed.sort_by(|a, b| {
                b.factor
                    .total_cmp(&a.factor)
                    .then(a.hit.first.cmp(&b.hit.first))
            });
            for hit in placed
                .into_iter()
                .take(self.topic.max_per_term)
                .filter(|hit| hit.factor > 0.0)
            {
                evidence.push(self.evidence(hit, term.written.clone(), term.weight * hit.factor));
            }
        }
    }

    /// The hits of one group of a combo, where the combo may stand.
    fn group(&self, combo_number: usize, group: usize, combo: &Combo) -> Vec<Placed<'a>> {
        let mut placed = self.in_slot(Slot::group(combo_number as u32, group as u32));
        placed.retain(|hit| self.is_within(combo.within, hit.word));
        placed
    }

    /// The combo's best occurrence; `None` when it did not come about.
    fn combo(&self, number: usize, combo: &Combo) -> Option<Evidence> {
        let mut groups: Vec<Vec<Placed<'a>>> = Vec::new();
        for group in 0..combo.all.len() {
            let placed = self.group(number, group, combo);
            // Most combos of most items end here, before anything is kept.
            if placed.is_empty() {
                return None;
            }
            groups.push(placed);
        }
        if groups.is_empty() {
            return None;
        }
        let mut against = self.in_slot(Slot::not(number as u32));
        against.retain(|hit| self.is_within(combo.within, hit.word));
        let best = match combo.within {
            Within::Words(words) => near(&groups, &against, words),
            Within::Sentence => one_sentence(&groups, &against),
            Within::Item | Within::Title | Within::Lead => {
                if against.is_empty() {
                    Some(best_of_each(&groups))
                } else {
                    None
                }
            }
        };
        let chosen = best?;
        let factor = weakest(chosen.iter());
        let mut in_order = chosen.clone();
        in_order.sort_by_key(|hit| hit.hit.first);
        let first = in_order.first().copied()?;
        let mut piece = self.evidence(first, combo.name.clone(), combo.points * factor);
        in_order.dedup_by_key(|hit| hit.hit.first);
        let parts: Vec<&str> = in_order.iter().map(|hit| self.written(hit.hit)).collect();
        piece.term = shorten(&parts.join(" … "));
        Some(piece)
    }

    fn gate(&self, slot: Slot, gate: &Gate) -> Vec<Placed<'a>> {
        let mut hits = self.in_slot(slot);
        hits.retain(|hit| self.is_within(gate.within, hit.word));
        hits
    }

    fn is_within(&self, within: Within, word: &Word) -> bool {
        match within {
            Within::Title => word.field == Field::Title,
            Within::Lead => {
                word.field != Field::Body || word.number < self.topic.factors.lead_words
            }
            Within::Item | Within::Words(_) | Within::Sentence => true,
        }
    }

    fn written(&self, hit: &Hit) -> &'a str {
        let list = &self.item.words.list;
        let last = (hit.first + hit.length - 1) as usize;
        match (list.get(hit.first as usize), list.get(last)) {
            (Some(first), Some(last)) => self.item.written(first, last),
            _ => "",
        }
    }

    fn evidence(&self, placed: Placed<'_>, rule: String, weight: f64) -> Evidence {
        Evidence {
            field: placed.word.field,
            term: shorten(self.written(placed.hit)),
            rule,
            weight,
            offset: placed.word.offset as usize,
        }
    }
}

/// What a hit's weight is multiplied with, by its place.
fn factor(factors: &Factors, word: &Word) -> f64 {
    match word.field {
        Field::Title => factors.title,
        Field::Summary => factors.summary,
        Field::Body if word.number < factors.lead_words => factors.lead,
        Field::Body => factors.body,
    }
}

fn best_of_each<'a>(groups: &[Vec<Placed<'a>>]) -> Vec<Placed<'a>> {
    groups
        .iter()
        .filter_map(|group| {
            group
                .iter()
                .max_by(|a, b| {
                    a.factor
                        .total_cmp(&b.factor)
                        .then(b.hit.first.cmp(&a.hit.first))
                })
                .copied()
        })
        .collect()
}

/// One of each group not more than `words` apart, in the place that weighs most.
fn near<'a>(
    groups: &[Vec<Placed<'a>>],
    against: &[Placed<'a>],
    words: u32,
) -> Option<Vec<Placed<'a>>> {
    let mut all: Vec<(usize, Placed<'a>)> = groups
        .iter()
        .enumerate()
        .flat_map(|(number, group)| group.iter().map(move |hit| (number, *hit)))
        .collect();
    all.sort_unstable_by_key(|(number, hit)| (hit.hit.first, *number));
    let mut latest: Vec<Option<Placed<'a>>> = vec![None; groups.len()];
    let mut best: Option<(f64, Vec<Placed<'a>>)> = None;
    for (number, hit) in all {
        latest[number] = Some(hit);
        let last = hit.hit.first;
        let first = latest
            .iter()
            .map(|seen| seen.map_or(0, |seen| seen.hit.first))
            .min()
            .unwrap_or(0);
        let chosen = latest.iter().flatten();
        let one_field = chosen
            .clone()
            .all(|other| other.word.field == hit.word.field);
        if last - first > words || !one_field || chosen.clone().count() < groups.len() {
            continue;
        }
        let factor = weakest(chosen.clone());
        if best.as_ref().is_some_and(|(known, _)| factor <= *known) {
            continue;
        }
        let opposed = against.iter().any(|other| {
            other.word.field == hit.word.field
                && other.hit.first + words >= first
                && other.hit.first <= last + words
        });
        if !opposed {
            best = Some((factor, chosen.copied().collect()));
        }
    }
    best.map(|(_, chosen)| chosen)
}

/// The factor of the weakest place among some hits.
fn weakest<'p, 'a: 'p>(hits: impl Iterator<Item = &'p Placed<'a>>) -> f64 {
    hits.map(|hit| hit.factor).fold(f64::INFINITY, f64::min)
}

/// One of each group in one sentence, in the place that weighs most.
fn one_sentence<'a>(groups: &[Vec<Placed<'a>>], against: &[Placed<'a>]) -> Option<Vec<Placed<'a>>> {
    let (first, others) = groups.split_first()?;
    let mut sentences: Vec<&Placed<'a>> = first.iter().collect();
    sentences.sort_by(|a, b| {
        b.factor
            .total_cmp(&a.factor)
            .then(a.hit.first.cmp(&b.hit.first))
    });
    sentences.dedup_by_key(|hit| hit.word.sentence);
    sentences.into_iter().find_map(|start| {
        let sentence = start.word.sentence;
        if against.iter().any(|hit| hit.word.sentence == sentence) {
            return None;
        }
        let mut chosen = vec![*start];
        for group in others {
            chosen.push(*group.iter().find(|hit| hit.word.sentence == sentence)?);
        }
        Some(chosen)
    })
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MOST_TERM_LETTERS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

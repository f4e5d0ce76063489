//! From the hits of one topic to its score: weights times the factor of the place, caps, combos, conditions.
//! The same evaluation serves the tag and the explanation, so the two can never disagree.

use std::cmp::Reverse;

use super::compile::Slot;
use super::matcher::{Hit, Item};
use super::rules::{Combo, Factors, Topic, Within};
use super::words::Word;
use crate::model::{Evidence, Field};

/// Pieces of evidence kept with a tag, the weightiest; the score counts all.
const MOST_EVIDENCE: usize = 20;
/// Characters of the text kept in one piece of evidence.
const MOST_TERM_LETTERS: usize = 200;

/// A topic held against an item.
pub(super) struct Evaluation<'a> {
    cx: Context<'a>,
    pub(super) score: f64,
    earned: Vec<Earned<'a>>,
    /// Numbers of the requirements that nothing meets.
    pub(super) unmet: Vec<usize>,
    excluded: Vec<Placed<'a>>,
}

/// What a term or a combo counted. Put into words only for who reads it: most topics do not hold.
struct Earned<'a> {
    rule: &'a str,
    weight: f64,
    first: Placed<'a>,
    /// The hits of a combo's other groups, in reading order.
    others: Vec<Placed<'a>>,
}

impl<'a> Evaluation<'a> {
    /// Whether the item belongs to the topic.
    pub(super) fn holds(&self) -> bool {
        self.score >= self.cx.topic.threshold && self.unmet.is_empty() && self.excluded.is_empty()
    }

    /// For and against, weightiest first.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let mut earned: Vec<&Earned<'a>> = self.earned.iter().collect();
        earned.sort_by(|a, b| {
            b.weight
                .abs()
                .total_cmp(&a.weight.abs())
                .then(a.first.word.offset.cmp(&b.first.word.offset))
        });
        earned.truncate(MOST_EVIDENCE);
        earned
            .into_iter()
            .map(|piece| self.cx.told(piece))
            .collect()
    }

    /// What shuts the topic out.
    pub(super) fn excluded(&self) -> Vec<Evidence> {
        let found = self.excluded.iter().take(MOST_EVIDENCE);
        found
            .map(|hit| {
                self.cx.told(&Earned {
                    rule: "exclude",
                    weight: 0.0,
                    first: *hit,
                    others: Vec::new(),
                })
            })
            .collect()
    }
}

/// Evaluates one topic; `hits` are its own, sorted.
pub(super) fn evaluate<'a>(
    topic: &'a Topic,
    hits: &'a [Hit],
    item: &'a Item<'a>,
) -> Evaluation<'a> {
    let cx = Context { topic, hits, item };
    let mut earned = Vec::new();
    cx.terms(&mut earned);
    for (number, combo) in cx.likely_combos() {
        earned.extend(cx.combo(number, combo));
    }
    let unmet = topic
        .require
        .iter()
        .enumerate()
        .filter(|(number, gate)| {
            cx.in_place(Slot::require(*number as u32), gate.within)
                .is_empty()
        })
        .map(|(number, _)| number)
        .collect();
    let excluded = topic
        .exclude
        .as_ref()
        .map_or_else(Vec::new, |gate| cx.in_place(Slot::EXCLUDE, gate.within));
    Evaluation {
        // From 0.0: the sum of nothing is -0.0, and would be shown so.
        score: earned.iter().fold(0.0, |sum, piece| sum + piece.weight),
        cx,
        earned,
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
            let slot = |group: usize| Slot::group(number as u32, group as u32);
            let missing = groups.filter(|group| cx.in_place(slot(*group), combo.within).is_empty());
            (number, missing.collect())
        })
        .collect();
    unmade.sort_by_key(|(number, missing)| {
        let groups = topic.combos.get(*number).map_or(0, |combo| combo.all.len());
        (missing.len(), Reverse(groups))
    });
    unmade
}

#[derive(Clone, Copy)]
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

impl Placed<'_> {
    /// Index of its last word.
    fn last(&self) -> u32 {
        self.hit.first + self.hit.length.saturating_sub(1)
    }
}

impl<'a> Context<'a> {
    fn in_slot(&self, slot: Slot) -> Vec<Placed<'a>> {
        let start = self.hits.partition_point(|hit| hit.slot < slot);
        let hits = self.hits[start..].iter();
        hits.take_while(|hit| hit.slot == slot)
            .filter_map(|hit| self.placed(hit))
            .collect()
    }

    fn placed(&self, hit: &'a Hit) -> Option<Placed<'a>> {
        let word = self.item.words.list.get(hit.first as usize)?;
        Some(Placed {
            hit,
            word,
            factor: factor(&self.topic.factors, word),
        })
    }

    fn terms(&self, earned: &mut Vec<Earned<'a>>) {
        let terms = self.hits.iter().take_while(|hit| hit.slot < Slot::EXCLUDE);
        let terms = self.hits.get(..terms.count()).unwrap_or_default();
        let mut placed: Vec<Placed<'a>> = Vec::new();
        for hits in terms.chunk_by(|a, b| a.slot == b.slot) {
            let number = hits.first().and_then(|hit| hit.slot.as_term());
            let Some(term) = number.and_then(|number| self.topic.terms.get(number)) else {
                continue;
            };
            placed.clear();
            placed.extend(hits.iter().filter_map(|hit| self.placed(hit)));
            placed.sort_by(|a, b| {
                b.factor
                    .total_cmp(&a.factor)
                    .then(a.hit.first.cmp(&b.hit.first))
            });
            let counted = placed.iter().take(self.topic.max_per_term);
            earned.extend(counted.filter(|hit| hit.factor > 0.0).map(|hit| Earned {
                rule: &term.written,
                weight: term.weight * hit.factor,
                first: *hit,
                others: Vec::new(),
            }));
        }
    }

    /// The combos each group of which has a hit somewhere, with their numbers. Most have not, and need no closer
    /// look.
    fn likely_combos(&self) -> impl Iterator<Item = (usize, &'a Combo)> {
        let start = self
            .hits
            .partition_point(|hit| hit.slot < Slot::group(0, 0));
        let groups = self.hits.get(start..).unwrap_or_default();
        let combos = groups.chunk_by(|a, b| a.slot.number() == b.slot.number());
        combos.filter_map(|hits| {
            let number = hits.first()?.slot.number();
            let combo = self.topic.combos.get(number)?;
            let groups = hits.chunk_by(|a, b| a.slot == b.slot).count();
            (groups == combo.all.len()).then_some((number, &**combo))
        })
    }

    /// The hits of a combo's group or of a condition, where it may stand.
    fn in_place(&self, slot: Slot, within: Within) -> Vec<Placed<'a>> {
        let mut placed = self.in_slot(slot);
        placed.retain(|hit| match within {
            Within::Title => hit.word.field == Field::Title,
            Within::Lead => {
                hit.word.field != Field::Body || hit.word.number < self.topic.factors.lead_words
            }
            Within::Item | Within::Words(_) | Within::Sentence => true,
        });
        placed
    }

    /// The combo's best occurrence; `None` when it did not come about.
    fn combo(&self, number: usize, combo: &'a Combo) -> Option<Earned<'a>> {
        let mut groups: Vec<Vec<Placed<'a>>> = Vec::new();
        for group in 0..combo.all.len() {
            let slot = Slot::group(number as u32, group as u32);
            let placed = self.in_place(slot, combo.within);
            if placed.is_empty() {
                return None;
            }
            groups.push(placed);
        }
        if groups.is_empty() {
            return None;
        }
        let against = self.in_place(Slot::not(number as u32), combo.within);
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
        let mut chosen = best?;
        let factor = weakest(chosen.iter());
        chosen.sort_by_key(|hit| hit.hit.first);
        chosen.dedup_by_key(|hit| hit.hit.first);
        let first = *chosen.first()?;
        Some(Earned {
            rule: &combo.name,
            weight: combo.points * factor,
            first,
            others: chosen.split_off(1),
        })
    }

    fn written(&self, hit: &Hit) -> &'a str {
        let list = &self.item.words.list;
        let last = (hit.first + hit.length - 1) as usize;
        match (list.get(hit.first as usize), list.get(last)) {
            (Some(first), Some(last)) => self.item.written(first, last),
            _ => "",
        }
    }

    fn told(&self, piece: &Earned<'_>) -> Evidence {
        let mut written = self.written(piece.first.hit).to_owned();
        for hit in &piece.others {
            written.push_str(" … ");
            written.push_str(self.written(hit.hit));
        }
        Evidence {
            field: piece.first.word.field,
            term: shorten(&written),
            rule: piece.rule.to_owned(),
            weight: piece.weight,
            offset: piece.first.word.offset as usize,
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

/// One of each group not more than `words` apart, in the place that weighs most. What counts is the way from the end of
/// the one that ends first to the beginning of the one that begins last.
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
        if latest[number].is_none_or(|seen| seen.last() <= hit.last()) {
            latest[number] = Some(hit);
        }
        let chosen = latest.iter().flatten();
        let one_field = chosen
            .clone()
            .all(|other| other.word.field == hit.word.field);
        let ends = |end: fn(&Placed<'a>) -> u32| {
            let ends = chosen.clone().map(end);
            (ends.clone().min().unwrap_or(0), ends.max().unwrap_or(0))
        };
        let (first, begins_last) = ends(|hit| hit.hit.first);
        let (ends_first, last) = ends(Placed::last);
        let apart = begins_last.saturating_sub(ends_first);
        if apart > words || !one_field || chosen.clone().count() < groups.len() {
            continue;
        }
        let factor = weakest(chosen.clone());
        if best.as_ref().is_some_and(|(known, _)| factor <= *known) {
            continue;
        }
        let opposed = against.iter().any(|other| {
            other.word.field == hit.word.field
                && other.last() + words >= first
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

//! When two items tell the same text. Copies are cut, extended, retitled, reworded; templates, live
//! updates and columns look like copies and are not. So each rule asks for a likeness of words, and
//! vetoes ask whether the two say the same: figures and names that differ in the same place, or that
//! one title names and the other text does not know.

use std::collections::{HashMap, HashSet};

use chrono::Duration;

use super::sketch::runs;
use super::told::{Term, Told, title_hash};

/// Older copies are reprints.
const WINDOW: Duration = Duration::days(7);

/// A rule that found two items alike, and the measure it went by (0 to 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// `text`, `reworded`, `title` or `same publisher`.
    pub rule: &'static str,
    /// Containment, cosine or share of the title's words.
    pub value: f64,
}

/// Whether two items tell the same text; `None` when not. Symmetric.
pub fn judge(left: &Told, right: &Told) -> Option<Likeness> {
    if (left.at - right.at).abs() > WINDOW {
        return None;
    }
    let pair = Pair::new(left, right);
    if pair.titles_conflict() {
        return None;
    }
    if left.publisher == right.publisher {
        return pair.same_publisher().or_else(|| pair.title());
    }
    pair.text()
        .or_else(|| pair.reworded())
        .or_else(|| pair.title())
}

/// Two items and what the rules measure on them.
struct Pair<'a> {
    left: &'a Told,
    right: &'a Told,
    /// Words of the shorter text.
    shorter: usize,
    /// Containment of runs of three words.
    containment: f64,
    /// Jaccard of the titles' stems.
    titles: f64,
    /// Hours between them.
    hours: i64,
}

impl<'a> Pair<'a> {
    fn new(left: &'a Told, right: &'a Told) -> Pair<'a> {
        Pair {
            left,
            right,
            shorter: left.text.len().min(right.text.len()),
            containment: containment(&left.text, &right.text),
            titles: jaccard(&left.title, &right.title),
            hours: (left.at - right.at).num_hours().abs(),
        }
    }

    /// Another outlet's copy: cut, extended, retitled, edited.
    fn text(&self) -> Option<Likeness> {
        let enough = match self.shorter {
            0..=4 => return None,
            5..=11 => self.containment >= 0.9,
            12..=29 => self.containment >= 0.7,
            _ => self.containment >= 0.5,
        };
        let same_start = self.titles >= 0.4 || self.start() >= 0.3;
        let alike = enough && same_start && self.figures() >= 0.75 && !self.texts_conflict();
        alike.then_some(Likeness {
            rule: "text",
            value: self.containment,
        })
    }

    /// The other desk told it anew, sentence by sentence, with the same facts.
    fn reworded(&self) -> Option<Likeness> {
        if self.shorter < 10 || self.hours > 72 {
            return None;
        }
        let cosine = self.cosine();
        let shared = self.shared_figures();
        let enough = match shared {
            0 => false,
            1 | 2 => cosine >= 0.6,
            _ => cosine >= 0.38,
        };
        let alike = enough && self.figures() >= 0.75 && !self.texts_conflict();
        alike.then_some(Likeness {
            rule: "reworded",
            value: cosine,
        })
    }

    /// Only a headline came, and it is the other's.
    fn title(&self) -> Option<Likeness> {
        let bare = self.left.text.len().min(self.right.text.len()) <= 3;
        let long = self.left.title.len().min(self.right.title.len()) >= 4;
        let equal = title_hash(&self.left.title) == title_hash(&self.right.title);
        let column = self.left.column || self.right.column;
        let alike = bare && long && equal && self.hours <= 48 && !column;
        alike.then_some(Likeness {
            rule: "title",
            value: 1.0,
        })
    }

    /// The same publisher at another address: one outlet reuses texts, so almost all has to agree.
    fn same_publisher(&self) -> Option<Likeness> {
        let alike = self.shorter >= 5
            && self.containment >= 0.85
            && self.titles >= 0.8
            && self.figures() >= 1.0
            && !self.texts_conflict();
        alike.then_some(Likeness {
            rule: "same publisher",
            value: self.containment,
        })
    }

    fn start(&self) -> f64 {
        let first = |told: &'a Told| &told.text[..told.text.len().min(16)];
        set_jaccard(
            &runs(first(self.left)).collect(),
            &runs(first(self.right)).collect(),
        )
    }

    /// Share of the figures of the item with fewer that the other has; 1 where one has none.
    fn figures(&self) -> f64 {
        let (left, right) = (figures(self.left), figures(self.right));
        if left.is_empty() || right.is_empty() {
            return 1.0;
        }
        contained(&left, &right)
    }

    fn shared_figures(&self) -> usize {
        figures(self.left)
            .intersection(&figures(self.right))
            .count()
    }

    fn cosine(&self) -> f64 {
        cosine(&self.left.weights, &self.right.weights)
    }

    /// Share of the words of each text that stand in clauses whose telling words the other has.
    fn covered(&self) -> (f64, f64) {
        (
            covered(self.left, self.right),
            covered(self.right, self.left),
        )
    }

    /// How far the lead of each is told in the other.
    fn leads(&self) -> (f64, f64) {
        let lead = |told: &'a Told| clauses(&told.text).next().unwrap_or_default();
        (
            told_in(lead(self.left), self.left, self.right),
            told_in(lead(self.right), self.right, self.left),
        )
    }

    fn titles_conflict(&self) -> bool {
        let names = |one: &Told, other: &Told| {
            one.title
                .iter()
                .filter(|term| term.name)
                .any(|term| !other.stems().any(|o| o.stem == term.stem))
        };
        let figures = |one: &Told, other: &Told| {
            one.title
                .iter()
                .filter(|term| term.figure)
                .any(|term| !other.stems().any(|o| o.stem == term.stem))
        };
        (names(self.left, self.right) && names(self.right, self.left))
            || (figures(self.left, self.right) && figures(self.right, self.left))
            || substituted(&self.left.title, &self.right.title)
    }

    fn texts_conflict(&self) -> bool {
        substituted(&self.left.text, &self.right.text)
    }
}

/// Clauses of a text, of at least six words each but the last.
fn clauses(terms: &[Term]) -> impl Iterator<Item = &[Term]> {
    let mut rest = terms;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .iter()
            .enumerate()
            .skip(6)
            .find(|(_, term)| term.opens)
            .map_or(rest.len(), |(at, _)| at);
        let (clause, after) = rest.split_at(end);
        rest = after;
        Some(clause)
    })
}

/// Share of a clause's weight that the other's title or text knows.
fn told_in(clause: &[Term], own: &Told, other: &Told) -> f64 {
    let weights: HashMap<u64, f64> = own.weights.iter().copied().collect();
    let known: HashSet<u64> = other.stems().map(|term| term.stem).collect();
    let (mut shared, mut all) = (0.0, 0.0);
    for term in clause {
        let weight = weights.get(&term.stem).copied().unwrap_or_default();
        all += weight;
        if known.contains(&term.stem) {
            shared += weight;
        }
    }
    if all == 0.0 { 0.0 } else { shared / all }
}

fn covered(one: &Told, other: &Told) -> f64 {
    let words: usize = clauses(&one.text)
        .filter(|clause| told_in(clause, one, other) >= 0.35)
        .map(<[Term]>::len)
        .sum();
    words as f64 / one.text.len().max(1) as f64
}

/// Whether somewhere the same two words enclose different figures or names, that neither text has
/// anywhere else: a template filled in anew.
fn substituted(left: &[Term], right: &[Term]) -> bool {
    let between: HashMap<(u64, u64), &Term> = right
        .windows(3)
        .map(|run| ((run[0].stem, run[2].stem), &run[1]))
        .collect();
    let knows = |terms: &[Term], stem: u64| terms.iter().any(|term| term.stem == stem);
    left.windows(3).any(|run| {
        let here = &run[1];
        let Some(there) = between.get(&(run[0].stem, run[2].stem)) else {
            return false;
        };
        let number = |term: &Term| term.figure || term.spelled;
        let telling = (number(here) && number(there)) || (here.name && there.name);
        telling && here.stem != there.stem && !knows(right, here.stem) && !knows(left, there.stem)
    })
}

fn figures(told: &Told) -> HashSet<u64> {
    told.stems()
        .filter(|term| term.figure)
        .map(|term| term.stem)
        .collect()
}

fn containment(left: &[Term], right: &[Term]) -> f64 {
    contained(&runs(left).collect(), &runs(right).collect())
}

fn contained(left: &HashSet<u64>, right: &HashSet<u64>) -> f64 {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if short.is_empty() {
        return 0.0;
    }
    short.iter().filter(|run| long.contains(run)).count() as f64 / short.len() as f64
}

fn jaccard(left: &[Term], right: &[Term]) -> f64 {
    let stems = |terms: &[Term]| -> HashSet<u64> { terms.iter().map(|term| term.stem).collect() };
    set_jaccard(&stems(left), &stems(right))
}

fn set_jaccard(left: &HashSet<u64>, right: &HashSet<u64>) -> f64 {
    let shared = left.intersection(right).count();
    let all = left.len() + right.len() - shared;
    if all == 0 {
        0.0
    } else {
        shared as f64 / all as f64
    }
}

fn cosine(left: &[(u64, f64)], right: &[(u64, f64)]) -> f64 {
    let right_of: HashMap<u64, f64> = right.iter().copied().collect();
    let dot: f64 = left
        .iter()
        .filter_map(|(stem, weight)| Some(weight * right_of.get(stem)?))
        .sum();
    let length = |weights: &[(u64, f64)]| weights.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    let lengths = length(left) * length(right);
    if lengths == 0.0 { 0.0 } else { dot / lengths }
}

/// Every measure of a pair, for a person who asks why.
impl std::fmt::Display for Pair<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "m={} c={:.2} t={:.2} start={:.2} figs={:.2} shared={} cos={:.2} cov={:.2?} leads={:.2?} tconf={} xconf={} h={} cols={}{}",
            self.shorter,
            self.containment,
            self.titles,
            self.start(),
            self.figures(),
            self.shared_figures(),
            self.cosine(),
            self.covered(),
            self.leads(),
            self.titles_conflict(),
            self.texts_conflict(),
            self.hours,
            self.left.column,
            self.right.column,
        )
    }
}

/// The measures the rules go by, in a line.
pub fn measures(left: &Told, right: &Told) -> String {
    Pair::new(left, right).to_string()
}

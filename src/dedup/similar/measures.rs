//! What can be measured between two items: shares of ordered rows of numbers, weighed words, clauses
//! told in both, slots of one pattern filled differently. What the figures mean is for the rules.

use std::cmp::Ordering;

use super::told::{Term, Told, distinct};

/// Slots of one pattern that two rows of words fill differently.
pub(super) fn substitutions<'a>(
    left: &'a [Term],
    right: &'a [Term],
) -> impl Iterator<Item = (&'a Term, &'a Term)> {
    crate::wording::substitutions(left, right, |term| term.stem)
}

impl Term {
    pub(super) fn is_number(&self) -> bool {
        self.figure || self.spelled
    }

    /// Whether putting this word in the place of that makes it other news.
    pub(super) fn says_otherwise(&self, other: &Term) -> bool {
        (self.is_number() && other.is_number()) || (self.name && other.name)
    }
}

pub(super) fn starts_with(long: &[Term], short: &[Term]) -> bool {
    long.iter().zip(short).all(|(l, s)| l.stem == s.stem)
}

pub(super) fn starts_with_reversed(long: &[Term], short: &[Term]) -> bool {
    long.iter()
        .rev()
        .zip(short.iter().rev())
        .all(|(l, s)| l.stem == s.stem)
}

pub(super) fn larger((left, right): (f64, f64)) -> f64 {
    left.max(right)
}

pub(super) fn smaller((left, right): (f64, f64)) -> f64 {
    left.min(right)
}

/// Clauses of a text, of at least six words each but the last.
pub(super) fn clauses(terms: &[Term]) -> impl Iterator<Item = &[Term]> {
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
pub(super) fn told_in(clause: &[Term], own: &Told, other: &Told) -> f64 {
    let weight_of = |stem: u64| {
        let at = own.weights.binary_search_by_key(&stem, |(known, _)| *known);
        at.map_or(0.0, |at| capped(own.weights[at].1))
    };
    let (mut shared, mut all) = (0.0, 0.0);
    for term in clause {
        let weight = weight_of(term.stem);
        all += weight;
        if other.knows(term.stem) {
            shared += weight;
        }
    }
    if all == 0.0 { 0.0 } else { shared / all }
}

pub(super) fn covered(one: &Told, other: &Told) -> f64 {
    let words: usize = clauses(&one.text)
        .filter(|clause| told_in(clause, one, other) >= 0.35)
        .map(<[Term]>::len)
        .sum();
    words as f64 / one.text.len().max(1) as f64
}

/// Numbers that two ordered rows have both.
pub(super) fn shared(left: &[u64], right: &[u64]) -> usize {
    let (mut l, mut r, mut both) = (0, 0, 0);
    while l < left.len() && r < right.len() {
        match left[l].cmp(&right[r]) {
            Ordering::Less => l += 1,
            Ordering::Greater => r += 1,
            Ordering::Equal => {
                both += 1;
                l += 1;
                r += 1;
            }
        }
    }
    both
}

pub(super) fn contained(left: &[u64], right: &[u64]) -> f64 {
    let fewer = left.len().min(right.len());
    if fewer == 0 {
        0.0
    } else {
        shared(left, right) as f64 / fewer as f64
    }
}

pub(super) fn jaccard(left: &[Term], right: &[Term]) -> f64 {
    let stems = |terms: &[Term]| distinct(terms.iter().map(|term| term.stem));
    set_jaccard(&stems(left), &stems(right))
}

pub(super) fn set_jaccard(left: &[u64], right: &[u64]) -> f64 {
    let both = shared(left, right);
    let all = left.len() + right.len() - both;
    if all == 0 {
        0.0
    } else {
        both as f64 / all as f64
    }
}

/// Of two rows of weighed stems, both in the order of the stems.
pub(super) fn cosine(left: &[(u64, f64)], right: &[(u64, f64)]) -> f64 {
    let (mut l, mut r, mut dot) = (0, 0, 0.0);
    while l < left.len() && r < right.len() {
        match left[l].0.cmp(&right[r].0) {
            Ordering::Less => l += 1,
            Ordering::Greater => r += 1,
            Ordering::Equal => {
                dot += capped(left[l].1) * capped(right[r].1);
                l += 1;
                r += 1;
            }
        }
    }
    let length = |weights: &[(u64, f64)]| {
        let squares: f64 = weights
            .iter()
            .map(|(_, weight)| capped(*weight).powi(2))
            .sum();
        squares.sqrt()
    };
    let lengths = length(left) * length(right);
    if lengths == 0.0 { 0.0 } else { dot / lengths }
}

/// Beyond this a stem is just rare, so that a judgement is much the same after a hundred texts and
/// after a hundred thousand.
fn capped(weight: f64) -> f64 {
    weight.min(5.0)
}

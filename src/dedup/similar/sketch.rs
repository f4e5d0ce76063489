//! The keys under which an item is found again: small sketches of its opening, of the whole and of its
//! title, pairs of its figures, and its rarest words. A strong key alone makes a candidate; of the
//! rare words, which other articles have too, it takes two.

use std::collections::HashMap;

use crate::model::ItemId;
use crate::wording::mix_in;

use super::told::{Term, Told, distinct, runs, title_hash};

/// Words of the opening.
const OPENING: usize = 24;

/// Smallest hashes kept of the opening, the whole and the title (bottom-k sketches; Broder 1997).
const OPENING_KEYS: usize = 4;
const WHOLE_KEYS: usize = 4;
const TITLE_KEYS: usize = 2;

/// Shorter titles are no key.
const TITLE_WORDS: usize = 4;

/// Rarest figures whose pairs are keys.
const FIGURES: usize = 3;

/// Rarest words that are keys.
const RAREST: usize = 7;

/// Candidates judged for one item, those with most keys in common first.
const MOST_CANDIDATES: usize = 6;

/// Items that may have a strong key before it is taken for a common turn of phrase.
const FEW: usize = 12;

/// The keys of an item: distinct, at most 21. Negative ones are weak.
pub fn sketch(told: &Told) -> Vec<i32> {
    let mut keys = Vec::with_capacity(21);
    let opening = &told.text[..told.text.len().min(OPENING)];
    keys.extend(smallest(told, opening, OPENING_KEYS).map(|run| strong(1, run)));
    keys.extend(smallest(told, &told.text, WHOLE_KEYS).map(|run| strong(2, run)));
    if told.title.len() >= TITLE_WORDS {
        keys.push(strong(3, title_hash(&told.title)));
        keys.extend(smallest(told, &told.title, TITLE_KEYS).map(|run| strong(4, run)));
    }
    let figures = rarest(told, FIGURES, |stem| {
        told.figures.binary_search(&stem).is_ok()
    });
    for (at, left) in figures.iter().enumerate() {
        for right in &figures[at + 1..] {
            keys.push(strong(5, mix_in(*left.min(right), *left.max(right))));
        }
    }
    keys.extend(
        rarest(told, RAREST, |_| true)
            .into_iter()
            .map(|stem| -strong(6, stem)),
    );
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Picks whom to judge from what [`super::Index::probe`] found: pairs of a key of the new item and a
/// stored item that has it too. At most six, those with most in common first.
pub fn candidates(found: &[(i32, ItemId)]) -> Vec<ItemId> {
    let mut holders: HashMap<i32, usize> = HashMap::new();
    for (key, _) in found {
        *holders.entry(*key).or_default() += 1;
    }
    // A turn of phrase that many articles have ("said on Monday that") is no better than a rare word.
    let telling = |key: i32| key >= 0 && holders.get(&key).is_some_and(|count| *count <= FEW);
    let mut shared: HashMap<ItemId, (usize, usize)> = HashMap::new();
    for (key, item) in found {
        let (strong, all) = shared.entry(*item).or_default();
        *strong += usize::from(telling(*key));
        *all += 1;
    }
    let mut near: Vec<(ItemId, usize)> = shared
        .into_iter()
        .filter(|(_, (strong, all))| *strong >= 1 || *all >= 2)
        .map(|(item, (_, all))| (item, all))
        .collect();
    near.sort_by(|(left, a), (right, b)| b.cmp(a).then(right.cmp(left)));
    near.truncate(MOST_CANDIDATES);
    near.into_iter().map(|(item, _)| item).collect()
}

fn strong(kind: u64, value: u64) -> i32 {
    // Thirty-one bits, and never 0, whose negative would be itself.
    ((mix_in(kind, value) >> 33) as i32).max(1)
}

/// The smallest of the distinct runs: hashes, hence a sample that two copies draw alike. Only runs
/// with a telling word in them: "one of the" and its like stand in every second text.
fn smallest(told: &Told, words: &[Term], count: usize) -> impl Iterator<Item = u64> {
    let telling: Vec<bool> = words
        .iter()
        .map(|term| {
            let at = told
                .weights
                .binary_search_by_key(&term.stem, |(stem, _)| *stem);
            at.is_ok_and(|at| told.weights[at].1 >= told.telling)
        })
        .collect();
    let runs = runs(words)
        .zip(telling.windows(3))
        .filter(|(_, telling)| telling.contains(&true))
        .map(|(run, _)| run);
    distinct(runs).into_iter().take(count)
}

/// The rarest stems; of about equally rare ones those with the smallest hash, so that two copies
/// choose alike although the counts moved on between them.
fn rarest(told: &Told, count: usize, which: impl Fn(u64) -> bool) -> Vec<u64> {
    let mut ranked: Vec<(i64, u64)> = told
        .weights
        .iter()
        .filter(|(stem, _)| which(*stem))
        .map(|(stem, weight)| (-(weight / 1.5).round() as i64, *stem))
        .collect();
    ranked.sort_unstable();
    ranked.truncate(count);
    ranked.into_iter().map(|(_, stem)| stem).collect()
}

//! The keys under which an item is found again: small sketches of its opening and of the whole, its
//! title, and pairs of its rarest words. Two copies share at least one key with near certainty, two
//! other items hardly ever.

use crate::wording::mix_in;

use super::told::{Term, Told, title_hash};

/// Words of the opening.
const OPENING: usize = 24;

/// Smallest hashes kept of the opening and of the whole (bottom-k sketches; Broder 1997).
const OPENING_KEYS: usize = 4;
const WHOLE_KEYS: usize = 6;

/// Rarest words whose pairs are keys.
const RAREST: usize = 5;

/// Shorter titles are no key.
const TITLE_WORDS: usize = 4;

/// The keys of an item, distinct, at most 21, each a positive number of 31 bits, which SQLite keeps
/// in four bytes.
pub fn sketch(told: &Told) -> Vec<i64> {
    let mut keys = Vec::with_capacity(21);
    let opening = &told.text[..told.text.len().min(OPENING)];
    keys.extend(smallest(opening, OPENING_KEYS).map(|run| key(1, run)));
    keys.extend(smallest(&told.text, WHOLE_KEYS).map(|run| key(2, run)));
    if told.title.len() >= TITLE_WORDS {
        keys.push(key(3, title_hash(&told.title)));
    }
    let rarest = rarest(told);
    for (at, left) in rarest.iter().enumerate() {
        for right in &rarest[at + 1..] {
            keys.push(key(4, mix_in(*left.min(right), *left.max(right))));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key(kind: u64, value: u64) -> i64 {
    (mix_in(kind, value) >> 33) as i64
}

fn smallest(words: &[Term], count: usize) -> impl Iterator<Item = u64> {
    let mut runs: Vec<u64> = runs(words).collect();
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(count);
    runs.into_iter()
}

pub(super) fn runs(words: &[Term]) -> impl Iterator<Item = u64> {
    words
        .windows(3)
        .map(|run| run.iter().fold(3, |state, term| mix_in(state, term.word)))
}

/// The rarest stems; of equally rare ones those with the smallest hash, so that two copies choose
/// alike although the counts moved on between them.
fn rarest(told: &Told) -> Vec<u64> {
    let mut ranked: Vec<(i64, u64)> = told
        .weights
        .iter()
        .map(|(stem, weight)| (-(weight / 1.5).round() as i64, *stem))
        .collect();
    ranked.sort_unstable();
    ranked.truncate(RAREST);
    ranked.into_iter().map(|(_, stem)| stem).collect()
}

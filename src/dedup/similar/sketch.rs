//! The keys under which an item is found again: small sketches of its opening, of the whole and of its
//! title, pairs of its figures, and its rarest words. A strong key alone makes a candidate; of the
//! rare words, which other articles have too, it takes two.

use std::cmp::Reverse;

use crate::model::ItemId;
use crate::wording::mix_in;

use super::told::{Term, Told, runs, title_hash};

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

/// Rarest words that are remembered to compare two items by before their texts are read.
const REMEMBERED: usize = 24;

/// Items with fewer rare words are short, and judged without asking.
const FEW_REMEMBERED: usize = 12;

/// Rare words that two items have in common at least when one retells the other. Two have brought them
/// together; what shares no third is, of a hundred thousand, a chance meeting.
const COMMON: usize = 3;

/// Candidates judged for one item, those with most keys in common first.
const MOST_CANDIDATES: usize = 6;

/// Items that may have a strong key before it is taken for a common turn of phrase.
const FEW: usize = 12;

/// What an item is found by, and what decides whether its text is worth reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Distinct, at most 21. Negative ones are weak.
    pub keys: Vec<i32>,
    /// Its rarest words, some bits of each, in order.
    pub rare: Vec<u16>,
}

impl Sketch {
    /// The sketch of an item.
    pub fn of(told: &Told) -> Sketch {
        let mut keys = Vec::with_capacity(21);
        let opening = &told.text[..told.text.len().min(OPENING)];
        keys.extend(smallest::<OPENING_KEYS>(opening).map(|run| strong(1, run)));
        keys.extend(smallest::<WHOLE_KEYS>(&told.text).map(|run| strong(2, run)));
        if told.title.len() >= TITLE_WORDS {
            keys.push(strong(3, title_hash(&told.title)));
            keys.extend(smallest::<TITLE_KEYS>(&told.title).map(|run| strong(4, run)));
        }
        let figures = rarest(told, FIGURES, |stem| {
            told.figures.binary_search(&stem).is_ok()
        });
        for (at, left) in figures.iter().enumerate() {
            for right in &figures[at + 1..] {
                keys.push(strong(5, mix_in(*left.min(right), *left.max(right))));
            }
        }
        let words = rarest(told, REMEMBERED, |_| true);
        keys.extend(words.iter().take(RAREST).map(|stem| -strong(6, *stem)));
        keys.sort_unstable();
        keys.dedup();
        let mut rare: Vec<u16> = words.iter().map(|stem| (stem >> 48) as u16).collect();
        rare.sort_unstable();
        Sketch { keys, rare }
    }

    /// Whether an item with these rare words, which shares little else with this one, may tell the same.
    pub fn may_tell(&self, other: &[u16]) -> bool {
        self.rare.len().min(other.len()) < FEW_REMEMBERED
            || self
                .rare
                .iter()
                .filter(|word| other.binary_search(word).is_ok())
                .count()
                >= COMMON
    }
}

/// A stored item that may be worth judging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// Which one.
    pub id: ItemId,
    /// Whether what it shares is a chance meeting perhaps: nothing but rare words and common turns of
    /// phrase, or a single other key.
    /// [`Sketch::may_tell`] is to be asked then.
    pub doubtful: bool,
}

/// Picks whom to judge from what [`super::Index::probe`] found, those of one key together: pairs of a key
/// of the new item and a stored item that has it too. At most six, those with most in common first.
pub fn candidates(found: &[(i32, ItemId)]) -> Vec<Near> {
    let mut sighted: Vec<(ItemId, bool)> = Vec::with_capacity(found.len());
    for holders in found.chunk_by(|(left, _), (right, _)| left == right) {
        // A turn of phrase that many articles have ("said on Monday that") is no better than a rare word.
        let strong = holders[0].0 >= 0 && holders.len() <= FEW;
        sighted.extend(holders.iter().map(|(_, item)| (*item, strong)));
    }
    sighted.sort_unstable();
    let mut near: Vec<(usize, Near)> = sighted
        .chunk_by(|(left, _), (right, _)| left == right)
        .map(|keys| {
            let strong = keys.iter().any(|(_, strong)| *strong);
            (strong, keys.len(), keys[0].0)
        })
        .filter(|(strong, keys, _)| *strong || *keys >= 2)
        .map(|(strong, keys, id)| {
            let doubtful = !strong || keys == 1;
            (keys, Near { id, doubtful })
        })
        .collect();
    near.sort_unstable_by_key(|(keys, near)| (Reverse(*keys), Reverse(near.id)));
    near.truncate(MOST_CANDIDATES);
    near.into_iter().map(|(_, near)| near).collect()
}

fn strong(kind: u64, value: u64) -> i32 {
    // Thirty-one bits, and never 0, whose negative would be itself.
    ((mix_in(kind, value) >> 33) as i32).max(1)
}

/// The smallest of the distinct runs: hashes, hence a sample that two copies draw alike. Only runs
/// with a telling word in them: "one of the" and its like stand in every second text.
fn smallest<const COUNT: usize>(words: &[Term]) -> impl Iterator<Item = u64> {
    let mut kept = [u64::MAX; COUNT];
    let telling = words
        .windows(3)
        .map(|run| run.iter().any(|term| term.telling));
    for (run, _) in runs(words).zip(telling).filter(|(_, telling)| *telling) {
        let at = kept.partition_point(|other| *other < run);
        if at < COUNT && kept[at] != run {
            kept[at..].rotate_right(1);
            kept[at] = run;
        }
    }
    kept.into_iter().filter(|run| *run != u64::MAX)
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
    if ranked.len() > count {
        ranked.select_nth_unstable(count);
        ranked.truncate(count);
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, stem)| stem).collect()
}

//! Patterns filled differently: "Rain in Almaty on Monday", "Rain in Astana on Monday".

use std::collections::{HashMap, HashSet};

/// Where the same two words enclose one word here and another there, and neither word stands anywhere in
/// the other row: a slot of a pattern, filled differently. The border of a row encloses as a word does.
/// Words are the same when their `key` is.
pub fn substitutions<'a, T>(
    left: &'a [T],
    right: &'a [T],
    key: impl Fn(&T) -> u64 + Copy + 'a,
) -> impl Iterator<Item = (&'a T, &'a T)> {
    let between: HashMap<(u64, u64), &T> = slots(right, key).collect();
    let ours: HashSet<u64> = left.iter().map(key).collect();
    let theirs: HashSet<u64> = right.iter().map(key).collect();
    slots(left, key).filter_map(move |(around, here)| {
        let there = *between.get(&around)?;
        let differ = !theirs.contains(&key(here)) && !ours.contains(&key(there));
        differ.then_some((here, there))
    })
}

/// Every word with what encloses it.
fn slots<'a, T>(
    row: &'a [T],
    key: impl Fn(&T) -> u64 + Copy + 'a,
) -> impl Iterator<Item = ((u64, u64), &'a T)> {
    let inside = row
        .windows(3)
        .map(move |run| ((key(&run[0]), key(&run[2])), &run[1]));
    let first = row
        .first()
        .zip(row.get(1))
        .map(|(first, next)| ((0, key(next)), first));
    let last = match row {
        [.., before, last] => Some(((key(before), 0), last)),
        _ => None,
    };
    inside.chain(first).chain(last)
}

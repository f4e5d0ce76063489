//! The keys of the items of the last days, in memory: 12 bytes a key, some 300 an item. A table of
//! keys on disk would touch as many pages as an item has keys; in memory an item costs microseconds,
//! and the store keeps its packed keys in one small row, to fill the index after a start.

use crate::model::ItemId;

/// Items that one key can bring: of a wave of copies the newest are enough.
const MOST_HOLDERS: usize = 40;

/// Steps along one chain, whatever stands in it.
const MOST_STEPS: usize = 2_000;

const NONE: u32 = u32::MAX;

/// Who has which key.
#[derive(Debug, Clone)]
pub struct Index {
    /// Where each chain starts: the newest entry.
    heads: Vec<u32>,
    entries: Vec<Entry>,
    /// Items below are forgotten.
    oldest: u32,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    key: i32,
    item: u32,
    next: u32,
}

impl Default for Index {
    fn default() -> Index {
        Index {
            heads: vec![NONE; 1 << 10],
            entries: Vec::new(),
            oldest: 0,
        }
    }
}

impl Index {
    /// Adds an item under its keys, or under further ones that it does not have yet. The last added
    /// counts as the newest.
    pub fn insert(&mut self, item: ItemId, keys: &[i32]) {
        // Ids beyond four thousand million are no store's we know.
        let Ok(item) = u32::try_from(item.0) else {
            return;
        };
        if item < self.oldest {
            return;
        }
        if self.entries.len() + keys.len() > 2 * self.heads.len() {
            self.rebuild();
        }
        for key in keys {
            self.link(*key, item);
        }
    }

    /// The items that share a key with these, newest first for each key; forgotten ones left out.
    pub fn probe(&self, keys: &[i32]) -> Vec<(i32, ItemId)> {
        let mut found = Vec::new();
        for key in keys {
            let mut at = self.heads[self.chain(*key)];
            let mut holders = 0;
            for _ in 0..MOST_STEPS {
                let Some(entry) = self.entries.get(at as usize) else {
                    break;
                };
                if entry.key == *key && entry.item >= self.oldest {
                    found.push((*key, ItemId(i64::from(entry.item))));
                    holders += 1;
                    if holders == MOST_HOLDERS {
                        break;
                    }
                }
                at = entry.next;
            }
        }
        found
    }

    /// Forgets the items with smaller ids: they have left the window.
    pub fn forget_before(&mut self, item: ItemId) {
        let oldest = u32::try_from(item.0.max(0)).unwrap_or(u32::MAX);
        if oldest <= self.oldest {
            return;
        }
        self.oldest = oldest;
        let stale = self
            .entries
            .iter()
            .filter(|entry| entry.item < oldest)
            .count();
        if stale * 4 > self.entries.len() {
            self.rebuild();
        }
    }

    /// Keys held, forgotten ones included until they are swept.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn chain(&self, key: i32) -> usize {
        let spread = (key as u32).wrapping_mul(0x9e37_79b1);
        (spread as usize) & (self.heads.len() - 1)
    }

    fn link(&mut self, key: i32, item: u32) {
        let chain = self.chain(key);
        let at = self.entries.len() as u32;
        if self.entries.len() == self.entries.capacity() {
            // A quarter more, not twice as much: this is most of what stories hold in memory.
            self.entries.reserve_exact(self.entries.len() / 4 + 1024);
        }
        self.entries.push(Entry {
            key,
            item,
            next: self.heads[chain],
        });
        self.heads[chain] = at;
    }

    /// Sweeps out the forgotten and widens the chains' table to fit.
    fn rebuild(&mut self) {
        let oldest = self.oldest;
        let entries = std::mem::take(&mut self.entries);
        let kept = || entries.iter().filter(|entry| entry.item >= oldest);
        let count = kept().count();
        self.heads = vec![NONE; (count + 1024).next_power_of_two()];
        self.entries = Vec::with_capacity(count + count / 4 + 1024);
        for entry in kept() {
            self.link(entry.key, entry.item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_under_their_keys_until_they_are_forgotten() {
        let mut index = Index::default();
        for item in 1..=5_000_i64 {
            let own = i32::try_from(item).unwrap();
            index.insert(ItemId(item), &[own, -own, 1_000_000 + own / 10]);
        }
        assert_eq!(index.probe(&[77, 99_999]), [(77, ItemId(77))]);
        let shared: Vec<i64> = index
            .probe(&[1_000_012])
            .iter()
            .map(|(_, item)| item.0)
            .collect();
        assert_eq!(shared, [129, 128, 127, 126, 125, 124, 123, 122, 121, 120]);
        index.forget_before(ItemId(125));
        assert_eq!(index.probe(&[77]), []);
        assert_eq!(index.probe(&[1_000_012]).len(), 5);
        index.forget_before(ItemId(4_000));
        assert_eq!(index.len(), 3 * 1_001);
        assert_eq!(index.probe(&[-4_500]), [(-4_500, ItemId(4_500))]);
    }

    #[test]
    fn a_key_that_all_have_costs_no_more_than_any() {
        let mut index = Index::default();
        for item in 1..=50_000 {
            index.insert(ItemId(item), &[7]);
        }
        assert_eq!(index.probe(&[7]).len(), MOST_HOLDERS);
        assert_eq!(index.probe(&[7])[0].1, ItemId(50_000));
    }
}

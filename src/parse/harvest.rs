//! The entries of a document as they are read: how many are kept, and what is said of the rest.

use crate::model::{ParsedEntry, ParsedFeed};

/// More than any publisher lists; the first are the newest. What follows is counted and left out, as
/// every entry kept costs hundreds of bytes and a document may promise millions.
const ENTRIES_MAX: usize = 50_000;
/// Drops listed one by one; the rest is counted.
const DROPPED_MAX: usize = 20;

/// Entries kept and dropped so far.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    entries: Vec<ParsedEntry>,
    seen: usize,
    empty: usize,
    listed: Vec<String>,
}

impl Harvest {
    /// Whether what is still to come would be left out.
    pub(super) fn is_full(&self) -> bool {
        self.entries.len() >= ENTRIES_MAX
    }

    /// Counts an entry that is not read any more.
    pub(super) fn leave_out(&mut self) {
        self.seen += 1;
    }

    /// Takes in the next entry; `None` is one that says nothing.
    pub(super) fn add(&mut self, entry: Option<ParsedEntry>) {
        self.seen += 1;
        match entry {
            Some(entry) => self.entries.push(entry),
            None => {
                self.empty += 1;
                if self.listed.len() < DROPPED_MAX {
                    self.listed
                        .push(format!("entry {}: says nothing", self.seen));
                }
            }
        }
    }

    /// Hands entries and drops over to the feed.
    pub(super) fn bring_in(self, feed: &mut ParsedFeed) {
        feed.dropped.extend(self.listed);
        if self.empty > DROPPED_MAX {
            feed.dropped
                .push(format!("{} more of the same", self.empty - DROPPED_MAX));
        }
        let left_out = self.seen - self.empty - self.entries.len();
        if left_out > 0 {
            feed.dropped.push(format!(
                "{left_out} entries beyond the first {ENTRIES_MAX} are left out"
            ));
        }
        feed.entries = self.entries;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_counted() {
        let mut harvest = Harvest::default();
        for number in 0..ENTRIES_MAX + 60 {
            if harvest.is_full() {
                harvest.leave_out();
            } else {
                harvest.add((number >= 30).then(ParsedEntry::default));
            }
        }
        let mut feed = ParsedFeed::default();
        harvest.bring_in(&mut feed);
        assert_eq!(feed.entries.len(), ENTRIES_MAX);
        assert_eq!(feed.dropped.len(), DROPPED_MAX + 2);
        assert_eq!(
            feed.dropped[DROPPED_MAX..],
            [
                "10 more of the same",
                "30 entries beyond the first 50000 are left out"
            ]
        );
    }
}

//! What is known already about a document's items, and what is new about them.

use std::collections::HashMap;

use chrono::Duration;

use super::{ContentHash, FeedId, IdentityKey, Item, ItemId, Tag, Timestamp};

/// What the store knows under the names and addresses of one document's items.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Names seen before in this feed.
    pub by_key: HashMap<IdentityKey, Seen>,
    /// Items of any feed under a canonical URL, oldest first.
    pub by_url: HashMap<String, Vec<ItemId>>,
    /// Every item named in the two maps.
    pub items: HashMap<ItemId, KnownItem>,
    /// Items of any feed that were pruned, by the canonical URL they had.
    pub pruned: HashMap<String, Vec<PrunedItem>>,
}

/// What is remembered of a pruned item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrunedItem {
    /// Of its wording.
    pub content_hash: ContentHash,
    /// What its publisher claimed; `None` when nothing usable was claimed.
    pub published_at: Option<Timestamp>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// An item we keep.
    Item(ItemId),
    /// An item that was pruned; it must not come back.
    Pruned,
}

/// As much of a stored item as the decision needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownItem {
    /// The feed whose wording it carries.
    pub owner: FeedId,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub text: String,
    /// Of the stored wording.
    pub content_hash: ContentHash,
    /// What the publisher claims of it; `None` when nothing usable was claimed.
    pub published_at: Option<Timestamp>,
    /// The canonical URL it is stored under; `None` without one.
    pub canonical_url: Option<String>,
    /// Wordings kept so far.
    pub revisions: u32,
}

/// One item of a document and what to do with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// As the document has it.
    pub item: Item,
    /// What it is.
    pub verdict: Verdict,
    /// History when it came, not news; only beside [`Verdict::New`].
    pub backfill: bool,
    /// Topics, for the verdicts that write a wording; empty otherwise.
    pub tags: Vec<Tag>,
}

/// What an entry turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Never seen anywhere: store it.
    New,
    /// The same piece as the decision at this index of the same document, which may come later: a
    /// further name for it.
    Repeat(usize),
    /// Known, and the wording stays as it is: only note the sighting.
    Same(ItemId),
    /// Known, and its owner changed the wording: keep the old one as a revision when `keep` is set,
    /// otherwise only replace it (a document that changes at every poll has had its share).
    Revised {
        /// Which one.
        id: ItemId,
        /// Whether the old wording becomes a revision.
        keep: bool,
    },
    /// Known from another feed with a poorer wording: this one takes over. The old one becomes a revision
    /// when `keep` is set: its publisher has changed it as well, so that something would be lost with it.
    Richer {
        /// Which one.
        id: ItemId,
        /// Whether the old wording becomes a revision.
        keep: bool,
    },
    /// Was stored once and pruned: leave it out.
    Pruned,
}

/// A document compared with what is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// In document order, one for each item.
    pub decisions: Vec<Decision>,
    /// Between the feed's last document and this one; open unless further pages closed it.
    pub possible_gap: Option<Gap>,
}

/// A feed's last document, as far as the next one is judged by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Previous {
    /// When the feed's last poll that worked started; `None` before the first.
    pub success: Option<Timestamp>,
    /// What its last document showed; `None` before the first.
    pub window: Option<Window>,
}

/// What a document shows of its feed: how many entries, and which stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many.
    pub entries: usize,
    /// Earliest publication claimed; `None` when none is.
    pub oldest: Option<Timestamp>,
    /// Latest publication claimed; `None` when none is.
    pub newest: Option<Timestamp>,
}

impl Window {
    /// The window of one document.
    pub fn of(items: &[Item]) -> Window {
        let claimed = || items.iter().filter_map(|item| item.published_at);
        Window {
            entries: items.len(),
            oldest: claimed().min(),
            newest: claimed().max(),
        }
    }

    /// How much time it covers; `None` without two different claims. A feed polled less often than
    /// that loses entries.
    pub fn span(&self) -> Option<Duration> {
        let span = self.newest? - self.oldest?;
        (span > Duration::zero()).then_some(span)
    }
}

/// A stretch of time from which entries are missing in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Whether further pages of the feed reach over it, so that nothing was missed.
    pub is_closed: bool,
    /// Latest claim of the document before; `None` when it made none.
    pub after: Option<Timestamp>,
    /// Earliest claim of this document, or of the pages that were read and did not close it; `None` when
    /// there is none.
    pub before: Option<Timestamp>,
}

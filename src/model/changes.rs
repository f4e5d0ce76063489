//! What is known already about a document's items, and what is new about them.

use std::collections::HashMap;

use super::{ContentHash, FeedId, IdentityKey, Item, ItemId, Tag};

/// What the store knows under the names and addresses of one document's items.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Names seen before in this feed.
    pub by_key: HashMap<IdentityKey, Seen>,
    /// Items of any feed under a canonical URL, oldest first.
    pub by_url: HashMap<String, Vec<ItemId>>,
    /// Every item named in the two maps.
    pub items: HashMap<ItemId, KnownItem>,
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
    /// Known from another feed with a poorer wording: this one takes over, no revision.
    Richer(ItemId),
    /// Was stored once and pruned: leave it out.
    Pruned,
}

/// A document compared with what is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// In document order, one for each item.
    pub decisions: Vec<Decision>,
}

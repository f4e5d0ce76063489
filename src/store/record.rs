//! What one poll hands to the store, and what it gets back.

use crate::model::{
    Changes, FeedId, FeedState, IdentityKey, Item, ItemId, Known, PollRecord, Previous, Timestamp,
};

/// Decides what a document's items are, given what is known and what the feed showed last. Runs inside the writer's transaction.
pub type Decide = Box<dyn FnOnce(Vec<Item>, &Known, Previous) -> Changes + Send>;

/// One poll, complete: everything in it is committed together or not at all.
pub struct Recording {
    /// Whose poll it was.
    pub feed: FeedId,
    /// The feed's state after it.
    pub state: FeedState,
    /// When the feed is due next; `None`: never.
    pub next_poll_at: Option<Timestamp>,
    /// For the ledger.
    pub poll: PollRecord,
    /// What the document brought; empty without one.
    pub items: Vec<Item>,
    /// What they are.
    pub decide: Decide,
    /// A host that must rest because of this answer.
    pub hold: Option<HostHold>,
}

/// An entry of a document, as far as gaps are told by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What it goes by in its feed.
    pub names: Vec<IdentityKey>,
    /// When it claims to be published; `None` when it does not.
    pub claimed: Option<Timestamp>,
}

/// A public host that asked us to slow down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostHold {
    /// Name and port.
    pub host: String,
    /// No feed of it is polled before this.
    pub until: Timestamp,
}

/// What a recording came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// As written to the ledger: `updated`, `unchanged`, `not_modified` or `failed`.
    pub outcome: &'static str,
    /// Items stored for the first time.
    pub new_items: Vec<ItemId>,
    /// Wordings replaced.
    pub changed_items: usize,
    /// Of the new items, how many came from further pages.
    pub recovered: usize,
    /// Nothing in the document or its further pages was known, though the feed had been polled before.
    pub possible_gap: bool,
}

//! The storage API in the words of the domain: feeds, items, polls. `Store` is a cheap handle; one
//! thread behind it owns the only writing connection, readers have their own.
//!
//! Nothing here speaks SQL, and no type of the engine appears: a second engine would sit beside
//! `sqlite` behind the same methods.

mod listing;
mod lock;
mod record;
mod sqlite;
mod walk;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use listing::{
    FeedHealth, ItemDetail, ItemFilter, ItemListing, Overview, RevisionRow, SourceRow,
    StoryLinkRow, StoryListing, StoryMember, TagRow, TaggedItem, TopicCount,
};
pub use lock::StoreLock;
pub use record::{Decide, HostHold, Recorded, Recording, Shown};
pub use walk::Walk;

use crate::model::{Feed, FeedId, FeedState, ItemId, Tag, Timestamp, TopicInfo};
use sqlite::Engine;

/// Where the store is and how long it remembers; a part of the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreSettings {
    /// The SQLite file.
    pub path: PathBuf,
    /// How long rows of the poll ledger are kept.
    pub keep_polls: Duration,
}

/// Why the store could not do what was asked. Variants are what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at that path and the caller did not want one made.
    #[error("no store at {0} yet; `jarshy run` or `jarshy poll` makes it")]
    Missing(PathBuf),
    /// Something else is at that path; it was left untouched.
    #[error("{path}: {what}; it was left untouched")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: String,
    },
    /// Another process polls into this store.
    #[error("{path} is in use by {by}; only one jarshy may poll into a store")]
    InUse {
        /// The file.
        path: PathBuf,
        /// Who holds it, as that process described itself.
        by: String,
    },
    /// The path cannot be opened or written.
    #[error("cannot open the store {path}: {reason}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// No room left; nothing of the transaction was kept, and it may be tried again.
    #[error("the disk that holds the store is full")]
    Full,
    /// Somebody else held the store's lock for too long; it may be tried again.
    #[error("the store stayed locked by another program")]
    Busy,
    /// The system refused to write (a failing disk, a folder that became read-only); nothing of the
    /// transaction was kept, and it may be tried again.
    #[error("the store cannot be written: {0}")]
    Unwritable(String),
    /// The file was moved, deleted or replaced while it was open; what is written would be lost.
    #[error("the store {0} was moved, deleted or replaced while it was in use")]
    Moved(PathBuf),
    /// The user's search text cannot be understood.
    #[error("search \"{0}\" cannot be understood; write words, \"a phrase\" or word*")]
    Search(String),
    /// The decision on one document failed by a defect; nothing of that document was kept.
    #[error("a defect while deciding on a document: {0}")]
    Defect(String),
    /// Any other failure of the engine.
    #[error("store: {0}")]
    Failed(String),
    /// The writer is gone, because the store is closing.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// Whether trying again later may help, whatever the poll brought.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            StoreError::Full | StoreError::Busy | StoreError::Unwritable(_)
        )
    }
}

/// A handle on the store; clones share one writer.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Engine,
}

impl Store {
    /// Opens the store for writing, makes it when there is none, brings an older schema up to date.
    ///
    /// # Errors
    /// When the file is not ours, newer than this program, damaged, or cannot be written.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        Ok(Store {
            engine: Engine::open(path)?,
        })
    }

    /// Opens an existing store for asking only. Needs no write access to an idle store's data.
    ///
    /// # Errors
    /// As [`Store::open`]; and [`StoreError::Missing`] when there is none.
    pub fn open_for_reading(path: &Path) -> Result<Store, StoreError> {
        Ok(Store {
            engine: Engine::open_for_reading(path)?,
        })
    }

    /// Makes the rows of `feeds` those of the config: adds, updates, marks as removed what is not in
    /// it, revives what is again. A changed URL or a feed that was gone starts without its old veto.
    /// Returns the ids in the order given.
    pub async fn sync_feeds(&self, feeds: Vec<Feed>) -> Result<Vec<FeedId>, StoreError> {
        self.engine
            .write(move |db| sqlite::feeds::sync(db, &feeds))
            .await
    }

    /// Makes the rows of `topics` those of the rules; topics no longer there stay, inactive.
    pub async fn sync_topics(&self, topics: Vec<TopicInfo>) -> Result<(), StoreError> {
        self.engine
            .write(move |db| sqlite::topics::sync(db, &topics))
            .await
    }

    /// [`Store::sync_feeds`], [`Store::sync_topics`] and [`Store::feed_states`] in one: a new config is taken
    /// over whole or not at all. Returns the ids in the order given, and the states.
    pub async fn adopt(
        &self,
        feeds: Vec<Feed>,
        topics: Vec<TopicInfo>,
    ) -> Result<(Vec<FeedId>, Vec<(FeedId, FeedState)>), StoreError> {
        self.engine
            .write(move |db| {
                let ids = sqlite::feeds::sync(db, &feeds)?;
                sqlite::topics::sync(db, &topics)?;
                Ok((ids, sqlite::feeds::states(db)?))
            })
            .await
    }

    /// What polling has learned about all feeds that are in the config.
    pub async fn feed_states(&self) -> Result<Vec<(FeedId, FeedState)>, StoreError> {
        self.engine.read(sqlite::feeds::states).await
    }

    /// Stores when feeds are due next; `None`: never.
    pub async fn set_next_polls(
        &self,
        next: Vec<(FeedId, Option<Timestamp>)>,
    ) -> Result<(), StoreError> {
        self.engine
            .write(move |db| sqlite::feeds::set_next_polls(db, &next))
            .await
    }

    /// Hosts that rest, those whose rest is over left out.
    pub async fn host_holds(&self, now: Timestamp) -> Result<Vec<HostHold>, StoreError> {
        self.engine
            .write(move |db| sqlite::feeds::host_holds(db, now))
            .await
    }

    /// Records one poll in one transaction: what is new is decided and written in the same breath.
    ///
    /// # Errors
    /// When the store cannot keep it; then nothing of the poll is kept, validators included.
    pub async fn record(&self, recording: Recording) -> Result<Recorded, StoreError> {
        self.engine.record(recording).await
    }

    /// Whether a document of this feed with these entries leaves a gap behind its last one. Only a hint: what
    /// is recorded is decided when it is written.
    pub async fn leaves_gap(&self, feed: FeedId, entries: Vec<Shown>) -> Result<bool, StoreError> {
        self.engine
            .read(move |db| sqlite::items::leaves_gap(db, feed, &entries))
            .await
    }

    /// Items, newest first.
    pub async fn items(&self, filter: ItemFilter) -> Result<Vec<ItemListing>, StoreError> {
        self.engine
            .read(move |db| sqlite::listing::items(db, &filter))
            .await
    }

    /// One item with everything known about it; `None` when there is none of that id.
    pub async fn item(&self, id: ItemId) -> Result<Option<ItemDetail>, StoreError> {
        self.engine
            .read(move |db| sqlite::listing::item(db, id))
            .await
    }

    /// Health of every feed, removed ones last.
    pub async fn feeds(&self) -> Result<Vec<FeedHealth>, StoreError> {
        self.engine.read(sqlite::listing::feeds).await
    }

    /// The feeds that a person may mean by this: the one with this id or URL, else all with this in
    /// their title or URL, in any case. Removed feeds count. Empty when there is none.
    pub async fn feeds_named(&self, text: String) -> Result<Vec<FeedId>, StoreError> {
        self.engine
            .read(move |db| sqlite::listing::feeds_named(db, &text))
            .await
    }

    /// Topics with how many items carry them.
    pub async fn topics(&self) -> Result<Vec<TopicCount>, StoreError> {
        self.engine.read(sqlite::listing::topics).await
    }

    /// Stories of at least two items, most recent first.
    pub async fn stories(&self, limit: u32) -> Result<Vec<StoryListing>, StoreError> {
        self.engine
            .read(move |db| sqlite::listing::stories(db, limit))
            .await
    }

    /// Takes an item out of its story for good; `false` when it has none.
    pub async fn split_story(&self, item: ItemId, now: Timestamp) -> Result<bool, StoreError> {
        self.engine
            .write(move |db| sqlite::stories::split(db, item, now))
            .await
    }

    /// Makes two items, and whatever stories they are in, one story; its id, or `None` when one of
    /// the items does not exist.
    pub async fn join_story(
        &self,
        item: ItemId,
        other: ItemId,
        now: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        self.engine
            .write(move |db| sqlite::stories::join_by_hand(db, item, other, now))
            .await
    }

    /// Counts for a status line.
    pub async fn overview(&self) -> Result<Overview, StoreError> {
        self.engine.read(sqlite::listing::overview).await
    }

    /// Runs one query and returns column names and rows as text; for showing examples.
    pub async fn query(&self, sql: String) -> Result<(Vec<String>, Vec<Vec<String>>), StoreError> {
        self.engine
            .read(move |db| sqlite::listing::query(db, &sql))
            .await
    }

    /// All items first seen from `since` on (`None`: all), in the order of their ids, for applying rules to
    /// them again.
    pub fn tagged_items(&self, since: Option<Timestamp>) -> Walk<'_> {
        Walk {
            store: self,
            since,
            decided: false,
            after: ItemId(0),
        }
    }

    /// One item, for applying rules to it again; `None` when there is none with this id.
    pub async fn tagged_item(&self, id: ItemId) -> Result<Option<TaggedItem>, StoreError> {
        let before = ItemId(id.0.saturating_sub(1));
        let found = self
            .engine
            .read(move |db| sqlite::topics::tagged_items(db, before, None, false, 1))
            .await?;
        Ok(found.into_iter().find(|item| item.id == id))
    }

    /// Of [`Store::tagged_items`], those about which a person has decided something.
    pub fn decided_items(&self) -> Walk<'_> {
        Walk {
            decided: true,
            ..self.tagged_items(None)
        }
    }

    /// Notes what a person says of a topic on an item: it has it, it has it not, or (`None`) the rules
    /// decide again. `false` when there is no such item or topic.
    pub async fn decide_topic(
        &self,
        item: ItemId,
        topic: String,
        verdict: Option<bool>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.engine
            .write(move |db| sqlite::topics::decide(db, item, &topic, verdict, now))
            .await
    }

    /// Topics in force whose rules have not reached the stored items yet.
    pub async fn topics_to_apply(&self) -> Result<Vec<String>, StoreError> {
        self.engine.read(sqlite::topics::to_apply).await
    }

    /// The stored items are about to be held against the rules of these topics. Until
    /// [`Store::note_applied`] they count as held against none.
    pub async fn begin_applying(&self, topics: Vec<String>) -> Result<(), StoreError> {
        self.engine
            .write(move |db| sqlite::topics::begin_applying(db, &topics))
            .await
    }

    /// Recent stored items have been held against these rules.
    pub async fn note_applied(&self, topics: Vec<TopicInfo>) -> Result<(), StoreError> {
        self.engine
            .write(move |db| sqlite::topics::note_applied(db, &topics))
            .await
    }

    /// Replaces what rules said about these topics on these items; tags given by hand stay.
    pub async fn retag(
        &self,
        items: Vec<(ItemId, Vec<Tag>)>,
        topics: Vec<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.engine
            .write(move |db| sqlite::topics::retag(db, &items, &topics, now))
            .await
    }

    /// Removes ledger rows that started before `polls_before` and items first seen before
    /// `items_before` (`None` keeps all), a bounded number at a time, until nothing is left to
    /// remove. What was seen stays known, so removed items do not come back. Returns removed polls
    /// and items.
    pub async fn prune(
        &self,
        polls_before: Timestamp,
        items_before: Option<Timestamp>,
    ) -> Result<(usize, usize), StoreError> {
        let (mut polls, mut items) = (0, 0);
        loop {
            let (p, i) = self
                .engine
                .write(move |db| sqlite::polls::prune(db, polls_before, items_before))
                .await?;
            polls += p;
            items += i;
            if p == 0 && i == 0 {
                return Ok((polls, items));
            }
        }
    }

    /// Forgets by what copies of old items would have been found; a story takes in copies for a week.
    pub async fn forget_old_story_keys(&self, now: Timestamp) -> Result<(), StoreError> {
        self.engine.forget_old_keys(now).await
    }

    /// Writes a complete, compact copy of the store to a new file while polling goes on.
    ///
    /// # Errors
    /// When the file exists already or cannot be written.
    pub async fn backup(&self, to: PathBuf) -> Result<(), StoreError> {
        self.engine.read(move |db| sqlite::backup(db, &to)).await
    }

    /// Ends the writer after what is queued, and folds the write-ahead log into the file.
    pub async fn close(self) {
        self.engine.close().await;
    }
}

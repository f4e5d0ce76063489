//! A walk over the stored items in batches, so that a store of any size passes in little memory, and what is
//! written on the way lets polls have their turn in between.

use super::{Store, StoreError, TaggedItem, sqlite};
use crate::model::{ItemId, Timestamp};

/// Items read at a time.
const BATCH: u32 = 500;

/// Items in the order of their ids, batch by batch; what comes meanwhile is met at the end.
pub struct Walk<'a> {
    pub(super) store: &'a Store,
    pub(super) since: Option<Timestamp>,
    pub(super) decided: bool,
    pub(super) after: ItemId,
}

impl Walk<'_> {
    /// The next items; `None` when all were met.
    pub async fn next_batch(&mut self) -> Result<Option<Vec<TaggedItem>>, StoreError> {
        let (after, since, decided) = (self.after, self.since, self.decided);
        let batch = self
            .store
            .engine
            .read(move |db| sqlite::topics::tagged_items(db, after, since, decided, BATCH))
            .await?;
        let Some(last) = batch.last() else {
            return Ok(None);
        };
        self.after = last.id;
        Ok(Some(batch))
    }
}

//! The read model shown by the command line and the status page.

use crate::store::{FeedHealth, Overview, Store, StoreError, TopicCount};

/// How things stand.
#[derive(Debug, Clone)]
pub struct Status {
    /// Counts.
    pub overview: Overview,
    /// Every feed.
    pub feeds: Vec<FeedHealth>,
    /// Every topic.
    pub topics: Vec<TopicCount>,
}

impl Status {
    /// Asks the store.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn gather(store: &Store) -> Result<Status, StoreError> {
        Ok(Status {
            overview: store.overview().await?,
            feeds: store.feeds().await?,
            topics: store.topics().await?,
        })
    }
}

/// What a feed is waiting for, in words: "schedule", or the reason of the veto that moved the poll.
pub fn why_then(feed: &FeedHealth) -> String {
    match (&feed.next_poll_at, feed.status.as_str()) {
        (_, "removed") => "not in the config".to_owned(),
        (_, "gone") => "answered 410 Gone; polled only with --force".to_owned(),
        (_, _) if !feed.enabled => "disabled in the config; polled only with --force".to_owned(),
        (Some(next), _) => match (&feed.not_before, &feed.not_before_reason) {
            // A veto counts only where it lies between the last poll and the next.
            (Some(veto), Some(reason))
                if Some(*veto) > feed.last_polled_at && *veto <= *next && !reason.is_empty() =>
            {
                format!("{}; {reason}", feed.schedule)
            }
            _ => feed.schedule.clone(),
        },
        (None, _) => feed.schedule.clone(),
    }
}

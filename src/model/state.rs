//! What polling has learned about a feed, and what one poll brought.

use std::time::Duration;

use super::{BodyHash, Failure, Feed, FeedUrl, Hints, Rhythm, Timestamp, Validators};

/// How a feed is doing; the text form is what `feeds.status` holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FeedStatus {
    /// Polled, and its last poll worked (or there was none yet).
    #[default]
    Active,
    /// Its last poll failed.
    Failing,
    /// Answered 410: not polled until `--force` or a change of the config.
    Gone,
    /// No longer in the config; its items stay.
    Removed,
}

impl FeedStatus {
    /// Every status with its text form.
    pub const ALL: [(FeedStatus, &'static str); 4] = [
        (FeedStatus::Active, "active"),
        (FeedStatus::Failing, "failing"),
        (FeedStatus::Gone, "gone"),
        (FeedStatus::Removed, "removed"),
    ];

    /// The text form, as stored.
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(status, _)| *status == self)
            .map_or("", |(_, text)| text)
    }

    /// Reads the text form; `None` for any other text.
    pub fn parse(text: &str) -> Option<FeedStatus> {
        Self::ALL
            .iter()
            .find(|(_, form)| *form == text)
            .map(|(status, _)| *status)
    }
}

/// A veto on polling, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotBefore {
    /// Earliest time of the next poll.
    pub at: Timestamp,
    /// A phrase for people: "asked for 2 h by Retry-After", "3rd failure in a row".
    pub reason: String,
}

/// A permanent redirect on probation: taken over when the next poll agrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// Where it led.
    pub to: String,
    /// Polls in a row that led there.
    pub seen: u32,
}

/// What polling learned about one feed; the operator's wishes are [`super::Feed`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// How it is doing.
    pub status: FeedStatus,
    /// Where a permanent redirect moved it; `None`: the configured address.
    pub effective_url: Option<String>,
    /// A permanent redirect not yet taken over.
    pub moving: Option<Moving>,
    /// For the next conditional request.
    pub validators: Validators,
    /// Since when these validators have been answered by 304 only; `None` without validators.
    pub validators_since: Option<Timestamp>,
    /// Of the last document that was stored.
    pub body_hash: Option<BodyHash>,
    /// What the last document asked about its next readings.
    pub rhythm: Rhythm,
    /// When the last poll started; `None` before the first.
    pub last_polled_at: Option<Timestamp>,
    /// When the last poll that worked started.
    pub last_success_at: Option<Timestamp>,
    /// HTTP status of the last poll; `None` when no answer came.
    pub last_status: Option<u16>,
    /// Message of the last poll if it failed.
    pub last_error: Option<String>,
    /// Failures in a row.
    pub consecutive_failures: u32,
    /// The veto in force, if any.
    pub not_before: Option<NotBefore>,
}

impl FeedState {
    /// The address to ask for this feed: where a permanent redirect moved it, else the configured one.
    pub fn url(&self, feed: &Feed) -> FeedUrl {
        self.effective_url
            .as_deref()
            .and_then(|moved| FeedUrl::parse(moved).ok())
            .unwrap_or_else(|| feed.url.clone())
    }
}

/// What one poll came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The document brought new or changed items.
    Updated,
    /// A document came, but nothing in it is new or changed.
    Unchanged,
    /// 304.
    NotModified,
    /// Nothing usable came.
    Failed(Failure),
}

impl Outcome {
    /// The text form, as stored in `polls.outcome`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Outcome::Updated => "updated",
            Outcome::Unchanged => "unchanged",
            Outcome::NotModified => "not_modified",
            Outcome::Failed(_) => "failed",
        }
    }
}

/// What happened in one poll, as the retry policy and the ledger need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollRecord {
    /// When the poll started.
    pub started_at: Timestamp,
    /// How long fetching and parsing took.
    pub duration: Duration,
    /// What it came to. `Updated` may become `Unchanged` when the writer finds nothing new.
    pub outcome: Outcome,
    /// Status of the final answer; `None` when none came.
    pub http_status: Option<u16>,
    /// Decoded body bytes read.
    pub bytes: u64,
    /// Entries in the document, those of further pages not counted; 0 without one.
    pub entries: usize,
    /// Further pages of the feed that were read to close a gap.
    pub pages: u32,
    /// Validators of the answer; kept only when the poll worked.
    pub validators: Validators,
    /// When the answer asks us to come back.
    pub hints: Hints,
    /// What the document itself asks about its next readings; never reaches below the schedule.
    pub rhythm: Rhythm,
    /// Where a chain of permanent redirects led, with a feed at its end.
    pub moved_to: Option<String>,
    /// Of the document; `None` without one, or when it was cut short.
    pub body_hash: Option<BodyHash>,
    /// What the document says of itself; `None` when it was not parsed.
    pub feed_title: Option<String>,
    /// The web site the document names.
    pub site_url: Option<String>,
    /// Repairs and drops worth keeping, a phrase each.
    pub notes: Vec<String>,
}

impl PollRecord {
    /// A poll that came to this, and of which nothing more is known yet.
    pub fn new(started_at: Timestamp, outcome: Outcome) -> PollRecord {
        PollRecord {
            started_at,
            duration: Duration::ZERO,
            outcome,
            http_status: None,
            bytes: 0,
            entries: 0,
            pages: 0,
            validators: Validators::default(),
            hints: Hints::default(),
            rhythm: Rhythm::default(),
            moved_to: None,
            body_hash: None,
            feed_title: None,
            site_url: None,
            notes: Vec::new(),
        }
    }
}

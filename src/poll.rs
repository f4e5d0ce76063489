//! The pipeline: one feed, once. What fails in fetching or parsing becomes the poll's outcome; only
//! the store can make a poll fail.
//!
//! ```text
//! job -> fetch -> (304? same bytes?) -> parse -> identify -> [writer: dedup -> tag -> store] -> report
//! ```

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt;

use crate::backoff;
use crate::dedup;
use crate::due;
use crate::fetch::{Ask, Fetcher, is_private};
use crate::identify::identify;
use crate::model::{
    BodyHash, Changes, Document, Failure, FailureKind, Feed, FeedId, FeedState, FeedUrl, Fetched,
    Item, Known, Outcome, ParsedFeed, PollRecord, Previous, Rhythm, Timestamp, Validators, Verdict,
    panic_text,
};
use crate::parse::parse;
use crate::store::{HostHold, Recorded, Recording, Store, StoreError};
use crate::topics::{TopicText, Topics};

/// Notes of one poll that are kept, and characters of each.
const NOTES: usize = 20;
const NOTE_LENGTH: usize = 300;

/// What every poll needs.
#[derive(Clone)]
pub struct Context {
    /// Makes the requests.
    pub fetcher: Arc<Fetcher>,
    /// Keeps the result.
    pub store: Store,
    /// Labels it.
    pub topics: Arc<Topics>,
    /// Spread of the feeds that share a schedule.
    pub jitter: chrono::Duration,
}

/// One feed to poll.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its row.
    pub id: FeedId,
    /// What the operator asked for.
    pub feed: Arc<Feed>,
    /// What earlier polls taught.
    pub state: FeedState,
}

impl Job {
    /// The address to ask: where a permanent redirect moved the feed, else the configured one.
    pub fn url(&self) -> FeedUrl {
        self.state
            .effective_url
            .as_deref()
            .and_then(|moved| FeedUrl::parse(moved).ok())
            .unwrap_or_else(|| self.feed.url.clone())
    }
}

/// What a poll came to.
#[derive(Debug)]
pub struct PollReport {
    /// The feed's state from now on.
    pub state: FeedState,
    /// What was written.
    pub recorded: Recorded,
    /// Why it failed; `None` when it worked.
    pub failure: Option<Failure>,
    /// Whether the address connected to was a private one; `None` when no connection came about.
    pub private: Option<bool>,
    /// A host that must rest from now on.
    pub hold: Option<HostHold>,
}

/// Polls one feed and records what came of it, all in one transaction.
///
/// # Errors
/// Only when the store could not keep it; then the feed's state is as it was, and the next poll
/// starts from there.
pub async fn poll(cx: &Context, job: &Job, now: Timestamp) -> Result<PollReport, StoreError> {
    let attempt = AssertUnwindSafe(attempt(cx, job, now))
        .catch_unwind()
        .await
        .unwrap_or_else(|panic| Attempt::defect(now, &panic_text(panic.as_ref())));
    match settle(cx, job, attempt).await {
        Err(StoreError::Defect(what)) => settle(cx, job, Attempt::defect(now, &what)).await,
        settled => settled,
    }
}

/// What fetching and reading came to, before anything is written.
struct Attempt {
    record: PollRecord,
    items: Vec<Item>,
    peer: Option<IpAddr>,
}

impl Attempt {
    fn defect(now: Timestamp, what: &str) -> Attempt {
        let failure = Failure::new(
            FailureKind::Panic,
            format!("a defect in jarshy, please report it: {what}"),
        );
        Attempt {
            record: PollRecord::new(now, Outcome::Failed(failure)),
            items: Vec::new(),
            peer: None,
        }
    }
}

async fn attempt(cx: &Context, job: &Job, now: Timestamp) -> Attempt {
    let began = Instant::now();
    let url = job.url();
    let asked = cx
        .fetcher
        .fetch(&Ask {
            feed: &job.feed,
            url: &url,
            validators: &job.state.validators,
        })
        .await;
    let mut attempt = match asked {
        Err(failure) => Attempt {
            peer: failure.peer,
            record: PollRecord {
                http_status: failure.http_status,
                bytes: failure.bytes,
                hints: failure.hints,
                ..PollRecord::new(now, Outcome::Failed(failure))
            },
            items: Vec::new(),
        },
        Ok(answer) => {
            let mut attempt = Attempt {
                peer: answer.peer,
                record: PollRecord {
                    http_status: Some(answer.http_status),
                    bytes: answer.bytes,
                    validators: answer.validators,
                    hints: answer.hints,
                    moved_to: answer.moved_to.map(String::from),
                    ..PollRecord::new(now, Outcome::NotModified)
                },
                items: Vec::new(),
            };
            if let Fetched::Document(document) = answer.fetched {
                read(&mut attempt, job, document).await;
            }
            attempt
        }
    };
    attempt.record.duration = began.elapsed();
    attempt
}

/// Reads the document, off the async threads, unless its bytes are those of the last one.
async fn read(attempt: &mut Attempt, job: &Job, document: Document) {
    let known_hash = job.state.body_hash;
    let (http_status, hints) = (attempt.record.http_status, attempt.record.hints);
    let (peer, bytes) = (attempt.peer, attempt.record.bytes);
    let read = tokio::task::spawn_blocking(move || {
        let hash = BodyHash::of(&document.body);
        if known_hash == Some(hash) {
            return (hash, None);
        }
        let parsed = parse(&document).map(|parsed| (Told::by(&parsed), identify(parsed)));
        (hash, Some(parsed))
    })
    .await;
    let record = &mut attempt.record;
    match read {
        Ok((hash, None)) => {
            record.body_hash = Some(hash);
            record.outcome = Outcome::Unchanged;
        }
        Ok((hash, Some(Ok((told, items))))) => {
            record.outcome = Outcome::Updated;
            if told.cut_short {
                // Otherwise a 304, or the same bytes again, would hide the rest.
                record.validators = Validators::default();
            } else {
                record.body_hash = Some(hash);
            }
            told.describe(record, job);
            attempt.items = items;
        }
        Ok((_, Some(Err(failure)))) => {
            record.outcome = Outcome::Failed(Failure {
                http_status,
                hints,
                peer,
                bytes,
                ..failure
            });
        }
        Err(stopped) => {
            let what = match stopped.try_into_panic() {
                Ok(panic) => panic_text(panic.as_ref()),
                Err(_) => "reading the document was interrupted".to_owned(),
            };
            *attempt = Attempt::defect(record.started_at, &what);
        }
    }
}

/// What a document says of itself, besides its entries.
struct Told {
    entries: usize,
    title: Option<String>,
    site_url: Option<String>,
    rhythm: Rhythm,
    cut_short: bool,
    notes: Vec<String>,
}

impl Told {
    fn by(parsed: &ParsedFeed) -> Told {
        let odd_dates = parsed
            .entries
            .iter()
            .flat_map(|entry| &entry.odd_dates)
            .map(|date| format!("date not believed: {date}"));
        Told {
            entries: parsed.entries.len(),
            title: parsed.title.clone(),
            site_url: parsed.site_url.clone(),
            rhythm: parsed.rhythm,
            cut_short: parsed.is_cut_short(),
            notes: parsed
                .repairs
                .iter()
                .chain(&parsed.dropped)
                .cloned()
                .chain(odd_dates)
                .take(NOTES)
                .map(|note| note.chars().take(NOTE_LENGTH).collect())
                .collect(),
        }
    }

    fn describe(self, record: &mut PollRecord, job: &Job) {
        record.entries = self.entries;
        record.rhythm = self.rhythm;
        record.site_url = self.site_url;
        // A title in the config is the operator's word.
        record.feed_title = self.title.filter(|_| job.feed.title.is_none());
        record.notes = self.notes;
    }
}

/// Folds the attempt into the feed's state and hands everything to the writer.
async fn settle(cx: &Context, job: &Job, attempt: Attempt) -> Result<PollReport, StoreError> {
    let Attempt {
        record,
        items,
        peer,
    } = attempt;
    let now = record.started_at;
    let state = backoff::after(&job.state, &job.feed.url, &record, now);
    let failure = match &record.outcome {
        Outcome::Failed(failure) => Some(failure.clone()),
        _ => None,
    };
    let hold = backoff::host_hold(&record, now).map(|until| HostHold {
        host: failure
            .as_ref()
            .and_then(|failure| failure.host.clone())
            .unwrap_or_else(|| job.url().authority()),
        until,
    });
    let window = due::window(&job.feed.schedule, cx.jitter);
    let offset = due::jitter(&job.feed.url, window);
    let (feed, url, topics) = (job.id, job.feed.url.to_string(), Arc::clone(&cx.topics));
    let recorded = cx
        .store
        .record(Recording {
            feed,
            next_poll_at: due::next_poll_at(&job.feed, &state, offset, now),
            state: state.clone(),
            poll: record,
            items,
            decide: Box::new(move |items, known, previous| {
                decide(feed, items, known, previous, &topics, &url)
            }),
            hold: hold.clone(),
        })
        .await?;
    Ok(PollReport {
        state,
        recorded,
        failure,
        private: peer.map(is_private),
        hold,
    })
}

/// What the items are, which of them are history, whether some were missed, and the topics of the
/// wordings that are about to be written.
fn decide(
    feed: FeedId,
    items: Vec<Item>,
    known: &Known,
    previous: Previous,
    topics: &Topics,
    url: &str,
) -> Changes {
    let possible_gap = dedup::possible_gap(previous.window, &items, known);
    let mut changes = dedup::changes(feed, items, known);
    changes.possible_gap = possible_gap;
    let backfill = dedup::backfill(&changes.decisions, previous.success);
    for (decision, backfill) in changes.decisions.iter_mut().zip(backfill) {
        decision.backfill = backfill;
        if let Verdict::New | Verdict::Revised { .. } | Verdict::Richer { .. } = decision.verdict {
            let item = &decision.item;
            decision.tags = topics.tag(&TopicText {
                title: &item.title,
                summary: item.summary_text.as_deref().unwrap_or_default(),
                body: &item.text,
                language: item.language.as_deref(),
                feed: url,
            });
        }
    }
    changes
}

//! The pipeline: one feed, once. What fails in fetching or parsing becomes the poll's outcome; only
//! the store can make a poll fail.
//!
//! ```text
//! job -> fetch -> (304? same bytes?) -> parse -> identify -> [writer: dedup -> tag -> store] -> report
//! ```

mod pages;
mod reading;

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use tokio::sync::watch;

use crate::backoff;
use crate::dedup;
use crate::due;
use crate::fetch::{Ask, Fetcher, is_private};
use crate::model::{
    Changes, Document, Failure, FailureKind, Feed, FeedId, FeedState, FeedUrl, Fetched, Item,
    Known, Outcome, PollRecord, Previous, Timestamp, Validators, Verdict, panic_text,
};
use crate::store::{HostHold, Recorded, Recording, Store, StoreError};
use crate::topics::{TopicText, Topics, summary_and_body};
use pages::close_gap;
use reading::{Reading, defect, read};

/// What every poll needs.
#[derive(Clone)]
pub struct Context {
    /// Makes the requests.
    pub fetcher: Arc<Fetcher>,
    /// Keeps the result.
    pub store: Store,
    /// Labels it, by the rules that are in force when it is kept: a poll may outlast a reload.
    pub topics: watch::Receiver<Arc<Topics>>,
    /// Spread of the feeds that share a schedule.
    pub jitter: chrono::Duration,
    /// Between two requests to one public host.
    pub host_gap: Duration,
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
        self.state.url(&self.feed)
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
    /// Those of the document, then those of further pages.
    items: Vec<Item>,
    peer: Option<IpAddr>,
    /// Why a further page did not come, where the host asked to slow down.
    throttled: Option<Failure>,
}

impl Attempt {
    fn defect(now: Timestamp, what: &str) -> Attempt {
        Attempt::new(PollRecord::new(now, Outcome::Failed(defect(what))), None)
    }

    fn new(record: PollRecord, peer: Option<IpAddr>) -> Attempt {
        Attempt {
            record,
            items: Vec::new(),
            peer,
            throttled: None,
        }
    }

    fn note(&mut self, what: String) {
        self.record.notes.push(what);
    }

    /// A further page was refused: what the host asks for is obeyed as if the feed itself had been.
    fn refused(&mut self, failure: Failure) {
        if failure.kind == FailureKind::Throttled {
            self.record.hints.retry_after = failure.hints.retry_after;
            self.throttled = Some(failure);
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
        Err(failure) => Attempt::new(
            PollRecord {
                http_status: failure.http_status,
                bytes: failure.bytes,
                hints: failure.hints,
                ..PollRecord::new(now, Outcome::Failed(failure.clone()))
            },
            failure.peer,
        ),
        Ok(answer) => {
            let record = PollRecord {
                http_status: Some(answer.http_status),
                bytes: answer.bytes,
                validators: answer.validators,
                hints: answer.hints,
                moved_to: answer.moved_to.map(String::from),
                ..PollRecord::new(now, Outcome::NotModified)
            };
            let mut attempt = Attempt::new(record, answer.peer);
            if let Fetched::Document(document) = answer.fetched {
                take(cx, job, &mut attempt, document).await;
            }
            attempt
        }
    };
    attempt.record.duration = began.elapsed();
    attempt
}

/// Takes in the document, and pages before it when it leaves a gap.
async fn take(cx: &Context, job: &Job, attempt: &mut Attempt, document: Document) {
    let record = &mut attempt.record;
    let (told, items) = match read(document, job.state.body_hash).await {
        Ok(Reading::Fresh(hash, told, items)) => {
            record.outcome = Outcome::Updated;
            if told.cut_short {
                // Otherwise a 304, or the same bytes again, would hide the rest.
                record.validators = Validators::default();
            } else {
                record.body_hash = Some(hash);
            }
            (told, items)
        }
        Ok(Reading::Same(hash)) => {
            record.body_hash = Some(hash);
            record.outcome = Outcome::Unchanged;
            return;
        }
        Err(failure) => {
            record.outcome = Outcome::Failed(Failure {
                http_status: record.http_status,
                hints: record.hints,
                peer: attempt.peer,
                bytes: record.bytes,
                ..failure
            });
            return;
        }
    };
    attempt.items = items;
    let (url, next_page) = (told.url.clone(), told.next_page.clone());
    told.describe(record, job.feed.title.is_some());
    if let Some(next_page) = next_page.filter(|_| job.state.last_success_at.is_some()) {
        close_gap(cx, job, attempt, url, next_page).await;
    }
}

/// Folds the attempt into the feed's state and hands everything to the writer.
async fn settle(cx: &Context, job: &Job, attempt: Attempt) -> Result<PollReport, StoreError> {
    let Attempt {
        record,
        items,
        peer,
        throttled,
    } = attempt;
    let now = record.started_at;
    let state = backoff::after(&job.state, &job.feed.url, &record, now);
    let failure = match &record.outcome {
        Outcome::Failed(failure) => Some(failure.clone()),
        _ => None,
    };
    let refusal = failure.as_ref().or(throttled.as_ref());
    let hold = refusal.and_then(|refusal| {
        Some(HostHold {
            until: backoff::host_hold(refusal, &record, now)?,
            host: refusal
                .host
                .clone()
                .unwrap_or_else(|| job.url().authority()),
        })
    });
    let window = due::window(&job.feed.schedule, cx.jitter);
    let offset = due::jitter(&job.feed.url, window);
    let own = record.entries;
    let (feed, url, topics) = (job.id, job.feed.url.to_string(), cx.topics.clone());
    let recorded = cx
        .store
        .record(Recording {
            feed,
            next_poll_at: due::next_poll_at(&job.feed, &state, offset, now),
            state: state.clone(),
            poll: record,
            items,
            decide: Box::new(move |items, known, previous| {
                let topics = Arc::clone(&topics.borrow());
                decide(feed, items, own, known, previous, &topics, &url)
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
/// wordings that are about to be written. The first `own` are those of the document itself.
fn decide(
    feed: FeedId,
    items: Vec<Item>,
    own: usize,
    known: &Known,
    previous: Previous,
    topics: &Topics,
    url: &str,
) -> Changes {
    let possible_gap = dedup::possible_gap(previous.window, &items, own, known);
    let mut changes = dedup::changes(feed, items, known);
    changes.possible_gap = possible_gap;
    let backfill = dedup::backfill(&changes.decisions, previous.success);
    for (decision, backfill) in changes.decisions.iter_mut().zip(backfill) {
        decision.backfill = backfill;
        if let Verdict::New | Verdict::Revised { .. } | Verdict::Richer { .. } = decision.verdict {
            let item = &decision.item;
            let (summary, body) = summary_and_body(
                item.summary_text.as_deref(),
                &item.text,
                item.content.is_some(),
            );
            decision.tags = topics.tag(&TopicText {
                title: &item.title,
                summary,
                body,
                language: item.language.as_deref(),
                link: item
                    .canonical_url
                    .as_deref()
                    .or(item.url.as_deref())
                    .unwrap_or_default(),
                feed: url,
            });
        }
    }
    changes
}

//! The polls in flight and those that wait for their turn: at most one per feed, bounded in number,
//! polite to hosts. Used by the daemon's loop and by `jarshy poll`.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use tokio::task::JoinSet;

use crate::fetch::hosts::{HostLimits, HostQueue, Next};
use crate::model::{FeedId, Timestamp};
use crate::poll::{Context, Job, PollReport, poll};
use crate::schedule::PollSettings;
use crate::store::StoreError;

/// Owns the tasks that poll.
pub struct Crew {
    context: Arc<Context>,
    clock: fn() -> Timestamp,
    queue: HostQueue<Job>,
    polls: JoinSet<Done>,
    /// Feeds that wait or are in flight.
    busy: HashSet<FeedId>,
}

/// A poll that ended.
pub struct Done {
    /// What was polled.
    pub job: Job,
    /// What it came to.
    pub result: Result<PollReport, StoreError>,
    host: String,
}

impl Crew {
    /// An idle crew. `clock` tells when a poll starts.
    pub fn new(context: Context, settings: &PollSettings, clock: fn() -> Timestamp) -> Crew {
        Crew {
            context: Arc::new(context),
            clock,
            queue: HostQueue::new(limits(settings)),
            polls: JoinSet::new(),
            busy: HashSet::new(),
        }
    }

    /// Keeps the gap between two starts to one public host also across a restart.
    pub fn begin_after_a_gap(&mut self) {
        let gap = self.queue.limits().host_gap;
        if let Some(until) = Instant::now().checked_add(gap) {
            self.queue.begin_after(until);
        }
    }

    /// Queues a poll; `false` when that feed waits or is in flight already.
    pub fn offer(&mut self, job: Job) -> bool {
        if !self.busy.insert(job.id) {
            return false;
        }
        let host = job.url().authority();
        self.queue.push(&host, job);
        true
    }

    /// Starts what may start now. Returns when to look again; `None` when only a finished poll or a
    /// new offer can change anything.
    pub fn start_ready(&mut self) -> Option<Instant> {
        loop {
            match self.queue.next(Instant::now()) {
                Next::Start(job) => {
                    let context = Arc::clone(&self.context);
                    let now = (self.clock)();
                    self.polls.spawn(async move {
                        let host = job.url().authority();
                        let result = poll(&context, &job, now).await;
                        Done { job, result, host }
                    });
                }
                Next::Wait(until) => return Some(until),
                Next::Idle => return None,
            }
        }
    }

    /// The next poll that ends; waits for ever when none is in flight. Logs it, and frees its place.
    pub async fn finished(&mut self) -> Done {
        loop {
            match self.polls.join_next().await {
                Some(Ok(done)) => {
                    self.settle(&done);
                    return done;
                }
                // `poll` catches panics, and nobody aborts a task but `abandon`.
                Some(Err(error)) => tracing::error!(%error, "a poll was lost"),
                None => std::future::pending().await,
            }
        }
    }

    fn settle(&mut self, done: &Done) {
        self.busy.remove(&done.job.id);
        let private = done.result.as_ref().ok().and_then(|report| report.private);
        self.queue.done(&done.host, private);
        log(done);
        if let Ok(PollReport {
            hold: Some(hold), ..
        }) = &done.result
        {
            self.queue
                .hold(&hold.host, instant_of(hold.until, (self.clock)()));
        }
    }

    /// Whether nothing waits and nothing is in flight.
    pub fn is_idle(&self) -> bool {
        self.busy.is_empty()
    }

    /// Feeds that wait or are in flight.
    pub fn waiting(&self) -> usize {
        self.busy.len()
    }

    /// Polls in flight.
    pub fn in_flight(&self) -> usize {
        self.polls.len()
    }

    /// Forgets what waits; what is in flight goes on.
    pub fn drop_waiting(&mut self) {
        for job in self.queue.drain() {
            self.busy.remove(&job.id);
        }
    }

    /// Takes out what waits for hosts that rest beyond this moment.
    pub fn take_resting(&mut self, beyond: Instant) -> Vec<Job> {
        let resting = self.queue.take_resting(beyond);
        for job in &resting {
            self.busy.remove(&job.id);
        }
        resting
    }

    /// From now on polls as this config says; what is in flight goes on as it began.
    pub fn reconfigure(&mut self, context: Context, settings: &PollSettings) {
        self.drop_waiting();
        self.context = Arc::new(context);
        self.queue.limit(limits(settings));
    }

    /// Ends what is in flight without waiting for it. Nothing half-done is kept: a poll is recorded
    /// whole or not at all.
    pub async fn abandon(&mut self) {
        self.drop_waiting();
        self.polls.shutdown().await;
        self.busy.clear();
    }
}

fn limits(settings: &PollSettings) -> HostLimits {
    HostLimits {
        concurrency: settings.concurrency,
        per_host: settings.per_host,
        host_gap: settings.host_gap,
    }
}

/// The moment on the monotonic clock that corresponds to a wall-clock time.
fn instant_of(at: Timestamp, now: Timestamp) -> Instant {
    Instant::now() + (at - now).to_std().unwrap_or_default()
}

/// One line per poll.
fn log(done: &Done) {
    let feed = &done.job.feed;
    match &done.result {
        Ok(report) => {
            let recorded = &report.recorded;
            match &report.failure {
                None => tracing::info!(
                    feed.id = done.job.id.0,
                    feed.url = %feed.url,
                    outcome = recorded.outcome,
                    http.status = report.state.last_status,
                    new_items = recorded.new_items.len(),
                    changed_items = recorded.changed_items,
                    possible_gap = recorded.possible_gap,
                    "polled"
                ),
                Some(failure) => tracing::warn!(
                    feed.id = done.job.id.0,
                    feed.url = %feed.url,
                    outcome = recorded.outcome,
                    failure = failure.kind.as_str(),
                    http.status = failure.http_status,
                    failures_in_a_row = report.state.consecutive_failures,
                    "poll failed: {failure}"
                ),
            }
        }
        Err(error) => tracing::error!(
            feed.id = done.job.id.0,
            feed.url = %feed.url,
            %error,
            "poll not kept, it will be tried again"
        ),
    }
}

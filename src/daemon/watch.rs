//! What the daemon knows about its feeds: settings, state, who shares a schedule, who waits for a
//! jittered start. Synchronous; times are arguments, so the loop is the only one with a clock.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::crew::Done;
use crate::backoff;
use crate::due;
use crate::model::{Feed, FeedId, FeedState, FeedStatus, Schedule, Timestamp, format_time};
use crate::poll::Job;
use crate::store::HostHold;

/// The feeds of the config that is in force.
pub(super) struct Watch {
    feeds: HashMap<FeedId, Watched>,
    by_schedule: HashMap<Schedule, Vec<FeedId>>,
    waiting: BinaryHeap<Reverse<(Instant, FeedId)>>,
    /// The ids in `waiting`: a feed waits for one start at a time.
    waits: HashSet<FeedId>,
    /// Hosts that asked us to slow down: their feeds' ticks are passed over until then.
    resting: HashMap<String, Timestamp>,
    new_items: u64,
    dropped_ticks: u64,
    /// A reload that was refused since: when, and why in a few words.
    refused: Option<(Timestamp, String)>,
}

struct Watched {
    feed: Arc<Feed>,
    state: FeedState,
    /// After its schedule's tick.
    offset: chrono::Duration,
}

impl Watch {
    pub(super) fn new(
        feeds: impl Iterator<Item = (FeedId, Feed)>,
        states: Vec<(FeedId, FeedState)>,
        jitter: chrono::Duration,
        now: Timestamp,
    ) -> Watch {
        let mut states: HashMap<FeedId, FeedState> = states.into_iter().collect();
        let mut windows: HashMap<Schedule, chrono::Duration> = HashMap::new();
        let mut by_schedule: HashMap<Schedule, Vec<FeedId>> = HashMap::new();
        let feeds = feeds
            .map(|(id, feed)| {
                let window = *windows
                    .entry(feed.schedule.clone())
                    .or_insert_with(|| due::window(&feed.schedule, jitter, now));
                if feed.enabled {
                    by_schedule
                        .entry(feed.schedule.clone())
                        .or_default()
                        .push(id);
                }
                let watched = Watched {
                    offset: due::jitter(&feed.url, window),
                    state: states.remove(&id).unwrap_or_default(),
                    feed: Arc::new(feed),
                };
                (id, watched)
            })
            .collect();
        Watch {
            feeds,
            by_schedule,
            waiting: BinaryHeap::new(),
            waits: HashSet::new(),
            resting: HashMap::new(),
            new_items: 0,
            dropped_ticks: 0,
            refused: None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.feeds.len()
    }

    /// Every schedule that an enabled feed has, once.
    pub(super) fn schedules(&self) -> Vec<Schedule> {
        self.by_schedule.keys().cloned().collect()
    }

    /// When each feed is due next.
    pub(super) fn next_polls(&self, now: Timestamp) -> Vec<(FeedId, Option<Timestamp>)> {
        self.feeds
            .iter()
            .map(|(id, w)| (*id, due::next_poll_at(&w.feed, &w.state, w.offset, now)))
            .collect()
    }

    /// Makes feeds due that missed a scheduled poll, each once.
    pub(super) fn catch_up(&mut self, now: Timestamp, instant: Instant) {
        let overdue: Vec<FeedId> = self
            .feeds
            .iter()
            .filter(|(_, w)| w.feed.enabled && due::is_overdue(&w.feed, &w.state, now))
            .map(|(id, _)| *id)
            .collect();
        for id in overdue {
            self.wait(id, instant);
        }
    }

    /// A schedule fired: its feeds start within the jitter's window.
    pub(super) fn tick(&mut self, schedule: &Schedule, instant: Instant) {
        let ids = self.by_schedule.get(schedule).cloned().unwrap_or_default();
        for id in ids {
            let offset = self
                .feeds
                .get(&id)
                .and_then(|w| w.offset.to_std().ok())
                .unwrap_or(Duration::ZERO);
            self.wait(id, instant + offset);
        }
    }

    fn wait(&mut self, id: FeedId, start: Instant) {
        if self.waits.insert(id) {
            self.waiting.push(Reverse((start, id)));
        } else {
            self.dropped_ticks += 1;
        }
    }

    /// The next jittered start; `None` when nobody waits.
    pub(super) fn next_start(&self) -> Option<Instant> {
        self.waiting.peek().map(|Reverse((start, _))| *start)
    }

    /// The polls whose start has come and that nothing vetoes.
    pub(super) fn due(&mut self, instant: Instant, now: Timestamp) -> Vec<Job> {
        let mut jobs = Vec::new();
        while let Some(Reverse((start, id))) = self.waiting.peek().copied() {
            if start > instant {
                break;
            }
            self.waiting.pop();
            self.waits.remove(&id);
            let Some(watched) = self.feeds.get(&id) else {
                continue;
            };
            if backoff::veto(&watched.state, now).is_some()
                || watched.state.status == FeedStatus::Gone
            {
                continue;
            }
            let job = Job {
                id,
                feed: Arc::clone(&watched.feed),
                state: watched.state.clone(),
            };
            let host_rests = !self.resting.is_empty()
                && self
                    .resting
                    .get(&job.url().authority())
                    .is_some_and(|until| *until > now);
            if !host_rests {
                jobs.push(job);
            }
        }
        jobs
    }

    /// Passes over the feeds of these hosts while they rest.
    pub(super) fn let_rest(&mut self, holds: impl IntoIterator<Item = HostHold>, now: Timestamp) {
        self.resting.retain(|_, until| *until > now);
        for hold in holds {
            self.resting.insert(hold.host, hold.until);
        }
    }

    /// Takes over what a poll taught. A feed that a reload removed meanwhile is nobody's any more.
    pub(super) fn settle(&mut self, done: Done) {
        if let Ok(report) = done.result
            && let Some(watched) = self.feeds.get_mut(&done.job.id)
        {
            watched.state = report.state;
            self.new_items += report.recorded.new_items.len() as u64;
        }
    }

    /// A feed was due while its last poll was still under way.
    pub(super) fn count_dropped(&mut self) {
        self.dropped_ticks += 1;
    }

    /// A new config was refused; said in every summary until one is taken over.
    pub(super) fn note_refusal(&mut self, now: Timestamp, why: &str) {
        self.refused = Some((now, why.to_owned()));
    }

    /// One line for `systemctl status`.
    pub(super) fn summary(&self, in_flight: usize) -> String {
        let troubled = self
            .feeds
            .values()
            .filter(|w| matches!(w.state.status, FeedStatus::Failing | FeedStatus::Gone))
            .count();
        let mut text = match &self.refused {
            Some((at, why)) => format!(
                "reload refused at {} ({why}), the old config stays in force; ",
                format_time(*at)
            ),
            None => String::new(),
        };
        text.push_str(&format!(
            "watching {} feeds, {in_flight} polls in flight, {} new items since the start",
            self.feeds.len(),
            self.new_items
        ));
        if troubled > 0 {
            text.push_str(&format!(", {troubled} feeds in trouble"));
        }
        if self.dropped_ticks > 0 {
            text.push_str(&format!(
                ", {} ticks dropped because a poll was still under way",
                self.dropped_ticks
            ));
        }
        text
    }
}

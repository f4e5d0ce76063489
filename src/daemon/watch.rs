//! What the daemon knows about its feeds: settings, state, who shares a schedule, who waits for a
//! jittered start. Synchronous; times are arguments, so the loop is the only one with a clock.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::backoff;
use crate::due;
use crate::model::{
    Feed, FeedId, FeedState, FeedStatus, FeedUrl, Schedule, Timestamp, format_time,
};
use crate::poll::{Job, PollReport};
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

impl Watched {
    fn url(&self) -> FeedUrl {
        self.state.url(&self.feed)
    }

    fn next_poll(&self, rests_until: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        let from = rests_until.unwrap_or(now);
        due::next_poll_at(&self.feed, &self.state, self.offset, from)
    }

    /// Where in the queue a feed starts that is to start at once: who waits longest comes first, or on a busy
    /// host frequent restarts would serve the same few feeds.
    fn overdue(&self, now: Timestamp, instant: Instant) -> Instant {
        let since = self.state.last_polled_at.unwrap_or_default();
        (now - since)
            .to_std()
            .ok()
            .and_then(|waited| instant.checked_sub(waited))
            .unwrap_or(instant)
    }
}

impl Watch {
    pub(super) fn new(
        feeds: impl Iterator<Item = (FeedId, Feed)>,
        states: Vec<(FeedId, FeedState)>,
        jitter: chrono::Duration,
    ) -> Watch {
        let mut states: HashMap<FeedId, FeedState> = states.into_iter().collect();
        let mut windows: HashMap<Schedule, chrono::Duration> = HashMap::new();
        let mut by_schedule: HashMap<Schedule, Vec<FeedId>> = HashMap::new();
        let feeds = feeds
            .map(|(id, feed)| {
                let window = *windows
                    .entry(feed.schedule.clone())
                    .or_insert_with(|| due::window(&feed.schedule, jitter));
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
            .map(|(id, w)| (*id, w.next_poll(self.rests_until(w, now), now)))
            .collect()
    }

    /// When each feed of one host is due next.
    pub(super) fn next_polls_at(
        &self,
        host: &str,
        now: Timestamp,
    ) -> Vec<(FeedId, Option<Timestamp>)> {
        self.feeds
            .iter()
            .filter(|(_, w)| w.url().authority() == host)
            .map(|(id, w)| (*id, w.next_poll(self.rests_until(w, now), now)))
            .collect()
    }

    /// How long a feed's host rests; `None` when it does not.
    fn rests_until(&self, watched: &Watched, now: Timestamp) -> Option<Timestamp> {
        if self.resting.is_empty() {
            return None;
        }
        let until = self.resting.get(&watched.url().authority()).copied();
        until.filter(|until| *until > now)
    }

    /// Makes feeds due that missed a scheduled poll, each once: at once, or in their place when the
    /// window of the latest firing is still open.
    pub(super) fn catch_up(&mut self, now: Timestamp, instant: Instant) {
        let missed: Vec<(FeedId, Instant)> = self
            .feeds
            .iter()
            .filter(|(_, w)| w.feed.enabled)
            .filter_map(|(id, w)| {
                let start = due::missed_start(&w.feed, &w.state, w.offset, now)?;
                let ahead = (start - now).to_std();
                Some((
                    *id,
                    ahead.map_or_else(|_| w.overdue(now, instant), |ahead| instant + ahead),
                ))
            })
            .collect();
        for (id, start) in missed {
            self.wait(id, start);
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

    /// The polls whose start has come and that nothing vetoes. A firing is polled once, however often it
    /// is heard of: a scheduler that starts within the second of a firing tells it again.
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
                || due::missed_start(&watched.feed, &watched.state, watched.offset, now).is_none()
            {
                continue;
            }
            let job = Job {
                id,
                feed: Arc::clone(&watched.feed),
                state: watched.state.clone(),
            };
            if self.rests_until(watched, now).is_none() {
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
    /// Returns when the feed is due next if the poll stored that by settings no longer in force.
    pub(super) fn settle(
        &mut self,
        job: &Job,
        report: PollReport,
        now: Timestamp,
    ) -> Option<(FeedId, Option<Timestamp>)> {
        let watched = self.feeds.get_mut(&job.id)?;
        watched.state = report.state;
        self.new_items += report.recorded.new_items.len() as u64;
        (watched.feed != job.feed).then(|| {
            let next = due::next_poll_at(&watched.feed, &watched.state, watched.offset, now);
            (job.id, next)
        })
    }

    /// Makes a feed due again whose poll could not be kept, unless it is anyway.
    pub(super) fn retry(&mut self, id: FeedId, start: Instant) {
        if self.waits.insert(id) {
            self.waiting.push(Reverse((start, id)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedUrl, RequestSettings, parse_time};

    fn at(text: &str) -> Timestamp {
        parse_time(text).unwrap()
    }

    /// One feed on an hourly schedule, spread over two minutes.
    fn hourly(last_polled_at: &str) -> Watch {
        let feed = Feed {
            url: FeedUrl::parse("https://news.example/feed").unwrap(),
            title: None,
            folder: None,
            schedule: Schedule::parse("0 * * * *").unwrap(),
            enabled: true,
            request: RequestSettings {
                timeout: Duration::from_secs(30),
                user_agent: String::new(),
                headers: Vec::new(),
                username: None,
                password_file: None,
            },
        };
        let state = FeedState {
            last_polled_at: Some(at(last_polled_at)),
            ..FeedState::default()
        };
        let id = FeedId(1);
        Watch::new(
            [(id, feed)].into_iter(),
            vec![(id, state)],
            chrono::Duration::minutes(2),
        )
    }

    fn offset(watch: &Watch) -> Duration {
        watch.feeds[&FeedId(1)].offset.to_std().unwrap()
    }

    #[test]
    fn a_feed_whose_window_is_open_keeps_its_place_when_it_catches_up() {
        let mut watch = hourly("2021-05-10T08:00:30Z");
        let instant = Instant::now();
        watch.catch_up(at("2021-05-10T09:00:00Z"), instant);
        assert_eq!(watch.next_start(), Some(instant + offset(&watch)));
        assert!(offset(&watch) > Duration::ZERO);
    }

    #[test]
    fn a_feed_whose_window_is_over_catches_up_at_once() {
        let mut watch = hourly("2021-05-10T08:00:30Z");
        let instant = Instant::now();
        watch.catch_up(at("2021-05-10T09:30:00Z"), instant);
        assert_eq!(watch.due(instant, at("2021-05-10T09:30:00Z")).len(), 1);
    }

    #[test]
    fn who_waits_longest_catches_up_first() {
        let mut watch = hourly("2021-05-10T08:00:30Z");
        let mut other = hourly("2021-05-10T07:00:30Z");
        let older = other.feeds.remove(&FeedId(1)).unwrap();
        watch.feeds.insert(FeedId(2), older);
        let (instant, now) = (Instant::now(), at("2021-05-10T09:30:00Z"));
        watch.catch_up(now, instant);
        let order: Vec<FeedId> = watch.due(instant, now).iter().map(|job| job.id).collect();
        assert_eq!(order, [FeedId(2), FeedId(1)]);
    }

    #[test]
    fn feeds_of_a_resting_host_are_due_after_its_rest() {
        let mut watch = hourly("2021-05-10T09:00:30Z");
        let now = at("2021-05-10T09:30:00Z");
        let due = |watch: &Watch| watch.next_polls(now)[0].1.unwrap();
        assert!(due(&watch) < at("2021-05-10T10:02:00Z"));
        let hold = HostHold {
            host: "news.example:443".to_owned(),
            until: at("2021-05-10T11:30:00Z"),
        };
        watch.let_rest([hold], now);
        assert!(due(&watch) >= at("2021-05-10T12:00:00Z"));
        assert_eq!(
            watch.next_polls_at("news.example:443", now),
            watch.next_polls(now)
        );
        assert!(watch.next_polls_at("other.example:443", now).is_empty());
    }

    #[test]
    fn a_firing_that_is_told_twice_is_polled_once() {
        let mut watch = hourly("2021-05-10T09:00:00Z");
        let instant = Instant::now();
        watch.tick(&Schedule::parse("0 * * * *").unwrap(), instant);
        let start = instant + offset(&watch);
        assert_eq!(watch.due(start, at("2021-05-10T09:00:31Z")).len(), 0);
        watch.tick(&Schedule::parse("0 * * * *").unwrap(), instant);
        assert_eq!(watch.due(start, at("2021-05-10T10:00:31Z")).len(), 1);
    }

    #[test]
    fn a_poll_that_could_not_be_kept_is_due_again_once() {
        let mut watch = hourly("2021-05-10T08:00:30Z");
        let again = Instant::now() + Duration::from_secs(10);
        watch.retry(FeedId(1), again);
        watch.retry(FeedId(1), again);
        assert_eq!(watch.next_start(), Some(again));
        assert_eq!(watch.due(again, at("2021-05-10T09:31:00Z")).len(), 1);
        assert_eq!(watch.next_start(), None);
    }
}

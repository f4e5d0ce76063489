//! When a feed is due: schedule, jitter and veto folded into one answer. Pure; `now` is an argument.
//!
//! Cron says when, the jitter spreads the feeds that share a schedule, and `not_before` may veto a
//! tick. The tick itself comes from `schedule`.

use chrono::{DateTime, Duration};
use sha2::{Digest, Sha256};

use crate::backoff;
use crate::model::{Feed, FeedState, FeedStatus, FeedUrl, Schedule, Timestamp};

/// Where a schedule's interval is measured: a Monday at midnight, 1 January 2024.
const REFERENCE: Timestamp =
    DateTime::from_timestamp(1_704_067_200, 0).expect("a time of our days");

/// More vetoes in a row than there can be: what is stored, and an hour skipped now and then for a day.
const VETOES: usize = 32;

/// How far after its schedule's tick this feed starts: below `window`, whole milliseconds, the same
/// for ever for one URL (http and https alike).
pub fn jitter(url: &FeedUrl, window: Duration) -> Duration {
    let digest = Sha256::digest(url.key().as_bytes());
    let mut head = [0; 8];
    head.copy_from_slice(&digest[..8]);
    let window = u64::try_from(window.num_milliseconds()).unwrap_or(0);
    let offset = u64::from_be_bytes(head).checked_rem(window).unwrap_or(0);
    Duration::milliseconds(i64::try_from(offset).unwrap_or(0))
}

/// The time over which a schedule's feeds are spread: the configured jitter, but at most half of the
/// schedule's own interval, so that a firing's polls are over before the next one comes. The same at
/// any time, so that a feed keeps its place in an uneven schedule too.
pub fn window(schedule: &Schedule, jitter: Duration) -> Duration {
    match schedule.interval_after(REFERENCE) {
        Some(interval) => jitter.min(interval / 2),
        None => jitter,
    }
}

/// When the feed is polled next; `None` for never (disabled, gone, removed, or a schedule that has
/// no further time). The first jittered tick after `now` that no veto forbids.
pub fn next_poll_at(
    feed: &Feed,
    state: &FeedState,
    offset: Duration,
    now: Timestamp,
) -> Option<Timestamp> {
    if !feed.enabled || matches!(state.status, FeedStatus::Gone | FeedStatus::Removed) {
        return None;
    }
    let mut after = now;
    for _ in 0..VETOES {
        // A tick up to `offset` ago has its start still ahead.
        let start = feed.schedule.next_after(after - offset)? + offset;
        match backoff::veto(state, start) {
            None => return Some(start),
            // A tick at the very end of the veto is allowed.
            Some(veto) => after = veto.at - Duration::milliseconds(1),
        }
    }
    None
}

/// When the scheduled poll should have started that was missed or is about to be: the last poll is older
/// than the latest scheduled time. `None` when nothing was missed. A feed that was never polled
/// is due now, and so is one that was polled by a clock which has been set back since.
pub fn missed_start(
    feed: &Feed,
    state: &FeedState,
    offset: Duration,
    now: Timestamp,
) -> Option<Timestamp> {
    let Some(last) = state.last_polled_at.filter(|last| *last <= now) else {
        return Some(now);
    };
    let scheduled = feed.schedule.last_at_or_before(now)?;
    (last < scheduled).then(|| scheduled + offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NotBefore, RequestSettings, Rhythm, SkipTimes, format_time, parse_time};

    fn feed(schedule: &str) -> Feed {
        Feed {
            url: FeedUrl::parse("https://news.example/feed").unwrap(),
            title: None,
            folder: None,
            schedule: Schedule::parse(schedule).unwrap(),
            enabled: true,
            request: RequestSettings {
                timeout: std::time::Duration::from_secs(30),
                user_agent: String::new(),
                headers: Vec::new(),
                username: None,
                password_file: None,
            },
        }
    }

    fn at(text: &str) -> Timestamp {
        parse_time(text).unwrap()
    }

    #[test]
    fn ticks_at_skipped_times_are_passed_over() {
        let next = |schedule: &str, hours: &[u32]| {
            let state = FeedState {
                last_polled_at: Some(at("2021-05-10T09:00:00Z")),
                rhythm: Rhythm {
                    interval: None,
                    skip: SkipTimes::new(hours.iter().copied(), []),
                },
                ..FeedState::default()
            };
            let now = at("2021-05-10T09:00:05Z");
            next_poll_at(&feed(schedule), &state, Duration::zero(), now).map(format_time)
        };
        let half_hourly = "*/30 * * * *";
        assert_eq!(next(half_hourly, &[10]).unwrap(), "2021-05-10T09:30:00Z");
        assert_eq!(
            next("0 * * * *", &[10, 11, 13]).unwrap(),
            "2021-05-10T12:00:00Z"
        );
        let every_hour: Vec<u32> = (0..24).collect();
        assert_eq!(
            next(half_hourly, &every_hour).unwrap(),
            "2021-05-11T09:00:00Z"
        );
        let every_other: Vec<u32> = (0..24).step_by(2).collect();
        let at_even_hours = "0 */2 * * *";
        assert_eq!(
            next(at_even_hours, &every_other).unwrap(),
            "2021-05-11T10:00:00Z"
        );
    }

    #[test]
    fn the_next_poll_is_a_jittered_tick_that_no_veto_forbids() {
        let veto = |until: &str| FeedState {
            not_before: Some(NotBefore {
                at: at(until),
                reason: String::new(),
            }),
            ..FeedState::default()
        };
        let cases = [
            ("no veto", FeedState::default(), 0, "2021-05-10T09:10:00Z"),
            (
                "the tick was, the start is ahead",
                FeedState::default(),
                90,
                "2021-05-10T09:01:30Z",
            ),
            (
                "the start was too",
                FeedState::default(),
                30,
                "2021-05-10T09:10:30Z",
            ),
            (
                "a veto passes ticks over",
                veto("2021-05-10T09:25:00Z"),
                0,
                "2021-05-10T09:30:00Z",
            ),
            (
                "a veto that ends at a tick",
                veto("2021-05-10T09:30:00Z"),
                0,
                "2021-05-10T09:30:00Z",
            ),
            (
                "a jittered start may clear it",
                veto("2021-05-10T09:30:20Z"),
                30,
                "2021-05-10T09:30:30Z",
            ),
            (
                "a veto that is over",
                veto("2021-05-10T08:00:00Z"),
                0,
                "2021-05-10T09:10:00Z",
            ),
        ];
        for (name, state, offset, expected) in cases {
            let next = next_poll_at(
                &feed("*/10 * * * *"),
                &state,
                Duration::seconds(offset),
                at("2021-05-10T09:01:00Z"),
            );
            assert_eq!(next.map(format_time).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_feed_that_is_gone_or_disabled_is_never_due() {
        let now = at("2021-05-10T09:01:00Z");
        let gone = FeedState {
            status: FeedStatus::Gone,
            ..FeedState::default()
        };
        let disabled = Feed {
            enabled: false,
            ..feed("* * * * *")
        };
        assert_eq!(
            next_poll_at(&feed("* * * * *"), &gone, Duration::zero(), now),
            None
        );
        assert_eq!(
            next_poll_at(&disabled, &FeedState::default(), Duration::zero(), now),
            None
        );
    }

    #[test]
    fn a_restart_between_two_ticks_makes_nothing_due() {
        let feed = feed("0 * * * *");
        let polled = |text: &str| FeedState {
            last_polled_at: Some(at(text)),
            ..FeedState::default()
        };
        let now = at("2021-05-10T09:30:00Z");
        let start = |state: &FeedState| missed_start(&feed, state, Duration::seconds(73), now);
        assert_eq!(start(&FeedState::default()), Some(now));
        assert_eq!(
            start(&polled("2021-05-10T08:59:59Z")),
            Some(at("2021-05-10T09:01:13Z"))
        );
        assert_eq!(start(&polled("2021-05-10T09:00:00Z")), None);
        assert_eq!(start(&polled("2021-05-10T09:01:13Z")), None);
        assert_eq!(start(&polled("2031-05-10T09:01:13Z")), Some(now));
    }

    #[test]
    fn a_restart_within_the_window_leaves_a_feed_its_place() {
        let feed = feed("0 * * * *");
        let polled = FeedState {
            last_polled_at: Some(at("2021-05-10T08:01:13Z")),
            ..FeedState::default()
        };
        let (offset, now) = (Duration::seconds(73), at("2021-05-10T09:00:30Z"));
        let start = missed_start(&feed, &polled, offset, now);
        assert_eq!(start, Some(at("2021-05-10T09:01:13Z")));
        assert_eq!(next_poll_at(&feed, &polled, offset, now), start);
    }

    #[test]
    fn the_window_stays_below_the_interval() {
        let two_minutes = Duration::minutes(2);
        let of = |text: &str| window(&Schedule::parse(text).unwrap(), two_minutes);
        assert_eq!(of("*/30 * * * *"), two_minutes);
        assert_eq!(of("* * * * *"), Duration::seconds(30));
        assert_eq!(of("*/2 * * * * *"), Duration::seconds(1));
        // Every hour ends with a gap of a minute.
        assert_eq!(of("*/59 * * * *"), Duration::seconds(30));
    }

    proptest::proptest! {
        #[test]
        fn the_jitter_stays_in_its_window_and_never_changes(path in "[a-z0-9/]{0,20}", window in 0i64..100_000) {
            let url = FeedUrl::parse(&format!("https://news.example/{path}")).unwrap();
            let window = Duration::milliseconds(window);
            let offset = jitter(&url, window);
            proptest::prop_assert!(offset >= Duration::zero());
            proptest::prop_assert!(offset < window || window.is_zero());
            proptest::prop_assert_eq!(offset, jitter(&url, window));
        }
    }
}

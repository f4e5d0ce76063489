//! The read model shown by the command line and the status page.

use chrono::Duration;

use crate::model::{Schedule, Timestamp, format_time};
use crate::store::{FeedHealth, Overview, Store, StoreError, TopicCount};

/// Entries below which a document's span tells nothing about the feed's rhythm.
const FEW: usize = 5;

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

/// Why a feed is polled next when it is: its schedule, and the veto that moved the poll, if one did.
pub fn why_then(feed: &FeedHealth) -> String {
    match feed.status.as_str() {
        "removed" => "not in the config".to_owned(),
        "gone" => "never: it answered 410 Gone; poll --force asks again".to_owned(),
        _ if !feed.enabled => "never: disabled in the config".to_owned(),
        _ => match (rests_until(feed), moved_by(feed)) {
            (Some(until), _) => format!(
                "{}; its host asked to slow down until {}",
                feed.schedule,
                format_time(until)
            ),
            (None, Some(reason)) => format!("{}; {reason}", feed.schedule),
            (None, None) if runs_into_skipped(feed) => format!(
                "{}; not at the times the feed asks to be left alone (skipHours, skipDays)",
                feed.schedule
            ),
            (None, None) => feed.schedule.clone(),
        },
    }
}

/// What an operator should know of a feed that works: items that may have been missed, a schedule that
/// will miss some, and changes that are no longer kept. `None` when all is well.
pub fn advice(feed: &FeedHealth) -> Option<String> {
    let advice: Vec<String> = [missed(feed), too_seldom(feed), restless(feed)]
        .into_iter()
        .flatten()
        .collect();
    (!advice.is_empty()).then(|| advice.join("; "))
}

/// The last stretch of time from which items may have been missed.
fn missed(feed: &FeedHealth) -> Option<String> {
    let gap = feed.last_gap?;
    Some(match (gap.after, gap.before) {
        (Some(after), Some(before)) if after < before => format!(
            "items between {} and {} may have been missed",
            format_time(after),
            format_time(before)
        ),
        _ => "items may have been missed between two polls".to_owned(),
    })
}

/// A feed's documents reach back less far than its schedule asks. `None` also when its entries tell no time.
fn too_seldom(feed: &FeedHealth) -> Option<String> {
    let window = feed.window.filter(|window| window.entries >= FEW)?;
    let span = window.span()?;
    let schedule = Schedule::parse(&feed.schedule).ok()?;
    let interval = schedule.interval_after(feed.last_polled_at?)?;
    (span < interval && feed.enabled).then(|| {
        format!(
            "its document holds {} of items and is polled every {}: items may be missed, poll it more often",
            rounded(span),
            rounded(interval)
        )
    })
}

/// Items with something in them that changes at every poll, such as a counter.
fn restless(feed: &FeedHealth) -> Option<String> {
    match feed.restless_items {
        0 => None,
        1 => {
            Some("1 of its items keeps changing: its older wordings are no longer kept".to_owned())
        }
        count => Some(format!(
            "{count} of its items keep changing: their older wordings are no longer kept"
        )),
    }
}

/// A length of time for people, in its largest unit.
fn rounded(time: Duration) -> String {
    let minutes = time.num_minutes();
    match minutes {
        0..=119 => format!("{minutes} min"),
        120..=2879 => format!("{} h", time.num_hours()),
        _ => format!("{} days", time.num_days()),
    }
}

/// How long the feed's host rests, where that reaches beyond its next poll.
fn rests_until(feed: &FeedHealth) -> Option<Timestamp> {
    feed.host_rests_until
        .filter(|until| feed.next_poll_at.is_some_and(|next| next < *until))
}

/// Whether the schedule's next time is one at which the document asks not to be read.
fn runs_into_skipped(feed: &FeedHealth) -> bool {
    scheduled(feed).is_some_and(|at| feed.skip.covers(at))
}

fn scheduled(feed: &FeedHealth) -> Option<Timestamp> {
    Schedule::parse(&feed.schedule)
        .ok()?
        .next_after(feed.last_polled_at?)
}

/// The reason of the veto that the schedule would otherwise have run into.
fn moved_by(feed: &FeedHealth) -> Option<&str> {
    let reason = feed.not_before_reason.as_deref()?;
    (scheduled(feed)? < feed.not_before? && !reason.is_empty()).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SkipTimes, Window, parse_time};

    #[test]
    fn a_window_shorter_than_the_schedule_is_warned_of() {
        let with = |entries, newest: &str| FeedHealth {
            window: Some(Window {
                entries,
                oldest: parse_time("2021-05-10T08:00:00Z"),
                newest: parse_time(newest),
            }),
            ..feed()
        };
        let warned = advice(&with(20, "2021-05-10T08:20:00Z")).unwrap();
        assert!(
            warned.contains("holds 20 min of items and is polled every 30 min"),
            "{warned}"
        );
        assert_eq!(advice(&with(20, "2021-05-10T18:20:00Z")), None);
        assert_eq!(advice(&with(2, "2021-05-10T08:20:00Z")), None);
        assert_eq!(advice(&feed()), None);
    }

    #[test]
    fn items_that_keep_changing_are_counted() {
        let with = |restless_items| {
            advice(&FeedHealth {
                restless_items,
                ..feed()
            })
        };
        assert_eq!(with(0), None);
        assert!(
            with(1)
                .unwrap()
                .starts_with("1 of its items keeps changing")
        );
        assert!(with(3).unwrap().starts_with("3 of its items keep changing"));
    }

    fn feed() -> FeedHealth {
        FeedHealth {
            id: 1,
            url: "https://news.example/feed".to_owned(),
            effective_url: None,
            title: None,
            schedule: "*/30 * * * *".to_owned(),
            status: "failing".to_owned(),
            enabled: true,
            last_polled_at: parse_time("2021-05-10T09:00:05Z"),
            last_success_at: None,
            last_outcome: Some("failed".to_owned()),
            last_status: Some(500),
            last_error: Some("HTTP 500".to_owned()),
            consecutive_failures: 1,
            not_before: parse_time("2021-05-10T09:01:05Z"),
            not_before_reason: Some("1st failure in a row".to_owned()),
            host_rests_until: None,
            window: None,
            skip: SkipTimes::default(),
            next_poll_at: parse_time("2021-05-10T09:30:05Z"),
            items: 0,
            restless_items: 0,
            possible_gaps: 0,
            last_gap: None,
        }
    }

    #[test]
    fn a_veto_that_ends_before_the_next_scheduled_time_moves_nothing() {
        assert_eq!(why_then(&feed()), "*/30 * * * *");
    }

    #[test]
    fn a_veto_beyond_the_next_scheduled_time_is_the_reason() {
        let later = FeedHealth {
            not_before: parse_time("2021-05-10T10:10:00Z"),
            ..feed()
        };
        assert_eq!(why_then(&later), "*/30 * * * *; 1st failure in a row");
    }

    #[test]
    fn a_feed_that_is_not_polled_says_why() {
        for (status, enabled, why) in [
            ("gone", true, "410"),
            ("removed", true, "not in the config"),
            ("active", false, "disabled"),
        ] {
            let feed = FeedHealth {
                status: status.to_owned(),
                enabled,
                ..feed()
            };
            assert!(why_then(&feed).contains(why), "{status}");
        }
    }
}

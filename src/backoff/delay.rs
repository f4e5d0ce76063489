//! How long to stay away: what publishers ask for, capped, and what failures in a row cost.

use std::time::Duration;

use super::{later, next_second};
use crate::model::{
    Failure, FailureKind, FeedUrl, NotBefore, PollRecord, Rhythm, SkipTimes, Timestamp,
};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// 16 years were seen in a Retry-After.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(7 * 24 * 3600);

/// Of max-age, Expires, the document's own wish, and failures.
const LONGEST: Duration = DAY;

/// What the first failure in a row costs; a single one costs an ordinary schedule nothing.
const FIRST_FAILURE: Duration = MINUTE;

/// After 429 or 503 without a word on when.
const THROTTLED: Duration = Duration::from_secs(5 * 60);

/// What a poll that worked asks for; the longest wish counts.
pub(super) fn asked_for(poll: &PollRecord, rhythm: Rhythm, now: Timestamp) -> Option<NotBefore> {
    let hints = &poll.hints;
    let retry_after = hints.retry_after.map(|wish| {
        let (wait, reason) = granted(wish, LONGEST_RETRY_AFTER, "by Retry-After");
        NotBefore {
            at: next_second(later(now, wait)),
            reason,
        }
    });
    // Freshness is counted from the question, and a little less of it: a schedule with the same
    // rhythm as the cache would otherwise miss every other turn by half a second.
    let softly = |wish: Option<Duration>, author: &str| {
        let (wait, reason) = granted(wish?, LONGEST, author);
        Some(NotBefore {
            at: later(poll.started_at, rounded(wait)),
            reason,
        })
    };
    let asked = [
        retry_after,
        softly(hints.fresh_for, "by max-age or Expires"),
        softly(rhythm.interval, "in the feed itself"),
    ]
    .into_iter()
    .flatten()
    .max_by_key(|not_before| not_before.at)
    .filter(|not_before| not_before.at > now);
    let earliest = asked.as_ref().map_or(now, |asked| asked.at);
    skipped(rhythm.skip, poll.started_at, earliest).or(asked)
}

/// The veto on a moment at which the document asks not to be read, up to a day after the last poll: a
/// document that skips all hours is read once a day.
pub(super) fn skipped(skip: SkipTimes, last: Timestamp, at: Timestamp) -> Option<NotBefore> {
    // With a clock that was set back, the last poll tells nothing.
    let until = skip
        .end(at)
        .filter(|_| last <= at)?
        .min(later(last, LONGEST));
    (until > at).then(|| NotBefore {
        at: until,
        reason: "the feed asks not to be read before (skipHours, skipDays)".to_owned(),
    })
}

/// How much of a wish is met, and the phrase that tells it.
fn granted(wish: Duration, cap: Duration, author: &str) -> (Duration, String) {
    if wish > cap {
        let reason = format!(
            "asked for more than {0} {author}; {0} is the most we grant",
            spoken(cap)
        );
        return (cap, reason);
    }
    (wish, format!("asked for {} {author}", spoken(wish)))
}

fn rounded(wish: Duration) -> Duration {
    wish.saturating_sub((wish / 60).min(Duration::from_secs(30)))
}

/// When to try again after the n-th failure in a row.
pub(super) fn after_failure(
    feed: &FeedUrl,
    failure: &Failure,
    n: u32,
    now: Timestamp,
) -> NotBefore {
    let asked = failure
        .hints
        .retry_after
        .map(|wish| granted(wish, LONGEST_RETRY_AFTER, "by Retry-After"));
    let throttled = failure.kind == FailureKind::Throttled;
    // The publisher's word counts alone at first; whoever goes on failing costs more than it says.
    let own = match (throttled, &asked) {
        (true, Some(_)) => exponential(feed, n.saturating_sub(1)),
        (true, None) => exponential(feed, n).max(THROTTLED),
        (false, _) => exponential(feed, n),
    };
    match asked {
        Some((wait, reason)) if wait >= own => NotBefore {
            at: next_second(later(now, wait)),
            reason,
        },
        _ => NotBefore {
            at: later(now, own),
            reason: format!("{} failure in a row", ordinal(n)),
        },
    }
}

/// How long a host that says "slow down" rests.
pub(super) fn throttled(failure: &Failure) -> Duration {
    failure
        .hints
        .retry_after
        .map_or(THROTTLED, |asked| asked.min(LONGEST_RETRY_AFTER))
}

/// Doubles with each failure up to a day. The jitter takes up to a quarter off, so that feeds which
/// failed together do not come back together.
fn exponential(feed: &FeedUrl, n: u32) -> Duration {
    let Some(doublings) = n.checked_sub(1) else {
        return Duration::ZERO;
    };
    let full = FIRST_FAILURE
        .saturating_mul(2u32.saturating_pow(doublings))
        .min(LONGEST);
    let less = full.mul_f64(1.0 - 0.25 * fraction(&feed.key(), n));
    Duration::from_secs(less.as_secs())
}

/// A number from 0 up to 1 that depends on nothing but its arguments (FNV-1a).
fn fraction(key: &str, n: u32) -> f64 {
    let hash = key
        .bytes()
        .chain(n.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    // FNV's high bits are its weakest; a final mix spreads the low ones over them.
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    f64::from((mixed >> 32) as u32) / f64::from(u32::MAX)
}

/// A duration as people say it, in at most two units; a single day is 24 h.
fn spoken(duration: Duration) -> String {
    let units = [
        (DAY, "d"),
        (HOUR, "h"),
        (MINUTE, "min"),
        (Duration::from_secs(1), "s"),
    ];
    if duration == DAY {
        return "24 h".to_owned();
    }
    let mut rest = duration.as_secs();
    let mut parts = Vec::new();
    for (unit, name) in units {
        let count = rest / unit.as_secs();
        rest %= unit.as_secs();
        if count > 0 {
            parts.push(format!("{count} {name}"));
        }
        if parts.len() == 2 {
            break;
        }
    }
    if parts.is_empty() {
        return "less than a second".to_owned();
    }
    parts.join(" ")
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

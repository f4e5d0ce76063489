//! When to come back: feed state x what a poll came to x now -> next feed state. All retry policy is
//! here, pure: the clock is an argument and jitter is a function of the feed's address.
//!
//! Cron says when a feed is due; what is decided here may only veto. Every veto carries its reason.

mod delay;
mod moves;

use std::time::Duration;

use chrono::{TimeDelta, Timelike};

use crate::model::{
    Failure, FailureKind, FeedState, FeedStatus, FeedUrl, NotBefore, Outcome, PollRecord,
    Timestamp, Validators, is_private,
};

/// Servers that answer 304 for ever exist; after this long the whole document is asked for once.
const VALIDATORS_LIVE: TimeDelta = TimeDelta::days(8);

/// The state of a feed after a poll: everything that the poll teaches.
///
/// A 200 replaces both validators, a 304 refreshes them, a failure leaves them alone. `now` may be the
/// poll's start: what counts from the answer is counted from its end.
pub fn after(state: &FeedState, feed: &FeedUrl, poll: &PollRecord, now: Timestamp) -> FeedState {
    let now = answered(poll, now);
    let mut next = FeedState {
        last_polled_at: Some(poll.started_at),
        last_status: poll.http_status,
        ..state.clone()
    };
    match &poll.outcome {
        Outcome::Failed(failure) => failed(&mut next, feed, failure, now),
        Outcome::Updated | Outcome::Unchanged | Outcome::NotModified => {
            worked(&mut next, feed, poll, now);
        }
    }
    next
}

fn worked(next: &mut FeedState, feed: &FeedUrl, poll: &PollRecord, now: Timestamp) {
    next.status = FeedStatus::Active;
    next.last_success_at = Some(poll.started_at);
    next.last_error = None;
    next.consecutive_failures = 0;
    let same_document = poll.outcome == Outcome::NotModified || poll.body_hash == next.body_hash;
    if !poll.rhythm.is_empty() || !same_document {
        next.rhythm = poll.rhythm;
    }
    if poll.body_hash.is_some() {
        next.body_hash = poll.body_hash;
    }
    next.not_before = delay::asked_for(poll, next.rhythm, now);
    if poll.outcome == Outcome::NotModified {
        refresh_validators(next, &poll.validators, now);
    } else {
        // Both together, also when only one came or none: a latched one makes every later request
        // unconditional, or worse, never again.
        next.validators = poll.validators.clone();
        next.validators_since = Some(now);
    }
    moves::worked(next, feed, poll.moved_to.as_deref());
    if next.validators.is_empty() {
        next.validators_since = None;
    }
}

fn refresh_validators(next: &mut FeedState, sent: &Validators, now: Timestamp) {
    if !sent.is_empty() {
        next.validators = sent.clone();
    }
    // A clock set back must not keep validators alive for years.
    let since = next
        .validators_since
        .filter(|since| *since <= now)
        .unwrap_or(now);
    next.validators_since = Some(since);
    if now - since >= VALIDATORS_LIVE {
        next.validators = Validators::default();
    }
}

fn failed(next: &mut FeedState, feed: &FeedUrl, failure: &Failure, now: Timestamp) {
    next.consecutive_failures = next.consecutive_failures.saturating_add(1);
    next.last_error = Some(failure.message.clone());
    if failure.kind == FailureKind::Gone {
        next.status = FeedStatus::Gone;
        next.not_before = None;
        next.moving = None;
        return;
    }
    next.status = FeedStatus::Failing;
    next.not_before = Some(delay::after_failure(
        feed,
        failure,
        next.consecutive_failures,
        now,
    ));
    moves::failed(next, now);
}

/// The veto on polling a feed at this moment, if there is one. Whether a feed is gone is in its status.
pub fn veto(state: &FeedState, at: Timestamp) -> Option<NotBefore> {
    let stored = state.not_before.clone().filter(|veto| veto.at > at);
    let skipped = state
        .last_polled_at
        .and_then(|last| delay::skipped(state.rhythm.skip, last, at));
    stored.into_iter().chain(skipped).max_by_key(|veto| veto.at)
}

/// Until when the whole host rests after this failure in a poll: 429 and 503 of a public host. On private
/// addresses a bridge stands for many publishers, and one of them must not stop the others.
pub fn host_hold(failure: &Failure, poll: &PollRecord, now: Timestamp) -> Option<Timestamp> {
    let throttled = failure.kind == FailureKind::Throttled;
    let private = failure.peer.is_some_and(is_private);
    let until = || later(answered(poll, now), delay::throttled(failure));
    (throttled && !private).then(|| next_second(until()))
}

/// When the answer was in.
fn answered(poll: &PollRecord, now: Timestamp) -> Timestamp {
    now.max(later(poll.started_at, poll.duration))
}

/// A moment this much later, as far as the calendar goes.
fn later(at: Timestamp, by: Duration) -> Timestamp {
    TimeDelta::from_std(by)
        .ok()
        .and_then(|by| at.checked_add_signed(by))
        .unwrap_or(Timestamp::MAX_UTC)
}

/// Up to a whole second, which is all that is stored: an obeyed server must not be asked a fraction
/// too early after a restart.
fn next_second(at: Timestamp) -> Timestamp {
    let whole = at.with_nanosecond(0).unwrap_or(at);
    if whole == at {
        return at;
    }
    whole
        .checked_add_signed(TimeDelta::seconds(1))
        .unwrap_or(at)
}

/// The address that a feed is asked at.
fn address(state: &FeedState, configured: &FeedUrl) -> String {
    state
        .effective_url
        .clone()
        .unwrap_or_else(|| configured.to_string())
}

#[cfg(test)]
mod tests;

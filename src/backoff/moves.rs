//! Permanent redirects: taken over when two polls running agree, taken back when the new place fails
//! for long. While a new place fails, the old and the new address are tried in turn, so that neither
//! a dead old domain nor a hijacked redirect can lose the feed.

use chrono::TimeDelta;

use super::address;
use crate::model::{FeedState, FeedUrl, Moving, Timestamp, Validators};

/// Polls running that must lead to the same place.
const AGREEING: u32 = 2;

/// Failures in a row, and time without success, before the old address is tried again.
const LONG: (u32, TimeDelta) = (6, TimeDelta::days(2));

/// A poll worked, and an unbroken chain of permanent redirects from the asked address led `to`.
pub(super) fn worked(next: &mut FeedState, configured: &FeedUrl, to: Option<&str>) {
    let moving = next.moving.take();
    let Some(to) = to.filter(|to| *to != address(next, configured)) else {
        return;
    };
    let seen = match moving {
        Some(known) if known.to == to => known.seen.saturating_add(1),
        _ => 1,
    };
    if seen < AGREEING {
        next.moving = Some(Moving {
            to: to.to_owned(),
            seen,
        });
        return;
    }
    let home = to == configured.to_string();
    change_address(next, (!home).then(|| to.to_owned()));
}

/// A poll failed; the count of failures includes it.
pub(super) fn failed(next: &mut FeedState, now: Timestamp) {
    let (failures, time) = LONG;
    let long = next.consecutive_failures >= failures
        && next.last_success_at.is_none_or(|at| now - at >= time);
    let known = next.moving.take();
    if !long {
        return;
    }
    match (next.effective_url.take(), known) {
        (Some(new), _) => {
            change_address(next, None);
            next.moving = Some(Moving { to: new, seen: 1 });
        }
        (None, Some(known)) => change_address(next, Some(known.to)),
        (None, None) => {}
    }
}

/// Validators vouch for a document at an address; they do not move along.
fn change_address(next: &mut FeedState, effective: Option<String>) {
    next.effective_url = effective;
    next.validators = Validators::default();
    next.validators_since = None;
}

//! Table `polls`, the ledger, and what removes old rows from it and from `items`.

use rusqlite::{Connection, named_params};

use super::rows::text_of;
use super::stories;
use crate::model::{FeedId, Gap, Outcome, PollRecord, Timestamp, format_time};
use crate::store::Recorded;

/// Rows removed in one transaction, so that recordings never wait long.
const PRUNE_STEP: i64 = 2_000;

pub(super) fn append(
    db: &Connection,
    feed: FeedId,
    poll: &PollRecord,
    recorded: &Recorded,
    gap: Option<Gap>,
) -> rusqlite::Result<()> {
    let failure = match &poll.outcome {
        Outcome::Failed(failure) => Some(failure),
        _ => None,
    };
    let notes =
        (!poll.notes.is_empty()).then(|| serde_json::Value::from(poll.notes.clone()).to_string());
    db.prepare_cached(
        "insert into polls (feed_id, started_at, duration_ms, outcome, http_status, bytes, entries,
           new_items, changed_items, possible_gap, gap_after, gap_before, pages, recovered,
           failure, error, notes)
         values (:feed_id, :started_at, :duration_ms, :outcome, :http_status, :bytes, :entries,
           :new_items, :changed_items, :possible_gap, :gap_after, :gap_before, :pages, :recovered,
           :failure, :error, :notes)",
    )?
    .execute(named_params! {
        ":feed_id": feed.0,
        ":started_at": format_time(poll.started_at),
        ":duration_ms": i64::try_from(poll.duration.as_millis()).unwrap_or(i64::MAX),
        ":outcome": recorded.outcome,
        ":http_status": poll.http_status,
        ":bytes": i64::try_from(poll.bytes).unwrap_or(i64::MAX),
        ":entries": i64::try_from(poll.entries).unwrap_or(i64::MAX),
        ":new_items": i64::try_from(recorded.new_items.len()).unwrap_or(i64::MAX),
        ":changed_items": i64::try_from(recorded.changed_items).unwrap_or(i64::MAX),
        ":possible_gap": recorded.possible_gap,
        ":gap_after": text_of(gap.and_then(|gap| gap.after)),
        ":gap_before": text_of(gap.and_then(|gap| gap.before)),
        ":pages": poll.pages,
        ":recovered": i64::try_from(recorded.recovered).unwrap_or(i64::MAX),
        ":failure": failure.map(|f| f.kind.as_str()),
        ":error": failure.map(|f| &f.message),
        ":notes": notes,
    })
    .map(drop)
}

/// One bounded step; `(0, 0)` when nothing is left.
pub(in crate::store) fn prune(
    db: &Connection,
    polls_before: Timestamp,
    items_before: Option<Timestamp>,
) -> rusqlite::Result<(usize, usize)> {
    // The ledger is appended in time's order but for clock changes, so the oldest ids are the oldest
    // polls, and no index on the time is needed.
    let polls = db.execute(
        "delete from polls where id in (select id from polls order by id limit ?1) and started_at < ?2",
        (PRUNE_STEP, format_time(polls_before)),
    )?;
    let items = match items_before {
        Some(before) => db.execute(
            "delete from items where id in
               (select id from items where first_seen_at < ?2 order by first_seen_at limit ?1)",
            (PRUNE_STEP, format_time(before)),
        )?,
        None => 0,
    };
    if items > 0 {
        stories::dissolve_small(db)?;
    }
    db.execute(
        "delete from pruned_items where (canonical_url, item_id) in
           (select canonical_url, item_id from pruned_items
            where pruned_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-180 days') order by pruned_at limit ?1)",
        [PRUNE_STEP],
    )?;
    Ok((polls, items))
}

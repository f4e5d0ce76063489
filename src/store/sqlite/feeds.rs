//! Table `feeds`: the config's wishes on one side, what polling learned on the other; and `host_holds`.

use std::time::Duration;

use chrono::Weekday;
use rusqlite::{Connection, Row, named_params, params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::rows::{text_of, time};
use crate::model::{
    BodyHash, Feed, FeedId, FeedState, FeedStatus, Moving, NotBefore, Previous, Rhythm, SkipTimes,
    Timestamp, Validators, Window, format_time,
};
use crate::store::HostHold;

const STATE_COLUMNS: &str =
    "id, status, effective_url, moving_to, moving_seen, etag, last_modified,
    validators_since, body_hash, update_hint_seconds, skip_hours, skip_days, last_polled_at, last_success_at, last_status, last_error,
    consecutive_failures, not_before, not_before_reason";

/// Of everything the config says about a feed. Hashed, since headers may be secrets.
fn settings_hash(feed: &Feed) -> [u8; 8] {
    let digest = Sha256::digest(format!("{feed:?}").as_bytes());
    let mut short = [0; 8];
    short.copy_from_slice(&digest[..8]);
    short
}

/// Makes the rows those of the config; ids in the order given.
pub(in crate::store) fn sync(db: &Connection, feeds: &[Feed]) -> rusqlite::Result<Vec<FeedId>> {
    db.execute_batch(
        "create temp table if not exists configured (id integer primary key);
         delete from temp.configured;",
    )?;
    let mut upsert = db.prepare_cached(
        "insert into feeds (url, title, folder, schedule, enabled, settings_hash)
         values (:url, :title, :folder, :schedule, :enabled, :settings_hash)
         on conflict (url) do update set
           title = coalesce(excluded.title, title), folder = excluded.folder,
           schedule = excluded.schedule, enabled = excluded.enabled,
           settings_hash = excluded.settings_hash,
           -- A feed that was gone gets another chance when its settings change or it is put back.
           -- So does one that we ourselves refused to ask: the reason may be mended, and trying costs
           -- nobody anything.
           not_before = case when status = 'gone' and settings_hash <> excluded.settings_hash then null
                             when (select failure from polls p where p.feed_id = feeds.id
                                   order by p.id desc limit 1) in ('forbidden', 'settings') then null
                             else not_before end,
           status = case when status = 'gone' and settings_hash = excluded.settings_hash then 'gone'
                         when consecutive_failures > 0 then 'failing' else 'active' end
         returning id",
    )?;
    let mut mark = db.prepare_cached("insert or ignore into temp.configured (id) values (?1)")?;
    let mut ids = Vec::with_capacity(feeds.len());
    for feed in feeds {
        let id: i64 = upsert.query_row(
            named_params! {
                ":url": feed.url.to_string(),
                ":title": feed.title,
                ":folder": feed.folder,
                ":schedule": feed.schedule.to_string(),
                ":enabled": feed.enabled,
                ":settings_hash": settings_hash(feed).as_slice(),
            },
            |row| row.get(0),
        )?;
        mark.execute([id])?;
        ids.push(FeedId(id));
    }
    db.execute(
        "update feeds set status = 'removed', next_poll_at = null
         where status <> 'removed' and id not in (select id from temp.configured)",
        [],
    )?;
    Ok(ids)
}

pub(in crate::store) fn states(db: &Connection) -> rusqlite::Result<Vec<(FeedId, FeedState)>> {
    db.prepare(&format!(
        "select {STATE_COLUMNS} from feeds where status <> 'removed' order by id"
    ))?
    .query_map([], read_state)?
    .collect()
}

/// Writes what a poll taught.
pub(super) fn save_state(
    db: &Connection,
    feed: FeedId,
    state: &FeedState,
    next_poll_at: Option<Timestamp>,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "update feeds set
           -- Removed while it was polled: it stays removed.
           status = case when status = 'removed' then status else :status end,
           effective_url = :effective_url, moving_to = :moving_to, moving_seen = :moving_seen,
           etag = :etag, last_modified = :last_modified, validators_since = :validators_since,
           body_hash = :body_hash, update_hint_seconds = :update_hint_seconds,
           skip_hours = :skip_hours, skip_days = :skip_days,
           last_polled_at = :last_polled_at,
           last_success_at = :last_success_at, last_status = :last_status,
           last_error = :last_error, consecutive_failures = :consecutive_failures,
           not_before = :not_before, not_before_reason = :not_before_reason,
           next_poll_at = case when status = 'removed' then null else :next_poll_at end
         where id = :id",
    )?
    .execute(named_params! {
        ":id": feed.0,
        ":status": state.status.as_str(),
        ":effective_url": state.effective_url,
        ":moving_to": state.moving.as_ref().map(|m| &m.to),
        ":moving_seen": state.moving.as_ref().map_or(0, |m| m.seen),
        ":etag": state.validators.etag,
        ":last_modified": state.validators.last_modified,
        ":validators_since": text_of(state.validators_since),
        ":body_hash": state.body_hash.map(|hash| hash.0),
        ":update_hint_seconds": state
            .rhythm
            .interval
            .map(|interval| u32::try_from(interval.as_secs()).unwrap_or(u32::MAX)),
        ":skip_hours": list_of(state.rhythm.skip.hours()),
        ":skip_days": list_of(state.rhythm.skip.days().map(|day| day.to_string())),
        ":last_polled_at": text_of(state.last_polled_at),
        ":last_success_at": text_of(state.last_success_at),
        ":last_status": state.last_status,
        ":last_error": state.last_error,
        ":consecutive_failures": state.consecutive_failures,
        ":not_before": text_of(state.not_before.as_ref().map(|veto| veto.at)),
        ":not_before_reason": state.not_before.as_ref().map(|veto| &veto.reason),
        ":next_poll_at": text_of(next_poll_at),
    })
    .map(drop)
}

/// Takes over what the document says of itself; `None` leaves what is there.
pub(super) fn save_description(
    db: &Connection,
    feed: FeedId,
    title: Option<&str>,
    site_url: Option<&str>,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "update feeds set title = coalesce(?2, title), site_url = coalesce(?3, site_url)
         where id = ?1 and (title is not coalesce(?2, title) or site_url is not coalesce(?3, site_url))",
    )?
    .execute(params![feed.0, title, site_url])
    .map(drop)
}

/// The feed's last document, as far as the next one is judged by it.
pub(super) fn previous(db: &Connection, feed: FeedId) -> rusqlite::Result<Previous> {
    db.prepare_cached(
        "select last_success_at, window_entries, window_oldest, window_newest
         from feeds where id = ?1",
    )?
    .query_row([feed.0], |row| {
        Ok(Previous {
            success: time(row, "last_success_at")?,
            window: window(row)?,
        })
    })
}

/// A JSON array; null for an empty one.
fn list_of<T: Into<Value>>(values: impl Iterator<Item = T>) -> Option<String> {
    let values: Vec<Value> = values.map(Into::into).collect();
    (!values.is_empty()).then(|| Value::from(values).to_string())
}

/// When a feed's last document asks not to be read.
pub(super) fn skip_times(row: &Row<'_>) -> rusqlite::Result<SkipTimes> {
    let list = |column| -> rusqlite::Result<Vec<Value>> {
        let text: Option<String> = row.get(column)?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    };
    let hour = |value: &Value| value.as_u64().and_then(|hour| u32::try_from(hour).ok());
    let day = |value: &Value| value.as_str().and_then(|day| day.parse::<Weekday>().ok());
    Ok(SkipTimes::new(
        list("skip_hours")?.iter().filter_map(hour),
        list("skip_days")?.iter().filter_map(day),
    ))
}

/// What a feed's last document showed; `None` before the first.
pub(super) fn window(row: &Row<'_>) -> rusqlite::Result<Option<Window>> {
    let entries: Option<u32> = row.get("window_entries")?;
    let (oldest, newest) = (time(row, "window_oldest")?, time(row, "window_newest")?);
    Ok(entries.map(|entries| Window {
        entries: entries as usize,
        oldest,
        newest,
    }))
}

pub(super) fn save_window(db: &Connection, feed: FeedId, window: Window) -> rusqlite::Result<()> {
    db.prepare_cached(
        "update feeds set window_entries = ?2, window_oldest = ?3, window_newest = ?4 where id = ?1",
    )?
    .execute(params![
        feed.0,
        i64::try_from(window.entries).unwrap_or(i64::MAX),
        text_of(window.oldest),
        text_of(window.newest)
    ])
    .map(drop)
}

pub(in crate::store) fn set_next_polls(
    db: &Connection,
    next: &[(FeedId, Option<Timestamp>)],
) -> rusqlite::Result<()> {
    let mut update = db.prepare_cached(
        "update feeds set next_poll_at = ?2 where id = ?1 and next_poll_at is not ?2",
    )?;
    for (feed, at) in next {
        update.execute(params![feed.0, text_of(*at)])?;
    }
    Ok(())
}

pub(super) fn save_hold(db: &Connection, hold: &HostHold) -> rusqlite::Result<()> {
    db.prepare_cached(
        "insert into host_holds (host, until) values (?1, ?2)
         on conflict (host) do update set until = max(until, excluded.until)",
    )?
    .execute(params![hold.host, format_time(hold.until)])
    .map(drop)
}

pub(in crate::store) fn host_holds(
    db: &Connection,
    now: Timestamp,
) -> rusqlite::Result<Vec<HostHold>> {
    db.execute(
        "delete from host_holds where until <= ?1",
        [format_time(now)],
    )?;
    db.prepare("select host, until from host_holds order by host")?
        .query_map([], |row| {
            Ok(HostHold {
                host: row.get("host")?,
                until: super::rows::time_always(row, "until")?,
            })
        })?
        .collect()
}

fn read_state(row: &Row<'_>) -> rusqlite::Result<(FeedId, FeedState)> {
    let status: String = row.get("status")?;
    let moving_to: Option<String> = row.get("moving_to")?;
    let moving_seen: u32 = row.get("moving_seen")?;
    let body_hash: Option<Vec<u8>> = row.get("body_hash")?;
    let reason: Option<String> = row.get("not_before_reason")?;
    let state = FeedState {
        status: FeedStatus::parse(&status).unwrap_or_default(),
        effective_url: row.get("effective_url")?,
        moving: moving_to.map(|to| Moving {
            to,
            seen: moving_seen,
        }),
        validators: Validators {
            etag: row.get("etag")?,
            last_modified: row.get("last_modified")?,
        },
        validators_since: time(row, "validators_since")?,
        body_hash: body_hash
            .and_then(|bytes| bytes.try_into().ok())
            .map(BodyHash),
        rhythm: Rhythm {
            interval: row
                .get::<_, Option<u32>>("update_hint_seconds")?
                .map(|seconds| Duration::from_secs(seconds.into())),
            skip: skip_times(row)?,
        },
        last_polled_at: time(row, "last_polled_at")?,
        last_success_at: time(row, "last_success_at")?,
        last_status: row.get("last_status")?,
        last_error: row.get("last_error")?,
        consecutive_failures: row.get("consecutive_failures")?,
        not_before: time(row, "not_before")?.map(|at| NotBefore {
            at,
            reason: reason.unwrap_or_default(),
        }),
    };
    Ok((FeedId(row.get("id")?), state))
}

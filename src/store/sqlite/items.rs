//! One poll into the tables: look up what is known, have it decided, write the difference, append to
//! the ledger. All inside the writer's transaction.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde_json::{Value, json};

use super::rows::{simplified, text_of, time};
use super::stories::Stories;
use super::{feeds, polls, topics};
use crate::dedup;
use crate::model::{
    ContentHash, Decision, Enclosure, FeedId, IdentityKey, Item, ItemId, Known, KnownItem, Outcome,
    PrunedItem, Seen, Timestamp, Verdict, Window, format_time,
};
use crate::store::{Recorded, Recording, Shown};

/// Names one feed may give one item.
const MOST_NAMES: i64 = 64;

/// Items under one canonical URL that are looked at; beyond that the URL names no article.
const SAME_URL_LIMIT: i64 = 8;

pub(super) fn record(
    db: &Connection,
    stories: &mut Stories,
    recording: Recording,
) -> rusqlite::Result<Recorded> {
    let Recording {
        feed,
        state,
        next_poll_at,
        poll,
        items,
        decide,
        hold,
    } = recording;
    let at = Moment {
        feed,
        now: poll.started_at,
        text: format_time(poll.started_at),
    };

    let known = known(db, feed, &items)?;
    let window = Window::of(&items[..poll.entries.min(items.len())]);
    let previous = feeds::previous(db, feed)?;
    let changes = decide(items, &known, previous);
    let mut recorded = write_decisions(db, &at, &changes.decisions, &known)?;
    if let Some(success) = previous.success {
        call_news(db, &changes.decisions, success)?;
    }
    recorded.possible_gap = changes.possible_gap.is_some_and(|gap| !gap.is_closed);
    recorded.recovered = changes
        .decisions
        .iter()
        .skip(poll.entries)
        .filter(|decision| decision.verdict == Verdict::New)
        .count();
    stories.place(db, &recorded.new_items, &at.text)?;
    stories.place_anew(db, &reworded(&changes.decisions), &at.text)?;

    recorded.outcome = match &poll.outcome {
        Outcome::Updated if recorded.new_items.is_empty() && recorded.changed_items == 0 => {
            Outcome::Unchanged.as_str()
        }
        other => other.as_str(),
    };
    feeds::save_state(db, feed, &state, next_poll_at)?;
    if poll.entries > 0 {
        feeds::save_window(db, feed, window)?;
    }
    if poll.feed_title.is_some() || poll.site_url.is_some() {
        feeds::save_description(
            db,
            feed,
            poll.feed_title.as_deref(),
            poll.site_url.as_deref(),
        )?;
    }
    if let Some(hold) = &hold {
        feeds::save_hold(db, hold)?;
    }
    polls::append(db, feed, &poll, &recorded, changes.possible_gap)?;
    Ok(recorded)
}

/// Whether these entries leave a gap behind the feed's last document.
pub(in crate::store) fn leaves_gap(
    db: &Connection,
    feed: FeedId,
    entries: &[Shown],
) -> rusqlite::Result<bool> {
    let mut known =
        db.prepare_cached("select 1 from entry_names where feed_id = ?1 and name = ?2")?;
    let mut seen = Vec::new();
    for entry in entries {
        for name in &entry.names {
            if known.exists(params![feed.0, name.0.as_slice()])? {
                seen.push(entry.claimed);
                break;
            }
        }
    }
    let previous = feeds::previous(db, feed)?;
    Ok(dedup::leaves_gap(previous.window, entries.len(), &seen))
}

/// Whose poll and when: what every row written here needs.
struct Moment {
    feed: FeedId,
    now: Timestamp,
    text: String,
}

/// What is stored under the names and addresses of these items.
fn known(db: &Connection, feed: FeedId, items: &[Item]) -> rusqlite::Result<Known> {
    let mut known = Known::default();
    let mut wanted = HashSet::new();
    let mut by_name = db.prepare_cached(
        "select n.item_id, i.id is not null from entry_names n left join items i on i.id = n.item_id
         where n.feed_id = ?1 and n.name = ?2",
    )?;
    let mut by_url =
        db.prepare_cached("select id from items where canonical_url = ?1 order by id limit ?2")?;
    let mut pruned = db.prepare_cached(
        "select content_hash, published_at from pruned_items where canonical_url = ?1
         order by item_id desc limit ?2",
    )?;
    for item in items {
        for key in &item.keys {
            let found: Option<(i64, bool)> = by_name
                .query_row(params![feed.0, key.0.as_slice()], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            if let Some((id, kept)) = found {
                let seen = if kept {
                    wanted.insert(id);
                    Seen::Item(ItemId(id))
                } else {
                    Seen::Pruned
                };
                known.by_key.insert(*key, seen);
            }
        }
        if let Some(url) = &item.canonical_url
            && !known.by_url.contains_key(url)
        {
            let ids = by_url
                .query_map(params![url, SAME_URL_LIMIT], |row| row.get::<_, i64>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            if !ids.is_empty() {
                wanted.extend(&ids);
                known
                    .by_url
                    .insert(url.clone(), ids.into_iter().map(ItemId).collect());
            }
            let gone = pruned
                .query_map(params![url, SAME_URL_LIMIT], |row| {
                    Ok(PrunedItem {
                        content_hash: hash_of(row)?,
                        published_at: time(row, "published_at")?,
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            if !gone.is_empty() {
                known.pruned.insert(url.clone(), gone);
            }
        }
    }
    known.items = known_items(db, &wanted)?;
    Ok(known)
}

fn known_items(
    db: &Connection,
    wanted: &HashSet<i64>,
) -> rusqlite::Result<HashMap<ItemId, KnownItem>> {
    let mut by_id = db.prepare_cached(
        "select owner_feed_id, title, text, content_hash, canonical_url, published_at,
           (select count(*) from revisions r where r.item_id = i.id) as revisions
         from items i where id = ?1",
    )?;
    wanted
        .iter()
        .map(|id| {
            by_id.query_row([id], |row| {
                Ok((
                    ItemId(*id),
                    KnownItem {
                        owner: FeedId(row.get("owner_feed_id")?),
                        title: row.get("title")?,
                        text: row.get("text")?,
                        content_hash: hash_of(row)?,
                        canonical_url: row.get("canonical_url")?,
                        published_at: time(row, "published_at")?,
                        revisions: row.get("revisions")?,
                    },
                ))
            })
        })
        .collect()
}

/// A hash of another length was not ours and equals none.
fn hash_of(row: &Row<'_>) -> rusqlite::Result<ContentHash> {
    let hash: Vec<u8> = row.get("content_hash")?;
    Ok(ContentHash(hash.try_into().unwrap_or([0; 16])))
}

fn write_decisions(
    db: &Connection,
    at: &Moment,
    decisions: &[Decision],
    known: &Known,
) -> rusqlite::Result<Recorded> {
    let mut recorded = Recorded::default();
    let mut ids: Vec<Option<i64>> = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let item = &decision.item;
        let id = match decision.verdict {
            Verdict::New => {
                let id = insert(db, at, decision)?;
                topics::replace_tags(db, id, &decision.tags, &at.text)?;
                recorded.new_items.push(ItemId(id));
                id
            }
            Verdict::Same(id) => {
                touch(db, at, id.0)?;
                id.0
            }
            Verdict::Revised { id, keep } => {
                if keep {
                    keep_wording(db, at, id.0)?;
                }
                replace_wording(db, at, id.0, item)?;
                topics::replace_tags(db, id.0, &decision.tags, &at.text)?;
                topics::share(db, id.0, &at.text)?;
                recorded.changed_items += 1;
                id.0
            }
            Verdict::Richer { id, keep } => {
                if keep {
                    keep_wording(db, at, id.0)?;
                    recorded.changed_items += 1;
                }
                replace_wording(db, at, id.0, item)?;
                topics::replace_tags(db, id.0, &decision.tags, &at.text)?;
                topics::share(db, id.0, &at.text)?;
                id.0
            }
            Verdict::Repeat(_) | Verdict::Pruned => {
                ids.push(None);
                continue;
            }
        };
        note_source(db, at, id, item)?;
        remember_names(db, at.feed, id, &item.keys, known)?;
        ids.push(Some(id));
    }
    // A repeat is a further name for an entry that may come after it.
    for decision in decisions {
        if let Verdict::Repeat(spokesman) = decision.verdict
            && let Some(id) = ids.get(spokesman).copied().flatten()
        {
            remember_names(db, at.feed, id, &decision.item.keys, known)?;
        }
    }
    Ok(recorded)
}

/// What another feed brought as history since this feed's last document, and is news by this one.
fn call_news(db: &Connection, decisions: &[Decision], previous: Timestamp) -> rusqlite::Result<()> {
    let mut news = db.prepare_cached(
        "update items set backfill = 0 where id = ?1 and backfill = 1 and first_seen_at > ?2",
    )?;
    for decision in decisions {
        if let Verdict::Same(id) | Verdict::Richer { id, .. } = decision.verdict
            && dedup::is_news(&decision.item, previous)
        {
            news.execute(params![id.0, format_time(previous)])?;
        }
    }
    Ok(())
}

/// Items whose wording is another now. Not those that change so often that their wordings are no longer
/// kept: they would grow what stories hold in memory without end.
fn reworded(decisions: &[Decision]) -> Vec<ItemId> {
    decisions
        .iter()
        .filter_map(|decision| match decision.verdict {
            Verdict::Revised { id, keep: true } | Verdict::Richer { id, .. } => Some(id),
            _ => None,
        })
        .collect()
}

fn insert(db: &Connection, at: &Moment, decision: &Decision) -> rusqlite::Result<i64> {
    let item = &decision.item;
    db.prepare_cached(
        "insert into items (guid, url, canonical_url, title, author, language, published_at,
           updated_at, first_seen_at, last_seen_at, sort_at, backfill, owner_feed_id, content_hash,
           enclosures, simplify, summary, summary_text, content, text)
         values (:guid, :url, :canonical_url, :title, :author, :language, :published_at,
           :updated_at, :now, :now, :sort_at, :backfill, :feed, :content_hash,
           :enclosures, :simplify, :summary, :summary_text, :content, :text)
         returning id",
    )?
    .query_row(
        named_params! {
            ":guid": item.guid,
            ":url": item.url,
            ":canonical_url": item.canonical_url,
            ":title": item.title,
            ":author": item.author,
            ":language": item.language,
            ":published_at": text_of(item.published_at),
            ":updated_at": text_of(item.updated_at),
            ":now": at.text,
            ":sort_at": format_time(sort_time(item, at.now)),
            ":backfill": decision.backfill,
            ":feed": at.feed.0,
            ":content_hash": item.content_hash.0,
            ":enclosures": enclosures_to_json(&item.enclosures),
            ":simplify": is_simplified(item),
            ":summary": item.summary,
            ":summary_text": item.summary_text,
            ":content": item.content,
            ":text": item.text,
        },
        |row| row.get(0),
    )
}

/// Whether any letter of it stands in the full-text index in a simpler form as well.
fn is_simplified(item: &Item) -> bool {
    let summary = item.summary_text.as_deref().unwrap_or_default();
    [item.title.as_str(), summary, item.text.as_str()]
        .iter()
        .any(|text| text.chars().any(|letter| simplified(letter) != letter))
}

/// The claimed time when it is believable, else ours.
fn sort_time(item: &Item, first_seen_at: Timestamp) -> Timestamp {
    item.published_at
        .or(item.updated_at)
        .filter(|claimed| *claimed <= first_seen_at)
        .unwrap_or(first_seen_at)
}

fn touch(db: &Connection, at: &Moment, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("update items set last_seen_at = ?2 where id = ?1 and last_seen_at < ?2")?
        .execute(params![id, at.text])
        .map(drop)
}

fn keep_wording(db: &Connection, at: &Moment, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "insert into revisions (item_id, replaced_at, title, summary, content)
         select id, ?2, title, summary, content from items where id = ?1",
    )?
    .execute(params![id, at.text])
    .map(drop)
}

fn replace_wording(db: &Connection, at: &Moment, id: i64, item: &Item) -> rusqlite::Result<()> {
    db.prepare_cached(
        "update items set guid = :guid, url = :url,
           canonical_url = coalesce(:canonical_url, canonical_url),
           title = :title, author = :author, language = :language,
           published_at = coalesce(:published_at, published_at), updated_at = :updated_at,
           last_seen_at = :now, owner_feed_id = :feed, content_hash = :content_hash,
           enclosures = :enclosures, simplify = :simplify, summary = :summary, summary_text = :summary_text,
           content = :content, text = :text
         where id = :id",
    )?
    .execute(named_params! {
        ":id": id,
        ":guid": item.guid,
        ":url": item.url,
        ":canonical_url": item.canonical_url,
        ":title": item.title,
        ":author": item.author,
        ":language": item.language,
        ":published_at": text_of(item.published_at),
        ":updated_at": text_of(item.updated_at),
        ":now": at.text,
        ":feed": at.feed.0,
        ":content_hash": item.content_hash.0,
        ":enclosures": enclosures_to_json(&item.enclosures),
            ":simplify": is_simplified(item),
        ":summary": item.summary,
        ":summary_text": item.summary_text,
        ":content": item.content,
        ":text": item.text,
    })
    .map(drop)
}

fn note_source(db: &Connection, at: &Moment, id: i64, item: &Item) -> rusqlite::Result<()> {
    db.prepare_cached(
        "insert into item_sources (item_id, feed_id, guid, url, first_seen_at, last_seen_at)
         values (?1, ?2, ?3, ?4, ?5, ?5)
         on conflict (item_id, feed_id) do update set
           guid = excluded.guid, url = excluded.url, last_seen_at = excluded.last_seen_at",
    )?
    .execute(params![id, at.feed.0, item.guid, item.url, at.text])
    .map(drop)
}

/// Adds the names that are new. A feed that renames an item at every poll has its last ones forgotten:
/// the first names, and the address, recognise it as well.
fn remember_names(
    db: &Connection,
    feed: FeedId,
    id: i64,
    keys: &[IdentityKey],
    known: &Known,
) -> rusqlite::Result<()> {
    let is_new = |key: &&IdentityKey| known.by_key.get(key) != Some(&Seen::Item(ItemId(id)));
    let mut new = keys.iter().filter(is_new).peekable();
    if new.peek().is_none() {
        return Ok(());
    }
    let mut names: i64 = db
        .prepare_cached("select names from item_sources where item_id = ?1 and feed_id = ?2")?
        .query_row([id, feed.0], |row| row.get(0))
        .optional()?
        .unwrap_or_default();
    let mut remember = db.prepare_cached(
        "insert into entry_names (feed_id, name, item_id) values (?1, ?2, ?3)
         on conflict (feed_id, name) do update set item_id = excluded.item_id",
    )?;
    for key in new {
        if names >= MOST_NAMES {
            break;
        }
        remember.execute(params![feed.0, key.0.as_slice(), id])?;
        names += 1;
    }
    db.prepare_cached("update item_sources set names = ?3 where item_id = ?1 and feed_id = ?2")?
        .execute([id, feed.0, names])
        .map(drop)
}

fn enclosures_to_json(enclosures: &[Enclosure]) -> String {
    if enclosures.is_empty() {
        return "[]".to_owned();
    }
    let list: Vec<Value> = enclosures
        .iter()
        .map(|e| {
            json!({"url": e.url, "type": e.mime_type, "length": e.length, "duration": e.duration})
        })
        .collect();
    Value::from(list).to_string()
}

/// Reads what [`enclosures_to_json`] wrote; entries that do not read are left out.
pub(super) fn enclosures_from_json(text: &str) -> Vec<Enclosure> {
    let list: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    list.iter()
        .filter_map(|e| {
            Some(Enclosure {
                url: e["url"].as_str()?.to_owned(),
                mime_type: e["type"].as_str().map(str::to_owned),
                length: e["length"].as_u64(),
                duration: e["duration"].as_u64(),
            })
        })
        .collect()
}

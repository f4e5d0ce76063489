//! What people ask: lists, one item whole, counts. Read-only, one query per kind of row.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params, types::ValueRef};

use super::items::enclosures_from_json;
use super::rows::{simplified, time, time_always};
use super::topics::evidence_from_json;
use crate::dedup::KEPT_REVISIONS;
use crate::model::{FeedId, FeedUrl, Gap, ItemId, format_time, parse_time};
use crate::store::{
    FeedHealth, ItemDetail, ItemFilter, ItemListing, Overview, RevisionRow, SourceRow,
    StoryLinkRow, StoryListing, StoryMember, TagRow, TopicCount,
};

// Only an untitled item's text is read: most lie on pages that a list need not touch.
const ITEM_COLUMNS: &str = "i.id, i.title,
    case when i.title = '' then nullif(substr(i.text, 1, 200), '') end as opening, i.url, i.language, i.published_at, i.first_seen_at,
    i.sort_at, i.backfill, i.story_id,
    (select coalesce(f.title, f.url) from feeds f where f.id = i.owner_feed_id) as feed,
    (select count(*) from item_sources s where s.item_id = i.id) as sources,
    (select count(*) from revisions r where r.item_id = i.id) as revisions,
    (select group_concat(t.topic, ' ') from
       (select topic from item_topics where item_id = i.id order by topic) t) as topics";

pub(in crate::store) fn items(
    db: &Connection,
    filter: &ItemFilter,
) -> rusqlite::Result<Vec<ItemListing>> {
    let mut conditions: Vec<&str> = Vec::new();
    let mut values: Vec<(&str, Box<dyn ToSql>)> = vec![(":limit", Box::new(filter.limit))];
    let mut from = "items i";
    if let Some(search) = &filter.search {
        from = "items_fts q join items i on i.id = q.rowid";
        conditions.push("items_fts match :search");
        let query = search_query(search)
            .ok_or_else(|| rusqlite::Error::InvalidParameterName(format!("search {search}")))?;
        values.push((":search", Box::new(query)));
    }
    if let Some(topic) = &filter.topic {
        conditions.push("i.id in (select item_id from item_topics where topic = :topic)");
        values.push((":topic", Box::new(topic.clone())));
    }
    // Ids are numbers, so they can stand in the text of the query.
    let feeds: Vec<String> = filter.feeds.iter().map(|id| id.0.to_string()).collect();
    let carried = format!(
        "i.id in (select item_id from item_sources where feed_id in ({}))",
        feeds.join(", ")
    );
    if !feeds.is_empty() {
        conditions.push(&carried);
    }
    if let Some(story) = filter.story {
        conditions.push("i.story_id = :story");
        values.push((":story", Box::new(story)));
    }
    if let Some(since) = filter.since {
        conditions.push("i.sort_at >= :since");
        values.push((":since", Box::new(format_time(since))));
    }
    if let Some(until) = filter.until {
        conditions.push("i.sort_at < :until");
        values.push((":until", Box::new(format_time(until))));
    }
    if let Some(language) = &filter.language {
        conditions.push("i.language = :language");
        values.push((":language", Box::new(language.to_lowercase())));
    }
    if filter.news_only {
        conditions.push("i.backfill = 0");
    }
    if filter.changed {
        conditions.push("exists (select 1 from revisions r where r.item_id = i.id)");
    }
    let condition = if conditions.is_empty() {
        "true".to_owned()
    } else {
        conditions.join(" and ")
    };
    let sql = format!(
        "select {ITEM_COLUMNS} from {from} where {condition}
         order by i.sort_at desc, i.id desc limit :limit"
    );
    let parameters: Vec<(&str, &dyn ToSql)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_ref()))
        .collect();
    db.prepare(&sql)?
        .query_map(parameters.as_slice(), item_listing)?
        .collect()
}

/// FTS5 text for what a person typed: words that must all be there, `"phrases"`, `prefix*`, `-word`.
/// Letters are simplified as in the index, so ё finds е and the reverse. `None` without any word to
/// look for.
fn search_query(typed: &str) -> Option<String> {
    let mut wanted = Vec::new();
    let mut unwanted = Vec::new();
    for (index, part) in typed.split('"').enumerate() {
        if index % 2 == 1 {
            wanted.extend(quoted(part));
            continue;
        }
        for word in part.split_whitespace() {
            match word.strip_prefix('-') {
                Some(word) => unwanted.extend(quoted(word)),
                None => wanted.extend(quoted(word)),
            }
        }
    }
    if wanted.is_empty() {
        return None;
    }
    let mut query = wanted.join(" AND ");
    for word in unwanted {
        query = format!("({query}) NOT {word}");
    }
    Some(query)
}

fn quoted(term: &str) -> Option<String> {
    if !term.chars().any(char::is_alphanumeric) {
        return None;
    }
    let star = if term.ends_with('*') { "*" } else { "" };
    let simplified: String = term
        .trim_end_matches('*')
        .chars()
        .filter(|c| !c.is_control())
        .map(simplified)
        .collect();
    Some(format!("\"{simplified}\"{star}"))
}

fn item_listing(row: &Row<'_>) -> rusqlite::Result<ItemListing> {
    let topics: Option<String> = row.get("topics")?;
    Ok(ItemListing {
        id: ItemId(row.get("id")?),
        title: row.get("title")?,
        opening: row.get("opening")?,
        url: row.get("url")?,
        feed: row.get::<_, Option<String>>("feed")?.unwrap_or_default(),
        language: row.get("language")?,
        published_at: time(row, "published_at")?,
        first_seen_at: time_always(row, "first_seen_at")?,
        sort_at: time_always(row, "sort_at")?,
        backfill: row.get("backfill")?,
        sources: row.get("sources")?,
        revisions: row.get("revisions")?,
        story: row.get("story_id")?,
        topics: topics
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    })
}

pub(in crate::store) fn item(db: &Connection, id: ItemId) -> rusqlite::Result<Option<ItemDetail>> {
    let sql = format!(
        "select {ITEM_COLUMNS}, i.guid, i.canonical_url, i.author, i.updated_at, i.last_seen_at,
           i.summary, i.summary_text, i.content, i.text, i.enclosures
         from items i where i.id = ?1"
    );
    let Some(mut item) = db.query_row(&sql, [id.0], item_detail).optional()? else {
        return Ok(None);
    };
    item.sources = rows(
        db,
        "select coalesce(f.title, f.url) as feed, f.url as feed_url, s.guid, s.url,
           s.first_seen_at, s.last_seen_at
         from item_sources s join feeds f on f.id = s.feed_id
         where s.item_id = ?1 order by s.first_seen_at, s.feed_id",
        id,
        |row| {
            Ok(SourceRow {
                feed: row.get("feed")?,
                feed_url: row.get("feed_url")?,
                guid: row.get("guid")?,
                url: row.get("url")?,
                first_seen_at: time_always(row, "first_seen_at")?,
                last_seen_at: time_always(row, "last_seen_at")?,
            })
        },
    )?;
    item.revisions = rows(
        db,
        "select replaced_at, title, summary, content from revisions
         where item_id = ?1 order by id desc",
        id,
        |row| {
            Ok(RevisionRow {
                replaced_at: time_always(row, "replaced_at")?,
                title: row.get("title")?,
                summary: row.get("summary")?,
                content: row.get("content")?,
            })
        },
    )?;
    item.tags = rows(
        db,
        "select t.slug, t.name, it.origin, it.score, it.threshold, it.evidence,
           it.origin = 'rule' and it.rules_hash <> t.rules_hash as stale
         from item_topics it join topics t on t.slug = it.topic
         where it.item_id = ?1 order by t.slug",
        id,
        |row| {
            let evidence: String = row.get("evidence")?;
            Ok(TagRow {
                topic: row.get("slug")?,
                name: row.get("name")?,
                origin: row.get("origin")?,
                score: row.get("score")?,
                threshold: row.get("threshold")?,
                evidence: evidence_from_json(&evidence),
                stale: row.get("stale")?,
            })
        },
    )?;
    item.story_members = rows(
        db,
        "select o.id, o.title, o.first_seen_at,
           (select coalesce(f.title, f.url) from feeds f where f.id = o.owner_feed_id) as feed
         from items i join items o on o.story_id = i.story_id and o.id <> i.id
         where i.id = ?1 order by o.first_seen_at, o.id limit 100",
        id,
        |row| {
            Ok(StoryMember {
                id: ItemId(row.get("id")?),
                title: row.get("title")?,
                feed: row.get::<_, Option<String>>("feed")?.unwrap_or_default(),
                first_seen_at: time_always(row, "first_seen_at")?,
            })
        },
    )?;
    item.story_links = rows(
        db,
        "select other_id, rule, value from story_links where item_id = ?1 order by other_id",
        id,
        |row| {
            Ok(StoryLinkRow {
                other: ItemId(row.get("other_id")?),
                rule: row.get("rule")?,
                value: row.get("value")?,
            })
        },
    )?;
    Ok(Some(item))
}

fn item_detail(row: &Row<'_>) -> rusqlite::Result<ItemDetail> {
    let enclosures: String = row.get("enclosures")?;
    Ok(ItemDetail {
        listing: item_listing(row)?,
        guid: row.get("guid")?,
        canonical_url: row.get("canonical_url")?,
        author: row.get("author")?,
        updated_at: time(row, "updated_at")?,
        last_seen_at: time_always(row, "last_seen_at")?,
        summary: row.get("summary")?,
        content: row.get("content")?,
        text: row.get("text")?,
        summary_text: row.get("summary_text")?,
        enclosures: enclosures_from_json(&enclosures),
        sources: Vec::new(),
        revisions: Vec::new(),
        tags: Vec::new(),
        story_members: Vec::new(),
        story_links: Vec::new(),
    })
}

/// The rows of one query about one item.
fn rows<T>(
    db: &Connection,
    sql: &str,
    id: ItemId,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare(sql)?.query_map([id.0], read)?.collect()
}

pub(in crate::store) fn feeds(db: &Connection) -> rusqlite::Result<Vec<FeedHealth>> {
    let resting: HashMap<String, String> = db
        .prepare("select host, until from host_holds")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let restless = restless_items(db)?;
    let host_rests_until = |url: &str| {
        let host = FeedUrl::parse(url).ok()?.authority();
        parse_time(resting.get(&host)?)
    };
    db.prepare(
        "select f.*,
           (select p.outcome from polls p where p.feed_id = f.id order by p.id desc limit 1) as last_outcome,
           (select count(*) from item_sources s where s.feed_id = f.id) as items,
           (select count(*) from polls p where p.feed_id = f.id and p.possible_gap = 1) as possible_gaps,
           g.gap_after, g.gap_before
         from feeds f left join polls g on g.id =
           (select max(p.id) from polls p where p.feed_id = f.id and p.possible_gap = 1)
         order by f.status = 'removed', f.id",
    )?
    .query_map([], |row| {
        let url: String = row.get("url")?;
        let effective_url: Option<String> = row.get("effective_url")?;
        let id: i64 = row.get("id")?;
        Ok(FeedHealth {
            id,
            host_rests_until: host_rests_until(effective_url.as_ref().unwrap_or(&url)),
            url,
            effective_url,
            title: row.get("title")?,
            schedule: row.get("schedule")?,
            status: row.get("status")?,
            enabled: row.get("enabled")?,
            last_polled_at: time(row, "last_polled_at")?,
            last_success_at: time(row, "last_success_at")?,
            last_outcome: row.get("last_outcome")?,
            last_status: row.get("last_status")?,
            last_error: row.get("last_error")?,
            consecutive_failures: row.get("consecutive_failures")?,
            not_before: time(row, "not_before")?,
            not_before_reason: row.get("not_before_reason")?,
            next_poll_at: time(row, "next_poll_at")?,
            window: super::feeds::window(row)?,
            skip: super::feeds::skip_times(row)?,
            items: row.get("items")?,
            restless_items: restless.get(&id).copied().unwrap_or_default(),
            possible_gaps: row.get("possible_gaps")?,
            last_gap: match row.get::<_, u32>("possible_gaps")? {
                0 => None,
                _ => Some(Gap {
                    is_closed: false,
                    after: time(row, "gap_after")?,
                    before: time(row, "gap_before")?,
                }),
            },
        })
    })?
    .collect()
}

/// By feed, how many of its own items in its last document have had their share of revisions. Revisions
/// come first, because few items have any; a poll without entries has read no document.
fn restless_items(db: &Connection) -> rusqlite::Result<HashMap<i64, u32>> {
    db.prepare(
        "with restless as materialized
           (select item_id from revisions group by item_id having count(*) >= ?1)
         select s.feed_id, count(*)
         from restless r cross join items i on i.id = r.item_id
           cross join item_sources s on s.item_id = i.id and s.feed_id = i.owner_feed_id
         where s.last_seen_at >=
           (select p.started_at from polls p
            where p.feed_id = s.feed_id and p.entries > 0 order by p.id desc limit 1)
         group by s.feed_id",
    )?
    .query_map([KEPT_REVISIONS], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

pub(in crate::store) fn feeds_named(db: &Connection, text: &str) -> rusqlite::Result<Vec<FeedId>> {
    let wanted = text.trim().to_lowercase();
    let mut alike = Vec::new();
    let mut statement = db.prepare("select id, url, title from feeds order by id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get("id")?;
        let url: String = row.get("url")?;
        let title: Option<String> = row.get("title")?;
        if id.to_string() == wanted || url == text.trim() {
            return Ok(vec![FeedId(id)]);
        }
        let title = title.unwrap_or_default().to_lowercase();
        if !wanted.is_empty() && (title.contains(&wanted) || url.to_lowercase().contains(&wanted)) {
            alike.push(FeedId(id));
        }
    }
    Ok(alike)
}

pub(in crate::store) fn topics(db: &Connection) -> rusqlite::Result<Vec<TopicCount>> {
    db.prepare(
        "select t.slug, t.name, t.active, count(it.item_id) as items,
           coalesce(sum(it.origin = 'rule' and it.rules_hash <> t.rules_hash), 0) as stale,
           max(i.first_seen_at) as latest
         from topics t
         left join item_topics it on it.topic = t.slug
         left join items i on i.id = it.item_id
         group by t.slug order by t.active desc, t.slug",
    )?
    .query_map([], |row| {
        Ok(TopicCount {
            slug: row.get("slug")?,
            name: row.get("name")?,
            items: row.get("items")?,
            stale: row.get("stale")?,
            latest: time(row, "latest")?,
            active: row.get("active")?,
        })
    })?
    .collect()
}

pub(in crate::store) fn stories(
    db: &Connection,
    limit: u32,
) -> rusqlite::Result<Vec<StoryListing>> {
    let mut outlets = db.prepare(
        "select coalesce(f.title, f.url) from items i
           join item_sources s on s.item_id = i.id join feeds f on f.id = s.feed_id
         where i.story_id = ?1 group by f.id order by min(s.first_seen_at), f.id",
    )?;
    db.prepare(
        "select id, title, first_seen_at, last_seen_at, items from stories
         where items > 1 order by last_seen_at desc, id desc limit ?1",
    )?
    .query_map(params![limit], |row| {
        let id: i64 = row.get("id")?;
        Ok(StoryListing {
            id,
            title: row.get("title")?,
            first_seen_at: time_always(row, "first_seen_at")?,
            last_seen_at: time_always(row, "last_seen_at")?,
            items: row.get("items")?,
            outlets: outlets
                .query_map([id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
        })
    })?
    .collect()
}

pub(in crate::store) fn overview(db: &Connection) -> rusqlite::Result<Overview> {
    db.query_row(
        "select
           (select count(*) from feeds where status <> 'removed') as feeds,
           (select count(*) from feeds where status in ('failing', 'gone')) as troubled,
           (select count(*) from items) as items,
           (select count(*) from item_sources) as sightings,
           (select count(*) from polls) as polls",
        [],
        |row| {
            Ok(Overview {
                feeds: row.get("feeds")?,
                troubled: row.get("troubled")?,
                items: row.get("items")?,
                sightings: row.get("sightings")?,
                polls: row.get("polls")?,
            })
        },
    )
}

/// Column names and rows of any query, as text.
pub(in crate::store) fn query(
    db: &Connection,
    sql: &str,
) -> rusqlite::Result<(Vec<String>, Vec<Vec<String>>)> {
    let mut statement = db.prepare(sql)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let rows = statement
        .query_map([], |row| {
            (0..names.len())
                .map(|column| {
                    Ok(match row.get_ref(column)? {
                        ValueRef::Null => String::new(),
                        ValueRef::Integer(number) => number.to_string(),
                        ValueRef::Real(number) => number.to_string(),
                        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                        ValueRef::Blob(bytes) => format!("({} bytes)", bytes.len()),
                    })
                })
                .collect()
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok((names, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_searches_become_plain_words() {
        let cases = [
            ("Қазақстан сайлауы", Some("\"казакстан\" AND \"сайлауы\"")),
            (
                "\"green deal\" -trade",
                Some("(\"green deal\") NOT \"trade\""),
            ),
            ("нефт*", Some("\"нефт\"*")),
            ("a AND", Some("\"a\" AND \"AND\"")),
            ("\"", None),
            ("* - ()", None),
            ("title:x", Some("\"title:x\"")),
        ];
        for (typed, expected) in cases {
            assert_eq!(search_query(typed).as_deref(), expected, "{typed}");
        }
    }
}

//! Tables `topics` and `item_topics`.

use rusqlite::{Connection, named_params, params};
use serde_json::{Value, json};

use super::rows::text_of;
use crate::model::{Evidence, Field, ItemId, Tag, Timestamp, TopicInfo, format_time};
use crate::store::TaggedItem;

pub(in crate::store) fn sync(db: &Connection, topics: &[TopicInfo]) -> rusqlite::Result<()> {
    db.execute("update topics set active = 0", [])?;
    let mut upsert = db.prepare_cached(
        "insert into topics (slug, name, rules_hash) values (?1, ?2, ?3)
         on conflict (slug) do update set
           name = excluded.name, rules_hash = excluded.rules_hash, active = 1",
    )?;
    for topic in topics {
        upsert.execute(params![topic.slug, topic.name, &*topic.rules_hash])?;
    }
    // What came meanwhile was not held against them.
    db.execute("update topics set applied_hash = null where not active", [])?;
    Ok(())
}

/// Topics in force whose rules have changed since they were last applied to what is stored.
pub(in crate::store) fn to_apply(db: &Connection) -> rusqlite::Result<Vec<String>> {
    db.prepare(
        "select slug from topics where active and applied_hash is not rules_hash order by slug",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// The stored items are about to be held against the rules of these topics: until that is noted as done they
/// count as held against none, so that whoever is stopped halfway leaves no trace of having finished.
pub(in crate::store) fn begin_applying(db: &Connection, topics: &[String]) -> rusqlite::Result<()> {
    let mut update = db.prepare_cached("update topics set applied_hash = null where slug = ?1")?;
    for topic in topics {
        update.execute([topic])?;
    }
    Ok(())
}

/// The stored items were held against these rules, which need not be those in force any more.
pub(in crate::store) fn note_applied(
    db: &Connection,
    topics: &[TopicInfo],
) -> rusqlite::Result<()> {
    let mut update = db.prepare_cached("update topics set applied_hash = ?2 where slug = ?1")?;
    for topic in topics {
        update.execute(params![topic.slug, &*topic.rules_hash])?;
    }
    Ok(())
}

/// Makes the tags that rules gave an item these; tags given by hand stay as they are.
pub(super) fn replace_tags(
    db: &Connection,
    item: i64,
    tags: &[Tag],
    now: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached("delete from item_topics where item_id = ?1 and origin = 'rule'")?
        .execute([item])?;
    insert_tags(db, item, tags, now)
}

/// The same for some topics only.
pub(in crate::store) fn retag(
    db: &Connection,
    items: &[(ItemId, Vec<Tag>)],
    topics: &[String],
    now: Timestamp,
) -> rusqlite::Result<()> {
    let now = format_time(now);
    let mut delete = db.prepare_cached(
        "delete from item_topics where item_id = ?1 and topic = ?2 and origin = 'rule'",
    )?;
    for (item, tags) in items {
        for topic in topics {
            delete.execute(params![item.0, topic])?;
        }
        insert_tags(db, item.0, tags, &now)?;
        share(db, item.0, &now)?;
    }
    Ok(())
}

/// Items as the rules see them, in the order of their ids.
pub(in crate::store) fn tagged_items(
    db: &Connection,
    after: ItemId,
    since: Option<Timestamp>,
    decided_only: bool,
    limit: u32,
) -> rusqlite::Result<Vec<TaggedItem>> {
    db.prepare_cached(
        "select i.id, i.title, i.summary_text, i.text, i.content is not null as has_content,
           i.language, coalesce(i.canonical_url, i.url) as link, f.url as feed_url,
           (select group_concat(topic, ' ') from item_topics t
            where t.item_id = i.id and t.origin = 'rule') as topics,
           (select group_concat(topic, ' ') from manual_topics m where m.item_id = i.id) as decided,
           (select group_concat(topic, ' ') from manual_topics m
            where m.item_id = i.id and m.verdict = 'yes') as confirmed
         from items i join feeds f on f.id = i.owner_feed_id
         where i.id > ?1 and (?2 is null or i.first_seen_at >= ?2)
           and (not ?4 or i.id in (select item_id from manual_topics))
         order by i.id limit ?3",
    )?
    .query_map(
        params![after.0, text_of(since), limit, decided_only],
        |row| {
            let slugs = |column: &str| -> rusqlite::Result<Vec<String>> {
                let joined: Option<String> = row.get(column)?;
                let joined = joined.unwrap_or_default();
                Ok(joined.split_whitespace().map(str::to_owned).collect())
            };
            Ok(TaggedItem {
                id: ItemId(row.get("id")?),
                title: row.get("title")?,
                summary_text: row.get("summary_text")?,
                text: row.get("text")?,
                has_content: row.get("has_content")?,
                language: row.get("language")?,
                link: row.get("link")?,
                feed_url: row.get("feed_url")?,
                topics: slugs("topics")?,
                decided: slugs("decided")?,
                confirmed: slugs("confirmed")?,
            })
        },
    )?
    .collect()
}

fn insert_tags(db: &Connection, item: i64, tags: &[Tag], now: &str) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "insert into item_topics (item_id, topic, origin, score, threshold, evidence, rules_hash, tagged_at)
         select :item, slug, 'rule', :score, :threshold, :evidence, :rules_hash, :now
         from topics where slug = :topic and not exists
           (select 1 from manual_topics m where m.item_id = :item and m.topic = :topic)
         on conflict (item_id, topic) do update set
           origin = 'rule', score = excluded.score, threshold = excluded.threshold, evidence = excluded.evidence,
           rules_hash = excluded.rules_hash, tagged_at = excluded.tagged_at
         -- Own words are better proof than a story's; a person's word is better than both.
         where origin <> 'manual'",
    )?;
    for tag in tags {
        insert.execute(named_params! {
            ":item": item,
            ":topic": tag.topic,
            ":score": tag.score,
            ":threshold": tag.threshold,
            ":rules_hash": &*tag.rules_hash,
            ":evidence": evidence_to_json(&tag.evidence),
            ":now": now,
        })?;
    }
    Ok(())
}

/// Notes what a person says of a topic on an item; `None` takes it back, and then the rules decide again.
/// `false` when there is no such item or topic.
pub(in crate::store) fn decide(
    db: &Connection,
    item: ItemId,
    topic: &str,
    verdict: Option<bool>,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let known: bool = db.query_row(
        "select exists (select 1 from items where id = ?1)
            and exists (select 1 from topics where slug = ?2)",
        params![item.0, topic],
        |row| row.get(0),
    )?;
    if !known {
        return Ok(false);
    }
    let now = format_time(now);
    db.execute(
        "delete from manual_topics where item_id = ?1 and topic = ?2",
        params![item.0, topic],
    )?;
    if let Some(yes) = verdict {
        db.execute(
            "insert into manual_topics (item_id, topic, verdict, decided_at) values (?1, ?2, ?3, ?4)",
            params![item.0, topic, if yes { "yes" } else { "no" }, now],
        )?;
    }
    match verdict {
        Some(true) => db.execute(
            "insert into item_topics (item_id, topic, origin, score, evidence, rules_hash, tagged_at)
             select ?1, slug, 'manual', 0, '[]', rules_hash, ?3 from topics where slug = ?2
             on conflict (item_id, topic) do update set
               origin = 'manual', rules_hash = excluded.rules_hash, tagged_at = excluded.tagged_at",
            params![item.0, topic, now],
        )?,
        Some(false) => db.execute(
            "delete from item_topics where item_id = ?1 and topic = ?2",
            params![item.0, topic],
        )?,
        None => db.execute(
            "delete from item_topics where item_id = ?1 and topic = ?2 and origin = 'manual'",
            params![item.0, topic],
        )?,
    };
    share(db, item.0, &now)?;
    Ok(true)
}

/// Gives those items of an item's story that are only a headline the topics of its full texts, and takes back
/// those that no full text has any more. An item without a story has none of one.
pub(super) fn share(db: &Connection, item: i64, now: &str) -> rusqlite::Result<()> {
    db.prepare_cached(&format!(
        "{MEMBERS}
         delete from item_topics
         where origin = 'story' and item_id in (select id from member union select :item)
           and not exists
             (select 1 from member join offered where member.id = item_topics.item_id and member.bare
                and offered.topic = item_topics.topic)"
    ))?
    .execute(named_params! { ":item": item })?;
    db.prepare_cached(&format!(
        "insert into item_topics (item_id, topic, origin, score, threshold, evidence, rules_hash, tagged_at)
         {MEMBERS}
         select member.id, t.topic, 'story', t.score, t.threshold,
           json_array(json_object('field', 'title', 'term', member.title, 'rule',
             'from item ' || t.item_id || ' of the same story', 'weight', t.score, 'offset', 0)),
           t.rules_hash, :now
         from member join offered join item_topics t on t.item_id = offered.source and t.topic = offered.topic
         where member.bare and not exists
           (select 1 from manual_topics m where m.item_id = member.id and m.topic = offered.topic)
         on conflict (item_id, topic) do update set
           score = excluded.score, threshold = excluded.threshold, evidence = excluded.evidence,
           rules_hash = excluded.rules_hash
         where item_topics.origin = 'story' and
           (item_topics.evidence <> excluded.evidence or item_topics.rules_hash <> excluded.rules_hash)"
    ))?
    .execute(named_params! { ":item": item, ":now": now })
    .map(drop)
}

/// The items of a story, `bare` when only a headline, and the topics its full texts have by their own words or by
/// a person's, each from the oldest. Of a story with very many items the oldest, and the one that is asked for. A
/// text that is no more than 20 characters longer than its title tells nothing besides; bytes are compared first,
/// since counting characters reads the whole text.
const MEMBERS: &str = "
    with of (story) as (select story_id from items where id = :item),
      member as materialized
        (select id, title,
           octet_length(text) <= octet_length(title) + 80 and length(text) <= length(title) + 20 as bare
         from items
         where id in (select id from items join of on story_id = story order by id limit 500)
           or id = (select :item from of where story is not null)),
      offered (topic, source) as materialized
        (select t.topic, min(t.item_id)
         from member join item_topics t on t.item_id = member.id
         where not member.bare and t.origin <> 'story' group by t.topic)";

fn evidence_to_json(evidence: &[Evidence]) -> String {
    let hits: Vec<Value> = evidence
        .iter()
        .map(|hit| {
            json!({
                "field": hit.field.as_str(),
                "term": hit.term,
                "rule": hit.rule,
                "weight": hit.weight,
                "offset": hit.offset,
            })
        })
        .collect();
    Value::from(hits).to_string()
}

/// Reads what [`evidence_to_json`] wrote; hits that do not read are left out.
pub(super) fn evidence_from_json(text: &str) -> Vec<Evidence> {
    let hits: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    hits.iter()
        .filter_map(|hit| {
            Some(Evidence {
                field: match hit["field"].as_str()? {
                    "title" => Field::Title,
                    "summary" => Field::Summary,
                    _ => Field::Body,
                },
                term: hit["term"].as_str()?.to_owned(),
                rule: hit["rule"].as_str()?.to_owned(),
                weight: hit["weight"].as_f64()?,
                offset: usize::try_from(hit["offset"].as_u64()?).ok()?,
            })
        })
        .collect()
}

//! Tables `topics` and `item_topics`.

use rusqlite::{Connection, named_params, params};
use serde_json::{Value, json};

use crate::model::{Evidence, Field, Tag, TopicInfo};

pub(in crate::store) fn sync(db: &Connection, topics: &[TopicInfo]) -> rusqlite::Result<()> {
    db.execute("update topics set active = 0", [])?;
    let mut upsert = db.prepare_cached(
        "insert into topics (slug, name, rules_hash) values (?1, ?2, ?3)
         on conflict (slug) do update set
           name = excluded.name, rules_hash = excluded.rules_hash, active = 1",
    )?;
    for topic in topics {
        upsert.execute(params![topic.slug, topic.name, topic.rules_hash])?;
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
    let mut insert = db.prepare_cached(
        "insert into item_topics (item_id, topic, origin, score, evidence, rules_hash, tagged_at)
         select :item, slug, 'rule', :score, :evidence, rules_hash, :now
         from topics where slug = :topic
         on conflict (item_id, topic) do nothing",
    )?;
    for tag in tags {
        insert.execute(named_params! {
            ":item": item,
            ":topic": tag.topic,
            ":score": tag.score,
            ":evidence": evidence_to_json(&tag.evidence),
            ":now": now,
        })?;
    }
    Ok(())
}

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

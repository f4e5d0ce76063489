//! Changed rules reach what is stored: the items are read in batches, tagged as the rules are now, and the
//! difference is written and counted. Behind `jarshy topics retag`, and the daemon's own doing after a reload.

use std::collections::BTreeMap;

use crate::model::{ItemId, Tag, Timestamp};
use crate::store::{Store, StoreError, TaggedItem};
use crate::topics::{TopicText, Topics, summary_and_body};

/// Headlines kept for each topic and direction.
const SAMPLES: usize = 3;

/// What changed for one topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Items that have the topic now.
    pub added: usize,
    /// Items that have it no longer.
    pub removed: usize,
    /// Some of them, `+` or `-` first.
    pub samples: Vec<String>,
}

/// A stored item as the rules want it.
pub fn text_of(item: &TaggedItem) -> TopicText<'_> {
    let (summary, body) =
        summary_and_body(item.summary_text.as_deref(), &item.text, item.has_content);
    TopicText {
        title: &item.title,
        summary,
        body,
        language: item.language.as_deref(),
        link: item.link.as_deref().unwrap_or_default(),
        feed: &item.feed_url,
    }
}

/// Applies these topics to the items first seen from `since` on (`None`: all). Tags given by hand stay.
/// With `now` the difference is written, with `None` only told.
///
/// # Errors
/// When the store fails; what was written until then stays.
pub async fn retag(
    store: &Store,
    topics: &Topics,
    slugs: &[String],
    since: Option<Timestamp>,
    now: Option<Timestamp>,
) -> Result<BTreeMap<String, Change>, StoreError> {
    let mut changes: BTreeMap<String, Change> = slugs
        .iter()
        .map(|slug| (slug.clone(), Change::default()))
        .collect();
    let mut walk = store.tagged_items(since);
    while let Some(batch) = walk.next_batch().await? {
        let mut tagged: Vec<(ItemId, Vec<Tag>)> = Vec::with_capacity(batch.len());
        for item in &batch {
            let mut tags = topics.tag(&text_of(item));
            tags.retain(|tag| changes.contains_key(&tag.topic));
            note(&mut changes, item, &tags);
            tagged.push((item.id, tags));
        }
        if let Some(now) = now {
            store.retag(tagged, slugs.to_vec(), now).await?;
        }
    }
    Ok(changes)
}

fn note(changes: &mut BTreeMap<String, Change>, item: &TaggedItem, tags: &[Tag]) {
    for (slug, change) in changes {
        if item.decided.contains(slug) {
            continue;
        }
        let had = item.topics.contains(slug);
        let has = tags.iter().any(|tag| tag.topic == *slug);
        let sign = match (had, has) {
            (false, true) => {
                change.added += 1;
                '+'
            }
            (true, false) => {
                change.removed += 1;
                '-'
            }
            _ => continue,
        };
        let kept = change
            .samples
            .iter()
            .filter(|s| s.starts_with(sign))
            .count();
        if kept < SAMPLES {
            let sample = format!("{sign} item {}: {}", item.id.0, item.title);
            change.samples.push(sample);
        }
    }
}

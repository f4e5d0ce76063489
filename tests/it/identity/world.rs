//! What a store remembers, folded in memory: enough of it to play feeds over many polls and ask
//! what became of their entries.

use std::collections::{BTreeMap, HashMap};

use jarshy::dedup::changes;
use jarshy::identify::identify;
use jarshy::model::{
    FeedId, IdentityKey, Item, ItemId, Known, KnownItem, ParsedEntry, ParsedFeed, Seen, Verdict,
};

#[derive(Default)]
pub(super) struct World {
    pub(super) items: BTreeMap<ItemId, Kept>,
    names: HashMap<(FeedId, IdentityKey), Seen>,
    next: i64,
}

pub(super) struct Kept {
    pub(super) item: Item,
    pub(super) owner: FeedId,
    pub(super) revisions: Vec<String>,
    pub(super) sources: Vec<FeedId>,
}

impl World {
    /// Plays one poll; what became of each entry, in document order.
    pub(super) fn poll(&mut self, feed: FeedId, entries: Vec<ParsedEntry>) -> Vec<Outcome> {
        let items = identify(ParsedFeed {
            entries,
            ..ParsedFeed::default()
        });
        let known = self.known(feed, &items);
        let decided = changes(feed, items, &known);
        let mut ids: Vec<Option<ItemId>> = vec![None; decided.decisions.len()];
        for (at, decision) in decided.decisions.iter().enumerate() {
            let item = &decision.item;
            ids[at] = match decision.verdict {
                Verdict::New => {
                    self.next += 1;
                    let id = ItemId(self.next);
                    let kept = Kept {
                        item: item.clone(),
                        owner: feed,
                        revisions: Vec::new(),
                        sources: Vec::new(),
                    };
                    self.items.insert(id, kept);
                    Some(id)
                }
                Verdict::Same(id) => Some(id),
                Verdict::Revised { id, keep } => {
                    let kept = self.items.get_mut(&id).expect("the item is kept");
                    assert_eq!(kept.owner, feed, "only the owner revises");
                    if keep {
                        kept.revisions.push(kept.item.title.clone());
                    }
                    kept.item = item.clone();
                    Some(id)
                }
                Verdict::Richer { id, .. } => {
                    let kept = self.items.get_mut(&id).expect("the item is kept");
                    assert_ne!(kept.owner, feed, "the owner revises");
                    kept.owner = feed;
                    kept.item = item.clone();
                    Some(id)
                }
                Verdict::Repeat(_) | Verdict::Pruned => None,
            };
        }
        let mut outcomes = Vec::new();
        for (at, decision) in decided.decisions.iter().enumerate() {
            if let Verdict::Repeat(other) = decision.verdict {
                ids[at] = ids[other];
                assert!(ids[at].is_some(), "a repeat points at an item");
            }
            let Some(id) = ids[at] else {
                outcomes.push(Outcome {
                    id: None,
                    verdict: decision.verdict,
                });
                continue;
            };
            for key in &decision.item.keys {
                self.names.insert((feed, *key), Seen::Item(id));
            }
            let sources = &mut self.items.get_mut(&id).expect("the item is kept").sources;
            if !sources.contains(&feed) {
                sources.push(feed);
            }
            outcomes.push(Outcome {
                id: Some(id),
                verdict: decision.verdict,
            });
        }
        outcomes
    }

    /// Retention: items go, their names stay.
    pub(super) fn prune(&mut self) {
        self.items.clear();
        for seen in self.names.values_mut() {
            *seen = Seen::Pruned;
        }
    }

    fn known(&self, feed: FeedId, items: &[Item]) -> Known {
        let mut known = Known::default();
        for item in items {
            for key in &item.keys {
                if let Some(seen) = self.names.get(&(feed, *key)) {
                    known.by_key.insert(*key, *seen);
                }
            }
            if let Some(url) = &item.canonical_url {
                let under: Vec<ItemId> = self
                    .items
                    .iter()
                    .filter(|(_, kept)| kept.item.canonical_url.as_ref() == Some(url))
                    .map(|(id, _)| *id)
                    .collect();
                known.by_url.insert(url.clone(), under);
            }
        }
        let by_key = known.by_key.values().filter_map(|seen| match seen {
            Seen::Item(id) => Some(*id),
            Seen::Pruned => None,
        });
        let ids: Vec<ItemId> = by_key
            .chain(known.by_url.values().flatten().copied())
            .collect();
        for id in ids {
            let kept = &self.items[&id];
            known.items.insert(
                id,
                KnownItem {
                    owner: kept.owner,
                    title: kept.item.title.clone(),
                    text: kept.item.text.clone(),
                    content_hash: kept.item.content_hash,
                    published_at: kept.item.published_at,
                    canonical_url: kept.item.canonical_url.clone(),
                    revisions: u32::try_from(kept.revisions.len()).expect("few"),
                },
            );
        }
        known
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) id: Option<ItemId>,
    pub(super) verdict: Verdict,
}

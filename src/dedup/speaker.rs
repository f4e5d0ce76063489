//! Whose wording an item carries. Several entries of a document may be one piece; the latest speaks
//! for it. Only the owning feed revises; another feed only sights the item, or takes over once when
//! its wording is clearly richer, so that two feeds can never make an item flip to and fro.

use std::collections::HashMap;

use crate::model::{FeedId, Item, ItemId, Known, KnownItem, Timestamp, Verdict};
use crate::wording::{Doubt, Piece, contained, runs, without_ellipsis, words};

use super::Match;

/// Wordings of one item that are kept. A document that changes at every poll has had its share then.
pub const KEPT_REVISIONS: u32 = 20;

/// Wordings in all up to which those with another headline are kept: what changes at every poll is mostly the
/// text, and a corrected headline must not be lost with it.
const KEPT_WITH_HEADLINE: u32 = 2 * KEPT_REVISIONS;

/// A richer text is at least this many times as long, in words: strictly more than once around, so
/// that of two feeds only one can ever be the richer.
const RICHER_TIMES: usize = 2;

/// And at least this many words longer: a second sentence makes no full text.
const RICHER_WORDS: usize = 15;

/// Share of the stored text's runs of three words that a wording must have to hold it; a teaser's cut
/// end is no loss.
const HELD: f64 = 0.9;

pub(super) fn verdicts(
    feed: FeedId,
    items: &[Item],
    matches: &[Match],
    known: &Known,
) -> Vec<Verdict> {
    let mut members: HashMap<Piecehood, Vec<usize>> = HashMap::new();
    for (at, found) in matches.iter().enumerate() {
        match found {
            Match::Known(id) => members.entry(Piecehood::Known(*id)).or_default().push(at),
            Match::New(group) => members.entry(Piecehood::New(*group)).or_default().push(at),
            Match::Pruned => {}
        }
    }
    let mut verdicts = vec![Verdict::Pruned; items.len()];
    for (whose, members) in members {
        match whose {
            Piecehood::New(_) => {
                let speaker = speaker(items, &members, None);
                for at in members {
                    verdicts[at] = Verdict::Repeat(speaker);
                }
                verdicts[speaker] = Verdict::New;
            }
            Piecehood::Known(id) => {
                for at in &members {
                    verdicts[*at] = Verdict::Same(id);
                }
                if let Some(stored) = known.items.get(&id) {
                    let speaker = speaker(items, &members, Some(stored));
                    verdicts[speaker] = verdict(feed, &items[speaker], id, stored);
                }
            }
        }
    }
    verdicts
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Piecehood {
    Known(ItemId),
    New(usize),
}

/// The entry that speaks for its piece: the latest claimed; of several, the one whose wording is
/// stored already; else the fullest, so that the order in the document does not matter.
fn speaker(items: &[Item], members: &[usize], stored: Option<&KnownItem>) -> usize {
    let rank = |at: &usize| {
        let item = &items[*at];
        let claimed: Option<Timestamp> = item.updated_at.max(item.published_at);
        let is_stored = stored.is_some_and(|stored| stored.content_hash == item.content_hash);
        (
            claimed,
            is_stored,
            item.text.len(),
            item.title.as_str(),
            item.text.as_str(),
        )
    };
    members
        .iter()
        .copied()
        .max_by(|a, b| rank(a).cmp(&rank(b)))
        .unwrap_or_default()
}

fn verdict(feed: FeedId, item: &Item, id: ItemId, stored: &KnownItem) -> Verdict {
    if item.content_hash == stored.content_hash {
        return Verdict::Same(id);
    }
    if stored.owner != feed {
        return if richer(item, stored) {
            Verdict::Richer {
                id,
                keep: !holds(item, stored) && has_room(item, stored),
            }
        } else {
            Verdict::Same(id)
        };
    }
    // A new recipe of the hash is not a new wording.
    let other_recipe = item.content_hash.0[0] != stored.content_hash.0[0];
    if other_recipe && item.title == stored.title && item.text == stored.text {
        return Verdict::Same(id);
    }
    Verdict::Revised {
        id,
        keep: has_room(item, stored),
    }
}

/// Whether one more wording of it is kept.
fn has_room(item: &Item, stored: &KnownItem) -> bool {
    let letters = |title: &str| -> Vec<u64> {
        let words = words(title).into_iter().filter(|word| !word.number);
        words.map(|word| word.hash).collect()
    };
    let most = if letters(&item.title) == letters(&stored.title) {
        KEPT_REVISIONS
    } else {
        KEPT_WITH_HEADLINE
    };
    stored.revisions < most
}

/// Whether a richer wording says all that the stored one says under the same headline, so that nothing
/// is lost with it; if not, the publisher has changed it meanwhile.
fn holds(item: &Item, stored: &KnownItem) -> bool {
    let told = runs(&words(without_ellipsis(&stored.text)));
    let all_told = told.is_empty() || contained(&told, &runs(&words(&item.text))) >= HELD;
    let hashes = |title: &str| -> Vec<u64> { words(title).iter().map(|word| word.hash).collect() };
    all_told && hashes(&item.title) == hashes(&stored.title)
}

/// Whether another feed's wording tells the stored one and much more.
fn richer(item: &Item, stored: &KnownItem) -> bool {
    let (theirs, ours) = (
        Piece::new(&item.title, &item.text),
        Piece::new(&stored.title, &stored.text),
    );
    let longer = theirs.length() >= RICHER_TIMES * ours.length()
        && theirs.length() >= ours.length() + RICHER_WORDS;
    longer && ours.same(&theirs, Doubt::Address)
}

//! What is new: a document's items x what is known -> one decision each, in document order. Here an
//! item is matched with what its feed and the other feeds brought before; whose wording counts is
//! `wording`'s part. Names are evidence of different strength: a stated id wins unless it was clearly
//! reused, an address has to be borne out by the wording, and a mere wording moves an item only when
//! nothing else in the document claims it.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::Duration;

use crate::model::{
    Changes, Decision, FeedId, IdentityKey, Item, ItemId, Known, KnownItem, Rung, Seen,
};
use crate::wording::{Doubt, Piece};

mod history;
pub mod similar;
mod speaker;

pub use history::{backfill, is_news, leaves_gap, possible_gap};
pub use speaker::KEPT_REVISIONS;

/// Compares a document with what is known. Tags are left empty.
///
/// A [`crate::model::Verdict::Repeat`] may point forward: the entry that speaks for a piece is the latest one, not
/// the first.
pub fn changes(feed: FeedId, items: Vec<Item>, known: &Known) -> Changes {
    let matches = Matching::new(&items, known).run();
    let verdicts = speaker::verdicts(feed, &items, &matches, known);
    let decisions = items
        .into_iter()
        .zip(verdicts)
        .map(|(item, verdict)| Decision {
            item,
            verdict,
            backfill: false,
            tags: Vec::new(),
        })
        .collect();
    Changes {
        decisions,
        possible_gap: None,
    }
}

/// What an item of the document was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    /// A known item.
    Known(ItemId),
    /// Was stored once, must not come back.
    Pruned,
    /// A new piece; all items of the document with the same number are one.
    New(usize),
}

/// The state of one comparison.
struct Matching<'a> {
    items: &'a [Item],
    known: &'a Known,
    found: Vec<Option<Match>>,
    /// Known items that an entry of the document claims under a strong name.
    claimed: HashSet<ItemId>,
}

impl<'a> Matching<'a> {
    fn new(items: &'a [Item], known: &'a Known) -> Matching<'a> {
        Matching {
            items,
            known,
            found: vec![None; items.len()],
            claimed: HashSet::new(),
        }
    }

    fn run(mut self) -> Vec<Match> {
        for at in 0..self.items.len() {
            self.found[at] = self.by_strong_name(&self.items[at]);
            if let Some(Match::Known(id)) = self.found[at] {
                self.claimed.insert(id);
            }
        }
        self.release_contradictions();
        self.settle_groups();
        let churn = self.ids_churn();
        for at in 0..self.items.len() {
            if self.found[at].is_none() {
                self.found[at] = self.by_wording(&self.items[at], churn);
                if let Some(Match::Known(id)) = self.found[at] {
                    self.claimed.insert(id);
                }
            }
        }
        self.settle_groups();
        let groups = groups(self.items);
        self.found
            .into_iter()
            .zip(groups)
            .map(|(found, group)| found.unwrap_or(Match::New(group)))
            .collect()
    }

    /// Two entries of one document that say different things cannot both be the same known item,
    /// whatever names they go by: the one closest to what is stored keeps it.
    fn release_contradictions(&mut self) {
        let mut members: HashMap<ItemId, Vec<usize>> = HashMap::new();
        for (at, found) in self.found.iter().enumerate() {
            if let Some(Match::Known(id)) = found {
                members.entry(*id).or_default().push(at);
            }
        }
        members.retain(|_, members| members.len() > 1);
        let groups = groups(self.items);
        for (id, members) in members {
            let closeness = |at: &usize| {
                let item = &self.items[*at];
                (self.closeness(item, id), item.text.len(), item.title.len())
            };
            let Some(anchor) = members.iter().copied().max_by_key(closeness) else {
                continue;
            };
            let anchored = piece(&self.items[anchor]);
            let strangers: HashSet<usize> = members
                .iter()
                .filter(|at| groups[**at] != groups[anchor])
                .filter(|at| {
                    let item = &self.items[**at];
                    item.content_hash != self.items[anchor].content_hash
                        && !anchored.same(&piece(item), Doubt::SharedAddress)
                })
                .map(|at| groups[*at])
                .collect();
            for at in members {
                if strangers.contains(&groups[at]) {
                    self.found[at] = None;
                }
            }
        }
    }

    /// Entries of one piece go together: to the known item that says the same as one of them, else
    /// agrees with one, else is the oldest. Entries that were not found follow the others.
    fn settle_groups(&mut self) {
        let groups = groups(self.items);
        let mut best: HashMap<usize, (bool, bool, Reverse<ItemId>)> = HashMap::new();
        let mut pruned: HashSet<usize> = HashSet::new();
        for (at, group) in groups.iter().enumerate() {
            match self.found[at] {
                Some(Match::Known(id)) => {
                    let (equal, agrees) = self.closeness(&self.items[at], id);
                    let rank = (equal, agrees, Reverse(id));
                    let best = best.entry(*group).or_insert(rank);
                    *best = rank.max(*best);
                }
                Some(Match::Pruned) => {
                    pruned.insert(*group);
                }
                _ => {}
            }
        }
        for (found, group) in self.found.iter_mut().zip(&groups) {
            if let Some((_, _, Reverse(id))) = best.get(group) {
                *found = Some(Match::Known(*id));
            } else if pruned.contains(group) {
                *found = Some(Match::Pruned);
            }
        }
    }

    /// Whether an item has a stored wording, and whether it at least agrees with it.
    fn closeness(&self, item: &Item, id: ItemId) -> (bool, bool) {
        let equal = self
            .known
            .items
            .get(&id)
            .is_some_and(|stored| stored.content_hash == item.content_hash);
        (equal, equal || self.agree(item, id, Doubt::Address))
    }

    fn by_strong_name(&self, item: &Item) -> Option<Match> {
        let seen = |rung: Rung| {
            item.keys
                .iter()
                .filter(|key| key.rung() == Some(rung))
                .find_map(|key| self.known.by_key.get(key))
                .copied()
        };
        for rung in [Rung::Id, Rung::IdAndLink] {
            match seen(rung) {
                Some(Seen::Item(id)) if !self.reused(item, id) => return Some(Match::Known(id)),
                Some(Seen::Pruned) if !self.reused_after_pruning(item) => {
                    return Some(Match::Pruned);
                }
                _ => {}
            }
        }
        let same_base = seen(Rung::IdBase);
        if let Some(Seen::Item(id)) = same_base
            && self.agree(item, id, Doubt::Address)
        {
            return Some(Match::Known(id));
        }
        let here = seen(Rung::Link);
        self.by_address(item, here).or_else(|| {
            let has_id = states_id(item);
            // Without an id the link is all there is to remember; with one, a pruned piece comes back
            // under a new id only if nothing else changed, which its wording tells.
            let pruned_here = here == Some(Seen::Pruned) && (!has_id || self.wording_pruned(item));
            (pruned_here || self.pruned_elsewhere(item)).then_some(Match::Pruned)
        })
    }

    /// Items under the canonical URL, of any feed. Several pieces may share one, and a feed that gives
    /// one address two ids mostly means two pieces.
    fn by_address(&self, item: &Item, here: Option<Seen>) -> Option<Match> {
        let empty = Vec::new();
        let elsewhere = item
            .canonical_url
            .as_ref()
            .and_then(|url| self.known.by_url.get(url))
            .unwrap_or(&empty);
        let here = match here {
            Some(Seen::Item(id)) => Some(id),
            _ => None,
        };
        let mut candidates: Vec<ItemId> = here.into_iter().collect();
        candidates.extend(elsewhere.iter().filter(|id| Some(**id) != here));
        let has_id = states_id(item);
        let shared = candidates.len() > 1;
        candidates
            .into_iter()
            .take(MOST_CANDIDATES)
            .find(|id| {
                let doubt = if shared || (has_id && here == Some(*id)) {
                    Doubt::SharedAddress
                } else {
                    Doubt::Address
                };
                let standing_page = !has_id && here == Some(*id);
                self.agree(item, *id, doubt) && !(standing_page && self.another_edition(item, *id))
            })
            .map(Match::Known)
    }

    /// Title and time, title and text, or text and time, in this feed; for entries that have nothing better or
    /// whose ids and links were all renewed. A text alone may stand under many headlines, so it counts only
    /// for these.
    fn by_wording(&self, item: &Item, churn: bool) -> Option<Match> {
        let nameless = item
            .keys
            .iter()
            .all(|key| key.rung() >= Some(Rung::TitleAndTime));
        let timed = item
            .keys
            .iter()
            .any(|key| key.rung() == Some(Rung::TitleAndTime));
        for key in &item.keys {
            let enough = match key.rung() {
                Some(Rung::TitleAndTime) => true,
                Some(Rung::Wording) => churn || !timed || nameless,
                Some(Rung::TextAndTime) => churn || nameless,
                _ => false,
            };
            if !enough {
                continue;
            }
            match self.known.by_key.get(key) {
                Some(Seen::Pruned) => return Some(Match::Pruned),
                Some(Seen::Item(id)) if !self.claimed.contains(id) => {
                    let agree =
                        key.rung() != Some(Rung::TitleAndTime) || !self.contradict(item, *id);
                    if agree {
                        return Some(Match::Known(*id));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Whether the document renewed its ids: of the entries without a known strong name most have a
    /// known wording, and they are not the exception.
    fn ids_churn(&self) -> bool {
        let open: Vec<&Item> = self
            .items
            .iter()
            .zip(&self.found)
            .filter(|(_, found)| found.is_none())
            .map(|(item, _)| item)
            .collect();
        let worded = open.iter().filter(|item| self.wording_known(item)).count();
        let most = worded >= 1 && worded * 2 >= open.len();
        let linkless = |item: &&Item| item.canonical_url.is_none();
        if open.len() == self.items.len() {
            most && (worded >= 2 || open.iter().all(linkless))
        } else {
            most && worded >= 2 && open.len() * 2 >= self.items.len()
        }
    }

    fn wording_known(&self, item: &Item) -> bool {
        item.keys
            .iter()
            .filter(|key| key.rung() >= Some(Rung::TitleAndTime))
            .any(|key| match self.known.by_key.get(key) {
                Some(Seen::Item(id)) => !self.claimed.contains(id),
                Some(Seen::Pruned) => true,
                None => false,
            })
    }

    fn wording_pruned(&self, item: &Item) -> bool {
        item.keys
            .iter()
            .filter(|key| key.rung() >= Some(Rung::TitleAndTime))
            .any(|key| self.known.by_key.get(key) == Some(&Seen::Pruned))
    }

    /// Whether an item of any feed was pruned that had this address, and this wording or date: the address
    /// alone may have come to carry another piece.
    fn pruned_elsewhere(&self, item: &Item) -> bool {
        let pruned = item
            .canonical_url
            .as_ref()
            .and_then(|url| self.known.pruned.get(url));
        pruned.into_iter().flatten().any(|gone| {
            gone.content_hash == item.content_hash
                || (gone.published_at.is_some() && gone.published_at == item.published_at)
        })
    }

    /// A known id under which another article stands now: title and text are others, and so is the link, or
    /// a page that is written anew ever so often claims to be later. Where link and date are others, another
    /// text is enough, and for an id that only tells the place in the document other figures or names.
    fn reused(&self, item: &Item, id: ItemId) -> bool {
        let Some(stored) = self.known.items.get(&id) else {
            return false;
        };
        if stored.content_hash == item.content_hash {
            return false;
        }
        let same_link = item.canonical_url.is_some() && item.canonical_url == stored.canonical_url;
        let dates = item.published_at.zip(stored.published_at);
        if !same_link
            && item.canonical_url.is_some()
            && stored.canonical_url.is_some()
            && dates.is_some_and(|(now, then)| now != then)
        {
            let other_text = piece(item)
                .text_agreement(&known_piece(stored))
                .is_some_and(|texts| texts < TEXTS_DIFFER);
            let other_place = counts_places(item) && !self.agree(item, id, Doubt::SharedAddress);
            if other_text || other_place {
                return true;
            }
        }
        let elsewhere_or_later = !same_link || later(item, stored, ANOTHER_PIECE);
        elsewhere_or_later && piece(item).unrelated(&known_piece(stored))
    }

    /// Whether a page of the feed that gives no ids has another text today, whatever its title.
    fn another_edition(&self, item: &Item, id: ItemId) -> bool {
        self.known.items.get(&id).is_some_and(|stored| {
            later(item, stored, ANOTHER_EDITION)
                && piece(item)
                    .text_agreement(&known_piece(stored))
                    .is_some_and(|texts| texts < TEXTS_DIFFER)
        })
    }

    /// The same question where the stored wording is gone: every other name it had is unknown.
    fn reused_after_pruning(&self, item: &Item) -> bool {
        let others = || {
            item.keys
                .iter()
                .filter(|key| key.rung() > Some(Rung::IdAndLink))
        };
        let has_link = others().any(|key| key.rung() == Some(Rung::Link));
        let has_wording = others().any(|key| key.rung() > Some(Rung::Link));
        has_link && has_wording && !others().any(|key| self.known.by_key.contains_key(key))
    }

    fn agree(&self, item: &Item, id: ItemId, doubt: Doubt) -> bool {
        self.known.items.get(&id).is_some_and(|stored| {
            stored.content_hash == item.content_hash
                || piece(item).same(&known_piece(stored), doubt)
        })
    }

    /// Same title and time, yet two texts with nothing in common.
    fn contradict(&self, item: &Item, id: ItemId) -> bool {
        self.known.items.get(&id).is_none_or(|stored| {
            stored.content_hash != item.content_hash
                && piece(item)
                    .text_agreement(&known_piece(stored))
                    .is_some_and(|texts| texts < TEXTS_CONTRADICT)
        })
    }
}

/// Items under one address that are looked at; a page with more is no article's address.
const MOST_CANDIDATES: usize = 16;

/// Below this share of common runs, equal titles at one moment are two pieces.
const TEXTS_CONTRADICT: f64 = 0.3;

/// How much later than the stored one a wording that has nothing in common with it is another piece, behind
/// the same id and link. Correcting an article rarely moves its date, and never rewrites all of it.
const ANOTHER_PIECE: Duration = Duration::hours(3);

/// The same for a text under an unchanged title, without an id: a briefing that comes every day.
const ANOTHER_EDITION: Duration = Duration::hours(12);

/// Texts with a smaller share of common runs have nothing in common.
const TEXTS_DIFFER: f64 = 0.2;

/// Whether it goes by a stated id.
fn states_id(item: &Item) -> bool {
    item.keys
        .iter()
        .any(|key| key.rung() <= Some(Rung::IdAndLink))
}

/// Whether an id is but a number of some digits, or ends in one behind a `#`.
fn counts_places(item: &Item) -> bool {
    let id = item.guid.as_deref().unwrap_or_default();
    let number = id.rsplit_once('#').map_or(id, |(_, number)| number);
    (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an item claims to be later than what is stored, by at least that.
fn later(item: &Item, stored: &KnownItem, by: Duration) -> bool {
    item.published_at
        .zip(stored.published_at)
        .is_some_and(|(now, then)| now - then >= by)
}

fn piece(item: &Item) -> Piece {
    Piece::new(&item.title, &item.text)
}

fn known_piece(stored: &KnownItem) -> Piece {
    Piece::new(&stored.title, &stored.text)
}

/// A number for each item; those with a name in common have the same. `identify` has taken the say
/// from names that different pieces share, so a common name is the same piece.
fn groups(items: &[Item]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..items.len()).collect();
    let mut first: HashMap<IdentityKey, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for key in &item.keys {
            let other = *first.entry(*key).or_insert(at);
            let (left, right) = (root(&mut group, at), root(&mut group, other));
            group[left.max(right)] = left.min(right);
        }
    }
    (0..items.len()).map(|at| root(&mut group, at)).collect()
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

//! Near duplicates: whether two items tell the same text, so that they belong to one story. Streaming:
//! each new item is judged once, when it comes, against the few stored items that share a key of its
//! [`Sketch`]; what is learned about publishers and words on the way is in [`Learned`]. Different
//! articles about one event are not one story, however alike: figures and names decide. Pure.

mod index;
mod learned;
mod measures;
mod packed;
mod publisher;
mod rules;
mod sketch;
mod told;

pub use index::Index;
pub use learned::Learned;
pub use packed::{pack, pack_rare, unpack, unpack_rare};
pub use publisher::publisher;
pub use rules::{Likeness, judge, measures};
pub use sketch::{Near, Sketch, candidates};
pub use told::{Reading, Telling, Told};

use crate::model::ItemId;

/// Why an item belongs to a story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Join {
    /// Who joins.
    pub item: ItemId,
    /// Whom it is like.
    pub other: ItemId,
    /// Which rule said so, and how sure it was.
    pub likeness: Likeness,
}

/// Says in a sentence why an item joined its story: "same text as item 812 (0.86), figures agree". For
/// a rule made by hand or by a later version, the rule's own name.
///
/// ```
/// use jarshy::dedup::similar::explain;
/// use jarshy::model::ItemId;
/// assert_eq!(explain("text", 0.86, ItemId(812)), "same text as item 812 (0.86), figures and names agree");
/// assert_eq!(explain("manual", 1.0, ItemId(812)), "joined to item 812 by hand");
/// ```
pub fn explain(rule: &str, value: f64, other: ItemId) -> String {
    let other = other.0;
    match rule {
        "text" => format!("same text as item {other} ({value:.2}), figures and names agree"),
        "reworded" => {
            format!("tells item {other} in other words ({value:.2}), same lead, figures agree")
        }
        "title" => format!("only a headline, the one of item {other} ({value:.2})"),
        "same publisher" => {
            format!(
                "same text as item {other} of the same publisher ({value:.2}), no figure differs"
            )
        }
        "manual" => format!("joined to item {other} by hand"),
        rule => format!("{rule} with item {other} ({value:.2})"),
    }
}

/// A stored item that shares keys with a new one. An item that someone took out of its story by hand
/// is left out, so that it stays as it was put.
pub struct Candidate<'a> {
    /// Which one.
    pub id: ItemId,
    /// What it tells.
    pub told: &'a Told,
    /// Its story's number, if it has one.
    pub story: Option<i64>,
}

/// The story a new item belongs to, and everyone who joins it now.
#[derive(Debug, Clone, PartialEq)]
pub struct Joining {
    /// The existing story to join; `None` to found one.
    pub story: Option<i64>,
    /// The new item first, then candidates that had no story and are like it.
    pub joins: Vec<Join>,
}

/// Judges a new item against its candidates; `None` when it stands alone.
///
/// Two existing stories are never merged: the item joins the story it is most like, and what is like
/// it and has no story yet comes along, so that the order of arrival matters less.
pub fn join(item: ItemId, told: &Told, candidates: &[Candidate<'_>]) -> Option<Joining> {
    let mut alike: Vec<(&Candidate<'_>, Likeness)> = candidates
        .iter()
        .filter(|candidate| candidate.id != item)
        .filter_map(|candidate| Some((candidate, judge(told, candidate.told)?)))
        .collect();
    alike.sort_by(|(left, a), (right, b)| b.value.total_cmp(&a.value).then(left.id.cmp(&right.id)));
    let story = alike.iter().find_map(|(candidate, _)| candidate.story);
    let (closest, likeness) = alike
        .iter()
        .find(|(candidate, _)| story.is_none() || candidate.story == story)?;
    let own = Join {
        item,
        other: closest.id,
        likeness: *likeness,
    };
    let others = alike
        .iter()
        .filter(|(candidate, _)| candidate.story.is_none())
        .map(|(candidate, likeness)| Join {
            item: candidate.id,
            other: item,
            likeness: *likeness,
        });
    Some(Joining {
        story,
        joins: std::iter::once(own).chain(others).collect(),
    })
}

#[cfg(test)]
mod tests;

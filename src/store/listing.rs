//! What the store answers when it is asked: rows for the command line and the status page.

use crate::model::{Enclosure, Evidence, FeedId, Gap, ItemId, SkipTimes, Timestamp, Window};

/// Which items to list; empty fields do not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Carrying this topic.
    pub topic: Option<String>,
    /// Carried by one of these feeds.
    pub feeds: Vec<FeedId>,
    /// Telling this story.
    pub story: Option<i64>,
    /// At or after this time, by the time they are sorted by.
    pub since: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Primary language subtag.
    pub language: Option<String>,
    /// Full-text search: words that must all be there, `"phrases"`, `prefix*`, `-word`.
    pub search: Option<String>,
    /// Without items that were history when they came.
    pub news_only: bool,
    /// Only items whose wording was changed by their publisher.
    pub changed: bool,
    /// At most this many.
    pub limit: u32,
}

/// One line of a list of items.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemListing {
    /// Its id.
    pub id: ItemId,
    /// Plain text; empty when untitled.
    pub title: String,
    /// How its text begins, when it is untitled and has one.
    pub opening: Option<String>,
    /// Its link.
    pub url: Option<String>,
    /// The name of the feed whose wording it carries.
    pub feed: String,
    /// Primary language subtag.
    pub language: Option<String>,
    /// The publisher's claim.
    pub published_at: Option<Timestamp>,
    /// Ours.
    pub first_seen_at: Timestamp,
    /// What it is sorted by.
    pub sort_at: Timestamp,
    /// History when it came.
    pub backfill: bool,
    /// How many feeds carry it.
    pub sources: u32,
    /// How many earlier wordings are kept.
    pub revisions: u32,
    /// Its story, if it has one.
    pub story: Option<i64>,
    /// Slugs.
    pub topics: Vec<String>,
}

/// One item, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemDetail {
    /// As in a list.
    pub listing: ItemListing,
    /// As its owner states it.
    pub guid: Option<String>,
    /// What it is recognised by across feeds.
    pub canonical_url: Option<String>,
    /// Plain text.
    pub author: Option<String>,
    /// The publisher's claim.
    pub updated_at: Option<Timestamp>,
    /// Last document that carried it.
    pub last_seen_at: Timestamp,
    /// Sanitized HTML.
    pub summary: Option<String>,
    /// Sanitized HTML.
    pub content: Option<String>,
    /// Plain text.
    pub text: String,
    /// Plain text of the summary, when the text is not that already.
    pub summary_text: Option<String>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// Who carried it, first first.
    pub sources: Vec<SourceRow>,
    /// Earlier wordings, latest first.
    pub revisions: Vec<RevisionRow>,
    /// Topics with their proof.
    pub tags: Vec<TagRow>,
    /// The other items of its story.
    pub story_members: Vec<StoryMember>,
    /// Why it joined its story.
    pub story_links: Vec<StoryLinkRow>,
}

/// A feed that carried an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// The feed's name.
    pub feed: String,
    /// The feed's address.
    pub feed_url: String,
    /// As this feed states it.
    pub guid: Option<String>,
    /// As this feed links it.
    pub url: Option<String>,
    /// When this feed first had it.
    pub first_seen_at: Timestamp,
    /// When this feed last had it.
    pub last_seen_at: Timestamp,
}

/// An earlier wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    /// When it was replaced.
    pub replaced_at: Timestamp,
    /// Plain text.
    pub title: String,
    /// Sanitized HTML.
    pub summary: Option<String>,
    /// Sanitized HTML.
    pub content: Option<String>,
}

/// A topic on an item.
#[derive(Debug, Clone, PartialEq)]
pub struct TagRow {
    /// Slug.
    pub topic: String,
    /// For people.
    pub name: String,
    /// `rule`, `story` or `manual`.
    pub origin: String,
    /// Sum of the evidence.
    pub score: f64,
    /// What it had to reach; `None` when a person gave it.
    pub threshold: Option<f64>,
    /// What earned it.
    pub evidence: Vec<Evidence>,
    /// Whether the rules have changed since.
    pub stale: bool,
}

/// Another item of the same story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryMember {
    /// Its id.
    pub id: ItemId,
    /// Plain text.
    pub title: String,
    /// The name of the feed whose wording it carries.
    pub feed: String,
    /// Ours.
    pub first_seen_at: Timestamp,
}

/// Why an item joined its story.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryLinkRow {
    /// The item it was found equal to.
    pub other: ItemId,
    /// By which rule.
    pub rule: String,
    /// With what value.
    pub value: f64,
}

/// A story with its spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryListing {
    /// Its id.
    pub id: i64,
    /// Of its first item.
    pub title: String,
    /// First sight of its first item.
    pub first_seen_at: Timestamp,
    /// First sight of its latest item.
    pub last_seen_at: Timestamp,
    /// How many items.
    pub items: u32,
    /// Names of the feeds that carry them, first first.
    pub outlets: Vec<String>,
}

/// How a feed is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedHealth {
    /// Its id.
    pub id: i64,
    /// Without credentials.
    pub url: String,
    /// Where a permanent redirect moved it.
    pub effective_url: Option<String>,
    /// Configured, else the document's.
    pub title: Option<String>,
    /// Cron.
    pub schedule: String,
    /// `active`, `failing`, `gone`, `removed`.
    pub status: String,
    /// Whether it is polled without `--force`.
    pub enabled: bool,
    /// Start of the last poll.
    pub last_polled_at: Option<Timestamp>,
    /// Start of the last poll that worked.
    pub last_success_at: Option<Timestamp>,
    /// Outcome of the last poll.
    pub last_outcome: Option<String>,
    /// HTTP status of the last poll.
    pub last_status: Option<u16>,
    /// Why it failed.
    pub last_error: Option<String>,
    /// Failures in a row.
    pub consecutive_failures: u32,
    /// The veto in force.
    pub not_before: Option<Timestamp>,
    /// Why.
    pub not_before_reason: Option<String>,
    /// Its host answered 429 or 503 and is left alone until then; may be past.
    pub host_rests_until: Option<Timestamp>,
    /// When it is due next.
    pub next_poll_at: Option<Timestamp>,
    /// What its last document showed; `None` before the first.
    pub window: Option<Window>,
    /// When that document asks not to be read.
    pub skip: SkipTimes,
    /// Items it carried.
    pub items: u32,
    /// Of those in its last document, how many it has changed so often that their wordings are no longer kept.
    pub restless_items: u32,
    /// Polls in the ledger after which items may have been missed.
    pub possible_gaps: u32,
    /// The last of them.
    pub last_gap: Option<Gap>,
}

/// A topic with its volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCount {
    /// Slug.
    pub slug: String,
    /// For people.
    pub name: String,
    /// Items that carry it.
    pub items: u32,
    /// Of them, how many are tagged by rules that have changed since.
    pub stale: u32,
    /// First sight of the latest of them.
    pub latest: Option<Timestamp>,
    /// Whether it is in the rules now.
    pub active: bool,
}

/// Counts for a status line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// In the config.
    pub feeds: u32,
    /// Of them failing or gone.
    pub troubled: u32,
    /// Stored.
    pub items: u32,
    /// Rows of `item_sources`.
    pub sightings: u32,
    /// In the ledger.
    pub polls: u32,
}

/// An item as the topic rules see it, with the topics that rules have given it so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedItem {
    /// Its id.
    pub id: ItemId,
    /// Plain text.
    pub title: String,
    /// Plain text, when the text is not that already.
    pub summary_text: Option<String>,
    /// Plain text.
    pub text: String,
    /// Whether the text is the content's; else it is the summary's.
    pub has_content: bool,
    /// Primary language subtag.
    pub language: Option<String>,
    /// Its own address, the publisher's where it is known.
    pub link: Option<String>,
    /// Of the feed whose wording it carries.
    pub feed_url: String,
    /// Slugs, those given by rules only.
    pub topics: Vec<String>,
    /// Slugs that a person has decided on, whichever way; rules have no say there.
    pub decided: Vec<String>,
    /// Those of them that the person gave it.
    pub confirmed: Vec<String>,
}

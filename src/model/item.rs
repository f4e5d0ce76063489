//! One piece of news as we keep it.

use super::Timestamp;

/// An item's row in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub i64);

/// Media attached to an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enclosure {
    /// Absolute address.
    pub url: String,
    /// Media type; `None` when not said.
    pub mime_type: Option<String>,
    /// Bytes; `None` when not said or zero.
    pub length: Option<u64>,
    /// Seconds; `None` when not said.
    pub duration: Option<u64>,
}

/// Hash of the wording that counts: title, summary and content after folding. The first byte is the
/// version of the recipe, so that a new recipe is not mistaken for a new wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(pub [u8; 16]);

/// A name under which an entry is recognised inside its feed: the hash of one rung of the ladder
/// (design: stated id; id plus link; canonical link; title and content) with the rung in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityKey(pub [u8; 16]);

impl IdentityKey {
    /// The rung it is of, as its first byte says; `None` for a byte no version ever wrote.
    pub fn rung(self) -> Option<Rung> {
        Rung::ALL.into_iter().find(|rung| *rung as u8 == self.0[0])
    }
}

/// Kinds of name an entry has inside its feed, strongest first. The number is the first byte of the
/// [`IdentityKey`] and part of what the store keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rung {
    /// The stated id.
    Id = 1,
    /// The stated id with the link, where the document repeats the id.
    IdAndLink = 2,
    /// The stated id without a counter behind it (`#0`, `#3`), where that gives the link.
    IdBase = 3,
    /// The canonical link.
    Link = 4,
    /// Title and claimed time.
    TitleAndTime = 5,
    /// Title and text.
    Wording = 6,
    /// Text and claimed time.
    TextAndTime = 7,
}

impl Rung {
    /// Every rung, strongest first.
    pub const ALL: [Rung; 7] = [
        Rung::Id,
        Rung::IdAndLink,
        Rung::IdBase,
        Rung::Link,
        Rung::TitleAndTime,
        Rung::Wording,
        Rung::TextAndTime,
    ];
}

/// One piece of news, identified and ready to be compared with what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// As stated by the feed; `None` when it states none. Unique in no sense.
    pub guid: Option<String>,
    /// Absolute link as stated; `None` when there is none.
    pub url: Option<String>,
    /// [`crate::identify::canonical_url`] of the publisher's own link; `None` without a link, or when
    /// this document gives the same link to several different entries.
    pub canonical_url: Option<String>,
    /// The names this entry goes by in its feed, strongest first; never empty.
    pub keys: Vec<IdentityKey>,
    /// Plain text; empty when untitled.
    pub title: String,
    /// Plain text; `None` when not said.
    pub author: Option<String>,
    /// Sanitized HTML.
    pub summary: Option<String>,
    /// Plain text of the summary when there is content besides; `None` when `text` is that already.
    pub summary_text: Option<String>,
    /// Sanitized HTML.
    pub content: Option<String>,
    /// Plain text of content, else of summary.
    pub text: String,
    /// Primary language subtag; `None` when unknown.
    pub language: Option<String>,
    /// The publisher's claim.
    pub published_at: Option<Timestamp>,
    /// The publisher's claim.
    pub updated_at: Option<Timestamp>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// What wording this is.
    pub content_hash: ContentHash,
}

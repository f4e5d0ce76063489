//! Which piece of news an entry is: `ParsedFeed` -> one `Item` per entry, in document order. Each
//! item carries the names it goes by in its feed, strongest first. Names that a document uses for
//! several different pieces lose their say in it: a constant id, a press page's one link, a column's
//! title. What is new about the items is for `dedup` to say.

use std::collections::HashMap;
use std::hash::Hash;

use sha2::{Digest, Sha256};

use crate::model::{ContentHash, IdentityKey, Item, ParsedEntry, ParsedFeed, Rung};
use crate::wording::{Doubt, Piece, each_word};

mod content;
mod url;

pub use self::content::content_hash;
pub use self::url::canonical_url;

/// Ids that say only that the publisher's system had none.
const PLACEHOLDERS: [&str; 12] = [
    "",
    "0",
    "-",
    "#",
    "null",
    "none",
    "nil",
    "undefined",
    "nan",
    "n/a",
    "false",
    "guid",
];

/// Shorter wordings are no name: a column's title and "Read more" recur.
const FEWEST_WORDS: usize = 8;

/// Identifies every entry of a document.
///
/// ```
/// use jarshy::identify::identify;
/// use jarshy::model::{ParsedEntry, ParsedFeed};
/// let entry = |id: &str, link: &str, title: &str| ParsedEntry {
///     id: Some(id.to_owned()),
///     link: Some(link.to_owned()),
///     title: Some(title.to_owned()),
///     ..ParsedEntry::default()
/// };
/// let feed = ParsedFeed {
///     entries: vec![
///         entry("1", "https://news.example/storm#7", "Trams stop running in the lower town"),
///         entry("2", "https://news.example/storm#8", "Hospital switches to generators"),
///         entry("3", "https://www.news.example/bridge/?utm_source=rss", "Bridge opens"),
///     ],
///     ..ParsedFeed::default()
/// };
/// let items = identify(feed);
/// // A live blog: one address, two pieces, so the address names neither.
/// assert_eq!(items[0].canonical_url, None);
/// assert_eq!(items[2].canonical_url.as_deref(), Some("https://news.example/bridge"));
/// ```
pub fn identify(feed: ParsedFeed) -> Vec<Item> {
    let site = feed.site_url.as_deref().and_then(canonical_url);
    let drafts: Vec<Draft> = feed.entries.into_iter().map(Draft::new).collect();
    let names = Names::of(&drafts, site.as_deref());
    let keys: Vec<Vec<IdentityKey>> = drafts.iter().map(|draft| names.keys(draft)).collect();
    let named: Vec<bool> = drafts
        .iter()
        .map(|draft| names.named_by_link(draft))
        .collect();
    let language = feed.language;
    drafts
        .into_iter()
        .zip(keys)
        .zip(named)
        .map(|((draft, keys), named)| draft.into_item(keys, named, language.as_deref()))
        .collect()
}

/// An entry with what its names are made of.
struct Draft {
    entry: ParsedEntry,
    /// The stated id, unless it is a placeholder.
    id: Option<String>,
    /// The id without a counter behind it, where that is the link (`https://site/story#3`).
    id_base: Option<String>,
    /// Canonical form of the publisher's own link.
    link: Option<String>,
    content_hash: ContentHash,
    title_and_time: Option<IdentityKey>,
    wording: Option<IdentityKey>,
    text_and_time: Option<IdentityKey>,
}

impl Draft {
    fn new(entry: ParsedEntry) -> Draft {
        let id = entry
            .id
            .as_deref()
            .map(str::trim)
            .filter(|id| {
                !PLACEHOLDERS
                    .iter()
                    .any(|none| id.eq_ignore_ascii_case(none))
            })
            .map(str::to_owned);
        let stated = entry.original_link.as_deref().or(entry.link.as_deref());
        let link = stated.and_then(canonical_url);
        let title = entry.title.as_deref().unwrap_or_default();
        let content_hash = content_hash(title, entry.summary.as_deref(), &entry.text);
        let words = |text: &str| text.split_whitespace().take(FEWEST_WORDS).count();
        let long_enough = words(title) + words(&entry.text) >= FEWEST_WORDS;
        let nameless = id.is_none() && link.is_none();
        Draft {
            id_base: id.as_deref().and_then(|id| base_of(id, link.as_deref()?)),
            title_and_time: entry.published.filter(|_| !title.is_empty()).map(|at| {
                key(
                    Rung::TitleAndTime,
                    &[&folded(title), &at.timestamp().to_string()],
                )
            }),
            text_and_time: entry
                .published
                .filter(|_| words(&entry.text) >= FEWEST_WORDS)
                .map(|at| {
                    key(
                        Rung::TextAndTime,
                        &[&folded(&entry.text), &at.timestamp().to_string()],
                    )
                }),
            wording: (long_enough || nameless).then(|| key(Rung::Wording, &[&content_hash.0])),
            content_hash,
            id,
            link,
            entry,
        }
    }

    /// Orders wordings by how much they say; ties are broken so that the order of entries cannot
    /// matter.
    fn fullness(&self) -> impl Ord {
        let title = self.entry.title.as_deref().unwrap_or_default();
        let text = self.entry.text.as_str();
        (text.len(), title.len(), text, title, &self.id, &self.link)
    }

    fn piece(&self) -> Piece {
        Piece::new(
            self.entry.title.as_deref().unwrap_or_default(),
            &self.entry.text,
        )
    }

    fn into_item(
        self,
        keys: Vec<IdentityKey>,
        named_by_link: bool,
        language: Option<&str>,
    ) -> Item {
        let entry = self.entry;
        Item {
            guid: entry.id,
            url: entry.original_link.or(entry.link),
            canonical_url: self.link.filter(|_| named_by_link),
            keys,
            title: entry.title.unwrap_or_default(),
            author: entry.author,
            summary: entry.summary,
            summary_text: entry.summary_text,
            content: entry.content,
            text: entry.text,
            language: entry.language.or_else(|| language.map(str::to_owned)),
            published_at: entry.published,
            updated_at: entry.updated,
            enclosures: entry.enclosures,
            content_hash: self.content_hash,
        }
    }
}

/// The id without `#` and up to three digits at its end, if what is left leads where the link leads.
fn base_of(id: &str, link: &str) -> Option<String> {
    let (base, counter) = id.rsplit_once('#')?;
    let counts = (1..=3).contains(&counter.len()) && counter.bytes().all(|b| b.is_ascii_digit());
    (counts && canonical_url(base).as_deref() == Some(link)).then(|| link.to_owned())
}

/// The words of a text, folded, so that a changed dash or quote keeps the name.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_word(text, |word, _| {
        out.push_str(word);
        out.push(' ');
        true
    });
    out
}

fn key(rung: Rung, parts: &[&(impl AsRef<[u8]> + ?Sized)]) -> IdentityKey {
    let mut sha = Sha256::new();
    sha.update([rung as u8]);
    for part in parts {
        let bytes = part.as_ref();
        sha.update((bytes.len() as u64).to_le_bytes());
        sha.update(bytes);
    }
    let digest: [u8; 32] = sha.finalize().into();
    let mut hash = [0; 16];
    hash.copy_from_slice(&digest[..16]);
    hash[0] = rung as u8;
    IdentityKey(hash)
}

/// Which of the names in a document name one piece each.
struct Names {
    ids: Uses<String>,
    id_bases: Uses<String>,
    links: Uses<String>,
    wordings: Uses<IdentityKey>,
}

impl Names {
    fn of(drafts: &[Draft], site: Option<&str>) -> Names {
        let mut links = Uses::of(
            drafts,
            |d| d.link.as_ref(),
            |a, b| a.piece().same(&b.piece(), doubt(a, b)),
        );
        links
            .0
            .retain(|link, _| !url::is_front_page(link) && Some(link.as_str()) != site);
        let same_place = |a: &Draft, b: &Draft| {
            let (left, right) = (a.piece(), b.piece());
            if a.link == b.link {
                left.same(&right, doubt(a, b))
            } else {
                // The same text filed twice; titles alone are too little against two addresses.
                a.content_hash == b.content_hash && left.length() >= FEWEST_WORDS
            }
        };
        let ids = Uses::of(drafts, |d| d.id.as_ref(), same_place);
        let id_bases = Uses::of(drafts, |d| d.id_base.as_ref(), same_place);
        let one_piece = |a: &Draft, b: &Draft| {
            let by_id =
                a.id.is_some() && a.id == b.id && a.id.as_ref().is_some_and(|id| ids.say(id));
            let by_link = a.link.is_some()
                && a.link == b.link
                && a.link.as_ref().is_some_and(|link| links.say(link));
            let nameless = [a, b].iter().all(|d| d.id.is_none() && d.link.is_none());
            by_id || by_link || (nameless && a.piece().same(&b.piece(), doubt(a, b)))
        };
        let mut wordings = Uses::of(drafts, |d| d.title_and_time.as_ref(), one_piece);
        let more = Uses::of(drafts, |d| d.wording.as_ref(), one_piece);
        wordings.0.extend(more.0);
        let more = Uses::of(drafts, |d| d.text_and_time.as_ref(), one_piece);
        wordings.0.extend(more.0);
        Names {
            ids,
            id_bases,
            links,
            wordings,
        }
    }

    fn named_by_link(&self, draft: &Draft) -> bool {
        draft.link.as_ref().is_some_and(|link| self.links.say(link))
    }

    /// The ladder, spelled out.
    fn keys(&self, draft: &Draft) -> Vec<IdentityKey> {
        let mut keys = Vec::with_capacity(5);
        let link = draft.link.as_ref().filter(|link| self.links.say(link));
        match (&draft.id, link) {
            (Some(id), _) if self.ids.say(id) => keys.push(key(Rung::Id, &[id.as_str()])),
            (Some(id), Some(link)) => {
                keys.push(key(Rung::IdAndLink, &[id.as_str(), link.as_str()]));
            }
            _ => {}
        }
        if let Some(base) = draft
            .id_base
            .as_ref()
            .filter(|base| self.id_bases.say(base))
        {
            keys.push(key(Rung::IdBase, &[base.as_str()]));
        }
        if let Some(link) = link {
            keys.push(key(Rung::Link, &[link.as_str()]));
        }
        let wordings = [draft.title_and_time, draft.wording, draft.text_and_time];
        for wording in wordings.into_iter().flatten() {
            if self.wordings.say(&wording) {
                keys.push(wording);
            }
        }
        if keys.is_empty() {
            keys.push(last_resort(draft));
        }
        keys
    }
}

/// How sure one has to be that two entries of one document are one piece.
fn doubt(a: &Draft, b: &Draft) -> Doubt {
    let by_time = a.id.is_none() && a.entry.published != b.entry.published;
    if a.id != b.id || by_time {
        Doubt::ToldApart
    } else {
        Doubt::OneDocument
    }
}

/// Where every single name is shared by different pieces, all of them together tell them apart.
fn last_resort(draft: &Draft) -> IdentityKey {
    let text = |part: &Option<String>| part.clone().unwrap_or_default().into_bytes();
    let time = draft.entry.published.map_or(0, |at| at.timestamp());
    key(
        Rung::Wording,
        &[
            &text(&draft.id),
            &text(&draft.link),
            &draft.content_hash.0.to_vec(),
            &time.to_le_bytes().to_vec(),
        ],
    )
}

/// For each name whether everyone who uses it in this document is the same piece. Each user is
/// compared with the fullest wording only: likeness is not transitive, an entry that is but a title
/// may be like two that are not like each other, and fifty thousand users must not cost more than
/// fifty thousand comparisons.
struct Uses<Name>(HashMap<Name, Use>);

struct Use {
    fullest: usize,
    agreed: bool,
}

impl<Name: Clone + Eq + Hash> Uses<Name> {
    fn of<'a>(
        drafts: &'a [Draft],
        name: impl Fn(&'a Draft) -> Option<&'a Name>,
        same: impl Fn(&Draft, &Draft) -> bool,
    ) -> Uses<Name>
    where
        Name: 'a,
    {
        let mut uses: HashMap<Name, Use> = HashMap::new();
        for (at, draft) in drafts.iter().enumerate() {
            let Some(name) = name(draft) else { continue };
            let used = uses.entry(name.clone()).or_insert(Use {
                fullest: at,
                agreed: true,
            });
            if draft.fullness() > drafts[used.fullest].fullness() {
                used.fullest = at;
            }
        }
        for (at, draft) in drafts.iter().enumerate() {
            let Some(used) = name(draft).and_then(|name| uses.get_mut(name)) else {
                continue;
            };
            used.agreed = used.agreed && (used.fullest == at || same(&drafts[used.fullest], draft));
        }
        Uses(uses)
    }

    fn say(&self, name: &Name) -> bool {
        self.0.get(name).is_some_and(|used| used.agreed)
    }
}

#[cfg(test)]
mod tests;

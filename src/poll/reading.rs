//! Bytes into items, off the async threads.

use url::Url;

use crate::identify::identify;
use crate::model::{
    BodyHash, Document, Failure, FailureKind, Item, ParsedFeed, PollRecord, Rhythm, panic_text,
};
use crate::parse::parse;

/// Notes of one poll that are kept, and characters of each.
const NOTES: usize = 20;
const NOTE_LENGTH: usize = 300;

/// A document, read.
pub(super) enum Reading {
    /// Its bytes are those of the last one.
    Same(BodyHash),
    /// What it says, and its entries as items.
    Fresh(BodyHash, Box<Told>, Vec<Item>),
}

/// Reads the document, unless its bytes are those with this hash.
///
/// # Errors
/// When it is no feed, or when reading it ran into a defect.
pub(super) async fn read(document: Document, known: Option<BodyHash>) -> Result<Reading, Failure> {
    let read = tokio::task::spawn_blocking(move || {
        let hash = BodyHash::of(&document.body);
        if known == Some(hash) {
            return Ok(Reading::Same(hash));
        }
        let parsed = parse(&document)?;
        // Many times its entries, and not needed any more.
        drop(document.body);
        let told = Box::new(Told::by(&parsed, document.url));
        Ok(Reading::Fresh(hash, told, identify(parsed)))
    });
    read.await.unwrap_or_else(|stopped| {
        Err(match stopped.try_into_panic() {
            Ok(panic) => defect(&panic_text(panic.as_ref())),
            Err(_) => defect("reading the document was interrupted"),
        })
    })
}

/// A failure that is ours.
pub(super) fn defect(what: &str) -> Failure {
    Failure::new(
        FailureKind::Panic,
        format!("a defect in jarshy, please report it: {what}"),
    )
}

/// What a document says of itself, besides its entries.
pub(super) struct Told {
    entries: usize,
    title: Option<String>,
    site_url: Option<String>,
    rhythm: Rhythm,
    notes: Vec<String>,
    /// Whether it ended before it was over.
    pub(super) cut_short: bool,
    /// Where it came from.
    pub(super) url: Url,
    /// The page of the feed before it in time.
    pub(super) next_page: Option<String>,
}

impl Told {
    fn by(parsed: &ParsedFeed, url: Url) -> Told {
        let odd_dates = parsed
            .entries
            .iter()
            .flat_map(|entry| &entry.odd_dates)
            .map(|date| format!("date not believed: {date}"));
        Told {
            entries: parsed.entries.len(),
            title: parsed.title.clone(),
            site_url: parsed.site_url.clone(),
            rhythm: parsed.rhythm,
            cut_short: parsed.is_cut_short(),
            url,
            next_page: parsed.next_page.clone(),
            notes: parsed
                .repairs
                .iter()
                .chain(&parsed.dropped)
                .cloned()
                .chain(odd_dates)
                .take(NOTES)
                .map(|note| note.chars().take(NOTE_LENGTH).collect())
                .collect(),
        }
    }

    /// Writes it into the poll's record; a title in the config is the operator's word.
    pub(super) fn describe(self, record: &mut PollRecord, is_titled: bool) {
        record.entries = self.entries;
        record.rhythm = self.rhythm;
        record.site_url = self.site_url;
        record.feed_title = self.title.filter(|_| !is_titled);
        record.notes = self.notes;
    }
}

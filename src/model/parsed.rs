//! What a document says, before we decided what it is. An absent id stays absent.

use super::{Enclosure, Rhythm, Timestamp};

/// One document, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedFeed {
    /// Plain text; `None` when untitled.
    pub title: Option<String>,
    /// The web site the feed belongs to, absolute; `None` when not said.
    pub site_url: Option<String>,
    /// Language stated for the whole document, lower case primary subtag (`ru`); `None` when not said.
    pub language: Option<String>,
    /// How often, and when not, the document asks to be read.
    pub rhythm: Rhythm,
    /// Further pages the document announces (RFC 5005, JSON Feed `next_url`), absolute; `None` when none.
    pub next_page: Option<String>,
    /// In document order.
    pub entries: Vec<ParsedEntry>,
    /// What was mended to read it, a phrase each ("bare & escaped"); empty for a clean document.
    pub repairs: Vec<String>,
    /// What was dropped and why, a phrase each ("entry 3: neither title nor text nor link").
    pub dropped: Vec<String>,
}

/// The repair of a document that ends before it is over.
pub const CUT_SHORT: &str = "document cut short";

impl ParsedFeed {
    /// Whether the document ended before it was over: what it should have held besides is not known, so
    /// its validators vouch for nothing.
    pub fn is_cut_short(&self) -> bool {
        self.repairs.iter().any(|repair| repair == CUT_SHORT)
    }
}

/// What a document says about one piece of news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedEntry {
    /// The stated id (guid, atom:id, rdf:about, JSON id), trimmed; `None` when none or blank. Never invented.
    pub id: Option<String>,
    /// Where the article is, absolute, http or https; `None` when not said.
    pub link: Option<String>,
    /// The publisher's own address when `link` leads through a redirector (`feedburner:origLink`).
    pub original_link: Option<String>,
    /// Plain text, white space folded; `None` when untitled.
    pub title: Option<String>,
    /// Names, plain text, joined with `, `; `None` when not said.
    pub author: Option<String>,
    /// Sanitized HTML; `None` when absent or empty.
    pub summary: Option<String>,
    /// Plain text of the summary when there is content besides; `None` when `text` is that already.
    pub summary_text: Option<String>,
    /// Sanitized HTML of the full text; `None` when the document has only a summary.
    pub content: Option<String>,
    /// Readable plain text of `content`, else of `summary`; empty when there is neither.
    pub text: String,
    /// Stated, else detected: lower case primary subtag; `None` when unknown.
    pub language: Option<String>,
    /// As claimed; `None` when nothing usable was. Never "now".
    pub published: Option<Timestamp>,
    /// As claimed; `None` when nothing usable was.
    pub updated: Option<Timestamp>,
    /// Attached media, absolute addresses.
    pub enclosures: Vec<Enclosure>,
    /// Date claims that could not be believed or read, as written.
    pub odd_dates: Vec<String>,
}

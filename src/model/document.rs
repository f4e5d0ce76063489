//! What the origin sent, or why nothing usable came.

use std::net::IpAddr;
use std::time::Duration;

use sha2::{Digest, Sha256};
use url::Url;

/// ETag and Last-Modified as received, to be sent back byte for byte (RFC 9110, section 8.8).
///
/// Header bytes need not be UTF-8, so each byte is kept as the character of the same number
/// (latin-1); only `fetch` turns them into bytes and back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` field value, quotes and `W/` included; `None` when none came.
    pub etag: Option<String>,
    /// The `Last-Modified` field value; `None` when none came.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is nothing to make a request conditional with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// What an answer asks about the next request; each `None` when not said, no caps applied yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints {
    /// `Retry-After`, as time from the moment of the answer (RFC 9110, section 10.2.3).
    pub retry_after: Option<Duration>,
    /// Freshness left: `max-age` less `Age`, else `Expires` against `Date` (RFC 9111, section 4.2.1).
    pub fresh_for: Option<Duration>,
}

/// A usable answer to one poll's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The final status: 200-299 or 304.
    pub http_status: u16,
    /// To keep for the next request. With a 304, those it carried, the old ones where it carried none.
    pub validators: Validators,
    /// When to come back.
    pub hints: Hints,
    /// Where an unbroken chain of permanent redirects (301, 308) from the asked address led; `None`
    /// without one.
    pub moved_to: Option<Url>,
    /// The address really connected to, when known.
    pub peer: Option<IpAddr>,
    /// Decoded body bytes read.
    pub bytes: u64,
    /// What came.
    pub fetched: Fetched,
}

/// The body of an [`Answer`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// 304: what we have is current.
    NotModified,
    /// A body to read.
    Document(Document),
}

/// The bytes that one poll of a feed brought.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// Where they came from in the end; relative links are relative to it.
    pub url: Url,
    /// The `Content-Type` as sent; `None` when none was.
    pub content_type: Option<String>,
    /// Decompressed, not yet decoded to text.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("url", &self.url.as_str())
            .field("content_type", &self.content_type)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// SHA-256 of a document's bytes: equal means nothing to parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyHash(pub [u8; 32]);

impl BodyHash {
    /// The hash of these bytes.
    pub fn of(body: &[u8]) -> BodyHash {
        BodyHash(Sha256::digest(body).into())
    }
}

/// Why a poll brought nothing usable: data for the ledger, not an error of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// The class, for counting and for the retry policy.
    pub kind: FailureKind,
    /// A sentence a person can act on: no control characters, no credentials, no debug dump.
    pub message: String,
    /// The status, when an answer came at all.
    pub http_status: Option<u16>,
    /// When to come back, if the answer said so.
    pub hints: Hints,
    /// Who answered last, as [`super::FeedUrl::authority`]; after a redirect another host than was
    /// asked. `None` when no answer came.
    pub host: Option<String>,
    /// The address really connected to, when known.
    pub peer: Option<IpAddr>,
    /// Decoded body bytes read before it failed.
    pub bytes: u64,
}

impl Failure {
    /// A failure without an answer behind it.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Failure {
        Failure {
            kind,
            message: message.into(),
            http_status: None,
            hints: Hints::default(),
            host: None,
            peer: None,
            bytes: 0,
        }
    }
}

/// Classes of failure; the text form is what `polls.failure` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// The name has no address.
    Dns,
    /// Refused, unreachable, reset.
    Connect,
    /// The certificate or the handshake.
    Tls,
    /// The exchange took longer than its deadline.
    Timeout,
    /// Private, loopback or otherwise refused address.
    Forbidden,
    /// Too many, looping or unusable redirects.
    Redirect,
    /// A status that is no answer: 4xx, 5xx and the odd ones.
    Status,
    /// 410: the publisher says it is over (RFC 9110, section 15.5.11).
    Gone,
    /// 429 and 503: slow down.
    Throttled,
    /// More decoded bytes than `max_body`.
    TooLarge,
    /// Cut short, badly framed or wrongly compressed.
    Transfer,
    /// A body without content.
    Empty,
    /// A web page, or something else that is no feed.
    NotAFeed,
    /// Says feed, but cannot be read.
    Parse,
    /// A defect of ours or of a library, caught.
    Panic,
    /// Settings that cannot be used, such as an unreadable password file.
    Settings,
}

impl FailureKind {
    /// Every kind with its text form.
    pub const ALL: [(FailureKind, &'static str); 16] = [
        (FailureKind::Dns, "dns"),
        (FailureKind::Connect, "connect"),
        (FailureKind::Tls, "tls"),
        (FailureKind::Timeout, "timeout"),
        (FailureKind::Forbidden, "forbidden"),
        (FailureKind::Redirect, "redirect"),
        (FailureKind::Status, "status"),
        (FailureKind::Gone, "gone"),
        (FailureKind::Throttled, "throttled"),
        (FailureKind::TooLarge, "too_large"),
        (FailureKind::Transfer, "transfer"),
        (FailureKind::Empty, "empty"),
        (FailureKind::NotAFeed, "not_a_feed"),
        (FailureKind::Parse, "parse"),
        (FailureKind::Panic, "panic"),
        (FailureKind::Settings, "settings"),
    ];

    /// The text form, as stored.
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, text)| text)
    }
}

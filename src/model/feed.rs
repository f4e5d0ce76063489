//! A subscription as the operator asked for it. What polling learned about it is [`super::FeedState`].

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::Schedule;

/// A feed's row in the store; stable for as long as its URL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeedId(pub i64);

/// The address of a feed: http or https with a host, by construction.
///
/// `Display` and `Debug` leave out `user:password@`, so that no log, error or row can carry it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FeedUrl(Url);

/// Why a text is not the address of a feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedUrlError {
    /// The text is no URL at all.
    #[error("not a URL ({0}); a feed's address looks like https://example.org/feed.xml")]
    Malformed(String),
    /// A URL, but of another scheme.
    #[error("scheme \"{0}\" cannot be polled; use http or https")]
    Scheme(String),
}

impl FeedUrl {
    /// Reads an address, surrounding white space ignored and the fragment dropped.
    ///
    /// # Errors
    /// When the text is no URL or its scheme is neither http nor https.
    pub fn parse(text: &str) -> Result<FeedUrl, FeedUrlError> {
        let url = Url::parse(text.trim()).map_err(|e| FeedUrlError::Malformed(e.to_string()))?;
        FeedUrl::from_url(url)
    }

    /// Takes a URL that is parsed already.
    ///
    /// # Errors
    /// When its scheme is neither http nor https.
    pub fn from_url(mut url: Url) -> Result<FeedUrl, FeedUrlError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FeedUrlError::Scheme(url.scheme().to_owned()));
        }
        url.set_fragment(None);
        Ok(FeedUrl(url))
    }

    /// The address with its credentials: for the request itself, never for showing.
    pub fn with_credentials(&self) -> &Url {
        &self.0
    }

    /// The address without credentials.
    pub fn without_credentials(&self) -> Url {
        let mut url = self.0.clone();
        // Both setters fail only for URLs without a host, which http and https always have.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url
    }

    /// Host and port: the unit of politeness. Without a written port, http and https are one server.
    pub fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        let port = self.0.port().unwrap_or(443);
        format!("{}:{port}", host.trim_end_matches('.'))
    }

    /// The same for two spellings of one subscription: http and https, default port and
    /// credentials do not matter.
    pub fn key(&self) -> String {
        let url = self.without_credentials();
        let text = url.as_str();
        let scheme_less = text.split_once("://").map_or(text, |(_, rest)| rest);
        match (url.scheme(), url.port()) {
            ("http", Some(443)) => scheme_less.replacen(":443", "", 1),
            ("https", Some(80)) => scheme_less.replacen(":80", "", 1),
            _ => scheme_less.to_owned(),
        }
    }
}

impl fmt::Display for FeedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.without_credentials().as_str())
    }
}

impl fmt::Debug for FeedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FeedUrl({self})")
    }
}

/// How a feed's requests are made; the poll defaults with the feed's own settings laid over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestSettings {
    /// For one whole exchange, redirects and body included.
    pub timeout: Duration,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// Extra headers, sent to the feed's own host only.
    pub headers: Vec<(String, String)>,
    /// For Basic authentication; `None` unless configured (a URL's own userinfo is separate).
    pub username: Option<String>,
    /// File with the password, read at each poll so that a rotated secret needs no reload.
    pub password_file: Option<PathBuf>,
}

/// A subscription: what the config says about one feed, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Where it is.
    pub url: FeedUrl,
    /// The operator's name for it; `None` leaves the name to the document.
    pub title: Option<String>,
    /// Folder in OPML; `None` at the top level. Nested folders are joined with `/`.
    pub folder: Option<String>,
    /// When it is due.
    pub schedule: Schedule,
    /// `false` keeps the feed and its items but polls it only with `--force`.
    pub enabled: bool,
    /// How to ask for it.
    pub request: RequestSettings,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_never_shown() {
        let url = FeedUrl::parse("https://ann:s3cret@news.example/feed#top").unwrap();
        assert_eq!(url.to_string(), "https://news.example/feed");
        assert!(!format!("{url:?}").contains("s3cret"));
        assert_eq!(url.with_credentials().password(), Some("s3cret"));
    }

    #[test]
    fn http_and_https_are_one_subscription() {
        let key = |text: &str| FeedUrl::parse(text).unwrap().key();
        assert_eq!(
            key("http://News.example/feed"),
            key("https://news.example:443/feed")
        );
        assert_ne!(
            key("http://news.example/feed"),
            key("http://news.example/feed?x=1")
        );
        assert_ne!(
            key("http://news.example:8080/"),
            key("http://news.example/")
        );
    }

    #[test]
    fn http_and_https_are_one_host_to_be_polite_to() {
        let host = |text: &str| FeedUrl::parse(text).unwrap().authority();
        assert_eq!(
            host("http://News.example/a"),
            host("https://news.example/b")
        );
        assert_eq!(host("http://news.example./"), host("http://news.example/"));
        assert_eq!(host("http://news.example:8000/"), "news.example:8000");
        assert_ne!(
            host("http://news.example:8000/"),
            host("http://news.example/")
        );
        assert_eq!(host("http://[2001:db8::1]/"), "[2001:db8::1]:443");
    }

    #[test]
    fn only_http_and_https_are_feeds() {
        assert!(matches!(
            FeedUrl::parse("ftp://a.example/"),
            Err(FeedUrlError::Scheme(_))
        ));
        assert!(matches!(
            FeedUrl::parse("example.org/feed"),
            Err(FeedUrlError::Malformed(_))
        ));
    }
}

//! What is meant for the feed's own host alone: login and extra headers. They are never sent to
//! another host, nor over plain http when the feed was asked for by https.

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use tokio::io::AsyncReadExt;
use url::Url;

use super::diagnosis;
use crate::model::{Failure, FailureKind, Feed};

/// More than any server takes in a header; the rest of a wrong file stays unread.
const MAX_PASSWORD: u64 = 4096;

/// Read for one exchange, forgotten with it.
pub(super) struct Secrets {
    own: Url,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Secrets {
    /// Collects them; the password file is read anew each time, so that a rotated secret works at once.
    pub(super) async fn of(feed: &Feed) -> Result<Secrets, Failure> {
        let mut headers = Vec::new();
        for (name, value) in &feed.request.headers {
            let header = HeaderName::from_bytes(name.as_bytes())
                .ok()
                .zip(HeaderValue::from_str(value).ok());
            let Some((name, mut value)) = header else {
                let message = format!("the header {name:?} of this feed cannot be sent as written");
                return Err(settings(&message));
            };
            value.set_sensitive(true);
            headers.push((name, value));
        }
        if let Some(login) = login(feed).await? {
            headers.push((AUTHORIZATION, login));
        }
        Ok(Secrets {
            own: feed.url.without_credentials(),
            headers,
        })
    }

    /// Adds them to a request, if it goes to the feed's own host.
    pub(super) fn add_to(&self, headers: &mut HeaderMap, url: &Url) {
        if is_own(&self.own, url) {
            for (name, value) in &self.headers {
                headers.insert(name.clone(), value.clone());
            }
        }
    }
}

/// The same host and port; the step from http to https on their usual ports stays at home, the
/// step back does not.
fn is_own(own: &Url, url: &Url) -> bool {
    let port = |url: &Url| url.port_or_known_default();
    let upgraded = own.scheme() == "http"
        && url.scheme() == "https"
        && own.port().is_none()
        && url.port().is_none();
    own.host() == url.host() && (upgraded || own.scheme() == url.scheme() && port(own) == port(url))
}

/// The configured login, else the one in the URL.
async fn login(feed: &Feed) -> Result<Option<HeaderValue>, Failure> {
    let url = feed.url.with_credentials();
    let (username, password) = match &feed.request.username {
        Some(username) => (username.clone().into_bytes(), password(feed).await?),
        None if !url.username().is_empty() || url.password().is_some() => (
            percent_decoded(url.username()),
            percent_decoded(url.password().unwrap_or_default()),
        ),
        None => return Ok(None),
    };
    let mut both = username;
    both.push(b':');
    both.extend(password);
    let mut value = HeaderValue::from_str(&format!("Basic {}", base64(&both)))
        .map_err(|_| settings("the login of this feed cannot be sent"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}

async fn password(feed: &Feed) -> Result<Vec<u8>, Failure> {
    let Some(path) = &feed.request.password_file else {
        return Ok(Vec::new());
    };
    let unreadable = |error: std::io::Error| {
        let problem = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file",
            std::io::ErrorKind::PermissionDenied => "we may not read it",
            _ => "it cannot be read",
        };
        settings(&format!("password_file {}: {problem}", path.display()))
    };
    let file = tokio::fs::File::open(path).await.map_err(unreadable)?;
    let mut password = Vec::new();
    file.take(MAX_PASSWORD)
        .read_to_end(&mut password)
        .await
        .map_err(unreadable)?;
    // Editors end files with a line break that is not part of the password.
    while matches!(password.last(), Some(b'\n' | b'\r')) {
        password.pop();
    }
    Ok(password)
}

fn settings(message: &str) -> Failure {
    diagnosis::failure(FailureKind::Settings, message)
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let hex = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(high), Some(low)) if *byte == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                decoded.push(high << 4 | low);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    decoded
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0usize, |group, byte| group << 8 | usize::from(*byte));
        for position in 0..4 {
            let letter = ALPHABET[group >> (18 - 6 * position) & 63];
            text.push(if position <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn escapes_in_a_login_are_undone_and_stray_signs_kept() {
        assert_eq!(percent_decoded("a%40b%"), b"a@b%");
        assert_eq!(percent_decoded("%zz%4"), b"%zz%4");
    }

    #[test]
    fn secrets_stay_at_home() {
        let own = |a: &str, b: &str| is_own(&Url::parse(a).unwrap(), &Url::parse(b).unwrap());
        assert!(own("https://a.example/feed", "https://a.example/other"));
        assert!(own("http://a.example/feed", "https://a.example/feed"));
        assert!(own("https://a.example/feed", "https://a.example:443/feed"));
        assert!(!own("https://a.example/feed", "http://a.example/feed"));
        assert!(!own("https://a.example/feed", "https://b.example/feed"));
        assert!(!own(
            "https://a.example/feed",
            "https://a.example:8443/feed"
        ));
        assert!(!own("http://a.example:8000/feed", "https://a.example/feed"));
        assert!(!own("https://a.example/feed", "https://www.a.example/feed"));
    }
}

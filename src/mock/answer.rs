//! One answer of the mock feed: a document with its validators, or 304 where the client has it already
//! (RFC 9110, section 13). Pure but for the types of the web framework.

use std::fmt::Write as _;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use crate::model::Timestamp;

const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// A document ready to be sent.
#[derive(Debug)]
pub(super) struct Served {
    content_type: &'static str,
    body: Bytes,
    /// A strong tag, quotes included: equal exactly when the bytes are.
    etag: String,
    modified: Timestamp,
}

impl Served {
    pub(super) fn new(content_type: &'static str, body: String, modified: Timestamp) -> Served {
        let digest = Sha256::digest(&body);
        let mut etag = String::from("\"");
        for byte in &digest[..16] {
            write!(etag, "{byte:02x}").expect("a String takes every write");
        }
        etag.push('"');
        Served {
            content_type,
            body: body.into(),
            etag,
            modified,
        }
    }
}

/// The answer to a GET or HEAD for `served` (the framework leaves out the body of a HEAD).
pub(super) fn document(served: &Served, request: &HeaderMap) -> Response {
    let validators = [
        (header::ETAG, served.etag.clone()),
        (
            header::LAST_MODIFIED,
            served.modified.format(HTTP_DATE).to_string(),
        ),
    ];
    if is_known(served, request) {
        return (StatusCode::NOT_MODIFIED, validators).into_response();
    }
    (
        validators,
        [(header::CONTENT_TYPE, served.content_type)],
        served.body.clone(),
    )
        .into_response()
}

/// If-None-Match decides where it is sent, whatever If-Modified-Since says (RFC 9110, 13.1.3); a date
/// that cannot be read is as good as none.
fn is_known(served: &Served, request: &HeaderMap) -> bool {
    if request.contains_key(header::IF_NONE_MATCH) {
        return request
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == served.etag);
    }
    request
        .get(header::IF_MODIFIED_SINCE)
        .and_then(|value| value.to_str().ok())
        .and_then(|date| NaiveDateTime::parse_from_str(date.trim(), HTTP_DATE).ok())
        .is_some_and(|since| served.modified <= since.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_time;

    fn served() -> Served {
        Served::new(
            "text/plain",
            "body".into(),
            parse_time("2021-05-10T09:30:00Z").unwrap(),
        )
    }

    #[test]
    fn the_tag_is_strong_and_follows_the_bytes() {
        let other = Served::new("text/plain", "Body".into(), served().modified);
        assert_ne!(served().etag, other.etag);
        assert_eq!(served().etag.len(), 34);
        assert!(served().etag.starts_with('"') && served().etag.ends_with('"'));
    }

    #[test]
    fn conditional_requests_are_answered_as_the_rfc_says() {
        let etag = served().etag;
        let same = "Mon, 10 May 2021 09:30:00 GMT";
        let before = "Mon, 10 May 2021 09:29:59 GMT";
        let after = "Tue, 11 May 2021 00:00:00 GMT";
        let tag = "if-none-match";
        let date = "if-modified-since";
        let cases: &[(&[(&str, &str)], u16)] = &[
            (&[], 200),
            (&[(tag, &etag)], 304),
            (&[(tag, &format!("W/{etag}"))], 304),
            (&[(tag, &format!("\"a\", W/\"b\" ,{etag}"))], 304),
            (&[(tag, "\"a\""), (tag, &etag)], 304),
            (&[(tag, "*")], 304),
            (&[(tag, "\"other\"")], 200),
            (&[(tag, etag.trim_matches('"'))], 200),
            (&[(date, same)], 304),
            (&[(date, after)], 304),
            (&[(date, before)], 200),
            (&[(date, "yesterday")], 200),
            (&[(tag, "\"other\""), (date, after)], 200),
            (&[(tag, &etag), (date, before)], 304),
        ];
        for (headers, status) in cases {
            let mut request = HeaderMap::new();
            for (name, value) in *headers {
                let name = header::HeaderName::from_bytes(name.as_bytes()).unwrap();
                request.append(name, value.parse().unwrap());
            }
            let answer = document(&served(), &request);
            assert_eq!(answer.status().as_u16(), *status, "{headers:?}");
            assert_eq!(answer.headers()["etag"], etag, "{headers:?}");
            assert_eq!(answer.headers()["last-modified"], same, "{headers:?}");
        }
    }
}

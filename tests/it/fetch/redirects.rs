//! Hops, and what may go along.

use jarshy::model::{FailureKind, Feed, Fetched, Validators};

use super::{body, fails, feed, fetch, fetch_url};
use crate::support::origin::{Origin, Reply};

async fn moved_to(origin: &Origin, path: &str) -> Option<String> {
    let answer = fetch_url(&origin.url(path)).await.expect("an answer");
    answer.moved_to.map(|url| url.to_string())
}

#[tokio::test]
async fn permanent_redirects_say_where_the_feed_moved_and_temporary_ones_do_not() {
    let origin = Origin::start().await;
    origin.at("/end", Reply::ok("x"));
    for status in [301, 302, 303, 307, 308] {
        origin.at(&format!("/{status}"), Reply::redirect(status, "/end"));
    }
    for status in [301, 308] {
        assert_eq!(
            moved_to(&origin, &format!("/{status}")).await,
            Some(origin.url("/end"))
        );
    }
    for status in [302, 303, 307] {
        assert_eq!(moved_to(&origin, &format!("/{status}")).await, None);
    }
}

#[tokio::test]
async fn a_mixed_chain_moved_up_to_its_first_temporary_hop() {
    let origin = Origin::start().await;
    origin.at("/a", Reply::redirect(301, "/b"));
    origin.at("/b", Reply::redirect(308, "/c"));
    origin.at("/c", Reply::redirect(302, "/d"));
    origin.at("/d", Reply::redirect(301, "/end"));
    origin.at("/end", Reply::ok("x"));
    assert_eq!(moved_to(&origin, "/a").await, Some(origin.url("/c")));
}

#[tokio::test]
async fn the_document_knows_where_it_came_from_in_the_end() {
    let origin = Origin::start().await;
    origin.at("/a/feed", Reply::redirect(302, "../b/feed?x=1#top"));
    origin.at("/b/feed?x=1", Reply::ok("x"));
    let answer = fetch_url(&origin.url("/a/feed")).await.unwrap();
    let Fetched::Document(document) = answer.fetched else {
        panic!("a document");
    };
    assert_eq!(document.url.as_str(), origin.url("/b/feed?x=1"));
}

#[tokio::test]
async fn odd_locations_are_followed_where_they_lead_somewhere() {
    let origin = Origin::start().await;
    origin.at("/end", Reply::ok("x"));
    origin.at("/%D0%B6?a%20b", Reply::ok("cyrillic"));
    let address = origin.address();
    for (location, expected) in [
        ("  /end  ".to_owned(), "x"),
        (format!("//{address}/end"), "x"),
        (format!("HTTP://{address}/end"), "x"),
        (format!("http:/{}", "end"), "x"),
        ("/ж?a b".to_owned(), "cyrillic"),
    ] {
        origin.at("/start", Reply::redirect(302, &location));
        let answer = fetch_url(&origin.url("/start")).await.unwrap();
        assert_eq!(body(&answer), expected.as_bytes(), "{location}");
    }
}

#[tokio::test]
async fn redirects_that_lead_nowhere_are_named() {
    let origin = Origin::start().await;
    origin.at("/loop", Reply::redirect(301, "/pool"));
    origin.at("/pool", Reply::redirect(301, "/loop"));
    origin.at("/self", Reply::redirect(302, "/self"));
    origin.at("/nowhere", Reply::status(302));
    origin.at("/empty", Reply::redirect(302, ""));
    origin.at("/broken", Reply::redirect(302, "http://[nope"));
    origin.at("/file", Reply::redirect(302, "file:///etc/passwd"));
    origin.at("/ftp", Reply::redirect(302, "ftp://files.example/feed"));
    origin.at("/script", Reply::redirect(302, "javascript:alert(1)"));
    for hop in 0..20 {
        origin.at(
            &format!("/{hop}"),
            Reply::redirect(302, &format!("/{}", hop + 1)),
        );
    }
    for (path, words) in [
        ("/loop", "circle"),
        ("/self", "circle"),
        ("/nowhere", "leads nowhere"),
        ("/empty", "without saying where"),
        ("/broken", "no address"),
        ("/file", "a file: address"),
        ("/ftp", "an address"),
        ("/script", "javascript: address"),
        ("/0", "more than 10 redirects"),
    ] {
        let words = if path == "/ftp" {
            "ftp: address"
        } else {
            words
        };
        let failure = fails(
            fetch_url(&origin.url(path)).await,
            FailureKind::Redirect,
            words,
        );
        assert_eq!(
            failure.http_status,
            Some(302).filter(|_| path != "/loop").or(Some(301))
        );
    }
    assert_eq!(origin.requests_for("/10").len(), 1);
    assert_eq!(origin.requests_for("/11").len(), 0);
}

#[tokio::test]
async fn ten_hops_are_not_too_many() {
    let origin = Origin::start().await;
    for hop in 0..10 {
        origin.at(
            &format!("/{hop}"),
            Reply::redirect(301, &format!("/{}", hop + 1)),
        );
    }
    origin.at("/10", Reply::ok("x"));
    assert_eq!(moved_to(&origin, "/0").await, Some(origin.url("/10")));
}

fn with_secrets(origin: &Origin, path: &str) -> Feed {
    let mut feed = feed(&format!("http://ann:s3cret@{}{path}", origin.address()));
    feed.request.headers = vec![("X-Api-Key".to_owned(), "s3cret".to_owned())];
    feed
}

#[tokio::test]
async fn secrets_follow_inside_the_host_and_never_leave_it() {
    let (own, other) = (Origin::start().await, Origin::start().await);
    own.at("/feed", Reply::redirect(302, "/inside"));
    own.at("/inside", Reply::redirect(302, &other.url("/outside")));
    // Back home they may be used again: the host is the feed's own.
    other.at("/outside", Reply::redirect(302, &own.url("/end")));
    own.at("/end", Reply::ok("x"));
    let validators = Validators {
        etag: Some("\"1\"".to_owned()),
        last_modified: None,
    };
    fetch(&with_secrets(&own, "/feed"), &validators)
        .await
        .unwrap();
    let secret = |request: &crate::support::origin::Request| {
        (
            request.header("Authorization").is_some(),
            request.header("X-Api-Key").is_some(),
        )
    };
    let seen: Vec<_> = own.requests().iter().map(secret).collect();
    assert_eq!(seen, [(true, true); 3]);
    let outside = other.last_request();
    assert_eq!(secret(&outside), (false, false));
    let head = String::from_utf8(outside.head.clone()).unwrap();
    for word in ["s3cret", "ann", "Referer", "Cookie"] {
        assert!(!head.contains(word), "{head}");
    }
    assert_eq!(outside.header("If-None-Match"), Some("\"1\""));
}

#[tokio::test]
async fn a_redirect_cannot_log_us_in_elsewhere() {
    let (own, other) = (Origin::start().await, Origin::start().await);
    let target = format!("http://eve:pw@{}/feed", other.address());
    own.at("/feed", Reply::redirect(301, &target));
    other.at("/feed", Reply::ok("x"));
    let answer = fetch_url(&own.url("/feed")).await.unwrap();
    assert_eq!(other.last_request().header("Authorization"), None);
    assert_eq!(answer.moved_to.unwrap().as_str(), other.url("/feed"));
}

#[tokio::test]
async fn who_answered_last_is_known_when_a_redirect_ends_in_a_throttle() {
    let (own, other) = (Origin::start().await, Origin::start().await);
    own.at("/feed", Reply::redirect(302, &other.url("/busy")));
    other.at("/busy", Reply::status(429));
    let failure = fails(
        fetch_url(&own.url("/feed")).await,
        FailureKind::Throttled,
        "429",
    );
    assert_eq!(failure.host, Some(other.address().to_string()));
}

#[tokio::test]
async fn a_redirect_that_ends_in_an_error_is_that_error() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::redirect(301, "/gone"));
    origin.at("/gone", Reply::status(410));
    fails(
        fetch_url(&origin.url("/feed")).await,
        FailureKind::Gone,
        "ended",
    );
}

//! What is sent, byte for byte, and nothing else.

use jarshy::model::{FailureKind, Feed, FeedUrl, Fetched, Validators};

use super::{body, fails, feed, fetch, fetch_url, fetch_with, fetcher, settings};
use crate::support::origin::{Origin, Reply};

#[tokio::test]
async fn a_document_comes_with_its_validators_and_they_go_back_byte_for_byte() {
    let origin = Origin::start().await;
    let etag = b"W/\"\xe9t\xe9 \xff\"";
    let reply = Reply::ok("<rss/>")
        .header_bytes("ETag", etag)
        .header("Last-Modified", "yesterday, about noon")
        .header("Content-Type", "application/rss+xml; charset=windows-1251");
    let not_modified = Reply::status(304);
    origin.script("/feed", [reply, not_modified]);

    let feed = feed(&origin.url("/feed"));
    let first = fetch(&feed, &Validators::default()).await.unwrap();
    assert_eq!(body(&first), b"<rss/>");
    assert_eq!(first.peer, Some(origin.address().ip()));
    assert_eq!((first.http_status, first.bytes), (200, 6));
    let Fetched::Document(document) = &first.fetched else {
        panic!("a document");
    };
    assert_eq!(document.url.as_str(), origin.url("/feed"));
    assert_eq!(
        document.content_type.as_deref(),
        Some("application/rss+xml; charset=windows-1251")
    );

    let second = fetch(&feed, &first.validators).await.unwrap();
    assert_eq!(second.fetched, Fetched::NotModified);
    assert_eq!(second.http_status, 304);
    assert_eq!(
        second.validators, first.validators,
        "a silent 304 keeps them"
    );
    let sent = origin.last_request();
    let line = [b"If-None-Match: ".as_slice(), etag, b"\r\n"].concat();
    assert!(sent.head.windows(line.len()).any(|window| window == line));
    assert_eq!(
        sent.header("If-Modified-Since"),
        Some("yesterday, about noon")
    );
}

#[tokio::test]
async fn a_304_may_bring_new_validators() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::status(304).header("ETag", "\"2\""));
    let old = Validators {
        etag: Some("\"1\"".to_owned()),
        last_modified: Some("Monday".to_owned()),
    };
    let answer = fetch(&feed(&origin.url("/feed")), &old).await.unwrap();
    assert_eq!(answer.validators.etag.as_deref(), Some("\"2\""));
    assert_eq!(answer.validators.last_modified.as_deref(), Some("Monday"));
}

#[tokio::test]
async fn a_304_that_nobody_asked_for_is_a_failure() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::status(304).header("ETag", "\"2\""));
    let outcome = fetch_url(&origin.url("/feed")).await;
    fails(outcome, FailureKind::Status, "nothing to compare");
}

#[tokio::test]
async fn a_first_request_is_exactly_this() {
    let origin = Origin::start().await;
    origin.at(
        "/feed?a=1&b=%20",
        Reply::ok("x").header("Set-Cookie", "a=b"),
    );
    let url = origin.url("/feed?a=1&b=%20#part");
    let fetcher = fetcher(&settings());
    for _ in 0..2 {
        fetch_with(&fetcher, &feed(&url), &Validators::default())
            .await
            .unwrap();
    }
    let requests = origin.requests();
    assert_eq!(requests.len(), 2);
    let head = format!(
        "GET /feed?a=1&b=%20 HTTP/1.1\r\n\
         User-Agent: jarshy/test (+https://jarshy.example)\r\n\
         Accept: application/atom+xml, application/rss+xml, application/feed+json, \
         application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.9, \
         application/json;q=0.8, */*;q=0.5\r\n\
         Accept-Encoding: gzip, deflate, br, zstd\r\n\
         Host: {}",
        origin.address()
    );
    for request in requests {
        assert_eq!(String::from_utf8(request.head).unwrap(), head);
    }
}

#[tokio::test]
async fn the_contact_goes_along_when_there_is_one() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok("x"));
    let mut settings = settings();
    settings.contact = Some("ops@news.example".to_owned());
    let feed = feed(&origin.url("/feed"));
    fetch_with(&fetcher(&settings), &feed, &Validators::default())
        .await
        .unwrap();
    assert_eq!(
        origin.last_request().header("From"),
        Some("ops@news.example")
    );
}

#[tokio::test]
async fn a_burst_to_one_host_shares_a_connection_and_a_single_poll_keeps_none() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok("x"));
    let fetcher = fetcher(&settings());
    let feed = feed(&origin.url("/feed"));
    for _ in 0..10 {
        fetch_with(&fetcher, &feed, &Validators::default())
            .await
            .unwrap();
    }
    assert_eq!(origin.requests().len(), 10);
    assert_eq!(
        origin.connections(),
        2,
        "the first was not kept, the second was"
    );
}

#[tokio::test]
async fn a_server_that_breaks_kept_connections_is_asked_once_per_poll_all_the_same() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok("x").then_close());
    let fetcher = fetcher(&settings());
    let feed = feed(&origin.url("/feed"));
    for poll in 1..=10 {
        let outcome = fetch_with(&fetcher, &feed, &Validators::default()).await;
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(origin.requests().len(), poll);
    }
}

fn logged_in(origin: &Origin, userinfo: &str) -> Feed {
    feed(&format!("http://{userinfo}{}/feed", origin.address()))
}

#[tokio::test]
async fn logins_come_from_the_address_or_from_a_file() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok("x"));
    let none = Validators::default();
    // ann:s3cret and ann:p@ss, as base64.
    fetch(&logged_in(&origin, "ann:s3cret@"), &none)
        .await
        .unwrap();
    assert_eq!(
        origin.last_request().header("Authorization"),
        Some("Basic YW5uOnMzY3JldA==")
    );
    fetch(&logged_in(&origin, "ann:p%40ss@"), &none)
        .await
        .unwrap();
    assert_eq!(
        origin.last_request().header("Authorization"),
        Some("Basic YW5uOnBAc3M=")
    );

    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "s3cret\n").unwrap();
    let mut feed = logged_in(&origin, "other:login@");
    feed.request.username = Some("ann".to_owned());
    feed.request.password_file = Some(file.path().to_owned());
    fetch(&feed, &none).await.unwrap();
    assert_eq!(
        origin.last_request().header("Authorization"),
        Some("Basic YW5uOnMzY3JldA==")
    );

    std::fs::write(file.path(), "rotated").unwrap();
    fetch(&feed, &none).await.unwrap();
    assert_eq!(
        origin.last_request().header("Authorization"),
        Some("Basic YW5uOnJvdGF0ZWQ=")
    );

    feed.request.password_file = Some("/nowhere/password".into());
    let failure = fails(
        fetch(&feed, &none).await,
        FailureKind::Settings,
        "password_file /nowhere/password: there is no such file",
    );
    assert_eq!(failure.http_status, None);
    assert_eq!(origin.requests().len(), 4, "nothing was asked without it");
}

#[tokio::test]
async fn extra_headers_are_sent_and_may_replace_ours() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok("x"));
    let mut feed = feed(&origin.url("/feed"));
    feed.request.headers = vec![
        ("X-Api-Key".to_owned(), "s3cret".to_owned()),
        ("Accept".to_owned(), "application/json".to_owned()),
    ];
    fetch(&feed, &Validators::default()).await.unwrap();
    let request = origin.last_request();
    assert_eq!(request.header("X-Api-Key"), Some("s3cret"));
    assert_eq!(request.header("Accept"), Some("application/json"));

    feed.request.headers = vec![("X-Api-Key".to_owned(), "s3cret\r\nHost: evil".to_owned())];
    let outcome = fetch(&feed, &Validators::default()).await;
    fails(outcome, FailureKind::Settings, "X-Api-Key");
}

#[tokio::test]
async fn a_proxy_is_asked_instead_of_the_host() {
    let proxy = Origin::start().await;
    proxy.at("http://news.example/feed", Reply::ok("<rss/>"));
    let mut settings = settings();
    settings.allow_private_networks = false;
    settings.proxy = Some(
        format!("http://ann:s3cret@{}", proxy.address())
            .parse()
            .unwrap(),
    );
    let fetcher = fetcher(&settings);
    let through = feed("http://news.example/feed");
    let answer = fetch_with(&fetcher, &through, &Validators::default())
        .await
        .unwrap();
    assert_eq!(body(&answer), b"<rss/>");
    assert_eq!(
        answer.peer, None,
        "the proxy's address says nothing about the host"
    );
    assert_eq!(
        proxy.last_request().header("Proxy-Authorization"),
        Some("Basic YW5uOnMzY3JldA==")
    );
    // A tunnel is asked for with CONNECT, whose target is host and port.
    proxy.at("news.example:443", Reply::status(407));
    let tunnelled = feed("https://news.example/feed");
    let outcome = fetch_with(&fetcher, &tunnelled, &Validators::default()).await;
    fails(outcome, FailureKind::Connect, "the proxy wants a login");
    proxy.at("news.example:443", Reply::status(503));
    let outcome = fetch_with(&fetcher, &tunnelled, &Validators::default()).await;
    fails(
        outcome,
        FailureKind::Connect,
        "or the proxy in between is to blame",
    );
    let literal = feed("http://10.0.0.1/feed");
    let outcome = fetch_with(&fetcher, &literal, &Validators::default()).await;
    fails(outcome, FailureKind::Forbidden, "10.0.0.1");
    assert_eq!(proxy.requests().len(), 3);
}

#[tokio::test]
async fn hints_come_with_answers_and_with_failures() {
    let origin = Origin::start().await;
    origin.at(
        "/fresh",
        Reply::ok("x")
            .header("Cache-Control", "max-age=600")
            .header("Age", "100"),
    );
    origin.at("/busy", Reply::status(429).header("Retry-After", "120"));
    let fresh = fetch_url(&origin.url("/fresh")).await.unwrap();
    assert_eq!(fresh.hints.fresh_for.map(|wait| wait.as_secs()), Some(500));
    let busy = fails(
        fetch_url(&origin.url("/busy")).await,
        FailureKind::Throttled,
        "slow down",
    );
    assert_eq!(busy.hints.retry_after.map(|wait| wait.as_secs()), Some(120));
    assert_eq!(busy.http_status, Some(429));
    assert_eq!(busy.peer, Some(origin.address().ip()));
    assert_eq!(origin.requests_for("/busy").len(), 1, "never again at once");
}

#[tokio::test]
async fn the_effective_address_is_asked_and_secrets_stay_with_the_configured_host() {
    let (old, new) = (Origin::start().await, Origin::start().await);
    new.at("/feed", Reply::ok("x"));
    let feed = logged_in(&old, "ann:s3cret@");
    let moved = FeedUrl::parse(&new.url("/feed")).unwrap();
    let ask = jarshy::fetch::Ask {
        feed: &feed,
        url: &moved,
        validators: &Validators::default(),
    };
    fetcher(&settings()).fetch(&ask).await.unwrap();
    assert_eq!(old.requests().len(), 0);
    assert_eq!(new.last_request().header("Authorization"), None);
}

//! One exchange with every kind of server, over the library's own fetcher.

use std::time::Duration;

use jarshy::fetch::{Ask, FetchSettings, Fetcher};
use jarshy::model::{
    Answer, Failure, FailureKind, Feed, FeedUrl, Fetched, RequestSettings, Schedule, Validators,
};

use crate::support::origin::{Origin, Reply};

fn settings() -> FetchSettings {
    FetchSettings {
        max_body: 1 << 20,
        allow_private_networks: true,
        allow_addresses: Vec::new(),
        contact: None,
        proxy: None,
    }
}

fn feed(url: &str) -> Feed {
    Feed {
        url: FeedUrl::parse(url).expect("an address"),
        title: None,
        folder: None,
        schedule: Schedule::parse("*/30 * * * *").expect("a schedule"),
        enabled: true,
        request: RequestSettings {
            timeout: Duration::from_secs(20),
            user_agent: "jarshy/test (+https://jarshy.example)".to_owned(),
            headers: Vec::new(),
            username: None,
            password_file: None,
        },
    }
}

async fn fetch(feed: &Feed, validators: &Validators) -> Result<Answer, Failure> {
    let fetcher = Fetcher::new(&settings()).expect("a fetcher");
    let ask = Ask {
        feed,
        url: &feed.url,
        validators,
    };
    fetcher.fetch(&ask).await
}

async fn fetch_url(url: &str) -> Result<Answer, Failure> {
    fetch(&feed(url), &Validators::default()).await
}

fn body(answer: &Answer) -> &[u8] {
    match &answer.fetched {
        Fetched::Document(document) => &document.body,
        Fetched::NotModified => panic!("304"),
    }
}

#[tokio::test]
async fn a_document_comes_with_its_validators_and_they_go_back_byte_for_byte() {
    let origin = Origin::start().await;
    let reply = Reply::ok("<rss/>")
        .conditional("W/\"a b\"")
        .header("Last-Modified", "yesterday, about noon");
    origin.at("/feed", reply);

    let feed = feed(&origin.url("/feed"));
    let first = fetch(&feed, &Validators::default()).await.unwrap();
    assert_eq!(body(&first), b"<rss/>");
    assert_eq!(first.peer, Some(origin.address().ip()));

    let second = fetch(&feed, &first.validators).await.unwrap();
    assert_eq!(second.fetched, Fetched::NotModified);
    assert_eq!(second.validators, first.validators);
    let request = origin.last_request();
    assert_eq!(request.header("If-None-Match"), Some("W/\"a b\""));
    assert_eq!(
        request.header("If-Modified-Since"),
        Some("yesterday, about noon")
    );
}

#[tokio::test]
async fn a_refused_connection_is_named() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let failure = fetch_url(&format!("http://{address}/feed"))
        .await
        .unwrap_err();
    assert_eq!(failure.kind, FailureKind::Connect);
    assert!(failure.message.contains("refused"), "{failure}");
}

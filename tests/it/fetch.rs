//! One exchange with every kind of server, over the library's own fetcher and a scripted origin.

/// Bodies: encodings, sizes, transfers that break.
mod bodies;
/// Each failure is a sentence.
mod failures;
/// Private addresses by every way.
mod guard;
/// Hops, and what may go along.
mod redirects;
/// What is sent, byte for byte, and nothing else.
mod requests;
/// Certificates.
mod tls;

use std::time::Duration;

use jarshy::fetch::{Ask, FetchSettings, Fetcher};
use jarshy::model::{
    Answer, Failure, FailureKind, Feed, FeedUrl, Fetched, RequestSettings, Schedule, Validators,
};

fn settings() -> FetchSettings {
    FetchSettings {
        max_body: 1 << 20,
        allow_private_networks: true,
        allow_addresses: Vec::new(),
        contact: None,
        proxy: None,
    }
}

fn fetcher(settings: &FetchSettings) -> Fetcher {
    Fetcher::new(settings).expect("a fetcher")
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

/// Asks with a fetcher of its own.
async fn fetch(feed: &Feed, validators: &Validators) -> Result<Answer, Failure> {
    fetch_with(&fetcher(&settings()), feed, validators).await
}

async fn fetch_with(
    fetcher: &Fetcher,
    feed: &Feed,
    validators: &Validators,
) -> Result<Answer, Failure> {
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

/// The failure's kind and words; every message must be fit for a person and a terminal.
#[track_caller]
fn fails(outcome: Result<Answer, Failure>, kind: FailureKind, words: &str) -> Failure {
    let failure = outcome.expect_err("a failure");
    let message = &failure.message;
    assert_eq!(failure.kind, kind, "{message}");
    assert!(message.contains(words), "{message:?} lacks {words:?}");
    assert!(message.chars().count() <= 400, "{message}");
    assert!(!message.chars().any(char::is_control), "{message:?}");
    for dump in [
        "Error", "Some(", "None", "Kind", "hyper", "reqwest", "rustls", "os error", "s3cret", "{",
    ] {
        assert!(!message.contains(dump), "{message:?} shows {dump:?}");
    }
    failure
}

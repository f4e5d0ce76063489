//! The mock feed over real TCP: three formats, validators, changed files, faults, and the collection
//! this project was born from, where it is at hand.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use jarshy::mock::{Articles, MockFeed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

async fn ask(address: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let path = target
        .split_once(&address.to_string())
        .map_or(target, |(_, path)| path);
    let mut request =
        format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += "\r\n";
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head: head.into(),
        body: body.into(),
    }
}

async fn get(feed: &MockFeed, target: &str) -> Answer {
    ask(feed.address, "GET", target, &[]).await
}

async fn start(articles: Articles) -> MockFeed {
    MockFeed::start("127.0.0.1:0".parse().unwrap(), articles)
        .await
        .unwrap()
}

fn links(json_feed: &str) -> Vec<String> {
    let feed: serde_json::Value = serde_json::from_str(json_feed).unwrap();
    feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["url"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_builtin_articles_are_in_all_three_feeds_under_the_same_links() {
    let feed = start(Articles::builtin()).await;
    let [rss, atom, json] = feed.urls();
    let types = [
        (rss, "application/rss+xml; charset=utf-8"),
        (atom, "application/atom+xml; charset=utf-8"),
        (json.clone(), "application/feed+json"),
    ];
    let links = links(&get(&feed, &json).await.body);
    assert_eq!(links.len(), 4);
    for (url, content_type) in types {
        let answer = get(&feed, &url).await;
        assert_eq!(answer.status, 200, "{url}");
        assert_eq!(answer.header("content-type"), Some(content_type));
        for link in &links {
            assert!(answer.body.contains(link.as_str()), "{url} lacks {link}");
        }
    }
    for link in &links {
        let page = get(&feed, link).await;
        assert_eq!(page.status, 200, "{link}");
        assert!(page.body.contains("<article>"));
    }
    assert_eq!(get(&feed, "/articles/none").await.status, 404);
    let index = get(&feed, "/").await.body;
    for url in feed.urls() {
        assert!(index.contains(&format!("href=\"{url}\"")), "{url}");
    }
    feed.stop().await.unwrap();
}

#[tokio::test]
async fn what_a_client_has_already_is_answered_with_304() {
    let feed = start(Articles::builtin()).await;
    for url in feed.urls() {
        let full = get(&feed, &url).await;
        let etag = full.header("etag").unwrap();
        let modified = full.header("last-modified").unwrap();
        for validator in [("if-none-match", etag), ("if-modified-since", modified)] {
            let again = ask(feed.address, "GET", &url, &[validator]).await;
            assert_eq!(again.status, 304, "{url} {validator:?}");
            assert_eq!(again.body, "");
            assert_eq!(again.header("etag"), Some(etag));
            assert_eq!(again.header("last-modified"), Some(modified));
        }
        let head = ask(feed.address, "HEAD", &url, &[]).await;
        assert_eq!(head.status, 200);
        assert_eq!(head.body, "");
        assert_eq!(head.header("etag"), Some(etag));
        assert_eq!(head.header("content-length"), full.header("content-length"));
    }
    feed.stop().await.unwrap();
}

#[tokio::test]
async fn a_changed_file_is_served_at_once_under_the_same_link() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.txt");
    fs::write(&file, "Before\n\nBody.\n").unwrap();
    let feed = start(Articles::at(folder.path().into())).await;
    let [_, _, json] = feed.urls();
    let before = get(&feed, &json).await;
    assert!(before.body.contains("\"Before\""));

    fs::write(&file, "After all\n\nBody.\n").unwrap();
    let etag = ("if-none-match", before.header("etag").unwrap());
    let after = ask(feed.address, "GET", &json, &[etag]).await;
    assert_eq!(after.status, 200);
    assert!(after.body.contains("\"After all\""));
    assert_eq!(links(&before.body), links(&after.body));

    fs::write(folder.path().join("two.txt"), "").unwrap();
    let meanwhile = get(&feed, &json).await;
    assert_eq!(
        meanwhile.body, after.body,
        "an empty file must not break what is served"
    );

    fs::write(folder.path().join("two.txt"), "Two\n").unwrap();
    assert_eq!(links(&get(&feed, &json).await.body).len(), 2);
    feed.stop().await.unwrap();
}

#[tokio::test]
async fn a_bad_folder_is_refused_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let listen = "127.0.0.1:0".parse().unwrap();
    let refused = MockFeed::start(listen, Articles::at(folder.path().join("x"))).await;
    let text = refused.unwrap_err().to_string();
    assert!(text.ends_with("/x: no such file or folder"), "{text}");
}

#[tokio::test]
async fn a_client_that_never_finishes_does_not_keep_the_server_from_stopping() {
    let feed = start(Articles::builtin()).await;
    let mut stream = TcpStream::connect(feed.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nho").await.unwrap();
    // The server has taken the connection once it answers another one that came later.
    get(&feed, "/").await;
    tokio::time::timeout(std::time::Duration::from_secs(20), feed.stop())
        .await
        .expect("the server stops")
        .unwrap();
}

#[tokio::test]
async fn the_original_collection_falls_into_its_four_articles() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/source-articles.txt");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let feed = start(Articles::at(path)).await;
    let [_, _, json] = feed.urls();
    let body = get(&feed, &json).await.body;
    let document: serde_json::Value = serde_json::from_str(&body).unwrap();
    let told: Vec<_> = document["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let byline = item["authors"][0]["name"].as_str().unwrap();
            (item["title"].as_str().unwrap(), byline)
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "Kazakhstan has entered an interesting and critical new stage in its development.",
                "Colin Stevens"
            ),
            (
                "Kazakhstan to work with the EU on climate conference in Nur-Sultan",
                "Catherine Feore"
            ),
            (
                "Kazakhstan to deliver humanitarian assistance to India",
                "Astana Times"
            ),
            (
                "Kazakhstan begins Covid vaccinations using home produced vaccine.",
                "Colin Stevens"
            ),
        ]
    );
    assert_eq!(
        body,
        get(&feed, &json).await.body,
        "dates stand still between requests"
    );
    feed.stop().await.unwrap();
}

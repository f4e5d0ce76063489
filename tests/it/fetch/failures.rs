//! Each failure is a sentence.

use std::time::Duration;

use jarshy::model::{FailureKind, Validators};

use super::{body, fails, feed, fetch, fetch_url, fetch_with, fetcher, settings};
use crate::support::origin::{Origin, Reply};

#[tokio::test]
async fn a_refused_connection_is_named() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let outcome = fetch_url(&format!("http://ann:s3cret@{address}/feed?token=s3cret")).await;
    let failure = fails(outcome, FailureKind::Connect, "connection refused");
    assert!(failure.message.contains(&address.to_string()), "{failure}");
}

#[tokio::test]
async fn names_that_do_not_exist_are_named() {
    for host in ["nosuch.invalid", "abcdefghijklmnop.onion"] {
        let outcome = fetch_url(&format!("http://{host}/feed")).await;
        fails(
            outcome,
            FailureKind::Dns,
            &format!("no such host: the name {host}"),
        );
    }
}

#[tokio::test]
async fn every_status_has_its_meaning() {
    let origin = Origin::start().await;
    use FailureKind::{Gone, Redirect, Status, Throttled};
    for (status, kind, words) in [
        (201, Status, "without a document"),
        (204, Status, "no content"),
        (205, Status, "without a document"),
        (206, Status, "a part only"),
        (300, Redirect, "leads nowhere"),
        (400, Status, "bad request"),
        (401, Status, "login needed"),
        (403, Status, "forbidden"),
        (404, Status, "not found"),
        (410, Gone, "ended"),
        (418, Status, "refuses"),
        (429, Throttled, "slow down"),
        (451, Status, "legal"),
        (500, Status, "publisher's side"),
        (502, Status, "gateway"),
        (503, Throttled, "overloaded"),
        (599, Status, "publisher's side"),
        (799, Status, "unknown"),
    ] {
        let reply = Reply::status(status).body(if status == 204 { "" } else { "<rss/>" });
        origin.at("/feed", reply.header("ETag", "\"bad\""));
        let failure = fails(fetch_url(&origin.url("/feed")).await, kind, words);
        assert_eq!(failure.http_status, Some(status));
        assert!(failure.message.starts_with(&format!("HTTP {status}, ")));
    }
}

#[tokio::test]
async fn bot_walls_are_told_from_plain_refusals() {
    let origin = Origin::start().await;
    for (status, header, value, kind, words) in [
        (
            403,
            "cf-mitigated",
            "challenge",
            FailureKind::Status,
            "a bot wall: Cloudflare",
        ),
        (
            503,
            "cf-mitigated",
            "challenge",
            FailureKind::Throttled,
            "a bot wall: Cloudflare",
        ),
        (
            429,
            "x-vercel-mitigated",
            "challenge",
            FailureKind::Throttled,
            "a bot wall: Vercel",
        ),
        (
            202,
            "x-amzn-waf-action",
            "challenge",
            FailureKind::Status,
            "a bot wall: Amazon",
        ),
        (
            403,
            "Server",
            "cloudflare",
            FailureKind::Status,
            "perhaps a bot wall: Cloudflare",
        ),
        (
            403,
            "Server",
            "nginx",
            FailureKind::Status,
            "the server refuses us this address",
        ),
    ] {
        origin.at("/feed", Reply::status(status).header(header, value));
        fails(fetch_url(&origin.url("/feed")).await, kind, words);
    }
}

#[tokio::test]
async fn answers_that_are_no_http_are_named() {
    let origin = Origin::start().await;
    let many: String = (0..5000).map(|n| format!("X-{n}: y\r\n")).collect();
    let long = "y".repeat(2 << 20);
    for (raw, words) in [
        (
            "<html>HTTP/0.9 has no headers</html>".to_owned(),
            "HTTP/0.9",
        ),
        ("SSH-2.0-OpenSSH_9.2\r\n".to_owned(), "another protocol"),
        (
            "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}binary\r\n\r\n".to_owned(),
            "HTTP/0.9",
        ),
        ("ICY 200 OK\r\n\r\n".to_owned(), "another protocol"),
        ("HTTP/1.1 abc OK\r\n\r\n".to_owned(), "cannot be read"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n".to_owned(),
            "cannot be read",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello".to_owned(),
            "cannot be read",
        ),
        (
            format!("HTTP/1.1 200 OK\r\n{many}\r\n<rss/>"),
            "more headers",
        ),
        (
            format!("HTTP/1.1 200 OK\r\nX-Long: {long}\r\n\r\n<rss/>"),
            "more headers",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Le".to_owned(),
            "before its answer was complete",
        ),
        (String::new(), "before its answer was complete"),
    ] {
        origin.at("/feed", Reply::raw(raw.clone()));
        let outcome = fetch_url(&origin.url("/feed")).await;
        let shown: String = raw.chars().take(60).collect();
        assert!(outcome.is_err(), "{shown:?}");
        fails(outcome, FailureKind::Transfer, words);
    }
}

#[tokio::test]
async fn a_header_line_that_is_none_costs_that_line_alone() {
    let origin = Origin::start().await;
    for line in [
        "bad header line",
        "X-Folded: one\r\n two",
        "X-Spaced : y",
        "X-\u{7}: y",
        ": y",
    ] {
        let raw =
            format!("HTTP/1.1 200 OK\r\n{line}\r\nETag: \"1\"\r\nContent-Length: 6\r\n\r\n<rss/>");
        origin.at("/feed", Reply::raw(raw));
        let answer = fetch_url(&origin.url("/feed")).await.unwrap();
        assert_eq!(body(&answer), b"<rss/>", "{line:?}");
        assert_eq!(answer.validators.etag.as_deref(), Some("\"1\""), "{line:?}");
    }
}

#[tokio::test]
async fn a_redirect_to_a_proxy_is_not_followed() {
    let origin = Origin::start().await;
    origin.at("/other", Reply::ok("<rss/>"));
    for status in [305, 306, 309, 399] {
        let reply = Reply::status(status).header("Location", &origin.url("/other"));
        origin.at("/feed", reply);
        fails(
            fetch_url(&origin.url("/feed")).await,
            FailureKind::Redirect,
            "a redirect",
        );
    }
    assert!(origin.requests_for("/other").is_empty());
}

#[tokio::test]
async fn a_header_full_of_control_characters_reaches_no_message() {
    let origin = Origin::start().await;
    let reply = Reply::status(302).header_bytes("Location", b"x\xe2\x80\xae://\x9b31m evil");
    origin.at("/feed", reply);
    let outcome = fetch_url(&origin.url("/feed")).await;
    let failure = outcome.unwrap_err();
    assert!(
        !failure
            .message
            .chars()
            .any(|c| c.is_control() || c == '\u{202e}'),
        "{failure:?}"
    );
}

#[tokio::test]
async fn the_deadline_says_what_it_was_waiting_for() {
    let origin = Origin::start().await;
    origin.at("/hang", Reply::hang());
    let mut waiting = feed(&origin.url("/hang"));
    waiting.request.timeout = Duration::from_millis(200);
    let outcome = fetch(&waiting, &Validators::default()).await;
    fails(
        outcome,
        FailureKind::Timeout,
        "timed out after 0.2 s while waiting",
    );

    // A listener that nobody accepts from takes the request all the same; TLS waits for its answer.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut connecting = feed(&format!("https://{}/feed", silent.local_addr().unwrap()));
    connecting.request.timeout = Duration::from_millis(200);
    let outcome = fetch(&connecting, &Validators::default()).await;
    fails(
        outcome,
        FailureKind::Timeout,
        "timed out after 0.2 s while connecting",
    );
}

#[tokio::test]
async fn the_deadline_covers_all_hops_together() {
    let origin = Origin::start().await;
    origin.at("/a", Reply::redirect(302, "/b"));
    origin.at("/b", Reply::redirect(302, "/hang"));
    origin.at("/hang", Reply::hang());
    let mut feed = feed(&origin.url("/a"));
    feed.request.timeout = Duration::from_millis(200);
    let outcome = fetch(&feed, &Validators::default()).await;
    fails(outcome, FailureKind::Timeout, "while waiting");
    assert_eq!(origin.requests().len(), 3);
}

#[tokio::test]
async fn answers_that_never_begin_end_at_the_deadline() {
    let origin = Origin::start().await;
    let nothing_yet = "HTTP/1.1 100 Continue\r\n\r\n";
    origin.at("/soon", Reply::raw(nothing_yet).endless(nothing_yet));
    let head = "HTTP/1.1 200 OK\r\n";
    origin.at(
        "/head",
        Reply::raw("").drip(head.repeat(50), Duration::from_millis(5)),
    );
    for path in ["/soon", "/head"] {
        let mut feed = feed(&origin.url(path));
        feed.request.timeout = Duration::from_millis(300);
        let outcome = fetch(&feed, &Validators::default()).await;
        assert!(outcome.is_err(), "{path}");
    }
}

#[tokio::test]
async fn chunks_that_are_all_wrapping_end_somewhere() {
    let origin = Origin::start().await;
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let extension = format!("{head}1;");
    let trailer = format!("{head}1\r\nx\r\n0\r\n");
    origin.at(
        "/extension",
        Reply::raw(extension).endless("a=b;".repeat(1000)),
    );
    origin.at(
        "/trailer",
        Reply::raw(trailer).endless("X-Y: z\r\n".repeat(1000)),
    );
    origin.at(
        "/tiny",
        Reply::raw(head).endless("1;a=b\r\nx\r\n".repeat(1000)),
    );
    for path in ["/extension", "/trailer", "/tiny"] {
        let outcome = fetch(&feed(&origin.url(path)), &Validators::default()).await;
        let failure = outcome.unwrap_err();
        let kinds = [FailureKind::Transfer, FailureKind::TooLarge];
        assert!(kinds.contains(&failure.kind), "{path}: {failure}");
    }
}

#[tokio::test]
async fn no_damage_to_an_answer_brings_the_fetcher_down() {
    let origin = Origin::start().await;
    let fetcher = fetcher(&settings());
    let whole = b"HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Type: text/xml\r\nContent-Encoding: identity\r\n\
        Cache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n6\r\n</rss>\r\n0\r\n\r\n";
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for round in 0..300 {
        let mut damaged = whole.to_vec();
        for _ in 0..=random(4) {
            let at = random(damaged.len());
            match random(4) {
                0 => damaged[at] = u8::try_from(random(256)).unwrap(),
                1 => damaged.truncate(at.max(1)),
                2 => damaged.insert(at, b'\n'),
                _ => drop(damaged.remove(at)),
            }
            if damaged.is_empty() {
                damaged.push(b'H');
            }
        }
        origin.at("/feed", Reply::raw(damaged.clone()));
        let mut feed = feed(&origin.url("/feed"));
        feed.request.timeout = Duration::from_secs(5);
        let outcome = fetch_with(&fetcher, &feed, &Validators::default()).await;
        if let Err(failure) = outcome {
            let shown = String::from_utf8_lossy(&damaged).into_owned();
            assert_ne!(
                failure.kind,
                FailureKind::Timeout,
                "round {round}: {shown:?}"
            );
            fails(Err(failure.clone()), failure.kind, "");
        }
    }
}

#[tokio::test]
async fn a_feed_with_settings_that_cannot_be_sent_is_told_so() {
    let origin = Origin::start().await;
    let mut feed = feed(&origin.url("/feed"));
    feed.request.user_agent = "jarshy\r\nX: y".to_owned();
    let outcome = fetch(&feed, &Validators::default()).await;
    fails(outcome, FailureKind::Settings, "user_agent");
    assert_eq!(origin.requests().len(), 0);
}

use proptest::prelude::*;

use super::*;
use crate::model::parse_time;

const NOW: &str = "2021-05-10T09:30:00Z";

fn map(lines: &[(&str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, written) in lines {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.append(name, value(written).unwrap());
    }
    headers
}

#[track_caller]
fn check(lines: &[(&str, &str)], retry_after: Option<u64>, fresh_for: Option<u64>) {
    let hints = hints(&map(lines), parse_time(NOW).unwrap());
    assert_eq!(
        hints.retry_after.map(|wait| wait.as_secs()),
        retry_after,
        "{lines:?}"
    );
    assert_eq!(
        hints.fresh_for.map(|wait| wait.as_secs()),
        fresh_for,
        "{lines:?}"
    );
}

#[test]
fn retry_after_is_read_in_every_form() {
    for (written, expected) in [
        ("120", Some(120)),
        (" 120 ", Some(120)),
        ("120.9", Some(120)),
        ("0", None),
        ("-5", None),
        ("+5", None),
        ("", None),
        ("soon", None),
        ("1e3", None),
        ("120 seconds", None),
        ("99999999999999999999999", Some(LONGEST.as_secs())),
        ("Mon, 10 May 2021 09:32:00 GMT", Some(120)),
        ("Mon, 10 May 2021 09:28:00 GMT", None),
        ("Mon, 10 May 9999 09:28:00 GMT", Some(LONGEST.as_secs())),
    ] {
        check(&[("retry-after", written)], expected, None);
    }
}

#[test]
fn dates_count_from_the_servers_own_clock() {
    let hour_late = ("date", "Mon, 10 May 2021 08:30:00 GMT");
    check(
        &[hour_late, ("retry-after", "Mon, 10 May 2021 08:40:00 GMT")],
        Some(600),
        None,
    );
    check(
        &[hour_late, ("expires", "Mon, 10 May 2021 08:31:00 GMT")],
        None,
        Some(60),
    );
    check(
        &[
            ("date", "today"),
            ("expires", "Mon, 10 May 2021 09:31:00 GMT"),
        ],
        None,
        Some(60),
    );
}

#[test]
fn freshness_follows_the_rules_of_a_private_cache() {
    type Case<'a> = (&'a [(&'a str, &'a str)], Option<u64>);
    let cases: [Case<'_>; 24] = [
        (&[("cache-control", "max-age=600")], Some(600)),
        (
            &[("cache-control", "public, Max-Age=600, must-revalidate")],
            Some(600),
        ),
        (&[("cache-control", "max-age=\"600\"")], Some(600)),
        (&[("cache-control", "max-age = 600")], Some(600)),
        (
            &[
                ("cache-control", "max-age=600"),
                ("cache-control", "max-age=60"),
            ],
            Some(60),
        ),
        (&[("cache-control", "s-maxage=600")], None),
        (&[("cache-control", "s-maxage=600, max-age=60")], Some(60)),
        (&[("cache-control", "max-age=600, no-cache")], None),
        (&[("cache-control", "no-store, max-age=600")], None),
        (
            &[("cache-control", "max-age=600, no-cache=\"set-cookie, a\"")],
            Some(600),
        ),
        (
            &[("cache-control", "ext=\"no-store, no-cache\", max-age=600")],
            Some(600),
        ),
        (&[("cache-control", "max-age=0")], None),
        (&[("cache-control", "max-age=-1")], None),
        (&[("cache-control", "max-age")], None),
        (
            &[("cache-control", "max-age=99999999999999999999")],
            Some(LONGEST.as_secs()),
        ),
        (
            &[("cache-control", "max-age=600"), ("age", "100")],
            Some(500),
        ),
        (&[("cache-control", "max-age=600"), ("age", "700")], None),
        (
            &[("cache-control", "max-age=600"), ("age", "old")],
            Some(600),
        ),
        (&[("expires", "Mon, 10 May 2021 10:30:00 GMT")], Some(3600)),
        (&[("expires", "0")], None),
        (&[("expires", "-1")], None),
        (
            &[("expires", "Mon, 10 May 2021 10:30:00 GMT"), ("age", "600")],
            Some(3000),
        ),
        (
            &[
                ("expires", "Mon, 10 May 2021 10:30:00 GMT"),
                ("cache-control", "max-age=0"),
            ],
            None,
        ),
        (
            &[
                ("expires", "Mon, 10 May 2021 10:30:00 GMT"),
                ("cache-control", "private"),
            ],
            Some(3600),
        ),
    ];
    for (lines, expected) in cases {
        check(lines, None, expected);
    }
}

#[test]
fn http_dates_are_read_in_all_three_forms_and_some_more() {
    let at = parse_time("1994-11-06T08:49:37Z");
    for written in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun Nov 6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 09:49:37 +0100",
        "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37",
    ] {
        assert_eq!(http_date(written), at, "{written}");
    }
    for written in [
        "",
        "0",
        "now",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 99 Nov 1994 08:49:37 GMT",
        "ноябрь",
    ] {
        assert_eq!(http_date(written), None, "{written}");
    }
}

#[test]
fn validators_are_opaque_bytes() {
    let headers = map(&[
        ("etag", "W/\"\u{e9}\u{ff} x\""),
        ("last-modified", "Sun, 06 Nov 2038 garbage"),
    ]);
    let kept = validators(&headers);
    assert_eq!(kept.etag.as_deref(), Some("W/\"\u{e9}\u{ff} x\""));
    assert_eq!(
        kept.last_modified.as_deref(),
        Some("Sun, 06 Nov 2038 garbage")
    );
    let sent = value(&kept.etag.unwrap()).unwrap();
    assert_eq!(sent.as_bytes(), b"W/\"\xe9\xff x\"");
    assert!(validators(&map(&[("etag", ""), ("last-modified", " ")])).is_empty());
    let long = "x".repeat(2048);
    assert_eq!(validators(&map(&[("etag", &long)])).etag, Some(long));
    assert!(validators(&map(&[("etag", &"x".repeat(7000))])).is_empty());
    assert_eq!(value("line\nbreak"), None);
    assert_eq!(value("жаршы"), None);
}

#[test]
fn encodings_are_named_and_bounded() {
    use Encoding::{Brotli, Deflate, Gzip, Zstd};
    let read = |written: &str| encodings(&map(&[("content-encoding", written)]));
    assert_eq!(read("gzip"), Ok(vec![Gzip]));
    assert_eq!(read("X-GZIP"), Ok(vec![Gzip]));
    assert_eq!(read("deflate, br , zstd"), Ok(vec![Deflate, Brotli, Zstd]));
    assert_eq!(read("identity, utf-8,"), Ok(vec![]));
    assert_eq!(read("compress"), Err("compress".to_owned()));
    assert!(read("gzip,gzip,gzip,gzip,gzip").is_err());
    let twice = map(&[("content-encoding", "gzip"), ("content-encoding", "br")]);
    assert_eq!(encodings(&twice), Ok(vec![Gzip, Brotli]));
}

proptest! {
    /// Servers write anything; hints stay within reach, and reading never panics.
    #[test]
    fn no_header_breaks_the_reader(
        names in prop::collection::vec(prop::sample::select(vec![
            "retry-after", "cache-control", "expires", "date", "age", "etag", "last-modified", "content-encoding",
        ]), 1..6),
        texts in prop::collection::vec("[ -~\u{80}-\u{ff}]{0,40}|[0-9]{1,30}|max-age=.{0,10}", 6),
    ) {
        let mut headers = HeaderMap::new();
        for (name, written) in names.iter().zip(&texts) {
            if let Some(written) = value(written) {
                headers.append(*name, written);
            }
        }
        let hints = hints(&headers, parse_time(NOW).unwrap());
        for wait in [hints.retry_after, hints.fresh_for].into_iter().flatten() {
            prop_assert!(wait > Duration::ZERO && wait <= LONGEST);
        }
        let kept = validators(&headers);
        for kept in [kept.etag, kept.last_modified].into_iter().flatten() {
            prop_assert!(value(&kept).is_some());
        }
        let _ = encodings(&headers);
    }

    #[test]
    fn header_bytes_survive_the_way_through_text(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
        if let Ok(received) = HeaderValue::from_bytes(&bytes) {
            let sent = value(&text(&received)).unwrap();
            prop_assert_eq!(sent.as_bytes(), received.as_bytes());
        }
    }
}

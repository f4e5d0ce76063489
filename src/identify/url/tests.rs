use proptest::prelude::*;

use super::*;

#[track_caller]
fn same(left: &str, right: &str) {
    assert_eq!(
        canonical_url(left),
        canonical_url(right),
        "{left} and {right}"
    );
    assert!(canonical_url(left).is_some(), "{left}");
}

#[track_caller]
fn different(left: &str, right: &str) {
    assert_ne!(
        canonical_url(left),
        canonical_url(right),
        "{left} and {right}"
    );
}

#[test]
fn spelling_does_not_matter() {
    let plain = "https://news.example/2021/05/story";
    for other in [
        "http://news.example/2021/05/story",
        "https://News.Example/2021/05/story/",
        "https://www.news.example/2021/05/story",
        "https://m.news.example/2021/05/story",
        "https://amp.news.example/2021/05/story",
        "https://news.example:443/2021/05/story",
        "http://news.example:80/2021/05/story#respond",
        "https://ann:secret@news.example/2021/05/story",
        "https://news.example./2021/05/story",
        "https://news.example/2021/05/story/?",
        "https://news.example/2021/05/story/?utm_source=rss&utm_medium=rss&utm_campaign=1",
        "https://news.example/2021/05/story?fbclid=IwAR0x&yclid=1&mc_cid=2",
        "https://news.example/2021/05/story?ref=rss",
        "https://news.example/2021/05/story?amp",
        "https://news.example/2021/05/story?amp=1",
        "https://news.example/2021/05/story/amp/",
        "https://news.example/amp/2021/05/story",
        "https://news.example/2021/05/story;jsessionid=0A1B2C",
        "https://news.example/2021/05/story?PHPSESSID=a1b2",
        "https://news.example/2021/05/story?sid=0123456789abcdef0123",
        "https://news.example/2021/05/stor%79",
        "https://news.example/2021/05/x/../story",
        "https://www.google.com/amp/s/news.example/2021/05/story/amp/",
        "https://news-example.cdn.ampproject.org/c/s/news.example/2021/05/story",
        "https://www.google.com/url?q=https%3A%2F%2Fnews.example%2F2021%2F05%2Fstory&sa=D",
        " https://news.example/2021/05/story\n",
    ] {
        same(plain, other);
    }
    same(
        "https://news.example/a.html",
        "https://news.example/a.amp.html",
    );
    same(
        "https://news.example/?b=2&a=1",
        "https://news.example/?a=1&b=2",
    );
    same(
        "https://news.example/?a=1&amp;b=2",
        "https://news.example/?a=1&b=2",
    );
    same(
        "https://news.example/?q=a+b",
        "https://news.example/?q=a%20b",
    );
    same(
        "https://жаршы.example/жаңа",
        "https://xn--80al5a6ap.example/%D0%B6%D0%B0%D2%A3%D0%B0",
    );
    same(
        "https://en.m.wikipedia.org/wiki/News",
        "https://en.wikipedia.org/wiki/News",
    );
}

#[test]
fn what_selects_content_matters() {
    let plain = "https://news.example/story";
    for other in [
        "https://news.example/Story",
        "https://news.example/story/2",
        "https://news.example:8080/story",
        "https://news.example/story?id=2",
        "https://news.example/story?page=2",
        "https://news.example/story?ref=section7",
        "https://news.example/story?sid=21",
        "https://news.example/story?source=ministry",
        "https://news.example/story#!/part2",
        "https://blog.news.example/story",
    ] {
        different(plain, other);
    }
    different("https://news.example/?p=1", "https://news.example/?p=2");
    different("https://a.example/?a=1&a=2", "https://a.example/?a=2&a=1");
    // Two words in windows-1251, neither of them UTF-8.
    different("https://a.example/?q=%CF%F0", "https://a.example/?q=%CF%F1");
    different("https://m.kz/1", "https://kz/1");
}

#[test]
fn only_web_addresses_have_a_form() {
    for other in [
        "",
        "mailto:a@b.example",
        "tag:a.example,2021:1",
        "javascript:1",
        "/path",
        "urn:x:y",
    ] {
        assert_eq!(canonical_url(other), None, "{other}");
    }
    assert_eq!(
        canonical_url(&format!("https://a.example/{}", "x".repeat(5000))),
        None
    );
}

#[test]
fn front_pages_are_told_from_articles() {
    let front = |url: &str| is_front_page(&canonical_url(url).unwrap());
    assert!(front("https://www.news.example/"));
    assert!(front("https://news.example/?utm_source=rss#top"));
    assert!(!front("https://news.example/?p=1"));
    assert!(!front("https://news.example/a"));
}

#[test]
fn forms_are_what_the_table_says() {
    assert_eq!(
        canonical_url("http://WWW.a.example/b%2fc/?z=1&y=%7e&utm_id=3").as_deref(),
        Some("https://a.example/b%2Fc?y=~&z=1")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn idempotent_on_urls(
        host in "(www\\.|m\\.|amp\\.|en\\.m\\.)?[a-z]{1,5}(\\.example|\\.kz|:80|:8080)",
        path in "(/(amp|a|%41|%2[fF]|\\.amp|x\\.amp\\.html|;jsessionid=1|[a-zЖ%.;]{0,4})){0,5}/?",
        query in "(\\?([a-c+%;&=]|amp;|utm_x=|&amp|sid=|%4[01]|ref=rss|&){0,8})?",
        fragment in "(#[!/a-c%]{0,4})?",
    ) {
        let url = format!("http://{host}{path}{query}{fragment}");
        if let Some(once) = canonical_url(&url) {
            let twice = canonical_url(&once);
            prop_assert_eq!(twice.as_deref(), Some(once.as_str()), "{}", url);
        }
    }

    #[test]
    fn idempotent_on_wrappers(inner in "https?://[a-z]{1,4}\\.example/[a-z/]{0,8}", wraps in 0..4_usize) {
        let mut url = inner.clone();
        for _ in 0..wraps {
            let target: String = ::url::form_urlencoded::byte_serialize(url.as_bytes()).collect();
            url = format!("https://www.google.com/url?q={target}");
        }
        prop_assert_eq!(canonical_url(&url), canonical_url(&inner));
    }

    #[test]
    fn never_panics(text in "\\PC{0,80}") {
        let _ = canonical_url(&text);
        let _ = canonical_url(&format!("https://{text}"));
        let _ = canonical_url(&format!("https://a.example/{text}"));
    }
}

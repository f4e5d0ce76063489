//! Documents made to exhaust the reader. Each must be read or refused within the time of one test;
//! what a slow path would need here is minutes, not seconds.

use jarshy::model::{Failure, FailureKind, ParsedFeed};
use jarshy::parse::{parse, plain_text, sanitize};
use url::Url;

use super::document;

fn read(body: &str) -> Result<ParsedFeed, Failure> {
    let read = parse(&document(body.as_bytes(), None));
    assert!(!matches!(&read, Err(failure) if failure.kind == FailureKind::Panic));
    read
}

fn rss(inside: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>t</title>{inside}</channel></rss>")
}

#[test]
fn entities_are_not_multiplied() {
    let mut lol = String::from("<!DOCTYPE x [<!ENTITY a0 \"lollollollollollol\">");
    for level in 1..60 {
        let inner = format!("&a{};", level - 1).repeat(20);
        lol.push_str(&format!("<!ENTITY a{level} \"{inner}\">"));
    }
    let feed = read(&format!(
        "{lol}]>{}",
        rss(&format!(
            "<item><title>{}</title></item>",
            "&a59;&a0;".repeat(1000)
        ))
    ))
    .unwrap();
    assert!(feed.entries[0].title.as_ref().unwrap().len() < 10_000);
    let quadratic = format!("<!DOCTYPE x [<!ENTITY a \"{}\">]>", "x".repeat(100_000));
    let feed = read(&format!(
        "{quadratic}{}",
        rss(&format!(
            "<item><description>{}</description></item>",
            "&a;".repeat(20_000)
        ))
    ))
    .unwrap();
    assert!(feed.entries[0].text.len() < 1_000_000);
}

#[test]
fn external_entities_are_text() {
    let body = format!(
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{}",
        rss("<item><title>[&e;]</title></item>")
    );
    assert_eq!(
        read(&body).unwrap().entries[0].title.as_deref(),
        Some("[&e;]")
    );
}

#[test]
fn depth_is_bounded_in_every_format() {
    for (name, depth) in [
        ("a", 100_000),
        ("channel", 100_000),
        ("div", 10_000),
        ("p", 10_000),
        ("table", 10_000),
        ("media:group", 10_000),
    ] {
        let open = format!("<{name}>").repeat(depth);
        let close = format!("</{name}>").repeat(depth);
        let nested = rss(&format!(
            "<item><title>deep</title><description>{open}text{close}</description></item><item><title>after</title></item>"
        ));
        let feed = read(&nested).unwrap();
        assert_eq!(
            feed.entries.last().unwrap().title.as_deref(),
            Some("after"),
            "{name}"
        );
        let _ = read(&open);
        let escaped = open.replace('<', "&lt;");
        let feed = read(&rss(&format!(
            "<item><description>{escaped}text</description></item>"
        )))
        .unwrap();
        assert!(feed.entries[0].text.contains("text"), "{name}");
    }
    let json = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(read(&json).unwrap_err().kind, FailureKind::Parse);
}

#[test]
fn attributes_are_bounded_in_number_and_length() {
    let many: String = (0..300_000).map(|n| format!(" a{n}=\"{n}\"")).collect();
    let namespaces: String = (0..300_000)
        .map(|n| format!(" xmlns:n{n}=\"urn:{n}\""))
        .collect();
    let long = format!(" href=\"https://x.example/{}\"", "y".repeat(8 << 20));
    for attributes in [&many, &namespaces, &long] {
        let body = format!(
            "<rss version=\"2.0\"{attributes}><channel><item><title>kept</title><link{attributes}>https://x.example/1</link></item></channel></rss>"
        );
        assert_eq!(
            read(&body).unwrap().entries[0].title.as_deref(),
            Some("kept")
        );
    }
}

#[test]
fn big_fields_and_many_items_are_read() {
    let title = "слово ".repeat(1 << 17);
    let feed = read(&rss(&format!(
        "<item><title>{title}</title><link>https://x.example/1</link></item>"
    )))
    .unwrap();
    assert!(feed.entries[0].title.as_ref().unwrap().chars().count() < 2000);
    let items: String = (0..50_000)
        .map(|n| format!("<item><title>Item {n}</title><guid>{n}</guid></item>"))
        .collect();
    assert_eq!(read(&rss(&items)).unwrap().entries.len(), 50_000);
    let empty = "<item/>".repeat(30_000);
    let feed = read(&rss(&empty)).unwrap();
    assert!(
        feed.entries.is_empty() && feed.dropped.len() < 100,
        "{}",
        feed.dropped.len()
    );
}

#[test]
fn repeated_damage_costs_no_more_than_its_length() {
    for piece in [
        "<![CDATA[",
        "<!--",
        "<!DOCTYPE [",
        "<![x",
        "<a b=\"",
        "<a b='",
        "</",
        "<",
        "&",
        "&#",
        "<?",
        "<!",
        "]]>",
        "<title>",
        "<item>",
        "</x>",
        "<a href=\"x>y",
        "&lt;!--",
        "&lt;script",
        "&lt;b a=\"",
        "&lt;iframe",
        "&lt;title&gt;",
        "&lt;a&gt;&lt;p&gt;",
        "&lt;b&gt;&lt;p&gt;",
        "&lt;table&gt;x",
        "&lt;font a=1&gt;&lt;p&gt;x",
    ] {
        let inside = piece.repeat(40_000 / piece.len());
        for body in [
            rss(&inside),
            rss(&format!(
                "<item><title>{inside}</title><description>{inside}</description></item>"
            )),
            inside.clone(),
        ] {
            let _ = read(&body);
        }
    }
}

#[test]
fn hostile_html_is_cleaned_in_linear_time() {
    let base = Url::parse("https://x.example/").unwrap();
    for piece in [
        "<b>",
        "<a><p>",
        "<i><div>",
        "<table><tr><td>",
        "<font size=1>",
        "<b a=1><p>x",
        "</p>",
        "<li>",
        "<select>",
        "<svg>",
        "<math>",
        "<template>",
        "<p>",
        "<a href=x>",
        "&lt",
        "<b></i>",
        "<em><p></em>",
        "<nobr>",
        "<button>",
        "<form>",
        "<frameset>",
        "<!--",
        "<![CDATA[",
        "<u><li>",
        "<s><td>",
    ] {
        let html = piece.repeat(40_000 / piece.len());
        let _ = sanitize(&html, &base);
        let _ = plain_text(&html);
    }
    // html5ever's serializer would take a minute for each of these.
    for piece in ["&nbsp;", "«»", "£ "] {
        let safe = sanitize(&piece.repeat(1_000_000 / piece.len()), &base);
        assert!(safe.starts_with(piece.trim_end()), "{piece}");
    }
    let distinct: String = (0..5_000).map(|n| format!("<b title={n}><p>")).collect();
    let _ = sanitize(&distinct, &base);
}

#[test]
fn json_with_mistakes_everywhere_is_mended_in_linear_time() {
    let head = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"x",}"#;
    for piece in [", ", "/", "/*", "/**/", "// x\n", "]", "\"\n", "\\"] {
        let _ = read(&format!("{head}{}]}}", piece.repeat(400_000)));
    }
}

#[test]
fn wrappers_and_unclosed_fields_cost_no_more_than_their_length() {
    for piece in [
        "<x><item><title>a</title></item></x>",
        "<title>a",
        "<title>a<item>",
        "<description>a<item><title>b",
    ] {
        let feed = read(&rss(&piece.repeat(20_000))).unwrap();
        assert!(feed.entries.len() <= 50_000, "{piece}");
    }
}

//! The two readers held against each other: where feed-rs's reading would be taken, ours is the same.

use proptest::prelude::*;
use url::Url;

use super::*;

fn base() -> Url {
    Url::parse("https://origin.example/feeds/all.xml").unwrap()
}

fn specimens() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut specimens: Vec<_> = files
        .filter(|file| file.is_file())
        .map(|file| (file.display().to_string(), std::fs::read(&file).unwrap()))
        .collect();
    specimens.sort();
    specimens
}

/// Compares the two readings; false when the document is not one for feed-rs.
fn agree(name: &str, body: &[u8]) -> bool {
    let decoded = decode::decode(body, None);
    let text = decoded.text.trim_start();
    let Some(strict) = strict::read(text, &base()) else {
        return false;
    };
    let (tolerant, is_feed) = xml::read(text, &base());
    assert!(is_feed, "{name}");
    assert_eq!(strict, tolerant, "{name}: {text}");
    true
}

#[test]
fn both_readers_agree_on_what_both_can_read() {
    let compared = specimens()
        .iter()
        .filter(|(name, body)| agree(name, body))
        .count();
    assert!(compared >= 20, "only {compared} specimens were for feed-rs");
}

#[test]
fn lists_that_are_no_feeds_are_refused() {
    for body in [
        "<data><item><name>x</name></item></data>",
        "<tv><channel id='1'><display-name>x</display-name></channel></tv>",
        "<html><body><item>x</item><entry>y</entry></body></html>",
        "<Envelope><entry/></Envelope>",
    ] {
        let document = Document {
            url: base(),
            content_type: None,
            body: body.as_bytes().to_vec(),
        };
        assert_eq!(
            parse(&document).unwrap_err().kind,
            FailureKind::NotAFeed,
            "{body}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readers_agree_on_damaged_documents(which in any::<prop::sample::Index>(), places in proptest::collection::vec((any::<prop::sample::Index>(), 0..5usize, any::<u8>()), 1..4)) {
        thread_local! {
            static SPECIMENS: Vec<(String, Vec<u8>)> = specimens();
        }
        SPECIMENS.with(|specimens| {
            let (name, body) = which.get(specimens);
            let mut body = body.clone();
            for (place, kind, byte) in &places {
                if body.is_empty() {
                    break;
                }
                let at = place.index(body.len());
                match kind {
                    0 => body[at] = byte % 0x5f + 0x20,
                    1 => { body.remove(at); }
                    2 => body.insert(at, b"<>&/\"= "[usize::from(byte % 7)]),
                    3 => body.truncate(at),
                    _ => { body.drain(at..(at + usize::from(*byte)).min(body.len())); }
                }
            }
            agree(name, &body);
        });
    }
}

fn entries(text: &str) -> Vec<crate::model::ParsedEntry> {
    xml::read(text, &base()).0.entries
}

#[test]
fn long_bases_and_languages_are_not_kept_for_every_entry() {
    let long = "a".repeat(1_000_000);
    let read = entries(&format!(
        "<feed xml:lang='{long}' xml:base='/{long}/'><entry><id>1</id><link href='x'/><link rel='via' xml:base='/{long}/' href='y'/></entry></feed>"
    ));
    assert_eq!(
        read[0].link.as_deref(),
        Some("https://origin.example/feeds/x")
    );
}

#[test]
fn an_item_of_another_vocabulary_does_not_end_the_entry() {
    let read = entries(
        "<rss><channel><item><title>A</title><x:list xmlns:x='urn:x'><x:item>no</x:item></x:list><description>kept</description></item></channel></rss>",
    );
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].summary.as_deref(), Some("kept"));
}

#[test]
fn a_root_of_an_unknown_vocabulary_names_the_fields_too() {
    let read = entries(
        "<q:feed xmlns:q='urn:made-up'><q:entry><q:id>1</q:id><q:title>A</q:title></q:entry></q:feed>",
    );
    assert_eq!(read[0].title.as_deref(), Some("A"));
}

#[test]
fn atom_entries_without_author_are_of_their_source_else_of_the_feed() {
    let read = entries(
        "<feed><author><name>F</name></author><entry><id>1</id></entry><entry><id>2</id><source><author><name>S</name></author></source></entry><entry><id>3</id><author><name>E</name></author></entry></feed>",
    );
    let names: Vec<_> = read.iter().map(|entry| entry.author.as_deref()).collect();
    assert_eq!(names, [Some("F"), Some("S"), Some("E")]);
}

#[test]
fn bases_inside_xhtml_hold_for_what_they_enclose() {
    let read = entries(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry xml:base='/e/'><id>1</id><content type='xhtml' xml:base='c/'><div xmlns='http://www.w3.org/1999/xhtml'><p xml:base='p/'><a href='x?a=1&amp;b=2' title='&quot;q&quot;'>in</a><a xml:base='javascript:alert(1)//' href='n'>odd</a></p><a href='y'>out</a></div></content></entry></feed>",
    );
    let content = read[0].content.as_deref().unwrap();
    for expected in [
        "href=\"https://origin.example/e/c/p/x?a=1&amp;b=2\"",
        "title=\"&quot;q&quot;\"",
        "href=\"https://origin.example/e/c/y\"",
    ] {
        assert!(content.contains(expected), "{expected} in {content}");
    }
    assert!(!content.contains("javascript"), "{content}");
}

#[test]
fn links_under_a_long_base_grow_to_a_bounded_length() {
    let links = "<a href='x'/>".repeat(10_000);
    let read = entries(&format!(
        "<feed><entry><content type='xhtml'><div xml:base='/{}/'>{links}</div></content></entry></feed>",
        "b".repeat(900)
    ));
    assert!(read[0].content.as_ref().unwrap().len() < 2 << 20);
}

#[test]
fn compressed_files_are_named() {
    let document = Document {
        url: base(),
        content_type: None,
        body: b"\x1f\x8b\x08\0\0\0\0\0".to_vec(),
    };
    let failure = parse(&document).unwrap_err();
    assert_eq!(failure.kind, FailureKind::NotAFeed);
    assert!(failure.to_string().contains("gzip"), "{failure}");
}

#[test]
fn both_readers_agree_on_fields_that_stand_twice() {
    for body in [
        "<rss version=\"2.0\"><channel><title>T</title><item><title>1</title><link>https://a.example/1</link><title>2</title></item></channel></rss>",
        "<rss version=\"2.0\"><channel><title>T</title><item><title>1</title><link>https://a.example/1</link><pubDate>2021-05-10</pubDate><pubDate>2021-05-11</pubDate></item></channel></rss>",
        "<rss version=\"2.0\"><channel><title>T</title><title>U</title><item><title>1</title><link>https://a.example/1</link></item></channel></rss>",
    ] {
        assert!(!agree("twice", body.as_bytes()), "{body}");
    }
}

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::model::parse_time;

/// An entry from what the cases below vary: id, link, title, text; empty means absent.
fn entry(id: &str, link: &str, title: &str, text: &str) -> ParsedEntry {
    let stated = |part: &str| (!part.is_empty()).then(|| part.to_owned());
    ParsedEntry {
        id: stated(id),
        link: stated(link),
        title: stated(title),
        text: text.to_owned(),
        summary: stated(text),
        ..ParsedEntry::default()
    }
}

fn items(entries: Vec<ParsedEntry>) -> Vec<Item> {
    identify(ParsedFeed {
        site_url: Some("https://news.example/blog/".to_owned()),
        entries,
        ..ParsedFeed::default()
    })
}

fn rungs(item: &Item) -> Vec<Rung> {
    item.keys.iter().filter_map(|key| key.rung()).collect()
}

/// Whether two items share a name.
fn meet(left: &Item, right: &Item) -> bool {
    left.keys.iter().any(|key| right.keys.contains(key))
}

const BRIDGE: &str = "A bridge opened on Monday at the busiest river crossing in the south.";
const TRAMS: &str = "Trams in the lower town have stopped because wires are covered with ice.";

#[test]
fn the_ladder() {
    let dated = ParsedEntry {
        published: parse_time("2021-05-10T09:30:00Z"),
        ..entry("5", "https://news.example/a", "Bridge opens", BRIDGE)
    };
    let cases = [
        (
            "all",
            dated,
            vec![
                Rung::Id,
                Rung::Link,
                Rung::TitleAndTime,
                Rung::Wording,
                Rung::TextAndTime,
            ],
        ),
        (
            "short",
            entry("5", "https://news.example/a", "Bridge opens", ""),
            vec![Rung::Id, Rung::Link],
        ),
        (
            "id only",
            entry("5", "", "Bridge opens", ""),
            vec![Rung::Id],
        ),
        (
            "link only",
            entry("", "https://news.example/a", "", ""),
            vec![Rung::Link],
        ),
        (
            "neither",
            entry("", "", "Bridge opens", ""),
            vec![Rung::Wording],
        ),
        (
            "a placeholder is no id",
            entry("null", "https://news.example/a", "", ""),
            vec![Rung::Link],
        ),
        (
            "a front page is no link",
            entry("5", "https://news.example/?utm_source=rss", "B", ""),
            vec![Rung::Id],
        ),
        (
            "the feed's site is no link",
            entry("5", "https://news.example/blog", "B", ""),
            vec![Rung::Id],
        ),
        (
            "nothing usable",
            entry("", "https://news.example/", "B", ""),
            vec![Rung::Wording],
        ),
        (
            "an id that counts",
            entry(
                "https://news.example/a#3",
                "https://www.news.example/a",
                "B",
                "",
            ),
            vec![Rung::Id, Rung::IdBase, Rung::Link],
        ),
    ];
    for (what, entry, expected) in cases {
        assert_eq!(rungs(&items(vec![entry])[0]), expected, "{what}");
    }
}

#[test]
fn guid_repeated_in_one_document_is_told_apart_by_link() {
    let found = items(vec![
        entry("1", "https://news.example/a", "Bridge opens", BRIDGE),
        entry("1", "https://news.example/b", "Trams stop", TRAMS),
    ]);
    assert!(!meet(&found[0], &found[1]));
    assert_eq!(rungs(&found[0])[0], Rung::IdAndLink);
}

#[test]
fn one_guid_and_one_link_for_all_leave_the_wording() {
    let found = items(vec![
        entry("1", "https://news.example/press", "Bridge opens", BRIDGE),
        entry("1", "https://news.example/press", "Trams stop", TRAMS),
        entry("1", "https://news.example/press", "News", ""),
        entry("1", "https://news.example/press", "Sport", ""),
    ]);
    for (at, left) in found.iter().enumerate() {
        assert_eq!(left.canonical_url, None);
        assert_eq!(rungs(left), [Rung::Wording]);
        for right in &found[at + 1..] {
            assert!(!meet(left, right), "{} and {}", left.title, right.title);
        }
    }
}

#[test]
fn one_text_under_unlike_titles_is_several_pieces_in_one_document() {
    let vacancy = |title| entry("1", "https://jobs.example/all", title, BRIDGE);
    let found = items(vec![
        vacancy("Engineer"),
        vacancy("Night nurse"),
        vacancy("Baker, shift 2"),
    ]);
    assert!(
        !meet(&found[0], &found[1]) && !meet(&found[1], &found[2]) && !meet(&found[0], &found[2])
    );
}

#[test]
fn the_same_piece_twice_in_one_document_keeps_its_names() {
    let found = items(vec![
        entry("1", "https://news.example/a", "Bridge opens", BRIDGE),
        entry(
            "2",
            "http://www.news.example/a/?utm_source=x",
            "Bridge opens at last",
            BRIDGE,
        ),
    ]);
    assert!(meet(&found[0], &found[1]));
    assert!(found[0].canonical_url.is_some());
}

#[test]
fn ids_are_taken_to_the_letter() {
    let long = "x".repeat(100_000);
    let found = items(vec![
        entry("aB", "https://news.example/1", "1", ""),
        entry("ab", "https://news.example/2", "2", ""),
        entry(&long, "https://news.example/3", "3", ""),
        entry(&format!("{long}y"), "https://news.example/4", "4", ""),
    ]);
    for (at, left) in found.iter().enumerate() {
        assert!(found[at + 1..].iter().all(|right| !meet(left, right)));
    }
}

#[test]
fn entries_with_neither_id_nor_link_meet_only_in_the_same_words() {
    let found = items(vec![
        entry("", "", "Bridge opens", BRIDGE),
        entry("", "", "Bridge  opens", BRIDGE),
        entry("", "", "Bridge opens", TRAMS),
    ]);
    assert!(meet(&found[0], &found[1]));
    assert!(!meet(&found[0], &found[2]));
}

#[test]
fn alike_titles_are_no_names_for_entries_with_ids() {
    let at = parse_time("2021-05-10T09:30:00Z");
    let found = items(
        (1..50)
            .map(|n| ParsedEntry {
                published: at,
                ..entry(
                    &n.to_string(),
                    &format!("https://news.example/{n}"),
                    "Untitled",
                    TRAMS,
                )
            })
            .collect(),
    );
    assert!(
        found
            .iter()
            .all(|item| rungs(item) == [Rung::Id, Rung::Link])
    );
}

#[test]
fn a_redirector_gives_way_to_the_publishers_own_link() {
    let found = items(vec![ParsedEntry {
        original_link: Some("https://news.example/a".to_owned()),
        ..entry("1", "https://feedproxy.example/~r/x/1", "B", "")
    }]);
    assert_eq!(found[0].url.as_deref(), Some("https://news.example/a"));
    assert_eq!(
        found[0].canonical_url.as_deref(),
        Some("https://news.example/a")
    );
}

#[test]
fn twenty_thousand_entries_under_one_name_are_kept_apart() {
    // Compared pair by pair, this test would not end.
    let found = items(
        (0..20_000)
            .map(|n| {
                let title = format!("Title {n}");
                entry("1", "https://news.example/live", &title, BRIDGE)
            })
            .collect(),
    );
    let names: HashSet<IdentityKey> = found.iter().flat_map(|item| item.keys.clone()).collect();
    assert_eq!(names.len(), 20_000);
}

fn entries() -> impl Strategy<Value = Vec<ParsedEntry>> {
    let one = (
        "[12]?",
        prop_oneof![
            Just(""),
            Just("https://a.example/1"),
            Just("http://www.a.example/1/#2"),
            Just("https://a.example/")
        ],
        prop_oneof![Just(""), Just("Bridge opens"), Just("Trams stop")],
        prop_oneof![Just(""), Just(BRIDGE), Just(TRAMS)],
    );
    let one = one.prop_map(|(id, link, title, text)| entry(&id, link, title, text));
    proptest::collection::vec(one, 0..8)
}

proptest! {
    #[test]
    fn every_entry_has_a_name_and_canonical_links_are_canonical(entries in entries()) {
        let count = entries.len();
        let found = items(entries);
        prop_assert_eq!(found.len(), count);
        for item in &found {
            prop_assert!(!item.keys.is_empty());
            if let Some(link) = &item.canonical_url {
                let again = canonical_url(link);
                prop_assert_eq!(again.as_deref(), Some(link.as_str()));
            }
        }
    }

    #[test]
    fn the_order_of_entries_does_not_matter(entries in entries(), turn in 0..8_usize) {
        let mut turned = entries.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        turned.reverse();
        let mut found: Vec<String> = items(entries).iter().map(|i| format!("{i:?}")).collect();
        let mut again: Vec<String> = items(turned).iter().map(|i| format!("{i:?}")).collect();
        found.sort();
        again.sort();
        prop_assert_eq!(found, again);
    }

    #[test]
    fn unequal_pieces_never_share_an_id_or_link(entries in entries()) {
        let found = items(entries);
        for left in &found {
            for right in &found {
                let strong = |key: &&IdentityKey| key.rung() < Some(Rung::TitleAndTime);
                let shared = left.keys.iter().filter(strong).any(|key| right.keys.contains(key));
                let texts = [&left.text, &right.text];
                if texts == [BRIDGE, TRAMS] {
                    prop_assert!(!shared, "{:?} and {:?}", left, right);
                }
            }
        }
    }
}

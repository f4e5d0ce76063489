//! Entries through identity and comparison, over many polls and feeds: what becomes an item, what a
//! revision, what only a sighting.

mod score;
mod world;

use jarshy::model::{FeedId, ParsedEntry, Verdict, parse_time};
use proptest::prelude::*;
use world::World;

const A: FeedId = FeedId(1);
const B: FeedId = FeedId(2);

const BRIDGE: &str =
    "A bridge opened on Monday at the busiest river crossing in the south, replacing a pontoon.";
const TRAMS: &str =
    "Trams in the lower town have stopped because wires are covered with ice, the depot said.";
const SWANS: &str =
    "The town council bans fireworks near the swan colony from April to July this year.";

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

fn dated(id: &str, link: &str, title: &str, text: &str, at: &str) -> ParsedEntry {
    ParsedEntry {
        published: parse_time(at),
        ..entry(id, link, title, text)
    }
}

fn three(name: impl Fn(usize) -> (String, String), at: &str) -> Vec<ParsedEntry> {
    let wordings = [
        ("Bridge opens", BRIDGE),
        ("Trams stop", TRAMS),
        ("No fireworks", SWANS),
    ];
    wordings
        .into_iter()
        .enumerate()
        .map(|(n, (title, text))| {
            let (id, link) = name(n);
            ParsedEntry {
                published: parse_time(&format!("2021-05-1{n}T{at}")),
                ..entry(&id, &link, title, text)
            }
        })
        .collect()
}

#[test]
fn churned_names_make_no_second_item() {
    type Name = fn(usize) -> (String, String);
    let before: Name = |n| {
        (
            format!("https://news.example/?p={n}"),
            format!("https://news.example/?p={n}"),
        )
    };
    let afters: [(&str, Name); 8] = [
        ("all guids renewed", |n| {
            (format!("urn:x:{n}"), format!("https://news.example/?p={n}"))
        }),
        ("https to http", |n| {
            (
                format!("http://news.example/?p={n}"),
                format!("http://news.example/?p={n}"),
            )
        }),
        ("permalinks", |n| {
            (
                format!("https://news.example/2021/s{n}"),
                format!("https://news.example/2021/s{n}"),
            )
        }),
        ("a new domain", |n| {
            (
                format!("https://new.example/?p={n}"),
                format!("https://new.example/?p={n}"),
            )
        }),
        ("session tokens", |n| {
            (
                format!("t{n}"),
                format!("https://news.example/?p={n}&sid=ab{n}cdef0123456789ab"),
            )
        }),
        ("guids dropped", |n| {
            (String::new(), format!("https://news.example/?p={n}"))
        }),
        ("a new domain with other guids", |n| {
            (format!("urn:z:{n}"), format!("https://new.example/?p={n}"))
        }),
        ("links dropped, guids renewed", |n| {
            (format!("urn:y:{n}"), String::new())
        }),
    ];
    for (what, after) in afters {
        for dates in ["09:30:00Z", ""] {
            let mut world = World::default();
            world.poll(A, three(before, dates));
            world.poll(A, three(after, dates));
            assert_eq!(world.items.len(), 3, "{what}, dates {dates:?}");
            assert!(
                world.items.values().all(|kept| kept.revisions.is_empty()),
                "{what}"
            );
            world.poll(A, three(before, dates));
            assert_eq!(world.items.len(), 3, "{what} and back");
        }
    }
}

#[test]
fn a_new_domain_and_corrected_titles_at_once_make_no_second_item() {
    let at = |domain: &str| {
        let name = move |n| {
            let link = format!("https://{domain}/2021/s{n}");
            (link.clone(), link)
        };
        three(name, "09:30:00Z")
    };
    let mut world = World::default();
    world.poll(A, at("news.example"));
    let mut moved = at("new.example");
    for entry in &mut moved {
        entry.title = entry
            .title
            .as_ref()
            .map(|title| format!("{title}, says mayor"));
    }
    world.poll(A, moved);
    assert_eq!(world.items.len(), 3);
}

#[test]
fn an_article_that_moves_and_grows_under_its_id_is_revised_and_a_place_in_the_document_is_no_id() {
    let fire = |id: &str, slug: &str, dead: u32, at: &str| {
        let text = format!(
            "A fire in the market hall has killed {dead} people, the ministry said on Monday."
        );
        let title = format!("Fire kills {dead} in market hall");
        dated(
            id,
            &format!("https://news.example/{slug}"),
            &title,
            &text,
            at,
        )
    };
    for (id, items) in [
        ("tag:news.example,2021:fire", 1),
        ("3", 2),
        ("https://news.example/feed#3", 2),
    ] {
        let mut world = World::default();
        world.poll(
            A,
            vec![fire(id, "fire-kills-12", 12, "2021-05-10T06:00:00Z")],
        );
        world.poll(
            A,
            vec![fire(id, "fire-kills-15", 15, "2021-05-10T08:00:00Z")],
        );
        assert_eq!(world.items.len(), items, "{id}");
    }
}

#[test]
fn a_counter_behind_the_id_makes_no_second_item() {
    let link = "https://news.example/story";
    let mut world = World::default();
    world.poll(
        A,
        vec![entry(
            &format!("{link}#0"),
            link,
            "Storm: 3 towns without power",
            "Three towns are without power tonight.",
        )],
    );
    let after = world.poll(
        A,
        vec![entry(
            &format!("{link}#3"),
            link,
            "Storm: 5 towns without power",
            "Five towns are without power this morning.",
        )],
    );
    assert!(matches!(
        after[0].verdict,
        Verdict::Revised { keep: true, .. }
    ));
    assert_eq!(world.items.len(), 1);
}

#[test]
fn random_guids_at_every_poll_do_not_grow_the_store() {
    for link in ["", "https://news.example/", "https://news.example/all"] {
        for dates in ["09:30:00Z", ""] {
            let mut world = World::default();
            for poll in 0..5 {
                world.poll(
                    A,
                    three(|n| (format!("{poll}-{n}"), link.to_owned()), dates),
                );
            }
            assert_eq!(world.items.len(), 3, "link {link:?}, dates {dates:?}");
        }
    }
    // The current time as everyone's date, too.
    let mut world = World::default();
    for poll in 10..15 {
        world.poll(
            A,
            three(
                |n| (format!("{poll}-{n}"), String::new()),
                &format!("09:30:{poll}Z"),
            ),
        );
        world.poll(
            B,
            vec![dated(
                &poll.to_string(),
                "",
                "Bridge opens",
                BRIDGE,
                &format!("2021-05-10T09:30:{poll}Z"),
            )],
        );
    }
    assert_eq!(world.items.len(), 4);
}

#[test]
fn an_address_or_id_that_means_something_else_now_swallows_nothing() {
    let live = "https://news.example/live/storm";
    let cases = [
        (
            "a live blog",
            entry(
                "1",
                &format!("{live}#entry-7"),
                "Ice storm: trams stop",
                TRAMS,
            ),
            entry(
                "2",
                &format!("{live}#entry-8"),
                "Ice storm: council bans fireworks",
                SWANS,
            ),
        ),
        (
            "a press page without ids",
            entry("", "https://gov.example/press", "Bridge opens", BRIDGE),
            entry("", "https://gov.example/press", "No fireworks", SWANS),
        ),
        (
            "the front page for all",
            entry("1", "https://news.example/", "Bridge opens", BRIDGE),
            entry(
                "2",
                "https://news.example/",
                "Bridge opens",
                BRIDGE.replace("south", "north").as_str(),
            ),
        ),
        (
            "a guid used again",
            entry("1", "https://news.example/a", "Bridge opens", BRIDGE),
            entry("1", "https://news.example/b", "No fireworks", SWANS),
        ),
        (
            "one guid and the front page for all",
            entry("1", "https://news.example/", "Bridge opens", BRIDGE),
            entry("1", "https://news.example/", "No fireworks", SWANS),
        ),
        (
            "a column",
            dated(
                "1",
                "https://news.example/a",
                "In short",
                BRIDGE,
                "2021-05-10T06:00:00Z",
            ),
            dated(
                "2",
                "https://news.example/b",
                "In short",
                SWANS,
                "2021-05-10T06:00:00Z",
            ),
        ),
        (
            "the week's figures on one page",
            entry(
                "1",
                "https://news.example/fuel",
                "Petrol is 203.4 in week 22",
                "The price of petrol was 203.4 a litre in week 22.",
            ),
            entry(
                "2",
                "https://news.example/fuel",
                "Petrol is 204.9 in week 23",
                "The price of petrol was 204.9 a litre in week 23.",
            ),
        ),
        (
            "notices of one pattern on one page",
            entry(
                "1",
                "https://gov.example/court",
                "Case opened against head of Baikonur district",
                "The prosecutor opened a case against the head of Baikonur district over misuse of public money.",
            ),
            entry(
                "2",
                "https://gov.example/court",
                "Case opened against head of Saryarka district",
                "The prosecutor opened a case against the head of Saryarka district over misuse of public money.",
            ),
        ),
        (
            "vacancies without a text",
            entry(
                "1",
                "https://firm.example/jobs",
                "Vacancy: senior engineer in Almaty office",
                "",
            ),
            entry(
                "2",
                "https://firm.example/jobs",
                "Vacancy: senior accountant in Almaty office",
                "",
            ),
        ),
        (
            "a ticker without titles",
            entry("1", "https://news.example/match", "", "Goal!"),
            entry("2", "https://news.example/match", "", "Half time"),
        ),
        (
            "another article at a page whose address is its id",
            dated(
                "https://news.example/live",
                "https://news.example/live",
                "Bridge opens",
                BRIDGE,
                "2021-05-10T06:00:00Z",
            ),
            dated(
                "https://news.example/live",
                "https://news.example/live",
                "No fireworks",
                SWANS,
                "2021-05-11T06:00:00Z",
            ),
        ),
        (
            "a briefing at one address every day",
            dated(
                "",
                "https://news.example/briefing",
                "Morning briefing",
                BRIDGE,
                "2021-05-10T06:00:00Z",
            ),
            dated(
                "",
                "https://news.example/briefing",
                "Morning briefing",
                SWANS,
                "2021-05-11T06:00:00Z",
            ),
        ),
        (
            "the same words under another id, link and date",
            dated(
                "1",
                "https://news.example/a",
                "Job: engineer",
                BRIDGE,
                "2021-05-10T06:00:00Z",
            ),
            dated(
                "2",
                "https://news.example/b",
                "Job: engineer",
                BRIDGE,
                "2021-05-11T06:00:00Z",
            ),
        ),
    ];
    for (what, first, second) in cases {
        let mut together = World::default();
        together.poll(A, vec![first.clone(), second.clone()]);
        assert_eq!(together.items.len(), 2, "{what}, in one document");
        let mut in_turn = World::default();
        in_turn.poll(A, vec![first.clone()]);
        in_turn.poll(A, vec![second.clone()]);
        assert_eq!(in_turn.items.len(), 2, "{what}, one after the other");
        in_turn.poll(A, vec![second.clone(), first.clone()]);
        in_turn.poll(A, vec![second]);
        assert_eq!(in_turn.items.len(), 2, "{what}, together in the end");
        assert!(
            in_turn.items.values().all(|kept| kept.revisions.is_empty()),
            "{what}"
        );
    }
}

#[test]
fn an_article_in_two_feeds_is_one_item_with_two_sources() {
    let cases = [
        (
            "verbatim",
            entry(
                "1",
                "https://www.news.example/a?utm_source=x",
                "Bridge opens",
                BRIDGE,
            ),
        ),
        (
            "teaser",
            entry(
                "1",
                "http://news.example/a/",
                "Bridge opens",
                "A bridge opened on Monday at the busiest…",
            ),
        ),
        (
            "another headline",
            entry(
                "1",
                "https://news.example/a",
                "South gets its crossing at last",
                BRIDGE,
            ),
        ),
        (
            "another teaser",
            entry(
                "1",
                "https://news.example/a",
                "Bridge opens",
                "Years of waiting end for drivers.",
            ),
        ),
        ("untitled", entry("1", "https://news.example/a", "", BRIDGE)),
        (
            "title only",
            entry("1", "https://news.example/a", "Bridge opens", ""),
        ),
    ];
    for (what, other) in cases {
        for turned in [false, true] {
            let mut world = World::default();
            let own = entry("7", "https://news.example/a", "Bridge opens", BRIDGE);
            let (first, second) = if turned {
                (other.clone(), own)
            } else {
                (own, other.clone())
            };
            for _ in 0..3 {
                world.poll(A, vec![first.clone()]);
                world.poll(B, vec![second.clone()]);
            }
            assert_eq!(world.items.len(), 1, "{what}");
            let kept = world.items.values().next().unwrap();
            assert_eq!(kept.sources, [A, B], "{what}");
            assert!(kept.revisions.is_empty(), "{what}");
        }
    }
}

#[test]
fn equal_guids_of_two_feeds_mean_nothing() {
    let mut world = World::default();
    world.poll(
        A,
        vec![entry("5001", "https://a.example/1", "Bridge opens", BRIDGE)],
    );
    world.poll(
        B,
        vec![entry("5001", "https://b.example/1", "Trams stop", TRAMS)],
    );
    assert_eq!(world.items.len(), 2);
}

#[test]
fn a_richer_wording_that_was_changed_as_well_keeps_the_old_one() {
    let link = "https://news.example/a";
    let mut world = World::default();
    world.poll(A, vec![entry("1", link, "Bridge opens", BRIDGE)]);
    let changed = entry(
        "9",
        link,
        "Bridge stays closed",
        &format!("{BRIDGE} {TRAMS} {SWANS}"),
    );
    let taken = world.poll(B, vec![changed]);
    assert!(
        matches!(taken[0].verdict, Verdict::Richer { keep: true, .. }),
        "{:?}",
        taken[0].verdict
    );
}

#[test]
fn a_richer_wording_takes_over_once() {
    let short = entry(
        "1",
        "https://news.example/a",
        "Bridge opens",
        "A bridge opened on Monday…",
    );
    let full = entry(
        "9",
        "https://news.example/a",
        "Bridge opens",
        &format!("{BRIDGE} {TRAMS} {SWANS}"),
    );
    let mut world = World::default();
    world.poll(A, vec![short.clone()]);
    let taken = world.poll(B, vec![full.clone()]);
    assert!(matches!(
        taken[0].verdict,
        Verdict::Richer { keep: false, .. }
    ));
    for _ in 0..3 {
        assert!(matches!(
            world.poll(A, vec![short.clone()])[0].verdict,
            Verdict::Same(_)
        ));
        assert!(matches!(
            world.poll(B, vec![full.clone()])[0].verdict,
            Verdict::Same(_)
        ));
    }
    assert!(
        world
            .items
            .values()
            .all(|kept| kept.owner == B && kept.revisions.is_empty())
    );
}

#[test]
fn only_the_owner_revises_and_cosmetics_never_do() {
    let mut world = World::default();
    world.poll(
        A,
        vec![entry("1", "https://news.example/a", "Bridge opens", BRIDGE)],
    );
    world.poll(
        B,
        vec![entry("2", "https://news.example/a", "Bridge opens", BRIDGE)],
    );
    let other = world.poll(
        B,
        vec![entry(
            "2",
            "https://news.example/a",
            "Bridge is open",
            BRIDGE,
        )],
    );
    assert!(matches!(other[0].verdict, Verdict::Same(_)));
    let cosmetic = world.poll(
        A,
        vec![entry(
            "1",
            "https://news.example/a",
            "Bridge  opens",
            &format!("{BRIDGE} 5 comments"),
        )],
    );
    assert!(matches!(cosmetic[0].verdict, Verdict::Same(_)));
    let edited = world.poll(
        A,
        vec![entry(
            "1",
            "https://news.example/a",
            "Bridge opens late",
            BRIDGE,
        )],
    );
    assert!(matches!(
        edited[0].verdict,
        Verdict::Revised { keep: true, .. }
    ));
}

#[test]
fn a_document_that_changes_at_every_poll_stops_growing_revisions() {
    let mut world = World::default();
    for n in 0..60 {
        world.poll(
            A,
            vec![entry(
                "1",
                "https://news.example/a",
                &format!("Temperature now {n}"),
                BRIDGE,
            )],
        );
    }
    let kept = world.items.values().next().unwrap();
    assert_eq!((world.items.len(), kept.revisions.len()), (1, 20));
    assert_eq!(kept.item.title, "Temperature now 59");
    let corrected = vec![entry(
        "1",
        "https://news.example/a",
        "Temperature and wind now 59",
        BRIDGE,
    )];
    world.poll(A, corrected);
    let kept = world.items.values().next().unwrap();
    assert_eq!(
        kept.revisions.len(),
        21,
        "another headline is kept all the same"
    );
}

#[test]
fn the_latest_of_two_entries_of_one_piece_speaks() {
    let old = dated(
        "1",
        "https://news.example/a",
        "Brige opens",
        BRIDGE,
        "2021-05-10T06:00:00Z",
    );
    let new = dated(
        "2",
        "https://news.example/a?utm_source=x",
        "Bridge opens",
        BRIDGE,
        "2021-05-10T07:00:00Z",
    );
    for document in [
        vec![old.clone(), new.clone()],
        vec![new.clone(), old.clone()],
    ] {
        let mut world = World::default();
        for _ in 0..3 {
            world.poll(A, document.clone());
        }
        let kept = world.items.values().next().unwrap();
        assert_eq!(
            (world.items.len(), kept.item.title.as_str()),
            (1, "Bridge opens")
        );
        assert!(kept.revisions.is_empty());
    }
    let mut world = World::default();
    world.poll(A, vec![old.clone()]);
    for _ in 0..3 {
        world.poll(A, vec![new.clone(), old.clone()]);
        world.poll(A, vec![old.clone(), new.clone()]);
    }
    assert_eq!(world.items.len(), 1);
    assert_eq!(
        world.items.values().next().unwrap().revisions,
        ["Brige opens"]
    );
}

#[test]
fn pruned_items_do_not_come_back() {
    let document = || {
        three(
            |n| (n.to_string() + "x", format!("https://news.example/{n}")),
            "09:30:00Z",
        )
    };
    let mut world = World::default();
    world.poll(A, document());
    world.prune();
    let again = world.poll(A, document());
    assert!(
        again
            .iter()
            .all(|outcome| outcome.verdict == Verdict::Pruned)
    );
    let renewed = world.poll(
        A,
        three(
            |n| (format!("urn:{n}"), format!("https://news.example/{n}")),
            "09:30:00Z",
        ),
    );
    assert!(
        renewed
            .iter()
            .all(|outcome| outcome.verdict == Verdict::Pruned)
    );
    // An id used again for something else is not what was pruned.
    let reused = world.poll(
        A,
        vec![dated(
            "0x",
            "https://news.example/9",
            "Fish farm sends fillets abroad",
            "A trout farm sent its first ten tonnes of fillets abroad.",
            "2021-06-01T00:00:00Z",
        )],
    );
    assert_eq!(reused[0].verdict, Verdict::New);
}

fn entries() -> impl Strategy<Value = Vec<ParsedEntry>> {
    let one = (
        "[1-3]?",
        prop_oneof![
            Just(""),
            Just("https://a.example/1"),
            Just("http://www.a.example/1/#2"),
            Just("https://a.example/2"),
            Just("https://a.example/")
        ],
        prop_oneof![
            Just(""),
            Just("Bridge opens"),
            Just("Trams stop"),
            Just("News")
        ],
        prop_oneof![
            Just(""),
            Just("A bridge opened on Monday…"),
            Just(BRIDGE),
            Just(TRAMS),
            Just(SWANS)
        ],
        0..3_u32,
    );
    let one = one.prop_map(|(id, link, title, text, hour)| {
        if hour == 0 {
            entry(&id, link, title, text)
        } else {
            dated(
                &id,
                link,
                title,
                text,
                &format!("2021-05-10T0{hour}:00:00Z"),
            )
        }
    });
    proptest::collection::vec(one, 0..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn applying_a_document_twice_adds_nothing(before in entries(), document in entries()) {
        let mut world = World::default();
        world.poll(A, before);
        world.poll(A, document.clone());
        let items = world.items.len();
        let revisions: usize = world.items.values().map(|kept| kept.revisions.len()).sum();
        world.poll(A, document);
        prop_assert_eq!(world.items.len(), items);
        let after: usize = world.items.values().map(|kept| kept.revisions.len()).sum();
        prop_assert_eq!(after, revisions);
    }

    #[test]
    fn a_first_document_makes_the_same_items_in_any_order(document in entries(), turn in 0..7_usize) {
        let mut turned = document.clone();
        turned.reverse();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        let titles = |document: Vec<ParsedEntry>| {
            let mut world = World::default();
            world.poll(A, document);
            let mut kept: Vec<String> = world.items.values().map(|k| format!("{} {}", k.item.title, k.item.text)).collect();
            kept.sort();
            kept
        };
        prop_assert_eq!(titles(document), titles(turned));
    }

    #[test]
    fn nothing_is_lost(documents in proptest::collection::vec((1..3_i64, entries()), 0..5)) {
        // Every text that ever came stands somewhere: as an item, or under one that holds it.
        let mut world = World::default();
        for (feed, document) in documents {
            let texts: Vec<String> = document.iter().map(|e| e.text.clone()).collect();
            let outcomes = world.poll(FeedId(feed), document);
            for (text, outcome) in texts.iter().zip(outcomes) {
                prop_assert!(outcome.id.is_some(), "{}", text);
            }
        }
    }
}

/// The repository's own set; the file `DUPLICATES_FILE` names; else the set beside the repository.
#[test]
fn labelled_duplicates_come_together_and_different_articles_stay_apart() {
    let root = env!("CARGO_MANIFEST_DIR");
    let own = format!("{root}/tests/duplicates/own.jsonl");
    let beside = ["..", "../.."].map(|up| format!("{root}/{up}/shared/duplicates/dev.jsonl"));
    let other = std::env::var("DUPLICATES_FILE").ok().or_else(|| {
        beside
            .into_iter()
            .find(|path| std::path::Path::new(path).exists())
    });
    if other.is_none() {
        eprintln!("no ../shared/duplicates/dev.jsonl here: only the own set is scored");
    }
    for path in std::iter::once(own).chain(other) {
        let jsonl = std::fs::read_to_string(&path).expect("a labelled file can be read");
        let lines = score::lines(&jsonl);
        for turn in 0..3 {
            let mut complaints = Vec::new();
            let score = score::play(&lines, turn * 5, &mut |complaint| {
                complaints.push(complaint);
            });
            eprintln!("{path}: {score:?}\n{}", complaints.join("\n"));
            assert!(score.precision >= 0.97 && score.f1 >= 0.93, "{score:?}");
            assert_eq!(score.swallowed, 0);
            assert!(score.own.0 * 100 >= score.own.1 * 95, "{score:?}");
            assert!(score.candidates <= 2.0, "{score:?}");
        }
    }
}

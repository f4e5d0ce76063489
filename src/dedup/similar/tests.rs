use proptest::prelude::*;

use super::*;
use crate::model::{Timestamp, parse_time};

const BRIDGE: &str = "A 600-metre bridge opened on Monday at the busiest river crossing in the south, \
    replacing a pontoon that had to be dismantled whenever the water rose.\n\
    Up to 3,000 cars and 800 lorries will be able to pass each day.\n\
    The bridge was financed by a loan of 36 million dollars.";

fn told(publisher: &str, title: &str, text: &str, at: &str) -> Told {
    let reading = Reading::of(Telling {
        publisher,
        title,
        text,
        at: parse_time(at).unwrap_or_default(),
    });
    Told::new(&reading, &Learned::default())
}

const AT: &str = "2021-05-10T09:00:00Z";

#[track_caller]
fn rule(left: (&str, &str), right: (&str, &str)) -> Option<&'static str> {
    let left = told("a.example", left.0, left.1, AT);
    let right = told("b.example", right.0, right.1, AT);
    let judged = judge(&left, &right);
    assert_eq!(judged, judge(&right, &left), "judging is symmetric");
    judged.map(|likeness| likeness.rule)
}

#[test]
fn copies_of_another_outlet_are_found() {
    let own = ("Bridge opens", BRIDGE);
    let first: String = BRIDGE.chars().take(200).collect::<String>() + "…";
    let edited = BRIDGE.replace("whenever the water rose", "each time the river swelled");
    let reworded = "The busiest river crossing in the south has a bridge of 600 metres since Monday; the \
        pontoon it replaces had to be dismantled when the water rose.\n\
        Each day 800 lorries and up to 3,000 cars will be able to pass. A loan of 36 million dollars \
        financed the bridge.";
    let cases = [
        ("verbatim", own, Some("text")),
        (
            "other headline",
            ("South gets its crossing", BRIDGE),
            Some("text"),
        ),
        (
            "cut",
            ("South gets its crossing", first.as_str()),
            Some("text"),
        ),
        (
            "extended",
            (
                "Bridge opens",
                &format!("{BRIDGE}\nReaders pay for us.\n{BRIDGE}"),
            ),
            Some("text"),
        ),
        ("edited", ("South gets its crossing", &edited), Some("text")),
        (
            "reworded",
            ("Crossing made easy", reworded),
            Some("reworded"),
        ),
    ];
    for (what, copy, expected) in cases {
        assert_eq!(rule(own, copy), expected, "{what}");
    }
    let long = ("Bridge opens at busiest crossing", BRIDGE);
    assert_eq!(
        rule(long, ("Bridge opens at busiest crossing (photos)", "")),
        Some("title")
    );
    assert_eq!(
        rule(long, ("Video: Bridge opens at busiest crossing", "")),
        Some("title")
    );
}

#[test]
fn look_alikes_are_not_one_story() {
    let cases = [
        (
            "new figures",
            (
                "Storm",
                "Storm cuts power to 12 towns in the north, the grid said on Friday. Crews from 40 districts are at work.",
            ),
            (
                "Storm",
                "Storm cuts power to 31 towns in the north, the grid said on Friday. Crews from 55 districts are at work.",
            ),
        ),
        (
            "figures in words",
            (
                "Storm",
                "Storm cuts power to eleven towns in the north, the grid said on Friday, and crews are at work there.",
            ),
            (
                "Storm",
                "Storm cuts power to fifteen towns in the north, the grid said on Friday, and crews are at work there.",
            ),
        ),
        (
            "another place",
            (
                "Hail expected in Ulan district",
                "Hail and squalls are expected in Ulan district tomorrow, forecasters warned. Do not park under trees.",
            ),
            (
                "Hail expected in Shet district",
                "Hail and squalls are expected in Shet district tomorrow, forecasters warned. Do not park under trees.",
            ),
        ),
        (
            "another place, first in its sentence",
            (
                "Аягөз ауданында тасқын қаупі бар",
                "Аягөз ауданында тасқын қаупі бар, деп ескертті құтқарушылар. Тұрғындардан құжаттарын дайындау сұралады.",
            ),
            (
                "Зайсан ауданында тасқын қаупі бар",
                "Зайсан ауданында тасқын қаупі бар, деп ескертті құтқарушылар. Тұрғындардан құжаттарын дайындау сұралады.",
            ),
        ),
        (
            "a digest that quotes the lead",
            ("Bridge opens", BRIDGE),
            (
                "The week in the region",
                "A 600-metre bridge opened on Monday at the busiest river crossing in the south, replacing a pontoon \
                that had to be dismantled whenever the water rose.\nApricot growers say hail spared most of the valley.\n\
                A donkey race ended with a protest over a whip, and the winner kept his carpet.",
            ),
        ),
        (
            "columns",
            (
                "What moves the markets today",
                "Copper slips on weak data, wheat steadies after rain and oil waits.",
            ),
            (
                "What moves the markets today",
                "Gold sets a record, freight rates jump and cotton traders watch a hurricane.",
            ),
        ),
        ("short titles", ("News", ""), ("News", BRIDGE)),
    ];
    for (what, left, right) in cases {
        assert_eq!(rule(left, right), None, "{what}");
    }
}

#[test]
fn a_reprint_a_week_later_is_none() {
    let one = told("a.example", "Bridge opens", BRIDGE, "2021-05-01T00:00:00Z");
    let other = told("b.example", "Bridge opens", BRIDGE, "2021-05-09T00:00:00Z");
    assert_eq!(judge(&one, &other), None);
}

#[test]
fn inside_one_publisher_almost_all_has_to_agree() {
    let one = told("a.example", "Bridge opens", BRIDGE, AT);
    let same = told("a.example", "Bridge opens", BRIDGE, AT);
    assert_eq!(judge(&one, &same).map(|l| l.rule), Some("same publisher"));
    let other = told(
        "a.example",
        "Bridge opens",
        &BRIDGE.replace("800", "900"),
        AT,
    );
    assert_eq!(judge(&one, &other), None);
}

#[test]
fn boilerplate_is_learned_from_a_publishers_first_document() {
    let tail = "Our paper lives by its readers, who pay for it as they can, and whose letters fill a page every Friday.";
    let readings: Vec<Reading> = [
        "Hail spares apricots",
        "Dogs retire early",
        "Market goes digital",
    ]
    .iter()
    .map(|title| {
        Reading::of(Telling {
            publisher: "a.example",
            title,
            text: &format!("{title}, people said.\n{tail}"),
            at: Timestamp::UNIX_EPOCH,
        })
    })
    .collect();
    let mut learned = Learned::default();
    for reading in &readings {
        learned.observe(reading);
    }
    let told = |n: usize| Told::new(&readings[n], &learned);
    assert_eq!(told(0).text.len(), 5);
    assert_eq!(judge(&told(0), &told(1)), None);
}

#[test]
fn stories_grow_and_are_never_merged() {
    let new = told("new.example", "Bridge opens", BRIDGE, AT);
    let others: Vec<Told> = ["a", "b", "c"]
        .iter()
        .map(|p| told(p, "Bridge opens", BRIDGE, AT))
        .collect();
    let candidate = |n: usize, story: Option<i64>| Candidate {
        id: ItemId(n as i64),
        told: &others[n],
        story,
    };
    let joining = join(
        ItemId(9),
        &new,
        &[
            candidate(0, None),
            candidate(1, Some(7)),
            candidate(2, Some(8)),
        ],
    )
    .unwrap();
    assert_eq!(joining.story, Some(7));
    let pairs: Vec<(i64, i64)> = joining
        .joins
        .iter()
        .map(|j| (j.item.0, j.other.0))
        .collect();
    assert_eq!(pairs, [(9, 1), (0, 9)]);
    let founding = join(ItemId(9), &new, &[candidate(0, None)]).unwrap();
    assert_eq!((founding.story, founding.joins.len()), (None, 2));
    assert_eq!(join(ItemId(9), &new, &[]), None);
}

#[test]
fn one_strong_key_or_two_weak_ones_make_a_candidate() {
    let found = [
        (5, ItemId(1)),
        (-5, ItemId(2)),
        (-5, ItemId(3)),
        (-6, ItemId(3)),
    ];
    let near = |id, doubtful| Near {
        id: ItemId(id),
        doubtful,
    };
    assert_eq!(candidates(&found), [near(3, true), near(1, true)]);
    let phrase: Vec<_> = (0..40).map(|n| (5, ItemId(n))).collect();
    assert_eq!(candidates(&phrase), []);
    let wave: Vec<_> = (0..40)
        .flat_map(|n| [(5, ItemId(n)), (6, ItemId(n))])
        .collect();
    assert_eq!(candidates(&wave).len(), 6);
    let copy = [(5, ItemId(1)), (6, ItemId(1))];
    assert_eq!(candidates(&copy), [near(1, false)]);
}

proptest! {
    #[test]
    fn judging_never_panics_and_is_symmetric(
        left in "([a-zA-Zа-яА-Я0-9]{1,4}[ .\n]){0,40}",
        right in "([a-zA-Zа-яА-Я0-9]{1,4}[ .\n]){0,40}",
        title in "\\PC{0,30}",
    ) {
        let left = told("a", &title, &left, AT);
        let right = told("b", &title, &right, AT);
        prop_assert_eq!(judge(&left, &right).is_some(), judge(&right, &left).is_some());
        let Sketch { keys, rare } = Sketch::of(&left);
        prop_assert!(keys.len() <= 21);
        prop_assert!(keys.iter().all(|key| *key != 0 && *key != i32::MIN));
        prop_assert!(rare.len() <= 24 && rare.is_sorted());
    }
}

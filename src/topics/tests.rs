//! What analysts rely on: places, caps, combos, conditions, scope, explanations; and what hostile text may
//! not do.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn topics(rules: &str) -> Topics {
    Topics::load(&format!("[[topics]]\nslug = \"x\"\n{rules}"), "x.toml").unwrap()
}

fn text<'a>(title: &'a str, body: &'a str) -> TopicText<'a> {
    TopicText {
        title,
        summary: "",
        body,
        language: Some("en"),
        link: "",
        feed: "https://news.example.org/feed",
    }
}

#[track_caller]
fn score(topics: &Topics, title: &str, body: &str, expected: f64) {
    let explanation = topics.explain(&text(title, body), "x").unwrap();
    assert!((explanation.score - expected).abs() < 1e-9, "{explanation}");
}

#[test]
fn a_title_weighs_more_than_a_lead_and_a_lead_more_than_the_rest() {
    let topics = topics("lead_words = 3\n[topics.terms.en]\n\"flood\" = 4\n");
    score(&topics, "Floods", "", 8.0);
    score(&topics, "", "a flood came", 4.0);
    score(&topics, "", "one two three flood", 2.0);
}

#[test]
fn a_term_counts_as_often_as_the_topic_allows() {
    let body = "flood flood flood flood";
    score(&topics("[topics.terms.en]\n\"flood\" = 4\n"), "", body, 4.0);
    score(
        &topics("max_per_term = 3\n[topics.terms.en]\n\"flood\" = 4\n"),
        "",
        body,
        12.0,
    );
}

#[test]
fn a_list_counts_as_one_term() {
    let rules = "[lists]\nwater = [\"flood\", \"river\"]\n[[topics]]\nslug = \"x\"\n[topics.terms.any]\n\"@water\" = 4\n";
    score(&Topics::load(rules, "x").unwrap(), "", "flood river", 4.0);
}

#[test]
fn combos_hold_where_they_say() {
    let combo = |within: &str, not: &str| {
        topics(&format!(
            "[[topics.combos]]\npoints = 6\nall = [[\"price\", \"tariff\"], [\"rise\"]]\n{within}{not}"
        ))
    };
    for (within, title, body, expected) in [
        ("", "", "Prices. Nothing else. A rise", 6.0),
        ("within = 3\n", "", "prices are to rise", 6.0),
        ("within = 3\n", "", "prices of all other goods rise", 0.0),
        ("within = \"sentence\"\n", "", "The tariff will rise", 6.0),
        (
            "within = \"sentence\"\n",
            "",
            "The tariff. It will rise",
            0.0,
        ),
        ("within = \"title\"\n", "Prices rise", "", 12.0),
        ("within = \"title\"\n", "Prices", "They rise", 0.0),
        ("within = \"lead\"\n", "Prices", "They rise", 6.0),
    ] {
        score(&combo(within, ""), title, body, expected);
    }
    let not = "not = [\"sun\"]\n";
    score(
        &combo("within = \"sentence\"\n", not),
        "",
        "Prices rise. The sun too",
        6.0,
    );
    score(
        &combo("within = \"sentence\"\n", not),
        "",
        "Prices rise as the sun does",
        0.0,
    );
    score(&combo("", not), "", "Prices rise. The sun too", 0.0);
}

#[test]
fn marked_kazakh_terms_match_other_spellings_and_acronyms_do_not() {
    for (term, title, expected) in [
        ("Қазақ*", "Казакстаннын жане бул осы деп ушин", 1),
        ("Қазақ*", "Qazaqstan Respublikasynyñ jäne bul", 1),
        ("мектеп*", "mekteptegi balalar jäne bul", 1),
        ("=Қазақстан", "Казакстан жане бул осы деп ушин", 1),
        ("=Қазақстан", "Qazaqstan jäne bul osy dep üşın", 1),
        ("=Қазақстан", "QAZAQSTAN jäne bul osy dep üşın", 0),
        ("=Қазақстан", "Qazaqstanda jäne bul osy dep üşın", 0),
        ("=үкімет", "úkimet jáne bul osy dep úshin", 1),
        ("=үкімет", "укиметтин жане бул осы деп ушин", 0),
        ("ҰҚК", "УКК жане бул осы деп ушин", 0),
        ("ҰҚК", "ҰҚК және бұл осы деп үшін", 1),
    ] {
        let topics = topics(&format!("[topics.terms.kk]\n\"{term}\" = 5\n"));
        let item = TopicText {
            language: Some("kk"),
            ..text(title, "")
        };
        assert_eq!(topics.tag(&item).len(), expected, "{term}: {title}");
    }
}

#[test]
fn the_publisher_is_the_host_of_the_items_address_else_of_the_feeds() {
    let count = |publisher: &str, link: &str| {
        let rules = "[topics.terms.en]\n\"flood\" = 10\n[topics.scope]\npublishers = ";
        let item = TopicText {
            link,
            ..text("Flood", "")
        };
        topics(&format!("{rules}[\"{publisher}\"]"))
            .tag(&item)
            .len()
    };
    assert_eq!(count("gazeta.uz", "https://www.gazeta.uz/3"), 1);
    assert_eq!(count("uz", "http://kun.uz:8080/5"), 1);
    assert_eq!(count("gazeta.uz", "http://xgazeta.uz/4"), 0);
    assert_eq!(count("example.org", "https://www.gazeta.uz/3"), 0);
    assert_eq!(count("example.org", ""), 1);
}

#[test]
fn words_between_phrases_are_counted_from_end_to_beginning() {
    let rules = "[[topics.combos]]\npoints = 5\nall = [[\"forced labour camp\"], [\"omega\"]]\nwithin = 3\n";
    for (between, expected) in [("", 5.0), ("q q ", 5.0), ("q q q ", 0.0)] {
        score(
            &topics(rules),
            "",
            &format!("forced labour camp {between}omega"),
            expected,
        );
        score(
            &topics(rules),
            "",
            &format!("omega {between}forced labour camp"),
            expected,
        );
    }
    let but = format!("{rules}not = [\"no such thing\"]\n");
    for (between, expected) in [("q q ", 0.0), ("q q q ", 5.0)] {
        score(
            &topics(&but),
            "",
            &format!("forced labour camp omega {between}no such thing"),
            expected,
        );
        score(
            &topics(&but),
            "",
            &format!("no such thing {between}omega, a forced labour camp"),
            expected,
        );
    }
}

#[test]
fn conditions_stand_beside_the_score() {
    let required = topics(
        "[topics.terms.en]\n\"flood\" = 10\n[topics.require]\nall = [\"Almaty\", [\"river\", \"lake\"]]\n",
    );
    assert_eq!(
        required
            .tag(&text("Flood in Almaty", "The lake rose"))
            .len(),
        1
    );
    assert_eq!(required.tag(&text("Flood in Almaty", "")).len(), 0);
    let excluded = topics(
        "[topics.terms.en]\n\"flood\" = 10\n[topics.exclude]\nany = [\"orders\"]\nwithin = \"title\"\n",
    );
    assert_eq!(excluded.tag(&text("Flood", "orders")).len(), 1);
    assert_eq!(excluded.tag(&text("Flood of orders", "")).len(), 0);
}

#[test]
fn scope_leaves_items_out() {
    let within = |scope: &str| {
        topics(&format!(
            "[topics.terms.en]\n\"flood\" = 10\n[topics.scope]\n{scope}\n"
        ))
        .tag(&text("Flood", ""))
        .len()
    };
    assert_eq!(within("languages = [\"en\"]"), 1);
    assert_eq!(within("languages = [\"ru\"]"), 0);
    assert_eq!(within("publishers = [\"example.org\"]"), 1);
    assert_eq!(within("publishers = [\"ample.org\"]"), 0);
    assert_eq!(within("publishers = [\"org\"]"), 1);
    assert_eq!(within("feeds = [\"https://news.example.org/*\"]"), 1);
    assert_eq!(within("feeds = [\"https://news.example.org/\"]"), 0);
}

#[test]
fn evidence_tells_the_words_as_written_and_their_place() {
    let topics =
        topics("[topics.terms.ru]\n\"базовая ставка\" = 14\n[topics.terms.en]\n\"deal\" = -3\n");
    let tags = topics.tag(&text("", "Нацбанк: «Базовую ставку повысят» (big deal)"));
    let found: Vec<_> = tags[0]
        .evidence
        .iter()
        .map(|e| (e.term.as_str(), e.rule.as_str(), e.weight, e.offset))
        .collect();
    assert_eq!(
        found,
        [
            ("Базовую ставку", "базовая ставка", 14.0, 10),
            ("deal", "deal", -3.0, 39)
        ]
    );
    assert!((tags[0].score - 11.0).abs() < 1e-9);
}

#[test]
fn an_explanation_says_what_is_missing_and_what_spoke_against() {
    let topics = topics(
        "[topics.terms.en]\n\"flood\" = 4\n\"orders\" = -5\n[topics.require]\nany = [\"Almaty\"]\n\
         [[topics.combos]]\nname = \"rain and river\"\npoints = 6\nall = [[\"flood\"], [\"river\"]]\n",
    );
    let explanation = topics.explain(&text("A flood of orders", ""), "x").unwrap();
    assert!(!explanation.tagged);
    assert_eq!(explanation.against[0].term, "orders");
    assert_eq!(
        explanation.missing,
        [
            "12 more points",
            "required anywhere: one of Almaty",
            "\"rain and river\" (6 points) anywhere: one of river"
        ]
    );
    assert!(topics.explain(&text("", ""), "y").is_none());
}

#[test]
fn the_built_in_rules_load() {
    assert!(Topics::load(BUILTIN, BUILTIN_NAME).is_ok_and(|topics| topics.list().len() == 3));
}

/// Generous: an unoptimized build on a busy machine takes a tenth of it.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn huge_and_odd_texts_are_done_in_bounded_time_with_bounded_evidence() {
    let topics = Topics::builtin();
    for body in [
        "выборы ".repeat(400_000),
        "президент Казахстана назначил министра. ".repeat(10_000),
        "e\u{301}\u{301}\u{301}".repeat(100_000),
        "\u{301}".repeat(500_000),
        "а".repeat(500_000),
        ". . . \n\n— ".repeat(100_000),
    ] {
        let start = Instant::now();
        let tags = topics.tag(&text("Выборы в Казахстане", &body));
        assert!(
            start.elapsed() < PATIENCE,
            "{:?} for {:?}",
            start.elapsed(),
            &body[..8]
        );
        for tag in tags {
            assert!(tag.evidence.len() <= 20);
            assert!(tag.evidence.iter().all(|piece| piece.term.len() < 1000));
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_tagged_without_a_panic_and_explained_alike(title in ".{0,60}", body in "(?s).{0,200}", language in "(en|ru|kk|de|xx)") {
        let rules = "max_per_term = 2\n[topics.terms.any]\n\"a*\" = 6\n\"Казахстан\" = 4\n\"=B\" = -2\n[[topics.combos]]\npoints = 3\nall = [[\"a*\"], [\"1*\"]]\nwithin = 4\n";
        let topics = topics(rules);
        let text = TopicText { title: &title, summary: &body, body: &body, language: Some(&language), link: "", feed: "" };
        let tagged = !topics.tag(&text).is_empty();
        let explanation = topics.explain(&text, "x").unwrap();
        prop_assert_eq!(tagged, explanation.tagged);
        for piece in explanation.hits {
            let field = match piece.field { crate::model::Field::Title => &title, _ => &body };
            let at: String = field.chars().skip(piece.offset).collect();
            let first = piece.term.split(" … ").next().unwrap_or("").to_owned();
            prop_assert!(at.starts_with(&first), "{} at {}", first, piece.offset);
        }
    }

    #[test]
    fn any_rule_file_gives_topics_or_mistakes(text in "(?s).{0,200}") {
        let _ = Topics::load(&text, "x.toml");
    }
}

const MANUAL: &str = include_str!("../../docs/topics.md");

#[test]
fn the_manual_shows_the_mistake_that_its_first_rules_make() {
    let rules = MANUAL
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let mistakes = Topics::load(rules, "topics.toml").unwrap_err();
    assert_eq!(mistakes.len(), 1);
    assert!(MANUAL.contains(&mistakes[0].to_string()), "{}", mistakes[0]);
}

#[test]
fn the_manual_tells_the_truth_about_words() {
    let rows: Vec<Vec<&str>> = MANUAL
        .lines()
        .skip_while(|line| !line.starts_with("| you write"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 6);
    for row in rows {
        let term = row[0].trim_matches('`');
        let language = match term {
            word if inflect::has_kazakh_letter(word) => "kk",
            word if inflect::is_cyrillic(word) => "ru",
            word if word.contains('ß') => "de",
            word if word.contains('é') => "fr",
            word if word.contains('ą') => "pl",
            _ => "en",
        };
        let rules = format!("[topics.terms.{language}]\n\"{term}\" = 10\n");
        for (cell, expected) in [(row[1], 1), (row[2], 0)] {
            for word in cell.split(", ") {
                let item = TopicText {
                    language: Some(language),
                    ..text(word, "")
                };
                assert_eq!(topics(&rules).tag(&item).len(), expected, "{term}: {word}");
            }
        }
    }
}

#[test]
fn warnings_are_told_beside_the_examples_they_make_fail() {
    let rules = "[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"c\u{43e}tton\" = 10\n\
        [[topics.examples]]\ntext = \"Cotton harvest\"\ntagged = true\n";
    let told: Vec<String> = Topics::load(rules, "x.toml")
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("must be tagged and is not"), "{told:?}");
    assert!(told[1].contains("Latin and Cyrillic"), "{told:?}");
}

#[test]
fn a_list_under_a_language_has_its_words_of_that_language() {
    let topics = Topics::load(
        "[lists]\nspan = [\"most\", \"tor\"]\n[lists.river]\nany = [\"Narew\"]\nen = [\"river\"]\nru = [\"река\"]\n\
         [[topics]]\nslug = \"x\"\nthreshold = 4\n\
         [topics.terms.en]\n\"@river\" = 4\n[topics.terms.ru]\n\"@river\" = 4\n[topics.terms.pl]\n\"@span\" = 4\n",
        "x.toml",
    )
    .unwrap();
    let score = |title: &str, language: &'static str| {
        let text = TopicText {
            language: Some(language),
            ..text(title, "")
        };
        topics.tag(&text).first().map(|tag| tag.score)
    };
    assert_eq!(
        score("Вдоль реки построят новую дорогу для грузовиков", "ru"),
        Some(8.0)
    );
    assert_eq!(score("The river rises", "en"), Some(8.0));
    assert_eq!(score("The most famous crossing of the town", "en"), None);
    assert_eq!(
        score("Nowy most przez rzekę nie jest gotowy", "pl"),
        Some(8.0)
    );
}

#[test]
fn a_scope_goes_by_the_language_of_the_text() {
    let topics = topics(
        "threshold = 1\n[topics.terms.any]\n\"Oder\" = 1\n\"Одер\" = 1\n[topics.scope]\nlanguages = [\"de\", \"uz\"]\n",
    );
    let german = "Der Zug fährt nicht mehr über die Oder, weil die Brücke gesperrt ist";
    for (title, stated, admitted) in [
        (german, Some("de"), true),
        (german, Some("en"), true),
        (german, None, true),
        (
            "The train does not cross the Oder, for the bridge is closed",
            Some("en"),
            false,
        ),
        (
            "Поезд больше не ходит через Одер, мост закрыт",
            Some("de"),
            false,
        ),
    ] {
        let text = TopicText {
            language: stated,
            ..text(title, "")
        };
        assert_eq!(
            topics.tag(&text).len(),
            usize::from(admitted),
            "{title} {stated:?}"
        );
    }
}

//! What analysts get wrong in valid rules, and what they do that only looks wrong.

use super::*;

#[track_caller]
fn check(rules: &str, expected: &str) {
    let topics = Topics::load(rules, "x.toml").unwrap();
    let warnings: Vec<String> = topics.lint().iter().map(ToString::to_string).collect();
    assert!(
        warnings.len() == 1 && warnings[0].contains(expected),
        "{warnings:?}"
    );
}

#[test]
fn what_analysts_get_wrong_is_told() {
    let topic = "[[topics]]\nslug = \"x\"\n";
    for (rules, expected) in [
        (
            "threshold = 50\n[topics.terms.en]\n\"flood\" = 8",
            "x.toml:2:8: topic `x`: nothing can reach the threshold 50",
        ),
        ("[topics.terms.en]\n\"flo*\" = 8", "prefix under 4 letters"),
        ("[topics.terms.en]\n\"паводок\" = 8", "list for `en`"),
        ("[topics.terms.ru]\n\"заң\" = 8", "list for `ru`"),
        (
            "[topics.terms.en]\n\"flood\" = 8\n\"Flood\" = 6",
            "is there twice",
        ),
        (
            "[topics.terms.en]\n\"flood\" = 8\n[topics.terms.any]\n\"flood\" = 6",
            "is there twice",
        ),
        (
            "[topics.terms.en]\n\"flood\" = 8\n[topics.exclude]\nany = [\"flood\"]",
            "can never count",
        ),
        (
            "[topics.terms.ru]\n\"паводок\" = 8\n[topics.scope]\nlanguages = [\"en\"]",
            "can never match",
        ),
        (
            "[topics.terms.en]\n\"flood\" = 20\n[[topics.combos]]\npoints = 5\nall = [[\"flood\"], [\"rain\"]]",
            "adds nothing",
        ),
        (
            "[topics.terms.en]\n\"pipe*\" = 20\n[[topics.combos]]\npoints = 5\nall = [[\"gas pipeline\", \"pipe\"], [\"rain\"]]",
            "adds nothing: gas pipeline, pipe reaches the threshold alone",
        ),
        (
            "[[topics.combos]]\nname = \"a\"\npoints = 20\nall = [[\"gas\"], [\"price\"]]\n\
             [[topics.combos]]\nname = \"b\"\npoints = 5\nall = [[\"gas\"], [\"price\"], [\"rise\"]]\nwithin = \"sentence\"",
            "combo \"b\" adds nothing: \"a\" asks for less",
        ),
        (
            "[[topics.combos]]\npoints = 10\nall = [[\"gas\"], [\"price\"]]\nnot = [\"gas\"]",
            "can never come about: `not` holds all of gas, take out of `not`",
        ),
        (
            "[[topics.combos]]\npoints = 10\nall = [[\"natural gas\", \"gasoline\"], [\"price\"]]\nnot = [\"gas*\"]",
            "can never come about: `not` holds all of natural gas, gasoline",
        ),
        (
            "[[topics.combos]]\npoints = 10\nall = [[\"oil\", \"gas\"], [\"price\"]]\nnot = [\"gas\"]",
            "never comes about with `gas`: `not` holds it too",
        ),
        (
            "[[topics.combos]]\npoints = 10\nall = [[\"oil\"], [\"gas\"], [\"price\"]]\nwithin = 1",
            "its 3 parts need more than 1 words",
        ),
        (
            "title_factor = 0\n[topics.terms.en]\n\"flood\" = 10\n[[topics.combos]]\npoints = 5\nall = [[\"oil\"]]\nwithin = \"title\"",
            "can never count: its place has the factor 0",
        ),
        (
            "[topics.terms.en]\n\"\u{410}lmaty\" = 8",
            "it mixes Latin and Cyrillic letters",
        ),
        (
            "[topics.terms.any]\n\"Yahoo! Japan\" = 8",
            "`Yahoo! Japan` can never match: a sentence ends within it",
        ),
        (
            "[topics.terms.any]\n\"\u{410}lmaty\" = 8",
            "can never match what is typed right: it mixes Latin and Cyrillic letters",
        ),
    ] {
        check(&format!("{topic}{rules}\n"), expected);
    }
    check(
        "[lists]\na = [\"b\"]\n[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"flood\" = 8\n",
        "used by no topic",
    );
}

#[test]
fn the_built_in_topics_are_clean() {
    assert_eq!(Topics::builtin().lint(), []);
}

#[test]
fn words_of_another_language_are_told_where_they_cannot_be_mistaken() {
    for (list, word, looks) in [
        ("kk", "зависимость", "it looks Russian: put it under `ru`"),
        ("kk", "российский", "Russian"),
        ("kk", "голосовать выборные", "Russian"),
        ("kk", "встретиться", "Russian"),
        ("kk", "отчёт", "Russian"),
        ("kk", "сообщество", "Russian"),
        ("kk", "заявление", "Russian"),
        (
            "kk",
            "election",
            "put it under `any` or the language it is of",
        ),
        (
            "ru",
            "сайлау қорытындысы",
            "it looks Kazakh: put it under `kk`",
        ),
        ("ru", "әкім", "Kazakh"),
        (
            "ru",
            "pipeline",
            "put it under `any` or the language it is of",
        ),
        ("ru", "pipelin*", "put it under `any`"),
        (
            "en",
            "выборы",
            "put it under `any` or the language it is of",
        ),
        ("de", "заң", "it looks Kazakh: put it under `kk`"),
        (
            "de",
            "state of emergency",
            "it looks English: put it under `en`",
        ),
        ("de", "government", "an English word goes under `en`"),
        (
            "de",
            "inflation",
            "a German noun has its capital: `Inflation`",
        ),
        ("de", "wniosek i ustawę", "Polish"),
        ("en", "größe", "German"),
        ("en", "krieg und frieden", "German"),
        ("en", "wybory dla sejmu", "Polish"),
        ("fr", "żołnierz", "Polish"),
        ("pl", "président pour tous", "French"),
        ("pl", "relationship", "English"),
    ] {
        let rules = format!("[[topics]]\nslug = \"x\"\n[topics.terms.{list}]\n\"{word}\" = 9\n");
        check(&rules, &format!("stands in the list for `{list}`"));
        check(&rules, looks);
    }
}

#[test]
fn names_and_loanwords_are_left_alone() {
    for (list, words) in [
        (
            "kk",
            &[
                "президент",
                "парламент",
                "конституция",
                "инфляция",
                "актёр",
                "режиссёр",
                "туберкулёз",
                "Vласть",
                "ащы",
                "тұщы",
                "вакцина",
                "Достоевский",
                "Зеленский",
                "Фёдоров",
                "Щучинск",
                "Байден",
                "COVID",
                "ЕО",
                "QazVac",
                "экономика",
                "саммит",
                "митинг",
                "газ",
                "сайлау",
                "референдум",
                "депутат",
                "жұмысшы",
                "saılaý",
                "сенат",
            ][..],
        ),
        (
            "ru",
            &[
                "Nord Stream",
                "ЕС",
                "G7",
                "NATO",
                "Qazaqstan",
                "съезд",
                "щит",
                "ёлка",
                "COVID-19",
            ],
        ),
        (
            "en",
            &[
                "café",
                "Zürich",
                "Łódź",
                "naïve",
                "première",
                "state of emergency",
                "Bundesamt für Statistik",
                "action",
            ],
        ),
        (
            "de",
            &[
                "Europäische Union",
                "Präsident",
                "impfen",
                "Bank of America",
                "vis-à-vis",
                "Inflation",
                "recht",
            ],
        ),
        (
            "fr",
            &[
                "élection",
                "président",
                "gouvernement",
                "action",
                "parlement européen",
            ],
        ),
        (
            "pl",
            &[
                "wybory",
                "parlament",
                "dokument",
                "umowa z Unią",
                "zabity",
                "elity",
            ],
        ),
        ("any", &["election", "выборы", "сайлау", "=Amanat"]),
    ] {
        for word in words {
            let rules =
                format!("[[topics]]\nslug = \"x\"\n[topics.terms.{list}]\n\"{word}\" = 9\n");
            let topics = Topics::load(&rules, "x.toml").unwrap();
            assert_eq!(topics.lint(), [], "{list}: {word}");
        }
    }
}

#[test]
fn combos_that_only_look_needless_are_left_alone() {
    let topic = "[[topics]]\nslug = \"x\"\n";
    for rules in [
        "[topics.terms.en]\n\"natural gas\" = 20\n[[topics.combos]]\npoints = 5\nall = [[\"gas\"], [\"rain\"]]",
        "[topics.terms.en]\n\"=Gas\" = 20\n[[topics.combos]]\npoints = 5\nall = [[\"gas\"], [\"rain\"]]",
        "[topics.terms.en]\n\"gas\" = 20\n[[topics.combos]]\npoints = -5\nall = [[\"gas\"], [\"rain\"]]",
        "[[topics.combos]]\npoints = 10\nall = [[\"gas\"], [\"price\"]]\nnot = [\"natural gas\", \"tear gas\"]",
        "[[topics.combos]]\npoints = 10\nall = [[\"EC\"], [\"price\"]]\nnot = [\"ec\"]",
        "[[topics.combos]]\npoints = 10\nall = [[\"natural gas\"], [\"price\"]]\nwithin = 1",
        "[topics.terms.en]\n\"flood\" = 8\n[topics.exclude]\nany = [\"flood\"]\nwithin = \"title\"",
    ] {
        let topics = Topics::load(&format!("{topic}{rules}\n"), "x.toml").unwrap();
        assert_eq!(topics.lint(), [], "{rules}");
    }
}

#[test]
fn a_term_that_is_told_to_never_match_does_not() {
    for (term, expected) in [
        ("Yahoo! Japan", 0),
        ("U.S. Senate", 1),
        ("St. Petersburg", 1),
    ] {
        let rules = format!("[[topics]]\nslug = \"x\"\n[topics.terms.any]\n\"{term}\" = 9\n");
        let topics = Topics::load(&rules, "x.toml").unwrap();
        let item = crate::topics::TopicText {
            title: &format!("All of {term} was there"),
            summary: "",
            body: "",
            language: Some("en"),
            link: "",
            feed: "",
        };
        assert_eq!(topics.tag(&item).len(), expected, "{term}");
        assert_eq!(topics.lint().len(), 1 - expected, "{term}");
    }
}

#[test]
fn a_long_file_has_the_first_thousand_warnings() {
    let prefixes: String = (0..15_000)
        .map(|number| format!("\"{number}x a*\" = 3\n"))
        .collect();
    let rules = format!("[[topics]]\nslug = \"x\"\n[topics.terms.en]\n{prefixes}");
    let warnings = Topics::load(&rules, "x.toml").unwrap().lint();
    assert_eq!(warnings.len(), 1000);
    assert_eq!((warnings[0].line, warnings[999].line), (4, 1003));
}

#[test]
fn more_words_than_can_be_compared_are_told_once() {
    let words: String = (0..8_000)
        .map(|number| format!("\"word{number}\", "))
        .collect();
    let excluded: String = (0..8_000)
        .map(|number| format!("\"other{number}\", "))
        .collect();
    let combos = |words: &str| format!("[[topics.combos]]\npoints = 30\nall = [[{words}]]\n");
    let wide = combos(&excluded).replace("points", "name = \"a\"\npoints");
    let narrow = format!("[[topics.combos]]\npoints = 3\nall = [[{excluded}], [\"a\"]]\n");
    for rules in [
        format!(
            "[topics.terms.en]\n\"@big\" = 30\n[topics.exclude]\nany = [{excluded}]\n[lists]\nbig = [{words}]\n"
        ),
        format!("{}not = [{excluded}]\n", combos(&words)),
        wide + &narrow,
    ] {
        check(
            &format!("[[topics]]\nslug = \"x\"\n{rules}"),
            "x.toml:2:8: topic `x`: too many words to compare them all with each other",
        );
    }
}

#[test]
fn a_word_that_reaches_the_threshold_in_the_headline_alone_leaves_room_for_a_combo() {
    let rules = "[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"flood\" = 10\n\
         [[topics.combos]]\npoints = 10\nall = [[\"flood\"], [\"rain\"]]\n\
         [[topics.examples]]\nbody = \"FILL The flood and the rain.\"\ntagged = true\n\
         [[topics.examples]]\nbody = \"FILL The flood.\"\ntagged = false\n";
    let topics = Topics::load(&rules.replace("FILL", &"word ".repeat(70)), "x.toml").unwrap();
    assert_eq!(topics.lint(), []);
    let blind = rules.replace("[topics.terms.en]", "body_factor = 0\n[topics.terms.en]");
    let (blind, _) = blind.split_once("[[topics.examples]]").unwrap();
    check(blind, "adds nothing");
}

#[test]
fn a_german_noun_without_its_capital_is_offered_with_it() {
    for (word, noun) in [
        ("dokument", "Dokument"),
        ("parlament", "Parlament"),
        ("neues medikament", "Medikament"),
        ("isolation", "Isolation"),
    ] {
        let rules = format!("[[topics]]\nslug = \"x\"\n[topics.terms.de]\n\"{word}\" = 9\n");
        check(
            &rules,
            &format!("a German noun has its capital: `{noun}`; an English word goes under `en`"),
        );
    }
}

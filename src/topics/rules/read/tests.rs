//! Every mistake in a rule file is found at once, with its place and advice.

use super::super::super::Topics;
use super::read;
use crate::model::Mistake;

fn mistakes(text: &str) -> Vec<String> {
    read(text, "topics.toml")
        .err()
        .unwrap_or_default()
        .iter()
        .map(Mistake::to_string)
        .collect()
}

#[track_caller]
fn check(rules: &str, expected: &str) {
    let found = mistakes(rules);
    assert!(
        found.len() == 1 && found[0].contains(expected),
        "expected `{expected}`, found {found:#?}"
    );
}

const TOPIC: &str = "[[topics]]\nslug = \"x\"\n";

#[test]
fn each_mistake_names_its_place_the_thing_and_what_to_do() {
    for (rules, expected) in [
        (
            "[topics.terms.ru]\n\"\" = 3",
            "topics.toml:4:1: topic `x`: term \"\" is empty",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 0",
            "the weight of `газ` is zero",
        ),
        ("[topics.terms.ru]\n\"*\" = 3", "has a word of a `*` alone"),
        (
            "[topics.terms.ru]\n\"г*з\" = 3",
            "a `*` that is not at the end of a word",
        ),
        (
            "[topics.terms.ru]\n\"газ|нефть\" = 3",
            "looks like a regular expression",
        ),
        (
            "[topics.terms.ru]\n\"газ.*\" = 3",
            "looks like a regular expression",
        ),
        (
            "[topics.terms.ru]\n\"=газ*\" = 3",
            "cannot be exact (`=`) and open (`*`) at once",
        ),
        (
            "[topics.terms.ru]\n\"—\" = 3",
            "has a word of no letter or digit",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = \"3\"",
            "the weight of `газ` must be a number, not a text",
        ),
        (
            "[topics.terms.rus]\n\"газ\" = 3",
            "topic `x`: unknown language `rus`, did you mean `ru`?",
        ),
        (
            "[topics.terms]\n\"газ\" = 3",
            "term `газ` stands in no language",
        ),
        ("[topics.terms.ru]\n\"@oil\" = 3", "unknown list `@oil`"),
        (
            "treshold = 8\n[topics.terms.ru]\n\"газ\" = 3",
            "topics.toml:3:1: topic `x`: unknown key `treshold`, did you mean `threshold`?",
        ),
        (
            "threshold = -1\n[topics.terms.ru]\n\"газ\" = 3",
            "`threshold` must be above 0",
        ),
        (
            "max_per_term = 1.5\n[topics.terms.ru]\n\"газ\" = 3",
            "`max_per_term` must be a whole number",
        ),
        (
            "title_factor = -2\n[topics.terms.ru]\n\"газ\" = 3",
            "`title_factor` must not be negative",
        ),
        ("", "topic `x` has neither terms nor combos"),
        (
            "includes = [\"y\"]\n[topics.terms.ru]\n\"газ\" = 3",
            "includes unknown topic `y`",
        ),
        (
            "includes = [\"x\"]\n[topics.terms.ru]\n\"газ\" = 3",
            "topic `x` includes itself",
        ),
        ("[[topics.combos]]\npoints = 3", "combo 1: no `all`"),
        ("[[topics.combos]]\nall = [[\"a\"]]", "combo 1: no `points`"),
        (
            "[[topics.combos]]\npoints = 3\nall = [[\"a\"], []]",
            "a group is empty",
        ),
        (
            "[[topics.combos]]\npoints = 3\nall = [[\"a\"]]\nwithin = \"sentense\"",
            "did you mean `sentence`?",
        ),
        (
            "[[topics.combos]]\npoints = 3\nall = [[\"a\"]]\nwithin = 0",
            "`within` must be 1 to 1000 words",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.require]\nwithin = \"title\"",
            "neither `any` nor `all`",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.exclude]\nwithin = 5\nany = [\"a\"]",
            "must be \"title\", \"lead\" or \"item\" here",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[[topics.examples]]\ntext = \"газ\"",
            "no `tagged`",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.scope]\nfeed = [\"a\"]",
            "unknown key `feed`, did you mean `feeds`?",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.scope]\nfeeds = [\"gazeta\"]",
            "`gazeta` is no address of a feed",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.scope]\nlanguages = [\"english\"]",
            "`english` is no code of a language",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.scope]\npublishers = [\"https://a.example/x\"]",
            "is no name of a host",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.scope]\npublishers = [\"*.uz\"]",
            "`*.uz` has a star, leave it out",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = 3\n[topics.scope]\nfeeds = [\"http://*/b\"]",
            "`http://*/b` has a star elsewhere than at its end",
        ),
        (
            "[topics.terms.en]\n\"cot+on\" = 3",
            "looks like a regular expression",
        ),
        ("[topics.terms.en]\n\"gas AND oil\" = 3", "the operator AND"),
        ("[topics.terms.en]\n\"-gas\" = 3", "begins with a minus"),
    ] {
        check(&format!("{TOPIC}{rules}\n"), expected);
    }
}

#[test]
fn a_mistyped_key_is_one_mistake() {
    let terms = "[topics.terms.ru]\n\"газ\" = 3\n";
    for (rules, expected) in [
        (
            format!("{TOPIC}[topics.term.ru]\n\"газ\" = 3\n"),
            "unknown key `term`, did you mean `terms`?",
        ),
        (
            format!("{TOPIC}tresholds = 5\n{terms}"),
            "unknown key `tresholds`, did you mean `threshold`?",
        ),
        (
            format!("{TOPIC}[[topics.combo]]\npoints = 3\nall = [[\"a\"]]\n"),
            "unknown key `combo`, did you mean `combos`?",
        ),
        (
            format!("{TOPIC}include = [\"y\"]\n"),
            "unknown key `include`, did you mean `includes`?",
        ),
        (
            format!("{TOPIC}keywords = [\"y\"]\n"),
            "unknown key `keywords`, did you mean `terms`?",
        ),
        (
            "slug = \"x\"\n[terms.ru]\n\"газ\" = 3\n".to_owned(),
            "topics.toml:1:1: before the first topic: unknown key `slug`, begin the topic with `[[topics]]`",
        ),
        (
            format!("{TOPIC}{terms}[[combos]]\npoints = 3\nall = [[\"a\"]]\n"),
            "topic `x`: unknown key `combos`, write `[[topics.combos]]`",
        ),
        (
            format!("{TOPIC}{terms}[topic.terms.en]\n\"a\" = 3\n"),
            "unknown key `topic`, did you mean `topics`?",
        ),
        (
            format!("{TOPIC}[topics.terms.RU]\n\"a\" = 3\n"),
            "unknown language `RU`, did you mean `ru`?",
        ),
        (
            format!("{TOPIC}[topics.terms.kz]\n\"a\" = 3\n"),
            "unknown language `kz`, did you mean `kk`?",
        ),
        (
            format!("{TOPIC}terms = [\"газ\"]\n"),
            "`terms` must be a table, not an array, write `[topics.terms.any]` and below it",
        ),
        (
            format!("{TOPIC}[topics.terms]\nru = [\"газ\"]\n"),
            "the words for `ru` have no weights, write `[topics.terms.ru]` and below it",
        ),
        (
            format!("{TOPIC}colour = 3\n{terms}"),
            "unknown key `colour`, known here: slug, name",
        ),
        (
            format!(
                "[[topic]]\nslug = \"x\"\n{}",
                terms.replace("topics", "topic")
            ),
            "unknown key `topic`, did you mean `topics`?",
        ),
        (
            format!("[[topics]]\nslugg = \"x\"\n{terms}"),
            "unknown key `slugg`, did you mean `slug`?",
        ),
        (
            format!("{TOPIC}[[topics.combos]]\npoint = 3\nall = [[\"a\"]]\n"),
            "combo 1: unknown key `point`, did you mean `points`?",
        ),
        (
            format!("{TOPIC}[[topics.combos]]\npoints = 3\nal = [[\"a\"]]\n"),
            "combo 1: unknown key `al`, did you mean `all`?",
        ),
        (
            format!("{TOPIC}{terms}[topics.require]\nany_of = [\"a\"]\nany = [\"a\"]"),
            "unknown key `any_of`",
        ),
        (
            format!("{TOPIC}{terms}[topics.require]\nanny = [\"a\"]"),
            "unknown key `anny`, did you mean `any`?",
        ),
        (
            format!("{TOPIC}{terms}[topics.exclude]\nAny = [\"a\"]"),
            "unknown key `Any`, did you mean `any`?",
        ),
        (
            format!("{TOPIC}{terms}[[topics.examples]]\ntext = \"газ\"\ntaged = true"),
            "example 1: unknown key `taged`, did you mean `tagged`?",
        ),
        (
            format!("{TOPIC}{terms}threshold = 5\n"),
            "`threshold` stands among the terms, so it is taken for one, move it up",
        ),
        (
            format!("{TOPIC}{terms}name = \"X\"\n"),
            "`name` stands among the terms",
        ),
        (
            format!("[[topics]]\nslugg = \"base\"\n{terms}{TOPIC}includes = [\"base\"]\n"),
            "unknown key `slugg`",
        ),
    ] {
        check(&rules, expected);
    }
    assert!(
        mistakes(&format!(
            "{TOPIC}[topics.terms.en]\n\"threshold\" = 5\nname = 4\n"
        ))
        .is_empty()
    );
}

#[test]
fn values_of_another_kind_are_offered_in_theirs() {
    for (rules, expected) in [
        (
            "[topics.terms.ru]\n\"газ\" = \"3\"",
            "not a text, write 3 without quotes",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = \"2,5\"",
            "not a text, write 2.5 without quotes",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = true",
            "not true or false, write a number such as 3",
        ),
        (
            "threshold = \"8\"\n[topics.terms.ru]\n\"газ\" = 3",
            "write 8 without quotes",
        ),
        (
            "building_block = \"yes\"\n[topics.terms.ru]\n\"газ\" = 3",
            "write true without quotes",
        ),
        (
            "includes = \"y\"\n[topics.terms.ru]\n\"газ\" = 3",
            "must be an array, not a text, write [\"y\"]",
        ),
        (
            "name = 3\n[topics.terms.ru]\n\"газ\" = 3",
            "must be a text in quotes, not a number, write \"3\"",
        ),
        (
            "combos = 3\n[topics.terms.ru]\n\"газ\" = 3",
            "double brackets, not as a number, write `[[topics.combos]]`",
        ),
        (
            "[topics.terms.ru]\n\"га\u{ad}з\" = 3",
            "an invisible character",
        ),
        (
            "[topics.terms.ru]\n\"=газ =нефть\" = 3",
            "a `=` before a word within it",
        ),
        (
            "[topics.terms.ru]\n\"*газ\" = 3",
            "`*` that is not at the end",
        ),
    ] {
        check(&format!("{TOPIC}{rules}\n"), expected);
    }
}

#[test]
fn circles_show_their_path_once() {
    let topic = format!("{TOPIC}[topics.terms.any]\n\"@a\" = 3\n");
    check(
        &format!("[lists]\na = [\"@b\"]\nb = [\"x\", \"@a\"]\n{topic}"),
        "topics.toml:3:11: list `a` names itself: a → b → a, take `@a` out of `b`",
    );
    check(
        &format!("[lists]\na = [\"@b\"]\nb = [\"@c\"]\nc = [\"@b\"]\n{topic}"),
        "list `b` names itself: b → c → b",
    );
    let topic = |slug: &str, includes: &str| {
        format!("[[topics]]\nslug = \"{slug}\"\nincludes = [\"{includes}\"]\n")
    };
    check(
        &[topic("a", "b"), topic("b", "c"), topic("c", "a")].concat(),
        "topics.toml:9:13: topic `c` includes itself: a → b → c → a, take `a` out of its `includes`",
    );
}

#[test]
fn lists_of_lists_of_lists_take_no_time() {
    let mut rules = String::from("[lists]\na0 = [\"x\"]\n");
    for number in 1..2_000 {
        let below = number - 1;
        rules += &format!("a{number} = [\"@a{below}\", \"@a{below}\"]\n");
    }
    rules += &format!("{TOPIC}[topics.terms.any]\n\"@a1999\" = 3\n");
    assert_eq!(mistakes(&rules), Vec::<String>::new());
}

#[test]
fn a_long_file_for_something_else_is_told_in_bounded_time() {
    let settings: String = (0..100_000)
        .map(|number| format!("setting_{number} = {number}\n"))
        .collect();
    assert_eq!(mistakes(&settings).len(), 1000);
    let zeros: String = (0..50_000)
        .map(|number| format!("\"word {number}\" = 0\n"))
        .collect();
    let rules = format!("{TOPIC}[topics.terms.en]\n{zeros}");
    assert_eq!(mistakes(&rules).len(), 1000);
}

#[test]
fn a_regular_expression_is_told_as_terms_wherever_it_stands() {
    for (rules, expected) in [
        (
            "[topics.terms.ru]\n'\\bгаз\\b' = 3",
            "topic `x`: term `\\bгаз\\b` looks like a regular expression, which a term is not, write \"газ\"",
        ),
        (
            "[topics.terms.ru]\n\"\\bгаз\\b\" = 3",
            "term `\\bгаз\\b` looks like",
        ),
        (
            "[topics.terms.ru]\n\"(газ|нефть)\" = 3",
            "write \"газ\" and \"нефть\" as terms of their own",
        ),
        (
            "[topics.terms.ru]\n\".*\" = 3",
            "every form of a word matches by itself",
        ),
        (
            "[topics.terms.ru]\n\"га[зс]\" = 3",
            "write \"газ\" and \"гас\"",
        ),
        (
            "[topics.terms.en]\n\"wor?d\" = 3",
            "write \"word\" and \"wod\"",
        ),
        (
            "[topics.terms.en]\n\"^a$\" = 3",
            "write \"=a\" for exactly this form",
        ),
        (
            "[topics.terms.en]\n\"/gas/i\" = 3",
            "write \"gas\": a term is whole words",
        ),
        (
            "[[topics.combos]]\npoints = 3\nall = [[\"oil.*\"], [\"gas\"]]",
            "topic `x`: combo 1: term `oil.*` looks like",
        ),
    ] {
        check(&format!("{TOPIC}{rules}\n"), expected);
    }
}

#[test]
fn lists_are_checked_even_when_nobody_uses_them() {
    let topic = format!("{TOPIC}[topics.terms.ru]\n\"газ\" = 3\n");
    for (lists, expected) in [
        ("[lists]\na = [\"@a\"]\n", "list `a` names itself"),
        ("[lists]\na = []\n", "list `a` is empty"),
        (
            "[lists]\na = 3\n",
            "must be an array of words or a table of languages",
        ),
        (
            "[lists]\nab = [\"x\"]\nb = [\"@abc\"]\n",
            "list `b`: unknown list `@abc`, did you mean `ab`?",
        ),
        (
            "[lists.a]\nru = [\"(x)\"]\n",
            "list `a`: term `(x)` looks like a regular expression",
        ),
        (
            "[lists.a]\nxx = [\"x\"]\n",
            "list `a`: unknown language `xx`",
        ),
    ] {
        check(&format!("{lists}{topic}"), expected);
    }
}

#[test]
fn all_mistakes_come_at_once_in_the_order_of_the_file() {
    let found = mistakes(
        "[[topics]]\nslug = \"A b\"\nnme = \"A\"\n[topics.terms.ru]\n\"газ\" = 0\n\"\" = 1\n[[topics]]\n[topics.terms.en]\n\"gas\" = true\n",
    );
    let lines: Vec<&str> = found
        .iter()
        .map(|mistake| &mistake["topics.toml:".len()..][..1])
        .collect();
    assert_eq!(lines, ["2", "3", "5", "6", "7", "9"], "{found:#?}");
}

#[test]
fn broken_toml_and_an_empty_file_are_mistakes_too() {
    assert!(mistakes("[[topics]\nslug = 1")[0].starts_with("topics.toml:1:"));
    check("", "no `[[topics]]` in the file");
    check("topics = 3", "must be written with double brackets");
    check(
        &format!("{TOPIC}[topics.terms.ru]\n\"газ\" = 1\n{TOPIC}[topics.terms.ru]\n\"газ\" = 1\n"),
        "topic `x` is there twice",
    );
}

#[test]
fn a_failing_example_names_topic_example_score_and_evidence() {
    let rules = format!(
        "{TOPIC}[topics.terms.ru]\n\"базовая ставка\" = 4\n\n[[topics.examples]]\ntext = \"Нацбанк повысил базовую ставку\"\ntagged = true\n"
    );
    let failures = Topics::load(&rules, "topics.toml").unwrap_err();
    assert_eq!(
        failures[0].to_string(),
        "topics.toml:6:1: topic `x`: example \"Нацбанк повысил базовую ставку\" must be tagged and is not: \
         score 8 of 10 (title \"базовую ставку\" 8); missing: 2 more points"
    );
}

#[test]
fn a_topic_builds_on_another() {
    let rules = "[[topics]]\nslug = \"base\"\nbuilding_block = true\n[topics.terms.ru]\n\"газ\" = 5\n\
                 [[topics]]\nslug = \"x\"\nincludes = [\"base\"]\n[topics.terms.ru]\n\"нефть\" = 5\n\
                 [[topics.examples]]\ntext = \"Газ и нефть\"\ntagged = true\n";
    let topics = Topics::load(rules, "topics.toml").unwrap();
    assert_eq!(topics.list().len(), 1);
}

#[test]
fn the_hash_follows_what_decides_and_nothing_else() {
    let hash = |rules: &str| {
        Topics::load(rules, "x").unwrap().list()[0]
            .rules_hash
            .clone()
    };
    let plain = hash("[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"gas\" = 5\n\"oil\" = 6\n");
    let moved = hash(
        "# words\n[[topics]]\nslug = \"x\"\nname = \"X\"\n[topics.terms.en]\n\"oil\" = 6\n\"gas\" = 5\n[[topics.examples]]\ntext = \"tea\"\ntagged = false\n",
    );
    let changed = hash("[[topics]]\nslug = \"x\"\n[topics.terms.en]\n\"gas\" = 5\n\"oil\" = 7\n");
    assert_eq!(plain, moved);
    assert_ne!(plain, changed);
    assert_eq!(plain.len(), 16);
    let list = |words: &str| {
        hash(&format!(
            "[lists]\na = [{words}]\n[[topics]]\nslug = \"x\"\n[topics.terms.any]\n\"@a\" = 5\n"
        ))
    };
    assert_ne!(list("\"gas\""), list("\"gas\", \"oil\""));
}

#[test]
fn many_unknown_names_end_with_the_first_thousand() {
    let lists: String = (0..1_000)
        .map(|number| format!("list{number} = [\"x\"]\n"))
        .collect();
    let unknown: String = (0..20_000)
        .map(|number| format!("\"@unknown{number}\" = 3\n"))
        .collect();
    let rules = format!("[lists]\n{lists}{TOPIC}[topics.terms.any]\n{unknown}");
    let found = mistakes(&rules);
    assert_eq!(found.len(), 1000);
    assert!(
        found[999].contains("unknown list `@unknown999`"),
        "{}",
        found[999]
    );
    let long = "a".repeat(30_000);
    check(
        &format!("[lists]\nb{long} = [\"x\"]\n{TOPIC}[topics.terms.any]\n\"@{long}\" = 3\n"),
        "unknown list `@aaa",
    );
    let includes: String = (0..20_000)
        .map(|number| format!("\"u{number}\", "))
        .collect();
    let others: String = (0..100)
        .map(|number| format!("[[topics]]\nslug = \"t{number}\"\n[topics.terms.en]\n\"x\" = 1\n"))
        .collect();
    let found = mistakes(&format!("{TOPIC}includes = [{includes}]\n{others}"));
    assert_eq!(found.len(), 1000);
}

#[test]
fn more_words_than_memory_holds_are_one_mistake() {
    let words: String = (0..20_000)
        .map(|number| format!("\"w{number}\", "))
        .collect();
    let combos = "[[topics.combos]]\npoints = 3\nall = [[\"@big\", \"x\"]]\n".repeat(3_000);
    check(
        &format!("[lists]\nbig = [{words}]\n{TOPIC}{combos}"),
        "topic `x`: combo 250: with `@big` all topics together have more than 5000000 words, lists and included topics, use it in fewer places",
    );
    let chain: String = (0..4_000)
        .map(|number| {
            let next = number + 1;
            let includes = if next < 4_000 {
                format!("includes = [\"t{next}\"]\n")
            } else {
                String::new()
            };
            format!(
                "[[topics]]\nslug = \"t{number}\"\n{includes}[topics.terms.en]\n\"w{number}\" = 3\n"
            )
        })
        .collect();
    check(
        &chain,
        "with `includes` all topics together have more than 5000000 words, lists and included topics",
    );
}

#[test]
fn a_list_that_many_topics_use_is_shared() {
    let words: String = (0..1_000)
        .map(|number| format!("\"w{number}\", "))
        .collect();
    let topics: String = (0..1_000)
        .map(|number| {
            format!(
                "[[topics]]\nslug = \"t{number}\"\n[topics.terms.any]\n\"@big\" = 3\n[topics.require]\nany = [\"@big\"]\n"
            )
        })
        .collect();
    let read = read(&format!("[lists]\nbig = [{words}]\n{topics}"), "x.toml").unwrap();
    let (first, last) = (&read.topics[0], &read.topics[999]);
    assert_eq!(last.terms[0].phrases.len(), 1_000);
    assert!(std::sync::Arc::ptr_eq(
        &first.terms[0].phrases,
        &last.terms[0].phrases
    ));
    assert!(std::sync::Arc::ptr_eq(
        &first.require[0].group.phrases,
        &last.require[0].group.phrases
    ));
}

#[test]
fn a_number_out_of_range_is_told_as_one() {
    for (rules, expected) in [
        (
            "threshold = 1e9\n[topics.terms.ru]\n\"газ\" = 3",
            "topic `x`: `threshold` is out of range, write a number such as 10",
        ),
        (
            "threshold = nan\n[topics.terms.ru]\n\"газ\" = 3",
            "`threshold` is out of range",
        ),
        (
            "title_factor = 1e7\n[topics.terms.ru]\n\"газ\" = 3",
            "`title_factor` is out of range, write a number such as 2",
        ),
        (
            "[topics.terms.ru]\n\"газ\" = inf",
            "the weight of `газ` is out of range, write a number such as 3",
        ),
    ] {
        check(&format!("{TOPIC}{rules}\n"), expected);
    }
}

#[test]
fn an_example_has_one_headline_and_the_code_of_a_language() {
    let terms = "[topics.terms.ru]\n\"газ\" = 3\n[[topics.examples]]\ntagged = false\n";
    for (example, expected) in [
        (
            "text = \"газ\"\ntitle = \"нефть\"",
            "topics.toml:8:9: topic `x`: example 1: `text` and `title` are one thing, keep one of them",
        ),
        (
            "title = 5",
            "example 1: `title` must be a text in quotes, not a number",
        ),
        (
            "text = \"газ\"\nlanguage = \"English\"",
            "topics.toml:8:12: topic `x`: example 1: `language`: `English` is no code of a language, write `en`, `ru` or `kk`",
        ),
    ] {
        check(&format!("{TOPIC}{terms}{example}\n"), expected);
    }
    let rules = format!("{TOPIC}{terms}text = \"Tee\"\nlanguage = \"DE\"\n");
    let read = read(&rules, "x.toml").unwrap();
    assert_eq!(read.topics[0].examples[0].language.as_deref(), Some("de"));
}

#[test]
fn what_belongs_below_a_header_is_told_with_the_header() {
    let terms = "[topics.terms.ru]\n\"газ\" = 3\n";
    for (rules, expected) in [
        (
            "topics = [1]\n".to_owned(),
            "topics.toml:1:11: `topics` must be a table, not a number, write it below `[[topics]]`",
        ),
        (
            format!("{TOPIC}combos = [3]\n{terms}"),
            "topic `x`: `combos` must be a table, not a number, write it below `[[topics.combos]]`",
        ),
        (
            format!("{TOPIC}examples = [\"x\"]\n{terms}"),
            "`examples` must be a table, not a text, write it below `[[topics.examples]]`",
        ),
        (
            format!("{TOPIC}require = 3\n{terms}"),
            "topic `x`: `require` must be a table, not a number, write it below `[topics.require]`",
        ),
        (
            format!("{TOPIC}exclude = [\"a\"]\n{terms}"),
            "topic `x`: `exclude` must be a table, not an array, write it below `[topics.exclude]`",
        ),
        (
            format!("{TOPIC}scope = \"en\"\n{terms}"),
            "topic `x`: `scope` must be a table, not a text, write it below `[topics.scope]`",
        ),
        (
            format!("lists = 3\n{TOPIC}{terms}"),
            "`lists` must be a table, not a number, write it below `[lists]`",
        ),
        (
            format!("[lists.a]\nxx = [\"b\"]\n{TOPIC}{terms}"),
            "list `a`: unknown language `xx`",
        ),
    ] {
        check(&rules, expected);
    }
}

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

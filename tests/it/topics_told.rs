//! What an analyst is told: rules with a mistake at start and reload, why an item has a topic or lacks it, names
//! that nothing has.

use std::time::Duration;

use crate::support::daemon::Daemon;
use crate::support::origin::{Origin, Reply};
use crate::support::{Place, rss};

const RULES: &str =
    "[[topics]]\nslug = \"rivers\"\nthreshold = 5\n[topics.terms.en]\n\"river\" = 5\n";

const RIVER: (&str, &str, &str) = (
    "1",
    "The river rises",
    "Water stood high in the villages on Monday.",
);
const LAKE: (&str, &str, &str) = (
    "2",
    "Lake freezes over",
    "Ice has closed the harbour for the winter.",
);

fn config(origin: &Origin, paths: &[&str], schedule: &str) -> String {
    let mut text = String::from(
        "topics_file = \"topics.toml\"\n[store]\npath = \"jarshy.db\"\n\
         [poll]\nallow_private_networks = true\njitter = \"0s\"\n",
    );
    for path in paths {
        text += &format!(
            "[[feeds]]\nurl = \"{}\"\nschedule = \"{schedule}\"\n",
            origin.url(path)
        );
    }
    text
}

/// A feed of two items, polled under these rules.
async fn polled(rules: &str) -> (Origin, Place) {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok(rss(&[RIVER, LAKE])));
    let place = Place::with_config(&config(&origin, &["/feed"], "0 0 1 1 *"));
    place.write("topics.toml", rules);
    place.run(&["poll"]).ok();
    (origin, place)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_starts_with_a_rule_file_that_has_a_mistake() {
    let origin = Origin::start().await;
    let place = Place::with_config(&config(&origin, &["/feed"], "* * * * * *"));
    for (rules, says) in [
        (
            RULES.replace("\"river\"", "river rise"),
            "topics.toml:5:1: topic `rivers`: `river rise` has a blank and stands without quotes, write `\"river rise\" = 5`",
        ),
        (
            RULES.replace("= 5\n[", "= 5\nnme = 3\n["),
            "topics.toml:4:1: topic `rivers`: unknown key `nme`, did you mean `name`?",
        ),
        (
            RULES.replace("\"river\"", "\"*\""),
            "topics.toml:5:1: topic `rivers`: term `*` has a word of a `*` alone",
        ),
        (
            format!("{RULES}[[topics.examples]]\ntext = \"Lake\"\ntagged = true\n"),
            "example \"Lake\" must be tagged and is not",
        ),
    ] {
        place.write("topics.toml", rules);
        for command in ["run", "poll", "check"] {
            place.run(&[command]).failed(2, says);
        }
        place
            .run(&["topics", "try", "topics.toml"])
            .failed(2, says.trim_start_matches("topics.toml"));
    }
    assert!(!place.store().exists());
    assert_eq!(origin.requests().len(), 0);
    place.write("topics.toml", b"\xff\xfe[\0[\0t\0");
    place
        .run(&["topics", "try", "topics.toml"])
        .failed(2, "topics.toml:1:1: this is not UTF-8 text");
}

#[tokio::test]
async fn a_reload_with_a_mistake_in_the_rules_keeps_the_old_ones() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok(rss(&[LAKE])));
    let place = Place::with_config(&config(&origin, &["/feed"], "* * * * * *"));
    place.write("topics.toml", RULES);
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 1).await;
    place.write(
        "topics.toml",
        RULES.replace("\"river\" = 5", "\"lake\" = 5,"),
    );
    daemon.signal("HUP");
    let said = daemon.notified("STATUS=reload refused").await;
    assert!(said.contains("READY=1"), "{said}");
    origin.at("/feed", Reply::ok(rss(&[LAKE, RIVER])));
    let requests = origin.requests_for("/feed").len();
    origin.requested("/feed", requests + 2).await;
    let ended = daemon.stop().await;
    for says in [
        "topics.toml:5:11: topic `rivers`: `,` stands behind the value, write `\"lake\" = 5`",
        "reload refused, the old config stays in force",
    ] {
        assert!(ended.log.contains(says), "{}", ended.log);
    }
    assert_eq!(
        place.sql("select i.title from item_topics t join items i on i.id = t.item_id"),
        [RIVER.1]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_between_a_retag_and_the_reload_is_tagged_by_the_new_rules() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok(rss(&[RIVER])));
    let place = Place::with_config(&config(&origin, &["/feed"], "* * * * * *"));
    place.write("topics.toml", RULES);
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 1).await;
    place.write(
        "topics.toml",
        RULES.replace("\"river\" = 5", "\"lake\" = 5"),
    );
    place.run(&["topics", "retag"]).ok();
    origin.at("/feed", Reply::ok(rss(&[LAKE, RIVER])));
    let requests = origin.requests_for("/feed").len();
    origin.requested("/feed", requests + 2).await;
    daemon.signal("HUP");
    daemon.logged("changed rules applied").await;
    daemon.stop().await;
    assert_eq!(
        place.sql("select i.title from item_topics t join items i on i.id = t.item_id"),
        [LAKE.1]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_outlasts_a_reload_is_tagged_by_the_new_rules() {
    let origin = Origin::start().await;
    let document = rss(&[RIVER, LAKE]);
    let slowly = Reply::status(200)
        .header("Content-Type", "application/rss+xml")
        .announcing(document.len())
        .drip(document, Duration::from_millis(3));
    origin.at("/feed", slowly);
    let place = Place::with_config(&config(&origin, &["/feed"], "0 0 1 1 *"));
    place.write("topics.toml", RULES);
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 1).await;
    place.write(
        "topics.toml",
        RULES.replace("\"river\" = 5", "\"lake\" = 5"),
    );
    daemon.signal("HUP");
    daemon.notified("STATUS=reloaded").await;
    daemon.stop().await;
    assert_eq!(
        place.sql("select i.title from item_topics t join items i on i.id = t.item_id"),
        [LAKE.1]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn retagging_since_a_time_leaves_older_items_as_they_are() {
    let (_origin, place) = polled(RULES).await;
    place.sql(
        "update items set first_seen_at = '2020-01-01T00:00:00Z' where title like 'The river%'",
    );
    place.write(
        "topics.toml",
        RULES.replace("\"river\" = 5", "\"lake\" = 5"),
    );
    let told = place
        .run(&["topics", "retag", "--since", "30d"])
        .ok()
        .stdout;
    assert!(told.contains("rivers: added 1, removed 0"), "{told}");
    let titles = "select i.title from item_topics t join items i on i.id = t.item_id order by 1";
    assert_eq!(place.sql(titles), [LAKE.1, RIVER.1]);
    let told = place.run(&["topics"]).ok().stdout;
    assert!(told.contains("rivers"), "{told}");
    place.run(&["topics", "retag"]).ok();
    assert_eq!(place.sql(titles), [LAKE.1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_evidence_of_a_huge_text_is_bounded() {
    let origin = Origin::start().await;
    let words: String = (0..80_000).map(|n| format!("river bank{n} ")).collect();
    let phrase = format!("old {}river", " \u{301}".repeat(2_000));
    let text = format!("{phrase}. {words}");
    assert!(text.len() > 1_000_000);
    origin.at("/feed", Reply::ok(rss(&[("1", "The river", &text)])));
    let place = Place::with_config(&config(&origin, &["/feed"], "0 0 1 1 *"));
    let mut rules = RULES.replace("threshold = 5", "threshold = 5\nmax_per_term = 1000");
    rules += "\"old river\" = 5\n\"bank*\" = 1\n";
    place.write("topics.toml", rules);
    place.run(&["poll"]).ok();
    let kept = place.sql("select json_array_length(evidence), length(evidence) from item_topics");
    let [row] = &kept[..] else {
        panic!("{kept:?}");
    };
    let (pieces, length) = row.split_once('|').unwrap();
    assert!(pieces.parse::<usize>().unwrap() <= 20, "{row}");
    assert!(length.parse::<usize>().unwrap() <= 10_000, "{row}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_restricts_what_a_poll_tags() {
    let origin = Origin::start().await;
    let english = rss(&[RIVER]).replace("<channel>", "<channel><language>en</language>");
    let german = rss(&[(
        "9",
        "Der river steigt",
        "Das Wasser und der river sind zu hoch.",
    )])
    .replace("<channel>", "<channel><language>de</language>")
    .replace("news.example", "zeitung.example");
    origin.at("/one", Reply::ok(english));
    origin.at("/two", Reply::ok(german));
    let place = Place::with_config(&config(&origin, &["/one", "/two"], "0 0 1 1 *"));
    let topic = |slug: &str, scope: &str| {
        format!(
            "[[topics]]\nslug = \"{slug}\"\nthreshold = 5\n[topics.terms.any]\n\"river\" = 5\n\
             [topics.scope]\n{scope}\n"
        )
    };
    place.write(
        "topics.toml",
        [
            topic("feed", &format!("feeds = [\"{}\"]", origin.url("/one"))),
            topic("feeds", &format!("feeds = [\"{}*\"]", origin.url("/"))),
            topic("language", "languages = [\"de\"]"),
            topic("publisher", "publishers = [\"example\"]"),
            topic(
                "nobody",
                "publishers = [\"127.0.0.1\", \"s.example\", \"elsewhere.example\"]",
            ),
            topic(
                "both",
                &format!("languages = [\"de\"]\nfeeds = [\"{}\"]", origin.url("/one")),
            ),
        ]
        .concat(),
    );
    place.run(&["poll"]).ok();
    let tagged = |title: &str| {
        place.sql(&format!(
            "select t.topic from item_topics t join items i on i.id = t.item_id where i.title = '{title}' order by 1"
        ))
    };
    assert_eq!(tagged(RIVER.1), ["feed", "feeds", "publisher"]);
    assert_eq!(
        tagged("Der river steigt"),
        ["feeds", "language", "publisher"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn show_says_what_keeps_a_topic_from_an_item_or_gave_it() {
    let topic = |slug: &str, more: &str| {
        format!(
            "[[topics]]\nslug = \"{slug}\"\nthreshold = 5\n[topics.terms.en]\n\"river\" = 5\n{more}\n"
        )
    };
    let rules = [
        topic("rivers", ""),
        topic("high", "").replace("threshold = 5", "threshold = 30"),
        topic("excluded", "[topics.exclude]\nany = [\"water\"]"),
        topic(
            "required",
            "[topics.require]\nany = [\"lake\", \"sea\"]\nwithin = \"lead\"",
        ),
        topic("scoped", "[topics.scope]\nlanguages = [\"kk\"]"),
    ]
    .concat();
    let (_origin, place) = polled(&rules).await;
    let (river, lake) = (place.item(RIVER.1), place.item(LAKE.1));
    let why = |item: &str, topic: &str| {
        let told = place.run(&["show", item, "--why", topic]).ok().stdout;
        let json = place
            .run(&["show", item, "--why", topic, "--format", "json"])
            .ok()
            .stdout;
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        told
    };
    for (topic, first, says) in [
        ("rivers", "rivers: yes, 10 of 5 points", "For it"),
        ("high", "high: no, 10 of 30 points", "  20 more points"),
        (
            "excluded",
            "excluded: no, 10 of 5 points",
            "  nothing of `exclude`, which found \"Water\"",
        ),
        (
            "required",
            "required: no, 10 of 5 points",
            "  required in title, summary or lead: one of lake, sea",
        ),
        (
            "scoped",
            "scoped: no, 10 of 5 points",
            "  the topic's `scope` leaves this item out",
        ),
    ] {
        let told = why(&river, topic);
        assert!(told.starts_with(first) && told.contains(says), "{told}");
        assert!(!told.contains("The stored item"), "{told}");
    }
    let lacks = why(&lake, "rivers");
    assert!(lacks.starts_with("rivers: no, 0 of 5 points"), "{lacks}");
    assert!(lacks.contains("  5 more points"), "{lacks}");

    place.run(&["topics", "tag", &lake, "rivers", "yes"]).ok();
    place.run(&["topics", "tag", &river, "rivers", "no"]).ok();
    let by_hand = why(&lake, "rivers");
    assert!(by_hand.starts_with("rivers: no, 0 of 5"), "{by_hand}");
    let forget = format!(
        "The stored item has it by hand; `jarshy topics tag {lake} rivers forget` lets the rules decide."
    );
    assert!(by_hand.contains(&forget), "{by_hand}");
    let denied = why(&river, "rivers");
    assert!(denied.starts_with("rivers: yes, 10 of 5"), "{denied}");
    assert!(
        denied.contains("The stored item lacks it by hand; "),
        "{denied}"
    );

    place.write("topics.toml", topic("high", ""));
    let changed = why(&river, "high");
    assert!(
        changed.contains("The stored item lacks it by earlier rules; `jarshy topics retag`"),
        "{changed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn show_says_when_a_topic_came_with_the_story() {
    let origin = Origin::start().await;
    let title = "Minister opens the new water gate at the upper reservoir";
    let text = "The river will be held back from Monday. Engineers closed the gate in the presence of the \
        minister, and farmers below the dam were told to expect less water until the snow melts in spring.";
    origin.at("/full", Reply::ok(rss(&[("1", title, text)])));
    let bare = rss(&[("7", title, "")]).replace("news.example", "paper.example");
    origin.at("/bare", Reply::ok(bare));
    let place = Place::with_config(&config(&origin, &["/full", "/bare"], "0 0 1 1 *"));
    place.write("topics.toml", RULES);
    place.run(&["poll"]).ok();
    let full = place.sql("select id from items where text <> ''").remove(0);
    let copy = place.sql("select id from items where text = ''").remove(0);
    let told = place.run(&["show", &copy, "--why", "rivers"]).ok().stdout;
    assert!(told.starts_with("rivers: no, 0 of 5 points"), "{told}");
    let by_story =
        format!("The stored item has it by its story, from item {full} of the same story.");
    assert!(told.contains(&by_story), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_is_named_with_the_nearest() {
    let (_origin, place) = polled(RULES).await;
    let river = place.item(RIVER.1);
    for (args, code, says) in [
        (
            &["topics", "tag", "99999", "rivers", "yes"][..],
            1,
            "there is no item 99999; `jarshy items` lists ids",
        ),
        (
            &["topics", "tag", &river, "river", "yes"],
            2,
            "there is no topic \"river\"; did you mean \"rivers\"? (the store knows rivers)",
        ),
        (
            &["topics", "tag", &river, "river", "forget"],
            2,
            "there is no topic \"river\"; did you mean \"rivers\"?",
        ),
        (
            &["topics", "tag", "99999", "nosuch", "yes"],
            2,
            "there is no item 99999, and there is no topic \"nosuch\"; the store knows rivers",
        ),
        (
            &["show", "99999", "--why", "x"],
            1,
            "there is no item 99999; `jarshy items` lists ids",
        ),
        (
            &["show", &river, "--why", "Rivers"],
            2,
            "the rules have no topic \"Rivers\"; did you mean \"rivers\"? (they have rivers)",
        ),
        (
            &["topics", "terms", "nosuch"],
            2,
            "the rules have no topic \"nosuch\"; they have rivers",
        ),
        (
            &["topics", "retag", "--topic", "rivers2"],
            2,
            "the rules have no topic \"rivers2\"; did you mean \"rivers\"?",
        ),
        (
            &["items", "--topic", "river"],
            2,
            "there is no topic \"river\"; did you mean \"rivers\"?",
        ),
    ] {
        let ran = place.run(args).failed(code, says);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
    assert_eq!(place.sql("select count(*) from manual_topics"), ["0"]);
}

#[test]
fn a_test_tells_of_labels_that_nothing_can_have_and_of_none_at_all() {
    let place = Place::new();
    place.write(
        "rules.toml",
        "[[topics]]\nslug = \"rivers\"\n[topics.terms.any]\n\"river\" = 10\n\
         [[topics]]\nslug = \"lakes\"\n[topics.terms.any]\n\"lake\" = 10\n",
    );
    let line = |id: &str, topics: &str| {
        format!("{{\"id\": {id}, \"lang\": null, \"title\": \"A river\", \"topics\": {topics}}}\n")
    };
    let test = |labelled: String, format: &str| {
        place.write("l.jsonl", labelled);
        let rules = ["topics", "test", "l.jsonl", "--rules", "rules.toml"];
        place.run(&[&rules[..], &["--format", format]].concat())
    };
    let labelled = format!("\u{feff}{}", line("1", "[\"rivers\", \"river\"]"));
    let told = test(labelled.clone(), "table").ok();
    assert!(told.stdout.contains("macro-F1 1.000"), "{}", told.stdout);
    let lakes = told.stdout.lines().find(|line| line.contains("lakes"));
    assert!(
        lakes.is_some_and(|line| line.contains(" - ")),
        "{}",
        told.stdout
    );
    assert!(
        told.stderr
            .contains("no topic \"river\"; did you mean \"rivers\"?"),
        "{}",
        told.stderr
    );
    let scores: serde_json::Value =
        serde_json::from_str(&test(labelled, "json").ok().stdout).unwrap();
    assert_eq!(scores["topics"][1]["f1"], serde_json::Value::Null);
    assert_eq!(scores["macro_f1"], 1.0);
    test(line("\"x\"", "[]"), "table").failed(1, "no item of l.jsonl has a label");
    test(String::new(), "table").failed(1, "no item of l.jsonl has a label");
    test(line("[]", "[]"), "table").failed(2, "neither a text nor a number");
}

//! Tags over time: rules that change, and a person's word.

use crate::support::origin::{Origin, Reply};
use crate::support::{Place, rss};

const RULES: &str = r#"
[[topics]]
slug = "rivers"
name = "Rivers"
threshold = 5

[topics.terms.en]
"river" = 5
"#;

/// A feed of three items, one of them about a river, under these rules.
async fn polled(origin: &Origin, rules: &str) -> Place {
    let items = [
        (
            "1",
            "The river rises",
            "Water stood high in the villages on Monday.",
        ),
        (
            "2",
            "Lake freezes over",
            "Ice has closed the harbour for the winter.",
        ),
        (
            "3",
            "Parliament meets",
            "It will vote on the budget on Thursday.",
        ),
    ];
    origin.at("/feed", Reply::ok(rss(&items)));
    let place = Place::with_config(&format!(
        "topics_file = \"topics.toml\"\n[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\n\
         [[feeds]]\nurl = \"{}\"\n",
        origin.url("/feed")
    ));
    place.write("topics.toml", rules);
    place.run(&["poll"]).ok();
    place
}

fn tags(place: &Place) -> Vec<String> {
    place.sql("select item_id, topic, origin from item_topics order by 1, 2")
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_rules_reach_what_is_stored() {
    let origin = Origin::start().await;
    let place = polled(&origin, RULES).await;
    let (river, lake) = (
        place.item("The river rises"),
        place.item("Lake freezes over"),
    );
    assert_eq!(tags(&place), [format!("{river}|rivers|rule")]);

    place.write(
        "topics.toml",
        RULES.replace("\"river\" = 5", "\"lake\" = 5"),
    );
    let told = place.run(&["topics", "retag", "--dry-run"]).ok().stdout;
    assert!(
        told.contains("rivers: would add 1, would remove 1"),
        "{told}"
    );
    assert_eq!(tags(&place), [format!("{river}|rivers|rule")]);

    place.run(&["topics", "retag"]).ok();
    assert_eq!(tags(&place), [format!("{lake}|rivers|rule")]);
    assert_eq!(
        place.sql("select count(*) from item_topics it join topics t on t.slug = it.topic where it.rules_hash <> t.rules_hash"),
        ["0"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_word_wins_over_the_rules_and_stays() {
    let origin = Origin::start().await;
    let place = polled(&origin, RULES).await;
    let (river, vote) = (
        place.item("The river rises"),
        place.item("Parliament meets"),
    );
    place.run(&["topics", "tag", &river, "rivers", "no"]).ok();
    place.run(&["topics", "tag", &vote, "rivers", "yes"]).ok();
    let by_hand = [format!("{vote}|rivers|manual")];
    assert_eq!(tags(&place), by_hand);

    let told = place.run(&["topics", "retag"]).ok().stdout;
    assert!(told.contains("rivers: added 0, removed 0"), "{told}");
    assert_eq!(tags(&place), by_hand);

    // What was said counts as labels: the rules are wrong both times, and the lake was not judged.
    let scored = place
        .run(&["topics", "test", "--store", "--format", "json"])
        .ok()
        .stdout;
    let scored: serde_json::Value = serde_json::from_str(&scored).unwrap();
    assert_eq!(scored["items"], 2);
    assert_eq!(scored["topics"][0]["false_positives"], 1);
    assert_eq!(scored["topics"][0]["false_negatives"], 1);
    place.run(&["topics", "test"]).failed(2, "--store");

    // A changed wording is tagged anew, and the word still stands.
    let changed = rss(&[(
        "1",
        "The river rises further",
        "It is a metre above its banks.",
    )]);
    origin.at("/feed", Reply::ok(changed));
    place.run(&["poll"]).ok();
    assert_eq!(place.sql("select count(*) from revisions"), ["1"]);
    assert_eq!(tags(&place), by_hand);

    place
        .run(&["topics", "tag", &river, "rivers", "forget"])
        .ok();
    place
        .run(&["topics", "tag", &vote, "rivers", "forget"])
        .ok();
    assert_eq!(tags(&place), [format!("{river}|rivers|rule")]);
    place
        .run(&["topics", "tag", "99", "rivers", "yes"])
        .failed(1, "there is no item 99");
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_tried_and_their_terms_counted_without_changing_anything() {
    let origin = Origin::start().await;
    let place = polled(&origin, RULES).await;
    place.write(
        "other.toml",
        RULES.replace("\"river\" = 5", "\"lake\" = 5\n\"sea\" = 5"),
    );
    let tried = place
        .run(&["topics", "try", "other.toml", "--format", "ndjson"])
        .ok();
    assert!(tried.stdout.contains("Lake freezes over"), "{tried:?}");
    assert!(
        tried.stderr.contains("1 of 3 items would have a topic"),
        "{tried:?}"
    );
    let before = tags(&place);

    place.write(
        "topics.toml",
        RULES.replace("\"river\" = 5", "\"river\" = 5\n\"sea\" = 5"),
    );
    let terms = place
        .run(&["topics", "terms", "rivers", "--format", "csv"])
        .ok()
        .stdout;
    assert!(terms.contains("river,1,1,"), "{terms}");
    assert!(terms.contains("sea,0,0,"), "{terms}");
    assert_eq!(tags(&place), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_headline_inherits_the_topics_of_the_text_it_copies() {
    let origin = Origin::start().await;
    let title = "Minister opens the new water gate at the upper reservoir";
    let text = "The river will be held back from Monday. Engineers closed the gate in the presence of the \
        minister, and farmers below the dam were told to expect less water until the snow melts in spring.";
    origin.at("/full", Reply::ok(rss(&[("1", title, text)])));
    let bare = rss(&[("7", title, "")]).replace("news.example", "paper.example");
    origin.at("/bare", Reply::ok(bare));
    let place = Place::with_config(&format!(
        "topics_file = \"topics.toml\"\n[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\n\
         [[feeds]]\nurl = \"{}\"\n[[feeds]]\nurl = \"{}\"\n",
        origin.url("/full"),
        origin.url("/bare")
    ));
    place.write("topics.toml", RULES);
    place.run(&["poll"]).ok();
    assert_eq!(
        place.sql("select length(i.text) > 0, t.origin from item_topics t join items i on i.id = t.item_id order by 1"),
        ["0|story", "1|rule"]
    );
    let full = place.sql("select id from items where text <> ''").remove(0);
    assert_eq!(
        place.sql(
            "select json_extract(evidence, '$[0].rule') from item_topics where origin = 'story'"
        ),
        [format!("from item {full} of the same story")]
    );
    let origins = "select origin from item_topics order by 1";
    // What the text loses, its copy loses too, and the other way round.
    for (verdict, expected) in [
        ("no", vec![]),
        ("yes", vec!["manual", "story"]),
        ("forget", vec!["rule", "story"]),
    ] {
        place.run(&["topics", "tag", &full, "rivers", verdict]).ok();
        assert_eq!(place.sql(origins), expected, "{verdict}");
    }
    place.run(&["stories", "split", &full]).ok();
    assert_eq!(place.sql(origins), ["rule"]);
    let copy = place.sql("select id from items where text = ''").remove(0);
    place.run(&["stories", "join", &copy, &full]).ok();
    place.write("topics.toml", RULES.replace("\"river\"", "\"minister\""));
    place.run(&["topics", "retag"]).ok();
    assert_eq!(
        place.sql(origins),
        ["rule", "rule"],
        "its own words are better proof"
    );
    place.write("topics.toml", RULES.replace("\"river\"", "\"nothing\""));
    place.run(&["topics", "retag"]).ok();
    assert_eq!(place.sql(origins), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn check_warns_of_terms_that_hit_too_much_of_what_is_stored() {
    let origin = Origin::start().await;
    let place = polled(&origin, RULES).await;
    let numbers: Vec<String> = (0..30).map(|n| n.to_string()).collect();
    let many: Vec<(&str, &str, &str)> = numbers
        .iter()
        .map(|n| (n.as_str(), n.as_str(), "The river is mentioned in passing."))
        .collect();
    assert_eq!(
        place.run(&["check", "--store"]).ok().stderr,
        "too few items stored to judge the terms by (3, it takes 20)\n"
    );
    origin.at("/feed", Reply::ok(rss(&many)));
    place.run(&["poll"]).ok();
    let warned = place.run(&["check", "--store"]).ok().stderr;
    assert!(
        !warned.contains("too few")
            && warned.contains("topics.toml:")
            && warned.contains("topic `rivers`: `river` hits 3"),
        "{warned}"
    );
    assert_eq!(place.run(&["check"]).ok().stderr, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bare_copy_of_a_story_inherits_and_a_retag_is_final() {
    let origin = Origin::start().await;
    let title = "Minister opens the new water gate at the upper reservoir";
    let text = "The river will be held back from Monday. Engineers closed the gate in the presence of the \
        minister, and farmers below the dam were told to expect less water until the snow melts in spring.";
    let mut config = "topics_file = \"topics.toml\"\n[store]\npath = \"jarshy.db\"\n[poll]\n\
        allow_private_networks = true\n"
        .to_owned();
    for (number, text) in [text, "", "", ""].into_iter().enumerate() {
        let feed =
            rss(&[("1", title, text)]).replace("news.example", &format!("n{number}.example"));
        origin.at(&format!("/{number}"), Reply::ok(feed));
        config.push_str(&format!(
            "[[feeds]]\nurl = \"{}\"\n",
            origin.url(&format!("/{number}"))
        ));
    }
    let place = Place::with_config(&config);
    place.write("topics.toml", RULES);
    place.run(&["poll"]).ok();
    let rows =
        "select t.origin, count(*), min(t.threshold), min(json_extract(t.evidence, '$[0].rule'))
        from item_topics t group by 1 order by 1";
    let full = place.sql("select id from items where text <> ''").remove(0);
    let inherited = [
        "rule|1|5|river".to_owned(),
        format!("story|3|5|from item {full} of the same story"),
    ];
    assert_eq!(place.sql(rows), inherited);
    place.write("topics.toml", RULES.replace("\"river\"", "\"minister\""));
    place.run(&["topics", "retag"]).ok();
    assert_eq!(place.sql(rows), ["rule|4|5|minister"]);
    place.write("topics.toml", RULES);
    for _ in 0..2 {
        place.run(&["topics", "retag"]).ok();
        assert_eq!(place.sql(rows), inherited);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_without_a_text_is_scored_as_a_summary() {
    let origin = Origin::start().await;
    let rules = "[[topics]]\nslug = \"rivers\"\nsummary_factor = 3\nlead_factor = 0\nbody_factor = 0\n\
                 [topics.terms.en]\n\"village\" = 5\n";
    let place = polled(&origin, rules).await;
    let river = place.item("The river rises");
    let stored = "select score, json_extract(evidence, '$[0].field'), json_extract(evidence, '$[0].offset') \
                  from item_topics";
    assert_eq!(place.sql(stored), ["15|summary|24"]);
    place.run(&["topics", "retag"]).ok();
    assert_eq!(place.sql(stored), ["15|summary|24"]);
    for told in [
        place.run(&["show", &river]).ok().stdout,
        place.run(&["show", &river, "--why", "rivers"]).ok().stdout,
    ] {
        assert!(
            told.contains("summary: \"Water stood high in the [villages] on Monday"),
            "{told}"
        );
    }
    place.write(
        "labelled.jsonl",
        r#"{"id": "1", "lang": "en", "title": "It rises", "summary": "Villages wait.", "content": null, "topics": ["rivers"]}"#,
    );
    let tested = place.run(&["topics", "test", "labelled.jsonl"]).ok().stdout;
    assert!(tested.contains("macro-F1 1.000"), "{tested}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_publisher_is_the_items_own_wherever_its_feed_is() {
    let origin = Origin::start().await;
    // The feed is at 127.0.0.1, the items' links are at news.example.
    for (publisher, expected) in [("news.example", 1), ("127.0.0.1", 0)] {
        let rules = format!("{RULES}[topics.scope]\npublishers = [\"{publisher}\"]\n");
        let place = polled(&origin, &rules).await;
        assert_eq!(tags(&place).len(), expected, "{publisher}");
        place.run(&["topics", "retag"]).ok();
        assert_eq!(tags(&place).len(), expected, "{publisher}");
        let river = place.item("The river rises");
        let why = place.run(&["show", &river, "--why", "rivers"]).ok().stdout;
        assert_eq!(why.contains("rivers: yes"), expected == 1, "{why}");
    }
}

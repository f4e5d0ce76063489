//! Near duplicates become one story, by rule and by hand.

use crate::support::origin::{Origin, Reply};
use crate::support::{Place, rss};

const TEXT: &str = "The railway will charge 12 percent more for coal from December, its board decided \
    on Tuesday, citing the price of rails and diesel. Power stations have stocks for fifty days and must \
    not raise prices before spring, the ministry of energy said.";

/// Three outlets: two print the agency's text under headlines of their own, one writes about the weather.
async fn three_outlets(origin: &Origin) -> Place {
    let other = "Snow is expected in the mountains from Thursday, and the pass will be closed to lorries \
        for two days, the road service said.";
    let documents = [
        (
            "/a",
            "agency.example",
            "Coal transport to cost 12 percent more",
            TEXT,
        ),
        (
            "/b",
            "paper.example",
            "Railway raises coal tariff by 12 percent",
            TEXT,
        ),
        (
            "/c",
            "radio.example",
            "Pass closes to lorries for two days",
            other,
        ),
    ];
    let mut config =
        String::from("[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\n");
    for (path, outlet, title, text) in documents {
        let document = rss(&[("1", title, text)]).replace("news.example", outlet);
        origin.at(path, Reply::ok(document));
        config.push_str(&format!("[[feeds]]\nurl = \"{}\"\n", origin.url(path)));
    }
    Place::with_config(&config)
}

fn members(place: &Place) -> Vec<String> {
    place.sql(
        "select s.items, count(*) from stories s join items i on i.story_id = s.id
         group by s.id order by s.id",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_syndicated_text_is_one_story_and_says_by_which_rule() {
    let origin = Origin::start().await;
    let place = three_outlets(&origin).await;
    place.run(&["poll"]).ok();
    assert_eq!(members(&place), ["2|2"]);
    assert_eq!(
        place.sql("select distinct rule, value > 0.5 from story_links"),
        ["text|1"]
    );
    let listed = place.run(&["stories", "--format", "ndjson"]).ok().stdout;
    assert!(listed.contains("\"items\":2"), "{listed}");
    assert_eq!(
        place.sql("select count(*) from items where story_id is null"),
        ["1"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_decides_stays() {
    let origin = Origin::start().await;
    let place = three_outlets(&origin).await;
    place.run(&["poll"]).ok();
    let id = |title: &str| {
        place
            .sql(&format!("select id from items where title like '{title}%'"))
            .remove(0)
    };
    let (agency, paper, weather) = (id("Coal"), id("Railway"), id("Pass"));

    place.run(&["stories", "split", &paper]).ok();
    assert_eq!(members(&place), Vec::<String>::new());
    // A further copy joins the agency's text; the one that was taken out stays alone.
    let copy =
        rss(&[("1", "Coal gets dearer to move", TEXT)]).replace("news.example", "tv.example");
    origin.at("/d", Reply::ok(copy));
    let config = std::fs::read_to_string(place.path("jarshy.toml")).unwrap();
    place.write(
        "jarshy.toml",
        format!("{config}[[feeds]]\nurl = \"{}\"\n", origin.url("/d")),
    );
    place.run(&["poll"]).ok();
    assert_eq!(members(&place), ["2|2"]);
    assert_eq!(
        place.sql(&format!(
            "select story_id is null from items where id = {paper}"
        )),
        ["1"]
    );

    place.run(&["stories", "join", &weather, &agency]).ok();
    assert_eq!(members(&place), ["3|3"]);
    let shown = place.run(&["show", &weather]).ok().stdout;
    let why = format!("joined to item {agency} by hand");
    assert!(shown.contains(&why), "{shown}");
    place
        .run(&["stories", "split", "999"])
        .failed(1, "item 999 is in no story");
    place
        .run(&["stories", "join", "1", "1"])
        .failed(2, "two different items");
    assert_eq!(place.sql("pragma foreign_key_check"), Vec::<String>::new());
}

/// Feeds under these paths, each empty until it is given a document.
fn outlets(origin: &Origin, paths: &[&str]) -> Place {
    let mut config =
        String::from("[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\n");
    for path in paths {
        origin.at(path, Reply::ok(rss(&[])));
        config.push_str(&format!("[[feeds]]\nurl = \"{}\"\n", origin.url(path)));
    }
    Place::with_config(&config)
}

/// One of these feeds now has this one item; all are polled.
fn gives(origin: &Origin, place: &Place, path: &str, outlet: &str, item: (&str, &str, &str)) {
    let document = rss(&[item]).replace("news.example", outlet);
    origin.at(path, Reply::ok(document));
    place.run(&["poll", "--force"]).ok();
}

/// Says nothing of what the text will tell.
const TEASER: (&str, &str, &str) = ("7", "What readers should know this morning", "");
const FULL: (&str, &str, &str) = ("7", "What readers should know this morning", TEXT);
const COPY: (&str, &str, &str) = ("1", "Railway raises coal tariff by 12 percent", TEXT);

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_wording_that_replaced_another_is_found() {
    // The owner revises its teaser, or another feed has the full text for the same address.
    for rewording in ["/owner", "/richer"] {
        let origin = Origin::start().await;
        let place = outlets(&origin, &["/owner", "/richer", "/copy"]);
        gives(&origin, &place, "/owner", "agency.example", TEASER);
        gives(&origin, &place, rewording, "agency.example", FULL);
        assert_eq!(
            place.sql("select count(*), max(length(text)) > 100 from items"),
            ["1|1"],
            "{rewording}"
        );
        gives(&origin, &place, "/copy", "paper.example", COPY);
        assert_eq!(members(&place), ["2|2"], "{rewording}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wording_that_replaced_another_finds_its_copy_unless_a_person_decided() {
    let origin = Origin::start().await;
    let place = outlets(&origin, &["/owner", "/copy"]);
    gives(&origin, &place, "/copy", "paper.example", COPY);
    gives(&origin, &place, "/owner", "agency.example", TEASER);
    assert_eq!(members(&place), Vec::<String>::new());
    gives(&origin, &place, "/owner", "agency.example", FULL);
    assert_eq!(members(&place), ["2|2"]);

    place.run(&["stories", "split", "2"]).ok();
    let longer = format!("{TEXT} Snow is expected in the mountains.");
    let item = (FULL.0, FULL.1, longer.as_str());
    gives(&origin, &place, "/owner", "agency.example", item);
    assert_eq!(place.sql("select count(*) from revisions"), ["2"]);
    assert_eq!(members(&place), Vec::<String>::new());
}

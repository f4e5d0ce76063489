//! A feed over many polls, through `jarshy poll` against a scripted origin: what is sent, what is said,
//! and what the store holds after each step, read with plain SQL.

use std::process::Stdio;

use serde_json::Value;

use crate::support::origin::{Origin, Reply};
use crate::support::{Place, Ran, rss};

const FEED: &str = "/feed";
const ONE: (&str, &str, &str) = ("1", "Parliament meets", "It met on Monday to vote.");
const TWO: (&str, &str, &str) = ("2", "Bridge opens", "The bridge over the river is open.");

/// An origin, and a folder whose config names some of its paths.
struct World {
    origin: Origin,
    place: Place,
}

impl World {
    async fn with(paths: &[&str]) -> World {
        let origin = Origin::start().await;
        let place = Place::with_config(&config(&origin, paths, ""));
        World { origin, place }
    }

    /// A world with the one feed.
    async fn new() -> World {
        World::with(&[FEED]).await
    }

    /// From now on the feed answers so.
    fn answers(&self, reply: Reply) -> &World {
        self.origin.at(FEED, reply);
        self
    }

    /// Polls what may be polled; returns what was said of the one feed.
    #[track_caller]
    fn polls(&self) -> Said {
        only(self.all(&[]))
    }

    /// Polls although something speaks against it.
    #[track_caller]
    fn forces(&self) -> Said {
        only(self.all(&["--force"]))
    }

    /// Polls every feed of the config.
    #[track_caller]
    fn all(&self, more: &[&str]) -> Vec<Said> {
        let ran = self
            .place
            .run(&[&["poll", "--format", "json"], more].concat())
            .ok();
        let rows: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
        let mut said: Vec<Said> = rows.iter().map(Said::of).collect();
        said.sort_by(|one, other| one.url.cmp(&other.url));
        said
    }

    /// The one row of a query.
    #[track_caller]
    fn state(&self, columns: &str) -> String {
        let rows = self.place.sql(&format!("select {columns} from feeds"));
        assert_eq!(rows.len(), 1);
        rows[0].clone()
    }

    fn requests(&self) -> usize {
        self.origin.requests_for(FEED).len()
    }
}

fn config(origin: &Origin, paths: &[&str], of_each: &str) -> String {
    let mut text =
        String::from("[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\n");
    for path in paths {
        let url = origin.url(path);
        text.push_str(&format!("[[feeds]]\nurl = \"{url}\"\n{of_each}\n"));
    }
    text
}

/// What `jarshy poll` said of one feed.
struct Said {
    url: String,
    /// `updated 200, 1 new, 0 changed`.
    outcome: String,
    note: String,
}

impl Said {
    fn of(row: &Value) -> Said {
        Said {
            url: row["url"].as_str().unwrap().to_owned(),
            outcome: format!(
                "{} {}, {} new, {} changed",
                row["outcome"].as_str().unwrap(),
                row["http_status"],
                row["new_items"],
                row["changed_items"]
            ),
            note: row["note"].as_str().unwrap_or_default().to_owned(),
        }
    }

    #[track_caller]
    fn is(&self, outcome: &str) {
        assert_eq!(self.outcome, outcome, "{}", self.note);
    }

    /// It was left alone, for a reason with this in it.
    #[track_caller]
    fn left_alone(&self, because: &str) {
        self.is("skipped null, 0 new, 0 changed");
        assert!(self.note.contains(because), "{}", self.note);
    }

    /// It failed, for a reason with this in it.
    #[track_caller]
    fn failed(&self, because: &str) {
        assert!(self.outcome.starts_with("failed "), "{}", self.outcome);
        assert!(self.note.contains(because), "{}", self.note);
    }
}

#[track_caller]
fn only(mut said: Vec<Said>) -> Said {
    assert_eq!(said.len(), 1);
    said.remove(0)
}

fn news(items: &[(&str, &str, &str)]) -> Reply {
    Reply::ok(rss(items)).header("Content-Type", "application/rss+xml")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn validators_go_back_byte_for_byte() {
    let etag = b"W/\"caf\xe9-1, x\"";
    let world = World::new().await;
    world.answers(
        news(&[ONE])
            .header_bytes("ETag", etag)
            .header("Last-Modified", "Monday, 10-May-21 09:00:00 +0000"),
    );
    world.polls().is("updated 200, 1 new, 0 changed");
    assert_eq!(world.origin.last_request().header("If-None-Match"), None);

    world.answers(Reply::status(304));
    world.polls().is("not_modified 304, 0 new, 0 changed");
    world.polls().is("not_modified 304, 0 new, 0 changed");
    for request in &world.origin.requests()[1..] {
        let sent = request.header("If-None-Match").unwrap();
        let sent: Vec<u8> = sent.chars().map(|c| u8::try_from(c).unwrap()).collect();
        assert_eq!(sent, etag);
        assert_eq!(
            request.header("If-Modified-Since"),
            Some("Monday, 10-May-21 09:00:00 +0000")
        );
    }
    assert_eq!(
        world.state("status, last_status, consecutive_failures, last_success_at = last_polled_at"),
        "active|304|0|1"
    );
    assert_eq!(
        world
            .place
            .sql("select outcome, http_status, entries, new_items from polls order by id"),
        [
            "updated|200|1|1",
            "not_modified|304|0|0",
            "not_modified|304|0|0"
        ]
    );
    assert_eq!(world.place.sql("select count(*) from items"), ["1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_304_may_bring_new_validators() {
    let world = World::new().await;
    world.answers(news(&[ONE]).header("ETag", "\"1\"")).polls();
    world
        .answers(Reply::status(304).header("ETag", "\"2\""))
        .polls()
        .is("not_modified 304, 0 new, 0 changed");
    assert_eq!(world.state("etag"), "\"2\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_changed_wording_is_kept_beside_the_new_one() {
    let world = World::new().await;
    world
        .answers(news(&[ONE]))
        .polls()
        .is("updated 200, 1 new, 0 changed");
    let reworded = (
        "1",
        "Parliament postpones",
        "The vote was put off until Friday.",
    );
    world
        .answers(news(&[reworded, TWO]))
        .polls()
        .is("updated 200, 1 new, 1 changed");
    assert_eq!(
        world.place.sql("select title from items order by id"),
        ["Parliament postpones", "Bridge opens"]
    );
    assert_eq!(
        world
            .place
            .sql("select item_id, title, summary from revisions"),
        ["1|Parliament meets|It met on Monday to vote."]
    );
    let found = |word: &str| {
        let sql = format!("select rowid from items_fts where items_fts match '{word}'");
        world.place.sql(&sql)
    };
    assert_eq!(found("postpones"), ["1"]);
    assert!(
        found("monday").is_empty(),
        "the old wording is no longer found"
    );

    world.polls().is("unchanged 200, 0 new, 0 changed");
    assert_eq!(world.place.sql("select count(*) from revisions"), ["1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_item_that_changes_at_every_poll_is_told_of_as_long_as_the_document_has_it() {
    let world = World::new().await;
    let listed = || -> (u64, String) {
        let json = world.place.run(&["feeds", "--format", "json"]).ok().stdout;
        let rows: Value = serde_json::from_str(&json).unwrap();
        let count = rows[0]["restless_items"].as_u64().unwrap();
        (count, rows[0]["why"].as_str().unwrap().to_owned())
    };
    let keys = || world.place.sql("select sum(length(keys)) from story_keys");
    let mut keys_after = Vec::new();
    for count in 0..=22 {
        if count == 20 {
            assert_eq!(listed().0, 0);
        }
        if matches!(count, 1 | 21) {
            keys_after.push(keys());
        }
        let text = format!("Parliament met. Read {} times so far.", 7_919 * count);
        world.answers(news(&[("1", "Parliament meets", &text), TWO]));
        world.forces();
    }
    assert_eq!(
        world
            .place
            .sql("select count(*), count(distinct item_id) from revisions"),
        ["20|1"]
    );
    // Copies of its kept wordings are found; those that are not kept take no more room.
    assert_ne!(keys_after[0], keys_after[1]);
    assert_eq!(keys(), keys_after[1]);
    let (count, why) = listed();
    assert_eq!(count, 1);
    assert!(
        why.contains("1 of its items keeps changing: its older wordings are no longer kept"),
        "{why}"
    );

    // Moments are stored to the second: the sightings so far are put some time back.
    rusqlite::Connection::open(world.place.store())
        .unwrap()
        .execute_batch("update item_sources set last_seen_at = '2021-05-10T09:00:00Z'")
        .unwrap();
    world.answers(news(&[TWO])).forces();
    let (count, why) = listed();
    assert_eq!(count, 0);
    assert!(!why.contains("changing"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn eyes_see_the_start_of_an_untitled_items_text_and_programs_that_it_has_no_title() {
    let world = World::new().await;
    let long = format!("The pass is closed. {}", "It snows. ".repeat(40));
    world.answers(news(&[ONE, ("2", "", &long)])).polls();
    let items = |format: &str| world.place.run(&["items", "--format", format]).ok().stdout;

    let table = items("table");
    let line = table.lines().find(|line| line.contains("The pass is"));
    let line = line.unwrap_or_else(|| panic!("{table}"));
    assert!(line.contains("closed. It snows."), "{line}");
    assert!(line.contains('…') && line.chars().count() < 260, "{line}");
    assert!(!table.contains("It met on Monday"), "{table}");

    let json: Vec<Value> = serde_json::from_str(&items("json")).unwrap();
    let mut titles: Vec<&str> = json
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect();
    titles.sort_unstable();
    assert_eq!(titles, ["", ONE.1]);
    for format in ["ndjson", "csv"] {
        assert!(!items(format).contains("The pass is"), "{format}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_same_bytes_under_another_etag_change_nothing_but_the_etag() {
    let world = World::new().await;
    world.answers(news(&[ONE]).header("ETag", "\"a\"")).polls();
    world
        .answers(news(&[ONE]).header("ETag", "\"b\""))
        .polls()
        .is("unchanged 200, 0 new, 0 changed");
    assert_eq!(world.state("etag, last_modified"), "\"b\"|");
    world.polls();
    assert_eq!(
        world.origin.last_request().header("If-None-Match"),
        Some("\"b\"")
    );
    world.answers(news(&[ONE])).polls();
    assert_eq!(
        world.state("etag"),
        "",
        "an answer without one leaves none behind"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_429_is_obeyed_until_forced() {
    let world = World::new().await;
    world.answers(Reply::status(429).header("Retry-After", "3600"));
    world.polls().failed("429");
    assert_eq!(
        world.state(
            "status, consecutive_failures,
             strftime('%s', not_before) - strftime('%s', last_polled_at) in (3600, 3601)"
        ),
        "failing|1|1"
    );
    world.answers(news(&[ONE]));
    world.polls().left_alone("asked for 1 h by Retry-After");
    assert_eq!(
        world.requests(),
        1,
        "nothing is sent to a feed that is left alone"
    );

    world.forces().is("updated 200, 1 new, 0 changed");
    assert_eq!(
        world.state("status, consecutive_failures, not_before is null"),
        "active|0|1"
    );
    world.polls().is("unchanged 200, 0 new, 0 changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn freshness_is_obeyed_until_forced() {
    let world = World::new().await;
    world
        .answers(news(&[ONE]).header("Cache-Control", "max-age=7200"))
        .polls();
    world.polls().left_alone("max-age");
    world.forces().is("unchanged 200, 0 new, 0 changed");
    assert_eq!(world.requests(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_wish_written_with_blanks_around_it_counts() {
    let world = World::new().await;
    for ttl in [" 120 ", "\n 120\n", "120"] {
        let document = rss(&[ONE]).replacen(
            "<channel>",
            &format!("<channel><ttl>{ttl}</ttl><title>{ttl}</title>"),
            1,
        );
        world.answers(Reply::ok(document)).forces();
        let hint = world.place.sql("select update_hint_seconds from feeds");
        assert_eq!(hint, ["7200"], "{ttl:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn hours_at_which_a_feed_asks_not_to_be_read_are_obeyed_until_forced() {
    let world = World::new().await;
    let hours: String = (0..24).map(|hour| format!("<hour>{hour}</hour>")).collect();
    let skips =
        format!("<channel><skipHours>{hours}</skipHours><skipDays><day>Sunday</day></skipDays>");
    let document = rss(&[ONE]).replacen("<channel>", &skips, 1);
    world
        .answers(Reply::ok(document).conditional("\"1\""))
        .polls();
    world.polls().left_alone("skipHours");
    // An answer without a document does not end it.
    world.forces().is("not_modified 304, 0 new, 0 changed");
    world.polls().left_alone("skipHours");
    assert_eq!(world.requests(), 2);
    assert_eq!(
        world.state("json_array_length(skip_hours), skip_days"),
        "24|[\"Sun\"]"
    );
    let feeds = world.place.run(&["feeds", "--format", "json"]).ok().stdout;
    assert!(
        feeds.contains("the feed asks not to be read before"),
        "{feeds}"
    );
}

/// Entries of a feed that numbers its articles, `count` of them from `newest` down.
fn numbered(newest: u32, count: u32, in_channel: &str) -> String {
    let items: String = (0..count)
        .map(|n| newest - n)
        .map(|n| {
            format!(
                "<item><guid isPermaLink=\"false\">{n}</guid><link>https://news.example/{n}</link>\
                 <title>Article number {n}</title><description>Word{n} and what became of it.</description>\
                 <pubDate>Mon, 10 May 2021 {:02}:{:02}:00 GMT</pubDate></item>",
                n / 60,
                n % 60
            )
        })
        .collect();
    format!(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>News</title>{in_channel}{items}</channel></rss>"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_gap_is_closed_by_the_pages_that_a_feed_names() {
    let next = |page: u32| format!("<atom:link rel=\"next\" href=\"/feed?page={page}\"/>");
    for (generator, second, third) in [
        (next(2), "/feed?page=2", "/feed?page=3"),
        (
            "<generator>https://wordpress.org/?v=6.4</generator>".to_owned(),
            "/feed?paged=2",
            "/feed?paged=3",
        ),
    ] {
        let world = World::new().await;
        let page = |newest: u32, number: u32| match generator.contains("wordpress") {
            true => Reply::ok(numbered(newest, 10, &generator)),
            false => Reply::ok(numbered(newest, 10, &next(number + 1))),
        };
        world.answers(page(110, 1)).polls();
        assert_eq!(world.requests(), 1, "a first document leaves no gap");
        world.answers(page(115, 1)).polls();
        assert_eq!(
            world.origin.requests().len(),
            2,
            "nor does one that overlaps"
        );

        world.answers(page(140, 1));
        world.origin.at(second, page(130, 2));
        world.origin.at(third, page(120, 3));
        world.polls().is("updated 200, 25 new, 0 changed");
        assert_eq!(world.origin.requests().len(), 5);
        let last = "from polls order by id desc limit 1";
        assert_eq!(
            world.place.sql(&format!(
                "select possible_gap, pages, recovered, entries, gap_after, gap_before {last}"
            )),
            ["0|2|15|10|2021-05-10T01:55:00Z|2021-05-10T02:11:00Z"]
        );

        // Pages that do not come leave the gap in the ledger, and one question each.
        world.answers(page(200, 1));
        world.origin.at(second, Reply::status(404));
        world.polls().is("updated 200, 10 new, 0 changed");
        assert_eq!(world.origin.requests().len(), 7);
        assert_eq!(
            world
                .place
                .sql(&format!("select possible_gap, pages, recovered {last}")),
            ["1|0|0"]
        );
        let feeds = world.place.run(&["feeds"]).ok().stdout;
        assert!(feeds.contains("may have been missed"), "{feeds}");

        // The window is the document's own: another full one that shares nothing leaves a gap again.
        world.answers(page(300, 1));
        world.polls().is("updated 200, 10 new, 0 changed");
        assert_eq!(
            world.place.sql(&format!("select possible_gap {last}")),
            ["1"]
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pages_without_end_or_elsewhere_are_not_followed() {
    let world = World::new().await;
    let elsewhere = Origin::start().await;
    let linked = |newest: u32, to: &str| {
        let link = format!("<atom:link rel=\"next\" href=\"{to}\"/>");
        Reply::ok(numbered(newest, 10, &link))
    };
    world.answers(linked(100, "/feed")).polls();
    for (newest, next) in [(200, "/feed".to_owned()), (300, elsewhere.url("/feed"))] {
        world.answers(linked(newest, &next));
        world.polls().is("updated 200, 10 new, 0 changed");
    }
    assert_eq!(world.requests(), 3);
    assert!(elsewhere.requests().is_empty());
    for n in 1..=20 {
        let next = format!("/page{}", n + 1);
        world
            .origin
            .at(&format!("/page{n}"), linked(400 + 10 * n, &next));
    }
    world.answers(linked(350, "/same"));
    world.origin.at("/same", linked(350, "/same/again"));
    world.polls().is("updated 200, 10 new, 0 changed");
    assert!(world.origin.requests_for("/same/again").is_empty());
    world.answers(linked(400, "/page1"));
    world.polls().is("updated 200, 110 new, 0 changed");
    assert_eq!(
        world
            .place
            .sql("select pages from polls order by id desc limit 1"),
        ["10"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_410_ends_polling_until_forced() {
    let world = World::new().await;
    world.answers(news(&[ONE])).polls();
    world.answers(Reply::status(410)).polls().failed("410");
    assert_eq!(world.state("status, next_poll_at is null"), "gone|1");
    world.answers(news(&[ONE, TWO]));
    world.polls().left_alone("gone");
    assert_eq!(world.requests(), 2);
    assert_eq!(world.place.sql("select count(*) from items"), ["1"]);

    world.forces().is("updated 200, 1 new, 0 changed");
    assert_eq!(world.state("status, next_poll_at is null"), "active|0");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn failures_in_a_row_stretch_the_wait_and_a_success_ends_it() {
    let world = World::new().await;
    world.answers(Reply::status(500));
    let mut waits = Vec::new();
    for failures in 1..=5 {
        world.forces().failed("500");
        let state = world.state(
            "consecutive_failures, strftime('%s', not_before) - strftime('%s', last_polled_at)",
        );
        let (counted, wait) = state.split_once('|').unwrap();
        assert_eq!(counted, failures.to_string());
        waits.push(wait.parse::<u32>().unwrap());
    }
    assert!(waits.windows(2).all(|two| two[1] > two[0]), "{waits:?}");
    assert!(waits[4] <= 24 * 3600, "{waits:?}");
    world.polls().left_alone("5th failure in a row");

    world
        .answers(news(&[ONE]))
        .forces()
        .is("updated 200, 1 new, 0 changed");
    assert_eq!(
        world.state("status, consecutive_failures, last_error is null, not_before is null"),
        "active|0|1|1"
    );
    assert_eq!(
        world
            .place
            .sql("select count(*), min(error) from polls where outcome = 'failed'"),
        ["5|HTTP 500, an error on the publisher's side"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_web_page_is_told_from_a_feed() {
    let world = World::new().await;
    let page = "<!doctype html><html><head><title>Sign in</title>\
                <link rel=alternate type=\"application/rss+xml\" href=\"/real.xml\"></head></html>";
    let reply = Reply::ok(page)
        .header("Content-Type", "text/html")
        .header("ETag", "\"page\"");
    let said = world.answers(reply).polls();
    said.failed("a web page (\"Sign in\"), not a feed");
    assert!(
        said.note.contains(&world.origin.url("/real.xml")),
        "{}",
        said.note
    );
    assert_eq!(
        world
            .place
            .sql("select outcome, failure, http_status from polls"),
        ["failed|not_a_feed|200"]
    );
    assert_eq!(world.state("status, etag is null"), "failing|1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn garbage_and_nothing_fail_with_a_reason_and_lose_nothing() {
    let world = World::new().await;
    world
        .answers(news(&[ONE]).header("ETag", "\"good\""))
        .polls();
    for (reply, reason) in [
        (Reply::ok(""), "empty"),
        (Reply::ok((0..=255).collect::<Vec<u8>>()), "not a feed"),
        (Reply::ok("{\"a\": 1}"), "JSON"),
        (Reply::raw("nonsense\r\n\r\n"), "does not answer in HTTP"),
    ] {
        world.answers(reply).forces().failed(reason);
        assert_eq!(world.place.sql("select count(*) from items"), ["1"]);
    }
    world
        .answers(news(&[ONE, TWO]))
        .forces()
        .is("updated 200, 1 new, 0 changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_body_cut_short_leaves_no_validators_behind() {
    let world = World::new().await;
    let whole = rss(&[ONE, TWO]);
    let cut = Reply::status(200)
        .announcing(whole.len())
        .header("ETag", "\"whole\"")
        .body(&whole.as_bytes()[..whole.len() / 2])
        .then_close();
    world.answers(cut).polls().failed("");
    assert_eq!(
        world.state("status, etag is null, last_modified is null"),
        "failing|1|1"
    );

    world.answers(Reply::ok(whole).conditional("\"whole\""));
    world.forces().is("updated 200, 2 new, 0 changed");
    assert_eq!(world.origin.last_request().header("If-None-Match"), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_document_cut_short_in_a_whole_transfer_leaves_no_validators_behind() {
    let world = World::new().await;
    let whole = rss(&[ONE, TWO]);
    let half = whole[..whole.rfind("<item>").unwrap()].to_owned();
    world.answers(Reply::ok(half).conditional("\"whole\""));
    world.polls().is("updated 200, 1 new, 0 changed");
    assert_eq!(world.state("etag is null, body_hash is null"), "1|1");

    // The server's tag has not changed, and what it stands for comes all the same.
    world.answers(Reply::ok(whole).conditional("\"whole\""));
    world.forces().is("updated 200, 1 new, 0 changed");
    assert_eq!(world.state("etag, body_hash is null"), "\"whole\"|0");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn one_article_in_two_feeds_is_one_item_with_two_sources() {
    let world = World::with(&["/a", "/b"]).await;
    world.origin.at("/a", news(&[ONE]));
    let elsewhere = rss(&[ONE]).replace(">1</guid>", ">b-1</guid>").replace(
        "https://news.example/1",
        "http://www.news.example/1?utm_source=b",
    );
    world.origin.at("/b", Reply::ok(elsewhere));
    world.all(&[]);
    assert_eq!(world.place.sql("select count(*) from items"), ["1"]);
    assert_eq!(
        world.place.sql(
            "select f.url like '%/a', s.guid from item_sources s join feeds f on f.id = s.feed_id order by f.url"
        ),
        ["1|1", "0|b-1"]
    );
    let again = world.all(&[]);
    assert!(
        again
            .iter()
            .all(|said| said.outcome.starts_with("unchanged"))
    );
    assert_eq!(world.place.sql("select count(*) from items"), ["1"]);
    assert_eq!(world.place.sql("select count(*) from revisions"), ["0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_history_of_a_new_feed_is_news_where_an_older_one_has_it_as_news() {
    let world = World::with(&["/new", "/old"]).await;
    let dated = |items: &[(&str, &str, &str)]| {
        let today = chrono::Utc::now()
            .format("%a, %d %b %Y %H:%M:%S GMT")
            .to_string();
        Reply::ok(rss(items).replace("Mon, 10 May 2021 09:00:00 GMT", &today))
    };
    world.origin.at("/new", Reply::status(500));
    world.origin.at("/old", dated(&[TWO]));
    world.all(&[]);
    let yesterday = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day')";
    for (table, column) in [("items", "first_seen_at"), ("feeds", "last_success_at")] {
        let set_back = format!(
            "update {table} set {column} = {yesterday} where {column} is not null returning 1"
        );
        world.place.sql(&set_back);
    }
    world.origin.at("/new", dated(&[ONE, TWO]));
    world.all(&["--force", &world.origin.url("/new")]);
    let backfill = "select guid, backfill from items order by guid";
    assert_eq!(world.place.sql(backfill), ["1|1", "2|1"]);
    world.origin.at("/old", dated(&[ONE, TWO]));
    world.all(&["--force", &world.origin.url("/old")]);
    assert_eq!(world.place.sql(backfill), ["1|0", "2|1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_permanent_redirect_is_taken_over_at_the_second_poll() {
    let world = World::new().await;
    world.origin.at("/new", news(&[ONE]));
    world.answers(Reply::redirect(301, "/new"));
    world.polls().is("updated 200, 1 new, 0 changed");
    assert_eq!(world.state("effective_url is null"), "1");
    world.polls().is("unchanged 200, 0 new, 0 changed");
    assert_eq!(world.state("effective_url"), world.origin.url("/new"));
    world.polls();
    assert_eq!(
        world.requests(),
        2,
        "the third poll goes straight to the new place"
    );
    assert_eq!(world.origin.requests_for("/new").len(), 3);
    assert_eq!(world.state("url"), world.origin.url(FEED));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_redirect_that_is_not_permanent_or_leads_to_no_feed_is_not_taken_over() {
    for (status, target) in [
        (302, "/feed2"),
        (307, "/feed2"),
        (301, "/missing"),
        (308, "/page"),
    ] {
        let world = World::new().await;
        world.origin.at("/feed2", news(&[ONE]));
        world
            .origin
            .at("/page", Reply::ok("<html><title>Moved</title></html>"));
        world.answers(Reply::redirect(status, target));
        for _ in 0..3 {
            world.forces();
        }
        assert_eq!(
            world.state("effective_url is null"),
            "1",
            "{status} to {target}"
        );
        assert_eq!(world.requests(), 3, "{status} to {target}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pruned_item_does_not_come_back() {
    let world = World::new().await;
    world.answers(news(&[ONE])).polls();
    let pruned = world
        .place
        .run(&["prune", "--items-before", "2999-01-01"])
        .ok();
    assert!(pruned.stdout.contains("1 item"), "{}", pruned.stdout);
    world
        .answers(news(&[TWO, ONE]))
        .polls()
        .is("updated 200, 1 new, 0 changed");
    assert_eq!(world.place.sql("select title from items"), ["Bridge opens"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pruned_item_does_not_come_back_by_another_feed_but_another_piece_at_its_address_does() {
    let world = World::with(&["/a", "/b"]).await;
    world.origin.at("/a", news(&[ONE]));
    world.origin.at("/b", news(&[TWO]));
    world.all(&[]);
    world
        .place
        .sql("delete from items where guid = '1' returning id");
    let elsewhere = |title: &str, date: &str| {
        let copy = rss(&[ONE, TWO]).replace(">1</guid>", ">b-1</guid>");
        let tracked = "http://www.news.example/1?utm_source=b";
        Reply::ok(
            copy.replace("https://news.example/1", tracked)
                .replace(ONE.1, title)
                .replacen("10 May", date, 1),
        )
    };
    world
        .origin
        .at("/b", elsewhere("Parliament meets again", "10 May"));
    world.all(&[]);
    assert_eq!(world.place.sql("select title from items"), [TWO.1]);
    world.origin.at("/b", elsewhere("Another piece", "11 May"));
    world.all(&[]);
    assert_eq!(world.place.sql("select count(*) from items"), ["2"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_disabled_feed_is_polled_only_when_forced() {
    let world = World::new().await;
    let text = config(&world.origin, &[FEED], "enabled = false");
    world.place.write("jarshy.toml", text);
    world.answers(news(&[ONE]));
    world.polls().left_alone("disabled in the config");
    assert_eq!(world.requests(), 0);
    world.forces().is("updated 200, 1 new, 0 changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_host_that_rests_is_left_alone() {
    let world = World::with(&["/a", "/b"]).await;
    world.origin.at("/a", news(&[ONE]));
    world.origin.at("/b", news(&[TWO]));
    world.all(&[]);
    let db = rusqlite::Connection::open(world.place.store()).unwrap();
    let host = world.origin.address().to_string();
    db.execute(
        "insert into host_holds values (?1, '2999-01-01T00:00:00Z')",
        [host],
    )
    .unwrap();
    for said in world.all(&[]) {
        said.left_alone("not before 2999-01-01T00:00:00Z: its host asked to slow down");
    }
    for said in world.all(&["--force"]) {
        said.is("unchanged 200, 0 new, 0 changed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_host_that_asks_to_slow_down_in_the_middle_is_left_alone_from_then_on() {
    let world = World::with(&[]).await;
    // Through a proxy the host is a public one, whose 429 speaks for all of it.
    let proxy = world.origin.url("/");
    let mut text = format!(
        "[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\nper_host = 1\nproxy = \"{proxy}\"\n"
    );
    for feed in ["a", "b", "c"] {
        let url = format!("http://news.example/{feed}");
        text.push_str(&format!("[[feeds]]\nurl = \"{url}\"\n"));
        let throttled = Reply::status(429).header("Retry-After", "3600");
        world.origin.at(&url, throttled);
    }
    world.place.write("jarshy.toml", text);
    let said = world.all(&[]);
    let (polled, left): (Vec<_>, Vec<_>) = said
        .iter()
        .partition(|said| said.outcome.starts_with("failed"));
    assert_eq!((polled.len(), left.len()), (1, 2));
    for said in left {
        said.left_alone("its host asked to slow down");
    }
    assert_eq!(world.origin.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn only_the_named_feeds_are_polled() {
    let world = World::with(&["/a", "/b"]).await;
    world.origin.at("/a", news(&[ONE]));
    let said = only(world.all(&[&world.origin.url("/a")]));
    said.is("updated 200, 1 new, 0 changed");
    assert!(world.origin.requests_for("/b").is_empty());
    let unknown = world.origin.url("/aa");
    world
        .place
        .run(&["poll", &unknown])
        .failed(2, "is not a feed of the config, did you mean");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_summary_counts_and_names_what_failed() {
    let world = World::with(&["/a", "/b", "/c"]).await;
    world.origin.at("/a", news(&[ONE, TWO]));
    world.origin.at("/b", Reply::status(404));
    world.origin.at("/c", Reply::status(410));
    let first = world.place.run(&["poll"]).ok();
    assert_eq!(
        first.stdout,
        "polled 3 feeds (1 updated, 2 failed); 2 new items, 0 changed\n"
    );
    let failed = format!("failed {}: HTTP 404", world.origin.url("/b"));
    assert!(first.stderr.contains(&failed), "{}", first.stderr);
    assert_eq!(
        first.stderr.lines().count(),
        2,
        "each is told once: {}",
        first.stderr
    );
    let second = world.place.run(&["poll"]).ok();
    assert_eq!(
        second.stdout,
        "polled 1 feed (1 unchanged); 0 new items, 0 changed; 2 feeds left alone, --force polls them too\n"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_interrupt_keeps_what_was_polled() {
    let world = World::with(&["/hang", "/feed"]).await;
    world.origin.at("/hang", Reply::hang());
    world.answers(news(&[ONE]));
    let poll = tokio::process::Command::from(world.place.command(&["poll"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    world.origin.requested("/hang", 1).await;
    world.origin.requested(FEED, 1).await;
    let pid = poll.id().unwrap().to_string();
    std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status()
        .unwrap();
    let ran = Ran::of(poll.wait_with_output().await.unwrap());
    ran.failed(1, "interrupted");
    assert_eq!(
        world.place.sql("select title from items"),
        ["Parliament meets"]
    );
    assert_eq!(
        world
            .place
            .sql("select last_polled_at is null from feeds order by url"),
        ["0", "1"]
    );
}

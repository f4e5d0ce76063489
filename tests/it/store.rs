//! The contract of the store: what is promised of its rows, whoever reads them.

use std::time::Duration;

use jarshy::model::{
    Changes, ContentHash, Decision, Feed, FeedId, FeedState, FeedUrl, Gap, IdentityKey, Item,
    ItemId, Known, Outcome, PollRecord, Previous, RequestSettings, Schedule, Tag, Timestamp,
    TopicInfo, Verdict, parse_time,
};
use jarshy::store::{ItemFilter, Recorded, Recording, Store, StoreError};

use crate::support::{Place, query};

fn feed(url: &str) -> Feed {
    Feed {
        url: FeedUrl::parse(url).unwrap(),
        title: None,
        folder: None,
        schedule: Schedule::parse("*/30 * * * *").unwrap(),
        enabled: true,
        request: RequestSettings {
            timeout: Duration::from_secs(30),
            user_agent: "test".to_owned(),
            headers: Vec::new(),
            username: None,
            password_file: None,
        },
    }
}

fn at(text: &str) -> Timestamp {
    parse_time(text).unwrap()
}

/// An item that is known by its title only.
fn item(title: &str, text: &str) -> Item {
    let mut key = [0; 16];
    for (slot, byte) in key.iter_mut().zip(title.bytes()) {
        *slot = byte;
    }
    let mut hash = [0; 16];
    for (slot, byte) in hash.iter_mut().zip(text.bytes()) {
        *slot = byte;
    }
    Item {
        guid: Some(title.to_owned()),
        url: Some(format!("https://news.example/{title}")),
        canonical_url: Some(format!("news.example/{title}")),
        keys: vec![IdentityKey(key)],
        title: title.to_owned(),
        author: None,
        summary: None,
        summary_text: None,
        content: Some(format!("<p>{text}</p>")),
        text: text.to_owned(),
        language: None,
        published_at: Some(at("2021-05-10T09:00:00Z")),
        updated_at: None,
        enclosures: Vec::new(),
        content_hash: ContentHash(hash),
    }
}

fn poll(now: &str, outcome: Outcome) -> PollRecord {
    PollRecord {
        duration: Duration::from_millis(12),
        http_status: Some(200),
        bytes: 1000,
        entries: 1,
        feed_title: Some("News".to_owned()),
        ..PollRecord::new(at(now), outcome)
    }
}

fn state(now: &str) -> FeedState {
    FeedState {
        last_polled_at: Some(at(now)),
        last_success_at: Some(at(now)),
        last_status: Some(200),
        ..FeedState::default()
    }
}

fn decided(items: Vec<Item>, verdict: impl Fn(usize) -> Verdict, tags: &[Tag]) -> Changes {
    Changes {
        decisions: items
            .into_iter()
            .enumerate()
            .map(|(index, item)| Decision {
                item,
                verdict: verdict(index),
                backfill: false,
                tags: tags.to_vec(),
            })
            .collect(),
        possible_gap: None,
    }
}

/// Records a poll that brought these items, all of this verdict.
async fn record(
    store: &Store,
    feed: FeedId,
    now: &str,
    items: Vec<Item>,
    verdict: Verdict,
    tags: Vec<Tag>,
) -> Recorded {
    store
        .record(Recording {
            feed,
            state: state(now),
            next_poll_at: Some(at("2021-05-10T10:00:00Z")),
            poll: poll(now, Outcome::Updated),
            items,
            decide: Box::new(move |items, _: &Known, _| decided(items, |_| verdict, &tags)),
            hold: None,
        })
        .await
        .unwrap()
}

async fn open(place: &Place) -> (Store, FeedId) {
    let store = Store::open(&place.store()).unwrap();
    let ids = store
        .sync_feeds(vec![feed("https://news.example/feed")])
        .await
        .unwrap();
    (store, ids[0])
}

#[tokio::test]
async fn every_promised_table_and_column_is_there() {
    let place = Place::new();
    let (store, _) = open(&place).await;
    store.close().await;
    let promised = [
        (
            "feeds",
            "id, url, effective_url, title, site_url, schedule, status, etag, last_modified, last_polled_at, last_success_at, last_status, last_error, consecutive_failures, not_before, next_poll_at",
        ),
        (
            "items",
            "id, guid, url, canonical_url, title, author, summary, content, text, language, published_at, updated_at, first_seen_at, last_seen_at, backfill, story_id, enclosures",
        ),
        (
            "item_sources",
            "item_id, feed_id, guid, url, first_seen_at, last_seen_at",
        ),
        (
            "revisions",
            "id, item_id, replaced_at, title, summary, content",
        ),
        ("topics", "slug, name, rules_hash"),
        (
            "item_topics",
            "item_id, topic, origin, score, evidence, rules_hash, tagged_at",
        ),
        ("stories", "id, title, first_seen_at, last_seen_at, items"),
        ("story_links", "item_id, other_id, rule, value"),
        (
            "polls",
            "id, feed_id, started_at, duration_ms, outcome, http_status, bytes, entries, new_items, changed_items, possible_gap, error",
        ),
        ("items_fts", "title, summary, text"),
    ];
    for (table, columns) in promised {
        query(&place.store(), &format!("select {columns} from {table}"));
    }
    let not_strict = query(
        &place.store(),
        "select name from pragma_table_list where type = 'table' and not strict
           and name not like 'items_fts%' and name not like 'sqlite_%'",
    );
    assert_eq!(not_strict, Vec::<String>::new());
    let header = query(
        &place.store(),
        "select (select application_id from pragma_application_id),
           (select user_version from pragma_user_version), (select journal_mode from pragma_journal_mode)",
    );
    assert_eq!(header, ["1785885544|4|wal"]);
}

#[tokio::test]
async fn a_poll_is_kept_whole() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    let topic = TopicInfo {
        slug: "t".to_owned(),
        name: "T".to_owned(),
        rules_hash: "h1".into(),
    };
    store.sync_topics(vec![topic]).await.unwrap();
    let tag = Tag {
        topic: "t".to_owned(),
        score: 12.5,
        threshold: 10.0,
        evidence: Vec::new(),
        rules_hash: "h1".into(),
    };
    let recorded = record(
        &store,
        id,
        "2021-05-10T09:30:00Z",
        vec![item("one", "text")],
        Verdict::New,
        vec![tag],
    )
    .await;
    assert_eq!(recorded.new_items, [ItemId(1)]);
    assert_eq!(recorded.outcome, "updated");
    assert_eq!(
        place.sql("select title, first_seen_at, last_seen_at, backfill from items"),
        ["one|2021-05-10T09:30:00Z|2021-05-10T09:30:00Z|0"]
    );
    assert_eq!(
        place.sql("select item_id, feed_id, guid from item_sources"),
        ["1|1|one"]
    );
    assert_eq!(
        place.sql("select topic, origin, score, rules_hash from item_topics"),
        ["t|rule|12.5|h1"]
    );
    assert_eq!(
        place.sql("select title, status, last_status, next_poll_at from feeds"),
        ["News|active|200|2021-05-10T10:00:00Z"]
    );
    assert_eq!(
        place
            .sql("select outcome, duration_ms, bytes, entries, new_items, possible_gap from polls"),
        ["updated|12|1000|1|1|0"]
    );
    store.close().await;
}

#[tokio::test]
async fn a_changed_wording_keeps_the_old_one_and_the_index_follows() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    record(
        &store,
        id,
        "2021-05-10T09:30:00Z",
        vec![item("one", "first wording")],
        Verdict::New,
        vec![],
    )
    .await;
    let revised = Verdict::Revised {
        id: ItemId(1),
        keep: true,
    };
    let recorded = record(
        &store,
        id,
        "2021-05-10T10:00:00Z",
        vec![item("one", "second wording")],
        revised,
        vec![],
    )
    .await;
    assert_eq!((recorded.changed_items, recorded.outcome), (1, "updated"));
    assert_eq!(
        place.sql("select item_id, replaced_at, title, content from revisions"),
        ["1|2021-05-10T10:00:00Z|one|<p>first wording</p>"]
    );
    assert_eq!(place.sql("select text from items"), ["second wording"]);
    let hits = |word: &str| {
        place.sql(&format!(
            "select rowid from items_fts where items_fts match '{word}'"
        ))
    };
    assert_eq!(hits("second"), ["1"]);
    assert_eq!(hits("first"), Vec::<String>::new());
    place.sql("insert into items_fts (items_fts) values ('integrity-check')");
    store.close().await;
}

#[tokio::test]
async fn a_known_item_is_only_sighted() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    record(
        &store,
        id,
        "2021-05-10T09:30:00Z",
        vec![item("one", "text")],
        Verdict::New,
        vec![],
    )
    .await;
    let recorded = record(
        &store,
        id,
        "2021-05-10T10:00:00Z",
        vec![item("one", "text")],
        Verdict::Same(ItemId(1)),
        vec![],
    )
    .await;
    assert_eq!(
        (recorded.outcome, recorded.possible_gap),
        ("unchanged", false)
    );
    assert_eq!(
        place.sql("select first_seen_at, last_seen_at from item_sources"),
        ["2021-05-10T09:30:00Z|2021-05-10T10:00:00Z"]
    );
    assert_eq!(place.sql("select count(*) from revisions"), ["0"]);
    store.close().await;
}

#[tokio::test]
async fn the_decision_sees_the_feeds_last_document() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    let (sender, receiver) = std::sync::mpsc::channel();
    for now in ["2021-05-10T09:30:00Z", "2021-05-10T10:00:00Z"] {
        let sender = sender.clone();
        let gap = Gap {
            is_closed: false,
            after: None,
            before: Some(at("2021-05-10T09:00:00Z")),
        };
        let recording = Recording {
            feed: id,
            state: state(now),
            next_poll_at: None,
            poll: poll(now, Outcome::Updated),
            items: vec![item(now, "text")],
            decide: Box::new(move |items, _, previous| {
                sender.send(previous).unwrap();
                Changes {
                    possible_gap: Some(gap),
                    ..decided(items, |_| Verdict::New, &[])
                }
            }),
            hold: None,
        };
        assert!(store.record(recording).await.unwrap().possible_gap);
    }
    let nine = Some(at("2021-05-10T09:00:00Z"));
    assert_eq!(receiver.recv().unwrap(), Previous::default());
    let second = receiver.recv().unwrap();
    assert_eq!(second.success, Some(at("2021-05-10T09:30:00Z")));
    let window = second.window.unwrap();
    assert_eq!(
        (window.entries, window.oldest, window.newest),
        (1, nine, nine)
    );
    assert_eq!(
        place.sql("select possible_gap, gap_after, gap_before from polls where id = 1"),
        ["1||2021-05-10T09:00:00Z"]
    );
    store.close().await;
}

#[tokio::test]
async fn a_defect_in_one_decision_costs_only_its_poll() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    let result = store
        .record(Recording {
            feed: id,
            state: state("2021-05-10T09:30:00Z"),
            next_poll_at: None,
            poll: poll("2021-05-10T09:30:00Z", Outcome::Updated),
            items: vec![item("one", "text")],
            decide: Box::new(|_, _, _| panic!("made to fail")),
            hold: None,
        })
        .await;
    assert!(matches!(result, Err(StoreError::Defect(text)) if text == "made to fail"));
    assert_eq!(place.sql("select count(*) from polls"), ["0"]);
    assert_eq!(place.sql("select last_polled_at from feeds"), [""]);
    record(
        &store,
        id,
        "2021-05-10T09:31:00Z",
        vec![item("one", "text")],
        Verdict::New,
        vec![],
    )
    .await;
    assert_eq!(place.sql("select count(*) from items"), ["1"]);
    store.close().await;
}

#[tokio::test]
async fn what_was_pruned_is_known_as_pruned() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    record(
        &store,
        id,
        "2021-05-10T09:30:00Z",
        vec![item("one", "text")],
        Verdict::New,
        vec![],
    )
    .await;
    let (polls, items) = store
        .prune(at("2021-06-01T00:00:00Z"), Some(at("2021-06-01T00:00:00Z")))
        .await
        .unwrap();
    assert_eq!((polls, items), (1, 1));
    let (sender, receiver) = std::sync::mpsc::channel();
    let recording = Recording {
        feed: id,
        state: state("2021-06-01T09:30:00Z"),
        next_poll_at: None,
        poll: poll("2021-06-01T09:30:00Z", Outcome::Updated),
        items: vec![item("one", "text")],
        decide: Box::new(move |items, known, _| {
            sender.send(known.clone()).unwrap();
            decided(items, |_| Verdict::Pruned, &[])
        }),
        hold: None,
    };
    store.record(recording).await.unwrap();
    let known = receiver.recv().unwrap();
    assert_eq!(
        known.by_key.values().collect::<Vec<_>>(),
        [&jarshy::model::Seen::Pruned]
    );
    assert_eq!(place.sql("select count(*) from items"), ["0"]);
    store.close().await;
}

#[tokio::test]
async fn search_finds_any_case_and_any_keyboard() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    let texts = [
        ("kk", "Қазақстан Республикасы Үкіметі"),
        ("ru", "Учёные о Тёплом стане"),
        ("typed", "Казакстан экономикасы"),
    ];
    for (title, text) in texts {
        record(
            &store,
            id,
            "2021-05-10T09:30:00Z",
            vec![item(title, text)],
            Verdict::New,
            vec![],
        )
        .await;
    }
    let found = async |search: &str| {
        let filter = ItemFilter {
            search: Some(search.to_owned()),
            limit: 10,
            ..ItemFilter::default()
        };
        let mut titles: Vec<String> = store
            .items(filter)
            .await
            .unwrap()
            .into_iter()
            .map(|i| i.title)
            .collect();
        titles.sort();
        titles
    };
    assert_eq!(found("ҚАЗАҚСТАН").await, ["kk", "typed"]);
    assert_eq!(found("казакстан").await, ["kk", "typed"]);
    assert_eq!(found("\"қазақстан республикасы\"").await, ["kk"]);
    assert_eq!(found("ученые").await, ["ru"]);
    assert_eq!(found("учёные").await, ["ru"]);
    assert_eq!(found("казак* -экономикасы").await, ["kk"]);
    // And with plain SQL, as written.
    assert_eq!(
        place.sql("select i.title from items_fts f join items i on i.id = f.rowid where items_fts match 'үкіметі'"),
        ["kk"]
    );
    let odd = ItemFilter {
        search: Some("\"".to_owned()),
        ..ItemFilter::default()
    };
    assert!(matches!(store.items(odd).await, Err(StoreError::Search(_))));
    store.close().await;
}

#[tokio::test]
async fn feeds_come_and_go_with_the_config() {
    let place = Place::new();
    let (store, _) = open(&place).await;
    let a = feed("https://news.example/feed");
    let b = feed("https://other.example/feed");
    store.sync_feeds(vec![b.clone()]).await.unwrap();
    let statuses = || place.sql("select url, status from feeds order by id");
    assert_eq!(
        statuses(),
        [
            "https://news.example/feed|removed",
            "https://other.example/feed|active"
        ]
    );
    let ids = store.sync_feeds(vec![b, a]).await.unwrap();
    assert_eq!(ids, [FeedId(2), FeedId(1)]);
    assert_eq!(
        statuses(),
        [
            "https://news.example/feed|active",
            "https://other.example/feed|active"
        ]
    );
    store.close().await;
}

#[tokio::test]
async fn a_feed_that_is_gone_revives_when_its_settings_change() {
    let place = Place::new();
    let (store, _) = open(&place).await;
    place.sql("update feeds set status = 'gone', not_before = '2030-01-01T00:00:00Z'");
    let mut feed = feed("https://news.example/feed");
    store.sync_feeds(vec![feed.clone()]).await.unwrap();
    assert_eq!(place.sql("select status from feeds"), ["gone"]);
    feed.request.user_agent = "another".to_owned();
    store.sync_feeds(vec![feed]).await.unwrap();
    assert_eq!(
        place.sql("select status, not_before from feeds"),
        ["active|"]
    );
    store.close().await;
}

#[tokio::test]
async fn a_store_of_the_first_schema_is_brought_up_to_date_with_all_it_holds() {
    let place = Place::new();
    rusqlite::Connection::open(place.store())
        .unwrap()
        .execute_batch(&format!(
            "{}; pragma application_id = 1785885544; pragma user_version = 1;
             insert into feeds (url, schedule, etag) values ('https://news.example/feed', '0 * * * *', '\"1\"');",
            include_str!("../../src/store/sqlite/migrations/0001_initial.sql")
        ))
        .unwrap();
    let error = Store::open_for_reading(&place.store()).unwrap_err();
    assert!(error.to_string().contains("older version"), "{error}");

    let (store, id) = open(&place).await;
    let states = store.feed_states().await.unwrap();
    let (known, state) = &states[0];
    assert_eq!(
        (*known, state.validators.etag.as_deref()),
        (id, Some("\"1\""))
    );
    store.close().await;
    let version = query(
        &place.store(),
        "select user_version from pragma_user_version",
    );
    assert_ne!(version, ["1"]);
}

#[test]
fn what_is_not_our_store_is_refused_and_left_untouched() {
    let place = Place::new();
    place.write(
        "text.db",
        "this is no database, however long it may be; it only looks like a file",
    );
    rusqlite::Connection::open(place.path("other.db"))
        .unwrap()
        .execute_batch("create table t (x)")
        .unwrap();
    Store::open(&place.path("newer.db")).unwrap();
    rusqlite::Connection::open(place.path("newer.db"))
        .unwrap()
        .execute_batch("pragma user_version = 99")
        .unwrap();
    std::fs::create_dir(place.path("folder.db")).unwrap();
    let cases = [
        ("text.db", "is not a SQLite database"),
        ("other.db", "another application"),
        ("newer.db", "newer jarshy"),
        ("folder.db", "is a folder"),
    ];
    for (name, says) in cases {
        let path = place.path(name);
        let before = std::fs::read(&path).ok();
        for error in [
            Store::open(&path).unwrap_err(),
            Store::open_for_reading(&path).unwrap_err(),
        ] {
            assert!(error.to_string().contains(says), "{name}: {error}");
            assert!(error.to_string().contains(name), "{name}: {error}");
        }
        assert_eq!(std::fs::read(&path).ok(), before, "{name}");
    }
    let missing = Store::open(&place.path("no/such/folder/x.db")).unwrap_err();
    assert!(
        missing.to_string().contains("there is no folder"),
        "{missing}"
    );
    assert!(matches!(
        Store::open_for_reading(&place.path("none.db")),
        Err(StoreError::Missing(_))
    ));
}

#[tokio::test]
async fn a_backup_is_a_store() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    record(
        &store,
        id,
        "2021-05-10T09:30:00Z",
        vec![item("one", "text")],
        Verdict::New,
        vec![],
    )
    .await;
    store.backup(place.path("copy.db")).await.unwrap();
    assert_eq!(
        query(&place.path("copy.db"), "select title from items"),
        ["one"]
    );
    Store::open_for_reading(&place.path("copy.db")).unwrap();
    store.close().await;
}

#[tokio::test]
async fn an_item_removed_by_hand_leaves_only_its_names_behind() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    record(
        &store,
        id,
        "2021-05-10T09:30:00Z",
        vec![item("one", "text")],
        Verdict::New,
        vec![],
    )
    .await;
    place.sql("delete from items returning id");
    assert_eq!(place.sql("select count(*) from item_sources"), ["0"]);
    place.sql("insert into items_fts (items_fts) values ('integrity-check')");
    store.close().await;
}

#[tokio::test]
async fn copies_are_found_after_a_time_without_items_too() {
    const TEXT: &str = "The railway will charge 12 percent more for coal from December, its board decided \
        on Tuesday, citing the price of rails and diesel. Stocks last for fifty days, the ministry said.";
    let place = Place::new();
    let (store, id) = open(&place).await;
    let copy = |outlet: &str, title: &str| Item {
        url: Some(format!("https://{outlet}/1")),
        ..item(title, TEXT)
    };
    for (day, outlets) in [("10", ["a", "b"]), ("25", ["c", "d"])] {
        let now = format!("2021-05-{day}T09:30:00Z");
        // As the daemon does after its start, and every day.
        store.forget_old_story_keys(at(&now)).await.unwrap();
        for outlet in outlets {
            let items = vec![copy(
                &format!("{outlet}.example"),
                &format!("Coal {outlet}"),
            )];
            record(&store, id, &now, items, Verdict::New, vec![]).await;
        }
    }
    assert_eq!(place.sql("select items from stories"), ["2", "2"]);
    store.close().await;
}

#[tokio::test]
async fn a_repeat_is_a_further_name_for_an_entry_that_may_come_after_it() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    let recording = Recording {
        feed: id,
        state: state("2021-05-10T09:30:00Z"),
        next_poll_at: None,
        poll: poll("2021-05-10T09:30:00Z", Outcome::Updated),
        items: vec![item("draft", "a"), item("final", "b")],
        decide: Box::new(|items, _, _| {
            let verdicts = [Verdict::Repeat(1), Verdict::New];
            decided(items, |index| verdicts[index], &[])
        }),
        hold: None,
    };
    store.record(recording).await.unwrap();
    assert_eq!(place.sql("select title from items"), ["final"]);
    assert_eq!(
        place.sql("select guid, names from item_sources"),
        ["final|2"]
    );
    assert_eq!(
        place.sql("select count(*) from entry_names where item_id = 1"),
        ["2"]
    );
    store.close().await;
}

#[tokio::test]
async fn a_feed_that_renames_an_item_at_every_poll_does_not_grow_the_store() {
    let place = Place::new();
    let (store, id) = open(&place).await;
    record(
        &store,
        id,
        "2021-05-10T09:30:00Z",
        vec![item("0", "text")],
        Verdict::New,
        vec![],
    )
    .await;
    for number in 1..100 {
        let renamed = item(&number.to_string(), "text");
        let same = Verdict::Same(ItemId(1));
        record(
            &store,
            id,
            "2021-05-10T09:31:00Z",
            vec![renamed],
            same,
            vec![],
        )
        .await;
    }
    assert_eq!(place.sql("select count(*) from entry_names"), ["64"]);
    assert_eq!(place.sql("select guid from item_sources"), ["99"]);
    store.close().await;
}

#[tokio::test]
async fn rules_count_as_applied_only_when_they_are_and_while_they_are_in_force() {
    let place = Place::new();
    let (store, _) = open(&place).await;
    let topic = TopicInfo {
        slug: "t".to_owned(),
        name: "T".to_owned(),
        rules_hash: "h1".into(),
    };
    let to_apply = || async { store.topics_to_apply().await.unwrap() };
    store.sync_topics(vec![topic.clone()]).await.unwrap();
    assert_eq!(to_apply().await, ["t"]);
    store.note_applied(vec![topic.clone()]).await.unwrap();
    assert_eq!(to_apply().await, Vec::<String>::new());
    // Stopped halfway.
    store.begin_applying(vec!["t".to_owned()]).await.unwrap();
    assert_eq!(to_apply().await, ["t"]);
    store.note_applied(vec![topic.clone()]).await.unwrap();
    // Out of force, and back.
    store.sync_topics(Vec::new()).await.unwrap();
    store.sync_topics(vec![topic]).await.unwrap();
    assert_eq!(to_apply().await, ["t"]);
}

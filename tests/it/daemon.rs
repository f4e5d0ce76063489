//! `jarshy run` from start to stop, as systemd and an operator meet it.

use std::time::Duration;

use crate::support::daemon::Daemon;
use crate::support::origin::{Origin, Reply};
use crate::support::{Place, rss};

/// A schedule that never fires while a test runs: only the catch-up at the start polls.
const YEARLY: &str = "0 0 1 1 *";

fn config(feeds: &[(String, &str)]) -> String {
    let mut text = String::from(
        "[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\njitter = \"0s\"\n",
    );
    for (url, schedule) in feeds {
        text.push_str(&format!(
            "[[feeds]]\nurl = \"{url}\"\nschedule = \"{schedule}\"\n"
        ));
    }
    text
}

fn news() -> Reply {
    Reply::ok(rss(&[("1", "Parliament meets", "It met on Monday.")])).conditional("\"v1\"")
}

#[tokio::test]
async fn polls_on_schedule_and_stops_cleanly() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), "* * * * * *")]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 3).await;
    daemon.signal("TERM");
    daemon.notified("STOPPING=1").await;
    let ended = daemon.ended().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
    assert_eq!(place.sql("select title from items"), ["Parliament meets"]);
    let outcomes = place.sql("select outcome from polls order by id limit 3");
    assert_eq!(outcomes, ["updated", "not_modified", "not_modified"]);
    let conditional = origin.requests_for("/feed")[1]
        .header("if-none-match")
        .map(str::to_owned);
    assert_eq!(conditional.as_deref(), Some("\"v1\""));
    let requests = origin.requests_for("/feed").len();
    assert_eq!(
        place.sql("select count(*) from polls"),
        [requests.to_string()]
    );
    assert_eq!(
        place.sql("select count(*) from feeds where next_poll_at > last_polled_at"),
        ["1"]
    );
}

#[tokio::test]
async fn an_interrupt_stops_it_too() {
    let place = Place::with_config(&config(&[("http://127.0.0.1:9/".to_owned(), YEARLY)]));
    let daemon = Daemon::start(&place).await;
    daemon.signal("INT");
    assert_eq!(daemon.ended().await.status.code(), Some(0));
}

#[tokio::test]
async fn stops_although_a_server_never_answers() {
    let origin = Origin::start().await;
    origin.at("/hang", Reply::hang());
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[
        (origin.url("/hang"), YEARLY),
        (origin.url("/feed"), YEARLY),
    ]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/hang", 1).await;
    origin.requested("/feed", 1).await;
    let ended = daemon.stop().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
    assert!(
        ended.log.contains("gave up polls in flight"),
        "{}",
        ended.log
    );
    assert_eq!(place.sql("select count(*) from items"), ["1"]);
    // Nothing of the poll that was given up is kept, so it is due at the next start.
    assert_eq!(
        place.sql("select url like '%hang', last_polled_at is null from feeds order by id"),
        ["1|1", "0|0"]
    );
}

#[tokio::test]
async fn a_restart_by_itself_polls_nobody_again() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    origin.at("/new", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), YEARLY)]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 1).await;
    daemon.stop().await;
    place.write(
        "jarshy.toml",
        config(&[(origin.url("/feed"), YEARLY), (origin.url("/new"), YEARLY)]),
    );
    let daemon = Daemon::start(&place).await;
    // Both are looked at in the same breath: once the new one was asked, the old one was passed over.
    origin.requested("/new", 1).await;
    daemon.stop().await;
    assert_eq!(origin.requests_for("/feed").len(), 1);
}

#[tokio::test]
async fn a_reload_and_a_restart_poll_nobody_again_who_was_polled_in_the_second_of_a_firing() {
    let origin = Origin::start().await;
    for path in ["/feed", "/reload", "/restart"] {
        origin.at(path, news());
    }
    let soon = chrono::Utc::now() + chrono::Duration::seconds(4);
    let once = soon.format("%S %M %H %d %m *").to_string();
    let mut feeds = vec![(origin.url("/feed"), once.as_str())];
    let place = Place::with_config(&config(&feeds));
    let daemon = Daemon::start(&place).await;
    // At the start, since it never was, and when its schedule fires.
    origin.requested("/feed", 2).await;
    feeds.push((origin.url("/reload"), YEARLY));
    place.write("jarshy.toml", config(&feeds));
    daemon.signal("HUP");
    origin.requested("/reload", 1).await;
    daemon.stop().await;
    feeds.push((origin.url("/restart"), YEARLY));
    place.write("jarshy.toml", config(&feeds));
    let daemon = Daemon::start(&place).await;
    origin.requested("/restart", 1).await;
    daemon.stop().await;
    assert_eq!(origin.requests_for("/feed").len(), 2);
}

#[tokio::test]
async fn killed_in_the_middle_it_loses_nothing_and_asks_again() {
    let origin = Origin::start().await;
    origin.at("/cut", news().then_hang().announcing(1_000_000));
    origin.at("/other", news());
    let place = Place::with_config(&config(&[
        (origin.url("/cut"), YEARLY),
        (origin.url("/other"), "* * * * * *"),
    ]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/cut", 1).await;
    origin.requested("/other", 2).await;
    daemon.signal("KILL");
    daemon.ended().await;
    assert_eq!(place.sql("pragma integrity_check"), ["ok"]);
    assert_eq!(place.sql("select count(*) from items"), ["1"]);
    // Validators are there only together with what they vouch for.
    assert_eq!(
        place.sql("select count(*) from feeds f where etag is not null and not exists (select 1 from item_sources s where s.feed_id = f.id)"),
        ["0"]
    );
    origin.at("/cut", news());
    let daemon = Daemon::start(&place).await;
    origin.requested("/cut", 2).await;
    daemon.stop().await;
    assert_eq!(place.sql("select count(*) from items"), ["1"]);
    assert_eq!(place.sql("select count(*) from item_sources"), ["2"]);
}

/// Another program's hold on the store; ends when dropped.
fn held(place: &Place, sql: &str) -> rusqlite::Connection {
    let other = rusqlite::Connection::open(place.store()).unwrap();
    other.execute_batch(sql).unwrap();
    other
}

#[tokio::test]
async fn a_reader_with_an_open_transaction_does_not_delay_the_end() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), "* * * * * *")]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 2).await;
    let _reader = held(&place, "begin; select count(*) from items;");
    let ended = daemon.stop().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
    assert!(!ended.log.contains("left as it is"), "{}", ended.log);
}

#[tokio::test]
async fn stops_although_another_program_holds_the_store() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), "* * * * * *")]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 2).await;
    let _writer = held(&place, "begin immediate");
    daemon.signal("HUP");
    daemon.notified("RELOADING=1").await;
    let ended = daemon.stop().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
    assert!(
        ended.log.contains("the store is busy with another program"),
        "{}",
        ended.log
    );
}

#[tokio::test]
async fn a_signal_while_the_config_is_read_ends_it_cleanly() {
    let place = Place::new();
    let pipe = place.path("jarshy.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let daemon = Daemon::spawn(&place);
    // Opening a pipe for writing waits for its reader.
    let open = move || std::fs::File::create(pipe).unwrap();
    let mut config_file = tokio::task::spawn_blocking(open).await.unwrap();
    daemon.signal("TERM");
    let text = config(&[("http://127.0.0.1:9/".to_owned(), YEARLY)]);
    std::io::Write::write_all(&mut config_file, text.as_bytes()).unwrap();
    drop(config_file);
    let ended = daemon.ended().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
}

#[tokio::test]
async fn stops_while_it_waits_for_the_store_to_open() {
    let place = Place::with_config(&config(&[("http://127.0.0.1:9/".to_owned(), YEARLY)]));
    Daemon::start(&place).await.stop().await;
    let _writer = held(&place, "begin immediate");
    let daemon = Daemon::spawn(&place);
    daemon.notified("STATUS=opening the store").await;
    let ended = daemon.stop().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
    assert!(!ended.log.contains("stayed locked"), "{}", ended.log);
}

#[tokio::test]
async fn a_store_that_was_deleted_or_replaced_ends_it_and_the_next_start_uses_what_is_there() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), "* * * * * *")]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 2).await;
    let copy = place.path("copy.db");
    place.run(&["backup", copy.to_str().unwrap()]).ok();
    std::fs::rename(&copy, place.store()).unwrap();
    let ended = daemon.ended().await;
    assert_eq!(ended.status.code(), Some(1), "{}", ended.log);
    assert!(
        ended.log.contains("was moved, deleted or replaced"),
        "{}",
        ended.log
    );

    let daemon = Daemon::start(&place).await;
    assert_eq!(place.sql("pragma integrity_check"), ["ok"]);
    assert_eq!(place.sql("select count(*) from items"), ["1"]);
    std::fs::remove_file(place.store()).unwrap();
    assert_eq!(daemon.ended().await.status.code(), Some(1));

    let requests = origin.requests_for("/feed").len();
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", requests + 2).await;
    daemon.stop().await;
    assert_eq!(place.sql("select count(*) from items"), ["1"]);
}

#[tokio::test]
async fn a_second_daemon_is_refused_at_once() {
    let place = Place::with_config(&config(&[("http://127.0.0.1:9/".to_owned(), YEARLY)]));
    let daemon = Daemon::start(&place).await;
    place
        .run(&["run"])
        .failed(1, "is in use by jarshy run (process");
    place
        .run(&["poll"])
        .failed(1, "is in use by jarshy run (process");
    daemon.stop().await;
}

#[tokio::test]
async fn a_reload_takes_over_what_is_new() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    origin.at("/new", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), YEARLY)]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 1).await;
    place.write("jarshy.toml", config(&[(origin.url("/new"), YEARLY)]));
    daemon.signal("HUP");
    daemon.notified("RELOADING=1").await;
    daemon.notified("STATUS=reloaded").await;
    origin.requested("/new", 1).await;
    daemon.stop().await;
    assert_eq!(origin.requests_for("/feed").len(), 1);
    assert_eq!(
        place.sql("select status, next_poll_at is null from feeds order by id"),
        ["removed|1", "active|0"]
    );
}

#[tokio::test]
async fn a_host_that_rests_is_left_alone_after_a_restart_and_a_reload() {
    let (resting, other) = (Origin::start().await, Origin::start().await);
    resting.at("/feed", news());
    other.at("/one", news());
    other.at("/two", news());
    let feeds = [
        (resting.url("/feed"), YEARLY),
        (other.url("/one"), YEARLY),
        (other.url("/two"), YEARLY),
    ];
    let place = Place::with_config(&config(&feeds[1..2]));
    Daemon::start(&place).await.stop().await;
    let host = resting.url("").replace("http://", "");
    let hold = format!("insert into host_holds values ('{host}', '2999-01-01T00:00:00Z')");
    held(&place, &hold);
    place.write("jarshy.toml", config(&feeds[..2]));
    let daemon = Daemon::start(&place).await;
    other.requested("/one", 1).await;
    place.write("jarshy.toml", config(&feeds));
    daemon.signal("HUP");
    other.requested("/two", 1).await;
    daemon.stop().await;
    assert_eq!(resting.requests_for("/feed").len(), 0);
}

#[tokio::test]
async fn the_next_poll_follows_the_schedule_in_force_also_when_a_poll_was_under_way() {
    let origin = Origin::start().await;
    origin.at("/slow", Reply::hang());
    let place = Place::with_config(
        &config(&[(origin.url("/slow"), "* * * * *")])
            .replace("[poll]\n", "[poll]\ntimeout = \"2s\"\n"),
    );
    let daemon = Daemon::start(&place).await;
    origin.requested("/slow", 1).await;
    place.write(
        "jarshy.toml",
        config(&[
            (origin.url("/slow"), YEARLY),
            (origin.url("/new"), "* * * * * *"),
        ]),
    );
    origin.at("/new", news());
    daemon.signal("HUP");
    // Polled every second, it tells when the slow one's two seconds are over.
    origin.requested("/new", 5).await;
    daemon.stop().await;
    assert_eq!(
        place.sql("select next_poll_at like '%-01-01T00:00:00Z', last_error is null from feeds where url like '%slow'"),
        ["1|0"]
    );
}

#[tokio::test]
async fn a_bad_config_leaves_the_old_one_in_force() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), "* * * * * *")]));
    let daemon = Daemon::start(&place).await;
    place.write("jarshy.toml", "[poll]\nshedule = \"* * * * *\"\n");
    daemon.signal("HUP");
    let said = daemon.notified("STATUS=reload refused").await;
    assert!(said.contains("READY=1"), "{said}");
    let requests = origin.requests_for("/feed").len();
    origin.requested("/feed", requests + 2).await;
    let ended = daemon.stop().await;
    assert!(ended.log.contains("unknown key `shedule`"), "{}", ended.log);
    assert!(
        ended.log.contains("the old config stays in force"),
        "{}",
        ended.log
    );
}

#[tokio::test]
async fn changed_rules_reach_recent_items_after_a_reload() {
    let rules = |word: &str| {
        format!(
            "[[topics]]\nslug = \"t\"\nname = \"T\"\nthreshold = 5\n[topics.terms.en]\n\"{word}\" = 5\n"
        )
    };
    let origin = Origin::start().await;
    origin.at("/feed", news());
    let text = config(&[(origin.url("/feed"), YEARLY)]);
    let place = Place::with_config(&format!("topics_file = \"topics.toml\"\n{text}"));
    place.write("topics.toml", rules("budget"));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 1).await;
    daemon.stop().await;
    assert_eq!(place.sql("select count(*) from item_topics"), ["0"]);

    let daemon = Daemon::start(&place).await;
    place.write("topics.toml", rules("parliament"));
    daemon.signal("HUP");
    daemon.notified("STATUS=reloaded").await;
    daemon.logged("changed rules applied").await;
    daemon.stop().await;
    assert_eq!(
        place.sql("select topic, origin from item_topics"),
        ["t|rule"]
    );
    assert_eq!(
        place.sql("select count(*) from topics where applied_hash is rules_hash"),
        ["1"]
    );
}

#[tokio::test]
async fn a_store_elsewhere_cannot_be_taken_over_by_a_reload() {
    let feeds = [("http://127.0.0.1:9/".to_owned(), YEARLY)];
    let place = Place::with_config(&config(&feeds));
    let daemon = Daemon::start(&place).await;
    place.write(
        "jarshy.toml",
        config(&feeds).replace("jarshy.db", "other.db"),
    );
    daemon.signal("HUP");
    daemon.notified("STATUS=reload refused").await;
    let ended = daemon.stop().await;
    assert!(
        ended.log.contains("store.path cannot change"),
        "{}",
        ended.log
    );
    assert!(!place.path("other.db").exists());
}

#[tokio::test]
async fn the_watchdog_is_fed_and_the_status_speaks() {
    let place = Place::with_config(&config(&[("http://127.0.0.1:9/".to_owned(), YEARLY)]));
    let daemon = Daemon::spawn(&place);
    let ready = daemon.notified("READY=1").await;
    assert!(ready.contains("STATUS=watching 1 feeds"), "{ready}");
    daemon.notified("WATCHDOG=1").await;
    daemon.notified("WATCHDOG=1").await;
    daemon.stop().await;
}

#[tokio::test]
async fn a_service_manager_that_does_not_listen_holds_nothing_up() {
    let origin = Origin::start().await;
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[(origin.url("/feed"), "* * * * * *")]));
    // The socket's queue is full after some ten messages.
    let daemon = Daemon::spawn_beating(&place, Duration::from_millis(5));
    origin.requested("/feed", 5).await;
    assert_eq!(daemon.stop().await.status.code(), Some(0));
}

#[tokio::test]
async fn a_slow_feed_is_polled_once_at_a_time() {
    let origin = Origin::start().await;
    origin.at("/slow", Reply::hang());
    origin.at("/feed", news());
    let place = Place::with_config(&config(&[
        (origin.url("/slow"), "* * * * * *"),
        (origin.url("/feed"), "* * * * * *"),
    ]));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 4).await;
    assert_eq!(origin.requests_for("/slow").len(), 1);
    daemon.stop().await;
}

#[tokio::test]
async fn the_status_page_answers_this_machine_only() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let origin = Origin::start().await;
    origin.at(
        "/feed",
        Reply::ok(rss(&[]).replace("The News", "<b>Bold</b>")),
    );
    let text = config(&[(origin.url("/feed"), YEARLY)]);
    let place = Place::with_config(&format!("{text}[http]\nlisten = \"{address}\"\n"));
    let daemon = Daemon::start(&place).await;
    origin.requested("/feed", 1).await;
    let page = get(address, &address.to_string()).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("default-src 'none'"), "{page}");
    assert!(page.contains(&origin.url("/feed")), "{page}");
    let refused = get(address, &format!("evil.example:{}", address.port())).await;
    assert!(refused.starts_with("HTTP/1.1 421"), "{refused}");
    daemon.stop().await;
}

async fn get(address: std::net::SocketAddr, host: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

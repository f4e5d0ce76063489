//! The command line as a user meets it, careful, impatient or hostile: what each command says, where it
//! says it, and its exit code. The real binary, against a store that two scripted feeds filled.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::origin::{Origin, Reply};
use crate::support::{Place, Ran, rss};

/// Every command, with what its help must speak of.
const COMMANDS: &[(&str, &[&str])] = &[
    ("run", &["SIGHUP", "SIGTERM", "Exit codes"]),
    (
        "poll",
        &["--force", "--format", "Retry-After", "Exit codes"],
    ),
    ("check", &["offline", "Exit codes"]),
    (
        "items",
        &[
            "--topic",
            "--feed",
            "--since",
            "--until",
            "--language",
            "--search",
            "--limit",
            "--format",
            "newest first",
            "[default: 50]",
        ],
    ),
    ("show", &["<ID>", "--why", "--format", "Exit codes"]),
    ("feeds", &["--troubled", "--format"]),
    ("topics", &["test", "retag", "--format"]),
    ("topics test", &["<FILE>", "--rules"]),
    ("topics retag", &["--dry-run", "--topic", "--since"]),
    ("stories", &["split", "join", "--limit", "--format"]),
    (
        "parse",
        &["--base", "--content-type", "standard input", "Exit codes"],
    ),
    ("discover", &["TOML", "Exit codes"]),
    ("opml", &["import", "export"]),
    ("opml import", &["--append"]),
    ("opml export", &[]),
    ("backup", &["restore", "Exit codes"]),
    ("prune", &["--items-before", "--polls-before"]),
    (
        "mock-feed",
        &["--listen", "--articles", "allow_private_networks"],
    ),
    ("demo", &["--articles", "--store"]),
];

const KAZAKH: (&str, &str, &str) = (
    "kk",
    "Қазақстан сайлауы",
    "Қазақстанда сайлау өтті, халық дауыс берді.",
);
const ENGLISH: (&str, &str, &str) = (
    "en",
    "Parliament of Kazakhstan meets",
    "The parliament of Kazakhstan met to vote on the reform of the elections.",
);
const BRIDGE: (&str, &str, &str) = (
    "br",
    "Bridge opens",
    "The bridge over the river is open to traffic.",
);

/// A folder with a config and a store into which two feeds were polled: `/first` with three items, one
/// of them reworded since, `/second` with the bridge alone.
struct World {
    place: Place,
    origin: Origin,
}

impl World {
    async fn new() -> World {
        let origin = Origin::start().await;
        let place = Place::with_config(&config(&origin, &["/first", "/second"]));
        let world = World { place, origin };
        world.serve("/first", &rss(&[KAZAKH, ENGLISH, BRIDGE]));
        world.serve(
            "/second",
            &rss(&[BRIDGE]).replace("The News", "Second Herald"),
        );
        world.run(&["poll"]).ok();
        let reworded = ("en", "Parliament postpones", ENGLISH.2);
        world.serve("/first", &rss(&[KAZAKH, reworded, BRIDGE]));
        world.run(&["poll"]).ok();
        world
    }

    fn serve(&self, path: &str, document: &str) {
        self.origin.at(path, Reply::ok(document));
    }

    #[track_caller]
    fn run(&self, args: &[&str]) -> Ran {
        self.place.run(args)
    }

    /// The titles that `jarshy items` lists.
    #[track_caller]
    fn titles(&self, args: &[&str]) -> Vec<String> {
        let ran = self
            .run(&[&["items", "--format", "json"], args].concat())
            .ok();
        let items: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
        let mut titles: Vec<String> = items
            .iter()
            .map(|item| item["title"].as_str().unwrap().to_owned())
            .collect();
        titles.sort();
        titles
    }

    fn id(&self, title: &str) -> String {
        let sql = format!("select id from items where title = '{title}'");
        self.place.sql(&sql).remove(0)
    }
}

fn config(origin: &Origin, paths: &[&str]) -> String {
    let mut text =
        String::from("[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\n");
    for path in paths {
        text.push_str(&format!("[[feeds]]\nurl = \"{}\"\n", origin.url(path)));
    }
    text
}

/// Nothing that a terminal would obey.
#[track_caller]
fn clean(ran: &Ran) {
    for text in [&ran.stdout, &ran.stderr] {
        let odd = text.chars().find(|c| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(odd, None, "{text:?}");
    }
}

#[test]
fn every_command_teaches() {
    let place = Place::new();
    let all = place.run(&["--help"]).ok().stdout;
    for word in ["--config", "--store", "--log", "Exit codes", "Start here"] {
        assert!(all.contains(word), "{word}");
    }
    for (command, words) in COMMANDS {
        let first = command.split(' ').next().unwrap();
        assert!(
            all.contains(&format!("\n  {first} ")),
            "{first} is not listed"
        );
        let args: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = place.run(&args).ok().stdout;
        assert!(help.contains(&format!("Usage: jarshy {command}")), "{help}");
        assert!(help.contains("Example"), "{command} has no example");
        for word in *words {
            assert!(help.contains(word), "{command}: {word}");
        }
        assert!(
            help.lines().all(|line| line.chars().count() <= 100),
            "{help}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn mistakes_of_usage_are_2_and_say_what_is_meant() {
    let world = World::new().await;
    let cases: &[(&[&str], &str)] = &[
        (&["nonsense"], "unrecognized subcommand"),
        (&["items", "--bogus"], "unexpected argument"),
        (
            &["items", "--since", "yesterday"],
            "\"yesterday\" is no time; write 2021-05-10",
        ),
        (
            &["items", "--until", "2021-13-01"],
            "\"2021-13-01\" is no time",
        ),
        (&["items", "--limit", "0"], "0 is not in 1.."),
        (
            &["items", "--topic", "sport"],
            "there is no topic \"sport\"; the store knows",
        ),
        (&["items", "--feed", "nobody"], "no feed has \"nobody\""),
        (&["items", "--search", "\""], "cannot be understood"),
        (&["items", "--format", "xml"], "table, json, ndjson, csv"),
        (&["show"], "<ID>"),
        (&["show", "first"], "invalid value 'first'"),
        (&["show", "0"], "0 is not in 1.."),
        (&["show", "9223372036854775808"], "invalid value"),
        (&["poll", "nonsense"], "not a URL"),
        (&["poll", "ftp://news.example/"], "use http or https"),
        (
            &["poll", "https://news.example/"],
            "is not a feed of the config",
        ),
        (
            &["topics", "retag", "--topic", "sport"],
            "the rules have no topic \"sport\"",
        ),
        (
            &["prune", "--items-before", "long ago"],
            "\"long ago\" is no time",
        ),
        (&["discover", "ftp://news.example/"], "use http or https"),
        (&["mock-feed", "--listen", "here"], "invalid value 'here'"),
        (&["--log", "loud", "feeds"], "loud"),
    ];
    for (args, says) in cases {
        let ran = world.run(args).failed(2, says);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn failures_are_1_and_name_the_thing() {
    let world = World::new().await;
    let busy = world.origin.address().to_string();
    let cases: &[(&[&str], &str)] = &[
        (&["show", "4711"], "there is no item 4711"),
        (
            &["show", "9223372036854775807"],
            "there is no item 9223372036854775807",
        ),
        (
            &["parse", "missing.xml"],
            "cannot read missing.xml: No such file",
        ),
        (&["parse", "."], "cannot read .: Is a directory"),
        (&["parse", "/dev/null"], "/dev/null: an empty body"),
        (&["backup", "jarshy.db"], "jarshy.db exists already"),
        (
            &["backup", "no/folder.db"],
            "cannot write the copy no/folder.db",
        ),
        (
            &["demo", "--store", "jarshy.db"],
            "jarshy.db exists already",
        ),
        (
            &["mock-feed", "--articles", "nowhere"],
            "nowhere: no such file or folder",
        ),
        (
            &["mock-feed", "--listen", &busy],
            "cannot listen on 127.0.0.1",
        ),
        (
            &["opml", "import", "missing.opml"],
            "cannot read missing.opml",
        ),
    ];
    for (args, says) in cases {
        let ran = world.run(args).failed(1, says);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
}

#[test]
fn without_a_config_it_says_how_to_do_without() {
    let place = Place::new();
    for command in ["items", "feeds", "topics", "stories"] {
        place
            .run(&[command])
            .failed(2, "no config")
            .failed(2, "--store PATH");
    }
    for command in ["run", "poll", "check"] {
        let ran = place
            .run(&[command])
            .failed(2, "name one with --config PATH");
        assert!(!ran.stderr.contains("--store"), "{}", ran.stderr);
    }
}

#[test]
fn a_store_that_is_none_is_refused_and_left_as_it_was() {
    let place = Place::with_config("[[feeds]]\nurl = \"http://127.0.0.1:9/\"\n");
    place.write("text.db", "hello\n");
    fs::create_dir(place.path("folder.db")).unwrap();
    let other = rusqlite::Connection::open(place.path("other.db")).unwrap();
    other.execute_batch("create table notes (text)").unwrap();
    drop(other);
    let before = listing(&place.path(""));
    for (store, says) in [
        ("text.db", "text.db: is not a SQLite database"),
        ("folder.db", "folder.db: is a folder, not a store"),
        (
            "other.db",
            "other.db: is a SQLite database of another application",
        ),
    ] {
        for command in ["items", "feeds", "poll", "run"] {
            place.run(&[command, "--store", store]).failed(1, says);
        }
    }
    for (store, says) in [
        (
            "missing.db",
            "no store at missing.db yet; `jarshy run` or `jarshy poll` makes it",
        ),
        ("no/folder.db", "no store at no/folder.db yet"),
    ] {
        place.run(&["items", "--store", store]).failed(1, says);
    }
    place
        .run(&["poll", "--store", "no/folder.db"])
        .failed(1, "there is no folder no");
    assert_eq!(
        listing(&place.path("")),
        before,
        "nothing was changed and nothing left behind"
    );
}

/// Names, and the content of files.
fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (
                path.display().to_string(),
                fs::read(&path).unwrap_or_default(),
            )
        })
        .collect();
    entries.sort();
    entries
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_store_in_a_folder_one_may_not_write_can_be_read_and_not_polled_into() {
    let world = World::new().await;
    let folder = world.place.path("");
    let Some(nobody) = nobody(&folder) else {
        println!("skipped: cannot run the binary as a user without rights here");
        return;
    };
    fs::set_permissions(world.place.store(), fs::Permissions::from_mode(0o444)).unwrap();
    let items = nobody(&["items", "--format", "ndjson"]).ok();
    assert_eq!(items.stdout.lines().count(), 3);
    nobody(&["show", "1"]).ok();
    nobody(&["poll"]).failed(1, "this user may not write its lock file");

    fs::set_permissions(world.place.store(), fs::Permissions::from_mode(0o000)).unwrap();
    nobody(&["items"]).failed(1, "this user may not read it");
    fs::set_permissions(
        world.place.path("jarshy.toml"),
        fs::Permissions::from_mode(0o000),
    )
    .unwrap();
    nobody(&["check"]).failed(2, "the config may not be read by this user");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs the binary in this folder, which from now on may be read only, as someone whom permissions
/// bind. `None` where that cannot be done.
fn nobody(folder: &Path) -> Option<impl Fn(&[&str]) -> Ran + use<>> {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    let root = fs::write(folder.join("probe"), "").is_ok();
    let _ = fs::remove_file(folder.join("probe"));
    let folder = folder.to_owned();
    let run = move |args: &[&str]| {
        let binary = env!("CARGO_BIN_EXE_jarshy");
        let mut command = if root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", binary]);
            command
        } else {
            Command::new(binary)
        };
        command
            .current_dir(&folder)
            .args(args)
            .args(["--config", "jarshy.toml"]);
        command.output().map(Ran::of)
    };
    // The binary may lie where only its builder may go.
    run(&["--version"]).ok().filter(|ran| ran.code == Some(0))?;
    Some(move |args: &[&str]| run(args).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn items_are_found_by_each_condition() {
    let world = World::new().await;
    let kazakh = KAZAKH.1;
    let (parliament, bridge) = ("Parliament postpones", BRIDGE.1);
    let second = world
        .place
        .sql("select id from feeds where url like '%/second'")
        .remove(0);
    let second_url = world.origin.url("/second");
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &[bridge, parliament, kazakh]),
        (&["--feed", "/second"], &[bridge]),
        (&["--feed", "SECOND her"], &[bridge]),
        (&["--feed", &second], &[bridge]),
        (&["--feed", &second_url], &[bridge]),
        (&["--feed", "127.0.0.1"], &[bridge, parliament, kazakh]),
        (&["--language", "kk"], &[kazakh]),
        (&["--language", "KK"], &[kazakh]),
        (&["--search", "қазақстан"], &[kazakh]),
        (&["--search", "КАЗАКСТАН"], &[kazakh]),
        (&["--search", "bridge -river"], &[]),
        (&["--search", "\"over the river\""], &[bridge]),
        (&["--search", "parlia* elections"], &[parliament]),
        (&["--search", "title:bridge"], &[]),
        (&["--search", "bridge AND river"], &[]),
        (&["--search", "'; drop table items; --"], &[]),
        (&["--changed"], &[parliament]),
        (
            &["--since", "2021-05-10", "--until", "2021-05-11"],
            &[bridge, parliament, kazakh],
        ),
        (&["--since", "2021-05-10T09:00:01Z"], &[]),
        (&["--until", "2021-05-10T09:00:00Z"], &[]),
        (&["--since", "1d"], &[]),
        (&["--story", "1"], &[]),
        (&["--feed", "first", "--search", "bridge"], &[bridge]),
    ];
    for (args, expected) in cases {
        assert_eq!(world.titles(args), *expected, "{args:?}");
    }
    assert_eq!(world.titles(&["--limit", "2"]).len(), 2);
    let long = "слово ".repeat(10_000);
    assert!(world.titles(&["--search", &long]).is_empty());
    let none = world.run(&["items", "--search", "nothing"]).ok();
    assert_eq!(
        (none.stdout.as_str(), none.stderr.as_str()),
        ("", "no items match\n")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_format_has_the_same_rows_under_the_names_of_the_database() {
    let world = World::new().await;
    for list in ["items", "feeds", "topics"] {
        let run = |format: &str| world.run(&[list, "--format", format]).ok().stdout;
        let json: Vec<Value> = serde_json::from_str(&run("json")).unwrap();
        let lines = run("ndjson");
        let ndjson: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(json, ndjson, "{list}");
        assert!(!json.is_empty());

        let csv = run("csv");
        let mut csv = csv::Reader::from_reader(csv.as_bytes());
        let names: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
        let places: Vec<usize> = names
            .iter()
            .map(|name| lines.find(&format!("\"{name}\":")).unwrap())
            .collect();
        assert!(
            places.is_sorted(),
            "{list}: JSON has the order of the columns"
        );
        assert_eq!(csv.records().count(), json.len(), "{list}");

        let table = run("table");
        assert_eq!(table.lines().count(), json.len() + 1, "{table}");
    }
    let empty = world
        .run(&["items", "--search", "nothing", "--format", "json"])
        .ok();
    assert_eq!(empty.stdout, "[]\n");
    let feeds = world.run(&["feeds", "--format", "ndjson"]).ok().stdout;
    for column in [
        "consecutive_failures",
        "next_poll_at",
        "last_polled_at",
        "not_before",
        "effective_url",
    ] {
        assert!(feeds.contains(&format!("\"{column}\":")), "{column}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn show_tells_where_an_item_comes_from_what_it_said_and_why_it_is_tagged() {
    let world = World::new().await;
    let id = world.id("Parliament postpones");
    let text = world.run(&["show", &id]).ok().stdout;
    for part in [
        "Parliament postpones\n",
        ENGLISH.2,
        "https://news.example/en",
        "published 2021-05-10T09:00:00Z",
        "Carried by\n  The News <",
        ", guid en\n",
        "Earlier wordings\n  until ",
        "Parliament of Kazakhstan meets",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    let json = world.run(&["show", &id, "--format", "json"]).ok().stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["revisions"][0]["title"], ENGLISH.1);
    assert_eq!(json["sources"][0]["guid"], "en");
    for topic in json["topics"].as_array().unwrap() {
        let evidence = &topic["evidence"][0];
        assert!(text.contains(topic["topic"].as_str().unwrap()));
        assert!(
            text.contains(evidence["term"].as_str().unwrap()),
            "{evidence}"
        );
    }
    let bridge = world.run(&["show", &world.id(BRIDGE.1)]).ok().stdout;
    assert!(bridge.contains("Second Herald <"), "{bridge}");
    assert!(bridge.contains("No topics."), "{bridge}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn show_tells_why_an_item_has_a_topic_or_lacks_it() {
    let world = World::new().await;
    let rules = "[[topics]]\nslug = \"bridges\"\nname = \"Bridges\"\nthreshold = 5\n\
                 [topics.terms.en]\n\"bridge\" = 5\n\"parliament\" = 2\n";
    world.place.write("topics.toml", rules);
    let text = config(&world.origin, &["/first", "/second"]);
    world.place.write(
        "jarshy.toml",
        format!("topics_file = \"topics.toml\"\n{text}"),
    );
    let (bridge, other) = (world.id(BRIDGE.1), world.id("Parliament postpones"));

    let has = world
        .run(&["show", &bridge, "--why", "bridges"])
        .ok()
        .stdout;
    assert!(has.starts_with("bridges: yes, "), "{has}");
    assert!(has.contains("[Bridge] opens"), "{has}");
    assert!(has.contains("The stored item lacks it"), "{has}");
    world.run(&["topics", "retag"]).ok();
    let has = world
        .run(&["show", &bridge, "--why", "bridges"])
        .ok()
        .stdout;
    assert!(!has.contains("The stored item"), "{has}");

    let lacks = world
        .run(&["show", &other, "--why", "bridges", "--format", "json"])
        .ok()
        .stdout;
    let lacks: Value = serde_json::from_str(&lacks).unwrap();
    assert_eq!(lacks["tagged"], false);
    assert_eq!(lacks["hits"][0]["rule"], "parliament");
    assert!(
        lacks["missing"][0]
            .as_str()
            .unwrap()
            .contains("more points"),
        "{lacks}"
    );
    world
        .run(&["show", &other, "--why", "sport"])
        .failed(2, "the rules have no topic \"sport\"; they have bridges");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_a_feed_sends_never_steers_the_terminal() {
    let origin = Origin::start().await;
    let evil = "x\u{1b}[2J\u{9b}31m\u{202e}\u{7}\r&#27;[31m&#x9b;2J&#155;\u{2066}y";
    let link = "https://news.example/a\u{202e}\u{9b}b";
    origin.at(
        "/evil",
        Reply::ok(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
             <channel><title>{evil}</title><link>{link}</link><description>{evil}</description>\
             <item><guid>{evil}</guid><link>{link}</link><title>{evil}</title><dc:creator>{evil}</dc:creator>\
             <description>{evil}</description><category>{evil}</category>\
             <enclosure url=\"{link}\" type=\"{evil}\" length=\"1\"/></item></channel></rss>"
        )),
    );
    let page = format!(
        "<!doctype html><html><head><title>{evil}</title></head><body>{evil}</body></html>"
    );
    origin.at("/page", Reply::ok(page).header("Content-Type", "text/html"));
    origin.at(
        "/error",
        Reply::status(500).header_bytes("Retry-After", "\u{9b}2J".as_bytes()),
    );
    let place = Place::with_config(&config(&origin, &["/evil", "/page", "/error"]));
    clean(&place.run(&["poll", "--log", "trace"]).ok());
    for format in ["table", "json", "ndjson", "csv"] {
        for list in ["items", "feeds", "topics", "stories"] {
            clean(&place.run(&[list, "--format", format]).ok());
        }
        clean(&place.run(&["poll", "--force", "--format", format]).ok());
    }
    clean(&place.run(&["show", "1"]).ok());
    clean(&place.run(&["show", "1", "--format", "json"]).ok());
    let json = place.run(&["items", "--format", "json"]).ok().stdout;
    assert!(
        json.contains("\\u202e"),
        "JSON keeps the text, escaped: {json}"
    );
    for url in ["/evil", "/page"].map(|path| origin.url(path)) {
        for command in ["parse", "discover"] {
            clean(&place.run(&[command, &url]));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
    let world = World::new().await;
    let runs: &[&[&str]] = &[
        &["items"],
        &["items", "--format", "csv"],
        &["items", "--format", "json"],
        &["feeds", "--format", "ndjson"],
        &["show", "1"],
        &["poll"],
        &["check"],
        &["opml", "export"],
    ];
    for args in runs {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = world.place.command(args).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}");
    }
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let output = world
            .place
            .command(&["items", "--format", "csv"])
            .stdout(full)
            .output()
            .unwrap();
        Ran::of(output).failed(1, "No space left on device");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn colour_is_for_terminals_whose_user_wants_it() {
    let world = World::new().await;
    let on_a_terminal = |environment: &str| {
        let line = format!(
            "stty cols 90; {environment} {} feeds --config jarshy.toml",
            env!("CARGO_BIN_EXE_jarshy")
        );
        Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .current_dir(world.place.path(""))
            .stdin(Stdio::null())
            .output()
            .map(Ran::of)
    };
    let Ok(coloured) = on_a_terminal("NO_COLOR=") else {
        println!("skipped: there is no `script` to make a terminal with");
        return;
    };
    assert!(coloured.stdout.contains("\u{1b}["), "{coloured:?}");
    let plain = on_a_terminal("NO_COLOR=1").unwrap();
    assert!(plain.stdout.contains("active"), "{plain:?}");
    assert!(!plain.stdout.contains('\u{1b}'), "{plain:?}");
    let piped = world.run(&["feeds"]).ok();
    assert!(!piped.stdout.contains('\u{1b}'), "{piped:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn feeds_says_who_is_in_trouble_and_why() {
    let world = World::new().await;
    let quiet = world.run(&["feeds", "--troubled"]).ok();
    assert_eq!(
        (quiet.stdout.as_str(), quiet.stderr.as_str()),
        ("", "no feed is in trouble\n")
    );
    world.origin.at("/second", Reply::status(500));
    for _ in 0..2 {
        world.run(&["poll", "--force"]).ok();
    }
    let troubled = world.run(&["feeds", "--troubled"]).ok().stdout;
    assert_eq!(troubled.lines().count(), 2, "{troubled}");
    assert!(troubled.contains("Second Herald"), "{troubled}");
    assert!(
        troubled.contains("HTTP 500, an error on the publisher's side (2 in a row)\n"),
        "{troubled}"
    );
    let busy = Reply::status(503).header("Retry-After", "172800");
    world.origin.at("/second", busy);
    world.run(&["poll", "--force"]).ok();
    let troubled = world.run(&["feeds", "--troubled"]).ok().stdout;
    assert!(
        troubled.contains("maintenance (3 in a row); asked for 2 d by Retry-After"),
        "{troubled}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn changed_rules_are_tried_before_they_are_applied() {
    let world = World::new().await;
    let rules = "[[topics]]\nslug = \"bridges\"\nname = \"Bridges\"\nthreshold = 5\n[topics.terms.en]\n\"bridge\" = 5\n";
    world.place.write("topics.toml", rules);
    let text = config(&world.origin, &["/first", "/second"]);
    world.place.write(
        "jarshy.toml",
        format!("topics_file = \"topics.toml\"\n{text}"),
    );
    let tagged = || {
        world
            .place
            .sql("select count(*) from item_topics where topic = 'bridges'")
            .remove(0)
    };

    let dry = world.run(&["topics", "retag", "--dry-run"]).ok().stdout;
    assert!(
        dry.contains("bridges: would add 1, would remove 0"),
        "{dry}"
    );
    assert!(dry.contains("Bridge opens"), "{dry}");
    assert_eq!(tagged(), "0");

    let done = world.run(&["topics", "retag"]).ok().stdout;
    assert!(done.contains("bridges: added 1, removed 0"), "{done}");
    assert_eq!(tagged(), "1");
    assert_eq!(world.titles(&["--topic", "bridges"]), ["Bridge opens"]);
    let again = world.run(&["topics", "retag"]).ok().stdout;
    assert!(again.contains("bridges: added 0, removed 0"), "{again}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn parse_shows_a_document_from_a_file_a_pipe_or_an_address() {
    let origin = Origin::start().await;
    let place = Place::new();
    let document = rss(&[BRIDGE]).replace("https://news.example/br", "/br");
    place.write("feed.xml", &document);
    origin.at("/feed", Reply::ok(document.clone()));
    let url = origin.url("/feed");
    let from_file = place
        .run(&[
            "parse",
            "feed.xml",
            "--base",
            "https://news.example/",
            "--format",
            "json",
        ])
        .ok();
    let from_file: Value = serde_json::from_str(&from_file.stdout).unwrap();
    assert_eq!(from_file["entries"][0]["link"], "https://news.example/br");
    let table = place
        .run(&["parse", &url, "--allow-private-networks"])
        .ok()
        .stdout;
    assert!(
        table.contains("Bridge opens") && table.contains(&origin.url("/br")),
        "{table}"
    );
    place
        .run(&["parse", &url])
        .failed(1, "127.0.0.1 is not a public address");

    let mut child = place
        .command(&["parse", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(document.as_bytes())
        .unwrap();
    let ran = Ran::of(child.wait_with_output().unwrap()).ok();
    assert!(ran.stdout.contains("Bridge opens"), "{ran:?}");

    place.write("page.html", "<!doctype html><title>Hello</title>");
    place
        .run(&["parse", "page.html"])
        .failed(1, "page.html: a web page (\"Hello\"), not a feed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_discover_prints_is_a_config() {
    let origin = Origin::start().await;
    let page = "<!doctype html><html><head><title>News</title>\
                <link rel=alternate type=\"application/rss+xml\" href=\"/feed\">\
                <link rel=alternate type=\"application/rss+xml\" href=\"/gone\"></head></html>";
    origin.at("/", Reply::ok(page).header("Content-Type", "text/html"));
    origin.at("/feed", Reply::ok(rss(&[BRIDGE])));
    let place = Place::new();
    let found = place
        .run(&["discover", &origin.url("/"), "--allow-private-networks"])
        .ok()
        .stdout;
    assert!(found.starts_with("# The News; "), "{found}");
    assert!(!found.contains("/gone"), "{found}");
    place.write("jarshy.toml", found);
    let checked = place.run(&["check"]).ok().stdout;
    assert!(checked.contains("feeds   1"), "{checked}");

    // A page that only links to its feed, and one that leaves it to be guessed.
    let html = |body: &str| {
        Reply::ok(format!("<!doctype html><title>Bare</title>{body}"))
            .header("Content-Type", "text/html")
    };
    let discover =
        |path: &str| place.run(&["discover", &origin.url(path), "--allow-private-networks"]);
    origin.at(
        "/linked",
        html("<a href=\"news/all.rss\">RSS</a><a href=\"/about\">About</a>"),
    );
    origin.at("/news/all.rss", Reply::ok(rss(&[BRIDGE])));
    let linked = discover("/linked").ok().stdout;
    assert!(linked.contains("/news/all.rss\""), "{linked}");
    assert!(origin.requests_for("/about").is_empty());
    origin.at("/bare", html("<a href=\"/feedback\">Write to us</a>"));
    let guessed = discover("/bare").ok().stdout;
    assert!(guessed.contains("/feed\""), "{guessed}");
    origin.at("/feed", Reply::status(404));
    discover("/bare").failed(1, "names no feed");
    // A server that asks to slow down is not asked for the other addresses.
    origin.at("/feed/", Reply::status(429));
    let before = origin.requests().len();
    discover("/bare").failed(1, "names no feed");
    assert_eq!(origin.requests().len(), before + 2);
}

#[test]
fn feeds_travel_through_opml_and_back() {
    let feeds = "[[feeds]]\nurl = \"https://news.example/feed?a=1&b=2\"\ntitle = \"News & more\"\nfolder = \"Press\"\n";
    let place = Place::with_config(feeds);
    let opml = place.run(&["opml", "export"]).ok().stdout;
    place.write("feeds.opml", &opml);
    assert_eq!(
        place
            .run(&["opml", "import", "feeds.opml"])
            .ok()
            .stdout
            .trim(),
        feeds.trim()
    );

    place.write(
        "jarshy.toml",
        "[[feeds]]\nurl = \"https://other.example/\"\n",
    );
    let added = place
        .run(&["opml", "import", "feeds.opml", "--append"])
        .ok()
        .stdout;
    assert!(added.contains("1 feed added, 0 there already"), "{added}");
    let again = place
        .run(&["opml", "import", "feeds.opml", "--append"])
        .ok()
        .stdout;
    assert!(again.contains("0 feeds added, 1 there already"), "{again}");
    assert!(place.run(&["check"]).ok().stdout.contains("feeds   2"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_backup_is_a_store() {
    let world = World::new().await;
    let said = world.run(&["backup", "copy.db"]).ok().stdout;
    assert!(said.starts_with("copy.db written, "), "{said}");
    let store = |path: &str| {
        world
            .run(&["items", "--format", "json", "--store", path])
            .ok()
            .stdout
    };
    assert_eq!(store("copy.db"), store("jarshy.db"));
    assert!(
        !world.place.path("copy.db-wal").exists(),
        "one file is the whole of it"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pruning_needs_no_config_when_told_all() {
    let world = World::new().await;
    fs::remove_file(world.place.path("jarshy.toml")).unwrap();
    let pruned = world
        .run(&[
            "prune",
            "--store",
            "jarshy.db",
            "--polls-before",
            "2999-01-01",
        ])
        .ok();
    assert_eq!(pruned.stdout, "removed 4 polls and 0 items\n");
    assert_eq!(world.place.sql("select count(*) from items"), ["3"]);
    world
        .run(&["prune", "--store", "jarshy.db"])
        .failed(2, "no config");
}

#[test]
fn check_says_what_it_read() {
    let place = Place::with_config(
        "[[feeds]]\nurl = \"https://a.example/\"\n[[feeds]]\nurl = \"https://b.example/\"\nschedule = \"5 4 * * *\"\n\
         [[feeds]]\nurl = \"https://c.example/\"\nenabled = false\n",
    );
    let said = place.run(&["check"]).ok().stdout;
    for part in [
        "all is well",
        "feeds   3, 1 of them disabled",
        "1 on \"5 4 * * *\", next 2",
        "kazakhstan-politics",
        "jarshy.db",
        "no listener",
    ] {
        assert!(said.contains(part), "{part:?} is not in\n{said}");
    }
}

#[test]
fn the_mock_feed_can_be_polled() {
    let place = Place::new();
    let mut mock = place
        .command(&["mock-feed"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(mock.stdout.take().unwrap()).lines();
    let urls: Vec<String> = lines.take(3).map(Result::unwrap).collect();
    let mut text =
        String::from("[poll]\nallow_private_networks = true\n[store]\npath = \"jarshy.db\"\n");
    for url in &urls {
        text.push_str(&format!("[[feeds]]\nurl = \"{url}\"\n"));
    }
    place.write("jarshy.toml", text);
    let polled = place.run(&["poll"]).ok().stdout;
    assert!(
        polled.starts_with("polled 3 feeds (1 updated, 2 unchanged); 4 new items"),
        "{polled}"
    );
    assert_eq!(place.sql("select count(*) from item_sources"), ["12"]);
    let again = place.run(&["poll", "--force"]).ok().stdout;
    assert!(again.contains("3 not modified"), "{again}");
    let pid = mock.id().to_string();
    Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    assert_eq!(mock.wait().unwrap().code(), Some(0));
}

#[test]
fn the_demo_shows_everything_and_keeps_what_it_is_told_to_keep() {
    let place = Place::new();
    let said = place.run(&["demo", "--store", "demo.db"]).ok();
    let program = env!("CARGO_BIN_EXE_jarshy");
    for part in [
        "4 items, 12 sightings",
        "kazakhstan-politics (",
        "eu-relations (",
        "covid-aid (",
        "not_modified",
        "How the feeds are doing",
        "select t.topic",
        "What to type next",
        &format!("  {program} show 1 --store demo.db"),
    ] {
        assert!(
            said.stdout.contains(part),
            "{part:?} is not in\n{}",
            said.stdout
        );
    }
    let next_steps = said.stdout.find("What to type next").unwrap();
    let wide = said.stdout[..next_steps]
        .lines()
        .find(|line| line.chars().count() > 100);
    assert_eq!(wide, None);
    assert_eq!(said.stderr, "");
    place.run(&["show", "1", "--store", "demo.db"]).ok();
    place
        .run(&["demo", "--store", "demo.db"])
        .failed(1, "demo.db exists already");
}

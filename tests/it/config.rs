use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jarshy::config::{Config, Surroundings, opml};
use jarshy::model::Schedule;
use tempfile::TempDir;

const ONE_FEED: &str = "[[feeds]]\nurl = \"https://one.example/feed\"\n";

fn load(path: &Path) -> Result<Config, String> {
    Config::load(path, &Surroundings::default()).map_err(|error| error.to_string())
}

/// A folder with files in it, the config among them.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).expect("the folder can be written to");
    }
    folder
}

/// What loading says about a config text, the folder's name left out.
fn complaints(text: impl AsRef<[u8]>, others: &[(&str, &[u8])]) -> String {
    let mut files = vec![("jarshy.toml", text.as_ref())];
    files.extend(others);
    let folder = folder(&files);
    let complaints = load(&folder.path().join("jarshy.toml")).err();
    let prefix = format!("{}/", folder.path().display());
    complaints.unwrap_or_default().replace(&prefix, "")
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let path = Path::new("tests/configs/mistakes.toml");
    insta::assert_snapshot!(load(path).unwrap_err());
}

#[test]
fn the_example_config_reads_in_three_languages() {
    let config = load(Path::new("config/jarshy.toml")).unwrap();
    assert!(config.feeds.len() >= 12, "{}", config.feeds.len());
    let text: String = config
        .feeds
        .iter()
        .filter_map(|feed| feed.title.clone())
        .collect();
    assert!(text.contains("Times") && text.contains("Курсив") && text.contains("Азаттық"));
    let fields: BTreeSet<usize> = config
        .feeds
        .iter()
        .map(|feed| feed.schedule.to_string().split(' ').count())
        .collect();
    assert_eq!(fields, BTreeSet::from([5, 6]));
}

#[test]
fn the_example_config_shows_every_key() {
    let text = std::fs::read_to_string("config/jarshy.toml").unwrap();
    for (table, keys) in jarshy::config::known_keys() {
        for key in keys {
            let is_shown = text.lines().any(|line| {
                let line = line.trim_start_matches(['#', ' ']);
                line.split_once('=')
                    .is_some_and(|(name, _)| name.trim() == key)
                    || line.trim_matches(['[', ']']) == key
            });
            assert!(is_shown, "{key} of {table:?} is not in the example");
        }
    }
}

#[test]
fn the_example_config_shows_the_real_defaults() {
    let example = load(Path::new("config/jarshy.toml")).unwrap();
    let folder = folder(&[("jarshy.toml", ONE_FEED.as_bytes())]);
    let bare = load(&folder.path().join("jarshy.toml")).unwrap();
    assert_eq!(example.store, bare.store);
    assert_eq!(example.poll, bare.poll);
    assert_eq!(example.fetch, bare.fetch);
    assert_eq!(example.http, bare.http);
    assert_eq!(example.schedule, bare.schedule);
    assert_eq!(example.request, bare.request);
    assert_eq!(
        (example.retag, bare.retag),
        (bare.retag, Duration::from_secs(7 * 86_400))
    );
    // design.md, section 4.
    assert_eq!(bare.schedule, Schedule::parse("*/30 * * * *").unwrap());
    assert_eq!(bare.request.timeout, Duration::from_secs(30));
    assert_eq!(bare.fetch.max_body, 16 << 20);
    assert_eq!((bare.poll.concurrency, bare.poll.per_host), (32, 2));
    assert_eq!(bare.poll.host_gap, Duration::from_secs(1));
    assert_eq!(bare.poll.jitter, Duration::from_secs(120));
    assert_eq!(bare.store.keep_polls, Duration::from_secs(30 * 86_400));
    assert_eq!(bare.store.path, Path::new("./jarshy.db"));
    assert!(bare.http.is_none() && !bare.fetch.allow_private_networks);
}

#[test]
fn a_file_that_is_no_config_is_told_in_one_sentence() {
    let folder = folder(&[
        ("empty.toml", b""),
        ("comment.toml", b"# nothing yet\n"),
        ("utf16.toml", b"\xFF\xFEa\0=\x001\0"),
        (
            "latin1.toml",
            b"[[feeds]]\nurl = \"https://one.example/\"\ntitle = \"caf\xE9\"\ntimeout = \"5\"\n",
        ),
        ("binary.toml", b"SQLite format 3\0\x10\0\x02\x02"),
    ]);
    let mut text = String::new();
    for name in [
        "empty.toml",
        "comment.toml",
        "utf16.toml",
        "latin1.toml",
        "binary.toml",
        "none.toml",
        "",
    ] {
        let said = load(&folder.path().join(name)).unwrap_err();
        writeln!(
            text,
            "{}",
            said.replace(&format!("{}/", folder.path().display()), "")
        )
        .unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = format!("\u{feff}{}", ONE_FEED.replace('\n', "\r\n"));
    assert_eq!(complaints(text, &[]), "");
}

#[test]
fn tables_in_the_wrong_shape_are_told_how_to_be_written() {
    let mut text = String::new();
    for config in [
        "[feeds]\nurl = \"one.example\"\n",
        "feeds = [\"https://one.example/feed\"]\n",
        "feeds = \"https://one.example/feed\"\n",
        "feeds = []\n",
        "feeds = [{ url = \"https://one.example/feed\", tilte = \"One\" }]\n",
        "[[feed]]\nurl = \"https://one.example/feed\"\n",
        "[[feeds]]\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
        "[[store]]\npath = 1\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
        "store = \"a.db\"\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
        "[poll]\njitter = \"1m\"\n[poll]\njiter = \"1m\"\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
        "[poll.feeds]\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
        "[poll]\n[[poll.feeds]]\nurl = \"https://one.example/feed\"\n",
        "poll.schedule = \"* * * *\"\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
        "[[feeds]\nurl = \"https://one.example/feed\"\n[[feeds]]\nurl = \"https://two.example/feed\"\ntimeout = \"1\"\n",
        "[[feeds]]\nurl = https://one.example/feed # mine\ntimeout: 5s\n// new\nschedule =\n",
        "[poll]\nuser_agent = \"\"\"never closed\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
        "[poll]\nallow_addresses = [\"10.0.0.1\"\n[[feeds]]\nurl = \"https://one.example/feed\"\n",
    ] {
        writeln!(text, "{}\n{}\n", config.trim_end(), complaints(config, &[])).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn one_subscription_in_two_spellings_is_found_across_files() {
    let config = "opml = [\"a.opml\", \"b.opml\", \"a.opml\"]\n\
        [[feeds]]\nurl = \"http://One.example/feed\"\n\
        [[feeds]]\nurl = \"https://one.example:443/feed#top\"\n\
        [[feeds]]\nurl = \"https://one.example/feed?x=1\"\n\
        [[feeds]]\nurl = \"https://ann:pw@one.example/feed\"\n";
    let a = "<opml version=\"2.0\"><body>\n<outline xmlUrl=\"http://one.example:443/feed\"/>\n\
        <outline text=\"қ\"><outline xmlUrl=\"https://two.example/\"/></outline></body></opml>";
    let b = "<opml><body>\n\n  <outline xmlurl='HTTP://TWO.example'/><outline xmlUrl='two.example/b'/></body></opml>";
    insta::assert_snapshot!(complaints(
        config,
        &[("a.opml", a.as_bytes()), ("b.opml", b.as_bytes())]
    ));
}

#[test]
fn faulty_files_that_the_config_names_are_told_with_it() {
    let config = "topics_file = \"none.toml\"\n\
        opml = [\"none.opml\", \"rss.opml\", \"cut.opml\", \"deep.opml\", \"html.opml\", \"empty.opml\", \"open.opml\", \".\", \"\"]\n";
    let deep = format!("<opml>{}", "<outline text=\"x\">".repeat(70));
    insta::assert_snapshot!(complaints(
        config,
        &[
            (
                "rss.opml",
                b"<?xml version=\"1.0\"?>\n<rss><channel/></rss>"
            ),
            (
                "cut.opml",
                b"<opml><body>\n<outline xmlUrl=\"https://a.example/\" te"
            ),
            ("deep.opml", deep.as_bytes()),
            ("html.opml", b"<!DOCTYPE html>\n<html></html>"),
            ("empty.opml", b""),
            (
                "open.opml",
                b"<opml><body>\n<outline xmlUrl=\"https://a.example/\"/>\n",
            ),
        ]
    ));
}

#[test]
fn no_secret_is_repeated_in_a_complaint() {
    let config = "[poll]\nproxy = \"socks5://ann:s3cret@proxy.example\"\n\
        [[feeds]]\nurl = \"https://ann:s3cret@one.example:99999/feed\"\n\
        [[feeds]]\nurl = \"ftp://ann:s3cret@two.example/feed\"\n\
        [[feeds]]\nurl = \"https://ann:s3cret@three.example/feed\"\nusername = \"ann\"\n\
        [[feeds]]\nurl = \"https://ann:s3cret@three.example/feed\"\n\
        headers = { \"X\" = \"s3cret\\n\", \"Y\" = [\"s3cret\"] }\n";
    let said = complaints(config, &[]);
    assert_eq!(said.lines().count(), 8, "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn everything_written_arrives_resolved() {
    let folder = folder(&[
        ("secret", b"pw\n"),
        ("list.opml", b"<opml><body><outline text='F'><outline text='Two' xmlUrl='https://two.example/'/></outline></body></opml>"),
        (
            "jarshy.toml",
            b"opml = [\"list.opml\"]\n\
            [store]\npath = \"data.db\"\nkeep_polls = \"12h\"\n\
            [poll]\nschedule = \"0 * * * *\"\ntimeout = \"10s\"\nmax_body = \"1 MB\"\nconcurrency = 0x10\n\
            per_host = 1\nhost_gap = \"0s\"\njitter = \"1m30s\"\nuser_agent = \"ours/1\"\ncontact = \"a@b.example\"\n\
            proxy = \"http://proxy.example:3128\"\nallow_private_networks = true\n\
            allow_addresses = [\"169.254.7.9\", \"fd00::/8\"]\n\
            [http]\nlisten = \"0.0.0.0:80\"\n\
            [[feeds]]\nurl = \" https://one.example/feed#x \"\ntitle = \"One\\n two\"\nfolder = \"/A / B/\"\n\
            schedule = \"30 */5 * * * *\"\ntimeout = \"1m\"\nuser_agent = \"other/2\"\n\
            headers = { \"X-Token\" = \"abc\" }\nusername = \"ann\"\npassword_file = \"secret\"\nenabled = false\n",
        ),
    ]);
    let config = load(&folder.path().join("jarshy.toml")).unwrap();
    assert_eq!(config.store.path, folder.path().join("data.db"));
    let root = folder.path().display().to_string();
    let settings = (&config.store, &config.poll, &config.fetch, config.http);
    let defaults = (&config.schedule, &config.request);
    let shown = format!("{:#?}", (&config.feeds, &config.opml, settings, defaults));
    insta::assert_snapshot!(shown.replace(&root, "ROOT"));
}

#[test]
fn systemd_decides_where_the_store_and_the_secrets_are() {
    let folder = folder(&[
        ("secret", b"pw"),
        ("jarshy.toml", ONE_FEED.as_bytes()),
        (
            "written.toml",
            b"store.path = \"mine.db\"\n[[feeds]]\nurl = \"https://one.example/\"\nusername = \"a\"\npassword_file = \"secret\"\n",
        ),
    ]);
    let credentials = self::folder(&[("secret", b"pw")]);
    let mut surroundings = Surroundings {
        state_directory: Some(PathBuf::from("/var/lib/jarshy")),
        credentials_directory: Some(credentials.path().to_owned()),
    };
    let path = |name: &str| folder.path().join(name);
    let config = Config::load(&path("jarshy.toml"), &surroundings).unwrap();
    assert_eq!(config.store.path, Path::new("/var/lib/jarshy/jarshy.db"));
    let config = Config::load(&path("written.toml"), &surroundings).unwrap();
    assert_eq!(config.store.path, Path::new("/var/lib/jarshy/mine.db"));
    let password = |config: &Config| config.feeds[0].request.password_file.clone().unwrap();
    assert_eq!(password(&config), credentials.path().join("secret"));
    surroundings.credentials_directory = Some(PathBuf::from("/nonexistent"));
    let config = Config::load(&path("written.toml"), &surroundings).unwrap();
    assert_eq!(password(&config), path("secret"));
}

#[test]
fn a_flood_of_mistakes_is_cut_short_when_shown() {
    let config = "[[feeds]]\nurl = \"one\"\n".repeat(1000);
    let said = complaints(config, &[]);
    assert_eq!(said.lines().count(), 101);
    assert!(said.ends_with("and 900 more"), "{said}");
}

#[test]
fn ten_thousand_feeds_are_all_read() {
    let mut config = String::new();
    for n in 0..10_000 {
        write!(
            config,
            "[[feeds]]\nurl = \"https://h{n}.example/feed\"\nschedule = \"{} * * * *\"\n",
            n % 60
        )
        .unwrap();
    }
    let folder = folder(&[("jarshy.toml", config.as_bytes())]);
    let config = load(&folder.path().join("jarshy.toml")).unwrap();
    assert_eq!(config.feeds.len(), 10_000);
    let last = &config.feeds[9_999];
    assert_eq!(last.url.to_string(), "https://h9999.example/feed");
}

#[test]
fn opml_comes_back_as_it_went() {
    let outline = |url: &str, title: Option<&str>, folder: Option<&str>| opml::Outline {
        url: url.to_owned(),
        title: title.map(str::to_owned),
        folder: folder.map(str::to_owned),
        site_url: title.map(|_| "https://site.example/?a=1&b=<2>".to_owned()),
    };
    let outlines = [
        outline(
            "https://one.example/?a=1&b=\"2\"",
            Some("«Қазақ» & 'co' <x>"),
            None,
        ),
        outline("https://two.example/", None, Some("A")),
        outline("https://three.example/", Some("3"), Some("A/B/C")),
        outline("https://four.example/", Some("4"), Some("A/D & E")),
        outline("https://five.example/", Some("5"), Some("B")),
    ];
    let text = opml::write(&outlines);
    assert_eq!(opml::read(text.as_bytes(), "x").unwrap(), outlines);
    insta::assert_snapshot!(text);
}

#[test]
fn imported_feeds_are_appended_once_and_comments_stay() {
    let config = "# mine\n[poll]\njitter = \"1m\" # short\n\n[[feeds]]\nurl = \"http://one.example/feed\" # first";
    let list = r#"<opml><body>
        <outline text="Folder"><outline title="One" xmlUrl="https://one.example/feed"/>
        <outline title="Two &quot;2&quot; \ back" xmlUrl="https://two.example/?a=1&b=2"/></outline>
        <outline xmlUrl="https://two.example/?a=1&amp;b=2"/>
        <outline xmlUrl="query:starred"/>
        </body></opml>"#;
    let outlines = opml::read(list.as_bytes(), "list.opml").unwrap();
    let appended = opml::append_toml(config, "jarshy.toml", &outlines).unwrap();
    assert!(appended.text.starts_with(config));
    assert_eq!((appended.added, appended.known), (1, 2));
    assert_eq!(appended.unusable.len(), 1);
    insta::assert_snapshot!(appended.text);
    let again = opml::append_toml(&appended.text, "jarshy.toml", &outlines).unwrap();
    assert_eq!((again.added, again.text), (0, appended.text.clone()));
    let folder = folder(&[("jarshy.toml", appended.text.as_bytes())]);
    let loaded = load(&folder.path().join("jarshy.toml")).unwrap();
    assert_eq!(loaded.feeds[1].title.as_deref(), Some("Two \"2\" \\ back"));
    assert_eq!(loaded.feeds[1].folder.as_deref(), Some("Folder"));
}

#[test]
fn nothing_is_appended_to_a_config_that_cannot_take_it() {
    let outlines = [opml::Outline {
        url: "https://two.example/".to_owned(),
        ..opml::Outline::default()
    }];
    for config in [
        "feeds = [{ url = \"https://one.example/\" }]\n",
        "feeds = []\n",
        "[[feeds]]\nurl = \"never closed\n",
    ] {
        let mistakes = opml::append_toml(config, "jarshy.toml", &outlines).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    }
}

#[test]
fn a_config_with_a_mark_and_windows_line_ends_keeps_both_when_feeds_are_appended() {
    let outlines = [opml::Outline {
        url: "https://two.example/".to_owned(),
        ..opml::Outline::default()
    }];
    let config = format!("\u{feff}{}", ONE_FEED.replace('\n', "\r\n"));
    let appended = opml::append_toml(&config, "jarshy.toml", &outlines).unwrap();
    assert!(appended.text.starts_with(&config));
    assert!(!appended.text.replace("\r\n", "").contains('\n'));
    assert_eq!(complaints(&appended.text, &[]), "");
    let empty = opml::append_toml("", "jarshy.toml", &outlines).unwrap();
    assert_eq!(empty.text, opml::to_toml(&outlines));
}

#[test]
fn a_topics_file_in_another_encoding_is_named_with_the_place() {
    let config = format!("topics_file = \"rules.toml\"\n{ONE_FEED}");
    let said = complaints(config, &[("rules.toml", b"# \xd2\n[[topics]]\n")]);
    assert_eq!(
        said,
        "rules.toml:1:3: this is not UTF-8 text, save the file with the encoding UTF-8"
    );
}

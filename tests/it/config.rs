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
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
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

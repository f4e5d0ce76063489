//! Rules about the code base itself: which way imports point, and that each crate has its one home.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each top-level module may import from the crate. `config` composes the settings of others.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("parse", &["model"]),
    ("wording", &[]),
    ("identify", &["model", "wording"]),
    ("dedup", &["model", "wording"]),
    ("topics", &["model"]),
    ("backoff", &["model"]),
    ("due", &["model", "backoff"]),
    ("fetch", &["model"]),
    ("schedule", &["model"]),
    ("store", &["model", "dedup"]),
    ("mock", &["model"]),
    ("logging", &["model"]),
    ("status", &["model", "store"]),
    ("http", &["model", "store", "status"]),
    ("config", &["model", "fetch", "schedule", "store", "topics"]),
    ("retag", &["model", "store", "topics"]),
    (
        "poll",
        &[
            "model", "backoff", "dedup", "due", "fetch", "identify", "parse", "store", "topics",
        ],
    ),
    (
        "daemon",
        &[
            "model", "backoff", "retag", "config", "due", "fetch", "http", "poll", "schedule",
            "store", "topics",
        ],
    ),
];

/// Crates that only their home may name.
const HOMES: &[(&str, &[&str])] = &[
    ("reqwest", &["fetch"]),
    ("feed_rs", &["parse"]),
    ("ammonia", &["parse"]),
    ("icu_normalizer", &["parse"]),
    ("rusqlite", &["store/sqlite"]),
    ("tokio_cron_scheduler", &["schedule"]),
    ("croner", &["model/schedule"]),
    ("clap", &["cli"]),
    ("comfy_table", &["cli"]),
    ("indicatif", &["cli"]),
    ("toml", &["config", "topics"]),
    ("axum", &["http", "mock"]),
    ("sd_notify", &["daemon/systemd"]),
    ("aho_corasick", &["topics"]),
];

/// The core: no clock, no environment, no files, no sockets.
const PURE: &[&str] = &[
    "model", "wording", "parse", "identify", "dedup", "topics", "backoff", "due",
];
const IMPURE_WORDS: &[&str] = &[
    "Utc::now",
    "Instant::now",
    "SystemTime::now",
    "std::env::",
    "std::fs",
    "std::net::Tcp",
    "tokio::",
    "async fn",
];

#[test]
fn imports_point_downward() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        if matches!(module.as_str(), "lib" | "main" | "cli") {
            continue;
        }
        let Some(allowed) = allowed.get(module.as_str()) else {
            panic!(
                "{} belongs to no module that this test knows",
                path.display()
            );
        };
        for imported in crate_imports(&code) {
            if imported != module && !allowed.contains(&imported.as_str()) {
                wrong.push(format!("{} imports crate::{imported}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_crate_has_its_one_home() {
    let mut wrong = Vec::new();
    for (_, path, code) in sources() {
        let place = path.with_extension("");
        let place = place.to_string_lossy().replace('\\', "/");
        for (krate, homes) in HOMES {
            let at_home = homes
                .iter()
                .any(|home| place == *home || place.starts_with(&format!("{home}/")));
            let named = code.lines().any(|line| {
                line.match_indices(&format!("{krate}::")).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            });
            if named && !at_home {
                wrong.push(format!("{} names {krate}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_is_pure() {
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        if !PURE.contains(&module.as_str()) {
            continue;
        }
        for word in IMPURE_WORDS {
            if code.contains(word) {
                wrong.push(format!("{} has {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Module, path below `src`, and the code without comments and without its unit tests.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 20, "found only {} source files", files.len());
    files
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs"))
        .map(|path| {
            let below = path.strip_prefix(&root).unwrap().to_owned();
            let first = below.iter().next().unwrap().to_string_lossy();
            let module = first.trim_end_matches(".rs").to_owned();
            let code = fs::read_to_string(&path).unwrap();
            let code = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let code: Vec<&str> = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            (module, below, code.join("\n"))
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The `x` of every `crate::x`, in paths and in `use crate::{x, y::z}` alike.
fn crate_imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push(word(rest)),
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (i, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            found.push(word(&list[i..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

//! Specimens through the whole parse stage: each document of `tests/feeds` against its snapshot, then
//! mutilated, then documents made to hurt.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where that shows"
)]

mod hostile;
mod injections;
mod languages;
mod mutilated;
mod stored;

use std::fmt::Write;
use std::path::PathBuf;

use jarshy::model::{Document, Failure, ParsedEntry, ParsedFeed, format_time};
use jarshy::parse::parse;
use url::Url;

/// A specimen as a server would send it.
pub(super) struct Specimen {
    pub(super) name: String,
    pub(super) document: Document,
}

/// Every specimen that the table in `tests/feeds/README.md` lists.
pub(super) fn specimens() -> Vec<Specimen> {
    let folder = folder();
    let table = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row
            .split(" |")
            .map(|cell| cell.trim_matches(['|', ' ', '`']))
            .collect();
        let name = cells[0].to_owned();
        let content_type = cells
            .iter()
            .rev()
            .find(|cell| !cell.is_empty())
            .filter(|cell| cell.contains("charset"));
        let body = std::fs::read(folder.join(&name)).unwrap();
        Specimen {
            name,
            document: document(&body, content_type.copied()),
        }
    })
    .collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/feeds")
}

/// A document from the address all specimens share.
pub(super) fn document(body: &[u8], content_type: Option<&str>) -> Document {
    Document {
        url: Url::parse("https://origin.example/feeds/all.xml").unwrap(),
        content_type: content_type.map(str::to_owned),
        body: body.to_vec(),
    }
}

#[test]
fn every_specimen_is_read_as_its_snapshot_says() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for specimen in specimens() {
            insta::assert_snapshot!(specimen.name.as_str(), render(&parse(&specimen.document)));
        }
    });
}

#[test]
fn every_file_among_the_specimens_is_listed() {
    let listed: Vec<String> = specimens()
        .into_iter()
        .map(|specimen| specimen.name)
        .collect();
    assert!(listed.len() >= 120, "{} specimens", listed.len());
    for file in std::fs::read_dir(folder()).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        let is_specimen =
            file.file_type().unwrap().is_file() && !name.starts_with('.') && name != "README.md";
        assert!(
            !is_specimen || listed.contains(&name),
            "{name} is not in the table"
        );
    }
}

/// What was read, one fact a line, absent ones left out.
fn render(read: &Result<ParsedFeed, Failure>) -> String {
    let mut text = String::new();
    match read {
        Err(failure) => writeln!(text, "{}: {failure}", failure.kind.as_str()).unwrap(),
        Ok(feed) => {
            let next = feed.next_page.as_deref();
            fact(&mut text, "feed title", feed.title.as_deref());
            fact(&mut text, "site", feed.site_url.as_deref());
            fact(&mut text, "language", feed.language.as_deref());
            fact(
                &mut text,
                "hint",
                feed.rhythm
                    .interval
                    .map(|hint| format!("{} s", hint.as_secs()))
                    .as_deref(),
            );
            fact(&mut text, "next page", next);
            feed.repairs
                .iter()
                .for_each(|repair| fact(&mut text, "repair", Some(repair)));
            feed.dropped
                .iter()
                .for_each(|dropped| fact(&mut text, "dropped", Some(dropped)));
            feed.entries
                .iter()
                .for_each(|entry| render_entry(&mut text, entry));
        }
    }
    text
}

fn render_entry(text: &mut String, entry: &ParsedEntry) {
    text.push_str("- entry\n");
    fact(text, "  id", entry.id.as_deref());
    fact(text, "  link", entry.link.as_deref());
    fact(text, "  original", entry.original_link.as_deref());
    fact(text, "  title", entry.title.as_deref());
    fact(text, "  author", entry.author.as_deref());
    fact(
        text,
        "  published",
        entry.published.map(format_time).as_deref(),
    );
    fact(text, "  updated", entry.updated.map(format_time).as_deref());
    fact(text, "  language", entry.language.as_deref());
    fact(text, "  summary", entry.summary.as_deref());
    fact(text, "  content", entry.content.as_deref());
    fact(
        text,
        "  text",
        Some(entry.text.as_str()).filter(|text| !text.is_empty()),
    );
    entry
        .odd_dates
        .iter()
        .for_each(|date| fact(text, "  odd date", Some(date)));
    for media in &entry.enclosures {
        let described = format!(
            "{} {:?} {:?} {:?}",
            media.url, media.mime_type, media.length, media.duration
        );
        fact(text, "  enclosure", Some(&described));
    }
}

fn fact(text: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let short: String = value.chars().take(300).collect();
        writeln!(text, "{name}: {short:?}").unwrap();
    }
}

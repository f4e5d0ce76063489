//! What `jarshy poll` keeps of a document served over HTTP is what `parse` reads in its bytes; and
//! what would run in a browser is in none of it.

use std::collections::{BTreeSet, HashSet};
use std::sync::Mutex;

use jarshy::model::{Document, ParsedEntry, format_time};
use jarshy::parse::parse;

use super::injections::{INJECTIONS, assert_safe, carriers};
use super::{Specimen, specimens};
use crate::support::Place;
use crate::support::origin::{Origin, Reply};

fn config(origin: &Origin, paths: &[String]) -> String {
    let mut text = String::from(
        "[store]\npath = \"jarshy.db\"\n[poll]\nallow_private_networks = true\nper_host = 8\n",
    );
    for path in paths {
        text.push_str(&format!("[[feeds]]\nurl = \"{}\"\n", origin.url(path)));
    }
    text
}

/// What is compared of an entry, as a row of the store.
fn row(entry: &ParsedEntry) -> String {
    let link = entry.original_link.as_ref().or(entry.link.as_ref());
    let facts = [
        entry.id.clone(),
        link.cloned(),
        entry.title.clone(),
        entry.published.map(format_time),
    ];
    facts.map(Option::unwrap_or_default).join("|")
}

/// Specimens by store: those that share an address would be one item, so they stand apart.
fn shelves() -> Vec<Vec<Specimen>> {
    let mut shelves: Vec<(Vec<Specimen>, HashSet<String>)> = Vec::new();
    for specimen in specimens() {
        let entries = parse(&specimen.document).map_or(Vec::new(), |feed| feed.entries);
        let names = |entry: ParsedEntry| [entry.id, entry.link, entry.original_link];
        let names: HashSet<String> = entries.into_iter().flat_map(names).flatten().collect();
        let free = shelves
            .iter()
            .position(|(_, taken)| taken.is_disjoint(&names));
        let free = free.unwrap_or_else(|| {
            shelves.push((Vec::new(), HashSet::new()));
            shelves.len() - 1
        });
        shelves[free].0.push(specimen);
        shelves[free].1.extend(names);
    }
    shelves.into_iter().map(|(shelf, _)| shelf).collect()
}

/// Polls the documents of one store and compares; returns how many items there were.
fn compare(origin: &Origin, shelf: Vec<Specimen>) -> usize {
    let mut compared = 0;
    let mut said: Vec<(String, Option<BTreeSet<String>>)> = Vec::new();
    for specimen in shelf {
        let path = format!("/{}", specimen.name);
        let kind = specimen.document.content_type.unwrap_or_else(|| {
            let is_json = path.ends_with(".json");
            let kind = if is_json {
                "application/feed+json"
            } else {
                "application/xml"
            };
            kind.to_owned()
        });
        let body = specimen.document.body;
        origin.at(&path, Reply::ok(body.clone()).header("Content-Type", &kind));
        let read = parse(&Document {
            url: origin.url(&path).parse().unwrap(),
            content_type: Some(kind),
            body,
        });
        let rows = read.ok().map(|feed| feed.entries.iter().map(row).collect());
        said.push((path, rows));
    }
    let paths: Vec<String> = said.iter().map(|(path, _)| path.clone()).collect();
    let place = Place::with_config(&config(origin, &paths));
    place.run(&["poll"]).ok();
    for (path, rows) in said {
        let of_feed = format!("where f.url = '{}'", origin.url(&path));
        let outcome = place.sql(&format!(
            "select outcome from polls p join feeds f on f.id = p.feed_id {of_feed}"
        ));
        let Some(rows) = rows else {
            assert_eq!(outcome, ["failed"], "{path}");
            continue;
        };
        assert_ne!(outcome, ["failed"], "{path}");
        let kept: BTreeSet<String> = place
            .sql(&format!(
                "select s.guid, s.url, i.title, i.published_at from item_sources s
                 join items i on i.id = s.item_id join feeds f on f.id = s.feed_id {of_feed}"
            ))
            .into_iter()
            .collect();
        assert_eq!(kept, rows, "{path}");
        compared += kept.len();
    }
    compared
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_holds_what_the_bytes_say() {
    let origin = Origin::start().await;
    let shelves = Mutex::new(shelves());
    let next = || shelves.lock().unwrap().pop();
    let compared: usize = std::thread::scope(|scope| {
        let workers = [(); 4].map(|()| {
            scope.spawn(|| {
                let mut compared = 0;
                while let Some(shelf) = next() {
                    compared += compare(&origin, shelf);
                }
                compared
            })
        });
        workers.map(|worker| worker.join().unwrap()).iter().sum()
    });
    assert!(compared >= 150, "{compared} items");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_runs_reaches_the_store() {
    let origin = Origin::start().await;
    let mut paths = Vec::new();
    for (number, injection) in INJECTIONS.iter().enumerate() {
        for (format, carrier) in carriers(injection).into_iter().enumerate() {
            let kind = if carrier.starts_with('{') {
                "application/feed+json"
            } else {
                "application/xml"
            };
            // Each of its own, so that none is taken for another's copy.
            let path = format!("/{number}/{format}");
            let body = carrier.replace("NUMBER", &format!("{number}-{format}"));
            origin.at(&path, Reply::ok(body).header("Content-Type", kind));
            paths.push(path);
        }
    }
    let place = Place::with_config(&config(&origin, &paths));
    place.run(&["poll"]).ok();
    assert_eq!(
        place.sql("select count(*) from polls where outcome = 'updated'"),
        [paths.len().to_string()]
    );
    assert_eq!(
        place.sql("select count(*) from items"),
        [paths.len().to_string()]
    );
    for html in place.sql("select coalesce(summary, '') || coalesce(content, '') from items") {
        assert_safe(&html);
    }
    for address in place.sql(
        "select url from items where url is not null union all
         select value ->> 'url' from items, json_each(enclosures)
         union all select site_url from feeds where site_url is not null",
    ) {
        assert!(
            address.starts_with("http://") || address.starts_with("https://"),
            "{address}"
        );
    }
    for line in place.sql("select coalesce(title, '') || ' ' || coalesce(author, '') from items") {
        let line = line.to_ascii_lowercase();
        assert!(
            !line.contains("<script") && !line.contains("onerror"),
            "{line}"
        );
    }
}

//! `jarshy demo`: mock feed, the real daemon and a first look at the result, in one command.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

use super::output::{ListFormat, Listing, printable, text_table, time_value};
use super::{Cli, load_config};
use crate::daemon::{self, signals::Request};
use crate::mock::{self, Articles};
use crate::model::ItemId;
use crate::status::why_then;
use crate::store::{ItemFilter, Store};
use serde_json::json;

/// Longest wait for the second round of polls.
const PATIENCE: Duration = Duration::from_secs(25);
/// Between two looks at how far the daemon is.
const GLANCE: Duration = Duration::from_millis(250);

/// Shows it all in a few seconds, without network: four articles come in through three feeds, are
/// kept once, tagged, and ready for SQL.
///
/// A mock feed serves the articles as RSS, Atom and JSON Feed on loopback; the real daemon polls them on
/// a cron schedule into a temporary store until a second round has brought 304s.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy demo
  jarshy demo --store demo.db && sqlite3 demo.db 'select title from items'
  jarshy demo --articles my-articles/

--store PATH keeps the database in a new file.")]
pub(super) struct DemoArgs {
    /// Folder of article files, or one file [default: the four built-in articles]
    #[arg(long, value_name = "PATH")]
    articles: Option<PathBuf>,
}

/// Queries that show what the database is like.
const QUERIES: [(&str, &str); 3] = [
    (
        "Which topics, how many items, and the latest headline?",
        "select t.topic, count(*) as items, max(i.published_at) as latest
from item_topics t join items i on i.id = t.item_id
group by t.topic order by items desc, t.topic",
    ),
    (
        "Which words earned the tags?",
        "select t.topic, json_extract(e.value, '$.term') as word, sum(json_extract(e.value, '$.weight')) as points
from item_topics t, json_each(t.evidence) e
group by 1, 2 order by points desc limit 8",
    ),
    (
        "What did each feed's polls come to?",
        "select f.title as feed, p.outcome, count(*) as polls, sum(p.bytes) as bytes, sum(p.new_items) as new_items
from polls p join feeds f on f.id = p.feed_id
group by f.id, p.outcome order by f.id, p.outcome desc",
    ),
];

pub(super) async fn run(
    cli: &Cli,
    args: DemoArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let store_path = match &cli.store {
        Some(path) if path.exists() => anyhow::bail!(
            "{} exists already; the demo keeps its database in a new file",
            path.display()
        ),
        Some(path) => std::path::absolute(path)?,
        None => folder.path().join("demo.db"),
    };
    let articles = match args.articles {
        Some(path) => Articles::at(path),
        None => Articles::builtin(),
    };
    let expected = articles.read()?.len();

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let (stop_mock, mock_stopped) = oneshot::channel::<()>();
    let mock = tokio::spawn(mock::serve(listener, articles, async {
        let _ = mock_stopped.await;
    }));
    let config_path = folder.path().join("jarshy.toml");
    std::fs::write(&config_path, config_text(address, &store_path))?;
    writeln!(
        out,
        "Serving {expected} articles as RSS, Atom and JSON Feed on {address}; the daemon polls them every 2 seconds."
    )?;

    let config = load_config(&config_path, None)?;
    let (requests, inbox) = mpsc::channel(1);
    let reload_path = config_path.clone();
    let daemon = tokio::spawn(daemon::run(
        config,
        move || load_config(&reload_path, None),
        inbox,
    ));
    let waited = wait_for_second_round(&store_path).await;
    let _ = requests.send(Request::Stop).await;
    daemon.await.context("the daemon was lost")??;
    let _ = stop_mock.send(());
    mock.await.context("the mock feed was lost")??;
    waited?;

    let store = Store::open_for_reading(&store_path)?;
    show_items(&store, out).await?;
    show_feeds(&store, out).await?;
    for (question, sql) in QUERIES {
        writeln!(out, "\n{question}\n")?;
        for line in sql.lines() {
            writeln!(out, "  {line}")?;
        }
        writeln!(out)?;
        let (names, rows) = store.query(sql.to_owned()).await?;
        text_table(&names, &rows, out)?;
    }
    show_next_steps(cli, &store_path, out)?;
    Ok(ExitCode::SUCCESS)
}

fn config_text(address: SocketAddr, store: &Path) -> String {
    let mut text = format!(
        "[store]\npath = {}\n\n[poll]\nschedule = \"*/2 * * * * *\"\njitter = \"0s\"\nallow_private_networks = true\n",
        toml_string(&store.to_string_lossy())
    );
    for (url, form) in mock::urls(address).iter().zip(["RSS", "Atom", "JSON Feed"]) {
        text.push_str(&format!(
            "\n[[feeds]]\nurl = \"{url}\"\ntitle = \"Demo, {form}\"\n"
        ));
    }
    text
}

/// A TOML basic string; JSON's escapes are a subset of TOML's.
fn toml_string(text: &str) -> String {
    json!(text).to_string()
}

/// Waits until every feed has answered 304.
async fn wait_for_second_round(store: &Path) -> anyhow::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    let waiting = "select count(*) from feeds f
        where not exists (select 1 from polls p where p.feed_id = f.id and p.outcome = 'not_modified')";
    loop {
        tokio::time::sleep(GLANCE).await;
        // The store appears when the daemon has made it.
        if let Ok(store) = Store::open_for_reading(store) {
            let (_, rows) = store.query(waiting.to_owned()).await?;
            let overview = store.overview().await?;
            if overview.feeds > 0 && rows.first().is_some_and(|row| row[0] == "0") {
                return Ok(());
            }
        }
        if Instant::now() > deadline {
            anyhow::bail!("no second round within {} s", PATIENCE.as_secs());
        }
    }
}

async fn show_items(store: &Store, out: &mut dyn Write) -> anyhow::Result<()> {
    let overview = store.overview().await?;
    writeln!(
        out,
        "\n{} items, {} sightings: each article came by three feeds and is kept once.\n",
        overview.items, overview.sightings
    )?;
    let filter = ItemFilter {
        limit: 20,
        ..ItemFilter::default()
    };
    for listing in store.items(filter).await? {
        let Some(item) = store.item(ItemId(listing.id.0)).await? else {
            continue;
        };
        writeln!(out, "{:>3}  {}", listing.id.0, printable(&listing.title))?;
        for tag in &item.tags {
            let words: Vec<String> = tag
                .evidence
                .iter()
                .take(5)
                .map(|hit| {
                    format!(
                        "\"{}\" {}{}",
                        hit.term,
                        if hit.weight > 0.0 { "+" } else { "" },
                        super::show::number(hit.weight)
                    )
                })
                .collect();
            writeln!(
                out,
                "     {} ({} points): {}",
                tag.topic,
                super::show::number(tag.score),
                printable(&words.join(", "))
            )?;
        }
        if item.tags.is_empty() {
            writeln!(out, "     no topic")?;
        }
    }
    Ok(())
}

async fn show_feeds(store: &Store, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "\nHow the feeds are doing\n")?;
    let columns = [
        "feed",
        "status",
        "last_poll",
        "outcome",
        "items",
        "next_poll",
        "why_then",
    ];
    let mut listing = Listing::new(&columns, &columns);
    for feed in store.feeds().await? {
        listing.push(vec![
            json!(feed.title),
            json!(feed.status),
            time_value(feed.last_polled_at),
            json!(feed.last_outcome),
            json!(feed.items),
            time_value(feed.next_poll_at),
            json!(why_then(&feed)),
        ]);
    }
    listing.print(ListFormat::Table, out)?;
    Ok(())
}

fn show_next_steps(cli: &Cli, store: &Path, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "\nWhat to type next\n")?;
    if cli.store.is_some() {
        let path = store.display();
        writeln!(out, "  jarshy items --store {path}")?;
        writeln!(out, "  jarshy show 1 --store {path}")?;
        writeln!(out, "  sqlite3 {path} .schema")?;
    } else {
        writeln!(
            out,
            "  jarshy demo --store demo.db      the same, and the database is kept"
        )?;
        writeln!(out, "  jarshy items --store demo.db")?;
        writeln!(out, "  jarshy show 1 --store demo.db")?;
    }
    writeln!(
        out,
        "  jarshy check                     the example config in config/jarshy.toml"
    )?;
    writeln!(
        out,
        "  jarshy run                       the daemon, with that config"
    )
}

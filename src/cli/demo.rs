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

use super::output::{ListFormat, counted, number, printable, text_table};
use super::{Cli, load_config};
use crate::daemon::{self, signals::Request};
use crate::mock::{self, Articles};
use crate::model::ItemId;
use crate::store::{ItemFilter, Store, TagRow};
use serde_json::json;

/// Longest wait for the second round of polls.
const PATIENCE: Duration = Duration::from_secs(25);
/// Characters of a line of output.
const WIDTH: usize = 100;
/// Between two looks at how far the daemon is.
const GLANCE: Duration = Duration::from_millis(250);

/// Shows it all in a few seconds, without network: articles come in by three feeds, are kept once,
/// tagged, and ready for SQL
#[derive(Debug, Args)]
#[command(after_help = "\
A mock feed serves the articles as RSS, Atom and JSON Feed on loopback; the real daemon polls them on a cron schedule \
into a temporary store until a second round has brought 304s. Then you see the items with their topics and the words \
that earned them, the health of the feeds, and three SQL queries with their results.

Examples:
  jarshy demo
  jarshy demo --store demo.db && sqlite3 demo.db 'select title from items'
  jarshy demo --articles my-articles/

--store PATH keeps the database, in a file that must not exist yet. No config is read.")]
pub(super) struct DemoArgs {
    /// Folder of article files, or one file [default: the four built-in articles]
    #[arg(long, value_name = "PATH")]
    articles: Option<PathBuf>,
}

/// Queries that show what the database is like.
const QUERIES: [(&str, &str); 3] = [
    (
        "Which topics, how many items, and how recent?",
        "select t.topic, count(*) as items, max(i.published_at) as latest
from item_topics t join items i on i.id = t.item_id
group by t.topic order by items desc, t.topic",
    ),
    (
        "Which words earned the tags?",
        "select t.topic, json_extract(e.value, '$.term') as word,
  sum(json_extract(e.value, '$.weight')) as points
from item_topics t, json_each(t.evidence) e
group by t.topic, word order by points desc, word limit 8",
    ),
    (
        "What did each feed's polls come to?",
        "select f.title as feed, p.outcome, count(*) as polls, sum(p.bytes) as bytes,
  sum(p.new_items) as new_items
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
        "Serving {} as RSS, Atom and JSON Feed on {address}; the daemon polls every 2 seconds.",
        counted(expected, "article")
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
    show_next_steps(cli, out)?;
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
        "\n{}, {}: what came by several feeds is kept once.\n",
        counted(overview.items as usize, "item"),
        counted(overview.sightings as usize, "sighting")
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
            writeln!(out, "{}", tag_line(tag))?;
        }
        if item.tags.is_empty() {
            writeln!(out, "     no topic")?;
        }
    }
    Ok(())
}

/// A topic with the words that earned it, as many as fit the line.
fn tag_line(tag: &TagRow) -> String {
    let mut line = format!("     {} ({} points)", tag.topic, number(tag.score));
    let earned = tag.evidence.iter().filter(|hit| hit.weight > 0.0);
    for (place, hit) in earned.enumerate() {
        let before = if place == 0 { ": " } else { ", " };
        let words = format!("{before}\"{}\" +{}", hit.term, number(hit.weight));
        if line.chars().count() + words.chars().count() > WIDTH {
            line.push_str(", ...");
            break;
        }
        line.push_str(&words);
    }
    printable(&line)
}

async fn show_feeds(store: &Store, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "\nHow the feeds are doing\n")?;
    let feeds = store.feeds().await?;
    super::feeds::listing(&feeds).print(ListFormat::Table, out)?;
    Ok(())
}

fn show_next_steps(cli: &Cli, out: &mut dyn Write) -> std::io::Result<()> {
    let jarshy = program();
    let kept = cli.store.as_deref().unwrap_or(Path::new("demo.db"));
    let store = for_a_shell(&kept.to_string_lossy());
    let mut steps = vec![
        (format!("{jarshy} items --store {store}"), "what came in"),
        (
            format!("{jarshy} show 1 --store {store}"),
            "one item, and why it has its topics",
        ),
        (format!("sqlite3 {store} .schema"), "the tables, explained"),
        (format!("{jarshy} check"), "is config/jarshy.toml right?"),
        (format!("{jarshy} run"), "the daemon"),
    ];
    if cli.store.is_none() {
        let again = format!("{jarshy} demo --store {store}");
        steps.insert(0, (again, "the same, and the database is kept"));
    }
    writeln!(out, "\nWhat to type next\n")?;
    let widest = steps.iter().map(|(step, _)| step.chars().count()).max();
    let widest = widest.unwrap_or_default();
    for (step, what) in steps {
        writeln!(out, "  {step:<widest$}  {what}")?;
    }
    Ok(())
}

/// What started this program, as one would type it here.
fn program() -> String {
    let typed = std::env::args_os().next().unwrap_or_default();
    let below = std::env::current_dir()
        .ok()
        .and_then(|here| Path::new(&typed).strip_prefix(here).ok());
    match below {
        Some(below) if below.components().count() == 1 => {
            for_a_shell(&format!("./{}", below.display()))
        }
        Some(below) => for_a_shell(&below.to_string_lossy()),
        None => for_a_shell(&typed.to_string_lossy()),
    }
}

/// As a shell reads it back.
fn for_a_shell(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    if text.chars().all(plain) {
        text.to_owned()
    } else {
        printable(&format!("'{}'", text.replace('\'', "'\\''")))
    }
}

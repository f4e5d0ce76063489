//! `jarshy discover`: the feeds of a web site.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::ask::{AskArgs, Asker};
use super::output::{ListFormat, Listing, time_value};
use super::{Cli, Usage};
use crate::model::{Document, FailureKind, FeedUrl, ParsedFeed};
use crate::parse::{feeds_in_page, parse};

/// Addresses tried when a page names no feed that reads, until one does; few, out of politeness.
const COMMON_PATHS: [&str; 7] = [
    "/feed/",
    "/feed",
    "/rss.xml",
    "/rss",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
];
/// Feeds of one page that are tried.
const TRIES: usize = 10;

/// Finds the feeds of a web page, tries them, and prints the TOML to paste into the config.
#[derive(Debug, Args)]
#[command(after_help = "\
The page names its feeds as a rule, or links to them; where it does not, the usual addresses are tried. Only feeds \
that answer and can be read are printed.

Examples:
  jarshy discover astanatimes.com
  jarshy discover https://astanatimes.com --format json

Exit codes: 0 feeds were found, 1 none were, 2 usage.")]
pub(super) struct DiscoverArgs {
    /// A page of the site, or a feed
    #[arg(value_name = "URL")]
    url: String,

    #[command(flatten)]
    ask: AskArgs,

    /// Print a list instead of TOML
    #[arg(long, value_enum)]
    format: Option<ListFormat>,
}

/// A feed that was tried and reads.
struct Found {
    url: String,
    feed: ParsedFeed,
}

pub(super) async fn run(
    cli: &Cli,
    args: DiscoverArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let typed = match args.url.contains("://") {
        true => args.url.clone(),
        false => format!("https://{}", args.url),
    };
    let url = FeedUrl::parse(&typed).map_err(|e| Usage(format!("\"{typed}\": {e}")))?;
    let asker = Asker::new(cli, &args.ask)?;
    let page = asker
        .document(&url)
        .await
        .map_err(|failure| anyhow::anyhow!("{url}: {failure}"))?;
    let found = find(&asker, &url, page).await;
    if found.is_empty() {
        anyhow::bail!("{url} names no feed, and none is at the usual addresses");
    }
    match args.format {
        Some(format) => listing(&found).print(format, out)?,
        None => {
            for found in &found {
                writeln!(out, "# {}", about(&found.feed))?;
                writeln!(out, "[[feeds]]\nurl = {}\n", json!(found.url))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn find(asker: &Asker, url: &FeedUrl, page: Document) -> Vec<Found> {
    if let Ok(feed) = parse(&page) {
        return vec![Found {
            url: url.to_string(),
            feed,
        }];
    }
    let html = String::from_utf8_lossy(&page.body);
    let mut found: Vec<Found> = Vec::new();
    for (candidate, _) in feeds_in_page(&html, &page.url).into_iter().take(TRIES) {
        match attempt(asker, &candidate).await {
            Ok(feed) => found.extend(feed),
            Err(SlowDown) => return found,
        }
    }
    if found.is_empty() {
        for candidate in COMMON_PATHS
            .iter()
            .filter_map(|path| page.url.join(path).ok())
        {
            match attempt(asker, candidate.as_str()).await {
                Ok(None) => {}
                Ok(Some(feed)) => return vec![feed],
                Err(SlowDown) => break,
            }
        }
    }
    found
}

/// A server that asked to be left alone (429, 503).
struct SlowDown;

/// The feed at an address; `None` when there is none that reads.
async fn attempt(asker: &Asker, address: &str) -> Result<Option<Found>, SlowDown> {
    let Ok(url) = FeedUrl::parse(address) else {
        return Ok(None);
    };
    match asker.document(&url).await {
        Err(failure) if failure.kind == FailureKind::Throttled => Err(SlowDown),
        Err(_) => Ok(None),
        Ok(document) => Ok(parse(&document).ok().map(|feed| Found {
            url: url.to_string(),
            feed,
        })),
    }
}

/// One line of comment: title, language, items, freshness.
fn about(feed: &ParsedFeed) -> String {
    let title = feed.title.as_deref().unwrap_or("untitled");
    let language = feed
        .language
        .as_deref()
        .or_else(|| {
            feed.entries
                .iter()
                .find_map(|entry| entry.language.as_deref())
        })
        .unwrap_or("language unknown");
    let latest = feed
        .entries
        .iter()
        .filter_map(|e| e.published.or(e.updated))
        .max();
    let latest = latest.map_or_else(
        || "no dates".to_owned(),
        |at| format!("latest {}", at.date_naive()),
    );
    let text = format!(
        "{title}; {language}; {} items, {latest}",
        feed.entries.len()
    );
    super::output::printable(&text).replace('\n', " ")
}

fn listing(found: &[Found]) -> Listing {
    let columns = ["url", "title", "language", "items", "latest"];
    let mut listing = Listing::new(&columns, &columns);
    for found in found {
        let entries = &found.feed.entries;
        listing.push(vec![
            json!(found.url),
            json!(found.feed.title),
            json!(found.feed.language),
            json!(entries.len()),
            time_value(
                entries
                    .iter()
                    .filter_map(|e| e.published.or(e.updated))
                    .max(),
            ),
        ]);
    }
    listing
}

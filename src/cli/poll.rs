//! `jarshy poll`: every feed once, now.

use std::collections::HashMap;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::output::{ListFormat, Listing, printable};
use super::{Cli, Usage};
use crate::backoff;
use crate::config::Config;
use crate::daemon::crew::{Crew, Done, instant_of};
use crate::daemon::signals::Signals;
use crate::fetch::Fetcher;
use crate::model::{Feed, FeedId, FeedState, FeedStatus, FeedUrl, did_you_mean, format_time};
use crate::poll::{Context, Job};
use crate::store::{HostHold, Store, StoreLock};

/// How long polls in flight may take to end after an interrupt.
const DRAIN: Duration = Duration::from_secs(5);

/// Polls all feeds (or the named ones) once, now, and exits.
///
/// Schedules and jitter do not matter; what publishers asked for (Retry-After, max-age), backoff after
/// failures, per-host limits and disabled feeds do, unless --force overrides them. It needs the store
/// for itself, so it is refused while the daemon runs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy poll
  jarshy poll https://astanatimes.com/feed/ --force
  jarshy poll --format json | jq '.[] | select(.outcome == \"failed\")'

Exit codes: 0 done, also when some feeds failed; 1 nothing could work; 2 usage or config.")]
pub(super) struct PollArgs {
    /// Only these feeds of the config
    #[arg(value_name = "URL")]
    urls: Vec<String>,

    /// Also poll feeds that asked to be left alone, failed lately, are gone or disabled
    #[arg(long)]
    force: bool,

    /// Print a row for every feed instead of a summary
    #[arg(long, value_enum)]
    format: Option<ListFormat>,
}

pub(super) async fn run(
    cli: &Cli,
    args: PollArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let config = cli.load_config()?;
    let wanted = wanted(&config, &args.urls)?;
    let _lock = StoreLock::acquire(&config.store.path, "jarshy poll")?;
    let store = Store::open(&config.store.path)?;
    let ids = store.sync_feeds(config.feeds.clone()).await?;
    store.sync_topics(config.topics.list()).await?;
    let states: HashMap<FeedId, FeedState> = store.feed_states().await?.into_iter().collect();
    let holds = store.host_holds(Utc::now()).await?;

    let context = Context {
        fetcher: Arc::new(Fetcher::new(&config.fetch)?),
        store: store.clone(),
        topics: Arc::clone(&config.topics),
        jitter: chrono::Duration::from_std(config.poll.jitter).unwrap_or(chrono::Duration::MAX),
    };
    let mut crew = Crew::new(context, &config.poll, Utc::now);
    let mut report = Report::default();
    for (feed, id) in config.feeds.iter().zip(ids) {
        if !wanted.contains_key(&feed.url.key()) {
            continue;
        }
        let job = Job {
            id,
            feed: Arc::new(feed.clone()),
            state: states.get(&id).cloned().unwrap_or_default(),
        };
        match objection(&job, &holds) {
            Some(reason) if args.force => report.overridden.push((feed.clone(), reason)),
            Some(reason) => {
                report.skip(feed, reason);
                continue;
            }
            None => {}
        }
        crew.offer(job);
    }
    if !args.force {
        for hold in &holds {
            crew.hold(&hold.host, instant_of(hold.until, Utc::now()));
        }
    }
    let interrupted = poll_all(&mut crew, &mut report).await?;
    store.close().await;

    report.print(args.format, out)?;
    if interrupted {
        writeln!(
            std::io::stderr(),
            "jarshy: interrupted; what was not polled stays as it was"
        )?;
        return Ok(ExitCode::FAILURE);
    }
    if report.nothing_kept() {
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// The keys of the feeds to poll.
fn wanted(config: &Config, urls: &[String]) -> anyhow::Result<HashMap<String, ()>> {
    let configured: HashMap<String, ()> = config.feeds.iter().map(|f| (f.url.key(), ())).collect();
    if urls.is_empty() {
        return Ok(configured);
    }
    let mut wanted = HashMap::new();
    for text in urls {
        let url = FeedUrl::parse(text).map_err(|e| Usage(format!("\"{text}\": {e}")))?;
        if !configured.contains_key(&url.key()) {
            let known: Vec<String> = config.feeds.iter().map(|f| f.url.to_string()).collect();
            let hint = did_you_mean(&url.to_string(), known.iter().map(String::as_str))
                .map_or_else(String::new, |hint| format!(", {hint}"));
            return Err(Usage(format!("{url} is not a feed of the config{hint}")).into());
        }
        wanted.insert(url.key(), ());
    }
    Ok(wanted)
}

/// Why this feed should be left alone now; `None` when nothing speaks against a poll.
fn objection(job: &Job, holds: &[HostHold]) -> Option<String> {
    if !job.feed.enabled {
        return Some("disabled in the config".to_owned());
    }
    if job.state.status == FeedStatus::Gone {
        return Some("gone: it answered 410".to_owned());
    }
    if let Some(veto) = backoff::veto(&job.state, Utc::now()) {
        return Some(format!(
            "not before {}: {}",
            format_time(veto.at),
            veto.reason
        ));
    }
    let host = job.url().authority();
    holds.iter().find(|hold| hold.host == host).map(|hold| {
        format!(
            "not before {}: its host asked to slow down",
            format_time(hold.until)
        )
    })
}

/// Runs the crew until it is idle; `true` when a signal ended it early.
async fn poll_all(crew: &mut Crew, report: &mut Report) -> anyhow::Result<bool> {
    let mut signals = Signals::catch()?;
    let progress = progress(crew.waiting());
    let mut stop_at: Option<Instant> = None;
    while !crew.is_idle() {
        let wake = match stop_at {
            None => crew.start_ready(),
            Some(deadline) => Some(deadline),
        };
        tokio::select! {
            biased;
            _ = signals.next() => {
                crew.drop_waiting();
                stop_at = Some(Instant::now() + DRAIN);
            }
            done = crew.finished() => {
                progress.inc(1);
                progress.set_message(done.job.feed.url.to_string());
                report.take(done);
            }
            () = sleep_until(wake) => {
                if stop_at.is_some() {
                    crew.abandon().await;
                }
            }
        }
    }
    progress.finish_and_clear();
    Ok(stop_at.is_some())
}

async fn sleep_until(wake: Option<Instant>) {
    match wake {
        Some(at) => tokio::time::sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}

fn progress(feeds: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(feeds as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} feeds, {eta} left  {wide_msg}");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// What came of it all.
#[derive(Default)]
struct Report {
    rows: Vec<Row>,
    overridden: Vec<(Feed, String)>,
}

struct Row {
    feed: Feed,
    outcome: &'static str,
    http_status: Option<u16>,
    new_items: usize,
    changed_items: usize,
    note: Option<String>,
}

impl Report {
    fn skip(&mut self, feed: &Feed, reason: String) {
        self.rows.push(Row {
            feed: feed.clone(),
            outcome: "skipped",
            http_status: None,
            new_items: 0,
            changed_items: 0,
            note: Some(reason),
        });
    }

    fn take(&mut self, done: Done) {
        let feed = Feed::clone(&done.job.feed);
        self.rows.push(match done.result {
            Ok(report) => Row {
                feed,
                outcome: report.recorded.outcome,
                http_status: report.state.last_status,
                new_items: report.recorded.new_items.len(),
                changed_items: report.recorded.changed_items,
                note: report.failure.map(|failure| failure.message),
            },
            Err(error) => Row {
                feed,
                outcome: "not_kept",
                http_status: None,
                new_items: 0,
                changed_items: 0,
                note: Some(error.to_string()),
            },
        });
    }

    fn count(&self, outcome: &str) -> usize {
        self.rows
            .iter()
            .filter(|row| row.outcome == outcome)
            .count()
    }

    /// Polls were made and the store could keep none of them.
    fn nothing_kept(&self) -> bool {
        let lost = self.count("not_kept");
        lost > 0 && lost + self.count("skipped") == self.rows.len()
    }

    fn print(&self, format: Option<ListFormat>, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut err = std::io::stderr();
        for (feed, reason) in &self.overridden {
            writeln!(
                err,
                "--force polled {} although: {}",
                feed.url,
                printable(reason)
            )?;
        }
        match format {
            Some(format) => self.listing().print(format, out)?,
            None => {
                for row in self.rows.iter().filter(|row| row.note.is_some()) {
                    let note = row.note.as_deref().unwrap_or_default();
                    let outcome = row.outcome.replace('_', " ");
                    writeln!(err, "{outcome} {}: {}", row.feed.url, printable(note))?;
                }
                writeln!(out, "{}", self.summary())?;
            }
        }
        Ok(())
    }

    fn listing(&self) -> Listing {
        let columns = [
            "url",
            "outcome",
            "http_status",
            "new_items",
            "changed_items",
            "note",
        ];
        let mut listing = Listing::new(&columns, &columns);
        for row in &self.rows {
            listing.push(vec![
                json!(row.feed.url.to_string()),
                json!(row.outcome),
                row.http_status.map_or(Value::Null, Value::from),
                json!(row.new_items),
                json!(row.changed_items),
                json!(row.note),
            ]);
        }
        listing
    }

    fn summary(&self) -> String {
        let polled = self.rows.len() - self.count("skipped");
        let new: usize = self.rows.iter().map(|row| row.new_items).sum();
        let changed: usize = self.rows.iter().map(|row| row.changed_items).sum();
        let mut text = format!("polled {polled} feeds");
        let outcomes = [
            ("updated", "updated"),
            ("unchanged", "unchanged"),
            ("not_modified", "not modified"),
            ("failed", "failed"),
            ("not_kept", "not kept"),
        ];
        let counts: Vec<String> = outcomes
            .iter()
            .filter(|(outcome, _)| self.count(outcome) > 0)
            .map(|(outcome, words)| format!("{} {words}", self.count(outcome)))
            .collect();
        if !counts.is_empty() {
            text.push_str(&format!(" ({})", counts.join(", ")));
        }
        text.push_str(&format!("; {new} new items, {changed} changed"));
        match self.count("skipped") {
            0 => text,
            skipped => format!("{text}; {skipped} feeds left alone, --force polls them"),
        }
    }
}

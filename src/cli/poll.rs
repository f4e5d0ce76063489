//! `jarshy poll`: every feed once, now. Which feeds, what speaks against each, and the loop that runs
//! them through the daemon's own crew; what came of it is told by `report`.

mod report;

use std::collections::{HashMap, HashSet};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::watch;

use super::output::ListFormat;
use super::{Cli, Usage};
use crate::backoff;
use crate::config::Config;
use crate::daemon::crew::Crew;
use crate::daemon::signals::Signals;
use crate::fetch::Fetcher;
use crate::model::{FeedId, FeedState, FeedStatus, FeedUrl, did_you_mean, format_time};
use crate::poll::{Context, Job};
use crate::store::{HostHold, Store, StoreLock};
use report::Report;

/// How long polls in flight may take to end after an interrupt.
const DRAIN: Duration = Duration::from_secs(5);
/// A host that asks, in the middle, to be left alone for longer than this is left alone.
const WORTH_WAITING: Duration = Duration::from_secs(30);

/// Polls all feeds (or the named ones) once, now, and exits
#[derive(Debug, Args)]
#[command(after_help = "\
Schedules and jitter do not matter; what publishers asked for (Retry-After, max-age), backoff after failures and \
disabled feeds do, unless --force overrides them; limits per host always do. It needs the store for itself, so it is \
refused while the daemon runs.

Examples:
  jarshy poll
  jarshy poll https://astanatimes.com/feed/ --force
  jarshy poll --format json | jq '.[] | select(.outcome == \"failed\")'

Exit codes: 0 done, also when feeds failed; 1 interrupted, or the store could not be used or keep a poll; 2 usage or \
config.")]
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
        topics: watch::channel(Arc::clone(&config.topics)).1,
        jitter: chrono::Duration::from_std(config.poll.jitter).unwrap_or(chrono::Duration::MAX),
        host_gap: config.poll.host_gap,
    };
    let mut crew = Crew::new(context, &config.poll, Utc::now);
    let mut report = Report::default();
    for (feed, id) in config.feeds.iter().zip(ids) {
        if !wanted.contains(&feed.url.key()) {
            continue;
        }
        let job = Job {
            id,
            feed: Arc::new(feed.clone()),
            state: states.get(&id).cloned().unwrap_or_default(),
        };
        match objection(&job, &holds) {
            Some(reason) if args.force => report.overrule(feed, reason),
            Some(reason) => {
                report.skip(feed, reason);
                continue;
            }
            None => {}
        }
        crew.offer(job);
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
    if report.something_lost() {
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// The keys of the feeds to poll.
fn wanted(config: &Config, urls: &[String]) -> Result<HashSet<String>, Usage> {
    let configured: HashSet<String> = config.feeds.iter().map(|f| f.url.key()).collect();
    if urls.is_empty() {
        return Ok(configured);
    }
    let mut wanted = HashSet::new();
    for text in urls {
        let url = FeedUrl::parse(text).map_err(|e| Usage(format!("\"{text}\": {e}")))?;
        if !configured.contains(&url.key()) {
            let known: Vec<String> = config.feeds.iter().map(|f| f.url.to_string()).collect();
            let hint = did_you_mean(&url.to_string(), known.iter().map(String::as_str))
                .map_or_else(String::new, |hint| format!(", {hint}"));
            return Err(Usage(format!("{url} is not a feed of the config{hint}")));
        }
        wanted.insert(url.key());
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
    holds.iter().find(|hold| hold.host == host).map(resting)
}

fn resting(hold: &HostHold) -> String {
    format!(
        "not before {}: its host asked to slow down",
        format_time(hold.until)
    )
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
            _ = signals.next() => match stop_at {
                None => {
                    crew.drop_waiting();
                    stop_at = Some(Instant::now() + DRAIN);
                }
                // Whoever asks twice means now.
                Some(_) => crew.abandon().await,
            },
            done = crew.finished() => {
                progress.inc(1);
                progress.set_message(done.job.feed.url.to_string());
                let hold = done.result.as_ref().ok().and_then(|polled| polled.hold.clone());
                report.take(done);
                if let Some(hold) = hold {
                    for job in crew.take_resting(Instant::now() + WORTH_WAITING) {
                        progress.inc(1);
                        report.skip(&job.feed, resting(&hold));
                    }
                }
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

//! One document fetched by hand, for commands that look at a single address: the same client, limits
//! and address checks as a poll, without validators.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use clap::Args;

use super::Cli;
use crate::config::default_requests;
use crate::fetch::{Ask, Fetcher, is_private};
use crate::model::{
    Document, Failure, FailureKind, Feed, FeedUrl, Fetched, RequestSettings, Schedule, Validators,
};

/// What may be fetched by hand.
#[derive(Debug, Args)]
pub(super) struct AskArgs {
    /// Also fetch from loopback and private addresses
    #[arg(long)]
    allow_private_networks: bool,
}

/// Fetches documents for one command.
pub(super) struct Asker {
    fetcher: Fetcher,
    request: RequestSettings,
    schedule: Schedule,
    gaps: Mutex<Gaps>,
}

impl Asker {
    /// Settings are the config's where there is one that can be read, else the defaults.
    pub(super) fn new(cli: &Cli, args: &AskArgs) -> anyhow::Result<Asker> {
        let (mut fetch, request, gap) = match cli.load_config() {
            Ok(config) => (config.fetch, config.request, config.poll.host_gap),
            Err(_) => default_requests(),
        };
        fetch.allow_private_networks |= args.allow_private_networks;
        Ok(Asker {
            fetcher: Fetcher::new(&fetch)?,
            request,
            schedule: Schedule::parse("0 * * * *")?,
            gaps: Mutex::new(Gaps::new(gap)),
        })
    }

    fn gaps(&self) -> MutexGuard<'_, Gaps> {
        self.gaps.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The document at this address; whoever asks for several waits between those of one public host.
    pub(super) async fn document(&self, url: &FeedUrl) -> Result<Document, Failure> {
        let feed = Feed {
            url: url.clone(),
            title: None,
            folder: None,
            schedule: self.schedule.clone(),
            enabled: true,
            request: self.request.clone(),
        };
        let host = url.authority();
        let wait = self.gaps().wait(&host, Instant::now());
        tokio::time::sleep(wait).await;
        let began = Instant::now();
        let asked = self
            .fetcher
            .fetch(&Ask {
                feed: &feed,
                url,
                validators: &Validators::default(),
            })
            .await;
        let peer = asked.as_ref().map_or_else(|e| e.peer, |answer| answer.peer);
        if peer.is_some_and(|peer| !is_private(peer)) {
            self.gaps().asked(host, began);
        }
        let answer = asked?;
        match answer.fetched {
            Fetched::Document(document) => Ok(document),
            Fetched::NotModified => Err(Failure::new(
                FailureKind::Status,
                "answered \"not modified\" although nothing was asked to be compared",
            )),
        }
    }
}

/// When public hosts were asked last.
struct Gaps {
    gap: Duration,
    last: HashMap<String, Instant>,
}

impl Gaps {
    fn new(gap: Duration) -> Gaps {
        Gaps {
            gap,
            last: HashMap::new(),
        }
    }

    fn wait(&self, host: &str, now: Instant) -> Duration {
        self.last.get(host).map_or(Duration::ZERO, |last| {
            self.gap.saturating_sub(now.duration_since(*last))
        })
    }

    fn asked(&mut self, host: String, now: Instant) {
        self.last.insert(host, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_was_asked_is_left_alone_for_the_gap() {
        let mut gaps = Gaps::new(Duration::from_secs(3));
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(gaps.wait("a.example", start), Duration::ZERO);
        gaps.asked("a.example".to_owned(), start);
        assert_eq!(gaps.wait("a.example", after(1)), Duration::from_secs(2));
        assert_eq!(gaps.wait("a.example", after(5)), Duration::ZERO);
        assert_eq!(gaps.wait("b.example", after(1)), Duration::ZERO);
    }
}

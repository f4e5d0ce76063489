//! One document fetched by hand, for commands that look at a single address: the same client, limits
//! and address checks as a poll, without validators.

use clap::Args;

use super::Cli;
use crate::config::default_requests;
use crate::fetch::{Ask, Fetcher};
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
}

impl Asker {
    /// Settings are the config's where there is one that can be read, else the defaults.
    pub(super) fn new(cli: &Cli, args: &AskArgs) -> anyhow::Result<Asker> {
        let (mut fetch, request) = match cli.load_config() {
            Ok(config) => (config.fetch, config.request),
            Err(_) => default_requests(),
        };
        fetch.allow_private_networks |= args.allow_private_networks;
        Ok(Asker {
            fetcher: Fetcher::new(&fetch)?,
            request,
            schedule: Schedule::parse("0 * * * *")?,
        })
    }

    /// The document at this address.
    pub(super) async fn document(&self, url: &FeedUrl) -> Result<Document, Failure> {
        let feed = Feed {
            url: url.clone(),
            title: None,
            folder: None,
            schedule: self.schedule.clone(),
            enabled: true,
            request: self.request.clone(),
        };
        let answer = self
            .fetcher
            .fetch(&Ask {
                feed: &feed,
                url,
                validators: &Validators::default(),
            })
            .await?;
        match answer.fetched {
            Fetched::Document(document) => Ok(document),
            Fetched::NotModified => Err(Failure::new(
                FailureKind::Status,
                "answered \"not modified\" although nothing was asked to be compared",
            )),
        }
    }
}

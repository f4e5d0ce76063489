//! `jarshy run`: the daemon.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use tokio::sync::mpsc;

use super::{Cli, load_config};
use crate::daemon::{self, signals::Signals};

/// The daemon: polls the feeds on their schedules until it is told to stop
#[derive(Debug, Args)]
#[command(after_help = "\
SIGHUP reads the config again (a faulty one leaves the old one in force); SIGTERM and SIGINT (Ctrl-C) end it within \
ten seconds. Under systemd it says when it is ready, reloading and stopping. It logs one line per poll.

Examples:
  jarshy run --config /etc/jarshy/jarshy.toml
  jarshy run --log debug

Exit codes: 0 stopped on request, 1 could not start, 2 the config has mistakes.")]
pub(super) struct RunArgs {}

pub(super) async fn run(cli: &Cli, _args: RunArgs) -> anyhow::Result<ExitCode> {
    // Before anything takes time: until then a reload would end us.
    let mut signals = Signals::catch().context("cannot catch signals")?;
    let path = cli.config_path()?;
    let store = cli.store.clone();
    let config = cli.load_config()?;
    let (sender, requests) = mpsc::channel(8);
    let forward =
        tokio::spawn(async move { while sender.send(signals.next().await).await.is_ok() {} });
    let load = move || load_config(&path, store.as_deref());
    let ended = daemon::run(config, load, requests).await;
    forward.abort();
    ended?;
    Ok(ExitCode::SUCCESS)
}

//! `jarshy mock-feed`: articles served as feeds on loopback.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;

use crate::daemon::signals::Signals;
use crate::mock::{self, Articles};

/// Serves articles from a folder as RSS, Atom and JSON Feed, to try things out on this machine
#[derive(Debug, Args)]
#[command(after_help = "\
Prints the addresses of the feeds, one a line, and serves them with ETag, Last-Modified and 304 until it is stopped. \
Changed files are picked up while it runs. The config that polls them needs `allow_private_networks = true` under \
[poll].

Examples:
  jarshy mock-feed
  jarshy mock-feed --listen 127.0.0.1:8080 --articles tests/articles

An article file holds headline, byline, outlet and date on a line each, an empty line, and the text. A single file \
may hold a collection: articles one after another, each ending in a line \"Continue Reading\".")]
pub(super) struct MockFeedArgs {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Folder of article files, or one file [default: the four built-in articles]
    #[arg(long, value_name = "PATH")]
    articles: Option<PathBuf>,
}

pub(super) async fn run(args: MockFeedArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let articles = match args.articles {
        Some(path) => Articles::at(path),
        None => Articles::builtin(),
    };
    articles.read()?;
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("cannot listen on {}", args.listen))?;
    let mut signals = Signals::catch().context("cannot catch signals")?;
    for url in mock::urls(listener.local_addr()?) {
        writeln!(out, "{url}")?;
    }
    out.flush()?;
    let shutdown = async move {
        signals.next().await;
    };
    mock::serve(listener, articles, shutdown).await?;
    Ok(ExitCode::SUCCESS)
}

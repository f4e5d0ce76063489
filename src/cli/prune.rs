//! `jarshy prune`: removes what need not be kept.

use std::io::Write;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;

use super::Cli;
use super::items::read_time;
use super::output::counted;

/// Removes old rows of the poll ledger and, if asked, old items
#[derive(Debug, Args)]
#[command(after_help = "\
What was seen stays known: a removed item does not come back while its feeds still carry it. The daemon may run \
meanwhile; it removes old polls by itself (keep_polls under [store], 30 days unless set). The file does not shrink, \
its room is used again; `jarshy backup` writes a compact copy.

Examples:
  jarshy prune                          polls older than keep_polls
  jarshy prune --items-before 2020-01-01
  jarshy prune --items-before 730d")]
pub(super) struct PruneArgs {
    /// Remove items first seen before this: 2021-05-10, 2021-05-10T09:30:00Z, or 730d (that long ago)
    #[arg(long, value_name = "TIME")]
    items_before: Option<String>,

    /// Remove polls before this [default: the config's keep_polls ago]
    #[arg(long, value_name = "TIME")]
    polls_before: Option<String>,
}

pub(super) async fn run(
    cli: &Cli,
    args: PruneArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let now = Utc::now();
    let polls_before = match &args.polls_before {
        Some(text) => read_time(text, now)?,
        None => {
            let keep = chrono::Duration::from_std(cli.load_config()?.store.keep_polls)?;
            now.checked_sub_signed(keep).unwrap_or_default()
        }
    };
    let items_before = args
        .items_before
        .as_deref()
        .map(|text| read_time(text, now))
        .transpose()?;
    let store = cli.open_existing()?;
    let (polls, items) = store.prune(polls_before, items_before).await?;
    store.close().await;
    let (polls, items) = (counted(polls, "poll"), counted(items, "item"));
    writeln!(out, "removed {polls} and {items}")?;
    Ok(ExitCode::SUCCESS)
}

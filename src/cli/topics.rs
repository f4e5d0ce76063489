//! `jarshy topics`: what is watched and how much of it there is; rules scored and applied again.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::Cli;
use super::output::{ListFormat, Listing, time_value};

mod retag;
mod test;

/// Topics with counts; `topics test` scores the rules, `topics retag` applies changed ones
#[derive(Debug, Args)]
#[command(after_help = "\
A stale item carries its tag by rules that have changed since; `jarshy topics retag` brings it up to date.

Examples:
  jarshy topics
  jarshy topics test labelled.jsonl
  jarshy topics retag --dry-run")]
pub(super) struct TopicsArgs {
    #[command(subcommand)]
    command: Option<TopicsCommand>,

    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

#[derive(Debug, Subcommand)]
enum TopicsCommand {
    Test(test::TestArgs),
    Retag(retag::RetagArgs),
}

pub(super) async fn run(
    cli: &Cli,
    args: TopicsArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    match args.command {
        Some(TopicsCommand::Test(test)) => test::run(cli, test, out),
        Some(TopicsCommand::Retag(retag)) => retag::run(cli, retag, out).await,
        None => list(cli, args.format, out).await,
    }
}

async fn list(cli: &Cli, format: ListFormat, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let store = cli.open_for_reading()?;
    let columns = ["topic", "name", "items", "latest", "stale", "active"];
    let mut listing = Listing::new(&columns, &columns);
    for topic in store.topics().await? {
        listing.push(vec![
            json!(topic.slug),
            json!(topic.name),
            json!(topic.items),
            time_value(topic.latest),
            json!(topic.stale),
            json!(topic.active),
        ]);
    }
    listing.print(format, out)?;
    Ok(ExitCode::SUCCESS)
}

//! `jarshy topics`: what is watched and how much of it there is; rules scored and applied again.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use serde_json::json;

use super::Cli;
use super::output::{ListFormat, Listing, time_value};
use crate::config::{self, ConfigError};
use crate::topics::Topics;

mod attempt;
mod retag;
mod tag;
mod terms;
mod test;

/// Topics with counts; `topics test` scores the rules, `topics retag` applies changed ones
#[derive(Debug, Args)]
#[command(after_help = "\
A stale item carries its tag by rules that have changed since; `jarshy topics retag` brings it up to date.

Examples:
  jarshy topics
  jarshy topics test labelled.jsonl
  jarshy topics try my-topics.toml --since 30d
  jarshy topics terms eu-relations
  jarshy topics retag --dry-run
  jarshy topics tag 812 eu-relations no")]
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
    Try(attempt::TryArgs),
    Terms(terms::TermsArgs),
    Retag(retag::RetagArgs),
    Tag(tag::TagArgs),
}

pub(super) async fn run(
    cli: &Cli,
    args: TopicsArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    match args.command {
        Some(TopicsCommand::Test(test)) => test::run(cli, &test, out).await,
        Some(TopicsCommand::Try(attempt)) => attempt::run(cli, attempt, out).await,
        Some(TopicsCommand::Terms(terms)) => terms::run(cli, terms, out).await,
        Some(TopicsCommand::Tag(tag)) => tag::run(cli, tag, out).await,
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

/// The rules of a file, examples run.
fn load_rules(path: &Path) -> anyhow::Result<Topics> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
    Ok(config::topics(&bytes, &name).map_err(|mistakes| ConfigError { mistakes })?)
}

/// The topics that the rules have.
fn slugs(topics: &Topics) -> Vec<String> {
    topics.list().into_iter().map(|topic| topic.slug).collect()
}

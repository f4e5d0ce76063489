//! `jarshy opml`: feed lists from and for other readers.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::Cli;
use crate::config::opml;

/// Takes feeds over from other readers, and hands them on.
#[derive(Debug, Args)]
pub(super) struct OpmlArgs {
    #[command(subcommand)]
    command: OpmlCommand,
}

#[derive(Debug, Subcommand)]
enum OpmlCommand {
    Import(ImportArgs),
    Export(ExportArgs),
}

/// Prints the feeds of an OPML file as TOML, or appends them to the config.
///
/// To keep the OPML file as the list itself, name it in the config instead: opml = ["file.opml"].
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy opml import subscriptions.opml
  jarshy opml import subscriptions.opml --append")]
struct ImportArgs {
    /// The OPML file
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Append to the config file; feeds that it has already are left out
    #[arg(long)]
    append: bool,
}

/// Prints what is configured as OPML, with folders and titles.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  jarshy opml export > subscriptions.opml")]
struct ExportArgs {}

pub(super) fn run(cli: &Cli, args: OpmlArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match args.command {
        OpmlCommand::Import(args) => import(cli, &args, out)?,
        OpmlCommand::Export(ExportArgs {}) => export(cli, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

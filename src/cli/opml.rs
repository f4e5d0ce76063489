//! `jarshy opml`: feed lists from and for other readers.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::output::{counted, printable};
use super::{Cli, Usage};
use crate::config::{ConfigError, opml};

/// Takes feeds over from other readers (OPML), and hands them on
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy opml import subscriptions.opml --append
  jarshy opml export > subscriptions.opml")]
pub(super) struct OpmlArgs {
    #[command(subcommand)]
    command: OpmlCommand,
}

#[derive(Debug, Subcommand)]
enum OpmlCommand {
    Import(ImportArgs),
    Export(ExportArgs),
}

/// Prints the feeds of an OPML file as TOML, or appends them to the config
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy opml import subscriptions.opml
  jarshy opml import subscriptions.opml --append

To keep the OPML file as the list itself, name it in the config instead: opml = [\"subscriptions.opml\"].")]
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

fn import(cli: &Cli, args: &ImportArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = args.file.display().to_string();
    let document = std::fs::read(&args.file).with_context(|| format!("cannot read {name}"))?;
    let outlines = opml::read(&document, &name).map_err(|mistakes| ConfigError { mistakes })?;
    if !args.append {
        let printed =
            opml::append_toml("", "", &outlines).map_err(|mistakes| ConfigError { mistakes })?;
        write!(out, "{}", printed.text.trim_start())?;
        return tell_unusable(&printed.unusable);
    }
    let path = cli.config_path()?;
    let config = path.display().to_string();
    let text = std::fs::read_to_string(&path)
        .map_err(|e| Usage(format!("cannot read the config {config}: {e}")))?;
    let appended = opml::append_toml(&text, &config, &outlines)
        .map_err(|mistakes| ConfigError { mistakes })?;
    if appended.added > 0 {
        replace(&path, &appended.text).with_context(|| format!("cannot write {config}"))?;
    }
    writeln!(
        out,
        "{config}: {} added, {} there already",
        counted(appended.added, "feed"),
        appended.known
    )?;
    tell_unusable(&appended.unusable)
}

fn tell_unusable(outlines: &[opml::Outline]) -> anyhow::Result<()> {
    for outline in outlines {
        writeln!(
            std::io::stderr(),
            "left out, cannot be polled: {}",
            printable(&outline.url)
        )?;
    }
    Ok(())
}

/// Writes beside the file and renames, so that a full disk never costs the old one.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut new = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    new.write_all(text.as_bytes())?;
    new.as_file()
        .set_permissions(std::fs::metadata(path)?.permissions())?;
    new.as_file().sync_all()?;
    new.persist(path).map_err(|e| e.error)?;
    Ok(())
}

fn export(cli: &Cli, out: &mut dyn Write) -> anyhow::Result<()> {
    let config = cli.load_config()?;
    let outlines: Vec<opml::Outline> = config
        .feeds
        .iter()
        .map(|feed| opml::Outline {
            url: feed.url.to_string(),
            title: feed.title.clone(),
            folder: feed.folder.clone(),
            site_url: None,
        })
        .collect();
    write!(out, "{}", opml::write(&outlines))?;
    Ok(())
}

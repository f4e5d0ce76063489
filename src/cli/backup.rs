//! `jarshy backup`: a copy of the store while it is in use.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::Cli;

/// Writes a complete, compact copy of the database to a new file, while the daemon goes on.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  jarshy backup /var/backups/jarshy-$(date +%F).db

To restore: stop the daemon, put the file in the store's place (remove the -wal and -shm files beside
it), start the daemon.")]
pub(super) struct BackupArgs {
    /// The new file; it must not exist yet
    #[arg(value_name = "PATH")]
    path: PathBuf,
}

pub(super) async fn run(
    cli: &Cli,
    args: BackupArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let store = cli.open_for_reading()?;
    if args.path.exists() {
        anyhow::bail!("{} exists already; name a new file", args.path.display());
    }
    store.backup(args.path.clone()).await?;
    let bytes = std::fs::metadata(&args.path)?.len();
    writeln!(out, "{} written, {bytes} bytes", args.path.display())?;
    Ok(ExitCode::SUCCESS)
}

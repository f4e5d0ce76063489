//! `jarshy backup`: a copy of the store while it is in use.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;

use super::Cli;

/// Writes a complete, compact copy of the database to a new file, while the daemon goes on.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  jarshy backup /var/backups/jarshy-$(date +%F).db

To restore: stop the daemon, remove the store with the -wal and -shm files beside it, put the copy in its place, \
start the daemon.

Exit codes: 0 written, 1 not written, 2 usage or config.")]
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
    let written = store.backup(args.path.clone()).await;
    if written.is_err() {
        // Half a copy is worse than none. It was not there before, so nothing of the user's is lost.
        let _ = std::fs::remove_file(&args.path);
    }
    written.with_context(|| format!("cannot write the copy {}", args.path.display()))?;
    let bytes = std::fs::metadata(&args.path)?.len();
    writeln!(out, "{} written, {bytes} bytes", args.path.display())?;
    Ok(ExitCode::SUCCESS)
}

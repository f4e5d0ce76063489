//! stub
use crate::cli::Cli;
use clap::Args;
use std::io::Write;
use std::process::ExitCode;
/// Stub.
#[derive(Debug, Args)]
pub(super) struct TestArgs {}
pub(super) fn run(_cli: &Cli, _args: TestArgs, _out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}

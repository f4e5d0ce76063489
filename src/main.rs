//! Arguments, logging, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    jarshy::cli::main()
}

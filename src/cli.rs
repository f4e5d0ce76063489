//! The command line: definitions and dispatch. One command per file; errors become exit codes here.

mod ask;
mod backup;
mod check;
mod demo;
mod discover;
mod feeds;
mod items;
mod known;
mod mock_feed;
mod opml;
mod output;
mod parse;
mod poll;
mod prune;
mod run;
mod show;
mod stories;
mod topics;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Parser, Subcommand, ValueEnum};
use tracing_subscriber::filter::LevelFilter;

use crate::config::{Config, ConfigError, DEFAULT_PATHS, Surroundings};
use crate::logging;
use crate::store::{Store, StoreError};
use crate::topics::Topics;

/// Watches news feeds: polls RSS, Atom and JSON feeds on cron schedules, keeps every item once in SQLite, tags it by topic and says why.
#[derive(Debug, Parser)]
#[command(
    name = "jarshy",
    version,
    max_term_width = 100,
    after_help = "\
Start here:
  jarshy demo              see it work, without network
  jarshy check             is my config right?
  jarshy poll              poll every feed once, now
  jarshy run               the daemon, until Ctrl-C
  jarshy items --since 7d  what came in
  jarshy show 42           one item, and why it has its topics
  jarshy feeds             how each feed is doing

`jarshy COMMAND --help` has the options and examples of each. The database is plain SQLite: any program may read it \
while jarshy writes.

Data goes to stdout, everything else to stderr. Times are UTC.
Exit codes: 0 done, 1 failed, 2 usage or config."
)]
struct Args {
    /// Config file [default: ./config/jarshy.toml, else /etc/jarshy/jarshy.toml]
    #[arg(long, global = true, value_name = "PATH", help_heading = "Everywhere")]
    config: Option<PathBuf>,

    /// Database to use instead of the config's; to look into one, no config is needed. For `check` and
    /// `topics test` also, with or without PATH: to judge the rules by what is stored
    #[arg(long, global = true, value_name = "PATH", help_heading = "Everywhere")]
    store: Option<Option<PathBuf>>,

    /// What to log to stderr: off, error, warn, info, debug or trace [default: info for run, error for
    /// poll, which reports by itself, else warn]
    #[arg(
        long,
        global = true,
        value_name = "LEVEL",
        hide_possible_values = true,
        help_heading = "Everywhere"
    )]
    log: Option<LogLevel>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::RunArgs),
    Poll(poll::PollArgs),
    Check(check::CheckArgs),
    Items(items::ItemsArgs),
    Show(show::ShowArgs),
    Feeds(feeds::FeedsArgs),
    Topics(topics::TopicsArgs),
    Stories(stories::StoriesArgs),
    Parse(parse::ParseArgs),
    Discover(discover::DiscoverArgs),
    Opml(opml::OpmlArgs),
    Backup(backup::BackupArgs),
    Prune(prune::PruneArgs),
    MockFeed(mock_feed::MockFeedArgs),
    Demo(demo::DemoArgs),
}

/// What a command needs besides its own arguments.
struct Cli {
    config: Option<PathBuf>,
    store: Option<PathBuf>,
    /// Whether `--store` was there, with a path or without.
    names_store: bool,
}

/// A mistake of the user's: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let level = match args.log {
        Some(LogLevel::Off) => LevelFilter::OFF,
        Some(LogLevel::Error) => LevelFilter::ERROR,
        Some(LogLevel::Warn) => LevelFilter::WARN,
        Some(LogLevel::Info) => LevelFilter::INFO,
        Some(LogLevel::Debug) => LevelFilter::DEBUG,
        Some(LogLevel::Trace) => LevelFilter::TRACE,
        None => match args.command {
            Command::Run(_) => LevelFilter::INFO,
            // Its report names every feed that failed.
            Command::Poll(_) => LevelFilter::ERROR,
            _ => LevelFilter::WARN,
        },
    };
    logging::start(level, std::env::var_os("JOURNAL_STREAM").is_some());
    match dispatch(args) {
        Ok(code) => code,
        Err(error) => report(&error),
    }
}

fn dispatch(args: Args) -> anyhow::Result<ExitCode> {
    let cli = Cli {
        config: args.config,
        names_store: args.store.is_some(),
        store: args.store.flatten(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the async runtime")?;
    let code = runtime.block_on(async {
        let mut out = io::stdout();
        let out: &mut dyn Write = &mut out;
        match args.command {
            Command::Run(args) => run::run(&cli, args).await,
            Command::Poll(args) => poll::run(&cli, args, out).await,
            Command::Check(args) => check::run(&cli, args, out).await,
            Command::Items(args) => items::run(&cli, args, out).await,
            Command::Show(args) => show::run(&cli, args, out).await,
            Command::Feeds(args) => feeds::run(&cli, args, out).await,
            Command::Topics(args) => topics::run(&cli, args, out).await,
            Command::Stories(args) => stories::run(&cli, args, out).await,
            Command::Parse(args) => parse::run(&cli, args, out).await,
            Command::Discover(args) => discover::run(&cli, args, out).await,
            Command::Opml(args) => opml::run(&cli, args, out),
            Command::Backup(args) => backup::run(&cli, args, out).await,
            Command::Prune(args) => prune::run(&cli, args, out).await,
            Command::MockFeed(args) => mock_feed::run(args, out).await,
            Command::Demo(args) => demo::run(&cli, args, out).await,
        }
    });
    // A blocking read that a stopped poll left behind must not hold the exit up.
    runtime.shutdown_timeout(std::time::Duration::from_millis(500));
    code
}

/// Prints the error once and picks the exit code.
fn report(error: &anyhow::Error) -> ExitCode {
    // `jarshy items | head` closes the pipe when it has enough; that is no failure.
    let broken_pipe = error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    });
    if broken_pipe {
        return ExitCode::SUCCESS;
    }
    let usage = error.chain().any(|cause| {
        cause.is::<ConfigError>()
            || cause.is::<Usage>()
            || matches!(cause.downcast_ref(), Some(StoreError::Search(_)))
    });
    let text = output::printable(&format!("{error:#}"));
    // Mistakes of a file stand at the beginning of their lines, where editors look for them.
    let prefix = if error.is::<ConfigError>() {
        ""
    } else {
        "jarshy: "
    };
    // Nowhere to say it if stderr is gone.
    let _ = writeln!(io::stderr(), "{prefix}{text}");
    ExitCode::from(if usage { 2 } else { 1 })
}

impl Cli {
    /// The config file to read: the one named, else the first default that exists.
    fn config_path(&self) -> Result<PathBuf, Usage> {
        self.config_path_or("")
    }

    /// The same; the complaint that there is none ends with what else can be done about it.
    fn config_path_or(&self, way_out: &str) -> Result<PathBuf, Usage> {
        let defaults = || DEFAULT_PATHS.iter().map(PathBuf::from);
        self.config
            .clone()
            .or_else(|| defaults().find(|path| path.exists()))
            .ok_or_else(|| {
                Usage(format!(
                    "no config: neither {} nor {} exists; name one with --config PATH{way_out}",
                    DEFAULT_PATHS[0], DEFAULT_PATHS[1]
                ))
            })
    }

    fn load_config(&self) -> anyhow::Result<Config> {
        Ok(load_config(&self.config_path()?, self.store.as_deref())?)
    }

    /// The rules of the config; the built-in ones where no config is named and none is found.
    fn topics(&self) -> anyhow::Result<Arc<Topics>> {
        match self.config_path() {
            Ok(path) => Ok(load_config(&path, None)?.topics),
            Err(_) => Ok(Topics::builtin().into()),
        }
    }

    fn store_path(&self) -> anyhow::Result<PathBuf> {
        match &self.store {
            Some(path) => Ok(path.clone()),
            None => {
                let path = self.config_path_or(", or the database itself with --store PATH")?;
                Ok(load_config(&path, None)?.store.path)
            }
        }
    }

    fn open_for_reading(&self) -> anyhow::Result<Store> {
        Ok(Store::open_for_reading(&self.store_path()?)?)
    }

    /// Opens an existing store for writing; refuses to make one.
    fn open_existing(&self) -> anyhow::Result<Store> {
        let path = self.store_path()?;
        Store::open_for_reading(&path)?;
        Ok(Store::open(&path)?)
    }
}

/// Reads a config in the surroundings of this process.
fn load_config(path: &Path, store: Option<&Path>) -> Result<Config, ConfigError> {
    let folder = |name: &str| -> Option<PathBuf> {
        std::env::var_os(name)
            .filter(|value: &OsString| !value.is_empty())
            .map(PathBuf::from)
    };
    let surroundings = Surroundings {
        state_directory: folder("STATE_DIRECTORY"),
        credentials_directory: folder("CREDENTIALS_DIRECTORY"),
    };
    let mut config = Config::load(path, &surroundings)?;
    if let Some(store) = store {
        config.store.path = store.to_owned();
    }
    Ok(config)
}

//! The configuration: what the operator wrote, checked, compiled and complete. A path and the
//! [`Surroundings`] come in; a [`Config`] goes out, or every mistake there is in the config, its OPML files
//! and its topic rules, each with its place.
//!
//! `file` is the config as written, `resolve` and `feeds` turn it into what is here. The environment is not
//! read: the command line does that.

mod address;
mod cron;
mod feeds;
mod file;
pub mod opml;
mod quantity;
mod request;
mod resolve;
mod source;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use quantity::{format_duration, format_size};

use crate::fetch::FetchSettings;
use crate::model::{Feed, Mistake, RequestSettings, Schedule};
use crate::schedule::PollSettings;
use crate::store::StoreSettings;
use crate::topics::Topics;
use source::Source;

/// Where a config is looked for when none is named, in this order.
pub const DEFAULT_PATHS: [&str; 2] = ["./config/jarshy.toml", "/etc/jarshy/jarshy.toml"];

/// As many mistakes as a terminal can bear; the rest is counted.
const MISTAKES_SHOWN: usize = 100;

/// Everything jarshy was asked to do, ready to use.
#[derive(Debug)]
pub struct Config {
    /// The file it was read from, as it was named.
    pub path: PathBuf,
    /// Every feed, in the order written; those of OPML files last. At least one.
    pub feeds: Vec<Feed>,
    /// The rules, compiled.
    pub topics: Arc<Topics>,
    /// Where the rules came from; `None` for the built-in ones.
    pub topics_file: Option<PathBuf>,
    /// After a change of the rules, items first seen within this long are tagged anew; zero: none.
    pub retag: Duration,
    /// The OPML files that feeds were read from.
    pub opml: Vec<PathBuf>,
    /// Where the store is and how long it remembers.
    pub store: StoreSettings,
    /// How many polls run at a time and how they are spread.
    pub poll: PollSettings,
    /// What bounds every exchange.
    pub fetch: FetchSettings,
    /// The status page's address; `None`: no listener.
    pub http: Option<SocketAddr>,
    /// The schedule of feeds that name none.
    pub schedule: Schedule,
    /// The request settings of feeds that name none.
    pub request: RequestSettings,
}

/// What of the environment decides how a config is read; filled in by the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `$STATE_DIRECTORY`: systemd's place for the store.
    pub state_directory: Option<PathBuf>,
    /// `$CREDENTIALS_DIRECTORY`: systemd's place for password files.
    pub credentials_directory: Option<PathBuf>,
}

/// Every mistake in a config and the files it names, sorted by file and place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// At least one. The config's own come first.
    pub mistakes: Vec<Mistake>,
}

impl Config {
    /// Reads and checks a config and every file it names, without the network.
    ///
    /// # Errors
    /// All mistakes at once.
    pub fn load(path: &Path, surroundings: &Surroundings) -> Result<Config, ConfigError> {
        let name = path.display().to_string();
        let bytes = source::read_file(path).map_err(|reason| unreadable(&name, path, &reason))?;
        let (text, not_utf8) = decode(&bytes);
        let source = Source::new(&name, &text);
        let mut mistakes = Vec::new();
        if let Some(valid) = not_utf8 {
            let message = "this is not UTF-8 text";
            let advice = "save the file with the encoding UTF-8".to_owned();
            mistakes.push(source.mistake(valid, message).suggest(Some(advice)));
        }
        let reading = file::read(&source);
        mistakes.extend(reading.mistakes);
        let mut broken_lines = reading.broken_lines;
        broken_lines.extend(not_utf8.map(|offset| source.line(offset)));
        broken_lines.sort_unstable();
        let is_whole = mistakes.is_empty();
        let resolved = resolve::resolve(path, &source, &reading.file, &broken_lines, surroundings);
        match resolved {
            Ok(config) if is_whole => Ok(config),
            Ok(_) => Err(ConfigError::sorted(mistakes, &name)),
            Err(more) => {
                // What stands on a line that could not be read has been reported as just that.
                mistakes.extend(
                    more.into_iter()
                        .filter(|m| m.file != name || !broken_lines.contains(&m.line)),
                );
                Err(ConfigError::sorted(mistakes, &name))
            }
        }
    }
}

impl ConfigError {
    fn sorted(mut mistakes: Vec<Mistake>, config: &str) -> ConfigError {
        let order = |m: &Mistake| (m.file != config, m.file.clone(), m.line, m.column);
        mistakes.sort_by_cached_key(order);
        mistakes.dedup();
        ConfigError { mistakes }
    }
}

impl fmt::Display for ConfigError {
    /// One line each, the first hundred of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.mistakes.iter().take(MISTAKES_SHOWN).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{mistake}")?;
        }
        match self.mistakes.len().saturating_sub(MISTAKES_SHOWN) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for ConfigError {}

/// How requests are made where no config says otherwise, and the gap between two to one public host.
pub fn default_requests() -> (FetchSettings, RequestSettings, Duration) {
    let fetch = FetchSettings {
        max_body: resolve::MAX_BODY,
        allow_private_networks: false,
        allow_addresses: Vec::new(),
        contact: None,
        proxy: None,
    };
    let request = RequestSettings {
        timeout: resolve::TIMEOUT,
        user_agent: default_user_agent(),
        headers: Vec::new(),
        username: None,
        password_file: None,
    };
    (fetch, request, resolve::HOST_GAP)
}

/// Every key a config may hold, table by table: the heading as it is written (empty for the top of the file)
/// and the names.
pub fn known_keys() -> Vec<(&'static str, Vec<&'static str>)> {
    let names = |table: &file::keys::TableKeys| table.keys.iter().map(|(key, _)| *key).collect();
    file::keys::TABLES
        .iter()
        .map(|table| (table.heading, names(table)))
        .collect()
}

/// The default `User-Agent`: who asks, which version, where to read about it.
pub fn default_user_agent() -> String {
    concat!(
        "jarshy/",
        env!("CARGO_PKG_VERSION"),
        " (+",
        env!("CARGO_PKG_REPOSITORY"),
        ")"
    )
    .to_owned()
}

fn unreadable(name: &str, path: &Path, reason: &str) -> ConfigError {
    let advice = if path.exists() {
        None
    } else {
        Some(format!(
            "name another with --config; without it jarshy looks for {} and then {}",
            DEFAULT_PATHS[0], DEFAULT_PATHS[1]
        ))
    };
    let message = format!("the config {reason}");
    ConfigError {
        mistakes: vec![Mistake::of_file(name, message).suggest(advice)],
    }
}

/// The topics of a rule file, examples run. `name` is what mistakes call it.
///
/// # Errors
/// All mistakes of the file, as [`Topics::load`]; or that it is not UTF-8.
pub fn topics(bytes: &[u8], name: &str) -> Result<Topics, Vec<Mistake>> {
    let (text, not_utf8) = decode(bytes);
    match not_utf8 {
        None => Topics::load(&text, name),
        Some(valid) => {
            let advice = "save the file with the encoding UTF-8".to_owned();
            let mistake = Mistake::at(name, &text, valid, "this is not UTF-8 text");
            Err(vec![mistake.suggest(Some(advice))])
        }
    }
}

/// The text of the file without its byte order mark, and where it ceases to be UTF-8. From there on, what
/// cannot be read is replaced, so that the mistakes after it are found too.
fn decode(bytes: &[u8]) -> (String, Option<usize>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // Windows' Notepad saves "Unicode" as UTF-16 with a mark.
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _, _) = encoding.decode(bytes);
        return (text.into_owned(), Some(0));
    }
    // And without a mark: every other byte of ASCII text is zero.
    if bytes.len() >= 4 && (bytes[0] == 0) != (bytes[1] == 0) && (bytes[2] == 0) == (bytes[0] == 0)
    {
        let encoding = if bytes[0] == 0 {
            encoding_rs::UTF_16BE
        } else {
            encoding_rs::UTF_16LE
        };
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return (text.into_owned(), Some(0));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => (
            String::from_utf8_lossy(bytes).into_owned(),
            Some(error.valid_up_to()),
        ),
    }
}

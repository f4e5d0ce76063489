//! From the config as written to the config as meant: text becomes durations, schedules, addresses and
//! paths, defaults fill what is not written, and every value that means nothing becomes a mistake with its
//! place. The files that the config names are read here too; feeds have a file of their own.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::file::{File, Written, quoted};
use super::quantity::{NoQuantity, format_duration, format_size, parse_duration, parse_size};
use super::source::{self, Source};
use super::{Config, Surroundings, address, cron, default_user_agent, feeds, request};
use crate::fetch::FetchSettings;
use crate::model::{Mistake, RequestSettings, Schedule};
use crate::schedule::PollSettings;
use crate::store::StoreSettings;
use crate::topics::Topics;

pub(super) const SCHEDULE: &str = "*/30 * * * *";
pub(super) const TIMEOUT: Duration = seconds(30);
pub(super) const MAX_BODY: u64 = 16 << 20;
const CONCURRENCY: usize = 32;
const PER_HOST: usize = 2;
pub(super) const HOST_GAP: Duration = seconds(1);
const JITTER: Duration = seconds(120);
const KEEP_POLLS: Duration = seconds(30 * DAY);
const RETAG: Duration = seconds(7 * DAY);
const STORE_FILE: &str = "jarshy.db";

const DAY: u64 = 24 * 60 * 60;
pub(super) const TIMEOUT_RANGE: RangeInclusive<Duration> = seconds(1)..=seconds(600);
const MAX_BODY_RANGE: RangeInclusive<u64> = 1 << 10..=1 << 30;
const CONCURRENCY_RANGE: RangeInclusive<i128> = 1..=1024;
const PER_HOST_RANGE: RangeInclusive<i128> = 1..=64;
const HOST_GAP_RANGE: RangeInclusive<Duration> = Duration::ZERO..=seconds(60 * 60);
const JITTER_RANGE: RangeInclusive<Duration> = Duration::ZERO..=seconds(DAY);
const RETAG_RANGE: RangeInclusive<Duration> = Duration::ZERO..=seconds(3650 * DAY);
const KEEP_POLLS_RANGE: RangeInclusive<Duration> = seconds(60 * 60)..=seconds(3650 * DAY);

const fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// Resolves a whole file.
///
/// # Errors
/// Every mistake in what the values mean and in the files they name.
pub(super) fn resolve(
    path: &Path,
    source: &Source<'_>,
    file: &File,
    broken_lines: &[usize],
    surroundings: &Surroundings,
) -> Result<Config, Vec<Mistake>> {
    let mut resolver = Resolver::new(path, source, surroundings);
    let schedule = file.poll.schedule.as_ref();
    let schedule = resolver.schedule(schedule).unwrap_or_else(default_schedule);
    let request = RequestSettings {
        timeout: resolver.duration(
            "timeout",
            file.poll.timeout.as_ref(),
            TIMEOUT_RANGE,
            TIMEOUT,
        ),
        user_agent: resolver
            .header_value("user_agent", file.poll.user_agent.as_ref())
            .unwrap_or_else(default_user_agent),
        headers: Vec::new(),
        username: None,
        password_file: None,
    };
    let store = resolver.store(file);
    let poll = resolver.poll(file);
    let fetch = resolver.fetch(file);
    let http = resolver.listen(file.listen.as_ref());
    let topics_file = file.topics_file.as_ref();
    let topics_file = topics_file.and_then(|written| resolver.path("topics_file", written));
    let topics = topics_file
        .as_ref()
        .and_then(|found| resolver.topics(found, file.topics_file.as_ref()));
    let retag = resolver.duration("retag", file.retag.as_ref(), RETAG_RANGE, RETAG);
    let feeds::Feeds { feeds, opml } =
        feeds::resolve(&mut resolver, file, broken_lines, &schedule, &request);
    if !resolver.mistakes.is_empty() {
        return Err(resolver.mistakes);
    }
    Ok(Config {
        path: path.to_owned(),
        feeds,
        topics: Arc::new(topics.unwrap_or_else(Topics::builtin)),
        topics_file,
        retag,
        opml,
        store,
        poll,
        fetch,
        http,
        schedule,
        request,
    })
}

fn default_schedule() -> Schedule {
    Schedule::parse(SCHEDULE).expect("the default schedule is a valid cron expression")
}

/// What resolving a value needs: the file, its surroundings, and the list of mistakes so far.
pub(super) struct Resolver<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) mistakes: Vec<Mistake>,
    surroundings: &'a Surroundings,
    /// The folder of the config file, which paths in it are relative to.
    folder: PathBuf,
    schedules: cron::Schedules,
}

impl<'a> Resolver<'a> {
    fn new(path: &Path, source: &'a Source<'a>, surroundings: &'a Surroundings) -> Resolver<'a> {
        Resolver {
            source,
            mistakes: Vec::new(),
            surroundings,
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            schedules: cron::Schedules::default(),
        }
    }

    /// Notes a mistake about a value.
    pub(super) fn wrong(
        &mut self,
        offset: usize,
        message: impl Into<String>,
        suggestion: Option<String>,
    ) {
        let mistake = self.source.mistake(offset, message).suggest(suggestion);
        self.mistakes.push(mistake);
    }

    fn store(&mut self, file: &File) -> StoreSettings {
        let state = self.surroundings.state_directory.clone();
        let path = match &file.store.path {
            Some(written) => {
                let base = state.unwrap_or_else(|| self.folder.clone());
                self.store_path(written, &base)
            }
            None => state.unwrap_or_else(|| PathBuf::from(".")).join(STORE_FILE),
        };
        let keep_polls = file.store.keep_polls.as_ref();
        StoreSettings {
            path,
            keep_polls: self.duration("keep_polls", keep_polls, KEEP_POLLS_RANGE, KEEP_POLLS),
        }
    }

    fn store_path(&mut self, written: &Written<String>, base: &Path) -> PathBuf {
        let path = base.join(&written.value);
        let shown = quoted(&written.value);
        if written.value.trim().is_empty() {
            let advice = format!("leave it out for {STORE_FILE}");
            self.wrong(written.offset, "path is empty", Some(advice));
        } else if written.value.contains("://") {
            let message = format!("path {shown} is a URL; the store is a SQLite file");
            self.wrong(written.offset, message, None);
        } else if path.is_dir() || written.value.ends_with('/') {
            let inside = Path::new(&written.value).join(STORE_FILE);
            let advice = format!("did you mean {}?", quoted(&inside.to_string_lossy()));
            let message = format!("path {shown} is a folder, not a file");
            self.wrong(written.offset, message, Some(advice));
        }
        path
    }

    fn poll(&mut self, file: &File) -> PollSettings {
        let poll = &file.poll;
        PollSettings {
            concurrency: self.number(
                "concurrency",
                poll.concurrency.as_ref(),
                CONCURRENCY_RANGE,
                CONCURRENCY,
            ),
            per_host: self.number("per_host", poll.per_host.as_ref(), PER_HOST_RANGE, PER_HOST),
            host_gap: self.duration("host_gap", poll.host_gap.as_ref(), HOST_GAP_RANGE, HOST_GAP),
            jitter: self.duration("jitter", poll.jitter.as_ref(), JITTER_RANGE, JITTER),
        }
    }

    fn fetch(&mut self, file: &File) -> FetchSettings {
        let poll = &file.poll;
        let allow_addresses = poll
            .allow_addresses
            .iter()
            .filter_map(|written| match address::range(&written.value) {
                Ok(range) => Some(range),
                Err((reason, advice)) => {
                    let shown = quoted(&written.value);
                    self.wrong(
                        written.offset,
                        format!("allow_addresses: {shown} {reason}"),
                        advice,
                    );
                    None
                }
            })
            .collect();
        FetchSettings {
            max_body: self.size("max_body", poll.max_body.as_ref(), MAX_BODY_RANGE, MAX_BODY),
            allow_private_networks: poll
                .allow_private_networks
                .as_ref()
                .is_some_and(|w| w.value),
            allow_addresses,
            contact: self.contact(poll.contact.as_ref()),
            proxy: poll.proxy.as_ref().and_then(|written| {
                request::proxy(&written.value)
                    .map_err(|(reason, advice)| {
                        let shown = quoted(&request::without_secrets(&written.value));
                        self.wrong(written.offset, format!("proxy {shown} {reason}"), advice);
                    })
                    .ok()
            }),
        }
    }

    fn contact(&mut self, written: Option<&Written<String>>) -> Option<String> {
        let written = written?;
        match request::contact(&written.value) {
            Ok(()) => Some(written.value.trim().to_owned()),
            Err(reason) => {
                let advice = "it is sent as the From header, as in \"news@example.org\"";
                let message = format!("contact {} {reason}", quoted(&written.value));
                self.wrong(written.offset, message, Some(advice.to_owned()));
                None
            }
        }
    }

    fn listen(&mut self, written: Option<&Written<String>>) -> Option<SocketAddr> {
        let written = written?;
        let text = written.value.trim();
        match text.parse::<SocketAddr>() {
            Ok(address) => Some(address),
            Err(_) => {
                let (reason, advice) = address::no_socket(text);
                let message = format!("listen {} {reason}", quoted(text));
                self.wrong(written.offset, message, advice);
                None
            }
        }
    }

    fn topics(&mut self, path: &Path, written: Option<&Written<String>>) -> Option<Topics> {
        let name = path.display().to_string();
        let offset = written.map_or(0, |written| written.offset);
        let bytes = match source::read_file(path) {
            Ok(bytes) => bytes,
            Err(reason) => {
                let advice = "leave topics_file out for the built-in topics".to_owned();
                let message = format!("topics_file {} {reason}", quoted(&name));
                self.wrong(offset, message, Some(advice));
                return None;
            }
        };
        super::topics(&bytes, &name)
            .map_err(|mistakes| self.mistakes.extend(mistakes))
            .ok()
    }

    /// A path as the config means it: relative to the config's folder.
    pub(super) fn path(&mut self, key: &str, written: &Written<String>) -> Option<PathBuf> {
        if written.value.trim().is_empty() {
            let advice = "name a file or leave the key out".to_owned();
            self.wrong(written.offset, format!("{key} is empty"), Some(advice));
            return None;
        }
        Some(self.folder.join(&written.value))
    }

    /// The file with a password: systemd's credential of that name, else relative to the config's folder.
    pub(super) fn password_file(&mut self, written: &Written<String>) -> Option<PathBuf> {
        let beside = self.path("password_file", written)?;
        let credential = self
            .surroundings
            .credentials_directory
            .as_ref()
            .map(|folder| folder.join(&written.value))
            .filter(|path| path.exists());
        let path = credential.unwrap_or(beside);
        let readable = match std::fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err("is a folder, not a file".to_owned()),
            Ok(_) => std::fs::File::open(&path)
                .map(|_| ())
                .map_err(|error| source::reason(&error)),
            Err(error) => Err(source::reason(&error)),
        };
        if let Err(reason) = readable {
            let message = format!(
                "password_file {} {reason}",
                quoted(&path.display().to_string())
            );
            self.wrong(written.offset, message, None);
        }
        Some(path)
    }

    pub(super) fn schedule(&mut self, written: Option<&Written<String>>) -> Option<Schedule> {
        let written = written?;
        match self.schedules.read(&written.value) {
            Ok(schedule) => Some(schedule),
            Err((reason, advice)) => {
                let message = format!("schedule {}: {reason}", quoted(&written.value));
                self.wrong(written.offset, message, advice);
                None
            }
        }
    }

    /// A header's value under a key of its own.
    pub(super) fn header_value(
        &mut self,
        key: &str,
        written: Option<&Written<String>>,
    ) -> Option<String> {
        let written = written?;
        match request::header_value(&written.value) {
            Ok(()) => Some(written.value.trim().to_owned()),
            Err(reason) => {
                self.wrong(written.offset, format!("{key} {reason}"), None);
                None
            }
        }
    }

    pub(super) fn duration(
        &mut self,
        key: &str,
        written: Option<&Written<String>>,
        range: RangeInclusive<Duration>,
        default: Duration,
    ) -> Duration {
        let Some(written) = written else {
            return default;
        };
        let bounds = (
            format_duration(*range.start()),
            format_duration(*range.end()),
        );
        self.quantity(key, written, parse_duration(&written.value), &range, bounds)
            .unwrap_or(default)
    }

    fn size(
        &mut self,
        key: &str,
        written: Option<&Written<String>>,
        range: RangeInclusive<u64>,
        default: u64,
    ) -> u64 {
        let Some(written) = written else {
            return default;
        };
        let bounds = (format_size(*range.start()), format_size(*range.end()));
        self.quantity(key, written, parse_size(&written.value), &range, bounds)
            .unwrap_or(default)
    }

    fn quantity<T: PartialOrd>(
        &mut self,
        key: &str,
        written: &Written<String>,
        read: Result<T, NoQuantity>,
        range: &RangeInclusive<T>,
        (least, most): (String, String),
    ) -> Option<T> {
        let shown = quoted(&written.value);
        match read {
            Ok(value) if range.contains(&value) => return Some(value),
            Ok(_) => {
                let message = format!("{key} {shown} is out of range ({least} to {most})");
                self.wrong(written.offset, message, None);
            }
            Err(no) => {
                let advice = no.meant.map(|meant| format!("did you mean \"{meant}\"?"));
                let message = format!("{key} {shown} {}", no.reason);
                self.wrong(written.offset, message, advice);
            }
        }
        None
    }

    fn number(
        &mut self,
        key: &str,
        written: Option<&Written<i128>>,
        range: RangeInclusive<i128>,
        default: usize,
    ) -> usize {
        let Some(written) = written else {
            return default;
        };
        let value = usize::try_from(written.value);
        match value {
            Ok(value) if range.contains(&written.value) => value,
            _ => {
                let shown = match written.value {
                    i128::MIN | i128::MAX => String::new(),
                    value => format!(" {value}"),
                };
                let (least, most) = (range.start(), range.end());
                let message = format!("{key}{shown} is out of range ({least} to {most})");
                self.wrong(written.offset, message, None);
                default
            }
        }
    }
}

//! The feeds of a config: its `[[feeds]]` blocks and its OPML files, each laid over the defaults, each once.
//! A feed with a mistake is left out, and never hides the mistakes of another.

mod seen;

use std::path::PathBuf;
use std::rc::Rc;

use super::file::{FeedTable, File, Written, quoted};
use super::resolve::{Resolver, TIMEOUT_RANGE};
use super::{opml, request, source};
use crate::model::{Feed, FeedUrl, FeedUrlError, Mistake, RequestSettings, Schedule};
use seen::{Place, Seen};

/// Deeper than any reader's folders go.
const DEEPEST_FOLDER: usize = 32;

/// What was asked for.
pub(super) struct Feeds {
    pub(super) feeds: Vec<Feed>,
    pub(super) opml: Vec<PathBuf>,
}

/// Resolves every feed; mistakes go to the resolver.
pub(super) fn resolve(
    resolver: &mut Resolver<'_>,
    file: &File,
    broken_lines: &[usize],
    schedule: &Schedule,
    defaults: &RequestSettings,
) -> Feeds {
    let mut seen = Seen::default();
    let mut feeds = Vec::with_capacity(file.feeds.len());
    let mistakes_before = resolver.mistakes.len();
    let config_file: Rc<str> = resolver.source.file().into();
    for (index, table) in file.feeds.iter().enumerate() {
        let next = file.feeds.get(index + 1).map(|table| table.offset);
        let is_broken = {
            let first = resolver.source.line(table.offset);
            let end = next.map_or(usize::MAX, |next| resolver.source.line(next));
            let next_broken = broken_lines.partition_point(|line| *line < first);
            broken_lines
                .get(next_broken)
                .is_some_and(|line| *line < end)
        };
        let Some((written, url)) = address(resolver, table, is_broken) else {
            // Its other mistakes are told all the same.
            let _ = inline(resolver, table, None, schedule, defaults, is_broken);
            continue;
        };
        let (line, column) = resolver.source.position(written.offset);
        let place = Place {
            file: config_file.clone(),
            line,
            column,
        };
        if let Err(mistake) = seen.claim(&url, place) {
            resolver.mistakes.push(mistake);
        }
        feeds.extend(inline(
            resolver,
            table,
            Some(url),
            schedule,
            defaults,
            is_broken,
        ));
    }
    let opml = from_opml(resolver, file, schedule, defaults, &mut seen, &mut feeds);
    // A feed left out because of a mistake is no reason to say that there are none.
    let is_explained =
        file.has_feeds || !broken_lines.is_empty() || resolver.mistakes.len() > mistakes_before;
    if feeds.is_empty() && !is_explained {
        let message = match opml.len() {
            0 => "no feeds: there is nothing to poll",
            1 => "no feeds: the OPML file holds none either",
            _ => "no feeds: the OPML files hold none either",
        };
        let advice = "add [[feeds]] and on the next line url = \"https://example.org/feed.xml\"";
        let mistake = Mistake::of_file(resolver.source.file(), message);
        resolver
            .mistakes
            .push(mistake.suggest(Some(advice.to_owned())));
    }
    Feeds { feeds, opml }
}

/// The feed's address with its place; `None` after noting what is wrong with it.
fn address<'t>(
    resolver: &mut Resolver<'_>,
    table: &'t FeedTable,
    is_broken: bool,
) -> Option<(&'t Written<String>, FeedUrl)> {
    match &table.url {
        Some(written) => feed_url(resolver, written).map(|url| (written, url)),
        None => {
            if !table.has_url && !is_broken {
                let advice = "add url = \"https://example.org/feed.xml\"".to_owned();
                resolver.wrong(table.offset, "this feed has no `url`", Some(advice));
            }
            None
        }
    }
}

fn inline(
    resolver: &mut Resolver<'_>,
    table: &FeedTable,
    url: Option<FeedUrl>,
    schedule: &Schedule,
    defaults: &RequestSettings,
    is_broken: bool,
) -> Option<Feed> {
    let schedule = match &table.schedule {
        Some(written) => resolver.schedule(Some(written)),
        None => Some(schedule.clone()),
    };
    let timeout = table.timeout.as_ref();
    let timeout = resolver.duration("timeout", timeout, TIMEOUT_RANGE, defaults.timeout);
    let user_agent = resolver
        .header_value("user_agent", table.user_agent.as_ref())
        .unwrap_or_else(|| defaults.user_agent.clone());
    let headers = headers(resolver, table);
    let (username, password_file) = credentials(resolver, table, url.as_ref(), is_broken);
    let title = label(resolver, "title", table.title.as_ref());
    let folder = folder(resolver, table.folder.as_ref());
    Some(Feed {
        url: url?,
        title,
        folder,
        schedule: schedule?,
        enabled: table.enabled.as_ref().is_none_or(|written| written.value),
        request: RequestSettings {
            timeout,
            user_agent,
            headers,
            username,
            password_file,
        },
    })
}

fn feed_url(resolver: &mut Resolver<'_>, written: &Written<String>) -> Option<FeedUrl> {
    match FeedUrl::parse(&written.value) {
        Ok(url) => Some(url),
        Err(error) => {
            let (message, advice) = no_url(&written.value, &error);
            resolver.wrong(written.offset, message, advice);
            None
        }
    }
}

/// What is wrong with a feed's address, and what was probably meant.
fn no_url(text: &str, error: &FeedUrlError) -> (String, Option<String>) {
    let text = text.trim();
    let shown = quoted(&request::without_secrets(text));
    if text.is_empty() {
        return ("url is empty".to_owned(), None);
    }
    // `feed:` is what browsers once put before a feed's address; `example.org:8080/x` and
    // `example.org/x` lack a scheme.
    let rest = text.strip_prefix("feed:").unwrap_or(text);
    let meant = if rest.starts_with("http") {
        rest.to_owned()
    } else {
        let rest = rest.trim_start_matches('/');
        let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
        let is_host = host.contains('.')
            && host
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
        if is_host || host == "localhost" {
            format!("https://{rest}")
        } else {
            String::new()
        }
    };
    let advice = FeedUrl::parse(&meant).is_ok().then(|| {
        format!(
            "did you mean {}?",
            quoted(&request::without_secrets(&meant))
        )
    });
    let message = match error {
        FeedUrlError::Scheme(scheme) if advice.is_none() => {
            return (
                format!("url {shown}: the scheme \"{scheme}\" cannot be polled"),
                Some("use http or https".to_owned()),
            );
        }
        _ if advice.is_some() => format!("url {shown} does not start with http:// or https://"),
        error => format!("url {shown}: {error}"),
    };
    (message, advice)
}

fn headers(resolver: &mut Resolver<'_>, table: &FeedTable) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in &table.headers {
        let shown = name.value.escape_debug().to_string();
        if let Err((reason, advice)) = request::header_name(&name.value) {
            resolver.wrong(name.offset, format!("header `{shown}` {reason}"), advice);
        } else if headers
            .iter()
            .any(|(other, _)| other.eq_ignore_ascii_case(&name.value))
        {
            resolver.wrong(
                name.offset,
                format!("header `{shown}` is written twice"),
                Some("upper and lower case do not matter in a header's name".to_owned()),
            );
        }
        if let Err(reason) = request::header_value(&value.value) {
            let message = format!("the value of header `{shown}` {reason}");
            resolver.wrong(value.offset, message, None);
        }
        if table.username.is_some() && name.value.eq_ignore_ascii_case("authorization") {
            let message = "header `Authorization` and `username` exclude each other";
            resolver.wrong(name.offset, message, Some("keep one of them".to_owned()));
        }
        headers.push((name.value.clone(), value.value.trim().to_owned()));
    }
    headers
}

fn credentials(
    resolver: &mut Resolver<'_>,
    table: &FeedTable,
    url: Option<&FeedUrl>,
    is_broken: bool,
) -> (Option<String>, Option<PathBuf>) {
    match (&table.username, &table.password_file) {
        (Some(username), None) if !is_broken => resolver.wrong(
            username.offset,
            "username without password_file",
            Some("add password_file = \"...\", a file that holds the password alone".to_owned()),
        ),
        (None, Some(file)) if !is_broken => resolver.wrong(
            file.offset,
            "password_file without username",
            Some("add username = \"...\"".to_owned()),
        ),
        _ => {}
    }
    if let Some(username) = &table.username {
        // RFC 7617: the first colon ends the user's name.
        if username.value.is_empty()
            || username
                .value
                .contains(|c: char| c == ':' || c.is_control())
        {
            let message = "username must not be empty or contain a colon";
            resolver.wrong(username.offset, message, None);
        }
        if url.is_some_and(|url| !url.with_credentials().username().is_empty()) {
            let message = "username is given twice: the url holds one too";
            let advice = Some("take it out of the url".to_owned());
            resolver.wrong(username.offset, message, advice);
        }
    }
    let file = table.password_file.as_ref();
    let file = file.and_then(|written| resolver.password_file(written));
    (table.username.as_ref().map(|w| w.value.clone()), file)
}

/// A name for people: one line, its white space collapsed.
fn label(
    resolver: &mut Resolver<'_>,
    key: &str,
    written: Option<&Written<String>>,
) -> Option<String> {
    let written = written?;
    let text = written
        .value
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if text.is_empty() {
        let advice = Some("leave the key out".to_owned());
        resolver.wrong(written.offset, format!("{key} is empty"), advice);
        return None;
    }
    if let Some(c) = text.chars().find(|c| c.is_control()) {
        let message = format!(
            "{key} contains the control character U+{:04X}",
            u32::from(c)
        );
        resolver.wrong(written.offset, message, None);
        return None;
    }
    Some(text)
}

fn folder(resolver: &mut Resolver<'_>, written: Option<&Written<String>>) -> Option<String> {
    let text = label(resolver, "folder", written)?;
    let names: Vec<&str> = text
        .split('/')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    if names.len() > DEEPEST_FOLDER {
        let offset = written.map_or(0, |written| written.offset);
        let message = format!("folder is nested more than {DEEPEST_FOLDER} deep");
        resolver.wrong(offset, message, None);
        return None;
    }
    (!names.is_empty()).then(|| names.join("/"))
}

/// Adds the feeds of every OPML file; gives the files back.
fn from_opml(
    resolver: &mut Resolver<'_>,
    file: &File,
    schedule: &Schedule,
    defaults: &RequestSettings,
    seen: &mut Seen,
    feeds: &mut Vec<Feed>,
) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for written in &file.opml {
        let Some(path) = resolver.path("opml", written) else {
            continue;
        };
        let name = path.display().to_string();
        if paths.contains(&path) {
            let message = format!("opml file {} is named twice", quoted(&name));
            resolver.wrong(written.offset, message, None);
            continue;
        }
        match source::read_file(&path) {
            Err(reason) => {
                let message = format!("opml file {} {reason}", quoted(&name));
                resolver.wrong(written.offset, message, None);
            }
            Ok(bytes) => match opml::read_placed(&bytes, &name) {
                Err(mistakes) => resolver.mistakes.extend(mistakes),
                Ok(outlines) => {
                    let name: Rc<str> = name.as_str().into();
                    for placed in outlines {
                        let place = Place {
                            file: name.clone(),
                            line: placed.line,
                            column: placed.column,
                        };
                        let outline = placed.outline;
                        let claimed = match FeedUrl::parse(&outline.url) {
                            Ok(url) => seen.claim(&url, place).map(|()| url),
                            Err(error) => {
                                let (message, advice) = no_url(&outline.url, &error);
                                Err(place.mistake(message, advice))
                            }
                        };
                        match claimed {
                            Err(mistake) => resolver.mistakes.push(mistake),
                            Ok(url) => feeds.push(Feed {
                                url,
                                title: outline.title,
                                folder: outline.folder,
                                schedule: schedule.clone(),
                                enabled: true,
                                request: defaults.clone(),
                            }),
                        }
                    }
                }
            },
        }
        paths.push(path);
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_scheme_is_completed() {
        for (text, meant) in [
            ("example.org/feed.xml", "https://example.org/feed.xml"),
            ("example.org:8080/feed", "https://example.org:8080/feed"),
            ("//example.org/feed", "https://example.org/feed"),
            ("feed://example.org/feed", "https://example.org/feed"),
            ("feed:http://example.org/feed", "http://example.org/feed"),
        ] {
            let error = FeedUrl::parse(text).unwrap_err();
            let (_, advice) = no_url(text, &error);
            assert_eq!(advice.unwrap(), format!("did you mean \"{meant}\"?"));
        }
        for text in ["ftp://example.org/feed", "news", "", "http://"] {
            let error = FeedUrl::parse(text).unwrap_err();
            let (message, advice) = no_url(text, &error);
            assert!(
                !advice.is_some_and(|advice| advice.starts_with("did")),
                "{message}"
            );
        }
    }
}

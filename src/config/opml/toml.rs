//! Outlines to `[[feeds]]` blocks, on their own or at the end of a config whose text stays as it is.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::Outline;
use crate::config::file::{self, quoted};
use crate::config::source::Source;
use crate::model::{FeedUrl, Mistake};

/// A config with feeds appended, and what became of each outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The whole new text; the old one is its beginning, comments and all.
    pub text: String,
    /// How many feeds are new in it.
    pub added: usize,
    /// How many were left out because they are configured already or stand in the list twice.
    pub known: usize,
    /// Those left out because their address cannot be polled.
    pub unusable: Vec<Outline>,
}

/// The outlines as `[[feeds]]` blocks, an empty line between two.
pub fn to_toml(outlines: &[Outline]) -> String {
    let mut text = String::new();
    for outline in outlines {
        if !text.is_empty() {
            text.push('\n');
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "[[feeds]]\nurl = {}", quoted(&outline.url));
        if let Some(title) = &outline.title {
            let _ = writeln!(text, "title = {}", quoted(title));
        }
        if let Some(folder) = &outline.folder {
            let _ = writeln!(text, "folder = {}", quoted(folder));
        }
    }
    text
}

/// The text of a config with the outlines it does not have yet at its end. `file` is its name in mistakes.
///
/// # Errors
/// When the text is not TOML, or writes its feeds in a way that nothing can be appended to.
pub fn append_toml(text: &str, file: &str, outlines: &[Outline]) -> Result<Appended, Vec<Mistake>> {
    let source = Source::new(file, text);
    let configured = file::configured_urls(&source)?;
    let mut known: HashSet<String> = configured
        .iter()
        .filter_map(|url| Some(FeedUrl::parse(url).ok()?.key()))
        .collect();
    let mut new = Vec::new();
    let mut appended = Appended {
        text: text.to_owned(),
        added: 0,
        known: 0,
        unusable: Vec::new(),
    };
    for outline in outlines {
        match FeedUrl::parse(&outline.url) {
            Err(_) => appended.unusable.push(outline.clone()),
            Ok(url) if known.insert(url.key()) => new.push(outline.clone()),
            Ok(_) => appended.known += 1,
        }
    }
    if new.is_empty() {
        return Ok(appended);
    }
    appended.added = new.len();
    let mut blocks = to_toml(&new);
    if text.contains("\r\n") {
        blocks = blocks.replace('\n', "\r\n");
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() {
        if !text.ends_with('\n') {
            appended.text.push_str(line_end);
        }
        appended.text.push_str(line_end);
    }
    appended.text.push_str(&blocks);
    Ok(appended)
}

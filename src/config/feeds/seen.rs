//! The same feed asked for twice: whether by http or https, with or without the default port, in the config
//! or in an OPML file. Feeds come in with their places one by one; the second of two is a mistake that names
//! the first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use crate::config::file::quoted;
use crate::model::{FeedUrl, Mistake};

/// Where a feed is written.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) file: Rc<str>,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    pub(super) fn mistake(&self, message: String, suggestion: Option<String>) -> Mistake {
        Mistake {
            file: self.file.to_string(),
            line: self.line,
            column: self.column,
            message,
            suggestion,
        }
    }
}

/// The subscriptions so far, by what makes two of them the same.
#[derive(Default)]
pub(super) struct Seen(HashMap<String, (FeedUrl, Place)>);

impl Seen {
    /// Takes a feed in, or says where it stands already.
    pub(super) fn claim(&mut self, url: &FeedUrl, place: Place) -> Result<(), Mistake> {
        match self.0.entry(url.key()) {
            Entry::Vacant(free) => {
                free.insert((url.clone(), place));
                Ok(())
            }
            Entry::Occupied(taken) => {
                let (first, at) = taken.get();
                let same = if first.to_string() == url.to_string() {
                    format!("feed {} is written twice", quoted(&url.to_string()))
                } else {
                    let (this, that) = (url.to_string(), first.to_string());
                    format!("feed {} is the same as {}", quoted(&this), quoted(&that))
                };
                let at = format!("{}:{}:{}", at.file, at.line, at.column);
                Err(place.mistake(
                    format!("{same} (first at {at})"),
                    Some("remove one of them".to_owned()),
                ))
            }
        }
    }
}

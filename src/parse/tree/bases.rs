//! `xml:base` inside XHTML: HTML knows no such thing, so the addresses below it are made absolute
//! while the markup is written.

use url::Url;

use super::super::entities::{Entities, decode};
use super::super::markup::{attribute, attributes};
use super::super::walk::BASE_MAX;

/// What addresses may grow by in one text; beyond it they are left out, as a short link under a long
/// base is a hundred times its size.
const GROWTH_MAX: usize = 1 << 20;

/// The bases in force while a text is written.
pub(super) struct Bases<'b> {
    /// Around the text; `None` when its addresses do not matter.
    outer: Option<&'b Url>,
    /// Those stated inside, with the index at which each ends.
    stated: Vec<(usize, Url)>,
    grown: usize,
}

impl<'b> Bases<'b> {
    pub(super) fn new(outer: Option<&'b Url>) -> Bases<'b> {
        Bases {
            outer,
            stated: Vec::new(),
            grown: 0,
        }
    }

    /// Ends those that do not reach the node at `index`.
    pub(super) fn leave(&mut self, index: usize) {
        while self.stated.pop_if(|(end, _)| *end <= index).is_some() {}
    }

    /// Takes in what a start tag states for the nodes up to `end`.
    pub(super) fn enter(&mut self, raw: &str, end: usize, entities: &Entities) {
        let Some(outer) = self.stated.last().map(|(_, base)| base).or(self.outer) else {
            return;
        };
        if !raw.contains("xml:base") {
            return;
        }
        let stated = attribute(raw, "xml:base")
            .filter(|value| value.len() <= BASE_MAX)
            .and_then(|value| outer.join(decode(value, entities).trim()).ok())
            .filter(|base| base.as_str().len() <= BASE_MAX);
        if let Some(base) = stated {
            self.stated.push((end, base));
        }
    }

    /// Writes the attributes of a tag, addresses absolute where a base was stated.
    pub(super) fn write(&mut self, raw: &str, entities: &Entities, html: &mut String) {
        let raw = raw.trim();
        let base = self.stated.last().map(|(_, base)| base);
        let Some(base) = base.filter(|_| ADDRESSES.iter().any(|key| raw.contains(key))) else {
            if !raw.is_empty() {
                html.push(' ');
                html.push_str(raw);
            }
            return;
        };
        for (key, value) in attributes(raw) {
            let absolute = if ADDRESSES.contains(&key) {
                base.join(decode(value, entities).trim()).ok()
            } else {
                None
            };
            let value = match &absolute {
                Some(address) => {
                    self.grown += address.as_str().len();
                    if self.grown > GROWTH_MAX {
                        continue;
                    }
                    address.as_str().replace('&', "&amp;")
                }
                None => value.to_owned(),
            };
            html.push(' ');
            html.push_str(key);
            html.push_str("=\"");
            html.push_str(&value.replace('"', "&quot;"));
            html.push('"');
        }
    }
}

/// Attributes that hold one address.
const ADDRESSES: [&str; 4] = ["href", "src", "cite", "poster"];

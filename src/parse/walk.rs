//! Walks a feed in XML, child by child: each entry and each field of the feed comes out as a small
//! tree, so memory is bounded by the largest entry. Whatever is not closed, crossed, nested wrongly
//! or left over is put right here, as a browser would, and noted.

use url::Url;

use super::entities::{Entities, decode};
use super::entry::web_address;
use super::markup::{Lexer, Token, attribute, attributes};
use super::names::{
    Space, is_container, is_entry, is_feed_root, is_field, is_leaf, space_of_prefix, space_of_uri,
    split,
};
use super::text::bounded;
use super::tree::{Kind, Node, Tree};
use crate::model::CUT_SHORT;

/// Deeper elements lose their tags and keep their text.
const DEPTH_MAX: usize = 200;
/// More nodes than this in one entry are left out.
const NODES_MAX: usize = 200_000;
/// A longer `xml:base` is none: every relative link of the document would grow by it.
pub(super) const BASE_MAX: usize = 1024;
/// What is kept of a language tag: every entry carries it.
const LANGUAGE_MAX: usize = 64;
/// Namespaces in scope at a time; more are read by their prefix.
const BINDINGS_MAX: usize = 200;

/// A child of the feed.
pub(super) struct Piece<'a> {
    pub(super) tree: Tree<'a>,
    /// An entry, or else a field of the feed.
    pub(super) is_entry: bool,
    /// What links inside are relative to.
    pub(super) base: Url,
    /// `xml:lang` of what is around; `None` when not said.
    pub(super) language: Option<String>,
}

/// An element that has not ended yet.
struct Open<'a> {
    name: &'a str,
    space: Space,
    local: &'a str,
    /// Its node in the current tree; `None` for the containers above it.
    node: Option<usize>,
    /// How many bindings were in scope before it.
    bindings_before: usize,
    base: Option<Url>,
    language: Option<String>,
}

/// The walker; an iterator of pieces.
pub(super) struct Walk<'a> {
    lexer: Lexer<'a>,
    entities: &'a Entities,
    document_base: &'a Url,
    open: Vec<Open<'a>>,
    bindings: Vec<(&'a str, Space)>,
    nodes: Vec<Node<'a>>,
    /// Start tags beyond the allowed depth whose end tags are still to come.
    too_deep: usize,
    /// A start tag that ended the previous entry and opens the next one.
    pending: Option<Token<'a>>,
    saw_root: bool,
    /// Whether other markup came before it.
    saw_foreign: bool,
    root_language: Option<String>,
    root_address: Option<String>,
    is_finished: bool,
    repairs: Vec<&'static str>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str, entities: &'a Entities, document_base: &'a Url) -> Walk<'a> {
        Walk {
            lexer: Lexer::new(text),
            entities,
            document_base,
            open: Vec::new(),
            bindings: Vec::new(),
            nodes: Vec::new(),
            too_deep: 0,
            pending: None,
            saw_root: false,
            saw_foreign: false,
            root_language: None,
            root_address: None,
            is_finished: false,
            repairs: Vec::new(),
        }
    }

    /// Whether anything of a feed was there.
    pub(super) fn saw_root(&self) -> bool {
        self.saw_root
    }

    /// CDF states the site in the channel's own tag.
    pub(super) fn root_address(&mut self) -> Option<String> {
        self.root_address.take()
    }

    /// `xml:lang` of the outermost element that states one.
    pub(super) fn root_language(&self) -> Option<String> {
        self.root_language.clone()
    }

    /// What was mended, once the walk is over.
    pub(super) fn repairs(&self) -> Vec<&'static str> {
        let mut all = self.repairs.clone();
        let lexer = self.lexer.repairs;
        for (seen, phrase) in [
            (lexer.bare_less_than, "bare < kept as text"),
            (lexer.unclosed_section, "unclosed CDATA section ended"),
            (lexer.unclosed_comment, "unclosed comment ended"),
        ] {
            if seen {
                all.push(phrase);
            }
        }
        all
    }

    fn note(&mut self, phrase: &'static str) {
        if !self.repairs.contains(&phrase) {
            self.repairs.push(phrase);
        }
    }

    fn start(&mut self, token: Token<'a>) -> Option<Piece<'a>> {
        let Token::Start {
            name,
            attributes: raw,
            empty,
        } = token
        else {
            return None;
        };
        let bindings_before = self.bindings.len();
        self.bind(raw);
        let (prefix, local) = split(name);
        let mut space = self.space(prefix);
        if self.open.is_empty() && space == Space::Other && is_feed_root(local) {
            // Whatever vocabulary the root claims to be of, its prefix marks the feed's own names.
            self.bindings.push((prefix, Space::Core));
            space = Space::Core;
        }
        if is_entry(space, local) && self.inside_wrapper() {
            self.note("entries inside another element");
            self.unwrap();
        }
        let in_tree = !self.nodes.is_empty();

        if in_tree
            && is_entry(space, local)
            && self.ends_entry(name, space)
            && !self.inside_markup()
        {
            // The previous entry was never closed: hand it out, then come back for this one.
            self.note("unclosed entry ended at the next one");
            self.bindings.truncate(bindings_before);
            self.pending = Some(token);
            return self.finish_tree(false);
        }
        if in_tree && space == Space::Core && self.ends_field_of_feed(local) {
            self.note("unclosed element ended at the next one");
            self.bindings.truncate(bindings_before);
            self.pending = Some(token);
            return self.finish_tree(false);
        }
        if in_tree && space == Space::Core && is_field(local) {
            self.close_leaf();
        }
        let is_container = !in_tree && is_container(space, local);
        let is_root = is_container || is_entry(space, local);
        // Within foreign markup (a wrapper, a warning, a web page) only what can be nothing else counts.
        let is_believable = !self.saw_foreign || is_feed_root(local);
        if self.open.is_empty() && !(is_root && is_believable) {
            self.saw_foreign |= !self.saw_root;
            self.bindings.truncate(bindings_before);
            return None;
        }
        self.saw_root = true;
        if self.open.len() >= DEPTH_MAX || self.nodes.len() >= NODES_MAX {
            self.note("nested too deeply or too large: tags left out");
            self.too_deep += usize::from(!empty);
            self.bindings.truncate(bindings_before);
            return None;
        }
        let node = (!is_container).then(|| {
            self.nodes.push(Node {
                kind: Kind::Element {
                    space,
                    local,
                    attributes: raw,
                    is_cut: false,
                },
                end: 0,
            });
            self.nodes.len() - 1
        });
        let (base, language) = self.scope_of(raw);
        if is_container && self.root_language.is_none() {
            self.root_language.clone_from(&language);
        }
        if is_container && self.root_address.is_none() && local == "CHANNEL" {
            self.root_address = attribute(raw, "href")
                .and_then(|href| web_address(&decode(href, self.entities), self.base()));
        }
        self.open.push(Open {
            name,
            space,
            local,
            node,
            bindings_before,
            base,
            language,
        });
        if empty { self.close_last() } else { None }
    }

    /// Whether all that is open of the tree under way is of the feed's own vocabulary and no entry.
    fn inside_wrapper(&self) -> bool {
        let mut inside = self
            .open
            .iter()
            .filter(|open| open.node.is_some())
            .peekable();
        inside.peek().is_some()
            && inside.all(|open| {
                open.space == Space::Core
                    && !is_entry(open.space, open.local)
                    && !is_field(open.local)
            })
    }

    /// Makes containers of the elements of the tree under way, whatever they are called.
    fn unwrap(&mut self) {
        self.nodes.clear();
        for open in &mut self.open {
            open.node = None;
        }
    }

    fn bind(&mut self, raw: &'a str) {
        if !raw.contains("xmlns") {
            return;
        }
        for (name, value) in attributes(raw) {
            if self.bindings.len() >= BINDINGS_MAX {
                return;
            }
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let space = space_of_uri(value).unwrap_or_else(|| space_of_prefix(prefix));
            self.bindings.push((prefix, space));
        }
    }

    fn space(&self, prefix: &str) -> Space {
        self.bindings
            .iter()
            .rev()
            .find(|(bound, _)| *bound == prefix)
            .map_or_else(|| space_of_prefix(prefix), |(_, space)| *space)
    }

    /// `xml:base` and `xml:lang` of a start tag, resolved.
    fn scope_of(&self, raw: &'a str) -> (Option<Url>, Option<String>) {
        // The upper case is CDF's.
        let is_cdf = raw.contains("BASE=");
        if !is_cdf && !raw.contains("xml:") {
            return (None, None);
        }
        let base = attribute(raw, if is_cdf { "BASE" } else { "xml:base" })
            .filter(|value| value.len() <= BASE_MAX)
            .and_then(|value| self.base().join(decode(value, self.entities).trim()).ok())
            .filter(|base| base.as_str().len() <= BASE_MAX);
        let language =
            attribute(raw, "xml:lang").map(|value| bounded(value.trim(), LANGUAGE_MAX).to_owned());
        (base, language)
    }

    fn base(&self) -> &Url {
        self.open
            .iter()
            .rev()
            .find_map(|open| open.base.as_ref())
            .unwrap_or(self.document_base)
    }

    fn language(&self) -> Option<String> {
        self.open
            .iter()
            .rev()
            .find_map(|open| open.language.clone())
    }

    /// Whether an entry's start tag means that the open entry is over. A foreign vocabulary's `item`
    /// inside it is a field of it, unless entries are written that way here.
    fn ends_entry(&self, name: &str, space: Space) -> bool {
        self.open.iter().any(|open| {
            open.node == Some(0)
                && is_entry(open.space, open.local)
                && (space == Space::Core || open.name.eq_ignore_ascii_case(name))
        })
    }

    /// Whether inline HTML is open, where feed names mean something else.
    fn inside_markup(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.space == Space::Html)
    }

    /// Whether the tree under way is a field of the feed that was never closed: an entry starts in it,
    /// or a field in one that holds only text.
    fn ends_field_of_feed(&self, local: &str) -> bool {
        let root = self.open.iter().find(|open| open.node == Some(0));
        root.filter(|root| root.space == Space::Core)
            .is_some_and(|root| match is_entry(Space::Core, local) {
                true => is_field(root.local),
                false => is_leaf(root.local) && is_field(local),
            })
    }

    /// Ends an element that holds only text when a sibling starts inside it.
    fn close_leaf(&mut self) {
        let leaf = self.open.iter().rposition(|open| {
            open.node.is_some_and(|node| node > 0)
                && open.space == Space::Core
                && is_leaf(open.local)
        });
        if let Some(index) = leaf {
            self.note("unclosed element ended at the next one");
            self.close_down_to(index);
        }
    }

    fn end(&mut self, name: &str) -> Option<Piece<'a>> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return None;
        }
        let found = self
            .open
            .iter()
            .rposition(|open| open.name == name)
            .or_else(|| {
                self.open
                    .iter()
                    .rposition(|open| open.name.eq_ignore_ascii_case(name))
            });
        let Some(index) = found else {
            if !self.open.is_empty() {
                self.note("end tags without a start left out");
            }
            return None;
        };
        if index + 1 < self.open.len() {
            self.note("unclosed elements ended");
        }
        self.close_down_to(index)
    }

    /// Closes everything from the top of the stack down to and including `index`.
    fn close_down_to(&mut self, index: usize) -> Option<Piece<'a>> {
        let mut piece = None;
        while self.open.len() > index {
            // At most one tree is under way, so at most one piece comes out.
            piece = self.close_last().or(piece);
        }
        piece
    }

    fn close_last(&mut self) -> Option<Piece<'a>> {
        let closed = self.open.last()?;
        let Some(node) = closed.node else {
            let closed = self.open.pop()?;
            self.bindings.truncate(closed.bindings_before);
            return None;
        };
        let end = self.nodes.len();
        self.nodes[node].end = end;
        let is_entry = is_entry(closed.space, closed.local);
        let piece = if node == 0 {
            Some(Piece {
                is_entry,
                base: self.base().clone(),
                language: self.language(),
                tree: Tree {
                    nodes: std::mem::take(&mut self.nodes),
                    entities: self.entities,
                },
            })
        } else {
            None
        };
        let closed = self.open.pop()?;
        self.bindings.truncate(closed.bindings_before);
        piece
    }

    /// Ends the tree under way; `is_cut` marks what the end of the document interrupted.
    fn finish_tree(&mut self, is_cut: bool) -> Option<Piece<'a>> {
        let root = self.open.iter().position(|open| open.node == Some(0))?;
        if is_cut {
            for open in &self.open[root + 1..] {
                if let Some(Node {
                    kind: Kind::Element { is_cut, .. },
                    ..
                }) = open.node.and_then(|node| self.nodes.get_mut(node))
                {
                    *is_cut = true;
                }
            }
        }
        self.too_deep = 0;
        self.close_down_to(root)
    }

    fn text(&mut self, text: std::borrow::Cow<'a, str>) {
        if !self.nodes.is_empty() && self.nodes.len() < NODES_MAX {
            let end = self.nodes.len() + 1;
            self.nodes.push(Node {
                kind: Kind::Text(text),
                end,
            });
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let token = match self.pending.take() {
                Some(token) => token,
                None => match self.lexer.next(self.open.last().map(|open| open.name)) {
                    Some(token) => token,
                    None => break,
                },
            };
            let piece = match token {
                Token::Start { .. } => self.start(token),
                Token::End { name } => self.end(name),
                Token::Text(text) => {
                    self.text(decode(text, self.entities));
                    None
                }
                Token::Literal(text) => {
                    self.text(text.into());
                    None
                }
                Token::Doctype(_) => None,
            };
            if piece.is_some() {
                return piece;
            }
        }
        if self.is_finished {
            return None;
        }
        self.is_finished = true;
        if !self.open.is_empty() || self.lexer.repairs.cut_in_tag {
            self.note(CUT_SHORT);
        }
        self.finish_tree(true)
    }
}

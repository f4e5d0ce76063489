//! The tree of one child of a feed: an entry, or a field of the feed itself. Nodes lie in document
//! order in one vector and know where their subtree ends, so nothing recurses and dropping is cheap.

mod bases;

use std::borrow::Cow;

use url::Url;

use super::entities::{Entities, decode};
use super::markup::attribute;
use super::names::Space;
use bases::Bases;

/// A node in document order.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) kind: Kind<'a>,
    /// Index just past the subtree.
    pub(super) end: usize,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    Element {
        space: Space,
        local: &'a str,
        attributes: &'a str,
        /// The document ended inside it.
        is_cut: bool,
    },
    Text(Cow<'a, str>),
}

/// A tree; node 0 is its root element.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) entities: &'a Entities,
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    index: usize,
}

impl<'a> Tree<'a> {
    /// The root; `None` when the tree is empty or starts with text.
    pub(super) fn root(&self) -> Option<Element<'_, 'a>> {
        self.element(0)
    }

    fn element(&self, index: usize) -> Option<Element<'_, 'a>> {
        match self.nodes.get(index)?.kind {
            Kind::Element { .. } => Some(Element { tree: self, index }),
            Kind::Text(_) => None,
        }
    }
}

impl<'t, 'a> Element<'t, 'a> {
    fn parts(self) -> (Space, &'a str, &'a str, bool) {
        match self.tree.nodes[self.index].kind {
            Kind::Element {
                space,
                local,
                attributes,
                is_cut,
            } => (space, local, attributes, is_cut),
            Kind::Text(_) => (Space::Other, "", "", false),
        }
    }

    pub(super) fn space(self) -> Space {
        self.parts().0
    }

    pub(super) fn local(self) -> &'a str {
        self.parts().1
    }

    /// Everything between the name and `>`.
    pub(super) fn raw_attributes(self) -> &'a str {
        self.parts().2
    }

    /// Whether the document ended inside this element.
    pub(super) fn is_cut(self) -> bool {
        self.parts().3
    }

    /// An attribute's value, trimmed; `None` when absent or blank.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        let raw = attribute(self.raw_attributes(), name)?;
        let value = match decode(raw, self.tree.entities) {
            Cow::Borrowed(value) => Cow::Borrowed(value.trim()),
            Cow::Owned(value) => Cow::Owned(value.trim().to_owned()),
        };
        (!value.is_empty()).then_some(value)
    }

    /// The elements directly inside.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let tree = self.tree;
        let end = tree.nodes[self.index].end;
        let mut at = self.index + 1;
        std::iter::from_fn(move || {
            while at < end {
                let here = at;
                at = tree.nodes[here].end;
                if let Some(element) = tree.element(here) {
                    return Some(element);
                }
            }
            None
        })
    }

    /// The first child with this name.
    pub(super) fn child(self, space: Space, local: &str) -> Option<Element<'t, 'a>> {
        self.children()
            .find(|child| child.space() == space && child.local().eq_ignore_ascii_case(local))
    }

    /// All text inside, markup left out.
    pub(super) fn text(self) -> Cow<'t, str> {
        let nodes = &self.tree.nodes[self.index + 1..self.tree.nodes[self.index].end];
        if let [
            Node {
                kind: Kind::Text(text),
                ..
            },
        ] = nodes
        {
            return Cow::Borrowed(text);
        }
        let mut all = String::new();
        for node in nodes {
            if let Kind::Text(text) = &node.kind {
                all.push_str(text);
            }
        }
        Cow::Owned(all)
    }

    /// Whether there are elements inside.
    pub(super) fn has_children(self) -> bool {
        self.children().next().is_some()
    }

    /// Whether there is any text or attribute in it.
    pub(super) fn says_anything(self) -> bool {
        self.tree.nodes[self.index..self.tree.nodes[self.index].end]
            .iter()
            .any(|node| match &node.kind {
                Kind::Text(text) => !text.trim().is_empty(),
                Kind::Element { attributes, .. } => !attributes.trim().is_empty(),
            })
    }

    /// What is inside as HTML: elements without prefixes, text escaped. `base` is what bases stated
    /// inside are relative to.
    pub(super) fn inner_markup(self, base: Option<&Url>) -> String {
        let end = self.tree.nodes[self.index].end;
        let mut html = String::new();
        let mut open: Vec<(usize, &str)> = Vec::new();
        let mut bases = Bases::new(base);
        let entities = self.tree.entities;
        for (index, node) in self.tree.nodes[..end]
            .iter()
            .enumerate()
            .skip(self.index + 1)
        {
            close_until(index, &mut open, &mut html);
            bases.leave(index);
            match &node.kind {
                Kind::Text(text) => escape_into(text, &mut html),
                Kind::Element {
                    local, attributes, ..
                } => {
                    html.push('<');
                    html.push_str(local);
                    bases.enter(attributes, node.end, entities);
                    bases.write(attributes, entities, &mut html);
                    html.push('>');
                    if !is_void(local) {
                        open.push((node.end, local));
                    }
                }
            }
        }
        close_until(end, &mut open, &mut html);
        html
    }
}

fn close_until(index: usize, open: &mut Vec<(usize, &str)>, html: &mut String) {
    while let Some((_, local)) = open.pop_if(|(end, _)| *end <= index) {
        html.push_str("</");
        html.push_str(local);
        html.push('>');
    }
}

/// HTML elements that have no end tag.
fn is_void(local: &str) -> bool {
    [
        "br", "hr", "img", "input", "wbr", "source", "track", "embed", "area", "col", "base",
        "link", "meta", "param",
    ]
    .iter()
    .any(|name| local.eq_ignore_ascii_case(name))
}

/// Appends text so that HTML reads it back as the same text.
pub(super) fn escape_into(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(letter),
        }
    }
}

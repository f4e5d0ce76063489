//! HTML of any quality -> well-nested HTML of known elements, in one linear pass. Sanitizing proper
//! comes after; this is what keeps it cheap and lossless: a browser's algorithm takes quadratic time
//! on unclosed formatting, stray `&` and text in tables, and lets an unclosed frame swallow the rest.
//!
//! The three characters that are markup in HTML leave here as private-use placeholders, so that
//! nothing after needs to resolve references, and those from U+00A0 to U+00BF (the no-break space, `«`
//! and the like) as noncharacters, as html5ever's serializer takes quadratic time on texts with many;
//! [`restore`] writes them out at the end.

use super::super::entities::{Entities, decode};
use super::super::markup::{Lexer, Token, attributes};
use super::super::text::{bounded, is_hidden, without_sections};
use super::ALLOWED;

/// Deeper elements lose their tags and keep their text.
const DEPTH_MAX: usize = 100;
/// More tags than this in one field are left out: each costs a node of the tree made later.
const TAGS_MAX: usize = 50_000;
/// Attributes looked at per tag, and bytes per value: more are no publisher's.
const ATTRIBUTES_MAX: usize = 100;
const VALUE_MAX: usize = 16 << 10;
/// No article is longer, in bytes; the rest is left out. A single `&` grows to five bytes on the way.
pub(super) const LENGTH_MAX: usize = 2 << 20;

const AMPERSAND: char = '\u{f8f0}';
const LESS_THAN: char = '\u{f8f1}';
const GREATER_THAN: char = '\u{f8f2}';
/// What U+00A0 becomes; the 31 after it follow.
const NO_BREAK_SPACE: char = '\u{fdd0}';
const SHIFTED: u32 = NO_BREAK_SPACE as u32 - 0xa0;

/// Rewrites HTML as said above, with at most so many tags.
pub(super) fn tidy(html: &str, tags_max: usize) -> String {
    let mut writer = Writer {
        html: String::with_capacity(html.len().min(LENGTH_MAX)),
        open: Vec::new(),
        tags_left: tags_max.min(TAGS_MAX),
    };
    let entities = Entities::default();
    let html = without_sections(html);
    let mut lexer = Lexer::new(&html);
    while let Some(token) = lexer.next(None).filter(|_| !writer.is_full()) {
        match token {
            Token::Text(text) => writer.text(&decode(text, &entities)),
            Token::Literal(text) => writer.text(text),
            Token::Start {
                name,
                attributes,
                empty,
            } => {
                if is_hidden(name) {
                    if !empty {
                        lexer.skip_past_end(name);
                    }
                } else {
                    writer.start(name, attributes, &entities);
                }
            }
            Token::End { name } => writer.end(name),
            Token::Doctype(_) => {}
        }
    }
    writer.close_down_to(0);
    writer.html
}

/// Writes the placeholders out as references.
pub(super) fn restore(html: &str) -> String {
    let mut text = String::with_capacity(html.len() + html.len() / 16);
    for letter in html.trim().chars() {
        match letter {
            AMPERSAND => text.push_str("&amp;"),
            LESS_THAN => text.push_str("&lt;"),
            GREATER_THAN => text.push_str("&gt;"),
            NO_BREAK_SPACE => text.push_str("&nbsp;"),
            '\u{fdd1}'..='\u{fdef}' => text.push(shifted(letter, 0u32.wrapping_sub(SHIFTED))),
            _ => text.push(letter),
        }
    }
    text
}

fn shifted(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter).wrapping_add(by)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

struct Writer {
    html: String,
    /// Allowed names of the open elements.
    open: Vec<&'static str>,
    /// Tags that may still be written.
    tags_left: usize,
}

impl Writer {
    fn is_full(&self) -> bool {
        self.html.len() >= LENGTH_MAX
    }

    fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.enter_cell();
        }
        for letter in text.chars() {
            if self.is_full() {
                return;
            }
            self.html.push(match letter {
                '&' => AMPERSAND,
                '<' => LESS_THAN,
                '>' => GREATER_THAN,
                '\u{a0}'..='\u{bf}' => shifted(letter, SHIFTED),
                AMPERSAND | LESS_THAN | GREATER_THAN | '\u{fdd0}'..='\u{fdef}' => {
                    char::REPLACEMENT_CHARACTER
                }
                _ => letter,
            });
        }
    }

    fn start(&mut self, name: &str, raw: &str, entities: &Entities) {
        let Some(name) = allowed(name) else {
            // A dropped block still parts words.
            self.html.push_str(if is_inline(name) { "" } else { " " });
            return;
        };
        let is_void = matches!(name, "br" | "hr" | "img" | "source" | "wbr" | "col");
        if is_table_part(name) {
            let Some(table) = self.open.iter().rposition(|open| *open == "table") else {
                self.html.push(' ');
                return;
            };
            self.make_room_in_table(name, table);
        } else {
            self.enter_cell();
            self.close_implied(name);
        }
        if self.tags_left == 0 {
            return;
        }
        self.tags_left -= 1;
        if self.open.len() >= DEPTH_MAX || name == "img" && is_pixel(raw) {
            return;
        }
        self.html.push('<');
        self.html.push_str(name);
        for (key, value) in attributes(raw).take(ATTRIBUTES_MAX) {
            if value.len() <= VALUE_MAX && is_plain_name(key) {
                self.attribute(key, &decode(value, entities));
            }
        }
        self.html.push('>');
        if !is_void {
            self.open.push(name);
        }
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(key);
        self.html.push_str("=\"");
        // The few that a value holds are cheap, and an address must keep its `&`.
        for letter in value.chars() {
            match letter {
                '&' => self.html.push_str("&amp;"),
                '"' => self.html.push_str("&quot;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                _ => self.html.push(letter),
            }
        }
        self.html.push('"');
    }

    fn end(&mut self, name: &str) {
        let found = allowed(name).and_then(|name| self.open.iter().rposition(|open| *open == name));
        match found {
            Some(index) => self.close_down_to(index),
            None if !is_inline(name) => self.html.push(' '),
            None => {}
        }
    }

    fn close_down_to(&mut self, index: usize) {
        while self.open.len() > index {
            if let Some(name) = self.open.pop() {
                self.html.push_str("</");
                self.html.push_str(name);
                self.html.push('>');
            }
        }
    }

    /// Text and elements directly in a table or row get a cell around them.
    fn enter_cell(&mut self) {
        let implied: &[&str] = match self.open.last() {
            Some(&("table" | "tbody" | "thead" | "tfoot" | "colgroup")) => &["tr", "td"],
            Some(&"tr") => &["td"],
            _ => &[],
        };
        if self.open.last() == Some(&"colgroup") {
            self.close_down_to(self.open.len() - 1);
        }
        for name in implied {
            self.html.push('<');
            self.html.push_str(name);
            self.html.push('>');
            self.open.extend(allowed(name));
        }
    }

    /// Closes what must end before a part of the table at `table` can start.
    fn make_room_in_table(&mut self, name: &str, table: usize) {
        let parents: &[&str] = match name {
            "td" | "th" => &["tr"],
            "tr" => &["tbody", "thead", "tfoot"],
            "col" => &["colgroup"],
            _ => &[],
        };
        let parent = self.open[table..]
            .iter()
            .rposition(|open| parents.contains(open));
        self.close_down_to(parent.map_or(table, |parent| table + parent) + 1);
        if matches!(name, "td" | "th") && self.open.last() != Some(&"tr") {
            self.html.push_str("<tr>");
            self.open.push("tr");
        }
    }

    /// Closes what the start of another element ends: a paragraph at a block, an item at an item.
    fn close_implied(&mut self, name: &str) {
        let (ends, up_to): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "a" => (&["a"], &["td", "th"]),
            _ if is_inline(name) => return,
            _ => (&["p"], &["td", "th", "li", "blockquote", "figure", "div"]),
        };
        let nearest = self
            .open
            .iter()
            .rposition(|open| ends.contains(open) || up_to.contains(open));
        if let Some(index) = nearest.filter(|index| ends.contains(&self.open[*index])) {
            self.close_down_to(index);
        }
    }
}

/// The allowed element of this name, whatever its case.
fn allowed(name: &str) -> Option<&'static str> {
    ALLOWED
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name))
        .copied()
}

fn is_table_part(name: &str) -> bool {
    [
        "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr",
    ]
    .contains(&name)
}

/// Elements that stand within a line.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 36] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em",
        "font", "i", "img", "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr",
    ];
    INLINE.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.eq_ignore_ascii_case("var")
}

/// Images of one pixel, or hidden ones, only count readers.
fn is_pixel(raw: &str) -> bool {
    attributes(raw).take(ATTRIBUTES_MAX).any(|(key, value)| {
        if key.eq_ignore_ascii_case("style") {
            let style = bounded(value, 400).to_ascii_lowercase();
            return style
                .split(';')
                .filter_map(|rule| rule.split_once(':'))
                .any(|(name, value)| match name.trim() {
                    "width" | "height" => is_one_pixel(value),
                    "display" => value.trim() == "none",
                    "visibility" => value.trim() == "hidden",
                    _ => false,
                });
        }
        let is_size = key.eq_ignore_ascii_case("width") || key.eq_ignore_ascii_case("height");
        is_size && is_one_pixel(value)
    })
}

fn is_one_pixel(size: &str) -> bool {
    matches!(size.trim().trim_end_matches("px").trim_end(), "0" | "1")
}

fn is_plain_name(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 32
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_comes_leaves_well_nested() {
        for (html, expected) in [
            ("<p>one<p>two", "<p>one</p><p>two</p>"),
            (
                "<b>bold <i>both</b> italic</i>",
                "<b>bold <i>both</i></b> italic",
            ),
            ("<p><b>x</p><p>y</p>", "<p><b>x</b></p><p>y</p>"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
            (
                "<table>x<tr><td>1<td>2</table>",
                "<table><tr><td>x</td></tr><tr><td>1</td><td>2</td></tr></table>",
            ),
            ("<![CDATA[<p>x</p>]]>", "<p>x</p>"),
            ("a<img src=x style='width:1px; height: 1px'>", "a"),
            ("a<img src=x STYLE=\"display:none\">", "a"),
            ("<td>x", " x"),
            ("a<iframe src=x/>b<script>c()</script>d", "a bd"),
            ("<P CLASS=x>a</P>", "<p CLASS=\"x\">a</p>"),
            (
                "<a href=\"?a=1&b=2\">x</a>",
                "<a href=\"?a=1&amp;b=2\">x</a>",
            ),
        ] {
            assert_eq!(tidy(html, 9).replace("  ", " "), expected, "{html}");
        }
    }

    #[test]
    fn text_that_looks_like_markup_comes_back_as_text() {
        assert_eq!(
            restore(&tidy("AT&T &lt;b&gt; a < b", 9)),
            "AT&amp;T &lt;b&gt; a &lt; b"
        );
        assert_eq!(
            restore(&tidy("«x»&nbsp;¿\u{bf}\u{fdd3}", 9)),
            "«x»&nbsp;¿¿\u{fffd}"
        );
    }
}

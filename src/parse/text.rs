//! HTML to readable plain text, in one pass whose cost is linear: paragraphs become blank lines, list
//! items and line breaks new lines, white space is folded, scripts and styles vanish.

use std::borrow::Cow;

use memchr::memchr;

use super::entities::{Entities, decode};
use super::markup::{Lexer, Token};

/// A title longer than this, in characters, is no title; it is cut at a word and marked.
const TITLE_MAX: usize = 1000;

/// Readable plain text of HTML: paragraphs are parted by a blank line, other white space is folded.
pub fn plain_text(html: &str) -> String {
    let entities = Entities::default();
    let mut writer = Writer::default();
    let mut lexer = Lexer::new(html);

    while let Some(token) = lexer.next(None) {
        match token {
            Token::Text(text) | Token::Literal(text) => writer.text(&decode(text, &entities)),
            Token::Start { name, empty, .. } => {
                if !empty && is_hidden(name) {
                    lexer.skip_past_end(name);
                }
                writer.gap(gap_of(name));
            }
            Token::End { name } => writer.gap(gap_of(name)),
            Token::Doctype(_) => {}
        }
    }
    writer.finish()
}

/// Plain text of a title or a name, whatever its type claimed: tags removed and entities decoded
/// until none are left (at most three times), white space folded, length bounded. Empty when nothing
/// remains.
pub(super) fn clean_line(text: &str) -> String {
    let mut line = bounded(text, TITLE_MAX * 8).to_owned();
    for _ in 0..3 {
        if !has_markup(&line) {
            break;
        }
        let next = without_tags(&without_sections(&line));
        if next == line {
            break;
        }
        line = next;
    }
    let folded = fold(&line);
    if folded.chars().nth(TITLE_MAX).is_none() {
        return folded;
    }
    let cut: String = folded.chars().take(TITLE_MAX).collect();
    let word = cut
        .rfind(' ')
        .filter(|at| *at > cut.len() / 2)
        .unwrap_or(cut.len());
    format!("{}…", &cut[..word])
}

/// How a CDATA section starts. HTML has none; one that is left was escaped once too often.
const SECTION: &str = "<![CDATA[";

/// HTML without the marks of CDATA sections, whose inside is HTML like the rest.
pub(super) fn without_sections(html: &str) -> Cow<'_, str> {
    if html.contains(SECTION) {
        Cow::Owned(html.replace(SECTION, "").replace("]]>", ""))
    } else {
        Cow::Borrowed(html)
    }
}

/// White space of every kind folded to single spaces, controls dropped.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if !word.is_empty() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
    }
    folded
}

/// The longest prefix of at most `length` bytes.
pub(super) fn bounded(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn has_markup(text: &str) -> bool {
    text.contains('&') || text.contains('<')
}

/// Removes the tags HTML knows and decodes entities once; `std::vector<int>` keeps its brackets.
fn without_tags(text: &str) -> String {
    let entities = Entities::default();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        plain.push_str(&decode(&rest[..at], &entities));
        rest = &rest[at..];
        match tag_length(rest) {
            Some(_) if !rest.starts_with("</") && is_hidden(tag_name(rest)) => {
                rest = after_element(rest, tag_name(rest));
            }
            Some(length) => {
                if gap_of(tag_name(rest)) != Gap::None {
                    plain.push(' ');
                }
                rest = &rest[length..];
            }
            None => {
                plain.push('<');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(&decode(rest, &entities));
    plain
}

fn tag_name(text: &str) -> &str {
    let name = text.strip_prefix('<').unwrap_or(text);
    let name = name.strip_prefix('/').unwrap_or(name);
    let length = name
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    &name[..length]
}

/// What follows the end tag of the element that starts `text`; nothing when it has none.
fn after_element<'a>(text: &'a str, name: &str) -> &'a str {
    let end = memchr::memchr_iter(b'<', text.as_bytes())
        .skip(1)
        .find(|at| {
            let tag = text[at + 1..].strip_prefix('/');
            tag.and_then(|tag| tag.get(..name.len()))
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
        });
    let Some(end) = end else { return "" };
    memchr(b'>', &text.as_bytes()[end..]).map_or("", |n| &text[end + n + 1..])
}

/// The length of the tag or comment at the start of `text`; `None` when it is text.
fn tag_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        let end = text.find("-->").map(|end| end + 3);
        return Some(
            end.or_else(|| text.find('>').map(|end| end + 1))
                .unwrap_or(text.len()),
        );
    }
    let name = tag_name(text);
    if name.is_empty() {
        return None;
    }
    let end = memchr(b'>', text.as_bytes())? + 1;
    // Attributes, or an end, make a tag of any name: `std::vector<int>` has neither.
    let has_attributes = || {
        let rest = &text[1 + name.len()..end];
        rest.starts_with([' ', '/', '\t', '\n', '\r']) && rest.contains('=')
    };
    let is_tag = is_html_name(name) || text.starts_with("</") || has_attributes();
    is_tag.then_some(end)
}

/// Elements that publishers put into titles and texts.
pub(super) fn is_html_name(name: &str) -> bool {
    const NAMES: [&str; 62] = [
        "a",
        "abbr",
        "acronym",
        "article",
        "aside",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "nobr",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "script",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "td",
        "tr",
        "tt",
        "u",
        "ul",
    ];
    name.len() <= 10 && NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Elements whose content is not for reading.
pub(super) fn is_hidden(name: &str) -> bool {
    ["script", "style", "template"]
        .iter()
        .any(|hidden| hidden.eq_ignore_ascii_case(name))
}

/// The white space an element's edge stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

fn gap_of(name: &str) -> Gap {
    const PARAGRAPHS: [&str; 24] = [
        "p",
        "div",
        "blockquote",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "main",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "pre",
        "table",
        "figure",
        "hr",
        "form",
    ];
    const LINES: [&str; 8] = [
        "br",
        "li",
        "tr",
        "dt",
        "dd",
        "figcaption",
        "caption",
        "option",
    ];
    const SPACES: [&str; 2] = ["td", "th"];
    let is_in = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_in(&PARAGRAPHS) {
        Gap::Paragraph
    } else if is_in(&LINES) {
        Gap::Line
    } else if is_in(&SPACES) {
        Gap::Space
    } else {
        Gap::None
    }
}

/// Collects words with the gaps between them.
#[derive(Default)]
struct Writer {
    text: String,
    pending: Gap,
    line_breaks: usize,
}

impl Writer {
    fn gap(&mut self, gap: Gap) {
        if gap == Gap::Line {
            self.line_breaks += 1;
        }
        self.pending = self.pending.max(gap);
    }

    fn text(&mut self, text: &str) {
        let mut is_first = true;
        for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
            if !is_first {
                self.gap(Gap::Space);
            }
            is_first = false;
            if !word.is_empty() {
                self.word(word);
            }
        }
    }

    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push_str(match self.pending {
                Gap::None => "",
                Gap::Space => " ",
                // Two line breaks in a row are how old pages part paragraphs.
                Gap::Line if self.line_breaks < 2 => "\n",
                Gap::Line | Gap::Paragraph => "\n\n",
            });
        }
        self.pending = Gap::None;
        self.line_breaks = 0;
        self.text.push_str(word);
    }

    fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_paragraphs() {
        for (html, expected) in [
            ("<p>One\n two</p><p>Three</p>", "One two\n\nThree"),
            ("a<br>b<br/><br/>c", "a\nb\n\nc"),
            ("<ul><li>one<li>two</ul>after", "one\ntwo\n\nafter"),
            ("AT&amp;T &lt;b&gt; caf&eacute;", "AT&T <b> café"),
            (
                "<script>if (a<b) x()</script>text<style>p{}</style>",
                "text",
            ),
            ("a < b and <i>c</i>d", "a < b and cd"),
            ("plain\n\ntext", "plain text"),
            ("", ""),
        ] {
            assert_eq!(plain_text(html), expected, "{html}");
        }
    }

    #[test]
    fn titles_lose_every_layer_of_markup_but_not_their_text() {
        for (written, meant) in [
            ("  Two \n lines ", "Two lines"),
            ("<b>Bold</b> news", "Bold news"),
            ("&lt;b&gt;Bold&lt;/b&gt; news", "Bold news"),
            ("&amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;", "x"),
            ("&lt;![CDATA[One &lt;b&gt;two&lt;/b&gt;]]&gt;", "One two"),
            ("AT&amp;amp;T", "AT&T"),
            ("AT&T", "AT&T"),
            ("a < b > c", "a < b > c"),
            ("vector<int>", "vector<int>"),
            ("One<br>two", "One two"),
            ("a<svg onload=x()>b</svg>", "ab"),
            ("a<video/onplay=x()>b", "ab"),
            ("Ann <ann@x.example>", "Ann <ann@x.example>"),
        ] {
            assert_eq!(clean_line(written), meant, "{written}");
        }
    }

    #[test]
    fn titles_are_bounded() {
        let long = "слово ".repeat(1_000_000);
        assert!(clean_line(&long).chars().count() <= TITLE_MAX + 1);
    }
}

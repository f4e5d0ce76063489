//! Cuts XML-like text into tags and text, whatever its state. Flows in: a whole document; flow out:
//! borrowed tokens, entities not yet decoded. What no tag can be (`a < b`) is text; an unclosed
//! CDATA section or comment ends where its element does. Every byte is looked at a bounded number
//! of times.

mod attributes;

use memchr::{memchr, memchr3, memmem};

pub(super) use attributes::{attribute, attributes};

/// One piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag: its name and everything between the name and `>`.
    Start {
        /// As written, prefix included.
        name: &'a str,
        /// Attributes as written; see [`attributes`].
        attributes: &'a str,
        /// Ended with `/>`.
        empty: bool,
    },
    /// An end tag.
    End {
        /// As written, prefix included.
        name: &'a str,
    },
    /// Character data with its entities.
    Text(&'a str),
    /// Character data to be taken literally.
    Literal(&'a str),
    /// `<!DOCTYPE ...>` with its internal subset.
    Doctype(&'a str),
}

/// Reads tokens one after another.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Where the next `]]>` is, once looked for: many unclosed sections share one search.
    section_end: Option<Option<usize>>,
    /// The same for `-->`.
    comment_end: Option<Option<usize>>,
    doctype_seen: bool,
    /// What was mended.
    pub(super) repairs: Repairs,
}

/// Which kinds of damage were seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Repairs {
    pub(super) bare_less_than: bool,
    pub(super) unclosed_section: bool,
    pub(super) unclosed_comment: bool,
    pub(super) cut_in_tag: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        Lexer {
            text,
            at: 0,
            section_end: None,
            comment_end: None,
            doctype_seen: false,
            repairs: Repairs::default(),
        }
    }

    /// The next token, `None` at the end. `open` is the name of the element that is open, for
    /// ending what was left unclosed.
    pub(super) fn next(&mut self, open: Option<&str>) -> Option<Token<'a>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                return Some(self.text_from(self.at));
            }
            let bytes = rest.as_bytes();
            match bytes.get(1) {
                Some(b'!') if is_section(bytes) => return Some(self.section(open)),
                Some(b'!') if rest.starts_with("<!--") => self.skip_comment(),
                // What is no declaration, or one without an end, is somebody's text.
                Some(b'!') if is_declaration(bytes) => return Some(self.declaration()),
                Some(b'?') => self.skip_instruction(),
                Some(b'/') => {
                    if let Some(token) = self.end_tag() {
                        return Some(token);
                    }
                }
                Some(byte) if is_name_start(*byte) => return Some(self.start_tag()),
                _ => {
                    self.repairs.bare_less_than = true;
                    return Some(self.text_from(self.at + 1));
                }
            }
        }
    }

    /// Skips to just past the end tag of an element whose content is not markup; to the end when there
    /// is none.
    pub(super) fn skip_past_end(&mut self, name: &str) {
        let rest = &self.text[self.at..];
        let end = memchr::memchr_iter(b'<', rest.as_bytes()).find(|at| {
            let tag = rest[at + 1..].strip_prefix('/');
            tag.and_then(|tag| tag.get(..name.len()))
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
        });
        let close = end.and_then(|end| Some(end + memchr(b'>', &rest.as_bytes()[end..])? + 1));
        self.at += close.unwrap_or(rest.len());
    }

    /// Text from the current position to the first `<` at or after `search`.
    fn text_from(&mut self, search: usize) -> Token<'a> {
        let start = self.at;
        let end =
            memchr(b'<', &self.text.as_bytes()[search..]).map_or(self.text.len(), |n| search + n);
        self.at = end;
        Token::Text(&self.text[start..end])
    }

    fn section(&mut self, open: Option<&str>) -> Token<'a> {
        let start = self.at + "<![CDATA[".len();
        let end = match self.section_end {
            Some(known) if known.is_none_or(|end| end >= start) => known,
            _ => memmem::find(&self.text.as_bytes()[start..], b"]]>").map(|n| start + n),
        };
        self.section_end = Some(end);
        let bound = end.unwrap_or(self.text.len());
        // A section that reaches over another one was never closed: it ends with its element.
        let inner =
            memmem::find(&self.text.as_bytes()[start..bound], b"<![CDATA[").map(|n| start + n);
        if end.is_none() || inner.is_some() {
            let within = &self.text[start..inner.unwrap_or(bound)];
            let close = open
                .and_then(|name| memmem::find(within.as_bytes(), format!("</{name}").as_bytes()));
            if let Some(close) = close {
                self.repairs.unclosed_section = true;
                self.at = start + close;
                return Token::Literal(&within[..close]);
            }
        }
        self.repairs.unclosed_section |= end.is_none();
        self.at = end.map_or(self.text.len(), |end| end + 3);
        Token::Literal(&self.text[start..bound])
    }

    fn skip_comment(&mut self) {
        let start = self.at + "<!--".len();
        let end = match self.comment_end {
            Some(known) if known.is_none_or(|end| end >= start) => known,
            _ => memmem::find(&self.text.as_bytes()[start..], b"-->").map(|n| start + n),
        };
        self.comment_end = Some(end);
        self.repairs.unclosed_comment |= end.is_none();
        self.at = end.map_or(start, |end| end + 3);
    }

    fn skip_instruction(&mut self) {
        // `<?xml ... >` without its second question mark ends at the `>` as well.
        let rest = &self.text.as_bytes()[self.at..];
        self.at += memchr(b'>', rest).map_or(rest.len(), |n| n + 1);
    }

    /// `<!DOCTYPE ...>`; the internal subset in square brackets may contain `>`. Only the first
    /// declaration may have one, so that the search for its end is made once.
    fn declaration(&mut self) -> Token<'a> {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        let Some(close) = memchr(b'>', bytes).map(|n| n + 1) else {
            self.at = self.text.len();
            return Token::Text(rest);
        };
        let bracket = memchr(b'[', &bytes[..close]).filter(|_| !self.doctype_seen);
        self.doctype_seen = true;
        let end = bracket.and_then(|from| {
            let subset = from + memchr(b']', &bytes[from..])?;
            Some(subset + memchr(b'>', &bytes[subset..])? + 1)
        });
        let end = end.unwrap_or(close);
        self.at += end;
        Token::Doctype(&rest[..end])
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let rest = &self.text[self.at + 2..];
        let length = name_length(rest.as_bytes());
        let stop = rest[length..].find(['>', '<']);
        self.at += 2 + match stop {
            Some(n) if rest.as_bytes()[length + n] == b'>' => length + n + 1,
            Some(n) => length + n,
            None => rest.len(),
        };
        (length > 0).then(|| Token::End {
            name: &rest[..length],
        })
    }

    fn start_tag(&mut self) -> Token<'a> {
        let rest = &self.text[self.at + 1..];
        let bytes = rest.as_bytes();
        let length = name_length(bytes);
        match tag_end(bytes, length) {
            TagEnd::At(end) => {
                self.at += 1 + end + 1;
                let inside = &rest[length..end];
                let trimmed = inside.trim_end();
                let empty = trimmed.ends_with('/');
                Token::Start {
                    name: &rest[..length],
                    attributes: if empty {
                        &trimmed[..trimmed.len() - 1]
                    } else {
                        inside
                    },
                    empty,
                }
            }
            TagEnd::Broken(stop) => {
                self.repairs.bare_less_than = true;
                let start = self.at;
                self.at += 1 + stop;
                Token::Text(&self.text[start..self.at])
            }
            TagEnd::Missing => {
                self.repairs.cut_in_tag = true;
                self.at = self.text.len();
                Token::Text("")
            }
        }
    }
}

enum TagEnd {
    /// Index of the `>`.
    At(usize),
    /// Index of a `<` that shows this was no tag.
    Broken(usize),
    /// The text ends inside the tag.
    Missing,
}

fn tag_end(bytes: &[u8], from: usize) -> TagEnd {
    let mut at = from;
    loop {
        let Some(found) = memchr3(b'>', b'<', b'=', &bytes[at..]) else {
            return TagEnd::Missing;
        };
        at += found;
        match bytes[at] {
            b'>' => return TagEnd::At(at),
            b'<' => return TagEnd::Broken(at),
            _ => at = value_end(bytes, at + 1),
        }
    }
}

/// The index just after the attribute value that starts at or after `from`.
fn value_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    let Some(quote @ (b'"' | b'\'')) = bytes.get(at).copied() else {
        return at;
    };
    let Some(length) = memchr(quote, &bytes[at + 1..]) else {
        return at + 1;
    };
    let close = at + 1 + length;
    // A value that swallows a tag and is followed by more text was never closed.
    let follows = bytes.get(close + 1).copied().unwrap_or(b'>');
    let is_plausible = follows.is_ascii_whitespace() || matches!(follows, b'>' | b'/' | b'?');
    if !is_plausible && memchr(b'>', &bytes[at..close]).is_some() {
        return at + 1;
    }
    close + 1
}

/// `<![CDATA[`, in lower case as well.
fn is_section(bytes: &[u8]) -> bool {
    bytes
        .get(..9)
        .is_some_and(|mark| mark.eq_ignore_ascii_case(b"<![CDATA["))
}

fn is_declaration(bytes: &[u8]) -> bool {
    bytes
        .get(2)
        .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'[' | b'>' | b'-'))
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80
}

fn name_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| {
            !(is_name_start(*byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
        })
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next(Some("d"))).collect()
    }

    #[test]
    fn a_bare_less_than_is_text() {
        assert_eq!(
            all("<d>a < b <3</d>"),
            [
                Token::Start {
                    name: "d",
                    attributes: "",
                    empty: false
                },
                Token::Text("a "),
                Token::Text("< b "),
                Token::Text("<3"),
                Token::End { name: "d" },
            ]
        );
    }

    #[test]
    fn an_unclosed_section_ends_with_its_element() {
        assert_eq!(
            all("<d><![CDATA[one</d><d><![CDATA[two]]></d>")[1..3],
            [Token::Literal("one"), Token::End { name: "d" }]
        );
    }

    #[test]
    fn what_is_no_declaration_is_text() {
        assert_eq!(
            all("<![cdata[a]]><!' b<!DOCTYPE"),
            [
                Token::Literal("a"),
                Token::Text("<!' b"),
                Token::Text("<!DOCTYPE")
            ]
        );
    }

    #[test]
    fn quotes_guard_angle_brackets() {
        assert_eq!(
            all("<a t=\"x > y\" u='<'/>"),
            [Token::Start {
                name: "a",
                attributes: " t=\"x > y\" u='<'",
                empty: true
            }]
        );
    }

    #[test]
    fn an_attribute_that_never_ends_does_not_swallow_the_document() {
        assert!(matches!(
            all("<a href=\"http://x.example/><d id=\"1\">t</d>")[..],
            [
                Token::Start { name: "a", .. },
                Token::Start { name: "d", .. },
                Token::Text("t"),
                Token::End { .. }
            ]
        ));
    }
}

//! One line of a rule file that may not be TOML: what stands in quotes, where a comment begins, key and value.

/// A line, looked through once.
pub(in crate::topics::rules) struct Line<'t> {
    /// The line without its comment and the blanks around it.
    pub(super) text: &'t str,
    /// Byte offset of `text` in the file.
    pub(super) start: usize,
    /// Byte offset of the newline behind it, or of the end of the file.
    pub(super) end: usize,
    /// `text`, byte for byte, with an `x` for each byte within quotes.
    pub(super) masked: String,
    /// Where in `text` a straight quote is opened that the line does not close.
    pub(super) open_quote: Option<usize>,
    is_header: bool,
}

impl<'t> Line<'t> {
    /// The line in which a byte of the file stands.
    pub(super) fn at(file: &'t str, offset: usize) -> Line<'t> {
        let before = file.get(..offset).unwrap_or(file);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let whole = file.get(start..).unwrap_or("");
        Line::new(whole.split('\n').next().unwrap_or(""), start)
    }

    /// A line that begins at this byte of its file.
    pub(super) fn new(whole: &'t str, start: usize) -> Line<'t> {
        let bare = whole.trim_start_matches([' ', '\t', '\u{feff}']);
        let end_of_whole = start + whole.len();
        let start = end_of_whole - bare.len();
        let mut masked = String::with_capacity(bare.len());
        let mut open: Option<(usize, char)> = None;
        let mut end = bare.len();
        let mut is_escaped = false;
        for (at, c) in bare.char_indices() {
            match open {
                Some((_, quote)) if c == quote && !is_escaped => {
                    open = None;
                    masked.push(c);
                }
                Some((_, quote)) => {
                    is_escaped = quote == '"' && c == '\\' && !is_escaped;
                    masked.extend(std::iter::repeat_n('x', c.len_utf8()));
                }
                None if c == '#' => {
                    end = at;
                    break;
                }
                None => {
                    if matches!(c, '"' | '\'') {
                        open = Some((at, c));
                    }
                    masked.push(c);
                }
            }
        }
        let text = bare[..end].trim_end_matches([' ', '\t', '\r']);
        masked.truncate(text.len());
        let is_header = text.starts_with('[')
            && text
                .trim_start_matches('[')
                .starts_with(char::is_alphabetic)
            && !masked.contains(['=', ',', '"']);
        Line {
            text,
            is_header,
            start,
            end: end_of_whole,
            masked,
            open_quote: open.map(|(at, _)| at),
        }
    }

    /// Key and value of `key = value`, blanks around them gone; the key alone where no `=` stands.
    pub(super) fn key_and_value(&self) -> (&'t str, Option<&'t str>) {
        match self.masked.find('=') {
            Some(at) => (
                self.text[..at].trim(),
                Some(self.text[at + 1..].trim_start()),
            ),
            None => (self.text, None),
        }
    }

    /// Whether it is a header such as `[lists]`, or was meant to be one.
    pub(super) fn is_header(&self) -> bool {
        self.is_header
    }

    /// Whether it cannot be the next line of a list that is still open.
    pub(super) fn starts_anew(&self) -> bool {
        self.is_header() || self.key_and_value().1.is_some()
    }
}

/// A key without the quotes it may stand in.
pub(super) fn unquoted(key: &str) -> &str {
    key.trim()
        .trim_matches(|c| matches!(c, '"' | '\'') || super::slips::is_typographic_quote(c))
}

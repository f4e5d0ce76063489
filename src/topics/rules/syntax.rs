//! Mistakes of syntax in a rule file, told to someone who has never heard of TOML: whose line it is, what is
//! wrong with it, what to write instead. The parser says where; the line itself says what was meant.

mod line;
mod place;
mod slips;

use std::collections::BTreeSet;

use toml::de::{DeTable, Error};

use super::hopes;
use crate::model::{Mistake, shortened};
use line::Line;
pub(super) use place::{lines, whose};

/// How often a text is read again past a list that is never closed.
const READINGS: usize = 5;

/// Nobody mends more than this in one go; a file that is something else altogether has one on every line.
const MOST_MISTAKES: usize = 200;

/// Begins some files, and is left within where two were put together.
const MARK: char = '\u{feff}';

const DUPLICATE: &str = "duplicate key";

/// What the parser found, as mistakes; whether anything but repeated keys is among them, so that the tables it
/// made are not to be trusted.
pub(super) fn mistakes(text: &str, file: &str, errors: Vec<Error>) -> (Vec<Mistake>, bool) {
    if errors.is_empty() {
        return (Vec::new(), false);
    }
    let mut told = Told {
        text,
        file,
        lines: lines(text),
        told: BTreeSet::new(),
        brackets: BTreeSet::new(),
        mistakes: Vec::new(),
        is_broken: false,
    };
    let mut rest = text.to_owned();
    let mut unclosed = told.take(errors);
    for _ in 0..READINGS {
        let Some(list) = unclosed else {
            break;
        };
        let blanked = blank(rest.get(list.clone()).unwrap_or(""));
        rest.replace_range(list, &blanked);
        let (_, errors) = DeTable::parse_recoverable(&rest);
        unclosed = told.take(errors);
    }
    told.mistakes
        .sort_by_key(|mistake| (mistake.line, mistake.column));
    (told.mistakes, told.is_broken)
}

struct Told<'t> {
    text: &'t str,
    file: &'t str,
    lines: Vec<Line<'t>>,
    /// Starts of the lines about which something was said: what follows on the line follows from that.
    told: BTreeSet<usize>,
    /// Names about whose brackets something was said.
    brackets: BTreeSet<String>,
    mistakes: Vec<Mistake>,
    is_broken: bool,
}

impl Told<'_> {
    /// Tells one mistake a line; stops at a list that is never closed and returns its range, because what the
    /// parser says behind it is about the inside of a list.
    fn take(&mut self, errors: Vec<Error>) -> Option<std::ops::Range<usize>> {
        // Most errors of a line follow from its first, and a line may be as long as the file.
        let mut last = 0..0;
        let (mut at_end, end) = (None, self.text.trim_end().len());
        for error in errors {
            let offset = error.span().map_or(self.text.len(), |span| span.start);
            self.is_broken |= error.message() != DUPLICATE;
            if self.mistakes.len() >= MOST_MISTAKES {
                self.is_broken = true;
                break;
            }
            if last.contains(&offset) {
                continue;
            }
            let line = Line::at(self.text, offset);
            self.is_broken |= line.is_header();
            last = line.start..line.end + 1;
            if self.told.contains(&line.start) {
                continue;
            }
            if let Some(unclosed) = self.unclosed(&error, &line) {
                self.told.insert(Line::at(self.text, unclosed.start).start);
                self.tell(
                    unclosed.start,
                    "this list is never closed",
                    "write `]` behind its last word",
                );
                return Some(unclosed);
            }
            // What lacks at the end of the file lacks because of what was told before, mostly.
            if line.start >= end && end > 0 && !self.has_control(offset) {
                at_end = at_end.or(Some(error));
                continue;
            }
            self.told.insert(line.start);
            if self.has_control(offset) {
                self.tell(
                    offset,
                    "an invisible character stands here",
                    "put an ordinary space in its place, or nothing",
                );
            } else if error.message().starts_with("carriage return") {
                self.tell(
                    offset,
                    "a carriage return without a newline stands here",
                    "save the file with the line endings of Unix or Windows",
                );
            } else if error.message() == DUPLICATE {
                self.twice(error.span().unwrap_or(offset..offset), &line);
            } else if error.message().starts_with("missing comma") {
                self.missing_comma(offset);
            } else {
                self.slip(&line, offset, error.message());
            }
        }
        if let Some(error) = at_end.filter(|_| self.mistakes.is_empty()) {
            self.slip(&Line::at(self.text, end), end, error.message());
        }
        None
    }

    fn slip(&mut self, line: &Line<'_>, offset: usize, error: &str) {
        let header = place::header(&self.lines, offset);
        let slip = slips::slip(line, offset, header, error);
        self.tell(slip.at, &slip.message, &slip.suggestion);
    }

    fn has_control(&self, offset: usize) -> bool {
        let (before, rest) = self.text.split_at_checked(offset).unwrap_or_default();
        let is_behind_mark = before.len() > MARK.len_utf8() && before.ends_with(MARK);
        let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        rest.starts_with(is_control) || rest.starts_with(MARK) || is_behind_mark
    }

    fn tell(&mut self, at: usize, message: &str, suggestion: &str) {
        let message = format!("{}{message}", whose(&self.lines, at));
        let mistake =
            Mistake::at(self.file, self.text, at, message).suggest(Some(suggestion.to_owned()));
        self.mistakes.push(mistake);
    }

    fn twice(&mut self, key: std::ops::Range<usize>, line: &Line<'_>) {
        if line.text == "[topics]" {
            return self.tell(
                line.start,
                "`[topics]` stands where a topic begins",
                "write `[[topics]]` with double brackets",
            );
        }
        if line.text.starts_with("[[") {
            return self.single_and_double(line);
        }
        let equals = line.masked.find('=').unwrap_or(line.text.len());
        let is_within_braces = key.start > line.start + equals;
        let (at, thing, advice) = if line.is_header() {
            (line.start, line.text, "put what it has under the first one")
        } else if is_within_braces {
            let inner = self.text.get(key.clone()).unwrap_or("");
            (key.start, inner, "keep one of them")
        } else {
            (key.start, line.key_and_value().0, "keep one of them")
        };
        let first = place::first_of(&self.lines, line)
            .filter(|_| !is_within_braces)
            .map_or(String::new(), |number| format!(", first in line {number}"));
        let thing = shortened(line::unquoted(thing));
        self.tell(at, &format!("`{thing}` is there twice{first}"), advice);
    }

    /// A header in double brackets may be there many times, but never beside one in single brackets.
    fn single_and_double(&mut self, line: &Line<'_>) {
        if !self.brackets.insert(place::name(line).to_owned()) {
            return;
        }
        let first = place::first_of(&self.lines, line);
        let other = first.and_then(|number| Some((number, self.lines.get(number - 1)?)));
        let Some((number, other)) = other.filter(|(_, other)| other.text != line.text) else {
            if self.mistakes.is_empty() {
                let message = format!("`{}` is something else above", shortened(line.text));
                self.tell(line.start, &message, "write one of them otherwise");
            }
            return;
        };
        let message = format!(
            "`{}` stands in line {number} as `{}`",
            shortened(line.text),
            shortened(other.text)
        );
        self.tell(line.start, &message, "write the same brackets in both");
    }

    /// Behind the word that lacks it, since that is where it must be written.
    fn missing_comma(&mut self, offset: usize) {
        let before = self.text.get(..offset).unwrap_or("").trim_end();
        let last = Line::at(self.text, before.len());
        let end = last.start + last.text.len();
        let at = if (last.start..offset).contains(&end) && !last.text.is_empty() {
            end
        } else {
            before.len()
        };
        let word = self.text.get(last.start..at).unwrap_or("");
        let word = word.rsplit([',', '[']).next().unwrap_or(word).trim();
        self.tell(
            at,
            "a list has no comma between two of its words",
            &format!("write `,` behind {}", shortened(word)),
        );
    }

    /// The lines of a list whose end the parser looked for in vain in this line.
    fn unclosed(&self, error: &Error, line: &Line<'_>) -> Option<std::ops::Range<usize>> {
        let is_at_end = line.start + line.text.len() >= self.text.trim_end().len();
        let is_unclosed = error.message() == "unclosed array";
        if !error.message().contains("array") || !(line.starts_anew() || (is_unclosed && is_at_end))
        {
            return None;
        }
        let end = if line.starts_anew() && !is_list(line) {
            line.start
        } else {
            self.text.len()
        };
        let mut before = self.text.get(..end)?.trim_end().len();
        // From the end of one line to the end of the line above it.
        loop {
            let above = Line::at(self.text, before);
            if is_list(&above) {
                let column = above.masked.find('[').unwrap_or(0);
                return Some(above.start + column..end);
            }
            if above.is_header() {
                return None;
            }
            before = self.text.get(..above.start)?.rfind('\n')?;
        }
    }
}

/// Whether a list begins in the line that it does not close.
fn is_list(line: &Line<'_>) -> bool {
    let (_, value) = line.key_and_value();
    let count = |bracket: char| line.masked.matches(bracket).count();
    value.is_some_and(|value| value.starts_with('[')) && count('[') > count(']')
}

fn blank(text: &str) -> String {
    // An empty list where the broken one was, so that its key stays a key.
    let mut blank: String = text
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    if blank.starts_with("  ") {
        blank.replace_range(..2, "[]");
    }
    blank
}

#[cfg(test)]
mod tests;

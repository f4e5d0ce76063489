//! A mistake in a file the user wrote: where it is, what it is, what was probably meant.

use std::fmt;

/// One mistake. Reads `file:line:column: message`, with the suggestion after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file as the user knows it.
    pub file: String,
    /// From 1; 0 when the mistake is the whole file's (missing, unreadable).
    pub line: usize,
    /// From 1, in characters; 0 when the mistake is the whole line's or file's.
    pub column: usize,
    /// Names the thing: ``unknown key `shedule` ``. Lower case, no full stop.
    pub message: String,
    /// Reads on from the message: ``did you mean `schedule`? ``; `None` when there is nothing to offer.
    pub suggestion: Option<String>,
}

impl Mistake {
    /// A mistake at a byte offset of `text`, the content of `file`.
    pub fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Mistake {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Mistake {
            file: file.to_owned(),
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
            suggestion: None,
        }
    }

    /// A mistake of a file as a whole.
    pub fn of_file(file: &str, message: impl Into<String>) -> Mistake {
        Mistake {
            file: file.to_owned(),
            line: 0,
            column: 0,
            message: message.into(),
            suggestion: None,
        }
    }

    /// The same mistake with advice.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Mistake {
        self.suggestion = suggestion;
        self
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, ", {suggestion}"),
            None => Ok(()),
        }
    }
}

/// ``did you mean `x`?`` for the known word nearest to a mistyped one; `None` when none is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// More letters than any name has that somebody typed.
const MOST_LETTERS: usize = 64;

/// The known word nearest to a mistyped one; `None` when none is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = word.chars().take(MOST_LETTERS + 1).count();
    if letters > MOST_LETTERS {
        return None;
    }
    known
        .into_iter()
        .filter_map(|candidate| {
            let count = candidate.chars().count();
            let farthest = 1 + count / 4;
            // The distance takes long, and is never less than that of the lengths.
            if count.abs_diff(letters) > farthest {
                return None;
            }
            let distance = strsim::damerau_levenshtein(word, candidate);
            (distance <= farthest).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// What was written, as far as a message can show it: one readable line, whatever was pasted into the file.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_names_file_line_and_column() {
        let text = "[poll]\nқ = 1\nshedule = \"*\"\n";
        let offset = text.find("shedule").unwrap();
        let mistake = Mistake::at("jarshy.toml", text, offset, "unknown key `shedule`")
            .suggest(did_you_mean("shedule", ["jitter", "schedule"]));
        assert_eq!(
            mistake.to_string(),
            "jarshy.toml:3:1: unknown key `shedule`, did you mean `schedule`?"
        );
    }

    #[test]
    fn far_words_are_not_suggested() {
        assert_eq!(did_you_mean("colour", ["schedule", "jitter"]), None);
    }

    #[test]
    fn a_word_as_long_as_a_text_is_compared_with_nothing() {
        let word = "schedule".repeat(9);
        assert_eq!(nearest(&word, [word.as_str()]), None);
        let known = "s".repeat(30_000);
        assert_eq!(
            nearest("shedule", [known.as_str(), "schedule"]),
            Some("schedule")
        );
    }
}

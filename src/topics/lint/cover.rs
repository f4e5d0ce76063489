//! Whether one phrase stands wherever another does, as far as their words tell without looking at their forms.

use crate::topics::compile::is_acronym;
use crate::topics::fold::fold_into;
use crate::topics::rules::Phrase;

/// A phrase, its words taken apart once.
pub(super) struct Pattern<'a> {
    phrase: &'a Phrase,
    is_exact: bool,
    words: Vec<Word>,
}

struct Word {
    written: String,
    folded: String,
    is_open: bool,
}

impl<'a> Pattern<'a> {
    /// One for each phrase.
    pub(super) fn all(phrases: &'a [Phrase]) -> Vec<Pattern<'a>> {
        phrases.iter().map(Pattern::of).collect()
    }

    pub(super) fn of(phrase: &'a Phrase) -> Pattern<'a> {
        let text = phrase.text.trim();
        let bare = text.strip_prefix('=');
        let words = bare
            .unwrap_or(text)
            .split(|c: char| c.is_whitespace() || c == '-')
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .map(Word::of)
            .collect();
        Pattern {
            phrase,
            is_exact: bare.is_some(),
            words,
        }
    }

    /// As written.
    pub(super) fn text(&self) -> &'a str {
        &self.phrase.text
    }

    /// Whether a text with `inner` in it always has this too: `gas` wherever `natural gas` or `=gas` stands, `gas*`
    /// wherever `gas` does. Words for any language count as those of each, as they are mostly of one.
    pub(super) fn covers(&self, inner: &Pattern<'_>) -> bool {
        let (ours, theirs) = (self.phrase.language, inner.phrase.language);
        let is_for_it = ours == theirs || ours == "any" || theirs == "any";
        is_for_it
            && (!self.is_exact || inner.is_exact)
            && !self.words.is_empty()
            && inner.words.windows(self.words.len()).any(|part| {
                let mut pairs = part.iter().zip(&self.words);
                pairs.all(|(one, all)| all.covers(one))
            })
    }
}

impl Word {
    fn of(written: &str) -> Word {
        let stem = written.strip_suffix('*');
        let mut folded = String::new();
        fold_into(stem.unwrap_or(written), &mut folded);
        Word {
            written: written.to_owned(),
            folded,
            is_open: stem.is_some(),
        }
    }

    fn covers(&self, other: &Word) -> bool {
        // Capitals are an acronym, and another word than the same letters in lower case.
        if is_acronym(&self.written) && !self.is_open {
            return self.written == other.written;
        }
        match self.is_open {
            true => other.folded.starts_with(&self.folded),
            false => self.folded == other.folded && !other.is_open && !is_acronym(&other.written),
        }
    }
}

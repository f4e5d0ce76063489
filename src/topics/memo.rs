//! What was found out about words before. Texts in one language share most of their words, so nearly every word
//! of an item has stood in an earlier one, and which terms it is a form of need not be found out again. A memo
//! is bounded: full, it forgets everything and begins anew.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::anchors::Tree;
use super::language::Languages;

/// Words remembered. The commonest ten thousand of a language are nine tenths of its texts.
const MOST_WORDS: usize = 40_000;
/// Terms remembered with them.
const MOST_TERMS: usize = 400_000;

/// Which words of terms the words of texts are forms of.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// A word behind a letter for its languages and tree; its range in `terms`.
    words: HashMap<Box<str>, (u32, u32), RandomState>,
    terms: Vec<u32>,
    /// The key that is looked for, kept for its memory.
    key: String,
}

impl Memo {
    /// The words of terms that `word` is a form of: as remembered, or else as `find` appends them.
    pub(super) fn terms(
        &mut self,
        word: &str,
        languages: Languages,
        tree: Tree,
        find: impl FnOnce(&mut Vec<u32>),
    ) -> &[u32] {
        self.key.clear();
        self.key.push(languages.letter());
        self.key.push(if tree == Tree::Plain { 'p' } else { 's' });
        self.key.push_str(word);
        let (from, to) = match self.words.get(self.key.as_str()) {
            Some(range) => *range,
            None => self.learn(find),
        };
        self.terms
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    fn learn(&mut self, find: impl FnOnce(&mut Vec<u32>)) -> (u32, u32) {
        if self.words.len() >= MOST_WORDS || self.terms.len() >= MOST_TERMS {
            self.words.clear();
            self.terms.clear();
        }
        let mut found = Vec::new();
        find(&mut found);
        // A word may be a form of a term in two ways: a noun's and a verb's.
        found.sort_unstable();
        found.dedup();
        let from = self.terms.len();
        self.terms.append(&mut found);
        let range = (from as u32, self.terms.len() as u32);
        self.words.insert(self.key.as_str().into(), range);
        range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_once_for_each_of_its_languages() {
        let mut memo = Memo::default();
        let mut lookups = 0;
        for languages in [Languages::RU, Languages::KK, Languages::RU] {
            for word in ["закон", "заң", "закон"] {
                let found = memo.terms(word, languages, Tree::Plain, |terms| {
                    lookups += 1;
                    terms.extend([word.len() as u32, 1, 1]);
                });
                assert_eq!(found, [1, word.len() as u32]);
            }
        }
        assert_eq!(lookups, 4);
    }

    #[test]
    fn a_full_memo_begins_anew() {
        let mut memo = Memo::default();
        for word in 0..3 * MOST_WORDS as u32 {
            let found = memo.terms(&word.to_string(), Languages::EN, Tree::Plain, |terms| {
                terms.push(word);
            });
            assert_eq!(found, [word]);
            assert!(memo.words.len() <= MOST_WORDS);
        }
    }
}

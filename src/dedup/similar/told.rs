//! What an item tells, made ready for comparing: title and text as rows of words, boilerplate off,
//! figures and names marked.

mod numbers;
mod trade;

use crate::model::Timestamp;
use crate::wording::{Fnv, each_word, hash, mix_in, without_ellipsis};

use super::learned::Learned;
use numbers::number_word;
use trade::{is_digest, is_phrase_of_the_trade, paragraphs};

/// Words of a text that are looked at.
const MOST_WORDS: usize = 3_000;

/// An item as the store has it.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// [`super::publisher`] of its link, else of its feed.
    pub publisher: &'a str,
    /// Plain text.
    pub title: &'a str,
    /// Plain text, one paragraph a line.
    pub text: &'a str,
    /// When it was published, else first seen.
    pub at: Timestamp,
}

/// One word, as the rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    /// The word.
    pub(super) word: u64,
    /// Its beginning, so that endings matter less.
    pub(super) stem: u64,
    /// A figure, written in digits.
    pub(super) figure: bool,
    /// A small number, written as a word.
    pub(super) spelled: bool,
    /// A capital that is not the sentence's.
    pub(super) name: bool,
    /// First of a clause.
    pub(super) opens: bool,
    /// Rare enough to tell one text from most others; known only once it is [`Told`].
    pub(super) telling: bool,
    /// Letters.
    pub(super) length: u8,
}

/// An item read once: its words, paragraph by paragraph, before anything learned is applied.
#[derive(Debug, Clone)]
pub struct Reading {
    pub(super) publisher: u64,
    pub(super) at: Timestamp,
    pub(super) title: Vec<Term>,
    /// The title says that several pieces of news are gathered here.
    pub(super) digest: bool,
    pub(super) blocks: Vec<Block>,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) hash: u64,
    pub(super) terms: Vec<Term>,
}

impl Reading {
    /// Reads title and text.
    pub fn of(telling: Telling<'_>) -> Reading {
        let mut words = 0;
        let mut blocks: Vec<Block> = Vec::new();
        // A feed that has no text repeats the title in its place.
        if telling.text.trim() != telling.title.trim() {
            for block in paragraphs(telling.text).filter(|block| !is_phrase_of_the_trade(block)) {
                let terms = terms(block, MOST_WORDS - words);
                words += terms.len();
                let hash = terms.iter().fold(1, |state, term| mix_in(state, term.word));
                if !terms.is_empty() {
                    blocks.push(Block { hash, terms });
                }
                if words >= MOST_WORDS {
                    break;
                }
            }
        }
        Reading {
            publisher: hash(telling.publisher),
            at: telling.at,
            title: title_terms(telling.title),
            digest: is_digest(telling.title),
            blocks,
        }
    }
}

/// An item made ready for comparing. About 40 bytes a word; built when needed, never stored.
#[derive(Debug, Clone)]
pub struct Told {
    pub(super) publisher: u64,
    pub(super) at: Timestamp,
    pub(super) title: Vec<Term>,
    pub(super) text: Vec<Term>,
    /// Whether the publisher uses this title for other texts too.
    pub(super) column: bool,
    /// The title says that several pieces of news are gathered here.
    pub(super) digest: bool,
    /// How rare each distinct telling stem of title and text is, in the order of the stems.
    pub(super) weights: Vec<(u64, f64)>,
    /// Distinct runs of three words of the text, in order.
    pub(super) runs: Vec<u64>,
    /// Distinct stems of title and text, in order.
    pub(super) stems: Vec<u64>,
    /// Distinct figures of title and text, in order.
    pub(super) figures: Vec<u64>,
}

impl Told {
    /// Leaves out what `learned` knows to be the publisher's boilerplate, and weighs the words.
    pub fn new(reading: &Reading, learned: &Learned) -> Told {
        let publisher = reading.publisher;
        let is_telling = learned.telling();
        let weighed = |term: &Term| Term {
            telling: is_telling(term),
            ..*term
        };
        let text: Vec<Term> = reading
            .blocks
            .iter()
            .filter(|block| !learned.is_boilerplate(publisher, block.hash))
            .flat_map(|block| block.terms.iter().map(weighed))
            .collect();
        let title: Vec<Term> = reading.title.iter().map(weighed).collect();
        let words = || title.iter().chain(&text);
        let stems = distinct(words().map(|term| term.stem));
        Told {
            publisher,
            at: reading.at,
            column: learned.is_column(publisher, title_hash(&title)),
            digest: reading.digest,
            weights: learned.weights(words()),
            runs: distinct(runs(&text)),
            figures: distinct(words().filter(|term| term.figure).map(|term| term.stem)),
            stems,
            title,
            text,
        }
    }

    /// Whether title and text are the same, word by word.
    pub fn same_words(&self, other: &Told) -> bool {
        let same = |left: &[Term], right: &[Term]| {
            left.iter()
                .map(|term| term.word)
                .eq(right.iter().map(|term| term.word))
        };
        same(&self.title, &other.title) && same(&self.text, &other.text)
    }

    /// Whether title or text has a word with this stem.
    pub(super) fn knows(&self, stem: u64) -> bool {
        self.stems.binary_search(&stem).is_ok()
    }
}

/// Runs of three words.
pub(super) fn runs(words: &[Term]) -> impl Iterator<Item = u64> {
    words
        .windows(3)
        .map(|run| run.iter().fold(3, |state, term| mix_in(state, term.word)))
}

/// Each number once, in order.
pub(super) fn distinct(numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut numbers: Vec<u64> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// A title as a number: its distinct stems, in any order.
pub(super) fn title_hash(title: &[Term]) -> u64 {
    let mut stems: Vec<u64> = title.iter().map(|term| term.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems.into_iter().fold(2, mix_in)
}

/// A title without what newsrooms hang behind it: "(photos)", "(видео)".
pub(super) fn title_terms(title: &str) -> Vec<Term> {
    let mut title = without_ellipsis(title);
    if let Some((head, tail)) = title.trim_end().rsplit_once('(')
        && tail.ends_with(')')
        && tail.split_whitespace().count() <= 3
        && !tail.contains(|c: char| c.is_numeric())
        && !head.trim().is_empty()
    {
        title = head;
    }
    let mut terms = terms(title, MOST_WORDS);
    // A headline in Capitals All Over names nothing by them.
    let capitals = terms.iter().filter(|term| term.name).count();
    if capitals * 2 > terms.len() {
        for term in &mut terms {
            term.name = false;
        }
    }
    terms
}

fn terms(text: &str, most: usize) -> Vec<Term> {
    let mut terms = Vec::with_capacity((text.len() / 7).min(most));
    if most == 0 {
        return terms;
    }
    each_word(text, |word, shape| {
        let hashed = Hashed::of(word);
        let spelled = number_word(word);
        let (whole, stem) = match spelled {
            Some(digits) => (hash(digits), hash(digits)),
            None if shape.number => (hashed.whole, hashed.whole),
            None => (hashed.whole, hashed.beginning),
        };
        terms.push(Term {
            word: whole,
            stem,
            figure: shape.number,
            spelled: spelled.is_some(),
            name: shape.capital && !shape.opens && !shape.number,
            opens: shape.opens,
            telling: false,
            length: u8::try_from(hashed.length).unwrap_or(u8::MAX),
        });
        terms.len() < most
    });
    terms
}

/// The beginning of a word that its forms share; crude, but the same for every language and word.
fn beginning(length: usize) -> usize {
    match length {
        0..=4 => length,
        5 | 6 => 4,
        7 => 5,
        _ => 6,
    }
}

/// A word hashed in one pass over its bytes.
struct Hashed {
    whole: u64,
    /// Of its [`beginning`].
    beginning: u64,
    /// Letters.
    length: usize,
}

impl Hashed {
    fn of(word: &str) -> Hashed {
        let mut state = Fnv::default();
        let mut length = 0;
        // After as many letters as a beginning may have.
        let mut after = [state; 7];
        for byte in word.bytes() {
            let is_first_of_letter = byte & 0xc0 != 0x80;
            if is_first_of_letter {
                if let Some(slot) = after.get_mut(length) {
                    *slot = state;
                }
                length += 1;
            }
            state.take(byte);
        }
        let beginning = after.get(beginning(length)).filter(|_| length > 4);
        Hashed {
            whole: state.finish(),
            beginning: beginning.copied().unwrap_or(state).finish(),
            length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_beginnings_are_hashed_as_if_one_by_one() {
        for (word, start) in [
            ("", ""),
            ("word", "word"),
            ("words", "word"),
            ("wordy", "word"),
            ("әкімдік", "әкімд"),
            ("министерство", "минист"),
        ] {
            let hashed = Hashed::of(word);
            assert_eq!(hashed.whole, hash(word));
            assert_eq!(hashed.beginning, hash(start), "{word}");
            assert_eq!(hashed.length, word.chars().count());
        }
    }

    #[test]
    fn what_newsrooms_hang_on_a_title_is_no_part_of_it() {
        assert_eq!(
            title_terms("Bridge opens (photos)"),
            title_terms("Bridge opens")
        );
        assert_ne!(title_terms("Bridge opens (2)"), title_terms("Bridge opens"));
    }
}

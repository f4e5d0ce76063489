//! One pass over an item's words for all topics: words that are forms of a word of some term, then phrases of
//! such words in a row, then who uses them. What comes out is sorted by topic and bounded, whatever the text.

use std::sync::PoisonError;

use super::TopicText;
use super::anchors::Tree;
use super::boilerplate::news;
use super::compile::{Index, Slot, Spelling, Target};
use super::fold::skeleton_into;
use super::inflect::{is_cyrillic, is_sloppy_spelling};
use super::language::{Languages, languages};
use super::words::{Word, Words};
use crate::model::Field;

/// Occurrences of one word of a term that are looked at; a text of one word repeated ends here.
const MOST_OCCURRENCES: usize = 64;

/// A hit of a phrase, and what a topic uses it for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) topic: u32,
    pub(super) slot: Slot,
    /// Index of its first word.
    pub(super) first: u32,
    /// How many words it has.
    pub(super) length: u32,
}

/// An item as the matcher reads it.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) text: &'a TopicText<'a>,
    pub(super) words: Words,
    /// Whose forms apply.
    languages: Languages,
    /// Of the text itself, not of names in it.
    pub(super) written_in: Languages,
}

impl<'a> Item<'a> {
    /// Reads an item's words.
    pub(super) fn read(text: &'a TopicText<'a>) -> Item<'a> {
        let mut words = Words::default();
        words.read(text.title, Field::Title);
        words.read_parts(text.summary, &news(text.summary), Field::Summary);
        words.read_parts(text.body, &news(text.body), Field::Body);
        let stated = text
            .language
            .map(|code| code.split('-').next().unwrap_or(code));
        let (languages, written_in) = languages(stated, &words);
        Item {
            text,
            words,
            languages,
            written_in,
        }
    }

    /// A field's text.
    pub(super) fn field(&self, field: Field) -> &'a str {
        match field {
            Field::Title => self.text.title,
            Field::Summary => self.text.summary,
            Field::Body => self.text.body,
        }
    }

    /// The words as written, from one to another of the same field.
    pub(super) fn written(&self, first: &Word, last: &Word) -> &'a str {
        self.field(first.field)
            .get(first.start as usize..last.end as usize)
            .unwrap_or("")
    }
}

impl Index {
    /// All hits of all topics in an item, sorted by topic and use.
    pub(super) fn hits(&self, item: &Item<'_>) -> Vec<Hit> {
        let words = self.words(item);
        // Target, place and length as one number: so they sort fast.
        let mut found: Vec<u64> = Vec::with_capacity(words.len() * 4);
        for (position, pair) in words.iter().enumerate() {
            let (word, at) = parted(*pair);
            if position >= MOST_OCCURRENCES && parted(words[position - MOST_OCCURRENCES]).0 == word
            {
                continue;
            }
            let (from, to) = self.keyed_ranges[word as usize];
            for phrase_number in &self.keyed[from as usize..to as usize] {
                let phrase = &self.phrases[*phrase_number as usize];
                let Some(first) = at.checked_sub(phrase.key) else {
                    continue;
                };
                if phrase.words.len() > 1 && !in_a_row(&item.words, &words, &phrase.words, first) {
                    continue;
                }
                let (from, to) = self.use_ranges[*phrase_number as usize];
                // An item has fewer words than three bytes count, and a phrase than one.
                let place = first << 8 | (phrase.words.len() as u32).min(0xff);
                let uses = &self.uses[from as usize..to as usize];
                found.extend(uses.iter().map(|target| joined(*target, place)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
            .into_iter()
            .map(|pair| {
                let (target, place) = parted(pair);
                let (first, length) = (place >> 8, place & 0xff);
                let Target { topic, slot } = self.targets[target as usize];
                Hit {
                    topic,
                    slot,
                    first,
                    length,
                }
            })
            .collect()
    }

    /// Which words of the item are forms of which words of terms: number of the term's word and place in
    /// the item, joined and sorted.
    fn words(&self, item: &Item<'_>) -> Vec<u64> {
        let mut found = Vec::with_capacity(item.words.list.len());
        let mut memo = self.memo.lock().unwrap_or_else(PoisonError::into_inner);
        for index in 0..item.words.list.len() {
            let word = item.words.folded_word(index);
            let languages = item.languages.and(of_script(word));
            let terms = memo.terms(word, languages, Tree::Plain, |terms| {
                self.fits(word, Tree::Plain, languages, terms);
            });
            let fits = terms
                .iter()
                .filter(|term| self.spelled_right(item, index, **term));
            found.extend(fits.map(|term| joined(*term, index as u32)));
        }
        // Kazakh in another spelling: the same again with what all spellings have in common.
        if item.languages.meets(Languages::KK_SKELETON) {
            let mut skeleton = String::new();
            for (index, word) in item.words.list.iter().enumerate() {
                skeleton.clear();
                skeleton_into(item.written(word, word), &mut skeleton);
                let languages = Languages::KK_SKELETON;
                let terms = memo.terms(&skeleton, languages, Tree::Skeleton, |terms| {
                    self.fits(&skeleton, Tree::Skeleton, languages, terms);
                });
                let folded = item.words.folded_word(index);
                let fits = terms.iter().filter(|term| {
                    let right = match &self.spellings[**term as usize] {
                        // Its letters are others, and only its capitals can be asked for.
                        Spelling::Exactly(expected) => {
                            has_capitals_of(item.written(word, word), expected)
                        }
                        _ => self.spelled_right(item, index, **term),
                    };
                    right && is_sloppy_spelling(folded, &self.kazakh[**term as usize])
                });
                found.extend(fits.map(|term| joined(*term, index as u32)));
            }
        }
        drop(memo);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Which words of terms this word is a form of, whatever its capitals.
    fn fits(&self, word: &str, tree: Tree, languages: Languages, found: &mut Vec<u32>) {
        self.anchors.find(word, tree, |(from, to), anchor_bytes| {
            let Some(rest) = word.get(anchor_bytes..) else {
                return;
            };
            for form in &self.forms[from as usize..to as usize] {
                // A number or a word of no known language still counts where its list is for any.
                if !form.languages.meets(languages) && form.languages != Languages::ALL {
                    continue;
                }
                if beyond(rest, &form.beyond).is_some_and(|ending| form.ending.accepts(ending)) {
                    found.push(form.word);
                }
            }
        });
    }

    fn spelled_right(&self, item: &Item<'_>, index: usize, word: u32) -> bool {
        let written = || {
            let word = &item.words.list[index];
            item.written(word, word)
        };
        match &self.spellings[word as usize] {
            Spelling::Free => true,
            Spelling::Capital => written().chars().next().is_some_and(char::is_uppercase),
            Spelling::Not(others) => !others.contains(&written()),
            Spelling::Exactly(expected) => written() == &**expected,
            Spelling::Acronym(expected) => {
                let written = written();
                written == &**expected || written.strip_suffix('s') == Some(expected)
            }
        }
    }
}

/// Whether a word has as many capitals as another, and begins with one if the other does.
fn has_capitals_of(written: &str, expected: &str) -> bool {
    let begins = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count();
    begins(written) == begins(expected) && capitals(written) == capitals(expected)
}

/// The languages that a word of its script may be in.
fn of_script(word: &str) -> Languages {
    if is_cyrillic(word) {
        Languages::RU
            .with(Languages::KK)
            .with(Languages::KK_SKELETON)
    } else {
        Languages::ALL
    }
}

/// Two numbers as one that sorts by the first, then by the second.
fn joined(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The two numbers of [`joined`].
fn parted(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

/// What follows the rest of a stem, which is some letters long.
fn beyond<'a>(rest: &'a str, stem: &str) -> Option<&'a str> {
    let (head, tail) = rest.split_at_checked(stem.len())?;
    head.bytes()
        .rev()
        .zip(stem.bytes().rev())
        .all(|(a, b)| a == b)
        .then_some(tail)
}

/// Whether a phrase's words stand in a row from `first`, in one sentence. `found` is sorted.
fn in_a_row(words: &Words, found: &[u64], phrase: &[u32], first: u32) -> bool {
    let last = first as usize + phrase.len() - 1;
    let (Some(start), Some(end)) = (words.list.get(first as usize), words.list.get(last)) else {
        return false;
    };
    start.sentence == end.sentence
        && phrase
            .iter()
            .zip(first..)
            .all(|(word, at)| found.binary_search(&joined(*word, at)).is_ok())
}

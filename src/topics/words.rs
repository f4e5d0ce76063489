//! An item's text as words: where each stands, in which sentence, folded for the search. One pass over
//! the text, before any topic is looked at. Hyphens part words (`Нур-Султан` is two), an apostrophe
//! parts them too except before an English possessive `s`, which belongs to its word and is dropped.

use std::ops::Range;

use super::alphabet::{Alphabet, Fold, Letter};
use crate::model::Field;

/// Words of a field that are read at all; more is no news item.
const MOST_WORDS: usize = 60_000;

/// Characters looked at to see how the next sentence begins.
const FAR: usize = 40;

/// One word of an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// The field it stands in.
    pub(super) field: Field,
    /// Byte range in the field's text, without a possessive ending.
    pub(super) start: u32,
    /// See `start`.
    pub(super) end: u32,
    /// Offset in characters.
    pub(super) offset: u32,
    /// Its number in the field, from 0.
    pub(super) number: u32,
    /// Its sentence's number, counted through the whole item.
    pub(super) sentence: u32,
    /// Where its folded form starts in [`Words::folded`]; it ends where the next one's starts.
    folded: u32,
}

/// The words of one item.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// In reading order: title, summary, body.
    pub(super) list: Vec<Word>,
    /// The folded words, one after the other.
    folded: String,
    /// How many letters of which kind were seen.
    pub(super) letters: Letters,
}

/// What the letters say about the language.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Letters {
    /// Of the Cyrillic alphabets.
    pub(super) cyrillic: u32,
    /// Those among them that Kazakh has and Russian has not.
    pub(super) kazakh: u32,
    /// Of the Latin alphabets.
    pub(super) latin: u32,
    /// Those among them that only German has here.
    pub(super) german: u32,
    /// The same for French.
    pub(super) french: u32,
    /// The same for Polish.
    pub(super) polish: u32,
}

impl Words {
    /// Reads the words of a field behind those already there.
    pub(super) fn read(&mut self, text: &str, field: Field) {
        self.read_parts(text, std::slice::from_ref(&(0..text.len())), field);
    }

    /// Reads the words of some parts of a field.
    pub(super) fn read_parts(&mut self, text: &str, parts: &[Range<usize>], field: Field) {
        let mut number = 0;
        let mut before = 0;
        let mut offset = 0;
        for part in parts {
            offset += text
                .get(before..part.start)
                .map_or(0, |gap| gap.chars().count());
            if let Some(words) = text.get(part.clone()) {
                offset = self.read_part(words, part.start, offset, field, &mut number);
            }
            before = part.end;
        }
    }

    /// Returns the offset, in characters, of what follows.
    fn read_part(
        &mut self,
        text: &str,
        base: usize,
        base_offset: usize,
        field: Field,
        number: &mut u32,
    ) -> usize {
        let alphabet = Alphabet::get();
        // A word and its blank are seldom shorter; a longer guess would be memory for nothing.
        self.list.reserve(text.len() / 8);
        self.folded.reserve(text.len());
        let mut sentence = self.list.last().map_or(0, |word| word.sentence + 1);
        let mut previous: Option<(usize, usize)> = None;
        let mut rest = text.chars();
        let mut offset = base_offset;
        let mut letters = self.letters;
        'text: while let Some(mut c) = rest.next() {
            let mut letter = alphabet.letter(c);
            if letter.is_part_of_word() && !letter.is_mark() {
                let first = offset;
                let start = text.len() - rest.as_str().len() - c.len_utf8();
                let mut folded = Fold::default();
                let (end, behind) = loop {
                    letters.count(letter);
                    folded.see(letter);
                    offset += 1;
                    let end = text.len() - rest.as_str().len();
                    let Some(next) = rest.next() else {
                        break (end, None);
                    };
                    letter = alphabet.letter(next);
                    if !letter.is_part_of_word() {
                        break (end, Some(next));
                    }
                };
                if !is_possessive(text, start, end, previous) {
                    if *number as usize >= MOST_WORDS {
                        break 'text;
                    }
                    let at = self.folded.len();
                    if let Some(word) = text.get(start..end) {
                        folded.write(word, &mut self.folded);
                    }
                    self.list.push(Word {
                        field,
                        start: narrow(base + start),
                        end: narrow(base + end),
                        offset: narrow(first),
                        number: *number,
                        sentence,
                        folded: narrow(at),
                    });
                    *number += 1;
                    previous = Some((start, end));
                }
                let Some(next) = behind else {
                    break 'text;
                };
                c = next;
            }
            offset += 1;
            if matches!(c, '.' | '!' | '?' | '…' | '\n') {
                let word = previous.and_then(|(from, to)| text.get(from..to));
                if ends_sentence(c, word, rest.as_str()) {
                    sentence += 1;
                    previous = None;
                }
            }
        }
        self.letters = letters;
        offset
    }

    /// The folded form of a word.
    pub(super) fn folded_word(&self, index: usize) -> &str {
        let Some(word) = self.list.get(index) else {
            return "";
        };
        let end = self
            .list
            .get(index + 1)
            .map_or(self.folded.len(), |next| next.folded as usize);
        self.folded.get(word.folded as usize..end).unwrap_or("")
    }
}

impl Letters {
    fn count(&mut self, letter: Letter) {
        self.cyrillic += letter.cyrillic();
        self.kazakh += letter.kazakh();
        self.latin += letter.latin();
        if letter.tells_language() {
            self.german += letter.german();
            self.french += letter.french();
            self.polish += letter.polish();
        }
    }
}

/// Offsets fit: a field is read no further than [`MOST_WORDS`], and a document has its own cap far below.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Whether `text[start..end]` is the `s` of `EU's`: one letter, an apostrophe before it, a word before that.
fn is_possessive(text: &str, start: usize, end: usize, previous: Option<(usize, usize)>) -> bool {
    let Some((_, word_end)) = previous else {
        return false;
    };
    matches!(text.get(start..end), Some("s" | "S"))
        && matches!(text.get(word_end..start), Some("'" | "’" | "ʼ"))
}

/// Whether a sentence is over at this mark. A full stop after an initial, a short abbreviation or
/// before a lower-case word ends nothing.
fn ends_sentence(mark: char, word: Option<&str>, rest: &str) -> bool {
    let next = rest.chars().next();
    match mark {
        '!' | '?' | '…' => next.is_none_or(char::is_whitespace),
        '\n' => rest
            .chars()
            .take(FAR)
            .take_while(|c| c.is_whitespace())
            .any(|c| c == '\n'),
        '.' => {
            let followed =
                next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '»' | '”' | ')'));
            followed
                && rest
                    .chars()
                    .take(FAR)
                    .find(|c| c.is_alphanumeric())
                    .is_none_or(|c| !c.is_lowercase())
                && !word.is_some_and(is_abbreviation)
        }
        _ => false,
    }
}

fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let single_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
    single_letter
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "St"
                | "No"
                | "pct"
                | "тыс"
                | "млн"
                | "млрд"
                | "ул"
                | "им"
                | "обл"
                | "nr"
                | "bzw"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Words::default();
        words.read(text, Field::Body);
        (0..words.list.len())
            .map(|i| words.folded_word(i).to_owned())
            .collect()
    }

    #[test]
    fn words_part_at_hyphens_and_apostrophes_and_lose_the_possessive() {
        for (text, expected) in [
            ("Нур-Султан — столица", vec!["нур", "султан", "столица"]),
            ("EU's O'Sullivan", vec!["eu", "o", "sullivan"]),
            ("l’Union d'Asie", vec!["l", "union", "d", "asie"]),
            ("COVID-19, 42 500", vec!["covid", "19", "42", "500"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_a_reader_says_so() {
        let mut read = Words::default();
        read.read(
            "К. Токаев подписал. Сенат одобрил 1.5 млн. тенге! Всё",
            Field::Body,
        );
        let sentences: Vec<u32> = read.list.iter().map(|word| word.sentence).collect();
        assert_eq!(sentences, [0, 0, 0, 1, 1, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn fields_never_share_a_sentence() {
        let mut read = Words::default();
        read.read("Один", Field::Title);
        read.read("Два", Field::Body);
        assert_ne!(read.list[0].sentence, read.list[1].sentence);
    }
}

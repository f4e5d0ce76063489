//! What an item tells, made ready for comparing: title and text as rows of words, boilerplate off,
//! figures and names marked.

use crate::model::Timestamp;
use crate::wording::{each_word, hash, mix_in, without_ellipsis};

use super::learned::Learned;

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
    /// Letters.
    pub(super) length: u8,
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
    /// How rare each stem of title and text is, rarest stems first; see [`Learned`].
    pub(super) weights: Vec<(u64, f64)>,
}

impl Told {
    /// Makes an item ready. What `learned` knows about its publisher's boilerplate is left out.
    pub fn new(telling: Telling<'_>, learned: &Learned) -> Told {
        let publisher = hash(telling.publisher);
        let title = title_terms(telling.title);
        let mut text = Vec::new();
        for block in blocks(telling.text) {
            if !is_phrase_of_the_trade(block)
                && !learned.is_boilerplate(publisher, block_hash(block))
            {
                append_terms(block, &mut text);
            }
        }
        if telling.text.trim() == telling.title.trim() {
            text.clear();
        }
        let mut told = Told {
            publisher,
            at: telling.at,
            column: learned.is_column(publisher, title_hash(&title)),
            title,
            text,
            weights: Vec::new(),
        };
        told.weights = learned.weights(&told);
        told
    }

    /// Distinct stems of title and text.
    pub(super) fn stems(&self) -> impl Iterator<Item = &Term> {
        self.title.iter().chain(&self.text)
    }
}

/// The paragraphs of a text; a sentence that says where an article first appeared stands alone.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let text = without_ellipsis(text);
    text.split('\n')
        .map(str::trim)
        .filter(|block| !block.is_empty())
        .flat_map(|block| {
            let appeared = ["The post ", "Запись ", "Сообщение "]
                .iter()
                .find_map(|start| block.rfind(start));
            match appeared.filter(|at| is_phrase_of_the_trade(&block[*at..])) {
                Some(at) => [&block[..at], &block[at..]],
                None => [block, ""],
            }
        })
}

/// Lines that are no part of any article.
fn is_phrase_of_the_trade(block: &str) -> bool {
    let mut words = Vec::new();
    each_word(block, |word, _| {
        words.push(word.to_owned());
        words.len() <= 24
    });
    if words.len() > 24 {
        return false;
    }
    let line = words.join(" ");
    let short = words.len() <= 12;
    OPENINGS
        .iter()
        .any(|opening| short && line.starts_with(opening))
        || INSIDE.iter().any(|inside| line.contains(inside))
}

/// How short lines of the trade begin.
#[rustfmt::skip]
const OPENINGS: [&str; 44] = [
    "photo credit", "photo by", "photo courtesy", "image credit", "image source", "read also", "read more",
    "see also", "also read", "related ", "more on this", "from our partner", "by our correspondent",
    "our correspondent", "staff report", "source ", "follow us", "subscribe", "sign up", "share this",
    "фото ", "фото из", "на фото", "иллюстрация", "читайте также", "читать далее", "читайте ", "подробнее",
    "смотрите также", "источник", "по материалам", "корр ", "наш корр", "соб корр", "материал партнера",
    "подписывайтесь", "подпишитесь", "сурет", "фото ", "тағы оқыңыз", "оқи отырыңыз", "дереккөз",
    "тілшіміз", "жазылыңыз",
];

/// What lines of the trade say somewhere.
const INSIDE: [&str; 6] = [
    "appeared first on",
    "first appeared on",
    "впервые появилась",
    "появились сначала на",
    "all rights reserved",
    "все права защищены",
];

/// A paragraph as a number, folded.
pub(super) fn block_hash(block: &str) -> u64 {
    let mut state = 1;
    each_word(block, |word, _| {
        state = mix_in(state, hash(word));
        true
    });
    state
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
    let mut terms = Vec::new();
    append_terms(title, &mut terms);
    // A headline in Capitals All Over names nothing by them.
    let capitals = terms.iter().filter(|term| term.name).count();
    if capitals * 2 > terms.len() {
        for term in &mut terms {
            term.name = false;
        }
    }
    terms
}

fn append_terms(text: &str, terms: &mut Vec<Term>) {
    each_word(text, |word, shape| {
        let length = word.chars().count();
        let spelled = number_word(word);
        let stem = match spelled {
            Some(digits) => digits,
            None if shape.number => word,
            None => beginning(word, length),
        };
        terms.push(Term {
            word: hash(spelled.unwrap_or(word)),
            stem: hash(stem),
            figure: shape.number,
            spelled: spelled.is_some(),
            name: shape.capital && !shape.opens && !shape.number,
            opens: shape.opens,
            length: u8::try_from(length).unwrap_or(u8::MAX),
        });
        terms.len() < MOST_WORDS
    });
}

/// The beginning of a word that its forms share; crude, but the same for every language and word.
fn beginning(word: &str, length: usize) -> &str {
    let keep = match length {
        0..=4 => length,
        5 | 6 => 4,
        7 => 5,
        _ => 6,
    };
    word.char_indices()
        .nth(keep)
        .map_or(word, |(at, _)| &word[..at])
}

/// Small numbers written as words, in digits. Words that mean something else as well (one, семью,
/// он) are missing.
fn number_word(word: &str) -> Option<&'static str> {
    NUMBER_WORDS
        .iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(digits, _)| *digits)
}

#[rustfmt::skip]
const NUMBER_WORDS: [(&str, &[&str]); 27] = [
    ("2", &["two", "два", "две", "двух", "двум", "двумя", "екі"]),
    ("3", &["three", "три", "трех", "трем", "тремя", "үш"]),
    ("4", &["four", "четыре", "четырех", "четырем", "четырьмя", "төрт"]),
    ("5", &["five", "пять", "пяти", "пятью", "бес"]),
    ("6", &["six", "шесть", "шести", "шестью", "алты"]),
    ("7", &["seven", "семь", "семи", "жеті"]),
    ("8", &["eight", "восемь", "восьми", "сегіз"]),
    ("9", &["nine", "девять", "девяти", "тоғыз"]),
    ("10", &["ten", "десять", "десяти"]),
    ("11", &["eleven", "одиннадцать", "одиннадцати"]),
    ("12", &["twelve", "двенадцать", "двенадцати"]),
    ("13", &["thirteen", "тринадцать", "тринадцати"]),
    ("14", &["fourteen", "четырнадцать", "четырнадцати"]),
    ("15", &["fifteen", "пятнадцать", "пятнадцати"]),
    ("16", &["sixteen", "шестнадцать", "шестнадцати"]),
    ("17", &["seventeen", "семнадцать", "семнадцати"]),
    ("18", &["eighteen", "восемнадцать", "восемнадцати"]),
    ("19", &["nineteen", "девятнадцать", "девятнадцати"]),
    ("20", &["twenty", "двадцать", "двадцати", "жиырма"]),
    ("30", &["thirty", "тридцать", "тридцати", "отыз"]),
    ("40", &["forty", "сорок", "сорока", "қырық"]),
    ("50", &["fifty", "пятьдесят", "пятидесяти", "елу"]),
    ("60", &["sixty", "шестьдесят", "шестидесяти", "алпыс"]),
    ("70", &["seventy", "семьдесят", "семидесяти", "жетпіс"]),
    ("80", &["eighty", "восемьдесят", "восьмидесяти", "сексен"]),
    ("90", &["ninety", "девяносто", "тоқсан"]),
    ("100", &["hundred", "сто", "жүз"]),
];

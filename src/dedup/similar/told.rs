//! What an item tells, made ready for comparing: title and text as rows of words, boilerplate off,
//! figures and names marked.

use crate::model::Timestamp;
use crate::wording::{Fnv, each_word, hash, mix_in, without_ellipsis};

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

/// The paragraphs of a text; a sentence that says where an article first appeared stands alone.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let rows = without_ellipsis(text).split('\n').map(str::trim);
    rows.filter(|row| !row.is_empty()).flat_map(|row| {
        // Such a sentence is short.
        let tail = (row.len().saturating_sub(LONGEST_PHRASE)..=row.len())
            .find(|at| row.is_char_boundary(*at))
            .unwrap_or_default();
        let appeared = APPEARED.iter().find_map(|start| row[tail..].rfind(start));
        match appeared
            .map(|at| tail + at)
            .filter(|at| is_phrase_of_the_trade(&row[*at..]))
        {
            Some(at) => [&row[..at], &row[at..]],
            None => [row, ""],
        }
    })
}

/// Bytes of a line beyond which it is none of the trade's.
const LONGEST_PHRASE: usize = 400;

/// How the sentence begins that a common publishing system hangs behind summaries.
const APPEARED: [&str; 3] = ["The post ", "Запись ", "Сообщение "];

/// Whether a title announces a digest: "The week in brief", "Итоги дня".
fn is_digest(title: &str) -> bool {
    let mut line = String::from(" ");
    each_word(title, |word, _| {
        line.push_str(word);
        line.push(' ');
        line.len() < LONGEST_PHRASE
    });
    DIGESTS.iter().any(|digest| line.contains(digest))
        || DIGESTS_BEGIN.iter().any(|digest| line.starts_with(digest))
}

/// What titles of digests say, in whole words or their beginnings.
#[rustfmt::skip]
const DIGESTS: [&str; 42] = [
    " digest ", " roundup ", " round up ", " in brief ", " news briefs ", " briefing ", " the week in ",
    " the day in ", " this week in ", " week that was ", " may have missed ", " might have missed ",
    " top stories ", " headlines of the ", " news of the day ", " at a glance ", " recap ",
    " итоги дня ", " итоги недели ", " итоги месяца ", " дайджест", " главное за ", " главные новости ",
    " главные события ", " новости к этому часу ", " обзор прессы ", " обзор новостей ", " коротко о ",
    " новости одной строкой ", " что произошло за ", " что случилось за ",
    " могли пропустить ", " күн қорытындысы ", " апта қорытындысы ", " аптаға шолу ", " баспасөзге шолу ",
    " басты жаңалықтар ", " қысқаша жаңалықтар ", " nachrichtenüberblick ", " das wichtigste ",
    " kurz gemeldet ", " wochenrückblick ",
];

/// How they begin, where the same words mean something else later on.
const DIGESTS_BEGIN: [&str; 2] = [" день в ", " неделя в "];

/// Lines that are no part of any article.
fn is_phrase_of_the_trade(row: &str) -> bool {
    if row.len() > LONGEST_PHRASE {
        return false;
    }
    let mut line = String::with_capacity(row.len());
    let mut words = 0;
    each_word(row, |word, _| {
        line.push_str(word);
        line.push(' ');
        words += 1;
        words <= 24
    });
    words <= 24
        && ((words <= 12 && OPENINGS.iter().any(|opening| line.starts_with(opening)))
            || INSIDE.iter().any(|inside| line.contains(inside)))
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

/// Small numbers written as words, in digits. Words that mean something else as well (one, семью,
/// он) are missing.
fn number_word(word: &str) -> Option<&'static str> {
    // Nearly every word is none; looking that up byte by byte was a tenth of all the work.
    if !MAY_BE_NUMBER[shape(word.as_bytes())] {
        return None;
    }
    let at = NUMBER_WORDS
        .binary_search_by(|(known, _)| (*known).cmp(word))
        .ok()?;
    Some(NUMBER_WORDS[at].1)
}

/// The shapes that number words have.
const MAY_BE_NUMBER: [bool; SHAPES] = {
    let mut shapes = [false; SHAPES];
    let mut at = 0;
    while at < NUMBER_WORDS.len() {
        shapes[shape(NUMBER_WORDS[at].0.as_bytes())] = true;
        at += 1;
    }
    shapes
};

const SHAPES: usize = 1 << 12;

/// A rough hash of a word: its length and bytes from both its ends.
const fn shape(word: &[u8]) -> usize {
    let length = word.len();
    if length < 2 {
        return length;
    }
    let ends =
        (word[1] as usize) + 31 * (word[length - 1] as usize) + 961 * (word[length / 2] as usize);
    (ends * 37 + length) % SHAPES
}

/// In the order of their bytes.
#[rustfmt::skip]
const NUMBER_WORDS: [(&str, &str); 105] = [
    ("eight", "8"), ("eighteen", "18"), ("eighty", "80"), ("eleven", "11"), ("fifteen", "15"),
    ("fifty", "50"), ("five", "5"), ("forty", "40"), ("four", "4"), ("fourteen", "14"),
    ("hundred", "100"), ("nine", "9"), ("nineteen", "19"), ("ninety", "90"), ("seven", "7"),
    ("seventeen", "17"), ("seventy", "70"), ("six", "6"), ("sixteen", "16"), ("sixty", "60"),
    ("ten", "10"), ("thirteen", "13"), ("thirty", "30"), ("three", "3"), ("twelve", "12"),
    ("twenty", "20"), ("two", "2"), ("алпыс", "60"), ("алты", "6"), ("бес", "5"),
    ("восемнадцати", "18"), ("восемнадцать", "18"), ("восемь", "8"), ("восемьдесят", "80"),
    ("восьми", "8"), ("восьмидесяти", "80"), ("два", "2"), ("двадцати", "20"), ("двадцать", "20"),
    ("две", "2"), ("двенадцати", "12"), ("двенадцать", "12"), ("двум", "2"), ("двумя", "2"),
    ("двух", "2"), ("девяносто", "90"), ("девяти", "9"), ("девятнадцати", "19"),
    ("девятнадцать", "19"), ("девять", "9"), ("десяти", "10"), ("десять", "10"), ("екі", "2"),
    ("елу", "50"), ("жетпіс", "70"), ("жеті", "7"), ("жиырма", "20"), ("жүз", "100"),
    ("одиннадцати", "11"), ("одиннадцать", "11"), ("отыз", "30"), ("пяти", "5"),
    ("пятидесяти", "50"), ("пятнадцати", "15"), ("пятнадцать", "15"), ("пять", "5"),
    ("пятьдесят", "50"), ("пятью", "5"), ("сегіз", "8"), ("сексен", "80"), ("семи", "7"),
    ("семидесяти", "70"), ("семнадцати", "17"), ("семнадцать", "17"), ("семь", "7"),
    ("семьдесят", "70"), ("сорок", "40"), ("сорока", "40"), ("сто", "100"), ("тоғыз", "9"),
    ("тоқсан", "90"), ("трем", "3"), ("тремя", "3"), ("трех", "3"), ("три", "3"),
    ("тридцати", "30"), ("тридцать", "30"), ("тринадцати", "13"), ("тринадцать", "13"),
    ("төрт", "4"), ("четыре", "4"), ("четырем", "4"), ("четырех", "4"), ("четырнадцати", "14"),
    ("четырнадцать", "14"), ("четырьмя", "4"), ("шести", "6"), ("шестидесяти", "60"),
    ("шестнадцати", "16"), ("шестнадцать", "16"), ("шесть", "6"), ("шестьдесят", "60"),
    ("шестью", "6"), ("қырық", "40"), ("үш", "3"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_words_are_found() {
        assert!(NUMBER_WORDS.is_sorted_by_key(|(word, _)| *word));
        assert_eq!(number_word("eleven"), Some("11"));
        assert_eq!(number_word("одиннадцати"), Some("11"));
        assert_eq!(number_word("үш"), Some("3"));
        assert_eq!(number_word("он"), None);
    }

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
    fn digests_say_so_in_their_titles() {
        for title in [
            "The week in brief",
            "Итоги дня: проезд и арбузы",
            "Апта қорытындысы",
        ] {
            assert!(is_digest(title), "{title}");
        }
        for title in [
            "Brief lull in fighting",
            "Минфин подвёл итоги года",
            "Третий день в области горит лес",
        ] {
            assert!(!is_digest(title), "{title}");
        }
    }

    #[test]
    fn phrases_of_the_trade_are_no_text() {
        for line in [
            "Photo credit: Lakeside",
            "Читайте также: погода",
            "The post Bridge appeared first on Wire.",
        ] {
            assert!(is_phrase_of_the_trade(line), "{line}");
        }
        assert!(!is_phrase_of_the_trade(
            "Photographers met in the old port on Sunday."
        ));
        let rows: Vec<&str> =
            paragraphs("One two. The post One appeared first on Wire.\n\nThree").collect();
        assert_eq!(
            rows,
            [
                "One two. ",
                "The post One appeared first on Wire.",
                "Three",
                ""
            ]
        );
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

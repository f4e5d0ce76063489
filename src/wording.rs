//! How alike two wordings are. A text becomes a row of words: case, ё, apostrophes and white space
//! folded, a figure with its thousands one word, each word a stable 64-bit number. On top stand the
//! two measures of the field, Jaccard for titles and containment for texts. Pure, and knows no
//! other module; `identify` and `dedup` both build on it.

use std::collections::HashSet;

mod piece;
mod slots;

pub use piece::{Doubt, Piece};
pub use slots::substitutions;

/// Words of a text that are looked at; what follows cannot change a judgement in practice, and a
/// hostile text must not cost more.
const MOST_WORDS: usize = 5_000;

/// Letters of a word's stem.
const STEM: usize = 4;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word {
    /// Stable over versions and machines: it is part of what the store keeps.
    pub hash: u64,
    /// Of its first four letters, which its forms and most misspellings share; of a figure all of it.
    pub stem: u64,
    /// A figure: starts with a digit.
    pub number: bool,
    /// Written with a capital first letter.
    pub capital: bool,
    /// First word of a sentence or of the text, where a capital says nothing.
    pub opens: bool,
}

/// The words of a text, in order, at most a few thousand.
///
/// ```
/// use jarshy::wording::words;
/// let hashes = |text| words(text).iter().map(|w| w.hash).collect::<Vec<_>>();
/// assert_eq!(hashes("Ёлка за 1 200 тенге"), hashes("ЕЛКА, за 1,200 тенге!"));
/// ```
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len().min(8 * MOST_WORDS) / 7);
    each_word(text, |word, shape| {
        let start = match word.char_indices().nth(STEM) {
            Some((end, _)) if !shape.number => &word[..end],
            _ => word,
        };
        found.push(Word {
            hash: hash(word),
            stem: hash(start),
            number: shape.number,
            capital: shape.capital,
            opens: shape.opens,
        });
        found.len() < MOST_WORDS
    });
    found
}

/// What a word looked like before folding.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shape {
    /// Starts with a digit.
    pub number: bool,
    /// Starts with a capital.
    pub capital: bool,
    /// Opens a sentence or the text.
    pub opens: bool,
    /// A line break stands somewhere before it, after the word before it.
    pub new_line: bool,
}

/// Calls `take` with every folded word of the text until it returns `false`.
pub fn each_word(text: &str, mut take: impl FnMut(&str, Shape) -> bool) {
    let mut word = String::new();
    let mut shape = Shape::default();
    let mut grouped = false;
    let mut opens = true;
    let mut new_line = true;
    for (at, c) in text.char_indices() {
        if is_letter_or_digit(c) {
            if word.is_empty() {
                grouped = false;
                shape = Shape {
                    number: is_digit(c),
                    capital: is_capital(c),
                    opens,
                    new_line,
                };
            } else if shape.number && !is_digit(c) {
                // "150MW" and "150 MW" are the same two words.
                if !take(&word, shape) {
                    return;
                }
                word.clear();
                shape = Shape {
                    number: false,
                    capital: is_capital(c),
                    opens: false,
                    new_line: false,
                };
            }
            fold_into(&mut word, c);
            opens = false;
            new_line = false;
            continue;
        }
        if is_silent(c) {
            continue;
        }
        let after = &text[at + c.len_utf8()..];
        if shape.number && !word.is_empty() {
            if is_group_mark(c) && thousands(&word, grouped, after) {
                grouped = true;
                continue;
            }
            if matches!(c, '.' | ',') && after.starts_with(|c: char| c.is_ascii_digit()) {
                word.push('.');
                continue;
            }
        }
        if !word.is_empty() {
            if !take(&word, shape) {
                return;
            }
            word.clear();
        }
        if matches!(
            c,
            '.' | '!' | '?' | '…' | ':' | '\n' | '«' | '"' | '“' | '—' | '–'
        ) {
            opens = true;
        }
        if c == '\n' {
            new_line = true;
        }
    }
    if !word.is_empty() {
        take(&word, shape);
    }
}

// The next three know the common letters by their ranges; the tables of Unicode are for the rest.

fn is_letter_or_digit(c: char) -> bool {
    matches!(c, 'a'..='z' | 'а'..='я' | 'A'..='Z' | 'А'..='Я' | '0'..='9')
        || (!c.is_ascii() && c.is_alphanumeric())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!matches!(c, '\0'..='\x7f' | 'А'..='я') && c.is_numeric())
}

fn is_capital(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'А'..='Я')
        || (!matches!(c, '\0'..='\x7f' | 'а'..='я') && c.is_uppercase())
}

/// Marks inside a word that are not part of its spelling: soft hyphens, joiners, stress marks,
/// apostrophes.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' | '\'' | '’' | 'ʼ' | '`')
}

fn fold_into(word: &mut String, c: char) {
    // The letters of nearly every text take the short way.
    match c {
        'a'..='z' | '0'..='9' | 'а'..='я' => return word.push(c),
        'A'..='Z' => return word.push(c.to_ascii_lowercase()),
        _ => {}
    }
    for low in c.to_lowercase() {
        match low {
            'ё' => word.push('е'),
            '\u{300}'..='\u{36f}' => {}
            other => word.push(other),
        }
    }
}

/// What stands between the thousands of a figure: "4 600", "4,600", "4.600".
fn is_group_mark(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '.' | ',')
}

/// Whether `rest` begins with a group of exactly three digits that can follow this figure: one of
/// up to three digits, or one with groups already. A year takes none behind it.
fn thousands(word: &str, grouped: bool, rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let three = bytes.len() >= 3
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && !bytes.get(3).is_some_and(u8::is_ascii_digit);
    three && (grouped || word.len() <= 3) && word.bytes().all(|b| b.is_ascii_digit())
}

/// A stable 64-bit hash: FNV-1a with a final mix, so that low and high bits are both usable.
pub fn hash(text: &str) -> u64 {
    let mut state = Fnv::default();
    text.bytes().for_each(|byte| state.take(byte));
    state.finish()
}

/// [`hash`], byte by byte, for those who want that of a beginning as well.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes one more byte in.
    pub fn take(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The hash of what was taken in so far.
    pub fn finish(self) -> u64 {
        mix(self.0)
    }
}

/// Two hashes into one; order matters.
pub fn mix_in(left: u64, right: u64) -> u64 {
    mix(left.rotate_left(23) ^ right.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn mix(mut state: u64) -> u64 {
    state ^= state >> 32;
    state = state.wrapping_mul(0xd6e8_feb8_6659_fd93);
    state ^= state >> 32;
    state
}

/// Shared distinct words over all distinct words; 0 when either is empty.
pub fn jaccard(left: &[Word], right: &[Word]) -> f64 {
    let left: HashSet<u64> = left.iter().map(|w| w.hash).collect();
    let right: HashSet<u64> = right.iter().map(|w| w.hash).collect();
    let shared = left.intersection(&right).count();
    let all = left.len() + right.len() - shared;
    if left.is_empty() || right.is_empty() {
        0.0
    } else {
        ratio(shared, all)
    }
}

/// The distinct runs of three words; of a shorter text, the text as one run.
pub fn runs(words: &[Word]) -> HashSet<u64> {
    let run = |w: &[Word]| w.iter().fold(3, |state, word| mix_in(state, word.hash));
    if words.len() < 3 {
        return (!words.is_empty())
            .then(|| run(words))
            .into_iter()
            .collect();
    }
    words.windows(3).map(run).collect()
}

/// Share of the shorter text's runs of three words that the longer has too. Survives cutting and
/// additions at either end, which Jaccard does not (NEWS-COPY, 2022). 0 when either is empty.
pub fn containment(left: &[Word], right: &[Word]) -> f64 {
    contained(&runs(left), &runs(right))
}

/// [`containment`] of runs made before.
pub fn contained(left: &HashSet<u64>, right: &HashSet<u64>) -> f64 {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if short.is_empty() {
        return 0.0;
    }
    ratio(
        short.iter().filter(|run| long.contains(run)).count(),
        short.len(),
    )
}

/// Share of the figures of the text with fewer of them that the other has too; 1 without figures.
pub fn figures_agree(left: &[Word], right: &[Word]) -> f64 {
    let figures = |words: &[Word]| -> HashSet<u64> {
        words.iter().filter(|w| w.number).map(|w| w.hash).collect()
    };
    let (left, right) = (figures(left), figures(right));
    if left.is_empty() || right.is_empty() {
        return 1.0;
    }
    contained(&left, &right)
}

/// A text that breaks off ("and will supply about 90,000 […]") without its mark and the word that
/// may be cut; any other text as it is.
pub fn without_ellipsis(text: &str) -> &str {
    let text = text.trim_end();
    let marks = ["[…]", "[...]", "(…)", "(...)", "…", "..."];
    let Some(cut) = marks.iter().find_map(|mark| text.strip_suffix(mark)) else {
        return text;
    };
    let trimmed = cut.trim_end();
    // "dark…" may be half a word, "dark …" and "dark. […]" are not.
    if trimmed.len() == cut.len() && trimmed.ends_with(char::is_alphanumeric) {
        trimmed
            .rfind(char::is_whitespace)
            .map_or("", |space| &trimmed[..space])
    } else {
        trimmed
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each_word(text, |word, _| {
            all.push(word.to_owned());
            true
        });
        all
    }

    #[test]
    fn figures_are_one_word_however_they_are_grouped() {
        let cases = [
            ("4 600 тұрғын", vec!["4600", "тұрғын"]),
            ("4\u{a0}600", vec!["4600"]),
            ("4,600 people", vec!["4600", "people"]),
            ("1.234.567", vec!["1234567"]),
            ("12 345 678", vec!["12345678"]),
            ("2,1 млрд", vec!["2.1", "млрд"]),
            ("203.4.", vec!["203.4"]),
            ("5:3", vec!["5", "3"]),
            ("2021 100", vec!["2021", "100"]),
            ("in 2021, 100", vec!["in", "2021", "100"]),
            ("150MW", vec!["150", "mw"]),
        ];
        for (text, expected) in cases {
            assert_eq!(spelled(text), expected, "{text}");
        }
    }

    #[test]
    fn case_apostrophes_and_stress_do_not_matter() {
        assert_eq!(
            spelled("Don’t ЁЖ за́мок co\u{ad}op"),
            ["dont", "еж", "замок", "coop"]
        );
    }

    #[test]
    fn a_cut_text_loses_its_last_word_only_when_that_may_be_half() {
        assert_eq!(without_ellipsis("one two thr…"), "one two");
        assert_eq!(without_ellipsis("one two […]"), "one two");
        assert_eq!(without_ellipsis("One two.…"), "One two.");
        assert_eq!(without_ellipsis("one two"), "one two");
    }

    #[test]
    fn containment_survives_cutting_and_jaccard_does_not() {
        let long = words("a b c d e f g h i j k l m n o p q r s t");
        let short = words("a b c d e f");
        assert!(containment(&long, &short) > 0.99);
        assert!(jaccard(&long, &short) < 0.4);
    }

    #[test]
    fn hostile_texts_are_bounded() {
        assert_eq!(words(&"a ".repeat(100_000)).len(), MOST_WORDS);
        assert!(words(&"1 000 ".repeat(10_000)).len() <= MOST_WORDS);
    }
}

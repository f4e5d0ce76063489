//! What one look at a character tells: whether it is part of a word, which script it counts for, and whether
//! it is already as it will be folded. Every character of every item passes here, so the alphabets in use
//! are looked up in a table.

use std::sync::LazyLock;

use super::fold::{fold_into, is_mark};

/// Characters below this have a row in the table: Latin with its marks, Greek, Cyrillic.
const TABLE: usize = 0x530;

const WORD: u16 = 1;
const MARK: u16 = 2;
const CYRILLIC: u16 = 4;
const KAZAKH: u16 = 8;
const LATIN: u16 = 16;
/// Folded it looks otherwise, or may.
const CHANGES: u16 = 32;
const GERMAN: u16 = 64;
const FRENCH: u16 = 128;
const POLISH: u16 = 256;

/// What is known of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter(u16);

impl Letter {
    fn new(c: char) -> Letter {
        // Dashes and quotation marks: common, and far outside the table.
        if matches!(c, '\u{2010}'..='\u{205f}') {
            return Letter(0);
        }
        let mut bits = 0;
        if c.is_alphanumeric() {
            bits |= WORD;
        }
        if is_mark(c) {
            bits |= WORD | MARK;
        }
        match c {
            'a'..='z' | 'A'..='Z' | 'À'..='ɏ' => bits |= LATIN,
            'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' | 'Ә' | 'Ғ' | 'Қ' | 'Ң' | 'Ө'
            | 'Ұ' | 'Ү' | 'Һ' | 'І' => bits |= CYRILLIC | KAZAKH,
            'Ѐ'..='ӿ' => bits |= CYRILLIC,
            _ => {}
        }
        bits |= match c {
            'ä' | 'ö' | 'ü' | 'ß' | 'Ä' | 'Ö' | 'Ü' => GERMAN,
            'à' | 'ç' | 'è' | 'é' | 'ê' | 'À' | 'Ç' | 'È' | 'É' | 'Ê' => FRENCH,
            'ą' | 'ć' | 'ę' | 'ł' | 'ń' | 'ś' | 'ź' | 'ż' | 'Ą' | 'Ć' | 'Ę' | 'Ł' | 'Ń' | 'Ś'
            | 'Ź' | 'Ż' => POLISH,
            _ => 0,
        };
        let same = matches!(c, 'a'..='z' | '0'..='9' | 'а'..='я' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і');
        if !same {
            bits |= CHANGES;
        }
        Letter(bits)
    }

    /// A letter, a digit, or a mark on one.
    pub(super) fn is_part_of_word(self) -> bool {
        self.0 & WORD != 0
    }

    /// Only a mark on the letter before it.
    pub(super) fn is_mark(self) -> bool {
        self.0 & MARK != 0
    }

    /// 1 for a letter of the Cyrillic alphabets.
    pub(super) fn cyrillic(self) -> u32 {
        u32::from(self.0 & CYRILLIC != 0)
    }

    /// 1 for a letter that Kazakh has and Russian has not.
    pub(super) fn kazakh(self) -> u32 {
        u32::from(self.0 & KAZAKH != 0)
    }

    /// Whether only one language here has it, one in Latin letters.
    pub(super) fn tells_language(self) -> bool {
        self.0 & (GERMAN | FRENCH | POLISH) != 0
    }

    /// 1 for a letter that German has and the other languages here have not.
    pub(super) fn german(self) -> u32 {
        u32::from(self.0 & GERMAN != 0)
    }

    /// The same for French.
    pub(super) fn french(self) -> u32 {
        u32::from(self.0 & FRENCH != 0)
    }

    /// The same for Polish.
    pub(super) fn polish(self) -> u32 {
        u32::from(self.0 & POLISH != 0)
    }

    /// 1 for a letter of the Latin alphabets.
    pub(super) fn latin(self) -> u32 {
        u32::from(self.0 & LATIN != 0)
    }
}

/// The table.
#[derive(Debug)]
pub(super) struct Alphabet([Letter; TABLE]);

static ALPHABET: LazyLock<Alphabet> = LazyLock::new(|| {
    let mut letters = [Letter(0); TABLE];
    for (c, letter) in ('\0'..).zip(&mut letters) {
        *letter = Letter::new(c);
    }
    Alphabet(letters)
});

impl Alphabet {
    /// The one there is.
    pub(super) fn get() -> &'static Alphabet {
        &ALPHABET
    }

    /// What is known of a character.
    pub(super) fn letter(&self, c: char) -> Letter {
        self.0
            .get(c as usize)
            .copied()
            .unwrap_or_else(|| Letter::new(c))
    }
}

/// What was seen of a word that is to be folded: most are folded already.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Fold {
    letters: usize,
    seen: u16,
}

impl Fold {
    /// Takes in the next letter.
    pub(super) fn see(&mut self, letter: Letter) {
        self.letters += 1;
        self.seen |= letter.0;
    }

    /// Writes the folded word, all of whose letters were seen, to the end of `out`.
    pub(super) fn write(self, word: &str, out: &mut String) {
        if self.seen & CHANGES == 0 && self.letters <= super::fold::LONGEST_WORD {
            out.push_str(word);
        } else {
            fold_into(word, out);
        }
    }
}

//! Kazakh endings in the shape that the sound before them asks for.

use super::is_vowel;

/// The kinds of letters that endings fit themselves to.
#[derive(Clone, Copy)]
pub(super) enum Sound {
    Vowel,
    Nasal,
    Liquid,
    Glide,
    Buzz,
    Hard,
    /// After ь and in the borrowed endings of many names either shape is written.
    Unsure,
}

impl Sound {
    pub(super) fn of(c: char) -> Sound {
        match c {
            'м' | 'н' | 'ң' => Sound::Nasal,
            'л' => Sound::Liquid,
            'р' | 'й' | 'у' => Sound::Glide,
            'ж' | 'з' => Sound::Buzz,
            'ь' | 'и' | 'ю' => Sound::Unsure,
            c if is_vowel(c) => Sound::Vowel,
            _ => Sound::Hard,
        }
    }

    pub(super) fn plural(self) -> &'static [&'static str] {
        match self {
            Sound::Vowel | Sound::Glide => &["лар", "лер"],
            Sound::Nasal | Sound::Liquid | Sound::Buzz => &["дар", "дер"],
            Sound::Hard => &["тар", "тер"],
            Sound::Unsure => &["лар", "лер", "дар", "дер", "тар", "тер"],
        }
    }

    pub(super) fn genitive(self) -> &'static [&'static str] {
        match self {
            Sound::Vowel | Sound::Nasal => &["ның", "нің"],
            Sound::Liquid | Sound::Glide | Sound::Buzz => &["дың", "дің"],
            Sound::Hard => &["тың", "тің"],
            Sound::Unsure => &["ның", "нің", "дың", "дің", "тың", "тің"],
        }
    }

    pub(super) fn dative(self) -> &'static [&'static str] {
        match self {
            Sound::Hard => &["қа", "ке"],
            Sound::Unsure => &["ға", "ге", "қа", "ке"],
            _ => &["ға", "ге"],
        }
    }

    pub(super) fn accusative(self) -> &'static [&'static str] {
        match self {
            Sound::Vowel => &["ны", "ні"],
            Sound::Hard => &["ты", "ті"],
            Sound::Unsure => &["ны", "ні", "ды", "ді", "ты", "ті"],
            _ => &["ды", "ді"],
        }
    }

    pub(super) fn locative(self) -> &'static [&'static str] {
        match self {
            Sound::Hard => &["та", "те"],
            Sound::Unsure => &["да", "де", "та", "те"],
            _ => &["да", "де"],
        }
    }

    pub(super) fn ablative(self) -> &'static [&'static str] {
        match self {
            Sound::Nasal => &["нан", "нен"],
            Sound::Hard => &["тан", "тен"],
            Sound::Unsure => &["дан", "ден", "тан", "тен"],
            _ => &["дан", "ден"],
        }
    }

    pub(super) fn past(self) -> &'static [&'static str] {
        match self {
            Sound::Hard => &["ты", "ті"],
            _ => &["ды", "ді"],
        }
    }

    pub(super) fn participle(self) -> &'static [&'static str] {
        match self {
            Sound::Hard => &["қан", "кен"],
            _ => &["ған", "ген"],
        }
    }

    pub(super) fn negation(self) -> &'static [&'static str] {
        match self {
            Sound::Hard => &["па", "пе"],
            Sound::Nasal | Sound::Buzz => &["ба", "бе"],
            _ => &["ма", "ме"],
        }
    }

    pub(super) fn instrumental(self) -> &'static [&'static str] {
        match self {
            Sound::Hard => &["пен"],
            Sound::Buzz => &["бен"],
            Sound::Unsure => &["мен", "бен", "пен"],
            _ => &["мен"],
        }
    }
}

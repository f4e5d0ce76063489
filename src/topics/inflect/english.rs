//! English: plurals, -ed and -ing with their doubled, dropped and changed letters, -ise and -ize, and the
//! common irregular words. Possessives are gone before this.

use super::{Ending, cut, last};

const PLAIN: &[&str] = &["", "s", "ed", "ing", "ings"];
const PLURAL_ONLY: &[&str] = &["", "s"];
const AFTER_SIBILANT: &[&str] = &["", "es", "ed", "ing"];
const AFTER_E: &[&str] = &["e", "es", "ed", "ing", "ings"];
const AFTER_Y: &[&str] = &["y", "ies", "ied", "ying"];
const AFTER_DOUBLED: &[&str] = &["ed", "ing"];

/// Words whose forms no rule yields; each row is one word.
const IRREGULAR: &[&[&str]] = &[
    &["man", "men"],
    &["woman", "women"],
    &["child", "children"],
    &["crisis", "crises"],
    &["begin", "begins", "began", "begun", "beginning"],
    &["bring", "brings", "brought", "bringing"],
    &["build", "builds", "built", "building"],
    &["buy", "buys", "bought", "buying"],
    &["choose", "chooses", "chose", "chosen", "choosing"],
    &["fall", "falls", "fell", "fallen", "falling"],
    &["fight", "fights", "fought", "fighting"],
    &["get", "gets", "got", "getting", "gotten"],
    &["give", "gives", "gave", "given", "giving"],
    &["hold", "holds", "held", "holding"],
    &["lead", "leads", "led", "leading"],
    &["lend", "lends", "lent", "lending"],
    &["make", "makes", "made", "making"],
    &["meet", "meets", "met", "meeting", "meetings"],
    &["oversee", "oversees", "oversaw", "overseen", "overseeing"],
    &["overthrow", "overthrows", "overthrew", "overthrown"],
    &["pay", "pays", "paid", "paying"],
    &["quit", "quits", "quitting"],
    &["run", "runs", "ran", "running"],
    &["seek", "seeks", "sought", "seeking"],
    &["sell", "sells", "sold", "selling"],
    &["send", "sends", "sent", "sending"],
    &["shoot", "shoots", "shot", "shooting"],
    &["speak", "speaks", "spoke", "spoken", "speaking"],
    &["spend", "spends", "spent", "spending"],
    &["take", "takes", "took", "taken", "taking"],
    &["win", "wins", "won", "winning"],
    &[
        "withdraw",
        "withdraws",
        "withdrew",
        "withdrawn",
        "withdrawing",
    ],
    &["write", "writes", "wrote", "written", "writing"],
];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    if let Some(row) = IRREGULAR.iter().find(|row| row.first() == Some(&word)) {
        return row
            .iter()
            .map(|form| ((*form).to_owned(), Ending::None))
            .collect();
    }
    let mut forms = regular(word);
    if let Some(other) = other_spelling(word) {
        forms.extend(regular(&other));
    }
    forms
}

fn regular(word: &str) -> Vec<(String, Ending)> {
    let length = word.chars().count();
    // `law` has no past tense; `mask` has one.
    if length < 3 || !word.chars().all(|c| c.is_ascii_alphabetic()) {
        return vec![(word.to_owned(), Ending::OneOf(PLURAL_ONLY))];
    }
    let before = word.chars().rev().nth(1).unwrap_or('\0');
    match last(word) {
        'e' => stem(word, 1, AFTER_E),
        'y' if !is_vowel(before) => stem(word, 1, AFTER_Y),
        's' if word.ends_with("sis") => {
            let mut forms = stem(word, 2, &["is", "es"]);
            forms.push((word.to_owned(), Ending::None));
            forms
        }
        // A term already in the plural stands for the plural alone.
        's' if before != 's' && before != 'u' => vec![(word.to_owned(), Ending::None)],
        's' | 'x' | 'z' => vec![(word.to_owned(), Ending::OneOf(AFTER_SIBILANT))],
        'h' if matches!(before, 's' | 'c') => {
            vec![(word.to_owned(), Ending::OneOf(AFTER_SIBILANT))]
        }
        'o' => vec![(
            word.to_owned(),
            Ending::OneOf(&["", "s", "es", "ed", "ing"]),
        )],
        'f' if length > 3 => {
            let mut forms = stem(word, 1, &["ves"]);
            forms.push((word.to_owned(), Ending::OneOf(PLURAL_ONLY)));
            forms
        }
        c => {
            let mut forms = vec![(word.to_owned(), Ending::OneOf(PLAIN))];
            let consonant_vowel_consonant = !is_vowel(c)
                && !matches!(c, 'w' | 'y' | 'x')
                && is_vowel(before)
                && word.chars().rev().nth(2).is_some_and(|c| !is_vowel(c));
            if consonant_vowel_consonant {
                forms.push((format!("{word}{c}"), Ending::OneOf(AFTER_DOUBLED)));
            }
            forms
        }
    }
}

fn stem(word: &str, count: usize, endings: &'static [&'static str]) -> Vec<(String, Ending)> {
    cut(word, count).map_or_else(Vec::new, |stem| {
        vec![(stem.to_owned(), Ending::OneOf(endings))]
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The same word on the other side of the ocean.
fn other_spelling(word: &str) -> Option<String> {
    for (british, american) in [
        ("isation", "ization"),
        ("programme", "program"),
        ("defence", "defense"),
        ("labour", "labor"),
    ] {
        if word.contains(british) {
            return Some(word.replace(british, american));
        }
        if word.ends_with(american) {
            return Some(word.replace(american, british));
        }
    }
    if word.len() > 6 {
        if let Some(stem) = word.strip_suffix("ise") {
            return Some(format!("{stem}ize"));
        }
        if let Some(stem) = word.strip_suffix("ize") {
            return Some(format!("{stem}ise"));
        }
    }
    None
}

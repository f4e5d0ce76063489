//! Polish: case endings of nouns and adjectives, the usual changes of the last consonant and the fleeting e,
//! marks folded; verbs in -ać, -ić, -yć and -ować.

use super::{Ending, cut, last};

const NOMINAL: &[&str] = &[
    "", "a", "u", "owi", "em", "iem", "ie", "e", "y", "i", "ow", "om", "ami", "ach", "o", "ej",
    "iej", "ego", "iego", "emu", "iemu", "ym", "im", "ych", "ich", "ymi", "imi", "iu", "ia", "ii",
    "owie", "iami", "iach", "iom", "io", "ia",
];
const SOFTENED: &[&str] = &["e", "ie", "y", "i"];
const VERB: &[&str] = &[
    "c", "l", "la", "lo", "li", "ly", "n", "ny", "na", "ne", "no", "nych", "nego", "nej", "nie",
    "nia", "niem", "niu", "ja", "je", "jac", "jacy", "jacych",
];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    let length = word.chars().count();
    if length < 3 {
        return vec![(word.to_owned(), Ending::None)];
    }
    let mut forms = Vec::new();
    let stem = match last(word) {
        'a' | 'o' | 'e' | 'y' | 'i' if length > 3 => cut(word, 1).unwrap_or(word),
        _ => word,
    };
    forms.push((stem.to_owned(), Ending::OneOf(NOMINAL)));
    softened(stem, &mut forms);
    // szczepionka, szczepionek; okno, okien.
    if stem != word
        && let (Some(head), end) = (cut(stem, 1), last(stem))
        && !is_vowel(last(head))
    {
        forms.push((format!("{head}e{end}"), Ending::None));
        forms.push((format!("{head}ie{end}"), Ending::None));
    }
    for (suffix, short) in [("iec", "c"), ("ek", "k"), ("ec", "c")] {
        if let Some(head) = word.strip_suffix(suffix).filter(|head| head.len() > 2) {
            forms.push((format!("{head}{short}"), Ending::OneOf(NOMINAL)));
        }
    }
    if let Some(head) = word.strip_suffix("owac") {
        forms.push((
            format!("{head}uj"),
            Ending::OneOf(&["e", "a", "ac", "acy", "acych"]),
        ));
        forms.push((format!("{head}owa"), Ending::OneOf(VERB)));
    } else if let Some(head) = word.strip_suffix("ac").filter(|head| head.len() > 2) {
        forms.push((format!("{head}a"), Ending::OneOf(VERB)));
    } else if let Some(head) = word.strip_suffix("ic").filter(|head| head.len() > 2) {
        forms.push((
            head.to_owned(),
            Ending::OneOf(&["i", "a", "ony", "ona", "one", "ono", "enie"]),
        ));
        forms.push((format!("{head}i"), Ending::OneOf(VERB)));
    } else if let Some(head) = word.strip_suffix("yc").filter(|head| head.len() > 2) {
        forms.push((
            head.to_owned(),
            Ending::OneOf(&["y", "a", "ony", "ona", "one", "ono", "enie"]),
        ));
        forms.push((format!("{head}y"), Ending::OneOf(VERB)));
    }
    forms
}

fn softened(stem: &str, forms: &mut Vec<(String, Ending)>) {
    for (hard, soft) in [
        ("k", "c"),
        ("g", "dz"),
        ("r", "rz"),
        ("t", "c"),
        ("d", "dz"),
        ("ch", "sz"),
    ] {
        if let Some(head) = stem.strip_suffix(hard).filter(|head| head.len() > 1) {
            forms.push((format!("{head}{soft}"), Ending::OneOf(SOFTENED)));
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

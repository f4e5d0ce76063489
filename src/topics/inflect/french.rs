//! French: plurals, feminines and the verbs in -er, accents folded. Elided articles (`l'Union`) are words of
//! their own before this.

use super::{Ending, cut};

const NOMINAL: &[&str] = &["", "s", "e", "es", "x", "ne", "nes"];
const VERB: &[&str] = &[
    "er", "e", "es", "ent", "ons", "ez", "ee", "ees", "a", "ait", "aient", "ant", "ants", "era",
    "eront", "erait", "erent",
];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    let mut forms = vec![(word.to_owned(), Ending::OneOf(NOMINAL))];
    for (suffix, endings) in [
        (
            "al",
            &["al", "ale", "aux", "ales"] as &'static [&'static str],
        ),
        ("if", &["if", "ifs", "ive", "ives"]),
        ("eux", &["eux", "euse", "euses"]),
        ("teur", &["teur", "teurs", "trice", "trices"]),
        ("er", VERB),
        (
            "ir",
            &[
                "ir", "i", "it", "is", "ie", "ies", "issent", "ira", "iront", "issant",
            ],
        ),
    ] {
        if let Some(stem) = word.strip_suffix(suffix).filter(|stem| stem.len() > 2) {
            forms.push((stem.to_owned(), Ending::OneOf(endings)));
        }
    }
    if word.ends_with('e')
        && word.len() > 3
        && let Some(stem) = cut(word, 1)
    {
        forms.push((stem.to_owned(), Ending::OneOf(&["e", "es"])));
    }
    forms
}

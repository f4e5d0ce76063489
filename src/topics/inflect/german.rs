//! German: the endings of nouns, adjectives and weak verbs, umlauts folded. Compounds are other words: an
//! analyst writes `impfstoff*` for them.

use super::{Ending, cut};

const NOMINAL: &[&str] = &[
    "", "e", "en", "er", "ern", "es", "s", "n", "em", "in", "innen", "se", "sen",
];
const AFTER_E: &[&str] = &["", "e", "en", "er", "ern", "es", "em", "n"];
const AFTER_EN: &[&str] = &[
    "", "e", "en", "st", "t", "et", "te", "ten", "ete", "eten", "ung", "ungen", "end",
];
const AFTER_ERN: &[&str] = &["t", "te", "ten", "st", "nd", "ung", "ungen"];
const PARTICIPLE: &[&str] = &["t", "te", "ten", "tes", "ter", "tem", "et", "ete", "eten"];
const ADJECTIVE: &[&str] = &["", "e", "en", "er", "es", "em"];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    let short = word.chars().count() < 4;
    if short {
        return vec![(
            word.to_owned(),
            Ending::OneOf(&["", "e", "en", "s", "es", "er", "ern"]),
        )];
    }
    for suffix in ["isch", "lich", "ig"] {
        if word.ends_with(suffix) {
            return vec![(word.to_owned(), Ending::OneOf(ADJECTIVE))];
        }
    }
    let mut forms = vec![(word.to_owned(), Ending::OneOf(NOMINAL))];
    if let Some(stem) = word.strip_suffix("en").filter(|stem| stem.len() > 3) {
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_EN)));
        forms.push((format!("ge{stem}"), Ending::OneOf(PARTICIPLE)));
    } else if let Some(stem) = word
        .strip_suffix('n')
        .filter(|stem| stem.len() > 4 && (stem.ends_with("er") || stem.ends_with("el")))
    {
        // liefern, liefert, geliefert; never the bare stem, which is another word: Bayern, Bayer.
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_ERN)));
        forms.push((format!("ge{stem}"), Ending::OneOf(PARTICIPLE)));
    } else if word.ends_with("in") {
        forms.push((word.to_owned(), Ending::OneOf(&["nen"])));
    } else if word.ends_with('e')
        && let Some(stem) = cut(word, 1)
    {
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_E)));
    }
    // Museum, Museen; Ministerium, Ministerien.
    if let Some(stem) = word.strip_suffix("um") {
        forms.push((stem.to_owned(), Ending::OneOf(&["en"])));
    }
    forms
}

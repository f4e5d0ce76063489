//! French: plurals, feminines and verbs, accents folded. Elided articles (`l'Union`) are words of their own
//! before this.
//!
//! A light stemmer turned round: as in Savoy's (<http://members.unine.ch/jacques.savoy/clef/>) only the endings of
//! inflection count, each kind of word has its own, and the irregular verbs are listed. The Snowball stemmer takes
//! off those of derivation too and knows no kinds of words: it makes one of `gouvernement` and `gouverner`, of
//! `taxe` and `taxi`, and it misses `reçoit`.

mod verbs;

use super::Ending;

const NOMINAL: &[&str] = &["", "s", "e", "es", "x"];

/// Words whose forms no rule yields, each with all of them.
#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "bail bail baux", "bas bas basse basses", "beau beau beaux bel belle belles",
    "bref bref brefs breve breves", "ciel ciel ciels cieux", "epais epais epaisse epaisses",
    "faux faux fausse fausses", "fou fou fous fol folle folles", "frais frais fraiche fraiches",
    "gentil gentil gentils gentille gentilles", "gros gros grosse grosses", "madame madame mesdames",
    "monsieur monsieur messieurs", "mou mou mous mol molle molles", "neuf neuf neufs neuve neuves",
    "nouveau nouveau nouveaux nouvel nouvelle nouvelles", "nul nul nuls nulle nulles", "oeil oeil yeux",
    "sec sec secs seche seches", "veuf veuf veufs veuve veuves", "vieux vieux vieil vieille vieilles",
];

/// What a word ends in and what that becomes.
#[rustfmt::skip]
const CHANGES: &[(&str, &[&str])] = &[
    ("rail", &["raux"]),
    ("vail", &["vaux"]),
    ("al", &["al", "ale", "aux", "ales"]),
    ("if", &["if", "ifs", "ive", "ives"]),
    ("eux", &["eux", "euse", "euses"]),
    ("oux", &["oux", "ouse", "ouses"]),
    ("teur", &["teur", "teurs", "trice", "trices"]),
    ("eur", &["eur", "eurs", "euse", "euses"]),
    ("ic", &["ic", "ics", "ique", "iques"]),
    ("rc", &["rc", "rcs", "rque", "rques"]),
    ("ec", &["ec", "ecs", "ecque", "ecques"]),
    ("anc", &["anc", "ancs", "anche", "anches"]),
    ("ong", &["ong", "ongs", "ongue", "ongues"]),
    ("el", &["el", "els", "elle", "elles"]),
];

/// Adjectives and persons in -on; with other words -onne makes a verb.
const IN_ON: &[&str] = &[
    "baron", "bon", "breton", "champion", "espion", "gascon", "lion", "mignon", "patron", "saxon",
    "wallon",
];

/// Nouns whose feminine would be another word.
const NO_FEMININE: &[&str] = &["appel", "rappel", "sel"];

/// The forms of a word: as it is written, and folded.
pub(super) fn forms(written: &str, word: &str) -> Vec<(String, Ending)> {
    if let Some(row) = IRREGULAR
        .iter()
        .find(|row| row.split(' ').next() == Some(word))
    {
        return row
            .split(' ')
            .map(|form| (form.to_owned(), Ending::None))
            .collect();
    }
    // arme, armes, but réfugié, réfugiée.
    let endings = if written.ends_with('e') {
        &["", "s"]
    } else {
        NOMINAL
    };
    let mut forms = vec![(word.to_owned(), Ending::OneOf(endings))];
    for (suffix, endings) in CHANGES {
        if let Some(stem) = word
            .strip_suffix(suffix)
            .filter(|stem| !stem.is_empty() && !NO_FEMININE.contains(&word))
        {
            forms.push((stem.to_owned(), Ending::OneOf(endings)));
        }
    }
    if word.ends_with("en") || word.ends_with("ysan") || IN_ON.contains(&word) {
        forms.push((word.to_owned(), Ending::OneOf(&["ne", "nes"])));
    }
    if let Some(verb) = verbs::forms(word) {
        forms.extend(verb);
    }
    forms
}

//! Polish: case endings of nouns and adjectives, the usual changes of the last consonant and the fleeting e,
//! marks folded; verbs in -ać, -ić, -yć and -ować. A list of endings and changes, as there is no stemmer of the
//! common family for Polish.

use super::{Ending, cut, last};

const NOMINAL: &[&str] = &[
    "", "a", "u", "owi", "em", "iem", "ie", "e", "y", "i", "ow", "om", "ami", "ach", "ej", "iej",
    "ego", "iego", "emu", "iemu", "ym", "im", "ych", "ich", "ymi", "imi", "iu", "ia", "ii", "owie",
    "iami", "iach", "iom",
];
const SOFTENED: &[&str] = &["e", "ie", "y", "i"];
const VERB: &[&str] = &[
    "c", "l", "la", "lo", "li", "ly", "n", "ny", "na", "ne", "no", "nych", "nego", "nej", "nie",
    "nia", "niem", "niu", "ja", "je", "jac", "jacy", "jacych",
];

/// Of verbs in -ąć, behind their ę.
const NASAL: &[&str] = &[
    "la", "lo", "li", "ly", "to", "ty", "ta", "te", "tych", "tego", "tej", "ci", "cie", "cia",
];

const PLURAL: &[&str] = &["y", "i", "e", "ow", "om", "ami", "ach"];
const FIRST: &[&str] = &["e", "a", "esz", "emy", "ac", "acy"];

/// Plurals that would match the singular of another word.
const PLURALS: &[&str] = &["obrady", "wybory"];

/// Words whose forms no rule yields, each with all of them.
const IRREGULAR: &[&str] = &[
    "czlowiek czlowieka czlowiekowi czlowiekiem czlowieku ludzie ludzi ludziom ludzmi ludziach",
    "dzien dnia dniu dniem dni dnie dniom dniami dniach",
    "dziecko dziecka dziecku dzieckiem dzieci dzieciom dziecmi dzieciach",
    "ludzie ludzi ludziom ludzmi ludziach",
    "minister ministra ministrowi ministrem ministrze ministrowie ministrow ministrom ministrami ministrach",
    "ojciec ojca ojcu ojcowi ojcem ojcowie ojcow ojcom ojcami ojcach",
    "rok roku rokiem rokowi lata lat latom latami latach",
    "tydzien tygodnia tygodniowi tygodniem tygodniu tygodnie tygodni tygodniom tygodniami tygodniach",
];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    let length = word.chars().count();
    if length < 3 {
        return vec![(word.to_owned(), Ending::None)];
    }
    let irregular = IRREGULAR
        .iter()
        .find(|row| row.split(' ').next() == Some(word));
    if let Some(row) = irregular {
        return row
            .split(' ')
            .map(|form| (form.to_owned(), Ending::None))
            .collect();
    }
    if PLURALS.contains(&word) {
        let stem = cut(word, 1).unwrap_or(word);
        return vec![(stem.to_owned(), Ending::OneOf(PLURAL))];
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
    if last(word) == 'o' {
        forms.push((stem.to_owned(), Ending::OneOf(&["o"])));
    }
    // szczepienie, szczepień.
    if (word.ends_with("nie") || word.ends_with("cie"))
        && let Some(head) = cut(word, 2)
    {
        forms.push((head.to_owned(), Ending::None));
    }
    for (suffix, short) in [
        ("iec", "c"),
        ("ek", "k"),
        ("ec", "c"),
        ("el", "l"),
        ("dzien", "dn"),
        ("cien", "tn"),
        ("ien", "n"),
        ("czen", "czn"),
    ] {
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
        // zatrzymać, zatrzyma.
        forms.push((format!("{head}a"), Ending::OneOf(&["", "my"])));
        // przyjąć, przyjęła, przyjmie; osiągnąć, osiągnęła, osiągnie.
        if head.ends_with(['j', 'n']) {
            forms.push((format!("{head}e"), Ending::OneOf(NASAL)));
        }
        if let Some(head) = head.strip_suffix('j') {
            forms.push((format!("{head}jm"), Ending::OneOf(&["ie", "a", "iemy"])));
        } else if head.ends_with('n') {
            forms.push((head.to_owned(), Ending::OneOf(&["ie", "a", "iemy"])));
        }
        // podpisać, podpisze; zakazać, zakaże; wybrać, wybierze.
        for (hard, soft) in [("is", "isz"), ("az", "az"), ("br", "bierz"), ("br", "bior")] {
            if let Some(head) = head.strip_suffix(hard) {
                forms.push((format!("{head}{soft}"), Ending::OneOf(FIRST)));
            }
        }
    } else if let Some(head) = word.strip_suffix("ic").filter(|head| head.len() > 2) {
        forms.push((
            head.to_owned(),
            Ending::OneOf(&[
                "i", "a", "ony", "ona", "one", "ono", "eni", "onych", "onego", "onej",
            ]),
        ));
        forms.push((format!("{head}i"), Ending::OneOf(VERB)));
        forms.push((
            format!("{head}i"),
            Ending::OneOf(&[
                "a", "ony", "ona", "one", "ono", "eni", "onych", "onego", "onej",
            ]),
        ));
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
        ("iast", "iesc"),
        ("st", "sc"),
        ("g", "dz"),
        ("r", "rz"),
        ("t", "c"),
        ("d", "dz"),
        ("ch", "sz"),
    ] {
        if let Some(head) = stem.strip_suffix(hard).filter(|head| !head.is_empty()) {
            forms.push((format!("{head}{soft}"), Ending::OneOf(SOFTENED)));
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

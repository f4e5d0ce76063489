//! What happens to the stems of Polish nouns before an ending.

use super::endings::*;
use super::{Forms, cut, is_vowel, last, push};

/// Locatives that change a vowel, by the end of the word's stem.
#[rustfmt::skip]
const VOWEL_CHANGES: &[(&str, &str, Endings)] = &[
    ("jazd", "jezdz", IE), ("iazd", "iezdz", IE), ("iast", "iesc", IE), ("wiat", "wiec", IE),
    ("wiatr", "wietrz", E), ("lat", "lec", IE), ("las", "les", IE), ("wiar", "wierz", E), ("miar", "mierz", E),
    ("fiar", "fierz", E), ("cial", "ciel", E), ("kosciol", "kosciel", E), ("czol", "czel", E),
    ("popiol", "popiel", E), ("aniol", "aniel", E), ("sasiad", "sasiedz", IE_I), ("mezczyzn", "mezczyzn", I),
    ("obiad", "obiedz", IE), ("swiatl", "swietl", E),
];

/// Where `ą` stands in the last syllable only.
#[rustfmt::skip]
const NASAL_CHANGES: &[(&str, &str)] = &[
    ("zab", "zeb"), ("dab", "deb"), ("golab", "golebi"), ("jastrzab", "jastrzebi"), ("blad", "bled"),
    ("wzglad", "wzgled"), ("urzad", "urzed"), ("okrag", "okreg"), ("krag", "kreg"), ("maz", "mez"),
    ("waz", "wez"), ("galaz", "galezi"), ("zoladz", "zoledzi"),
];

/// The stem of a word with another vowel in its last syllable: `ząb`, `zęba`.
pub(super) fn nasal(word: &str) -> Option<String> {
    NASAL_CHANGES.iter().find_map(|(known, oblique)| {
        let head = word.strip_suffix(known)?;
        (head.len() < 4).then(|| format!("{head}{oblique}"))
    })
}

/// Ends of words whose last vowel is lost: `podatek`, `podatku`.
#[rustfmt::skip]
const FLEETING: &[(&str, &str)] = &[
    ("dzien", "dni"), ("kwiecien", "kwietni"), ("wieden", "wiedni"), ("miesien", "miesni"), ("czen", "czni"),
    ("gien", "gni"), ("zien", "zni"), ("rzesien", "rzesni"), ("pien", "pni"), ("bel", "bl"),
    ("handel", "handl"), ("wegiel", "wegl"), ("posel", "posl"), ("pawel", "pawl"), ("wezel", "wezl"),
    ("diabel", "diabl"), ("orzel", "orl"), ("kaszel", "kaszl"), ("kociol", "kotl"), ("koziol", "kozl"),
    ("osiol", "osl"), ("minister", "ministr"), ("magister", "magistr"), ("sylwester", "sylwestr"),
    ("sweter", "swetr"), ("aleksander", "aleksandr"), ("holender", "holendr"), ("wegier", "wegr"),
    ("szwagier", "szwagr"), ("cukier", "cukr"), ("kacper", "kacpr"), ("zew", "zw"), ("najem", "najm"),
    ("wysep", "wysp"), ("ek", "k"),
];

/// The same where a word may as well keep it: `kupiec`, `kupca`, but `pamięć`, `pamięci`.
const PERHAPS_FLEETING: &[(&str, &str)] = &[("rzec", "rc"), ("iec", "c"), ("ec", "c")];

/// The stem of a word whose last vowel is lost, and whether it always is.
pub(super) fn without_fleeting(word: &str) -> Option<(String, bool)> {
    let find = |table: &[(&str, &str)]| {
        table.iter().find_map(|(suffix, short)| {
            let head = word.strip_suffix(suffix)?;
            let whole = suffix.len() > 4;
            let noun = head.chars().any(is_vowel) && !(*suffix == "ek" && head.ends_with('i'));
            (whole || noun).then(|| format!("{head}{short}"))
        })
    };
    let always = find(FLEETING).map(|stem| (stem, true));
    always.or_else(|| find(PERHAPS_FLEETING).map(|stem| (stem, false)))
}

/// The locative or dative and, where `persons` tells, the plural of persons.
pub(super) fn softened(stem: &str, forms: &mut Forms, persons: bool) {
    for (hard, changed, endings) in VOWEL_CHANGES {
        if let Some(head) = stem.strip_suffix(hard) {
            push(forms, head, changed, endings);
        }
    }
    for (hard, changed, mut endings) in [
        ("ch", "s", I),
        ("k", "c", Y),
        ("g", "dz", Y),
        ("st", "sc", IE_I),
        ("zd", "zdz", IE_I),
        ("t", "c", IE_I),
        ("d", "dz", IE_I),
        ("r", "rz", E_Y),
    ] {
        if let Some(head) = stem.strip_suffix(hard).filter(|head| !head.is_empty()) {
            if !persons {
                endings = match endings {
                    IE_I => IE,
                    E_Y => E,
                    _ => return,
                };
            }
            push(forms, head, changed, endings);
            return;
        }
    }
}

/// `szczepionek`, `okien`: the genitive of the plural parts two consonants.
pub(super) fn inserted(stem: &str, forms: &mut Forms) {
    let (Some(head), end) = (cut(stem, 1), last(stem)) else {
        return;
    };
    if is_vowel(last(head)) {
        return;
    }
    let endings: Endings = match end {
        'k' => &["ek", "iek"],
        'n' => &["en", "ien"],
        'l' => &["el", "iel"],
        'r' => &["er", "ier"],
        'w' => &["ew"],
        'b' => &["eb"],
        'c' => &["iec"],
        'm' => &["em"],
        _ => return,
    };
    push(forms, head, "", endings);
}

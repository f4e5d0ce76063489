//! Polish adjectives in every gender, with the plural of persons (`polscy`) and what compares (`tańszy`).

use super::endings::*;
use super::{Forms, is_vowel, last, push};

/// Comparatives that no rule yields, without their `-szy`.
#[rustfmt::skip]
const COMPARATIVES: &[(&str, &str)] = &[
    ("bialy", "biel"), ("bliski", "bliz"), ("ciezki", "ciez"), ("daleki", "dal"), ("dobry", "lep"),
    ("duzy", "wiek"), ("gleboki", "gleb"), ("goracy", "goret"), ("krotki", "krot"), ("lekki", "lzej"),
    ("maly", "mniej"), ("niski", "niz"), ("nowy", "now"), ("surowy", "surow"), ("szeroki", "szer"),
    ("waski", "wez"), ("wesoly", "wesel"), ("wielki", "wiek"), ("wysoki", "wyz"), ("zdrowy", "zdrow"),
    ("zly", "gor"),
];

/// Relations, colours, participles and the like, which compare by another word if at all.
const WITHOUT_COMPARATIVE: &[&str] = &[
    "owy", "ski", "cki", "dzki", "cy", "czy", "szy", "any", "ony", "yjny", "iety", "izny",
];

/// Forms of a word in `-y` or `-i` as an adjective.
pub(super) fn masculine(word: &str, stem: &str, forms: &mut Forms) {
    let soft = word.ends_with('i');
    push(
        forms,
        stem,
        "",
        if soft { ADJECTIVE_SOFT } else { ADJECTIVE },
    );
    for (hard, changed, endings) in [
        ("k", "c", Y),
        ("g", "dz", Y),
        ("r", "rz", Y),
        ("st", "sc", I),
        ("t", "c", I),
        ("d", "dz", I),
        ("ch", "s", I),
        ("sz", "s", I),
        ("on", "en", I),
    ] {
        if let Some(head) = stem.strip_suffix(hard) {
            push(forms, head, changed, endings);
            break;
        }
    }
    if let Some(stem) = comparative(word, stem) {
        push(forms, &stem, "", COMPARATIVE);
        push(forms, &format!("naj{stem}"), "", COMPARATIVE);
    }
}

fn comparative(word: &str, stem: &str) -> Option<String> {
    if let Some((_, stem)) = COMPARATIVES.iter().find(|(known, _)| *known == word) {
        return Some((*stem).to_owned());
    }
    if WITHOUT_COMPARATIVE.iter().any(|end| word.ends_with(end)) {
        return None;
    }
    let head = &stem[..stem.len() - 1];
    Some(match last(stem) {
        'n' if word.ends_with("ny") || !is_vowel(last(head)) => format!("{stem}iej"),
        'w' if !is_vowel(last(head)) => format!("{stem}iej"),
        'r' if !is_vowel(last(head)) => format!("{head}rzej"),
        'l' if !is_vowel(last(head)) => format!("{stem}ej"),
        'g' => format!("{head}z"),
        'k' => head.to_owned(),
        _ => stem.to_owned(),
    })
}

/// Adds what a word in `-a` has beyond the forms of a noun if it is an adjective, as in `Unii Europejskiej`; whether it
/// can be nothing else, so that `Kowalski` is no form of `Kowalska`.
pub(super) fn feminine(stem: &str, forms: &mut Forms) -> bool {
    if let Some(head) = stem.strip_suffix("sk").or_else(|| stem.strip_suffix("ck")) {
        if stem == "polsk" {
            return false;
        }
        push(forms, stem, "", ADJECTIVE_FEMININE_VELAR);
        return head.len() > 3 && (stem.ends_with("ck") || !is_vowel(last(head)));
    }
    // średnia, średniej.
    if stem.ends_with("ni") || stem.ends_with("ci") {
        push(forms, stem, "", &["ej", "m", "ch", "mi"]);
    }
    if matches!(
        last(stem),
        'b' | 'c' | 'd' | 'l' | 'm' | 'n' | 'p' | 'r' | 's' | 't' | 'w' | 'z'
    ) {
        push(forms, stem, "", ADJECTIVE_FEMININE);
    }
    false
}

/// The same of a word in `-e`: `dane`, `Morza Czarnego`.
pub(super) fn neuter(stem: &str, forms: &mut Forms) {
    push(
        forms,
        stem,
        "",
        if stem.ends_with("ki") || stem.ends_with("gi") {
            &["ego", "emu", "ej", "m", "ch", "mi"]
        } else {
            ADJECTIVE_NEUTER
        },
    );
}

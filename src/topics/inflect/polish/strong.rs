//! Polish verbs whose stem changes, by the end of their infinitive. Source: the paradigms of SGJP, the grammatical
//! dictionary of Polish.

use super::endings::*;
use super::roots::ROWS;
use super::{Forms, push};

#[rustfmt::skip]
const PREFIXES: &[&str] = &[
    "", "do", "na", "nad", "nade", "nadu", "naj", "o", "ob", "obe", "od", "ode", "odpo", "opo", "po", "pod",
    "pode", "pow", "powy", "poz", "pozo", "prze", "przed", "przedo", "przedsie", "przy", "roz", "roze", "rozpo",
    "s", "sprze", "u", "w", "we", "wes", "wez", "ws", "wspo", "wspol", "wsz", "wy", "wydo", "wyna", "wypo",
    "wz", "wze", "z", "za", "zado", "zapo", "zaprze", "ze", "zmartwychw", "zo", "zobo", "zu",
];

/// Infinitives in `-ać` with a present in `-ę`, by their end whatever their prefix.
#[rustfmt::skip]
const PRESENTS: &[(&str, &str)] = &[
    ("pisac", "pisz"), ("czesac", "czesz"), ("kazac", "kaz"), ("wiazac", "wiaz"), ("lizac", "liz"),
    ("karac", "karz"), ("plakac", "placz"), ("skakac", "skacz"), ("lamac", "lami"), ("sypac", "sypi"),
    ("kopac", "kopi"), ("klamac", "klami"), ("lapac", "lapi"), ("rabac", "rabi"), ("czerpac", "czerpi"),
    ("grzebac", "grzebi"), ("deptac", "depcz"), ("szeptac", "szepcz"),
];

/// Adds the forms of a verb with such a stem; whether it is one.
pub(super) fn add(word: &str, forms: &mut Forms) -> bool {
    let found = ROWS.iter().find_map(|(root, stems)| {
        let prefix = word.strip_suffix(root)?;
        PREFIXES.contains(&prefix).then_some((prefix, stems))
    });
    if let Some((prefix, stems)) = found {
        for (stem, endings) in *stems {
            push(forms, prefix, stem, endings);
        }
        return true;
    }
    for (infinitive, present) in PRESENTS {
        let prefix = word
            .strip_suffix(infinitive)
            .filter(|prefix| PREFIXES.contains(prefix));
        if let Some(prefix) = prefix {
            push(forms, prefix, present, PRESENT_J);
            let root = &infinitive[..infinitive.len() - 1];
            push(forms, prefix, root, PAST);
            push(forms, prefix, root, PASSIVE_N);
            return true;
        }
    }
    if let Some(prefix) = word.strip_suffix("jechac") {
        push(forms, prefix, "jad", PRESENT_A);
        push(forms, prefix, "jed", PRESENT_ZIE);
        push(forms, prefix, "jecha", PAST);
        push(forms, prefix, "jecha", PASSIVE_N);
        return true;
    }
    false
}

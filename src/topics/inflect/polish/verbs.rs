//! Polish verbs by the end of their infinitive.

use super::endings::*;
use super::{Forms, push, strong};

/// Nouns that end like infinitives.
const NOUNS: &[&str] = &[
    "kibic", "materac", "nic", "palac", "pajac", "plac", "szkic", "dziedzic", "ksiezyc", "prysznic",
];

/// Infinitives that, folded, are nouns as well.
const NOUNS_AS_WELL: &[&str] = &[
    "moc", "wiesc", "przepasc", "napasc", "postac", "zajac", "rodzic", "piec",
];

/// Lasting verbs with a prefix.
#[rustfmt::skip]
const LASTING: &[&str] = &[
    "chodzic", "nosic", "wozic", "wodzic", "jezdzic", "mowic", "przewodniczyc", "uczestniczyc", "zyczyc",
    "podrozyc", "znaczyc",
];

/// Infinitives in `-nać`; the others in `-nac` are likelier `-nąć`.
const IN_NAC: &[&str] = &["znac", "jednac", "konac", "rownac"];

/// Infinitives in `-eć` with a present in `-i` or `-y`.
#[rustfmt::skip]
const PRESENT_IN_I: &[&str] = &[
    "bolec", "cierpiec", "lezec", "lecec", "leciec", "milczec", "musiec", "myslec", "nalezec", "siedziec",
    "slyszec", "swiecec", "patrzec", "krzyczec", "widziec", "wisiec", "wolec", "smierdziec", "zalezec",
    "pomniec", "brzmiec", "jrzec",
];

/// Other infinitives in `-eć`, by their ends: a noun in `-ec` is as frequent.
const PRESENT_IN_EM: &[&str] = &["umiec", "istniec", "szalec", "malec", "mdlec", "bladec"];

/// Adds the forms of a word that ends like a verb; whether it can be nothing else.
pub(super) fn add(word: &str, forms: &mut Forms) -> bool {
    if NOUNS.contains(&word) {
        return false;
    }
    if strong::add(word, forms) {
        return !NOUNS_AS_WELL.iter().any(|noun| word.ends_with(noun));
    }
    if let Some(head) = word.strip_suffix("ac").filter(|head| head.len() > 1) {
        in_ac(word, head, forms);
    } else if let Some(head) = word.strip_suffix("ic").filter(|head| head.len() > 1) {
        in_ic(word, head, forms);
    } else if let Some(head) = word.strip_suffix("yc").filter(|head| head.len() > 1) {
        push(forms, head, "", PRESENT_Y);
        push(forms, head, "", first_person(word));
        push(forms, head, "", PASSIVE_ON);
        push(forms, head, "y", PAST);
    } else if let Some(head) = word.strip_suffix("uc") {
        push(forms, head, "uj", PRESENT_E);
        push(forms, head, "u", PAST);
        push(forms, head, "u", PASSIVE_T);
    } else if let Some(head) = word.strip_suffix("ec") {
        return in_ec(word, head, forms);
    } else {
        return false;
    }
    !NOUNS_AS_WELL.contains(&word)
}

fn in_ac(word: &str, head: &str, forms: &mut Forms) {
    push(forms, head, "a", PAST);
    push(forms, head, "a", PASSIVE_N);
    if let Some(head) = ["ow", "yw", "iw"]
        .iter()
        .find_map(|end| head.strip_suffix(end))
    {
        if head.len() > 1 && !word.ends_with("chowac") {
            push(forms, head, "uj", PRESENT_E);
        }
        // używać, używa.
        if !word.ends_with("owac") || word.ends_with("chowac") {
            push(forms, head, &word[head.len()..word.len() - 1], PRESENT_AM);
        }
    } else if ["dawac", "stawac", "znawac"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        push(forms, &head[..head.len() - 1], "j", PRESENT_J);
        push(forms, head, "aj", &["", "my", "cie"]);
    } else {
        push(forms, head, "a", PRESENT_AM);
    }
    if let Some(root) = head
        .strip_suffix('n')
        .filter(|_| !IN_NAC.iter().any(|end| word.ends_with(end)))
    {
        nasal(root, head, forms);
    }
}

/// `zginąć`, which folded looks like `wspominać`.
fn nasal(root: &str, head: &str, forms: &mut Forms) {
    push(forms, head, "", PRESENT_IE);
    push(forms, head, "e", PAST_NASAL);
    push(forms, head, "ie", PASSIVE_T);
    // wybuchnąć, wybuchł.
    if root.len() > 3
        && ["ch", "d", "ik", "pek", "wit", "brak", "wyk", "eg", "s", "z"]
            .iter()
            .any(|end| root.ends_with(end))
    {
        push(forms, root, "", PAST);
    }
}

fn in_ic(word: &str, head: &str, forms: &mut Forms) {
    push(forms, head, "", PRESENT_I);
    push(forms, head, "i", PAST);
    let (root, soft) = if let Some(root) = head.strip_suffix("czc") {
        (root, "czcz")
    } else if let Some(root) = head.strip_suffix("sc") {
        (root, "szcz")
    } else if let Some(root) = head.strip_suffix("sl") {
        (root, "sl")
    } else if let Some(root) = head.strip_suffix('s') {
        (root, "sz")
    } else if head.ends_with(['a', 'e', 'o']) {
        (head, "j")
    } else if head.ends_with(['b', 'p', 'w', 'm', 'f', 'n']) {
        (head, "i")
    } else {
        (head, "")
    };
    push(forms, root, soft, first_person(word));
    push(forms, root, soft, PASSIVE_ON);
    // uwięziony, but grożony.
    if head.ends_with('z') && !head.ends_with("dz") {
        push(forms, head, "i", PASSIVE_ON);
    }
}

/// The endings of the first person; a prefix mostly makes a verb that ends what it tells.
fn first_person(word: &str) -> Endings {
    let starts = PERFECTIVE.iter().any(|start| word.starts_with(start));
    let lasting = LASTING.iter().any(|end| word.ends_with(end));
    if starts && !lasting && word.len() > 5 {
        PRESENT_PERFECTIVE
    } else {
        PRESENT_A
    }
}

/// Starts of verbs in `-ić` and `-yć` that end what they tell.
const PERFECTIVE: &[&str] = &[
    "do", "na", "o", "od", "po", "prze", "przy", "roz", "u", "wpro", "wrzu", "wy", "wz", "z", "za",
    "sped", "spel", "spraw", "spro", "skup", "wlacz", "rzuc", "rusz", "strzel", "traf", "pusc",
];

fn in_ec(word: &str, head: &str, forms: &mut Forms) -> bool {
    if PRESENT_IN_I.iter().any(|end| word.ends_with(end)) {
        let root = head.strip_suffix('i').unwrap_or(head);
        push(
            forms,
            root,
            "",
            if root.ends_with('z') && !root.ends_with("dz") {
                PRESENT_Y
            } else {
                PRESENT_I
            },
        );
        let soft = match root.strip_suffix('s') {
            Some(root) => format!("{root}sz"),
            None if root.ends_with(['p', 'm']) => format!("{root}i"),
            None => root.to_owned(),
        };
        push(forms, &soft, "", PRESENT_A);
    } else if PRESENT_IN_EM.iter().any(|end| word.ends_with(end)) {
        push(forms, head, "e", PRESENT_EM);
        push(forms, head, "ej", PRESENT_E);
    } else {
        return false;
    }
    push(forms, head, "a", PAST);
    push(forms, head, "a", PASSIVE_N);
    push(forms, head, "e", PAST_LI);
    true
}

//! Polish nouns by the shape of their dictionary form.

use super::endings::*;
use super::stems::*;
use super::{Forms, cut, is_vowel, last, push};

/// Words whose last consonant is soft though its letter, folded, does not tell.
const SOFT_ENDED: &[&str] = &[
    "bialorus", "bron", "golab", "jastrzab", "karp", "krtan", "losos", "os", "oswiecim", "otchlan",
    "piers", "poznan", "przystan", "radom", "rus", "rzez", "skron", "slon", "torun", "wiez",
    "wolyn", "wroclaw", "zolw",
];

/// A consonant ends the dictionary form.
pub(super) fn masculine(word: &str, forms: &mut Forms) {
    if let Some(head) = word.strip_suffix("um").filter(|head| {
        let masculine = head.ends_with(['b', 'l', 'm', 's', 'z']) || word == "kostium";
        head.len() > 2 && (!masculine || head.ends_with("im"))
    }) {
        push(forms, head, "", NEUTER_UM);
        return;
    }
    if let Some(head) = word.strip_suffix("anin").filter(|head| head.len() > 1) {
        push(
            forms,
            head,
            "an",
            &[
                "ina", "inowi", "inem", "inie", "ie", "", "om", "ami", "ach", "ow",
            ],
        );
        return;
    }
    if let Some(stem) = nasal(word) {
        if last(&stem) == 'i' {
            push(forms, &stem, "", &["", "mi"]);
        }
        oblique_forms(&stem, forms);
        return;
    }
    let lost = without_fleeting(word);
    if let Some((stem, _)) = &lost {
        if last(stem) == 'i' {
            push(forms, stem, "", NONE);
        }
        oblique_forms(stem, forms);
    }
    if !lost.is_some_and(|(_, always)| always) {
        oblique_forms(word, forms);
    }
}

/// The forms behind a stem that ends in a consonant.
fn oblique_forms(stem: &str, forms: &mut Forms) {
    if SOFT_ENDED.contains(&stem) {
        push(forms, stem, "", SOFT);
        return;
    }
    let endings = match last(stem) {
        'k' | 'g' => MASCULINE_VELAR,
        'l' => MASCULINE_L,
        'j' | 'i' => MASCULINE_SOFT,
        'b' | 'f' | 'm' | 'n' | 'p' | 's' | 'v' | 'w' | 'x' => MASCULINE_HARD,
        'c' if stem.ends_with("sc") => SOFT,
        'c' => MASCULINE_SOFT,
        'z' if ["cz", "rz", "sz"].iter().any(|end| stem.ends_with(end)) => MASCULINE_SOFT,
        'z' => {
            push(
                forms,
                stem,
                "",
                if stem.ends_with("uz") { IE_I } else { IE },
            );
            // bagaże, and not obrażę.
            if ["braz", "yraz", "kaz", "gaz"]
                .iter()
                .any(|end| stem.ends_with(end))
            {
                MASCULINE
            } else {
                MASCULINE_SOFT
            }
        }
        _ => MASCULINE,
    };
    push(forms, stem, "", endings);
    match last(stem) {
        'n' if [
            "ien", "zen", "len", "ern", "zn", "sn", "pogon", "tyton", "katyn",
        ]
        .iter()
        .any(|end| stem.ends_with(end)) =>
        {
            push(forms, stem, "", SOFT);
        }
        'n' if !stem.ends_with("yn") => push(forms, stem, "", I),
        'p' => push(forms, stem, "", I),
        'c' if !stem.ends_with("sc") => push(forms, stem, "", SOFT),
        'z' if stem.ends_with("dz") => push(forms, stem, "", SOFT),
        'j' => {
            if let Some(head) = cut(stem, 1) {
                push(forms, head, "", I);
            }
        }
        's' if stem.ends_with("ns") => push(forms, stem, "", E),
        's' if stem.ends_with("prezes") => push(forms, stem, "", I),
        _ => softened(stem, forms, PERSONS.iter().any(|end| stem.ends_with(end))),
    }
}

/// Ends of words for persons, whose plural has a soft consonant.
const PERSONS: &[&str] = &[
    "nt", "at", "rt", "yt", "kt", "pilot", "oszust", "wloch", "sasiad", "szwed", "zyd", "czech",
    "mnich", "k", "g", "r",
];

/// A word in `-a`, its `stem` before that.
pub(super) fn feminine(stem: &str, forms: &mut Forms) {
    let endings = match last(stem) {
        'k' | 'g' => FEMININE_VELAR,
        'i' | 'j' | 'e' | 'u' => FEMININE_SOFT,
        'b' | 'f' | 'm' | 'n' | 'p' | 's' | 'v' | 'w' => FEMININE_HARD,
        'z' if ["cz", "rz", "sz", "dz"]
            .iter()
            .any(|end| stem.ends_with(end)) =>
        {
            FEMININE
        }
        'z' => FEMININE_HARD,
        'l' => FEMININE_VELAR,
        _ => FEMININE,
    };
    push(forms, stem, "", endings);
    // The vocative of a short word may be another: rado, nowo.
    if stem.len() > 4 {
        push(forms, stem, "", O);
    }
    if last(stem) == 'l' {
        push(forms, stem, "", Y);
    }
    for (hard, changed) in [("k", "c"), ("g", "dz"), ("ch", "sz")] {
        if let Some(head) = stem.strip_suffix(hard) {
            push(forms, head, changed, E);
        }
    }
    softened(stem, forms, false);
    // terrorysta, terroryści, terrorystów; zabójca, zabójców.
    if stem.len() > 4 && MALES.iter().any(|end| stem.ends_with(end)) {
        push(forms, stem, "", OW);
        softened(stem, forms, true);
    } else if stem.len() > 3 && ["c", "wod"].iter().any(|end| stem.ends_with(end)) {
        push(forms, stem, "", &["ow", "owie"]);
    }
    if let Some(head) = stem.strip_suffix("eg") {
        push(forms, head, "edz", Y);
        push(forms, stem, "", OW);
    }
    inserted(stem, forms);
    // nadziei; zdjęć; mediów.
    if let Some(head) = stem.strip_suffix('j').filter(|head| is_vowel(last(head))) {
        push(forms, head, "", I);
    }
    if let Some(head) = stem.strip_suffix('i').filter(|head| {
        ["ec", "en", "an", "yn", "skin", "swin"]
            .iter()
            .any(|end| head.ends_with(end))
    }) {
        push(forms, head, "", NONE);
    }
    if let Some(head) = stem.strip_suffix("sieg") {
        push(forms, head, "siag", NONE);
    }
    if stem.ends_with("di") || stem.ends_with("ali") {
        push(forms, stem, "", OW);
    }
}

/// Ends of the stems of persons in `-a`.
#[rustfmt::skip]
const MALES: &[&str] = &[
    "ist", "yst", "yt", "azjat", "idiot", "krat", "naut", "plomat", "poet", "psychiatr", "satelit", "triot",
];

/// A word in `-o`.
pub(super) fn neuter(stem: &str, forms: &mut Forms) {
    let endings = match last(stem) {
        'k' | 'g' => NEUTER_VELAR,
        'b' | 'm' | 'n' | 'p' | 's' | 'w' | 'z' => NEUTER_HARD,
        _ => NEUTER,
    };
    push(forms, stem, "", endings);
    match last(stem) {
        'l' => {
            push(forms, stem, "", E);
            softened(stem, forms, false);
        }
        'i' => push(forms, stem, "", &["ow"]),
        'k' if ["enk", "zk"].iter().any(|end| stem.ends_with(end)) => {
            push(forms, stem, "", &["i", "e"]);
            if let Some(head) = cut(stem, 1) {
                push(forms, head, "c", E);
            }
        }
        _ => softened(stem, forms, false),
    }
    inserted(stem, forms);
}

/// Young beings, whose stem grows: `zwierzę`, `zwierzęta`.
const YOUNG: &[&str] = &[
    "zwierze", "niemowle", "dziewcze", "kurcze", "jagnie", "ciele", "bliznie",
];

/// A word in `-e`: `morze`, `zdjęcie`, `imię`, or a plural.
pub(super) fn in_e(word: &str, stem: &str, forms: &mut Forms) {
    if let Some(head) = word.strip_suffix("mie") {
        push(
            forms,
            head,
            "mi",
            &[
                "enia", "eniu", "eniem", "ona", "on", "onom", "onami", "onach",
            ],
        );
        return;
    }
    if YOUNG.iter().any(|end| word.ends_with(end)) {
        push(
            forms,
            word,
            "",
            &["cia", "ciu", "ciem", "ta", "tom", "tami", "tach"],
        );
        push(forms, stem, "at", NONE);
        return;
    }
    // ojcowie, ojców.
    if let Some(head) = word.strip_suffix("owie") {
        push(forms, head, "", &["ow", "om", "ami", "ach"]);
    }
    if let Some(head) = word.strip_suffix("ie") {
        push(
            forms,
            stem,
            "",
            &["e", "a", "u", "em", "om", "ami", "ach", "i", ""],
        );
        push(forms, head, "", NONE);
        // Rosjanie, Rosjanom.
        if head.ends_with("an") {
            push(forms, head, "", &["om", "ami", "ach"]);
        }
        return;
    }
    push(forms, stem, "", NEUTER_SOFT);
    if last(stem) == 'z' {
        push(forms, stem, "", Y);
    }
}

/// A word in `-y` or `-i` as the plural of a noun.
pub(super) fn plural(word: &str, stem: &str, forms: &mut Forms) {
    match last(stem) {
        _ if word.ends_with("ski") => {}
        'k' | 'g' => push(forms, stem, "", PLURAL_VELAR),
        'c' | 'd' | 'n' | 'w' | 'z' if word.ends_with('i') => {
            push(forms, stem, "", PLURAL_IN_I);
        }
        _ => push(forms, stem, "", PLURAL),
    }
    // Chiny, Chin; but the stem of an adjective may be another word: bankowy, banków.
    let bare = ["d", "lug", "m", "n", "p", "s", "t", "w", "z"]
        .iter()
        .any(|end| stem.ends_with(end))
        && !stem.ends_with("ow");
    if bare || PLURALS.contains(&word) {
        push(forms, stem, "", NONE);
    }
    // matki, matek.
    if let Some(head) = stem
        .strip_suffix('k')
        .filter(|head| !is_vowel(last(head)) && last(head) != 's')
    {
        push(forms, head, "", EK);
    }
}

/// Plurals whose genitive is their stem though it might be an adjective's.
const PLURALS: &[&str] = &[
    "alpy", "budowy", "czechy", "glowy", "rozmowy", "umowy", "gory", "kadry", "kary", "ofiary",
    "sily", "szkoly", "tatry", "zwloki",
];

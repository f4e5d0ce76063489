//! French: plurals, feminines and verbs, accents folded. Elided articles (`l'Union`) are words of their own
//! before this. Closed lists of endings and no stemmer, which would take `-ement` and `-eur` off too and make one of
//! `gouvernement`, `gouverner` and `gouverneur`.

use super::{Ending, cut, last};

const NOMINAL: &[&str] = &["", "s", "e", "es", "x", "ne", "nes"];
const VERB: &[&str] = &[
    "er", "e", "es", "ent", "ons", "ez", "ee", "ees", "a", "ait", "aient", "ant", "ants", "era",
    "eront", "erait", "erent",
];
/// Where the stem changes before a mute e: `appelle`, `envoie`.
const BEFORE_MUTE_E: &[&str] = &["e", "es", "ent", "era", "eront", "erait"];
const IN_IR: &[&str] = &[
    "ir", "i", "it", "is", "ie", "ies", "issent", "issait", "issaient", "ira", "iront", "issant",
];
const IN_DRE: &[&str] = &[
    "", "s", "ent", "u", "us", "ue", "ues", "ait", "aient", "ant", "it", "irent", "ra", "ront",
    "rait",
];

/// Nouns and adjectives in -er that would lend their forms to other words.
const NO_VERBS: &[&str] = &["danger", "etranger", "hiver"];

/// Irregular ends of words and what they become; the first that fits.
const IRREGULAR: &[(&str, &[&str])] = &[
    (
        "nouveau",
        &["nouveau", "nouveaux", "nouvel", "nouvelle", "nouvelles"],
    ),
    ("travail", &["travail", "travaux"]),
    (
        "prendre",
        &[
            "prend",
            "prends",
            "prennent",
            "prenons",
            "prenait",
            "prenaient",
            "prenant",
            "pris",
            "prise",
            "prises",
            "prit",
            "prirent",
            "prendra",
            "prendront",
            "prendrait",
        ],
    ),
    (
        "mettre",
        &[
            "met", "mets", "mettent", "mettait", "mettant", "mis", "mise", "mises", "mit",
            "mettra", "mettront", "mettrait",
        ],
    ),
    (
        "faire",
        &[
            "fait", "fais", "font", "faisait", "faisant", "faite", "faits", "faites", "fera",
            "feront", "fit", "ferait",
        ],
    ),
    (
        "ecrire",
        &[
            "ecrit", "ecrivent", "ecrivait", "ecrits", "ecrite", "ecrites", "ecrira",
        ],
    ),
    (
        "lire",
        &[
            "lit", "lisent", "lisait", "lu", "lus", "lue", "lues", "lira", "liront", "lut",
        ],
    ),
    (
        "dire",
        &[
            "dit", "disent", "disait", "dits", "dite", "dites", "dira", "diront", "disant",
        ],
    ),
    (
        "cevoir",
        &[
            "coit", "coivent", "cevait", "cu", "cus", "cue", "cues", "cevra", "cevront", "cut",
        ],
    ),
    (
        "venir",
        &[
            "vient",
            "viennent",
            "venait",
            "venu",
            "venus",
            "venue",
            "venues",
            "viendra",
            "viendront",
            "vint",
            "vinrent",
        ],
    ),
    (
        "tenir",
        &[
            "tient",
            "tiennent",
            "tenait",
            "tenu",
            "tenus",
            "tenue",
            "tenues",
            "tiendra",
            "tiendront",
            "tint",
        ],
    ),
    (
        "ouvrir",
        &[
            "ouvre", "ouvrent", "ouvrait", "ouvert", "ouverts", "ouverte", "ouvertes", "ouvrira",
        ],
    ),
    (
        "offrir",
        &[
            "offre", "offrent", "offrait", "offert", "offerts", "offerte", "offertes", "offrira",
        ],
    ),
    (
        "courir",
        &["court", "courent", "couru", "courus", "courue", "courra"],
    ),
    (
        "mourir",
        &[
            "meurt", "meurent", "mourait", "mort", "morts", "morte", "mortes", "mourra",
        ],
    ),
    (
        "uire",
        &[
            "uit", "uisent", "uisait", "uits", "uite", "uites", "uira", "uiront", "uisant",
        ],
    ),
    (
        "vivre",
        &["vit", "vivent", "vivait", "vecu", "vecus", "vivra"],
    ),
    (
        "suivre",
        &[
            "suit", "suivent", "suivait", "suivi", "suivis", "suivie", "suivies", "suivra",
        ],
    ),
    (
        "voir",
        &[
            "voit", "voient", "voyait", "vu", "vus", "vue", "vues", "verra", "verront",
        ],
    ),
    (
        "indre",
        &["int", "ignent", "ints", "inte", "intes", "ignait", "indra"],
    ),
    (
        "partir",
        &[
            "part", "partent", "partait", "parti", "partis", "partie", "parties", "partira",
        ],
    ),
    (
        "sortir",
        &[
            "sort", "sortent", "sortait", "sorti", "sortis", "sortie", "sorties", "sortira",
        ],
    ),
];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    if let Some((head, ends)) = IRREGULAR
        .iter()
        .find_map(|(end, ends)| Some((word.strip_suffix(end)?, ends)))
    {
        return vec![
            (word.to_owned(), Ending::OneOf(&["", "s"])),
            (head.to_owned(), Ending::OneOf(ends)),
        ];
    }
    let mut forms = vec![(word.to_owned(), Ending::OneOf(NOMINAL))];
    for (suffix, endings) in [
        (
            "al",
            &["al", "ale", "aux", "ales"] as &'static [&'static str],
        ),
        ("if", &["if", "ifs", "ive", "ives"]),
        ("eux", &["eux", "euse", "euses"]),
        ("teur", &["teur", "teurs", "trice", "trices"]),
        ("ic", &["ic", "ics", "ique", "iques"]),
        ("ir", IN_IR),
        ("dre", &["dre"]),
    ] {
        if let Some(stem) = word.strip_suffix(suffix).filter(|stem| stem.len() > 2) {
            forms.push((stem.to_owned(), Ending::OneOf(endings)));
        }
    }
    if let Some(stem) = word.strip_suffix("re").filter(|stem| stem.ends_with('d')) {
        forms.push((stem.to_owned(), Ending::OneOf(IN_DRE)));
    }
    if let Some(stem) = word
        .strip_suffix("er")
        .filter(|stem| stem.len() > 2 && !NO_VERBS.contains(&word))
    {
        forms.extend(verb_in_er(stem));
    }
    if word.ends_with('e')
        && word.len() > 3
        && let Some(stem) = cut(word, 1)
    {
        forms.push((stem.to_owned(), Ending::OneOf(&["e", "es"])));
    }
    forms
}

fn verb_in_er(stem: &str) -> Vec<(String, Ending)> {
    let mut forms = vec![(stem.to_owned(), Ending::OneOf(VERB))];
    match last(stem) {
        // voyageait.
        'g' => forms.push((
            format!("{stem}e"),
            Ending::OneOf(&["a", "ait", "aient", "ant", "ons"]),
        )),
        // envoyer, envoie; essayer, essaie.
        'y' => {
            if let Some(head) = cut(stem, 1) {
                forms.push((format!("{head}i"), Ending::OneOf(BEFORE_MUTE_E)));
            }
            if let Some(head) = stem.strip_suffix("voy") {
                forms.push((format!("{head}verr"), Ending::OneOf(&["a", "ont", "ait"])));
            }
        }
        c @ ('l' | 't') if stem.ends_with("el") || stem.ends_with("et") => {
            forms.push((format!("{stem}{c}"), Ending::OneOf(BEFORE_MUTE_E)));
        }
        _ => {}
    }
    forms
}

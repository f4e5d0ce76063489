//! What Russian words end in, by the kind of word and the last letter of its stem.

use super::{is_vowel, last};

const OBLIQUE_HARD: &[&str] = &["а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"];
const OBLIQUE_BACK: &[&str] = &["а", "у", "ом", "е", "и", "ов", "ам", "ами", "ах"];
const OBLIQUE_HUSH: &[&str] = &["а", "у", "ом", "ем", "е", "и", "ей", "ам", "ами", "ах"];
const OBLIQUE_IN_TS: &[&str] = &[
    "а", "у", "ом", "ем", "е", "ы", "ов", "ев", "ам", "ами", "ах",
];

/// Of a masculine noun with this stem, behind that of its other cases.
pub(super) fn oblique(stem: &str) -> &'static [&'static str] {
    match last(stem) {
        'г' | 'к' | 'х' => OBLIQUE_BACK,
        'ж' | 'ч' | 'ш' | 'щ' => OBLIQUE_HUSH,
        'ц' => OBLIQUE_IN_TS,
        _ => OBLIQUE_HARD,
    }
}

/// Of what is not counted: `роста`, but `Ростов` is a city.
pub(super) const MASCULINE_SINGULAR: &[&str] = &["", "а", "у", "ом", "ем", "е"];
pub(super) const SURNAME: &[&str] = &[
    "", "а", "у", "ым", "ом", "е", "ы", "ой", "ых", "ыми", "ов", "ам", "ами", "ах",
];
pub(super) const CITIZEN_PLURAL: &[&str] = &["е", "", "ам", "ами", "ах"];
pub(super) const SOFT: &[&str] = &[
    "ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях", "ью", "ьми",
];
pub(super) const SOFT_HUSH: &[&str] = &["ь", "и", "ей", "ью", "ам", "ами", "ах"];
pub(super) const SOFT_OBLIQUE: &[&str] = &["я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях"];
pub(super) const IN_Y: &[&str] = &["й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях", "ей"];
const FEMININE_HARD: &[&str] = &["а", "ы", "е", "у", "ой", "ою", "ам", "ами", "ах"];
const FEMININE_BACK: &[&str] = &["а", "и", "е", "у", "ой", "ою", "ам", "ами", "ах"];
const FEMININE_HUSH: &[&str] = &[
    "а", "и", "е", "у", "ей", "ею", "ой", "ою", "ам", "ами", "ах",
];
const FEMININE_IN_TS: &[&str] = &[
    "а", "ы", "е", "у", "ей", "ею", "ой", "ою", "ам", "ами", "ах",
];

/// Of a noun in -а with this stem, but for the bare genitive of its plural.
pub(super) fn feminine(stem: &str) -> &'static [&'static str] {
    match last(stem) {
        'г' | 'к' | 'х' => FEMININE_BACK,
        'ж' | 'ч' | 'ш' | 'щ' => FEMININE_HUSH,
        'ц' => FEMININE_IN_TS,
        _ => FEMININE_HARD,
    }
}

pub(super) const FEMININE_SOFT: &[&str] =
    &["я", "и", "е", "ю", "ей", "ею", "ь", "й", "ям", "ями", "ях"];
pub(super) const NEUTER: &[&str] = &["о", "а", "у", "ом", "е", "", "ам", "ами", "ах"];
pub(super) const NEUTER_SOFT: &[&str] = &["е", "я", "ю", "ем", "ей", "ев", "ям", "ями", "ях"];
pub(super) const NEUTER_IN_IE: &[&str] = &["е", "я", "ю", "ем", "и", "й", "ям", "ями", "ях"];
pub(super) const NEUTER_HUSH: &[&str] = &["е", "а", "у", "ем", "", "ам", "ами", "ах"];
/// `имя`, `имени`: behind the stem with its `ен`.
pub(super) const IN_MYA: &[&str] = &["и", "ем", "а", "", "ам", "ами", "ах"];
/// `братья`, `сыновей`: behind the stem of the plural.
pub(super) const PLURAL_IN_YA: &[&str] = &["ья", "ьев", "ей", "ьям", "ьями", "ьях"];
/// Of a word in the plural, behind its stem, but for a bare genitive.
pub(super) fn plural(word: &str, stem: &str) -> &'static [&'static str] {
    match (last(word), last(stem)) {
        ('ы', 'ц') => &["ы", "ов", "ев", "ам", "ами", "ах"],
        ('ы', _) => &["ы", "ов", "ам", "ами", "ах"],
        (_, 'г' | 'к' | 'х') => &["и", "ов", "ам", "ами", "ах"],
        (_, 'ж' | 'ч' | 'ш' | 'щ') => &["и", "ей", "", "ам", "ами", "ах"],
        (_, stem) if is_vowel(stem) => &["и", "ев", "й", "ям", "ями", "ях"],
        _ => &["и", "ей", "ям", "ями", "ях"],
    }
}

pub(super) const ADJECTIVE: &[&str] = &[
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ую", "юю",
    "ое", "ее", "ей", "ою", "ею", "ые", "ие", "ых", "их", "ыми", "ими",
];
/// Of participles in -т, -н, -м.
pub(super) const HARD_ADJECTIVE: &[&str] = &[
    "ый", "ого", "ому", "ым", "ом", "ая", "ую", "ое", "ой", "ою", "ые", "ых", "ыми",
];
/// Of participles in -щ, -ш.
pub(super) const SOFT_ADJECTIVE: &[&str] = &[
    "ий", "его", "ему", "им", "ем", "ая", "ую", "ее", "ей", "ею", "ие", "их", "ими",
];
pub(super) const ADJECTIVE_PLURAL: &[&str] = &["ые", "ие", "ых", "их", "ым", "им", "ыми", "ими"];
/// `третий`, `третьего`.
pub(super) const ADJECTIVE_IN_SOFT_SIGN: &[&str] = &[
    "ьего", "ьему", "ьим", "ьем", "ья", "ьей", "ью", "ье", "ьи", "ьих", "ьими",
];
pub(super) const SHORT: &[&str] = &["", "а", "о", "ы"];
pub(super) const SHORT_NO_ZERO: &[&str] = &["а", "о", "ы"];

/// What a verb's stem may be followed by: endings, and suffixes of participles.
pub(super) type Verb = (&'static [&'static str], &'static [&'static str]);

/// `дела-`: the whole verb.
pub(super) const AFTER_VOWEL: Verb = (
    &[
        "ть", "л", "ла", "ло", "ли", "в", "вши", "ю", "ет", "ем", "ете", "ешь", "ют", "я", "й",
        "йте",
    ],
    &["вш", "ющ", "ем"],
);
/// `жи-`, `откры-`: the past.
pub(super) const PAST: Verb = (&["л", "ла", "ло", "ли", "в", "вши"], &["вш"]);
/// `помог`, `спас`: the past of a stem in a consonant.
pub(super) const BARE_PAST: Verb = (&["", "ла", "ло", "ли", "ши"], &["ш"]);
/// `вёл`: the past of a stem that lost its consonant.
pub(super) const LOST_PAST: Verb = (&["л", "ла", "ло", "ли"], &[]);
/// `шёл`.
pub(super) const WENT: Verb = (&["ел", "ла", "ло", "ли"], &["едш"]);
/// `жив-`, `вед-`: the present.
pub(super) const FIRST: Verb = (
    &["у", "ет", "ем", "ете", "ешь", "ут", "и", "ите", "я"],
    &["ущ"],
);
/// `могу`, `могут`.
pub(super) const FIRST_OUTER: Verb = (&["у", "ут", "и", "ите"], &["ущ"]);
/// `может`.
pub(super) const FIRST_INNER: Verb = (&["ет", "ем", "ете", "ешь"], &[]);
/// `требу-`, `бь-`.
pub(super) const FIRST_SOFT: Verb = (
    &["ю", "ет", "ем", "ете", "ешь", "ют", "я", "й", "йте"],
    &["ющ", "ем"],
);
/// `вид-`: the present of the second kind, but for its first person.
pub(super) const SECOND: Verb = (&["ит", "им", "ите", "ишь", "ят", "и", "я"], &["ящ", "им"]);
/// `держ-`.
pub(super) const SECOND_AFTER_HUSH: Verb =
    (&["у", "ит", "им", "ите", "ишь", "ат", "и", "а"], &["ащ"]);
/// `-ить` but for its present.
pub(super) const IN_I: Verb = (&["ить", "ил", "ила", "ило", "или", "ив", "ивши"], &["ивш"]);
/// `вижу`.
pub(super) const FIRST_PERSON: Verb = (&["у"], &[]);
/// `куплю`.
pub(super) const FIRST_PERSON_SOFT: Verb = (&["ю"], &[]);
/// `повышен`.
pub(super) const PASSIVE: Verb = (&["ен", "ена", "ено", "ены"], &["енн"]);
/// `дан`.
pub(super) const PASSIVE_IN_N: Verb = (&["н", "на", "но", "ны"], &["нн"]);
/// `взят`.
pub(super) const PASSIVE_IN_T: Verb = (&["т", "та", "то", "ты"], &["т"]);
/// `верну-`.
pub(super) const IN_NU: Verb = (
    &["ть", "л", "ла", "ло", "ли", "в", "т", "та", "то", "ты"],
    &["вш", "т"],
);

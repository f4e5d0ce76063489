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

pub(super) const SURNAME: &[&str] = &[
    "", "а", "у", "ым", "ом", "е", "ы", "ой", "ых", "ыми", "ов", "ам", "ами", "ах",
];
pub(super) const CITIZEN_PLURAL: &[&str] = &["е", "", "ам", "ами", "ах"];
pub(super) const SOFT: &[&str] = &[
    "ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях", "ью", "ьми",
];
/// `область`, `кость`.
pub(super) const SOFT_FEMININE: &[&str] = &["ь", "и", "ей", "ью", "ям", "ями", "ях", "ьми"];
/// `учитель`, `секретарь`.
pub(super) const SOFT_MASCULINE: &[&str] = &[
    "ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях", "ьми",
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
/// Of a place: `Иваново` is no `Иванов`.
pub(super) const NEUTER_OF_PLACE: &[&str] = &["о", "а", "у", "ом", "е"];
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

const ADJECTIVE_HARD: &[&str] = &[
    "ый", "ой", "ого", "ому", "ым", "ом", "ая", "ую", "ое", "ою", "ые", "ых", "ыми", "ее",
];
const ADJECTIVE_BACK: &[&str] = &[
    "ий", "ой", "ого", "ому", "им", "ом", "ая", "ую", "ое", "ою", "ие", "их", "ими",
];
const ADJECTIVE_HUSH: &[&str] = &[
    "ий", "ой", "его", "ого", "ему", "ому", "им", "ем", "ом", "ая", "ую", "ее", "ое", "ей", "ею",
    "ие", "их", "ими",
];
const ADJECTIVE_SOFT: &[&str] = &[
    "ий", "его", "ему", "им", "ем", "яя", "юю", "ее", "ей", "ею", "ие", "их", "ими",
];

/// Of an adjective in -ый, -ий or -ой with this stem; the comparative in -ее is one of them.
pub(super) fn adjective(word: &str, stem: &str) -> &'static [&'static str] {
    match last(stem) {
        'г' | 'к' | 'х' => ADJECTIVE_BACK,
        'ж' | 'ч' | 'ш' | 'щ' => ADJECTIVE_HUSH,
        _ if word.ends_with("ий") => ADJECTIVE_SOFT,
        _ => ADJECTIVE_HARD,
    }
}

/// Of one in -ая or -яя, as nouns are: `столовая` is no `столовый`.
pub(super) const ADJECTIVE_FEMININE: &[&str] = &[
    "ая", "яя", "ой", "ей", "ую", "юю", "ою", "ею", "ые", "ие", "ых", "их", "ым", "им", "ыми",
    "ими",
];
/// Of one in -ое or -ее.
pub(super) const ADJECTIVE_NEUTER: &[&str] = &[
    "ое", "ее", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ые", "ие", "ых", "их", "ыми",
    "ими",
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
    "ьего", "ьему", "ьим", "ьем", "ья", "ьей", "ьею", "ью", "ье", "ьи", "ьих", "ьими",
];
pub(super) const SHORT: &[&str] = &["", "а", "о", "ы"];
pub(super) const SHORT_NO_ZERO: &[&str] = &["а", "о", "ы"];

/// What a verb's stem may be followed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super::super) struct Verb {
    pub(super) endings: &'static [&'static str],
    /// Suffixes of participles, behind which an adjective's ending stands.
    pub(super) participles: &'static [&'static str],
    /// Whether these are passive participles, which no reflexive verb has.
    pub(super) passive: bool,
}

const fn verb(endings: &'static [&'static str], participles: &'static [&'static str]) -> Verb {
    Verb {
        endings,
        participles,
        passive: false,
    }
}

const fn passive(endings: &'static [&'static str], participles: &'static [&'static str]) -> Verb {
    Verb {
        endings,
        participles,
        passive: true,
    }
}

/// Of the first and second person, of imperatives and of gerunds: no passive has them.
pub(super) const NOT_IN_PASSIVE: &[&str] = &[
    "у", "ю", "ешь", "ишь", "ем", "им", "ете", "ите", "и", "й", "йте", "ь", "ьте", "я", "а", "в",
    "вши", "ши",
];

/// `нуждающ-`.
pub(super) const PARTICIPLE: Verb = verb(SOFT_ADJECTIVE, &[]);
/// The infinitive itself.
pub(super) const WHOLE: Verb = verb(&[""], &[]);
/// `дела-`: the whole verb.
pub(super) const AFTER_VOWEL: Verb = verb(
    &[
        "л", "ла", "ло", "ли", "в", "вши", "ю", "ет", "ем", "ете", "ешь", "ют", "я", "й", "йте",
    ],
    &["вш", "ющ", "ем"],
);
/// `жи-`, `откры-`: the past.
pub(super) const PAST: Verb = verb(&["л", "ла", "ло", "ли", "в", "вши"], &["вш"]);
/// `помог`, `спас`: the past of a stem in a consonant.
pub(super) const BARE_PAST: Verb = verb(&["", "ла", "ло", "ли", "ши"], &["ш"]);
/// `вёл`: the past of a stem that lost its consonant.
pub(super) const LOST_PAST: Verb = verb(&["л", "ла", "ло", "ли"], &[]);
/// `ведший`, beside it.
pub(super) const LOST_PARTICIPLE: Verb = verb(&["ши"], &["ш"]);
/// `жгла`.
pub(super) const LOST_OF_BURN: Verb = verb(&["ла", "ло", "ли"], &[]);
/// `шёл`.
pub(super) const WENT: Verb = verb(&["ел", "ла", "ло", "ли", "едши"], &["едш"]);
/// `учёл`, `учтя`.
pub(super) const COUNTED: Verb = verb(&["ел", "ла", "ло", "ли", "тя"], &["етш"]);
/// `жив-`, `вед-`: the present.
pub(super) const FIRST: Verb = verb(
    &["у", "ет", "ем", "ете", "ешь", "ут", "и", "ите", "я"],
    &["ущ"],
);
/// `пиш-`.
pub(super) const FIRST_AFTER_HUSH: Verb = verb(
    &["у", "ет", "ем", "ете", "ешь", "ут", "и", "ите", "а"],
    &["ущ"],
);
/// `нес-`, `вед-`: with the participle in -омый.
pub(super) const FIRST_PASSIVE: Verb = verb(
    &["у", "ет", "ем", "ете", "ешь", "ут", "и", "ите", "я"],
    &["ущ", "ом"],
);
/// `могу`, `могут`.
pub(super) const FIRST_OUTER: Verb = verb(&["у", "ут", "и", "ите"], &["ущ"]);
/// `может`.
pub(super) const FIRST_INNER: Verb = verb(&["ет", "ем", "ете", "ешь"], &[]);
/// `требу-`.
pub(super) const FIRST_SOFT: Verb = verb(
    &["ю", "ет", "ем", "ете", "ешь", "ют", "я", "й", "йте"],
    &["ющ", "ем"],
);
/// `откро-`, whose gerund would be another word: `моя`.
pub(super) const FIRST_IN_O: Verb = verb(
    &["ю", "ет", "ем", "ете", "ешь", "ют", "й", "йте"],
    &["ющ", "ем"],
);
/// `ед-`, which borrows its imperative.
pub(super) const FIRST_OF_RIDE: Verb = verb(&["у", "ет", "ем", "ете", "ешь", "ут", "я"], &["ущ"]);
/// `бь-`, `да-` of `давать`.
pub(super) const FIRST_OF_SHORT: Verb = verb(&["ю", "ет", "ем", "ете", "ешь", "ют"], &["ющ"]);
/// `шл-`, `сыпл-`.
pub(super) const FIRST_IN_L: Verb = verb(
    &["ю", "ет", "ем", "ете", "ешь", "ют", "и", "ите", "я"],
    &["ющ"],
);
/// `вид-`: the present of the second kind, but for its first person.
pub(super) const SECOND: Verb = verb(&["ит", "им", "ите", "ишь", "ят", "и", "я"], &["ящ", "им"]);
/// `постав-`: with its imperative in -ь.
pub(super) const SECOND_IN_SOFT_SIGN: Verb = verb(
    &["ит", "им", "ите", "ишь", "ят", "и", "я", "ь", "ьте"],
    &["ящ", "им"],
);
/// `стро-`: the whole present.
pub(super) const SECOND_AFTER_VOWEL: Verb = verb(
    &["ю", "ит", "им", "ите", "ишь", "ят", "я", "й", "йте"],
    &["ящ", "им"],
);
/// `держ-`.
pub(super) const SECOND_AFTER_HUSH: Verb = verb(
    &["у", "ит", "им", "ите", "ишь", "ат", "и", "а"],
    &["ащ", "им"],
);
/// `назнач-`.
pub(super) const SECOND_AFTER_HUSH_IN_SOFT_SIGN: Verb = verb(
    &["у", "ит", "им", "ите", "ишь", "ат", "и", "а", "ь", "ьте"],
    &["ащ", "им"],
);
/// `встань`, `режь`.
pub(super) const SOFT_SIGN: Verb = verb(&["ь", "ьте"], &[]);
/// `бей`, `пой`: behind its vowel.
pub(super) const IN_SHORT_I: Verb = verb(&["й", "йте"], &[]);
/// `настоит`, without `настоящий`.
pub(super) const INSIST: Verb = verb(&["ю", "ит", "им", "ите", "ишь", "ят"], &[]);
/// `стройте`: its singular is another word.
pub(super) const POLITE: Verb = verb(&["йте"], &[]);
/// `ляг`.
pub(super) const BARE_IMPERATIVE: Verb = verb(&["", "те"], &[]);
/// `-ить` but for its present.
pub(super) const IN_I: Verb = verb(&["ить", "ил", "ила", "ило", "или", "ив", "ивши"], &["ивш"]);
/// `вижу`.
pub(super) const FIRST_PERSON: Verb = verb(&["у"], &[]);
/// `куплю`.
pub(super) const FIRST_PERSON_SOFT: Verb = verb(&["ю"], &[]);
/// `дам`, `даст`.
pub(super) const GIVE: Verb = verb(&["м", "шь", "ст", "дим", "дите", "дут", "й", "йте"], &[]);
/// `съем`, `съел`, `съедят`.
pub(super) const EAT: Verb = verb(
    &[
        "м", "шь", "ст", "дим", "дите", "дят", "шьте", "л", "ла", "ло", "ли", "в", "вши", "дя",
    ],
    &["вш", "дящ"],
);
/// `хотят`.
pub(super) const WANT: Verb = verb(&["им", "ите", "ят", "я", "и"], &["ящ"]);
/// `бегу`.
pub(super) const RUN: Verb = verb(&["у", "ут", "и", "ите"], &["ущ"]);
/// `умерев`.
pub(super) const GERUND: Verb = verb(&["в", "вши"], &[]);
/// `повышен`.
pub(super) const PASSIVE: Verb = passive(&["ен", "ена", "ено", "ены"], &["енн"]);
/// `дан`.
pub(super) const PASSIVE_IN_N: Verb = passive(&["н", "на", "но", "ны"], &["нн"]);
/// `дан`, but not `данные`, which are another thing.
pub(super) const PASSIVE_SHORT: Verb = passive(&["н", "на", "но", "ны"], &[]);
/// `взят`.
pub(super) const PASSIVE_IN_T: Verb = passive(&["т", "та", "то", "ты"], &["т"]);

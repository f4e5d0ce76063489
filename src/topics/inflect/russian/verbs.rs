//! Russian verbs whose infinitive tells their forms: -ать, -ять, -еть, -ить, -овать, -нуть, -ыть, with the consonant
//! changes of their roots (`повысить`, `повышен`; `подписать`, `подпишет`).

use super::endings::{
    AFTER_VOWEL, BARE_PAST, FIRST, FIRST_PERSON, FIRST_PERSON_SOFT, FIRST_SOFT, IN_I, IN_NU,
    PASSIVE, PASSIVE_IN_N, PASSIVE_IN_T, PAST, SECOND, SECOND_AFTER_HUSH, Verb,
};
use super::{Ending, Forms, is_vowel, last, without};

/// Nouns and numerals that look like verbs.
const NOUNS: &[&str] = &[
    "благодать",
    "девять",
    "десять",
    "жуть",
    "знать",
    "зять",
    "клеть",
    "кровать",
    "мать",
    "муть",
    "нить",
    "память",
    "печать",
    "плеть",
    "прыть",
    "путь",
    "пять",
    "рать",
    "ртуть",
    "рукоять",
    "сеть",
    "суть",
    "треть",
];

/// Verbs in -ать with their consonant changed in the present, by how they end.
const CHANGING: &[&str] = &[
    "вязать",
    "двигать",
    "дремать",
    "искать",
    "ыскать",
    "казать",
    "колебать",
    "лизать",
    "мазать",
    "махать",
    "пахать",
    "писать",
    "плакать",
    "прятать",
    "резать",
    "скакать",
    "сыпать",
    "тесать",
    "топтать",
    "трепать",
    "хохотать",
    "чесать",
    "шептать",
];

/// Verbs in -еть of the second kind, by how they end, without it.
const SECOND_IN_E: &[&str] = &[
    "бол",
    "вел",
    "верт",
    "вид",
    "вис",
    "гляд",
    "гор",
    "грем",
    "зави",
    "звен",
    "кип",
    "лет",
    "ненавид",
    "обид",
    "сид",
    "смотр",
    "терп",
    "шум",
];

/// Verbs in -ать of the second kind, by how they end.
const SECOND_IN_A: &[&str] = &[
    "держать",
    "дрожать",
    "дышать",
    "звучать",
    "кричать",
    "лежать",
    "молчать",
    "мчать",
    "слышать",
    "стучать",
    "торчать",
];

/// Roots that lose their -ну- in the past: `погиб`, `исчез`.
const LOSING_NU: &[&str] = &[
    "бег", "верг", "вис", "вык", "гас", "гиб", "глох", "кис", "креп", "мерз", "мок", "молк", "ник",
    "слаб", "слеп", "сох", "стиг", "тих", "торг", "чез",
];

/// Whether a word is such a verb. Behind a consonant `ть` makes a noun: `власть`, `нефть`.
pub(super) fn is_one(word: &str) -> bool {
    word.strip_suffix("ть")
        .is_some_and(|stem| is_vowel(last(stem)))
        && !NOUNS.contains(&word)
}

/// Adds the forms of a stem.
pub(super) fn add(forms: &mut Forms, stem: &str, (endings, participles): Verb) {
    forms.push((stem.to_owned(), Ending::RussianVerb(endings)));
    if !participles.is_empty() {
        forms.push((stem.to_owned(), Ending::RussianParticiple(participles)));
    }
}

/// The forms of a verb in -ть.
pub(super) fn forms(word: &str) -> Forms {
    let stem = without(word, 2);
    let root = without(stem, 1);
    let mut forms = Vec::new();
    match last(stem) {
        'и' => in_i(root, &mut forms),
        'у' if root.ends_with('н') => {
            add(&mut forms, stem, IN_NU);
            add(&mut forms, root, FIRST);
            let bare = without(root, 1);
            if LOSING_NU.iter().any(|end| bare.ends_with(end)) {
                add(&mut forms, bare, BARE_PAST);
            }
        }
        'ы' => {
            // закрыть, закроет, закрыт.
            add(&mut forms, stem, PAST);
            add(&mut forms, stem, PASSIVE_IN_T);
            add(&mut forms, &format!("{root}о"), FIRST_SOFT);
        }
        'о' => {
            // бороться, борется; колоть, колет.
            add(&mut forms, stem, PAST);
            add(&mut forms, stem, PASSIVE_IN_T);
            add(&mut forms, root, FIRST_SOFT);
        }
        vowel => {
            add(&mut forms, stem, AFTER_VOWEL);
            // имена are no form of иметь.
            let passive = vowel != 'е'
                || word.ends_with("долеть")
                || SECOND_IN_E.iter().any(|end| root.ends_with(end));
            if passive {
                add(&mut forms, stem, PASSIVE_IN_N);
            }
            present_of_its_own(word, root, vowel, &mut forms);
        }
    }
    forms.push((word.to_owned(), Ending::RussianVerb(&[""])));
    forms
}

fn in_i(root: &str, forms: &mut Forms) {
    add(forms, root, IN_I);
    let changed = changes(root);
    if is_hush(last(root)) {
        add(forms, root, SECOND_AFTER_HUSH);
        add(forms, root, PASSIVE);
    } else {
        add(forms, root, SECOND);
        if changed.is_empty() {
            add(forms, root, FIRST_PERSON_SOFT);
            add(forms, root, PASSIVE);
        }
    }
    for changed in changed {
        add(forms, &changed, first_person(&changed));
        add(forms, &changed, PASSIVE);
    }
}

/// The present of verbs in -ать, -ять and -еть where it is not simply the stem and an ending.
fn present_of_its_own(word: &str, root: &str, vowel: char, forms: &mut Forms) {
    // голосовать, голосует; воевать, воюет.
    let in_u = word
        .strip_suffix("овать")
        .or_else(|| word.strip_suffix("евать"));
    if let Some(head) = in_u {
        for link in ["у", "ю"] {
            add(forms, &format!("{head}{link}"), FIRST_SOFT);
        }
    } else if word.ends_with("давать") || word.ends_with("знавать") || word.ends_with("ставать")
    {
        add(forms, without(root, 1), FIRST_SOFT);
    } else if CHANGING.iter().any(|end| word.ends_with(end)) {
        for changed in changes(root) {
            add(
                forms,
                &changed,
                if last(&changed) == 'л' {
                    FIRST_SOFT
                } else {
                    FIRST
                },
            );
        }
    } else if vowel == 'е' && SECOND_IN_E.iter().any(|end| root.ends_with(end)) {
        // смотреть, смотрит; видеть, вижу.
        add(forms, root, SECOND);
        add(forms, root, FIRST_PERSON_SOFT);
        for changed in changes(root) {
            add(forms, &changed, first_person(&changed));
        }
    } else if SECOND_IN_A.iter().any(|end| word.ends_with(end)) {
        // задержать, задержит.
        add(forms, root, SECOND_AFTER_HUSH);
    } else if vowel == 'я' && is_vowel(last(root)) {
        // бояться, боится; смеяться, смеется.
        add(forms, root, SECOND);
        add(forms, root, FIRST_SOFT);
    }
}

fn first_person(changed: &str) -> Verb {
    if is_hush(last(changed)) {
        FIRST_PERSON
    } else {
        FIRST_PERSON_SOFT
    }
}

fn is_hush(c: char) -> bool {
    matches!(c, 'ж' | 'ч' | 'ш' | 'щ')
}

/// What the last consonants of a verb's root become in some of its forms.
fn changes(root: &str) -> Vec<String> {
    let table: &[(&str, &[&str])] = &[
        ("ст", &["щ"]),
        ("ск", &["щ"]),
        ("с", &["ш"]),
        ("з", &["ж"]),
        ("д", &["ж", "жд"]),
        ("т", &["ч", "щ"]),
        ("к", &["ч"]),
        ("г", &["ж"]),
        ("х", &["ш"]),
        ("б", &["бл"]),
        ("п", &["пл"]),
        ("в", &["вл"]),
        ("м", &["мл"]),
        ("ф", &["фл"]),
    ];
    table
        .iter()
        .find_map(|(from, to)| {
            root.strip_suffix(from)
                .map(|head| to.iter().map(|to| format!("{head}{to}")).collect())
        })
        .unwrap_or_default()
}

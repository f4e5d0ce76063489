//! Russian verbs whose infinitive tells their forms: -ать, -ять, -еть, -ить, -овать, -нуть, -ыть, with the consonant
//! changes of their roots (`повысить`, `повышен`; `подписать`, `подпишет`).

use super::endings::{
    AFTER_VOWEL, BARE_PAST, FIRST, FIRST_AFTER_HUSH, FIRST_IN_L, FIRST_IN_O, FIRST_OF_SHORT,
    FIRST_PERSON, FIRST_PERSON_SOFT, FIRST_SOFT, IN_I, PASSIVE, PASSIVE_IN_N, PASSIVE_IN_T, PAST,
    POLITE, SECOND, SECOND_AFTER_HUSH, SECOND_AFTER_HUSH_IN_SOFT_SIGN, SECOND_AFTER_VOWEL,
    SECOND_IN_SOFT_SIGN, SOFT_SIGN, Verb, WHOLE,
};
use super::{Stems, is_vowel, last, without};

/// Nouns and numerals that look like verbs.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "мечеть", "соцсеть", "электросеть", "теплосеть", "нейросеть", "киберсеть", "коготь", "ноготь", "локоть",
    "деготь", "ломоть", "лапоть", "плоть", "копоть", "похоть", "щепоть", "благодать", "девять", "десять",
    "жуть", "зять", "клеть", "кровать", "мать", "муть", "нить", "память", "печать", "плеть", "прыть", "путь",
    "пять", "рать", "ртуть", "рукоять", "сеть", "суть", "треть",
];

/// Verbs in -ать with their consonant changed in the present, by how they end.
#[rustfmt::skip]
const CHANGING: &[&str] = &[
    "плясать", "вязать", "обязать", "метать", "клеветать", "скрежетать", "трепетать", "щекотать", "пахать",
    "клокотать", "роптать", "хлестать", "свистать", "брехать", "кликать", "щебетать", "двигать", "дремать",
    "искать", "ыскать", "казать", "колебать", "лизать", "мазать", "махать", "пахать", "писать", "плакать",
    "прятать", "резать", "скакать", "сыпать", "тесать", "топтать", "трепать", "хохотать", "чесать", "шептать",
];

/// Verbs in -еть of the second kind, by how they end, without it.
#[rustfmt::skip]
const SECOND_IN_E: &[&str] = &[
    "скорб", "шелест", "блест", "свист", "хрип", "скрип", "сип", "сверб", "храп", "зуд", "бол", "вел", "верт",
    "вид", "вис", "гляд", "гор", "грем", "зави", "звен", "кип", "лет", "ненавид", "обид", "сид", "смотр",
    "терп", "шум",
];

/// Verbs in -ать of the second kind, by how they end.
#[rustfmt::skip]
const SECOND_IN_A: &[&str] = &[
    "держать", "дрожать", "дышать", "звучать", "кричать", "ворчать", "рычать", "визжать", "лежать", "молчать",
    "мчать", "слышать", "стучать", "торчать",
];

/// Roots that lose their -ну- in the past: `погиб`, `исчез`.
const LOSING_NU: &[&str] = &[
    "крес", "бег", "верг", "вис", "вык", "гас", "гиб", "глох", "кис", "креп", "мерз", "мок",
    "молк", "ник", "слаб", "слеп", "сох", "пах", "дох", "стиг", "тих", "торг", "чез",
];

/// Short roots with their imperative in -ь: `верь`, `кинь`. Of longer ones it does no harm.
#[rustfmt::skip]
const IN_SOFT_SIGN: &[&str] = &[
    "вы", "брос", "вер", "вес", "ви", "встрет", "гля", "граб", "дви", "жал", "жар", "ки", "маз", "мер", "мет",
    "муч", "низ", "плак", "плю", "порт", "пра", "прав", "пряч", "ран", "рез", "слав", "спор", "став", "сты",
    "су", "трат", "тро", "увол", "черп", "чист", "шум",
];

/// Longer ones whose form in -ь would be another word: `поступь`, `заводь`.
#[rustfmt::skip]
const NOT_IN_SOFT_SIGN: &[&str] = &[
    "ступ", "дал", "вод", "воз", "нос", "ход", "постел", "полеч", "помоч", "посол",
];

/// Verbs in -оть and -ять with the present of -ить: `боится`, `стоит`.
const SECOND_IN_YA: &[&str] = &["боять", "стоять"];

/// Verbs in -ять that lose their vowel in the present: `надеется` is of надеять.
#[rustfmt::skip]
const LOSING_YA: &[&str] = &[
    "чуять", "веять", "деять", "каять", "лаять", "леять", "меять", "сеять", "таять", "теять", "чаять", "реять",
    "паять",
];

/// Verbs in -ать that lose it in the present: `ждут`, `сосут`.
const LOSING_A: &[&str] = &["жаждать", "сосать", "стонать", "ржать"];

/// Whether a word is such a verb. Behind a consonant `ть` makes a noun: `власть`, `нефть`.
pub(super) fn is_one(word: &str) -> bool {
    word.strip_suffix("ть")
        .is_some_and(|stem| is_vowel(last(stem)))
        && !NOUNS.contains(&word)
}

/// The stems of a verb in -ть.
pub(super) fn stems(word: &str) -> Stems {
    let stem = without(word, 2);
    let root = without(stem, 1);
    let mut stems = Stems::new();
    let mut add = |stem: &str, verb: &'static Verb| stems.push((stem.to_owned(), verb));
    add(word, &WHOLE);
    match last(stem) {
        'и' => in_i(root, &mut add),
        'у' if root.ends_with('н') => in_nu(stem, root, &mut add),
        'ы' => {
            // закрыть, закроет, закрыт.
            add(stem, &PAST);
            add(stem, &PASSIVE_IN_T);
            add(&format!("{root}о"), &FIRST_IN_O);
        }
        'о' => {
            // бороться, борется; колоть, колет, коли; молоть, мелет.
            let present = root
                .strip_suffix("мол")
                .map(|prefix| format!("{prefix}мел"));
            add(stem, &PAST);
            add(stem, &PASSIVE_IN_T);
            add(present.as_deref().unwrap_or(root), &FIRST_IN_L);
        }
        vowel => in_a(word, stem, root, vowel, &mut add),
    }
    stems
}

type Add<'a> = &'a mut dyn FnMut(&str, &'static Verb);

fn in_i(root: &str, add: Add<'_>) {
    add(root, &IN_I);
    let end = last(root);
    let soft_sign = has_soft_sign(root);
    let changed = changes(root);
    if root == "стро" {
        // строй is another word.
        add(root, &SECOND);
        add(root, &POLITE);
        add(root, &FIRST_PERSON_SOFT);
        add(root, &PASSIVE);
        return;
    }
    if is_vowel(end) {
        // построй, построен.
        add(root, &SECOND_AFTER_VOWEL);
        add(root, &PASSIVE);
        return;
    }
    add(
        root,
        match (is_hush(end), soft_sign) {
            (true, true) => &SECOND_AFTER_HUSH_IN_SOFT_SIGN,
            (true, false) => &SECOND_AFTER_HUSH,
            (false, true) => &SECOND_IN_SOFT_SIGN,
            (false, false) => &SECOND,
        },
    );
    if changed.is_empty() {
        if !is_hush(end) {
            add(root, &FIRST_PERSON_SOFT);
        }
        add(root, &PASSIVE);
    }
    for changed in changed {
        add(&changed, first_person(&changed));
        add(&changed, &PASSIVE);
    }
}

fn in_nu(stem: &str, root: &str, add: Add<'_>) {
    add(stem, &PAST);
    if root != "мин" {
        add(stem, &PASSIVE_IN_T);
    }
    add(root, &FIRST);
    let bare = without(root, 1);
    if has_soft_sign(bare) {
        add(root, &SOFT_SIGN);
    }
    if LOSING_NU.iter().any(|end| bare.ends_with(end)) {
        add(bare, &BARE_PAST);
    }
}

/// Whether the imperative may end in -ь, since the stress may be on the stem.
fn has_soft_sign(root: &str) -> bool {
    let before = last(without(root, 1));
    let cluster = !is_vowel(last(root)) && !is_vowel(before);
    IN_SOFT_SIGN.iter().any(|known| {
        root.strip_suffix(known)
            .is_some_and(|prefix| prefix.is_empty() || super::strong::PREFIXES.contains(&prefix))
    }) || (!cluster
        && !NOT_IN_SOFT_SIGN.iter().any(|end| root.ends_with(end))
        && root.chars().filter(|c| is_vowel(*c)).count() > 1)
}

/// -ать, -ять and -еть.
fn in_a(word: &str, stem: &str, root: &str, vowel: char, add: Add<'_>) {
    let ends_in = |list: &[&str]| list.iter().any(|end| word.ends_with(end));
    let second_in_e = vowel == 'е' && SECOND_IN_E.iter().any(|end| root.ends_with(end));
    // имена are no form of иметь.
    if vowel != 'е' || second_in_e || word.ends_with("долеть") || word.ends_with("чатлеть")
    {
        add(stem, &PASSIVE_IN_N);
    }
    // голосовать, голосует; воевать, воюет.
    let in_u = word
        .strip_suffix("овать")
        .or_else(|| word.strip_suffix("евать"));
    if word.ends_with("здоровать") {
        // здороваться, здоровается.
        add(stem, &AFTER_VOWEL);
    } else if let Some(head) = in_u {
        // подозревать keeps its -ева-; ковать, снуёт.
        add(
            stem,
            if word.ends_with("евать") {
                &AFTER_VOWEL
            } else {
                &PAST
            },
        );
        let soft = word.ends_with("евать") && !is_hush(last(head)) && last(head) != 'ц';
        add(
            &format!("{head}{}", if soft { "ю" } else { "у" }),
            &FIRST_SOFT,
        );
    } else if ends_in(&["давать", "знавать", "ставать"]) {
        add(stem, &AFTER_VOWEL);
        add(without(root, 1), &FIRST_OF_SHORT);
    } else if ends_in(CHANGING) {
        let both = ends_in(&[
            "двигать",
            "колебать",
            "махать",
            "сыпать",
            "трепать",
            "резать",
            "казать",
        ]);
        add(stem, if both { &AFTER_VOWEL } else { &PAST });
        for changed in changes(root) {
            add(
                &changed,
                if last(&changed) == 'л' {
                    &FIRST_IN_L
                } else {
                    &FIRST_AFTER_HUSH
                },
            );
            if has_soft_sign_in_a(root) {
                add(&changed, &SOFT_SIGN);
            }
        }
    } else if second_in_e {
        // смотреть, смотрит; видеть, вижу, виден. болеет too.
        let both = ["бол", "зрел"].iter().any(|end| root.ends_with(end));
        add(stem, if both { &AFTER_VOWEL } else { &PAST });
        let soft_sign = root.ends_with("вид") || root.ends_with("обид");
        add(
            root,
            if soft_sign {
                &SECOND_IN_SOFT_SIGN
            } else {
                &SECOND
            },
        );
        let changed = changes(root);
        if changed.is_empty() {
            add(root, &FIRST_PERSON_SOFT);
        }
        for changed in changed {
            add(&changed, first_person(&changed));
            if ends_in(&["обидеть", "смотреть", "терпеть", "вертеть"])
            {
                add(&changed, &PASSIVE);
            }
        }
    } else if ends_in(SECOND_IN_A) {
        // задержать, задержит.
        add(stem, &PAST);
        add(root, &SECOND_AFTER_HUSH);
    } else if ends_in(SECOND_IN_YA) {
        add(stem, &PAST);
        add(root, &SECOND_AFTER_VOWEL);
    } else if ends_in(LOSING_YA) && is_vowel(last(root)) {
        add(stem, &PAST);
        add(root, &FIRST_SOFT);
    } else if ends_in(LOSING_A) {
        add(stem, &PAST);
        add(root, &FIRST);
    } else {
        add(stem, &AFTER_VOWEL);
    }
}

fn has_soft_sign_in_a(root: &str) -> bool {
    ["плак", "рез", "прят", "маз"]
        .iter()
        .any(|end| root.ends_with(end))
}

fn first_person(changed: &str) -> &'static Verb {
    if is_hush(last(changed)) {
        &FIRST_PERSON
    } else {
        &FIRST_PERSON_SOFT
    }
}

fn is_hush(c: char) -> bool {
    matches!(c, 'ж' | 'ч' | 'ш' | 'щ')
}

/// Roots whose т becomes ч alone, and not щ.
#[rustfmt::skip]
const IN_CH: &[&str] = &[
    "плат", "трат", "ответ", "совет", "привет", "мет", "встрет", "кат", "крут", "шут", "хват", "лет", "верт",
    "порт", "корот", "колот", "молот", "золот",
];

/// What the last consonants of a verb's root become in some of its forms.
fn changes(root: &str) -> Vec<String> {
    let in_ch = IN_CH.iter().any(|end| root.ends_with(end));
    let table: &[(&str, &[&str])] = &[
        ("ст", &["щ"]),
        ("ск", &["щ"]),
        ("с", &["ш"]),
        ("з", &["ж"]),
        ("д", &["ж", "жд"]),
        ("т", if in_ch { &["ч"] } else { &["ч", "щ"] }),
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

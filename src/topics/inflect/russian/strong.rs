//! Russian verbs whose infinitive does not tell their forms: a few dozen roots, each with any prefix
//! (`стать`, `встать`, `остаться`; `мочь`, `помочь`; `йти`, `прийти`).

use super::Forms;
use super::endings::{
    BARE_PAST, FIRST, FIRST_INNER, FIRST_OUTER, FIRST_SOFT, LOST_PAST, PASSIVE, PASSIVE_IN_N,
    PASSIVE_IN_T, PAST, SECOND, Verb, WENT,
};
use super::verbs::add;

const PREFIXES: &[&str] = &[
    "в",
    "въ",
    "воспроиз",
    "объ",
    "подъ",
    "превзо",
    "произо",
    "разъ",
    "соз",
    "съ",
    "во",
    "вз",
    "взо",
    "вос",
    "воз",
    "вы",
    "до",
    "за",
    "из",
    "изо",
    "ис",
    "на",
    "над",
    "недо",
    "о",
    "об",
    "обо",
    "от",
    "ото",
    "пере",
    "по",
    "под",
    "подо",
    "пред",
    "предо",
    "пре",
    "превз",
    "превоз",
    "при",
    "про",
    "произ",
    "раз",
    "разо",
    "рас",
    "с",
    "со",
    "у",
];

const CREATE: Verb = (&["м", "шь", "ст", "дим", "дите", "дут", "й", "йте"], &[]);
const RUN: Verb = (&["у", "ут", "и", "ите"], &["ущ"]);

/// Whether a root is a verb without a prefix too, or a noun then (`честь`, `печь`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bare {
    Verb,
    Noun,
}
use Bare::{Noun, Verb as Alone};

/// Infinitives and their stems, each with what may follow it.
const ROOTS: &[(&str, Bare, &[(&str, Verb)])] = &[
    (
        "везти",
        Alone,
        &[("вез", BARE_PAST), ("вез", FIRST), ("вез", PASSIVE)],
    ),
    ("ползти", Alone, &[("полз", BARE_PAST), ("полз", FIRST)]),
    ("лезть", Alone, &[("лез", BARE_PAST), ("лез", FIRST)]),
    (
        "трясти",
        Alone,
        &[("тряс", BARE_PAST), ("тряс", FIRST), ("тряс", PASSIVE)],
    ),
    (
        "грести",
        Alone,
        &[("греб", BARE_PAST), ("греб", FIRST), ("греб", PASSIVE)],
    ),
    ("прийти", Alone, &[("прид", FIRST), ("приш", WENT)]),
    (
        "тереть",
        Alone,
        &[("тер", BARE_PAST), ("тр", FIRST), ("тер", PASSIVE_IN_T)],
    ),
    ("ехать", Alone, &[("еха", PAST), ("ед", FIRST)]),
    (
        "хотеть",
        Alone,
        &[("хоте", PAST), ("хоч", FIRST), ("хот", SECOND)],
    ),
    (
        "бежать",
        Alone,
        &[("бежа", PAST), ("беж", SECOND), ("бег", RUN)],
    ),
    (
        "беречь",
        Alone,
        &[
            ("берег", BARE_PAST),
            ("берег", FIRST_OUTER),
            ("береж", FIRST_INNER),
            ("береж", PASSIVE),
        ],
    ),
    (
        "бить",
        Alone,
        &[("би", PAST), ("би", PASSIVE_IN_T), ("бь", FIRST_SOFT)],
    ),
    (
        "блюсти",
        Alone,
        &[("блюд", FIRST), ("блю", LOST_PAST), ("блюд", PASSIVE)],
    ),
    (
        "брать",
        Alone,
        &[("бра", PAST), ("бра", PASSIVE_IN_N), ("бер", FIRST)],
    ),
    ("брести", Alone, &[("бред", FIRST), ("бре", LOST_PAST)]),
    (
        "быть",
        Noun,
        &[("бы", PAST), ("буд", FIRST), ("бы", PASSIVE_IN_T)],
    ),
    (
        "вести",
        Noun,
        &[
            ("вед", FIRST),
            ("ве", LOST_PAST),
            ("вед", (&[], &["ш"])),
            ("вед", PASSIVE),
        ],
    ),
    (
        "взять",
        Alone,
        &[("взя", PAST), ("взя", PASSIVE_IN_T), ("возьм", FIRST)],
    ),
    (
        "вить",
        Alone,
        &[("ви", PAST), ("ви", PASSIVE_IN_T), ("вь", FIRST_SOFT)],
    ),
    (
        "влечь",
        Alone,
        &[
            ("влек", BARE_PAST),
            ("влек", FIRST_OUTER),
            ("влеч", FIRST_INNER),
            ("влеч", PASSIVE),
        ],
    ),
    (
        "гнать",
        Alone,
        &[
            ("гна", PAST),
            ("гна", PASSIVE_IN_N),
            ("гон", SECOND),
            ("гоню", (&[""], &[])),
        ],
    ),
    (
        "дать",
        Alone,
        &[("да", PAST), ("да", PASSIVE_IN_N), ("да", CREATE)],
    ),
    ("ждать", Alone, &[("жда", PAST), ("жд", FIRST)]),
    (
        "жечь",
        Alone,
        &[
            ("жег", BARE_PAST),
            ("жг", FIRST_OUTER),
            ("жг", (&["ла", "ло", "ли"], &[])),
            ("жж", FIRST_INNER),
            ("жж", PASSIVE),
        ],
    ),
    (
        "жить",
        Alone,
        &[("жи", PAST), ("жи", PASSIVE_IN_T), ("жив", FIRST)],
    ),
    (
        "звать",
        Alone,
        &[("зва", PAST), ("зва", PASSIVE_IN_N), ("зов", FIRST)],
    ),
    ("йти", Noun, &[("йд", FIRST), ("ш", WENT), ("йд", PASSIVE)]),
    ("класть", Alone, &[("клад", FIRST), ("кла", PAST)]),
    (
        "красть",
        Alone,
        &[
            ("крад", FIRST),
            ("кра", PAST),
            ("краден", (&["", "а", "о", "ы"], &["н"])),
        ],
    ),
    (
        "лечь",
        Alone,
        &[
            ("лег", BARE_PAST),
            ("ляг", FIRST_OUTER),
            ("ляж", FIRST_INNER),
        ],
    ),
    (
        "лить",
        Alone,
        &[("ли", PAST), ("ли", PASSIVE_IN_T), ("ль", FIRST_SOFT)],
    ),
    ("мереть", Noun, &[("мер", BARE_PAST), ("мр", FIRST)]),
    ("мести", Noun, &[("мет", FIRST), ("ме", LOST_PAST)]),
    (
        "мочь",
        Alone,
        &[
            ("мог", BARE_PAST),
            ("мог", FIRST_OUTER),
            ("мож", FIRST_INNER),
        ],
    ),
    (
        "небречь",
        Noun,
        &[
            ("небрег", BARE_PAST),
            ("небрег", FIRST_OUTER),
            ("небреж", FIRST_INNER),
        ],
    ),
    (
        "нести",
        Alone,
        &[("нес", BARE_PAST), ("нес", FIRST), ("нес", PASSIVE)],
    ),
    (
        "нять",
        Noun,
        &[
            ("ня", PAST),
            ("ня", PASSIVE_IN_T),
            ("м", FIRST),
            ("йм", FIRST),
            ("ним", FIRST),
            ("ниму", (&[""], &[])),
        ],
    ),
    (
        "обрести",
        Alone,
        &[
            ("обрет", FIRST),
            ("обре", LOST_PAST),
            ("обрет", PASSIVE),
            ("обрет", (&[], &["ш"])),
        ],
    ),
    ("пасть", Noun, &[("пад", FIRST), ("па", PAST)]),
    (
        "пасти",
        Alone,
        &[("пас", BARE_PAST), ("пас", FIRST), ("пас", PASSIVE)],
    ),
    (
        "переть",
        Noun,
        &[("пер", BARE_PAST), ("пр", FIRST), ("пер", PASSIVE_IN_T)],
    ),
    (
        "печь",
        Noun,
        &[
            ("пек", BARE_PAST),
            ("пек", FIRST_OUTER),
            ("печ", FIRST_INNER),
            ("печ", PASSIVE),
        ],
    ),
    (
        "пить",
        Alone,
        &[("пи", PAST), ("пи", PASSIVE_IN_T), ("пь", FIRST_SOFT)],
    ),
    (
        "плести",
        Alone,
        &[("плет", FIRST), ("пле", LOST_PAST), ("плет", PASSIVE)],
    ),
    ("плыть", Alone, &[("плы", PAST), ("плыв", FIRST)]),
    ("расти", Alone, &[("раст", FIRST), ("рос", BARE_PAST)]),
    (
        "рвать",
        Alone,
        &[("рва", PAST), ("рва", PASSIVE_IN_N), ("рв", FIRST)],
    ),
    (
        "речь",
        Noun,
        &[
            ("рек", BARE_PAST),
            ("рек", FIRST_OUTER),
            ("реч", FIRST_INNER),
            ("реч", PASSIVE),
        ],
    ),
    ("сесть", Alone, &[("сяд", FIRST), ("се", PAST)]),
    (
        "сечь",
        Noun,
        &[
            ("сек", BARE_PAST),
            ("сек", FIRST_OUTER),
            ("сеч", FIRST_INNER),
            ("сеч", PASSIVE),
        ],
    ),
    (
        "слать",
        Alone,
        &[("сла", PAST), ("сла", PASSIVE_IN_N), ("шл", FIRST_SOFT)],
    ),
    (
        "спать",
        Alone,
        &[("спа", PAST), ("сп", SECOND), ("сплю", (&[""], &[]))],
    ),
    ("стать", Alone, &[("ста", PAST), ("стан", FIRST)]),
    (
        "стеречь",
        Alone,
        &[
            ("стерег", BARE_PAST),
            ("стерег", FIRST_OUTER),
            ("стереж", FIRST_INNER),
        ],
    ),
    (
        "стоять",
        Alone,
        &[("стоя", PAST), ("сто", SECOND), ("стою", (&[""], &[]))],
    ),
    (
        "стричь",
        Alone,
        &[
            ("стриг", BARE_PAST),
            ("стриг", FIRST_OUTER),
            ("стриж", FIRST_INNER),
        ],
    ),
    (
        "течь",
        Noun,
        &[
            ("тек", BARE_PAST),
            ("тек", FIRST_OUTER),
            ("теч", FIRST_INNER),
        ],
    ),
    (
        "хватить",
        Alone,
        &[
            ("хвати", PAST),
            ("хват", SECOND),
            ("хвачен", (&["", "а", "о", "ы"], &["н"])),
        ],
    ),
    ("цвести", Alone, &[("цвет", FIRST), ("цве", LOST_PAST)]),
    (
        "чать",
        Noun,
        &[("ча", PAST), ("ча", PASSIVE_IN_T), ("чн", FIRST)],
    ),
    (
        "честь",
        Noun,
        &[
            ("чт", FIRST),
            ("че", (&["л"], &[])),
            ("ч", (&["ла", "ло", "ли", "тя"], &[])),
            ("чт", PASSIVE),
        ],
    ),
    (
        "шить",
        Alone,
        &[("ши", PAST), ("ши", PASSIVE_IN_T), ("шь", FIRST_SOFT)],
    ),
];

/// The forms of a verb of these roots; `None` for any other word.
pub(super) fn forms(word: &str) -> Option<Forms> {
    // The genitive of a noun.
    if word == "совести" {
        return None;
    }
    // The longest: привлечь is of влечь, and not of лечь.
    let (prefix, stems) = ROOTS
        .iter()
        .filter_map(|(infinitive, bare, stems)| {
            let prefix = word.strip_suffix(infinitive)?;
            let known = PREFIXES.contains(&prefix) || (prefix.is_empty() && *bare == Alone);
            known.then_some((prefix, *stems))
        })
        .min_by_key(|(prefix, _)| prefix.len())?;
    let mut forms = Vec::new();
    for (stem, endings) in stems {
        for prefix in spellings(prefix) {
            add(&mut forms, &format!("{prefix}{stem}"), *endings);
        }
    }
    add(&mut forms, word, (&[""], &[]));
    Some(forms)
}

/// A prefix with and without the vowel that parts it from some stems: `разбить`, `разобьёт`; `отозвать`, `отзовёт`.
fn spellings(prefix: &str) -> Vec<String> {
    let mut spellings = vec![prefix.to_owned()];
    let short = prefix.strip_suffix('о').filter(|short| {
        matches!(
            *short,
            "в" | "вз" | "из" | "об" | "от" | "под" | "раз" | "с" | "над" | "пред"
        )
    });
    if let Some(short) = short {
        spellings.push(short.to_owned());
    } else if matches!(
        prefix,
        "в" | "вз" | "из" | "об" | "от" | "под" | "раз" | "с" | "над" | "пред"
    ) {
        spellings.push(format!("{prefix}о"));
    }
    spellings
}

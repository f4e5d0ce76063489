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

/// A root: its infinitive, whether that is a verb without a prefix too (`честь`, `печь` are nouns then), and its
/// stems, each with what may follow it.
type Root = (&'static str, bool, &'static [(&'static str, Verb)]);

const ALONE: bool = true;
const PREFIXED: bool = false;

const ROOTS: &[Root] = &[
    (
        "бежать",
        ALONE,
        &[("бежа", PAST), ("беж", SECOND), ("бег", RUN)],
    ),
    (
        "беречь",
        ALONE,
        &[
            ("берег", BARE_PAST),
            ("берег", FIRST_OUTER),
            ("береж", FIRST_INNER),
            ("береж", PASSIVE),
        ],
    ),
    (
        "бить",
        ALONE,
        &[("би", PAST), ("би", PASSIVE_IN_T), ("бь", FIRST_SOFT)],
    ),
    (
        "блюсти",
        ALONE,
        &[("блюд", FIRST), ("блю", LOST_PAST), ("блюд", PASSIVE)],
    ),
    (
        "брать",
        ALONE,
        &[("бра", PAST), ("бра", PASSIVE_IN_N), ("бер", FIRST)],
    ),
    ("брести", ALONE, &[("бред", FIRST), ("бре", LOST_PAST)]),
    (
        "быть",
        PREFIXED,
        &[("бы", PAST), ("буд", FIRST), ("бы", PASSIVE_IN_T)],
    ),
    (
        "везти",
        ALONE,
        &[("вез", BARE_PAST), ("вез", FIRST), ("вез", PASSIVE)],
    ),
    (
        "вести",
        PREFIXED,
        &[
            ("вед", FIRST),
            ("ве", LOST_PAST),
            ("вед", (&[], &["ш"])),
            ("вед", PASSIVE),
        ],
    ),
    (
        "взять",
        ALONE,
        &[("взя", PAST), ("взя", PASSIVE_IN_T), ("возьм", FIRST)],
    ),
    (
        "вить",
        ALONE,
        &[("ви", PAST), ("ви", PASSIVE_IN_T), ("вь", FIRST_SOFT)],
    ),
    (
        "влечь",
        ALONE,
        &[
            ("влек", BARE_PAST),
            ("влек", FIRST_OUTER),
            ("влеч", FIRST_INNER),
            ("влеч", PASSIVE),
        ],
    ),
    (
        "гнать",
        ALONE,
        &[
            ("гна", PAST),
            ("гна", PASSIVE_IN_N),
            ("гон", SECOND),
            ("гоню", (&[""], &[])),
        ],
    ),
    (
        "грести",
        ALONE,
        &[("греб", BARE_PAST), ("греб", FIRST), ("греб", PASSIVE)],
    ),
    (
        "дать",
        ALONE,
        &[("да", PAST), ("да", PASSIVE_IN_N), ("да", CREATE)],
    ),
    ("ехать", ALONE, &[("еха", PAST), ("ед", FIRST)]),
    ("ждать", ALONE, &[("жда", PAST), ("жд", FIRST)]),
    (
        "жечь",
        ALONE,
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
        ALONE,
        &[("жи", PAST), ("жи", PASSIVE_IN_T), ("жив", FIRST)],
    ),
    (
        "звать",
        ALONE,
        &[("зва", PAST), ("зва", PASSIVE_IN_N), ("зов", FIRST)],
    ),
    (
        "йти",
        PREFIXED,
        &[("йд", FIRST), ("ш", WENT), ("йд", PASSIVE)],
    ),
    ("класть", ALONE, &[("клад", FIRST), ("кла", PAST)]),
    (
        "красть",
        ALONE,
        &[
            ("крад", FIRST),
            ("кра", PAST),
            ("краден", (&["", "а", "о", "ы"], &["н"])),
        ],
    ),
    ("лезть", ALONE, &[("лез", BARE_PAST), ("лез", FIRST)]),
    (
        "лечь",
        ALONE,
        &[
            ("лег", BARE_PAST),
            ("ляг", FIRST_OUTER),
            ("ляж", FIRST_INNER),
        ],
    ),
    (
        "лить",
        ALONE,
        &[("ли", PAST), ("ли", PASSIVE_IN_T), ("ль", FIRST_SOFT)],
    ),
    ("мереть", PREFIXED, &[("мер", BARE_PAST), ("мр", FIRST)]),
    ("мести", PREFIXED, &[("мет", FIRST), ("ме", LOST_PAST)]),
    (
        "мочь",
        ALONE,
        &[
            ("мог", BARE_PAST),
            ("мог", FIRST_OUTER),
            ("мож", FIRST_INNER),
        ],
    ),
    (
        "небречь",
        PREFIXED,
        &[
            ("небрег", BARE_PAST),
            ("небрег", FIRST_OUTER),
            ("небреж", FIRST_INNER),
        ],
    ),
    (
        "нести",
        ALONE,
        &[("нес", BARE_PAST), ("нес", FIRST), ("нес", PASSIVE)],
    ),
    (
        "нять",
        PREFIXED,
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
        ALONE,
        &[
            ("обрет", FIRST),
            ("обре", LOST_PAST),
            ("обрет", PASSIVE),
            ("обрет", (&[], &["ш"])),
        ],
    ),
    ("ошибить", ALONE, &[("ошиб", BARE_PAST), ("ошиб", FIRST)]),
    (
        "пасти",
        ALONE,
        &[("пас", BARE_PAST), ("пас", FIRST), ("пас", PASSIVE)],
    ),
    ("пасть", PREFIXED, &[("пад", FIRST), ("па", PAST)]),
    (
        "переть",
        PREFIXED,
        &[("пер", BARE_PAST), ("пр", FIRST), ("пер", PASSIVE_IN_T)],
    ),
    (
        "печь",
        PREFIXED,
        &[
            ("пек", BARE_PAST),
            ("пек", FIRST_OUTER),
            ("печ", FIRST_INNER),
            ("печ", PASSIVE),
        ],
    ),
    (
        "пить",
        ALONE,
        &[("пи", PAST), ("пи", PASSIVE_IN_T), ("пь", FIRST_SOFT)],
    ),
    (
        "плести",
        ALONE,
        &[("плет", FIRST), ("пле", LOST_PAST), ("плет", PASSIVE)],
    ),
    ("плыть", ALONE, &[("плы", PAST), ("плыв", FIRST)]),
    ("ползти", ALONE, &[("полз", BARE_PAST), ("полз", FIRST)]),
    ("прийти", ALONE, &[("прид", FIRST), ("приш", WENT)]),
    ("расти", ALONE, &[("раст", FIRST), ("рос", BARE_PAST)]),
    (
        "рвать",
        ALONE,
        &[("рва", PAST), ("рва", PASSIVE_IN_N), ("рв", FIRST)],
    ),
    (
        "речь",
        PREFIXED,
        &[
            ("рек", BARE_PAST),
            ("рек", FIRST_OUTER),
            ("реч", FIRST_INNER),
            ("реч", PASSIVE),
        ],
    ),
    ("сесть", ALONE, &[("сяд", FIRST), ("се", PAST)]),
    (
        "сечь",
        PREFIXED,
        &[
            ("сек", BARE_PAST),
            ("сек", FIRST_OUTER),
            ("сеч", FIRST_INNER),
            ("сеч", PASSIVE),
        ],
    ),
    (
        "слать",
        ALONE,
        &[("сла", PAST), ("сла", PASSIVE_IN_N), ("шл", FIRST_SOFT)],
    ),
    (
        "спать",
        ALONE,
        &[("спа", PAST), ("сп", SECOND), ("сплю", (&[""], &[]))],
    ),
    ("стать", ALONE, &[("ста", PAST), ("стан", FIRST)]),
    (
        "стеречь",
        ALONE,
        &[
            ("стерег", BARE_PAST),
            ("стерег", FIRST_OUTER),
            ("стереж", FIRST_INNER),
        ],
    ),
    (
        "стоять",
        ALONE,
        &[("стоя", PAST), ("сто", SECOND), ("стою", (&[""], &[]))],
    ),
    (
        "стричь",
        ALONE,
        &[
            ("стриг", BARE_PAST),
            ("стриг", FIRST_OUTER),
            ("стриж", FIRST_INNER),
        ],
    ),
    (
        "тереть",
        ALONE,
        &[("тер", BARE_PAST), ("тр", FIRST), ("тер", PASSIVE_IN_T)],
    ),
    (
        "течь",
        PREFIXED,
        &[
            ("тек", BARE_PAST),
            ("тек", FIRST_OUTER),
            ("теч", FIRST_INNER),
        ],
    ),
    (
        "трясти",
        ALONE,
        &[("тряс", BARE_PAST), ("тряс", FIRST), ("тряс", PASSIVE)],
    ),
    (
        "хватить",
        ALONE,
        &[
            ("хвати", PAST),
            ("хват", SECOND),
            ("хвачен", (&["", "а", "о", "ы"], &["н"])),
        ],
    ),
    (
        "хотеть",
        ALONE,
        &[("хоте", PAST), ("хоч", FIRST), ("хот", SECOND)],
    ),
    ("цвести", ALONE, &[("цвет", FIRST), ("цве", LOST_PAST)]),
    (
        "чать",
        PREFIXED,
        &[("ча", PAST), ("ча", PASSIVE_IN_T), ("чн", FIRST)],
    ),
    (
        "честь",
        PREFIXED,
        &[
            ("чт", FIRST),
            ("че", (&["л"], &[])),
            ("ч", (&["ла", "ло", "ли", "тя"], &[])),
            ("чт", PASSIVE),
        ],
    ),
    (
        "шить",
        ALONE,
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
        .filter_map(|(infinitive, alone, stems)| {
            let prefix = word.strip_suffix(infinitive)?;
            let known = PREFIXES.contains(&prefix) || (prefix.is_empty() && *alone);
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

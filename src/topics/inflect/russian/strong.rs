//! Russian verbs whose infinitive does not tell their forms: a few dozen roots, each with any prefix
//! (`стать`, `встать`, `остаться`; `мочь`, `помочь`; `йти`, `прийти`).

use super::endings::{
    AFTER_VOWEL, BARE_IMPERATIVE, BARE_PAST, COUNTED, EAT, FIRST, FIRST_IN_L, FIRST_IN_O,
    FIRST_INNER, FIRST_OF_RIDE, FIRST_OF_SHORT, FIRST_OUTER, FIRST_PASSIVE, FIRST_PERSON,
    FIRST_PERSON_SOFT, FIRST_SOFT, GERUND, GIVE, IN_I, IN_SHORT_I, INSIST, LOST_OF_BURN,
    LOST_PARTICIPLE, LOST_PAST, PASSIVE, PASSIVE_IN_N, PASSIVE_IN_T, PASSIVE_SHORT, PAST, RUN,
    SECOND, SECOND_AFTER_VOWEL, SOFT_SIGN, Verb, WANT, WENT, WHOLE,
};
use super::{Stems, is_vowel, last};

#[rustfmt::skip]
pub(super) const PREFIXES: &[&str] = &[
    "в", "вз", "взо", "во", "воз", "вос", "воспроиз", "воссо", "вс", "въ", "вы", "до", "за", "из", "изо", "изъ",
    "ис", "на", "над", "надо", "недо", "низ", "низо", "о", "об", "обза", "обо", "объ", "от", "ото", "пере",
    "перео", "по", "под", "подо", "подъ", "поза", "пона", "пре", "превз", "превзо", "превоз", "пред", "предо",
    "предпо", "препод", "при", "про", "произ", "произо", "раз", "разо", "разъ", "рас", "распро", "с", "со",
    "сов", "соз", "съ", "у",
];

/// Where a root is a verb: `честь` and `печь` are nouns when they stand alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Both,
    Alone,
    Prefixed,
}

/// A root: its infinitive, where it is a verb, and its stems, each with what may follow it.
type Root = (&'static str, Use, &'static [(&'static str, &'static Verb)]);

/// Words that only look like a prefix and a root.
#[rustfmt::skip]
const NOT_OF_THESE: &[&str] = &[
    "весть", "вонять", "почесть", "власть", "вопить", "обожать", "повесть", "посолить", "снасть", "совести",
    "солить", "засолить",
];

#[rustfmt::skip]
const ROOTS: &[Root] = &[
    ("греть", Use::Both, &[("гре", &AFTER_VOWEL), ("гре", &PASSIVE_IN_T)]),
    ("дуть", Use::Both, &[("ду", &AFTER_VOWEL), ("ду", &PASSIVE_IN_T)]),
    ("жрать", Use::Both, &[("жра", &PAST), ("жра", &PASSIVE_IN_N), ("жр", &FIRST)]),
    ("лезти", Use::Prefixed, &[("лез", &BARE_PAST), ("лез", &FIRST), ("лез", &SOFT_SIGN)]),
    ("настоять", Use::Alone, &[("настоя", &PAST), ("насто", &INSIST)]),
    ("реветь", Use::Both, &[("реве", &PAST), ("рев", &FIRST)]),
    ("бежать", Use::Both, &[("бежа", &PAST), ("беж", &SECOND), ("бег", &RUN)]),
    ("беречь", Use::Both, &[("берег", &BARE_PAST), ("берег", &FIRST_OUTER), ("береж", &FIRST_INNER), ("береж", &PASSIVE)]),
    ("бить", Use::Both, &[("би", &PAST), ("би", &PASSIVE_IN_T), ("бь", &FIRST_OF_SHORT), ("бе", &IN_SHORT_I)]),
    ("блюсти", Use::Both, &[("блюд", &FIRST), ("блю", &LOST_PAST), ("блюд", &LOST_PARTICIPLE), ("блюд", &PASSIVE)]),
    ("брать", Use::Both, &[("бра", &PAST), ("бра", &PASSIVE_IN_N), ("бер", &FIRST)]),
    ("брести", Use::Both, &[("бред", &FIRST), ("бре", &LOST_PAST), ("бред", &LOST_PARTICIPLE)]),
    ("брить", Use::Both, &[("бри", &PAST), ("бри", &PASSIVE_IN_T), ("бре", &FIRST_SOFT)]),
    ("быть", Use::Prefixed, &[("бы", &PAST), ("буд", &FIRST), ("буд", &SOFT_SIGN), ("бы", &PASSIVE_IN_T)]),
    ("везти", Use::Both, &[("вез", &BARE_PAST), ("вез", &FIRST_PASSIVE), ("вез", &PASSIVE)]),
    ("вести", Use::Both, &[("вед", &FIRST_PASSIVE), ("ве", &LOST_PAST), ("вед", &LOST_PARTICIPLE), ("вед", &PASSIVE)]),
    ("взять", Use::Both, &[("взя", &PAST), ("взя", &PASSIVE_IN_T), ("возьм", &FIRST)]),
    ("вить", Use::Both, &[("ви", &PAST), ("ви", &PASSIVE_IN_T), ("вь", &FIRST_OF_SHORT), ("ве", &IN_SHORT_I)]),
    ("влечь", Use::Both, &[("влек", &BARE_PAST), ("влек", &FIRST_OUTER), ("влек", &FIRST_PASSIVE), ("влеч", &FIRST_INNER), ("влеч", &PASSIVE)]),
    ("врать", Use::Both, &[("вра", &PAST), ("вр", &FIRST), ("вра", &PASSIVE_IN_N)]),
    ("выть", Use::Alone, &[("вы", &PAST), ("во", &FIRST_IN_O)]),
    ("гнать", Use::Both, &[("гна", &PAST), ("гна", &PASSIVE_IN_N), ("гон", &SECOND), ("гон", &FIRST_PERSON_SOFT)]),
    ("грести", Use::Both, &[("греб", &BARE_PAST), ("греб", &FIRST), ("греб", &PASSIVE)]),
    ("дать", Use::Alone, &[("да", &PAST), ("да", &PASSIVE_SHORT), ("да", &GIVE)]),
    ("дать", Use::Prefixed, &[("да", &PAST), ("да", &PASSIVE_IN_N), ("да", &GIVE)]),
    ("деть", Use::Both, &[("де", &PAST), ("де", &PASSIVE_IN_T), ("ден", &FIRST), ("ден", &SOFT_SIGN)]),
    ("драть", Use::Both, &[("дра", &PAST), ("дра", &PASSIVE_IN_N), ("дер", &FIRST)]),
    ("ездить", Use::Both, &[("езд", &IN_I), ("езд", &SECOND), ("езж", &FIRST_PERSON)]),
    ("есть", Use::Both, &[("е", &EAT), ("ед", &PASSIVE)]),
    ("ехать", Use::Both, &[("еха", &PAST), ("ед", &FIRST_OF_RIDE)]),
    ("жать", Use::Both, &[("жа", &PAST), ("жа", &PASSIVE_IN_T), ("жм", &FIRST), ("жн", &FIRST)]),
    ("ждать", Use::Both, &[("жда", &PAST), ("жд", &FIRST), ("жда", &PASSIVE_IN_N)]),
    ("жечь", Use::Both, &[("жег", &BARE_PAST), ("жг", &FIRST_OUTER), ("жг", &LOST_OF_BURN), ("жж", &FIRST_INNER), ("жж", &PASSIVE)]),
    ("жить", Use::Both, &[("жи", &PAST), ("жи", &PASSIVE_IN_T), ("жив", &FIRST)]),
    ("звать", Use::Both, &[("зва", &PAST), ("зва", &PASSIVE_IN_N), ("зов", &FIRST)]),
    ("зреть", Use::Prefixed, &[("зре", &AFTER_VOWEL)]),
    ("идти", Use::Alone, &[("ид", &FIRST), ("ш", &WENT)]),
    ("йти", Use::Prefixed, &[("йд", &FIRST), ("ш", &WENT), ("йд", &PASSIVE)]),
    ("клясть", Use::Both, &[("кля", &PAST), ("клян", &FIRST), ("кля", &PASSIVE_IN_T)]),
    ("класть", Use::Both, &[("клад", &FIRST), ("кла", &PAST)]),
    ("красть", Use::Both, &[("крад", &FIRST), ("кра", &PAST), ("крад", &PASSIVE)]),
    ("крыть", Use::Both, &[("кры", &PAST), ("кры", &PASSIVE_IN_T), ("кро", &FIRST_IN_O)]),
    ("лгать", Use::Both, &[("лга", &PAST), ("лг", &FIRST_OUTER), ("лж", &FIRST_INNER), ("лга", &PASSIVE_IN_N)]),
    ("лезть", Use::Both, &[("лез", &BARE_PAST), ("лез", &FIRST), ("лез", &SOFT_SIGN)]),
    ("лечь", Use::Both, &[("лег", &BARE_PAST), ("ляг", &FIRST_OUTER), ("ляж", &FIRST_INNER), ("ляг", &BARE_IMPERATIVE)]),
    ("лить", Use::Both, &[("ли", &PAST), ("ли", &PASSIVE_IN_T), ("ль", &FIRST_OF_SHORT), ("ле", &IN_SHORT_I)]),
    ("мереть", Use::Prefixed, &[("мер", &BARE_PAST), ("мр", &FIRST), ("мере", &GERUND)]),
    ("мести", Use::Prefixed, &[("мет", &FIRST), ("ме", &LOST_PAST), ("мет", &LOST_PARTICIPLE), ("мет", &PASSIVE)]),
    ("мочь", Use::Both, &[("мог", &BARE_PAST), ("мог", &FIRST_OUTER), ("мож", &FIRST_INNER)]),
    ("мять", Use::Both, &[("мя", &PAST), ("мя", &PASSIVE_IN_T), ("мн", &FIRST)]),
    ("небречь", Use::Prefixed, &[("небрег", &BARE_PAST), ("небрег", &FIRST_OUTER), ("небреж", &FIRST_INNER)]),
    ("нести", Use::Both, &[("нес", &BARE_PAST), ("нес", &FIRST_PASSIVE), ("нес", &PASSIVE)]),
    ("нять", Use::Prefixed, &[("ня", &PAST), ("ня", &PASSIVE_IN_T), ("йм", &FIRST), ("ним", &FIRST)]),
    ("принять", Use::Both, &[("приня", &PAST), ("приня", &PASSIVE_IN_T), ("прим", &FIRST)]),
    ("обрести", Use::Both, &[("обрет", &FIRST), ("обре", &LOST_PAST), ("обрет", &PASSIVE), ("обрет", &LOST_PARTICIPLE)]),
    ("орать", Use::Alone, &[("ора", &PAST), ("ор", &FIRST)]),
    ("остричь", Use::Both, &[("остриг", &BARE_PAST), ("остриг", &FIRST_OUTER), ("остриж", &FIRST_INNER), ("остриж", &PASSIVE)]),
    ("поехать", Use::Alone, &[("поеха", &PAST), ("поед", &FIRST_OF_RIDE), ("поезжа", &IN_SHORT_I)]),
    ("ошибить", Use::Both, &[("ошиб", &BARE_PAST), ("ошиб", &IN_I), ("ошиб", &FIRST)]),
    ("пасти", Use::Both, &[("пас", &BARE_PAST), ("пас", &FIRST), ("пас", &PASSIVE)]),
    ("пасть", Use::Both, &[("пад", &FIRST), ("па", &PAST), ("пад", &LOST_PARTICIPLE)]),
    ("переть", Use::Prefixed, &[("пер", &BARE_PAST), ("пр", &FIRST), ("пер", &PASSIVE_IN_T), ("пере", &GERUND)]),
    ("петь", Use::Both, &[("пе", &PAST), ("пе", &PASSIVE_IN_T), ("по", &FIRST_IN_O)]),
    ("печь", Use::Prefixed, &[("пек", &BARE_PAST), ("пек", &FIRST_OUTER), ("печ", &FIRST_INNER), ("печ", &PASSIVE)]),
    ("пить", Use::Both, &[("пи", &PAST), ("пи", &PASSIVE_IN_T), ("пь", &FIRST_OF_SHORT), ("пе", &IN_SHORT_I)]),
    ("плести", Use::Both, &[("плет", &FIRST), ("пле", &LOST_PAST), ("плет", &LOST_PARTICIPLE), ("плет", &PASSIVE)]),
    ("плыть", Use::Both, &[("плы", &PAST), ("плыв", &FIRST)]),
    ("ползти", Use::Both, &[("полз", &BARE_PAST), ("полз", &FIRST)]),
    ("прийти", Use::Both, &[("прид", &FIRST), ("приш", &WENT)]),
    ("прячь", Use::Prefixed, &[("пряг", &BARE_PAST), ("пряг", &FIRST_OUTER), ("пряж", &FIRST_INNER), ("пряж", &PASSIVE)]),
    ("рвать", Use::Both, &[("рва", &PAST), ("рва", &PASSIVE_IN_N), ("рв", &FIRST)]),
    ("расти", Use::Both, &[("раст", &FIRST), ("рос", &BARE_PAST)]),
    ("речь", Use::Prefixed, &[("рек", &BARE_PAST), ("рек", &FIRST_OUTER), ("реч", &FIRST_INNER), ("реч", &PASSIVE)]),
    ("сесть", Use::Both, &[("сяд", &FIRST), ("се", &PAST), ("сяд", &SOFT_SIGN)]),
    ("сечь", Use::Both, &[("сек", &BARE_PAST), ("сек", &FIRST_OUTER), ("сеч", &FIRST_INNER), ("сеч", &PASSIVE)]),
    ("слать", Use::Both, &[("сла", &PAST), ("сла", &PASSIVE_IN_N), ("шл", &FIRST_IN_L)]),
    ("спать", Use::Both, &[("спа", &PAST), ("сп", &SECOND), ("спл", &FIRST_PERSON_SOFT)]),
    ("стать", Use::Both, &[("ста", &PAST), ("стан", &FIRST), ("стан", &SOFT_SIGN)]),
    ("стеречь", Use::Both, &[("стерег", &BARE_PAST), ("стерег", &FIRST_OUTER), ("стереж", &FIRST_INNER)]),
    ("стоять", Use::Both, &[("стоя", &PAST), ("сто", &SECOND_AFTER_VOWEL)]),
    ("стричь", Use::Both, &[("стриг", &BARE_PAST), ("стриг", &FIRST_OUTER), ("стриж", &FIRST_INNER), ("стриж", &PASSIVE)]),
    ("стыть", Use::Prefixed, &[("сты", &PAST), ("стын", &FIRST), ("стын", &SOFT_SIGN)]),
    ("тереть", Use::Both, &[("тер", &BARE_PAST), ("тр", &FIRST), ("тер", &PASSIVE_IN_T), ("тере", &GERUND)]),
    ("течь", Use::Both, &[("тек", &BARE_PAST), ("тек", &FIRST_OUTER), ("теч", &FIRST_INNER)]),
    ("ткать", Use::Both, &[("тка", &PAST), ("тк", &FIRST), ("тка", &PASSIVE_IN_N)]),
    ("толочь", Use::Both, &[("толок", &BARE_PAST), ("толк", &FIRST_OUTER), ("толч", &FIRST_INNER), ("толч", &PASSIVE)]),
    ("трясти", Use::Both, &[("тряс", &BARE_PAST), ("тряс", &FIRST), ("тряс", &PASSIVE)]),
    ("хватить", Use::Both, &[("хват", &IN_I), ("хват", &SECOND), ("хвач", &FIRST_PERSON), ("хвач", &PASSIVE)]),
    ("хотеть", Use::Both, &[("хоте", &PAST), ("хоч", &FIRST_PERSON), ("хоч", &FIRST_INNER), ("хот", &WANT)]),
    ("цвести", Use::Both, &[("цвет", &FIRST), ("цве", &LOST_PAST), ("цвет", &LOST_PARTICIPLE)]),
    ("чать", Use::Prefixed, &[("ча", &PAST), ("ча", &PASSIVE_IN_T), ("чн", &FIRST)]),
    ("честь", Use::Prefixed, &[("чт", &FIRST), ("ч", &COUNTED), ("чт", &PASSIVE)]),
    ("чтить", Use::Both, &[("чт", &IN_I), ("чт", &SECOND), ("чт", &FIRST_PERSON), ("чт", &FIRST_PERSON_SOFT), ("чт", &PASSIVE)]),
    ("шибить", Use::Prefixed, &[("шиб", &BARE_PAST), ("шиб", &FIRST), ("шибл", &PASSIVE)]),
    ("шить", Use::Both, &[("ши", &PAST), ("ши", &PASSIVE_IN_T), ("шь", &FIRST_OF_SHORT), ("ше", &IN_SHORT_I)]),
    ("застрять", Use::Alone, &[("застря", &PAST), ("застрян", &FIRST), ("застрян", &SOFT_SIGN)]),
    ("изъять", Use::Alone, &[("изъя", &PAST), ("изъя", &PASSIVE_IN_T), ("изым", &FIRST)]),
    ("объять", Use::Alone, &[("объя", &PAST), ("объя", &PASSIVE_IN_T), ("обойм", &FIRST)]),
    ("достичь", Use::Alone, &[("достиг", &BARE_PAST), ("достигн", &FIRST), ("достигну", &PASSIVE_IN_T)]),
    ("постичь", Use::Alone, &[("постиг", &BARE_PAST), ("постигн", &FIRST), ("постигну", &PASSIVE_IN_T)]),
    ("блестеть", Use::Both, &[("блесте", &PAST), ("блест", &SECOND), ("блещ", &FIRST_PERSON)]),
];

/// The forms of a verb of these roots; `None` for any other word.
pub(super) fn forms(word: &str) -> Option<Stems> {
    if NOT_OF_THESE.contains(&word) {
        return None;
    }
    let (prefix, stems) = root(word)?;
    let mut forms: Stems = Vec::new();
    for (stem, endings) in stems {
        for prefix in spellings(prefix, stem) {
            forms.push((format!("{prefix}{stem}"), *endings));
        }
    }
    forms.push((word.to_owned(), &WHOLE));
    Some(forms)
}

/// The prefix of a verb of these roots, perhaps none.
pub(super) fn prefix(word: &str) -> Option<&str> {
    root(word).map(|(prefix, _)| prefix)
}

fn root(word: &str) -> Option<(&str, &'static [(&'static str, &'static Verb)])> {
    // The longest: привлечь is of влечь, and not of лечь.
    ROOTS
        .iter()
        .filter_map(|(infinitive, used, stems)| {
            let prefix = word.strip_suffix(infinitive)?;
            let known = match (prefix.is_empty(), used) {
                (true, used) => *used != Use::Prefixed,
                (false, Use::Alone) => false,
                (false, _) => PREFIXES.contains(&prefix),
            };
            known.then_some((prefix, *stems))
        })
        .min_by_key(|(prefix, _)| prefix.len())
}

/// A prefix as it stands before a stem, with the vowel that parts it from some: `разбить`, `разобьёт`; `отозвать`,
/// `отзовёт`; `снимет`, but `займёт`.
fn spellings(prefix: &str, stem: &str) -> Vec<String> {
    let after_vowel = is_vowel(last(prefix));
    if (stem == "йм" && !after_vowel) || (stem == "ним" && after_vowel) {
        return Vec::new();
    }
    let mut spellings = vec![prefix.to_owned()];
    let open = stem.chars().nth(1).is_some_and(is_vowel);
    if PARTED.contains(&prefix) {
        if !open {
            spellings.push(format!("{prefix}о"));
        }
    } else if let Some(short) = prefix
        .strip_suffix('о')
        .filter(|short| PARTED.contains(short))
        && open
        && prefix != "надо"
    {
        spellings.push(short.to_owned());
    }
    spellings
}

/// Prefixes that may be parted from a root by a vowel.
const PARTED: &[&str] = &[
    "в", "вз", "из", "над", "об", "от", "под", "пред", "раз", "с",
];

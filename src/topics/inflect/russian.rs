//! Russian: nouns, adjectives, surnames and verbs by the shape of their dictionary form, with fleeting
//! vowels (`рынок`, `рынка`; `поправка`, `поправок`) and the consonant changes of verbs (`повысить`,
//! `повышен`). A term written in the plural stands for the plural alone, so that `выборы` is not `выбор`.

use super::{Ending, cut, is_one_of, last};

const MASCULINE: &[&str] = &[
    "", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах",
];
const MASCULINE_OBLIQUE: &[&str] = &[
    "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах",
];
const SURNAME: &[&str] = &[
    "", "а", "у", "ым", "ом", "е", "ы", "ой", "ых", "ыми", "ов", "ам", "ами", "ах",
];
const CITIZEN_PLURAL: &[&str] = &["е", "", "ам", "ами", "ах"];
const SOFT: &[&str] = &[
    "ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях", "ью", "ам", "ами", "ах",
];
const SOFT_OBLIQUE: &[&str] = &["я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях"];
const IN_Y: &[&str] = &[
    "й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях", "ей", "ю",
];
const FEMININE: &[&str] = &[
    "а", "ы", "и", "е", "у", "ой", "ою", "ей", "ею", "", "ам", "ами", "ах",
];
const FEMININE_NO_ZERO: &[&str] = &[
    "а", "ы", "и", "е", "у", "ой", "ою", "ей", "ею", "ам", "ами", "ах",
];
const FEMININE_SOFT: &[&str] = &["я", "и", "е", "ю", "ей", "ею", "ь", "й", "ям", "ями", "ях"];
const NEUTER: &[&str] = &["о", "а", "у", "ом", "ем", "е", "", "ам", "ами", "ах"];
const NEUTER_SOFT: &[&str] = &["е", "я", "ю", "ем", "и", "й", "ей", "ям", "ями", "ях", "ь"];
const PLURAL: &[&str] = &[
    "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах", "ям", "ями", "ях", "",
];
const PLURAL_NO_ZERO: &[&str] = &[
    "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах", "ям", "ями", "ях",
];
const ADJECTIVE: &[&str] = &[
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ую", "юю",
    "ое", "ее", "ей", "ою", "ею", "ые", "ие", "ых", "их", "ыми", "ими",
];
const HARD_ADJECTIVE: &[&str] = &[
    "ый", "ого", "ому", "ым", "ом", "ая", "ую", "ое", "ой", "ою", "ые", "ых", "ыми",
];
/// Adjectives whose short forms stand in the news, each with its short masculine.
const SHORT_ADJECTIVES: &[(&str, &str)] = &[
    ("больной", "болен"),
    ("виновный", "виновен"),
    ("готовый", "готов"),
    ("должный", "должен"),
    ("невиновный", "невиновен"),
    ("согласный", "согласен"),
    ("способный", "способен"),
];
const SHORT_MASCULINE: &[&str] = &[""];
const SHORT_REST: &[&str] = &["а", "о", "ы"];
const SHORT_PARTICIPLE: &[&str] = &["", "а", "о", "ы"];
const VERB_AFTER_VOWEL: &[&str] = &[
    "ть", "л", "ла", "ло", "ли", "в", "вши", "ю", "ет", "ем", "ете", "ешь", "ют", "я", "й", "йте",
];
const PARTICIPLE_AFTER_VOWEL: &[&str] = &["вш", "нн", "ющ", "ем"];
const PASSIVE_AFTER_VOWEL: &[&str] = &["н", "на", "но", "ны"];
const VERB_IN_I: &[&str] = &[
    "ить", "ю", "у", "ит", "им", "ите", "ишь", "ят", "ат", "и", "ил", "ила", "ило", "или", "ив",
    "ивши", "я", "ь",
];
const PARTICIPLE_IN_I: &[&str] = &["ивш", "ящ", "ащ", "им"];
const VERB_CHANGED: &[&str] = &["у", "ю", "ен", "ена", "ено", "ены"];
const PARTICIPLE_CHANGED: &[&str] = &["енн"];
const VERB_FIRST_CHANGED: &[&str] = &["у", "ет", "ем", "ете", "ешь", "ут", "и", "ите"];
const VERB_SECOND: &[&str] = &["у", "ю", "ит", "им", "ите", "ишь", "ат", "ят", "и"];
const VERB_CONSONANT: &[&str] = &["у", "ет", "ем", "ете", "ешь", "ут", "и", "ите"];
const VERB_IN_NU: &[&str] = &[
    "уть", "ул", "ула", "уло", "ули", "ув", "ут", "ута", "уто", "уты", "у", "ет", "ем", "ете",
];

/// Words in -ы and -а that have no bare genitive plural, or none that is theirs alone.
const NO_ZERO: &[&str] = &[
    "выборы",
    "переговоры",
    "дебаты",
    "торги",
    "сборы",
    "споры",
    "тесты",
    "суды",
    "законы",
    "бунты",
    "посты",
    "митинги",
    "протесты",
    "аресты",
    "дипломаты",
    "депутаты",
    "сенаторы",
    "министры",
];

/// Words whose forms no rule yields.
const IRREGULAR: &[(&str, &[&str])] = &[
    (
        "человек",
        &[
            "человек",
            "человека",
            "человеку",
            "человеком",
            "человеке",
            "люди",
            "людей",
            "людям",
            "людьми",
            "людях",
        ],
    ),
    ("люди", &["люди", "людей", "людям", "людьми", "людях"]),
    (
        "ребенок",
        &[
            "ребенок",
            "ребенка",
            "ребенку",
            "ребенком",
            "ребенке",
            "дети",
            "детей",
            "детям",
            "детьми",
            "детях",
        ],
    ),
    ("дети", &["дети", "детей", "детям", "детьми", "детях"]),
    (
        "друг",
        &[
            "друг",
            "друга",
            "другу",
            "другом",
            "друге",
            "друзья",
            "друзей",
            "друзьям",
            "друзьями",
            "друзьях",
        ],
    ),
    (
        "год",
        &[
            "год",
            "года",
            "году",
            "годом",
            "годе",
            "годы",
            "годов",
            "лет",
            "годам",
            "годами",
            "годах",
        ],
    ),
    (
        "мать",
        &[
            "мать",
            "матери",
            "матерью",
            "матерей",
            "матерям",
            "матерями",
            "матерях",
        ],
    ),
    (
        "дочь",
        &[
            "дочь",
            "дочери",
            "дочерью",
            "дочерей",
            "дочерям",
            "дочерями",
            "дочерях",
        ],
    ),
    (
        "время",
        &[
            "время",
            "времени",
            "временем",
            "времена",
            "времен",
            "временам",
            "временами",
            "временах",
        ],
    ),
    (
        "судья",
        &[
            "судья",
            "судьи",
            "судье",
            "судью",
            "судьей",
            "судей",
            "судьям",
            "судьями",
            "судьях",
        ],
    ),
    (
        "заем",
        &[
            "заем",
            "займа",
            "займу",
            "займом",
            "займе",
            "займы",
            "займов",
            "займам",
            "займами",
            "займах",
        ],
    ),
    (
        "деньги",
        &["деньги", "денег", "деньгам", "деньгами", "деньгах"],
    ),
    (
        "идти",
        &[
            "идти",
            "иду",
            "идет",
            "идем",
            "идут",
            "шел",
            "шла",
            "шло",
            "шли",
            "идущий",
        ],
    ),
    (
        "дать",
        &[
            "дать",
            "дам",
            "даст",
            "дадим",
            "дадут",
            "дал",
            "дала",
            "дало",
            "дали",
            "дан",
            "дана",
            "дано",
            "даны",
            "дав",
        ],
    ),
    (
        "помочь",
        &[
            "помочь",
            "помогу",
            "поможет",
            "поможем",
            "помогут",
            "помог",
            "помогла",
            "помогло",
            "помогли",
        ],
    ),
];

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Vec<(String, Ending)> {
    if let Some((_, forms)) = IRREGULAR.iter().find(|(known, _)| *known == word) {
        return forms
            .iter()
            .map(|form| ((*form).to_owned(), Ending::None))
            .collect();
    }
    let length = word.chars().count();
    if length < 3 {
        return Vec::new();
    }
    let reflexive = word.strip_suffix("ся").or_else(|| word.strip_suffix("сь"));
    if let Some(verb) = reflexive.filter(|verb| verb.ends_with("ть") || verb.ends_with("ти")) {
        return forms(verb);
    }
    match last(word) {
        'ь' if is_verb(word) => verb(word),
        'и' if is_verb_in_ti(word) => verb_in_ti(word),
        'ь' => soft(word),
        'й' => in_y(word, length),
        'а' => feminine(word),
        'я' => feminine_soft(word),
        'о' => neuter(word),
        'е' => in_e(word),
        'ы' | 'и' => plural(word, length),
        'у' | 'ю' | 'э' => Vec::new(),
        _ => masculine(word, length),
    }
}

/// Whether `rest` is one of these endings, perhaps with the reflexive particle behind it.
pub(super) fn is_verb_ending(rest: &str, endings: &[&str]) -> bool {
    is_one_of(rest, endings)
        || rest
            .strip_suffix("ся")
            .or_else(|| rest.strip_suffix("сь"))
            .is_some_and(|bare| is_one_of(bare, endings))
}

/// Whether `rest` is one of these participle suffixes and an adjective's ending behind it.
pub(super) fn is_participle_ending(rest: &str, suffixes: &[&str]) -> bool {
    suffixes.iter().any(|suffix| {
        rest.strip_prefix(suffix).is_some_and(|ending| {
            is_one_of(ending, ADJECTIVE)
                || ending
                    .strip_suffix("ся")
                    .is_some_and(|bare| is_one_of(bare, ADJECTIVE))
        })
    })
}

type Forms = Vec<(String, Ending)>;

fn one(stem: &str, endings: &'static [&'static str]) -> Forms {
    vec![(stem.to_owned(), Ending::OneOf(endings))]
}

fn without(word: &str, count: usize) -> &str {
    cut(word, count).unwrap_or(word)
}

fn masculine(word: &str, length: usize) -> Forms {
    let mut forms = Vec::new();
    let surname = length > 4
        && ["ов", "ев", "ин", "ын"]
            .iter()
            .any(|suffix| word.ends_with(suffix));
    forms.extend(one(word, if surname { SURNAME } else { MASCULINE }));
    if word.ends_with("анин") || word.ends_with("янин") {
        forms.extend(one(without(word, 2), CITIZEN_PLURAL));
    }
    // рынок, рынка; казахстанец, казахстанца; боец, бойца; ветер, ветра.
    if length >= 4 {
        let vowel = word.chars().rev().nth(1).unwrap_or('\0');
        let end = last(word);
        let fleeting = match vowel {
            'о' => matches!(end, 'к' | 'л'),
            'е' => matches!(end, 'к' | 'ц' | 'р' | 'л' | 'н'),
            _ => false,
        };
        if fleeting {
            let head = without(word, 2);
            let joint = match (last(head), vowel) {
                (c, 'е') if is_vowel(c) => "й",
                ('л', 'е') => "ь",
                _ => "",
            };
            forms.extend(one(&format!("{head}{joint}{end}"), MASCULINE_OBLIQUE));
        }
    }
    forms
}

fn soft(word: &str) -> Forms {
    let stem = without(word, 1);
    let mut forms = one(stem, SOFT);
    for suffix in ["ень", "оль", "овь", "ожь"] {
        if word.ends_with(suffix) {
            let head = without(stem, 2);
            forms.extend(one(&format!("{head}{}", last(stem)), SOFT_OBLIQUE));
            // любовью, ложью keep their vowel, which SOFT has.
        }
    }
    forms
}

fn in_y(word: &str, length: usize) -> Forms {
    let mut forms = one(without(word, 1), IN_Y);
    let adjective = ["ый", "ий"].iter().any(|suffix| word.ends_with(suffix))
        || (word.ends_with("ой") && length > 5);
    if adjective {
        let stem = without(word, 2);
        forms.extend(one(stem, ADJECTIVE));
        if let Some(bare) = stem.strip_suffix('н').filter(|bare| bare.ends_with('н')) {
            forms.extend(one(bare, SHORT_PARTICIPLE));
        }
        if word.ends_with("тый") {
            forms.extend(one(stem, SHORT_PARTICIPLE));
        }
        if let Some((_, short)) = SHORT_ADJECTIVES.iter().find(|(full, _)| *full == word) {
            forms.extend(one(short, SHORT_MASCULINE));
            forms.extend(one(stem, SHORT_REST));
        }
    }
    forms
}

fn feminine(word: &str) -> Forms {
    let stem = without(word, 1);
    let head = without(stem, 1);
    // банка has банок, not банк; карта has карт.
    let cluster = !is_vowel(last(head)) && head != stem;
    let zero = !(cluster && (last(stem) == 'к' || last(head) == 'ь' || last(head) == 'й'));
    let mut forms = one(stem, if zero { FEMININE } else { FEMININE_NO_ZERO });
    forms.extend(inserted(stem));
    forms
}

fn feminine_soft(word: &str) -> Forms {
    if word.ends_with("ая") || word.ends_with("яя") {
        return one(without(word, 2), ADJECTIVE);
    }
    let stem = without(word, 1);
    let mut forms = one(stem, FEMININE_SOFT);
    if let Some(head) = stem.strip_suffix('ь') {
        forms.extend(one(head, &["ей", "ий"]));
    }
    forms.extend(
        inserted(stem)
            .into_iter()
            .map(|(stem, _)| (stem, Ending::OneOf(&["", "ь"]))),
    );
    forms
}

fn neuter(word: &str) -> Forms {
    let stem = without(word, 1);
    let mut forms = one(stem, NEUTER);
    forms.extend(inserted(stem));
    forms
}

fn in_e(word: &str) -> Forms {
    let stem = without(word, 1);
    if word.ends_with("ое") || word.ends_with("ее") || word.ends_with("ые") {
        return one(without(word, 2), ADJECTIVE);
    }
    if word.ends_with("ие") {
        let mut forms = one(stem, NEUTER_SOFT);
        if [
            "ские", "кие", "гие", "хие", "щие", "шие", "чие", "жие", "ние",
        ]
        .iter()
        .any(|suffix| word.ends_with(suffix))
            && !word.ends_with("ение")
            && !word.ends_with("ание")
        {
            forms.extend(one(without(word, 2), ADJECTIVE));
        }
        return forms;
    }
    let mut forms = one(stem, NEUTER_SOFT);
    if matches!(last(stem), 'ц' | 'щ' | 'ж' | 'ч' | 'ш') {
        forms.extend(one(stem, &["а", "у", "", "ам", "ами", "ах"]));
        forms.extend(inserted(stem));
    }
    // россияне, граждане
    if word.ends_with("ане") || word.ends_with("яне") {
        forms.extend(one(stem, CITIZEN_PLURAL));
    }
    forms
}

fn plural(word: &str, length: usize) -> Forms {
    if length < 4 {
        return Vec::new();
    }
    let stem = without(word, 1);
    let bare = !NO_ZERO.contains(&word) && last(word) == 'ы';
    let mut forms = one(stem, if bare { PLURAL } else { PLURAL_NO_ZERO });
    if is_vowel(last(stem)) {
        forms.extend(one(stem, &["й"]));
    }
    if last(word) == 'и' && matches!(last(stem), 'г' | 'к' | 'х' | 'ж' | 'ш' | 'ч' | 'щ') {
        forms.extend(one(stem, &["ов", "ей"]));
        if matches!(last(stem), 'ж' | 'ш' | 'ч' | 'щ') {
            forms.extend(one(stem, &[""]));
        }
    }
    if !is_vowel(last(stem)) {
        forms.extend(inserted(stem));
    }
    forms
}

/// The bare genitive plural with its inserted vowel: `поправк` gives `поправок`, `земл` gives `земель`.
fn inserted(stem: &str) -> Forms {
    let end = last(stem);
    let Some(head) = cut(stem, 1) else {
        return Vec::new();
    };
    let before = last(head);
    if is_vowel(before) || is_vowel(end) {
        return Vec::new();
    }
    if matches!(before, 'ь' | 'й') {
        return one(&format!("{}е{end}", without(head, 1)), &["", "ь"]);
    }
    let mut forms = one(&format!("{head}е{end}"), &["", "ь"]);
    if end == 'к' || matches!(before, 'к' | 'г' | 'х') {
        forms.extend(one(&format!("{head}о{end}"), &[""]));
    }
    forms
}

/// A word in -ть is a verb after а, я, е, и, у, ы, о; `власть` and `нефть` are not, nor is `сеть`.
fn is_verb(word: &str) -> bool {
    if word.ends_with("чь") {
        return false;
    }
    let Some(stem) = word.strip_suffix("ть") else {
        return false;
    };
    let nouns = [
        "сеть",
        "печать",
        "мать",
        "память",
        "площадь",
        "кровать",
        "нить",
        "путь",
        "смерть",
        "рать",
        "знать",
    ];
    matches!(last(stem), 'а' | 'я' | 'е' | 'и' | 'у' | 'ы' | 'о') && !nouns.contains(&word)
}

fn verb(word: &str) -> Forms {
    let vowel_stem = without(word, 2);
    let vowel = last(vowel_stem);
    let root = without(vowel_stem, 1);
    let mut forms = Vec::new();
    let add = |stem: &str,
               verb: &'static [&'static str],
               participle: &'static [&'static str],
               forms: &mut Forms| {
        forms.push((stem.to_owned(), Ending::RussianVerb(verb)));
        if !participle.is_empty() {
            forms.push((stem.to_owned(), Ending::RussianParticiple(participle)));
        }
    };
    match vowel {
        'и' => {
            add(root, VERB_IN_I, PARTICIPLE_IN_I, &mut forms);
            for changed in changes(root) {
                add(&changed, VERB_CHANGED, PARTICIPLE_CHANGED, &mut forms);
            }
            add(root, VERB_CHANGED, PARTICIPLE_CHANGED, &mut forms);
        }
        'у' if root.ends_with('н') => {
            add(root, VERB_IN_NU, &["увш", "ут"], &mut forms);
        }
        _ => {
            add(
                vowel_stem,
                VERB_AFTER_VOWEL,
                PARTICIPLE_AFTER_VOWEL,
                &mut forms,
            );
            forms.push((vowel_stem.to_owned(), Ending::OneOf(PASSIVE_AFTER_VOWEL)));
            // голосовать, голосует; воевать, воюет.
            if let Some(head) = word
                .strip_suffix("овать")
                .or_else(|| word.strip_suffix("евать"))
            {
                for link in ["у", "ю"] {
                    add(
                        &format!("{head}{link}"),
                        &["ю", "ет", "ем", "ете", "ешь", "ют", "я", "й", "йте"],
                        &["ющ", "ем"],
                        &mut forms,
                    );
                }
            } else if matches!(vowel, 'а' | 'я' | 'е') {
                // задержать, задержит; смотреть, смотрит.
                add(root, VERB_SECOND, &["ащ", "ящ"], &mut forms);
                // подписать, подпишет; сказать, скажет.
                for changed in changes(root) {
                    add(&changed, VERB_FIRST_CHANGED, &["енн"], &mut forms);
                }
                // избрать, изберет; призвать, призовет.
                if let Some(head) = root.strip_suffix("бр").or_else(|| root.strip_suffix("др"))
                {
                    let first = if root.ends_with("бр") { 'б' } else { 'д' };
                    add(
                        &format!("{head}{first}ер"),
                        VERB_CONSONANT,
                        &["ущ"],
                        &mut forms,
                    );
                    add(
                        &format!("{}{first}ер", head.trim_end_matches('о')),
                        VERB_CONSONANT,
                        &[],
                        &mut forms,
                    );
                }
                if let Some(head) = root.strip_suffix("зв") {
                    add(&format!("{head}зов"), VERB_CONSONANT, &[], &mut forms);
                }
                // начать, начнет; принять, примет; снять, снимет.
                if let Some(head) = word.strip_suffix("нять") {
                    for link in ["ним", "м", "йм"] {
                        add(&format!("{head}{link}"), VERB_CONSONANT, &[], &mut forms);
                    }
                    forms.push((format!("{head}ня"), Ending::OneOf(&["т", "та", "то", "ты"])));
                    forms.push((format!("{head}нят"), Ending::OneOf(HARD_ADJECTIVE)));
                }
                if let Some(head) = word.strip_suffix("чать") {
                    add(&format!("{head}чн"), VERB_CONSONANT, &[], &mut forms);
                    forms.push((format!("{head}ча"), Ending::OneOf(&["т", "та", "то", "ты"])));
                }
                // отдать, передать, издать.
                if word.ends_with("дать") {
                    add(
                        vowel_stem,
                        &["м", "ст", "дим", "дите", "дут", "шь"],
                        &[],
                        &mut forms,
                    );
                }
            } else if vowel == 'ы' {
                // закрыть, закроет, закрыт.
                add(
                    &format!("{root}о"),
                    &["ю", "ет", "ем", "ете", "ют", "й"],
                    &["ющ"],
                    &mut forms,
                );
                forms.push((
                    vowel_stem.to_owned(),
                    Ending::OneOf(&[
                        "т", "та", "то", "ты", "тый", "тая", "тое", "тые", "тых", "того", "той",
                    ]),
                ));
                // быть, прибыть.
                add(&format!("{root}уд"), VERB_CONSONANT, &[], &mut forms);
            }
        }
    }
    forms
}

/// Verbs in -ти: `провести`, `пройти`, `найти`, `спасти`.
fn is_verb_in_ti(word: &str) -> bool {
    [
        "вести",
        "вести",
        "йти",
        "зти",
        "нести",
        "пасти",
        "расти",
        "честь",
        "брести",
        "мести",
    ]
    .iter()
    .any(|suffix| word.ends_with(suffix))
        && !matches!(
            word,
            "вести" | "новости" | "области" | "власти" | "пасти" | "совести"
        )
}

fn verb_in_ti(word: &str) -> Forms {
    let mut forms = vec![(word.to_owned(), Ending::None)];
    let mut add =
        |stem: String, endings: &'static [&'static str], participle: &'static [&'static str]| {
            forms.push((stem.clone(), Ending::RussianVerb(endings)));
            forms.push((stem, Ending::RussianParticiple(participle)));
        };
    if let Some(head) = word.strip_suffix("йти") {
        add(format!("{head}йд"), VERB_CONSONANT, &["енн", "ущ"]);
        add(format!("{head}ш"), &["ел", "ла", "ло", "ли"], &["едш"]);
        add(format!("{head}йден"), &["", "а", "о", "ы"], &[]);
    } else if let Some(head) = word.strip_suffix("вести") {
        add(
            format!("{head}вед"),
            &["у", "ет", "ем", "ете", "ут", "ен", "ена", "ено", "ены", "я"],
            &["енн", "ш", "ущ"],
        );
        add(format!("{head}ве"), &["л", "ла", "ло", "ли"], &[]);
        add(
            format!("{head}вез"),
            &[
                "у", "ет", "ем", "ут", "", "ла", "ло", "ли", "ен", "ена", "ено", "ены",
            ],
            &["енн"],
        );
    } else if let Some(head) = word.strip_suffix("ти") {
        add(
            head.to_owned(),
            &[
                "у", "ет", "ем", "ете", "ут", "", "ла", "ло", "ли", "ен", "ена", "ено", "ены",
            ],
            &["енн", "ш"],
        );
    }
    forms
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

fn is_vowel(c: char) -> bool {
    "аеёиоуыэюя".contains(c)
}

//! Polish verbs, marks folded: by what the infinitive ends in, with the usual changes of the last consonant, and the
//! common irregular ones with their prefixes.

use super::super::{Ending, cut};
use super::before;

/// Behind the vowel of the infinitive: `głosowa`, `zabi`, `uczy`.
const AFTER_VOWEL: &[&str] = &[
    "c", "l", "la", "lo", "li", "ly", "lem", "lam", "lismy", "ja", "je", "jac", "jacy", "jaca",
    "jace", "jacego", "jacej", "jacych", "nie", "nia", "niem", "niu",
];
const PAST: &[&str] = &["l", "la", "lo", "li", "ly"];
/// Behind the n of a participle.
const PARTICIPLE: &[&str] = &[
    "y", "a", "e", "o", "i", "ych", "ego", "emu", "ej", "ym", "ymi",
];
/// Behind the t of one.
const PARTICIPLE_IN_T: &[&str] = &[
    "to", "ty", "ta", "te", "tych", "tego", "temu", "tej", "tym", "tymi", "ci", "cie", "cia",
];
const PRESENT: &[&str] = &[
    "e", "a", "esz", "emy", "ac", "acy", "aca", "ace", "acych", "acego", "acej",
];

/// Irregular verbs, each by its end in letters folded, `ó` and `ć` kept to tell nouns from them, and what becomes
/// of that end.
const IRREGULAR: &[(&str, &[&str])] = &[
    (
        "chcieć",
        &[
            "chce", "chca", "chcesz", "chcemy", "chcial", "chciala", "chcialo", "chcieli",
            "chcialy", "chciano",
        ],
    ),
    (
        "umieć",
        &[
            "umie", "umieja", "umial", "umiala", "umialo", "umieli", "umialy", "umiano", "umienie",
            "umienia",
        ],
    ),
    (
        "mieć",
        &[
            "mam", "ma", "mamy", "maja", "mial", "miala", "mialo", "mieli", "mialy", "miano",
        ],
    ),
    (
        "wiedzieć",
        &[
            "wie",
            "wiem",
            "wiemy",
            "wiedza",
            "wiedzial",
            "wiedziala",
            "wiedzialo",
            "wiedzieli",
            "wiedzialy",
            "wiedziano",
            "wiedziany",
        ],
    ),
    (
        "móc",
        &[
            "moge", "moze", "mozesz", "mozemy", "moga", "mogl", "mogla", "moglo", "mogli", "mogly",
        ],
    ),
    (
        "znaleźć",
        &[
            "znalazl",
            "znalazla",
            "znalazlo",
            "znalezli",
            "znalazly",
            "znajdzie",
            "znajda",
            "znaleziono",
            "znaleziony",
            "znaleziona",
            "znalezione",
            "znalezieni",
        ],
    ),
    (
        "wziąć",
        &[
            "wzial", "wziela", "wzieli", "wziely", "wzieto", "wziety", "wzieta", "wezmie", "wezma",
        ],
    ),
    (
        "strzec",
        &[
            "strzegl",
            "strzegla",
            "strzegli",
            "strzegly",
            "strzeze",
            "strzega",
            "strzezono",
            "strzezony",
        ],
    ),
    (
        "ciec",
        &["ciekl", "ciekla", "ciekli", "ciekly", "cieknie", "ciekna"],
    ),
    (
        "biec",
        &["biegl", "biegla", "biegli", "biegly", "biegnie", "biegna"],
    ),
    (
        "umrzeć",
        &[
            "umarl", "umarla", "umarlo", "umarli", "umarly", "umrze", "umra",
        ],
    ),
    (
        "jeść",
        &[
            "je", "jedza", "jadl", "jadla", "jedli", "jadly", "jedzono", "jedzony",
        ],
    ),
    (
        "nieść",
        &[
            "niosl",
            "niosla",
            "nioslo",
            "niesli",
            "niosly",
            "niesie",
            "niosa",
            "niesiono",
            "niesiony",
            "niesiona",
            "niesione",
            "niesionych",
        ],
    ),
    (
        "wieźć",
        &[
            "wiozl", "wiozla", "wiezli", "wiozly", "wiezie", "wioza", "wieziono", "wieziony",
            "wieziona", "wiezione", "wiezieni",
        ],
    ),
    (
        "kraść",
        &[
            "kradl",
            "kradla",
            "kradlo",
            "kradli",
            "kradly",
            "kradnie",
            "kradna",
            "kradziono",
            "kradziony",
            "kradziona",
            "kradzione",
            "kradzionych",
        ],
    ),
    (
        "paść",
        &[
            "padl", "padla", "padlo", "padli", "padly", "padnie", "padna",
        ],
    ),
    (
        "siąść",
        &["siadl", "siadla", "siedli", "siadly", "siadzie", "siada"],
    ),
    (
        "być",
        &[
            "byl", "byla", "bylo", "byli", "byly", "byto", "byty", "byta", "byte", "bytych",
            "bedzie", "beda", "bycie", "bycia",
        ],
    ),
    (
        "jechać",
        &[
            "jechal", "jechala", "jechalo", "jechali", "jechaly", "jedzie", "jada",
        ],
    ),
];

/// Verbs in -iść and -jść part into these behind their prefix.
const GO: &[&str] = &["jdzie", "jda", "jdziemy", "szla", "szlo", "szli", "szly"];

/// Nouns that end like verbs.
const NOUNS: &[&str] = &["kopeć", "łokieć", "paznokieć", "postać"];

/// The forms of a verb in the infinitive, in lower case and folded; none when it is none.
pub(super) fn forms(lower: &str, word: &str) -> Vec<(String, Ending)> {
    if NOUNS.contains(&lower) {
        return Vec::new();
    }
    let irregular = IRREGULAR
        .iter()
        .find_map(|(end, ends)| Some((before(lower, word, end)?, ends)));
    if let Some((head, ends)) = irregular {
        return vec![
            (word.to_owned(), Ending::None),
            (head.to_owned(), Ending::OneOf(ends)),
        ];
    }
    if lower.ends_with("jść") || lower == "iść" {
        return going(word.trim_end_matches("sc").trim_end_matches(['j', 'i']));
    }
    if let Some(head) = word.strip_suffix("owac") {
        return vec![
            (format!("{head}uj"), Ending::OneOf(PRESENT)),
            (format!("{head}owa"), Ending::OneOf(AFTER_VOWEL)),
            (format!("{head}owan"), Ending::OneOf(PARTICIPLE)),
        ];
    }
    let Some((head, vowel)) = word
        .strip_suffix('c')
        .and_then(|stem| Some((cut(stem, 1)?, stem.chars().next_back()?)))
        .filter(|(head, _)| head.len() > 2)
    else {
        return Vec::new();
    };
    let written = lower.chars().rev().nth(1).unwrap_or(vowel);
    match vowel {
        // Without its marks a verb in -ąć looks like one in -ać.
        'a' => {
            let mut forms = Vec::new();
            if written != 'ą' {
                forms.extend(in_ac(head));
            }
            if written == 'ą' || head.ends_with(['j', 'n']) {
                forms.extend(nasal(head));
            }
            forms
        }
        'i' => in_ic(head),
        'y' => {
            let mut forms = of_vowel(head, 'y');
            forms.push((head.to_owned(), Ending::OneOf(&["y", "a", "enie", "enia"])));
            forms.push((format!("{head}on"), Ending::OneOf(PARTICIPLE)));
            forms.push((format!("{head}eni"), Ending::None));
            forms
        }
        // Nouns in -ec are no verbs.
        'e' if written == 'e' && lower.ends_with('ć') => in_ec(head),
        _ => Vec::new(),
    }
}

/// The past, gerund and passive participle behind a vowel; `zabito` and `użyty` beside `pisano`.
fn of_vowel(head: &str, vowel: char) -> Vec<(String, Ending)> {
    let mut forms = vec![(format!("{head}{vowel}"), Ending::OneOf(AFTER_VOWEL))];
    let stem = format!("{head}{vowel}");
    if ["bi", "my", "kry", "zy", "szy", "ly"]
        .iter()
        .any(|end| stem.ends_with(end))
    {
        forms.push((stem, Ending::OneOf(PARTICIPLE_IN_T)));
    }
    forms
}

fn in_ac(head: &str) -> Vec<(String, Ending)> {
    let mut forms = of_vowel(head, 'a');
    // zatrzymać, zatrzyma.
    forms.push((format!("{head}a"), Ending::OneOf(&["", "my"])));
    forms.push((format!("{head}an"), Ending::OneOf(PARTICIPLE)));
    // podpisać, podpisze; zakazać, zakaże; wybrać, wybierze; wysłać, wyśle; sprzedać, sprzedadzą; stawać, staje;
    // odpisywać, odpisuje.
    for (hard, soft) in [
        ("is", "isz"),
        ("az", "az"),
        ("br", "bierz"),
        ("br", "bior"),
        ("sl", "sl"),
        ("d", "dadz"),
        ("daw", "daj"),
        ("staw", "staj"),
        ("znaw", "znaj"),
        ("yw", "uj"),
        ("iw", "uj"),
        ("lam", "lami"),
        ("plak", "placz"),
    ] {
        if let Some(head) = head.strip_suffix(hard) {
            forms.push((format!("{head}{soft}"), Ending::OneOf(PRESENT)));
        }
    }
    forms
}

/// przyjąć, przyjęła, przyjmie; osiągnąć, osiągnięto, osiągnie; rozpocząć, rozpocznie.
fn nasal(head: &str) -> Vec<(String, Ending)> {
    let mut forms = vec![
        (format!("{head}a"), Ending::OneOf(&["c", "l", "lem"])),
        (format!("{head}e"), Ending::OneOf(&["la", "lo", "li", "ly"])),
    ];
    if let Some(root) = head.strip_suffix('n') {
        forms.push((format!("{root}ni"), Ending::OneOf(&["e", "emy"])));
        forms.push((head.to_owned(), Ending::OneOf(&["a"])));
        forms.push((format!("{head}ie"), Ending::OneOf(PARTICIPLE_IN_T)));
    } else {
        let present = match head.strip_suffix('j') {
            Some(root) => format!("{root}jm"),
            None => format!("{head}n"),
        };
        forms.push((present, Ending::OneOf(&["ie", "a", "iemy"])));
        forms.push((format!("{head}e"), Ending::OneOf(PARTICIPLE_IN_T)));
    }
    forms
}

fn in_ic(head: &str) -> Vec<(String, Ending)> {
    let mut forms = of_vowel(head, 'i');
    forms.push((head.to_owned(), Ending::OneOf(&["i", "imy"])));
    // Before ą and o the consonant changes or keeps its i: ogłosić, ogłoszą; puścić, puszczą; kupić, kupią.
    let softer = if let Some(root) = head.strip_suffix("sc") {
        format!("{root}szcz")
    } else if let Some(root) = head.strip_suffix('s') {
        format!("{root}sz")
    } else if head.ends_with(['b', 'p', 'm', 'w', 'f', 'n']) {
        format!("{head}i")
    } else {
        head.to_owned()
    };
    forms.push((
        softer.clone(),
        Ending::OneOf(&["a", "enie", "enia", "eniu", "eniem", "eni"]),
    ));
    forms.push((format!("{softer}on"), Ending::OneOf(PARTICIPLE)));
    forms
}

/// widzieć, widziała, widzieli, widzi; rozumieć, rozumie.
fn in_ec(head: &str) -> Vec<(String, Ending)> {
    let mut forms = vec![
        (format!("{head}a"), Ending::OneOf(PAST)),
        (format!("{head}an"), Ending::OneOf(PARTICIPLE)),
        (
            format!("{head}e"),
            Ending::OneOf(&["c", "li", "ja", "nie", "nia"]),
        ),
    ];
    if let Some(root) = head.strip_suffix('i') {
        forms.push((head.to_owned(), Ending::OneOf(&["", "my", "e"])));
        let softer = match root.strip_suffix('s') {
            Some(root) => format!("{root}sz"),
            None if root.ends_with("dz") => root.to_owned(),
            None => head.to_owned(),
        };
        forms.push((softer, Ending::OneOf(&["a"])));
    } else {
        forms.push((head.to_owned(), Ending::OneOf(&["i", "y", "a", "e"])));
    }
    forms
}

/// wejść, wejdzie, weszła, wszedł.
fn going(prefix: &str) -> Vec<(String, Ending)> {
    let open = ["we", "ode", "nade", "pode", "obe", "roze", "ze"];
    let short = if open.contains(&prefix) {
        cut(prefix, 1).unwrap_or(prefix)
    } else {
        prefix
    };
    let mut forms = vec![
        (format!("{short}szedl"), Ending::None),
        (format!("{prefix}jsc"), Ending::OneOf(&["", "ie", "ia"])),
        (prefix.to_owned(), Ending::OneOf(GO)),
    ];
    if prefix.is_empty() {
        forms.push(("isc".to_owned(), Ending::None));
        forms.push(("id".to_owned(), Ending::OneOf(&["zie", "a", "ziemy"])));
    }
    forms
}

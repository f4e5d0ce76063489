//! Polish nouns by the shape of their dictionary form, with the changes of consonants and vowels that the
//! locative, the plural of persons and the genitive of the plural bring.

use super::endings::*;
use super::{Forms, cut, is_vowel, last, push};

/// Locatives that change a vowel, by the end of the word's stem.
const VOWEL_CHANGES: &[(&str, &str, Endings)] = &[
    ("jazd", "jezdz", IE),
    ("iazd", "iezdz", IE),
    ("iast", "iesc", IE),
    ("wiat", "wiec", IE),
    ("wiatr", "wietrz", E),
    ("lat", "lec", IE),
    ("las", "les", IE),
    ("wiar", "wierz", E),
    ("miar", "mierz", E),
    ("fiar", "fierz", E),
    ("cial", "ciel", E),
    ("kosciol", "kosciel", E),
    ("czol", "czel", E),
    ("sasiad", "sasiedz", IE_I),
    ("mezczyzn", "mezczyzn", I),
    ("obiad", "obiedz", IE),
    ("swiatl", "swietl", E),
];

/// Where `ą` stands in the last syllable only.
const NASAL_CHANGES: &[(&str, &str)] = &[
    ("zab", "zeb"),
    ("dab", "deb"),
    ("golab", "golebi"),
    ("jastrzab", "jastrzebi"),
    ("blad", "bled"),
    ("wzglad", "wzgled"),
    ("urzad", "urzed"),
    ("okrag", "okreg"),
    ("krag", "kreg"),
    ("maz", "mez"),
    ("waz", "wez"),
    ("galaz", "galezi"),
    ("zoladz", "zoledzi"),
];

/// Words whose last consonant is soft though its letter, folded, does not tell.
const SOFT_ENDED: &[&str] = &[
    "bialorus", "bron", "golab", "jastrzab", "karp", "krtan", "losos", "os", "oswiecim", "otchlan",
    "piers", "poznan", "przystan", "radom", "rus", "skron", "slon", "torun", "wiez", "wolyn",
    "wroclaw", "zolw",
];

/// A consonant ends the dictionary form.
pub(super) fn masculine(word: &str, forms: &mut Forms) {
    if let Some(head) = word
        .strip_suffix("um")
        .filter(|head| head.len() > 2 && !head.ends_with(['b', 'l', 'm', 's', 'z']))
    {
        push(forms, head, "", NEUTER_UM);
        return;
    }
    if let Some(head) = word.strip_suffix("anin").filter(|head| head.len() > 1) {
        push(
            forms,
            head,
            "an",
            &[
                "ina", "inowi", "inem", "inie", "ie", "", "om", "ami", "ach", "ow",
            ],
        );
        return;
    }
    for (known, oblique) in NASAL_CHANGES {
        if let Some(head) = word
            .strip_suffix(known)
            .filter(|_| word.len() < known.len() + 4)
        {
            oblique_forms(&format!("{head}{oblique}"), forms);
            if word != "urzad" {
                return;
            }
        }
    }
    if !without_fleeting(word, forms) {
        oblique_forms(word, forms);
    }
}

/// The forms behind a stem that ends in a consonant.
fn oblique_forms(stem: &str, forms: &mut Forms) {
    if SOFT_ENDED.contains(&stem) {
        push(forms, stem, "", SOFT);
        return;
    }
    let endings = match last(stem) {
        'k' | 'g' => MASCULINE_VELAR,
        'l' => MASCULINE_L,
        'j' | 'i' => MASCULINE_SOFT,
        'b' | 'f' | 'm' | 'n' | 'p' | 's' | 'v' | 'w' | 'x' => MASCULINE_HARD,
        'c' if stem.ends_with("sc") => SOFT,
        'c' => MASCULINE_SOFT,
        'z' if ["cz", "rz", "sz"].iter().any(|end| stem.ends_with(end)) => MASCULINE_SOFT,
        'z' => {
            push(
                forms,
                stem,
                "",
                if stem.ends_with("uz") { IE_I } else { IE },
            );
            // bagaże, and not obrażę.
            if ["braz", "yraz", "kaz", "gaz"]
                .iter()
                .any(|end| stem.ends_with(end))
            {
                MASCULINE
            } else {
                MASCULINE_SOFT
            }
        }
        _ => MASCULINE,
    };
    push(forms, stem, "", endings);
    match last(stem) {
        'n' if ["ien", "zen", "len"].iter().any(|end| stem.ends_with(end)) => {
            push(forms, stem, "", SOFT);
        }
        'n' if !stem.ends_with("yn") => push(forms, stem, "", I),
        'p' => push(forms, stem, "", I),
        'c' if !stem.ends_with("sc") => push(forms, stem, "", SOFT),
        'z' if stem.ends_with("dz") => push(forms, stem, "", SOFT),
        'j' => {
            if let Some(head) = cut(stem, 1) {
                push(forms, head, "", I);
            }
        }
        's' if stem.ends_with("prezes") => push(forms, stem, "", I),
        _ => softened(stem, forms, PERSONS.iter().any(|end| stem.ends_with(end))),
    }
}

/// Ends of words for persons, whose plural has a soft consonant.
const PERSONS: &[&str] = &[
    "nt", "at", "rt", "yt", "kt", "sasiad", "szwed", "zyd", "czech", "mnich", "k", "g", "r",
];

/// `podatek`, `podatku`; whether the word's own stem has no endings.
fn without_fleeting(word: &str, forms: &mut Forms) -> bool {
    let long = |head: &&str| head.chars().any(is_vowel) || head.len() > 2;
    // Of stems that are closed lists, the head may be empty.
    for (suffix, short, only) in [
        ("dzien", "dni", true),
        ("cien", "tni", true),
        ("czen", "czni", true),
        ("gien", "gni", true),
        ("zien", "zni", true),
        ("rzesien", "rzesni", true),
        ("pien", "pni", true),
        ("rzec", "rc", false),
        ("iec", "c", false),
        ("ek", "k", true),
        ("ec", "c", false),
        ("handel", "handl", true),
        ("wegiel", "wegl", true),
        ("posel", "posl", true),
        ("pawel", "pawl", true),
        ("wezel", "wezl", true),
        ("diabel", "diabl", true),
        ("orzel", "orl", true),
        ("wrobel", "wrobl", true),
        ("szczebel", "szczebl", true),
    ] {
        if let Some(head) = word
            .strip_suffix(suffix)
            .filter(|head| long(head) || short.len() > 3)
        {
            if only && last(head) == 'i' {
                return false;
            }
            let stem = format!("{head}{short}");
            if short.ends_with('i') {
                push(forms, &stem, "", NONE);
            }
            oblique_forms(&stem, forms);
            return only;
        }
    }
    false
}

/// The locative or dative and, where `persons` tells, the plural of persons.
fn softened(stem: &str, forms: &mut Forms, persons: bool) {
    for (hard, changed, endings) in VOWEL_CHANGES {
        if let Some(head) = stem.strip_suffix(hard) {
            push(forms, head, changed, endings);
        }
    }
    for (hard, changed, mut endings) in [
        ("ch", "s", I),
        ("k", "c", Y),
        ("g", "dz", Y),
        ("st", "sc", IE_I),
        ("zd", "zdz", IE_I),
        ("t", "c", IE_I),
        ("d", "dz", IE_I),
        ("r", "rz", E_Y),
    ] {
        if let Some(head) = stem.strip_suffix(hard).filter(|head| !head.is_empty()) {
            if !persons {
                endings = match endings {
                    IE_I => IE,
                    E_Y => E,
                    _ => return,
                };
            }
            push(forms, head, changed, endings);
            return;
        }
    }
}

/// A word in `-a`, its `stem` before that.
pub(super) fn feminine(stem: &str, forms: &mut Forms) {
    let endings = match last(stem) {
        'k' | 'g' => FEMININE_VELAR,
        'i' | 'j' | 'e' | 'u' => FEMININE_SOFT,
        'b' | 'f' | 'm' | 'n' | 'p' | 's' | 'v' | 'w' => FEMININE_HARD,
        'z' if ["cz", "rz", "sz", "dz"]
            .iter()
            .any(|end| stem.ends_with(end)) =>
        {
            FEMININE
        }
        'z' => FEMININE_HARD,
        'l' => FEMININE_VELAR,
        _ => FEMININE,
    };
    push(forms, stem, "", endings);
    // The vocative of a short word may be another: rado, nowo.
    if stem.len() > 4 {
        push(forms, stem, "", O);
    }
    if last(stem) == 'l' {
        push(forms, stem, "", Y);
    }
    for (hard, changed) in [("k", "c"), ("g", "dz"), ("ch", "sz")] {
        if let Some(head) = stem.strip_suffix(hard) {
            push(forms, head, changed, E);
        }
    }
    softened(stem, forms, false);
    // terrorysta, terroryści, terrorystów; zabójca, zabójców.
    for (end, changed, endings) in [
        ("ist", "isc", I),
        ("yst", "ysc", I),
        ("et", "ec", I),
        ("eg", "edz", Y),
    ] {
        if let Some(head) = stem.strip_suffix(end).filter(|head| head.len() > 1) {
            push(forms, head, changed, endings);
        }
    }
    let person = ["c", "ist", "yst", "et", "eg", "wod"]
        .iter()
        .any(|end| stem.ends_with(end));
    if person && stem.len() > 4 {
        push(forms, stem, "", &["ow", "owie"]);
    }
    inserted(stem, forms);
    // nadziei; zdjęć; mediów.
    if let Some(head) = stem.strip_suffix('j').filter(|head| is_vowel(last(head))) {
        push(forms, head, "", I);
    }
    if let Some(head) = stem
        .strip_suffix('i')
        .filter(|head| ["ec", "en", "an"].iter().any(|end| head.ends_with(end)))
    {
        push(forms, head, "", NONE);
    }
    if stem.ends_with("di") {
        push(forms, stem, "", OW);
    }
}

/// `szczepionek`, `okien`: the genitive of the plural parts two consonants.
fn inserted(stem: &str, forms: &mut Forms) {
    let (Some(head), end) = (cut(stem, 1), last(stem)) else {
        return;
    };
    if is_vowel(last(head)) {
        return;
    }
    let endings: Endings = match end {
        'k' => &["ek", "iek"],
        'n' => &["en", "ien"],
        'l' => &["el", "iel"],
        'r' => &["er", "ier"],
        'w' => &["ew"],
        'b' => &["eb"],
        _ => return,
    };
    push(forms, head, "", endings);
}

/// A word in `-o`.
pub(super) fn neuter(stem: &str, forms: &mut Forms) {
    let endings = match last(stem) {
        'k' | 'g' => NEUTER_VELAR,
        'b' | 'm' | 'n' | 'p' | 's' | 'w' | 'z' => NEUTER_HARD,
        _ => NEUTER,
    };
    push(forms, stem, "", endings);
    match last(stem) {
        'l' => {
            push(forms, stem, "", E);
            softened(stem, forms, false);
        }
        'i' => push(forms, stem, "", &["ow"]),
        'k' if ["enk", "zk"].iter().any(|end| stem.ends_with(end)) => {
            push(forms, stem, "", &["i", "e"]);
            if let Some(head) = cut(stem, 1) {
                push(forms, head, "c", E);
            }
        }
        _ => softened(stem, forms, false),
    }
    inserted(stem, forms);
}

/// A word in `-e`: `morze`, `zdjęcie`, `imię`, or a plural.
pub(super) fn in_e(word: &str, stem: &str, forms: &mut Forms) {
    if let Some(head) = word.strip_suffix("mie") {
        push(
            forms,
            head,
            "mi",
            &[
                "enia", "eniu", "eniem", "ona", "on", "onom", "onami", "onach",
            ],
        );
        return;
    }
    if let Some(head) = word.strip_suffix("ie") {
        push(
            forms,
            stem,
            "",
            &["e", "a", "u", "em", "om", "ami", "ach", "i", ""],
        );
        push(forms, head, "", NONE);
        return;
    }
    push(forms, stem, "", NEUTER_SOFT);
    if last(stem) == 'z' {
        push(forms, stem, "", Y);
    }
}

/// A word in `-y` or `-i` as the plural of a noun.
pub(super) fn plural(word: &str, stem: &str, forms: &mut Forms) {
    match last(stem) {
        _ if word.ends_with("ski") => {}
        'k' | 'g' => push(forms, stem, "", PLURAL_VELAR),
        'c' | 'd' | 'n' | 'w' | 'z' if word.ends_with('i') => {
            push(forms, stem, "", PLURAL_IN_I);
        }
        _ => push(forms, stem, "", PLURAL),
    }
    // Chiny, Chin; but the stem of an adjective may be another word.
    if ["m", "s", "w", "n", "t", "d", "z", "lug"]
        .iter()
        .any(|end| stem.ends_with(end))
        || PLURALS.contains(&word)
    {
        push(forms, stem, "", NONE);
    }
    // matki, matek.
    if let Some(head) = stem
        .strip_suffix('k')
        .filter(|head| !is_vowel(last(head)) && last(head) != 's')
    {
        push(forms, head, "", EK);
    }
}

/// Plurals whose genitive is their stem though it might be an adjective's.
const PLURALS: &[&str] = &["czechy", "gory", "kary", "ofiary", "szkoly", "sily"];

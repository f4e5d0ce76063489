//! German: the endings of nouns, adjectives and verbs, umlauts folded. Compounds are other words: an analyst writes
//! `impfstoff*` for them.
//!
//! A light stemmer turned round: as in Savoy's (<http://members.unine.ch/jacques.savoy/clef/>) only the endings of
//! inflection count, each kind of word has its own, and what no ending tells is listed. The Snowball stemmer takes
//! off those of derivation too and knows no kinds of words: it makes one of `Arbeiter` and `Arbeit`, of `Bayern` and
//! `Bayer`, and it misses `sprach`.

mod verbs;

use super::{Ending, cut};

const ADJECTIVE: &[&str] = &["", "e", "en", "er", "es", "em"];
const COMPARISON: &[&str] = &[
    "ere", "eren", "erer", "eres", "erem", "ste", "sten", "ster", "stes", "stem", "este", "esten",
    "ester", "estes", "estem",
];
const NOUN: &[&str] = &["", "e", "en", "es", "s", "n"];
const DOUBLED: &[&str] = &["", "se", "ses", "sen"];
/// Of a noun that is an adjective at heart.
const OF_ADJECTIVE: &[&str] = &["e", "en", "er", "es", "em"];

/// Adjectives that are compared by another stem.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("gross", &["gross", "grosst"]),
    ("gut", &["gut", "bess", "best"]),
    ("hoch", &["hoch", "hoh", "hochst"]),
    ("nah", &["nah", "nachst"]),
    ("nahe", &["nah", "nachst"]),
];

/// What nouns with a plural in -er end in; with others -er makes another word: `Messe`, `Messer`.
const PLURAL_IN_ER: &[&str] = &[
    "amt", "bad", "band", "bild", "blatt", "brett", "buch", "dach", "dorf", "fach", "fass", "feld",
    "geist", "geld", "gesicht", "gespenst", "glas", "glied", "gott", "grab", "gut", "haupt",
    "haus", "holz", "horn", "huhn", "kalb", "kind", "kleid", "korn", "kraut", "land", "leib",
    "licht", "lied", "loch", "mal", "mann", "nest", "rad", "rand", "regiment", "rind", "schild",
    "schloss", "schwert", "spital", "tal", "tuch", "tum", "volk", "wald", "weib", "wort", "wurm",
];

/// Adjectives that are nouns or begin names, and participles that do not look like one.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "alt", "arm", "beamt", "bekannt", "deutsch", "ostdeutsch", "westdeutsch", "fremd", "gesandt", "gross",
    "grun", "hoh", "klein", "krank", "link", "neu", "rot", "schwarz", "tot", "verwandt", "weiss",
];

/// What adjectives end in.
const SUFFIXES: &[&str] = &["isch", "lich", "ig", "los", "al", "ell", "iv"];

/// Short nouns of persons; other short nouns with -in are other words: `Term`, `Termin`.
const PERSONS: &[&str] = &["arzt", "gott", "graf", "held", "koch", "wirt", "zar"];

/// What participles begin with.
const PREFIXES: &[&str] = &[
    "ab", "an", "auf", "aus", "be", "ein", "ent", "er", "ge", "in", "un", "ver", "vor", "zu",
];

/// The forms of a folded word; `noun` when it was written with a capital.
pub(super) fn forms(word: &str, noun: bool) -> Vec<(String, Ending)> {
    if let Some((_, stems)) = IRREGULAR
        .iter()
        .find(|(adjective, _)| *adjective == word && !noun)
    {
        return stems
            .iter()
            .map(|stem| (*stem).to_owned())
            .flat_map(adjective)
            .collect();
    }
    if ["isch", "lich", "ig"]
        .iter()
        .any(|suffix| word.ends_with(suffix))
    {
        let mut forms = adjective(word.to_owned());
        // König is none.
        if noun {
            forms.push((word.to_owned(), Ending::OneOf(&["s", "in", "innen"])));
        }
        return forms;
    }
    if noun {
        return noun_forms(word);
    }
    if let Some(forms) = verbs::forms(word) {
        return forms;
    }
    // neue, neuen; europäischer, europäische.
    let stem = match word.strip_suffix('e') {
        Some(stem) => stem,
        None => OF_ADJECTIVE
            .iter()
            .find_map(|end| word.strip_suffix(end).filter(|stem| is_adjective(stem)))
            .unwrap_or(word),
    };
    let mut forms = adjective(stem.to_owned());
    // A noun without its capital.
    forms.push((word.to_owned(), Ending::OneOf(&["s"])));
    forms
}

fn adjective(stem: String) -> Vec<(String, Ending)> {
    let mut forms = Vec::new();
    // teuer, teure; dunkel, dunkle.
    if let Some(head) = cut(&stem, 2)
        && let Some(end @ ("el" | "er")) = stem.get(head.len()..)
    {
        forms.push((format!("{head}{}", &end[1..]), Ending::OneOf(OF_ADJECTIVE)));
    }
    forms.push((stem.clone(), Ending::OneOf(ADJECTIVE)));
    forms.push((stem, Ending::OneOf(COMPARISON)));
    forms
}

fn noun_forms(word: &str) -> Vec<(String, Ending)> {
    // Bus, Busse: never Busen.
    if word.chars().count() < 4 && word.ends_with("us") {
        return vec![(word.to_owned(), Ending::OneOf(DOUBLED))];
    }
    let mut forms = vec![(word.to_owned(), Ending::OneOf(NOUN))];
    let mut add = |stem: &str, endings| forms.push((stem.to_owned(), Ending::OneOf(endings)));
    if PLURAL_IN_ER.iter().any(|end| word.ends_with(end)) {
        add(word, &["er", "ern"]);
    }
    // Zeugnis, Zeugnisse; Bus, Busse.
    if ["nis", "us"].iter().any(|end| word.ends_with(end)) {
        add(word, DOUBLED);
    }
    if word.ends_with("in") {
        add(word, &["nen"]);
    }
    if word.len() > 4 || PERSONS.contains(&word) {
        add(word, &["in", "innen"]);
    }
    // Kollege, Kollegin.
    if let Some(stem) = word.strip_suffix('e') {
        add(stem, &["in", "innen"]);
    }
    // Abgeordneter, Abgeordnete; Europäische Union, Europäischen Union; Weißes Haus, Weißen Haus.
    let stem = OF_ADJECTIVE
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|stem| is_adjective(stem)));
    if let Some(stem) = stem {
        add(stem, OF_ADJECTIVE);
    }
    // Museum, Ministerium, Thema, Virus, Basis, Konto: Museen, Ministerien, Themen, Viren, Basen, Konten.
    let foreign = ["um", "us", "is", "a", "o"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .filter(|stem| stem.len() > 2);
    if let Some(stem) = foreign {
        add(stem, &["en"]);
    }
    // Visum, Visa; Praktikum, Praktika.
    if ["visum", "ikum", "imum"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        add(&word[..word.len() - 2], &["a"]);
    }
    forms
}

/// Whether what a noun in -e or -er has before it is an adjective or a participle: `Freiwilliger`, `Reisender`,
/// `Verletzter`, `Gefangener`, but not `Vertreter`.
fn is_adjective(stem: &str) -> bool {
    if NOUNS.contains(&stem) || SUFFIXES.iter().any(|end| stem.ends_with(end)) {
        return true;
    }
    let participle = PREFIXES.iter().any(|prefix| stem.starts_with(prefix));
    if stem.ends_with("end") || stem.ends_with("en") && participle {
        return stem.len() > 5;
    }
    let Some(before) = stem.strip_suffix('t').filter(|_| participle) else {
        return false;
    };
    // Gestalter, Behälter.
    !before.ends_with("al")
        && match before.strip_suffix('e') {
            // Abgeordneter, Verwundeter, Verhafteter.
            Some(root) => root.ends_with(['n', 'd', 't']),
            None => !before.ends_with(['a', 'i', 'o', 'u']),
        }
}

//! German: the endings of nouns, adjectives and verbs, umlauts folded, and the common strong verbs with their
//! prefixes. Compounds are other words: an analyst writes `impfstoff*` for them.
//!
//! Closed lists of endings and no stemmer: a stemmer takes the endings of all kinds of words off all words, and so
//! makes one of `Messe` and `messen`, while it misses `sprach`.

use super::{Ending, cut};

const NOMINAL: &[&str] = &[
    "", "e", "en", "er", "ern", "es", "s", "n", "em", "in", "innen", "se", "sen",
];
const AFTER_E: &[&str] = &["", "e", "en", "er", "ern", "es", "em", "n"];
const AFTER_EN: &[&str] = &[
    "e", "en", "st", "t", "et", "te", "ten", "ete", "eten", "end", "ende", "enden", "ender",
];
const AFTER_ERN: &[&str] = &["t", "te", "ten", "st", "nd", "nde", "nden"];
const PARTICIPLE: &[&str] = &["t", "te", "ten", "tes", "ter", "tem", "et", "ete", "eten"];
const ADJECTIVE: &[&str] = &["", "e", "en", "er", "es", "em"];
const STRONG_PRESENT: &[&str] = &["e", "en", "t", "et", "st", "end", "ende", "enden"];
const STRONG_PAST: &[&str] = &["", "en", "e", "t", "te", "ten", "st"];

/// Strong and mixed verbs without their `en`: what else their present is made of, their past, their participle
/// without its `ge`. Umlauts are folded.
const STRONG: &[(&str, &str, &str, &str)] = &[
    ("biet", "", "bot", "boten"),
    ("bind", "", "band", "bunden"),
    ("bitt", "", "bat", "beten"),
    ("bleib", "", "blieb", "blieben"),
    ("brech", "brich", "brach", "brochen"),
    ("bring", "", "brach", "bracht"),
    ("denk", "", "dach", "dacht"),
    ("dring", "", "drang", "drungen"),
    ("fahr", "", "fuhr", "fahren"),
    ("fall", "", "fiel", "fallen"),
    ("fang", "", "fing", "fangen"),
    ("find", "", "fand", "funden"),
    ("flieg", "", "flog", "flogen"),
    ("flieh", "", "floh", "flohen"),
    ("geb", "gib", "gab", "geben"),
    ("geh", "", "ging", "gangen"),
    ("greif", "", "griff", "griffen"),
    ("halt", "", "hielt", "halten"),
    ("helf", "hilf", "half", "holfen"),
    ("komm", "", "kam", "kommen"),
    ("lass", "", "liess", "lassen"),
    ("lauf", "", "lief", "laufen"),
    ("les", "lies", "las", "lesen"),
    ("lieg", "", "lag", "legen"),
    ("nehm", "nimm", "nahm", "nommen"),
    ("ruf", "", "rief", "rufen"),
    ("schlag", "", "schlug", "schlagen"),
    ("schliess", "", "schloss", "schlossen"),
    ("schreib", "", "schrieb", "schrieben"),
    ("seh", "sieh", "sah", "sehen"),
    ("sprech", "sprich", "sprach", "sprochen"),
    ("steh", "", "stand", "standen"),
    ("steig", "", "stieg", "stiegen"),
    ("sterb", "stirb", "starb", "storben"),
    ("trag", "", "trug", "tragen"),
    ("treff", "triff", "traf", "troffen"),
    ("treib", "", "trieb", "trieben"),
    ("tret", "tritt", "trat", "treten"),
    ("werb", "wirb", "warb", "worben"),
    ("werf", "wirf", "warf", "worfen"),
    ("weis", "", "wies", "wiesen"),
    ("wachs", "", "wuchs", "wachsen"),
    ("zieh", "", "zog", "zogen"),
];

const PREFIXES: &[&str] = &[
    "", "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "er", "ge", "mit", "nach",
    "statt", "teil", "uber", "unter", "ver", "vor", "weg", "wider", "zer", "zu", "zuruck",
    "zusammen",
];

/// The forms of a folded word; `noun` when it was written with a capital.
pub(super) fn forms(word: &str, noun: bool) -> Vec<(String, Ending)> {
    if word.chars().count() < 4 {
        return vec![(
            word.to_owned(),
            Ending::OneOf(&["", "e", "en", "s", "es", "er", "ern", "em"]),
        )];
    }
    for suffix in ["isch", "lich", "ig"] {
        if word.ends_with(suffix) {
            return vec![(word.to_owned(), Ending::OneOf(ADJECTIVE))];
        }
    }
    if !noun && let Some(forms) = strong(word) {
        return forms;
    }
    let mut forms = vec![(word.to_owned(), Ending::OneOf(NOMINAL))];
    if let Some(stem) = word
        .strip_suffix("en")
        .filter(|stem| stem.len() > 3 && !noun)
    {
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_EN)));
        forms.push((format!("ge{stem}"), Ending::OneOf(PARTICIPLE)));
        forms.extend(separable(stem));
    } else if let Some(stem) = word
        .strip_suffix('n')
        .filter(|stem| stem.len() > 4 && (stem.ends_with("er") || stem.ends_with("el")))
    {
        // liefern, liefert, geliefert; never the bare stem, which is another word: Bayern, Bayer.
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_ERN)));
        forms.push((format!("ge{stem}"), Ending::OneOf(PARTICIPLE)));
        forms.extend(separable(stem));
    } else if word.ends_with("in") {
        forms.push((word.to_owned(), Ending::OneOf(&["nen"])));
    } else if word.ends_with('e')
        && let Some(stem) = cut(word, 1)
    {
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_E)));
    }
    // Museum, Museen; Ministerium, Ministerien; Thema, Themen.
    let stem = word
        .strip_suffix("um")
        .or_else(|| word.strip_suffix('a').filter(|_| noun));
    if let Some(stem) = stem {
        forms.push((stem.to_owned(), Ending::OneOf(&["en"])));
    }
    forms
}

/// `einführen`, `eingeführt`.
fn separable(stem: &str) -> Vec<(String, Ending)> {
    PREFIXES
        .iter()
        .filter(|prefix| !prefix.is_empty())
        .filter_map(|prefix| Some((prefix, stem.strip_prefix(prefix)?)))
        .filter(|(_, root)| root.len() > 2)
        .map(|(prefix, root)| (format!("{prefix}ge{root}"), Ending::OneOf(PARTICIPLE)))
        .collect()
}

fn strong(word: &str) -> Option<Vec<(String, Ending)>> {
    let stem = word.strip_suffix("en")?;
    let (prefix, (root, present, past, participle)) = STRONG.iter().find_map(|row| {
        let prefix = stem.strip_suffix(row.0)?;
        PREFIXES.contains(&prefix).then_some((prefix, row))
    })?;
    let mut forms = vec![
        (format!("{prefix}{root}"), Ending::OneOf(STRONG_PRESENT)),
        (format!("{prefix}{past}"), Ending::OneOf(STRONG_PAST)),
        (format!("{prefix}ge{participle}"), Ending::OneOf(ADJECTIVE)),
    ];
    if !present.is_empty() {
        forms.push((
            format!("{prefix}{present}"),
            Ending::OneOf(&["", "t", "st"]),
        ));
    }
    if !prefix.is_empty() {
        forms.push((format!("{prefix}{participle}"), Ending::OneOf(ADJECTIVE)));
    }
    Some(forms)
}

//! German verbs: weak ones by rule, the common strong and mixed ones by their table, with the prefixes that part
//! from them.

use super::{ADJECTIVE, Ending};

const AFTER_EN: &[&str] = &[
    "e", "en", "st", "t", "et", "te", "ten", "ete", "eten", "end", "ende", "enden", "ender",
    "endes", "endem",
];
const AFTER_ERN: &[&str] = &["t", "te", "ten", "st", "nd", "nde", "nden", "nder"];
const PARTICIPLE: &[&str] = &[
    "t", "te", "ten", "tes", "ter", "tem", "et", "ete", "eten", "etes", "eter", "etem",
];
const STRONG_PRESENT: &[&str] = &["e", "en", "t", "et", "st", "end", "ende", "enden"];
/// Of those whose past with an ending is a noun's: gab, Gabe, Ausgaben; sprach, Sprache; nahm, Annahme; lag, Lage.
const NOUN_LIKE: &[&str] = &["geb", "lieg", "nehm", "sprech"];
const STRONG_PAST: &[&str] = &["", "en", "e", "t", "st"];

/// Strong and mixed verbs without their `en`: what else their present is made of, their past, their participle
/// without its `ge`. Umlauts are folded.
#[rustfmt::skip]
const STRONG: &[(&str, &str, &str, &str)] = &[
    ("biet", "", "bot", "boten"),
    ("bind", "", "band", "bunden"),
    ("bitt", "", "bat", "beten"),
    ("bleib", "", "blieb", "blieben"),
    ("brech", "brich", "brach", "brochen"),
    ("brenn", "", "brannt", "brannt"),
    ("bring", "", "bracht", "bracht"),
    ("denk", "", "dacht", "dacht"),
    ("dring", "", "drang", "drungen"),
    ("fahr", "", "fuhr", "fahren"),
    ("fall", "", "fiel", "fallen"),
    ("fang", "", "fing", "fangen"),
    ("fecht", "ficht", "focht", "fochten"),
    ("find", "", "fand", "funden"),
    ("flieg", "", "flog", "flogen"),
    ("flieh", "", "floh", "flohen"),
    ("fliess", "", "floss", "flossen"),
    ("frier", "", "fror", "froren"),
    ("geb", "gib", "gab", "geben"),
    ("geh", "", "ging", "gangen"),
    ("gelt", "gil", "galt", "golten"),
    ("giess", "", "goss", "gossen"),
    ("ginn", "", "gann", "gonnen"),
    ("gleich", "", "glich", "glichen"),
    ("grab", "", "grub", "graben"),
    ("greif", "", "griff", "griffen"),
    ("halt", "halt", "hielt", "halten"),
    ("heb", "", "hob", "hoben"),
    ("heiss", "", "hiess", "heissen"),
    ("helf", "hilf", "half", "holfen"),
    ("kenn", "", "kannt", "kannt"),
    ("kling", "", "klang", "klungen"),
    ("komm", "", "kam", "kommen"),
    ("lad", "", "lud", "laden"),
    ("lass", "", "liess", "lassen"),
    ("lauf", "", "lief", "laufen"),
    ("leid", "", "litt", "litten"),
    ("leih", "", "lieh", "liehen"),
    ("les", "lies", "las", "lesen"),
    ("lieg", "", "lag", "legen"),
    ("lier", "", "lor", "loren"),
    ("lug", "", "log", "logen"),
    ("meid", "", "mied", "mieden"),
    ("mess", "miss", "mass", "messen"),
    ("nehm", "nimm", "nahm", "nommen"),
    ("nenn", "", "nannt", "nannt"),
    ("rat", "rat", "riet", "raten"),
    ("reiss", "", "riss", "rissen"),
    ("renn", "", "rannt", "rannt"),
    ("ruf", "", "rief", "rufen"),
    ("scheid", "", "schied", "schieden"),
    ("schein", "", "schien", "schienen"),
    ("schieb", "", "schob", "schoben"),
    ("schiess", "", "schoss", "schossen"),
    ("schlag", "", "schlug", "schlagen"),
    ("schliess", "", "schloss", "schlossen"),
    ("schmelz", "schmilz", "schmolz", "schmolzen"),
    ("schneid", "", "schnitt", "schnitten"),
    ("schreib", "", "schrieb", "schrieben"),
    ("schreit", "", "schritt", "schritten"),
    ("schweig", "", "schwieg", "schwiegen"),
    ("schwell", "schwill", "schwoll", "schwollen"),
    ("schwind", "", "schwand", "schwunden"),
    ("schwor", "", "schwor", "schworen"),
    ("seh", "sieh", "sah", "sehen"),
    ("sing", "", "sang", "sungen"),
    ("sink", "", "sank", "sunken"),
    ("sitz", "", "sass", "sessen"),
    ("sprech", "sprich", "sprach", "sprochen"),
    ("spring", "", "sprang", "sprungen"),
    ("steh", "", "stand", "standen"),
    ("stehl", "stiehl", "stahl", "stohlen"),
    ("steig", "", "stieg", "stiegen"),
    ("sterb", "stirb", "starb", "storben"),
    ("stoss", "", "stiess", "stossen"),
    ("streit", "", "stritt", "stritten"),
    ("trag", "", "trug", "tragen"),
    ("treff", "triff", "traf", "troffen"),
    ("treib", "", "trieb", "trieben"),
    ("tret", "tritt", "trat", "treten"),
    ("trink", "", "trank", "trunken"),
    ("trug", "", "trog", "trogen"),
    ("wachs", "", "wuchs", "wachsen"),
    ("weich", "", "wich", "wichen"),
    ("weis", "", "wies", "wiesen"),
    ("werb", "wirb", "warb", "worben"),
    ("werf", "wirf", "warf", "worfen"),
    ("wieg", "", "wog", "wogen"),
    ("winn", "", "wann", "wonnen"),
    ("zieh", "", "zog", "zogen"),
    ("zwing", "", "zwang", "zwungen"),
];

const PREFIXES: &[&str] = &[
    "", "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "er", "fest", "frei", "ge",
    "her", "hin", "mit", "nach", "statt", "teil", "uber", "unter", "ver", "vor", "weg", "wider",
    "zer", "zu", "zuruck", "zusammen",
];

/// Prefixes that never part from their verb.
const FIXED: &[&str] = &["", "be", "ent", "er", "ge", "ver", "zer"];

/// Prefixes before which a participle has no `ge`.
const WITHOUT_GE: &[&str] = &["be", "ent", "er", "uber", "unter", "ver", "wider", "zer"];

/// The forms of a folded verb in the infinitive; `None` when it is none.
pub(super) fn forms(word: &str) -> Option<Vec<(String, Ending)>> {
    if let Some(forms) = strong(word) {
        return Some(forms);
    }
    // The verb as it stands may be an adjective too: `offen`.
    let mut forms = vec![(word.to_owned(), Ending::OneOf(ADJECTIVE))];
    let stem = if let Some(stem) = word.strip_suffix("en").filter(|stem| stem.len() > 2) {
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_EN)));
        // bedrohter, finanzierter.
        if stem.ends_with("ier") || WITHOUT_GE.iter().any(|prefix| stem.starts_with(prefix)) {
            forms.push((stem.to_owned(), Ending::OneOf(PARTICIPLE)));
        }
        stem
    } else {
        let stem = word
            .strip_suffix('n')
            .filter(|stem| stem.len() > 4 && (stem.ends_with("er") || stem.ends_with("el")))?;
        // Never the bare stem, which is another word.
        forms.push((stem.to_owned(), Ending::OneOf(AFTER_ERN)));
        stem
    };
    forms.push((format!("ge{stem}"), Ending::OneOf(PARTICIPLE)));
    for (prefix, root) in parted(stem).filter(|(_, root)| root.len() > 2) {
        forms.push((format!("{prefix}ge{root}"), Ending::OneOf(PARTICIPLE)));
        forms.push((format!("{prefix}zu{root}"), Ending::OneOf(&["en", "n"])));
    }
    Some(forms)
}

/// `einführ` as `ein` and `führ`, which `ge` and `zu` come between.
fn parted(stem: &str) -> impl Iterator<Item = (&'static str, &str)> {
    PREFIXES
        .iter()
        .filter(|prefix| !FIXED.contains(prefix))
        .filter_map(move |prefix| Some((*prefix, stem.strip_prefix(prefix)?)))
}

fn strong(word: &str) -> Option<Vec<(String, Ending)>> {
    let stem = word.strip_suffix("en")?;
    let (prefix, (root, present, past, participle)) = STRONG.iter().find_map(|row| {
        let prefix = stem.strip_suffix(row.0)?;
        PREFIXES.contains(&prefix).then_some((prefix, row))
    })?;
    let past_endings: &[&str] = match (NOUN_LIKE.contains(root), FIXED.contains(&prefix)) {
        (true, true) => &["", "en"],
        (true, false) => &[""],
        (false, _) => STRONG_PAST,
    };
    let mut forms = vec![
        (format!("{prefix}{root}"), Ending::OneOf(STRONG_PRESENT)),
        (format!("{prefix}{past}"), Ending::OneOf(past_endings)),
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
    if !FIXED.contains(&prefix) {
        forms.push((format!("{prefix}zu{root}"), Ending::OneOf(&["en"])));
    }
    Some(forms)
}

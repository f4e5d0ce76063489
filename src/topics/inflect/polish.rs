//! Polish: case endings of nouns and adjectives, the usual changes of the last consonant, the fleeting e, and verbs,
//! marks folded.
//!
//! A light stemmer turned round: as in Savoy's (<http://members.unine.ch/jacques.savoy/clef/>) only the endings of
//! inflection count, each kind of word has its own, and what no ending tells is listed. The Snowball stemmer takes
//! off those of derivation too and knows neither kinds of words nor changes of the stem: it makes one of `ustawa` and
//! `ustawić`, and it misses `ręce`.

mod verbs;

use super::{Ending, cut, last};

const NOMINAL: &[&str] = &[
    "", "a", "u", "owi", "em", "iem", "ie", "e", "y", "i", "ow", "om", "ami", "ach", "ej", "iej",
    "ego", "iego", "emu", "iemu", "ym", "im", "ych", "ich", "ymi", "imi", "iu", "ia", "ii", "owie",
    "iami", "iach", "iom", "iowi", "iowie", "iow",
];
/// Behind the `sz` of a comparative.
const COMPARATIVE: &[&str] = &["y", "a", "e", "ego", "emu", "ej", "ym", "ych", "ymi", "i"];
const PLURAL: &[&str] = &["y", "i", "e", "ow", "om", "ami", "ach"];

/// Plurals that would match the singular of another word.
const PLURALS: &[&str] = &["obrady", "wybory"];

/// Words whose forms no rule yields, each with all of them.
const IRREGULAR: &[&str] = &[
    "brac bierze biora bral brala bralo brali braly brano brany brana brane",
    "brat brata bratu bratem bracie bracia braci braciom bracmi braciach",
    "clo cla clu clem cle cel clom clami clach",
    "czlowiek czlowieka czlowiekowi czlowiekiem czlowieku ludzie ludzi ludziom ludzmi ludziach",
    "dac da damy dadza dal dala dalo dali daly dano dany dana dane dani danych",
    "dziecko dziecka dziecku dzieckiem dzieci dzieciom dziecmi dzieciach",
    "dzien dnia dniu dniowi dniem dni dnie dniom dniami dniach",
    "grac gra graja gral grala gralo grali graly grano grany grana",
    "krew krwi krwia",
    "ksiadz ksiedza ksiedzu ksiedzem ksieze ksieza ksiezy ksiezom ksiezmi ksiezach",
    "ksiaze ksiecia ksieciu ksieciem ksiazeta ksiazat ksiazetom ksiazetami ksiazetach",
    "las lasu lasowi lasem lesie lasy lasow lasom lasami lasach",
    "lew lwa lwu lwem lwie lwy lwow lwom lwami lwach",
    "ludzie ludzi ludziom ludzmi ludziach",
    "minister ministra ministrowi ministrem ministrze ministrowie ministrow ministrom ministrami ministrach",
    "niemcy niemiec niemcom niemcami niemczech",
    "ojciec ojca ojcu ojcowi ojcem ojcowie ojcow ojcom ojcami ojcach",
    "oko oka oku okiem oczy oczu oczom oczami oczach",
    "orzel orla orlu orlowi orlem orle orly orlow orlom orlami orlach",
    "pies psa psu psem psie psy psow psom psami psach",
    "przyjaciel przyjaciela przyjacielowi przyjacielem przyjacielu przyjaciele przyjaciol przyjaciolom przyjaciolmi przyjaciolach",
    "reka reki rece reke rak rekom rekami rekoma rekach",
    "rok roku rokiem rokowi lata lat latom latami latach",
    "sedzia sedziego sedziemu sedzie sedzim sedziowie sedziow sedziom sedziami sedziach",
    "sen snu snowi snem snie sny snow snom snami snach",
    "stac stoi stoja stal stala stalo stali staly",
    "tydzien tygodnia tygodniowi tygodniem tygodniu tygodnie tygodni tygodniom tygodniami tygodniach",
    "ucho ucha uchu uchem uszy uszu uszom uszami uszach",
    "wegry wegier wegrom wegrami wegrzech",
    "wies wsi wsia wsie wsiom wsiami wsiach",
    "wlochy wloch wlochom wlochami wloszech",
    "znac zna znaja znal znala znali znaly znano znany znana znane",
];

/// Nouns whose ą becomes ę before any ending: błąd, błędu, never blady.
const NARROWED: &[(&str, &str)] = &[
    ("błąd", "bled"),
    ("dąb", "deb"),
    ("gołąb", "goleb"),
    ("krąg", "kreg"),
    ("mąż", "mez"),
    ("urząd", "urzed"),
    ("wąż", "wez"),
    ("ząb", "zeb"),
];

/// Adjectives and the stem, before `szy`, by which they are compared.
const COMPARED: &[(&str, &str)] = &[
    ("dobry", "lep"),
    ("zly", "gor"),
    ("duzy", "wiek"),
    ("maly", "mniej"),
    ("daleki", "dal"),
    ("lekki", "lzej"),
];

/// The forms of a word: as it is written, and folded.
pub(super) fn forms(written: &str, word: &str) -> Vec<(String, Ending)> {
    let mut forms = word_forms(&written.to_lowercase(), word);
    if written.chars().next().is_some_and(char::is_uppercase) {
        of_name(word, &mut forms);
    }
    forms
}

/// Warszawo, since the rado of rada is rather radio; Rosjanie, Rosjan.
fn of_name(word: &str, forms: &mut Vec<(String, Ending)>) {
    if let Some(stem) = word.strip_suffix('a') {
        forms.push((stem.to_owned(), Ending::OneOf(&["o"])));
    }
    if let Some(stem) = word
        .strip_suffix("anin")
        .or_else(|| word.strip_suffix("anie"))
    {
        forms.push((
            format!("{stem}an"),
            Ending::OneOf(&["", "ie", "ow", "om", "ami", "ach"]),
        ));
    }
}

/// The forms of a word in lower case.
fn word_forms(lower: &str, word: &str) -> Vec<(String, Ending)> {
    let length = word.chars().count();
    let verb = verbs::forms(lower, word);
    if length < 3 {
        return vec![(word.to_owned(), Ending::None)];
    }
    let irregular = IRREGULAR
        .iter()
        .find(|row| row.split(' ').next() == Some(word));
    if let Some(row) = irregular {
        return row
            .split(' ')
            .map(|form| (form.to_owned(), Ending::None))
            .collect();
    }
    if PLURALS.contains(&word) {
        let stem = cut(word, 1).unwrap_or(word);
        return vec![(stem.to_owned(), Ending::OneOf(PLURAL))];
    }
    if !verb.is_empty() && lower.ends_with('ć') {
        let mut forms = verb;
        forms.push((word.to_owned(), Ending::OneOf(&["", "i"])));
        return forms;
    }
    let narrowed = NARROWED.iter().find_map(|(end, other)| {
        let head = before(lower, word, end)?;
        Some(format!("{head}{other}"))
    });
    if let Some(stem) = narrowed {
        let mut forms = vec![(word.to_owned(), Ending::None)];
        softened(&stem, &mut forms);
        forms.push((stem, Ending::OneOf(NOMINAL)));
        return forms;
    }
    let mut forms = verb;
    let stem = match last(word) {
        'a' | 'o' | 'e' | 'y' | 'i' if length > 3 => cut(word, 1).unwrap_or(word),
        _ => word,
    };
    forms.push((stem.to_owned(), Ending::OneOf(NOMINAL)));
    softened(stem, &mut forms);
    fleeting(word, stem, &mut forms);
    nasal(lower, word, &mut forms);
    if word.ends_with(['y', 'i']) && length > 3 {
        compared(word, stem, &mut forms);
    }
    if last(word) == 'o' {
        forms.push((stem.to_owned(), Ending::OneOf(&["o"])));
    }
    // szczepienie, szczepień.
    if (word.ends_with("nie") || word.ends_with("cie"))
        && let Some(head) = cut(word, 2)
    {
        forms.push((head.to_owned(), Ending::None));
    }
    forms
}

/// szczepionka, szczepionek; okno, okien; poseł, posła; więzień, więźnia; węgiel, węgla.
fn fleeting(word: &str, stem: &str, forms: &mut Vec<(String, Ending)>) {
    if stem != word
        && let (Some(head), end) = (cut(stem, 1), last(stem))
        && !is_vowel(last(head))
    {
        forms.push((format!("{head}e{end}"), Ending::None));
        forms.push((format!("{head}ie{end}"), Ending::None));
    }
    for (suffix, short) in [
        ("iec", "c"),
        ("ek", "k"),
        ("rzec", "rc"),
        ("ec", "c"),
        ("iel", "l"),
        ("el", "l"),
        ("dzien", "dn"),
        ("cien", "tn"),
        ("ien", "n"),
        ("czen", "czn"),
    ] {
        if let Some(head) = word.strip_suffix(suffix).filter(|head| head.len() > 2) {
            forms.push((format!("{head}{short}"), Ending::OneOf(NOMINAL)));
        }
    }
}

/// What grows behind an ę, and ą and ę that change places in some forms: imię, imienia; zwierzę, zwierząt; święto,
/// świąt.
fn nasal(lower: &str, word: &str, forms: &mut Vec<(String, Ending)>) {
    if let Some(head) = word.strip_suffix('e').filter(|_| lower.ends_with('ę')) {
        if head.ends_with("mi") {
            forms.push((format!("{head}eni"), Ending::OneOf(NOMINAL)));
            forms.push((format!("{head}on"), Ending::OneOf(NOMINAL)));
        } else {
            forms.push((format!("{head}eci"), Ending::OneOf(NOMINAL)));
            forms.push((format!("{head}et"), Ending::OneOf(NOMINAL)));
            forms.push((format!("{head}at"), Ending::None));
        }
    }
    for (end, other, endings) in [
        ("miesiac", "miesiec", &["y"] as &'static [&'static str]),
        ("pieniadz", "pieniedz", &["y", "mi"]),
        ("swieto", "swiat", &[""]),
        ("tysiac", "tysiec", &["y"]),
    ] {
        if let Some(head) = word.strip_suffix(end) {
            forms.push((format!("{head}{other}"), Ending::OneOf(endings)));
        }
    }
}

/// nowy, nowszy, najnowszy; drogi, droższy; wysoki, wyższy; ważny, ważniejszy; ostry, ostrzejszy.
fn compared(word: &str, stem: &str, forms: &mut Vec<(String, Ending)>) {
    let mut stems = Vec::new();
    if let Some((_, other)) = COMPARED.iter().find(|(adjective, _)| *adjective == word) {
        stems.push(format!("{other}sz"));
    } else {
        let short = ["ok", "ek", "k"]
            .iter()
            .find_map(|end| stem.strip_suffix(end))
            .unwrap_or(stem);
        let changed = match short.strip_suffix('g').or_else(|| short.strip_suffix('s')) {
            Some(head) if head.len() > 1 => format!("{head}z"),
            _ => short.to_owned(),
        };
        stems.push(format!("{changed}sz"));
        stems.push(match stem.strip_suffix('r') {
            Some(head) => format!("{head}rzejsz"),
            None => format!("{stem}iejsz"),
        });
        stems.push(format!("{stem}ejsz"));
    }
    for stem in stems {
        forms.push((format!("naj{stem}"), Ending::OneOf(COMPARATIVE)));
        forms.push((stem, Ending::OneOf(COMPARATIVE)));
    }
}

fn softened(stem: &str, forms: &mut Vec<(String, Ending)>) {
    for (hard, soft, endings) in [
        ("k", "c", &["e", "y"] as &'static [&'static str]),
        ("g", "dz", &["e", "y"]),
        ("r", "rz", &["e", "y"]),
        ("ch", "sz", &["e"]),
        ("ch", "s", &["i"]),
        ("iast", "iesc", &["ie"]),
        ("iad", "iedz", &["ie", "i"]),
        ("ial", "iel", &["e"]),
        ("iar", "ierz", &["e"]),
        ("iat", "iec", &["ie"]),
        ("iazd", "iezdz", &["ie"]),
        ("st", "sc", &["ie", "i"]),
        ("t", "c", &["ie", "i"]),
        ("d", "dz", &["ie", "i"]),
        ("iol", "iel", &["e"]),
        ("on", "en", &["i"]),
    ] {
        if let Some(head) = stem.strip_suffix(hard).filter(|head| !head.is_empty()) {
            forms.push((format!("{head}{soft}"), Ending::OneOf(endings)));
        }
    }
}

/// What a folded word has before an end that it has as written.
fn before<'a>(lower: &str, word: &'a str, end: &str) -> Option<&'a str> {
    lower.strip_suffix(end)?;
    // A letter without its mark is one byte.
    word.get(..word.len().checked_sub(end.chars().count())?)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

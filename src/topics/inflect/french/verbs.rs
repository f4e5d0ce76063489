//! French verbs: those in -er, -ir and -dre by rule, the irregular ones by their stems.

use super::super::{Ending, cut, last};

const PRESENT: &[&str] = &["e", "es", "ent", "ons", "ez"];
const IMPERFECT: &[&str] = &[
    "ons", "ez", "ais", "ait", "ions", "iez", "aient", "ant", "ants", "ante", "antes",
];
const FUTURE: &[&str] = &["a", "ai", "as", "ons", "ez", "ont", "ais", "ait", "aient"];
const PAST: &[&str] = &["s", "t", "rent"];
const PARTICIPLE: &[&str] = &["", "e", "s", "es"];
const PAST_IN_ER: &[&str] = &["ai", "as", "a", "erent", "ee", "ees"];
/// Where the stem changes before a mute e: `appelle`, `envoie`.
const BEFORE_MUTE_E: &[&str] = &["e", "es", "ent"];
const IN_IR: &[&str] = &[
    "i", "is", "it", "ie", "ies", "irent", "isse", "issent", "issons", "issez",
];
const IN_DRE: &[&str] = &["", "s", "e", "ent"];

/// Nouns and adjectives that would lend their forms to other words.
const NO_VERBS: &[&str] = &[
    "archer", "avenir", "berger", "boucher", "clocher", "cylindre", "danger", "delire", "etranger",
    "foyer", "hiver", "leader", "leger", "maitre", "messager", "moindre", "passager", "plancher",
    "rocher", "traitre", "verger",
];

/// Verbs as short as `mer` and `hier`.
const SHORT: &[&str] = &["lier", "nier", "tuer"];

/// An irregular verb, by what its infinitive ends in.
struct Irregular {
    infinitive: &'static str,
    /// Whole forms of the present and the subjunctive.
    present: &'static [&'static str],
    /// Stems of the imperfect and the present participle, the future, the simple past, and the past participle.
    imperfect: &'static str,
    future: &'static str,
    past: &'static str,
    participle: &'static str,
}

const fn verb(
    infinitive: &'static str,
    present: &'static [&'static str],
    [imperfect, future, past, participle]: [&'static str; 4],
) -> Irregular {
    Irregular {
        infinitive,
        present,
        imperfect,
        future,
        past,
        participle,
    }
}

/// The first that fits counts. Forms that are small words are left out: `dû` reads as `du` and `né` as `ne`, `suis`
/// and `cours` are others' first.
#[rustfmt::skip]
const IRREGULAR: &[Irregular] = &[
    verb("prendre", &["prend", "prends", "prenez", "prennent", "prenne"], ["pren", "prendr", "pri", "pris"]),
    verb("mettre", &["met", "mets", "mettent", "mette"], ["mett", "mettr", "mi", "mis"]),
    verb("satisfaire", &["satisfait", "satisfais", "satisfont", "satisfasse"], ["satisfais", "satisfer", "satisfi", "satisfait"]),
    verb("faire", &["fait", "fais", "faites", "font", "fasse", "fassent"], ["fais", "fer", "fi", "fait"]),
    verb("crire", &["crit", "cris", "crivent", "crive"], ["criv", "crir", "crivi", "crit"]),
    verb("lire", &["lit", "lis", "lisent", "lise"], ["lis", "lir", "lu", "lu"]),
    verb("dire", &["dit", "dis", "disent", "dise"], ["dis", "dir", "di", "dit"]),
    verb("cevoir", &["cois", "coit", "coivent", "coive"], ["cev", "cevr", "cu", "cu"]),
    verb("devoir", &["dois", "doit", "doivent", "doive"], ["dev", "devr", "du", "due"]),
    verb("pouvoir", &["peux", "peut", "peuvent", "puisse", "puissent"], ["pouv", "pourr", "pu", "pu"]),
    verb("vouloir", &["veux", "veut", "veulent", "veuille", "veuillent"], ["voul", "voudr", "voulu", "voulu"]),
    verb("savoir", &["sais", "sait", "savent", "sache", "sachent"], ["sav", "saur", "su", "su"]),
    verb("valoir", &["vaut", "valent", "vaille"], ["val", "vaudr", "valu", "valu"]),
    verb("prevoir", &["prevois", "prevoit", "prevoient", "prevoie"], ["prevoy", "prevoir", "previ", "prevu"]),
    verb("voir", &["vois", "voit", "voient", "voie"], ["voy", "verr", "vi", "vu"]),
    verb("venir", &["viens", "vient", "viennent", "vienne", "vint", "vinrent"], ["ven", "viendr", "vin", "venu"]),
    verb("tenir", &["tiens", "tient", "tiennent", "tienne", "tint", "tinrent"], ["ten", "tiendr", "tin", "tenu"]),
    verb("ouvrir", &["ouvre", "ouvres", "ouvrent"], ["ouvr", "ouvrir", "ouvri", "ouvert"]),
    verb("ffrir", &["ffre", "ffres", "ffrent"], ["ffr", "ffrir", "ffri", "ffert"]),
    verb("ueillir", &["ueille", "ueilles", "ueillent"], ["ueill", "ueiller", "ueilli", "ueilli"]),
    verb("querir", &["quiers", "quiert", "quierent", "quiere"], ["quer", "querr", "qui", "quis"]),
    verb("courir", &["court", "courent", "coure"], ["cour", "courr", "couru", "couru"]),
    verb("mourir", &["meurs", "meurt", "meurent", "meure"], ["mour", "mourr", "mouru", "mort"]),
    verb("partir", &["pars", "part", "partent", "parte"], ["part", "partir", "parti", "parti"]),
    verb("sortir", &["sors", "sort", "sortent", "sorte"], ["sort", "sortir", "sorti", "sorti"]),
    verb("sentir", &["sent", "sentent", "sente"], ["sent", "sentir", "senti", "senti"]),
    verb("servir", &["sers", "sert", "servent", "serve"], ["serv", "servir", "servi", "servi"]),
    verb("dormir", &["dors", "dort", "dorment", "dorme"], ["dorm", "dormir", "dormi", "dormi"]),
    verb("fuir", &["fuis", "fuit", "fuient", "fuie"], ["fuy", "fuir", "fui", "fui"]),
    verb("nuire", &["nuis", "nuit", "nuisent", "nuise"], ["nuis", "nuir", "nuisi", "nui"]),
    verb("uire", &["uis", "uit", "uisent", "uise"], ["uis", "uir", "uisi", "uit"]),
    verb("vivre", &["vis", "vit", "vivent", "vive"], ["viv", "vivr", "vecu", "vecu"]),
    verb("suivre", &["suit", "suivent", "suive"], ["suiv", "suivr", "suivi", "suivi"]),
    verb("croire", &["crois", "croit", "croient", "croie"], ["croy", "croir", "cru", "cru"]),
    verb("traire", &["trais", "trait", "traient", "traie"], ["tray", "trair", "trai", "trait"]),
    verb("clure", &["clus", "clut", "cluent", "clue"], ["clu", "clur", "clu", "clu"]),
    verb("connaitre", &["connais", "connait", "connaissent", "connaisse"], ["connaiss", "connaitr", "connu", "connu"]),
    verb("naitre", &["nais", "nait", "naissent", "naisse", "nes"], ["naiss", "naitr", "naqui", "nee"]),
    verb("aitre", &["ais", "ait", "aissent", "aisse"], ["aiss", "aitr", "u", "u"]),
    verb("indre", &["ins", "int", "ignent", "igne"], ["ign", "indr", "igni", "int"]),
    verb("soudre", &["sous", "sout", "solvent", "solve"], ["solv", "soudr", "solu", "solu"]),
    verb("battre", &["bat", "bats", "battent", "batte"], ["batt", "battr", "batti", "battu"]),
    verb("rompre", &["romps", "rompt", "rompent", "rompe"], ["romp", "rompr", "rompi", "rompu"]),
    verb("vaincre", &["vaincs", "vainc", "vainquent", "vainque"], ["vainqu", "vaincr", "vainqui", "vaincu"]),
];

/// The forms of a folded verb in the infinitive; `None` when it is none.
pub(super) fn forms(word: &str) -> Option<Vec<(String, Ending)>> {
    if NO_VERBS.contains(&word) {
        return None;
    }
    if let Some((head, verb)) = IRREGULAR
        .iter()
        .find_map(|verb| Some((word.strip_suffix(verb.infinitive)?, verb)))
    {
        return Some(vec![
            // The infinitive is a noun at times: `pouvoirs`.
            (word.to_owned(), Ending::OneOf(&["", "s"])),
            (head.to_owned(), Ending::OneOf(verb.present)),
            (
                format!("{head}{}", verb.imperfect),
                Ending::OneOf(IMPERFECT),
            ),
            (format!("{head}{}", verb.future), Ending::OneOf(FUTURE)),
            (format!("{head}{}", verb.past), Ending::OneOf(PAST)),
            (
                format!("{head}{}", verb.participle),
                Ending::OneOf(PARTICIPLE),
            ),
        ]);
    }
    if let Some(stem) = word
        .strip_suffix("er")
        .filter(|stem| stem.len() > 2 || SHORT.contains(&word))
    {
        return Some(in_er(stem));
    }
    if let Some(stem) = word.strip_suffix("ir").filter(|stem| stem.len() > 2) {
        return Some(vec![
            (stem.to_owned(), Ending::OneOf(IN_IR)),
            (format!("{stem}iss"), Ending::OneOf(IMPERFECT)),
            (word.to_owned(), Ending::OneOf(FUTURE)),
        ]);
    }
    let stem = word
        .strip_suffix("re")
        .filter(|stem| stem.ends_with('d') && stem.len() > 2)?;
    Some(vec![
        (stem.to_owned(), Ending::OneOf(IN_DRE)),
        (stem.to_owned(), Ending::OneOf(IMPERFECT)),
        (format!("{stem}r"), Ending::OneOf(FUTURE)),
        (format!("{stem}i"), Ending::OneOf(PAST)),
        (format!("{stem}u"), Ending::OneOf(PARTICIPLE)),
    ])
}

fn in_er(stem: &str) -> Vec<(String, Ending)> {
    let mut forms = vec![
        (stem.to_owned(), Ending::OneOf(PRESENT)),
        (stem.to_owned(), Ending::OneOf(IMPERFECT)),
        (stem.to_owned(), Ending::OneOf(PAST_IN_ER)),
        (format!("{stem}er"), Ending::OneOf(FUTURE)),
    ];
    match last(stem) {
        // voyageait.
        'g' => {
            forms.push((format!("{stem}e"), Ending::OneOf(IMPERFECT)));
            forms.push((format!("{stem}e"), Ending::OneOf(&["a"])));
        }
        // envoyer, envoie, enverra; essayer, essaie.
        'y' => {
            if let Some(head) = cut(stem, 1) {
                forms.push((format!("{head}i"), Ending::OneOf(BEFORE_MUTE_E)));
                forms.push((format!("{head}ier"), Ending::OneOf(FUTURE)));
            }
            if let Some(head) = stem.strip_suffix("envoy") {
                forms.push((format!("{head}enverr"), Ending::OneOf(FUTURE)));
            }
        }
        c @ ('l' | 't') if stem.ends_with("el") || stem.ends_with("et") => {
            forms.push((format!("{stem}{c}"), Ending::OneOf(BEFORE_MUTE_E)));
            forms.push((format!("{stem}{c}er"), Ending::OneOf(FUTURE)));
        }
        _ => {}
    }
    forms
}

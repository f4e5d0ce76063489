//! The stems of Polish verbs whose infinitive does not tell them. Source: the paradigms of SGJP, the grammatical
//! dictionary of Polish.

use super::endings::*;

/// What follows the prefix in the infinitive, and the stems and endings behind the prefix. The first row that fits
/// counts: the prefix of `zebrać` loses its `e` in `zbierze`.
pub(super) type Row = (&'static str, &'static [(&'static str, Endings)]);

const L: Endings = &["l", "lem", "lby"];

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    // zebrać, zbierze; wybrać, wybierze.
    ("ebrac", &[("bierz", PRESENT_E), ("bior", PRESENT_A), ("ebra", PAST), ("ebra", PASSIVE_N)]),
    ("brac", &[("bierz", PRESENT_E), ("bior", PRESENT_A), ("bra", PAST), ("bra", PASSIVE_N)]),
    ("prac", &[("pierz", PRESENT_E), ("pior", PRESENT_A), ("pra", PAST), ("pra", PASSIVE_N)]),
    ("slac", &[("sl", PRESENT_E), ("slij", &["", "my", "cie"]), ("sla", PAST), ("sla", PASSIVE_N)]),
    ("rwac", &[("rw", PRESENT_IE), ("rwa", PAST), ("rwa", PASSIVE_N)]),
    ("zwac", &[("zw", PRESENT_IE), ("zow", PRESENT_IE), ("zwa", PAST), ("zwa", PASSIVE_N)]),
    ("spac", &[("sp", PRESENT_I), ("spi", PRESENT_A), ("spa", PAST)]),
    ("stac", &[("stan", PRESENT_IE), ("sto", PRESENT_I), ("stoj", PRESENT_A), ("sta", PAST), ("sta", &["no"])]),
    // Folded, żądać is the same word.
    ("zadac", &[("zada", PRESENT_AM), ("zadadz", &["a"]), ("zada", PAST), ("zada", PASSIVE_N)]),
    ("dac", &[("da", PRESENT_DAM), ("da", PAST), ("da", PASSIVE_N)]),
    ("bac", &[("bo", PRESENT_I), ("boj", PRESENT_A), ("ba", PAST)]),
    ("dziac", &[("dziej", PRESENT_E), ("dzia", PAST), ("dzia", PASSIVE_N)]),
    ("lac", &[("lej", PRESENT_E), ("la", PAST), ("la", PASSIVE_N)]),
    ("siac", &[("siej", PRESENT_E), ("sia", PAST), ("sia", PASSIVE_N)]),
    ("smiac", &[("smiej", PRESENT_E), ("smia", PAST), ("smie", PAST_LI)]),
    ("wiac", &[("wiej", PRESENT_E), ("wia", PAST)]),
    ("grzac", &[("grzej", PRESENT_E), ("grza", PAST), ("grza", PASSIVE_N)]),
    // zdjąć, zdejmie; przyjąć, przyjmie.
    ("bjac", &[("bejm", PRESENT_IE), ("bja", PAST), ("bje", PAST_NASAL), ("bje", PASSIVE_T)]),
    ("djac", &[("dejm", PRESENT_IE), ("dja", PAST), ("dje", PAST_NASAL), ("dje", PASSIVE_T)]),
    ("jac", &[("jm", PRESENT_IE), ("ja", PAST), ("je", PAST_NASAL), ("je", PASSIVE_T)]),
    ("czac", &[("czn", PRESENT_IE), ("cza", PAST), ("cze", PAST_NASAL), ("cze", PASSIVE_T)]),
    // obciąć, obetnie.
    ("bciac", &[("betn", PRESENT_IE), ("bcia", PAST), ("bcie", PAST_NASAL), ("bcie", PASSIVE_T)]),
    ("dciac", &[("detn", PRESENT_IE), ("dcia", PAST), ("dcie", PAST_NASAL), ("dcie", PASSIVE_T)]),
    ("ciac", &[("tn", PRESENT_IE), ("cia", PAST), ("cie", PAST_NASAL), ("cie", PASSIVE_T)]),
    ("piac", &[("pn", PRESENT_IE), ("pia", PAST), ("pie", PAST_NASAL), ("pie", PASSIVE_T)]),
    ("klac", &[("kln", PRESENT_IE), ("kla", PAST), ("kle", PAST_NASAL), ("kle", PASSIVE_T)]),
        ("wziac", &[("wezm", PRESENT_IE), ("wez", &["", "my", "cie"]), ("wzia", PAST), ("wzie", PAST_NASAL),
        ("wzie", PASSIVE_T)]),
    ("bic", &[("bij", PRESENT_E), ("bi", PAST), ("bi", PASSIVE_T)]),
    ("gnic", &[("gnij", PRESENT_E), ("gni", PAST), ("gni", PASSIVE_T)]),
    ("pic", &[("pij", PRESENT_E), ("pi", PAST), ("pi", PASSIVE_T)]),
    ("wic", &[("wij", PRESENT_E), ("wi", PAST), ("wi", PASSIVE_T)]),
        ("otworzyc", &[("otworz", PASSIVE_ON), ("otworz", PRESENT_Y), ("otworz", PRESENT_PERFECTIVE), ("otworzy", PAST), ("otwar",
        PASSIVE_T)]),
    ("dobyc", &[("dobed", PRESENT_ZIE), ("dobadz", &["", "my", "cie"]), ("doby", PAST), ("doby", PASSIVE_T)]),
    ("byc", &[("bed", PRESENT_ZIE), ("badz", &["", "my", "cie"]), ("by", PAST), ("by", PASSIVE_T)]),
    ("kryc", &[("kryj", PRESENT_E), ("kry", PAST), ("kry", PASSIVE_T)]),
    ("ryc", &[("ryj", PRESENT_E), ("ry", PAST), ("ry", PASSIVE_T)]),
    ("myc", &[("myj", PRESENT_E), ("my", PAST), ("my", PASSIVE_T)]),
    ("szyc", &[("szyj", PRESENT_E), ("szy", PAST), ("szy", PASSIVE_T)]),
    ("tyc", &[("tyj", PRESENT_E), ("ty", PAST), ("ty", PASSIVE_T)]),
    ("zyc", &[("zyj", PRESENT_E), ("zy", PAST), ("zy", PASSIVE_T)]),
    // wejść, wszedł, weszła; przyjść, przyszedł, przyszła.
    ("ejsc", &[("ejd", PRESENT_ZIE), ("szed", L), ("esz", PAST_NASAL), ("ejsci", &["e", "a", "u", "em"])]),
    ("jsc", &[("jd", PRESENT_ZIE), ("szed", L), ("sz", PAST_NASAL), ("jsci", &["e", "a", "u", "em"])]),
        ("niesc", &[("nios", PAST), ("nios", PRESENT_A), ("nies", PRESENT_IE), ("nies", PAST_LI), ("niesi",
        PASSIVE_ON)]),
        ("wiezc", &[("wioz", PAST), ("wioz", PRESENT_A), ("wiez", PRESENT_IE), ("wiez", PAST_LI), ("wiezi",
        PASSIVE_ON)]),
        ("wiesc", &[("wiod", PAST), ("wiod", PRESENT_A), ("wied", PRESENT_ZIE), ("wied", PAST_LI), ("wiedzi",
        PASSIVE_ON), ("wiedz", PASSIVE_ON)]),
    ("krasc", &[("kradn", PRESENT_IE), ("krad", PAST), ("kradzi", PASSIVE_ON), ("kradz", PASSIVE_ON)]),
    ("klasc", &[("klad", PRESENT_ZIE), ("klad", PAST), ("kladz", PASSIVE_ON)]),
    ("trzasc", &[("trzes", PRESENT_IE), ("trzas", PAST), ("trzes", PAST_LI), ("trzesi", PASSIVE_ON)]),
    ("pasc", &[("padn", PRESENT_IE), ("pad", PAST), ("padnie", PASSIVE_T)]),
    ("siasc", &[("siad", PRESENT_ZIE), ("siad", PAST), ("sied", PAST_LI)]),
        ("jesc", &[("jedz", &["", "my", "cie"]), ("je", &["m", "sz", "", "my", "cie"]), ("jedz", PRESENT_A),
        ("jad", PAST), ("jed", PAST_LI), ("jedz", PASSIVE_ON)]),
    ("nalezc", &[("najd", PRESENT_ZIE), ("nalaz", PAST), ("nalez", PAST_LI), ("nalezi", PASSIVE_ON)]),
    ("gryzc", &[("gryz", PRESENT_IE), ("gryz", PAST), ("gryzi", PASSIVE_ON)]),
    ("rosnac", &[("rosn", PRESENT_IE), ("ros", PAST), ("ros", PAST_LI), ("rosnie", PASSIVE_T)]),
    ("moc", &[("mog", PRESENT_A), ("moz", PRESENT_E), ("mog", PAST), ("moz", PASSIVE_ON)]),
    ("biec", &[("biegn", PRESENT_IE), ("bieg", PAST)]),
    ("lec", &[("legn", PRESENT_IE), ("leg", PAST)]),
    ("ciec", &[("ciekn", PRESENT_IE), ("ciek", PRESENT_A), ("ciek", PAST)]),
    ("piec", &[("piek", PRESENT_A), ("piecz", PRESENT_E), ("piek", PAST), ("piecz", PASSIVE_ON)]),
    ("strzec", &[("strzeg", PRESENT_A), ("strzez", PRESENT_E), ("strzeg", PAST), ("strzez", PASSIVE_ON)]),
        ("rzec", &[("rzekn", PRESENT_IE), ("rzek", PRESENT_A), ("rzecz", PRESENT_E), ("rzek", PAST), ("rzecz",
        PASSIVE_ON)]),
    ("mrzec", &[("mrz", PRESENT_E), ("mr", PRESENT_A), ("mar", PAST), ("mar", PASSIVE_T)]),
    ("wesprzec", &[("wesprz", PRESENT_E), ("wespr", PRESENT_A), ("wspar", PAST), ("wspar", PASSIVE_T)]),
    ("przec", &[("prz", PRESENT_E), ("pr", PRESENT_A), ("par", PAST), ("par", PASSIVE_T)]),
    ("trzec", &[("trz", PRESENT_E), ("tr", PRESENT_A), ("tar", PAST), ("tar", PASSIVE_T)]),
    // Folded, drżeć is the same word.
        ("drzec", &[("drz", PRESENT_E), ("dr", PRESENT_A), ("drz", PRESENT_Y), ("dar", PAST), ("dar",
        PASSIVE_T), ("drza", PAST)]),
    ("wrzec", &[("wrz", PRESENT_E), ("wr", PRESENT_A), ("war", PAST), ("war", PASSIVE_T)]),
    ("chciec", &[("chc", PRESENT_E), ("chcia", PAST), ("chcie", PAST_LI), ("chcian", &["o"])]),
        ("wiedziec", &[("wie", &["", "m", "sz", "my", "cie", "dza"]), ("wiedzia", PAST), ("wiedzia", PASSIVE_N),
        ("wiedzie", PAST_LI)]),
];

//! Polish endings, folded: `ę` is `e`, `ą` is `a`, `ó` is `o`.

pub(super) type Endings = &'static [&'static str];

pub(super) const NONE: Endings = &[""];
pub(super) const I: Endings = &["i"];
pub(super) const O: Endings = &["o"];
pub(super) const Y: Endings = &["y"];
pub(super) const E: Endings = &["e"];
pub(super) const IE: Endings = &["ie"];
pub(super) const IE_I: Endings = &["ie", "i"];
pub(super) const EK: Endings = &["ek"];
pub(super) const OW: Endings = &["ow"];
pub(super) const E_Y: Endings = &["e", "y"];

/// Nouns behind a hard consonant: `prezydent`, `wojn-`.
pub(super) const MASCULINE: Endings =
    &["a", "u", "owi", "em", "y", "ow", "om", "ami", "ach", "owie"];
pub(super) const MASCULINE_HARD: Endings = &[
    "a", "u", "owi", "em", "y", "ow", "om", "ami", "ach", "owie", "ie",
];
pub(super) const MASCULINE_VELAR: Endings = &[
    "a", "u", "owi", "iem", "i", "ow", "om", "ami", "ach", "owie",
];
/// `lekarz`, `noc`, `kraj`.
pub(super) const MASCULINE_SOFT: Endings = &[
    "a", "u", "owi", "em", "y", "e", "ow", "om", "ami", "ach", "owie",
];
/// `szpital`, `stol`, `sol`.
pub(super) const MASCULINE_L: Endings = &[
    "a", "u", "owi", "em", "y", "i", "e", "ow", "om", "ami", "ach", "owie",
];
/// `gosc`, `powodz`, `kon`: their mark is a letter `i` before an ending.
pub(super) const SOFT: Endings = &[
    "i", "ia", "iowi", "iem", "iu", "ie", "iom", "iami", "iach", "mi", "iow", "iowie",
];

pub(super) const FEMININE: Endings = &["", "y", "e", "a", "om", "ami", "ach"];
pub(super) const FEMININE_HARD: Endings = &["", "y", "e", "a", "om", "ami", "ach", "ie"];
pub(super) const FEMININE_VELAR: Endings = &["", "i", "e", "a", "om", "ami", "ach"];
/// `energi-`, `sankcj-`, `uczeln-i`.
pub(super) const FEMININE_SOFT: Endings = &["", "i", "e", "a", "om", "ami", "ach"];

pub(super) const NEUTER: Endings = &["o", "a", "u", "em", "", "om", "ami", "ach"];
pub(super) const NEUTER_HARD: Endings = &["o", "a", "u", "em", "", "om", "ami", "ach", "ie"];
pub(super) const NEUTER_VELAR: Endings = &["o", "a", "u", "iem", "", "om", "ami", "ach"];
pub(super) const NEUTER_SOFT: Endings = &["e", "a", "u", "em", "", "om", "ami", "ach", "i", "ow"];
/// `muze-um`.
pub(super) const NEUTER_UM: Endings = &["um", "a", "ow", "om", "ami", "ach"];

pub(super) const PLURAL: Endings = &["y", "i", "e", "ow", "om", "ami", "ach"];
/// `banki`, `uslugi`.
pub(super) const PLURAL_VELAR: Endings = &["i", "ow", "om", "ami", "ach"];
/// `wiadomosci`, `drzwi`.
pub(super) const PLURAL_IN_I: Endings = &["i", "iom", "iami", "iach"];

/// `nowy`; with the `i` of persons that changes no consonant.
pub(super) const ADJECTIVE: Endings = &["y", "a", "e", "ego", "ej", "emu", "ym", "ych", "ymi", "i"];
/// `tani`, `polski`.
pub(super) const ADJECTIVE_SOFT: Endings = &[
    "i", "a", "ia", "ie", "iego", "iej", "iemu", "im", "ich", "imi",
];
pub(super) const ADJECTIVE_FEMININE: Endings = &["ej", "e", "ym", "ych", "ymi"];
pub(super) const ADJECTIVE_FEMININE_VELAR: Endings = &["a", "iej", "ie", "im", "ich", "imi"];
pub(super) const ADJECTIVE_NEUTER: Endings = &["ego", "emu", "ej", "ym", "ych", "ymi"];
pub(super) const COMPARATIVE: Endings = &[
    "szy", "sza", "sze", "szego", "szej", "szemu", "szym", "szych", "szymi", "si",
];

/// Behind the vowel of a verb: `zrobi-l`, and the conditional.
pub(super) const PAST: Endings = &[
    "l", "la", "lo", "li", "ly", "lem", "lam", "les", "las", "lismy", "lysmy", "liscie", "lyscie",
    "lby", "laby", "loby", "liby", "lyby", "lbym", "labym", "libysmy", "lybysmy", "wszy",
];
/// Where only the masculine plural has another vowel: `widzie-li`.
pub(super) const PAST_LI: Endings = &["li", "lismy", "liscie", "liby"];
/// `zacze-la`.
pub(super) const PAST_NASAL: Endings = &[
    "la", "lo", "li", "ly", "lam", "las", "lismy", "lysmy", "liscie", "lyscie", "laby", "loby",
    "liby", "lyby",
];
/// `pisa-ny`, `pisa-nie`.
pub(super) const PASSIVE_N: Endings = &[
    "ny", "na", "ne", "no", "ni", "nego", "nej", "nemu", "nym", "nych", "nymi", "nie", "nia",
    "niu", "niem",
];
/// `prosz-ony`, `prosz-enie`.
pub(super) const PASSIVE_ON: Endings = &[
    "ony", "ona", "one", "ono", "onego", "onej", "onemu", "onym", "onych", "onymi", "eni", "enie",
    "enia", "eniu", "eniem",
];
/// `zabi-ty`, `zabi-cie`.
pub(super) const PASSIVE_T: Endings = &[
    "ty", "ta", "te", "to", "tego", "tej", "temu", "tym", "tych", "tymi", "ci", "cie", "cia",
    "ciu", "ciem",
];
/// `czyta-m`, `czyta-jacy`.
pub(super) const PRESENT_AM: Endings = &[
    "", "m", "sz", "my", "cie", "ja", "j", "jmy", "jcie", "jac", "jacy", "jaca", "jace", "jacego",
    "jacej", "jacemu", "jacym", "jacych", "jacymi",
];
/// `pisz-e`, `glosuj-e`.
pub(super) const PRESENT_E: Endings = &[
    "e", "esz", "emy", "ecie", "a", "", "my", "cie", "ac", "acy", "aca", "ace", "acego", "acej",
    "acemu", "acym", "acych", "acymi",
];
/// `dostaj-e`, `zakaz-e`: without the imperative, which may be another word.
pub(super) const PRESENT_J: Endings = &[
    "e", "esz", "emy", "ecie", "a", "ac", "acy", "aca", "ace", "acego", "acej", "acemu", "acym",
    "acych", "acymi",
];
/// `zmieni-e`: without `-ąc`, which folded is the infinitive of the lasting `zmieniać`.
pub(super) const PRESENT_PERFECTIVE: Endings = &["e", "a"];
/// `bior-e`, `prosz-a`: the first person, the third of the plural and what comes of it.
pub(super) const PRESENT_A: Endings = &[
    "e", "a", "ac", "acy", "aca", "ace", "acego", "acej", "acemu", "acym", "acych", "acymi",
];
/// `zgin-ie`; without the bare stem, as `przerw` is of `przerwa`.
pub(super) const PRESENT_IE: Endings = &[
    "e", "a", "ie", "iesz", "iemy", "iecie", "ij", "ijmy", "ijcie", "my", "cie", "ac", "acy",
    "aca", "ace", "acego", "acej", "acemu", "acym", "acych", "acymi",
];
/// `przyjd-zie`.
pub(super) const PRESENT_ZIE: Endings = &[
    "e", "a", "zie", "ziesz", "ziemy", "ziecie", "z", "zmy", "zcie", "ac", "acy", "aca", "ace",
    "acego", "acej", "acemu", "acym", "acych", "acymi",
];
/// `pros-i`.
pub(super) const PRESENT_I: Endings = &["i", "isz", "imy", "icie", "my", "cie"];
/// `tancz-y`.
pub(super) const PRESENT_Y: Endings = &["y", "ysz", "ymy", "ycie", "my", "cie"];
/// `umie-m`.
pub(super) const PRESENT_EM: Endings = &[
    "", "m", "sz", "my", "cie", "ja", "j", "jmy", "jcie", "jac", "jacy", "jaca", "jace", "jacych",
];
/// `da-m`.
pub(super) const PRESENT_DAM: Endings = &["", "m", "sz", "my", "cie", "dza", "j", "jmy", "jcie"];

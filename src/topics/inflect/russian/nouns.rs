//! Russian nouns by the letter they end in, with fleeting vowels (`рынок`, `рынка`; `поправка`, `поправок`).

use super::endings::{
    CITIZEN_PLURAL, FEMININE_SOFT, IN_MYA, IN_Y, NEUTER, NEUTER_HUSH, NEUTER_IN_IE,
    NEUTER_OF_PLACE, NEUTER_SOFT, PLURAL_IN_YA, SOFT, SOFT_FEMININE, SOFT_HUSH, SOFT_MASCULINE,
    SOFT_OBLIQUE, SURNAME, feminine as feminine_endings, oblique, plural as plural_endings,
};
use super::irregular::{
    FEMININE_IN_SOFT_SIGN, FLEETING, FLEETING_IN_SOFT_SIGN, IN_EY, NOUNS_IN_OY, PLURALS_IN_YA,
};
use super::{Forms, adjectives, cut, is_vowel, last, one, without};

/// Words in -ы, -и and -а that have no bare genitive plural, or none that is theirs alone.
#[rustfmt::skip]
const NO_ZERO: &[&str] = &[
    "критика", "политика", "практика", "техника", "экономика", "аресты", "бунты", "выборы", "дебаты",
    "депутаты", "дипломаты", "законы", "министры", "митинги", "переговоры", "посты", "протесты", "сборы",
    "сенаторы", "споры", "суды", "тесты", "торги",
];

/// Neuters in the plural, which look like feminines.
const NEUTER_PLURALS: &[&str] = &[
    "войска",
    "дела",
    "места",
    "письма",
    "права",
    "правила",
    "слова",
];

const BARE: &[&str] = &[""];

/// Words in a hard consonant.
pub(super) fn masculine(word: &str, length: usize) -> Forms {
    if let Some((_, rest)) = FLEETING.iter().find(|(known, _)| *known == word) {
        let mut forms = one(word, &[""]);
        forms.extend(one(rest, oblique(rest)));
        return forms;
    }
    let surname = length > 4
        && ["ов", "ев", "ин", "ын"]
            .iter()
            .any(|suffix| word.ends_with(suffix));
    let mut forms = one(word, if surname { SURNAME } else { oblique(word) });
    forms.extend(one(word, BARE));
    if word.ends_with("анин") || word.ends_with("янин") {
        forms.extend(one(without(word, 2), CITIZEN_PLURAL));
    }
    // татарин, татары.
    if word.ends_with("арин") {
        forms.extend(one(without(word, 2), &["ы", "", "ам", "ами", "ах"]));
    }
    // котёнок, котята.
    if let Some(head) = word.strip_suffix("енок").filter(|head| !head.is_empty()) {
        forms.extend(one(&format!("{head}ят"), &["а", "", "ам", "ами", "ах"]));
    }
    // медвежонок, медвежата.
    if let Some(head) = word.strip_suffix("онок")
        && matches!(last(head), 'ж' | 'ч' | 'ш')
    {
        forms.extend(one(&format!("{head}ат"), &["а", "", "ам", "ами", "ах"]));
    }
    forms.extend(plural_in_ya(word));
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
                // огонёк, огонька.
                ('н', 'е') if end == 'к' => "ь",
                _ => "",
            };
            let rest = format!("{head}{joint}{end}");
            forms.extend(one(&rest, oblique(&rest)));
        }
    }
    forms
}

fn plural_in_ya(word: &str) -> Forms {
    PLURALS_IN_YA
        .iter()
        .find(|(known, _)| *known == word)
        .map_or_else(Vec::new, |(_, stem)| one(stem, PLURAL_IN_YA))
}

/// Words in -ь.
pub(super) fn soft(word: &str) -> Forms {
    let stem = without(word, 1);
    if FLEETING_IN_SOFT_SIGN.contains(&word) {
        let rest = format!("{}{}", without(stem, 2), last(stem));
        // любовью, ложью keep their vowel; церквам.
        let mut forms = one(stem, &["ь", "ью"]);
        forms.extend(one(&rest, SOFT_OBLIQUE));
        if word == "церковь" {
            forms.extend(one(&rest, &["ам", "ами", "ах"]));
        }
        return forms;
    }
    let feminine = ["сть", "знь", "сь", "смерть"]
        .iter()
        .any(|end| word.ends_with(end))
        && !matches!(
            word,
            "гость" | "тесть" | "лось" | "лосось" | "карась" | "гусь"
        );
    let masculine = word.ends_with("тель") || word.ends_with("арь") || word == "гость";
    let endings = match last(stem) {
        'ж' | 'ч' | 'ш' | 'щ' => SOFT_HUSH,
        _ if feminine || FEMININE_IN_SOFT_SIGN.contains(&word) => SOFT_FEMININE,
        _ if masculine && word != "метель" => SOFT_MASCULINE,
        _ => SOFT,
    };
    let mut forms = one(stem, endings);
    forms.extend(plural_in_ya(word));
    forms
}

/// Whether a word in -ой is a noun.
pub(super) fn is_in_oy(word: &str) -> bool {
    NOUNS_IN_OY.contains(&word) || word.ends_with("строй")
}

/// Words in -й that are no adjectives, or not only.
pub(super) fn in_y(word: &str) -> Forms {
    if IN_EY.contains(&word) {
        let mut forms = one(&format!("{}ь", without(word, 2)), IN_Y);
        forms.extend(one(word, BARE));
        return forms;
    }
    one(without(word, 1), IN_Y)
}

/// Words in -а.
pub(super) fn feminine(word: &str, name: bool) -> Forms {
    let stem = without(word, 1);
    if NEUTER_PLURALS.contains(&word) {
        let mut forms = one(stem, &["а", "", "ам", "ами", "ах"]);
        forms.extend(inserted(stem, BARE));
        return forms;
    }
    let head = without(stem, 1);
    // банка has банок, not банк; карта has карт.
    let cluster = !is_vowel(last(head)) && head != stem;
    let no_zero =
        is_female_surname(word, name) || NO_ZERO.contains(&word) || (cluster && last(stem) == 'к');
    let mut forms = one(stem, feminine_endings(stem));
    if !no_zero {
        forms.extend(one(stem, BARE));
    }
    forms.extend(inserted(stem, BARE));
    forms
}

/// Петрова is not Петров, nor Путина Путин; but корова has коров, and машина машин.
fn is_female_surname(word: &str, name: bool) -> bool {
    let ends_in = |ends: [&str; 2]| ends.iter().any(|end| word.ends_with(end));
    let noun = matches!(
        word,
        "голова" | "корова" | "королева" | "обнова" | "основа" | "подкова"
    );
    (ends_in(["ова", "ева"]) && !noun && word.chars().count() > 5)
        || (name && ends_in(["ина", "ына"]))
}

/// Words in -я.
pub(super) fn feminine_soft(word: &str) -> Forms {
    let stem = without(word, 1);
    if word.ends_with("мя") {
        let mut forms = one(word, &[""]);
        forms.extend(one(&format!("{stem}ен"), IN_MYA));
        return forms;
    }
    let mut forms = one(stem, FEMININE_SOFT);
    if let Some(head) = stem.strip_suffix('ь') {
        forms.extend(one(head, &["ей", "ий"]));
    }
    // башня has башен, деревня has деревень.
    forms.extend(inserted(stem, &["", "ь"]));
    forms
}

/// Words in -о.
pub(super) fn neuter(word: &str) -> Forms {
    let stem = without(word, 1);
    let place = ["ово", "ево", "ино"].iter().any(|end| word.ends_with(end))
        && !matches!(
            word,
            "слово" | "дерево" | "вино" | "чрево" | "зарево" | "варево" | "логово"
        );
    let mut forms = one(stem, if place { NEUTER_OF_PLACE } else { NEUTER });
    // ушко, ушки.
    if word.ends_with("шко") || word.ends_with("чко") {
        forms.extend(one(stem, &["и"]));
    }
    forms.extend(inserted(stem, BARE));
    forms.extend(plural_in_ya(word));
    forms
}

/// Words in -е.
pub(super) fn in_e(word: &str) -> Forms {
    let stem = without(word, 1);
    let end = last(stem);
    if end == 'и' {
        let mut forms = one(stem, NEUTER_IN_IE);
        // внешние, выборные; but мнение is none of them.
        let adjective = ["кие", "гие", "хие", "щие", "шие", "чие", "жие", "ние"]
            .iter()
            .any(|suffix| word.ends_with(suffix));
        if adjective && !word.ends_with("ение") && !word.ends_with("ание") {
            forms.extend(adjectives::other(word));
        }
        return forms;
    }
    if matches!(end, 'ц' | 'щ' | 'ж' | 'ч' | 'ш') {
        let mut forms = one(stem, NEUTER_HUSH);
        forms.extend(inserted(stem, BARE));
        return forms;
    }
    // россияне, граждане
    if word.ends_with("ане") || word.ends_with("яне") {
        return one(stem, CITIZEN_PLURAL);
    }
    let mut forms = one(stem, NEUTER_SOFT);
    // ружьё has ружей, ущелье has ущелий.
    if let Some(head) = stem.strip_suffix('ь') {
        forms.extend(one(head, &["ей", "ий"]));
    }
    forms
}

/// Words in the plural, -ы or -и.
pub(super) fn plural(word: &str, length: usize) -> Forms {
    if length < 4 {
        return Vec::new();
    }
    let stem = without(word, 1);
    let mut forms = one(stem, plural_endings(word, stem));
    if last(word) == 'ы' && !NO_ZERO.contains(&word) {
        forms.extend(one(stem, BARE));
    }
    if !is_vowel(last(stem)) {
        forms.extend(inserted(stem, BARE));
    }
    forms
}

/// The bare genitive plural with its inserted vowel: `поправк` gives `поправок`, `земл` gives `земель`. `карт` and
/// `мечт` need none.
fn inserted(stem: &str, endings: &'static [&'static str]) -> Forms {
    let end = last(stem);
    let Some(head) = cut(stem, 1) else {
        return Vec::new();
    };
    let before = last(head);
    if is_vowel(before) || !matches!(end, 'к' | 'н' | 'л' | 'м' | 'р' | 'ц' | 'г' | 'б' | 'в')
    {
        return Vec::new();
    }
    if matches!(before, 'ь' | 'й') {
        return one(&format!("{}е{end}", without(head, 1)), endings);
    }
    if matches!(end, 'г' | 'б') {
        return Vec::new();
    }
    let mut forms = one(&format!("{head}е{end}"), endings);
    if end == 'к' || (matches!(before, 'к' | 'г' | 'х') && end != 'р') {
        forms.extend(one(&format!("{head}о{end}"), endings));
    }
    forms
}

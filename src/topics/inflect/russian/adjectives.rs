//! Russian adjectives and participles in their full and short forms.

use super::endings::{
    ADJECTIVE_FEMININE, ADJECTIVE_IN_SOFT_SIGN, ADJECTIVE_NEUTER, ADJECTIVE_PLURAL, SHORT,
    SHORT_NO_ZERO, adjective,
};
use super::irregular::{COMPARED, QUALITATIVE};
use super::{Forms, is_vowel, last, one, without};

/// Short participles that would be nouns: `ценный` is no form of `цена`, nor the other way round.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "бан", "ван", "времен", "воен", "ген", "диван", "замен", "измен", "карман", "обман", "обмен", "охран",
    "плен", "подмен", "роман", "смен", "стен", "стран", "сцен", "туман", "цен", "экран",
];

/// Those in -ий that decline like `третий`, most of them of animals.
#[rustfmt::skip]
const POSSESSIVE: &[&str] = &[
    "бараний", "бабий", "божий", "волчий", "вражий", "верблюжий", "девичий", "заячий", "казачий", "коровий",
    "козий", "кошачий", "лисий", "медвежий", "овечий", "олений", "охотничий", "помещичий", "птичий", "рыбачий",
    "рыбий", "собачий", "телячий", "третий", "человечий", "чертов", "индюшачий", "мужичий", "вдовий", "соболий",
];

/// Of `нов`, `высок` and `свеж`, behind the stem with its vowel or not.
fn short_endings(stem: &str) -> &'static [&'static str] {
    match last(stem) {
        'г' | 'к' | 'х' => &["а", "о", "и"],
        'ж' | 'ч' | 'ш' | 'щ' => &["а", "о", "е", "и"],
        _ => SHORT_NO_ZERO,
    }
}

/// The forms of a word in -ый, -ий or -ой.
pub(super) fn masculine(word: &str) -> Forms {
    let stem = without(word, 2);
    if POSSESSIVE.contains(&word) {
        let mut forms = one(stem, ADJECTIVE_IN_SOFT_SIGN);
        forms.extend(one(word, &[""]));
        return forms;
    }
    let mut forms = one(stem, adjective(word, stem));
    if let Some((_, forms_of_its_own)) = COMPARED.iter().find(|(known, _)| *known == word) {
        for form in forms_of_its_own.split_whitespace() {
            forms.extend(one(form, &[""]));
        }
    }
    if let Some((_, bare)) = QUALITATIVE.iter().find(|(known, _)| *known == stem) {
        forms.extend(one(stem, short_endings(stem)));
        forms.extend(one(bare, &[""]));
    } else if word.ends_with("ивый") || word.ends_with("авый") {
        forms.extend(one(stem, SHORT));
    }
    if word.ends_with("ый") || word == "больной" {
        forms.extend(short(stem));
    }
    forms
}

/// The forms of a word in -ая, -ое, -ые and the like; one in the plural stands for the plural.
pub(super) fn other(word: &str) -> Forms {
    let endings = if word.ends_with("ые") || word.ends_with("ие") {
        ADJECTIVE_PLURAL
    } else if word.ends_with('я') {
        ADJECTIVE_FEMININE
    } else {
        ADJECTIVE_NEUTER
    };
    one(without(word, 2), endings)
}

/// `подписан`, `закрыт`, `независим`, `законен`.
fn short(stem: &str) -> Forms {
    let bare = without(stem, 1);
    if last(stem) == 'т' || stem.ends_with("им") || stem.ends_with("ем") || stem == "готов"
    {
        return one(stem, SHORT);
    }
    // судный has no short forms, and судно is a ship.
    if last(stem) != 'н' || stem == "судн" {
        return Vec::new();
    }
    let mut forms = one(stem, SHORT_NO_ZERO);
    match last(bare) {
        'ь' | 'й' => forms.extend(one(&format!("{}ен", without(bare, 1)), &[""])),
        'н' => {
            forms.extend(one(&format!("{bare}ен"), &[""]));
            let participle = ["ан", "ян", "ен"].iter().any(|end| bare.ends_with(end));
            if participle && !NOUNS.contains(&bare) {
                forms.extend(one(bare, SHORT));
            }
        }
        c if !is_vowel(c) => forms.extend(one(&format!("{bare}ен"), &[""])),
        _ => {}
    }
    forms
}

//! Russian adjectives and participles in their full and short forms.

use super::endings::{ADJECTIVE, ADJECTIVE_IN_SOFT_SIGN, ADJECTIVE_PLURAL, SHORT, SHORT_NO_ZERO};
use super::{Forms, is_vowel, last, one, without};

/// Short participles that would be nouns: `ценный` is no form of `цена`, nor the other way round.
const NOUNS: &[&str] = &[
    "бан",
    "ван",
    "времен",
    "воен",
    "ген",
    "диван",
    "замен",
    "измен",
    "карман",
    "обман",
    "обмен",
    "охран",
    "плен",
    "подмен",
    "роман",
    "смен",
    "стен",
    "стран",
    "сцен",
    "туман",
    "цен",
    "экран",
];

/// The forms of a word in -ый, -ий or -ой.
pub(super) fn masculine(word: &str) -> Forms {
    let stem = without(word, 2);
    let mut forms = one(stem, ADJECTIVE);
    if word == "третий" {
        forms.extend(one(stem, ADJECTIVE_IN_SOFT_SIGN));
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
    } else {
        ADJECTIVE
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

//! Russian: nouns, adjectives, surnames and verbs by the shape of their dictionary form. A term written in the
//! plural stands for the plural alone, so that `выборы` is not `выбор`.

mod adjectives;
mod endings;
mod irregular;
mod nouns;
mod strong;
mod verbs;

use super::{Ending, cut, is_one_of, last};

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Forms {
    if let Some(forms) = irregular::forms(word) {
        return forms.map(|form| (form.to_owned(), Ending::None)).collect();
    }
    let length = word.chars().count();
    if length < 3 {
        return Vec::new();
    }
    let active = bare_of_reflexive(word)
        .filter(|verb| ["ть", "ти", "чь"].iter().any(|end| verb.ends_with(end)));
    if let Some(forms) = verb(active.unwrap_or(word)) {
        return if active.is_some() {
            forms.into_iter().map(reflexive).collect()
        } else {
            forms
        };
    }
    // нуждающийся, нуждающихся.
    if let Some(participle) = active_participle(word) {
        return vec![(
            without(participle, 2).to_owned(),
            Ending::RussianReflexive(endings::SOFT_ADJECTIVE),
        )];
    }
    match last(word) {
        'ь' => nouns::soft(word),
        'й' => {
            let mut forms = nouns::in_y(word);
            let adjective = ["ый", "ий"].iter().any(|suffix| word.ends_with(suffix))
                || (word.ends_with("ой") && length > 5)
                || matches!(word, "живой" | "злой" | "иной" | "любой" | "чужой");
            if adjective {
                forms.extend(adjectives::masculine(word));
            }
            forms
        }
        'а' => nouns::feminine(word),
        'я' if word.ends_with("ая") || word.ends_with("яя") => adjectives::other(word),
        'я' => nouns::feminine_soft(word),
        'о' => nouns::neuter(word),
        'е' if ["ое", "ее", "ые"]
            .iter()
            .any(|suffix| word.ends_with(suffix)) =>
        {
            adjectives::other(word)
        }
        'е' => nouns::in_e(word),
        'ы' | 'и' => nouns::plural(word, length),
        'у' | 'ю' | 'э' => Vec::new(),
        _ => nouns::masculine(word, length),
    }
}

fn verb(word: &str) -> Option<Forms> {
    strong::forms(word).or_else(|| verbs::is_one(word).then(|| verbs::forms(word)))
}

fn active_participle(word: &str) -> Option<&str> {
    let bare = word.strip_suffix("ся")?;
    ["щий", "ший", "щие", "шие"]
        .iter()
        .any(|end| bare.ends_with(end))
        .then_some(bare)
}

/// `отказаться` is another word than `отказать`, though its forms are the same but for their particle.
fn reflexive((stem, ending): (String, Ending)) -> (String, Ending) {
    let ending = match ending {
        Ending::RussianVerb(endings) => Ending::RussianReflexive(endings),
        Ending::RussianParticiple(suffixes) => Ending::RussianReflexiveParticiple(suffixes),
        other => other,
    };
    (stem, ending)
}

/// Whether `rest` is one of these endings and the reflexive particle.
pub(super) fn is_reflexive_ending(rest: &str, endings: &[&str]) -> bool {
    bare_of_reflexive(rest).is_some_and(|bare| is_one_of(bare, endings))
}

fn bare_of_reflexive(rest: &str) -> Option<&str> {
    rest.strip_suffix("ся").or_else(|| rest.strip_suffix("сь"))
}

/// Whether `rest` is one of these endings, perhaps with the reflexive particle behind it.
pub(super) fn is_verb_ending(rest: &str, endings: &[&str]) -> bool {
    is_one_of(rest, endings) || is_reflexive_ending(rest, endings)
}

/// Whether `rest` is one of these participle suffixes and an adjective's ending behind it.
pub(super) fn is_participle_ending(rest: &str, suffixes: &[&str]) -> bool {
    suffixes.iter().any(|suffix| {
        rest.strip_prefix(suffix).is_some_and(|ending| {
            // развитый, and not развитие.
            let endings = if matches!(last(suffix), 'ш' | 'щ') {
                endings::SOFT_ADJECTIVE
            } else {
                endings::HARD_ADJECTIVE
            };
            is_verb_ending(ending, endings)
        })
    })
}

type Forms = Vec<(String, Ending)>;

fn one(stem: &str, endings: &'static [&'static str]) -> Forms {
    vec![(stem.to_owned(), Ending::OneOf(endings))]
}

fn without(word: &str, count: usize) -> &str {
    cut(word, count).unwrap_or(word)
}

fn is_vowel(c: char) -> bool {
    "аеёиоуыэюя".contains(c)
}

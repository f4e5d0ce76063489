//! Russian: nouns, adjectives, surnames and verbs by the shape of their dictionary form. A term written in the
//! plural stands for the plural alone, so that `выборы` is not `выбор`.

mod adjectives;
mod aspect;
mod endings;
mod irregular;
mod nouns;
mod strong;
mod verbs;

use super::{Ending, cut, is_one_of, last};
pub(in super::super) use endings::Verb;

/// The forms of a folded word; `name` tells that it was written with a capital.
pub(super) fn forms(word: &str, name: bool) -> Forms {
    if let Some(forms) = irregular::forms(word) {
        return forms.map(|form| (form.to_owned(), Ending::None)).collect();
    }
    let length = word.chars().count();
    if length < 3 || is_indeclinable(word, length, name) {
        return Vec::new();
    }
    let active = bare_of_reflexive(word)
        .filter(|verb| ["ть", "ти", "чь"].iter().any(|end| verb.ends_with(end)));
    let infinitive = active.unwrap_or(word);
    if let Some(stems) = verb(infinitive) {
        let voice = if active.is_some() {
            Voice::Reflexive
        } else if aspect::has_passive(word) {
            Voice::Passive
        } else {
            Voice::Active
        };
        return stems
            .into_iter()
            .filter(|(_, verb)| voice != Voice::Reflexive || !verb.passive)
            .map(|(stem, verb)| (stem, Ending::RussianVerb(verb, voice)))
            .collect();
    }
    // нуждающийся, нуждающихся.
    if let Some(participle) = active_participle(word) {
        return vec![(
            without(participle, 2).to_owned(),
            Ending::RussianVerb(&endings::PARTICIPLE, Voice::Reflexive),
        )];
    }
    match last(word) {
        'ь' => nouns::soft(word),
        'й' => {
            // санаторий and синий look alike; высокий and новый are no nouns.
            let adjective = ["ый", "ий"].iter().any(|suffix| word.ends_with(suffix))
                || (word.ends_with("ой") && (!nouns::is_in_oy(word) || word == "простой"));
            let noun = !adjective
                || word == "простой"
                || (word.ends_with("ий")
                    && !["кий", "хий", "жий", "чий", "ший", "щий"]
                        .iter()
                        .any(|suffix| word.ends_with(suffix)));
            let mut forms = if noun {
                nouns::in_y(word)
            } else {
                Forms::new()
            };
            if adjective {
                forms.extend(adjectives::masculine(word));
            }
            forms
        }
        'а' => nouns::feminine(word, name),
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

fn is_indeclinable(word: &str, length: usize, name: bool) -> bool {
    let mut behind = word.chars().rev().skip(1);
    // радио, видео; Черных, but not жених.
    let hiatus = word.ends_with('о') && behind.next().is_some_and(is_vowel);
    let surname = length > 4
        && !word.ends_with("дых")
        && (["ых", "енко", "кызы", "оглы"]
            .iter()
            .any(|end| word.ends_with(end))
            || matches!(word, "долгих" | "русских" | "крутых"));
    // Кличко; but молоко.
    hiatus || surname || (name && word.ends_with("ко")) || irregular::INDECLINABLE.contains(&word)
}

fn verb(word: &str) -> Option<Stems> {
    strong::forms(word).or_else(|| verbs::is_one(word).then(|| verbs::stems(word)))
}

fn active_participle(word: &str) -> Option<&str> {
    let bare = word.strip_suffix("ся")?;
    ["щий", "ший", "щие", "шие"]
        .iter()
        .any(|end| bare.ends_with(end))
        .then_some(bare)
}

/// Which forms of a verb its term stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) enum Voice {
    /// Its own: `подписать` is not `подписаться`.
    Active,
    /// Also those by which an imperfective says the passive: `обсуждать`, `обсуждается`.
    Passive,
    /// Those with the particle: `отказаться` is another word than `отказать`.
    Reflexive,
}

/// Whether `rest` follows a verb's stem.
pub(super) fn is_verb_ending(rest: &str, verb: &Verb, voice: Voice) -> bool {
    let bare = match voice {
        Voice::Active => None,
        Voice::Passive | Voice::Reflexive => bare_of_reflexive(rest),
    };
    match (bare, voice) {
        (Some(bare), Voice::Reflexive) => follows(bare, verb),
        (Some(bare), _) if !verb.passive && !is_one_of(bare, endings::NOT_IN_PASSIVE) => {
            follows(bare, verb)
        }
        (_, Voice::Reflexive) => false,
        _ => follows(rest, verb),
    }
}

fn bare_of_reflexive(rest: &str) -> Option<&str> {
    rest.strip_suffix("ся").or_else(|| rest.strip_suffix("сь"))
}

fn follows(rest: &str, verb: &Verb) -> bool {
    is_one_of(rest, verb.endings)
        || verb.participles.iter().any(|suffix| {
            rest.strip_prefix(suffix)
                .is_some_and(|ending| match last(suffix) {
                    'ш' | 'щ' => is_one_of(ending, endings::SOFT_ADJECTIVE),
                    // развитый, and not развитие; ожидаемо.
                    'м' => {
                        is_one_of(ending, endings::HARD_ADJECTIVE)
                            || is_one_of(ending, endings::SHORT_NO_ZERO)
                    }
                    _ => is_one_of(ending, endings::HARD_ADJECTIVE),
                })
        })
}

type Forms = Vec<(String, Ending)>;
type Stems = Vec<(String, &'static Verb)>;

fn one(stem: &str, endings: &'static [&'static str]) -> Forms {
    vec![(stem.to_owned(), Ending::OneOf(endings))]
}

fn without(word: &str, count: usize) -> &str {
    cut(word, count).unwrap_or(word)
}

fn is_vowel(c: char) -> bool {
    "аеёиоуыэюя".contains(c)
}

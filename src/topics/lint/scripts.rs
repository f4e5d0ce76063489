//! Terms in the list of another language, where letters, endings or small words tell it with confidence. Names
//! are left alone: they have capitals, and they travel.

use super::Warn;
use super::never::is_mixed;
use crate::topics::fold::fold_into;
use crate::topics::inflect::{has_kazakh_letter, is_cyrillic};
use crate::topics::rules::Term;

pub(super) fn wrong_list(term: &Term, warn: &mut Warn) {
    for phrase in term.phrases.iter().filter(|phrase| !is_mixed(phrase)) {
        let text = phrase.text.trim().trim_start_matches('=');
        let language = phrase.language;
        if let Some(looks) = other_language(text, language) {
            let noun = german_noun(text).filter(|_| language == "de" && looks == Some("en"));
            let advice = match (looks, noun) {
                (_, Some(noun)) => format!(
                    "a German noun has its capital: `{noun}`; an English word goes under `en`"
                ),
                (Some(looks), None) => format!("it looks {}: put it under `{looks}`", name(looks)),
                (None, None) => "put it under `any` or the language it is of".to_owned(),
            };
            warn.tell(
                term.at,
                &format!(
                    "`{}` stands in the list for `{language}`, where it hardly belongs",
                    phrase.text
                ),
                &advice,
            );
        }
    }
}

fn name(language: &str) -> &'static str {
    match language {
        "en" => "English",
        "ru" => "Russian",
        "kk" => "Kazakh",
        "de" => "German",
        "fr" => "French",
        _ => "Polish",
    }
}

/// `Some` when a term is not of its list's language; with the language it is of, where that can be told.
fn other_language(text: &str, language: &str) -> Option<Option<&'static str>> {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    let cyrillic = is_cyrillic(&folded);
    match language {
        "ru" if has_kazakh_letter(&folded) => Some(Some("kk")),
        "kk" if cyrillic && text.split(not_in_word).any(is_russian) => Some(Some("ru")),
        "ru" | "kk" => is_small_latin(text).then_some(None),
        "en" | "de" | "fr" | "pl" if cyrillic => Some(has_kazakh_letter(&folded).then_some("kk")),
        "en" | "de" | "fr" | "pl" => {
            let foreign = small_words(text, language)
                .or_else(|| {
                    text.split(not_in_word)
                        .find_map(|word| letters(word, language))
                })
                .or_else(|| {
                    text.split(not_in_word)
                        .find_map(|word| endings(word, language))
                });
            foreign.map(Some)
        }
        _ => None,
    }
}

fn not_in_word(c: char) -> bool {
    !c.is_alphabetic()
}

/// Words of Latin letters alone, all small: no name, no acronym, nothing with digits.
fn is_small_latin(text: &str) -> bool {
    let has_letters = text.chars().any(|c| c.is_ascii_lowercase());
    has_letters
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_whitespace() || matches!(c, '*' | '-' | '\''))
}

/// A word that Russian has and Kazakh has not: endings that loanwords lose on their way, and letters that they
/// keep only in `актёр`, `туберкулёз` and the like.
fn is_russian(word: &str) -> bool {
    const ENDINGS: [&str; 13] = [
        "ость",
        "ности",
        "ский",
        "ская",
        "ское",
        "ские",
        "ться",
        "ный",
        "ная",
        "ное",
        "ные",
        "ение",
        "ание",
    ];
    let is_name = word.chars().next().is_none_or(char::is_uppercase);
    if is_name || has_kazakh_letter(word) || word.chars().count() < 5 {
        return false;
    }
    let is_actor = ["ёр", "ёз"].iter().any(|end| word.ends_with(end));
    let has_yo = word.contains('ё') && !is_actor;
    let has_shcha = word.contains('щ') && !word.starts_with("ащ") && !word.starts_with("борщ");
    has_yo || has_shcha || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Small words that only one of the languages has, in a phrase without capitals.
fn small_words(text: &str, language: &str) -> Option<&'static str> {
    const SMALL: [(&str, &[&str]); 4] = [
        ("en", &["the", "of", "and", "from", "with"]),
        ("de", &["und", "der", "für", "nicht", "mit"]),
        ("fr", &["les", "une", "dans", "pour"]),
        ("pl", &["oraz", "przez", "się", "dla"]),
    ];
    if text.contains(char::is_uppercase) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    SMALL
        .iter()
        .filter(|(other, _)| *other != language)
        .find(|(_, small)| words.iter().any(|word| small.contains(word)))
        .map(|(other, _)| *other)
}

/// Letters of another language, in a word that is no name.
fn letters(word: &str, language: &str) -> Option<&'static str> {
    if word.chars().next().is_none_or(char::is_uppercase) || word.chars().count() < 3 {
        return None;
    }
    let has = |letters: &[char]| word.contains(letters);
    let polish = has(&['ą', 'ć', 'ę', 'ł', 'ń', 'ś', 'ź', 'ż']);
    let german = has(&['ß', 'ä', 'ö']);
    let french = has(&['è', 'ê', 'à', 'î', 'ù', 'û', 'œ']);
    match language {
        "pl" if german => Some("de"),
        "pl" if french => Some("fr"),
        "en" | "de" | "fr" if polish => Some("pl"),
        "en" | "fr" if german => Some("de"),
        "de" if french => Some("fr"),
        _ => None,
    }
}

/// A noun as German writes it, where its small letter alone makes it look English.
fn german_noun(text: &str) -> Option<String> {
    if small_words(text, "de").is_some() {
        return None;
    }
    let word = text
        .split(not_in_word)
        .find(|word| endings(word, "de") == Some("en"))?;
    let mut letters = word.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// Endings that small words of a language never have.
fn endings(word: &str, language: &str) -> Option<&'static str> {
    let is_small = word.chars().all(char::is_lowercase) && word.chars().count() >= 6;
    let ends = |endings: &[&str]| is_small && endings.iter().any(|ending| word.ends_with(ending));
    match language {
        // A German noun has its capital, and only nouns end so.
        "de" if ends(&[
            "tion", "tions", "ment", "ments", "ness", "ship", "ity", "ght",
        ]) =>
        {
            Some("en")
        }
        "pl" if ends(&["tion", "tions", "ness", "ship", "ght"]) => Some("en"),
        "fr" if ends(&["ship", "ght"]) => Some("en"),
        "en" | "fr" if ends(&["keit", "heit", "schaft", "keiten", "heiten"]) => Some("de"),
        _ => None,
    }
}

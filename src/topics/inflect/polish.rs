//! Polish: nouns, adjectives and verbs by the shape of their dictionary form, marks folded. Where that shape does not
//! tell one part of speech, a word has the forms of all it may be. Source of the classes: the paradigms of SGJP, the
//! grammatical dictionary of Polish.

mod adjectives;
mod endings;
mod irregular;
mod nouns;
mod roots;
mod stems;
mod strong;
mod verbs;

use super::{Ending, cut, last};

type Forms = Vec<(String, Ending)>;

/// The forms of a folded word.
pub(super) fn forms(word: &str) -> Forms {
    if let Some(forms) = irregular::forms(word) {
        return forms.map(|form| (form.to_owned(), Ending::None)).collect();
    }
    if word.chars().count() < 3 {
        return Vec::new();
    }
    let mut forms = Vec::new();
    if last(word) == 'c' && verbs::add(word, &mut forms) {
        return forms;
    }
    let Some(stem) = cut(word, 1) else {
        return forms;
    };
    match last(word) {
        'a' => {
            if !adjectives::feminine(stem, &mut forms) {
                nouns::feminine(stem, &mut forms);
            }
        }
        'o' => nouns::neuter(stem, &mut forms),
        'e' => {
            nouns::in_e(word, stem, &mut forms);
            adjectives::neuter(stem, &mut forms);
        }
        'y' | 'i' => {
            nouns::plural(word, stem, &mut forms);
            adjectives::masculine(word, stem, &mut forms);
        }
        'u' => {}
        _ => nouns::masculine(word, &mut forms),
    }
    forms
}

fn push(forms: &mut Forms, head: &str, changed: &str, endings: endings::Endings) {
    forms.push((format!("{head}{changed}"), Ending::OneOf(endings)));
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

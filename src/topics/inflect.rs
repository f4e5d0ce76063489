//! From a term in its dictionary form to the forms it may take: pairs of a stem and the endings that may
//! follow it. A word of the text is a form of the term when it begins with the stem and the rest is one of
//! the endings; look-alikes fail on the rest (`газета` is no `газ` + ending). Every language answers in this
//! one shape, so the matcher knows no grammar.

mod english;
mod french;
mod german;
mod kazakh;
mod other_words;
mod polish;
mod russian;

use super::fold::skeleton_into;
use super::language::Languages;
pub(super) use other_words::other_words;

/// What may follow a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Ending {
    /// Nothing.
    None,
    /// Anything.
    Any,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// What follows a stem of a Russian verb, with or without its reflexive particle.
    RussianVerb(&'static russian::Verb, russian::Voice),
    /// A chain of Kazakh endings.
    Kazakh(kazakh::Chain),
}

impl Ending {
    /// Whether `rest`, what a word has beyond the stem, is such an ending.
    pub(super) fn accepts(self, rest: &str) -> bool {
        match self {
            Ending::None => rest.is_empty(),
            Ending::Any => true,
            Ending::OneOf(endings) => is_one_of(rest, endings),
            Ending::RussianVerb(verb, voice) => russian::is_verb_ending(rest, verb, voice),
            Ending::Kazakh(chain) => chain.accepts(rest),
        }
    }
}

/// Whether a word's rest is one of these. Endings are a few bytes long and mostly differ in the last: that is
/// told sooner here than by a call of the system's comparison.
fn is_one_of(rest: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| is_same(ending, rest))
}

/// Equality of short texts, from behind.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one
            .bytes()
            .rev()
            .zip(other.bytes().rev())
            .all(|(a, b)| a == b)
}

/// One way a word may look: a folded stem and what follows it, in these languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Form {
    pub(super) stem: String,
    pub(super) ending: Ending,
    pub(super) languages: Languages,
}

/// All forms of one word of a term, in those of `languages` that its script allows. `written` is the word
/// as the analyst wrote it, `folded` its folded form.
pub(super) fn forms(written: &str, folded: &str, languages: Languages) -> Vec<Form> {
    let mut all = Vec::new();
    let mut add = |languages: Languages, forms: Vec<(String, Ending)>| {
        all.extend(forms.into_iter().map(|(stem, ending)| Form {
            stem,
            ending,
            languages,
        }));
    };
    let capital = written.chars().next().is_some_and(char::is_uppercase);
    // The word as it stands counts wherever its list counts.
    add(languages, vec![(folded.to_owned(), Ending::None)]);
    if is_cyrillic(folded) {
        if languages.meets(Languages::RU) && !has_kazakh_letter(folded) {
            add(Languages::RU, russian::forms(folded, capital));
        }
        if languages.meets(Languages::KK) {
            add(Languages::KK, kazakh::forms(folded, capital));
            for skeleton in skeletons(written) {
                let mut forms = kazakh::skeleton_forms(folded, &skeleton, capital);
                forms.push((skeleton, Ending::None));
                add(Languages::KK_SKELETON, forms);
            }
        }
    } else if folded.chars().any(char::is_alphabetic) {
        if languages.meets(Languages::EN) {
            add(Languages::EN, english::forms(folded));
        }
        if languages.meets(Languages::DE) {
            add(Languages::DE, german::forms(folded, capital));
        }
        if languages.meets(Languages::FR) {
            add(Languages::FR, french::forms(written, folded));
        }
        if languages.meets(Languages::PL) {
            add(Languages::PL, polish::forms(folded));
        }
        if languages.meets(Languages::KK_SKELETON) {
            let mut skeleton = String::new();
            skeleton_into(written, &mut skeleton);
            let mut forms = kazakh::skeleton_forms(&skeleton, &skeleton, capital);
            forms.push((skeleton, Ending::None));
            add(Languages::KK_SKELETON, forms);
        }
    }
    all.sort_by(|a, b| a.stem.cmp(&b.stem));
    all.dedup();
    all
}

/// The skeletons of a Cyrillic word: two where it has a ц, which one Latin alphabet writes as ts, the other as c or s.
pub(super) fn skeletons(written: &str) -> impl Iterator<Item = String> {
    let mut skeleton = String::new();
    skeleton_into(written, &mut skeleton);
    let simpler = written
        .contains(['ц', 'Ц'])
        .then(|| skeleton.replace("тс", "с"));
    simpler.into_iter().chain([skeleton])
}

/// Whether a word of a text, found by its skeleton, may be a sloppy spelling of a word of a term: each letter of
/// Kazakh alone that it does have must be the term's. `құны` is no misspelt `күні`, though `куни` may be; and
/// `әскери`, which writes all of `әскер` well, is no misspelt `әскері`.
pub(super) fn is_sloppy_spelling(text: &str, term: &str) -> bool {
    if has_kazakh_letter(term) && text.starts_with(term) {
        return false;
    }
    text.chars().zip(term.chars()).all(|(written, meant)| {
        !is_kazakh_letter(written) || written == meant || (written, meant) == ('ғ', 'қ')
    })
}

/// Whether a folded word is in a Cyrillic alphabet.
pub(super) fn is_cyrillic(folded: &str) -> bool {
    folded.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
}

/// Whether a folded word has a letter that Russian lacks.
pub(super) fn has_kazakh_letter(folded: &str) -> bool {
    folded.chars().any(is_kazakh_letter)
}

fn is_kazakh_letter(c: char) -> bool {
    matches!(c, 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
}

/// The word without its last `count` characters; `None` when nothing would be left.
fn cut(word: &str, count: usize) -> Option<&str> {
    let at = word.char_indices().rev().nth(count.checked_sub(1)?)?.0;
    (at > 0).then(|| &word[..at])
}

/// The last character.
fn last(word: &str) -> char {
    word.chars().next_back().unwrap_or('\0')
}

#[cfg(test)]
mod tests;

//! Terms and combos that can never match, or never count.

use super::Warn;
use super::cover::Pattern;
use crate::model::Field;
use crate::topics::rules::{Combo, Factors, Phrase, Term, Topic, Within};
use crate::topics::words::Words;

/// What shuts a topic out wherever it stands.
pub(super) fn excluded(topic: &Topic) -> Vec<Pattern<'_>> {
    let gate = topic.exclude.as_ref();
    gate.filter(|gate| gate.within == Within::Item)
        .map_or_else(Vec::new, |gate| Pattern::all(&gate.group.phrases))
}

pub(super) fn term(topic: &Topic, term: &Term, excluded: &[Pattern<'_>], warn: &mut Warn) {
    let languages = &topic.scope.languages;
    let is_outside =
        |code: &str| code != "any" && !languages.is_empty() && languages.iter().all(|l| l != code);
    if is_outside(term.language) {
        warn.tell(
            term.at,
            &format!(
                "`{}` can never match: the topic's `scope` leaves `{}` out",
                term.written, term.language
            ),
            "add the language to `scope` or remove the term",
        );
    } else if !term.phrases.is_empty() && term.phrases.iter().all(|p| is_outside(p.language)) {
        warn.tell(
            term.at,
            &format!(
                "`{}` can never match: the topic's `scope` leaves all its languages out",
                term.written
            ),
            "add a language to `scope` or remove the term",
        );
    }
    let is_excluded = |phrase: &Phrase| {
        let phrase = Pattern::of(phrase);
        excluded.iter().any(|other| other.covers(&phrase))
    };
    if !term.phrases.is_empty()
        && warn.may_compare(term.phrases.len(), excluded.len())
        && term.phrases.iter().all(is_excluded)
    {
        warn.tell(
            term.at,
            &format!("`{}` can never count: `exclude` has it too", term.written),
            "remove one of them",
        );
    }
    for phrase in term.phrases.iter().filter(|phrase| ends_within(phrase)) {
        warn.tell(
            term.at,
            &format!(
                "`{}` can never match: a sentence ends within it",
                phrase.text
            ),
            "leave the mark out where the text has none, or make a combo of the parts",
        );
    }
    for phrase in term.phrases.iter().filter(|phrase| is_mixed(phrase)) {
        warn.tell(
            term.at,
            &format!(
                "`{}` can never match what is typed right: it mixes Latin and Cyrillic letters in one word",
                phrase.text
            ),
            "type the word anew on one keyboard",
        );
    }
}

pub(super) fn combo(topic: &Topic, combo: &Combo, warn: &mut Warn) {
    if is_worth_nothing(topic.factors, combo.within) {
        warn.tell(
            combo.at,
            &format!(
                "combo \"{}\" can never count: its place has the factor 0",
                combo.name
            ),
            "raise the factor or leave `within` out",
        );
    }
    let Within::Words(words) = combo.within else {
        return;
    };
    if apart(combo) > words as usize && !may_share(combo, warn) {
        warn.tell(
            combo.at,
            &format!(
                "combo \"{}\" can never come about: its {} parts need more than {words} words",
                combo.name,
                combo.all.len()
            ),
            "raise `within` or write \"sentence\"",
        );
    }
}

fn is_worth_nothing(factors: Factors, within: Within) -> bool {
    let best = match within {
        Within::Title => factors.title,
        Within::Lead => factors.title.max(factors.summary).max(factors.lead),
        Within::Item | Within::Words(_) | Within::Sentence => return false,
    };
    best == 0.0
}

/// How far the end of a combo's first part and the beginning of its last are apart at the least.
fn apart(combo: &Combo) -> usize {
    let words = |phrase: &Phrase| phrase.text.split_whitespace().count();
    let groups = combo.all.iter();
    let mut lengths: Vec<usize> = groups
        .filter_map(|group| group.phrases.iter().map(words).min())
        .collect();
    // The longest two may stand first and last, where their lengths do not matter.
    lengths.sort_unstable();
    match lengths.len().checked_sub(2) {
        Some(between) => lengths.iter().take(between).sum::<usize>() + 1,
        None => 0,
    }
}

/// Whether the same words may be two parts of a combo, as far as can be told.
fn may_share(combo: &Combo, warn: &mut Warn) -> bool {
    let phrases = combo.all.iter().map(|group| group.phrases.len()).sum();
    if !warn.may_compare(phrases, phrases) {
        return true;
    }
    let groups: Vec<Vec<Pattern<'_>>> = combo
        .all
        .iter()
        .map(|group| Pattern::all(&group.phrases))
        .collect();
    let meet = |one: &[Pattern<'_>], other: &[Pattern<'_>]| {
        one.iter()
            .any(|one| other.iter().any(|two| one.covers(two) || two.covers(one)))
    };
    groups
        .iter()
        .enumerate()
        .any(|(number, one)| groups.iter().skip(number + 1).any(|two| meet(one, two)))
}

/// Whether a sentence ends between the words of a phrase, as in `Yahoo! Japan`: phrases never span two.
fn ends_within(phrase: &Phrase) -> bool {
    let mut read = Words::default();
    read.read(phrase.text.trim_start_matches('='), Field::Title);
    read.list
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one.sentence != other.sentence))
}

/// Whether a word has letters of two alphabets that look alike, as a word typed on the wrong keyboard has: an `Аlmaty`
/// with a Russian А. `Vласть` is the name of a newspaper.
pub(super) fn is_mixed(phrase: &Phrase) -> bool {
    const LATIN: &str = "aceiopxykABCEHIKMOPTXY";
    const CYRILLIC: &str = "асеіорхукАВСЕНІКМОРТХУ";
    let is_cyrillic = |c: &char| ('\u{400}'..='\u{4ff}').contains(c);
    phrase.text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let (cyrillic, latin): (Vec<char>, Vec<char>) = word.chars().partition(is_cyrillic);
        let alike = |letters: &[char], all: &str| letters.iter().all(|c| all.contains(*c));
        !cyrillic.is_empty()
            && !latin.is_empty()
            && (alike(&cyrillic, CYRILLIC) || alike(&latin, LATIN))
    })
}

//! Combos that stand in their own way, and combos that something else makes needless.

use super::Warn;
use super::cover::Pattern;
use crate::topics::rules::{Combo, Factors, Group, Topic, Within};

/// A combo with the words of its groups taken apart.
struct Taken<'a> {
    combo: &'a Combo,
    groups: Vec<Vec<Pattern<'a>>>,
    /// How many words and phrases that are.
    count: usize,
}

/// The most phrases of a topic that are taken apart, which takes some 200 bytes each.
const MOST_PHRASES: usize = 1_000_000;

/// Looks at all combos of a topic.
pub(super) fn check(topic: &Topic, warn: &mut Warn) {
    if topic.combos.is_empty() {
        return;
    }
    let factor = weakest(topic.factors);
    let strong = topic.terms.iter();
    let strong = strong.filter(|term| term.weight * factor >= topic.threshold);
    let terms = strong.clone().map(|term| term.phrases.len());
    let combos = topic.combos.iter().map(|combo| count(combo));
    if terms.chain(combos).sum::<usize>() > MOST_PHRASES {
        warn.compare_no_more();
        return;
    }
    let strong: Vec<Pattern<'_>> = strong
        .flat_map(|term| Pattern::all(&term.phrases))
        .collect();
    let all: Vec<Taken<'_>> = topic.combos.iter().map(|combo| Taken::of(combo)).collect();
    for taken in &all {
        opposed(taken, warn);
        if taken.combo.points > 0.0 && !shadowed(taken, &strong, warn) {
            let reaches = |other: &&Taken<'_>| other.combo.points * factor >= topic.threshold;
            weaker(taken, all.iter().filter(reaches), warn);
        }
    }
}

impl<'a> Taken<'a> {
    fn of(combo: &'a Combo) -> Taken<'a> {
        let groups = combo.all.iter();
        Taken {
            combo,
            groups: groups.map(|group| Pattern::all(&group.phrases)).collect(),
            count: count(combo),
        }
    }
}

/// What a word that stands in only one place is multiplied with at the least; where nothing counts, no combo does.
fn weakest(factors: Factors) -> f64 {
    let all = [factors.title, factors.summary, factors.lead, factors.body];
    let counting = all.into_iter().filter(|factor| *factor > 0.0);
    counting.reduce(f64::min).unwrap_or(0.0)
}

fn count(combo: &Combo) -> usize {
    combo.all.iter().map(|group| group.phrases.len()).sum()
}

/// A combo whose `not` holds its own parts: it waits for words that forbid it.
fn opposed(taken: &Taken<'_>, warn: &mut Warn) {
    let combo = taken.combo;
    if !warn.may_compare(taken.count, combo.not.phrases.len()) {
        return;
    }
    let not = Pattern::all(&combo.not.phrases);
    let is_opposed = |phrase: &&Pattern<'_>| not.iter().any(|not| not.covers(phrase));
    let groups = combo.all.iter().zip(&taken.groups);
    for (group, phrases) in groups.filter(|(_, phrases)| !phrases.is_empty()) {
        if phrases.iter().all(|phrase| is_opposed(&phrase)) {
            warn.tell(
                combo.at,
                &format!(
                    "combo \"{}\" can never come about: `not` holds all of {}",
                    combo.name,
                    shown(group)
                ),
                "take out of `not` what the combo needs",
            );
            continue;
        }
        // A list without some of its members is a rule one may want; the same word written in both is none.
        let is_written = |phrase: &&Pattern<'_>| {
            let same = not
                .iter()
                .find(|not| not.covers(phrase) && phrase.covers(not));
            same.is_some_and(|not| {
                combo.not.written.iter().any(|text| text == not.text())
                    && group.written.iter().any(|text| text == phrase.text())
            })
        };
        if let Some(phrase) = phrases.iter().find(is_written) {
            warn.tell(
                combo.at,
                &format!(
                    "combo \"{}\" never comes about with `{}`: `not` holds it too",
                    combo.name,
                    phrase.text()
                ),
                "take it out of `not` or out of the group",
            );
        }
    }
}

/// A combo one of whose groups tags by itself, so that the others change nothing.
fn shadowed(taken: &Taken<'_>, strong: &[Pattern<'_>], warn: &mut Warn) -> bool {
    if !warn.may_compare(taken.count, strong.len()) {
        return false;
    }
    let alone = |phrase: &Pattern<'_>| strong.iter().any(|term| term.covers(phrase));
    let groups = taken.combo.all.iter().zip(&taken.groups);
    let mut by_itself =
        groups.filter(|(_, phrases)| !phrases.is_empty() && phrases.iter().all(alone));
    let Some((group, _)) = by_itself.next() else {
        return false;
    };
    warn.tell(
        taken.combo.at,
        &format!(
            "combo \"{}\" adds nothing: {} reaches the threshold alone",
            taken.combo.name,
            shown(group)
        ),
        "remove the combo, or give the term less",
    );
    true
}

/// A combo that comes about only where one of fewer parts does, which tags by itself.
fn weaker<'t, 'a: 't>(
    taken: &Taken<'_>,
    mut strong: impl Iterator<Item = &'t Taken<'a>>,
    warn: &mut Warn,
) {
    if let Some(other) = strong.find(|other| asks_less(other, taken, warn)) {
        warn.tell(
            taken.combo.at,
            &format!(
                "combo \"{}\" adds nothing: \"{}\" asks for less and reaches the threshold alone",
                taken.combo.name, other.combo.name
            ),
            "remove one of them",
        );
    }
}

/// Whether one combo comes about wherever another does: each of its groups covers one of the other's, in a place
/// no narrower.
fn asks_less(less: &Taken<'_>, more: &Taken<'_>, warn: &mut Warn) -> bool {
    let within = less.combo.within;
    let is_wide_enough = within == Within::Item || within == more.combo.within;
    let covered = |wide: &[Pattern<'_>], narrow: &[Pattern<'_>]| {
        let all = |phrase: &Pattern<'_>| wide.iter().any(|other| other.covers(phrase));
        !narrow.is_empty() && narrow.iter().all(all)
    };
    less.groups.len() < more.groups.len()
        && is_wide_enough
        && less.combo.not.phrases.is_empty()
        && warn.may_compare(less.count, more.count)
        && less
            .groups
            .iter()
            .all(|wide| more.groups.iter().any(|narrow| covered(wide, narrow)))
}

fn shown(group: &Group) -> String {
    const MOST_SHOWN: usize = 6;
    let shown: Vec<&str> = group
        .written
        .iter()
        .take(MOST_SHOWN)
        .map(String::as_str)
        .collect();
    let more = match group.written.len() > MOST_SHOWN {
        true => ", ...",
        false => "",
    };
    format!("{}{more}", shown.join(", "))
}

//! When two items tell the same text. Copies are cut, extended, retitled, reworded; templates, live
//! updates and columns look like copies and are not. So each rule asks for a likeness of words, and
//! vetoes ask whether the two say the same: figures and names that differ in the same place, or that
//! one title names and the other text does not know.

use chrono::Duration;

use super::measures::{
    clauses, contained, cosine, covered, jaccard, larger, set_jaccard, shared, smaller,
    starts_with, starts_with_reversed, substitutions, told_in,
};
use super::told::{Term, Told, distinct, runs, title_hash};

/// Older copies are reprints.
const WINDOW: Duration = Duration::days(7);

/// Words below which a text is none.
const BARE: usize = 3;

/// A rule that found two items alike, and the measure it went by (0 to 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// `text`, `reworded`, `title` or `same publisher`.
    pub rule: &'static str,
    /// Containment, cosine or share of the title's words.
    pub value: f64,
}

/// Whether two items tell the same text; `None` when not. Symmetric.
pub fn judge(left: &Told, right: &Told) -> Option<Likeness> {
    if (left.at - right.at).abs() > WINDOW {
        return None;
    }
    let pair = Pair::new(left, right);
    if pair.titles_conflict() {
        return None;
    }
    if left.publisher == right.publisher {
        return pair.same_publisher().or_else(|| pair.title());
    }
    pair.text()
        .or_else(|| pair.reworded())
        .or_else(|| pair.title())
}

/// Two items and what the rules measure on them.
struct Pair<'a> {
    left: &'a Told,
    right: &'a Told,
    /// Words of the shorter text.
    shorter: usize,
    /// Containment of runs of three words.
    containment: f64,
    /// Jaccard of the titles' stems.
    titles: f64,
    /// Hours between them.
    hours: i64,
}

impl<'a> Pair<'a> {
    fn new(left: &'a Told, right: &'a Told) -> Pair<'a> {
        Pair {
            left,
            right,
            shorter: left.text.len().min(right.text.len()),
            containment: contained(&left.runs, &right.runs),
            titles: jaccard(&left.title, &right.title),
            hours: (left.at - right.at).num_hours().abs(),
        }
    }

    /// Another outlet's copy: cut, extended, retitled, edited.
    fn text(&self) -> Option<Likeness> {
        let enough = match self.shorter {
            0..=4 => return None,
            5..=11 => self.containment >= 0.9,
            12..=29 => self.containment >= 0.7,
            _ => self.containment >= 0.5,
        };
        if !enough {
            return None;
        }
        let covered = self.covered();
        // A desk that puts lines of its own in front of a text leaves the rest of it whole.
        let whole = self.containment >= 0.9 && smaller(covered) >= 0.8;
        let same_start = self.titles >= 0.4 || self.start() >= 0.3 || whole;
        // A digest that quotes a paragraph has others that the article lacks, and the other way round.
        let no_digest = self.titles >= 0.4
            || smaller(covered) >= 0.75
            || (!self.is_digest() && (self.containment >= 0.9 || larger(covered) >= 0.75));
        let alike = same_start && no_digest && self.figures() >= 0.75 && !self.texts_conflict();
        alike.then_some(Likeness {
            rule: "text",
            value: self.containment,
        })
    }

    /// The other desk told it anew, sentence by sentence, with the same facts.
    fn reworded(&self) -> Option<Likeness> {
        if self.shorter < 10 || self.hours > 72 {
            return None;
        }
        // The fewer figures they share, the more alike their words have to be. Articles that share a
        // background paragraph, or an event, have leads of their own.
        let (cosine, leads, covered) = (self.cosine(), self.leads(), self.covered());
        let told_anew = match self.shared_figures() {
            0 => {
                let one_lead =
                    smaller(leads) >= 0.75 || (self.titles >= 0.7 && smaller(leads) >= 0.5);
                cosine >= 0.6 && one_lead && smaller(covered) >= 0.9
            }
            1 | 2 => {
                let one_lead = larger(leads) >= 0.7 || smaller(covered) >= 0.9;
                let close = cosine >= 0.55 && smaller(leads) >= 0.5 && one_lead;
                let whole = cosine >= 0.57 && smaller(leads) >= 0.35 && smaller(covered) >= 0.9;
                let lead_to_lead = smaller(leads) >= 0.4 && leads.0 + leads.1 >= 1.15;
                close || whole || (cosine >= 0.45 && lead_to_lead && smaller(covered) >= 0.75)
            }
            shared => {
                let much = shared >= 5 || cosine >= 0.45;
                let loose = much && smaller(leads) >= 0.3 && larger(leads) >= 0.6;
                cosine >= 0.38 && (smaller(leads) >= 0.45 || loose)
            }
        };
        let alike = told_anew
            && larger(covered) >= 0.75
            && !self.is_digest()
            && self.figures() >= 0.75
            && !self.texts_conflict();
        alike.then_some(Likeness {
            rule: "reworded",
            value: cosine,
        })
    }

    /// Only a headline came, and it is the other's, save for what newsrooms hang on it.
    fn title(&self) -> Option<Likeness> {
        let (left, right) = (self.left, self.right);
        let shorter = left.text.len().min(right.text.len());
        let longer = left.text.len().max(right.text.len());
        let one_publisher = left.publisher == right.publisher;
        // Twice a bare headline at one publisher may be twice a column.
        let bare = shorter <= BARE && !(one_publisher && longer <= BARE);
        let (short, long) = if left.title.len() <= right.title.len() {
            (&left.title, &right.title)
        } else {
            (&right.title, &left.title)
        };
        let hung_on = long.len() - short.len() <= 3
            && (starts_with(long, short) || starts_with_reversed(long, short));
        let equal = title_hash(short) == title_hash(long) || (hung_on && short.len() >= 5);
        let column = left.column || right.column;
        let alike = bare && short.len() >= 4 && equal && self.hours <= 48 && !column;
        alike.then_some(Likeness {
            rule: "title",
            value: short.len() as f64 / long.len() as f64,
        })
    }

    /// The same publisher at another address: one outlet reuses texts, so almost all has to agree.
    fn same_publisher(&self) -> Option<Likeness> {
        let retitled = self.shorter >= 20 && self.containment >= 0.95 && self.start() >= 0.8;
        let alike = self.shorter >= 5
            && self.containment >= 0.85
            && (self.titles >= 0.8 || retitled)
            && self.figures() >= 1.0
            && !self.texts_conflict();
        alike.then_some(Likeness {
            rule: "same publisher",
            value: self.containment,
        })
    }

    /// Whether a title says that the text gathers several pieces of news.
    fn is_digest(&self) -> bool {
        self.left.digest || self.right.digest
    }

    fn start(&self) -> f64 {
        let first = |told: &'a Told| &told.text[..told.text.len().min(16)];
        set_jaccard(
            &distinct(runs(first(self.left))),
            &distinct(runs(first(self.right))),
        )
    }

    /// Share of the figures of the item with fewer that the other has; 1 where one has none.
    fn figures(&self) -> f64 {
        let (left, right) = (&self.left.figures, &self.right.figures);
        if left.is_empty() || right.is_empty() {
            return 1.0;
        }
        contained(left, right)
    }

    fn shared_figures(&self) -> usize {
        shared(&self.left.figures, &self.right.figures)
    }

    fn cosine(&self) -> f64 {
        cosine(&self.left.weights, &self.right.weights)
    }

    /// Share of the words of each text that stand in clauses whose telling words the other has.
    fn covered(&self) -> (f64, f64) {
        (
            covered(self.left, self.right),
            covered(self.right, self.left),
        )
    }

    /// How far the lead of each is told in the other.
    fn leads(&self) -> (f64, f64) {
        let lead = |told: &'a Told| clauses(&told.text).next().unwrap_or_default();
        (
            told_in(lead(self.left), self.left, self.right),
            told_in(lead(self.right), self.right, self.left),
        )
    }

    /// Whether each title has a name, or each a figure, that the other item does not know; or the two
    /// fill one pattern differently.
    fn titles_conflict(&self) -> bool {
        let (left, right) = (self.left, self.right);
        let unknown = |one: &Told, other: &Told, telling: fn(&Term) -> bool| {
            one.title
                .iter()
                .filter(|term| telling(term))
                .any(|term| !other.knows(term.stem))
        };
        let both = |telling: fn(&Term) -> bool| {
            unknown(left, right, telling) && unknown(right, left, telling)
        };
        both(|term| term.name)
            || both(|term| term.figure)
            || substitutions(&left.title, &right.title)
                .any(|(here, there)| here.says_otherwise(there))
    }

    /// Whether the texts fill one pattern with other figures, or their beginnings with other names,
    /// or one word of the title is exchanged for another throughout.
    fn texts_conflict(&self) -> bool {
        let (left, right) = (&self.left.text, &self.right.text);
        let exchanged: Vec<(u64, u64)> = substitutions(&self.left.title, &self.right.title)
            .map(|(here, there)| (here.stem, there.stem))
            .collect();
        substitutions(left, right).any(|(here, there)| {
            (here.is_number() && there.is_number()) || exchanged.contains(&(here.stem, there.stem))
        }) || substitutions(beginning(left), beginning(right))
            .any(|(here, there)| here.says_otherwise(there))
    }
}

/// Words of a text in which its subject is named.
const BEGINNING: usize = 40;

fn beginning(text: &[Term]) -> &[Term] {
    &text[..text.len().min(BEGINNING)]
}

/// Every measure of a pair, for a person who asks why.
impl std::fmt::Display for Pair<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "m={} c={:.2} t={:.2} start={:.2} figs={:.2} shared={} cos={:.2} cov={:.2?} leads={:.2?} tconf={} xconf={} h={} cols={}{}",
            self.shorter,
            self.containment,
            self.titles,
            self.start(),
            self.figures(),
            self.shared_figures(),
            self.cosine(),
            self.covered(),
            self.leads(),
            self.titles_conflict(),
            self.texts_conflict(),
            self.hours,
            self.left.column,
            self.right.column,
        )
    }
}

/// The measures the rules go by, in a line.
pub fn measures(left: &Told, right: &Told) -> String {
    Pair::new(left, right).to_string()
}

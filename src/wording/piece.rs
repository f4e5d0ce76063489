//! Whether two wordings that share an address are one piece of news. An address alone is no proof:
//! live blogs, press pages and columns put many pieces behind one.

use super::{
    Word, containment, figures_agree, jaccard, runs, substitutions, without_ellipsis, words,
};

/// Titles at least this alike (Jaccard of words) are one headline reworked.
const TITLES_AGREE: f64 = 0.5;
/// Texts that contain each other at least this far are one text, cut or extended.
const TEXTS_AGREE: f64 = 0.6;
/// Above this a text is the same whatever its title says.
const TEXTS_EQUAL: f64 = 0.9;
/// Titles less alike are two headlines, not one corrected.
const TITLES_RELATED: f64 = 0.25;
/// Titles at least this alike differ in spelling.
const TITLES_EQUAL: f64 = 0.8;
/// Share of the figures that one text must find in the other.
const FIGURES_AGREE: f64 = 0.75;
/// Below this the texts have nothing in common.
const TEXTS_DIFFER: f64 = 0.2;
/// Words of a text's opening, and the share of its runs that another opening has if they start alike.
const OPENING: usize = 12;
const STARTS_AGREE: f64 = 0.3;
/// Words of a text in which its subject is named.
const BEGINNING: usize = 40;
/// Shorter texts are no evidence.
const FEWEST_WORDS: usize = 4;

/// How sure one has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Two feeds give one address: the same piece unless the wordings say otherwise.
    Address,
    /// One feed gives one address under two ids, or one address is known to carry several pieces: the
    /// publisher tells them apart unless the wordings say otherwise.
    SharedAddress,
    /// Several entries of one document share a name: even one text under two headlines that have
    /// little in common is two pieces (vacancies, notices).
    OneDocument,
    /// The same, and the document tells them apart by ids of their own, or by time where it gives none: where
    /// both have title and text, they are one piece only when one text is the other, whole or cut.
    ToldApart,
}

/// A wording made ready for comparing.
#[derive(Debug, Clone)]
pub struct Piece {
    title: Vec<Word>,
    text: Vec<Word>,
}

impl Piece {
    /// From plain title and text.
    pub fn new(title: &str, text: &str) -> Piece {
        Piece {
            title: words(without_ellipsis(title)),
            text: words(without_ellipsis(text)),
        }
    }

    /// Words of the text.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// How far the texts contain each other, provided that they start alike: a publisher's standing
    /// last paragraph can outweigh a short text. `None` when either is too short to say.
    pub fn text_agreement(&self, other: &Piece) -> Option<f64> {
        let (short, long) = if self.text.len() <= other.text.len() {
            (&self.text, &other.text)
        } else {
            (&other.text, &self.text)
        };
        if short.len() < FEWEST_WORDS {
            return None;
        }
        let opening = &short[..short.len().min(OPENING)];
        let around = &long[..long.len().min(2 * OPENING)];
        let known = runs(around);
        let start = runs(opening);
        let shared = start.iter().filter(|run| known.contains(run)).count();
        let start_alike = shared as f64 >= STARTS_AGREE * start.len() as f64;
        Some(if start_alike {
            containment(&self.text, &other.text)
        } else {
            0.0
        })
    }

    /// How alike the titles are; `None` when either is missing.
    pub fn title_agreement(&self, other: &Piece) -> Option<f64> {
        let both = !self.title.is_empty() && !other.title.is_empty();
        both.then(|| jaccard(&self.title, &other.title))
    }

    /// Whether two wordings behind one address are one piece of news.
    pub fn same(&self, other: &Piece, doubt: Doubt) -> bool {
        let titles = self.title_agreement(other);
        let texts = self.text_agreement(other);
        match doubt {
            Doubt::Address => match (titles, texts) {
                (None, None) => true,
                (Some(t), None) => t >= TITLES_AGREE && !self.title_names_another(other),
                (None, Some(x)) => x >= TEXTS_AGREE,
                // A teaser of its own has nothing in common with the text; then the titles must.
                (Some(t), Some(x)) => {
                    let another = self.title_names_another(other) && self.text_names_another(other);
                    let alike = x >= TEXTS_AGREE
                        || t >= TITLES_EQUAL
                        || (t >= TITLES_AGREE && x >= TEXTS_DIFFER);
                    alike && !another
                }
            },
            Doubt::SharedAddress | Doubt::OneDocument | Doubt::ToldApart => {
                let texts_figures = figures_agree(&self.text, &other.text) >= FIGURES_AGREE;
                let titles_figures = figures_agree(&self.title, &other.title) >= 1.0;
                match (titles, texts) {
                    (None, None) => {
                        self.title.is_empty() == other.title.is_empty()
                            && self.same_few_words(other)
                    }
                    (Some(t), None) => {
                        let exchanged = substitutions(&self.title, &other.title, stem).next();
                        titles_figures && t >= TITLES_AGREE && exchanged.is_none()
                    }
                    (None, Some(x)) => {
                        texts_figures && x >= TEXTS_AGREE && !self.text_names_another(other)
                    }
                    (Some(t), Some(x)) => {
                        let one_text = x >= TEXTS_AGREE || (t >= TITLES_EQUAL && x >= TEXTS_DIFFER);
                        let retitled = doubt == Doubt::SharedAddress
                            || (titles_figures && t >= TITLES_RELATED);
                        let alike = x >= TEXTS_EQUAL
                            || (titles_figures && one_text && doubt != Doubt::ToldApart);
                        let another = self.text_names_another(other)
                            || (x < TEXTS_EQUAL && self.title_names_another(other));
                        texts_figures && alike && retitled && !another
                    }
                }
            }
        }
    }

    /// Whether the titles fill one pattern with two names.
    fn title_names_another(&self, other: &Piece) -> bool {
        // A headline in Capitals All Over names nothing by them.
        let plain =
            |title: &[Word]| 2 * title.iter().filter(|w| w.capital).count() <= title.len() + 1;
        plain(&self.title) && plain(&other.title) && names_another(&self.title, &other.title)
    }

    /// Whether the beginnings of the texts do.
    fn text_names_another(&self, other: &Piece) -> bool {
        let beginning = |text: &'_ [Word]| text.len().min(BEGINNING);
        names_another(
            &self.text[..beginning(&self.text)],
            &other.text[..beginning(&other.text)],
        )
    }

    /// Of texts too short to be compared by measure.
    fn same_few_words(&self, other: &Piece) -> bool {
        let few = |text: &[Word]| text.iter().map(|word| word.hash).collect::<Vec<_>>();
        self.text.is_empty() || other.text.is_empty() || few(&self.text) == few(&other.text)
    }

    /// Whether nothing in the two wordings speaks for one piece.
    pub fn unrelated(&self, other: &Piece) -> bool {
        let titles = self.title_agreement(other).unwrap_or(0.0);
        let texts = self.text_agreement(other).unwrap_or(0.0);
        titles < TITLES_AGREE / 2.0 && texts < TEXTS_DIFFER
    }
}

fn stem(word: &Word) -> u64 {
    word.stem
}

fn names_another(left: &[Word], right: &[Word]) -> bool {
    let is_name = |word: &Word| word.capital && !word.opens && !word.number;
    substitutions(left, right, stem).any(|(here, there)| is_name(here) && is_name(there))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_behind_one_address_are_told_apart() {
        let cases = [
            // (what, left, right, one piece across feeds, one piece inside a feed under two ids)
            (
                "live blog",
                (
                    "Ice storm: trams stop running in lower town",
                    "08:05 Trams in the lower town have stopped because wires are covered with ice.",
                ),
                (
                    "Ice storm: hospital switches to generators",
                    "09:50 The central hospital has switched to diesel generators and cancelled planned operations.",
                ),
                false,
                false,
            ),
            (
                "teaser and full text",
                (
                    "Bridge opens",
                    "A bridge opened on Monday at the busiest river crossing…",
                ),
                (
                    "Bridge opens",
                    "A bridge opened on Monday at the busiest river crossing in the south. Up to 3,000 cars will pass.",
                ),
                true,
                true,
            ),
            (
                "own teaser",
                (
                    "Council bans fireworks near the swan colony",
                    "The rule carries a fine and has pleased ornithologists.",
                ),
                (
                    "Council bans fireworks near the swan colony",
                    "From April to July nobody may light rockets on the lake shore, decided the town council.",
                ),
                true,
                false,
            ),
            (
                "corrected headline",
                (
                    "Ministre opens the brige at last",
                    "A bridge opened on Monday at the busiest river crossing.",
                ),
                (
                    "Minister opens bridge",
                    "A bridge opened on Monday at the busiest river crossing.",
                ),
                true,
                true,
            ),
            (
                "the week's figures on one page",
                (
                    "Fuel watch: petrol price is 203.4 in week 22",
                    "The average price of petrol at stations surveyed was 203.4 a litre in week 22.",
                ),
                (
                    "Fuel watch: petrol price is 204.9 in week 23",
                    "The average price of petrol at stations surveyed was 204.9 a litre in week 23.",
                ),
                true,
                false,
            ),
            (
                "untitled",
                ("", "A bridge opened on Monday at the river."),
                ("Bridge opens", "A bridge opened on Monday at the river."),
                true,
                true,
            ),
            ("bare links", ("", ""), ("", ""), true, true),
        ];
        for (what, left, right, across, inside) in cases {
            let (left, right) = (Piece::new(left.0, left.1), Piece::new(right.0, right.1));
            assert_eq!(
                left.same(&right, Doubt::Address),
                across,
                "{what}, across feeds"
            );
            assert_eq!(
                left.same(&right, Doubt::SharedAddress),
                inside,
                "{what}, inside a feed"
            );
            assert_eq!(
                right.same(&left, Doubt::Address),
                across,
                "{what}, mirrored"
            );
        }
    }
}

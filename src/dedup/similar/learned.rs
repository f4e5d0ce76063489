//! What judging teaches on the way: paragraphs a publisher repeats, titles it uses for column after
//! column, and how common each word is. Bounded for ever: two caches of fixed size in which what
//! recurs stays and what does not is replaced, and one array of counters that ages. Losing it costs
//! recall for a while, never an item.

use crate::wording::mix_in;

mod saved;

use super::told::{Reading, Term, distinct, title_hash};

/// Slots of each cache; ten thousand publishers with three standing paragraphs fit.
const SLOTS: usize = 1 << 16;

/// Counters of stems.
const COUNTERS: usize = 1 << 17;

/// Texts counted before every counter is halved, so that words may come and go.
const AGE_AFTER: u32 = 200_000;

/// Titles under which a paragraph was seen before it is boilerplate.
const BOILERPLATE_TITLES: u16 = 3;

/// Texts over which a title stood before it is a column's.
const COLUMN_TEXTS: u16 = 2;

/// Paragraphs at each border of a text that may be boilerplate.
const BORDER: usize = 3;

/// Knowledge about publishers and words; a few megabytes, whatever comes.
#[derive(Debug, Clone)]
pub struct Learned {
    paragraphs: Recurring,
    titles: Recurring,
    counters: Vec<u32>,
    texts: u32,
    /// Texts observed since it was last written out.
    unsaved: u32,
}

impl Default for Learned {
    fn default() -> Learned {
        Learned {
            paragraphs: Recurring::new(),
            titles: Recurring::new(),
            counters: vec![0; COUNTERS],
            texts: 0,
            unsaved: 0,
        }
    }
}

impl Learned {
    /// Takes note of a new item. All new items of a document are observed before the first of them
    /// is judged, so that a feed's first document teaches its boilerplate.
    pub fn observe(&mut self, reading: &Reading) {
        let publisher = reading.publisher;
        let title = title_hash(&reading.title);
        // Boilerplate stands at the borders.
        let last = reading.blocks.len().saturating_sub(BORDER).max(BORDER);
        let borders = reading
            .blocks
            .iter()
            .take(BORDER)
            .chain(reading.blocks.iter().skip(last));
        for block in borders {
            self.paragraphs
                .observe(mix_in(publisher, block.hash), title);
        }
        // A bare title says nothing about its texts.
        if let Some(first) = reading.blocks.first() {
            // How a text begins stands for it, so that a cut or extended copy is no other text.
            let opening = first
                .terms
                .iter()
                .take(6)
                .fold(1, |state, term| mix_in(state, term.word));
            self.titles.observe(mix_in(publisher, title), opening);
        }
        let words = reading.blocks.iter().flat_map(|block| &block.terms);
        let stems = reading
            .title
            .iter()
            .chain(words)
            .filter(|term| is_weighed(term));
        for stem in distinct(stems.map(|term| term.stem)) {
            let slot = counter(stem);
            self.counters[slot] = self.counters[slot].saturating_add(1);
        }
        self.texts += 1;
        self.unsaved += 1;
        if self.texts >= AGE_AFTER {
            self.texts /= 2;
            for count in &mut self.counters {
                *count /= 2;
            }
        }
    }

    /// Whether enough was learned since the last saving to make another worth its bytes: at first
    /// often, when all is small, later after every fiftieth part.
    pub fn is_due_for_saving(&self) -> bool {
        self.unsaved >= (self.texts / 50).max(20)
    }

    pub(super) fn is_boilerplate(&self, publisher: u64, block: u64) -> bool {
        self.paragraphs.seen(mix_in(publisher, block)) >= BOILERPLATE_TITLES
    }

    pub(super) fn is_column(&self, publisher: u64, title: u64) -> bool {
        self.titles.seen(mix_in(publisher, title)) >= COLUMN_TEXTS
    }

    /// How much a stem tells: the logarithm of how seldom it is; 0 for a stem that all texts hold.
    pub(super) fn rarity(&self, stem: u64) -> f64 {
        let count = f64::from(self.counters[counter(stem)]);
        // A handful of imagined texts, so that the first real ones do not decide alone.
        let texts = f64::from(self.texts) + 20.0;
        (texts / (count + 1.0)).ln().max(0.0)
    }

    /// Which words are telling: about one text in fifty has them, one in five as long as there are few.
    pub(super) fn telling(&self) -> impl Fn(&Term) -> bool {
        let texts = f64::from(self.texts) + 20.0;
        let rarity = (0.6 * texts.ln()).min(4.0);
        let most = texts / rarity.exp();
        move |term| {
            let count = f64::from(self.counters[counter(term.stem)]);
            is_weighed(term) && count + 1.0 <= most
        }
    }

    /// The distinct stems among these terms, each with its rarity.
    pub(super) fn weights<'a>(&self, terms: impl Iterator<Item = &'a Term>) -> Vec<(u64, f64)> {
        let stems = distinct(terms.filter(|term| is_weighed(term)).map(|term| term.stem));
        stems
            .into_iter()
            .map(|stem| (stem, self.rarity(stem)))
            .collect()
    }
}

fn counter(stem: u64) -> usize {
    (stem as usize) % COUNTERS
}

/// Short words join others; they tell nothing themselves.
fn is_weighed(term: &Term) -> bool {
    term.figure || term.spelled || term.length >= 4
}

/// Counts with how many different companions a thing was seen, for the things that recur.
#[derive(Debug, Clone)]
struct Recurring(Vec<Slot>);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Slot {
    thing: u32,
    companion: u32,
    count: u16,
}

impl Recurring {
    fn new() -> Recurring {
        Recurring(vec![Slot::default(); SLOTS])
    }

    /// Two places where a thing may be.
    fn places(thing: u64) -> [usize; 2] {
        [thing as usize % SLOTS, (thing >> 20) as usize % SLOTS]
    }

    fn tag(thing: u64) -> u32 {
        (thing >> 32) as u32 | 1
    }

    fn seen(&self, thing: u64) -> u16 {
        let tag = Recurring::tag(thing);
        Recurring::places(thing)
            .into_iter()
            .map(|at| self.0[at])
            .find(|slot| slot.thing == tag)
            .map_or(0, |slot| slot.count)
    }

    fn observe(&mut self, thing: u64, companion: u64) {
        let tag = Recurring::tag(thing);
        let companion = (companion >> 32) as u32;
        let places = Recurring::places(thing);
        if let Some(at) = places.into_iter().find(|at| self.0[*at].thing == tag) {
            let slot = &mut self.0[at];
            // The last companion stands for all: a thing seen in turns with two of them counts more
            // often than it should, which is what recurring means anyway.
            if slot.companion != companion {
                slot.companion = companion;
                slot.count = slot.count.saturating_add(1);
            }
            return;
        }
        let [first, second] = places;
        let at = if self.0[first].count <= self.0[second].count {
            first
        } else {
            second
        };
        if self.0[at].count > 1 {
            // What recurs gives way only after it has not been seen for as long as it was.
            self.0[at].count -= 1;
            return;
        }
        self.0[at] = Slot {
            thing: tag,
            companion,
            count: 1,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_recurs_under_several_titles_counts_and_stays() {
        let mut seen = Recurring::new();
        for title in 0..3_u64 {
            seen.observe(77 << 33, title << 32);
            seen.observe(77 << 33, title << 32);
        }
        assert_eq!(seen.seen(77 << 33), 3);
        for other in 0..100_000_u64 {
            seen.observe(mix_in(other, 1), 0);
            if other % 1000 == 0 {
                seen.observe(77 << 33, other << 32);
            }
        }
        assert!(seen.seen(77 << 33) >= BOILERPLATE_TITLES);
    }
}

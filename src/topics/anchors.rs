//! Finds the terms a word may be a form of, by its first letters. All words of all terms share one tree of
//! letters, kept as a hash table: a word is looked up letter by letter until no term goes on like it, which
//! for most words is soon. This costs a fraction of a search through the text, since the words are known.

/// Letters of a stem that the tree knows; the rest is compared afterwards. Deeper trees cost memory and
/// hardly save a comparison.
const DEPTH: usize = 6;

/// Bits of a letter in a key.
const BITS: u32 = 10;

/// Which spelling a tree is of: plain words and Kazakh skeletons must not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tree {
    /// Folded words.
    Plain,
    /// Skeletons.
    Skeleton,
}

/// The trees.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// A power of two of places, at most half of them taken.
    nodes: Vec<Node>,
    /// What takes a hash to a place.
    shift: u32,
    /// For each tree, the range of what begins with no letter that the trees know.
    foreign: [(u32, u32); 2],
}

/// A beginning of some stem.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The letters, exactly; 0 for a free place.
    key: u64,
    /// The range of what was stored under just these letters.
    from: u32,
    to: u32,
}

/// The letters of a stem by which it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Anchor {
    key: u64,
    /// Bytes of the stem that the key stands for.
    pub(super) bytes: usize,
}

impl Anchor {
    /// The anchor of a stem.
    pub(super) fn of(stem: &str, tree: Tree) -> Anchor {
        let mut anchor = Anchor {
            key: root(tree),
            bytes: 0,
        };
        for (key, bytes) in keys(stem, tree) {
            anchor = Anchor { key, bytes };
        }
        anchor
    }
}

impl Anchors {
    /// The trees of these anchors, which are sorted by key and distinct, each with its range.
    pub(super) fn new(anchors: &[(Anchor, (u32, u32))]) -> Anchors {
        let range = |key: u64| {
            anchors
                .binary_search_by_key(&key, |(anchor, _)| anchor.key)
                .ok()
                .and_then(|at| anchors.get(at))
                .map_or((0, 0), |(_, range)| *range)
        };
        let mut keys: Vec<u64> = anchors
            .iter()
            .flat_map(|(anchor, _)| beginnings(anchor.key))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let places = (keys.len() * 2).next_power_of_two().max(2);
        let mut all = Anchors {
            nodes: vec![Node::default(); places],
            shift: u64::BITS - places.trailing_zeros(),
            foreign: [Tree::Plain, Tree::Skeleton].map(|tree| range(root(tree))),
        };
        for key in keys {
            let (from, to) = range(key);
            let mut place = all.place(key);
            while all.nodes.get(place).is_some_and(|node| node.key != 0) {
                place = (place + 1) & (all.nodes.len() - 1);
            }
            if let Some(node) = all.nodes.get_mut(place) {
                *node = Node { key, from, to };
            }
        }
        all
    }

    /// Calls `found` for each anchor a word begins with: the range stored with it, and its length in bytes.
    pub(super) fn find(&self, word: &str, tree: Tree, mut found: impl FnMut((u32, u32), usize)) {
        let foreign = self.foreign[tree as usize];
        if foreign.0 < foreign.1 {
            found(foreign, 0);
        }
        for (key, bytes) in keys(word, tree) {
            let Some(node) = self.node(key) else {
                return;
            };
            if node.from < node.to {
                found((node.from, node.to), bytes);
            }
        }
    }

    fn node(&self, key: u64) -> Option<Node> {
        let mut place = self.place(key);
        loop {
            let node = self.nodes.get(place)?;
            if node.key == key {
                return Some(*node);
            }
            if node.key == 0 {
                return None;
            }
            place = (place + 1) & (self.nodes.len() - 1);
        }
    }

    fn place(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }
}

/// The keys of a word's first letters, the first, the first two and so on, each with its length in bytes.
fn keys(word: &str, tree: Tree) -> impl Iterator<Item = (u64, usize)> {
    let mut bytes = 0;
    word.chars()
        .take(DEPTH)
        .map_while(code)
        .scan(root(tree), move |key, (code, length)| {
            *key = *key << BITS | code;
            bytes += length;
            Some((*key, bytes))
        })
}

/// A key and those of its beginnings.
fn beginnings(key: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(key), |key| Some(key >> BITS)).take_while(|key| *key >> BITS != 0)
}

/// What no letters give; it keeps the trees apart and the keys from 0.
fn root(tree: Tree) -> u64 {
    match tree {
        Tree::Plain => 1,
        Tree::Skeleton => 2,
    }
}

/// The number of a letter and its length. Letters of other alphabets than Latin and Cyrillic have none: words
/// of them are told apart by comparison alone.
fn code(c: char) -> Option<(u64, usize)> {
    match c as u64 {
        code @ 0..0x80 => Some((code, 1)),
        code @ 0x80..0x200 => Some((code, 2)),
        code @ 0x400..0x530 => Some((code - 0x200, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(stems: &[String], word: &str, tree: Tree) -> Vec<String> {
        let mut sorted: Vec<(Anchor, &String)> = stems
            .iter()
            .map(|stem| (Anchor::of(stem, Tree::Plain), stem))
            .collect();
        sorted.sort();
        sorted.dedup_by_key(|(anchor, _)| anchor.key);
        let ranged: Vec<(Anchor, (u32, u32))> = sorted
            .iter()
            .zip(0..)
            .map(|((anchor, _), number)| (*anchor, (number, number + 1)))
            .collect();
        let mut all = Vec::new();
        Anchors::new(&ranged).find(word, tree, |(from, _), bytes| {
            let (anchor, stem) = sorted[from as usize];
            assert_eq!(anchor.bytes, bytes);
            all.push(stem[..bytes].to_owned());
        });
        all
    }

    proptest! {
        #[test]
        fn exactly_the_beginnings_of_a_word_are_found(
            stems in prop::collection::vec("[абвaбқ]{1,8}", 0..30),
            word in "[абвaбқ]{0,9}",
        ) {
            let mut expected: Vec<String> = stems
                .iter()
                .map(|stem| stem.chars().take(DEPTH).collect::<String>())
                .filter(|anchor| word.starts_with(anchor.as_str()))
                .collect();
            expected.sort();
            expected.dedup();
            prop_assert_eq!(found(&stems, &word, Tree::Plain), expected);
            prop_assert!(found(&stems, &word, Tree::Skeleton).is_empty());
        }
    }

    #[test]
    fn words_of_other_alphabets_are_left_to_comparison() {
        let stems = ["中国".to_owned(), "ab中国".to_owned()];
        assert_eq!(found(&stems, "中国", Tree::Plain), [""]);
        assert_eq!(found(&stems, "ab中国", Tree::Plain), ["", "ab"]);
        assert!(found(&stems, "中国", Tree::Skeleton).is_empty());
    }
}

//! Rules compiled for the search: every distinct word of every topic once, as the forms it may take, found by
//! the beginnings of words; every distinct phrase once; and who uses which phrase for what. Memory and time are
//! linear in the rules.

use std::collections::HashMap;
use std::sync::Mutex;

use super::anchors::{Anchor, Anchors, Tree};
use super::fold::fold_into;
use super::inflect::{Ending, Form, forms, is_cyrillic, other_words, skeletons};
use super::language::Languages;
use super::memo::Memo;
use super::rules::{Group, Phrase, Topic};
use super::words::Words;
use crate::model::Field;

/// All topics' words and phrases, ready for the search.
#[derive(Debug)]
pub(super) struct Index {
    /// What was found out about the words of earlier items.
    pub(super) memo: Mutex<Memo>,
    /// Finds ranges in `forms` by the first letters of a word.
    pub(super) anchors: Anchors,
    pub(super) forms: Vec<IndexedForm>,
    /// By the number of a word of a term.
    pub(super) spellings: Vec<Spelling>,
    /// By the same number, the folded word if it is Cyrillic and may be Kazakh; else nothing.
    pub(super) kazakh: Vec<Box<str>>,
    /// For each word of a term, the phrases that are looked up by it: ranges in `keyed`.
    pub(super) keyed_ranges: Vec<(u32, u32)>,
    pub(super) keyed: Vec<u32>,
    pub(super) phrases: Vec<IndexedPhrase>,
    /// For each phrase, its uses: ranges in `uses`.
    pub(super) use_ranges: Vec<(u32, u32)>,
    /// Numbers of targets.
    pub(super) uses: Vec<u32>,
    /// Sorted by topic and slot.
    pub(super) targets: Vec<Target>,
}

/// A form of a word of a term.
#[derive(Debug)]
pub(super) struct IndexedForm {
    /// What follows the anchor in the stem.
    pub(super) beyond: Box<str>,
    pub(super) ending: Ending,
    pub(super) languages: Languages,
    /// The word it is a form of.
    pub(super) word: u32,
}

/// What a match must look like in the text as written, beyond its folded form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Spelling {
    /// Anything.
    Free,
    /// Exactly these letters in this case.
    Exactly(Box<str>),
    /// These capitals, perhaps with a plural `s`.
    Acronym(Box<str>),
    /// With a capital, as German nouns are.
    Capital,
    /// Anything but these, which are other words.
    Not(&'static [&'static str]),
}

/// Words in a row.
#[derive(Debug)]
pub(super) struct IndexedPhrase {
    pub(super) words: Box<[u32]>,
    /// Which of them it is looked up by: the longest, as that is the rarest.
    pub(super) key: u32,
}

/// What a phrase is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) topic: u32,
    pub(super) slot: Slot,
}

/// What a topic uses a phrase for, as one number, so that hits sort fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot(u64);

impl Slot {
    /// What shuts the topic out. Also the first slot that is no term's.
    pub(super) const EXCLUDE: Slot = Slot::new(1, 0, 0);

    /// The weighted term of this number.
    pub(super) const fn term(number: u32) -> Slot {
        Slot::new(0, number, 0)
    }

    /// The number of the term, if it is one's.
    pub(super) fn as_term(self) -> Option<usize> {
        (self < Slot::EXCLUDE).then_some(self.number())
    }

    /// The number of the term, requirement or combo.
    pub(super) fn number(self) -> usize {
        (self.0 >> 24 & 0xffff_ffff) as usize
    }

    /// A requirement.
    pub(super) const fn require(number: u32) -> Slot {
        Slot::new(2, number, 0)
    }

    /// What a combo must not meet.
    pub(super) const fn not(combo: u32) -> Slot {
        Slot::new(3, combo, 0)
    }

    /// A combo's group.
    pub(super) const fn group(combo: u32, group: u32) -> Slot {
        Slot::new(4, combo, group)
    }

    const fn new(kind: u64, number: u32, part: u32) -> Slot {
        Slot(kind << 56 | (number as u64) << 24 | (part & 0xff_ffff) as u64)
    }
}

/// Compiles topics; `Target::topic` is the index in `topics`.
pub(super) fn compile(topics: &[Topic]) -> Index {
    let mut compiler = Compiler::default();
    for (number, topic) in topics.iter().enumerate() {
        if !topic.building_block {
            compiler.topic(narrow(number), topic);
        }
    }
    compiler.finish()
}

#[derive(Default)]
struct Compiler {
    words: HashMap<(String, Mark, Languages), u32>,
    spellings: Vec<Spelling>,
    kazakh: Vec<Box<str>>,
    forms: Vec<(Anchor, IndexedForm)>,
    phrases: HashMap<Box<[u32]>, u32>,
    list: Vec<IndexedPhrase>,
    uses: Vec<(u32, Target)>,
}

/// How a word of a term is marked in the rule file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mark {
    None,
    Exact,
    Prefix,
}

impl Compiler {
    fn topic(&mut self, number: u32, topic: &Topic) {
        for (term_number, term) in topic.terms.iter().enumerate() {
            self.add(&term.phrases, number, Slot::term(narrow(term_number)));
        }
        for (combo_number, combo) in topic.combos.iter().enumerate() {
            let combo_number = narrow(combo_number);
            for (group_number, group) in combo.all.iter().enumerate() {
                self.group(
                    group,
                    number,
                    Slot::group(combo_number, narrow(group_number)),
                );
            }
            self.group(&combo.not, number, Slot::not(combo_number));
        }
        for (gate_number, gate) in topic.require.iter().enumerate() {
            self.group(&gate.group, number, Slot::require(narrow(gate_number)));
        }
        if let Some(gate) = &topic.exclude {
            self.group(&gate.group, number, Slot::EXCLUDE);
        }
    }

    fn group(&mut self, group: &Group, topic: u32, slot: Slot) {
        self.add(&group.phrases, topic, slot);
    }

    fn add(&mut self, phrases: &[Phrase], topic: u32, slot: Slot) {
        for phrase in phrases {
            let words = self.phrase_words(phrase);
            if words.is_empty() {
                continue;
            }
            let id = self.phrase(words);
            self.uses.push((id, Target { topic, slot }));
        }
    }

    fn phrase(&mut self, words: Vec<(u32, usize)>) -> u32 {
        let key = words
            .iter()
            .enumerate()
            .max_by_key(|(index, (_, letters))| (*letters, usize::MAX - index))
            .map_or(0, |(index, _)| index);
        let words: Box<[u32]> = words.into_iter().map(|(word, _)| word).collect();
        if let Some(id) = self.phrases.get(&words) {
            return *id;
        }
        let id = narrow(self.list.len());
        self.list.push(IndexedPhrase {
            words: words.clone(),
            key: narrow(key),
        });
        self.phrases.insert(words, id);
        id
    }

    /// The numbers of a phrase's words, each with its length in letters.
    fn phrase_words(&mut self, phrase: &Phrase) -> Vec<(u32, usize)> {
        let languages = phrase.languages();
        let text = phrase.text.trim();
        let (exact, text) = text
            .strip_prefix('=')
            .map_or((false, text), |bare| (true, bare));
        let mut numbers = Vec::new();
        for chunk in text.split_whitespace() {
            let open = chunk.ends_with('*');
            let mut read = Words::default();
            read.read(chunk, Field::Title);
            let last = read.list.len().saturating_sub(1);
            for (index, word) in read.list.iter().enumerate() {
                let Some(written) = chunk.get(word.start as usize..word.end as usize) else {
                    continue;
                };
                let mark = match (exact, open && index == last) {
                    (true, _) => Mark::Exact,
                    (false, true) => Mark::Prefix,
                    (false, false) => Mark::None,
                };
                numbers.push((self.word(written, mark, languages), written.chars().count()));
            }
        }
        numbers
    }

    fn word(&mut self, written: &str, mark: Mark, languages: Languages) -> u32 {
        let key = (written.to_owned(), mark, languages);
        if let Some(number) = self.words.get(&key) {
            return *number;
        }
        let number = narrow(self.spellings.len());
        self.words.insert(key, number);
        let mut folded = String::new();
        fold_into(written, &mut folded);
        let kazakh = languages.meets(Languages::KK) && is_cyrillic(&folded);
        self.kazakh.push(if kazakh {
            folded.as_str().into()
        } else {
            "".into()
        });
        let whole = |ending| {
            vec![Form {
                stem: folded.clone(),
                ending,
                languages,
            }]
        };
        let marked = |ending| {
            let mut forms = whole(ending);
            if kazakh {
                forms.extend(skeletons(written).map(|stem| Form {
                    stem,
                    ending,
                    languages: Languages::KK_SKELETON,
                }));
            }
            forms
        };
        let others = other_words(&written.to_lowercase());
        let (spelling, forms) = match mark {
            Mark::Exact if written.chars().any(char::is_uppercase) => {
                (Spelling::Exactly(written.into()), marked(Ending::None))
            }
            Mark::Exact => (Spelling::Free, marked(Ending::None)),
            Mark::Prefix => (Spelling::Free, marked(Ending::Any)),
            Mark::None if is_acronym(written) => (
                Spelling::Acronym(written.into()),
                whole(Ending::OneOf(&["", "s"])),
            ),
            Mark::None if !others.is_empty() => {
                (Spelling::Not(others), forms(written, &folded, languages))
            }
            Mark::None if languages == Languages::DE && is_german_noun(written, &folded) => {
                (Spelling::Capital, forms(written, &folded, languages))
            }
            Mark::None => (Spelling::Free, forms(written, &folded, languages)),
        };
        self.spellings.push(spelling);
        for form in forms {
            let tree = if form.languages == Languages::KK_SKELETON {
                Tree::Skeleton
            } else {
                Tree::Plain
            };
            let anchor = Anchor::of(&form.stem, tree);
            self.forms.push((
                anchor,
                IndexedForm {
                    beyond: form.stem[anchor.bytes..].into(),
                    ending: form.ending,
                    languages: form.languages,
                    word: number,
                },
            ));
        }
        number
    }

    fn finish(self) -> Index {
        drop(self.words);
        drop(self.phrases);
        let (anchors, forms) = by_anchor(self.forms);
        let keys: Vec<(u32, u32)> = self
            .list
            .iter()
            .enumerate()
            .filter_map(|(id, phrase)| {
                phrase
                    .words
                    .get(phrase.key as usize)
                    .map(|word| (*word, narrow(id)))
            })
            .collect();
        let (keyed_ranges, keyed) = by_first(keys, self.spellings.len());
        let mut targets: Vec<Target> = self.uses.iter().map(|(_, target)| *target).collect();
        targets.sort_unstable();
        targets.dedup();
        let uses = self
            .uses
            .into_iter()
            .filter_map(|(phrase, target)| {
                Some((phrase, narrow(targets.binary_search(&target).ok()?)))
            })
            .collect();
        let (use_ranges, uses) = by_first(uses, self.list.len());
        Index {
            memo: Mutex::default(),
            anchors,
            forms,
            spellings: self.spellings,
            kazakh: self.kazakh,
            keyed_ranges,
            keyed,
            phrases: self.list,
            use_ranges,
            uses,
            targets,
        }
    }
}

/// The trees of the forms' anchors, and the forms in their order.
fn by_anchor(mut pairs: Vec<(Anchor, IndexedForm)>) -> (Anchors, Vec<IndexedForm>) {
    pairs.sort_by_key(|(anchor, _)| *anchor);
    let mut ranges: Vec<(Anchor, (u32, u32))> = Vec::new();
    for (position, (anchor, _)) in pairs.iter().enumerate() {
        match ranges.last_mut() {
            Some((known, range)) if known == anchor => range.1 = narrow(position + 1),
            _ => ranges.push((*anchor, (narrow(position), narrow(position + 1)))),
        }
    }
    let forms = pairs.into_iter().map(|(_, form)| form).collect();
    (Anchors::new(&ranges), forms)
}

/// Sorts pairs by their first member, an index below `count`, and tells each index's range.
fn by_first<T>(mut pairs: Vec<(u32, T)>, count: usize) -> (Vec<(u32, u32)>, Vec<T>) {
    pairs.sort_by_key(|(first, _)| *first);
    let mut ranges = vec![(0, 0); count];
    for (position, (first, _)) in pairs.iter().enumerate() {
        if let Some(range) = ranges.get_mut(*first as usize) {
            if range.1 == 0 {
                range.0 = narrow(position);
            }
            range.1 = narrow(position + 1);
        }
    }
    (
        ranges,
        pairs.into_iter().map(|(_, second)| second).collect(),
    )
}

/// Capitals only, at least two letters: `ЕС`, `G7`, `БДИПЧ`.
pub(super) fn is_acronym(written: &str) -> bool {
    let letters = written.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase)
}

/// Whether a word of a German list is written as a noun: `Messe` is not `messen`. Adjectives with a capital, of
/// names, are left to either.
fn is_german_noun(written: &str, folded: &str) -> bool {
    let adjective = [
        "isch", "ische", "ischer", "isches", "ischen", "lich", "liche", "ig", "ige",
    ]
    .iter()
    .any(|suffix| folded.ends_with(suffix));
    written.chars().next().is_some_and(char::is_uppercase) && !adjective
}

/// Rules fit: a file of four billion words is refused long before.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

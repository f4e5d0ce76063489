//! The detector: small words, endings and letters of each language, counted in one pass over at most
//! the first hundred words. Good on sentences, careful on fragments: without clear evidence
//! it says nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::profiles::{PROFILES, Script};

/// More words than this add nothing.
const WORDS_MAX: usize = 100;
/// Fewer letters than this show nothing.
const LETTERS_MIN: usize = 12;

const WORD: u32 = 6;
const ENDING: u32 = 2;
const LETTER: u32 = 3;
/// By how much the best must lead.
const LEAD: u32 = 4;
/// A letter that the language does not have.
const FOREIGN_LETTER: u32 = 5;

struct Tables {
    words: HashMap<&'static str, Vec<u8>>,
    endings: HashMap<&'static str, Vec<u8>>,
    letters: HashMap<char, Vec<u8>>,
}

/// The profiles turned inside out: from the sign to the languages that have it.
static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        words: HashMap::new(),
        endings: HashMap::new(),
        letters: HashMap::new(),
    };
    for (index, profile) in (0u8..).zip(&PROFILES) {
        let add = |list: &mut Vec<u8>| {
            if !list.contains(&index) {
                list.push(index);
            }
        };
        profile
            .words
            .split(' ')
            .for_each(|word| add(tables.words.entry(word).or_default()));
        profile
            .endings
            .split(' ')
            .for_each(|ending| add(tables.endings.entry(ending).or_default()));
        profile
            .letters
            .chars()
            .for_each(|letter| add(tables.letters.entry(letter).or_default()));
    }
    tables
});

/// The language of a text as ISO 639-1; `None` for too little text, or one not known here.
/// Kazakh is recognised in Cyrillic and in Latin script.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let mut counts = Counts::default();
    let mut word = String::new();
    for written in text
        .split(|letter: char| !is_word_letter(letter))
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
    {
        word.clear();
        word.extend(written.chars().flat_map(char::to_lowercase));
        counts.word(word.trim_matches(['\'', '’', 'ʻ', '‘']));
    }
    counts.verdict()
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\'' | '’' | 'ʻ' | '‘')
}

#[derive(Default)]
struct Counts {
    letters: usize,
    latin: usize,
    cyrillic: usize,
    /// Letters of scripts that one language (of those in news feeds) writes.
    others: [usize; OTHER_SCRIPTS.len()],
    scores: [u32; PROFILES.len()],
    penalties: [u32; PROFILES.len()],
}

/// Ranges of code points that name a language by themselves.
const OTHER_SCRIPTS: [(&str, char, char); 12] = [
    ("el", '\u{370}', '\u{3ff}'),
    ("hy", '\u{530}', '\u{58f}'),
    ("he", '\u{590}', '\u{5ff}'),
    ("ar", '\u{600}', '\u{6ff}'),
    ("hi", '\u{900}', '\u{97f}'),
    ("th", '\u{e00}', '\u{e7f}'),
    ("ka", '\u{10a0}', '\u{10ff}'),
    ("ko", '\u{ac00}', '\u{d7af}'),
    ("ja", '\u{3040}', '\u{30ff}'),
    ("zh", '\u{4e00}', '\u{9fff}'),
    ("bn", '\u{980}', '\u{9ff}'),
    ("ta", '\u{b80}', '\u{bff}'),
];

/// How much more likely a language is before anything is read: most Cyrillic feeds are Russian, most
/// Latin ones English.
fn prior(tag: &str) -> u32 {
    match tag {
        "ru" => 4,
        "en" => 3,
        _ => 0,
    }
}

impl Counts {
    fn word(&mut self, word: &str) {
        let tables = &*TABLES;
        if let Some(languages) = tables.words.get(word) {
            self.add(languages, WORD);
        }
        let ends = word.char_indices().rev().map(|(at, _)| at).take(4);
        // The whole word is no ending of itself.
        for at in ends.filter(|at| *at > 0) {
            if let Some(languages) = tables.endings.get(&word[at..]) {
                self.add(languages, ENDING);
            }
        }
        for letter in word.chars() {
            self.letter(letter, tables);
        }
    }

    fn add(&mut self, languages: &[u8], weight: u32) {
        // A sign shared by many languages tells little.
        let share = (weight * 2).div_ceil(languages.len() as u32 + 1);
        for language in languages {
            self.scores[usize::from(*language)] += share;
        }
    }

    fn letter(&mut self, letter: char, tables: &Tables) {
        match letter {
            'a'..='z' => {
                self.letters += 1;
                self.latin += 1;
                return;
            }
            '\u{c0}'..='\u{24f}' => self.latin += 1,
            '\u{400}'..='\u{52f}' => self.cyrillic += 1,
            _ => {
                let other = OTHER_SCRIPTS
                    .iter()
                    .position(|(_, from, to)| (*from..=*to).contains(&letter));
                if let Some(index) = other {
                    self.others[index] += 1;
                }
            }
        }
        self.letters += 1;
        if let Some(languages) = tables.letters.get(&letter) {
            for (index, penalty) in self.penalties.iter_mut().enumerate() {
                if languages.contains(&(index as u8)) {
                    self.scores[index] += LETTER.div_ceil(languages.len() as u32);
                } else {
                    *penalty += FOREIGN_LETTER;
                }
            }
        }
    }

    fn verdict(&self) -> Option<&'static str> {
        if let Some(language) = self.by_script() {
            return Some(language);
        }
        if self.letters < LETTERS_MIN {
            return None;
        }
        let script = if self.cyrillic > self.latin {
            Script::Cyrillic
        } else {
            Script::Latin
        };
        let (mut best, mut best_score, mut second_score) = (None, 0, 0);
        for (index, profile) in PROFILES
            .iter()
            .enumerate()
            .filter(|(_, profile)| profile.script == script)
        {
            let score =
                (self.scores[index] + prior(profile.tag)).saturating_sub(self.penalties[index]);
            if score > best_score {
                second_score = best_score;
                (best, best_score) = (Some(profile.tag), score);
            } else {
                second_score = second_score.max(score);
            }
        }
        best.filter(|_| best_score >= second_score + LEAD)
    }

    fn by_script(&self) -> Option<&'static str> {
        let (index, count) = self
            .others
            .iter()
            .enumerate()
            .max_by_key(|(_, count)| **count)?;
        // Two characters of Chinese say as much as ten letters.
        if *count < 5 || *count * 2 < self.letters {
            return None;
        }
        let tag = OTHER_SCRIPTS[index].0;
        let has_kana = OTHER_SCRIPTS
            .iter()
            .zip(&self.others)
            .any(|((tag, ..), count)| *tag == "ja" && *count > 2);
        Some(if tag == "zh" && has_kana { "ja" } else { tag })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_on_a_headline() {
        for (text, expected) in [
            (
                "Парламент принял закон о бюджете на следующий год",
                Some("ru"),
            ),
            (
                "Парламент келесі жылға арналған бюджет туралы заң қабылдады",
                Some("kk"),
            ),
            (
                "Parlament kelesi jylǵa arnalǵan bıýdjet týraly zań qabyldady",
                Some("kk"),
            ),
            (
                "Parlament kelesı jylğa arnalğan büdjet turaly zañ qabyldady",
                Some("kk"),
            ),
            (
                "Parliament adopted the budget for the coming year",
                Some("en"),
            ),
            (
                "Der Bundestag hat den Haushalt für das kommende Jahr beschlossen",
                Some("de"),
            ),
            (
                "Le Parlement a adopté le budget pour l’année prochaine",
                Some("fr"),
            ),
            ("Sejm przyjął ustawę budżetową na przyszły rok", Some("pl")),
            (
                "Верховна Рада ухвалила бюджет на наступний рік, який обіцяє бути важким",
                Some("uk"),
            ),
            ("Meclis gelecek yıl için bütçeyi kabul etti", Some("tr")),
            (
                "El Congreso aprobó los presupuestos para el próximo año",
                Some("es"),
            ),
            ("Η Βουλή ψήφισε τον προϋπολογισμό", Some("el")),
            ("国会通过了明年的预算案", Some("zh")),
            ("OK", None),
            ("12345 67890", None),
            ("", None),
        ] {
            assert_eq!(detect_language(text), expected, "{text}");
        }
    }
}

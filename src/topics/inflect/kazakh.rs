//! Kazakh: "is this word a form of that term?" by the chain of endings a noun may carry (plural, possessive,
//! case, `-дағы`, person) and a verb may carry (voice, negation, tense, person), each ending in the shape that
//! the letter before it asks for, and all in one vowel harmony. A final п, к, қ may soften before a vowel.
//! The same chains serve skeletons, where several letters have become one.

mod sound;

use super::{Ending, cut, last};
use sound::Sound;

/// Which endings may come first, in which harmony, in which spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Chain {
    start: Start,
    harmony: Harmony,
    /// The stem's last letter, which shapes the first ending.
    after: char,
    /// Whether the word is a skeleton.
    skeleton: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Start {
    /// A noun, or anything declined like one.
    Noun,
    /// A stem that only exists before a possessive beginning with a vowel: `кітаб`, `халқ`.
    Possessive,
    /// A noun that already carries the possessive of the third person: `адам құқығы`.
    Owned,
    /// A noun in the plural: what a term in the possessive, `су қоймасы`, has before that, `су қоймалары`.
    Plural,
    /// The stem of a verb.
    Verb,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Harmony {
    Back,
    Front,
    Either,
}

/// What follows the stem of a verb and its `а` in one letter.
const CONTRACTED: &[&str] = &["ды", "мын", "мыз", "сың", "сыз", "тын"];

/// Words in -қ and -к that lose the vowel before it.
const LOSING_VOWEL: &[&str] = &["халық", "нарық", "мүлік", "құлық", "көрік", "ерік", "бөрік"];

/// Words in -у that are no verbs.
const NO_VERBS: &[&str] = &["елу", "қару"];

/// Where in the chain of a noun we are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Slot {
    Plural,
    Possessive,
    Case,
    Person,
}

/// What came before, as far as it shapes the case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Nobody,
    FirstOrSecond,
    Third,
}

impl Chain {
    /// Whether `rest` is a chain of endings that may follow the stem.
    pub(super) fn accepts(self, rest: &str) -> bool {
        if rest.is_empty() {
            return matches!(self.start, Start::Noun | Start::Owned);
        }
        // Most of what is asked for is another word, which its next letter tells.
        let next = rest.chars().next().unwrap_or_default();
        let may_begin = match self.start {
            _ if self.skeleton => true,
            Start::Noun => matches!(
                next,
                'л' | 'д'
                    | 'т'
                    | 'ы'
                    | 'і'
                    | 'с'
                    | 'м'
                    | 'ң'
                    | 'н'
                    | 'ғ'
                    | 'г'
                    | 'қ'
                    | 'к'
                    | 'б'
                    | 'п'
            ),
            Start::Possessive => matches!(next, 'ы' | 'і'),
            Start::Plural => matches!(next, 'л' | 'д' | 'т'),
            Start::Verb => matches!(
                next,
                'л' | 'ы'
                    | 'і'
                    | 'н'
                    | 'д'
                    | 'т'
                    | 'с'
                    | 'а'
                    | 'е'
                    | 'й'
                    | 'и'
                    | 'п'
                    | 'ғ'
                    | 'г'
                    | 'қ'
                    | 'к'
                    | 'ң'
                    | 'м'
                    | 'б'
                    | 'у'
            ),
            Start::Owned => true,
        };
        if !may_begin || !self.harmonious(rest) {
            return false;
        }
        match self.start {
            Start::Noun => self.noun(rest, self.after, Slot::Plural, Owner::Nobody),
            Start::Possessive => self.possessive(rest, 'б'),
            Start::Owned => self.noun(rest, self.after, Slot::Case, Owner::Third),
            Start::Plural => self.any(rest, Sound::of(self.after).plural(), |rest, end| {
                self.noun(rest, end, Slot::Possessive, Owner::Nobody)
            }),
            Start::Verb => self.verb(rest),
        }
    }

    fn harmonious(self, rest: &str) -> bool {
        let bare = rest
            .strip_suffix("ен")
            .and_then(|head| head.strip_suffix(['м', 'б', 'п']))
            .unwrap_or(rest);
        let (mut back, mut front) = (false, false);
        for c in bare.chars() {
            match c {
                'а' | 'ы' => back = true,
                'е' | 'і' => front = true,
                'и' if self.skeleton => front = true,
                _ => {}
            }
        }
        match self.harmony {
            Harmony::Back => !front,
            Harmony::Front => !back,
            Harmony::Either => !(back && front),
        }
    }

    /// Whether one of the endings comes next, and what follows it goes on right.
    fn any(self, rest: &str, endings: &[&str], next: impl Fn(&str, char) -> bool) -> bool {
        endings.iter().any(|ending| {
            self.strip(rest, ending)
                .is_some_and(|behind| next(&rest[behind.at..], behind.end))
        })
    }

    /// What is left of `rest` behind an ending; in a skeleton the ending is one too.
    #[inline]
    fn strip(self, rest: &str, ending: &str) -> Option<Behind> {
        if !self.skeleton {
            return begins(rest, ending).then(|| Behind {
                at: ending.len(),
                end: last(ending),
            });
        }
        let mut left = rest.chars();
        let mut end = '\0';
        for expected in ending.chars() {
            let expected = skeleton(expected);
            if left.next()? != expected {
                return None;
            }
            end = expected;
        }
        Some(Behind {
            at: rest.len() - left.as_str().len(),
            end,
        })
    }

    fn noun(self, rest: &str, after: char, slot: Slot, owner: Owner) -> bool {
        if rest.is_empty() {
            return true;
        }
        let sound = Sound::of(after);
        if slot == Slot::Plural
            && self.any(rest, sound.plural(), |rest, end| {
                self.noun(rest, end, Slot::Possessive, Owner::Nobody)
            })
        {
            return true;
        }
        if slot <= Slot::Possessive && self.possessive(rest, after) {
            return true;
        }
        if slot <= Slot::Case {
            let done = |rest: &str, _: char| rest.is_empty();
            let cases = match owner {
                Owner::Third => self.any(
                    rest,
                    &[
                        "ның", "нің", "на", "не", "н", "нан", "нен", "мен", "дікі", "нікі",
                    ],
                    done,
                ),
                Owner::FirstOrSecond => {
                    self.any(rest, &["а", "е", "ға", "ге"], done)
                        || self.any(rest, sound.instrumental(), done)
                        || self.any(rest, sound.genitive(), done)
                        || self.any(rest, sound.accusative(), done)
                        || self.any(rest, sound.ablative(), done)
                }
                Owner::Nobody => {
                    self.any(rest, sound.genitive(), done)
                        || self.any(rest, sound.dative(), done)
                        || self.any(rest, sound.accusative(), done)
                        || self.any(rest, sound.ablative(), done)
                        || self.any(rest, sound.instrumental(), done)
                        || self.any(rest, &["нікі", "дікі", "тікі"], done)
                }
            };
            let locative: &[&str] = if owner == Owner::Third {
                &["нда", "нде"]
            } else {
                sound.locative()
            };
            if cases
                || self.any(rest, locative, |rest, end| {
                    self.noun(rest, end, Slot::Person, Owner::Nobody)
                })
                || self.any(rest, locative, |rest, _| self.relational(rest))
            {
                return true;
            }
        }
        // In a skeleton, сың looks like the сын of another word.
        !self.skeleton
            && self.any(
                rest,
                &[
                    "мын", "мін", "бын", "бін", "пын", "пін", "сың", "сің", "мыз", "міз", "быз",
                    "біз", "пыз", "піз",
                ],
                |rest, _| rest.is_empty(),
            )
    }

    /// `-дағы`: what is at a place, declined again.
    fn relational(self, rest: &str) -> bool {
        ["ғы", "гі"].iter().any(|ending| {
            self.strip(rest, ending).is_some_and(|behind| {
                self.noun(&rest[behind.at..], behind.end, Slot::Plural, Owner::Third)
                    || self.noun(&rest[behind.at..], behind.end, Slot::Plural, Owner::Nobody)
            })
        })
    }

    fn possessive(self, rest: &str, after: char) -> bool {
        let vowel = is_vowel(after);
        // у takes endings as a consonant does (суы), и as either.
        let vowel = vowel && after != 'у';
        let both = matches!(after, 'и' | 'ю');
        let owned = |endings: &[&str], owner: Owner| {
            self.any(rest, endings, |rest, end| {
                self.noun(rest, end, Slot::Case, owner)
            })
        };
        ((!vowel || both)
            && (owned(&["ы", "і"], Owner::Third)
                || owned(
                    &[
                        "ым", "ім", "ың", "ің", "ымыз", "іміз", "ыңыз", "іңіз",
                    ],
                    Owner::FirstOrSecond,
                )))
            // "My" and "your" of one letter are left out: қалам is a pen far more often than my city.
            || (vowel
                && (owned(&["сы", "сі"], Owner::Third)
                    || owned(&["мыз", "міз", "ңыз", "ңіз"], Owner::FirstOrSecond)))
    }

    fn verb(self, rest: &str) -> bool {
        let voices = ["", "л", "ыл", "іл", "н", "ын", "ін"];
        voices.iter().any(|voice| {
            self.strip(rest, voice).is_some_and(|behind| {
                let after = if voice.is_empty() {
                    self.after
                } else {
                    behind.end
                };
                let rest = &rest[behind.at..];
                self.tense(rest, after)
                    || self.any(rest, Sound::of(after).negation(), |rest, end| {
                        matches!(rest, "с") || self.tense(rest, end)
                    })
            })
        })
    }

    fn tense(self, rest: &str, after: char) -> bool {
        let sound = Sound::of(after);
        let done = |rest: &str, _: char| rest.is_empty();
        let ends = |rest: &str, endings: &[&str]| {
            endings.iter().any(|ending| {
                self.strip(rest, ending)
                    .is_some_and(|behind| behind.at == rest.len())
            })
        };
        let long_person = |rest: &str| {
            ends(
                rest,
                &[
                    "ңыз", "ңіз", "мын", "мін", "сың", "сің", "мыз", "міз", "сыз", "сіз", "ды",
                    "ді",
                ],
            )
        };
        let person =
            |rest: &str| rest.is_empty() || ends(rest, &["м", "ң", "қ", "к"]) || long_person(rest);
        self.any(rest, sound.past(), |rest, _| person(rest))
            || self.any(rest, &["са", "се"], |rest, _| person(rest))
            || self.any(rest, &["а", "е", "й", "и"], |rest, _| long_person(rest))
            || self.any(rest, &["ып", "іп", "п"], |rest, _| {
                rest.is_empty() || matches!(rest, "ты" | "ті" | "ти")
            })
            || self.any(
                rest,
                &[
                    "ғалы", "гелі", "қалы", "келі", "сын", "сін", "айық", "ейік", "йық", "йік",
                    "ыңыз", "іңіз", "ңыз", "ңіз",
                ],
                done,
            )
            // Not a bare р behind a vowel: жолдар are roads, and no form of жолдау.
            || self.any(rest, &["ар", "ер"], done)
            || self.any(
                rest,
                &["мақ", "мек", "бақ", "бек", "пақ", "пек"],
                |rest, _| rest.is_empty() || matches!(rest, "шы" | "ші" | "ши"),
            )
            || self.any(rest, sound.participle(), |rest, end| {
                self.noun(rest, end, Slot::Plural, Owner::Nobody)
                    || self.any(rest, &["дықтан", "діктен"], done)
            })
            || self.any(rest, &["атын", "етін", "йтын", "йтін", "у"], |rest, end| {
                self.noun(rest, end, Slot::Plural, Owner::Nobody)
            })
    }
}

/// Whether `rest` begins with a short ending. Told here sooner than by a call of the system's comparison.
fn begins(rest: &str, ending: &str) -> bool {
    let (rest, ending) = (rest.as_bytes(), ending.as_bytes());
    rest.len() >= ending.len() && rest.iter().zip(ending).all(|(a, b)| a == b)
}

/// How far an ending reached, and its last letter.
struct Behind {
    at: usize,
    end: char,
}

/// The forms of a word in its own spelling. A name has no verb's: Ақтау is a town.
pub(super) fn forms(word: &str, is_name: bool) -> Vec<(String, Ending)> {
    build(word, word, false, is_name)
}

/// The forms of a word's skeleton; `word` still tells the harmony.
pub(super) fn skeleton_forms(word: &str, skeleton: &str, is_name: bool) -> Vec<(String, Ending)> {
    build(word, skeleton, true, is_name)
}

fn build(word: &str, written: &str, skeleton: bool, is_name: bool) -> Vec<(String, Ending)> {
    let length = written.chars().count();
    if length < 2 {
        return Vec::new();
    }
    let harmony = harmony(word);
    let chain = |start, stem: &str| {
        (
            stem.to_owned(),
            Ending::Kazakh(Chain {
                start,
                harmony,
                after: last(stem),
                skeleton,
            }),
        )
    };
    let mut forms = vec![chain(Start::Noun, written)];
    if matches!(last(word), 'ы' | 'і') {
        forms.push(chain(Start::Owned, written));
        if let Some(owned) = owned(written, skeleton) {
            forms.push(chain(Start::Plural, &owned));
        }
    }
    let softened = match last(written) {
        'п' => Some('б'),
        'к' => Some('г'),
        'қ' => Some('ғ'),
        _ => None,
    };
    let head = cut(written, 1).unwrap_or(written);
    if let Some(soft) = softened.filter(|_| length > 2) {
        forms.push(chain(Start::Possessive, &format!("{head}{soft}")));
    }
    // орын, орны; халық, халқы; ауыз, аузы; but салық, салығы.
    let keeps_vowel = softened == Some('ғ') || softened == Some('г');
    if length >= 4
        && matches!(last(head), 'ы' | 'і' | 'и')
        && (!keeps_vowel || LOSING_VOWEL.contains(&word))
    {
        let root = cut(head, 1).unwrap_or(head);
        let consonant = !is_vowel(last(root)) || root.ends_with("ау") || root.ends_with("еу");
        if consonant && root.contains(is_vowel) {
            forms.push(chain(
                Start::Possessive,
                &format!("{root}{}", last(written)),
            ));
        }
    }
    // факт, фактіні; митинг, митингіге.
    if length >= 4 && (written.ends_with("кт") || written.ends_with("нг")) {
        let vowel = if skeleton { 'и' } else { 'і' };
        forms.push(chain(Start::Noun, &format!("{written}{vowel}")));
    }
    // Borrowed words lose their т in the plural: журналист, журналистер.
    if length >= 6 && written.ends_with("ст") {
        forms.push(chain(Start::Noun, head));
    }
    if length >= 3 && !is_name {
        // тау is a mountain, and not what one would do.
        let verb = |stem: &&str| {
            let short = is_vowel(last(stem)) && stem.chars().count() < 3;
            !short && !NO_VERBS.contains(&word)
        };
        if let Some(stem) = written.strip_suffix('у').filter(verb) {
            forms.push(chain(Start::Verb, stem));
            // шығу, шықты; жабу, жапты.
            let hard = match last(stem) {
                'ғ' => Some('қ'),
                'г' => Some('к'),
                'б' => Some('п'),
                _ => None,
            };
            if let (Some(hard), Some(root)) = (hard, cut(stem, 1)) {
                forms.push(chain(Start::Verb, &format!("{root}{hard}")));
            }
            // табу, тауып; тебу, теуіп.
            if let (true, Some(root)) = (stem.ends_with('б'), cut(stem, 1)) {
                let ends: &[&str] = if skeleton {
                    &["ып", "ип", "ыпты", "ипти"]
                } else {
                    &["ып", "іп", "ыпты", "іпті"]
                };
                forms.push((format!("{root}у"), Ending::OneOf(ends)));
            }
            // тану, таныды; a longer stem keeps its consonant.
            if !is_vowel(last(stem)) && stem.chars().count() < 4 {
                for vowel in ["ы", if skeleton { "и" } else { "і" }] {
                    forms.push(chain(Start::Verb, &format!("{stem}{vowel}")));
                }
            }
        } else if let Some(stem) = word.strip_suffix('ю').filter(|_| !skeleton) {
            forms.push(chain(Start::Verb, &format!("{stem}й")));
            // қояды, жояды.
            forms.push((format!("{stem}я"), Ending::OneOf(CONTRACTED)));
        }
    }
    // A plural term stands for its own forms: депутаттар, депутаттары, депутаттардың.
    forms
}

/// The noun that a possessive in -ы, -і, -сы or -сі is of: `қойма` of `қоймасы`, `құқық` of `құқығы`.
fn owned(word: &str, skeleton: bool) -> Option<String> {
    let head = cut(word, 1)?;
    let before = cut(head, 1)?;
    Some(match last(head) {
        'с' if is_vowel(last(before)) => before.to_owned(),
        'ғ' => format!("{before}қ"),
        'г' => format!("{before}к"),
        'б' => format!("{before}п"),
        _ if skeleton && is_vowel(last(head)) => return None,
        _ => head.to_owned(),
    })
}

fn harmony(word: &str) -> Harmony {
    let back = word.contains(['а', 'о', 'ұ', 'ы', 'я', 'ё']);
    let front = word.contains(['ә', 'ө', 'ү', 'і', 'е', 'э']);
    // и and у belong to either harmony; where one comes last, only the borrowing tells.
    if word
        .chars()
        .rev()
        .find(|c| is_vowel(*c))
        .is_some_and(|c| matches!(c, 'и' | 'у' | 'ю'))
    {
        return Harmony::Either;
    }
    // банктің, фактіні: such clusters are borrowed and spoken soft.
    if ["нк", "кт", "нг"].iter().any(|end| word.ends_with(end)) {
        return Harmony::Either;
    }
    match (back, front) {
        (true, false) => Harmony::Back,
        (false, true) => Harmony::Front,
        // Borrowed words and names mix both and are written either way.
        _ => Harmony::Either,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'а' | 'ә' | 'е' | 'ё' | 'и' | 'і' | 'о' | 'ө' | 'у' | 'ұ' | 'ү' | 'ы' | 'э' | 'ю' | 'я'
    )
}

fn skeleton(c: char) -> char {
    match c {
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'і' | 'й' => 'и',
        other => other,
    }
}

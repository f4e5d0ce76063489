//! Which languages' forms apply to an item: what it states, set right by its own letters and small
//! words, since feeds lie about their language. Short or mixed text may get two.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::words::Words;

/// A set of the languages whose forms are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Languages(u8);

impl Languages {
    pub(super) const NONE: Languages = Languages(0);
    pub(super) const EN: Languages = Languages(1);
    pub(super) const RU: Languages = Languages(2);
    pub(super) const KK: Languages = Languages(4);
    pub(super) const DE: Languages = Languages(8);
    pub(super) const FR: Languages = Languages(16);
    pub(super) const PL: Languages = Languages(32);
    /// Kazakh written without its own letters: on a Russian keyboard or in Latin script.
    pub(super) const KK_SKELETON: Languages = Languages(64);
    pub(super) const ALL: Languages = Languages(127);

    /// The codes a rule file may use, and what they stand for.
    pub(super) const CODES: [(&'static str, Languages); 7] = [
        ("any", Languages::ALL),
        ("en", Languages::EN),
        ("ru", Languages::RU),
        ("kk", Languages(4 | 64)),
        ("de", Languages::DE),
        ("fr", Languages::FR),
        ("pl", Languages::PL),
    ];

    /// By the code of the rule file; `None` for any other.
    pub(super) fn of_code(code: &str) -> Option<Languages> {
        Self::CODES
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, languages)| *languages)
    }

    pub(super) const fn with(self, other: Languages) -> Languages {
        Languages(self.0 | other.0)
    }

    pub(super) const fn meets(self, other: Languages) -> bool {
        self.0 & other.0 != 0
    }

    /// The set as one letter, its own.
    pub(super) const fn letter(self) -> char {
        self.0 as char
    }

    pub(super) const fn and(self, other: Languages) -> Languages {
        Languages(self.0 & other.0)
    }
}

/// Words so few that one language may be guessed wrong.
const SHORT: usize = 12;

/// The languages whose forms apply to an item, and those it may be written in: of a text with names in another
/// alphabet, those of its own.
pub(super) fn languages(stated: Option<&str>, words: &Words) -> (Languages, Languages) {
    let (cyrillic, latin) = (cyrillic(stated, words), latin(stated, words));
    let written_in = match words.letters.cyrillic > words.letters.latin {
        true => cyrillic,
        false => latin,
    };
    (cyrillic.with(latin), written_in)
}

fn cyrillic(stated: Option<&str>, words: &Words) -> Languages {
    let letters = words.letters;
    if letters.cyrillic == 0 {
        return Languages::NONE;
    }
    let mostly_kazakh = letters.kazakh * 30 > letters.cyrillic;
    // Kazakh has one letter of its own in eight; where far fewer are seen, or too few letters at all to
    // tell, some were typed as their Russian neighbours.
    let sloppy = letters.kazakh * 12 < letters.cyrillic || words.list.len() < SHORT;
    match (stated, mostly_kazakh) {
        (Some("ru"), true) => Languages::RU.with(Languages::KK),
        (_, true) if sloppy => Languages::KK.with(Languages::KK_SKELETON),
        (_, true) => Languages::KK,
        // Kazakh without a single letter of its own: typed on a Russian keyboard, or not Kazakh at all.
        (Some("kk"), false) if letters.kazakh == 0 => on_a_russian_keyboard(),
        (_, false) if is_typed_kazakh(words) => on_a_russian_keyboard(),
        (_, false) if letters.kazakh > 0 => Languages::RU.with(Languages::KK),
        (None, false) if words.list.len() < SHORT => Languages::RU.with(Languages::KK),
        (_, false) => Languages::RU,
    }
}

fn on_a_russian_keyboard() -> Languages {
    Languages::RU
        .with(Languages::KK)
        .with(Languages::KK_SKELETON)
}

/// Words of a text at which it is told by its small words.
const READ: usize = 120;

/// Small words of Russian.
#[rustfmt::skip]
const RUSSIAN: [&str; 31] = [
    "и", "в", "во", "на", "не", "с", "со", "что", "по", "для", "о", "об", "из", "к", "от", "за", "до", "при",
    "как", "это", "его", "их", "был", "была", "были", "у", "а", "но", "или", "после", "под",
];

/// Common words of Kazakh as a Russian keyboard has them.
#[rustfmt::skip]
const TYPED_KAZAKH: [&str; 57] = [
    "жане", "мен", "ушин", "бойынша", "туралы", "болды", "болып", "деп", "деди", "дейди", "бул", "осы", "еди",
    "екен", "гой", "бир", "кейин", "керек", "бугин", "жылы", "жылдын", "жана", "емес", "жок", "айтты",
    "хабарлады", "хабарлайды", "жатыр", "отыр", "барлык", "халык", "казак", "казакстан", "укимет", "сайлау",
    "соз", "жумыс", "улттык", "елимиз", "еки", "бес", "торт", "карсы", "алгашкы", "алгаш", "жиырма", "дейин",
    "болады", "екенин", "орталык", "басшысы", "онын", "бастап", "алып", "айтып", "казирги", "кундери",
];

/// Each of those words, and whether it is Kazakh.
static CYRILLIC_WORDS: LazyLock<HashMap<&str, bool, RandomState>> = LazyLock::new(|| {
    let russian = RUSSIAN.into_iter().map(|word| (word, false));
    russian
        .chain(TYPED_KAZAKH.into_iter().map(|word| (word, true)))
        .collect()
});

/// Russian words ahead by which a text is told for Russian: no more is read of most.
const ENOUGH: usize = 4;

/// Whether the small words and endings are those of Kazakh, though its letters are those of Russian.
fn is_typed_kazakh(words: &Words) -> bool {
    let (mut kazakh, mut russian) = (0, 0);
    for index in 0..words.list.len().min(READ) {
        let word = words.folded_word(index);
        match CYRILLIC_WORDS.get(word) {
            Some(false) => russian += 1,
            Some(true) => kazakh += 1,
            None if has_kazakh_ending(word) => kazakh += 1,
            None => {}
        }
        if russian >= kazakh + ENOUGH {
            return false;
        }
    }
    kazakh > russian && (kazakh >= 2 || words.list.len() < SHORT)
}

/// Endings that hardly a Russian word has.
fn has_kazakh_ending(word: &str) -> bool {
    #[rustfmt::skip]
    const ENDINGS: [&str; 51] = [
        "нын", "дын", "тын", "рдин", "лдин", "ндин", "ктин", "ттин", "синин", "ларга", "лерге", "дарга",
        "дерге", "тарга", "терге", "имге", "ымга", "ыкка", "икке", "ларды", "лерди", "дарды", "дерди", "тарды",
        "терди", "ында", "инде", "ауда", "дагы", "деги", "теги", "ннан", "ннен", "ынан", "инен", "лган", "лген",
        "ткен", "йды", "тады", "ылды", "илди", "ымен", "нши", "ншы", "ынша", "етти", "атын", "ардын", "еуге",
        "уында",
    ];
    // At least five letters, so that not all of them are the ending.
    word.len() >= 10 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn latin(stated: Option<&str>, words: &Words) -> Languages {
    let letters = words.letters;
    if letters.latin == 0 {
        return Languages::NONE;
    }
    // Names and acronyms inside Cyrillic text.
    if letters.cyrillic > letters.latin {
        return Languages::EN;
    }
    let small = small_words(words);
    let seen = with_own_letters(small, words);
    let most = seen.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let guess = commonest(small).with(commonest(seen));
    let stated = match stated {
        Some("en") => Languages::EN,
        Some("de") => Languages::DE,
        Some("fr") => Languages::FR,
        Some("pl") => Languages::PL,
        Some("kk") => Languages::KK_SKELETON,
        _ => Languages::NONE,
    };
    let stated_seen = seen
        .iter()
        .filter(|(language, _)| stated.meets(*language))
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0);
    if stated == Languages::NONE && guess == Languages::NONE {
        return Languages::EN
            .with(Languages::DE)
            .with(Languages::FR)
            .with(Languages::PL)
            .with(Languages::KK_SKELETON);
    }
    if stated == Languages::NONE || (most >= 3 && most > 2 * stated_seen) {
        return stated.with(guess);
    }
    stated
}

/// How many words of each language's commonest few stand in the first part of the text.
fn small_words(words: &Words) -> [(Languages, usize); 5] {
    let mut counts = [
        (Languages::EN, 0),
        (Languages::DE, 0),
        (Languages::FR, 0),
        (Languages::PL, 0),
        (Languages::KK_SKELETON, 0),
    ];
    for index in 0..words.list.len().min(READ) {
        let word = words.folded_word(index);
        let language = match word {
            "the" | "and" | "of" | "to" | "for" | "with" | "has" | "have" | "is" | "are"
            | "was" | "on" | "by" | "from" | "its" | "that" => 0,
            "der" | "die" | "das" | "und" | "den" | "dem" | "ein" | "eine" | "mit" | "fur"
            | "von" | "im" | "nicht" | "auf" | "zu" | "ist" | "sich" | "des"
                if word != "des" =>
            {
                1
            }
            "le" | "la" | "les" | "et" | "du" | "une" | "pour" | "dans" | "est" | "sur" | "au"
            | "aux" | "qui" | "des" | "par" | "l" | "d" => 2,
            "w" | "i" | "na" | "z" | "ze" | "nie" | "do" | "sie" | "jest" | "oraz" | "przez"
            | "o" | "po" | "od" => 3,
            "jane" | "men" | "ben" | "pen" | "uchin" | "tyraly" | "turaly" | "ushin"
            | "boiynsha" | "dep" => 4,
            // No other language here has a q without its u.
            _ if has_bare_q(word) => 4,
            _ => continue,
        };
        counts[language].1 += 1;
    }
    counts
}

/// The languages most of whose words were seen; none when no word of any was.
fn commonest(seen: [(Languages, usize); 5]) -> Languages {
    let most = seen.iter().map(|(_, count)| *count).max().unwrap_or(0);
    seen.iter()
        .filter(|(_, count)| *count == most && most > 0)
        .fold(Languages::NONE, |all, (language, _)| all.with(*language))
}

/// The same, letters counted as well: in a short text a language has few small words, and its own letters confirm them.
/// Letters alone may be those of a name.
fn with_own_letters(mut seen: [(Languages, usize); 5], words: &Words) -> [(Languages, usize); 5] {
    if words.list.len() >= 2 * SHORT {
        return seen;
    }
    let letters = words.letters;
    for (language, count) in seen.iter_mut().filter(|(_, count)| *count > 0) {
        *count += match *language {
            Languages::DE => letters.german as usize,
            Languages::FR => letters.french as usize,
            Languages::PL => letters.polish as usize,
            _ => 0,
        };
    }
    seen
}

fn has_bare_q(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 2
        && bytes
            .iter()
            .zip(bytes.iter().skip(1).chain([&b' ']))
            .any(|(a, b)| *a == b'q' && *b != b'u')
        && !matches!(
            word,
            "qazvac" | "qazcovid" | "qazaqstan" | "qaztrade" | "iraq" | "nasdaq"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    #[track_caller]
    fn check(stated: Option<&str>, text: &str, expected: Languages) {
        let mut words = Words::default();
        words.read(text, Field::Title);
        assert_eq!(languages(stated, &words).0, expected, "{text}");
    }

    #[test]
    fn letters_overrule_a_wrong_statement() {
        check(
            Some("ru"),
            "Мәжіліс депутаттары жаңа заң қабылдады",
            Languages::RU.with(Languages::KK),
        );
        check(
            None,
            "Мәжіліс депутаттары жаңа заң қабылдады",
            Languages::KK.with(Languages::KK_SKELETON),
        );
        check(
            None,
            &"Мәжіліс депутаттары жаңа заң қабылдады. ".repeat(3),
            Languages::KK,
        );
        check(Some("ru"), "Мажилис принял закон", Languages::RU);
        check(
            Some("kk"),
            "Казакстан Республикасынын Президенти",
            Languages::RU
                .with(Languages::KK)
                .with(Languages::KK_SKELETON),
        );
    }

    #[test]
    fn letters_of_its_own_tell_the_language_of_a_headline() {
        for (text, language) in [
            (
                "Rząd nie ma szczepionek dla wszystkich, powiedział minister zdrowia w piątek",
                Languages::PL,
            ),
            (
                "Länder müssen über Impfstoffe für die Bürger beschließen",
                Languages::DE,
            ),
            ("Le président réélu a été élevé à Orléans", Languages::FR),
        ] {
            for (code, stated) in [("en", Languages::EN), ("kk", Languages::KK_SKELETON)] {
                check(Some(code), text, stated.with(language));
            }
        }
        check(
            Some("en"),
            "Łódź, Gdańsk, Kraków: where Poles spend May",
            Languages::EN,
        );
        check(
            None,
            "The head of Die Grünen, Müller, in Köln",
            Languages::EN.with(Languages::DE),
        );
    }

    #[test]
    fn kazakh_typed_on_a_russian_keyboard_is_told_by_small_words_and_endings() {
        for text in [
            "Укимет бугин жана салык кодексинин жобасын карады.",
            "Казакстанда сайлау отеди деп хабарлады министрлик",
            "Мектептеги окушылардын саны осип келеди, дейди министр",
            "Президент Токаев Брюссельде келисимге кол койды, деп хабарлады",
            "Халыктын табысы осип келе жатыр деп айтты укимет басшысы жане бул туралы парламентте соз болды.",
        ] {
            for stated in [None, Some("ru"), Some("en"), Some("kk")] {
                check(stated, text, on_a_russian_keyboard());
            }
        }
        for text in [
            "Команда из Самарканда и депутаты парламента Казахстана обсудили доклады о награде",
            "Гражданин Путин и господин Ленин пели в органе рентген у Тюменского ангара",
            "Найди соседей: склады, парады, команды, эстрады, шашлык и балык",
            "Аким области Кайрат Елеусизов посетил Аркалык, Жанаозен, Кызылорду",
        ] {
            check(Some("ru"), text, Languages::RU);
            check(Some("en"), text, Languages::RU);
        }
    }

    #[test]
    fn small_words_tell_the_latin_languages_apart() {
        check(
            None,
            "The president of the republic has resigned",
            Languages::EN,
        );
        check(None, "Der Präsident und die Regierung", Languages::DE);
        check(None, "Le président et les ministres", Languages::FR);
        check(None, "Rada nie przyjęła umowy z Unią", Languages::PL);
        check(
            Some("en"),
            "Der Präsident und die Regierung",
            Languages::EN.with(Languages::DE),
        );
        check(
            Some("ru"),
            "Партия Nur Otan провела съезд",
            Languages::RU.with(Languages::EN),
        );
        check(
            None,
            "Beıbit jınalystar týraly jańa zań qabyldandy",
            Languages::KK_SKELETON,
        );
    }
}

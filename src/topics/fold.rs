//! One spelling for what readers take as the same word: lower case, `ё` as `е`, Latin letters without
//! their marks, decomposed letters composed. And the *skeleton* of a Kazakh word, which is what its
//! Cyrillic spelling, a Russian keyboard and both Latin alphabets have in common.

/// Letters of a word that are kept; the rest of a longer one is ignored.
pub(super) const LONGEST_WORD: usize = 48;

/// Folds a word to the end of `out`.
pub(super) fn fold_into(word: &str, out: &mut String) {
    let mut before = '\0';
    for c in word.chars().take(LONGEST_WORD) {
        if matches!(c, 'а'..='я' | 'a'..='z' | '0'..='9') {
            out.push(c);
            before = c;
            continue;
        }
        if is_mark(c) {
            // The only mark that makes another letter: a decomposed й. (A decomposed ё folds to е.)
            if c == '\u{306}' && before == 'и' {
                out.pop();
                out.push('й');
            }
            continue;
        }
        before = fold_char(c, out);
    }
}

/// Folds one character to the end of `out` and tells the last letter written.
fn fold_char(c: char, out: &mut String) -> char {
    let folded = match c {
        'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'а'..='я' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' => c,
        'А'..='Я' => char::from_u32(c as u32 + 32).unwrap_or(c),
        'ё' | 'Ё' => 'е',
        'Ә' => 'ә',
        'Ғ' => 'ғ',
        'Қ' => 'қ',
        'Ң' => 'ң',
        'Ө' => 'ө',
        'Ұ' => 'ұ',
        'Ү' => 'ү',
        'Һ' => 'һ',
        'І' => 'і',
        'ß' | 'ẞ' => {
            out.push_str("ss");
            return 's';
        }
        'æ' | 'Æ' => {
            out.push_str("ae");
            return 'e';
        }
        'œ' | 'Œ' => {
            out.push_str("oe");
            return 'e';
        }
        _ => {
            let lower = c.to_lowercase().next().unwrap_or(c);
            without_mark(lower)
        }
    };
    out.push(folded);
    folded
}

/// Whether a character only marks the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn without_mark(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ǵ' | 'ģ' | 'ǧ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => 'i',
        'ł' | 'ľ' | 'ļ' | 'ĺ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => 'o',
        'ř' | 'ŕ' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// The skeleton of a Kazakh word, to the end of `out`. Takes the word as written, since the Latin
/// alphabets of 2018 (á ǵ ı ń ó ú ý sh ch) and 2021 (ä ğ ı ñ ö ü ū ş) live by their marks.
pub(super) fn skeleton_into(word: &str, out: &mut String) {
    let start = out.len();
    let mut chars = word.chars().take(LONGEST_WORD).peekable();
    while let Some(c) = chars.next() {
        if is_mark(c) {
            continue;
        }
        let lower = c.to_lowercase().next().unwrap_or(c);
        let next_is_h = matches!(chars.peek(), Some('h' | 'H'));
        let letters = match lower {
            's' if next_is_h => {
                chars.next();
                "ш"
            }
            // partiya beside partıa.
            'y' if out[start..].ends_with('и')
                && matches!(chars.peek(), Some('a' | 'e' | 'A' | 'E')) =>
            {
                ""
            }
            'c' if next_is_h => {
                chars.next();
                "ч"
            }
            'ә' | 'a' | 'á' | 'ä' => "а",
            'ғ' | 'g' | 'ǵ' | 'ğ' => "г",
            'қ' | 'k' | 'q' => "к",
            'ң' | 'n' | 'ñ' | 'ń' => "н",
            'ө' | 'o' | 'ó' | 'ö' => "о",
            'ұ' | 'ү' | 'u' | 'ú' | 'ü' | 'ū' | 'ý' | 'w' => "у",
            'һ' | 'h' | 'x' => "х",
            'і' | 'й' | 'i' | 'ı' | 'í' => "и",
            'ё' => "ио",
            'э' | 'e' | 'é' => "е",
            'ю' => "иу",
            'я' => "иа",
            'ц' => "тс",
            'щ' => "шш",
            'ь' | 'ъ' => "",
            'b' => "б",
            'c' => "с",
            'd' => "д",
            'f' => "ф",
            'j' => "ж",
            'l' => "л",
            'm' => "м",
            'p' => "п",
            'r' => "р",
            's' => "с",
            'ş' => "ш",
            't' => "т",
            'v' => "в",
            'y' => "ы",
            'z' => "з",
            other => {
                out.push(other);
                continue;
            }
        };
        // Both alphabets waver between one and two letters for ия and ий.
        if letters.starts_with('и') && out[start..].ends_with('и') {
            out.pop();
        }
        out.push_str(letters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(word: &str) -> String {
        let mut out = String::new();
        fold_into(word, &mut out);
        out
    }

    fn skeleton(word: &str) -> String {
        let mut out = String::new();
        skeleton_into(word, &mut out);
        out
    }

    #[test]
    fn spellings_of_one_word_fold_to_one_form() {
        for (written, folded) in [
            ("Счётный", "счетный"),
            ("КАЗАХСТАН", "казахстан"),
            ("и\u{306}од", "йод"),
            ("е\u{308}лка", "елка"),
            ("Réforme", "reforme"),
            ("Re\u{301}forme", "reforme"),
            ("Außenminister", "aussenminister"),
            ("Łódź", "lodz"),
            ("ӘЛЕУМЕТТІК", "әлеуметтік"),
            ("ко\u{ad}вид", "ковид"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn alphabets_of_kazakh_share_a_skeleton() {
        for spellings in [
            ["Қазақстан", "Казакстан", "Qazaqstan", "QAZAQSTAN"],
            ["сайлау", "сайлау", "saılaý", "sailau"],
            ["үкімет", "укимет", "úkimet", "ükımet"],
            ["әкім", "аким", "ákim", "äkım"],
            ["шешім", "шешим", "sheshim", "şeşım"],
            ["көмек", "комек", "kómek", "kömek"],
            ["құқық", "кукык", "quqyq", "qūqyq"],
        ] {
            let first = skeleton(spellings[0]);
            for spelling in spellings {
                assert_eq!(skeleton(spelling), first, "{spelling}");
            }
        }
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(fold(&"а".repeat(10_000)).chars().count(), LONGEST_WORD);
    }
}

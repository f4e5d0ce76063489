//! Small numbers written as words, which agencies write as figures and back.

/// Small numbers written as words, in digits. Words that mean something else as well (one, семью,
/// он) are missing.
pub(super) fn number_word(word: &str) -> Option<&'static str> {
    // Nearly every word is none; looking that up byte by byte was a tenth of all the work.
    if !MAY_BE_NUMBER[shape(word.as_bytes())] {
        return None;
    }
    let at = NUMBER_WORDS
        .binary_search_by(|(known, _)| (*known).cmp(word))
        .ok()?;
    Some(NUMBER_WORDS[at].1)
}

/// The shapes that number words have.
const MAY_BE_NUMBER: [bool; SHAPES] = {
    let mut shapes = [false; SHAPES];
    let mut at = 0;
    while at < NUMBER_WORDS.len() {
        shapes[shape(NUMBER_WORDS[at].0.as_bytes())] = true;
        at += 1;
    }
    shapes
};

const SHAPES: usize = 1 << 12;

/// A rough hash of a word: its length and bytes from both its ends.
const fn shape(word: &[u8]) -> usize {
    let length = word.len();
    if length < 2 {
        return length;
    }
    let ends =
        (word[1] as usize) + 31 * (word[length - 1] as usize) + 961 * (word[length / 2] as usize);
    (ends * 37 + length) % SHAPES
}

/// In the order of their bytes.
#[rustfmt::skip]
const NUMBER_WORDS: [(&str, &str); 105] = [
    ("eight", "8"), ("eighteen", "18"), ("eighty", "80"), ("eleven", "11"), ("fifteen", "15"),
    ("fifty", "50"), ("five", "5"), ("forty", "40"), ("four", "4"), ("fourteen", "14"),
    ("hundred", "100"), ("nine", "9"), ("nineteen", "19"), ("ninety", "90"), ("seven", "7"),
    ("seventeen", "17"), ("seventy", "70"), ("six", "6"), ("sixteen", "16"), ("sixty", "60"),
    ("ten", "10"), ("thirteen", "13"), ("thirty", "30"), ("three", "3"), ("twelve", "12"),
    ("twenty", "20"), ("two", "2"), ("алпыс", "60"), ("алты", "6"), ("бес", "5"),
    ("восемнадцати", "18"), ("восемнадцать", "18"), ("восемь", "8"), ("восемьдесят", "80"),
    ("восьми", "8"), ("восьмидесяти", "80"), ("два", "2"), ("двадцати", "20"), ("двадцать", "20"),
    ("две", "2"), ("двенадцати", "12"), ("двенадцать", "12"), ("двум", "2"), ("двумя", "2"),
    ("двух", "2"), ("девяносто", "90"), ("девяти", "9"), ("девятнадцати", "19"),
    ("девятнадцать", "19"), ("девять", "9"), ("десяти", "10"), ("десять", "10"), ("екі", "2"),
    ("елу", "50"), ("жетпіс", "70"), ("жеті", "7"), ("жиырма", "20"), ("жүз", "100"),
    ("одиннадцати", "11"), ("одиннадцать", "11"), ("отыз", "30"), ("пяти", "5"),
    ("пятидесяти", "50"), ("пятнадцати", "15"), ("пятнадцать", "15"), ("пять", "5"),
    ("пятьдесят", "50"), ("пятью", "5"), ("сегіз", "8"), ("сексен", "80"), ("семи", "7"),
    ("семидесяти", "70"), ("семнадцати", "17"), ("семнадцать", "17"), ("семь", "7"),
    ("семьдесят", "70"), ("сорок", "40"), ("сорока", "40"), ("сто", "100"), ("тоғыз", "9"),
    ("тоқсан", "90"), ("трем", "3"), ("тремя", "3"), ("трех", "3"), ("три", "3"),
    ("тридцати", "30"), ("тридцать", "30"), ("тринадцати", "13"), ("тринадцать", "13"),
    ("төрт", "4"), ("четыре", "4"), ("четырем", "4"), ("четырех", "4"), ("четырнадцати", "14"),
    ("четырнадцать", "14"), ("четырьмя", "4"), ("шести", "6"), ("шестидесяти", "60"),
    ("шестнадцати", "16"), ("шестнадцать", "16"), ("шесть", "6"), ("шестьдесят", "60"),
    ("шестью", "6"), ("қырық", "40"), ("үш", "3"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_words_are_found() {
        assert!(NUMBER_WORDS.is_sorted_by_key(|(word, _)| *word));
        assert_eq!(number_word("eleven"), Some("11"));
        assert_eq!(number_word("одиннадцати"), Some("11"));
        assert_eq!(number_word("үш"), Some("3"));
        assert_eq!(number_word("он"), None);
    }
}

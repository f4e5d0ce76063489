//! Letters in their composed form (NFC, Unicode Standard Annex 15). Some systems send й as и and a breve:
//! the eye sees no difference, but words, searches and hashes do. Addresses and ids stay as they are.

use icu_normalizer::ComposingNormalizerBorrowed;

/// A text with its letters composed.
pub(super) fn composed(text: String) -> String {
    // Combining marks begin with these bytes; few texts have any.
    if memchr::memchr2(0xcc, 0xcd, text.as_bytes()).is_none() {
        return text;
    }
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&text)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_join_their_letters() {
        for (written, meant) in [
            ("и\u{306}", "й"),
            ("е\u{308}лка", "ёлка"),
            ("cafe\u{301}", "café"),
            ("plain", "plain"),
            ("за\u{301}мок", "за\u{301}мок"),
        ] {
            assert_eq!(composed(written.to_owned()), meant);
        }
    }

    #[test]
    fn very_many_marks_are_read_to_their_end() {
        let marks = "a".to_owned() + &"\u{301}\u{327}".repeat(100_000);
        assert!(composed(marks).starts_with('á'));
    }
}

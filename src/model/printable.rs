//! Text of feeds made fit for eyes. Terminals obey control characters, and marks of direction can make
//! one text look like another; neither may pass to a terminal or into a log.

/// The text without control characters (line ends stay, a tab becomes a space) and without marks that
/// turn the direction of text.
pub fn printable(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            c if is_unprintable(c) => None,
            c => Some(c),
        })
        .collect()
}

/// Whether a terminal might obey this character instead of showing it.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// The text of a caught panic.
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_left_out() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{9b}2J\u{202e}c\r\u{7}"),
            "a[31mb2Jc"
        );
        assert_eq!(printable("one\n\ttwo"), "one\n two");
        assert_eq!(printable("Қазақстан 🇰🇿 日本"), "Қазақстан 🇰🇿 日本");
    }
}

//! The detector.

/// ISO 639-1 of a text; `None` for too little text or a language not known here.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < 12 {
        return None;
    }
    let cyrillic = text
        .chars()
        .filter(|letter| ('\u{400}'..='\u{52f}').contains(letter))
        .count();
    if cyrillic * 2 > letters {
        let kazakh = text
            .to_lowercase()
            .chars()
            .filter(|letter| "әғқңөұүһі".contains(*letter))
            .count();
        return Some(if kazakh * 50 > cyrillic { "kk" } else { "ru" });
    }
    None
}

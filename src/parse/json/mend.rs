//! What hand-written JSON gets wrong, put right in one pass: line ends and tabs inside strings, commas
//! before a closing bracket, comments.

/// JSON that can be read, if these were its only mistakes.
pub(super) fn mend(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut in_string = false;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut length = letter.len_utf8();
        match letter {
            '"' => {
                in_string = !in_string;
                mended.push(letter);
            }
            '\\' if in_string => {
                length += rest[1..].chars().next().map_or(0, char::len_utf8);
                mended.push_str(&rest[..length]);
            }
            '\n' if in_string => mended.push_str("\\n"),
            _ if in_string && letter < ' ' => {
                mended.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            '/' if !in_string => length = comment_length(rest),
            ']' | '}' if !in_string => {
                let before = mended.trim_end().strip_suffix(',').map(str::len);
                mended.truncate(before.unwrap_or(mended.len()));
                mended.push(letter);
            }
            _ => mended.push(letter),
        }
        rest = &rest[length..];
    }
    mended
}

/// The length of the comment that starts the text, or of the stray slash.
fn comment_length(text: &str) -> usize {
    let end = match text.get(..2) {
        Some("//") => text.find('\n'),
        Some("/*") => text[2..].find("*/").map(|end| end + 4),
        _ => Some(1),
    };
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_mended_and_strings_kept() {
        for (written, meant) in [
            ("[1, 2, ]", "[1, 2]"),
            ("{\"a\":1,\n}", "{\"a\":1}"),
            ("[\"a\nb\tc\"]", "[\"a\\nb\\u0009c\"]"),
            ("// one\n[1 /* two */]", "\n[1 ]"),
            (
                "[\"a,]\", \"\\\",]\", \"http://x\"]",
                "[\"a,]\", \"\\\",]\", \"http://x\"]",
            ),
            ("[\"x\\", "[\"x\\"),
        ] {
            assert_eq!(mend(written), meant, "{written}");
        }
    }
}

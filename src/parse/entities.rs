//! Character references: `&amp;`, `&#8217;`, `&eacute;`, and those a document defines itself. What
//! names nothing stays as it is written, so a bare `&` needs no repair.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use web_atoms::NAMED_ENTITIES;

use super::decode::{from_c1, is_forbidden};
use super::text::bounded;

/// Entities a document declares in its DOCTYPE. Values are taken literally, never expanded in turn,
/// so nested definitions (billion laughs) cost nothing.
#[derive(Debug, Default)]
pub(super) struct Entities {
    declared: HashMap<String, String>,
    /// Bytes written for declared entities so far.
    expanded: Cell<usize>,
}

/// How far into a document its DOCTYPE is looked for.
const HEAD: usize = 64 << 10;

/// More declared entities than this, or longer ones, are no publisher's shorthand.
const DECLARED_MAX: usize = 256;
const VALUE_MAX: usize = 256;

/// What a document's own entities may grow to in all. Beyond it they stay as they are written: a
/// million references to two hundred bytes are an attack (quadratic blowup).
const EXPANDED_MAX: usize = 1 << 20;

/// The longest reference looked for after `&`, in bytes: HTML's longest name has 31 letters.
const NAME_MAX: usize = 40;

impl Entities {
    /// Takes in what a document declares before its root.
    pub(super) fn declare_all(&mut self, document: &str) {
        let head = bounded(document, HEAD);
        if let Some(at) = head
            .find("<!DOCTYPE")
            .filter(|at| head[*at..].contains("<!ENTITY"))
        {
            self.declare(&head[at..]);
        }
    }

    /// The value of a declared entity; `None` when it is unknown or the document has used up its room.
    fn affordable(&self, name: &str) -> Option<&str> {
        let value = self.declared.get(name)?;
        let expanded = self.expanded.get() + value.len();
        if expanded > EXPANDED_MAX {
            return None;
        }
        self.expanded.set(expanded);
        Some(value)
    }

    /// Takes in the internal entities of `<!DOCTYPE ...>`; external ones are not fetched.
    pub(super) fn declare(&mut self, doctype: &str) {
        for piece in doctype.split("<!ENTITY").skip(1).take(DECLARED_MAX) {
            let mut words = piece.trim_start().splitn(2, char::is_whitespace);
            let (Some(name), Some(rest)) = (words.next(), words.next()) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest
                .chars()
                .next()
                .filter(|letter| matches!(letter, '"' | '\''))
            else {
                continue;
            };
            let value = &rest[1..];
            let Some(value) = value.find(quote).map(|end| &value[..end]) else {
                continue;
            };
            let plain = decode(value, &Entities::default()).into_owned();
            if plain.len() <= VALUE_MAX && !plain.contains('&') {
                self.declared.entry(name.to_owned()).or_insert(plain);
            }
        }
    }
}

/// Replaces the references of a text that it can resolve.
pub(super) fn decode<'a>(text: &'a str, entities: &Entities) -> Cow<'a, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut plain = String::with_capacity(text.len());
    plain.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest, entities, &mut plain) {
            Some(length) => rest = &rest[length..],
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Resolves the reference at the start of `text`, returning its length; `None` when it is none.
fn reference(text: &str, entities: &Entities, plain: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let (number, length) = numeric(text)?;
        // Two halves of a surrogate pair, as some JavaScript writes them, are one character.
        if (0xd800..0xdc00).contains(&number)
            && let Some((low @ 0xdc00..0xe000, more)) = numeric(&text[length..])
        {
            let joined = 0x10000 + ((number - 0xd800) << 10) + (low - 0xdc00);
            plain.extend(char::from_u32(joined));
            return Some(length + more);
        }
        if let Some((letter, length)) = spelled_in_bytes(text) {
            plain.push(letter);
            return Some(length);
        }
        match number {
            0x80..=0x9f => plain.push(from_c1(number as u8)),
            _ => match char::from_u32(number) {
                Some(letter) if is_forbidden(letter) => {}
                Some(letter) => plain.push(letter),
                None => plain.push(char::REPLACEMENT_CHARACTER),
            },
        }
        return Some(length);
    }
    let end = 1 + bytes[1..]
        .iter()
        .take(NAME_MAX)
        .position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'-' | b'.'))
        .unwrap_or(bytes.len().min(NAME_MAX) - 1);
    let name = &text[1..end];
    if name.is_empty() {
        // The table is not asked: megabytes of `&` would cost seconds.
        return None;
    }
    if bytes.get(end) == Some(&b';') {
        if let Some(value) = entities.affordable(name) {
            plain.push_str(value);
            return Some(end + 1);
        }
        if push_named(&text[1..=end], plain) || push_miswritten(name, plain) {
            return Some(end + 1);
        }
        return None;
    }
    // HTML knows some names without semicolon (`&nbsp `), but `?a=1&copy=2` is an address.
    let is_parameter = matches!(bytes.get(end), Some(b'=' | b'_'));
    (!is_parameter && push_named(name, plain)).then_some(end)
}

/// Appends what HTML's table has under a name, semicolon included.
fn push_named(name: &str, plain: &mut String) -> bool {
    // Nearly all references are one of these; the table is slow in comparison.
    let common = match name {
        "amp;" => Some('&'),
        "lt;" => Some('<'),
        "gt;" => Some('>'),
        "quot;" => Some('"'),
        _ => None,
    };
    if let Some(letter) = common {
        plain.push(letter);
        return true;
    }
    match NAMED_ENTITIES.get(name) {
        // Beginnings of names stand in the table too, as zero.
        Some((first, second)) if *first != 0 => {
            plain.extend(char::from_u32(*first));
            plain.extend(char::from_u32(*second).filter(|letter| *letter != '\0'));
            true
        }
        _ => false,
    }
}

/// `&Amp;`, `&NBSP;`: HTML is strict about case, publishers are not.
fn push_miswritten(name: &str, plain: &mut String) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(
        lower.as_str(),
        "amp" | "lt" | "gt" | "quot" | "apos" | "nbsp"
    ) && push_named(&format!("{lower};"), plain)
}

/// `&#226;&#128;&#166;`: a character whose bytes in UTF-8 were taken for characters when the references
/// were made. No text has such a run by itself. The character and the length of all its references.
fn spelled_in_bytes(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut length = 0;
    for count in 0..bytes.len() {
        let (number, more) = numeric(&text[length..])?;
        bytes[count] = u8::try_from(number).ok()?;
        // An ASCII character is itself, and a byte that cannot start one starts none.
        if !(0xc2..=0xf4).contains(&bytes[0]) {
            return None;
        }
        length += more;
        if let Ok(letter) = std::str::from_utf8(&bytes[..=count]) {
            return Some((letter.chars().next()?, length));
        }
    }
    None
}

/// `&#146;`, `&#x2019;`, with or without its semicolon: the number and its length in bytes.
fn numeric(text: &str) -> Option<(u32, usize)> {
    let digits = text.strip_prefix("&#")?;
    let (digits, radix, before) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 3),
        None => (digits, 10, 2),
    };
    let length = digits
        .bytes()
        .take(12)
        .position(|byte| !(byte as char).is_digit(radix))
        .unwrap_or(digits.len().min(12));
    if length == 0 {
        return None;
    }
    let number = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    Some((number, before + length + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_kind_are_resolved_and_the_rest_kept() {
        for (written, meant) in [
            ("AT&amp;T", "AT&T"),
            ("AT&T & co", "AT&T & co"),
            ("caf&eacute;", "café"),
            ("&nosuch; &", "&nosuch; &"),
            ("it&#146;s &#8217;", "it’s ’"),
            ("&#x41;&#66", "AB"),
            ("&#xD83D;&#xDE00;", "😀"),
            ("&#xD83D;.", "\u{fffd}."),
            ("&#226;&#128;&#166;&#xc3;&#xA9;", "…é"),
            ("&#226;&#128;.", "â€."),
            ("&#233;&#168;t&#233;", "é¨té"),
            ("a&#0;b", "ab"),
            ("&#99999999999;", "\u{fffd}"),
            ("&NBSP;", "\u{a0}"),
            ("&zeta;&Yuml;", "ζŸ"),
            ("&nbsp x", "\u{a0} x"),
            ("?a=1&copy=2&lang=ru", "?a=1&copy=2&lang=ru"),
            ("x&", "x&"),
        ] {
            assert_eq!(decode(written, &Entities::default()), meant, "{written}");
        }
    }

    #[test]
    fn declared_entities_grow_to_a_bounded_length() {
        let mut entities = Entities::default();
        entities.declare(&format!("<!DOCTYPE x [<!ENTITY a '{}'>]>", "a".repeat(200)));
        let text = "&a;".repeat(100_000);
        assert!(decode(&text, &entities).len() <= (1 << 20) + text.len());
        assert_eq!(
            decode("&a;", &entities),
            "&a;",
            "the room is the whole document's"
        );
    }

    #[test]
    fn declared_entities_are_used_but_never_nested() {
        let mut entities = Entities::default();
        entities.declare("<!DOCTYPE x [<!ENTITY co 'Co &amp; Söhne'> <!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\"> <!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
        assert_eq!(decode("&lol; &lol2; &x;", &entities), "lol &lol2; &x;");
    }
}

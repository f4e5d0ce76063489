//! Bytes to text. Flows in: a body and its `Content-Type`; flows out: UTF-8 without byte order mark
//! and control characters, and what had to be mended.
//!
//! Claims are tried in this order, and each is dropped when the bytes contradict it: byte order mark,
//! the pattern of a wide encoding, the charset of `Content-Type`, the XML declaration, an HTML-style
//! meta, UTF-8, and in the end a guess (chardetng). Labels are those of the web (WHATWG), spelled as
//! loosely as publishers spell them.

mod ebcdic;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A body as text.
pub(super) struct Decoded<'a> {
    /// Without byte order mark, NULs and other control characters.
    pub(super) text: Cow<'a, str>,
    /// What was mended, a phrase each.
    pub(super) repairs: Vec<String>,
}

/// How far into a document its declaration or meta may stand.
const HEAD: usize = 2048;

/// How much of a text without a known encoding is weighed: more takes seconds and tells nothing new.
const SAMPLE: usize = 1 << 20;

/// Decodes a body. Never fails: bytes that no reading explains become U+FFFD, and that is noted.
pub(super) fn decode<'a>(body: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let mut repairs = Vec::new();
    let text = to_utf8(body, content_type, &mut repairs);
    let text = without_controls(text, &mut repairs);
    Decoded { text, repairs }
}

fn to_utf8<'a>(
    body: &'a [u8],
    content_type: Option<&str>,
    repairs: &mut Vec<String>,
) -> Cow<'a, str> {
    if let Some(text) = wide(body) {
        return text;
    }
    if let Some(text) = ebcdic::decode(body) {
        return Cow::Owned(text);
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let claims = claims(body, content_type);
    // Text beyond ASCII that is valid UTF-8 is UTF-8, whatever is claimed: no other encoding
    // produces such bytes by chance. Only the stateful ones hide in ASCII.
    let utf8 = std::str::from_utf8(body);
    for claim in claims {
        let Some(encoding) = encoding_for(&claim) else {
            if let (Some(page), Err(_)) = (dos_page(&claim), utf8) {
                return Cow::Owned(page.decode_string_lossy(body));
            }
            continue;
        };
        let is_wide = !encoding.is_ascii_compatible() && !is_stateful(encoding);
        if encoding == UTF_8 || is_wide && !body[..body.len().min(HEAD)].contains(&0) {
            continue;
        }
        if let Ok(text) = utf8
            && !is_stateful(encoding)
        {
            if !text.is_ascii() {
                repairs.push(format!("declared {claim}, is UTF-8"));
            }
            return Cow::Borrowed(text);
        }
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body)
            && !(encoding == WINDOWS_1252 && is_foreign(&text))
        {
            return text;
        }
        repairs.push(format!("declared {claim}, its bytes say otherwise"));
    }
    match utf8 {
        Ok(text) => match hidden_japanese(body) {
            Some(japanese) => {
                repairs.push("encoding guessed: ISO-2022-JP".to_owned());
                japanese
            }
            None => Cow::Borrowed(text),
        },
        Err(_) => guessed(body, repairs),
    }
}

/// What is claimed, the most credible first. Latin-1 in the header is the default of many servers,
/// so there a declaration knows better.
fn claims(body: &[u8], content_type: Option<&str>) -> Vec<String> {
    let header = content_type.and_then(charset_of);
    let is_default = header
        .as_deref()
        .is_some_and(|label| encoding_for(label) == Some(WINDOWS_1252));
    let (first, second) = if is_default {
        (declared(body), header)
    } else {
        (header, declared(body))
    };
    [first, second, meta(body)].into_iter().flatten().collect()
}

/// Whether text read as Latin-1 is in truth of another script: its words are all accents.
fn is_foreign(text: &str) -> bool {
    let (mut accented, mut all_accents) = (0, 0);
    for word in text
        .split(|letter: char| !letter.is_alphabetic())
        .take(50_000)
    {
        if word.chars().any(|letter| letter >= '\u{c0}') {
            accented += 1;
            all_accents += usize::from(
                word.chars().count() >= 4 && word.chars().all(|letter| letter >= '\u{c0}'),
            );
        }
    }
    all_accents >= 3 && all_accents * 2 > accented
}

/// UTF-16 and UTF-32, by byte order mark or by the zeros around the first `<` or `{`.
fn wide(body: &[u8]) -> Option<Cow<'_, str>> {
    match body {
        [0xff, 0xfe, 0, 0, rest @ ..] => return Some(utf32(rest, u32::from_le_bytes)),
        [0, 0, 0xfe, 0xff, rest @ ..] => return Some(utf32(rest, u32::from_be_bytes)),
        [b'<' | b'{', 0, 0, 0, ..] => return Some(utf32(body, u32::from_le_bytes)),
        [0, 0, 0, b'<' | b'{', ..] => return Some(utf32(body, u32::from_be_bytes)),
        _ => {}
    }
    let (encoding, rest) = match body {
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        [b'<' | b'{', 0, second, 0, ..] if *second != 0 => (UTF_16LE, body),
        [0, b'<' | b'{', 0, second, ..] if *second != 0 => (UTF_16BE, body),
        _ => return None,
    };
    Some(encoding.decode_without_bom_handling(rest).0)
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> Cow<'static, str> {
    let text = bytes
        .chunks_exact(4)
        .map(|quad| {
            let number = read([quad[0], quad[1], quad[2], quad[3]]);
            char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    Cow::Owned(text)
}

/// Mostly UTF-8 with a few broken bytes stays UTF-8, as other encodings make its sequences by chance
/// only; everything else is guessed by its statistics.
fn guessed<'a>(body: &'a [u8], repairs: &mut Vec<String>) -> Cow<'a, str> {
    let lossy = String::from_utf8_lossy(body);
    let broken = lossy.matches(char::REPLACEMENT_CHARACTER).count();
    let sound = lossy
        .chars()
        .filter(|letter| !letter.is_ascii())
        .count()
        .saturating_sub(broken);
    if broken * 2 <= sound {
        repairs.push(format!("{broken} broken UTF-8 sequences replaced"));
        return lossy;
    }
    let first = body
        .iter()
        .position(|byte| !byte.is_ascii() || *byte == 0x1b);
    let sample = &body[first.unwrap_or(0)..];
    let sample = &sample[..sample.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // The last character of a sample is allowed to be cut.
    detector.feed(sample, sample.len() < SAMPLE);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    repairs.push(format!("encoding guessed: {}", encoding.name()));
    encoding.decode_without_bom_handling(body).0
}

/// ISO-2022-JP that passes for UTF-8, as it is all ASCII: two of its escapes, there and back, and
/// nothing that it could not have written.
fn hidden_japanese(body: &[u8]) -> Option<Cow<'_, str>> {
    let escape = memchr::memchr(0x1b, body)?;
    let there = escape + memchr::memmem::find(&body[escape..], b"\x1b$B")?;
    memchr::memmem::find(&body[there..], b"\x1b(B")?;
    if !body.is_ascii() {
        return None;
    }
    encoding_rs::ISO_2022_JP.decode_without_bom_handling_and_without_replacement(body)
}

/// Encodings that write other scripts with ASCII bytes and escapes.
fn is_stateful(encoding: &'static Encoding) -> bool {
    encoding == encoding_rs::ISO_2022_JP
}

/// The charset parameter of a `Content-Type`.
fn charset_of(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

/// The encoding that an XML declaration names, wherever in the head it stands.
fn declared(body: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&body[..body.len().min(HEAD)]);
    let from = head.find("<?xml")?;
    let declaration = &head[from..];
    let declaration = &declaration[..declaration.find('>').unwrap_or(declaration.len())];
    let (_, rest) = declaration.split_once("encoding")?;
    quoted(rest.trim_start().strip_prefix('=')?.trim_start())
}

/// The charset that an HTML-style meta names.
fn meta(body: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&body[..body.len().min(HEAD)]).to_ascii_lowercase();
    let from = head.find("<meta")?;
    let (_, rest) = head[from..].split_once("charset=")?;
    quoted(rest)
}

fn quoted(text: &str) -> Option<String> {
    let label: String = text
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || "-_:.".contains(*letter))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// The DOS code page meant by a label: `cp437`, `ibm850`, `csIBM865`, `775`.
fn dos_page(label: &str) -> Option<&'static oem_cp::code_table_type::TableType> {
    let pages = &oem_cp::code_table::DECODING_TABLE_CP_MAP;
    let mut runs = label.split(|letter: char| !letter.is_ascii_digit());
    runs.find_map(|digits| pages.get(&digits.parse().ok()?))
}

/// The encoding meant by a label, spelled as loosely as publishers do.
fn encoding_for(label: &str) -> Option<&'static Encoding> {
    if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
        return Some(encoding);
    }
    let folded: String = label
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let number = |prefix: &str| folded.strip_prefix(prefix).map(str::to_owned);
    let known = if let Some(page) = number("windows")
        .or_else(|| number("win"))
        .or_else(|| number("cp"))
    {
        match page.as_str() {
            "65001" => "utf-8".to_owned(),
            "932" => "shift_jis".to_owned(),
            "936" => "gbk".to_owned(),
            "949" => "euc-kr".to_owned(),
            "950" => "big5".to_owned(),
            // Ukrainian DOS, which differs in letters that Russian has not.
            "1125" => "ibm866".to_owned(),
            _ => format!("windows-{page}"),
        }
    } else if let Some(part) = number("iso8859").or_else(|| number("latin")) {
        format!("iso-8859-{part}")
    } else {
        match folded.as_str() {
            "utf8" | "utf8n" | "unicode" | "utf8mb4" => "utf-8",
            "koi8" | "koi" | "koi8r" => "koi8-r",
            "koi8u" => "koi8-u",
            "xsjis" | "sjis" | "shiftjis" | "mskanji" => "shift_jis",
            "eucjp" | "xeucjp" => "euc-jp",
            "euckr" | "ksc5601" | "uhc" => "euc-kr",
            "gb2312" | "gb" | "gbk" => "gbk",
            "ascii" | "usascii" => "windows-1252",
            "mac" | "macroman" | "csmacintosh" => "macintosh",
            "maccyrillic" => "x-mac-cyrillic",
            // The Western letters are common to all of them.
            other if other.starts_with("mac") => "macintosh",
            _ => return None,
        }
        .to_owned()
    };
    Encoding::for_label(known.as_bytes())
}

/// Removes what no text may contain: C0 controls but tab and line ends, DEL, C1 controls (which are
/// windows-1252 punctuation in disguise), and noncharacters.
fn without_controls<'a>(text: Cow<'a, str>, repairs: &mut Vec<String>) -> Cow<'a, str> {
    if !text.bytes().any(is_suspicious) || !text.chars().any(is_forbidden) {
        return text;
    }
    repairs.push("control characters removed".to_owned());
    let cleaned = text
        .chars()
        .filter_map(|letter| match letter {
            '\u{80}'..='\u{9f}' => Some(from_c1(letter as u8)),
            letter if is_forbidden(letter) => None,
            letter => Some(letter),
        })
        .collect();
    Cow::Owned(cleaned)
}

/// Cheap first look: C0, DEL, or a lead byte of C1 (`C2`) and of noncharacters (`EF`).
fn is_suspicious(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || matches!(byte, 0x7f | 0xc2 | 0xef)
}

/// Characters that no text of ours keeps.
pub(super) fn is_forbidden(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// What windows-1252 shows for a byte between 0x80 and 0x9F; the five it leaves open become a space.
pub(super) fn from_c1(byte: u8) -> char {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars()
        .next()
        .filter(|letter| !is_forbidden(*letter))
        .unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], content_type: Option<&str>, expected: &str) {
        assert_eq!(decode(body, content_type).text, expected);
    }

    #[test]
    fn claims_are_followed_in_order_and_dropped_when_the_bytes_contradict() {
        let cyrillic =
            b"<?xml version='1.0' encoding='windows_1251'?><t>\xcf\xf0\xe8\xe2\xe5\xf2</t>";
        assert!(decode(cyrillic, None).text.contains("Привет"));
        assert!(
            decode(cyrillic, Some("text/xml; charset=\"cp1251\""))
                .text
                .contains("Привет")
        );
        assert!(
            decode(cyrillic, Some("text/xml; charset=utf-8"))
                .text
                .contains("Привет")
        );
        let utf8 = "<?xml version='1.0' encoding='ISO-8859-1'?><t>Жаңалық</t>";
        check(
            utf8.as_bytes(),
            Some("text/xml; charset=windows-1251"),
            utf8,
        );
    }

    #[test]
    fn a_default_of_the_server_yields_to_the_document() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(
            "<?xml version='1.0' encoding='windows-1251'?><t>Правительство утвердило порядок</t>",
        );
        assert!(
            decode(&bytes, Some("text/xml; charset=ISO-8859-1"))
                .text
                .contains("Правительство")
        );
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("<?xml version='1.0' encoding='iso-8859-1'?><t>Правительство утвердило новый порядок выплат</t>");
        assert!(decode(&bytes, None).text.contains("Правительство"));
        let french =
            "<?xml version='1.0' encoding='iso-8859-1'?><t>Été à la forêt, où l'élève rêve</t>";
        let (bytes, _, _) = WINDOWS_1252.encode(french);
        check(&bytes, None, french);
    }

    #[test]
    fn wide_encodings_need_no_mark() {
        let text = "<rss>Қазақ</rss>";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: Vec<u8> = text
            .chars()
            .flat_map(|c| (c as u32).to_be_bytes())
            .collect();
        for body in [le, be, wide] {
            check(&body, None, text);
        }
    }

    #[test]
    fn an_unlabelled_legacy_page_is_guessed() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("<t>Правительство утвердило новый порядок выплат пенсионерам</t>");
        assert!(decode(&bytes, None).text.contains("Правительство"));
    }

    #[test]
    fn japanese_in_ascii_is_found_under_a_wrong_name_and_nowhere_else() {
        let declaration = "<?xml version='1.0' encoding='utf-8'?>";
        let japanese = format!("{declaration}<t>日本政府</t>");
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode(&japanese);
        check(&bytes, None, &japanese);
        for other in [
            "<t>\x1b$B is how it starts</t>",
            "<t>\x1b[31mred\x1b(B</t>",
            "<t>\x1b$Bé\x1b(B</t>",
        ] {
            check(other.as_bytes(), None, &other.replace('\x1b', ""));
        }
    }

    #[test]
    fn ukrainian_dos_is_read_as_its_russian_twin() {
        check(
            b"<?xml version='1.0' encoding='cp1125'?><t>\x8f\xe0\xa8</t>",
            None,
            "<?xml version='1.0' encoding='cp1125'?><t>При</t>",
        );
    }

    #[test]
    fn korean_by_its_windows_name() {
        let text = "<?xml version='1.0' encoding='uhc'?><t>정부는 월요일</t>";
        let (bytes, _, _) = encoding_rs::EUC_KR.encode(text);
        check(&bytes, Some("text/xml; charset=ISO-8859-1"), text);
    }

    #[test]
    fn controls_go_and_c1_becomes_punctuation() {
        check(b"a\0b\x07c", None, "abc");
        check("it\u{92}s".as_bytes(), None, "it’s");
    }
}

//! EBCDIC, the encoding of mainframes: code pages 037 and 500, which share their letters and digits.

/// Code page 037 from byte 0x40 on.
const CODE_PAGE_037: &str = concat!(
    " \u{a0}âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"",
    "Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×",
    "{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u{9f}",
);

/// Where code page 500 differs.
const CODE_PAGE_500: [(u8, char); 7] = [
    (0x4a, '['),
    (0x4f, '!'),
    (0x5a, ']'),
    (0x5f, '^'),
    (0xb0, '¢'),
    (0xba, '¬'),
    (0xbb, '|'),
];

/// Decodes a document that starts with `<?xml` in EBCDIC; `None` for any other.
pub(super) fn decode(body: &[u8]) -> Option<String> {
    if !body.starts_with(&[0x4c, 0x6f, 0xa7, 0x94]) {
        return None;
    }
    let table: Vec<char> = CODE_PAGE_037.chars().collect();
    let text = |is_500: bool| -> String {
        body.iter()
            .map(|byte| match byte {
                0x05 => '\t',
                0x0d => '\r',
                0x15 | 0x25 => '\n',
                0..0x40 => ' ',
                _ => CODE_PAGE_500
                    .iter()
                    .find(|(known, _)| is_500 && known == byte)
                    .map_or_else(|| table[usize::from(byte - 0x40)], |(_, letter)| *letter),
            })
            .collect()
    };
    // The declaration reads the same in both; only the American and Canadian page is 037.
    let declared = super::declared(text(false).as_bytes())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_american = ["037", "039", "us", "ca", "wt", "nl", "1140"]
        .iter()
        .any(|part| declared.ends_with(part));
    Some(text(!is_american))
}

//! What wording an entry has, as a hash over the words that count. White space, entities, case,
//! typographic marks, links, images and mark-up do not count, nor do the parts that publishers'
//! systems change by themselves: counters, "5 minutes ago", "updated 15:04", rows of share buttons. They
//! stand alone, as a line, a sentence or between colons, dashes and quotes; inside a sentence, and in a title,
//! the same words are news.

mod fleeting;

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::model::ContentHash;
use crate::wording::each_word;
use fleeting::lasting;

/// Version of the recipe; the first byte of every hash.
pub(super) const VERSION: u8 = 2;

/// Words hashed of one field. A longer text differs early, or is a list nobody reads to the end.
const MOST_WORDS: usize = 50_000;

/// The hash of a wording: plain title, sanitized HTML of the summary, plain text.
///
/// ```
/// use jarshy::identify::content_hash;
/// let one = content_hash("Bridge opens", None, "It cost 36 million. 12 comments. 5 minutes ago");
/// let other = content_hash("Bridge  opens", None, "It cost\n36&nbsp;million. 13 comments. 2 hours ago");
/// assert_eq!(one, other);
/// assert_ne!(one, content_hash("Bridge opens", None, "It cost 37 million."));
/// ```
pub fn content_hash(title: &str, summary: Option<&str>, text: &str) -> ContentHash {
    let mut sha = Sha256::new();
    sha.update([VERSION]);
    for field in [
        words(title).into_iter().map(|word| word.text).collect(),
        lasting(&words(&plain(summary.unwrap_or_default(), true))),
        lasting(&words(&plain(text, false))),
    ] {
        for word in field {
            sha.update(word.as_bytes());
            sha.update([0]);
        }
        sha.update([1]);
    }
    let digest: [u8; 32] = sha.finalize().into();
    let mut hash = [0; 16];
    hash.copy_from_slice(&digest[..16]);
    hash[0] = VERSION;
    ContentHash(hash)
}

/// HTML, or plain text that still has entities in it (then `tagged` is false), without tags and
/// common entities. Good enough for a hash: what matters is that the same words come out whichever
/// way they were spelled.
fn plain(html: &str, tagged: bool) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let opens_tag =
            tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if tagged && tail.starts_with('<') && opens_tag {
            let Some(end) = tail.find('>') else {
                return out;
            };
            if !INLINE.iter().any(|tag| tail.starts_with(tag)) {
                out.push('\n');
            }
            rest = &tail[end + 1..];
            continue;
        }
        match entity(tail) {
            Some((c, length)) => {
                out.push(c);
                rest = &tail[length..];
            }
            None => {
                out.push_str(&tail[..1]);
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Tags that stand inside a line, and often inside a word.
const INLINE: [&str; 12] = [
    "<a ",
    "</a>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<em>",
    "</em>",
    "<strong>",
    "</strong>",
    "<span",
    "</span>",
];

/// The character an entity at the start of `text` stands for, and the bytes it takes.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "laquo" | "raquo" | "ldquo" | "rdquo" | "bdquo" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "nbsp" | "thinsp" | "ensp" | "emsp" => ' ',
        "ndash" | "mdash" => '-',
        "hellip" => '…',
        "shy" | "zwnj" | "zwj" => '\u{ad}',
        numeric => {
            let digits = numeric.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 1))
}

/// A word and where it stands.
struct Word {
    text: String,
    /// First of its line.
    new_line: bool,
    /// First of a sentence, or behind a colon, a dash or a quotation mark.
    opens: bool,
}

impl Word {
    fn is_figure(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn is(&self, set: &[&str]) -> bool {
        set.contains(&self.text.as_str())
    }
}

/// The words of one field, signs and currencies among them.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    each_word(&spelled_out(text), |word, shape| {
        words.push(Word {
            text: word.to_owned(),
            new_line: shape.new_line,
            opens: shape.opens,
        });
        words.len() < MOST_WORDS
    });
    words
}

/// A text with the marks that make a figure another as words: "-5" is not "+5", nor "$5" "€5". So are the
/// pictures that stand for a counter.
fn spelled_out(text: &str) -> Cow<'_, str> {
    if !text.contains([
        '$', '€', '£', '₸', '₽', '%', '+', '-', '–', '−', '👁', '💬', '❤', '👍',
    ]) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let signs = !before.is_alphanumeric() && letters.peek().is_some_and(char::is_ascii_digit);
        match c {
            '$' => out.push_str(" usd "),
            '€' => out.push_str(" eur "),
            '£' => out.push_str(" gbp "),
            '₸' => out.push_str(" kzt "),
            '₽' => out.push_str(" rub "),
            '%' => out.push_str(" percent "),
            '👁' => out.push_str(" views "),
            '💬' => out.push_str(" comments "),
            '❤' | '👍' => out.push_str(" likes "),
            '+' if signs => out.push_str(" plus "),
            '-' | '–' | '−' if signs => out.push_str(" minus "),
            other => out.push(other),
        }
        before = c;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> ContentHash {
        content_hash("Title", None, text)
    }

    #[test]
    fn cosmetic_changes_are_no_change() {
        let cases = [
            ("white space", "One  two\n\n three", "One two three"),
            (
                "entities",
                "Tom &amp; Ann&#8217;s &nbsp; day",
                "Tom & Ann’s day",
            ),
            ("quotes", "«Да», сказал он", "\"Да\" - сказал он"),
            ("comments", "Text. 12 comments", "Text. 13 comments"),
            (
                "views in Russian",
                "Текст.\nПросмотров: 1 204",
                "Текст.\nПросмотров: 1 319",
            ),
            (
                "comments in brackets",
                "Text\nComments (5)",
                "Text\nComments (17)",
            ),
            ("age", "5 minutes ago. Text", "2 hours ago. Text"),
            ("age in Russian", "Текст\n5 минут назад", "Текст\nчас назад"),
            (
                "age in Kazakh",
                "Мәтін. 3 сағат бұрын",
                "Мәтін. 5 сағат бұрын",
            ),
            ("age in letters", "Text\n1h ago", "Text\n3 h ago"),
            ("minutes in letters", "Text\n5m ago", "Text\n7m ago"),
            ("no age yet", "Text\nJust now", "Text\nYesterday at 15:04"),
            (
                "age with a word before it",
                "Text\nPublished 1h ago",
                "Text\nPublished 2h ago",
            ),
            (
                "last update",
                "Text\nLast updated: 15:04, 10 May 2021",
                "Text\nLast updated: 16:04, 11 May 2021",
            ),
            ("pictures", "Text\n👁 1204 ❤ 12", "Text\n👁 1207 ❤ 15"),
            ("reading time", "Text\n4 min read", "Text\n5 min read"),
            ("thousands", "Text\n1.2K views", "Text\n1.3K views"),
            ("none yet", "Text\nNo comments", "Text\n2 comments"),
            ("shares", "Text\n12 shares", "Text\n15 shares"),
            (
                "views in Kazakh",
                "Мәтін\nҚаралымы: 120. 15 рет оқылды",
                "Мәтін\nҚаралымы: 121. 16 рет оқылды",
            ),
            (
                "date of update",
                "Text\nUpdated Oct 10, 2021 at 5:01 pm",
                "Text\nUpdated Nov 11, 2021 at 6:22 am",
            ),
            (
                "time of update",
                "Updated 15:04. Text",
                "Updated at 16:20 GMT. Text",
            ),
            (
                "share buttons in a row",
                "Text of the piece\nShare on Facebook Tweet",
                "Text of the piece",
            ),
            (
                "share buttons at the end",
                "Text of the piece Share on Facebook Share on Twitter",
                "Text of the piece",
            ),
        ];
        for (what, left, right) in cases {
            assert_eq!(hash(left), hash(right), "{what}");
        }
    }

    #[test]
    fn links_images_and_markup_are_no_wording() {
        let summary = |html: &str| content_hash("Title", Some(html), "Text");
        let plain = summary("Read it now. Text");
        for html in [
            r#"<a href="/x?utm_source=1">Read</a> it now.<br>Text"#,
            r#"<p>Read <em>it</em> n<b>ow</b>.</p><p>Text</p>"#,
            r#"<img src="a-300x200.jpg" width="300"> Read it now. Text"#,
        ] {
            assert_eq!(summary(html), plain, "{html}");
        }
    }

    #[test]
    fn changes_of_wording_are_changes() {
        let cases = [
            ("a figure", "12 people died", "13 people died"),
            ("a decimal", "Rate 441,2", "Rate 441,3"),
            ("a word", "He said no", "He said now"),
            ("order", "Rain, then snow", "Snow, then rain"),
            ("days", "The strike lasts 5 days", "The strike lasts 6 days"),
            ("a paragraph", "One.", "One.\nTwo."),
            ("a sign", "It was +5 degrees", "It was -5 degrees"),
            ("a currency", "It cost $5m", "It cost €5m"),
            (
                "years ago",
                "He was arrested 2 years ago in Almaty",
                "He was arrested 4 years ago in Almaty",
            ),
            (
                "views",
                "The clip got 10 views in a day",
                "The clip got 1000 views in a day",
            ),
        ];
        for (what, left, right) in cases {
            assert_ne!(hash(left), hash(right), "{what}");
        }
        let title = |title: &str| content_hash(title, None, "Text");
        assert_ne!(
            title("Minister makes 2 comments"),
            title("Minister makes 3 comments")
        );
    }

    #[test]
    fn a_long_row_of_counters_is_gone_through_once() {
        let row = "1 view. ".repeat(12_000) + "1 view of the minister";
        assert_ne!(hash(&row), hash(&format!("{row}s")));
        let row = "1 view ".repeat(20_000) + "of the minister";
        assert_ne!(hash(&row), hash(&format!("{row}s")));
    }

    #[test]
    fn fields_do_not_run_together() {
        assert_ne!(
            content_hash("a b", None, "c"),
            content_hash("a", None, "b c")
        );
        assert_ne!(
            content_hash("a", Some("b"), "c"),
            content_hash("a", None, "b c")
        );
    }

    #[test]
    fn hostile_markup_is_read_to_its_end() {
        for text in [
            "<",
            "<a",
            "&",
            "&#x110000;",
            "&#99999999999;",
            "<<<<",
            "&;&&amp",
            "a<b<c",
        ] {
            let _ = hash(text);
        }
        let _ = hash(&"<".repeat(100_000));
        let _ = hash(&"&amp".repeat(100_000));
    }
}

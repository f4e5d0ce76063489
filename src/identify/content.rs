//! What wording an entry has, as a hash over the words that count. White space, entities, case,
//! typographic marks, links, images and mark-up do not count, nor do the parts that publishers'
//! systems change by themselves: counters, "5 minutes ago", "updated 15:04", rows of share buttons.

use sha2::{Digest, Sha256};

use crate::model::ContentHash;
use crate::wording::each_word;

/// Version of the recipe; the first byte of every hash.
pub(super) const VERSION: u8 = 1;

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
        counting_words(title),
        counting_words(&plain(summary.unwrap_or_default(), true)),
        counting_words(&plain(text, false)),
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

/// Words of one field without what publishers' systems change by themselves.
fn counting_words(text: &str) -> Vec<String> {
    let mut words: Vec<(String, bool)> = Vec::new();
    each_word(text, |word, shape| {
        words.push((word.to_owned(), shape.new_line));
        words.len() < MOST_WORDS
    });
    let mut kept = Vec::with_capacity(words.len());
    let mut line = 0;
    while line < words.len() {
        let next = words[line + 1..]
            .iter()
            .position(|(_, opens_line)| *opens_line)
            .map_or(words.len(), |offset| line + 1 + offset);
        let mut row: Vec<&str> = words[line..next]
            .iter()
            .map(|(word, _)| word.as_str())
            .collect();
        if next == words.len() {
            drop_share_buttons_at_the_end(&mut row);
        }
        if !row.iter().all(|word| SHARING.contains(word)) {
            keep_lasting(&row, &mut kept);
        }
        line = next;
    }
    kept
}

fn drop_share_buttons_at_the_end(row: &mut Vec<&str>) {
    let buttons = row
        .iter()
        .rev()
        .take_while(|word| SHARING.contains(word))
        .count();
    let networks = row[row.len() - buttons..]
        .iter()
        .filter(|word| NETWORKS.contains(word))
        .count();
    if networks >= 2 {
        row.truncate(row.len() - buttons);
    }
}

fn keep_lasting(row: &[&str], kept: &mut Vec<String>) {
    let is_figure = |at: usize| {
        row.get(at)
            .is_some_and(|w: &&str| w.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is = |at: usize, set: &[&str]| row.get(at).is_some_and(|w| set.contains(w));
    let mut at = 0;
    while at < row.len() {
        let figure_or_one = is_figure(at) || is(at, &["a", "an", "one", "бір"]);
        let aged = (figure_or_one && is_unit(row.get(at + 1)) && is(at + 2, &AGO))
            .then_some(3)
            .or_else(|| (is_unit(row.get(at)) && is(at + 1, &AGO)).then_some(2));
        let counts =
            (is_figure(at) && is(at + 1, &COUNTED)) || (is(at, &COUNTED) && is_figure(at + 1));
        let length = if let Some(length) = aged {
            length
        } else if counts {
            2
        } else if is(at, &COUNTED) && row.len() == 1 {
            1
        } else if is(at, &UPDATED) {
            figures_after_update(&row[at + 1..]).map_or(0, |figures| 1 + figures)
        } else {
            0
        };
        if length == 0 {
            kept.push(row[at].to_owned());
            at += 1;
        } else {
            at += length;
        }
    }
}

/// How many words after "updated" tell when; `None` when they tell something else.
fn figures_after_update(rest: &[&str]) -> Option<usize> {
    let is_figure = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let at = rest.iter().take(2).position(is_figure)?;
    let told = rest
        .iter()
        .take(8)
        .take_while(|word| is_figure(word) || CLOCK.contains(word));
    (at == 0 || CLOCK.contains(&rest[0])).then(|| told.count())
}

fn is_unit(word: Option<&&str>) -> bool {
    word.is_some_and(|w| UNITS.iter().any(|stem| w.starts_with(stem)))
}

/// What is counted beside an article, in every form a figure puts it in. ("Shares" are missing: they
/// are bought and sold too.)
#[rustfmt::skip]
const COUNTED: [&str; 30] = [
    "comment", "comments", "view", "views", "like", "likes", "retweet", "retweets", "reads", "reply",
    "replies", "просмотр", "просмотра", "просмотров", "просмотры", "комментарий", "комментария",
    "комментариев", "комментарии", "лайк", "лайка", "лайков", "лайки", "прочтение", "прочтения",
    "прочтений", "пікір", "пікірлер", "қаралым", "оқылды",
];

/// Units of "5 minutes ago", by the start of the word.
#[rustfmt::skip]
const UNITS: [&str; 22] = [
    "sec", "min", "hour", "hr", "day", "week", "month", "year",
    "секунд", "мин", "час", "дня", "дней", "день", "недел", "месяц",
    "сағат", "күн", "апта", "ай", "жыл", "год",
];

const AGO: [&str; 5] = ["ago", "назад", "бұрын", "back", "earlier"];

const UPDATED: [&str; 4] = ["updated", "обновлено", "жаңартылды", "modified"];

/// What stands among the figures of a time or date.
#[rustfmt::skip]
const CLOCK: [&str; 30] = [
    "at", "on", "в", "am", "pm", "gmt", "utc", "msk", "мск",
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
];

/// Words that rows of share buttons are made of.
#[rustfmt::skip]
const SHARING: [&str; 38] = [
    "share", "tweet", "pin", "email", "print", "copy", "link", "on", "via", "to", "this", "article",
    "facebook", "twitter", "x", "telegram", "whatsapp", "vk", "vkontakte", "linkedin", "reddit",
    "pinterest", "viber", "instagram", "поделиться", "в", "на", "твитнуть", "вконтакте",
    "одноклассники", "одноклассниках", "фейсбук", "фейсбуке", "телеграм", "ватсап", "бөлісу",
    "распечатать", "ok",
];

/// Those of them that name a network.
#[rustfmt::skip]
const NETWORKS: [&str; 18] = [
    "facebook", "twitter", "telegram", "whatsapp", "vk", "vkontakte", "linkedin", "reddit",
    "pinterest", "viber", "instagram", "вконтакте", "одноклассники", "одноклассниках", "фейсбук",
    "фейсбуке", "телеграм", "ватсап",
];

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
            ("age in Russian", "Текст 5 минут назад", "Текст час назад"),
            (
                "age in Kazakh",
                "Мәтін 3 сағат бұрын",
                "Мәтін 5 сағат бұрын",
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
        ];
        for (what, left, right) in cases {
            assert_ne!(hash(left), hash(right), "{what}");
        }
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

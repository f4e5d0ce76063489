//! What a publisher's software puts around the news: "The post ... appeared first on", links to other stories,
//! the place and the outlet before the first sentence. It names parliaments and presidents the news is not
//! about, so its words are not read at all.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

/// Lines that point to other stories.
const POINTERS: [&str; 20] = [
    "read also",
    "also read",
    "read more:",
    "see also",
    "more from this site",
    "related:",
    "related stories",
    "related articles",
    "more on this",
    "tags:",
    "читайте также",
    "читать также",
    "по теме",
    "теги:",
    "тағы оқыңыз",
    "сондай-ақ оқыңыз",
    "lesen sie auch",
    "lire aussi",
    "czytaj też",
    "zobacz też",
];

/// How the signature under a syndicated post begins and goes on.
const SIGNATURES: [(&str, &str); 8] = [
    ("The post ", "appeared first on"),
    ("Сообщение ", "сначала на"),
    ("Запись ", "впервые появил"),
    ("Сообщение ", "впервые появил"),
    ("Der Beitrag ", "erschien zuerst"),
    ("L’article ", "est apparu en premier"),
    ("L'article ", "est apparu en premier"),
    ("Artykuł ", "pochodzi z serwisu"),
];

/// The Kazakh signature begins with the bare headline.
const KAZAKH_SIGNATURE: &str = "жазбасы алдымен";

/// What each signature has. Hardly any text has it, and one look for all of them tells.
/// (`None` where the processor cannot look for several at once.)
static ANY_SIGNATURE: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let middles = SIGNATURES.map(|(_, middle)| middle);
    Searcher::new(middles.iter().chain([&KAZAKH_SIGNATURE]))
});

/// Words a place or an outlet before the first sentence has at most.
const MOST_DATELINE_WORDS: usize = 5;
/// Bytes in which a dateline is looked for.
const LONGEST_DATELINE: usize = 200;
/// Bytes at the end of a line in which a signature is looked for.
const LONGEST_SIGNATURE: usize = 800;

/// The parts of a text that are news, in order.
pub(super) fn news(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut first = true;
    for line in text.split_inclusive('\n') {
        let (from, to) = (start, start + line.len());
        start = to;
        let content = line.trim();
        if content.is_empty() {
            continue;
        }
        if points_elsewhere(content) {
            if content.ends_with(':') || content.split_whitespace().count() <= 4 {
                break;
            }
            continue;
        }
        let end = from + signature(line).unwrap_or(line.len());
        let begin = if first { from + dateline(line) } else { from };
        first = false;
        if begin < end {
            parts.push(begin..end);
        }
    }
    parts
}

fn points_elsewhere(line: &str) -> bool {
    let letters = || line.chars().flat_map(char::to_lowercase);
    let first = letters().next();
    POINTERS.iter().any(|pointer| {
        pointer.chars().next() == first
            && pointer
                .chars()
                .zip(letters().map(Some).chain(std::iter::repeat(None)))
                .all(|(expected, letter)| letter == Some(expected))
    })
}

/// Where a line's signature begins.
fn signature(line: &str) -> Option<usize> {
    // It stands at the end; a long article is not searched for it.
    let tail = boundary(line, line.len().saturating_sub(LONGEST_SIGNATURE));
    let end = &line[tail..];
    if ANY_SIGNATURE
        .as_ref()
        .is_some_and(|any| any.find(end).is_none())
    {
        return None;
    }
    for (start, rest) in SIGNATURES {
        if let Some(middle) = end.find(rest) {
            // The last beginning before the middle: a headline may itself begin so.
            if let Some(at) = end[..middle].rfind(start) {
                return Some(tail + at);
            }
        }
    }
    let middle = end.find(KAZAKH_SIGNATURE)?;
    let before = end[..middle].trim_end();
    Some(
        before
            .rfind(['.', '!', '…'])
            .map_or(tail, |at| tail + at + 1),
    )
}

/// The length of "NUR-SULTAN – " or "Steppe Herald – " before a first sentence; 0 without one.
fn dateline(line: &str) -> usize {
    let start = &line[..boundary(line, LONGEST_DATELINE)];
    for dash in [" – ", " — ", " -- "] {
        let Some((head, tail)) = start.split_once(dash) else {
            continue;
        };
        let tail = tail.trim_start_matches(['"', '“', '«', '„']);
        let words = head.split_whitespace();
        let named = words.clone().count() <= MOST_DATELINE_WORDS
            && words.clone().all(|word| {
                word.chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            });
        if named && tail.chars().next().is_some_and(char::is_uppercase) {
            return head.len() + dash.len();
        }
    }
    0
}

/// The last place not after `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read: Vec<&str> = news(text)
            .into_iter()
            .map(|part| text[part].trim())
            .collect();
        assert_eq!(read.join(" | "), expected);
    }

    #[test]
    fn what_surrounds_the_news_is_not_read() {
        check(
            "Kaspi is a verb. The post Kaspi is a verb appeared first on Parliament Street Review.",
            "Kaspi is a verb.",
        );
        check(
            "Снег выпал.\nСообщение Снег появились сначала на Евразия-Инфо.",
            "Снег выпал.",
        );
        check(
            "Бес партия. \nАтауы жазбасы алдымен Дала хабары сайтында шықты.",
            "Бес партия.",
        );
        check(
            "Kazakhstan Daily Brief – It was a defeat.",
            "It was a defeat.",
        );
        check(
            "NUR-SULTAN – \"We knew,\" she said.",
            "\"We knew,\" she said.",
        );
        check(
            "Glass was found.\nMore from this site:\nTokayev appoints minister",
            "Glass was found.",
        );
        check(
            "One.\nRead also: Tokayev appoints a minister\nTwo.",
            "One. | Two.",
        );
    }

    #[test]
    fn a_dash_inside_a_sentence_is_none_of_that() {
        check(
            "Tokayev – the president – signed it.",
            "Tokayev – the president – signed it.",
        );
        check("The post office reopened.", "The post office reopened.");
    }
}

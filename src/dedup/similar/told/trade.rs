//! What newsrooms write around their articles: "Photo by", "Read also", "appeared first on", and titles that
//! announce a digest of several.

use crate::wording::{each_word, without_ellipsis};

/// The paragraphs of a text; a sentence that says where an article first appeared stands alone.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let rows = without_ellipsis(text).split('\n').map(str::trim);
    rows.filter(|row| !row.is_empty()).flat_map(|row| {
        // Such a sentence is short.
        let tail = (row.len().saturating_sub(LONGEST_PHRASE)..=row.len())
            .find(|at| row.is_char_boundary(*at))
            .unwrap_or_default();
        let appeared = APPEARED.iter().find_map(|start| row[tail..].rfind(start));
        match appeared
            .map(|at| tail + at)
            .filter(|at| is_phrase_of_the_trade(&row[*at..]))
        {
            Some(at) => [&row[..at], &row[at..]],
            None => [row, ""],
        }
    })
}

/// Bytes of a line beyond which it is none of the trade's.
const LONGEST_PHRASE: usize = 400;

/// How the sentence begins that a common publishing system hangs behind summaries.
const APPEARED: [&str; 3] = ["The post ", "Запись ", "Сообщение "];

/// Whether a title announces a digest: "The week in brief", "Итоги дня".
pub(super) fn is_digest(title: &str) -> bool {
    let mut line = String::from(" ");
    each_word(title, |word, _| {
        line.push_str(word);
        line.push(' ');
        line.len() < LONGEST_PHRASE
    });
    DIGESTS.iter().any(|digest| line.contains(digest))
        || DIGESTS_BEGIN.iter().any(|digest| line.starts_with(digest))
}

/// What titles of digests say, in whole words or their beginnings.
#[rustfmt::skip]
const DIGESTS: [&str; 42] = [
    " digest ", " roundup ", " round up ", " in brief ", " news briefs ", " briefing ", " the week in ",
    " the day in ", " this week in ", " week that was ", " may have missed ", " might have missed ",
    " top stories ", " headlines of the ", " news of the day ", " at a glance ", " recap ",
    " итоги дня ", " итоги недели ", " итоги месяца ", " дайджест", " главное за ", " главные новости ",
    " главные события ", " новости к этому часу ", " обзор прессы ", " обзор новостей ", " коротко о ",
    " новости одной строкой ", " что произошло за ", " что случилось за ",
    " могли пропустить ", " күн қорытындысы ", " апта қорытындысы ", " аптаға шолу ", " баспасөзге шолу ",
    " басты жаңалықтар ", " қысқаша жаңалықтар ", " nachrichtenüberblick ", " das wichtigste ",
    " kurz gemeldet ", " wochenrückblick ",
];

/// How they begin, where the same words mean something else later on.
const DIGESTS_BEGIN: [&str; 2] = [" день в ", " неделя в "];

/// Lines that are no part of any article.
pub(super) fn is_phrase_of_the_trade(row: &str) -> bool {
    if row.len() > LONGEST_PHRASE {
        return false;
    }
    let mut line = String::with_capacity(row.len());
    let mut words = 0;
    each_word(row, |word, _| {
        line.push_str(word);
        line.push(' ');
        words += 1;
        words <= 24
    });
    words <= 24
        && ((words <= 12 && OPENINGS.iter().any(|opening| line.starts_with(opening)))
            || INSIDE.iter().any(|inside| line.contains(inside)))
}

/// How short lines of the trade begin.
#[rustfmt::skip]
const OPENINGS: [&str; 44] = [
    "photo credit", "photo by", "photo courtesy", "image credit", "image source", "read also", "read more",
    "see also", "also read", "related ", "more on this", "from our partner", "by our correspondent",
    "our correspondent", "staff report", "source ", "follow us", "subscribe", "sign up", "share this",
    "фото ", "фото из", "на фото", "иллюстрация", "читайте также", "читать далее", "читайте ", "подробнее",
    "смотрите также", "источник", "по материалам", "корр ", "наш корр", "соб корр", "материал партнера",
    "подписывайтесь", "подпишитесь", "сурет", "фото ", "тағы оқыңыз", "оқи отырыңыз", "дереккөз",
    "тілшіміз", "жазылыңыз",
];

/// What lines of the trade say somewhere.
const INSIDE: [&str; 6] = [
    "appeared first on",
    "first appeared on",
    "впервые появилась",
    "появились сначала на",
    "all rights reserved",
    "все права защищены",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_say_so_in_their_titles() {
        for title in [
            "The week in brief",
            "Итоги дня: проезд и арбузы",
            "Апта қорытындысы",
        ] {
            assert!(is_digest(title), "{title}");
        }
        for title in [
            "Brief lull in fighting",
            "Минфин подвёл итоги года",
            "Третий день в области горит лес",
        ] {
            assert!(!is_digest(title), "{title}");
        }
    }

    #[test]
    fn phrases_of_the_trade_are_no_text() {
        for line in [
            "Photo credit: Lakeside",
            "Читайте также: погода",
            "The post Bridge appeared first on Wire.",
        ] {
            assert!(is_phrase_of_the_trade(line), "{line}");
        }
        assert!(!is_phrase_of_the_trade(
            "Photographers met in the old port on Sunday."
        ));
        let rows: Vec<&str> =
            paragraphs("One two. The post One appeared first on Wire.\n\nThree").collect();
        assert_eq!(
            rows,
            [
                "One two. ",
                "The post One appeared first on Wire.",
                "Three",
                ""
            ]
        );
    }
}

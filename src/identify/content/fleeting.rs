//! What publishers' systems change in a text by themselves: counters, "5 minutes ago", "updated 15:04", rows of
//! share buttons. They stand alone, as a line, a sentence or between colons, dashes and quotes.

use super::Word;

/// The words of a field without what publishers' systems change by themselves.
pub(super) fn lasting(words: &[Word]) -> Vec<String> {
    let mut kept = Vec::with_capacity(words.len());
    let mut rest = words;
    while !rest.is_empty() {
        let others = &rest[1..];
        let end = others
            .iter()
            .position(|word| word.new_line)
            .map_or(rest.len(), |offset| 1 + offset);
        let (mut row, after) = rest.split_at(end);
        if after.is_empty() {
            row = without_share_buttons(row);
        }
        if !row.iter().all(|word| word.is(&SHARING)) {
            keep_lasting(row, &mut kept);
        }
        rest = after;
    }
    kept
}

fn without_share_buttons(row: &[Word]) -> &[Word] {
    let buttons = row
        .iter()
        .rev()
        .take_while(|word| word.is(&SHARING))
        .count();
    let (text, buttons) = row.split_at(row.len() - buttons);
    let networks = buttons.iter().filter(|word| word.is(&NETWORKS)).count();
    if networks >= 2 { text } else { row }
}

fn keep_lasting(row: &[Word], kept: &mut Vec<String>) {
    let mut at = 0;
    while at < row.len() {
        let mut end = at;
        // Not beyond the sentence: a row of counters is gone through once, however long it is.
        while (at == 0 || row[at].opens) && end < row.len() && (end == at || !row[end].opens) {
            let Some(length) = fleeting(&row[end..]) else {
                break;
            };
            end += length;
        }
        let stands_alone = end > at && row.get(end).is_none_or(|next| next.opens);
        if stands_alone {
            at = end;
        } else {
            kept.push(row[at].text.clone());
            at += 1;
        }
    }
}

/// How many words at the beginning of a row are of the kind that systems change; `None` when none are.
fn fleeting(row: &[Word]) -> Option<usize> {
    let leads_in = |word: &&Word| word.is(&LEADING_IN);
    let lead = row.iter().take(1).take_while(leads_in).count();
    counter_or_time(&row[lead..]).map(|length| lead + length)
}

fn counter_or_time(row: &[Word]) -> Option<usize> {
    let is = |at: usize, set: &[&str]| row.get(at).is_some_and(|word| word.is(set));
    let is_figure = |at: usize| row.get(at).is_some_and(Word::is_figure);
    let is_unit = |at: usize| {
        row.get(at).is_some_and(|word| {
            word.is(&SHORT_UNITS) || UNITS.iter().any(|stem| word.text.starts_with(stem))
        })
    };
    // "1.2K" and "3 тыс." are one figure.
    let figure = if is_figure(0) {
        1 + usize::from(is(1, &THOUSANDS) && !is(2, &AGO))
    } else {
        usize::from(is(0, &["a", "an", "one", "no", "нет", "бір"]))
    };
    if figure > 0 {
        let times = usize::from(is(figure, &["рет", "раз", "раза", "times"]));
        if is(figure + times, &COUNTED) {
            return Some(figure + times + 1);
        }
        if is_unit(figure) && (is(figure + 1, &AGO) || is(figure + 1, &READING)) {
            return Some(figure + 2);
        }
        return None;
    }
    if is(0, &COUNTED) {
        // "Views: 1,204", and a counter whose figure is filled in by a script.
        return (is_figure(1) || row.len() == 1)
            .then(|| row.len().min(2 + usize::from(is(2, &THOUSANDS))));
    }
    if is_unit(0) && is(1, &AGO) {
        return Some(2);
    }
    if is(0, &["just", "только", "жаңа"]) && is(1, &["now", "что", "ғана"]) {
        return Some(2);
    }
    if is(
        0,
        &["today", "yesterday", "сегодня", "вчера", "бүгін", "кеше"],
    ) {
        let clock = |word: &&Word| word.is_figure() || word.is(&["at", "в"]);
        return Some(1 + row[1..].iter().take(4).take_while(clock).count());
    }
    if is(0, &UPDATED) {
        let told = |word: &&Word| word.is_figure() || word.is(&CLOCK);
        let told = row[1..].iter().take(8).take_while(told).count();
        return row[1..=told]
            .iter()
            .any(Word::is_figure)
            .then_some(1 + told);
    }
    None
}

/// What is counted beside an article, in every form a figure puts it in.
#[rustfmt::skip]
const COUNTED: [&str; 42] = [
    "comment", "comments", "view", "views", "like", "likes", "retweet", "retweets", "reads", "reply",
    "replies", "просмотр", "просмотра", "просмотров", "просмотры", "комментарий", "комментария",
    "комментариев", "комментарии", "лайк", "лайка", "лайков", "лайки", "прочтение", "прочтения",
    "прочтений", "пікір", "пікірлер", "қаралым", "қаралымы", "қаралды", "оқылды", "оқылымы", "көрсетілім", "share",
    "shares", "репост", "репоста", "репостов", "репосты", "прочитано", "прочитали",
];

/// Units of "5 minutes ago", by the start of the word.
#[rustfmt::skip]
const UNITS: [&str; 22] = [
    "sec", "min", "hour", "hr", "day", "week", "month", "year",
    "секунд", "мин", "час", "дня", "дней", "день", "недел", "месяц",
    "сағат", "күн", "апта", "ай", "жыл", "год",
];

/// Before an age or a time: "Published 2h ago", "Last updated".
const LEADING_IN: [&str; 6] = [
    "last",
    "published",
    "posted",
    "опубликовано",
    "последнее",
    "жарияланды",
];

/// The same in one letter: "2h ago".
const SHORT_UNITS: [&str; 6] = ["s", "m", "h", "d", "w", "ч"];

/// Behind a figure: "1.2K views".
const THOUSANDS: [&str; 6] = ["k", "m", "к", "тыс", "млн", "мың"];

/// "4 min read".
const READING: [&str; 4] = ["read", "чтения", "читать", "оқу"];

const AGO: [&str; 5] = ["ago", "назад", "бұрын", "back", "earlier"];

const UPDATED: [&str; 5] = ["updated", "обновлено", "обновлен", "жаңартылды", "modified"];

/// What stands among the figures of a time or date.
#[rustfmt::skip]
const CLOCK: [&str; 69] = [
    "at", "on", "в", "am", "pm", "p", "m", "gmt", "utc", "est", "edt", "msk", "мск", "г", "года", "ж",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан",
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

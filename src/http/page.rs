//! The status page as text. Pure; everything that comes from outside is escaped.

use std::fmt::Write;

use crate::model::{Timestamp, format_time, is_unprintable};
use crate::status::{Status, why_then};

/// Feeds shown; troubled ones come first, so none of them is cut off before a healthy one.
const FEEDS: usize = 500;

/// One HTML page, complete.
pub(super) fn render(status: &Status) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><title>jarshy</title><style>\
         body{font:15px system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em}\
         table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25em .6em;\
         border-bottom:1px solid #ddd;vertical-align:top}.failing,.gone{color:#a40000}</style>\
         <h1>jarshy</h1>",
    );
    let o = &status.overview;
    write(
        &mut page,
        format_args!(
            "<p>{} feeds, {} in trouble; {} items, {} sightings, {} polls in the ledger.</p>",
            o.feeds, o.troubled, o.items, o.sightings, o.polls
        ),
    );
    page.push_str("<h2>Topics</h2><table><tr><th>topic<th>items<th>latest</tr>");
    for topic in status.topics.iter().filter(|topic| topic.active) {
        write(
            &mut page,
            format_args!(
                "<tr><td>{}<td>{}<td>{}</tr>",
                escape(&topic.name),
                topic.items,
                time(topic.latest)
            ),
        );
    }
    page.push_str(
        "</table><h2>Feeds</h2><table><tr><th>feed<th>status<th>last poll<th>next<th>why</tr>",
    );
    let mut feeds: Vec<_> = status
        .feeds
        .iter()
        .filter(|f| f.status != "removed")
        .collect();
    feeds.sort_by_key(|feed| (feed.status == "active", feed.id));
    for feed in feeds.iter().take(FEEDS) {
        let why = match &feed.last_error {
            Some(error) => error.clone(),
            None => why_then(feed),
        };
        write(
            &mut page,
            format_args!(
                "<tr><td title=\"{}\">{}<td class={}>{}<td>{}<td>{}<td>{}</tr>",
                escape(&feed.url),
                escape(feed.title.as_ref().unwrap_or(&feed.url)),
                feed.status,
                feed.status,
                time(feed.last_polled_at),
                time(feed.next_poll_at),
                escape(&why)
            ),
        );
    }
    page.push_str("</table>");
    if feeds.len() > FEEDS {
        write(
            &mut page,
            format_args!(
                "<p>and {} more; see <code>jarshy feeds</code></p>",
                feeds.len() - FEEDS
            ),
        );
    }
    page.push_str("</html>\n");
    page
}

fn time(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "never".to_owned(), format_time)
}

fn escape(text: &str) -> String {
    text.chars().filter(|c| !is_unprintable(*c)).fold(
        String::with_capacity(text.len()),
        |mut escaped, c| {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&#39;"),
                other => escaped.push(other),
            }
            escaped
        },
    )
}

fn write(page: &mut String, text: std::fmt::Arguments<'_>) {
    page.write_fmt(text)
        .expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_outside_is_escaped() {
        assert_eq!(
            escape("<script>\u{1b}[2J\u{202e}\"&'"),
            "&lt;script&gt;[2J&quot;&amp;&#39;"
        );
    }
}

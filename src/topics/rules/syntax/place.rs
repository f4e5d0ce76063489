//! Whose a line of a rule file is, found in the text alone, since a file with a mistake of syntax has no tables
//! to ask.

use super::line::{Line, unquoted};
use crate::model::shortened;

/// What a message begins with: the topic whose line it is, or where else the line stands.
pub(in crate::topics::rules) fn whose(lines: &[Line<'_>], offset: usize) -> String {
    let before = until(lines, offset);
    let Some(topic) = before.iter().rposition(begins_topic) else {
        return "before the first topic: ".to_owned();
    };
    let header = before[topic + 1..].iter().rfind(|line| line.is_header());
    if header.is_some_and(|header| name(header).starts_with("lists")) {
        return "in the lists: ".to_owned();
    }
    slug(&lines[topic + 1..]).map_or_else(
        || "topic without a `slug`: ".to_owned(),
        |slug| format!("topic `{}`: ", shortened(slug)),
    )
}

/// The number of the line, from 1, that says the same as this one before it: the same header within the topic,
/// or the same key under the same header.
pub(super) fn first_of(lines: &[Line<'_>], again: &Line<'_>) -> Option<usize> {
    let mut first = None;
    for (index, line) in lines
        .iter()
        .enumerate()
        .take_while(|(_, line)| line.start < again.start)
    {
        let is_same = match again.is_header() {
            true => line.is_header() && name(line) == name(again),
            false => !line.is_header() && key(line).is_some() && key(line) == key(again),
        };
        let starts_over = match again.is_header() {
            true => begins_topic(line) && !is_same,
            false => line.is_header(),
        };
        if starts_over {
            first = None;
        }
        if is_same {
            first = first.or(Some(index + 1));
        }
    }
    first
}

/// The header of the table a line stands in, brackets gone.
pub(super) fn header<'t>(lines: &[Line<'t>], offset: usize) -> &'t str {
    let header = until(lines, offset).iter().rfind(|line| line.is_header());
    header.map_or("", |line| name(line))
}

/// All lines of a file.
pub(in crate::topics::rules) fn lines(file: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    file.split_inclusive('\n')
        .map(|whole| {
            let line = Line::new(whole.trim_end_matches('\n'), start);
            start += whole.len();
            line
        })
        .collect()
}

/// The lines down to the one in which a byte of the file stands.
fn until<'l, 't>(lines: &'l [Line<'t>], offset: usize) -> &'l [Line<'t>] {
    &lines[..lines.partition_point(|line| line.start <= offset)]
}

/// Single or broken brackets count too: they are mistakes of their own.
fn begins_topic(line: &Line<'_>) -> bool {
    line.is_header() && matches!(name(line), "topics" | "topic")
}

pub(super) fn name<'t>(header: &Line<'t>) -> &'t str {
    header.text.trim_matches(|c| matches!(c, '[' | ']' | ' '))
}

fn key<'t>(line: &Line<'t>) -> Option<&'t str> {
    let (key, value) = line.key_and_value();
    value.map(|_| unquoted(key))
}

/// The slug of the topic whose lines these are, and those behind it.
fn slug<'t>(lines: &[Line<'t>]) -> Option<&'t str> {
    lines
        .iter()
        .take_while(|line| !begins_topic(line))
        .find_map(|line| {
            let rest = line.text.strip_prefix("slug")?.trim_start();
            let slug = unquoted(rest.trim_start_matches(['=', ':']));
            (!slug.is_empty()).then_some(slug)
        })
}

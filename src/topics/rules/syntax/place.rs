//! Whose a line of a rule file is, found in the text alone, since a file with a mistake of syntax has no tables
//! to ask.

use super::line::{Line, unquoted};
use crate::model::shortened;

/// What a message begins with: the topic whose line it is, or where else the line stands.
pub(in crate::topics::rules) fn whose(file: &str, offset: usize) -> String {
    let (mut topic, mut is_in_lists) = (None, false);
    for line in lines(file).take_while(|line| line.start <= offset) {
        if begins_topic(&line) {
            topic = Some(line.start);
            is_in_lists = false;
        } else if line.is_header() {
            is_in_lists = line.text.trim_start_matches('[').starts_with("lists");
        }
    }
    match topic {
        None => "before the first topic: ".to_owned(),
        Some(_) if is_in_lists => "in the lists: ".to_owned(),
        Some(start) => slug(file, start).map_or_else(
            || "topic without a `slug`: ".to_owned(),
            |slug| format!("topic `{}`: ", shortened(slug)),
        ),
    }
}

/// The number of the line, from 1, that says the same as this one before it: the same header within the topic,
/// or the same key under the same header.
pub(super) fn first_of(file: &str, again: &Line<'_>) -> Option<usize> {
    let mut first = None;
    for (index, line) in lines(file)
        .enumerate()
        .take_while(|(_, line)| line.start < again.start)
    {
        let is_same = match again.is_header() {
            true => line.is_header() && name(&line) == name(again),
            false => !line.is_header() && key(&line).is_some() && key(&line) == key(again),
        };
        let starts_over = match again.is_header() {
            true => begins_topic(&line) && !is_same,
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
pub(super) fn header(file: &str, offset: usize) -> &str {
    lines(file)
        .take_while(|line| line.start <= offset)
        .filter(Line::is_header)
        .last()
        .map_or("", |line| name(&line))
}

fn lines(file: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    file.split_inclusive('\n').map(move |whole| {
        let line = Line::new(whole.trim_end_matches('\n'), start);
        start += whole.len();
        line
    })
}

/// Single or broken brackets count too: they are mistakes of their own.
fn begins_topic(line: &Line<'_>) -> bool {
    line.is_header() && matches!(name(line), "topics" | "topic")
}

fn name<'t>(header: &Line<'t>) -> &'t str {
    header.text.trim_matches(|c| matches!(c, '[' | ']' | ' '))
}

fn key<'t>(line: &Line<'t>) -> Option<&'t str> {
    let (key, value) = line.key_and_value();
    value.map(|_| unquoted(key))
}

/// The slug of the topic that begins here.
fn slug(file: &str, start: usize) -> Option<&str> {
    lines(file)
        .skip_while(|line| line.start <= start)
        .take_while(|line| !begins_topic(line))
        .find_map(|line| {
            let rest = line.text.strip_prefix("slug")?.trim_start();
            let slug = unquoted(rest.trim_start_matches(['=', ':']));
            (!slug.is_empty()).then_some(slug)
        })
}

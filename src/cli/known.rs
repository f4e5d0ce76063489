//! Topics and items that a command was given and that do not exist, told in the same words by every command.

use super::Usage;
use crate::model::nearest;

/// Slugs that a complaint lists; more are no help.
const MOST_LISTED: usize = 20;

/// The complaint about a topic that the rules lack.
pub(super) fn no_such_rules(topic: &str, known: &[String]) -> Usage {
    Usage(format!(
        "the rules have no topic \"{topic}\"{}",
        advice(topic, known, "they have")
    ))
}

/// The complaint about a topic that the store lacks.
pub(super) fn no_such_topic(topic: &str, known: &[String]) -> Usage {
    Usage(format!(
        "there is no topic \"{topic}\"{}",
        advice(topic, known, "the store knows")
    ))
}

/// The complaint about an item that the store lacks.
pub(super) fn no_such_item(id: i64) -> String {
    format!("there is no item {id}; `jarshy items` lists ids")
}

fn advice(topic: &str, known: &[String], whose: &str) -> String {
    let all: Vec<&str> = known.iter().map(String::as_str).collect();
    let listed = match all.len() {
        0 => "none".to_owned(),
        few if few <= MOST_LISTED => all.join(", "),
        many => format!(
            "{} and {} more",
            all[..MOST_LISTED].join(", "),
            many - MOST_LISTED
        ),
    };
    match nearest(&topic.to_lowercase(), all.iter().copied()) {
        Some(near) => format!("; did you mean \"{near}\"? ({whose} {listed})"),
        None => format!("; {whose} {listed}"),
    }
}

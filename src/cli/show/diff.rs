//! What the publisher changed, by word: each kept wording against the one that replaced it.

use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use super::text::{bold, joined};
use crate::cli::output::time_value;
use crate::model::{Timestamp, format_time};
use crate::parse::plain_text;
use crate::store::ItemDetail;

/// Unchanged words kept on each side of a change.
const CONTEXT: usize = 6;

/// The changes of an item, oldest first, as a list and as text.
pub(super) fn changes(item: &ItemDetail) -> (Value, String) {
    let mut wordings: Vec<(Option<Timestamp>, String, String)> = item
        .revisions
        .iter()
        .rev()
        .map(|revision| {
            let html = revision.content.as_ref().or(revision.summary.as_ref());
            let text = html.map(|html| plain_text(html)).unwrap_or_default();
            (Some(revision.replaced_at), revision.title.clone(), text)
        })
        .collect();
    wordings.push((None, item.listing.title.clone(), item.text.clone()));
    let mut list = Vec::new();
    let mut lines = Vec::new();
    for pair in wordings.windows(2) {
        let [(replaced_at, old_title, old_text), (_, new_title, new_text)] = pair else {
            continue;
        };
        let (title, text) = (by_word(old_title, new_title), by_word(old_text, new_text));
        let when = replaced_at.map_or_else(String::new, format_time);
        lines.push(bold(&format!("Changed {when}")));
        for (name, change) in [("title", &title), ("text", &text)] {
            if let Some(change) = change {
                lines.push(format!("  {name}: {change}"));
            }
        }
        if title.is_none() && text.is_none() {
            lines.push("  only what is not shown as words: summary, markup or media".to_owned());
        }
        list.push(json!({"replaced_at": time_value(*replaced_at), "title": title, "text": text}));
    }
    if list.is_empty() {
        lines.push("Its publisher has not changed it.".to_owned());
    }
    (Value::from(list), joined(&lines))
}

/// `kept [-removed-] {+added+} kept`, long unchanged stretches cut; `None` when nothing differs.
fn by_word(old: &str, new: &str) -> Option<String> {
    if old == new {
        return None;
    }
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let diff = TextDiff::configure()
        .deadline(std::time::Instant::now() + std::time::Duration::from_secs(2))
        .diff_slices(&old, &new);
    if diff.ratio() >= 1.0 {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        let mut words: Vec<String> = Vec::new();
        for op in &group {
            for (tag, run) in op.iter_slices(&old, &new) {
                let run = run.join(" ");
                words.push(match tag {
                    ChangeTag::Equal => run,
                    ChangeTag::Delete => format!("[-{run}-]"),
                    ChangeTag::Insert => format!("{{+{run}+}}"),
                });
            }
        }
        parts.push(words.join(" "));
    }
    Some(parts.join(" … "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shown_by_word() {
        assert_eq!(by_word("a b", "a b"), None);
        assert_eq!(by_word("a  b", "a b"), None);
        assert_eq!(
            by_word("Parliament meets on Monday", "Parliament meets on Tuesday").as_deref(),
            Some("Parliament meets on [-Monday-] {+Tuesday+}")
        );
        let long: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let changed = long.join(" ").replace(" 50 ", " fifty ");
        assert_eq!(
            by_word(&long.join(" "), &changed).as_deref(),
            Some("44 45 46 47 48 49 [-50-] {+fifty+} 51 52 53 54 55 56")
        );
    }
}

//! The detector on labelled items.

use std::path::Path;

use jarshy::parse::{detect_language, plain_text};

#[test]
fn labelled_items_are_told_apart_by_language() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/topics/dev.jsonl");
    let Ok(rows) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let mut all = 0;
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let part = |key: &str| plain_text(row[key].as_str().unwrap_or(""));
        let text = format!("{}. {} {}", part("title"), part("summary"), part("content"));
        all += 1;
        if detect_language(&text) != row["lang"].as_str() {
            wrong.push(text);
        }
    }
    assert!(
        wrong.len() * 50 <= all,
        "{} of {all} wrong: {wrong:#?}",
        wrong.len()
    );
}

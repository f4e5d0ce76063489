//! Specimens through the whole parse stage.

use std::path::Path;

use jarshy::parse::{detect_language, plain_text};

#[test]
fn languages_of_the_labelled_items_are_detected() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/topics/dev.jsonl");
    let path = if path.exists() {
        path
    } else {
        "/work/shared/topics/dev.jsonl".into()
    };
    let mut wrong = 0;
    let mut all = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = format!(
            "{}. {} {}",
            row["title"].as_str().unwrap_or(""),
            plain_text(row["summary"].as_str().unwrap_or("")),
            plain_text(row["content"].as_str().unwrap_or(""))
        );
        all += 1;
        if detect_language(&text) != row["lang"].as_str() {
            wrong += 1;
            println!("{:?} {} {}", detect_language(&text), row["lang"], text);
        }
        let t = row["title"].as_str().unwrap();
        if detect_language(t) != row["lang"].as_str() {
            println!("   title {:?} {} {}", detect_language(t), row["lang"], t);
        }
    }
    println!("{wrong} of {all}");
}

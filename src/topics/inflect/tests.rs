//! Forms that must match and look-alikes that must not: one table a language, in `tests/`, a term in its dictionary
//! form a line. What is written differently and meant alike in other tests belongs there too.

use super::super::{TopicText, Topics};

/// What is wrong with one language's table.
fn wrong(language: &str, table: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let mut columns = row.split('|').map(str::trim);
        let (Some(term), Some(forms), Some(others)) =
            (columns.next(), columns.next(), columns.next())
        else {
            wrong.push(format!("not a row: {row}"));
            continue;
        };
        let topics = topics(language, term);
        for form in forms.split_whitespace() {
            if !finds(&topics, language, form) {
                wrong.push(format!("{form} is a form of {term}"));
            }
        }
        for other in others.split_whitespace() {
            if finds(&topics, language, other) {
                wrong.push(format!("{other} is no form of {term}"));
            }
        }
    }
    wrong
}

fn topics(language: &str, term: &str) -> Topics {
    let rules = format!(
        "[[topics]]\nslug = \"x\"\nthreshold = 1\n[topics.terms.{language}]\n\"{term}\" = 1\n"
    );
    Topics::load(&rules, "x.toml").unwrap()
}

fn finds(topics: &Topics, language: &str, text: &str) -> bool {
    let text = TopicText {
        title: &text.replace('_', " "),
        summary: "",
        body: "",
        language: Some(language),
        link: "",
        feed: "",
    };
    !topics.tag(&text).is_empty()
}

#[track_caller]
fn check(language: &str, table: &str) {
    let wrong = wrong(language, table);
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn russian_forms_match_and_look_alikes_do_not() {
    check("ru", include_str!("tests/ru.txt"));
}

#[test]
fn kazakh_forms_match_in_every_alphabet_and_look_alikes_do_not() {
    check("kk", include_str!("tests/kk.txt"));
}

#[test]
fn english_forms_match_and_look_alikes_do_not() {
    check("en", include_str!("tests/en.txt"));
}

#[test]
fn german_forms_match_and_look_alikes_do_not() {
    check("de", include_str!("tests/de.txt"));
}

#[test]
fn french_forms_match_and_look_alikes_do_not() {
    check("fr", include_str!("tests/fr.txt"));
}

#[test]
fn polish_forms_match_and_look_alikes_do_not() {
    check("pl", include_str!("tests/pl.txt"));
}

#[test]
fn an_acronym_with_another_meaning_is_no_plural() {
    let topics = topics("en", "aid");
    assert!(finds(&topics, "en", "aids"));
    assert!(!finds(&topics, "en", "AIDS"));
}

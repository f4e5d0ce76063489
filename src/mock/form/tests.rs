use proptest::prelude::*;

use super::*;
use crate::model::parse_time;

fn noon() -> Timestamp {
    parse_time("2021-06-01T12:00:00Z").unwrap()
}

fn one(text: &str) -> Article {
    let articles = read(text, "file-name", noon());
    assert_eq!(articles.len(), 1, "{articles:?}");
    articles.into_iter().next().unwrap()
}

#[test]
fn a_complete_head_is_read() {
    let article =
        one("Head\nBy Zhanna\nAstana Times\n2021-05-08T06:00:00Z\n\nOne\ntwo.\n\nThree.\n");
    assert_eq!(
        article,
        Article {
            slug: "file-name".into(),
            headline: "Head".into(),
            byline: Some("Zhanna".into()),
            outlet: Some("Astana Times".into()),
            published: parse_time("2021-05-08T06:00:00Z").unwrap(),
            paragraphs: vec!["One two.".into(), "Three.".into()],
        }
    );
}

#[test]
fn a_head_with_lines_missing_is_read_as_far_as_it_goes() {
    let cases = [
        ("Head", None, None, "2021-06-01T12:00:00Z"),
        ("Head\n2021-05-08", None, None, "2021-05-08T00:00:00Z"),
        (
            "Head\nAda\n2021-05-08 07:30",
            Some("Ada"),
            None,
            "2021-05-08T07:30:00Z",
        ),
        (
            "Head\n2021-05-08T09:00:00+06:00\nAda\nWire",
            Some("Ada"),
            Some("Wire"),
            "2021-05-08T03:00:00Z",
        ),
        (
            "Head\r\nAda\r\nWire\r\n",
            Some("Ada"),
            Some("Wire"),
            "2021-06-01T12:00:00Z",
        ),
    ];
    for (head, byline, outlet, published) in cases {
        let article = one(&format!("\u{feff}\n{head}\n\nBody of it."));
        assert_eq!(article.headline, "Head", "{head:?}");
        assert_eq!(article.byline.as_deref(), byline, "{head:?}");
        assert_eq!(article.outlet.as_deref(), outlet, "{head:?}");
        assert_eq!(
            article.published,
            parse_time(published).unwrap(),
            "{head:?}"
        );
        assert_eq!(article.paragraphs, ["Body of it."], "{head:?}");
    }
}

#[test]
fn nothing_of_a_long_head_is_lost() {
    let article = one("Head\nAda\nWire\nA line more\nand one.\n\nBody.");
    assert_eq!(article.paragraphs, ["A line more and one.", "Body."]);
}

#[test]
fn a_text_without_a_line_has_no_article() {
    assert_eq!(read("", "x", noon()), []);
    assert_eq!(read(" \n\t\n\u{feff}", "x", noon()), []);
}

const COLLECTION: &str = "Connect with us

Home

News


The first headline.

Ada Writer



The first body, which opens with a sentence.

Second paragraph.

A subheading

After it.

Continue Reading


The second headline

Wire



Short body.

Continue Reading

Connect with us

Facebook
Twitter
";

#[test]
fn a_collection_falls_into_its_articles_and_the_navigation_is_passed_over() {
    let articles = read(COLLECTION, "all", noon());
    let told: Vec<_> = articles
        .iter()
        .map(|a| {
            (
                a.slug.as_str(),
                a.headline.as_str(),
                a.byline.as_deref(),
                a.paragraphs.len(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "the-first-headline",
                "The first headline.",
                Some("Ada Writer"),
                4
            ),
            (
                "the-second-headline",
                "The second headline",
                Some("Wire"),
                1
            ),
        ]
    );
}

#[test]
fn undated_articles_of_a_collection_are_an_hour_apart() {
    let articles = read(COLLECTION, "all", noon());
    assert_eq!(articles[0].published, noon());
    assert_eq!(articles[1].published, noon() - TimeDelta::hours(1));
}

#[test]
fn our_own_form_works_in_a_collection_too() {
    let text = "One\nAda\nWire\n2021-05-08\n\nBody.\n\nContinue Reading\n\nTwo\n\nBody two.\n\nCONTINUE READING »\n";
    let articles = read(text, "all", noon());
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].outlet.as_deref(), Some("Wire"));
    assert_eq!(articles[1].byline, None);
    assert_eq!(articles[1].paragraphs, ["Body two."]);
}

#[test]
fn a_last_article_without_its_ending_line_is_kept() {
    let prose = "word ".repeat(40);
    let text = format!("One\n\nBody.\n\nContinue Reading\n\nTwo\n\nAda\n\n\n{prose}\n");
    let articles = read(&text, "all", noon());
    assert_eq!(articles[1].headline, "Two");
    assert_eq!(articles[1].byline.as_deref(), Some("Ada"));
}

#[test]
fn slugs_hold_letters_digits_and_dashes() {
    assert_eq!(slug("  Covid: 2,716 new cases?! "), "covid-2-716-new-cases");
    assert_eq!(slug("Қазақстан — ЕО"), "қазақстан-ео");
    assert_eq!(slug("!!!"), "article");
    assert!(slug(&"word ".repeat(50)).len() <= 80);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_without_control_characters(text in "(?s).{0,400}") {
        for article in read(&text, "x", noon()) {
            prop_assert!(!article.headline.is_empty());
            prop_assert!(!article.headline.chars().any(char::is_control));
            prop_assert!(!article.paragraphs.iter().any(|p| p.chars().any(char::is_control)));
        }
    }

    #[test]
    fn every_paragraph_of_our_form_comes_out_again(paragraphs in prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}){0,5}", 0..9)) {
        let text = format!("Head\nAda\nWire\n2021-05-08\n\n{}\n", paragraphs.join("\n\n"));
        prop_assert_eq!(one(&text).paragraphs, paragraphs);
    }
}

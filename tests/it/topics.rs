//! The built-in topics on labelled items and on the four source articles.

use std::path::{Path, PathBuf};

use jarshy::topics::{Labelled, Scores, TopicText, Topics};

fn shared(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../shared", "../../shared"]
        .iter()
        .map(|shared| root.join(shared).join(name))
        .find(|path| path.exists())
}

fn rules() -> Topics {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/topics.toml");
    let text = std::fs::read_to_string(path).expect("a labelled item as the guide describes it");
    Topics::load(&text, "config/topics.toml").unwrap_or_else(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// Enough of a reader's eye for the labelled items' markup.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            break;
        };
        let tag = &rest[start..start + end];
        out.push_str(
            if tag.starts_with("<p")
                || tag.starts_with("</p")
                || tag.starts_with("<br")
                || tag.starts_with("<div")
                || tag.starts_with("<h")
                || tag.starts_with("<li")
            {
                "\n\n"
            } else {
                ""
            },
        );
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    for (entity, text) in [
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&#8230;", "…"),
        ("&amp;", "&"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#8217;", "’"),
        ("&rsquo;", "’"),
    ] {
        out = out.replace(entity, text);
    }
    out.trim().to_owned()
}

struct Read {
    id: String,
    language: String,
    title: String,
    summary: String,
    body: String,
    topics: Vec<String>,
}

fn read(text: &str) -> Vec<Read> {
    text.lines()
        .map(|line| {
            let item: serde_json::Value =
                serde_json::from_str(line).expect("a labelled item as the guide describes it");
            let field = |name: &str| item[name].as_str().unwrap_or("").to_owned();
            let (summary, body) = (plain(&field("summary")), plain(&field("content")));
            Read {
                id: field("id"),
                language: field("lang"),
                title: field("title"),
                summary,
                body,
                topics: item["topics"]
                    .as_array()
                    .expect("a labelled item as the guide describes it")
                    .iter()
                    .map(|topic| {
                        topic
                            .as_str()
                            .expect("a labelled item as the guide describes it")
                            .to_owned()
                    })
                    .collect(),
            }
        })
        .collect()
}

fn score(topics: &Topics, items: &[Read], state_language: bool) -> Scores {
    let labelled: Vec<Labelled<'_>> = items
        .iter()
        .map(|item| Labelled {
            id: &item.id,
            text: TopicText {
                title: &item.title,
                summary: &item.summary,
                body: &item.body,
                language: state_language.then_some(item.language.as_str()),
                link: "",
                feed: "https://news.example/feed",
            },
            language: &item.language,
            topics: item.topics.iter().map(String::as_str).collect(),
            judged: None,
        })
        .collect();
    topics.test(&labelled)
}

/// What a failing test prints; also printed by a passing one under `--nocapture`.
fn report(scores: &Scores) -> String {
    let mut out = format!(
        "macro-F1 {:.3}, exact match {:.3}\n",
        scores.macro_f1, scores.exact_match
    );
    for (slug, counts) in &scores.topics {
        out += &format!(
            "  {slug}: P {:.3} R {:.3} F1 {:.3}\n",
            counts.precision(),
            counts.recall(),
            counts.f1()
        );
    }
    for language in &scores.languages {
        out += &format!(
            "  {} ({}): {:.3}\n",
            language.language, language.items, language.macro_f1
        );
    }
    for error in &scores.errors {
        let sign = if error.expected { "lacks" } else { "has" };
        out += &format!(
            "{} {} {sign} {}: {}\n    {}\n",
            error.id, error.language, error.topic, error.title, error.explanation
        );
    }
    out
}

#[test]
fn built_in_topics_score_well_on_the_labelled_items() {
    let Some(path) = shared("topics/dev.jsonl") else {
        eprintln!("skipped: no ../shared/topics/dev.jsonl");
        return;
    };
    let items =
        read(&std::fs::read_to_string(path).expect("a labelled item as the guide describes it"));
    let topics = rules();
    for state_language in [true, false] {
        let scores = score(&topics, &items, state_language);
        let report = report(&scores);
        println!("language stated: {state_language}\n{report}");
        assert!(scores.macro_f1 >= 0.95, "{report}");
        for (slug, counts) in &scores.topics {
            assert!(counts.f1() >= 0.85, "{slug}\n{report}");
        }
        for language in scores
            .languages
            .iter()
            .filter(|language| ["en", "ru", "kk"].contains(&language.language.as_str()))
        {
            assert!(language.macro_f1 >= 0.80, "{}\n{report}", language.language);
        }
    }
}

#[test]
fn the_source_articles_get_exactly_their_topics() {
    let Some(path) = shared("source-articles.txt") else {
        eprintln!("skipped: no ../shared/source-articles.txt");
        return;
    };
    let text = std::fs::read_to_string(path).expect("a labelled item as the guide describes it");
    let topics = rules();
    let expected = [
        "kazakhstan-politics",
        "eu-relations",
        "covid-aid",
        "covid-aid",
    ];
    let articles: Vec<&str> = text
        .split("Continue Reading")
        .filter(|article| article.len() > 200)
        .collect();
    assert_eq!(articles.len(), expected.len());
    for (article, expected) in articles.iter().zip(expected) {
        let article = article.trim().trim_start_matches("Connect with us").trim();
        let (title, body) = article
            .split_once('\n')
            .expect("a labelled item as the guide describes it");
        let text = TopicText {
            title,
            summary: "",
            body: body.trim(),
            language: Some("en"),
            link: "",
            feed: "",
        };
        let found: Vec<String> = topics.tag(&text).into_iter().map(|tag| tag.topic).collect();
        let why: Vec<String> = topics
            .list()
            .iter()
            .map(|topic| {
                format!(
                    "{}: {}",
                    topic.slug,
                    topics
                        .explain(&text, &topic.slug)
                        .expect("a labelled item as the guide describes it")
                )
            })
            .collect();
        let why = why.join("\n");
        println!("{title}\n{why}\n");
        assert_eq!(found, [expected], "{title}\n{why}");
    }
}

#[test]
fn the_retold_articles_get_the_same_topics() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let topics = rules();
    for (file, expected) in [
        ("2021-04-26-qazvac-vaccination-begins.txt", "covid-aid"),
        ("2021-05-08-humanitarian-assistance-india.txt", "covid-aid"),
        (
            "2021-05-10-tokayev-reforms-kcir-report.txt",
            "kazakhstan-politics",
        ),
        (
            "2021-05-11-eu-kazakhstan-cooperation-council.txt",
            "eu-relations",
        ),
    ] {
        let article = std::fs::read_to_string(root.join(file)).expect("one of the four articles");
        let (head, body) = article
            .split_once("\n\n")
            .expect("a blank line after the head");
        let title = head.lines().next().unwrap_or("");
        // As a feed brings it: with the first paragraph as summary, and with the text alone.
        let first = body.split("\n\n").next().unwrap_or("");
        for summary in ["", first] {
            for language in [Some("en"), None] {
                let text = TopicText {
                    title,
                    summary,
                    body,
                    language,
                    link: "",
                    feed: "",
                };
                let found: Vec<String> =
                    topics.tag(&text).into_iter().map(|tag| tag.topic).collect();
                let why: Vec<String> = topics
                    .list()
                    .iter()
                    .filter_map(|topic| {
                        Some(format!(
                            "{}: {}",
                            topic.slug,
                            topics.explain(&text, &topic.slug)?
                        ))
                    })
                    .collect();
                let why = why.join("\n");
                println!("{title}\n{why}\n");
                assert_eq!(found, [expected], "{title}\n{why}");
            }
        }
    }
}

/// Items of our own, in the same style, with the labels of the same guide.
fn own_items() -> Vec<Read> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/topics/own.tsv");
    std::fs::read_to_string(path)
        .expect("a labelled item as the guide describes it")
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let fields: Vec<&str> = line.split('\t').collect();
            let topics = fields[1].split(',').filter_map(|short| match short {
                "kp" => Some("kazakhstan-politics".to_owned()),
                "eu" => Some("eu-relations".to_owned()),
                "cov" => Some("covid-aid".to_owned()),
                _ => None,
            });
            Read {
                id: format!("own-{}", number + 1),
                language: fields[0].to_owned(),
                title: fields[2].to_owned(),
                summary: String::new(),
                body: fields[3].to_owned(),
                topics: topics.collect(),
            }
        })
        .collect()
}

#[test]
fn built_in_topics_score_well_on_items_of_our_own() {
    let scores = score(&rules(), &own_items(), true);
    let report = report(&scores);
    println!("{report}");
    assert!(scores.macro_f1 >= 0.93, "{report}");
}

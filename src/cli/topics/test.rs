//! `jarshy topics test`: scores the rules on items whose topics a person has told.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::load_rules;
use crate::cli::known::no_such_rules;
use crate::cli::output::{ListFormat, Listing, json_text, printable};
use crate::cli::{Cli, Usage};
use crate::parse::plain_text;
use crate::retag::text_of;
use crate::store::{Store, TaggedItem};
use crate::topics::{Counts, LabelError, Labelled, Scores, TopicText, Topics};

/// Scores the rules on labelled items: precision, recall and F1 by topic and language, and every error
/// with what led to it.
///
/// The file holds one JSON object a line: id, lang, title, summary and content (HTML, may be null or empty),
/// topics (list of slugs); topics that nothing has are left out of the means. With --store, what `jarshy topics tag` was told counts as labels, in place of a file
/// or beside it; topics that nobody decided on are not counted for an item. The rules are the config's, or those
/// of --rules, or the built-in ones.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy topics test labelled.jsonl
  jarshy topics test --store
  jarshy topics test labelled.jsonl --rules my-topics.toml --format json | jq .macro_f1

Exit codes: 0 scored, 1 nothing is labelled, 2 usage, config or a line that is no labelled item.")]
pub(super) struct TestArgs {
    /// Labelled items, JSON Lines
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// Rule file to score instead of the config's
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,

    /// Form of the answer
    #[arg(long, value_enum, default_value_t)]
    format: TestFormat,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum TestFormat {
    /// For eyes.
    #[default]
    Table,
    /// One object with everything.
    Json,
}

/// A line of the file.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(deserialize_with = "name")]
    id: String,
    #[serde(default)]
    lang: Option<String>,
    title: String,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    content: Option<String>,
    topics: Vec<String>,
}

/// Its text as a poll would have it.
struct Text {
    summary: String,
    body: String,
}

pub(super) async fn run(
    cli: &Cli,
    args: &TestArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let topics = topics(cli, args)?;
    let lines = match &args.file {
        Some(file) => read(file)?,
        None => Vec::new(),
    };
    let stored = if cli.names_store {
        decided(&cli.open_for_reading()?).await?
    } else if args.file.is_none() {
        return Err(Usage("name a file of labelled items, or --store".to_owned()).into());
    } else {
        Vec::new()
    };
    let texts: Vec<Text> = lines.iter().map(text).collect();
    let ids: Vec<String> = stored.iter().map(|item| item.id.0.to_string()).collect();
    let from_file = lines.iter().zip(&texts).map(|(line, text)| Labelled {
        id: &line.id,
        text: TopicText {
            title: &line.title,
            summary: &text.summary,
            body: &text.body,
            language: line.lang.as_deref(),
            link: "",
            feed: "",
        },
        language: line.lang.as_deref().unwrap_or("unknown"),
        topics: line.topics.iter().map(String::as_str).collect(),
        judged: None,
    });
    let from_store = stored.iter().zip(&ids).map(|(item, id)| Labelled {
        id,
        text: text_of(item),
        language: item.language.as_deref().unwrap_or("unknown"),
        topics: item.confirmed.iter().map(String::as_str).collect(),
        judged: Some(item.decided.iter().map(String::as_str).collect()),
    });
    let labelled: Vec<Labelled<'_>> = from_file.chain(from_store).collect();
    warn_of_unknown(&lines, &topics)?;
    let has_labels = !stored.is_empty() || lines.iter().any(|line| !line.topics.is_empty());
    if !has_labels {
        let whole = match &args.file {
            Some(file) => format!("no item of {} has a label in `topics`", file.display()),
            None => "nothing is labelled; `jarshy topics tag` labels stored items".to_owned(),
        };
        writeln!(std::io::stderr(), "{}", printable(&whole))?;
    }
    let scores = topics.test(&labelled);
    match args.format {
        TestFormat::Json => writeln!(out, "{}", json_text(&as_json(&scores), true))?,
        TestFormat::Table => print(&scores, out)?,
    }
    Ok(if has_labels {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Labels that the rules do not know are not scored: each is told once.
fn warn_of_unknown(lines: &[Line], topics: &Topics) -> std::io::Result<()> {
    let known: Vec<String> = topics.list().into_iter().map(|topic| topic.slug).collect();
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for label in lines.iter().flat_map(|line| &line.topics) {
        if !known.contains(label) {
            *unknown.entry(label).or_default() += 1;
        }
    }
    for (label, count) in unknown {
        let told = format!(
            "warning: {}; labelled so: {count}",
            no_such_rules(label, &known).0
        );
        writeln!(std::io::stderr(), "{}", printable(&told))?;
    }
    Ok(())
}

/// A name, which may be a number.
fn name<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    match Value::deserialize(from)? {
        Value::String(name) => Ok(name),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(D::Error::custom("`id` is neither a text nor a number")),
    }
}

/// The stored items about which a person has decided something.
async fn decided(store: &Store) -> anyhow::Result<Vec<TaggedItem>> {
    let mut all = Vec::new();
    let mut walk = store.decided_items();
    while let Some(batch) = walk.next_batch().await? {
        all.extend(batch);
    }
    Ok(all)
}

fn topics(cli: &Cli, args: &TestArgs) -> anyhow::Result<Arc<Topics>> {
    match &args.rules {
        Some(path) => Ok(load_rules(path)?.into()),
        None if cli.config_path().is_ok() => Ok(cli.load_config()?.topics),
        None => Ok(Topics::builtin().into()),
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Line>> {
    let name = path.display().to_string();
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {name}"))?;
    let mut lines = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {name}"))?;
        // Editors of some systems put a mark at the beginning of a file.
        let line = line.strip_prefix('\u{feff}').unwrap_or(&line);
        if line.trim().is_empty() {
            continue;
        }
        let line = serde_json::from_str(line)
            .map_err(|e| Usage(format!("{name}:{}: not a labelled item: {e}", number + 1)))?;
        lines.push(line);
    }
    Ok(lines)
}

fn text(line: &Line) -> Text {
    let plain = |html: &Option<String>| html.as_deref().map(plain_text).unwrap_or_default();
    Text {
        summary: plain(&line.summary),
        body: plain(&line.content),
    }
}

fn as_json(scores: &Scores) -> Value {
    let counts = |(topic, counts): &(String, Counts)| {
        json!({
            "topic": topic,
            "precision": counts.occurs().then(|| counts.precision()),
            "recall": counts.occurs().then(|| counts.recall()),
            "f1": counts.occurs().then(|| counts.f1()),
            "true_positives": counts.true_positives,
            "false_positives": counts.false_positives,
            "false_negatives": counts.false_negatives,
        })
    };
    json!({
        "items": scores.items,
        "macro_f1": occurs(scores).then_some(scores.macro_f1),
        "exact_match": scores.exact_match,
        "topics": scores.topics.iter().map(counts).collect::<Vec<_>>(),
        "languages": scores.languages.iter().map(|language| json!({
            "language": language.language,
            "items": language.items,
            "macro_f1": language.macro_f1,
            "topics": language.topics.iter().map(counts).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "confusion": scores.confusion.iter().map(|(expected, found, items)| json!({
            "expected": expected, "found": found, "items": items,
        })).collect::<Vec<_>>(),
        "errors": scores.errors.iter().map(|error| json!({
            "id": error.id,
            "language": error.language,
            "title": error.title,
            "topic": error.topic,
            "expected": error.expected,
            "why": error.explanation.to_string(),
        })).collect::<Vec<_>>(),
    })
}

/// Whether there is any topic to score.
fn occurs(scores: &Scores) -> bool {
    scores.topics.iter().any(|(_, counts)| counts.occurs())
}

fn print(scores: &Scores, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{} items: macro-F1 {}, all topics right in {:.1} %\n",
        scores.items,
        match occurs(scores) {
            true => format!("{:.3}", scores.macro_f1),
            false => "-".to_owned(),
        },
        scores.exact_match * 100.0
    )?;
    let columns = [
        "topic",
        "language",
        "precision",
        "recall",
        "f1",
        "wrongly_tagged",
        "missed",
    ];
    let mut listing = Listing::new(&columns, &columns);
    let mut row = |topic: &str, language: &str, counts: &Counts| {
        let share = |value: f64| match counts.occurs() {
            true => json!(format!("{value:.3}")),
            false => json!("-"),
        };
        listing.push(vec![
            json!(topic),
            json!(language),
            share(counts.precision()),
            share(counts.recall()),
            share(counts.f1()),
            json!(counts.false_positives),
            json!(counts.false_negatives),
        ]);
    };
    for (topic, counts) in &scores.topics {
        row(topic, "all", counts);
    }
    for language in &scores.languages {
        for (topic, counts) in &language.topics {
            row(topic, &language.language, counts);
        }
    }
    listing.print(ListFormat::Table, out)?;
    for error in &scores.errors {
        writeln!(out, "\n{}", printable(&describe(error)))?;
    }
    Ok(())
}

fn describe(error: &LabelError) -> String {
    let verdict = if error.expected {
        "misses"
    } else {
        "wrongly has"
    };
    format!(
        "{} ({}) {verdict} {}: {}\n{}",
        error.id, error.language, error.topic, error.title, error.explanation
    )
}

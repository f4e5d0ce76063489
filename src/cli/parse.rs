//! `jarshy parse`: what we read in one document.

use std::io::{BufWriter, Read, Write};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use url::Url;

use super::ask::{AskArgs, Asker};
use super::output::{ListFormat, Listing, json_text, printable, time_value};
use super::{Cli, Usage};
use crate::model::{Document, FeedUrl, ParsedEntry, ParsedFeed};
use crate::parse::parse;

/// No more than this of a file or of standard input is read.
const MAX_BYTES: u64 = 64 << 20;

/// Shows what we understand of one document: entries, repairs made, what was dropped and why.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy parse feed.xml
  jarshy parse https://astanatimes.com/feed/ --format json
  curl -s https://news.example/rss | jarshy parse - --base https://news.example/rss

Exit codes: 0 it is a feed, 1 it is none or cannot be read, 2 usage.")]
pub(super) struct ParseArgs {
    /// A file, an http(s) address, or - for standard input
    #[arg(value_name = "FILE or URL")]
    what: String,

    /// The Content-Type that came with it
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,

    /// The address that relative links start from
    #[arg(long, value_name = "URL")]
    base: Option<Url>,

    #[command(flatten)]
    ask: AskArgs,

    /// Form of the answer; json has everything
    #[arg(long, value_enum, default_value_t)]
    format: ParseFormat,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum ParseFormat {
    #[default]
    Table,
    Json,
}

pub(super) async fn run(
    cli: &Cli,
    args: ParseArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let mut document = document(cli, &args).await?;
    if let Some(base) = args.base {
        document.url = base;
    }
    document.content_type = args.content_type.or(document.content_type);
    let parsed = parse(&document).map_err(|failure| anyhow::anyhow!("{}: {failure}", args.what))?;
    match args.format {
        ParseFormat::Json => print_json(parsed, out)?,
        ParseFormat::Table => print(parsed, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the document; a URL is asked for as a poll would, without validators.
async fn document(cli: &Cli, args: &ParseArgs) -> anyhow::Result<Document> {
    let what = args.what.as_str();
    if what.starts_with("http://") || what.starts_with("https://") {
        let url = FeedUrl::parse(what).map_err(|e| Usage(format!("\"{what}\": {e}")))?;
        return Asker::new(cli, &args.ask)?
            .document(&url)
            .await
            .map_err(|failure| anyhow::anyhow!("{url}: {failure}"));
    }
    let mut body = Vec::new();
    let read = if what == "-" {
        std::io::stdin()
            .lock()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut body)
    } else {
        std::fs::File::open(what).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut body))
    };
    read.with_context(|| format!("cannot read {what}"))?;
    if body.len() as u64 > MAX_BYTES {
        anyhow::bail!("{what} is larger than {} MiB", MAX_BYTES >> 20);
    }
    Ok(Document {
        url: Url::parse("http://localhost/").context("the default base")?,
        content_type: None,
        body,
    })
}

/// Writes entry by entry and lets each go: the whole answer as one text is many times the document.
fn print_json(parsed: ParsedFeed, out: &mut dyn Write) -> std::io::Result<()> {
    // Standard output flushes at every line end, and there are a million.
    let mut out = BufWriter::with_capacity(64 << 10, out);
    let head = json!({
        "title": parsed.title,
        "site_url": parsed.site_url,
        "language": parsed.language,
        "update_hint_seconds": parsed.rhythm.interval.map(|hint| hint.as_secs()),
        "skip_hours": parsed.rhythm.skip.hours().collect::<Vec<_>>(),
        "skip_days": parsed.rhythm.skip.days().map(|day| day.to_string()).collect::<Vec<_>>(),
        "next_page": parsed.next_page,
        "repairs": parsed.repairs,
        "dropped": parsed.dropped,
    });
    let head = json_text(&head, true);
    write!(
        out,
        "{},\n  \"entries\": [",
        head.trim_end_matches(['\n', '}'])
    )?;
    let mut before = "\n";
    for entry in parsed.entries {
        let text = json_text(&entry_as_json(&entry), true);
        // Strings hold no line ends of their own, so this moves the layout only.
        for line in text.lines() {
            write!(out, "{before}    {line}")?;
            before = "\n";
        }
        before = ",\n";
    }
    let close = if before.starts_with(',') { "\n  " } else { "" };
    writeln!(out, "{close}]\n}}")?;
    out.flush()
}

fn entry_as_json(entry: &ParsedEntry) -> Value {
    json!({
        "id": entry.id,
        "link": entry.link,
        "original_link": entry.original_link,
        "title": entry.title,
        "author": entry.author,
        "language": entry.language,
        "published": time_value(entry.published),
        "updated": time_value(entry.updated),
        "odd_dates": entry.odd_dates,
        "summary": entry.summary,
        "content": entry.content,
        "text": entry.text,
        "enclosures": entry.enclosures.iter().map(|e| json!({
            "url": e.url, "type": e.mime_type, "length": e.length, "duration": e.duration,
        })).collect::<Vec<_>>(),
    })
}

/// Writes in tables of [`BATCH`] entries and lets each go: laid out in one, a large document's entries
/// take many times their memory.
fn print(parsed: ParsedFeed, out: &mut dyn Write) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(64 << 10, out);
    let title = parsed.title.as_deref().unwrap_or("(untitled)");
    let site = parsed.site_url.as_deref().unwrap_or("no web site named");
    let language = parsed.language.as_deref().unwrap_or("language not stated");
    writeln!(
        out,
        "{}",
        printable(&format!("{title}, {site}, {language}"))
    )?;
    for repair in &parsed.repairs {
        writeln!(out, "repaired: {}", printable(repair))?;
    }
    for dropped in &parsed.dropped {
        writeln!(out, "dropped: {}", printable(dropped))?;
    }
    let mut entries = (1..).zip(parsed.entries).peekable();
    while entries.peek().is_some() {
        let mut listing = Listing::new(&COLUMNS, &COLUMNS);
        for (number, entry) in entries.by_ref().take(BATCH) {
            listing.push(row(number, &entry));
        }
        listing.print(ListFormat::Table, &mut out)?;
    }
    out.flush()
}

/// Entries in one table, and what it shows of each.
const BATCH: usize = 1_000;
const COLUMNS: [&str; 7] = [
    "entry",
    "published",
    "language",
    "title",
    "link",
    "id",
    "characters",
];

fn row(number: usize, entry: &ParsedEntry) -> Vec<Value> {
    vec![
        json!(number),
        time_value(entry.published.or(entry.updated)),
        json!(entry.language),
        json!(entry.title),
        json!(entry.link),
        json!(entry.id),
        json!(entry.text.chars().count()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_piece_by_piece_is_one_value() {
        let entry = ParsedEntry {
            title: Some("two\nlines, \"quoted\" {}".to_owned()),
            ..ParsedEntry::default()
        };
        for count in 0..3 {
            let parsed = ParsedFeed {
                entries: vec![entry.clone(); count],
                dropped: vec!["}".to_owned()],
                ..ParsedFeed::default()
            };
            let mut out = Vec::new();
            print_json(parsed, &mut out).expect("a vector takes all");
            let value: Value = serde_json::from_slice(&out).expect("valid JSON");
            let entries = value["entries"].as_array().expect("a list");
            assert_eq!(value["dropped"][0], "}");
            assert_eq!(entries.len(), count);
            assert!(entries.iter().all(|read| *read == entry_as_json(&entry)));
        }
    }

    #[test]
    fn a_long_list_is_shown_in_several_tables_and_counted_through() {
        let parsed = ParsedFeed {
            entries: vec![ParsedEntry::default(); BATCH + 1],
            ..ParsedFeed::default()
        };
        let mut out = Vec::new();
        print(parsed, &mut out).expect("a vector takes all");
        let text = String::from_utf8(out).expect("text");
        let headings = text.lines().filter(|line| line.contains("characters"));
        assert_eq!(headings.count(), 2);
        let last = text.lines().last().unwrap_or_default();
        assert!(last.trim_start().starts_with("1001"), "{last}");
    }
}

//! `jarshy items`: lists items, newest first.

use std::io::Write;
use std::process::ExitCode;

use chrono::{Duration, NaiveDate, Utc};
use clap::Args;
use serde_json::{Value, json};

use super::output::{ListFormat, Listing, time_value};
use super::{Cli, Usage};
use crate::model::{Timestamp, parse_time};
use crate::store::ItemFilter;

/// Lists items, newest first.
///
/// Newest goes by the publisher's time when that is believable (not after we saw it), else by ours.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  jarshy items --topic kazakhstan-politics --since 7d
  jarshy items --search 'қазақстан сайлау*' --language kk
  jarshy items --feed astanatimes --format csv > items.csv
  jarshy items --format ndjson --limit 1000 | jq .title

Search finds items that have all the words; \"a phrase\", begin* and -without work too; case, ё/е and
Kazakh letters typed on a Russian keyboard do not matter.")]
pub(super) struct ItemsArgs {
    /// Only items with this topic
    #[arg(long, value_name = "SLUG")]
    topic: Option<String>,

    /// Only items carried by this feed: id, URL, or part of its title or URL
    #[arg(long, value_name = "FEED")]
    feed: Option<String>,

    /// Only items from this time on: 2021-05-10, 2021-05-10T09:30:00Z, or 36h, 7d ago
    #[arg(long, value_name = "TIME")]
    since: Option<String>,

    /// Only items before this time
    #[arg(long, value_name = "TIME")]
    until: Option<String>,

    /// Only items in this language, such as kk, ru, en
    #[arg(long, value_name = "CODE")]
    language: Option<String>,

    /// Only items with these words
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,

    /// Without what was history when it came (the first poll of a feed)
    #[arg(long)]
    news: bool,

    /// Only items whose wording the publisher changed
    #[arg(long)]
    changed: bool,

    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: u32,

    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(super) async fn run(
    cli: &Cli,
    args: ItemsArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let now = Utc::now();
    let time = |text: &Option<String>| -> Result<Option<Timestamp>, Usage> {
        text.as_deref().map(|text| read_time(text, now)).transpose()
    };
    let filter = ItemFilter {
        since: time(&args.since)?,
        until: time(&args.until)?,
        topic: args.topic,
        feed: args.feed,
        language: args.language,
        search: args.search,
        news_only: args.news,
        changed: args.changed,
        limit: args.limit,
    };
    let store = cli.open_for_reading()?;
    if let Some(topic) = &filter.topic {
        let topics = store.topics().await?;
        if !topics.iter().any(|known| known.slug == *topic) {
            let known: Vec<&str> = topics.iter().map(|known| known.slug.as_str()).collect();
            return Err(Usage(format!(
                "there is no topic \"{topic}\"; the store knows {}",
                known.join(", ")
            ))
            .into());
        }
    }
    let mut listing = Listing::new(
        &[
            "id",
            "time",
            "title",
            "topics",
            "feed",
            "language",
            "url",
            "published_at",
            "first_seen_at",
            "sources",
            "revisions",
            "story_id",
            "backfill",
        ],
        &["id", "time", "title", "topics", "feed", "sources"],
    );
    for item in store.items(filter).await? {
        listing.push(vec![
            json!(item.id.0),
            time_value(Some(item.sort_at)),
            json!(item.title),
            json!(item.topics),
            json!(item.feed),
            json!(item.language),
            json!(item.url),
            time_value(item.published_at),
            time_value(Some(item.first_seen_at)),
            json!(item.sources),
            json!(item.revisions),
            item.story.map_or(Value::Null, Value::from),
            json!(item.backfill),
        ]);
    }
    listing.print(args.format, out)?;
    if listing.is_empty() && args.format == ListFormat::Table {
        writeln!(std::io::stderr(), "no items match")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A day, a moment, or a time ago.
pub(super) fn read_time(text: &str, now: Timestamp) -> Result<Timestamp, Usage> {
    let text = text.trim();
    if let Some(at) = parse_time(text) {
        return Ok(at);
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(day.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    let ago = text
        .strip_suffix(|unit: char| unit.is_ascii_alphabetic())
        .and_then(|number| number.parse::<i64>().ok())
        .and_then(|number| match text.chars().last() {
            Some('m') => Duration::try_minutes(number),
            Some('h') => Duration::try_hours(number),
            Some('d') => Duration::try_days(number),
            Some('w') => Duration::try_weeks(number),
            _ => None,
        })
        .and_then(|ago| now.checked_sub_signed(ago));
    ago.ok_or_else(|| {
        Usage(format!(
            "\"{text}\" is no time; write 2021-05-10, 2021-05-10T09:30:00Z, or 36h, 7d for a time ago"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format_time;

    #[test]
    fn times_are_days_moments_or_ages() {
        let now = parse_time("2021-05-10T12:00:00Z").unwrap();
        let cases = [
            ("2021-05-09", "2021-05-09T00:00:00Z"),
            ("2021-05-09T10:00:00+06:00", "2021-05-09T04:00:00Z"),
            ("36h", "2021-05-09T00:00:00Z"),
            ("7d", "2021-05-03T12:00:00Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                format_time(read_time(text, now).unwrap()),
                expected,
                "{text}"
            );
        }
        for odd in ["", "d", "7y", "yesterday", "99999999999999999d", "ж"] {
            assert!(read_time(odd, now).is_err(), "{odd}");
        }
    }
}

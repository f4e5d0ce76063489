//! `jarshy items`: lists items, newest first.

use std::io::Write;
use std::process::ExitCode;

use chrono::{Duration, NaiveDate, Utc};
use clap::Args;
use serde_json::{Value, json};

use super::known::no_such_topic;
use super::output::{ListFormat, Listing, time_value};
use super::{Cli, Usage};
use crate::model::{FeedId, Timestamp, parse_time};
use crate::store::{ItemFilter, ItemListing, Store};

/// Lists items, newest first
#[derive(Debug, Args)]
#[command(after_help = "\
Newest goes by the publisher's time when that is believable (not after we saw it), else by ours. Several conditions \
must all hold.

Examples:
  jarshy items --topic kazakhstan-politics --since 7d
  jarshy items --search 'қазақстан сайлау*' --language kk
  jarshy items --feed astanatimes --format csv > items.csv
  jarshy items --format ndjson --limit 1000 | jq .title

Search finds items that have all the words; \"a phrase\", begin* and -without work too; case, ё/е and Kazakh letters \
typed on a Russian keyboard do not matter.")]
pub(super) struct ItemsArgs {
    /// Only items with this topic
    #[arg(long, value_name = "SLUG")]
    topic: Option<String>,

    /// Only items carried by this feed: its id or URL, or part of its title or URL
    #[arg(long, value_name = "FEED")]
    feed: Option<String>,

    /// Only items from this time on: 2021-05-10, 2021-05-10T09:30:00Z, or 36h, 7d (that long ago)
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

    /// Only items of this story, by its id
    #[arg(long, value_name = "ID")]
    story: Option<i64>,

    /// Without what was history when it came (most of a feed's first poll)
    #[arg(long)]
    news: bool,

    /// Only items whose wording the publisher changed
    #[arg(long)]
    changed: bool,

    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
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
    let (since, until) = (time(&args.since)?, time(&args.until)?);
    let store = cli.open_for_reading()?;
    if let Some(topic) = &args.topic {
        topic_exists(&store, topic).await?;
    }
    let feeds = match &args.feed {
        Some(feed) => feeds_named(&store, feed).await?,
        None => Vec::new(),
    };
    let filter = ItemFilter {
        topic: args.topic,
        feeds,
        story: args.story,
        since,
        until,
        language: args.language,
        search: args.search,
        news_only: args.news,
        changed: args.changed,
        limit: args.limit,
    };
    let mut listing = Listing::new(
        &[
            "id",
            "sort_at",
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
        &["id", "sort_at", "title", "topics", "feed", "sources"],
    );
    for item in store.items(filter).await? {
        listing.push(vec![
            json!(item.id.0),
            time_value(Some(item.sort_at)),
            json!(title(&item, args.format)),
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

/// An untitled item would be an empty cell, so eyes get the start of its text; programs get what is stored.
fn title(item: &ItemListing, format: ListFormat) -> &str {
    match (&item.opening, format) {
        (Some(opening), ListFormat::Table) => opening,
        _ => &item.title,
    }
}

async fn topic_exists(store: &Store, topic: &str) -> anyhow::Result<()> {
    let topics = store.topics().await?;
    let known: Vec<String> = topics.into_iter().map(|known| known.slug).collect();
    if known.iter().any(|slug| slug == topic) {
        return Ok(());
    }
    Err(no_such_topic(topic, &known).into())
}

async fn feeds_named(store: &Store, feed: &str) -> anyhow::Result<Vec<FeedId>> {
    let feeds = store.feeds_named(feed.to_owned()).await?;
    if feeds.is_empty() {
        return Err(Usage(format!(
            "no feed has \"{feed}\" as its id or in its title or URL; `jarshy feeds` lists them"
        ))
        .into());
    }
    Ok(feeds)
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

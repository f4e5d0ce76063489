//! `jarshy topics tag`: a person's word on a topic of an item.

use std::io::Write;
use std::process::ExitCode;

use chrono::Utc;
use clap::{Args, ValueEnum};

use crate::cli::known::{no_such_item, no_such_topic};
use crate::cli::{Cli, Usage};
use crate::model::{ItemId, Tag};
use crate::retag::text_of;
use crate::store::Store;
use crate::topics::Topics;

/// Says by hand whether an item has a topic
#[derive(Debug, Args)]
#[command(after_help = "\
It wins over the rules and survives retagging and reloads, until `forget` lets the rules decide again.

Examples:
  jarshy topics tag 812 eu-relations yes
  jarshy topics tag 812 covid-aid no
  jarshy topics tag 812 covid-aid forget")]
pub(super) struct TagArgs {
    /// The item's id
    #[arg(value_name = "ID")]
    item: i64,

    /// The topic's slug
    #[arg(value_name = "TOPIC")]
    topic: String,

    /// What you say
    #[arg(value_enum)]
    verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Verdict {
    /// It has the topic.
    Yes,
    /// It has not.
    No,
    /// Let the rules decide again.
    Forget,
}

pub(super) async fn run(cli: &Cli, args: TagArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let verdict = match args.verdict {
        Verdict::Yes => Some(true),
        Verdict::No => Some(false),
        Verdict::Forget => None,
    };
    let topics = match args.verdict {
        Verdict::Forget => Some(cli.load_config()?.topics),
        Verdict::Yes | Verdict::No => None,
    };
    let store = cli.open_existing()?;
    let id = ItemId(args.item);
    let known = store
        .decide_topic(id, args.topic.clone(), verdict, Utc::now())
        .await?;
    if !known {
        return Err(missing(&store, &args).await?);
    }
    if let Some(topics) = topics {
        apply_rules(&store, &topics, id, &args.topic).await?;
    }
    store.close().await;
    let said = match args.verdict {
        Verdict::Yes => "has, by hand,",
        Verdict::No => "has not, by hand,",
        Verdict::Forget => "has if the rules say so",
    };
    writeln!(out, "item {} {said} {}", args.item, args.topic)?;
    Ok(ExitCode::SUCCESS)
}

/// Which of the two there is not.
async fn missing(store: &Store, args: &TagArgs) -> anyhow::Result<anyhow::Error> {
    let has_item = store.tagged_item(ItemId(args.item)).await?.is_some();
    let topics = store.topics().await?;
    let known: Vec<String> = topics.into_iter().map(|topic| topic.slug).collect();
    let has_topic = known.contains(&args.topic);
    Ok(match (has_item, has_topic) {
        (false, true) => anyhow::anyhow!(no_such_item(args.item)),
        (true, _) => no_such_topic(&args.topic, &known).into(),
        (false, false) => {
            let no_topic = no_such_topic(&args.topic, &known);
            Usage(format!("there is no item {}, and {no_topic}", args.item)).into()
        }
    })
}

/// Lets the rules decide about one topic of one item again.
async fn apply_rules(
    store: &Store,
    topics: &Topics,
    id: ItemId,
    topic: &str,
) -> anyhow::Result<()> {
    let Some(item) = store.tagged_item(id).await? else {
        return Ok(());
    };
    let tags: Vec<Tag> = topics
        .tag(&text_of(&item))
        .into_iter()
        .filter(|tag| tag.topic == topic)
        .collect();
    store
        .retag(vec![(id, tags)], vec![topic.to_owned()], Utc::now())
        .await?;
    Ok(())
}

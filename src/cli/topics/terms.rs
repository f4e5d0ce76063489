//! `jarshy topics terms`: which rules of a topic earn, and which never do.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::slugs;
use crate::cli::Cli;
use crate::cli::known::no_such_rules;
use crate::cli::output::{ListFormat, Listing};
use crate::retag::text_of;

/// Shows which terms and combos of a topic hit in the stored items, and which never do
#[derive(Debug, Args)]
#[command(after_help = "\
Every stored item counts, tagged or not, by the rules as they are now.

Example:
  jarshy topics terms eu-relations")]
pub(super) struct TermsArgs {
    /// The topic's slug
    #[arg(value_name = "TOPIC")]
    topic: String,

    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// What one rule has done.
#[derive(Default)]
struct Earned {
    items: usize,
    tagged: usize,
    points: f64,
}

pub(super) async fn run(
    cli: &Cli,
    args: TermsArgs,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let topics = cli.load_config()?.topics;
    let Some(rules) = topics.rules_of(&args.topic) else {
        return Err(no_such_rules(&args.topic, &slugs(&topics)).into());
    };
    let store = cli.open_for_reading()?;
    let mut earned: BTreeMap<String, Earned> = rules
        .into_iter()
        .map(|rule| (rule, Earned::default()))
        .collect();
    let mut walk = store.tagged_items(None);
    while let Some(batch) = walk.next_batch().await? {
        for item in &batch {
            let text = text_of(item);
            let Some(explanation) = topics.explain(&text, &args.topic) else {
                continue;
            };
            let mut seen: Vec<&str> = Vec::new();
            for hit in explanation.hits.iter().chain(&explanation.against) {
                let rule = earned.entry(hit.rule.clone()).or_default();
                rule.points += hit.weight;
                if !seen.contains(&hit.rule.as_str()) {
                    seen.push(&hit.rule);
                    rule.items += 1;
                    rule.tagged += usize::from(explanation.tagged);
                }
            }
        }
    }
    let mut rows: Vec<(String, Earned)> = earned.into_iter().collect();
    rows.sort_by(|(a, x), (b, y)| y.items.cmp(&x.items).then(a.cmp(b)));
    let columns = ["rule", "items", "of_them_tagged", "points"];
    let mut listing = Listing::new(&columns, &columns);
    for (rule, earned) in rows {
        listing.push(vec![
            json!(rule),
            json!(earned.items),
            json!(earned.tagged),
            json!((earned.points * 10.0).round() / 10.0),
        ]);
    }
    listing.print(args.format, out)?;
    Ok(ExitCode::SUCCESS)
}

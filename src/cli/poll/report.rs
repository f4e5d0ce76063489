//! What `jarshy poll` has to tell: a row for every feed, what was overruled or left alone, and a summary.

use std::io::Write;

use serde_json::{Value, json};

use crate::cli::output::{ListFormat, Listing, counted, printable};
use crate::daemon::crew::Done;
use crate::model::Feed;

/// What a poll may come to, in the order of the summary. `not_kept`: the store could not keep it.
const OUTCOMES: [&str; 5] = ["updated", "unchanged", "not_modified", "failed", "not_kept"];

/// What came of it all.
#[derive(Default)]
pub(super) struct Report {
    rows: Vec<Row>,
    overridden: Vec<(Feed, String)>,
}

struct Row {
    feed: Feed,
    outcome: &'static str,
    http_status: Option<u16>,
    new_items: usize,
    changed_items: usize,
    note: Option<String>,
}

impl Report {
    /// A feed that --force polls although this speaks against it.
    pub(super) fn overrule(&mut self, feed: &Feed, reason: String) {
        self.overridden.push((feed.clone(), reason));
    }

    /// A feed that is left alone for this reason.
    pub(super) fn skip(&mut self, feed: &Feed, reason: String) {
        self.rows.push(Row {
            feed: feed.clone(),
            outcome: "skipped",
            http_status: None,
            new_items: 0,
            changed_items: 0,
            note: Some(reason),
        });
    }

    /// A poll that ended.
    pub(super) fn take(&mut self, done: Done) {
        let feed = Feed::clone(&done.job.feed);
        self.rows.push(match done.result {
            Ok(report) => Row {
                feed,
                outcome: report.recorded.outcome,
                http_status: report.state.last_status,
                new_items: report.recorded.new_items.len(),
                changed_items: report.recorded.changed_items,
                note: report.failure.map(|failure| failure.message),
            },
            Err(error) => Row {
                feed,
                outcome: "not_kept",
                http_status: None,
                new_items: 0,
                changed_items: 0,
                note: Some(error.to_string()),
            },
        });
    }

    fn count(&self, outcome: &str) -> usize {
        self.rows
            .iter()
            .filter(|row| row.outcome == outcome)
            .count()
    }

    /// Whether the store could not keep a poll.
    pub(super) fn something_lost(&self) -> bool {
        self.count("not_kept") > 0
    }

    /// Data to `out`: the summary, or a row for every feed. What went otherwise than asked goes to stderr.
    pub(super) fn print(
        &self,
        format: Option<ListFormat>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let mut err = std::io::stderr();
        for (feed, reason) in &self.overridden {
            writeln!(
                err,
                "--force polled {} although: {}",
                feed.url,
                printable(reason)
            )?;
        }
        match format {
            Some(format) => self.listing().print(format, out)?,
            None => {
                for row in self.rows.iter().filter(|row| row.note.is_some()) {
                    let note = row.note.as_deref().unwrap_or_default();
                    let outcome = row.outcome.replace('_', " ");
                    writeln!(err, "{outcome} {}: {}", row.feed.url, printable(note))?;
                }
                writeln!(out, "{}", self.summary())?;
            }
        }
        Ok(())
    }

    fn listing(&self) -> Listing {
        let columns = [
            "url",
            "outcome",
            "http_status",
            "new_items",
            "changed_items",
            "note",
        ];
        let mut listing = Listing::new(&columns, &columns);
        for row in &self.rows {
            listing.push(vec![
                json!(row.feed.url.to_string()),
                json!(row.outcome),
                row.http_status.map_or(Value::Null, Value::from),
                json!(row.new_items),
                json!(row.changed_items),
                json!(row.note),
            ]);
        }
        listing
    }

    fn summary(&self) -> String {
        let new: usize = self.rows.iter().map(|row| row.new_items).sum();
        let changed: usize = self.rows.iter().map(|row| row.changed_items).sum();
        let skipped = self.count("skipped");
        let counts: Vec<String> = OUTCOMES
            .iter()
            .filter(|outcome| self.count(outcome) > 0)
            .map(|outcome| format!("{} {}", self.count(outcome), outcome.replace('_', " ")))
            .collect();
        let mut text = format!("polled {}", counted(self.rows.len() - skipped, "feed"));
        if !counts.is_empty() {
            text.push_str(&format!(" ({})", counts.join(", ")));
        }
        text.push_str(&format!(
            "; {}, {changed} changed",
            counted(new, "new item")
        ));
        if skipped > 0 {
            text.push_str(&format!(
                "; {} left alone, --force polls them too",
                counted(skipped, "feed")
            ));
        }
        text
    }
}

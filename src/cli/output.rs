//! How results are printed: one listing, four formats. Control characters of feeds never pass.

use std::io::{self, IsTerminal, Write};

use chrono::Utc;
use clap::ValueEnum;
use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table, presets};
use serde_json::{Map, Value};

use crate::model::{Timestamp, format_time};

/// The form of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For eyes.
    #[default]
    Table,
    /// One array of objects.
    Json,
    /// One object a line.
    Ndjson,
    /// With a header line.
    Csv,
}

/// Rows under named columns; every format shows the same rows.
pub(super) struct Listing {
    columns: Vec<&'static str>,
    /// Those that the table shows.
    shown: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

impl Listing {
    /// `columns` go to programs, `shown` (some of them) to eyes.
    pub(super) fn new(columns: &[&'static str], shown: &[&'static str]) -> Listing {
        Listing {
            columns: columns.to_vec(),
            shown: shown.to_vec(),
            rows: Vec::new(),
        }
    }

    /// One row, a value for each column.
    pub(super) fn push(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints to `out`.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub(super) fn print(&self, format: ListFormat, out: &mut dyn Write) -> io::Result<()> {
        match format {
            ListFormat::Table => self.print_table(out),
            ListFormat::Csv => self.print_csv(out),
            ListFormat::Ndjson => {
                for row in &self.rows {
                    writeln!(out, "{}", json_text(&self.object(row), false))?;
                }
                Ok(())
            }
            ListFormat::Json => {
                let all: Vec<Value> = self.rows.iter().map(|row| self.object(row)).collect();
                writeln!(out, "{}", json_text(&Value::from(all), true))
            }
        }
    }

    fn object(&self, row: &[Value]) -> Value {
        let pairs = self.columns.iter().map(|c| (*c).to_owned());
        Value::Object(pairs.zip(row.iter().cloned()).collect::<Map<_, _>>())
    }

    fn print_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(&self.columns)?;
        for row in &self.rows {
            csv.write_record(row.iter().map(plain))?;
        }
        csv.flush()
    }

    fn print_table(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = new_table();
        table.set_header(
            self.shown
                .iter()
                .map(|name| Cell::new(name.replace('_', " ")).add_attribute(Attribute::Bold)),
        );
        let places: Vec<usize> = self
            .shown
            .iter()
            .filter_map(|name| self.columns.iter().position(|column| column == name))
            .collect();
        for row in &self.rows {
            table.add_row(places.iter().map(|place| cell(&row[*place])));
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Column names and text cells as a table.
pub(super) fn text_table(
    names: &[String],
    rows: &[Vec<String>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = new_table();
    table.set_header(
        names
            .iter()
            .map(|n| Cell::new(n).add_attribute(Attribute::Bold)),
    );
    for row in rows {
        table.add_row(row.iter().map(|text| printable(text)));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn new_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if for_a_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        if std::env::var_os("NO_COLOR").is_none() {
            table.enforce_styling();
        }
    } else {
        table.force_no_tty();
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table
}

/// Whether stdout is a terminal.
pub(super) fn for_a_terminal() -> bool {
    io::stdout().is_terminal()
}

fn cell(value: &Value) -> Cell {
    let text = match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => String::new(),
        Value::String(text) => match crate::model::parse_time(text) {
            Some(at) => short_time(at),
            None => printable(text).replace('\n', " "),
        },
        other => plain(other),
    };
    let colour = match text.as_str() {
        "failing" | "failed" | "gone" => Some(Color::Red),
        "active" | "updated" => Some(Color::Green),
        _ => None,
    };
    match colour {
        Some(colour) => Cell::new(text).fg(colour),
        None => Cell::new(text),
    }
}

/// A time for eyes: today's without the date.
fn short_time(at: Timestamp) -> String {
    if at.date_naive() == Utc::now().date_naive() {
        at.format("%H:%M:%S").to_string()
    } else {
        at.format("%Y-%m-%d %H:%M").to_string()
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => printable(text),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// A time as a value; null for `None`.
pub(super) fn time_value(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| Value::from(format_time(at)))
}

/// Without control characters (line ends stay) and without marks that turn the direction of text.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || !is_unprintable(*c))
        .collect()
}

fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// JSON in which what a terminal would obey stands escaped; nothing is lost.
pub(super) fn json_text(value: &Value, pretty: bool) -> String {
    let text = if pretty {
        format!("{value:#}")
    } else {
        value.to_string()
    };
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        // serde_json has escaped C0 already; what is left of it is the layout's own line ends.
        if c != '\n' && is_unprintable(c) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_format_lets_control_characters_pass() {
        let mut listing = Listing::new(&["title"], &["title"]);
        listing.push(vec![json!("a\u{1b}[31mb\u{9b}2J\u{202e}c")]);
        for format in [
            ListFormat::Table,
            ListFormat::Json,
            ListFormat::Ndjson,
            ListFormat::Csv,
        ] {
            let mut out = Vec::new();
            listing.print(format, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(
                !text.chars().any(|c| c != '\n' && is_unprintable(c)),
                "{format:?}: {text:?}"
            );
        }
    }

    #[test]
    fn json_keeps_what_it_escapes() {
        let value = json!("a\u{9b}b");
        let back: Value = serde_json::from_str(&json_text(&value, false)).unwrap();
        assert_eq!(back, value);
    }
}

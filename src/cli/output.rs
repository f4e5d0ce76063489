//! How results are printed: one listing, four formats. Control characters of feeds never pass.

mod table;

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use comfy_table::Table;
use serde_json::Value;

pub(super) use crate::model::printable;
use crate::model::{Timestamp, format_time, is_unprintable};
use table::{Cells, eyes, one_line};

/// Columns that a narrow terminal does without.
const SPARE: [&str; 3] = ["last_outcome", "sources", "items"];

/// The form of a list.
// No doc comments on the variants: each would become four lines of every command's help.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    #[default]
    Table,
    Json,
    Ndjson,
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
                    writeln!(out, "{{{}}}", self.fields(row, ",", ":"))?;
                }
                Ok(())
            }
            ListFormat::Json if self.rows.is_empty() => writeln!(out, "[]"),
            ListFormat::Json => {
                let mut before = "[\n";
                for row in &self.rows {
                    let fields = self.fields(row, ",\n    ", ": ");
                    write!(out, "{before}  {{\n    {fields}\n  }}")?;
                    before = ",\n";
                }
                writeln!(out, "\n]")
            }
        }
    }

    /// The inside of a JSON object, its keys in the order of the columns.
    fn fields(&self, row: &[Value], between: &str, colon: &str) -> String {
        let pairs = self.columns.iter().zip(row);
        let fields: Vec<String> = pairs
            .map(|(column, value)| format!("\"{column}\"{colon}{}", json_text(value, false)))
            .collect();
        fields.join(between)
    }

    fn print_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(&self.columns).map_err(unwrapped)?;
        for row in &self.rows {
            csv.write_record(row.iter().map(plain)).map_err(unwrapped)?;
        }
        csv.flush()
    }

    fn print_table(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let essential = |name: &&&str| !SPARE.contains(*name);
        let all = self.table(self.shown.iter());
        match terminal_columns() {
            Some(width) if !all.fits(width) => {
                let lean = self.table(self.shown.iter().filter(essential));
                match lean.fits(width) {
                    true => lean.print(Some(width), out),
                    false => all.print_records(out),
                }
            }
            width => all.print(width, out),
        }
    }

    fn table<'a>(&'a self, shown: impl Iterator<Item = &'a &'static str>) -> Cells {
        let (mut names, mut places) = (Vec::new(), Vec::new());
        for name in shown {
            if let Some(place) = self.columns.iter().position(|column| column == name) {
                names.push(heading(name).to_owned());
                places.push(place);
            }
        }
        let row = |row: &Vec<Value>| places.iter().map(|place| eyes(&row[*place])).collect();
        Cells {
            rows: self.rows.iter().map(row).collect(),
            names,
        }
    }
}

/// Column names and text cells as a table.
pub(super) fn text_table(
    names: &[String],
    rows: &[Vec<String>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let cells = Cells {
        names: names.to_vec(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|text| one_line(text)).collect())
            .collect(),
    };
    cells.print(terminal_columns(), out)
}

/// What the table calls a column that programs know by its name in the database.
fn heading(column: &'static str) -> &'static str {
    match column {
        "sort_at" => "time",
        "last_polled_at" => "last poll",
        "last_outcome" => "outcome",
        "consecutive_failures" => "failures",
        "next_poll_at" => "next poll",
        "first_seen_at" => "first seen",
        "span_minutes" => "span (min)",
        "http_status" => "http",
        "new_items" => "new",
        "changed_items" => "changed",
        other => other,
    }
}

/// The error beneath, so that a closed pipe is seen to be one.
fn unwrapped(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Whether stdout is a terminal.
pub(super) fn for_a_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Columns of the terminal that stdout is, if it is one.
fn terminal_columns() -> Option<u16> {
    Table::new().width().filter(|_| for_a_terminal())
}

/// Characters of a line of text for the terminal, no more than is pleasant to read.
pub(super) fn terminal_width() -> Option<usize> {
    terminal_columns().map(|columns| usize::from(columns).min(100))
}

/// Whether to use colours and bold on stdout.
pub(super) fn styled() -> bool {
    for_a_terminal() && wants_colour()
}

/// Whether the user has not asked for the absence of colour (no-color.org).
pub(crate) fn wants_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => printable(text),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// A number with its noun.
pub(super) fn counted(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// Points: whole numbers without a fraction.
pub(super) fn number(value: f64) -> String {
    if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

/// A time as a value; null for `None`.
pub(super) fn time_value(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| Value::from(format_time(at)))
}

/// JSON in which what a terminal would obey stands escaped; nothing is lost.
pub(super) fn json_text(value: &Value, pretty: bool) -> String {
    let text = if pretty {
        format!("{value:#}")
    } else {
        value.to_string()
    };
    // serde_json has escaped C0 already; what is left of it is the layout's own line ends.
    let is_odd = |c: char| c != '\n' && is_unprintable(c);
    if !text.contains(is_odd) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_odd(c) {
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

//! How results are printed: one listing, four formats. Control characters of feeds never pass.

use std::io::{self, IsTerminal, Write};

use chrono::Utc;
use clap::ValueEnum;
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, presets};
use serde_json::Value;

pub(super) use crate::model::printable;
use crate::model::{Timestamp, format_time, is_unprintable};

/// Characters of one cell of a table; programs get the whole text by the other formats.
const CELL: usize = 160;
/// A column whose cells are all at most this wide keeps its width when a terminal is narrow.
const RIGID: u16 = 20;
/// Spaces around a cell.
const PADDING: u16 = 2;

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
        let names: Vec<&str> = self.shown.iter().map(|name| heading(name)).collect();
        let places: Vec<usize> = self
            .shown
            .iter()
            .filter_map(|name| self.columns.iter().position(|column| column == name))
            .collect();
        let rows = self
            .rows
            .iter()
            .map(|row| places.iter().map(|place| cell(&row[*place])).collect());
        print_table(&names, rows, out)
    }
}

/// Column names and text cells as a table.
pub(super) fn text_table(
    names: &[String],
    rows: &[Vec<String>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|text| Cell::new(one_line(text))).collect());
    print_table(&names, rows, out)
}

fn print_table(
    names: &[&str],
    rows: impl Iterator<Item = Vec<Cell>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let terminal = table.width().filter(|_| for_a_terminal());
    let bold = styled();
    if bold {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table.set_header(names.iter().map(|name| match bold {
        true => Cell::new(name).add_attribute(Attribute::Bold),
        false => Cell::new(name),
    }));
    table.add_rows(rows);
    match terminal {
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
        Some(width) if fits(&mut table, width) => {}
        Some(_) => return print_records(names, &table, out),
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Lets the columns with long texts share what the others leave of the width; `false` when that is too
/// little to read.
fn fits(table: &mut Table, width: u16) -> bool {
    table.set_width(width);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    let widths = table.column_max_content_widths();
    let (mut taken, mut sharing) = (0, 0);
    for (column, content) in table.column_iter_mut().zip(widths) {
        if content <= RIGID {
            column.set_constraint(ColumnConstraint::ContentWidth);
            taken += content + PADDING;
        } else {
            sharing += RIGID + PADDING;
        }
    }
    taken + sharing <= width
}

/// For a terminal too narrow for columns: a line for each cell, an empty line between rows.
fn print_records(names: &[&str], table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let widest = names.iter().map(|name| name.chars().count()).max();
    let widest = widest.unwrap_or_default();
    for (number, row) in table.row_iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        for (name, cell) in names.iter().zip(row.cell_iter()) {
            writeln!(
                out,
                "{}",
                format!("{name:<widest$}  {}", cell.content()).trim_end()
            )?;
        }
    }
    Ok(())
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

/// Characters of a line of the terminal that stdout is, no more than is pleasant to read.
pub(super) fn terminal_width() -> Option<usize> {
    let width = Table::new().width().filter(|_| for_a_terminal())?;
    Some(usize::from(width).min(100))
}

/// Whether to use colours and bold on stdout.
pub(super) fn styled() -> bool {
    for_a_terminal() && wants_colour()
}

/// Whether the user has not asked for the absence of colour (no-color.org).
pub(crate) fn wants_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn cell(value: &Value) -> Cell {
    let text = match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => String::new(),
        Value::String(text) => match crate::model::parse_time(text) {
            Some(at) => short_time(at),
            None => one_line(text),
        },
        other => one_line(&plain(other)),
    };
    let colour = match text.as_str() {
        "failing" | "failed" | "gone" => Some(Color::Red),
        "active" | "updated" => Some(Color::Green),
        _ => None,
    };
    match colour {
        Some(colour) if styled() => Cell::new(text).fg(colour),
        _ => Cell::new(text),
    }
}

/// As much of a text as belongs into one cell.
fn one_line(text: &str) -> String {
    let text = printable(text).replace('\n', " ");
    match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A time for eyes, in UTC: today's without the date.
fn short_time(at: Timestamp) -> String {
    if at.date_naive() == Utc::now().date_naive() {
        at.format("%H:%M:%SZ").to_string()
    } else {
        at.format("%Y-%m-%d %H:%MZ").to_string()
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

/// A number with its noun.
pub(super) fn counted(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
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

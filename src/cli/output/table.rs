//! A table for eyes: its cells as text, and its layout in a terminal, which may be narrow, or in a pipe,
//! which has all the room it needs.

use std::io::{self, Write};

use chrono::Utc;
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, presets};
use serde_json::Value;

use super::{plain, styled};
use crate::model::{Timestamp, parse_time, printable};

/// Characters of one cell of a table; programs get the whole text by the other formats.
const CELL: usize = 160;
/// A column whose cells are all at most this wide keeps its width when a terminal is narrow; wider ones
/// get at least this much.
const RIGID: u16 = 17;
/// Spaces around a cell.
const PADDING: u16 = 2;

/// A table for eyes, before it is laid out.
pub(super) struct Cells {
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Cells {
    /// Whether the columns with long texts have room to be read beside the others.
    pub(super) fn fits(&self, width: u16) -> bool {
        let widths = self.laid_out().column_max_content_widths();
        let needed: u16 = widths
            .iter()
            .map(|content| (*content).min(RIGID) + PADDING)
            .sum();
        needed <= width
    }

    fn laid_out(&self) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        let bold = styled();
        if bold {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        table.set_header(self.names.iter().map(|name| match bold {
            true => Cell::new(name).add_attribute(Attribute::Bold),
            false => Cell::new(name),
        }));
        table.add_rows(
            self.rows
                .iter()
                .map(|row| row.iter().map(|text| coloured(text))),
        );
        table
    }

    /// In columns; the ones with long texts share what the others leave of the width.
    pub(super) fn print(&self, width: Option<u16>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = self.laid_out();
        match width {
            None => {
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
            Some(width) => {
                table.set_width(width);
                table.set_content_arrangement(ContentArrangement::Dynamic);
                let widths = table.column_max_content_widths();
                for (column, content) in table.column_iter_mut().zip(widths) {
                    if content <= RIGID {
                        column.set_constraint(ColumnConstraint::ContentWidth);
                    }
                }
            }
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// For a terminal too narrow for columns: a line for each cell, an empty line between rows.
    pub(super) fn print_records(&self, out: &mut dyn Write) -> io::Result<()> {
        let widest = self.names.iter().map(|name| name.chars().count()).max();
        let widest = widest.unwrap_or_default();
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            for (name, text) in self.names.iter().zip(row) {
                writeln!(out, "{}", format!("{name:<widest$}  {text}").trim_end())?;
            }
        }
        Ok(())
    }
}

/// A value as a cell shows it.
pub(super) fn eyes(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => String::new(),
        Value::String(text) => match parse_time(text) {
            Some(at) => short_time(at),
            None => one_line(text),
        },
        other => one_line(&plain(other)),
    }
}

fn coloured(text: &str) -> Cell {
    let colour = match text {
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
pub(super) fn one_line(text: &str) -> String {
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

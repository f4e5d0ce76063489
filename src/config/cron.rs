//! Cron expressions in the config. Text comes in, a [`Schedule`] goes out, or a sentence that names the faulty
//! field and what was probably meant.

use std::collections::HashMap;

use super::file::quoted;
use super::quantity::parse_duration;
use crate::model::{Schedule, ScheduleError};

/// Schedules by their text: thousands of feeds share a few, and reading one takes a search for its first date.
#[derive(Default)]
pub(super) struct Schedules(HashMap<String, Result<Schedule, ScheduleError>>);

impl Schedules {
    /// The schedule, or why the text is none, with what was probably meant.
    pub(super) fn read(&mut self, text: &str) -> Result<Schedule, (String, Option<String>)> {
        let read = match self.0.get(text) {
            Some(read) => read.clone(),
            None => {
                let read = Schedule::parse(text);
                self.0.insert(text.to_owned(), read.clone());
                read
            }
        };
        read.map_err(|error| match error {
            ScheduleError::Field(reason) => (faulty_field(text).unwrap_or(reason), None),
            error => (error.to_string(), cron_meant(text.trim(), &error)),
        })
    }
}

/// Which field of a cron expression cannot be read, and what it may hold; `None` when each can on its own.
fn faulty_field(text: &str) -> Option<String> {
    const FIELDS: [(&str, &str); 6] = [
        ("second", "0 to 59"),
        ("minute", "0 to 59"),
        ("hour", "0 to 23"),
        ("day of the month", "1 to 31, L"),
        ("month", "1 to 12, JAN to DEC"),
        ("weekday", "0 to 7, SUN to SAT"),
    ];
    let fields: Vec<&str> = text.split_whitespace().collect();
    let names = FIELDS.get(FIELDS.len().checked_sub(fields.len())?..)?;
    fields
        .iter()
        .zip(names)
        .enumerate()
        .find_map(|(index, (field, (name, range)))| {
            let mut alone = vec!["*"; fields.len()];
            alone[index] = field;
            match Schedule::parse(&alone.join(" ")) {
                Err(ScheduleError::Field(reason)) => {
                    Some(format!("{name} {}: {reason} ({range})", quoted(field)))
                }
                _ => None,
            }
        })
}

/// The cron expression for what people write instead of one.
fn cron_meant(text: &str, error: &ScheduleError) -> Option<String> {
    if !matches!(error, ScheduleError::Fields(_)) {
        return None;
    }
    let named = match text.to_lowercase().as_str() {
        "@hourly" | "hourly" => "0 * * * *".to_owned(),
        "@daily" | "@midnight" | "daily" => "0 0 * * *".to_owned(),
        "@weekly" | "weekly" => "0 0 * * 0".to_owned(),
        "@monthly" | "monthly" => "0 0 1 * *".to_owned(),
        "@yearly" | "@annually" | "yearly" => "0 0 1 1 *".to_owned(),
        _ => every(text)?,
    };
    Some(format!("did you mean \"{named}\"?"))
}

/// `15m`, `@every 2h` as cron, where the hour or the day divides evenly.
fn every(text: &str) -> Option<String> {
    let text = text
        .trim_start_matches("@every")
        .trim_start_matches("every");
    let seconds = match parse_duration(text) {
        Ok(duration) => duration.as_secs(),
        Err(no) => parse_duration(&no.meant?).ok()?.as_secs(),
    };
    match seconds {
        1..=59 if 60 % seconds == 0 => Some(format!("*/{seconds} * * * * *")),
        60..=3599 if 3600 % seconds == 0 && seconds % 60 == 0 => {
            Some(format!("*/{} * * * *", seconds / 60))
        }
        3600 => Some("0 * * * *".to_owned()),
        3601..=86_399 if 86_400 % seconds == 0 && seconds % 3600 == 0 => {
            Some(format!("0 */{} * * *", seconds / 3600))
        }
        86_400 => Some("0 0 * * *".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_instead_of_cron_is_answered_with_cron() {
        for (text, cron) in [
            ("@hourly", "0 * * * *"),
            ("30m", "*/30 * * * *"),
            ("15 minutes", "*/15 * * * *"),
            ("every 2h", "0 */2 * * *"),
            ("10s", "*/10 * * * * *"),
            ("daily", "0 0 * * *"),
        ] {
            let (_, advice) = Schedules::default().read(text).unwrap_err();
            assert_eq!(advice.unwrap(), format!("did you mean \"{cron}\"?"));
            assert!(Schedule::parse(cron).is_ok());
        }
        let (_, advice) = Schedules::default().read("*/5 *").unwrap_err();
        assert_eq!(advice, None);
    }

    #[test]
    fn the_faulty_field_is_named() {
        for (text, field) in [
            ("61 * * * *", "minute"),
            ("0 24 * * *", "hour"),
            ("0 0 32 * *", "day of the month"),
            ("0 0 * 13 *", "month"),
            ("0 0 * * 8", "weekday"),
            ("0 0 * * MUN", "weekday"),
            ("60 * * * * *", "second"),
            ("0 60 * * * *", "minute"),
            ("*/0 * * * *", "minute"),
        ] {
            let (reason, _) = Schedules::default().read(text).unwrap_err();
            assert!(
                reason.starts_with(&format!("{field} \"")),
                "{text}: {reason}"
            );
        }
        for text in ["59 23 31 12 7", "0 0 L * *", "0 0 * JAN-DEC SUN-SAT"] {
            assert!(Schedules::default().read(text).is_ok(), "{text}");
        }
    }
}

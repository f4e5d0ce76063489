//! A cron expression that parsed: five fields, or six with seconds first; always UTC.
//!
//! It is read by croner with the options that the scheduler crate uses for its jobs, so `check` and
//! `run` agree. When both day of month and day of week are restricted, either may match, as in cron.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::{Duration, Timelike};
use croner::Cron;
use croner::parser::{CronParser, Seconds};

use super::Timestamp;

/// When the feeds that share it are due. Equality and `Display` go by the text as written.
#[derive(Clone)]
pub struct Schedule {
    written: Arc<str>,
    cron: Arc<Cron>,
}

/// Why a text is no schedule. The text of the error reads on from `schedule "...": `.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// Neither five nor six fields.
    #[error(
        "expected 5 fields (minute hour day month weekday), or 6 with seconds first, found {0}"
    )]
    Fields(usize),
    /// A field that cannot be read.
    #[error("{0}")]
    Field(String),
    /// It parses, but there is no such day.
    #[error("never comes: there is no such date")]
    Never,
}

impl Schedule {
    /// Reads a cron expression.
    ///
    /// # Errors
    /// On a wrong number of fields, an unreadable field, or a date that never comes.
    ///
    /// ```
    /// use jarshy::model::{Schedule, format_time, parse_time};
    /// let every_ten_minutes = Schedule::parse("*/10 * * * *")?;
    /// let at = parse_time("2021-05-10T09:31:00Z").unwrap();
    /// assert_eq!(format_time(every_ten_minutes.next_after(at).unwrap()), "2021-05-10T09:40:00Z");
    /// # Ok::<(), jarshy::model::ScheduleError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Schedule, ScheduleError> {
        let written = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fields = written.split(' ').filter(|f| !f.is_empty()).count();
        let with_seconds = match fields {
            5 => format!("0 {written}"),
            6 => written.clone(),
            // croner also reads @hourly and the like; the contract is five or six fields.
            other => return Err(ScheduleError::Fields(other)),
        };
        let cron = CronParser::builder()
            .seconds(Seconds::Required)
            .build()
            .parse(&with_seconds)
            .map_err(|e| ScheduleError::Field(plain(&e.to_string())))?;
        let schedule = Schedule {
            written: written.into(),
            cron: Arc::new(cron),
        };
        match schedule.next_after(Timestamp::UNIX_EPOCH) {
            Some(_) => Ok(schedule),
            None => Err(ScheduleError::Never),
        }
    }

    /// The first time strictly after `at`; `None` when there is none in the years croner looks at.
    pub fn next_after(&self, at: Timestamp) -> Option<Timestamp> {
        self.cron
            .find_next_occurrence(&whole_second(at), false)
            .ok()
    }

    /// The last time at or before `at`; `None` when there is none.
    pub fn last_at_or_before(&self, at: Timestamp) -> Option<Timestamp> {
        self.cron
            .find_previous_occurrence(&whole_second(at), true)
            .ok()
    }

    /// The shortest time between two of the next few firings; what a jitter must stay below.
    pub fn interval_after(&self, at: Timestamp) -> Option<Duration> {
        let mut shortest = None;
        let mut from = self.next_after(at)?;
        for _ in 0..4 {
            let Some(next) = self.next_after(from) else {
                break;
            };
            let gap = next - from;
            shortest = Some(shortest.map_or(gap, |s: Duration| s.min(gap)));
            from = next;
        }
        shortest
    }

    /// The six-field form, seconds first, that the scheduler crate wants.
    pub fn with_seconds(&self) -> String {
        if self.written.split(' ').count() == 5 {
            format!("0 {}", self.written)
        } else {
            self.written.to_string()
        }
    }
}

/// The second that a moment lies in: croner carries a fraction on into what it finds, and then a poll
/// of that very second would count as too early.
fn whole_second(at: Timestamp) -> Timestamp {
    at.with_nanosecond(0).unwrap_or(at)
}

/// croner's messages name its own types; the user never heard of them.
fn plain(message: &str) -> String {
    let message = message
        .trim_start_matches("Component error: ")
        .trim_start_matches("Invalid pattern: ")
        .trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "cannot be read".to_owned(),
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schedule({:?})", self.written)
    }
}

impl PartialEq for Schedule {
    fn eq(&self, other: &Schedule) -> bool {
        self.written == other.written
    }
}

impl Eq for Schedule {}

impl Hash for Schedule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.written.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{format_time, parse_time};

    #[track_caller]
    fn next(expression: &str, at: &str) -> String {
        let schedule = Schedule::parse(expression).unwrap();
        format_time(schedule.next_after(parse_time(at).unwrap()).unwrap())
    }

    #[test]
    fn five_fields_fire_at_second_zero_and_six_name_the_second() {
        assert_eq!(
            next("*/30 * * * *", "2021-05-10T09:30:00Z"),
            "2021-05-10T10:00:00Z"
        );
        assert_eq!(
            next("*/10 * * * * *", "2021-05-10T09:30:00Z"),
            "2021-05-10T09:30:10Z"
        );
    }

    #[test]
    fn restricted_day_and_weekday_are_alternatives() {
        // 10 May 2021 was a Monday.
        assert_eq!(
            next("0 9 1 * MON", "2021-05-04T00:00:00Z"),
            "2021-05-10T09:00:00Z"
        );
        assert_eq!(
            next("0 9 1 * MON", "2021-05-31T10:00:00Z"),
            "2021-06-01T09:00:00Z"
        );
    }

    #[test]
    fn the_last_time_includes_now() {
        let schedule = Schedule::parse("0 * * * *").unwrap();
        let at = parse_time("2021-05-10T09:00:00Z").unwrap();
        assert_eq!(schedule.last_at_or_before(at), Some(at));
    }

    #[test]
    fn firings_are_whole_seconds_whatever_part_of_one_has_passed() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let cases = [
            ("*/10 * * * * *", "09:30:04.3", "09:30:00", "09:30:10"),
            ("*/10 * * * * *", "09:30:00.3", "09:30:00", "09:30:10"),
            ("*/10 * * * * *", "09:29:59.999", "09:29:50", "09:30:00"),
            ("*/10 * * * *", "09:34:04.3", "09:30:00", "09:40:00"),
            ("0 * * * *", "09:00:00.7", "09:00:00", "10:00:00"),
        ];
        for (expression, now, last, next) in cases {
            let schedule = Schedule::parse(expression).unwrap();
            let on_that_day = |time: &str| at(&format!("2021-05-10T{time}Z"));
            let now = on_that_day(now);
            let found = (schedule.last_at_or_before(now), schedule.next_after(now));
            let expected = (Some(on_that_day(last)), Some(on_that_day(next)));
            assert_eq!(found, expected, "{expression} at {now}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(Schedule::parse("*/5 *"), Err(ScheduleError::Fields(2)));
        assert_eq!(Schedule::parse(""), Err(ScheduleError::Fields(0)));
        assert_eq!(Schedule::parse("0 0 30 2 *"), Err(ScheduleError::Never));
        assert!(matches!(
            Schedule::parse("61 * * * *"),
            Err(ScheduleError::Field(_))
        ));
    }

    #[test]
    fn the_shortest_gap_counts() {
        let at = parse_time("2021-05-10T09:00:00Z").unwrap();
        let gap = |text: &str| Schedule::parse(text).unwrap().interval_after(at);
        assert_eq!(gap("*/10 * * * * *"), Some(Duration::seconds(10)));
        assert_eq!(gap("0,5 * * * *"), Some(Duration::minutes(5)));
    }
}

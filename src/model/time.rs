//! The one time type and the one way it is written: ISO 8601, UTC, whole seconds, with a `Z`.

use chrono::{DateTime, SecondsFormat, Utc};

/// A moment in UTC. The only time type of the project.
pub type Timestamp = DateTime<Utc>;

/// Writes a moment as `2021-05-10T09:30:00Z`, which sorts as text and suits SQLite's date functions.
pub fn format_time(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Reads what [`format_time`] wrote; `None` for anything that is not RFC 3339.
pub fn parse_time(text: &str) -> Option<Timestamp> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_reads_back() {
        let at = parse_time("2021-05-10T09:30:00Z").unwrap();
        assert_eq!(format_time(at), "2021-05-10T09:30:00Z");
        assert_eq!(parse_time("2021-05-10T15:30:00+06:00"), Some(at));
        assert_eq!(parse_time("yesterday"), None);
    }
}

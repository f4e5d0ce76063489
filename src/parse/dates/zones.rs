//! Time zones as dates name them. Abbreviations mean what they mean in news feeds (EST is New York,
//! not Sydney); where a country changed its clock, the date decides.

use chrono::{Datelike, NaiveDateTime};

/// A stated zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich, always.
    Fixed(i32),
    /// Moscow: UTC+4 from 27 March 2011 to 26 October 2014, else UTC+3.
    Moscow,
    /// Almaty and Astana: UTC+6 until the end of February 2024, since then UTC+5.
    Almaty,
}

const MINUTE: i32 = 60;
const HOUR: i32 = 3600;

impl Zone {
    pub(super) const SEOUL: Zone = Zone::Fixed(9 * HOUR);
    /// `+0300`, `+03`, `-5`, `+5:30`. `None` beyond a day's reach (`+2500`).
    pub(super) fn offset(sign: char, hours: &str, minutes: Option<&str>) -> Option<Zone> {
        let (hours, minutes) = match minutes {
            Some(minutes) => (hours, minutes),
            None if hours.len() > 2 => hours.split_at(hours.len() - 2),
            None => (hours, "0"),
        };
        let hours: i32 = hours.parse().ok()?;
        let minutes: i32 = minutes.parse().ok()?;
        if hours > 15 || minutes > 59 {
            return None;
        }
        let seconds = hours * HOUR + minutes * MINUTE;
        Some(Zone::Fixed(if sign == '+' { seconds } else { -seconds }))
    }

    /// `GMT`, `MSK`, `Europe` as the beginning of `Europe/Moscow`; `None` when it names none.
    pub(super) fn named(name: &str) -> Option<Zone> {
        let halves = match name.to_ascii_uppercase().as_str() {
            "Z" | "GMT" | "UTC" | "UT" | "WET" | "ETC" | "ZULU" => 0,
            "BST" | "WEST" => 2,
            "CET" | "MEZ" | "MET" => 2,
            "CEST" | "MESZ" | "MEST" | "EET" | "SAST" | "CAT" => 4,
            "ISTANBUL" | "MINSK" | "EEST" | "TRT" | "EAT" => 6,
            "MSK" | "МСК" | "MOSCOW" => return Some(Zone::Moscow),
            "MSD" | "SAMT" | "GST" | "AZT" => 8,
            "ALMT" | "ASTANA" | "ALMATY" | "QOSTANAY" => return Some(Zone::Almaty),
            "TASHKENT" | "AQTOBE" | "PKT" | "UZT" | "YEKT" | "AQTT" | "ORAT" => 10,
            "IST" => 11,
            "KGT" | "OMST" | "QYZT" => 12,
            "KRAT" | "ICT" | "WIB" | "NOVT" => 14,
            "HKT" | "SGT" | "AWST" | "IRKT" | "PHT" | "MYT" => 16,
            "JST" | "KST" | "YAKT" => 18,
            "AEST" | "VLAT" => 20,
            "AEDT" => 22,
            "NZST" => 24,
            "NZDT" => 26,
            "AST" | "AT" | "EDT" => -8,
            "ADT" | "BRT" | "ART" => -6,
            "EST" | "CDT" | "ET" => -10,
            "CST" | "MDT" | "CT" => -12,
            "MST" | "PDT" | "MT" => -14,
            "PST" | "AKDT" | "PT" => -16,
            "AKST" => -18,
            "HST" => -20,
            _ => return None,
        };
        Some(Zone::Fixed(halves * 30 * MINUTE))
    }

    /// Seconds east of Greenwich at a local time.
    pub(super) fn seconds_at(self, local: NaiveDateTime) -> i32 {
        let day = (local.year(), local.month(), local.day());
        match self {
            Zone::Fixed(seconds) => seconds,
            Zone::Moscow if ((2011, 3, 27)..(2014, 10, 26)).contains(&day) => 4 * HOUR,
            Zone::Moscow => 3 * HOUR,
            Zone::Almaty if day < (2024, 3, 1) => 6 * HOUR,
            Zone::Almaty => 5 * HOUR,
        }
    }
}

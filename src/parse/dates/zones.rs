//! Time zones as dates name them. Abbreviations mean what they mean in news feeds (EST is New York,
//! not Sydney); where a country changed its clock, the date decides.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// A stated zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich, always.
    Fixed(i32),
    /// Moscow: UTC+4 from 27 March 2011 to 26 October 2014, else UTC+3.
    Moscow,
    /// Almaty and Astana: UTC+6 until the end of February 2024, since then UTC+5.
    Almaty,
    /// So many seconds in winter, an hour more in summer as Europe keeps it: from the last Sunday of
    /// March to the last of October, at one o'clock of Greenwich.
    Europe(i32),
    /// The same as North America keeps it since 2007: from the second Sunday of March to the first of
    /// November, at two o'clock there.
    America(i32),
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

    /// The zone of a place, by the first word of its name: `New` as the beginning of `New_York`.
    pub(super) fn of_place(word: &str) -> Option<Zone> {
        let zone = match word.to_ascii_uppercase().as_str() {
            "LONDON" | "DUBLIN" | "LISBON" => Zone::Europe(0),
            "AMSTERDAM" | "BELGRADE" | "BERLIN" | "BRATISLAVA" | "BRUSSELS" | "BUDAPEST"
            | "COPENHAGEN" | "LUXEMBOURG" | "MADRID" | "OSLO" | "PARIS" | "PRAGUE" | "ROME"
            | "STOCKHOLM" | "VIENNA" | "WARSAW" | "ZAGREB" | "ZURICH" => Zone::Europe(HOUR),
            "ATHENS" | "BUCHAREST" | "CHISINAU" | "HELSINKI" | "KIEV" | "KYIV" | "RIGA"
            | "SOFIA" | "TALLINN" | "VILNIUS" => Zone::Europe(2 * HOUR),
            "NEW" | "TORONTO" | "DETROIT" => Zone::America(-5 * HOUR),
            "CHICAGO" => Zone::America(-6 * HOUR),
            "DENVER" => Zone::America(-7 * HOUR),
            "LOS" | "VANCOUVER" => Zone::America(-8 * HOUR),
            "BAKU" | "DUBAI" | "TBILISI" | "YEREVAN" => Zone::Fixed(4 * HOUR),
            "ASHGABAT" | "DUSHANBE" | "KARACHI" | "YEKATERINBURG" => Zone::Fixed(5 * HOUR),
            "KOLKATA" => Zone::Fixed(5 * HOUR + 30 * MINUTE),
            "BISHKEK" | "OMSK" => Zone::Fixed(6 * HOUR),
            "BANGKOK" | "JAKARTA" => Zone::Fixed(7 * HOUR),
            "HONG" | "MANILA" | "SHANGHAI" | "SINGAPORE" => Zone::Fixed(8 * HOUR),
            "TOKYO" | "SEOUL" => Zone::Fixed(9 * HOUR),
            _ => return Zone::named(word),
        };
        Some(zone)
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
            Zone::Europe(winter) => {
                let at = local - Duration::seconds(i64::from(winter));
                let change = |month| {
                    let last = sunday(at.year(), month, 5).or_else(|| sunday(at.year(), month, 4));
                    last.map(|day| day + Duration::hours(1))
                };
                winter + summer_hour(at, change(3), change(10))
            }
            Zone::America(winter) => {
                let (start, end) = (sunday(local.year(), 3, 2), sunday(local.year(), 11, 1));
                let two = Duration::hours(2);
                winter + summer_hour(local, start.map(|day| day + two), end.map(|day| day + two))
            }
        }
    }
}

/// Midnight of a month's first, second ... Sunday.
fn sunday(year: i32, month: u32, which: u8) -> Option<NaiveDateTime> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, which)
        .map(|day| day.and_time(NaiveTime::MIN))
}

fn summer_hour(at: NaiveDateTime, start: Option<NaiveDateTime>, end: Option<NaiveDateTime>) -> i32 {
    let is_summer = start.is_some_and(|start| start <= at) && end.is_some_and(|end| at < end);
    if is_summer { HOUR } else { 0 }
}

//! How often, and when not, a document asks to be read.

use std::time::Duration;

use chrono::{Datelike, DurationRound, TimeDelta, Timelike, Weekday};

use super::Timestamp;

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// What a document asks about its next readings. It holds for the polls that bring no document as well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// How long it asks to be left alone (`ttl`, `sy:updatePeriod`); `None` when not said.
    pub interval: Option<Duration>,
    /// When it asks not to be read at all.
    pub skip: SkipTimes,
}

impl Rhythm {
    /// Whether the document says nothing of the kind.
    pub fn is_empty(self) -> bool {
        self.interval.is_none() && self.skip.is_empty()
    }
}

/// Hours and days in UTC at which a document asks not to be read: `skipHours` and `skipDays` of RSS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SkipTimes {
    /// A bit for each hour of the day.
    hours: u32,
    /// A bit for each day of the week, Monday first.
    days: u8,
}

impl SkipTimes {
    /// From hours (0 to 23; 24, which old documents use, is midnight) and days.
    pub fn new(
        hours: impl IntoIterator<Item = u32>,
        days: impl IntoIterator<Item = Weekday>,
    ) -> SkipTimes {
        SkipTimes {
            hours: hours
                .into_iter()
                .filter(|hour| *hour <= 24)
                .fold(0, |set, hour| set | 1 << (hour % 24)),
            days: days
                .into_iter()
                .fold(0, |set, day| set | 1 << day.num_days_from_monday()),
        }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(self) -> bool {
        self.hours == 0 && self.days == 0
    }

    /// The hours, in order.
    pub fn hours(self) -> impl Iterator<Item = u32> {
        (0..24).filter(move |hour| self.hours & 1 << hour != 0)
    }

    /// The days, Monday first.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter()
            .filter(move |day| self.days & 1 << day.num_days_from_monday() != 0)
    }

    /// Whether a moment is in one of these hours or on one of these days.
    pub fn covers(self, at: Timestamp) -> bool {
        self.hours & 1 << at.hour() != 0
            || self.days & 1 << at.weekday().num_days_from_monday() != 0
    }

    /// The first whole hour from which on it may be read again, a week later at most; `None` when it
    /// may be read now.
    pub fn end(self, at: Timestamp) -> Option<Timestamp> {
        if !self.covers(at) {
            return None;
        }
        let hour = at.duration_trunc(TimeDelta::hours(1)).ok()?;
        (1..=7 * 24)
            .map_while(|hours| hour.checked_add_signed(TimeDelta::hours(hours)))
            .find(|hour| !self.covers(*hour))
            .or_else(|| hour.checked_add_signed(TimeDelta::weeks(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{format_time, parse_time};

    fn end(skip: SkipTimes, at: &str) -> Option<String> {
        skip.end(parse_time(at).unwrap()).map(format_time)
    }

    #[test]
    fn what_is_skipped_ends_with_the_first_hour_that_is_not() {
        let night = SkipTimes::new([22, 23, 24, 1, 99], []);
        assert_eq!(night.hours().collect::<Vec<_>>(), [0, 1, 22, 23]);
        assert_eq!(end(night, "2021-05-10T21:59:59Z"), None);
        assert_eq!(
            end(night, "2021-05-10T22:10:00Z").unwrap(),
            "2021-05-11T02:00:00Z"
        );
        // 15 May 2021 was a Saturday.
        let weekend = SkipTimes::new([0], [Weekday::Sun, Weekday::Sat]);
        assert_eq!(
            end(weekend, "2021-05-15T09:00:00Z").unwrap(),
            "2021-05-17T01:00:00Z"
        );
        assert_eq!(end(weekend, "2021-05-14T09:00:00Z"), None);
        assert_eq!(
            weekend.days().collect::<Vec<_>>(),
            [Weekday::Sat, Weekday::Sun]
        );
    }

    #[test]
    fn nothing_skips_nothing_and_everything_ends_all_the_same() {
        assert_eq!(end(SkipTimes::default(), "2021-05-10T09:00:00Z"), None);
        let always = SkipTimes::new(0..24, []);
        assert_eq!(
            end(always, "2021-05-10T09:30:00Z").unwrap(),
            "2021-05-17T09:00:00Z"
        );
    }
}

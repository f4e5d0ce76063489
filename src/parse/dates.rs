//! Dates as publishers write them -> moments in UTC. Flow in: one claim as written; flows out a
//! moment, or nothing. Never a clock: what is not said is not filled in, except that a date without
//! a time is midnight and a time without a zone is UTC.
//!
//! Which claim counts for an entry: *published* is the first usable of pubDate, published, issued,
//! dcterms:issued, dc:date, created, and in the end updated; *updated* the first usable of updated,
//! modified, dcterms:modified.

mod names;
mod numeric;
mod zones;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use crate::model::Timestamp;
use names::{is_noise, month_named};
use numeric::numeric_date;
use zones::Zone;

/// Longer claims hold more than a date.
const LENGTH_MAX: usize = 120;

/// Reads a date. `None` when it is not one, or one that no news can have (before 1971, after 2099).
pub(super) fn parse_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > LENGTH_MAX {
        return None;
    }
    let at = unix(text)
        .or_else(|| short_iso(text))
        .or_else(|| in_words(text))?;
    let earliest = Utc.with_ymd_and_hms(1971, 1, 1, 0, 0, 0).single()?;
    let latest = Utc.with_ymd_and_hms(2100, 1, 1, 0, 0, 0).single()?;
    (earliest <= at && at < latest).then_some(at)
}

/// Seconds, milliseconds or microseconds since 1970, told apart by their number of digits.
fn unix(text: &str) -> Option<Timestamp> {
    let whole = text.split_once('.').map_or(text, |(whole, fraction)| {
        if fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            whole
        } else {
            text
        }
    });
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9..=10 => Utc.timestamp_opt(number, 0).single(),
        12..=13 => Utc.timestamp_millis_opt(number).single(),
        15..=16 => Utc.timestamp_micros(number).single(),
        _ => None,
    }
}

/// ISO 8601 as it was before 2004, with two digits for the year: `031231`, `-0312`, `-03-12`, `03335`.
fn short_iso(text: &str) -> Option<Timestamp> {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let digits: String = bare.chars().filter(|letter| *letter != '-').collect();
    if bare.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = full_year(digits.get(..2)?)?;
    let date = match (digits.len(), bare.len() < text.len()) {
        (4, true) => NaiveDate::from_ymd_opt(year, digits[2..].parse().ok()?, 1),
        (5, _) => NaiveDate::from_yo_opt(year, digits[2..].parse().ok()?),
        (6, _) => {
            NaiveDate::from_ymd_opt(year, digits[2..4].parse().ok()?, digits[4..].parse().ok()?)
        }
        _ => None,
    };
    Some(date?.and_time(NaiveTime::MIN).and_utc())
}

/// A run of digits, of letters, or a single sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Number(&'a str),
    Word(&'a str),
    Sign(char),
    Space,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same =
            |class: fn(char) -> bool| rest.find(|letter| !class(letter)).unwrap_or(rest.len());
        let (length, piece) = if first.is_ascii_digit() {
            let n = same(|letter| letter.is_ascii_digit());
            (n, Piece::Number(&rest[..n]))
        } else if is_letter(first) {
            let n = same(is_letter);
            (n, Piece::Word(&rest[..n]))
        } else if first.is_whitespace() {
            (same(char::is_whitespace), Piece::Space)
        } else {
            (first.len_utf8(), Piece::Sign(first))
        };
        pieces.push(piece);
        rest = &rest[length..];
    }
    pieces
}

/// Combining marks belong to their letter: decomposed `й` and `ó` occur.
fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}')
}

/// What has been understood so far.
#[derive(Default)]
struct Claim {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    is_month_before_day: bool,
    time: Option<NaiveTime>,
    /// 24:00 and leap seconds run over into what follows.
    carry: i64,
    is_afternoon: Option<bool>,
    /// Korean words were used: such dates never state their zone.
    is_korean: bool,
    zone: Option<Zone>,
}

fn in_words(text: &str) -> Option<Timestamp> {
    let pieces = pieces(text);
    let mut claim = Claim::default();
    let mut at = 0;
    while at < pieces.len() {
        let is_open = claim.day.is_none() && claim.year.is_none();
        let numeric = if is_open {
            numeric_date(&pieces[at..], at == 0, &mut claim)
        } else {
            None
        };
        at += match numeric {
            Some(length) => length,
            None => step(&pieces, at, &mut claim)?,
        };
    }
    claim.resolve()
}

impl Claim {
    fn resolve(self) -> Option<Timestamp> {
        let year = self.year?;
        // A month alone is its first day; with a time of day, the day got lost.
        let day = self.day.or(self.time.is_none().then_some(1))?;
        let month = self.month.unwrap_or(1);
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        let mut time = self.time.unwrap_or(NaiveTime::MIN);
        let hour = chrono::Timelike::hour(&time);
        match self.is_afternoon {
            Some(true) if hour < 12 => time += Duration::hours(12),
            Some(false) if hour == 12 => time -= Duration::hours(12),
            _ => {}
        }
        let local: NaiveDateTime = date
            .and_time(time)
            .checked_add_signed(Duration::seconds(self.carry))?;
        let zone = self.zone.or(self.is_korean.then_some(Zone::SEOUL));
        let offset = zone.map_or(0, |zone| zone.seconds_at(local));
        let utc = local.checked_sub_signed(Duration::seconds(i64::from(offset)))?;
        Some(utc.and_utc())
    }
}

/// Takes in the piece at `at` and what belongs to it; returns how many pieces that was, `None` when
/// it makes no sense in a date.
fn step(pieces: &[Piece<'_>], at: usize, claim: &mut Claim) -> Option<usize> {
    use Piece::{Number, Sign, Space, Word};
    match pieces[at..] {
        // 15:04, 15:04:05, 15:04:05.678; 15h04 and 15.04 as well once the date is known.
        [Number(h), Sign(':'), Number(m), ref rest @ ..]
            if claim.time.is_none() && h.len() <= 2 =>
        {
            let (second, mut taken) = match rest {
                [Sign(':'), Number(s), ..] => (Some(*s), 5),
                _ => (None, 3),
            };
            claim.clock(h, m, second)?;
            if let (Some(Sign('.' | ',')), Some(Number(_))) =
                (pieces.get(at + taken), pieces.get(at + taken + 1))
            {
                taken += 2;
            }
            Some(taken)
        }
        [Number(hms), ref rest @ ..]
            if claim.is_dated() && claim.time.is_none() && matches!(hms.len(), 4 | 6) =>
        {
            claim.clock(
                &hms[..2],
                &hms[2..4],
                hms.get(4..).filter(|s| !s.is_empty()),
            )?;
            let fraction = matches!(rest, [Sign('.' | ','), Number(_), ..]);
            Some(if fraction { 3 } else { 1 })
        }
        [Number(h), Word("h" | "H"), Number(m), ..] if claim.time.is_none() => {
            claim.clock(h, m, None)?;
            Some(3)
        }
        [Number(h), Sign('.'), Number(m), ..]
            if claim.is_dated() && claim.time.is_none() && h.len() <= 2 && m.len() == 2 =>
        {
            claim.clock(h, m, None)?;
            Some(3)
        }
        // An offset: +0300, +03:00, -5, GMT+3, with or without a time before it.
        [
            Sign(sign @ ('+' | '-' | '−' | '–')),
            Number(hours),
            ref rest @ ..,
        ] if claim.time.is_some() => {
            let minutes = match rest {
                [Sign(':'), Number(minutes), ..] => Some(*minutes),
                _ => None,
            };
            claim.zone = Some(Zone::offset(sign, hours, minutes)?);
            Some(if minutes.is_some() { 4 } else { 2 })
        }
        // The dashes and dots between the parts, and 21-Nov-2024.
        [Space | Sign(_), ..] => Some(1),
        [Number(digits), ..] => {
            claim.number(digits)?;
            Some(1)
        }
        [
            Word(half @ ("a" | "p" | "A" | "P")),
            Sign('.'),
            Word("m" | "M"),
            ..,
        ] => {
            claim.is_afternoon = Some(half.eq_ignore_ascii_case("p"));
            Some(3)
        }
        [
            Word("Europe" | "Asia" | "Etc" | "America" | "Africa"),
            Sign('/'),
            Word(city),
            ..,
        ] => {
            claim.zone = claim.zone.or_else(|| Zone::of_place(city));
            Some(1 + zone_path(&pieces[at + 1..]))
        }
        [Word(word), ..] => {
            claim.word(word, pieces.get(at + 1))?;
            Some(1 + zone_path(&pieces[at + 1..]) * usize::from(claim.time.is_some()))
        }
        [] => None,
    }
}

/// `Europe/Moscow`, `Etc/GMT`: how many pieces follow the first word.
fn zone_path(rest: &[Piece<'_>]) -> usize {
    match rest {
        [
            Piece::Sign('/'),
            Piece::Word(_),
            Piece::Sign('_'),
            Piece::Word(_),
            ..,
        ] => 4,
        [Piece::Sign('/'), Piece::Word(_), ..] => 2,
        _ => 0,
    }
}

impl Claim {
    fn is_dated(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// Whether words that follow can only be a weekday, "o'clock" or a place.
    fn is_told(&self) -> bool {
        self.time.is_some() || self.is_dated()
    }

    fn set(&mut self, date: NaiveDate) {
        use chrono::Datelike;
        self.year = Some(date.year());
        self.month = Some(date.month());
        self.day = Some(date.day());
    }

    fn ymd(&mut self, year: &str, month: &str, day: &str) -> Option<()> {
        let date =
            NaiveDate::from_ymd_opt(full_year(year)?, month.parse().ok()?, day.parse().ok()?)?;
        self.set(date);
        Some(())
    }

    fn clock(&mut self, hour: &str, minute: &str, second: Option<&str>) -> Option<()> {
        let hour: u32 = hour.parse().ok()?;
        let minute: u32 = minute.parse().ok()?;
        let second: u32 = second.map_or(Some(0), |second| second.parse().ok())?;
        if hour > 24 || minute > 59 || second > 61 || hour == 24 && (minute, second) != (0, 0) {
            return None;
        }
        self.carry = i64::from(hour / 24) * 86_400 + i64::from(second.saturating_sub(59));
        self.time = NaiveTime::from_hms_opt(hour % 24, minute, second.min(59));
        Some(())
    }

    /// A number by itself: a day first, then a year; four digits are a year.
    fn number(&mut self, digits: &str) -> Option<()> {
        let number: u32 = digits.parse().ok()?;
        if self.day.is_none() && digits.len() <= 2 && (1..=31).contains(&number) {
            self.day = Some(number);
        } else if self.year.is_none() && matches!(digits.len(), 2 | 4) {
            self.year = Some(full_year(digits)?);
        } else {
            return None;
        }
        Some(())
    }

    fn word(&mut self, word: &str, next: Option<&Piece<'_>>) -> Option<()> {
        let lower = word.to_lowercase();
        self.is_korean |= lower.ends_with("오전") || lower.ends_with("오후");
        if lower == "t" && self.is_dated() {
            return Some(());
        }
        if let Some(afternoon) = names::half_of_day(&lower) {
            self.is_afternoon = Some(afternoon);
        } else if self.time.is_some()
            && let Some(zone) = Zone::named(word)
        {
            self.zone = self.zone.or(Some(zone));
        } else if let Some(month) = month_named(&lower)
            && (self.month.is_none() || self.is_month_before_day)
        {
            // "mar" is March and a Tuesday, "сенбі" a Saturday that begins like September: a month
            // after the day is the better witness.
            self.is_month_before_day = self.day.is_none();
            self.month = Some(month);
        } else {
            let is_abbreviation =
                matches!(next, Some(Piece::Sign(',' | '.'))) && self.day.is_none();
            // Weekdays need no table: a word before the date is one, whatever the language.
            let is_before_date = self.day.is_none() && self.year.is_none();
            let is_allowed =
                is_noise(&lower) || is_abbreviation || is_before_date || self.is_told();
            return is_allowed.then_some(());
        }
        Some(())
    }
}

/// Two-digit years: 70 to 99 belong to the last century, the rest to this one.
fn full_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year >= 70 => Some(1900 + year),
        2 => Some(2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

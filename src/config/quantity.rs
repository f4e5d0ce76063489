//! Durations and sizes as people write them: `30s`, `1h30m`, `16 MiB`. Text comes in, a value goes out,
//! or a sentence with what was probably meant. A number without a unit is refused rather than guessed.

use std::fmt::Write as _;
use std::time::Duration;

const DURATION_UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// What people write instead, in lower case, with the unit it stands for.
const DURATION_WORDS: [(&str, &str); 17] = [
    ("day", "d"),
    ("days", "d"),
    ("hr", "h"),
    ("hrs", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("min", "m"),
    ("mins", "m"),
    ("minute", "m"),
    ("minutes", "m"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("msec", "ms"),
    ("millisecond", "ms"),
    ("milliseconds", "ms"),
];

const SIZE_UNITS: [(&str, u64); 7] = [
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("KB", 1_000),
    ("B", 1),
];

const SIZE_WORDS: [(&str, &str); 8] = [
    ("k", "KiB"),
    ("ki", "KiB"),
    ("m", "MiB"),
    ("mi", "MiB"),
    ("g", "GiB"),
    ("gi", "GiB"),
    ("byte", "B"),
    ("bytes", "B"),
];

/// Why a text is no duration or size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoQuantity {
    /// Reads on from the quoted text: `has no unit`.
    pub(super) reason: String,
    /// The text that was probably meant.
    pub(super) meant: Option<String>,
}

/// Reads `30s`, `250 ms`, `1h30m`, `30d`.
///
/// # Errors
/// When a unit is missing or unknown, a number is not whole, or the sum is beyond measure.
pub(super) fn parse_duration(text: &str) -> Result<Duration, NoQuantity> {
    let units = Units {
        known: &DURATION_UNITS,
        words: &DURATION_WORDS,
        default: "s",
        listed: "ms, s, m, h or d",
        spaced: "",
        write: |amount| format_duration(Duration::from_millis(amount)),
    };
    units.parse(text).map(Duration::from_millis)
}

/// Reads `16 MiB`, `500 KB`, `1024B` as a number of bytes.
///
/// # Errors
/// When the unit is missing or unknown, the number is not whole, or the size is beyond measure.
pub(super) fn parse_size(text: &str) -> Result<u64, NoQuantity> {
    let units = Units {
        known: &SIZE_UNITS,
        words: &SIZE_WORDS,
        default: "MiB",
        listed: "B, KB, KiB, MB, MiB, GB or GiB",
        spaced: " ",
        write: format_size,
    };
    units.parse(text)
}

/// Writes a duration so that it reads back the same: `1h30m`. What is below a millisecond is dropped.
pub fn format_duration(duration: Duration) -> String {
    let mut rest = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    if rest == 0 {
        return "0s".to_owned();
    }
    let mut text = String::new();
    for (unit, worth) in DURATION_UNITS {
        if rest >= worth {
            // Writing to a String cannot fail.
            let _ = write!(text, "{}{unit}", rest / worth);
            rest %= worth;
        }
    }
    text
}

/// Writes a size with the largest unit that divides it: `16 MiB`, `500 KB`, `1001 B`.
pub fn format_size(bytes: u64) -> String {
    let (unit, worth) = SIZE_UNITS
        .into_iter()
        .find(|(_, worth)| bytes > 0 && bytes.is_multiple_of(*worth))
        .unwrap_or(("B", 1));
    format!("{} {unit}", bytes / worth)
}

/// One family of units and its habits.
struct Units {
    known: &'static [(&'static str, u64)],
    words: &'static [(&'static str, &'static str)],
    /// Offered when there is no unit at all.
    default: &'static str,
    listed: &'static str,
    /// Between number and unit.
    spaced: &'static str,
    write: fn(u64) -> String,
}

impl Units {
    fn parse(&self, text: &str) -> Result<u64, NoQuantity> {
        let text = text.trim();
        if text.is_empty() {
            return Err(no("is empty", None));
        }
        if text.starts_with('-') {
            return Err(no("must not be negative", None));
        }
        let mut sum = 0_u64;
        let mut corrected = String::new();
        let mut wrong = None;
        for (number, unit) in parts(text) {
            let Some(unit_meant) = self.unit_meant(unit) else {
                let reason = format!("has an unknown unit, use {}", self.listed);
                return Err(no(&reason, None));
            };
            if !unit.is_empty() && unit != unit_meant.0 {
                wrong.get_or_insert_with(|| {
                    format!("has an unknown unit `{unit}`, use {}", self.listed)
                });
            } else if unit.is_empty() {
                wrong.get_or_insert_with(|| "has no unit".to_owned());
            }
            let amount = match number.parse::<u64>() {
                Ok(amount) => {
                    // Writing to a String cannot fail.
                    let _ = write!(corrected, "{number}{}{}", self.spaced, unit_meant.0);
                    amount.checked_mul(unit_meant.1)
                }
                Err(_) if number.contains(['.', ',']) => {
                    let amount = decimal(number, unit_meant.1);
                    corrected.push_str(&amount.map(self.write).unwrap_or_default());
                    wrong.get_or_insert_with(|| "is not a whole number".to_owned());
                    if amount.is_none() {
                        return Err(no("is not a number and a unit", None));
                    }
                    amount
                }
                Err(_) if number.is_empty() => {
                    return Err(no("has no number", None));
                }
                Err(_) => None,
            };
            sum = amount
                .and_then(|amount| sum.checked_add(amount))
                .ok_or_else(|| no("is too large", None))?;
        }
        match wrong {
            None => Ok(sum),
            Some(reason) => Err(no(&reason, Some(corrected))),
        }
    }

    /// The unit as it should be written, with its worth; the default one where none is written.
    fn unit_meant(&self, unit: &str) -> Option<(&'static str, u64)> {
        let lower = unit.to_lowercase();
        let name = match unit {
            "" => self.default,
            _ => self
                .words
                .iter()
                .find(|(word, _)| *word == lower)
                .map_or(unit, |(_, name)| *name),
        };
        let exact = self.known.iter().find(|(known, _)| *known == name);
        exact
            .or_else(|| {
                self.known
                    .iter()
                    .find(|(known, _)| known.eq_ignore_ascii_case(name))
            })
            .copied()
    }
}

/// `1h30m` as `("1", "h"), ("30", "m")`; whatever is not a digit, a point or a comma is a unit.
fn parts(text: &str) -> Vec<(&str, &str)> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_');
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let number_end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let (number, after) = rest.split_at(number_end);
        let unit_end = after.find(is_number).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit_end);
        parts.push((number, unit.trim()));
        rest = after;
    }
    parts
}

/// `1.5` times `worth`, when that is whole.
fn decimal(number: &str, worth: u64) -> Option<u64> {
    let number = number.replace(',', ".");
    let (whole, fraction) = number.split_once('.')?;
    if fraction.is_empty() || fraction.len() > 3 {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    let fraction = fraction.parse::<u64>().ok()?.checked_mul(worth)?;
    let whole = whole.parse::<u64>().ok()?.checked_mul(worth)?;
    (fraction % scale == 0)
        .then(|| whole.checked_add(fraction / scale))
        .flatten()
}

fn no(reason: &str, meant: Option<String>) -> NoQuantity {
    NoQuantity {
        reason: reason.to_owned(),
        meant,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn durations_are_read_with_their_units() {
        for (text, millis) in [
            ("250ms", 250),
            ("30s", 30_000),
            (" 30 s ", 30_000),
            ("2m", 120_000),
            ("1h30m", 5_400_000),
            ("1h 30m", 5_400_000),
            ("30d", 2_592_000_000),
            ("0s", 0),
        ] {
            assert_eq!(
                parse_duration(text),
                Ok(Duration::from_millis(millis)),
                "{text}"
            );
        }
    }

    #[test]
    fn sizes_tell_thousands_from_powers_of_two() {
        for (text, bytes) in [
            ("16 MiB", 16 << 20),
            ("16MiB", 16 << 20),
            ("16 MB", 16_000_000),
            ("1 KiB", 1024),
            ("1 KB", 1000),
            ("2 GiB", 2 << 30),
            ("10B", 10),
        ] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
    }

    #[test]
    fn a_wrong_unit_is_answered_with_the_right_one() {
        for (text, meant) in [
            ("30", "30s"),
            ("5 min", "5m"),
            ("2 Hours", "2h"),
            ("30S", "30s"),
            ("1.5h", "1h30m"),
            ("1,5h", "1h30m"),
        ] {
            let no = parse_duration(text).unwrap_err();
            assert_eq!(no.meant.as_deref(), Some(meant), "{text}");
            assert!(parse_duration(meant).is_ok());
        }
        for (text, meant) in [
            ("16", "16 MiB"),
            ("16M", "16 MiB"),
            ("16mb", "16 MB"),
            ("1.5 GiB", "1536 MiB"),
        ] {
            let no = parse_size(text).unwrap_err();
            assert_eq!(no.meant.as_deref(), Some(meant), "{text}");
            assert!(parse_size(meant).is_ok());
        }
    }

    #[test]
    fn nonsense_is_refused_without_a_guess() {
        for text in [
            "",
            "-5s",
            "s",
            "5 parsecs",
            "1.2.3s",
            "soon",
            "99999999999999999999s",
            "99999999999999999d",
        ] {
            let no = parse_duration(text).unwrap_err();
            assert_eq!(no.meant, None, "{text}");
        }
        assert!(parse_size("99999999999999 GiB").is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(millis in 0_u64..=u64::MAX / 2) {
            let duration = Duration::from_millis(millis);
            prop_assert_eq!(parse_duration(&format_duration(duration)), Ok(duration));
            prop_assert_eq!(parse_size(&format_size(millis)), Ok(millis));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}") {
            let _ = parse_duration(&text);
            let _ = parse_size(&text);
        }
    }
}

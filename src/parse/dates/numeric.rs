//! Dates made of numbers alone, and East Asian ones, whose months are numbers too.

use chrono::NaiveDate;

use super::{Claim, Piece};

/// Dates that begin with numbers: `2004-07-08`, `20040708`, `08.07.2004`, `7/8/2004`, `2004-07`,
/// `2004-190`, `2004-W28-4`. Returns how many pieces they took. Bare numbers are dates only when
/// they are all there is (`is_whole`).
pub(super) fn numeric_date(
    pieces: &[Piece<'_>],
    is_whole: bool,
    claim: &mut Claim,
) -> Option<usize> {
    use Piece::{Number, Sign, Space, Word};
    match *pieces {
        [Number(y), Sign('-'), Word(w), Number(week), ref rest @ ..]
            if y.len() == 4 && w.eq_ignore_ascii_case("w") =>
        {
            let (weekday, more) = match rest {
                [Sign('-'), Number(day), ..] => (day.parse().ok()?, 2),
                _ => (1u8, 0),
            };
            let weekday = chrono::Weekday::try_from(weekday.checked_sub(1)?).ok()?;
            let date = NaiveDate::from_isoywd_opt(y.parse().ok()?, week.parse().ok()?, weekday)?;
            claim.set(date);
            Some(4 + more)
        }
        [Number(y), Sign(one), Number(m), Sign(two), Number(d), ..]
            if y.len() == 4
                && one == two
                && matches!(one, '-' | '/' | '.' | '–' | '‑')
                && m.len() <= 2
                && d.len() <= 2 =>
        {
            claim.ymd(y, m, d)?;
            Some(5)
        }
        [Number(y), Sign('-'), Number(day), ..] if y.len() == 4 && day.len() == 3 => {
            claim.set(NaiveDate::from_yo_opt(y.parse().ok()?, day.parse().ok()?)?);
            Some(3)
        }
        [Number(y), Sign('-'), Number(m), ref rest @ ..]
            if y.len() == 4 && m.len() <= 2 && !matches!(rest, [Sign('-'), ..]) =>
        {
            claim.ymd(y, m, "1")?;
            Some(3)
        }
        // Dots and dashes: day first. Slashes: month first, unless that cannot be.
        [Number(a), Sign(one), Number(b), Sign(two), Number(y), ..]
            if one == two
                && matches!(one, '.' | '-' | '/')
                && a.len() <= 2
                && b.len() <= 2
                && matches!(y.len(), 2 | 4) =>
        {
            if one == '-' && y.len() == 2 && a.len() == 2 {
                // 04-07-08 is short for 2004-07-08.
                return claim.ymd(a, b, y).map(|()| 5);
            }
            let is_month = |digits: &str| digits.parse::<u32>().is_ok_and(|number| number <= 12);
            let month_first = one == '/' && (is_month(a) || !is_month(b));
            let (month, day) = if month_first { (a, b) } else { (b, a) };
            claim.ymd(y, month, day)?;
            // "08.07.2004 г." in Russian, "08.07.2004." in Croatian.
            Some(5 + usize::from(matches!(pieces.get(5), Some(Sign('.')))))
        }
        [Number(d), Space, Number(m), Space, Number(y), ..]
            if d.len() <= 2 && m.len() <= 2 && y.len() == 4 =>
        {
            claim.ymd(y, m, d)?;
            Some(5)
        }
        [Number(all), ref rest @ ..] if all.len() == 8 && !matches!(rest, [Sign(':'), ..]) => {
            claim.ymd(&all[..4], &all[4..6], &all[6..])?;
            Some(1)
        }
        [Number(all), ref rest @ ..]
            if all.len() == 14
                && matches!(rest, [] | [Space | Word(_) | Sign('+' | '-' | '.'), ..]) =>
        {
            claim.ymd(&all[..4], &all[4..6], &all[6..8])?;
            claim.clock(&all[8..10], &all[10..12], Some(&all[12..]))?;
            Some(1)
        }
        [Number(all)] if is_whole && all.len() == 7 => {
            claim.set(NaiveDate::from_yo_opt(
                all[..4].parse().ok()?,
                all[4..].parse().ok()?,
            )?);
            Some(1)
        }
        [Number(all)] if is_whole && all.len() == 6 => {
            claim.ymd(&all[..4], &all[4..], "1").map(|()| 1)
        }
        [Number(y)] if is_whole && y.len() == 4 => claim.ymd(y, "1", "1").map(|()| 1),
        _ => east_asian_date(pieces, claim),
    }
}

/// `2004년 05월 28일`, `2004年5月28日`: returns how many pieces they took, up to the day.
fn east_asian_date(pieces: &[Piece<'_>], claim: &mut Claim) -> Option<usize> {
    let mut at = 0;
    let mut numbers = [""; 3];
    for (number, marks) in numbers
        .iter_mut()
        .zip([["년", "年"], ["월", "月"], ["일", "日"]])
    {
        at += usize::from(matches!(pieces.get(at), Some(Piece::Space)));
        let (Piece::Number(digits), Piece::Word(mark)) = (*pieces.get(at)?, *pieces.get(at + 1)?)
        else {
            return None;
        };
        if !marks.iter().any(|known| mark.starts_with(known)) {
            return None;
        }
        *number = digits;
        at += 2;
    }
    claim.ymd(numbers[0], numbers[1], numbers[2])?;
    claim.is_korean |= matches!(pieces.iter().find(|piece| matches!(piece, Piece::Word(_))), Some(Piece::Word(word)) if word.starts_with('년'));
    // The last mark may have the half of the day attached: it is read as a word.
    Some(at - 1)
}

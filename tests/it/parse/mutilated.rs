//! Specimens cut, doubled, spliced and with bytes flipped: never a panic, never an id or a date out
//! of nowhere.

use std::sync::LazyLock;

use jarshy::model::{FailureKind, ParsedFeed};
use jarshy::parse::parse;
use proptest::prelude::*;

use super::{Specimen, document, specimens};

static SPECIMENS: LazyLock<Vec<Specimen>> = LazyLock::new(specimens);

/// What can happen to a document on its way.
#[derive(Debug, Clone)]
enum Wound {
    Cut(usize),
    Double(usize, usize),
    Splice(usize, usize),
    Flip(usize, u8),
    Remove(usize, usize),
}

fn wounds() -> impl Strategy<Value = Vec<Wound>> {
    let place = || 0..4096usize;
    let wound = prop_oneof![
        place().prop_map(Wound::Cut),
        (place(), 0..200usize).prop_map(|(at, length)| Wound::Double(at, length)),
        (place(), place()).prop_map(|(at, other)| Wound::Splice(at, other)),
        (place(), any::<u8>()).prop_map(|(at, byte)| Wound::Flip(at, byte)),
        (place(), 0..60usize).prop_map(|(at, length)| Wound::Remove(at, length)),
    ];
    proptest::collection::vec(wound, 1..6)
}

fn wounded(body: &[u8], other: &[u8], wounds: &[Wound]) -> Vec<u8> {
    let mut body = body.to_vec();
    for wound in wounds {
        let place = |at: &usize, body: &[u8]| if body.is_empty() { 0 } else { at % body.len() };
        match wound {
            Wound::Cut(at) => body.truncate(place(at, &body)),
            Wound::Double(at, length) => {
                let from = place(at, &body);
                let part = body[from..(from + length).min(body.len())].to_vec();
                body.splice(from..from, part);
            }
            Wound::Splice(at, from) => {
                let at = place(at, &body);
                body.truncate(at);
                body.extend_from_slice(&other[place(from, other)..]);
            }
            Wound::Flip(at, byte) => {
                let at = place(at, &body);
                if let Some(flipped) = body.get_mut(at) {
                    *flipped ^= byte;
                }
            }
            Wound::Remove(at, length) => {
                let from = place(at, &body);
                body.drain(from..(from + length).min(body.len()));
            }
        }
    }
    body
}

/// Everything in `feed` stands in `body`, as far as ASCII without references can tell.
fn comes_from(feed: &ParsedFeed, body: &[u8]) -> Result<(), TestCaseError> {
    let text = String::from_utf8_lossy(body);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    for entry in &feed.entries {
        if let Some(id) = entry
            .id
            .as_deref()
            .filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        {
            let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            prop_assert!(letters.contains(id), "id {id} out of nowhere");
        }
        if entry.published.is_some() || entry.updated.is_some() {
            prop_assert!(digits.len() >= 2, "a date without digits");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutilated_specimens_are_read_or_refused(first in any::<prop::sample::Index>(), second in any::<prop::sample::Index>(), wounds in wounds()) {
        let body = wounded(&first.get(&SPECIMENS).document.body, &second.get(&SPECIMENS).document.body, &wounds);
        match parse(&document(&body, None)) {
            Ok(feed) if std::str::from_utf8(&body).is_ok() => comes_from(&feed, &body)?,
            Ok(_) => {}
            Err(failure) => prop_assert_ne!(failure.kind, FailureKind::Panic),
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Err(failure) = parse(&document(&body, None)) {
            prop_assert_ne!(failure.kind, FailureKind::Panic);
        }
    }
}

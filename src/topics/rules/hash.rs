//! The hash of everything that decides a topic's tags: equal hash, equal tags. Comments, names, examples and
//! the order of the file are left out; so is the way a list is shared.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{Group, Topic, Within};

/// Raised when the matcher or the inflection changes so that the same rules may give other tags.
const MATCHER_VERSION: u32 = 3;

impl Topic {
    /// Sixteen hexadecimal digits.
    pub(in crate::topics) fn rules_hash(&self) -> String {
        let digest = Sha256::digest(self.decisive().as_bytes());
        digest.iter().take(8).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    fn decisive(&self) -> String {
        let mut parts: Vec<String> = self
            .terms
            .iter()
            .map(|term| {
                format!(
                    "term {} {} {}",
                    term.weight,
                    term.written,
                    listed(&term.phrases)
                )
            })
            .collect();
        parts.extend(self.combos.iter().map(|combo| {
            let all: Vec<String> = combo.all.iter().map(group).collect();
            format!(
                "combo {} {all:?} {} {:?}",
                combo.points,
                group(&combo.not),
                combo.within
            )
        }));
        let gate =
            |kind: &str, within: Within, gate: &Group| format!("{kind} {within:?} {}", group(gate));
        parts.extend(
            self.require
                .iter()
                .map(|required| gate("require", required.within, &required.group)),
        );
        parts.extend(
            self.exclude
                .iter()
                .map(|excluded| gate("exclude", excluded.within, &excluded.group)),
        );
        parts.sort();
        format!(
            "{MATCHER_VERSION} {} {} {:?} {:?} {}",
            self.threshold,
            self.max_per_term,
            self.factors,
            self.scope,
            parts.join(PART)
        )
    }
}

/// Parts two things in the hashed text; no rule has it.
const PART: &str = "\0";

fn group(group: &Group) -> String {
    listed(&group.phrases)
}

fn listed(phrases: &[super::Phrase]) -> String {
    let mut sorted: Vec<_> = phrases.iter().collect();
    sorted.sort();
    sorted.iter().fold(String::new(), |mut list, phrase| {
        for piece in [PART, phrase.language, PART, &phrase.text] {
            list.push_str(piece);
        }
        list
    })
}

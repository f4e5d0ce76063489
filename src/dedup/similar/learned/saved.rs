//! What was learned as bytes for the store, and back. Only what is not zero is written, positions as
//! distances, so that a young store holds kilobytes.

use super::{COUNTERS, Learned, Recurring, SLOTS, Slot};

/// Version of the form, and of the hashes in it.
const VERSION: u64 = 1;

impl Learned {
    /// Everything as bytes, and saved from now on: at most a few megabytes.
    pub fn save(&mut self) -> Vec<u8> {
        self.unsaved = 0;
        let mut out = Vec::new();
        write(&mut out, VERSION);
        write(&mut out, u64::from(self.texts));
        let counters = self.counters.iter().enumerate();
        let counters: Vec<_> = counters.filter(|(_, count)| **count > 0).collect();
        write(&mut out, counters.len() as u64);
        let mut before = 0;
        for (at, count) in counters {
            write(&mut out, (at - before) as u64);
            write(&mut out, u64::from(*count));
            before = at;
        }
        for cache in [&self.paragraphs, &self.titles] {
            let slots = cache.0.iter().enumerate();
            let slots: Vec<_> = slots.filter(|(_, slot)| slot.count > 0).collect();
            write(&mut out, slots.len() as u64);
            let mut before = 0;
            for (at, slot) in slots {
                write(&mut out, (at - before) as u64);
                out.extend(slot.thing.to_le_bytes());
                out.extend(slot.companion.to_le_bytes());
                write(&mut out, u64::from(slot.count));
                before = at;
            }
        }
        out
    }

    /// What [`Learned::save`] wrote; nothing learned when the bytes are of another version or broken.
    pub fn restore(bytes: &[u8]) -> Learned {
        read_all(bytes).unwrap_or_default()
    }
}

fn read_all(mut bytes: &[u8]) -> Option<Learned> {
    let from = &mut bytes;
    if read(from)? != VERSION {
        return None;
    }
    let mut learned = Learned {
        texts: u32::try_from(read(from)?).ok()?,
        ..Learned::default()
    };
    let mut at = 0;
    for _ in 0..read(from)?.min(COUNTERS as u64) {
        at += usize::try_from(read(from)?).ok()?;
        *learned.counters.get_mut(at)? = u32::try_from(read(from)?).ok()?;
    }
    for cache in [&mut learned.paragraphs, &mut learned.titles] {
        read_cache(from, cache)?;
    }
    Some(learned)
}

fn read_cache(from: &mut &[u8], cache: &mut Recurring) -> Option<()> {
    let mut at = 0;
    for _ in 0..read(from)?.min(SLOTS as u64) {
        at += usize::try_from(read(from)?).ok()?;
        let slot = Slot {
            thing: read_four(from)?,
            companion: read_four(from)?,
            count: u16::try_from(read(from)?).ok()?,
        };
        *cache.0.get_mut(at)? = slot;
    }
    Some(())
}

fn read_four(from: &mut &[u8]) -> Option<u32> {
    let (four, rest) = from.split_first_chunk::<4>()?;
    *from = rest;
    Some(u32::from_le_bytes(*four))
}

/// A number in as many bytes as it needs, seven bits each, the lowest first.
fn write(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn read(from: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::similar::{Reading, Telling};
    use crate::model::Timestamp;

    fn taught() -> Learned {
        let mut learned = Learned::default();
        for n in 0..40 {
            learned.observe(&Reading::of(Telling {
                publisher: "news.example",
                title: &format!("Headline number {n} of the day"),
                text: &format!("Text {n} of the article.\nOur standing last paragraph."),
                at: Timestamp::UNIX_EPOCH,
            }));
        }
        learned
    }

    #[test]
    fn what_was_saved_is_restored() {
        let mut learned = taught();
        assert!(learned.is_due_for_saving());
        let bytes = learned.save();
        assert!(!learned.is_due_for_saving());
        assert!(bytes.len() < 10_000, "{}", bytes.len());
        let restored = Learned::restore(&bytes);
        assert_eq!(restored.counters, learned.counters);
        assert_eq!(restored.paragraphs.0, learned.paragraphs.0);
        assert_eq!(restored.titles.0, learned.titles.0);
        assert_eq!(restored.texts, learned.texts);
    }

    #[test]
    fn broken_bytes_are_nothing_learned() {
        let bytes = taught().save();
        for cut in [0, 1, 5, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(Learned::restore(&bytes[..cut]).texts, 0, "{cut}");
        }
        for at in 0..bytes.len().min(300) {
            let mut broken = bytes.clone();
            broken[at] ^= 0xff;
            let _ = Learned::restore(&broken);
        }
    }
}

//! Mutates the specimens for a stated time and reads what comes of it: no breakdown, no slow document.
//! `cargo run --release --example fuzz_parse -- 600` runs for ten minutes and says what it did; a
//! document that offends is written to `fuzz-<number>.bin` and ends the run with exit code 1.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use jarshy::model::{Document, FailureKind};
use jarshy::parse::parse;
use url::Url;

/// A document of a few kilobytes that takes longer than this is a finding.
const SLOW: Duration = Duration::from_secs(1);

/// What markup turns on; spliced in more often than chance would.
const SIGNS: [&[u8]; 20] = [
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<item>",
    b"</item>",
    b"<title>",
    b"&amp;",
    b"&#",
    b"&",
    b"<",
    b">",
    b"\"",
    b"<?xml encoding=\"utf-16\"?>",
    b"<br>",
    b"xmlns:a=\"",
    b"\\ud800",
    b"\xff\xfe",
    b"\0",
    b"<b><p>",
];

/// Xorshift: the same seed finds the same documents again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap_or(0)
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args()
        .skip(1)
        .filter_map(|text| text.parse::<u64>().ok());
    let seconds = arguments.next().unwrap_or(60);
    let seed = arguments.next().unwrap_or(0x6a61_7273_6879);
    let corpus = corpus();
    let url = Url::parse("https://origin.example/feed").expect("a valid address");
    let mut dice = Dice(seed.max(1));
    let started = Instant::now();
    let (mut read, mut refused) = (0u64, 0u64);
    while started.elapsed() < Duration::from_secs(seconds) {
        let body = mutated(&corpus, &mut dice);
        let document = Document {
            url: url.clone(),
            content_type: None,
            body,
        };
        let began = Instant::now();
        let result = parse(&document);
        let broke = matches!(&result, Err(failure) if failure.kind == FailureKind::Panic);
        if broke || began.elapsed() > SLOW {
            let name = format!("fuzz-{}.bin", read + refused);
            let saved = std::fs::write(&name, &document.body);
            say(&format!(
                "{name}: broke {broke}, took {:?}, saved {saved:?}",
                began.elapsed()
            ));
            return ExitCode::FAILURE;
        }
        if result.is_ok() {
            read += 1;
        } else {
            refused += 1;
        }
    }
    say(&format!(
        "{seconds} s, seed {seed}: {read} documents read, {refused} refused, nothing found"
    ));
    ExitCode::SUCCESS
}

fn say(text: &str) {
    // A closed pipe is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds");
    let files = std::fs::read_dir(folder).expect("the specimens are part of the repository");
    let mut names: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    names.sort();
    names
        .iter()
        .filter_map(|path| std::fs::read(path).ok())
        .filter(|body| body.len() < 20_000)
        .collect()
}

fn mutated(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut body = corpus[dice.roll(corpus.len())].clone();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(body.len() + 1);
        let end = (at + dice.roll(120)).min(body.len());
        match dice.roll(6) {
            0 => body.truncate(at),
            1 => body = [&body[..at], &body[at..end], &body[at..]].concat(),
            2 => drop(body.drain(at..end)),
            3 => drop(body.splice(at..at, SIGNS[dice.roll(SIGNS.len())].iter().copied())),
            4 => {
                let other = &corpus[dice.roll(corpus.len())];
                let from = dice.roll(other.len() + 1);
                body.splice(
                    at..end,
                    other[from..(from + 300).min(other.len())].iter().copied(),
                );
            }
            _ => {
                if let Some(byte) = body.get_mut(at) {
                    *byte ^= 1 << dice.roll(8);
                }
            }
        }
    }
    body
}

//! Regular expressions that somebody hoped for, as the terms they would be here.

/// The most terms that one expression is taken apart into; more are no advice.
const MOST_TERMS: usize = 8;

/// The longest expression that is taken apart, in bytes; more was pasted from elsewhere.
const MOST_LENGTH: usize = 200;

/// Any letters, while an expression is read.
const ANYTHING: char = '\0';

/// What to write in place of a regular expression, to be read on from "looks like one".
pub(super) fn advice(pattern: &str) -> String {
    let bare = without_slashes(pattern.trim());
    let Some(terms) = Reader::read(bare) else {
        return "every form of a word matches by itself; write `word*` for any ending, and alternatives as \
                terms of their own"
            .to_owned();
    };
    let is_exact = bare.starts_with('^') && bare.ends_with('$');
    let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
    match (&terms[..], &quoted[..]) {
        ([term], _) if term.contains(ANYTHING) => {
            let parts: Vec<String> = term
                .split(ANYTHING)
                .map(|part| format!("[\"{}\"]", part.trim()))
                .collect();
            format!(
                "write a combo with all = [{}] and within = 5",
                parts.join(", ")
            )
        }
        ([term], _) if is_exact && !term.contains('*') => {
            format!("write \"={term}\" for exactly this form")
        }
        ([term], _) if term.ends_with('*') => {
            format!("write \"{term}\", where `*` is any ending")
        }
        ([term], _) => format!("write \"{term}\": a term is whole words, in any form and case"),
        (_, [first @ .., last]) if !terms.iter().any(|term| term.contains(ANYTHING)) => format!(
            "write {} and {last} as terms of their own, or as a list that counts once",
            first.join(", ")
        ),
        _ => "write a combo: what must come together are its groups".to_owned(),
    }
}

/// `/word/i` as other languages write it, without the slashes and what stands behind.
fn without_slashes(pattern: &str) -> &str {
    pattern
        .strip_prefix('/')
        .and_then(|rest| rest.rsplit_once('/'))
        .map_or(pattern, |(bare, _)| bare)
}

/// Whether somebody wrote a regular expression rather than a term.
pub(super) fn is_hope(term: &str) -> bool {
    let repeats = term
        .split('+')
        .skip(1)
        .any(|rest| rest.starts_with(char::is_alphanumeric));
    // Behind a letter it is a name: Disney+, c++.
    let closes = term.strip_suffix('+').is_some_and(|rest| {
        rest.trim_end_matches('+')
            .ends_with(|c: char| !c.is_alphanumeric())
    });
    let is_between_slashes = without_slashes(term) != term;
    // Behind a capital it is a currency: US$.
    let is_anchored = term
        .strip_suffix('$')
        .is_some_and(|rest| rest.ends_with(char::is_lowercase));
    let has_dots = [".*", ".+", ".{"].iter().any(|dots| term.contains(dots));
    term.contains(['[', ']', '(', ')', '|', '\\', '^', '?', '{', '}', '\u{8}'])
        || is_anchored
        || has_dots
        || repeats
        || closes
        || is_between_slashes
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    /// The terms that a simple expression stands for; `None` for one that is not simple.
    fn read(pattern: &str) -> Option<Vec<String>> {
        if pattern.len() > MOST_LENGTH {
            return None;
        }
        let mut reader = Reader {
            rest: pattern.chars().peekable(),
            depth: 0,
        };
        let all = reader.alternatives()?;
        if reader.rest.next().is_some() {
            return None;
        }
        let mut terms: Vec<String> = Vec::new();
        for written in all {
            let term = tidy(&written);
            let is_new = terms
                .iter()
                .all(|known| known.to_lowercase() != term.to_lowercase());
            if is_new && term.chars().any(char::is_alphanumeric) {
                terms.push(term);
            }
        }
        (!terms.is_empty()).then_some(terms)
    }

    fn alternatives(&mut self) -> Option<Vec<String>> {
        let mut all = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            all.extend(self.sequence()?);
        }
        (all.len() <= MOST_TERMS).then_some(all)
    }

    fn sequence(&mut self) -> Option<Vec<String>> {
        let mut all = vec![String::new()];
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            let atom = self.atom(c)?;
            let atom = self.repeated(c, atom)?;
            all = all
                .iter()
                .flat_map(|start| atom.iter().map(move |more| format!("{start}{more}")))
                .collect();
            if all.len() > MOST_TERMS {
                return None;
            }
        }
        Some(all)
    }

    fn atom(&mut self, c: char) -> Option<Vec<String>> {
        let one = |text: String| Some(vec![text]);
        match c {
            '(' if self.depth < 5 => self.group(),
            '[' => self.set(),
            '\\' => match self.rest.next()? {
                'b' | 'B' => one(String::new()),
                's' => one(" ".to_owned()),
                'w' | 'S' => one(ANYTHING.to_string()),
                c if c.is_alphanumeric() => None,
                c => one(c.to_string()),
            },
            '^' | '$' | '\u{8}' => one(String::new()),
            '.' if matches!(self.rest.peek(), Some('*' | '+' | '?' | '{')) => {
                one(ANYTHING.to_string())
            }
            '(' | ']' | '{' | '}' | '*' | '+' | '?' => None,
            c => one(c.to_string()),
        }
    }

    fn group(&mut self) -> Option<Vec<String>> {
        if self.rest.next_if_eq(&'?').is_some() {
            let flags: String =
                std::iter::from_fn(|| self.rest.next_if(|c| matches!(c, 'i' | 'u' | 's' | 'm')))
                    .collect();
            match self.rest.next()? {
                ')' if !flags.is_empty() => return Some(vec![String::new()]),
                ':' => {}
                _ => return None,
            }
        }
        self.depth += 1;
        let inner = self.alternatives()?;
        self.depth -= 1;
        self.rest.next_if_eq(&')')?;
        Some(inner)
    }

    fn set(&mut self) -> Option<Vec<String>> {
        let mut letters: Vec<char> = Vec::new();
        loop {
            match self.rest.next()? {
                ']' => break,
                c if c.is_alphanumeric() => letters.push(c),
                c @ (' ' | '-') if !letters.is_empty() && self.rest.peek() == Some(&']') => {
                    letters.push(c);
                }
                _ => return None,
            }
        }
        (!letters.is_empty()).then(|| letters.iter().map(char::to_string).collect())
    }

    fn repeated(&mut self, c: char, atom: Vec<String>) -> Option<Vec<String>> {
        let is_anything = atom.iter().all(|text| text.starts_with(ANYTHING));
        match self.rest.peek() {
            Some('?') if !is_anything => {
                self.rest.next();
                Some([atom, vec![String::new()]].concat())
            }
            Some('*' | '+' | '?') if is_anything => {
                while self
                    .rest
                    .next_if(|c| matches!(c, '*' | '+' | '?'))
                    .is_some()
                {}
                Some(atom)
            }
            Some('+') => {
                self.rest.next();
                Some(atom)
            }
            // Our own star behind a letter.
            Some('*') if c.is_alphanumeric() => {
                self.rest.next();
                Some(
                    atom.iter()
                        .map(|text| format!("{text}{ANYTHING}"))
                        .collect(),
                )
            }
            Some('{') if is_anything => {
                self.rest.find(|c| *c == '}')?;
                Some(atom)
            }
            Some('*' | '{') => None,
            _ => Some(atom),
        }
    }
}

/// One blank between words; "anything" is gone at the beginning, and a star at the end of a word.
fn tidy(written: &str) -> String {
    let bare = written.trim_start_matches([ANYTHING, ' ']);
    let stem = bare.trim_end_matches([ANYTHING, ' ']);
    let is_open = bare[stem.len()..].starts_with(ANYTHING);
    let words: Vec<&str> = stem.split_whitespace().collect();
    let star = if is_open && stem.ends_with(char::is_alphanumeric) {
        "*"
    } else {
        ""
    };
    format!("{}{star}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_told_as_the_terms_it_stands_for() {
        for (pattern, expected) in [
            ("\\bгаз\\b", "write \"газ\": a term is whole words"),
            ("\u{8}газ\u{8}", "write \"газ\": a term is whole words"),
            (
                "(газ|нефть)",
                "write \"газ\" and \"нефть\" as terms of their own",
            ),
            (
                "природн(ый|ого) газ",
                "write \"природный газ\" and \"природного газ\"",
            ),
            ("газ.*", "write \"газ*\", where `*` is any ending"),
            (".*газ", "write \"газ\": a term is whole words"),
            ("газ\\w+", "write \"газ*\""),
            (
                "газ.*труба",
                "write a combo with all = [[\"газ\"], [\"труба\"]] and within = 5",
            ),
            (
                "[Гг]аз",
                "write \"Газ\": a term is whole words, in any form and case",
            ),
            (
                "организ[ао]ция",
                "write \"организация\" and \"организоция\"",
            ),
            (
                "colou?r",
                "write \"colour\" and \"color\" as terms of their own",
            ),
            ("^газ$", "write \"=газ\" for exactly this form"),
            ("/газ/i", "write \"газ\": a term is whole words"),
            ("(?i)газ", "write \"газ\": a term is whole words"),
            ("(?!газ)нефть", "every form of a word matches by itself"),
            ("[а-я]+", "every form of a word matches by itself"),
            ("газ*+", "every form of a word matches by itself"),
            ("«газ»+", "write \"«газ»\""),
            ("\\d{4}", "every form of a word matches by itself"),
            ("(((((((", "every form of a word matches by itself"),
        ] {
            let told = advice(pattern);
            assert!(told.starts_with(expected), "{pattern}: {told}");
            assert!(is_hope(pattern), "{pattern}");
        }
    }

    #[test]
    fn signs_within_names_are_no_hope() {
        for term in [
            "24/7",
            "Disney+",
            "C++",
            "c++",
            "c++*",
            "disney+",
            "=disney+",
            "теле2+",
            "и/или",
            "нефть*",
            "=газ",
            "U.S.",
            "A1+",
        ] {
            assert!(!is_hope(term), "{term}");
        }
    }
}

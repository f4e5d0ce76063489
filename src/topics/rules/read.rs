//! The rule file: TOML text in, topics out, or every mistake in it with its place. The table is walked by
//! hand rather than deserialized, because a deserializer stops at the first mistake and knows no suggestion.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Combo, Example, Factors, Gate, Group, Phrase, Scope, Term, Topic, Within};
use crate::model::{Mistake, did_you_mean};
use crate::topics::language::Languages;

/// The most that a rule file may hold of anything; more is a mistake, not a rule.
const MOST_TERM_WORDS: usize = 12;

const TOPIC_KEYS: [&str; 18] = [
    "slug",
    "name",
    "threshold",
    "max_per_term",
    "title_factor",
    "summary_factor",
    "lead_factor",
    "body_factor",
    "lead_words",
    "includes",
    "building_block",
    "terms",
    "combos",
    "require",
    "exclude",
    "scope",
    "examples",
    "description",
];

/// Reads a rule file.
pub(in crate::topics) fn read(text: &str, file: &str) -> Result<Vec<Topic>, Vec<Mistake>> {
    let mut reader = Reader {
        file,
        text,
        lists: BTreeMap::new(),
        used: BTreeSet::new(),
        mistakes: Vec::new(),
    };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.wrong(at, error.message().trim_end_matches('.').to_owned());
    }
    // What a parser makes of broken text misleads: its own words come first.
    if !reader.mistakes.is_empty() {
        return Err(reader.mistakes);
    }
    let topics = reader.file(root.get_ref());
    if reader.mistakes.is_empty() {
        Ok(topics)
    } else {
        reader
            .mistakes
            .sort_by_key(|mistake| (mistake.line, mistake.column));
        Err(reader.mistakes)
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    lists: BTreeMap<String, List<'a>>,
    used: BTreeSet<String>,
    mistakes: Vec<Mistake>,
}

/// A named list before its own lists are filled in.
struct List<'a> {
    at: usize,
    entries: Vec<(usize, &'a str, String)>,
}

type Table<'a> = DeTable<'a>;
type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> Reader<'a> {
    fn wrong(&mut self, at: usize, message: impl Into<String>) {
        self.suggest(at, message, None);
    }

    fn suggest(&mut self, at: usize, message: impl Into<String>, suggestion: Option<String>) {
        let mistake = Mistake::at(self.file, self.text, at, message).suggest(suggestion);
        self.mistakes.push(mistake);
    }

    fn file(&mut self, root: &'a Table<'a>) -> Vec<Topic> {
        self.known_keys(root, &["lists", "topics"], "");
        if let Some(lists) = root.get("lists") {
            self.read_lists(lists);
        }
        let Some(topics) = root.get("topics") else {
            self.wrong(0, "no `[[topics]]` in the file");
            return Vec::new();
        };
        let mut read: Vec<(Topic, Vec<(usize, String)>)> = Vec::new();
        for topic in self.tables(topics, "topics") {
            if let Some(topic) = self.topic(topic.0, topic.1) {
                if read.iter().any(|(known, _)| known.slug == topic.0.slug) {
                    self.wrong(
                        topic.0.at,
                        format!("topic `{}` is there twice", topic.0.slug),
                    );
                }
                read.push(topic);
            }
        }
        self.borrow(read)
    }

    /// Fills in what topics take over from others.
    fn borrow(&mut self, read: Vec<(Topic, Vec<(usize, String)>)>) -> Vec<Topic> {
        let mut out = Vec::with_capacity(read.len());
        let by_slug: BTreeMap<&str, usize> = read
            .iter()
            .enumerate()
            .map(|(index, (topic, _))| (topic.slug.as_str(), index))
            .collect();
        for (index, (topic, includes)) in read.iter().enumerate() {
            let mut topic = topic.clone();
            let mut seen = BTreeSet::from([index]);
            let mut waiting: Vec<(usize, &str)> = includes
                .iter()
                .map(|(at, slug)| (*at, slug.as_str()))
                .collect();
            while let Some((at, slug)) = waiting.pop() {
                let Some(&other) = by_slug.get(slug) else {
                    let suggestion = did_you_mean(slug, by_slug.keys().copied());
                    self.suggest(
                        at,
                        format!("topic `{}`: includes unknown topic `{slug}`", topic.slug),
                        suggestion,
                    );
                    continue;
                };
                if other == index {
                    self.wrong(at, format!("topic `{}` includes itself", topic.slug));
                    continue;
                }
                if seen.insert(other) {
                    let (from, further) = &read[other];
                    topic.terms.extend(from.terms.iter().cloned());
                    topic.combos.extend(from.combos.iter().cloned());
                    waiting.extend(further.iter().map(|(_, slug)| (at, slug.as_str())));
                }
            }
            if topic.terms.is_empty() && topic.combos.is_empty() {
                self.wrong(
                    topic.at,
                    format!("topic `{}` has neither terms nor combos", topic.slug),
                );
            }
            out.push(topic);
        }
        out
    }

    fn read_lists(&mut self, lists: &'a Value<'a>) {
        let Some(table) = self.table(lists, "lists") else {
            return;
        };
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let at = key.span().start;
            let mut entries = Vec::new();
            match value.get_ref() {
                DeValue::Array(_) => {
                    for (at, text) in self.strings(value, &format!("list `{name}`")) {
                        entries.push((at, text, "any".to_owned()));
                    }
                }
                DeValue::Table(by_language) => {
                    for (code, value) in in_order(by_language) {
                        let Some(code) = self.language(code, &format!("list `{name}`")) else {
                            continue;
                        };
                        for (at, text) in self.strings(value, &format!("list `{name}`")) {
                            entries.push((at, text, code.clone()));
                        }
                    }
                }
                other => self.wrong(
                    value.span().start,
                    format!(
                        "list `{name}` must be an array of words or a table of languages, not {}",
                        kind(other)
                    ),
                ),
            }
            if entries.is_empty() {
                self.wrong(at, format!("list `{name}` is empty"));
            }
            self.lists.insert(name.to_owned(), List { at, entries });
        }
        // Every list is looked at once, so that a mistake in one that nobody uses is found too.
        let names: Vec<String> = self.lists.keys().cloned().collect();
        for name in names {
            let mut phrases = Vec::new();
            let at = self.lists.get(&name).map_or(0, |list| list.at);
            self.fill(at, &name, &mut vec![], &mut phrases, true, "");
        }
    }

    /// The phrases of a list, lists in it filled in. `report` is off after the first look.
    fn fill(
        &mut self,
        at: usize,
        name: &str,
        path: &mut Vec<String>,
        out: &mut Vec<Phrase>,
        report: bool,
        who: &str,
    ) {
        if path.iter().any(|above| above == name) {
            if report {
                self.wrong(at, format!("list `{name}` names itself"));
            }
            return;
        }
        let Some(list) = self.lists.get(name) else {
            if report {
                let suggestion = did_you_mean(name, self.lists.keys().map(String::as_str));
                self.suggest(at, format!("{who}unknown list `@{name}`"), suggestion);
            }
            return;
        };
        let entries = list.entries.clone();
        path.push(name.to_owned());
        for (at, text, language) in entries {
            if let Some(inner) = text.strip_prefix('@') {
                self.fill(at, inner, path, out, report, &format!("list `{name}`: "));
            } else if !report || self.phrase_is_right(at, text, &format!("list `{name}`: ")) {
                out.push(Phrase {
                    text: text.to_owned(),
                    language,
                });
            }
        }
        path.pop();
    }

    fn topic(
        &mut self,
        span: Range<usize>,
        table: &'a Table<'a>,
    ) -> Option<(Topic, Vec<(usize, String)>)> {
        let slug = match table.get("slug") {
            None => {
                self.wrong(span.start, "topic without a `slug`");
                "?".to_owned()
            }
            Some(value) => {
                let slug = self.string(value, "slug").unwrap_or("?").to_owned();
                if slug != "?" && !is_slug(&slug) {
                    self.wrong(
                        value.span().start,
                        format!("slug `{slug}` must be lower-case letters, digits and hyphens"),
                    );
                }
                slug
            }
        };
        let who = format!("topic `{slug}`: ");
        self.known_keys(table, &TOPIC_KEYS, &who);
        let at = table
            .get("slug")
            .map_or(span.start, |slug| slug.span().start);
        let name = table
            .get("name")
            .and_then(|value| self.string(value, &format!("{who}`name`")))
            .unwrap_or(&slug)
            .to_owned();
        let threshold = self.number(table, "threshold", 10.0, &who);
        if threshold <= 0.0 {
            self.wrong(
                at_key(table, "threshold", at),
                format!("{who}`threshold` must be above 0"),
            );
        }
        let max_per_term = self.count(table, "max_per_term", 1, 1..=1000, &who);
        let factors = Factors {
            title: self.factor(table, "title_factor", 2.0, &who),
            summary: self.factor(table, "summary_factor", 1.0, &who),
            lead: self.factor(table, "lead_factor", 1.0, &who),
            body: self.factor(table, "body_factor", 0.5, &who),
            lead_words: u32::try_from(self.count(table, "lead_words", 60, 0..=1_000_000, &who))
                .unwrap_or(u32::MAX),
        };
        let includes = table
            .get("includes")
            .map(|value| self.strings(value, &format!("{who}`includes`")))
            .unwrap_or_default()
            .into_iter()
            .map(|(at, slug)| (at, slug.to_owned()))
            .collect();
        let building_block = table
            .get("building_block")
            .and_then(|value| self.flag(value, &format!("{who}`building_block`")))
            .unwrap_or(false);
        let topic = Topic {
            name,
            at,
            threshold,
            max_per_term,
            factors,
            terms: self.terms(table, &who),
            combos: self.combos(table, &who),
            require: self.require(table, &who),
            exclude: self.exclude(table, &who),
            scope: self.scope(table, &who),
            examples: self.examples(table, &who),
            building_block,
            slug,
        };
        Some((topic, includes))
    }

    fn terms(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Term> {
        let mut terms = Vec::new();
        let Some(value) = topic.get("terms") else {
            return terms;
        };
        let Some(languages) = self.table(value, &format!("{who}`terms`")) else {
            return terms;
        };
        for (code, value) in in_order(languages) {
            if !matches!(value.get_ref(), DeValue::Table(_)) {
                self.suggest(
                    code.span().start,
                    format!("{who}term `{}` stands in no language", code.get_ref()),
                    Some("put it under `[topics.terms.any]` or a language such as `[topics.terms.ru]`".to_owned()),
                );
                continue;
            }
            let Some(language) = self.language(code, who) else {
                continue;
            };
            let Some(table) = self.table(value, who) else {
                continue;
            };
            for (key, value) in in_order(table) {
                let written = key.get_ref().as_ref();
                let at = key.span().start;
                let weight = match value.get_ref() {
                    DeValue::Integer(_) | DeValue::Float(_) => number(value.get_ref()),
                    DeValue::Table(_) => {
                        self.suggest(
                            at,
                            format!("{who}`{written}` is no term with a weight"),
                            Some("put terms with dots or blanks in quotes".to_owned()),
                        );
                        continue;
                    }
                    other => {
                        let kind = kind(other);
                        self.wrong(
                            value.span().start,
                            format!("{who}the weight of `{written}` must be a number, not {kind}"),
                        );
                        continue;
                    }
                };
                let Some(weight) =
                    weight.filter(|weight| weight.is_finite() && weight.abs() <= 1e6)
                else {
                    self.wrong(
                        value.span().start,
                        format!("{who}the weight of `{written}` is out of range"),
                    );
                    continue;
                };
                if weight == 0.0 {
                    self.suggest(
                        value.span().start,
                        format!("{who}the weight of `{written}` is zero, so it says nothing"),
                        Some("remove the term or give it a weight".to_owned()),
                    );
                    continue;
                }
                let phrases = self.phrases(at, written, &language, who);
                if !phrases.is_empty() {
                    terms.push(Term {
                        written: written.to_owned(),
                        language: language.clone(),
                        weight,
                        phrases,
                        at,
                    });
                }
            }
        }
        terms
    }

    /// A term's phrases: itself, or those of the list it names.
    fn phrases(&mut self, at: usize, written: &str, language: &str, who: &str) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        if let Some(name) = written.strip_prefix('@') {
            if self.lists.contains_key(name) {
                self.used.insert(name.to_owned());
                self.fill(at, name, &mut vec![], &mut phrases, false, who);
            } else {
                let suggestion = did_you_mean(name, self.lists.keys().map(String::as_str));
                self.suggest(at, format!("{who}unknown list `@{name}`"), suggestion);
            }
        } else if self.phrase_is_right(at, written, who) {
            phrases.push(Phrase {
                text: written.to_owned(),
                language: language.to_owned(),
            });
        }
        phrases
    }

    fn combos(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Combo> {
        let mut combos = Vec::new();
        let Some(value) = topic.get("combos") else {
            return combos;
        };
        for (index, (span, table)) in self
            .tables(value, &format!("{who}`combos`"))
            .into_iter()
            .enumerate()
        {
            let who = format!("{who}combo {}: ", index + 1);
            self.known_keys(table, &["name", "points", "all", "not", "within"], &who);
            let name = table
                .get("name")
                .and_then(|value| self.string(value, &format!("{who}`name`")))
                .map_or_else(|| format!("combo {}", index + 1), ToOwned::to_owned);
            if !table.contains_key("points") {
                self.wrong(span.start, format!("{who}no `points`"));
            }
            let points = self.number(table, "points", 1.0, &who);
            if points == 0.0 {
                self.wrong(
                    at_key(table, "points", span.start),
                    format!("{who}`points` is zero, so it says nothing"),
                );
            }
            let all = match table.get("all") {
                Some(value) => self.groups(value, &format!("{who}`all`"), &who),
                None => {
                    self.wrong(span.start, format!("{who}no `all`"));
                    Vec::new()
                }
            };
            let not = table
                .get("not")
                .map(|value| self.group(value, &format!("{who}`not`"), &who))
                .unwrap_or_else(empty_group);
            let within = self.within(table, &who);
            combos.push(Combo {
                name,
                points,
                all,
                not,
                within,
                at: span.start,
            });
        }
        combos
    }

    fn groups(&mut self, value: &'a Value<'a>, what: &str, who: &str) -> Vec<Group> {
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong(
                value.span().start,
                format!(
                    "{what} must be an array of groups, not {}",
                    kind(value.get_ref())
                ),
            );
            return Vec::new();
        };
        if array.is_empty() {
            self.wrong(value.span().start, format!("{what} is empty"));
        }
        let mut groups = Vec::new();
        for member in array.iter() {
            match member.get_ref() {
                // One word alone is a group of one.
                DeValue::String(text) => {
                    groups.push(self.group_of(vec![(member.span().start, text.as_ref())], who))
                }
                _ => groups.push(self.group(member, what, who)),
            }
        }
        groups
    }

    fn group(&mut self, value: &'a Value<'a>, what: &str, who: &str) -> Group {
        let strings = self.strings(value, what);
        if strings.is_empty() {
            self.wrong(value.span().start, format!("{what}: a group is empty"));
        }
        self.group_of(strings, who)
    }

    fn group_of(&mut self, strings: Vec<(usize, &str)>, who: &str) -> Group {
        let mut group = empty_group();
        for (at, text) in strings {
            group.written.push(text.to_owned());
            let phrases = self.phrases(at, text, "any", who);
            group.phrases.extend(phrases);
        }
        group.phrases.sort();
        group.phrases.dedup();
        group
    }

    fn within(&mut self, table: &'a Table<'a>, who: &str) -> Within {
        let Some(value) = table.get("within") else {
            return Within::Item;
        };
        let at = value.span().start;
        match value.get_ref() {
            DeValue::Integer(_) => match number(value.get_ref()) {
                Some(words) if (1.0..=1000.0).contains(&words) => Within::Words(words as u32),
                _ => {
                    self.wrong(at, format!("{who}`within` must be 1 to 1000 words"));
                    Within::Item
                }
            },
            DeValue::String(text) => match text.as_ref() {
                "sentence" => Within::Sentence,
                "title" => Within::Title,
                "lead" => Within::Lead,
                "item" => Within::Item,
                other => {
                    let suggestion = did_you_mean(other, ["sentence", "title", "lead", "item"]);
                    self.suggest(
                        at,
                        format!("{who}`within` must be a number of words, \"sentence\", \"title\", \"lead\" or \"item\", not \"{other}\""),
                        suggestion,
                    );
                    Within::Item
                }
            },
            other => {
                self.wrong(
                    at,
                    format!(
                        "{who}`within` must be a number of words or a place, not {}",
                        kind(other)
                    ),
                );
                Within::Item
            }
        }
    }

    fn require(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Gate> {
        let Some(value) = topic.get("require") else {
            return Vec::new();
        };
        let who = format!("{who}`require`: ");
        let Some(table) = self.table(value, who.trim_end_matches(": ")) else {
            return Vec::new();
        };
        self.known_keys(table, &["any", "all", "within"], &who);
        let within = self.place(table, &who);
        let mut gates = Vec::new();
        if let Some(value) = table.get("any") {
            let group = self.group(value, &format!("{who}`any`"), &who);
            gates.push(Gate { group, within });
        }
        if let Some(value) = table.get("all") {
            for group in self.groups(value, &format!("{who}`all`"), &who) {
                gates.push(Gate { group, within });
            }
        }
        if gates.is_empty() {
            self.wrong(value.span().start, format!("{who}neither `any` nor `all`"));
        }
        gates
    }

    fn exclude(&mut self, topic: &'a Table<'a>, who: &str) -> Option<Gate> {
        let value = topic.get("exclude")?;
        let who = format!("{who}`exclude`: ");
        let table = self.table(value, who.trim_end_matches(": "))?;
        self.known_keys(table, &["any", "within"], &who);
        let within = self.place(table, &who);
        let Some(any) = table.get("any") else {
            self.wrong(value.span().start, format!("{who}no `any`"));
            return None;
        };
        let group = self.group(any, &format!("{who}`any`"), &who);
        Some(Gate { group, within })
    }

    /// `within` of a gate, where only places make sense.
    fn place(&mut self, table: &'a Table<'a>, who: &str) -> Within {
        let within = self.within(table, who);
        if matches!(within, Within::Words(_) | Within::Sentence) {
            self.wrong(
                at_key(table, "within", 0),
                format!("{who}`within` must be \"title\", \"lead\" or \"item\" here"),
            );
            return Within::Item;
        }
        within
    }

    fn scope(&mut self, topic: &'a Table<'a>, who: &str) -> Scope {
        let Some(value) = topic.get("scope") else {
            return Scope::default();
        };
        let who = format!("{who}`scope`: ");
        let Some(table) = self.table(value, who.trim_end_matches(": ")) else {
            return Scope::default();
        };
        self.known_keys(table, &["feeds", "languages", "publishers"], &who);
        let mut list = |key: &str| -> Vec<String> {
            table
                .get(key)
                .map(|value| self.strings(value, &format!("{who}`{key}`")))
                .unwrap_or_default()
                .into_iter()
                .map(|(_, text)| text.to_owned())
                .collect()
        };
        let lower = |list: Vec<String>| list.iter().map(|text| text.to_lowercase()).collect();
        Scope {
            feeds: list("feeds"),
            languages: lower(list("languages")),
            publishers: lower(list("publishers")),
        }
    }

    fn examples(&mut self, topic: &'a Table<'a>, who: &str) -> Vec<Example> {
        let mut examples = Vec::new();
        let Some(value) = topic.get("examples") else {
            return examples;
        };
        for (index, (span, table)) in self
            .tables(value, &format!("{who}`examples`"))
            .into_iter()
            .enumerate()
        {
            let who = format!("{who}example {}: ", index + 1);
            self.known_keys(
                table,
                &["text", "title", "body", "language", "tagged"],
                &who,
            );
            let mut string = |key: &str| {
                table
                    .get(key)
                    .and_then(|value| self.string(value, &format!("{who}`{key}`")))
                    .map(ToOwned::to_owned)
            };
            let title = string("text").or_else(|| string("title"));
            let body = string("body").unwrap_or_default();
            let language = string("language");
            if title.is_none() && body.is_empty() {
                self.wrong(span.start, format!("{who}no `text`"));
            }
            let tagged = match table.get("tagged") {
                Some(value) => self.flag(value, &format!("{who}`tagged`")),
                None => {
                    self.wrong(
                        span.start,
                        format!("{who}no `tagged`, which says whether the topic must tag it"),
                    );
                    None
                }
            };
            if let Some(tagged) = tagged {
                examples.push(Example {
                    title: title.unwrap_or_default(),
                    body,
                    language,
                    tagged,
                    at: span.start,
                });
            }
        }
        examples
    }

    /// Whether a phrase can be matched at all; tells what is wrong with it.
    fn phrase_is_right(&mut self, at: usize, written: &str, who: &str) -> bool {
        let text = written.trim();
        let shown = if written.is_empty() {
            "\"\"".to_owned()
        } else {
            format!("`{written}`")
        };
        let bare = text.strip_prefix('=').unwrap_or(text);
        if bare.trim().is_empty() {
            self.wrong(at, format!("{who}term {shown} is empty"));
            return false;
        }
        if bare.contains(['[', ']', '(', ')', '|', '\\', '^', '?', '{', '}']) || bare.contains(".*")
        {
            self.suggest(
                at,
                format!("{who}term {shown} looks like a regular expression, which a term is not"),
                Some("every form of a word matches by itself; write `word*` for any ending, and alternatives as terms of their own".to_owned()),
            );
            return false;
        }
        let words: Vec<&str> = bare.split_whitespace().collect();
        if words.len() > MOST_TERM_WORDS {
            self.wrong(
                at,
                format!("{who}term {shown} has more than {MOST_TERM_WORDS} words"),
            );
            return false;
        }
        for word in words {
            let stem = word.strip_suffix('*').unwrap_or(word);
            if stem.contains('*') {
                self.suggest(
                    at,
                    format!("{who}term {shown} has a `*` that is not at the end of a word"),
                    Some("write `*` after the beginning of a word".to_owned()),
                );
                return false;
            }
            if !stem.chars().any(char::is_alphanumeric) {
                let what = if word.ends_with('*') {
                    "a `*` alone"
                } else {
                    "no letter or digit"
                };
                self.wrong(at, format!("{who}term {shown} has a word of {what}"));
                return false;
            }
            if text.starts_with('=') && word.ends_with('*') {
                self.wrong(
                    at,
                    format!("{who}term {shown} cannot be exact (`=`) and open (`*`) at once"),
                );
                return false;
            }
        }
        true
    }

    fn known_keys(&mut self, table: &'a Table<'a>, known: &[&str], who: &str) {
        for (key, _) in in_order(table) {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let suggestion = did_you_mean(name, known.iter().copied());
                self.suggest(
                    key.span().start,
                    format!("{who}unknown key `{name}`"),
                    suggestion,
                );
            }
        }
    }

    fn language(&mut self, code: &Spanned<std::borrow::Cow<'a, str>>, who: &str) -> Option<String> {
        let name = code.get_ref().as_ref();
        if Languages::of_code(name).is_some() {
            return Some(name.to_owned());
        }
        let who = who.trim_end_matches(": ");
        let known = Languages::CODES.map(|(code, _)| code);
        let suggestion =
            did_you_mean(name, known).or_else(|| Some(format!("one of {}", known.join(", "))));
        self.suggest(
            code.span().start,
            format!("{who}: unknown language `{name}`"),
            suggestion,
        );
        None
    }

    fn table(&mut self, value: &'a Value<'a>, what: &str) -> Option<&'a Table<'a>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            other => {
                self.wrong(
                    value.span().start,
                    format!("{what} must be a table, not {}", kind(other)),
                );
                None
            }
        }
    }

    fn tables(&mut self, value: &'a Value<'a>, what: &str) -> Vec<(Range<usize>, &'a Table<'a>)> {
        let DeValue::Array(array) = value.get_ref() else {
            self.suggest(
                value.span().start,
                format!(
                    "{what} must be written with double brackets, not as {}",
                    kind(value.get_ref())
                ),
                Some("write `[[topics]]`, `[[topics.combos]]`, `[[topics.examples]]`".to_owned()),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for member in array.iter() {
            if let Some(table) = self.table(member, what) {
                tables.push((member.span(), table));
            }
        }
        tables
    }

    fn strings(&mut self, value: &'a Value<'a>, what: &str) -> Vec<(usize, &'a str)> {
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong(
                value.span().start,
                format!("{what} must be an array, not {}", kind(value.get_ref())),
            );
            return Vec::new();
        };
        let mut strings = Vec::new();
        for member in array.iter() {
            if let Some(text) = self.string(member, &format!("{what}: each member")) {
                strings.push((member.span().start, text));
            }
        }
        strings
    }

    fn string(&mut self, value: &'a Value<'a>, what: &str) -> Option<&'a str> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.as_ref()),
            other => {
                self.wrong(
                    value.span().start,
                    format!("{what} must be a text in quotes, not {}", kind(other)),
                );
                None
            }
        }
    }

    fn flag(&mut self, value: &'a Value<'a>, what: &str) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                self.wrong(
                    value.span().start,
                    format!("{what} must be true or false, not {}", kind(other)),
                );
                None
            }
        }
    }

    fn number(&mut self, table: &'a Table<'a>, key: &str, default: f64, who: &str) -> f64 {
        let Some(value) = table.get(key) else {
            return default;
        };
        match number(value.get_ref()).filter(|number| number.is_finite() && number.abs() <= 1e6) {
            Some(number) => number,
            None => {
                self.wrong(
                    value.span().start,
                    format!(
                        "{who}`{key}` must be a number, not {}",
                        kind(value.get_ref())
                    ),
                );
                default
            }
        }
    }

    fn factor(&mut self, table: &'a Table<'a>, key: &str, default: f64, who: &str) -> f64 {
        let factor = self.number(table, key, default, who);
        if factor < 0.0 {
            self.wrong(
                at_key(table, key, 0),
                format!("{who}`{key}` must not be negative"),
            );
            return default;
        }
        factor
    }

    fn count(
        &mut self,
        table: &'a Table<'a>,
        key: &str,
        default: usize,
        range: std::ops::RangeInclusive<usize>,
        who: &str,
    ) -> usize {
        let number = self.number(table, key, default as f64, who);
        if number.fract() != 0.0 || number < *range.start() as f64 || number > *range.end() as f64 {
            self.wrong(
                at_key(table, key, 0),
                format!(
                    "{who}`{key}` must be a whole number from {} to {}",
                    range.start(),
                    range.end()
                ),
            );
            return default;
        }
        number as usize
    }
}

fn empty_group() -> Group {
    Group {
        written: Vec::new(),
        phrases: Vec::new(),
    }
}

/// The entries of a table in the order of the file.
fn in_order<'t, 'a>(
    table: &'t Table<'a>,
) -> Vec<(&'t Spanned<std::borrow::Cow<'a, str>>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn at_key(table: &Table<'_>, key: &str, otherwise: usize) -> usize {
    table.get(key).map_or(otherwise, |value| value.span().start)
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(integer) => {
            let digits = integer.as_str().replace('_', "");
            i64::from_str_radix(&digits, integer.radix())
                .ok()
                .map(|number| number as f64)
        }
        DeValue::Float(float) => float.as_str().replace('_', "").parse().ok(),
        _ => None,
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 64
        && slug
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !slug.starts_with('-')
        && !slug.ends_with('-')
}

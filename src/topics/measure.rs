//! How good the rules are: labelled items in, precision, recall and F1 out, by topic and by language, with
//! every error explained. Pure; the formulas are the usual ones, 0 where a denominator is 0.

use std::collections::{BTreeMap, BTreeSet};

use super::explain::Explanation;
use super::{TopicText, Topics};

/// An item whose topics a person has told.
#[derive(Debug, Clone)]
pub struct Labelled<'a> {
    /// Any name, to find it again.
    pub id: &'a str,
    /// The text that is tagged.
    pub text: TopicText<'a>,
    /// The language it is counted under; may differ from what the text states.
    pub language: &'a str,
    /// The slugs it should have.
    pub topics: Vec<&'a str>,
    /// The slugs that were judged at all, the others are not counted; `None` for all.
    pub judged: Option<Vec<&'a str>>,
}

impl Labelled<'_> {
    fn is_judged(&self, slug: &str) -> bool {
        self.judged
            .as_ref()
            .is_none_or(|judged| judged.contains(&slug))
    }
}

/// The outcome of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// How many items were scored.
    pub items: usize,
    /// Plain mean of the F1 of the topics that occur.
    pub macro_f1: f64,
    /// Share of items whose set of topics is exactly right.
    pub exact_match: f64,
    /// By topic, in the order of the rule file.
    pub topics: Vec<(String, Counts)>,
    /// By language: the mean F1 of the topics that occur in it, and each topic's counts.
    pub languages: Vec<LanguageScores>,
    /// How often items with one set of topics got another: expected, found, how many; only where they differ.
    pub confusion: Vec<(Vec<String>, Vec<String>, usize)>,
    /// Every wrong item and topic, in the order of the items.
    pub errors: Vec<LabelError>,
}

/// One language's part of the outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct LanguageScores {
    /// Its code.
    pub language: String,
    /// How many items.
    pub items: usize,
    /// Plain mean over the topics with positives or tags in this language.
    pub macro_f1: f64,
    /// By topic, those that occur.
    pub topics: Vec<(String, Counts)>,
}

/// Right and wrong decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tagged, rightly.
    pub true_positives: usize,
    /// Tagged, wrongly.
    pub false_positives: usize,
    /// Not tagged, wrongly.
    pub false_negatives: usize,
}

impl Counts {
    /// Share of the tags that are right.
    pub fn precision(&self) -> f64 {
        share(
            self.true_positives,
            self.true_positives + self.false_positives,
        )
    }

    /// Share of the labels that were found.
    pub fn recall(&self) -> f64 {
        share(
            self.true_positives,
            self.true_positives + self.false_negatives,
        )
    }

    /// Harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        share(
            2 * self.true_positives,
            2 * self.true_positives + self.false_positives + self.false_negatives,
        )
    }

    fn count(&mut self, expected: bool, found: bool) {
        match (expected, found) {
            (true, true) => self.true_positives += 1,
            (false, true) => self.false_positives += 1,
            (true, false) => self.false_negatives += 1,
            (false, false) => {}
        }
    }

    /// Whether any item has the topic, rightly or wrongly, or lacks it; else there is nothing to score.
    pub fn occurs(&self) -> bool {
        self.true_positives + self.false_positives + self.false_negatives > 0
    }
}

/// A wrong decision.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelError {
    /// The item's.
    pub id: String,
    /// Its language.
    pub language: String,
    /// Its headline.
    pub title: String,
    /// The topic that it has wrongly or lacks wrongly.
    pub topic: String,
    /// Whether it should have it.
    pub expected: bool,
    /// Why it was decided so.
    pub explanation: Explanation,
}

impl Topics {
    /// Scores the rules on labelled items. Labels that are no topic of the rules are ignored.
    pub fn test(&self, items: &[Labelled<'_>]) -> Scores {
        let slugs: Vec<&str> = self.infos.iter().map(|topic| topic.slug.as_str()).collect();
        let mut topics = vec![Counts::default(); slugs.len()];
        let mut languages: BTreeMap<&str, (usize, Vec<Counts>)> = BTreeMap::new();
        let mut confusion: BTreeMap<(Vec<String>, Vec<String>), usize> = BTreeMap::new();
        let mut errors = Vec::new();
        let mut exact = 0;
        for item in items {
            let found: BTreeSet<String> = self
                .tag(&item.text)
                .into_iter()
                .map(|tag| tag.topic)
                .filter(|slug| item.is_judged(slug))
                .collect();
            let expected: BTreeSet<String> = item
                .topics
                .iter()
                .filter(|slug| slugs.contains(slug))
                .map(|slug| (*slug).to_owned())
                .collect();
            let (count, by_topic) = languages
                .entry(item.language)
                .or_insert_with(|| (0, vec![Counts::default(); slugs.len()]));
            *count += 1;
            for (index, slug) in slugs
                .iter()
                .enumerate()
                .filter(|(_, slug)| item.is_judged(slug))
            {
                let (is, should) = (found.contains(*slug), expected.contains(*slug));
                topics[index].count(should, is);
                by_topic[index].count(should, is);
                if is != should {
                    errors.extend(
                        self.explain(&item.text, slug)
                            .map(|explanation| LabelError {
                                id: item.id.to_owned(),
                                language: item.language.to_owned(),
                                title: item.text.title.to_owned(),
                                topic: (*slug).to_owned(),
                                expected: should,
                                explanation,
                            }),
                    );
                }
            }
            if found == expected {
                exact += 1;
            } else {
                let key = (expected.into_iter().collect(), found.into_iter().collect());
                *confusion.entry(key).or_default() += 1;
            }
        }
        let named = |counts: &[Counts]| -> Vec<(String, Counts)> {
            slugs
                .iter()
                .map(|slug| (*slug).to_owned())
                .zip(counts.iter().copied())
                .collect()
        };
        Scores {
            items: items.len(),
            macro_f1: mean_f1(&topics),
            exact_match: share(exact, items.len()),
            topics: named(&topics),
            languages: languages
                .into_iter()
                .map(|(language, (items, counts))| LanguageScores {
                    language: language.to_owned(),
                    items,
                    macro_f1: mean_f1(&counts),
                    topics: named(&counts)
                        .into_iter()
                        .filter(|(_, counts)| counts.occurs())
                        .collect(),
                })
                .collect(),
            confusion: confusion
                .into_iter()
                .map(|((expected, found), count)| (expected, found, count))
                .collect(),
            errors,
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn mean_f1(topics: &[Counts]) -> f64 {
    mean(
        topics
            .iter()
            .filter(|counts| counts.occurs())
            .map(Counts::f1),
    )
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    if count == 0 {
        0.0
    } else {
        sum / f64::from(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_follow_their_formulas_and_errors_are_explained() {
        let rules = "[[topics]]\nslug = \"x\"\n[topics.terms.any]\n\"flood\" = 10\n";
        let topics = Topics::load(rules, "x.toml").unwrap();
        let item = |id, title, topics| Labelled {
            id,
            text: TopicText {
                title,
                summary: "",
                body: "",
                language: Some("en"),
                link: "",
                feed: "",
            },
            language: "en",
            topics,
            judged: None,
        };
        let scores = topics.test(&[
            item("1", "Floods again", vec!["x"]),
            item("2", "A flood of orders", vec![]),
            item("3", "The river rises", vec!["x"]),
            item("4", "Sunshine", vec![]),
        ]);
        let counts = scores.topics[0].1;
        assert_eq!(
            (
                counts.true_positives,
                counts.false_positives,
                counts.false_negatives
            ),
            (1, 1, 1)
        );
        assert!((scores.macro_f1 - 0.5).abs() < 1e-9);
        assert!((scores.exact_match - 0.5).abs() < 1e-9);
        let two = Topics::load(
            &format!("{rules}[[topics]]\nslug = \"y\"\n[topics.terms.any]\n\"drought\" = 10\n"),
            "x.toml",
        )
        .unwrap();
        let scores_of_two = two.test(&[item("1", "Floods again", vec!["x"])]);
        assert!(!scores_of_two.topics[1].1.occurs());
        assert!((scores_of_two.macro_f1 - 1.0).abs() < 1e-9);
        let unsaid = Labelled {
            judged: Some(vec![]),
            ..item("5", "A flood", vec![])
        };
        assert_eq!(topics.test(&[unsaid]).topics[0].1, Counts::default());
        let wrong: Vec<_> = scores
            .errors
            .iter()
            .map(|error| (error.id.as_str(), error.expected))
            .collect();
        assert_eq!(wrong, [("2", false), ("3", true)]);
        assert_eq!(scores.errors[0].explanation.hits[0].term, "flood");
    }
}

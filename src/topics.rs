//! Which topics an item belongs to, and why.

use crate::model::{Mistake, Tag, TopicInfo};

/// The rules of all topics, compiled.
#[derive(Debug)]
pub struct Topics {}

/// The text of one item as the matcher wants it; all plain text.
#[derive(Debug, Clone, Copy)]
pub struct TopicText<'a> {
    /// Headline; empty when there is none.
    pub title: &'a str,
    /// Plain text of the summary; empty when there is none or it is the body itself.
    pub summary: &'a str,
    /// Plain text of the content, else of the summary.
    pub body: &'a str,
    /// Primary language subtag; `None` when unknown.
    pub language: Option<&'a str>,
    /// The feed's URL, for `scope`.
    pub feed: &'a str,
}

impl Topics {
    /// The rules compiled in: `config/topics.toml`.
    pub fn builtin() -> Topics {
        Topics {}
    }

    /// Reads a rule file and runs its examples. `file` is its name in mistakes.
    ///
    /// # Errors
    /// All mistakes of the file.
    pub fn load(_text: &str, _file: &str) -> Result<Topics, Vec<Mistake>> {
        Ok(Topics {})
    }

    /// Every topic, in the order of the file.
    pub fn list(&self) -> Vec<TopicInfo> {
        Vec::new()
    }

    /// The topics of one item, in the order of the file.
    pub fn tag(&self, _text: &TopicText<'_>) -> Vec<Tag> {
        Vec::new()
    }
}

//! The key table: every table of the config, every key in it, and what kind of value each takes. The one
//! place that knows what may be written; [`super::shape`] holds a file against it.

/// A table of the file and what may stand in it.
pub(in crate::config) struct TableKeys {
    /// As the user writes it: `[poll]`; empty for the top of the file.
    pub(in crate::config) heading: &'static str,
    /// Name and kind of each key.
    pub(in crate::config) keys: &'static [(&'static str, Kind)],
}

/// What a key's value looks like.
#[derive(Clone, Copy)]
pub(in crate::config) enum Kind {
    Text,
    Path,
    Url,
    Cron,
    Duration,
    Size,
    Address,
    Number,
    Flag,
    Paths,
    Addresses,
    Headers,
    Table(&'static TableKeys),
    Tables(&'static TableKeys),
}

pub(in crate::config) const ROOT: TableKeys = TableKeys {
    heading: "",
    keys: &[
        ("topics_file", Kind::Path),
        ("retag", Kind::Duration),
        ("opml", Kind::Paths),
        ("store", Kind::Table(&STORE)),
        ("poll", Kind::Table(&POLL)),
        ("http", Kind::Table(&HTTP)),
        ("feeds", Kind::Tables(&FEEDS)),
    ],
};

const STORE: TableKeys = TableKeys {
    heading: "[store]",
    keys: &[("path", Kind::Path), ("keep_polls", Kind::Duration)],
};

const POLL: TableKeys = TableKeys {
    heading: "[poll]",
    keys: &[
        ("schedule", Kind::Cron),
        ("timeout", Kind::Duration),
        ("max_body", Kind::Size),
        ("concurrency", Kind::Number),
        ("per_host", Kind::Number),
        ("host_gap", Kind::Duration),
        ("jitter", Kind::Duration),
        ("user_agent", Kind::Text),
        ("contact", Kind::Text),
        ("proxy", Kind::Url),
        ("allow_private_networks", Kind::Flag),
        ("allow_addresses", Kind::Addresses),
    ],
};

const HTTP: TableKeys = TableKeys {
    heading: "[http]",
    keys: &[("listen", Kind::Address)],
};

const FEEDS: TableKeys = TableKeys {
    heading: "[[feeds]]",
    keys: &[
        ("url", Kind::Url),
        ("title", Kind::Text),
        ("folder", Kind::Text),
        ("schedule", Kind::Cron),
        ("timeout", Kind::Duration),
        ("user_agent", Kind::Text),
        ("headers", Kind::Headers),
        ("username", Kind::Text),
        ("password_file", Kind::Path),
        ("enabled", Kind::Flag),
    ],
};

/// Every table, for finding out where a misplaced key belongs.
pub(in crate::config) const TABLES: [&TableKeys; 5] = [&ROOT, &STORE, &POLL, &HTTP, &FEEDS];

/// Names that other programs use for the same thing, too far from ours for an edit distance.
pub(super) const SYNONYMS: [(&str, &str); 18] = [
    ("interval", "schedule"),
    ("cron", "schedule"),
    ("every", "schedule"),
    ("link", "url"),
    ("xmlurl", "url"),
    ("href", "url"),
    ("name", "title"),
    ("group", "folder"),
    ("category", "folder"),
    ("login", "username"),
    ("password", "password_file"),
    ("topics", "topics_file"),
    ("database", "path"),
    ("bind", "listen"),
    ("useragent", "user_agent"),
    ("email", "contact"),
    ("max_size", "max_body"),
    ("subscriptions", "feeds"),
];

impl TableKeys {
    /// The kind of a key of this table; `None` for a stranger.
    pub(super) fn kind(&self, key: &str) -> Option<Kind> {
        self.keys
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, kind)| *kind)
    }

    /// Where that is, to be read after "belongs".
    pub(super) fn place(&self) -> String {
        match self.heading {
            "" => "at the top of the file, above the first [table]".to_owned(),
            heading => format!("in {heading}"),
        }
    }
}

impl Kind {
    /// What is expected, to be read after "expected".
    pub(super) fn expected(self) -> String {
        match self {
            Kind::Text => "text in quotes".to_owned(),
            Kind::Path => "a path in quotes".to_owned(),
            Kind::Url => "a URL in quotes".to_owned(),
            Kind::Cron => "a cron expression such as \"*/30 * * * *\"".to_owned(),
            Kind::Duration => "a duration such as \"30s\"".to_owned(),
            Kind::Size => "a size such as \"16 MiB\"".to_owned(),
            Kind::Address => "an address and a port such as \"127.0.0.1:8437\"".to_owned(),
            Kind::Number => "a whole number".to_owned(),
            Kind::Flag => "true or false".to_owned(),
            Kind::Paths => "a list of paths such as [\"subscriptions.opml\"]".to_owned(),
            Kind::Addresses => "a list of addresses such as [\"192.168.1.10\"]".to_owned(),
            Kind::Headers => "headers such as { \"X-Token\" = \"abc\" }".to_owned(),
            Kind::Table(keys) => format!("the table {}", keys.heading),
            Kind::Tables(keys) => format!("a block that starts with {}", keys.heading),
        }
    }
}

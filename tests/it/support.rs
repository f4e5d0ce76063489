//! What the integration tests share: the binary, temporary folders, a store to look into.

pub(crate) mod daemon;
pub(crate) mod origin;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder of its own for one test, with a config in it.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty folder.
    pub(crate) fn new() -> Place {
        Place {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with this config in it.
    pub(crate) fn with_config(config: &str) -> Place {
        let place = Place::new();
        place.write("jarshy.toml", config);
        place
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// The store that the config names when it names none.
    pub(crate) fn store(&self) -> PathBuf {
        self.path("jarshy.db")
    }

    /// The binary, to be run in this folder with this folder's config.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jarshy"));
        command
            .current_dir(self.folder.path())
            .env_remove("STATE_DIRECTORY")
            .env_remove("CREDENTIALS_DIRECTORY")
            .env_remove("NOTIFY_SOCKET")
            .env_remove("JOURNAL_STREAM")
            .env("NO_PROXY", "*")
            .args(args);
        if self.path("jarshy.toml").exists() {
            command.arg("--config").arg(self.path("jarshy.toml"));
        }
        command
    }

    /// Runs the binary to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// The rows of a query on the store, columns joined with `|`.
    pub(crate) fn sql(&self, sql: &str) -> Vec<String> {
        query(&self.store(), sql)
    }

    /// The id of the item with this headline.
    pub(crate) fn item(&self, title: &str) -> String {
        self.sql(&format!("select id from items where title = '{title}'"))
            .remove(0)
    }
}

/// An RSS document with these items: guid, title, text.
pub(crate) fn rss(items: &[(&str, &str, &str)]) -> String {
    let mut document = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>The News</title>\
         <link>https://news.example/</link><description>news</description>\n",
    );
    for (guid, title, text) in items {
        document.push_str(&format!(
            "<item><guid isPermaLink=\"false\">{guid}</guid><link>https://news.example/{guid}</link>\
             <title>{title}</title><description>{text}</description>\
             <pubDate>Mon, 10 May 2021 09:00:00 GMT</pubDate></item>\n"
        ));
    }
    document.push_str("</channel></rss>\n");
    document
}

/// What a run of the binary came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Ran {
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts that it went well.
    #[track_caller]
    pub(crate) fn ok(self) -> Ran {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Asserts that it failed with this code and said this on stderr.
    #[track_caller]
    pub(crate) fn failed(self, code: i32, says: &str) -> Ran {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(
            self.stderr.contains(says),
            "{says:?} is not in {:?}",
            self.stderr
        );
        self
    }
}

/// The rows of a query on a store, as any SQLite program would read them.
pub(crate) fn query(store: &Path, sql: &str) -> Vec<String> {
    let db = rusqlite::Connection::open(store).unwrap();
    let mut statement = db.prepare(sql).unwrap();
    let columns = statement.column_count();
    statement
        .query_map([], |row| {
            let cells: Vec<String> = (0..columns)
                .map(|column| {
                    use rusqlite::types::ValueRef;
                    match row.get_ref(column).unwrap() {
                        ValueRef::Null => String::new(),
                        ValueRef::Integer(number) => number.to_string(),
                        ValueRef::Real(number) => number.to_string(),
                        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
                    }
                })
                .collect();
            Ok(cells.join("|"))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

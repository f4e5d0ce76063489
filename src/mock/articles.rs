//! Where the mock feed's articles come from: the four that are compiled in, a folder of text files, or
//! one text file. Files are read here and nowhere else in the mock feed; what is wrong with one is told
//! with its name. The text itself is read by `form`.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;

use super::form::{self, Article};
use crate::model::Timestamp;

/// The largest file that is read, in bytes. A collection of a thousand articles is a tenth of it.
const LARGEST_FILE: u64 = 64 << 20;

/// The most files of one folder that are read.
const MOST_FILES: usize = 10_000;

/// The articles that are compiled in, as file name and text.
const BUILTIN: [(&str, &str); 4] = [
    (
        "2021-04-26-qazvac-vaccination-begins",
        include_str!("../../tests/articles/2021-04-26-qazvac-vaccination-begins.txt"),
    ),
    (
        "2021-05-08-humanitarian-assistance-india",
        include_str!("../../tests/articles/2021-05-08-humanitarian-assistance-india.txt"),
    ),
    (
        "2021-05-10-tokayev-reforms-kcir-report",
        include_str!("../../tests/articles/2021-05-10-tokayev-reforms-kcir-report.txt"),
    ),
    (
        "2021-05-11-eu-kazakhstan-cooperation-council",
        include_str!("../../tests/articles/2021-05-11-eu-kazakhstan-cooperation-council.txt"),
    ),
];

/// A place where articles are read from.
#[derive(Debug, Clone)]
pub struct Articles {
    /// The compiled-in articles where there is no path.
    path: Option<PathBuf>,
}

/// Why no articles could be read, with the path that is to blame.
#[derive(Debug, thiserror::Error)]
pub enum ArticlesError {
    /// There is nothing at the path.
    #[error("articles {}: no such file or folder", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// The operating system refused to list or read it.
    #[error("articles {}: cannot be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The folder holds no text file.
    #[error("articles {}: no .txt file in this folder", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds more text files than are read.
    #[error("articles {}: more than {MOST_FILES} .txt files in this folder", path.display())]
    TooMany {
        /// The folder.
        path: PathBuf,
    },
    /// The file is larger than what is read.
    #[error("articles {}: larger than {} MiB", path.display(), LARGEST_FILE >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file is not text in UTF-8.
    #[error("articles {}: not UTF-8 at byte {offset}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Where the first byte stands that cannot be, counted from 0.
        offset: usize,
    },
    /// The file holds no line that could be a headline.
    #[error("articles {}: no headline in this file", path.display())]
    NoHeadline {
        /// The file.
        path: PathBuf,
    },
}

/// What tells whether a file or folder has changed since it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    path: PathBuf,
    is_folder: bool,
    modified: SystemTime,
    length: u64,
}

/// Articles and the time of their last change.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) articles: Vec<Article>,
    pub(super) modified: Timestamp,
}

impl Articles {
    /// The four articles that are compiled in.
    pub fn builtin() -> Articles {
        Articles { path: None }
    }

    /// The articles of a folder (every `.txt` file directly in it) or of one text file.
    pub fn at(path: PathBuf) -> Articles {
        Articles { path: Some(path) }
    }

    /// Reads the articles as they are now, in the order of the files' names and, within a collection,
    /// of the text. At least one, and no two with the same slug.
    pub fn read(&self) -> Result<Vec<Article>, ArticlesError> {
        Ok(self.read_stamped(&self.stamps()?)?.articles)
    }

    /// The state of all files that [`read`](Articles::read) would read. Empty for what is compiled in.
    pub(super) fn stamps(&self) -> Result<Vec<Stamp>, ArticlesError> {
        let Some(path) = &self.path else {
            return Ok(Vec::new());
        };
        let top = stamp(path)?;
        if !top.is_folder {
            return Ok(vec![top]);
        }
        let mut files = text_files(path)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        // The folder's own time tells of files that were removed.
        files.push(top);
        Ok(files)
    }

    /// Reads the files behind `stamps`. The stamps are taken before, so that a change that falls between
    /// the two is seen as a change at the next look.
    pub(super) fn read_stamped(&self, stamps: &[Stamp]) -> Result<Reading, ArticlesError> {
        let mut articles = Vec::new();
        if self.path.is_none() {
            for (name, text) in BUILTIN {
                articles.extend(form::read(text, name, Timestamp::UNIX_EPOCH));
            }
        }
        for file in stamps.iter().filter(|stamp| !stamp.is_folder) {
            let name = file.path.file_stem().unwrap_or_default().to_string_lossy();
            let text = text(&file.path)?;
            let found = form::read(&text, &name, timestamp(file.modified));
            if found.is_empty() {
                return Err(ArticlesError::NoHeadline {
                    path: file.path.clone(),
                });
            }
            articles.extend(found);
        }
        tell_slugs_apart(&mut articles);
        let modified = stamps
            .iter()
            .map(|stamp| timestamp(stamp.modified))
            .max()
            .or_else(|| articles.iter().map(|article| article.published).max())
            .unwrap_or(Timestamp::UNIX_EPOCH);
        Ok(Reading { articles, modified })
    }
}

/// The `.txt` files directly in a folder. Hidden files and folders are passed over, and so is
/// everything that is not a file: opening a pipe would wait for ever.
fn text_files(folder: &Path) -> Result<Vec<Stamp>, ArticlesError> {
    let unreadable = |source| ArticlesError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_text = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !is_text || is_hidden || !path.is_file() {
            continue;
        }
        if files.len() == MOST_FILES {
            return Err(ArticlesError::TooMany {
                path: folder.to_owned(),
            });
        }
        files.push(stamp(&path)?);
    }
    if files.is_empty() {
        return Err(ArticlesError::Empty {
            path: folder.to_owned(),
        });
    }
    Ok(files)
}

fn stamp(path: &Path) -> Result<Stamp, ArticlesError> {
    let about = fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => ArticlesError::Missing {
            path: path.to_owned(),
        },
        _ => ArticlesError::Unreadable {
            path: path.to_owned(),
            source,
        },
    })?;
    Ok(Stamp {
        path: path.to_owned(),
        is_folder: about.is_dir(),
        modified: about.modified().unwrap_or(UNIX_EPOCH),
        length: about.len(),
    })
}

fn text(path: &Path) -> Result<String, ArticlesError> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|source| ArticlesError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ArticlesError::TooLarge {
            path: path.to_owned(),
        });
    }
    String::from_utf8(bytes).map_err(|err| ArticlesError::NotUtf8 {
        path: path.to_owned(),
        offset: err.utf8_error().valid_up_to(),
    })
}

/// Whole seconds, because HTTP dates have no smaller unit. A file from before 1970 counts as from then.
fn timestamp(at: SystemTime) -> Timestamp {
    at.duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .filter(|at| form::is_plausible(*at))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Gives the second and every further article of one name a number at its end.
fn tell_slugs_apart(articles: &mut [Article]) {
    let mut taken = HashSet::new();
    for article in articles {
        let name = form::slug(&article.slug);
        let mut slug = name.clone();
        let mut number = 1;
        while !taken.insert(slug.clone()) {
            number += 1;
            slug = format!("{name}-{number}");
        }
        article.slug = slug;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        folder
    }

    fn complaint(path: &Path) -> String {
        Articles::at(path.to_owned())
            .read()
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_builtin_articles_are_complete_and_their_names_begin_with_their_dates() {
        let articles = Articles::builtin().read().unwrap();
        assert_eq!(articles.len(), 4);
        for article in articles {
            assert!(article.byline.is_some(), "{}", article.slug);
            assert!(article.outlet.is_some(), "{}", article.slug);
            assert!(article.paragraphs.len() >= 8, "{}", article.slug);
            let day = article.published.format("%Y-%m-%d").to_string();
            assert!(article.slug.starts_with(&day), "{} {day}", article.slug);
        }
    }

    #[test]
    fn every_article_file_of_the_repository_is_built_in() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles");
        let on_disk = Articles::at(path.into()).read().unwrap();
        assert_eq!(on_disk, Articles::builtin().read().unwrap());
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_names_and_other_files_are_passed_over() {
        let folder = folder(&[
            ("b.txt", b"B\n"),
            ("a.TXT", b"A\n"),
            ("notes.md", b"C\n"),
            (".hidden.txt", b"D\n"),
        ]);
        fs::create_dir(folder.path().join("sub.txt")).unwrap();
        let articles = Articles::at(folder.path().into()).read().unwrap();
        let headlines: Vec<_> = articles.iter().map(|a| a.headline.as_str()).collect();
        assert_eq!(headlines, ["A", "B"]);
    }

    #[test]
    fn equal_names_are_told_apart() {
        let text = b"Same\n\nOne.\n\nContinue Reading\n\nSame\n\nTwo.\n\nContinue Reading\n";
        let folder = folder(&[("all.txt", text), ("same.txt", b"Same\n")]);
        let articles = Articles::at(folder.path().into()).read().unwrap();
        let slugs: Vec<_> = articles.iter().map(|a| a.slug.as_str()).collect();
        assert_eq!(slugs, ["same", "same-2", "same-3"]);
    }

    #[test]
    fn what_is_wrong_is_told_with_the_name_of_the_file() {
        let folder = folder(&[]);
        let at = |name: &str| folder.path().join(name);
        let here = folder.path().display();
        assert_eq!(
            complaint(&at("nowhere")),
            format!("articles {here}/nowhere: no such file or folder")
        );
        assert_eq!(
            complaint(folder.path()),
            format!("articles {here}: no .txt file in this folder")
        );
        fs::write(at("blank.txt"), " \n\n").unwrap();
        assert_eq!(
            complaint(folder.path()),
            format!("articles {here}/blank.txt: no headline in this file")
        );
        fs::write(at("blank.txt"), b"Caf\xe9\n").unwrap();
        assert_eq!(
            complaint(folder.path()),
            format!("articles {here}/blank.txt: not UTF-8 at byte 3")
        );
    }
}

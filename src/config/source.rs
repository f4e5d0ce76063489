//! A text file the user wrote, with the means to say where in it something is. Bytes come in from the
//! disk, text and [`Mistake`]s with line and column go out; what the text means is not known here.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::model::Mistake;

/// Far beyond any list of feeds; a device or a database given by mistake must not fill the memory.
const LARGEST_FILE: u64 = 64 << 20;

/// The bytes of a file.
///
/// # Errors
/// A clause that says why it cannot be read, which reads on from the name of the file.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    // A folder opens like a file on Unix and only fails, in worse words, when it is read.
    if path.is_dir() {
        return Err("is a folder, not a file".to_owned());
    }
    let file = File::open(path).map_err(|error| reason(&error))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(format!("is larger than {} MiB", LARGEST_FILE >> 20));
    }
    Ok(bytes)
}

/// An I/O error as a clause about the file.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "does not exist".to_owned(),
        ErrorKind::PermissionDenied => "may not be read by this user".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// A file's name and text, and where its lines begin.
pub(super) struct Source<'t> {
    file: String,
    text: &'t str,
    line_starts: Vec<usize>,
}

impl<'t> Source<'t> {
    pub(super) fn new(file: &str, text: &'t str) -> Source<'t> {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(newlines.map(|(offset, _)| offset + 1))
            .collect();
        Source {
            file: file.to_owned(),
            text,
            line_starts,
        }
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The line a byte offset is in, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    /// The bytes of a line, counted from 1, without its end.
    pub(super) fn line_text(&self, line: usize) -> (usize, &'t str) {
        let start = self.line_starts[line - 1];
        let end = self
            .line_starts
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        (start, self.text.get(start..end).unwrap_or_default())
    }

    /// Line and column of a byte offset, both from 1.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.line_starts[line - 1];
        let column = self
            .text
            .get(start..offset)
            .map_or(offset - start, |before| before.chars().count());
        (line, column + 1)
    }

    pub(super) fn mistake(&self, offset: usize, message: impl Into<String>) -> Mistake {
        let (line, column) = self.position(offset);
        Mistake {
            file: self.file.clone(),
            line,
            column,
            message: message.into(),
            suggestion: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let source = Source::new("a.toml", "қаз = 1\n\nb = 2");
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(source.text().find('=').unwrap()), (1, 5));
        assert_eq!(source.position(source.text().find('b').unwrap()), (3, 1));
        assert_eq!(source.position(source.text().len()), (3, 6));
        assert_eq!(source.line_text(1), (0, "қаз = 1"));
        assert_eq!(source.line_text(3).1, "b = 2");
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            read_file(folder.path()),
            Err("is a folder, not a file".to_owned())
        );
        assert_eq!(
            read_file(&folder.path().join("none")),
            Err("does not exist".to_owned())
        );
    }
}

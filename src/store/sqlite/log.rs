//! The write-ahead log begins anew only in a moment when nobody reads from it. Where other programs read all
//! the time, that moment never comes by itself and the log would grow for ever; so when it has become
//! long, the writer waits a little for it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::BUSY_TIMEOUT;

/// Bytes the log may have without anything being done about it; also what SQLite cuts it down to.
pub(super) const LIMIT: u64 = 64 << 20;
/// How long recordings may be held up for readers to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// The log beside the store's file.
pub(super) struct Log {
    path: PathBuf,
    limit: u64,
    /// Length at which to act next.
    next: u64,
}

impl Log {
    /// The log of the store at `store`, to be kept at about this many bytes.
    pub(super) fn of(store: &Path, limit: u64) -> Log {
        let mut path = store.as_os_str().to_owned();
        path.push("-wal");
        Log {
            path: PathBuf::from(path),
            limit,
            next: limit,
        }
    }

    /// Empties the log if it has become long. A reader who stays longer than our patience keeps it as it
    /// is; then the next attempt is made when it has grown by as much again.
    pub(super) fn keep_short(&mut self, connection: &Connection) {
        let length = std::fs::metadata(&self.path).map_or(0, |file| file.len());
        if length <= self.next {
            return;
        }
        match empty(connection) {
            Ok(true) => self.next = self.limit,
            Ok(false) => {
                self.next = length + self.limit;
                tracing::warn!(
                    megabytes = length >> 20,
                    "the store's write-ahead log grows, because another program keeps reading an old state"
                );
            }
            Err(error) => {
                self.next = length + self.limit;
                tracing::warn!(%error, "the store's write-ahead log could not be emptied");
            }
        }
    }
}

/// Whether the log was emptied.
fn empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.busy_timeout(PATIENCE)?;
    let busy = connection.query_row("pragma wal_checkpoint(truncate)", [], |row| {
        row.get::<_, bool>(0)
    });
    connection.busy_timeout(BUSY_TIMEOUT)?;
    busy.map(|busy| !busy)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store with a page in its log, and a reader who holds on to it.
    fn read_store(path: &Path) -> (Connection, Connection) {
        let writer = Connection::open(path).unwrap();
        writer
            .execute_batch("pragma journal_mode = wal; create table t (n);")
            .unwrap();
        let reader = Connection::open(path).unwrap();
        reader
            .execute_batch("begin; select count(*) from t;")
            .unwrap();
        writer.execute_batch("insert into t values (1)").unwrap();
        (writer, reader)
    }

    #[test]
    fn a_long_log_is_emptied_once_its_readers_are_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jarshy.db");
        let (writer, reader) = read_store(&path);
        let mut log = Log::of(&path, 1);
        let length = || std::fs::metadata(folder.path().join("jarshy.db-wal")).map(|f| f.len());
        reader.execute_batch("commit").unwrap();
        log.keep_short(&writer);
        assert_eq!(length().unwrap(), 0);
    }

    #[test]
    fn a_short_log_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jarshy.db");
        let (writer, _reader) = read_store(&path);
        // It would wait for the reader if it tried, and set the next attempt further off.
        let mut log = Log::of(&path, LIMIT);
        log.keep_short(&writer);
        assert_eq!(log.next, LIMIT);
    }
}

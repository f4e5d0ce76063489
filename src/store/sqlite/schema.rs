//! Opening a file: is it ours, is it of our version, and if not, migrate it or refuse it untouched.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{BUSY_TIMEOUT, open_flags};
use crate::store::StoreError;

/// `jrsh`: says in the file's header whose it is.
const APPLICATION_ID: i32 = 0x6a72_7368;

/// In order; the file's `user_version` counts how many it has had. Released ones are never edited.
const MIGRATIONS: [&str; 4] = [
    include_str!("migrations/0001_initial.sql"),
    include_str!("migrations/0002_manners.sql"),
    include_str!("migrations/0003_identity.sql"),
    include_str!("migrations/0004_threshold.sql"),
];

/// What a file turned out to be.
enum Found {
    Nothing,
    Ours(usize),
}

pub(super) fn open_for_writing(path: &Path) -> Result<Connection, StoreError> {
    inspect(path)?;
    let unusable = |e: rusqlite::Error| unusable(path, &e);
    let mut connection = Connection::open_with_flags(path, open_flags(true)).map_err(unusable)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(unusable)?;
    // SQLite opens what it may not write all the same, and would fail at the first poll.
    if connection
        .is_readonly(rusqlite::MAIN_DB)
        .map_err(unusable)?
    {
        return Err(StoreError::Unusable {
            path: path.to_owned(),
            reason: "this user may not write it".to_owned(),
        });
    }
    migrate(&mut connection).map_err(unusable)?;
    connection
        .execute_batch(
            "pragma journal_mode = wal;
             pragma synchronous = normal;
             pragma foreign_keys = on;
             pragma cache_size = -16000;
             pragma journal_size_limit = 67108864;",
        )
        .map_err(unusable)?;
    // Otherwise SQLite, built as it is here, plans some statements anew for every value they get.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(unusable)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

pub(super) fn open_for_reading(path: &Path) -> Result<Connection, StoreError> {
    match inspect(path)? {
        Found::Nothing => return Err(StoreError::Missing(path.to_owned())),
        Found::Ours(version) if version < MIGRATIONS.len() => {
            return Err(StoreError::Foreign {
                path: path.to_owned(),
                what: "a store of an older version; start `jarshy run` once to bring it up to date"
                    .to_owned(),
            });
        }
        Found::Ours(_) => {}
    }
    let connection = connect_for_reading(path).map_err(|e| unusable(path, &e))?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

/// A connection that has read something. A database in WAL mode needs its two files beside it, and in a
/// folder that this user may not write they cannot be made; but while they are not there, nobody else
/// has it open, and it may be read as a file that does not change.
fn connect_for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let connect = |file: &Path, flags| -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.query_row("pragma schema_version", [], |_| Ok(()))?;
        Ok(connection)
    };
    let first = connect(path, open_flags(false));
    let refused = first.as_ref().is_err_and(|e| {
        matches!(
            e.sqlite_error_code(),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
        )
    });
    if !refused || wal_has_content(path) {
        return first;
    }
    let address = std::path::absolute(path)
        .ok()
        .and_then(|path| url::Url::from_file_path(path).ok());
    match address {
        Some(mut address) => {
            address.set_query(Some("immutable=1"));
            connect(
                Path::new(address.as_str()),
                open_flags(false) | OpenFlags::SQLITE_OPEN_URI,
            )
        }
        None => first,
    }
}

fn wal_has_content(path: &Path) -> bool {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    std::fs::metadata(wal).is_ok_and(|meta| meta.len() > 0)
}

/// Whether this may become or is a store of ours; it is not touched.
///
/// # Errors
/// As [`open_for_writing`].
pub(super) fn refuse_foreign(path: &Path) -> Result<(), StoreError> {
    inspect(path).map(drop)
}

/// Looks without touching: read-only, and not at all when the file is no database.
fn inspect(path: &Path) -> Result<Found, StoreError> {
    let foreign = |what: String| StoreError::Foreign {
        path: path.to_owned(),
        what,
    };
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => return Err(foreign("is a folder, not a store".to_owned())),
        Ok(meta) if meta.len() == 0 => return Ok(Found::Nothing),
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(e) => {
            return Err(StoreError::Unusable {
                path: path.to_owned(),
                reason: e.to_string(),
            });
        }
    }
    let look = || -> rusqlite::Result<(i32, usize, usize)> {
        let db = connect_for_reading(path)?;
        let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
        let application = number("pragma application_id")?;
        let version = number("pragma user_version")?;
        let objects = number("select count(*) from sqlite_schema")?;
        Ok((
            i32::try_from(application).unwrap_or(0),
            usize::try_from(version).unwrap_or(usize::MAX),
            usize::try_from(objects).unwrap_or(usize::MAX),
        ))
    };
    let (application, version, objects) = look().map_err(|e| match e.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => foreign("is not a SQLite database".to_owned()),
        Some(ErrorCode::DatabaseCorrupt) => foreign(
            "is damaged; restore a backup, or save what is readable with `sqlite3 FILE .recover`"
                .to_owned(),
        ),
        _ => unusable(path, &e),
    })?;
    match (application, version, objects) {
        (0, 0, 0) => Ok(Found::Nothing),
        (APPLICATION_ID, version, _) if version > MIGRATIONS.len() => Err(foreign(format!(
            "was written by a newer jarshy (schema {version}, this one knows {})",
            MIGRATIONS.len()
        ))),
        (APPLICATION_ID, version, _) => Ok(Found::Ours(version)),
        _ => Err(foreign(
            "is a SQLite database of another application".to_owned(),
        )),
    }
}

/// Brings the schema up to date; all missing steps or none.
fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    // The usual case asks for no lock: another program may hold it.
    if applied(connection)? == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let done = applied(&transaction)?;
    if done < MIGRATIONS.len() {
        for step in &MIGRATIONS[done..] {
            transaction.execute_batch(step)?;
        }
        transaction.execute_batch(&format!(
            "pragma application_id = {APPLICATION_ID}; pragma user_version = {};",
            MIGRATIONS.len()
        ))?;
    }
    transaction.commit()
}

/// How many steps the file has had.
fn applied(db: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = db.query_row("pragma user_version", [], |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(0))
}

/// Before the writer ends: statistics for the planner, and the log folded into the file.
pub(super) fn finish(connection: &Connection) {
    // Both are conveniences; a failure here loses nothing, and a reader who has the log open need not
    // be waited for.
    let _ = connection.busy_timeout(Duration::ZERO);
    let _ = connection.execute_batch("pragma optimize; pragma wal_checkpoint(truncate);");
}

fn unusable(path: &Path, error: &rusqlite::Error) -> StoreError {
    let unreadable =
        std::fs::File::open(path).is_err_and(|e| e.kind() == std::io::ErrorKind::PermissionDenied);
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) if unreadable => StoreError::Unusable {
            path: path.to_owned(),
            reason: "this user may not read it".to_owned(),
        },
        Some(ErrorCode::CannotOpen) => StoreError::Unusable {
            path: path.to_owned(),
            reason: match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
                    format!("there is no folder {}", folder.display())
                }
                _ => "its folder or file is not readable and writable".to_owned(),
            },
        },
        Some(ErrorCode::ReadOnly) => StoreError::Unusable {
            path: path.to_owned(),
            reason: "it is read-only".to_owned(),
        },
        // What it says when the disk has no room for the files beside the store.
        Some(ErrorCode::SystemIoFailure) => StoreError::Unusable {
            path: path.to_owned(),
            reason: "it cannot be read or written, perhaps because its disk is full".to_owned(),
        },
        _ => StoreError::Unusable {
            path: path.to_owned(),
            reason: error.to_string(),
        },
    }
}

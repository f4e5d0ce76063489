//! The SQLite engine: one thread owns the writing connection, readers borrow read-only ones from a
//! small pool. WAL, so neither waits for the other. The only home of rusqlite.
//!
//! Recordings that wait together are committed together, each in a savepoint of its own: one sync to
//! disk for many polls, and a bad one takes nothing with it.

pub(super) mod feeds;
mod home;
pub(super) mod items;
pub(super) mod listing;
mod log;
pub(super) mod polls;
mod rows;
mod schema;
pub(super) mod stories;
pub(super) mod topics;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::{Recorded, Recording, StoreError};
use crate::model::{Timestamp, panic_text};
use home::Home;
use log::Log;
use stories::Stories;

/// How long a statement waits for another process's lock before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// Recordings that wait for the writer; senders wait beyond that.
const QUEUE: usize = 64;
/// Recordings committed together at most.
const BATCH: usize = 64;
/// Read connections kept for the next question.
const IDLE_READERS: usize = 4;

#[derive(Clone)]
pub(super) struct Engine {
    path: Arc<PathBuf>,
    /// `None` when opened for reading only.
    writer: Option<mpsc::Sender<Job>>,
    /// A std mutex: never held across an await, only for a push or a pop.
    idle_readers: Arc<Mutex<Vec<Connection>>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sqlite {}", self.path.display())
    }
}

type Write = Box<dyn FnOnce(&mut Connection, &Home) + Send>;

enum Job {
    Record(
        Box<Recording>,
        oneshot::Sender<Result<Recorded, StoreError>>,
    ),
    Write(Write),
    ForgetOldKeys(Timestamp, oneshot::Sender<Result<(), StoreError>>),
    Close(oneshot::Sender<()>),
}

impl Engine {
    pub(super) fn open(path: &Path) -> Result<Engine, StoreError> {
        let mut connection = schema::open_for_writing(path)?;
        let home = Home::of(path)?;
        let log = Log::of(path, log::LIMIT);
        let (sender, mut jobs) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || write_all(&mut connection, &home, log, &mut jobs))
            .map_err(|e| StoreError::Failed(format!("cannot start the writer ({e})")))?;
        Ok(Engine {
            path: Arc::new(path.to_owned()),
            writer: Some(sender),
            idle_readers: Arc::default(),
        })
    }

    pub(super) fn open_for_reading(path: &Path) -> Result<Engine, StoreError> {
        let connection = schema::open_for_reading(path)?;
        Ok(Engine {
            path: Arc::new(path.to_owned()),
            writer: None,
            idle_readers: Arc::new(Mutex::new(vec![connection])),
        })
    }

    pub(super) async fn record(&self, recording: Recording) -> Result<Recorded, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Record(Box::new(recording), reply)).await?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Runs `work` in a transaction of its own.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Write = Box::new(move |connection, home| {
            let result = home.check().and_then(|()| {
                catch_unwind(AssertUnwindSafe(|| write_one(connection, work)))
                    .unwrap_or_else(|panic| Err(StoreError::Defect(panic_text(panic.as_ref()))))
            });
            // Nobody waits any more when the caller was cancelled; the work is done all the same.
            let _ = reply.send(result);
        });
        self.send(Job::Write(job)).await?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Runs `work` on a read-only connection, off the async threads.
    pub(super) async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let idle = Arc::clone(&self.idle_readers);
        let path = Arc::clone(&self.path);
        tokio::task::spawn_blocking(move || {
            let kept = lock(&idle).pop();
            let connection = match kept {
                Some(connection) => connection,
                None => schema::open_for_reading(&path)?,
            };
            let result = work(&connection).map_err(failed);
            let mut idle = lock(&idle);
            if idle.len() < IDLE_READERS {
                idle.push(connection);
            }
            result
        })
        .await
        .map_err(|e| StoreError::Failed(format!("a reader failed ({e})")))?
    }

    /// Forgets where copies of old items would have been found.
    pub(super) async fn forget_old_keys(&self, now: Timestamp) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::ForgetOldKeys(now, reply)).await?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    pub(super) async fn close(self) {
        lock(&self.idle_readers).clear();
        let (reply, done) = oneshot::channel();
        if self.send(Job::Close(reply)).await.is_ok() {
            let _ = done.await;
        }
    }

    async fn send(&self, job: Job) -> Result<(), StoreError> {
        match &self.writer {
            Some(writer) => writer.send(job).await.map_err(|_| StoreError::Closed),
            None => Err(StoreError::Failed(
                "the store was opened for reading only".to_owned(),
            )),
        }
    }
}

fn lock(idle: &Mutex<Vec<Connection>>) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    // A reader that panicked cannot leave the list half changed.
    idle.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn write_all(
    connection: &mut Connection,
    home: &Home,
    mut log: Log,
    jobs: &mut mpsc::Receiver<Job>,
) {
    // Read at the first recording; commands that record nothing do without.
    let mut stories: Option<Stories> = None;
    let mut next = jobs.blocking_recv();
    while let Some(job) = next.take() {
        match job {
            Job::Record(recording, reply) => {
                let mut batch = vec![(recording, reply)];
                while batch.len() < BATCH {
                    match jobs.try_recv() {
                        Ok(Job::Record(recording, reply)) => batch.push((recording, reply)),
                        Ok(other) => {
                            next = Some(other);
                            break;
                        }
                        Err(_) => break,
                    }
                }
                record_batch(connection, home, &mut stories, batch);
            }
            Job::ForgetOldKeys(now, reply) => {
                let result = home.check().and_then(|()| {
                    write_one(connection, |db| {
                        known_stories(&mut stories, db)?.forget_old_keys(db, now)
                    })
                });
                let _ = reply.send(result);
            }
            Job::Write(work) => work(connection, home),
            Job::Close(reply) => {
                schema::finish(connection);
                let _ = reply.send(());
                return;
            }
        }
        log.keep_short(connection);
        if next.is_none() {
            next = jobs.blocking_recv();
        }
    }
    schema::finish(connection);
}

/// What is in memory about stories, read from the store when it is first wanted.
fn known_stories<'a>(
    stories: &'a mut Option<Stories>,
    db: &Connection,
) -> rusqlite::Result<&'a mut Stories> {
    let known = match stories.take() {
        Some(known) => known,
        None => Stories::restore(db)?,
    };
    Ok(stories.insert(known))
}

type Waiting = (
    Box<Recording>,
    oneshot::Sender<Result<Recorded, StoreError>>,
);

fn write_one<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> Result<T, StoreError> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let value = work(&transaction).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(value)
}

fn record_batch(
    connection: &mut Connection,
    home: &Home,
    stories: &mut Option<Stories>,
    batch: Vec<Waiting>,
) {
    let (recordings, replies): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    let recorded = home
        .check()
        .and_then(|()| record_all(connection, stories, recordings.into_iter()).map_err(failed));
    match recorded {
        Ok(results) => {
            for (reply, result) in replies.into_iter().zip(results) {
                let _ = reply.send(result);
            }
        }
        Err(error) => {
            for reply in replies {
                let _ = reply.send(Err(again(&error)));
            }
        }
    }
}

/// The results in the order of the recordings; an error when none of them was kept.
fn record_all(
    connection: &mut Connection,
    stories: &mut Option<Stories>,
    recordings: impl ExactSizeIterator<Item = Box<Recording>>,
) -> rusqlite::Result<Vec<Result<Recorded, StoreError>>> {
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut results = Vec::with_capacity(recordings.len());
    for recording in recordings {
        let savepoint = transaction.savepoint()?;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let stories = known_stories(stories, &savepoint)?;
            items::record(&savepoint, stories, *recording)
        }));
        let result = match outcome {
            Ok(Ok(recorded)) => savepoint.commit().map(|()| recorded),
            // Dropping the savepoint rolls it back.
            Ok(Err(error)) => {
                drop(savepoint);
                Err(error)
            }
            Err(panic) => {
                results.push(Err(StoreError::Defect(panic_text(panic.as_ref()))));
                continue;
            }
        };
        match result {
            // A full disk and the like make SQLite give the whole transaction up.
            Err(error) if transaction.is_autocommit() => return Err(error),
            result => results.push(result.map_err(failed)),
        }
    }
    transaction.commit()?;
    Ok(results)
}

/// The one reason for every poll of a batch.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Busy => StoreError::Busy,
        StoreError::Unwritable(reason) => StoreError::Unwritable(reason.clone()),
        StoreError::Moved(path) => StoreError::Moved(path.clone()),
        other => StoreError::Failed(other.to_string()),
    }
}

/// Our word for an error of the driver.
fn failed(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
            StoreError::Unwritable(error.to_string())
        }
        _ => match error {
            rusqlite::Error::InvalidParameterName(text) if text.starts_with("search ") => {
                StoreError::Search(text.trim_start_matches("search ").to_owned())
            }
            other => StoreError::Failed(other.to_string()),
        },
    }
}

/// Whether this may become or is a store of ours; it is not touched.
pub(super) fn refuse_foreign(path: &Path) -> Result<(), StoreError> {
    schema::refuse_foreign(path)
}

/// Copies the store into a new file; SQLite refuses a file that has content.
pub(super) fn backup(db: &Connection, to: &Path) -> rusqlite::Result<()> {
    let to = to.to_string_lossy();
    db.execute("vacuum into ?1", [to.as_ref()]).map(drop)
}

fn open_flags(write: bool) -> OpenFlags {
    let access = if write {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    } else {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    };
    // Each connection stays with one thread at a time, which the type system sees to.
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

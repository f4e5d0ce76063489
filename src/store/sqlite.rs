//! The SQLite engine: one thread owns the writing connection, readers borrow read-only ones from a
//! small pool. WAL, so neither waits for the other. The only home of rusqlite.
//!
//! Recordings that wait together are committed together, each in a savepoint of its own: one sync to
//! disk for many polls, and a bad one takes nothing with it.

pub(super) mod feeds;
mod items;
pub(super) mod listing;
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
use crate::dedup::similar::Learned;

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

type Write = Box<dyn FnOnce(&mut Connection) + Send>;

enum Job {
    Record(
        Box<Recording>,
        oneshot::Sender<Result<Recorded, StoreError>>,
    ),
    Write(Write),
    Close(oneshot::Sender<()>),
}

impl Engine {
    pub(super) fn open(path: &Path) -> Result<Engine, StoreError> {
        let mut connection = schema::open_for_writing(path)?;
        let (sender, mut jobs) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || write_all(&mut connection, &mut jobs))
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
        let job: Write = Box::new(move |connection| {
            let result = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .and_then(|transaction| {
                    let value = work(&transaction)?;
                    transaction.commit()?;
                    Ok(value)
                })
                .map_err(failed);
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

fn write_all(connection: &mut Connection, jobs: &mut mpsc::Receiver<Job>) {
    let mut learned = Learned::default();
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
                record_batch(connection, &mut learned, batch);
            }
            Job::Write(work) => work(connection),
            Job::Close(reply) => {
                schema::finish(connection);
                let _ = reply.send(());
                return;
            }
        }
        if next.is_none() {
            next = jobs.blocking_recv();
        }
    }
    schema::finish(connection);
}

type Waiting = (
    Box<Recording>,
    oneshot::Sender<Result<Recorded, StoreError>>,
);

fn record_batch(connection: &mut Connection, learned: &mut Learned, batch: Vec<Waiting>) {
    let mut results = Vec::with_capacity(batch.len());
    let mut replies = Vec::with_capacity(batch.len());
    let committed = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .and_then(|mut transaction| {
            for (recording, reply) in batch {
                replies.push(reply);
                let savepoint = transaction.savepoint()?;
                let outcome = catch_unwind(AssertUnwindSafe(|| {
                    items::record(&savepoint, learned, *recording)
                }));
                results.push(match outcome {
                    Ok(Ok(recorded)) => savepoint.commit().map(|()| recorded).map_err(failed),
                    // Dropping the savepoint rolls it back.
                    Ok(Err(error)) => Err(failed(error)),
                    Err(panic) => Err(StoreError::Defect(panic_text(panic.as_ref()))),
                });
            }
            transaction.commit()
        });
    match committed {
        Ok(()) => {
            for (reply, result) in replies.into_iter().zip(results) {
                let _ = reply.send(result);
            }
        }
        Err(error) => {
            // A reply that was not reached is dropped with the batch: its poll sees `Closed` or,
            // here, the same reason as its neighbours.
            let error = failed(error);
            for reply in replies {
                let _ = reply.send(Err(again(&error)));
            }
        }
    }
}

/// The text of a caught panic.
fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

/// The one reason for every poll of a batch.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Busy => StoreError::Busy,
        other => StoreError::Failed(other.to_string()),
    }
}

/// Our word for an error of the driver.
fn failed(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
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

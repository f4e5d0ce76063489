//! One jarshy polls into a store at a time. The lock is an advisory lock on a file beside the store,
//! which the system releases however the process ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{StoreError, sqlite};

/// Held for as long as it lives.
#[derive(Debug)]
pub struct StoreLock {
    _file: File,
}

impl StoreLock {
    /// Takes the lock for `who` ("jarshy run"); the process id is added.
    ///
    /// # Errors
    /// [`StoreError::InUse`] at once when another process has it, [`StoreError::Unusable`] when the
    /// lock file cannot be made, [`StoreError::Foreign`] when what is at that path is no store: then
    /// nothing is left beside it either.
    pub fn acquire(store: &Path, who: &str) -> Result<StoreLock, StoreError> {
        sqlite::refuse_foreign(store)?;
        let path = lock_path(store);
        let unusable = |e: std::io::Error| StoreError::Unusable {
            path: store.to_owned(),
            reason: match store.parent() {
                Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
                    format!("there is no folder {}", folder.display())
                }
                _ if e.kind() == std::io::ErrorKind::PermissionDenied => {
                    format!("this user may not write its lock file {}", path.display())
                }
                _ => format!("its lock file {} cannot be made ({e})", path.display()),
            },
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut by = String::new();
                let _ = (&mut file).take(200).read_to_string(&mut by);
                let by = by.trim();
                return Err(StoreError::InUse {
                    path: store.to_owned(),
                    by: if by.is_empty() { "another jarshy" } else { by }.to_owned(),
                });
            }
            Err(TryLockError::Error(e)) => return Err(unusable(e)),
        }
        let text = format!("{who} (process {})\n", std::process::id());
        file.set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(text.as_bytes()))
            .map_err(unusable)?;
        Ok(StoreLock { _file: file })
    }
}

/// Beside the file itself, whatever links lead to it.
fn lock_path(store: &Path) -> PathBuf {
    let store = store.canonicalize().unwrap_or_else(|_| store.to_owned());
    let mut name = store.into_os_string();
    name.push(".lock");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_with_the_name_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("jarshy.db");
        let held = StoreLock::acquire(&store, "jarshy run").unwrap();
        let error = StoreLock::acquire(&store, "jarshy poll").unwrap_err();
        assert!(
            error.to_string().contains("in use by jarshy run (process"),
            "{error}"
        );
        drop(held);
        StoreLock::acquire(&store, "jarshy poll").unwrap();
    }

    #[test]
    fn a_link_leads_to_the_same_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (store, link) = (
            folder.path().join("jarshy.db"),
            folder.path().join("link.db"),
        );
        std::fs::write(&store, "").unwrap();
        std::os::unix::fs::symlink(&store, &link).unwrap();
        let _held = StoreLock::acquire(&store, "jarshy run").unwrap();
        assert!(StoreLock::acquire(&link, "jarshy poll").is_err());
    }
}

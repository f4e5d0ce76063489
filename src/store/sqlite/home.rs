//! Whether the file that was opened is still the one at its path. SQLite goes on writing into a file that
//! was deleted or replaced, and all of it would be lost with the process.

use std::fs::Metadata;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::store::StoreError;

/// A file and the path it was opened at.
pub(super) struct Home {
    path: PathBuf,
    identity: Identity,
}

/// Device and inode.
type Identity = (u64, u64);

impl Home {
    /// Remembers the file that is at the path now.
    pub(super) fn of(path: &Path) -> Result<Home, StoreError> {
        let found = std::fs::metadata(path).map_err(|e| StoreError::Unusable {
            path: path.to_owned(),
            reason: e.to_string(),
        })?;
        Ok(Home {
            path: path.to_owned(),
            identity: identity(&found),
        })
    }

    /// Fails when the path leads to another file or to none. A path that cannot be looked at says
    /// nothing about the file.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        let still = match std::fs::metadata(&self.path) {
            Ok(found) => identity(&found) == self.identity,
            Err(error) => error.kind() != ErrorKind::NotFound,
        };
        if still {
            Ok(())
        } else {
            Err(StoreError::Moved(self.path.clone()))
        }
    }
}

fn identity(file: &Metadata) -> Identity {
    (file.dev(), file.ino())
}

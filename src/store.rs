//! The storage API in the words of the domain.

use std::path::PathBuf;
use std::time::Duration;

/// Where the store is and how long it remembers; a part of the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreSettings {
    /// The SQLite file.
    pub path: PathBuf,
    /// How long rows of the poll ledger are kept.
    pub keep_polls: Duration,
}

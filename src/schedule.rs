//! When feeds are due. The only home of tokio-cron-scheduler.

use std::time::Duration;

/// How many polls run at a time and how they are spread; a part of the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollSettings {
    /// Polls at a time.
    pub concurrency: usize,
    /// Of them to one host.
    pub per_host: usize,
    /// Between two starts to one public host.
    pub host_gap: Duration,
    /// A schedule's feeds start spread over this long.
    pub jitter: Duration,
}

//! When feeds are due: one job per distinct schedule, which only says that it fired. The only home
//! of tokio-cron-scheduler.
//!
//! The scheduler crate looks at the wall clock every half second, spawns every run and wakes jobs over
//! a broadcast channel that drops what is too much; so there are few jobs, they do nothing but
//! send, and the daemon's loop owns the work.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_cron_scheduler::{JobBuilder, JobScheduler};

use crate::model::Schedule;

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

/// A schedule fired: the feeds that share it are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick(pub Schedule);

/// The scheduler could not be started.
#[derive(Debug, thiserror::Error)]
#[error("the scheduler failed: {0}")]
pub struct SchedulerError(String);

/// Running jobs; they end with [`Scheduler::stop`].
pub struct Scheduler {
    jobs: JobScheduler,
}

impl Scheduler {
    /// Starts one job for each of these schedules, which must be distinct; each sends a [`Tick`] when
    /// it fires.
    ///
    /// # Errors
    /// When the scheduler crate refuses a job, which a parsed [`Schedule`] gives no cause for.
    pub async fn start(
        schedules: Vec<Schedule>,
        ticks: mpsc::Sender<Tick>,
    ) -> Result<Scheduler, SchedulerError> {
        let failed = |e: tokio_cron_scheduler::JobSchedulerError| SchedulerError(e.to_string());
        // Room for every schedule firing in the same instant, several times over.
        let channel = 200.max(schedules.len() * 4);
        let jobs = JobScheduler::new_with_channel_size(channel)
            .await
            .map_err(failed)?;
        for schedule in schedules {
            let ticks = ticks.clone();
            let job = JobBuilder::new()
                .with_timezone(chrono::Utc)
                .with_cron_job_type()
                .with_schedule(schedule.with_seconds())
                .map_err(failed)?
                .with_run_async(Box::new(move |_, _| {
                    let ticks = ticks.clone();
                    let schedule = schedule.clone();
                    Box::pin(async move {
                        // Fails only when the loop is gone, and then nobody wants the tick.
                        let _ = ticks.send(Tick(schedule)).await;
                    })
                }))
                .build()
                .map_err(failed)?;
            jobs.add(job).await.map_err(failed)?;
        }
        jobs.start().await.map_err(failed)?;
        Ok(Scheduler { jobs })
    }

    /// Ends all jobs.
    pub async fn stop(mut self) {
        if let Err(error) = self.jobs.shutdown().await {
            tracing::warn!(%error, "the scheduler did not stop cleanly");
        }
    }
}

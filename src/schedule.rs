//! When feeds are due. The only home of tokio-cron-scheduler.

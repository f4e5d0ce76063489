//! The tracing subscriber: coloured lines for a terminal, plain ones for a pipe, and for the journal
//! lines with a priority and without a time, which the journal adds itself. Always to stderr.

use std::fmt;
use std::io::IsTerminal;

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::{Format, Writer};
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::model::format_time;

/// Starts logging. Our own messages from `level` on, those of libraries from WARN on.
///
/// `journal` says that stderr is connected to the journal (`JOURNAL_STREAM` is set).
pub fn start(level: LevelFilter, journal: bool) {
    let filter = Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        .with_target("jarshy", level);
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(colour);
    let registry = tracing_subscriber::registry().with(filter);
    // A second start, which only a test can make, leaves the first one in force.
    let _ = if journal {
        registry.with(lines.event_format(Journal)).try_init()
    } else {
        registry
            .with(lines.with_target(false).with_timer(Clock))
            .try_init()
    };
}

struct Clock;

impl FormatTime for Clock {
    fn format_time(&self, writer: &mut Writer<'_>) -> fmt::Result {
        writer.write_str(&format_time(chrono::Utc::now()))
    }
}

/// `<4>message field=value`, see `sd-daemon(3)`.
struct Journal;

impl<S, N> FormatEvent<S, N> for Journal
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let priority = match *event.metadata().level() {
            Level::ERROR => 3,
            Level::WARN => 4,
            Level::INFO => 6,
            _ => 7,
        };
        write!(writer, "<{priority}>")?;
        Format::default()
            .without_time()
            .with_level(false)
            .with_target(false)
            .with_ansi(false)
            .format_event(context, writer, event)
    }
}

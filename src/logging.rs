//! The tracing subscriber: one line per event to stderr, coloured for a terminal, plain for a pipe, and
//! for the journal with a priority and without a time, which the journal adds itself. Messages carry
//! texts of feeds, so what a terminal would obey is taken out, and a line end inside a message cannot
//! begin what looks like an event of its own.

use std::fmt;
use std::io::IsTerminal;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::model::{format_time, printable};

/// Starts logging. Our own messages from `level` on, those of libraries from WARN on.
///
/// `journal` says that stderr is connected to the journal (`JOURNAL_STREAM` is set).
pub fn start(level: LevelFilter, journal: bool) {
    let filter = Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        .with_target("jarshy", level);
    let form = if journal {
        Form::Journal
    } else if std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
    {
        Form::Coloured
    } else {
        Form::Plain
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .event_format(form);
    // A second start, which only a test can make, leaves the first one in force.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .try_init();
}

/// How an event is written.
#[derive(Clone, Copy)]
enum Form {
    /// `2021-05-10T09:30:00Z  INFO message field=value`.
    Plain,
    /// The same with the level in colour.
    Coloured,
    /// `<6>message field=value`, see `sd-daemon(3)`.
    Journal,
}

impl Form {
    /// What stands before the message, on each of its lines.
    fn head(self, level: Level) -> String {
        let colour = match level {
            Level::ERROR => 31,
            Level::WARN => 33,
            Level::INFO => 32,
            _ => 34,
        };
        match self {
            Form::Plain => format!("{} {level:>5} ", format_time(chrono::Utc::now())),
            Form::Coloured => format!(
                "\u{1b}[2m{}\u{1b}[0m \u{1b}[{colour}m{level:>5}\u{1b}[0m ",
                format_time(chrono::Utc::now())
            ),
            Form::Journal => match level {
                Level::ERROR => "<3>",
                Level::WARN => "<4>",
                Level::INFO => "<6>",
                _ => "<7>",
            }
            .to_owned(),
        }
    }
}

impl<S, N> FormatEvent<S, N> for Form
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut told = Told::default();
        event.record(&mut told);
        let head = self.head(*event.metadata().level());
        for (number, line) in told.text().lines().enumerate() {
            let indent = if number == 0 { "" } else { "  " };
            writeln!(writer, "{head}{indent}{line}")?;
        }
        Ok(())
    }
}

/// An event's message and its fields.
#[derive(Default)]
struct Told {
    message: String,
    fields: String,
}

impl Told {
    fn text(&self) -> String {
        let text = printable(&format!("{}{}", self.message, self.fields));
        text.trim().to_owned()
    }
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            name => self.fields.push_str(&format!(" {name}={value:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::io::Write;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(form: Form, log: impl FnOnce()) -> String {
        let sink = Sink::default();
        let writer = sink.clone();
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(move || writer.clone())
            .event_format(form);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), log);
        let bytes = sink.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_a_feed_says_cannot_steer_the_terminal() {
        let title = "Log \u{1b}[2J\u{9b}31m\u{202e}in";
        let line = logged(Form::Plain, || {
            tracing::warn!(feed.url = %title, title, "poll failed: {title}");
        });
        let (_, told) = line.split_once(" WARN ").unwrap();
        assert_eq!(
            told,
            "poll failed: Log [2J31min feed.url=Log [2J31min title=\"Log \\u{1b}[2J\\u{9b}31m\\u{202e}in\"\n"
        );
    }

    #[test]
    fn what_a_feed_says_cannot_forge_a_line() {
        let title = "a page\n<3>the store is lost";
        let line = logged(Form::Journal, || {
            tracing::info!("poll failed: {title}");
        });
        assert_eq!(line, "<6>poll failed: a page\n<6>  <3>the store is lost\n");
    }
}

//! What we tell systemd (`sd_notify(3)`). Without systemd every call does nothing.
//!
//! Sending blocks while the receiver's queue is full, so it is done by a thread of its own: a service
//! manager that does not listen must never hold up the loop.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use sd_notify::NotifyState;

/// Messages that wait to be sent; what is more is dropped, since nobody listens then.
const QUEUE: usize = 64;
/// How long the end waits for the last messages to go out.
const FAREWELL: Duration = Duration::from_secs(1);

/// One message, in our words.
enum Message {
    Ready(String),
    Reloading,
    Status(String),
    Stopping,
    Alive,
}

/// Sends in the order of the calls.
pub struct Notifier {
    queue: Option<SyncSender<Message>>,
    /// In a lock only so that a notifier may be shared.
    ended: Mutex<Receiver<()>>,
}

impl Notifier {
    /// Starts the sender.
    ///
    /// # Errors
    /// When the system gives us no thread.
    pub fn start() -> std::io::Result<Notifier> {
        let (queue, messages) = sync_channel::<Message>(QUEUE);
        let (end, ended) = channel();
        thread::Builder::new()
            .name("sd-notify".to_owned())
            .spawn(move || {
                for message in messages {
                    send(&message);
                }
                // Fails only when nobody waits for it any more.
                let _ = end.send(());
            })?;
        Ok(Notifier {
            queue: Some(queue),
            ended: Mutex::new(ended),
        })
    }

    /// Feeds are watched from now on; also the end of a reload.
    pub fn ready(&self, status: String) {
        self.tell(Message::Ready(status));
    }

    /// The config is being read again; [`Notifier::ready`] ends it.
    pub fn reloading(&self) {
        self.tell(Message::Reloading);
    }

    /// The line that `systemctl status` shows.
    pub fn status(&self, text: String) {
        self.tell(Message::Status(text));
    }

    /// We are ending.
    pub fn stopping(&self) {
        self.tell(Message::Stopping);
    }

    /// The loop is alive.
    pub fn alive(&self) {
        self.tell(Message::Alive);
    }

    fn tell(&self, message: Message) {
        if let Some(queue) = &self.queue {
            // Full: nobody listens.
            let _ = queue.try_send(message);
        }
    }
}

impl Drop for Notifier {
    fn drop(&mut self) {
        self.queue = None;
        if let Ok(ended) = self.ended.get_mut() {
            let _ = ended.recv_timeout(FAREWELL);
        }
    }
}

/// How often systemd wants to hear [`Notifier::alive`], halved as it advises; `None` when it does not.
pub fn watchdog_interval() -> Option<Duration> {
    sd_notify::watchdog_enabled().map(|limit| limit / 2)
}

fn send(message: &Message) {
    let sent = match message {
        Message::Ready(status) => {
            sd_notify::notify(&[NotifyState::Ready, NotifyState::Status(status)])
        }
        Message::Reloading => NotifyState::monotonic_usec_now().and_then(|now| {
            let status = NotifyState::Status("reloading the config");
            sd_notify::notify(&[NotifyState::Reloading, now, status])
        }),
        Message::Status(status) => sd_notify::notify(&[NotifyState::Status(status)]),
        Message::Stopping => sd_notify::notify(&[
            NotifyState::Stopping,
            NotifyState::Status("stopping: waiting for polls in flight"),
        ]),
        Message::Alive => sd_notify::notify(&[NotifyState::Watchdog]),
    };
    if let Err(error) = sent {
        tracing::debug!(%error, "systemd could not be told");
    }
}

//! SIGTERM and SIGINT stop, SIGHUP reloads. One awaitable for the signals, and one for what they ask
//! of the daemon's loop, in which a stop overtakes everything.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// End cleanly.
    Stop,
    /// Read the config again.
    Reload,
}

/// The signals we answer, caught from the moment this exists.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Signals {
    /// Starts catching.
    ///
    /// # Errors
    /// When the system refuses a handler.
    pub fn catch() -> io::Result<Signals> {
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    /// The next request.
    pub async fn next(&mut self) -> Request {
        tokio::select! {
            _ = self.terminate.recv() => Request::Stop,
            _ = self.interrupt.recv() => Request::Stop,
            _ = self.hangup.recv() => Request::Reload,
        }
    }
}

/// Requests as the loop hears them: a stop overtakes reloads, and reloads that wait together are one.
pub(super) struct Requests {
    receiver: mpsc::Receiver<Request>,
    /// A reload was asked for and is not begun.
    reload: bool,
}

impl Requests {
    pub(super) fn new(receiver: mpsc::Receiver<Request>) -> Requests {
        Requests {
            receiver,
            reload: false,
        }
    }

    /// The next request; a stop when nobody is left who could ask for anything. Nothing is lost when
    /// it is given up halfway.
    pub(super) async fn next(&mut self) -> Request {
        if !self.reload {
            self.reload = self.receiver.recv().await == Some(Request::Reload);
        }
        while let Ok(request) = self.receiver.try_recv() {
            self.reload &= request == Request::Reload;
        }
        if std::mem::take(&mut self.reload) {
            Request::Reload
        } else {
            Request::Stop
        }
    }

    /// Waits for a stop; reloads that come meanwhile are remembered as one.
    pub(super) async fn stop(&mut self) {
        while self.receiver.recv().await == Some(Request::Reload) {
            self.reload = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Request::{Reload, Stop};

    fn asked(requests: &[Request]) -> (Requests, mpsc::Sender<Request>) {
        let (sender, receiver) = mpsc::channel(requests.len());
        for request in requests {
            sender.try_send(*request).unwrap();
        }
        (Requests::new(receiver), sender)
    }

    #[tokio::test]
    async fn a_stop_overtakes_reloads() {
        let (mut requests, _sender) = asked(&[Reload, Reload, Stop, Reload]);
        assert_eq!(requests.next().await, Stop);
    }

    #[tokio::test]
    async fn reloads_that_wait_together_are_one() {
        let (mut requests, sender) = asked(&[Reload, Reload, Reload]);
        assert_eq!(requests.next().await, Reload);
        drop(sender);
        assert_eq!(requests.next().await, Stop);
    }

    #[tokio::test]
    async fn a_reload_that_came_too_early_is_not_forgotten() {
        let (mut requests, _sender) = asked(&[Reload, Stop]);
        requests.stop().await;
        assert_eq!(requests.next().await, Reload);
    }
}

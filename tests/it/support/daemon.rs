//! `jarshy run` as systemd would start it: told where to notify, listened to, signalled.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::UnixDatagram;
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::Place;

/// Far beyond what anything here takes; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running daemon; killed when dropped.
pub(crate) struct Daemon {
    child: Child,
    notifications: UnixDatagram,
    log: watch::Receiver<String>,
    reader: JoinHandle<()>,
}

/// How a daemon ended.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) log: String,
}

impl Daemon {
    /// Starts it in this place and waits until it says that it is ready.
    pub(crate) async fn start(place: &Place) -> Daemon {
        let daemon = Daemon::spawn(place);
        daemon.notified("READY=1").await;
        daemon
    }

    /// Starts it and waits for nothing.
    pub(crate) fn spawn(place: &Place) -> Daemon {
        Daemon::spawn_beating(place, Duration::from_secs(1))
    }

    /// The same, with a watchdog that wants to hear from the loop this often.
    pub(crate) fn spawn_beating(place: &Place, beat: Duration) -> Daemon {
        let socket = place.path("notify.sock");
        let _ = std::fs::remove_file(&socket);
        let notifications = UnixDatagram::bind(&socket).unwrap();
        let command = place.command(&["run", "--log", "debug"]);
        let mut child = Command::from(command)
            .env("NOTIFY_SOCKET", &socket)
            .env("WATCHDOG_USEC", (2 * beat.as_micros()).to_string())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (written, log) = watch::channel(String::new());
        let reader = tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                written.send_modify(|log| log.push_str(&(line + "\n")));
            }
        });
        Daemon {
            child,
            notifications,
            log,
            reader,
        }
    }

    /// Waits for a notification with this in it and returns it whole.
    pub(crate) async fn notified(&self, what: &str) -> String {
        let wait = async {
            loop {
                let mut buffer = [0; 4096];
                let length = self.notifications.recv(&mut buffer).await.unwrap();
                let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
                if text.contains(what) {
                    return text;
                }
            }
        };
        timeout(PATIENCE, wait)
            .await
            .unwrap_or_else(|_| panic!("no notification with {what:?} came"))
    }

    /// Waits for a line of the log with this in it.
    pub(crate) async fn logged(&self, what: &str) {
        let mut log = self.log.clone();
        let waited = timeout(PATIENCE, log.wait_for(|log| log.contains(what))).await;
        assert!(matches!(waited, Ok(Ok(_))), "{what:?} was not logged");
    }

    /// Sends a signal by its short name, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().expect("it still runs").to_string();
        let sent = std::process::Command::new("kill")
            .args([&format!("-{name}"), &pid])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits for its end.
    pub(crate) async fn ended(mut self) -> Ended {
        let status = timeout(PATIENCE, self.child.wait())
            .await
            .expect("the daemon did not end")
            .unwrap();
        self.reader.await.unwrap();
        Ended {
            status,
            log: self.log.borrow().clone(),
        }
    }

    /// Asks it to stop and waits until it has.
    pub(crate) async fn stop(self) -> Ended {
        self.signal("TERM");
        self.ended().await
    }
}

//! How far an exchange has come, so that a deadline can say what it was waiting for. The exchange
//! carries its [`Progress`] as a task-local; the resolver and the connector, which reqwest calls from
//! inside the same task, write into it.

use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    static CURRENT: Arc<Progress>;
}

/// What an exchange is doing right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The request is out, the first line of the answer is not in.
    Waiting,
    /// Looking up the name.
    Resolving,
    /// TCP and TLS.
    Connecting,
    /// The body comes in.
    Reading,
    /// The body is a large one and waits until others are done with: our doing, not the server's.
    Crowded,
}

/// Shared between an exchange and what it calls.
#[derive(Debug, Default)]
pub(super) struct Progress {
    phase: AtomicU8,
    bytes: AtomicU64,
    peer: Mutex<Option<IpAddr>>,
    host: Mutex<String>,
    answered: Mutex<Option<String>>,
}

impl Progress {
    /// Runs a future with this progress as the current one.
    pub(super) async fn watch<F: Future>(self: &Arc<Self>, future: F) -> F::Output {
        CURRENT.scope(Arc::clone(self), future).await
    }

    pub(super) fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    pub(super) fn phase(&self) -> Phase {
        let phase = self.phase.load(Ordering::Relaxed);
        [
            Phase::Resolving,
            Phase::Connecting,
            Phase::Reading,
            Phase::Crowded,
        ]
        .into_iter()
        .find(|known| *known as u8 == phase)
        .unwrap_or(Phase::Waiting)
    }

    /// Sets the count of decoded body bytes.
    pub(super) fn read(&self, bytes: u64) {
        self.bytes.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Begins a hop: nobody has answered yet.
    pub(super) fn ask(&self, host: &str) {
        host.clone_into(&mut self.host.lock().unwrap_or_else(PoisonError::into_inner));
        self.met(None);
        self.enter(Phase::Waiting);
    }

    /// The host that is being asked, as it may be shown.
    pub(super) fn host(&self) -> String {
        self.host
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Notes which host answered: its authority.
    pub(super) fn answered(&self, authority: &str) {
        *self.answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(authority.to_owned());
    }

    /// The authority of the last host that answered.
    pub(super) fn last_to_answer(&self) -> Option<String> {
        self.answered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Notes the address of who answered.
    pub(super) fn met(&self, peer: Option<SocketAddr>) {
        *self.peer.lock().unwrap_or_else(PoisonError::into_inner) = peer.map(|peer| peer.ip());
    }

    /// The address of the last answer, if any hop answered.
    pub(super) fn peer(&self) -> Option<IpAddr> {
        *self.peer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes the phase of the exchange that the current task is in; nothing outside of one.
pub(super) fn note(phase: Phase) {
    // A connection begun for one request and finished in the background belongs to no exchange.
    let _ = CURRENT.try_with(|progress| progress.enter(phase));
}

/// Watches reqwest's connector.
#[derive(Debug, Clone, Copy)]
pub(super) struct WatchConnects;

/// A connector that is watched.
#[derive(Debug, Clone)]
pub(super) struct Watched<S>(S);

impl<S> Layer<S> for WatchConnects {
    type Service = Watched<S>;

    fn layer(&self, inner: S) -> Watched<S> {
        Watched(inner)
    }
}

impl<S, R> Service<R> for Watched<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> Self::Future {
        note(Phase::Connecting);
        let connecting = self.0.call(request);
        Box::pin(async move {
            let connected = connecting.await;
            if connected.is_ok() {
                note(Phase::Waiting);
            }
            connected
        })
    }
}

//! Wiring and the event loop of `jarshy run`. Everything that can happen is an `Event`; one loop
//! answers them one by one and owns all that changes. The only place that spawns tasks.

pub mod crew;
pub mod signals;
pub mod systemd;
mod watch;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, Sender};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Interval, MissedTickBehavior, interval, sleep_until, timeout};

use crate::config::{Config, ConfigError};
use crate::fetch::{Fetcher, FetcherError};
use crate::http;
use crate::model::{FeedId, Timestamp};
use crate::poll::Context;
use crate::retag::retag;
use crate::schedule::{Scheduler, SchedulerError, Tick};
use crate::store::{Store, StoreError, StoreLock};
use crate::topics::Topics;
use crew::{Crew, Done};
use signals::{Request, Requests};
use systemd::Notifier;
use watch::Watch;

/// How long polls in flight may take to end once we are asked to stop.
const DRAIN: Duration = Duration::from_secs(6);
/// How long the store may take to close. Its file is whole at any moment, so nothing depends on it.
const CLOSE: Duration = Duration::from_secs(2);
/// Between two rounds of removing what the ledger need not remember.
const MAINTENANCE: Duration = Duration::from_secs(3600);
/// No poll starts for this long after the store could not keep one: what it cannot keep, publishers
/// need not send.
const STORE_REST: Duration = Duration::from_secs(10);
/// Between two beats of the loop when systemd does not ask for more.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Why the daemon could not start, or could not go on.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The HTTP client.
    #[error(transparent)]
    Fetcher(#[from] FetcherError),
    /// The scheduler.
    #[error(transparent)]
    Scheduler(#[from] SchedulerError),
    /// The listener of the status page.
    #[error("cannot listen on {address} for the status page: {source}")]
    Listen {
        /// As configured.
        address: std::net::SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The system gives us no thread.
    #[error("cannot start a thread: {0}")]
    Thread(std::io::Error),
    /// A change that a running daemon cannot follow.
    #[error("{0} cannot change while the daemon runs; restart it")]
    Fixed(&'static str),
}

/// Everything that can happen.
enum Event {
    /// A schedule fired.
    Tick(Tick),
    /// Something waits for this moment: a jittered start, a host's gap.
    Wake,
    /// A poll ended.
    Done(Box<Done>),
    /// A signal, or whoever started us, wants something.
    Request(Request),
    /// Time to show that the loop is alive.
    Heartbeat,
    /// Time to tidy.
    Maintenance,
}

/// Runs until asked to stop. `load` reads the config again for a reload.
///
/// # Errors
/// While starting; later only when the store is no longer where it was, and then a new start finds what
/// is. All other failures are logged and the daemon goes on.
pub async fn run<L>(
    config: Config,
    load: L,
    requests: mpsc::Receiver<Request>,
) -> Result<(), DaemonError>
where
    L: Fn() -> Result<Config, ConfigError>,
{
    let mut requests = Requests::new(requests);
    let lock = StoreLock::acquire(&config.store.path, "jarshy run")?;
    let notifier = Arc::new(Notifier::start().map_err(DaemonError::Thread)?);
    let mut daemon = tokio::select! {
        biased;
        // Another program may hold the store's lock for as long as it likes.
        () = requests.stop() => return Ok(()),
        daemon = Daemon::start(config, Arc::clone(&notifier)) => daemon?,
    };
    daemon.notifier.ready(daemon.watch.summary(0));

    let mut heartbeat = interval(systemd::watchdog_interval().unwrap_or(HEARTBEAT));
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut maintenance = interval(MAINTENANCE);
    let lost = loop {
        let wake = daemon.start_ready();
        let event = tokio::select! {
            // Listed by urgency: a request to stop is heard however busy the feeds are.
            biased;
            request = requests.next() => Event::Request(request),
            _ = heartbeat.tick() => Event::Heartbeat,
            done = daemon.crew.finished() => Event::Done(Box::new(done)),
            Some(tick) = daemon.ticks.recv() => Event::Tick(tick),
            () = sleep_until_or_for_ever(wake) => Event::Wake,
            _ = maintenance.tick() => Event::Maintenance,
        };
        match event {
            Event::Tick(Tick(schedule)) => daemon.watch.tick(&schedule, Instant::now()),
            Event::Wake => {}
            Event::Done(done) => {
                if let Some(lost) = daemon.settle(*done) {
                    break Some(lost);
                }
            }
            Event::Request(Request::Reload) => tokio::select! {
                biased;
                () = requests.stop() => break None,
                () = keep_alive(&mut heartbeat, &notifier) => {}
                () = daemon.reload(&load) => {}
            },
            Event::Request(Request::Stop) => break None,
            Event::Heartbeat => daemon.beat(),
            Event::Maintenance => daemon.maintain(),
        }
    };
    daemon.stop().await;
    drop(lock);
    lost.map_or(Ok(()), |error| Err(error.into()))
}

/// Feeds the watchdog for as long as something else takes that has an end of its own.
async fn keep_alive(heartbeat: &mut Interval, notifier: &Notifier) {
    loop {
        heartbeat.tick().await;
        notifier.alive();
    }
}

async fn sleep_until_or_for_ever(wake: Option<Instant>) {
    match wake {
        Some(at) => sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}

/// What the loop owns.
struct Daemon {
    config: Config,
    store: Store,
    watch: Watch,
    crew: Crew,
    /// What polls tag by, those in flight too.
    topics: Sender<Arc<Topics>>,
    scheduler: Scheduler,
    ticks: mpsc::Receiver<Tick>,
    page: Option<Page>,
    /// The store could not keep a poll a moment ago: none starts before this.
    rest_until: Option<Instant>,
    notifier: Arc<Notifier>,
    /// Work beside the loop: tidying, the status page's servers that are ending.
    chores: JoinSet<()>,
    /// Changed rules on their way to what is stored.
    applying: Option<AbortHandle>,
}

/// The running status page.
struct Page {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
}

impl Daemon {
    async fn start(config: Config, notifier: Arc<Notifier>) -> Result<Daemon, DaemonError> {
        notifier.status("opening the store".to_owned());
        let path = config.store.path.clone();
        let opened = tokio::task::spawn_blocking(move || Store::open(&path)).await;
        let store =
            opened.map_err(|e| StoreError::Failed(format!("opening it failed ({e})")))??;
        let topics = Sender::new(Arc::clone(&config.topics));
        let context = context(&config, &store, topics.subscribe())?;
        let listener = listen(&config).await?;
        let mut crew = Crew::new(context, &config.poll, Utc::now);
        crew.begin_after_a_gap();
        let watch = open_watch(&config, &store).await?;
        let (scheduler, ticks) = schedule(&watch).await?;
        let mut daemon = Daemon {
            config,
            store,
            watch,
            crew,
            topics,
            scheduler,
            ticks,
            page: None,
            rest_until: None,
            notifier,
            chores: JoinSet::new(),
            applying: None,
        };
        daemon.serve(listener);
        daemon.apply_rules();
        daemon.watch.catch_up(Utc::now(), Instant::now());
        tracing::info!(
            feeds = daemon.watch.len(),
            schedules = daemon.watch.schedules().len(),
            topics = daemon.config.topics.list().len(),
            store = %daemon.config.store.path.display(),
            "watching"
        );
        Ok(daemon)
    }

    /// Tags recent items anew by rules that have changed since they came, beside the polls.
    fn apply_rules(&mut self) {
        let window = chrono::Duration::from_std(self.config.retag).unwrap_or_default();
        let now = Utc::now();
        let (Some(since), false) = (now.checked_sub_signed(window), window.is_zero()) else {
            return;
        };
        if let Some(earlier) = self.applying.take() {
            earlier.abort();
        }
        let (store, topics) = (self.store.clone(), Arc::clone(&self.config.topics));
        let applying = self.chores.spawn(async move {
            let applied = async {
                let slugs = store.topics_to_apply().await?;
                if slugs.is_empty() {
                    return Ok(());
                }
                store.begin_applying(slugs.clone()).await?;
                for (topic, change) in
                    retag(&store, &topics, &slugs, Some(since), Some(now)).await?
                {
                    if change.added + change.removed > 0 {
                        let (added, removed) = (change.added, change.removed);
                        tracing::info!(topic, added, removed, "changed rules applied");
                    }
                }
                let applied = topics.list().into_iter();
                let applied = applied.filter(|topic| slugs.contains(&topic.slug));
                store.note_applied(applied.collect()).await
            };
            let applied: Result<(), StoreError> = applied.await;
            if let Err(error) = applied {
                tracing::warn!(%error, "changed rules could not be applied to what is stored");
            }
        });
        self.applying = Some(applying);
    }

    /// Hands feeds whose time has come to the crew. Returns when to look again.
    fn start_ready(&mut self) -> Option<Instant> {
        let now = Utc::now();
        for job in self.watch.due(Instant::now(), now) {
            if !self.crew.offer(job) {
                self.watch.count_dropped();
            }
        }
        self.rest_until = self.rest_until.filter(|until| *until > Instant::now());
        let crew = match self.rest_until {
            Some(until) => Some(until),
            None => self.crew.start_ready(),
        };
        let watch = self.watch.next_start();
        match (crew, watch) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Takes over what a poll taught. Returns why there is no store any more, if so.
    fn settle(&mut self, done: Done) -> Option<StoreError> {
        match done.result {
            Ok(report) => {
                let hold = report.hold.clone();
                if let Some(next) = self.watch.settle(&done.job, report, Utc::now()) {
                    self.correct(vec![next]);
                }
                if let Some(hold) = hold {
                    let now = Utc::now();
                    let host = hold.host.clone();
                    self.watch.let_rest([hold], now);
                    self.correct(self.watch.next_polls_at(&host, now));
                    // Polls of that host that wait already are passed over like the ticks to come.
                    self.crew.take_resting(Instant::now());
                }
            }
            Err(lost @ (StoreError::Moved(_) | StoreError::Closed)) => return Some(lost),
            Err(error) if error.may_pass() => {
                let again = Instant::now() + STORE_REST;
                self.rest_until = Some(again);
                self.watch.retry(done.job.id, again);
            }
            // The fault lies in this one poll; its feed's next tick is soon enough.
            Err(_) => {}
        }
        None
    }

    /// Stores when feeds are due whose last poll did not know it: it was begun under the config before, or
    /// their host has begun to rest since.
    fn correct(&mut self, next: Vec<(FeedId, Option<Timestamp>)>) {
        let store = self.store.clone();
        self.chores.spawn(async move {
            if let Err(error) = store.set_next_polls(next).await {
                tracing::warn!(%error, "when feeds are due next could not be stored");
            }
        });
    }

    fn beat(&mut self) {
        self.notifier.alive();
        let summary = self.watch.summary(self.crew.in_flight());
        self.notifier.status(summary);
        // Collects chores that have ended, so that the set stays small.
        while self.chores.try_join_next().is_some() {}
    }

    fn maintain(&mut self) {
        let store = self.store.clone();
        let keep = chrono::Duration::from_std(self.config.store.keep_polls)
            .unwrap_or(chrono::Duration::MAX);
        let now = Utc::now();
        let Some(before) = now.checked_sub_signed(keep) else {
            return;
        };
        self.chores.spawn(async move {
            if let Err(error) = store.forget_old_story_keys(now).await {
                tracing::warn!(%error, "old story keys could not be removed");
            }
            match store.prune(before, None).await {
                Ok((0, _)) => {}
                Ok((polls, _)) => tracing::info!(polls, "old polls removed from the ledger"),
                Err(error) => tracing::warn!(%error, "old polls could not be removed"),
            }
        });
    }

    /// Takes a new config over as a whole, or keeps the old one and says why.
    async fn reload<L>(&mut self, load: &L)
    where
        L: Fn() -> Result<Config, ConfigError>,
    {
        tracing::info!(config = %self.config.path.display(), "reloading");
        self.notifier.reloading();
        let refusal = match load() {
            Ok(config) => match self.adopt(config).await {
                Ok(()) => None,
                Err(error) => {
                    tracing::error!("{error}");
                    Some(error.to_string())
                }
            },
            Err(error) => {
                for mistake in &error.mistakes {
                    tracing::error!("{mistake}");
                }
                Some(format!(
                    "{} mistakes, see the journal",
                    error.mistakes.len()
                ))
            }
        };
        let summary = match refusal {
            None => {
                tracing::info!(feeds = self.watch.len(), "reloaded");
                format!("reloaded; {}", self.watch.summary(self.crew.in_flight()))
            }
            Some(why) => {
                tracing::error!("reload refused, the old config stays in force");
                self.watch.note_refusal(Utc::now(), &why);
                self.watch.summary(self.crew.in_flight())
            }
        };
        self.notifier.ready(summary);
    }

    async fn adopt(&mut self, config: Config) -> Result<(), DaemonError> {
        if config.store.path != self.config.store.path {
            return Err(DaemonError::Fixed("store.path"));
        }
        let context = context(&config, &self.store, self.topics.subscribe())?;
        let listener = match &self.page {
            Some(page) if Some(page.address) == config.http => None,
            _ => listen(&config).await?,
        };
        let watch = open_watch(&config, &self.store).await?;
        let (scheduler, ticks) = schedule(&watch).await?;
        // Nothing can fail from here on.
        self.topics.send_replace(Arc::clone(&config.topics));
        std::mem::replace(&mut self.scheduler, scheduler)
            .stop()
            .await;
        self.ticks = ticks;
        self.watch = watch;
        self.crew.reconfigure(context, &config.poll);
        if self.page.as_ref().map(|page| page.address) != config.http {
            if let Some(page) = self.page.take() {
                let _ = page.stop.send(());
            }
            self.config = config;
            self.serve(listener);
        } else {
            self.config = config;
        }
        self.apply_rules();
        // What fired while the jobs were exchanged, or waited for its turn, is due now.
        self.watch.catch_up(Utc::now(), Instant::now());
        Ok(())
    }

    fn serve(&mut self, listener: Option<TcpListener>) {
        let (Some(listener), Some(address)) = (listener, self.config.http) else {
            return;
        };
        let (stop, stopped) = oneshot::channel();
        let store = self.store.clone();
        self.chores.spawn(async move {
            let shutdown = async {
                let _ = stopped.await;
            };
            if let Err(error) = http::serve(listener, store, shutdown).await {
                tracing::error!(%error, "the status page ended");
            }
        });
        tracing::info!(%address, "status page");
        self.page = Some(Page { address, stop });
    }

    async fn stop(mut self) {
        tracing::info!(in_flight = self.crew.in_flight(), "stopping");
        self.notifier.stopping();
        self.scheduler.stop().await;
        self.crew.drop_waiting();
        let crew = &mut self.crew;
        let drained = timeout(DRAIN, async {
            while !crew.is_idle() {
                crew.finished().await;
            }
        })
        .await;
        if drained.is_err() {
            tracing::warn!(
                polls = self.crew.in_flight(),
                "gave up polls in flight; nothing of them was kept, they are due again at the next start"
            );
            self.crew.abandon().await;
        }
        if let Some(page) = self.page.take() {
            let _ = page.stop.send(());
        }
        self.chores.shutdown().await;
        if timeout(CLOSE, self.store.close()).await.is_err() {
            tracing::warn!("the store is busy with another program and was left as it is");
        }
        tracing::info!("stopped");
    }
}

fn context(
    config: &Config,
    store: &Store,
    topics: Receiver<Arc<Topics>>,
) -> Result<Context, DaemonError> {
    Ok(Context {
        fetcher: Arc::new(Fetcher::new(&config.fetch)?),
        store: store.clone(),
        topics,
        jitter: chrono::Duration::from_std(config.poll.jitter).unwrap_or(chrono::Duration::MAX),
        host_gap: config.poll.host_gap,
    })
}

/// Makes the store's feeds and topics those of the config, and reads back what is known of them.
async fn open_watch(config: &Config, store: &Store) -> Result<Watch, DaemonError> {
    let now: Timestamp = Utc::now();
    let holds = store.host_holds(now).await?;
    let (ids, states) = store
        .adopt(config.feeds.clone(), config.topics.list())
        .await?;
    let jitter = chrono::Duration::from_std(config.poll.jitter).unwrap_or(chrono::Duration::MAX);
    let mut watch = Watch::new(ids.into_iter().zip(config.feeds.clone()), states, jitter);
    watch.let_rest(holds, now);
    // The config is taken over by now; each poll puts its feed's time right by itself.
    if let Err(error) = store.set_next_polls(watch.next_polls(now)).await {
        tracing::warn!(%error, "when feeds are due next could not be stored");
    }
    Ok(watch)
}

async fn schedule(watch: &Watch) -> Result<(Scheduler, mpsc::Receiver<Tick>), DaemonError> {
    let schedules = watch.schedules();
    let (sender, ticks) = mpsc::channel(schedules.len().max(1) * 2);
    Ok((Scheduler::start(schedules, sender).await?, ticks))
}

async fn listen(config: &Config) -> Result<Option<TcpListener>, DaemonError> {
    match config.http {
        None => Ok(None),
        Some(address) => TcpListener::bind(address)
            .await
            .map(Some)
            .map_err(|source| DaemonError::Listen { address, source }),
    }
}

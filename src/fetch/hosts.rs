//! Who may start next: the polls that are due, waiting by host. Hosts take turns, so that one slow or
//! throttled host never keeps the others waiting; each has a bounded number of polls at a time, a gap
//! between starts, and perhaps a rest it asked for. No I/O and no clock: `now` is an argument.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::model::is_private;

/// A host that nobody asked for this long is forgotten.
const REMEMBERED: Duration = Duration::from_secs(2 * 3600);

/// Hosts kept without looking for some to forget.
const SWEEP_AT: usize = 1024;

/// Bounds for all hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostLimits {
    /// Polls at a time, over all hosts.
    pub concurrency: usize,
    /// Of them to one host.
    pub per_host: usize,
    /// Between two starts to one public host.
    pub host_gap: Duration,
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next<T> {
    /// Start this; report back with [`HostQueue::done`].
    Start(T),
    /// Nothing before this moment, unless a poll finishes or a new one is pushed.
    Wait(Instant),
    /// Nothing is queued, or only a finishing poll can free a place.
    Idle,
}

/// Polls waiting for their host's turn.
#[derive(Debug)]
pub struct HostQueue<T> {
    limits: HostLimits,
    hosts: HashMap<String, Host<T>>,
    /// Hosts that may start now, in the order of their turns.
    ready: BTreeMap<u64, String>,
    /// Hosts that may start later.
    waiting: BTreeMap<(Instant, u64), String>,
    turn: u64,
    queued: usize,
    in_flight: usize,
    sweep_at: usize,
    first_gap_until: Option<Instant>,
}

#[derive(Debug)]
struct Host<T> {
    queue: VecDeque<T>,
    in_flight: usize,
    private: bool,
    /// End of the gap after the last start, to be kept if the host is public.
    gap_until: Option<Instant>,
    held_until: Option<Instant>,
    last_start: Option<Instant>,
    place: Place,
}

/// Where a host stands in the queue's two lists.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In neither: nothing queued, or as many in flight as it may have.
    Parked,
    Ready(u64),
    Waiting(Instant, u64),
}

impl<T> HostQueue<T> {
    /// An empty queue. Limits of zero mean one.
    pub fn new(limits: HostLimits) -> HostQueue<T> {
        HostQueue {
            limits,
            hosts: HashMap::new(),
            ready: BTreeMap::new(),
            waiting: BTreeMap::new(),
            turn: 0,
            queued: 0,
            in_flight: 0,
            sweep_at: SWEEP_AT,
            first_gap_until: None,
        }
    }

    /// Whoever ran before may have asked any host just now: hosts not met yet start after this moment.
    pub fn begin_after(&mut self, until: Instant) {
        self.first_gap_until = Some(until);
    }

    /// The bounds in force.
    pub fn limits(&self) -> HostLimits {
        self.limits
    }

    /// Changes the bounds; what is in flight finishes under the old ones.
    pub fn limit(&mut self, limits: HostLimits) {
        self.limits = limits;
        let hosts: Vec<String> = self.hosts.keys().cloned().collect();
        for host in hosts {
            self.place(&host);
        }
    }

    /// Adds a poll to the end of its host's line. The host is [`crate::model::FeedUrl::authority`].
    pub fn push(&mut self, host: &str, job: T) {
        self.host(host).queue.push_back(job);
        self.queued += 1;
        // A host that has its place already keeps it.
        self.place(host);
    }

    /// Takes the next poll that may start.
    pub fn next(&mut self, now: Instant) -> Next<T> {
        while let Some((&(at, turn), _)) = self.waiting.first_key_value()
            && at <= now
        {
            if let Some(host) = self.waiting.remove(&(at, turn)) {
                self.line_up(host);
            }
        }
        if self.in_flight >= self.limits.concurrency.max(1) {
            return Next::Idle;
        }
        self.sweep(now);
        while let Some((_, name)) = self.ready.pop_first() {
            let gap = self.limits.host_gap;
            let host = self.host(&name);
            host.place = Place::Parked;
            let Some(job) = host.queue.pop_front() else {
                continue;
            };
            host.in_flight += 1;
            host.gap_until = now.checked_add(gap);
            host.last_start = Some(now);
            self.in_flight += 1;
            self.queued -= 1;
            self.place_at(&name, Some(now));
            return Next::Start(job);
        }
        match self.waiting.first_key_value() {
            Some((&(at, _), _)) => Next::Wait(at),
            None => Next::Idle,
        }
    }

    /// A poll has finished. `private` is what the address it met was: `None` when it met none.
    pub fn done(&mut self, host: &str, private: Option<bool>) {
        let Some(known) = self.hosts.get_mut(host) else {
            return;
        };
        if known.in_flight == 0 {
            return;
        }
        known.in_flight -= 1;
        known.private = private.unwrap_or(known.private);
        self.in_flight -= 1;
        self.place(host);
    }

    /// The whole host rests until then, as its server asked. A shorter rest does not end a longer one.
    pub fn hold(&mut self, host: &str, until: Instant) {
        let known = self.host(host);
        known.held_until = known.held_until.max(Some(until));
        self.place(host);
    }

    /// Takes out the waiting polls of hosts that rest beyond this moment: their turn will not come
    /// in any time worth waiting for.
    pub fn take_resting(&mut self, beyond: Instant) -> Vec<T> {
        let mut taken = Vec::new();
        let mut emptied = Vec::new();
        for (name, host) in &mut self.hosts {
            if host.held_until.is_some_and(|until| until > beyond) && !host.queue.is_empty() {
                taken.extend(host.queue.drain(..));
                emptied.push(name.clone());
            }
        }
        self.queued -= taken.len();
        for name in emptied {
            self.place(&name);
        }
        taken
    }

    /// Polls waiting.
    pub fn len(&self) -> usize {
        self.queued
    }

    /// Whether no poll is waiting; some may be in flight.
    pub fn is_empty(&self) -> bool {
        self.queued == 0
    }

    /// Polls started and not yet done.
    pub fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// Takes every waiting poll out; rests and gaps stay in force.
    pub fn drain(&mut self) -> Vec<T> {
        let mut jobs = Vec::with_capacity(self.queued);
        for host in self.hosts.values_mut() {
            jobs.extend(host.queue.drain(..));
            host.place = Place::Parked;
        }
        self.ready.clear();
        self.waiting.clear();
        self.queued = 0;
        jobs
    }

    fn host(&mut self, name: &str) -> &mut Host<T> {
        if !self.hosts.contains_key(name) {
            let host = Host {
                queue: VecDeque::new(),
                in_flight: 0,
                private: is_literally_private(name),
                gap_until: self.first_gap_until,
                held_until: None,
                last_start: None,
                place: Place::Parked,
            };
            self.hosts.insert(name.to_owned(), host);
        }
        self.hosts.get_mut(name).expect("it was inserted above")
    }

    /// Puts a host where it belongs; the clock has not moved as far as we know.
    fn place(&mut self, name: &str) {
        self.place_at(name, None);
    }

    /// A moment that may have passed already counts as later: `next` knows the time and moves it up.
    fn place_at(&mut self, name: &str, now: Option<Instant>) {
        let per_host = self.limits.per_host.max(1);
        let Some(host) = self.hosts.get_mut(name) else {
            return;
        };
        let may_start = !host.queue.is_empty() && host.in_flight < per_host;
        let gap = if host.private { None } else { host.gap_until };
        let not_before = gap
            .max(host.held_until)
            .filter(|at| now.is_none_or(|now| *at > now));
        match (host.place, may_start, not_before) {
            // It keeps its turn.
            (Place::Ready(_), true, None) => return,
            (Place::Waiting(at, _), true, Some(not_before)) if at == not_before => return,
            _ => {}
        }
        match std::mem::replace(&mut host.place, Place::Parked) {
            Place::Parked => {}
            Place::Ready(turn) => {
                self.ready.remove(&turn);
            }
            Place::Waiting(at, turn) => {
                self.waiting.remove(&(at, turn));
            }
        }
        if !may_start {
            return;
        }
        match not_before {
            None => self.line_up(name.to_owned()),
            Some(at) => {
                let turn = self.next_turn();
                self.waiting.insert((at, turn), name.to_owned());
                self.host(name).place = Place::Waiting(at, turn);
            }
        }
    }

    fn line_up(&mut self, name: String) {
        let turn = self.next_turn();
        self.host(&name).place = Place::Ready(turn);
        self.ready.insert(turn, name);
    }

    fn next_turn(&mut self) -> u64 {
        self.turn += 1;
        self.turn
    }

    /// Forgets hosts without work, gap or rest, when there are many.
    fn sweep(&mut self, now: Instant) {
        if self.hosts.len() < self.sweep_at {
            return;
        }
        let past = |at: Option<Instant>| at.is_none_or(|at| at <= now);
        self.hosts.retain(|_, host| {
            let idle = host.queue.is_empty() && host.in_flight == 0;
            let long_ago = host
                .last_start
                .is_none_or(|at| now.saturating_duration_since(at) > REMEMBERED);
            !(idle && long_ago && past(host.gap_until) && past(host.held_until))
        });
        self.sweep_at = SWEEP_AT.max(2 * self.hosts.len());
    }
}

/// Whether an authority says by itself that it is private: a literal address or `localhost`.
fn is_literally_private(authority: &str) -> bool {
    let host = authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host);
    let host = host.trim_matches(['[', ']']).trim_end_matches('.');
    match host.parse::<IpAddr>() {
        Ok(ip) => is_private(ip),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests;

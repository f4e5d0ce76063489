use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn queue(concurrency: usize, per_host: usize, gap: u64) -> HostQueue<&'static str> {
    HostQueue::new(HostLimits {
        concurrency,
        per_host,
        host_gap: SECOND * u32::try_from(gap).unwrap(),
    })
}

/// Everything that may start now, in order.
fn starts<T>(queue: &mut HostQueue<T>, now: Instant) -> Vec<T> {
    std::iter::from_fn(|| match queue.next(now) {
        Next::Start(job) => Some(job),
        Next::Wait(_) | Next::Idle => None,
    })
    .collect()
}

#[test]
fn hosts_take_turns_however_long_one_line_is() {
    let mut queue = queue(10, 10, 0);
    for job in ["a1", "a2", "a3"] {
        queue.push("a:80", job);
    }
    queue.push("b:80", "b1");
    queue.push("c:80", "c1");
    let order = starts(&mut queue, Instant::now());
    assert_eq!(order, ["a1", "b1", "c1", "a2", "a3"]);
}

#[test]
fn a_host_has_its_bound_and_the_whole_has_one_too() {
    let now = Instant::now();
    let mut queue = queue(3, 2, 0);
    for job in ["a1", "a2", "a3"] {
        queue.push("a:80", job);
    }
    queue.push("b:80", "b1");
    queue.push("c:80", "c1");
    assert_eq!(starts(&mut queue, now), ["a1", "b1", "c1"]);
    queue.done("c:80", None);
    assert_eq!(starts(&mut queue, now), ["a2"]);
    queue.done("b:80", None);
    assert_eq!(queue.next(now), Next::Idle, "a has two in flight");
    queue.done("a:80", None);
    assert_eq!(starts(&mut queue, now), ["a3"]);
    assert_eq!((queue.len(), queue.in_flight()), (0, 2));
}

#[test]
fn public_hosts_are_started_with_a_gap_and_private_ones_without() {
    let now = Instant::now();
    let mut queue = queue(10, 2, 5);
    for (host, job) in [
        ("news.example:443", "n1"),
        ("news.example:443", "n2"),
        ("127.0.0.1:80", "p1"),
        ("127.0.0.1:80", "p2"),
        ("[::1]:80", "q1"),
        ("[::1]:80", "q2"),
        ("localhost:80", "l1"),
        ("localhost:80", "l2"),
    ] {
        queue.push(host, job);
    }
    let at_once = starts(&mut queue, now);
    assert_eq!(at_once, ["n1", "p1", "q1", "l1", "p2", "q2", "l2"]);
    assert_eq!(queue.next(now), Next::Wait(now + 5 * SECOND));
    assert_eq!(starts(&mut queue, now + 5 * SECOND), ["n2"]);
}

#[test]
fn a_name_that_turned_out_private_loses_its_gap() {
    let now = Instant::now();
    let mut queue = queue(10, 1, 5);
    queue.push("rsshub.lan:80", "1");
    queue.push("rsshub.lan:80", "2");
    assert_eq!(starts(&mut queue, now), ["1"]);
    queue.done("rsshub.lan:80", Some(true));
    assert_eq!(starts(&mut queue, now), ["2"]);
    queue.done("rsshub.lan:80", None);
    queue.push("rsshub.lan:80", "3");
    assert_eq!(starts(&mut queue, now), ["3"], "it is remembered");
}

#[test]
fn a_resting_host_keeps_nobody_else_waiting() {
    let now = Instant::now();
    let mut queue = queue(1, 1, 0);
    queue.push("a:80", "a1");
    queue.push("b:80", "b1");
    queue.hold("a:80", now + 60 * SECOND);
    queue.hold("a:80", now + 10 * SECOND);
    assert_eq!(starts(&mut queue, now), ["b1"]);
    queue.done("b:80", None);
    assert_eq!(queue.next(now), Next::Wait(now + 60 * SECOND));
    assert_eq!(queue.take_resting(now + 90 * SECOND), Vec::<&str>::new());
    assert_eq!(queue.take_resting(now + 30 * SECOND), ["a1"]);
    assert_eq!(queue.next(now), Next::Idle);
    queue.push("a:80", "a2");
    assert_eq!(queue.next(now), Next::Wait(now + 60 * SECOND));
    assert_eq!(starts(&mut queue, now + 60 * SECOND), ["a2"]);
}

#[test]
fn a_rest_begun_in_line_ends_the_turn() {
    let now = Instant::now();
    let mut queue = queue(10, 5, 0);
    queue.push("a:80", "a1");
    queue.push("a:80", "a2");
    assert_eq!(queue.next(now), Next::Start("a1"));
    queue.hold("a:80", now + SECOND);
    assert_eq!(queue.next(now), Next::Wait(now + SECOND));
}

#[test]
fn drained_polls_come_back_and_rests_stay() {
    let now = Instant::now();
    let mut queue = queue(10, 5, 0);
    queue.push("a:80", "a1");
    queue.push("b:80", "b1");
    queue.hold("a:80", now + SECOND);
    let mut drained = queue.drain();
    drained.sort_unstable();
    assert_eq!(drained, ["a1", "b1"]);
    assert!(queue.is_empty());
    assert_eq!(queue.next(now), Next::Idle);
    queue.push("a:80", "a2");
    assert_eq!(queue.next(now), Next::Wait(now + SECOND));
}

#[test]
fn after_a_restart_public_hosts_are_given_a_gap_first() {
    let now = Instant::now();
    let mut queue = queue(10, 5, 1);
    queue.begin_after(now + SECOND);
    queue.push("a:80", "a1");
    queue.push("127.0.0.1:80", "l1");
    assert_eq!(starts(&mut queue, now), ["l1"]);
    assert_eq!(queue.next(now), Next::Wait(now + SECOND));
    assert_eq!(starts(&mut queue, now + SECOND), ["a1"]);
}

#[test]
fn hosts_of_long_ago_are_forgotten() {
    let start = Instant::now();
    let mut queue = HostQueue::new(HostLimits {
        concurrency: 1,
        per_host: 1,
        host_gap: SECOND,
    });
    for n in 0..20_000u32 {
        let now = start + 10 * SECOND * n;
        let host = format!("h{n}:80");
        queue.push(&host, n);
        assert_eq!(starts(&mut queue, now), [n]);
        queue.done(&host, None);
    }
    assert!(queue.hosts.len() <= 3 * SWEEP_AT, "{}", queue.hosts.len());
}

#[test]
fn a_finish_nobody_started_changes_nothing() {
    let mut queue = queue(1, 1, 0);
    queue.done("a:80", Some(true));
    queue.push("a:80", "a1");
    queue.done("a:80", None);
    assert_eq!(queue.in_flight(), 0);
}

#[derive(Debug, Clone)]
enum Step {
    Push(u8),
    Done(usize, Option<bool>),
    Hold(u8, u8),
    Pass(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..4u8).prop_map(Step::Push),
        3 => (any::<usize>(), any::<Option<bool>>()).prop_map(|(which, private)| Step::Done(which, private)),
        1 => (0..4u8, 0..20u8).prop_map(|(host, seconds)| Step::Hold(host, seconds)),
        2 => (0..8u8).prop_map(Step::Pass),
    ]
}

proptest! {
    /// Whatever happens in whatever order: bounds and rests are kept, nothing is lost or started
    /// twice, and in the end every poll has had its turn.
    #[test]
    fn every_poll_starts_once_and_within_bounds(steps in prop::collection::vec(step(), 0..120)) {
        let limits = HostLimits { concurrency: 3, per_host: 2, host_gap: 3 * SECOND };
        let mut queue = HostQueue::new(limits);
        let mut now = Instant::now();
        let mut pushed = 0usize;
        let mut started = Vec::new();
        let mut running: Vec<(String, usize)> = Vec::new();
        let mut held: HashMap<String, Instant> = HashMap::new();
        let host_of = |n: u8| format!("h{n}:80");
        let finish = (0..400).map(|n| if n % 2 == 0 { Step::Done(0, None) } else { Step::Pass(20) });
        for step in steps.into_iter().chain(finish) {
            match step {
                Step::Push(host) => {
                    queue.push(&host_of(host), (host_of(host), pushed));
                    pushed += 1;
                }
                Step::Done(which, private) => {
                    if !running.is_empty() {
                        let (host, _) = running.remove(which % running.len());
                        queue.done(&host, private);
                    }
                }
                Step::Hold(host, seconds) => {
                    let until = now + SECOND * seconds.into();
                    queue.hold(&host_of(host), until);
                    let known = held.entry(host_of(host)).or_insert(until);
                    *known = until.max(*known);
                }
                Step::Pass(seconds) => now += SECOND * seconds.into(),
            }
            loop {
                match queue.next(now) {
                    Next::Start((host, job)) => {
                        prop_assert!(held.get(&host).is_none_or(|until| *until <= now));
                        started.push(job);
                        running.push((host.clone(), job));
                        let same = running.iter().filter(|(other, _)| *other == host).count();
                        prop_assert!(same <= limits.per_host);
                        prop_assert!(running.len() <= limits.concurrency);
                    }
                    Next::Wait(at) => {
                        prop_assert!(at > now);
                        break;
                    }
                    Next::Idle => break,
                }
            }
            prop_assert_eq!(queue.in_flight(), running.len());
            prop_assert_eq!(queue.len() + started.len(), pushed);
        }
        started.sort_unstable();
        prop_assert_eq!(started, (0..pushed).collect::<Vec<_>>());
    }
}

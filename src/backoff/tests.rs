use chrono::Weekday;
use proptest::prelude::*;

use super::*;
use crate::model::{BodyHash, SkipTimes, parse_time};

const FEED: &str = "https://news.example/feed";

fn feed() -> FeedUrl {
    FeedUrl::parse(FEED).unwrap()
}

fn noon() -> Timestamp {
    parse_time("2021-05-10T12:00:00Z").unwrap()
}

fn poll(outcome: Outcome, started_at: Timestamp) -> PollRecord {
    PollRecord {
        http_status: Some(200),
        ..PollRecord::new(started_at, outcome)
    }
}

fn failure(kind: FailureKind) -> Failure {
    Failure::new(kind, "it failed")
}

fn seconds(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}

fn tags(etag: Option<&str>, last_modified: Option<&str>) -> Validators {
    Validators {
        etag: etag.map(str::to_owned),
        last_modified: last_modified.map(str::to_owned),
    }
}

/// A feed under poll, with the clock in hand.
struct Story {
    state: FeedState,
    now: Timestamp,
}

impl Story {
    fn new() -> Story {
        Story {
            state: FeedState::default(),
            now: noon(),
        }
    }

    fn poll(&mut self, change: impl FnOnce(&mut PollRecord), outcome: Outcome) {
        let mut poll = poll(outcome, self.now);
        change(&mut poll);
        self.state = after(&self.state, &feed(), &poll, self.now);
    }

    fn fails(&mut self, kind: FailureKind) {
        self.poll(|_| {}, Outcome::Failed(failure(kind)));
    }

    fn moves(&mut self, to: &str) {
        self.poll(|poll| poll.moved_to = Some(to.to_owned()), Outcome::Updated);
    }

    fn wait(&mut self, time: TimeDelta) {
        self.now += time;
    }

    fn veto(&self) -> Option<(i64, String)> {
        veto(&self.state, self.now).map(|veto| ((veto.at - self.now).num_seconds(), veto.reason))
    }
}

#[test]
fn both_validators_are_replaced_at_every_200() {
    let mut story = Story::new();
    for sent in [
        tags(Some("\"1\""), Some("Monday")),
        tags(Some("\"2\""), None),
        tags(None, Some("Tuesday")),
        tags(None, None),
    ] {
        let keep = sent.clone();
        story.poll(|poll| poll.validators = sent, Outcome::Unchanged);
        assert_eq!(story.state.validators, keep);
        assert_eq!(story.state.validators_since.is_none(), keep.is_empty());
    }
}

#[test]
fn a_304_refreshes_validators_and_a_silent_one_keeps_them() {
    let mut story = Story::new();
    story.poll(
        |poll| poll.validators = tags(Some("\"1\""), None),
        Outcome::Updated,
    );
    story.poll(|_| {}, Outcome::NotModified);
    assert_eq!(story.state.validators, tags(Some("\"1\""), None));
    story.poll(
        |poll| poll.validators = tags(Some("\"2\""), None),
        Outcome::NotModified,
    );
    assert_eq!(story.state.validators, tags(Some("\"2\""), None));
    assert_eq!(story.state.validators_since, Some(noon()));
}

#[test]
fn after_eight_days_of_304_the_whole_document_is_asked_for() {
    let mut story = Story::new();
    let full = |poll: &mut PollRecord| {
        poll.validators = tags(Some("\"1\""), None);
        poll.body_hash = Some(BodyHash::of(b"x"));
    };
    story.poll(full, Outcome::Updated);
    for day in 1..8 {
        story.wait(TimeDelta::days(1));
        story.poll(|_| {}, Outcome::NotModified);
        assert!(!story.state.validators.is_empty(), "day {day}");
    }
    story.wait(TimeDelta::days(1));
    story.poll(|_| {}, Outcome::NotModified);
    assert!(story.state.validators.is_empty());
    assert_eq!(
        story.state.body_hash,
        Some(BodyHash::of(b"x")),
        "an unchanged body stays cheap"
    );
    story.poll(full, Outcome::Unchanged);
    assert_eq!(story.state.validators_since, Some(story.now));
}

#[test]
fn a_clock_set_back_does_not_keep_validators_alive() {
    let mut story = Story::new();
    story.poll(
        |poll| poll.validators = tags(Some("\"1\""), None),
        Outcome::Updated,
    );
    story.wait(TimeDelta::days(-1000));
    story.poll(|_| {}, Outcome::NotModified);
    story.wait(TimeDelta::days(8));
    story.poll(|_| {}, Outcome::NotModified);
    assert!(story.state.validators.is_empty());
}

#[test]
fn a_failed_answer_leaves_no_validators_behind() {
    for (kind, _) in FailureKind::ALL {
        let mut story = Story::new();
        story.poll(
            |poll| poll.validators = tags(Some("\"good\""), None),
            Outcome::Updated,
        );
        let hash = story.state.body_hash;
        story.poll(
            |poll| {
                poll.validators = tags(Some("\"bad\""), None);
                poll.body_hash = Some(BodyHash::of(b"bad"));
            },
            Outcome::Failed(failure(kind)),
        );
        assert_eq!(
            story.state.validators,
            tags(Some("\"good\""), None),
            "{kind:?}"
        );
        assert_eq!(story.state.body_hash, hash, "{kind:?}");
    }
}

#[test]
fn failures_double_up_to_a_day_and_never_end() {
    let mut story = Story::new();
    let mut last = 0;
    for n in 1..=100 {
        story.fails(FailureKind::Status);
        let (wait, reason) = story.veto().unwrap();
        let full = (60 << (n - 1).min(20)).min(24 * 3600);
        assert!(
            wait <= full && wait * 4 >= full * 3,
            "failure {n}: {wait} s of {full}"
        );
        assert!(wait >= last || n > 11, "failure {n}");
        assert!(
            reason.starts_with(&format!("{n}")) && reason.ends_with("failure in a row"),
            "{reason}"
        );
        last = wait;
        story.wait(TimeDelta::seconds(wait));
        assert_eq!(story.veto(), None);
    }
    assert_eq!(story.state.status, FeedStatus::Failing);
}

#[test]
fn one_success_resets_everything() {
    let mut story = Story::new();
    for _ in 0..9 {
        story.fails(FailureKind::Timeout);
    }
    assert_eq!(story.state.last_error.as_deref(), Some("it failed"));
    story.poll(|_| {}, Outcome::NotModified);
    assert_eq!(story.veto(), None);
    assert_eq!(story.state.status, FeedStatus::Active);
    assert_eq!(story.state.consecutive_failures, 0);
    assert_eq!(story.state.last_error, None);
    assert_eq!(story.state.last_success_at, Some(story.now));
}

#[test]
fn feeds_that_fail_together_come_back_apart() {
    let mut failure = failure(FailureKind::Connect);
    failure.message = "down".to_owned();
    let poll = poll(Outcome::Failed(failure), noon());
    let state = FeedState {
        consecutive_failures: 8,
        ..FeedState::default()
    };
    let times: std::collections::BTreeSet<Timestamp> = (0..100)
        .map(|n| {
            let feed = FeedUrl::parse(&format!("https://news.example/{n}")).unwrap();
            after(&state, &feed, &poll, noon()).not_before.unwrap().at
        })
        .collect();
    assert!(times.len() > 90, "{} of 100", times.len());
    let spread = *times.last().unwrap() - *times.first().unwrap();
    assert!(spread > TimeDelta::minutes(40), "{spread}");
}

#[test]
fn a_throttled_feed_waits_as_asked_and_longer_when_it_happens_again() {
    let throttled = |seconds: u64| {
        let mut failure = failure(FailureKind::Throttled);
        failure.hints.retry_after = self::seconds(seconds);
        Outcome::Failed(failure)
    };
    let mut story = Story::new();
    story.poll(|_| {}, throttled(7200));
    assert_eq!(
        story.veto(),
        Some((7200, "asked for 2 h by Retry-After".to_owned()))
    );

    let mut story = Story::new();
    story.poll(|_| {}, throttled(1));
    assert_eq!(story.veto().unwrap().0, 1);
    for _ in 0..6 {
        story.poll(|_| {}, throttled(1));
    }
    assert!(story.veto().unwrap().0 > 1000, "{:?}", story.veto());

    let mut story = Story::new();
    story.poll(|_| {}, throttled(16 * 365 * 24 * 3600));
    let (wait, reason) = story.veto().unwrap();
    assert_eq!(wait, 7 * 24 * 3600);
    assert_eq!(
        reason,
        "asked for more than 7 d by Retry-After; 7 d is the most we grant"
    );

    let mut story = Story::new();
    story.fails(FailureKind::Throttled);
    assert!(story.veto().unwrap().0 >= 300);
}

#[test]
fn retry_after_counts_wherever_it_stands() {
    let mut unavailable = failure(FailureKind::Status);
    unavailable.hints.retry_after = seconds(3600);
    let mut story = Story::new();
    story.poll(|_| {}, Outcome::Failed(unavailable));
    assert_eq!(
        story.veto(),
        Some((3600, "asked for 1 h by Retry-After".to_owned()))
    );
    let mut story = Story::new();
    story.poll(
        |poll| poll.hints.retry_after = seconds(90),
        Outcome::Updated,
    );
    assert_eq!(
        story.veto(),
        Some((90, "asked for 1 min 30 s by Retry-After".to_owned()))
    );
}

#[test]
fn the_longest_wish_of_an_answer_counts_and_is_capped() {
    let mut story = Story::new();
    story.poll(
        |poll| {
            poll.hints.fresh_for = seconds(1800);
            poll.rhythm.interval = seconds(600);
        },
        Outcome::Updated,
    );
    assert_eq!(
        story.veto(),
        Some((1770, "asked for 30 min by max-age or Expires".to_owned()))
    );
    story.poll(
        |poll| poll.rhythm.interval = seconds(365 * 24 * 3600),
        Outcome::Updated,
    );
    let (wait, reason) = story.veto().unwrap();
    assert_eq!(wait, 24 * 3600 - 30);
    assert_eq!(
        reason,
        "asked for more than 24 h in the feed itself; 24 h is the most we grant"
    );
    let changed = |poll: &mut PollRecord| poll.body_hash = Some(BodyHash::of(b"changed"));
    story.poll(changed, Outcome::Updated);
    assert_eq!(story.veto(), None, "a silent document asks for nothing");
}

#[test]
fn what_a_document_asks_for_holds_while_it_stays_the_same() {
    let mut story = Story::new();
    let document = |poll: &mut PollRecord| poll.body_hash = Some(BodyHash::of(b"x"));
    let with_ttl = |poll: &mut PollRecord| {
        document(poll);
        poll.rhythm.interval = seconds(3600);
    };
    story.poll(with_ttl, Outcome::Updated);
    for (change, outcome) in [
        (document as fn(&mut PollRecord), Outcome::Unchanged),
        (|_| {}, Outcome::NotModified),
    ] {
        story.wait(TimeDelta::hours(1));
        assert_eq!(story.veto(), None);
        story.poll(change, outcome);
        assert_eq!(story.veto().unwrap().0, 3570);
    }
}

#[test]
fn waits_are_counted_from_the_end_of_a_slow_answer() {
    let mut failure = failure(FailureKind::Throttled);
    failure.hints.retry_after = seconds(60);
    let mut poll = poll(Outcome::Failed(failure.clone()), noon());
    poll.duration = Duration::from_millis(29_500);
    let until = after(&FeedState::default(), &feed(), &poll, noon())
        .not_before
        .unwrap()
        .at;
    assert_eq!(until, noon() + TimeDelta::seconds(90));
    assert_eq!(host_hold(&failure, &poll, noon()), Some(until));
}

#[test]
fn a_schedule_in_step_with_the_cache_keeps_its_rhythm() {
    let mut story = Story::new();
    story.wait(TimeDelta::milliseconds(900));
    story.poll(|poll| poll.hints.fresh_for = seconds(600), Outcome::Updated);
    story.wait(TimeDelta::milliseconds(599_500));
    assert_eq!(story.veto(), None);
}

#[test]
fn gone_is_an_end_and_force_a_new_beginning() {
    let mut story = Story::new();
    story.fails(FailureKind::Gone);
    assert_eq!(story.state.status, FeedStatus::Gone);
    assert_eq!(story.veto(), None, "the status says it all");
    story.poll(|_| {}, Outcome::Updated);
    assert_eq!(story.state.status, FeedStatus::Active);
}

#[test]
fn a_throttled_public_host_rests_as_a_whole() {
    let hold = |kind: FailureKind, peer: Option<&str>, retry_after: Option<u64>| {
        let mut failure = failure(kind);
        failure.peer = peer.map(|peer| peer.parse().unwrap());
        failure.hints.retry_after = retry_after.and_then(seconds);
        host_hold(
            &failure,
            &poll(Outcome::Failed(failure.clone()), noon()),
            noon(),
        )
        .map(|until| (until - noon()).num_seconds())
    };
    assert_eq!(
        hold(FailureKind::Throttled, Some("93.184.215.14"), Some(60)),
        Some(60)
    );
    assert_eq!(
        hold(FailureKind::Throttled, Some("93.184.215.14"), None),
        Some(300)
    );
    assert_eq!(
        hold(FailureKind::Throttled, None, Some(60)),
        Some(60),
        "behind a proxy"
    );
    assert_eq!(
        hold(FailureKind::Throttled, Some("10.0.0.1"), Some(60)),
        None
    );
    assert_eq!(
        hold(FailureKind::Throttled, Some("::ffff:127.0.0.1"), Some(60)),
        None
    );
    assert_eq!(
        hold(FailureKind::Status, Some("93.184.215.14"), Some(60)),
        None
    );
}

const NEW: &str = "https://new.example/feed";

#[test]
fn a_move_needs_two_polls_running_that_agree() {
    let mut story = Story::new();
    story.poll(
        |poll| poll.validators = tags(Some("\"1\""), None),
        Outcome::Updated,
    );
    story.moves(NEW);
    assert_eq!(story.state.effective_url, None);
    story.moves("https://other.example/feed");
    assert_eq!(story.state.effective_url, None);
    story.fails(FailureKind::Timeout);
    story.moves("https://other.example/feed");
    assert_eq!(story.state.effective_url, None, "a failure stood between");
    story.moves(NEW);
    story.poll(|_| {}, Outcome::Updated);
    story.moves(NEW);
    assert_eq!(
        story.state.effective_url, None,
        "a poll without a redirect stood between"
    );
    story.poll(
        |poll| {
            poll.moved_to = Some(NEW.to_owned());
            poll.validators = tags(Some("\"2\""), None);
        },
        Outcome::NotModified,
    );
    assert_eq!(story.state.effective_url.as_deref(), Some(NEW));
    assert_eq!(story.state.moving, None);
    assert!(
        story.state.validators.is_empty(),
        "they belong to the old address"
    );
}

#[test]
fn a_move_back_home_is_taken_over_too() {
    let mut story = Story::new();
    story.moves(NEW);
    story.moves(NEW);
    story.moves(FEED);
    story.moves(FEED);
    assert_eq!(story.state.effective_url, None);
    assert_eq!(story.state.moving, None);
}

#[test]
fn a_new_place_that_fails_for_long_is_left_when_the_old_one_works() {
    let mut story = Story::new();
    story.moves(NEW);
    story.moves(NEW);
    for _ in 0..5 {
        story.wait(TimeDelta::days(1));
        story.fails(FailureKind::Dns);
        assert_eq!(story.state.effective_url.as_deref(), Some(NEW));
    }
    story.wait(TimeDelta::days(1));
    story.fails(FailureKind::Dns);
    assert_eq!(story.state.effective_url, None, "the old address is tried");
    story.poll(|_| {}, Outcome::Updated);
    assert_eq!(story.state.effective_url, None);
    assert_eq!(story.state.moving, None);
}

#[test]
fn while_both_places_fail_they_are_tried_in_turn_and_the_new_one_is_not_lost() {
    let mut story = Story::new();
    story.moves(NEW);
    story.moves(NEW);
    let mut asked = Vec::new();
    for _ in 0..10 {
        story.wait(TimeDelta::days(1));
        asked.push(story.state.effective_url.is_some());
        story.fails(FailureKind::Dns);
    }
    assert_eq!(asked[..6], [true; 6]);
    assert_eq!(asked[6..], [false, true, false, true]);
    if story.state.effective_url.is_none() {
        story.fails(FailureKind::Dns);
    }
    story.poll(|_| {}, Outcome::Updated);
    assert_eq!(story.state.effective_url.as_deref(), Some(NEW));
}

#[test]
fn a_short_outage_of_the_new_place_changes_nothing() {
    let mut story = Story::new();
    story.moves(NEW);
    story.moves(NEW);
    for _ in 0..20 {
        story.wait(TimeDelta::hours(2));
        story.fails(FailureKind::Connect);
    }
    assert_eq!(story.state.effective_url.as_deref(), Some(NEW));
}

fn outcomes() -> impl Strategy<Value = Outcome> {
    let kinds: Vec<FailureKind> = FailureKind::ALL.iter().map(|(kind, _)| *kind).collect();
    let wait = prop::option::of((0..=u64::MAX).prop_map(Duration::from_secs));
    prop_oneof![
        Just(Outcome::Updated),
        Just(Outcome::Unchanged),
        Just(Outcome::NotModified),
        (prop::sample::select(kinds), wait).prop_map(|(kind, retry_after)| {
            let mut failure = failure(kind);
            failure.hints.retry_after = retry_after;
            Outcome::Failed(failure)
        }),
    ]
}

proptest! {
    /// Whatever servers say for how long: the next poll is at most a week away (a day, unless
    /// Retry-After asked for more), always for a reason, and the policy is a function of its arguments.
    #[test]
    fn backoff_never_leaves_its_bounds(
        outcomes in prop::collection::vec(outcomes(), 1..40),
        failures in any::<u32>(),
        hint in prop::option::of(any::<u64>()),
        fresh in prop::option::of(any::<u64>()),
        moved in prop::option::of("https://[a-c]\\.example/"),
    ) {
        let mut now = noon();
        let mut state = FeedState { consecutive_failures: failures, ..FeedState::default() };
        for outcome in outcomes {
            let mut poll = poll(outcome, now);
            poll.hints.fresh_for = fresh.map(Duration::from_secs);
            poll.rhythm.interval = hint.map(Duration::from_secs);
            poll.moved_to.clone_from(&moved);
            let next = after(&state, &feed(), &poll, now);
            prop_assert_eq!(&next, &after(&state, &feed(), &poll, now));
            if let Some(not_before) = &next.not_before {
                let asked = match &poll.outcome {
                    Outcome::Failed(failure) => failure.hints.retry_after,
                    _ => poll.hints.retry_after,
                };
                let most = if asked.is_some() { TimeDelta::days(7) } else { TimeDelta::days(1) };
                prop_assert!(not_before.at <= now + most);
                prop_assert!(!not_before.reason.is_empty());
            }
            prop_assert_eq!(next.validators.is_empty(), next.validators_since.is_none());
            if let Outcome::Failed(failure) = &poll.outcome
                && let Some(until) = host_hold(failure, &poll, now)
            {
                prop_assert!(until > now && until <= now + TimeDelta::days(7));
            }
            let failed = matches!(poll.outcome, Outcome::Failed(_));
            prop_assert_eq!(next.status == FeedStatus::Active, !failed);
            prop_assert_eq!(next.consecutive_failures == 0, !failed);
            state = next;
            now += TimeDelta::hours(5);
        }
        if let Some(moving) = &state.moving {
            prop_assert!(moving.seen < 2, "{:?}", moving);
        }
    }

    #[test]
    fn a_veto_ends_at_its_time(wait in 0..1_000_000i64, later in 0..2_000_000i64) {
        let at = noon() + TimeDelta::seconds(wait);
        let state = FeedState {
            not_before: Some(NotBefore { at, reason: "x".to_owned() }),
            ..FeedState::default()
        };
        prop_assert_eq!(veto(&state, noon() + TimeDelta::seconds(later)).is_some(), later < wait);
    }
}

#[test]
fn hours_and_days_that_the_document_skips_are_vetoed_up_to_a_day_after_the_last_poll() {
    // Noon of a Monday.
    let mut story = Story::new();
    let skip = SkipTimes::new([12, 14, 15], [Weekday::Wed, Weekday::Thu]);
    story.poll(|poll| poll.rhythm.skip = skip, Outcome::Updated);
    assert_eq!(story.veto().map(|(wait, _)| wait), Some(3600));
    assert_eq!(
        story.state.not_before.as_ref().map(|veto| veto.at),
        Some(noon() + TimeDelta::hours(1))
    );

    // What comes later is no veto yet, and a poll without a document does not forget it.
    story.wait(TimeDelta::hours(1));
    story.poll(|_| (), Outcome::NotModified);
    assert_eq!(story.veto(), None);
    story.wait(TimeDelta::minutes(90));
    let (wait, reason) = story.veto().unwrap();
    assert_eq!(wait, 90 * 60);
    assert!(reason.contains("skipHours"), "{reason}");

    // Two days in a row are more than we grant.
    story.now = noon() + TimeDelta::hours(36);
    story.state.last_polled_at = Some(story.now - TimeDelta::hours(1));
    assert_eq!(story.veto().map(|(wait, _)| wait), Some(23 * 3600));
    story.wait(TimeDelta::hours(23));
    assert_eq!(story.veto(), None);

    // A document that no longer asks for it is believed.
    story.poll(
        |poll| poll.body_hash = Some(BodyHash([1; 32])),
        Outcome::Updated,
    );
    assert_eq!(story.veto(), None);
}

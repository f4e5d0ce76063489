//! Whether a connection is worth keeping: yes for a host that was asked a moment ago, no for one that
//! is asked once in half an hour. Bounded, whatever the number of hosts.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Hosts remembered at one time.
const MOST: usize = 64;

#[derive(Debug)]
pub(super) struct Reuse {
    within: Duration,
    recent: Mutex<HashMap<String, Instant>>,
}

impl Reuse {
    pub(super) fn new(within: Duration) -> Reuse {
        Reuse {
            within,
            recent: Mutex::new(HashMap::new()),
        }
    }

    /// Notes a request and answers whether its host was asked within the last moments.
    pub(super) fn expects_more(&self, authority: &str, now: Instant) -> bool {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = recent.get_mut(authority) {
            let expected = now.saturating_duration_since(*last) <= self.within;
            *last = now;
            return expected;
        }
        if recent.len() >= MOST {
            // The oldest makes room: one pass over a few dozen entries for each new host.
            let oldest = recent
                .iter()
                .min_by_key(|(_, at)| **at)
                .map(|(host, _)| host.clone());
            if let Some(oldest) = oldest {
                recent.remove(&oldest);
            }
        }
        recent.insert(authority.to_owned(), now);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_host_asked_a_moment_ago_is_expected_again() {
        let reuse = Reuse::new(Duration::from_secs(5));
        let start = Instant::now();
        assert!(!reuse.expects_more("a:80", start));
        assert!(reuse.expects_more("a:80", start + Duration::from_secs(4)));
        assert!(!reuse.expects_more("a:80", start + Duration::from_secs(30)));
    }

    #[test]
    fn the_number_of_hosts_is_bounded() {
        let reuse = Reuse::new(Duration::from_secs(5));
        let start = Instant::now();
        for n in 0..10 * MOST {
            reuse.expects_more(&format!("{n}:80"), start);
        }
        assert!(reuse.recent.lock().unwrap().len() <= MOST);
    }
}

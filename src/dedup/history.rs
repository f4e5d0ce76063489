//! What is history when it comes, and what may have been missed. A feed's first document, and old
//! entries that turn up later in a bulk (a site moved, an archive was tagged anew), are kept but are
//! no news; a full document that shares nothing with the one before may have skipped over entries.

use chrono::Duration;

use crate::model::{Decision, Gap, Item, Known, Timestamp, Verdict, Window};

/// An entry that claims to be this much older than the feed's previous document is history, even
/// alone.
const LONG_BEFORE: Duration = Duration::days(30);

/// This much older than the previous document, and in company, it is history too; alone it is an
/// article that was dated back.
const BEFORE: Duration = Duration::days(3);

/// Posts that a feed keeps at its top.
const MOST_PINNED: usize = 3;

/// How many old entries make a bulk.
const BULK: usize = 5;

/// Which decisions bring history: true only beside [`Verdict::New`]. `previous` is when the feed's
/// last document before this one was read; `None` for its first.
pub fn backfill(decisions: &[Decision], previous: Option<Timestamp>) -> Vec<bool> {
    let is_new = |decision: &Decision| decision.verdict == Verdict::New;
    let Some(previous) = previous else {
        return decisions.iter().map(is_new).collect();
    };
    let older_than = |decision: &Decision, margin: Duration| {
        let claimed = decision.item.published_at.or(decision.item.updated_at);
        is_new(decision) && claimed.is_some_and(|claimed| claimed < previous - margin)
    };
    let bulk = decisions.iter().filter(|d| older_than(d, BEFORE)).count() >= BULK;
    let margin = if bulk { BEFORE } else { LONG_BEFORE };
    decisions.iter().map(|d| older_than(d, margin)).collect()
}

/// Whether an item that another feed brought as history is news by this feed, which had a document at
/// `previous` without it: it claims no date long before that one. What is news
/// must not depend on which of two feeds was polled first.
pub fn is_news(item: &Item, previous: Timestamp) -> bool {
    let claimed = item.published_at.or(item.updated_at);
    claimed.is_none_or(|claimed| claimed >= previous - BEFORE)
}

/// The gap between two documents of a feed, `known` being what is known under the later one's names. The
/// first `own` items are those of the later document, what follows are pages before it in time, which
/// close the gap when they show something known. `None` when there is no gap.
pub fn possible_gap(
    previous: Option<Window>,
    items: &[Item],
    own: usize,
    known: &Known,
) -> Option<Gap> {
    let leaves_gap = |items: &[Item]| {
        let seen = |item: &&Item| item.keys.iter().any(|key| known.by_key.contains_key(key));
        let seen = items.iter().filter(seen).map(|item| item.published_at);
        leaves_gap(previous, items.len(), &seen.collect::<Vec<_>>())
    };
    let (document, _) = items.split_at(own.min(items.len()));
    leaves_gap(document).then(|| {
        let is_closed = !leaves_gap(items);
        // What is still open begins with the oldest page; what was closed lay before the document.
        let reached = if is_closed { document } else { items };
        Gap {
            is_closed,
            after: previous.and_then(|window| window.newest),
            before: Window::of(reached).oldest,
        }
    })
}

/// Whether entries may be missing between a feed's last document and one with this many entries, of which
/// those with the claims `seen` were seen in the feed before. It must be as full as the last one and share
/// nothing with it, but for a few posts from before its newest entry: pinned ones stay at the top for ever.
/// Never when the last document had no entries, or there was none.
pub fn leaves_gap(previous: Option<Window>, entries: usize, seen: &[Option<Timestamp>]) -> bool {
    previous.is_some_and(|window| {
        let is_full = window.entries > 0 && entries >= window.entries;
        let few = seen.len() <= MOST_PINNED && seen.len() * 4 <= entries;
        let is_before = |claimed: &Option<Timestamp>| claimed.is_some() && *claimed < window.newest;
        is_full && few && seen.iter().all(is_before)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContentHash, FeedId, IdentityKey, ItemId, Rung, Seen, parse_time};

    fn items(dates: &[&str]) -> Vec<Item> {
        let item = |(n, date): (usize, &&str)| {
            let published_at = parse_time(date);
            let mut key = [u8::try_from(n).unwrap(); 16];
            key[0] = Rung::Id as u8;
            key[1] = u8::try_from(date.len()).unwrap();
            Item {
                guid: None,
                url: None,
                canonical_url: None,
                keys: vec![IdentityKey(key)],
                title: format!("Title {n}"),
                author: None,
                summary: None,
                summary_text: None,
                content: None,
                text: String::new(),
                language: None,
                published_at,
                updated_at: None,
                enclosures: Vec::new(),
                content_hash: ContentHash(key),
            }
        };
        dates.iter().enumerate().map(item).collect()
    }

    fn history(dates: &[&str], previous: Option<&str>) -> Vec<bool> {
        let decided = super::super::changes(FeedId(1), items(dates), &Known::default());
        backfill(&decided.decisions, previous.and_then(parse_time))
    }

    #[test]
    fn history_is_the_first_document_and_what_is_old_in_a_bulk() {
        let today = "2021-05-10T09:00:00Z";
        let week_old = "2021-05-03T09:00:00Z";
        let year_old = "2020-05-10T09:00:00Z";
        assert_eq!(history(&[today, week_old], None), [true, true]);
        assert_eq!(history(&[today, week_old], Some(today)), [false, false]);
        assert_eq!(history(&[today, year_old], Some(today)), [false, true]);
        let mut bulk = vec![week_old; 5];
        bulk.push(today);
        assert_eq!(
            history(&bulk, Some(today)),
            [true, true, true, true, true, false]
        );
        assert_eq!(history(&[""], Some(today)), [false]);
    }

    #[test]
    fn what_one_feed_brings_as_history_may_be_news_by_another() {
        let today = "2021-05-10T09:00:00Z";
        let previous = parse_time(today).unwrap();
        let news = |claimed: &str| is_news(&items(&[claimed])[0], previous);
        assert!(news(today));
        assert!(news(""));
        assert!(!news("2021-05-01T09:00:00Z"));
    }

    #[test]
    fn a_gap_needs_a_full_document_that_shares_nothing() {
        let first = items(&["2021-05-10T09:00:00Z", "2021-05-10T10:00:00Z"]);
        let second = items(&["2021-05-10T12:00:00Z", "2021-05-10T13:00:00Z"]);
        let previous = Some(Window::of(&first));
        let gap = possible_gap(previous, &second, 2, &Known::default()).unwrap();
        assert!(!gap.is_closed);
        assert_eq!(gap.after, parse_time("2021-05-10T10:00:00Z"));
        assert_eq!(gap.before, parse_time("2021-05-10T12:00:00Z"));
        let mut known = Known::default();
        known
            .by_key
            .insert(second[1].keys[0], Seen::Item(ItemId(1)));
        assert_eq!(possible_gap(previous, &second, 2, &known), None, "overlap");
        let claims = |time: &str| [parse_time(time)];
        assert!(
            leaves_gap(previous, 4, &claims("2021-05-10T09:00:00Z")),
            "a pinned post"
        );
        assert!(
            !leaves_gap(previous, 4, &claims("2021-05-10T10:00:00Z")),
            "the newest"
        );
        assert!(
            !leaves_gap(previous, 3, &claims("2021-05-10T09:00:00Z")),
            "too much of it"
        );
        assert!(!leaves_gap(previous, 4, &[None]));
        let mut paged = items(&["2021-05-10T14:00:00Z", "2021-05-10T15:00:00Z"]);
        for item in &mut paged {
            item.keys[0].0[2] = 9;
        }
        paged.extend(second.clone());
        let gap = possible_gap(previous, &paged, 2, &known).unwrap();
        assert!(gap.is_closed);
        assert_eq!(gap.before, parse_time("2021-05-10T14:00:00Z"));
        assert_eq!(
            possible_gap(previous, &second[..1], 1, &Known::default()),
            None,
            "not full"
        );
        assert_eq!(
            possible_gap(None, &second, 2, &Known::default()),
            None,
            "first"
        );
        assert_eq!(Window::of(&first).span(), Some(Duration::hours(1)));
    }
}

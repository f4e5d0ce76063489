//! Closing a gap: when a document shares nothing with the feed's last one, the pages before it in time
//! are read as well, as far as the feed names them (RFC 5005, `next_url` of JSON Feed, WordPress), until
//! one of them shows something known. Few, one after another, and only from the document's own host.

use std::collections::HashSet;
use std::time::Instant;

use url::Url;

use super::reading::{Reading, read};
use super::{Attempt, Context, Job};
use crate::fetch::{Ask, is_private};
use crate::model::{Answer, Failure, FeedUrl, Fetched, IdentityKey, Item, Validators};
use crate::store::Shown;

/// Pages read in one poll.
const PAGES: u32 = 10;

/// Entries beyond which no further page is read.
const ENTRIES: usize = 2_000;

/// Reads pages into the attempt until the gap is closed or nothing more may be asked. What is missing
/// then stays a gap in the ledger.
pub(super) async fn close_gap(
    cx: &Context,
    job: &Job,
    attempt: &mut Attempt,
    document: Url,
    first: String,
) {
    let began = Instant::now();
    let mut next = Some(first);
    let mut visited = vec![document];
    while let Some(page) = next.take().and_then(|page| Url::parse(&page).ok()) {
        let has_room = attempt.record.pages < PAGES && attempt.items.len() < ENTRIES;
        let is_near = visited[0].origin() == page.origin() && !visited.contains(&page);
        if !has_room || !is_near || !is_gap(cx, job, attempt).await {
            return;
        }
        if !attempt.peer.is_some_and(is_private) {
            tokio::time::sleep(cx.host_gap).await;
        }
        if began.elapsed() > job.feed.request.timeout {
            attempt.note("no time was left for further pages of the feed".to_owned());
            return;
        }
        next = match take(cx, job, attempt, &page).await {
            Ok(next) => next,
            Err(failure) => {
                attempt.note(format!("a further page of the feed: {failure}"));
                attempt.refused(failure);
                return;
            }
        };
        visited.push(page);
    }
}

/// Whether what was read so far leaves a gap. A store that cannot answer will say so when the poll is
/// recorded.
async fn is_gap(cx: &Context, job: &Job, attempt: &Attempt) -> bool {
    let shown = attempt.items.iter().map(|item| Shown {
        names: item.keys.clone(),
        claimed: item.published_at,
    });
    let leaves_gap = cx.store.leaves_gap(job.id, shown.collect());
    leaves_gap.await.unwrap_or(false)
}

fn names(items: &[Item]) -> impl Iterator<Item = IdentityKey> + '_ {
    items.iter().flat_map(|item| item.keys.iter().copied())
}

/// Reads one page into the attempt; the address of the next, if it names one.
async fn take(
    cx: &Context,
    job: &Job,
    attempt: &mut Attempt,
    page: &Url,
) -> Result<Option<String>, Failure> {
    let Ok(url) = FeedUrl::from_url(page.clone()) else {
        return Ok(None);
    };
    let ask = Ask {
        feed: &job.feed,
        url: &url,
        validators: &Validators::default(),
    };
    let Answer {
        fetched: Fetched::Document(document),
        bytes,
        ..
    } = cx.fetcher.fetch(&ask).await?
    else {
        return Ok(None);
    };
    attempt.record.pages += 1;
    attempt.record.bytes += bytes;
    match read(document, None).await? {
        Reading::Fresh(_, told, mut items) => {
            // Entries move on while pages are read, and some servers give the first page for any.
            let had: HashSet<IdentityKey> = names(&attempt.items).collect();
            items.retain(|item| !item.keys.iter().any(|key| had.contains(key)));
            let brings_more = !items.is_empty();
            attempt.items.extend(items);
            Ok(told.next_page.filter(|_| brings_more))
        }
        Reading::Same(_) => Ok(None),
    }
}

//! One poll's exchange: the request, its redirects, the answer, all under one deadline. Each hop is
//! checked like a first address; secrets go to the feed's own host only.

use std::sync::Arc;

use chrono::Utc;
use reqwest::Response;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, FROM, HeaderMap, HeaderValue, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LOCATION, USER_AGENT,
};
use url::Url;

use super::body;
use super::diagnosis;
use super::headers;
use super::progress::{Phase, Progress};
use super::secrets::Secrets;
use super::{Ask, Shared};
use crate::model::{Answer, Document, Failure, FailureKind, FeedUrl, Fetched, Hints, Validators};

/// Redirects followed before an address is given up.
const MAX_HOPS: usize = 10;

/// What a feed reader takes, in the order in which it likes it.
const ACCEPTED: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
     application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

const ACCEPTED_ENCODINGS: &str = "gzip, deflate, br, zstd";

/// Asks, within the feed's deadline.
pub(super) async fn run(shared: &Shared, ask: &Ask<'_>) -> Result<Answer, Failure> {
    let progress = Arc::new(Progress::default());
    let deadline = ask.feed.request.timeout;
    let walk = progress.watch(walk(shared, ask, &progress));
    let outcome = match tokio::time::timeout(deadline, walk).await {
        Ok(outcome) => outcome,
        Err(_) => Err(diagnosis::timed_out(
            progress.phase(),
            &progress.host(),
            deadline,
            progress.bytes(),
        )),
    };
    outcome.map_err(|failure| Failure {
        host: progress.last_to_answer(),
        peer: progress.peer(),
        bytes: progress.bytes(),
        ..failure
    })
}

/// Follows the redirects to an answer.
async fn walk(shared: &Shared, ask: &Ask<'_>, progress: &Progress) -> Result<Answer, Failure> {
    let secrets = Secrets::of(ask.feed).await?;
    let common = common_headers(shared, ask)?;
    let mut url = ask.url.without_credentials();
    let mut visited = vec![url.clone()];
    let mut moved_to = None;
    let mut only_permanent = true;
    loop {
        let response = request(shared, &url, &common, &secrets, progress)
            .await
            .map_err(|failure| after_redirect(failure, visited.len() > 1))?;
        let status = response.status().as_u16();
        if !is_redirect(status, response.headers()) {
            return answer(shared, ask, response, url, moved_to, progress).await;
        }
        let next = next_hop(&url, status, response.headers())?;
        only_permanent &= matches!(status, 301 | 308);
        if only_permanent {
            moved_to = Some(next.clone());
        }
        if visited.contains(&next) {
            let message = format!(
                "redirects run in a circle and come back to {}; some sites do that to readers without \
                 cookies",
                diagnosis::shown(&next)
            );
            return Err(redirect_failure(status, &message));
        }
        if visited.len() > MAX_HOPS {
            return Err(redirect_failure(
                status,
                &format!("more than {MAX_HOPS} redirects in a row"),
            ));
        }
        visited.push(next.clone());
        url = next;
    }
}

/// Who reads of a host that is not in the config should know how it came there.
fn after_redirect(failure: Failure, redirected: bool) -> Failure {
    if !redirected {
        return failure;
    }
    let message = format!("after a redirect: {}", failure.message);
    diagnosis::failure(failure.kind, &message)
}

/// One hop.
async fn request(
    shared: &Shared,
    url: &Url,
    common: &HeaderMap,
    secrets: &Secrets,
    progress: &Progress,
) -> Result<Response, Failure> {
    let host = diagnosis::shown(url);
    progress.ask(&host);
    shared
        .guard
        .check_literal(url)
        .map_err(|forbidden| diagnosis::forbidden(&forbidden))?;
    let mut headers = common.clone();
    secrets.add_to(&mut headers, url);
    let authority =
        FeedUrl::from_url(url.clone()).map_or_else(|_| host.clone(), |url| url.authority());
    let response = shared
        .clients
        .for_host(&authority)
        .get(url.clone())
        .headers(headers)
        .send()
        .await
        .map_err(|error| {
            let failure = diagnosis::unanswered(&error, &host, url.scheme() == "https");
            if shared.proxied {
                return diagnosis::perhaps_the_proxy(&error, &failure);
            }
            failure
        })?;
    progress.enter(Phase::Reading);
    progress.answered(&authority);
    if !shared.proxied {
        progress.met(response.remote_addr());
    }
    Ok(response)
}

fn common_headers(shared: &Shared, ask: &Ask<'_>) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    let user_agent = HeaderValue::from_str(&ask.feed.request.user_agent).map_err(|_| {
        let message = "the user_agent of this feed holds characters that cannot be sent";
        diagnosis::failure(FailureKind::Settings, message)
    })?;
    headers.insert(USER_AGENT, user_agent);
    headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
    headers.insert(
        ACCEPT_ENCODING,
        HeaderValue::from_static(ACCEPTED_ENCODINGS),
    );
    if let Some(contact) = &shared.contact {
        headers.insert(FROM, contact.clone());
    }
    let conditions = [
        (IF_NONE_MATCH, &ask.validators.etag),
        (IF_MODIFIED_SINCE, &ask.validators.last_modified),
    ];
    for (name, validator) in conditions {
        if let Some(value) = validator.as_deref().and_then(headers::value) {
            headers.insert(name, value);
        }
    }
    Ok(headers)
}

fn is_redirect(status: u16, headers: &HeaderMap) -> bool {
    matches!(status, 300..=303 | 307 | 308) && headers.contains_key(LOCATION)
}

/// Where a redirect leads; servers write addresses here in every way.
fn next_hop(from: &Url, status: u16, headers: &HeaderMap) -> Result<Url, Failure> {
    let written = headers
        .get(LOCATION)
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    let written = match std::str::from_utf8(written) {
        Ok(text) => text.to_owned(),
        Err(_) => written.iter().map(|byte| char::from(*byte)).collect(),
    };
    let written = written.trim();
    if written.is_empty() {
        return Err(redirect_failure(
            status,
            "the server redirects without saying where",
        ));
    }
    let mut next = from.join(written).map_err(|_| {
        let message = format!(
            "redirects to {:?}, which is no address",
            diagnosis::clean(written, 80)
        );
        redirect_failure(status, &message)
    })?;
    if !matches!(next.scheme(), "http" | "https") {
        let message = format!(
            "redirects to a {}: address, which cannot be polled",
            diagnosis::clean(next.scheme(), 30)
        );
        return Err(redirect_failure(status, &message));
    }
    next.set_fragment(None);
    // A redirect cannot log us in somewhere. The setters fail only without a host.
    let _ = next.set_username("");
    let _ = next.set_password(None);
    Ok(next)
}

fn redirect_failure(status: u16, message: &str) -> Failure {
    Failure {
        http_status: Some(status),
        ..diagnosis::failure(FailureKind::Redirect, message)
    }
}

/// The last hop's response, as an answer or as a failure.
async fn answer(
    shared: &Shared,
    ask: &Ask<'_>,
    response: Response,
    url: Url,
    moved_to: Option<Url>,
    progress: &Progress,
) -> Result<Answer, Failure> {
    let status = response.status().as_u16();
    let hints = headers::hints(response.headers(), Utc::now());
    let sent = headers::validators(response.headers());
    let answer = |validators, fetched| Answer {
        http_status: status,
        validators,
        hints,
        moved_to,
        peer: progress.peer(),
        bytes: progress.bytes(),
        fetched,
    };
    match status {
        200 | 203 => {
            let document = document(shared, response, url, hints, progress).await?;
            Ok(answer(sent, Fetched::Document(document)))
        }
        304 if !ask.validators.is_empty() => {
            let refreshed = Validators {
                etag: sent.etag.or_else(|| ask.validators.etag.clone()),
                last_modified: sent
                    .last_modified
                    .or_else(|| ask.validators.last_modified.clone()),
            };
            Ok(answer(refreshed, Fetched::NotModified))
        }
        _ => Err(Failure {
            hints,
            ..diagnosis::status(status, response.headers())
        }),
    }
}

async fn document(
    shared: &Shared,
    response: Response,
    url: Url,
    hints: Hints,
    progress: &Progress,
) -> Result<Document, Failure> {
    let status = response.status().as_u16();
    let answered = |failure: Failure| Failure {
        http_status: Some(status),
        hints,
        ..failure
    };
    let content_type = response.headers().get(CONTENT_TYPE).map(headers::text);
    let encodings = headers::encodings(response.headers()).map_err(|name| {
        let message = format!(
            "the document is compressed in a way we do not read: {}",
            diagnosis::clean(&name, 40)
        );
        answered(diagnosis::failure(FailureKind::Transfer, &message))
    })?;
    let body = body::read(response, &encodings, &shared.room, progress)
        .await
        .map_err(|error| {
            let most = shared.room.most();
            answered(diagnosis::unreadable(&error, most, progress.bytes()))
        })?;
    if body.is_empty() {
        let message = "the server sent an empty document";
        return Err(answered(diagnosis::failure(FailureKind::Empty, message)));
    }
    Ok(Document {
        url,
        content_type,
        body,
    })
}

//! What a status means, and which refusals are bot walls as far as the headers give them away.

use reqwest::header::HeaderMap;

use super::super::headers;
use super::failure;
use crate::model::{Failure, FailureKind};

/// A status that is no answer, with its meaning.
pub(in crate::fetch) fn status(status: u16, headers: &HeaderMap) -> Failure {
    let kind = match status {
        410 => FailureKind::Gone,
        429 | 503 => FailureKind::Throttled,
        300..=303 | 305..=399 => FailureKind::Redirect,
        _ => FailureKind::Status,
    };
    let message =
        bot_wall(status, headers).unwrap_or_else(|| format!("HTTP {status}, {}", meaning(status)));
    Failure {
        http_status: Some(status),
        ..failure(kind, &message)
    }
}

fn meaning(status: u16) -> &'static str {
    match status {
        204 => "no content: the server has nothing to say",
        205 => "an answer without a document",
        206 => "a part only, which nobody asked for",
        304 => "\"not modified\", though we hold nothing to compare with",
        400 => "bad request: the server does not understand the address",
        401 => "login needed: set username and password_file, or correct them",
        402 => "payment needed",
        403 => "forbidden: the server refuses us this address",
        404 => "not found: there is nothing at this address",
        405 | 406 => "the server does not serve this address to feed readers",
        407 => "the proxy wants a login",
        408 => "the server gave up waiting for us",
        410 => "gone: the publisher has ended this feed",
        421 => "this server is not the one for this address",
        429 => "too many requests: the server asks us to slow down",
        451 => "blocked for legal reasons",
        502 | 504 => "the publisher's own server does not answer its gateway",
        503 => "the server is overloaded or under maintenance",
        _ => match status / 100 {
            1 => "an answer that is none yet",
            2 => "an answer without a document",
            3 => "a redirect that leads nowhere",
            4 => "the server refuses the request",
            5 => "an error on the publisher's side",
            _ => "an unknown status",
        },
    }
}

/// Challenges that are made for browsers, as far as status and headers give them away.
fn bot_wall(status: u16, headers: &HeaderMap) -> Option<String> {
    let says = |(name, word, _): &&(&str, &str, &str)| {
        headers
            .get(*name)
            .is_some_and(|value| headers::text(value).to_ascii_lowercase().contains(word))
    };
    let certain = [
        ("cf-mitigated", "challenge", "Cloudflare"),
        ("x-vercel-mitigated", "", "Vercel"),
        ("x-amzn-waf-action", "", "Amazon's firewall"),
        ("x-sucuri-block", "", "Sucuri"),
        ("server", "akamaighost", "Akamai"),
    ];
    // These pass on the publisher's own refusals too.
    let suspected = [
        ("server", "cloudflare", "Cloudflare"),
        ("server", "ddos-guard", "DDoS-Guard"),
        ("server", "qrator", "Qrator"),
        ("x-datadome", "", "DataDome"),
        ("x-iinfo", "", "Imperva"),
        ("x-sucuri-id", "", "Sucuri"),
    ];
    if matches!(status, 202 | 401 | 403 | 405 | 429 | 503)
        && let Some((_, _, guard)) = certain.iter().find(says)
    {
        return Some(format!(
            "HTTP {status}, a bot wall: {guard} guards this site and wants to see a browser; ask the \
             publisher to let feed readers through"
        ));
    }
    if matches!(status, 401 | 403 | 503)
        && let Some((_, _, guard)) = suspected.iter().find(says)
    {
        return Some(format!(
            "HTTP {status}, {}; perhaps a bot wall: {guard} guards this site",
            meaning(status)
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_there_can_be_has_a_sentence() {
        for code in 100..1000 {
            let failure = status(code, &HeaderMap::new());
            assert!(failure.message.len() > "HTTP 100, ".len(), "{code}");
            assert_eq!(failure.http_status, Some(code));
        }
    }
}

//! From what went wrong to a sentence that a person without programming skill can act on. Texts of
//! libraries are not passed on; whatever a server wrote is cleaned and cut.

mod status;

use std::error::Error;
use std::io;
use std::time::Duration;

use chrono::DateTime;

pub(in crate::fetch) use status::status;

use super::body::BodyError;
use super::guard::{Forbidden, Unresolved};
use super::progress::Phase;
use super::tls::Untrusted;
use crate::model::{Failure, FailureKind, is_metadata};

/// Characters that a message may have; what a server wrote is cut to far less.
const MAX_MESSAGE: usize = 400;

/// Text of foreign origin: control and direction characters out, bounded.
pub(super) fn clean(text: &str, most: usize) -> String {
    let mut clean: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .take(most + 1)
        .collect();
    if clean.chars().count() > most {
        clean.pop();
        clean.push('…');
    }
    clean
}

/// Characters that change how others are shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A failure with a message that is safe to show.
pub(super) fn failure(kind: FailureKind, message: &str) -> Failure {
    Failure::new(kind, clean(message, MAX_MESSAGE))
}

/// The deadline passed.
pub(super) fn timed_out(phase: Phase, host: &str, after: Duration, bytes: u64) -> Failure {
    let after = span(after);
    let message = match phase {
        Phase::Resolving => {
            format!("timed out after {after} while looking up the name {host}")
        }
        Phase::Connecting => {
            format!("timed out after {after} while connecting: {host} does not answer at all")
        }
        Phase::Waiting => format!(
            "timed out after {after} while waiting: {host} took the request and did not answer"
        ),
        Phase::Reading => format!(
            "timed out after {after} while reading: {host} sent {bytes} bytes and did not finish"
        ),
        Phase::Crowded => format!(
            "timed out after {after} while other large documents were being read; {host} is not to blame"
        ),
    };
    failure(FailureKind::Timeout, &message)
}

fn span(duration: Duration) -> String {
    let millis = duration.as_millis();
    if millis.is_multiple_of(1000) {
        format!("{} s", millis / 1000)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

fn size(bytes: u64) -> String {
    const MIB: u64 = 1 << 20;
    const KIB: u64 = 1 << 10;
    match bytes {
        _ if bytes >= MIB && bytes.is_multiple_of(MIB) => format!("{} MiB", bytes / MIB),
        _ if bytes >= KIB && bytes.is_multiple_of(KIB) => format!("{} KiB", bytes / KIB),
        _ => format!("{bytes} bytes"),
    }
}

/// The address is none we connect to.
pub(super) fn forbidden(forbidden: &Forbidden) -> Failure {
    let Forbidden { host, address } = forbidden;
    let place = if host.trim_matches(['[', ']']) == address.to_string() {
        format!("{address} is not a public address")
    } else {
        format!("{host} is at {address}, which is not a public address")
    };
    let remedy = if is_metadata(*address) {
        "list it in allow_addresses"
    } else {
        "set allow_private_networks or list it in allow_addresses"
    };
    let message = format!("{place}; if it is meant, {remedy}");
    failure(FailureKind::Forbidden, &message)
}

/// No answer came.
pub(super) fn unanswered(error: &reqwest::Error, host: &str, https: bool) -> Failure {
    if let Some(refused) = find::<Forbidden>(error) {
        return forbidden(refused);
    }
    if let Some(unresolved) = find::<Unresolved>(error) {
        let Unresolved { host, .. } = unresolved;
        let message = if unresolved.no_such_host {
            format!("no such host: the name {host} has no address")
        } else {
            format!(
                "the name {host} could not be looked up just now: the name server does not answer"
            )
        };
        return failure(FailureKind::Dns, &message);
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return failure(FailureKind::Tls, &tls_sentence(tls, host));
    }
    if let Some(http) = find::<hyper::Error>(error)
        && let Some(failure) = not_http(http, host)
    {
        return failure;
    }
    if let Some(io) = find::<io::Error>(error)
        && io.kind() != io::ErrorKind::TimedOut
    {
        return failure(FailureKind::Connect, &io_sentence(io, host, https));
    }
    if error.is_timeout() || find::<io::Error>(error).is_some() {
        let message = format!("timed out while connecting: {host} does not answer at all");
        return failure(FailureKind::Timeout, &message);
    }
    if error.is_builder() {
        let message = format!("the request to {host} cannot be made from these settings");
        return failure(FailureKind::Settings, &message);
    }
    let message = format!("the connection to {host} failed before an answer came");
    failure(FailureKind::Connect, &message)
}

/// The same failure when a proxy stands in between, which may be the one that failed.
pub(super) fn perhaps_the_proxy(error: &reqwest::Error, behind: &Failure) -> Failure {
    // The type of the error is private to the library that sets up the tunnel.
    let mut causes = std::iter::successors(error.source(), |&cause| cause.source()).take(16);
    if causes.any(|cause| cause.to_string().contains("proxy authorization required")) {
        let message = "the proxy wants a login: write it as http://user:password@proxy";
        return failure(FailureKind::Connect, message);
    }
    if matches!(behind.kind, FailureKind::Forbidden | FailureKind::Tls) {
        return behind.clone();
    }
    let message = format!("{}; or the proxy in between is to blame", behind.message);
    failure(behind.kind, &message)
}

fn not_http(error: &hyper::Error, host: &str) -> Option<Failure> {
    // The version is told apart by text only.
    let version = error.is_parse() && error.to_string().contains("version");
    let message = if error.is_parse_too_large() {
        format!("{host} sends more headers than any feed needs")
    } else if version {
        format!(
            "{host} does not answer in HTTP/1; it may speak HTTP/0.9 or another protocol altogether"
        )
    } else if error.is_parse() {
        format!("{host} answers with headers that cannot be read")
    } else if error.is_incomplete_message() {
        format!("{host} closed the connection before its answer was complete")
    } else {
        return None;
    };
    Some(failure(FailureKind::Transfer, &message))
}

fn io_sentence(error: &io::Error, host: &str, https: bool) -> String {
    use io::ErrorKind;
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            format!("connection refused: nothing listens at {host}")
        }
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            format!("{host} broke the connection off")
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            format!("{host} cannot be reached from this network")
        }
        ErrorKind::UnexpectedEof if https => {
            format!("{host} closed the connection while the secure connection was being set up")
        }
        ErrorKind::UnexpectedEof => format!("{host} closed the connection without an answer"),
        _ => format!("the connection to {host} failed"),
    }
}

fn tls_sentence(error: &rustls::Error, host: &str) -> String {
    use rustls::CertificateError as Certificate;
    if let Some(untrusted) = find::<Untrusted>(error) {
        return match untrusted {
            Untrusted::SelfSigned => {
                format!("the certificate of {host} is self-signed: nobody vouches for it")
            }
            Untrusted::UnknownIssuer => format!(
                "the certificate of {host} is signed by an authority that this system does not know, \
                 or the server leaves out a part of the chain"
            ),
            Untrusted::NoAuthorities => "this system has no list of trusted authorities; install \
                 ca-certificates, or name one in SSL_CERT_FILE"
                .to_owned(),
        };
    }
    let problem = match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Certificate::ExpiredContext { not_after, .. } => format!("expired{}", day(*not_after)),
            Certificate::Expired => "has expired".to_owned(),
            Certificate::NotValidYetContext { not_before, .. } => format!(
                "is not valid yet, only{}; or the clock of this machine is wrong",
                day(*not_before)
            ),
            Certificate::NotValidYet => "is not valid yet".to_owned(),
            Certificate::NotValidForNameContext { presented, .. } => other_names(presented),
            Certificate::NotValidForName => "was made for another name".to_owned(),
            Certificate::Revoked => "was revoked".to_owned(),
            _ => "cannot be accepted".to_owned(),
        },
        rustls::Error::InvalidMessage(_) => {
            return format!("{host} does not answer in TLS; is the address really https?");
        }
        rustls::Error::AlertReceived(_) | rustls::Error::PeerIncompatible(_) => {
            return format!("{host} refuses every version of TLS that is safe today");
        }
        _ => return format!("the secure connection to {host} could not be set up"),
    };
    format!("the certificate of {host} {problem}")
}

fn day(at: rustls::pki_types::UnixTime) -> String {
    i64::try_from(at.as_secs())
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .map_or_else(String::new, |at| format!(" on {}", at.format("%Y-%m-%d")))
}

/// rustls lists the names as debug text, `DnsName("a.example")`.
fn other_names(presented: &[String]) -> String {
    let names: Vec<String> = presented
        .iter()
        .filter_map(|name| name.strip_prefix("DnsName(\"")?.strip_suffix("\")"))
        .take(2)
        .map(|name| clean(name, 60))
        .collect();
    if names.is_empty() {
        return "was made for another name".to_owned();
    }
    format!("was made for another name: {}", names.join(", "))
}

/// The body broke.
pub(super) fn unreadable(error: &BodyError, max: u64, bytes: u64) -> Failure {
    match error {
        BodyError::TooLarge => failure(
            FailureKind::TooLarge,
            &format!(
                "the document is larger than max_body allows ({} after decompression)",
                size(max)
            ),
        ),
        BodyError::Transfer(cause) => {
            use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
            let cut = find::<hyper::Error>(cause).is_some_and(hyper::Error::is_incomplete_message);
            let problem = match find::<io::Error>(cause).map(io::Error::kind) {
                Some(UnexpectedEof) => "was cut short",
                _ if cut => "was cut short",
                Some(InvalidData | InvalidInput) | None => "is garbled",
                Some(_) => "broke off",
            };
            failure(
                FailureKind::Transfer,
                &format!("the transfer {problem} after {bytes} bytes; the document is not whole"),
            )
        }
        BodyError::Short => failure(
            FailureKind::Transfer,
            &format!("the compressed document ends too early, after {bytes} bytes"),
        ),
        BodyError::Encoding => failure(
            FailureKind::Transfer,
            "the document is not compressed the way its server says",
        ),
    }
}

/// The first error of this type among the causes. An `io::Error` hides the one it carries from
/// `source`, so it is opened.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    // Chains are short; the bound is against a library that makes a circle.
    for _ in 0..32 {
        let error = next?;
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        let in_io = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
            .map(|carried| carried as &(dyn Error + 'static));
        let carried = in_io.or_else(|| in_certificate(error));
        next = carried.or_else(|| error.source());
    }
    None
}

/// What our own verifier put into an error of rustls.
fn in_certificate<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(rustls::CertificateError::Other(other)) => {
            Some(&*other.0)
        }
        _ => None,
    }
}

/// The part of an address that may stand in a message.
pub(super) fn shown(url: &url::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => clean(&format!("{host}:{port}"), 120),
        None => clean(host, 120),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_wrote_is_cleaned_and_cut() {
        assert_eq!(
            clean("a\u{1b}[31m\u{202e}b\r\nc\u{9b}\u{0}", 20),
            "a[31mb  c"
        );
        assert_eq!(clean("жаршы", 5), "жаршы");
        assert_eq!(clean("жаршылар", 5), "жаршы…");
        assert_eq!(clean("", 5), "");
        assert!(
            failure(FailureKind::Status, &"x".repeat(10_000))
                .message
                .len()
                < 500
        );
    }

    #[test]
    fn an_error_is_found_however_deep_it_lies() {
        let inner = io::Error::new(io::ErrorKind::InvalidData, Untrusted::SelfSigned);
        let outer = io::Error::other(io::Error::other(inner));
        assert_eq!(find::<Untrusted>(&outer), Some(&Untrusted::SelfSigned));
        assert_eq!(find::<Forbidden>(&outer), None);
        let tls: rustls::Error = Untrusted::UnknownIssuer.into();
        let outer = io::Error::other(tls);
        assert_eq!(find::<Untrusted>(&outer), Some(&Untrusted::UnknownIssuer));
    }

    #[test]
    fn sizes_and_spans_are_round_where_they_can_be() {
        assert_eq!(size(16 << 20), "16 MiB");
        assert_eq!(size(1536), "1536 bytes");
        assert_eq!(size(2048), "2 KiB");
        assert_eq!(span(Duration::from_secs(30)), "30 s");
        assert_eq!(span(Duration::from_millis(1500)), "1.5 s");
    }
}

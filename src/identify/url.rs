//! The canonical form of a link: two links with the same form lead to the same page, as far as their
//! spelling can tell. Scheme, `www.`, mobile and AMP addresses, tracking parameters, the order of
//! parameters, fragments, escapes and the trailing slash do not matter; whatever selects content
//! does. The form is a name to compare, not an address to fetch.

use std::borrow::Cow;

use url::{Host, Url};

mod parameters;
mod wrappers;

/// Longer links are no names: they carry a payload, and an index must not hold it.
const LONGEST: usize = 4096;

/// Host labels in front of the site's own name that say how a page is shown, not which.
const SHOWN_AS: [&str; 5] = ["www", "m", "mobile", "amp", "wap"];

/// The canonical form of an http or https link; `None` for anything else, and for links over 4 KiB.
/// Idempotent.
///
/// ```
/// use jarshy::identify::canonical_url;
/// assert_eq!(
///     canonical_url("http://WWW.News.example:80/2021/05/story/?utm_source=rss&id=7#comments"),
///     canonical_url("https://m.news.example/2021/05/story?id=7"),
/// );
/// ```
pub fn canonical_url(url: &str) -> Option<String> {
    let url = url.trim();
    if url.len() > LONGEST {
        return None;
    }
    let mut parsed = Url::parse(url).ok()?;
    // Each wrapper holds its target in itself, so this ends with the shortest.
    while let Some(target) = wrappers::target(&parsed) {
        parsed = target;
    }
    let canonical = form(&parsed)?;
    (canonical.len() <= LONGEST).then_some(canonical)
}

/// Whether a canonical link is a site's front page, which is no article's address.
pub(super) fn is_front_page(canonical: &str) -> bool {
    canonical
        .split_once("://")
        .is_some_and(|(_, rest)| !rest.contains(['/', '?', '#']))
}

fn form(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let mut out = String::with_capacity(url.as_str().len());
    out.push_str("https://");
    out.push_str(&host(url)?);
    if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
        out.push_str(&format!(":{port}"));
    }
    out.push_str(&path(url.path()));
    let query = query(url.query().unwrap_or_default());
    if !query.is_empty() {
        out.push('?');
        out.push_str(&query);
    }
    if let Some(route) = url.fragment().filter(|f| selects_content(f)) {
        out.push('#');
        out.push_str(&escapes(route));
    }
    Some(out)
}

fn host(url: &Url) -> Option<String> {
    match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_matches('.').to_ascii_lowercase();
            let labels: Vec<&str> = name.split('.').collect();
            // The last two labels are the site's own name: m.kz is a site, m.news.kz shows one.
            let own = labels.len().saturating_sub(2);
            let kept: Vec<&str> = labels
                .iter()
                .enumerate()
                .filter(|(at, label)| *at >= own || !SHOWN_AS.contains(label))
                .map(|(_, label)| *label)
                .collect();
            let kept = kept.join(".");
            (!kept.is_empty()).then_some(kept)
        }
        Host::Ipv4(address) => Some(address.to_string()),
        Host::Ipv6(address) => Some(format!("[{address}]")),
    }
}

/// The path without session ids, AMP marks and trailing slash; empty for the root.
fn path(path: &str) -> String {
    let unescaped = escapes(path);
    let mut path: &str = &unescaped;
    let without_session;
    if let Some(at) = find_ignoring_case(path, ";jsessionid=") {
        let end = path[at + 1..]
            .find([';', '/'])
            .map_or(path.len(), |e| at + 1 + e);
        without_session = format!("{}{}", &path[..at], &path[end..]);
        // One more may hide behind it; the form has to be the same for its own form.
        return self::path(&without_session);
    }
    let mut amp_html = false;
    loop {
        let before = path.len();
        path = path.trim_end_matches('/');
        path = path.strip_suffix("/amp").unwrap_or(path);
        path = path.strip_suffix(".amp").unwrap_or(path);
        if let Some(stem) = path.strip_suffix(".amp.html") {
            path = stem;
            amp_html = true;
        }
        if path.starts_with("/amp/") {
            path = &path["/amp".len()..];
        }
        if path.len() == before {
            break;
        }
    }
    if amp_html {
        format!("{path}.html")
    } else {
        path.to_owned()
    }
}

fn find_ignoring_case(text: &str, ascii: &str) -> Option<usize> {
    text.as_bytes()
        .windows(ascii.len())
        .position(|window| window.eq_ignore_ascii_case(ascii.as_bytes()))
}

/// The query without parameters that select nothing, in the order of their names.
fn query(query: &str) -> String {
    let mut kept: Vec<(Cow<'_, str>, Option<Cow<'_, str>>)> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (pair, None),
        })
        .map(|(name, value)| (parameter_name(name), value.map(query_escapes)))
        .filter(|(name, _)| !name.is_empty())
        .filter(|(name, value)| !parameters::selects_nothing(name, value.as_deref().unwrap_or("")))
        .collect();
    // Stable: of several values of one name the order may matter.
    kept.sort_by(|left, right| left.0.cmp(&right.0));
    let mut out = String::new();
    for (name, value) in kept {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&name);
        if let Some(value) = value {
            out.push('=');
            out.push_str(&value);
        }
    }
    out
}

/// An address escaped twice has "&amp;b=2".
fn parameter_name(written: &str) -> Cow<'_, str> {
    let name = query_escapes(written);
    match name.strip_prefix("amp;") {
        Some(rest) => Cow::Owned(rest.trim_start_matches("amp;").to_owned()),
        None => name,
    }
}

fn query_escapes(text: &str) -> Cow<'_, str> {
    let text = escapes(text);
    if text.contains('+') {
        Cow::Owned(text.replace('+', "%20"))
    } else {
        text
    }
}

/// Applications that keep their route behind `#!` or `#/` select content there.
fn selects_content(fragment: &str) -> bool {
    fragment.len() > 1 && fragment.starts_with(['!', '/'])
}

/// Escapes of characters that need none are resolved, the others written in capitals
/// (RFC 3986, section 6.2.2). Bytes stay bytes, so addresses in old encodings stay apart.
fn escapes(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut plain_from = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| Some(digit(hex[0])? * 16 + digit(hex[1])?));
        let Some(byte) = escape else {
            if bytes[at] == b'%' {
                // A bare per cent sign must not become part of an escape beside it.
                out.push_str(&text[plain_from..at]);
                out.push_str("%25");
                plain_from = at + 1;
            }
            at += 1;
            continue;
        };
        out.push_str(&text[plain_from..at]);
        if byte.is_ascii_alphanumeric() || b"-._~!$'()*,:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        at += 3;
        plain_from = at;
    }
    out.push_str(&text[plain_from..]);
    Cow::Owned(out)
}

fn digit(hex: u8) -> Option<u8> {
    char::from(hex)
        .to_digit(16)
        .and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests;

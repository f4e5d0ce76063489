//! Addresses that only lead to another one they carry in themselves: AMP caches and redirectors of
//! search engines and networks. FeedBurner's carry nothing; there the feed's `origLink` helps.

use url::{Url, form_urlencoded};

/// Redirectors: host, path, parameters that may hold the target.
const REDIRECTORS: [(&str, &str, &[&str]); 11] = [
    ("google.com", "/url", &["q", "url"]),
    ("www.google.com", "/url", &["q", "url"]),
    ("l.facebook.com", "/l.php", &["u"]),
    ("lm.facebook.com", "/l.php", &["u"]),
    ("l.instagram.com", "/", &["u"]),
    ("vk.com", "/away.php", &["to"]),
    ("www.bing.com", "/news/apiclick.aspx", &["url"]),
    ("t.umblr.com", "/redirect", &["z"]),
    ("out.reddit.com", "/", &["url"]),
    ("steamcommunity.com", "/linkfilter/", &["url"]),
    ("href.li", "/", &["url"]),
];

/// The address inside a wrapper; `None` when the URL is none, or holds no http or https address.
/// The target is always shorter than the wrapper, so unwrapping again and again ends.
pub(super) fn target(url: &Url) -> Option<Url> {
    let inner = redirected(url).or_else(|| amp_cached(url))?;
    let web = matches!(inner.scheme(), "http" | "https") && inner.has_host();
    (web && inner.as_str().len() < url.as_str().len()).then_some(inner)
}

fn redirected(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let (_, _, names) = REDIRECTORS
        .iter()
        .find(|(at, path, _)| *at == host && *path == url.path())?;
    form_urlencoded::parse(url.query()?.as_bytes())
        .filter(|(name, _)| names.contains(&name.as_ref()))
        .find_map(|(_, value)| Url::parse(&value).ok())
}

/// `google.com/amp/s/site/path` and `site.cdn.ampproject.org/c/s/site/path`; `s` says https.
fn amp_cached(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let path = url.path();
    let rest = if host.starts_with("www.google.") || host == "google.com" {
        path.strip_prefix("/amp/")?
    } else if host.ends_with(".cdn.ampproject.org") || host == "cdn.ampproject.org" {
        ["/c/", "/v/"]
            .iter()
            .find_map(|kind| path.strip_prefix(kind))?
    } else {
        return None;
    };
    let rest = rest.strip_prefix("s/").unwrap_or(rest);
    let query = url.query().map(|q| format!("?{q}")).unwrap_or_default();
    Url::parse(&format!("https://{rest}{query}"))
        .ok()
        .filter(|inner| inner.host_str().is_some_and(|name| name.contains('.')))
}

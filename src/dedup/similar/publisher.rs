//! Who published an address: the registrable part of its host, so that `m.news.example`,
//! `sport.news.example` and `news.example` are one publisher.

use url::{Host, Url};

/// Second-level names under which whole countries register, and hosts that give every customer a name
/// of their own. Short on purpose: a wrong guess only makes the stricter or the looser rules apply.
#[rustfmt::skip]
const SHARED_SECOND_LEVELS: [&str; 18] = [
    "co", "com", "net", "org", "gov", "edu", "ac", "go", "or", "ne", "gob", "mil", "info", "in",
    "press", "media", "msk", "spb",
];

#[rustfmt::skip]
const SHARED_HOSTS: [&str; 16] = [
    "blogspot.com", "wordpress.com", "livejournal.com", "github.io", "gitlab.io", "substack.com",
    "tumblr.com", "typepad.com", "blogs.com", "ghost.io", "netlify.app", "pages.dev", "web.app",
    "herokuapp.com", "wixsite.com", "ucoz.ru",
];

/// The publisher behind a link; empty for what is no http or https address.
///
/// ```
/// use jarshy::dedup::similar::publisher;
/// assert_eq!(publisher("https://m.news.example/a"), "news.example");
/// assert_eq!(publisher("https://www.bbc.co.uk/a"), "bbc.co.uk");
/// assert_eq!(publisher("https://ann.blogspot.com/a"), "ann.blogspot.com");
/// ```
pub fn publisher(url: &str) -> String {
    let Ok(url) = Url::parse(url) else {
        return String::new();
    };
    match url.host() {
        Some(Host::Domain(name)) => registrable(name.trim_matches('.')),
        Some(address) => address.to_string(),
        None => String::new(),
    }
}

fn registrable(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let last = |count: usize| labels[labels.len().saturating_sub(count)..].join(".");
    let two = last(2);
    let country = labels.last().is_some_and(|label| label.len() == 2);
    let second = labels.len().checked_sub(2).map_or("", |at| labels[at]);
    let shared =
        (country && SHARED_SECOND_LEVELS.contains(&second)) || SHARED_HOSTS.contains(&two.as_str());
    if shared && labels.len() > 2 {
        last(3)
    } else {
        two
    }
}

//! The page of a feed before the one at hand, for software that numbers its pages without naming them.

use url::Url;

/// The address of the next page of a WordPress feed, told by its `generator`: `paged=2` and so on.
/// `None` for other software.
pub(super) fn next_page(generator: &str, document: &Url) -> Option<String> {
    let generator = generator.to_ascii_lowercase();
    let is_wordpress = ["wordpress.org", "wordpress.com"]
        .iter()
        .any(|site| generator.contains(site));
    if !is_wordpress || !matches!(document.scheme(), "http" | "https") {
        return None;
    }
    let mut page: u32 = 1;
    let mut others = Vec::new();
    for (key, value) in document.query_pairs() {
        match &*key {
            "paged" => page = value.parse().unwrap_or(1),
            _ => others.push((key, value)),
        }
    }
    let mut next = document.clone();
    next.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair("paged", &page.saturating_add(1).to_string());
    Some(next.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(generator: &str, document: &str) -> Option<String> {
        next_page(generator, &Url::parse(document).unwrap())
    }

    #[test]
    fn wordpress_numbers_its_pages() {
        let wordpress = "https://wordpress.org/?v=6.4.2";
        for (document, expected) in [
            ("https://a.example/feed/", "https://a.example/feed/?paged=2"),
            (
                "https://a.example/?feed=rss2",
                "https://a.example/?feed=rss2&paged=2",
            ),
            (
                "https://a.example/feed/?paged=2&x=1",
                "https://a.example/feed/?x=1&paged=3",
            ),
        ] {
            assert_eq!(next(wordpress, document).as_deref(), Some(expected));
        }
        assert_eq!(next("Drupal 10", "https://a.example/feed/"), None);
        assert_eq!(next(wordpress, "file:///feed.xml"), None);
    }
}

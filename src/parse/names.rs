//! What an element's name means. Namespaces are told apart by their address where one is declared
//! and known, else by the prefix everybody uses: undeclared prefixes and made-up addresses are common.

/// A vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of any version and Atom of any version: their names do not collide in a harmful way.
    Core,
    /// Dublin Core elements and terms.
    Dublin,
    /// `content:encoded`.
    Content,
    /// Media RSS.
    Media,
    /// Podcasts.
    Itunes,
    /// RDF syntax.
    Rdf,
    /// Feedburner's and Pheedo's extras.
    Feedburner,
    /// The full texts that publishers send to Yandex.
    Yandex,
    /// Inline HTML.
    Html,
    /// `sy:updatePeriod`.
    Syndication,
    /// `xml:lang` and its like.
    Xml,
    /// Everything else, left alone.
    Other,
}

/// The vocabulary of a declared namespace; `None` when the address is not known.
pub(super) fn space_of_uri(uri: &str) -> Option<Space> {
    let uri = uri.trim().to_ascii_lowercase();
    let bare = uri
        .trim_start_matches("http://")
        .trim_start_matches("https://")
        .trim_start_matches("www.")
        .trim_end_matches(['/', '#']);
    let space = match bare {
        ""
        | "w3.org/2005/atom"
        | "purl.org/atom/ns"
        | "purl.org/rss/1.0"
        | "my.netscape.com/rdf/simple/0.9"
        | "channel.netscape.com/rdf/simple/0.9"
        | "backend.userland.com/rss2"
        | "blogs.law.harvard.edu/tech/rss" => Space::Core,
        "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" | "purl.org/dc/terms" => {
            Space::Dublin
        }
        "purl.org/rss/1.0/modules/content" => Space::Content,
        "search.yahoo.com/mrss" | "search.yahoo.com/mrss/1.1" | "video.search.yahoo.com/mrss" => {
            Space::Media
        }
        "itunes.com/dtds/podcast-1.0.dtd" | "example.com/dtds/podcast-1.0.dtd" => Space::Itunes,
        "w3.org/1999/02/22-rdf-syntax-ns" => Space::Rdf,
        "rssnamespace.org/feedburner/ext/1.0" => Space::Feedburner,
        "news.yandex.ru" | "turbo.yandex.ru" => Space::Yandex,
        "w3.org/1999/xhtml" => Space::Html,
        "purl.org/rss/1.0/modules/syndication" => Space::Syndication,
        "w3.org/xml/1998/namespace" => Space::Xml,
        _ if bare.starts_with("purl.org/net/rss")
            || bare.starts_with("backend.userland.com/rss") =>
        {
            Space::Core
        }
        _ => return None,
    };
    Some(space)
}

/// The vocabulary a prefix stands for by custom; the empty prefix is the feed's own.
pub(super) fn space_of_prefix(prefix: &str) -> Space {
    match prefix.to_ascii_lowercase().as_str() {
        "" | "atom" | "atom10" | "atom03" | "a10" | "a" | "rss" | "rss09" | "rss10" | "atom1" => {
            Space::Core
        }
        "dc" | "dcterms" | "dct" | "dcq" | "dc11" => Space::Dublin,
        "content" => Space::Content,
        "media" => Space::Media,
        "itunes" => Space::Itunes,
        "rdf" => Space::Rdf,
        "feedburner" | "pheedo" => Space::Feedburner,
        "yandex" | "turbo" => Space::Yandex,
        "xhtml" | "html" | "h" => Space::Html,
        "sy" => Space::Syndication,
        "xml" => Space::Xml,
        _ => Space::Other,
    }
}

/// Splits `dc:creator` into prefix and local name.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Elements whose children are entries and fields.
pub(super) fn is_container(space: Space, local: &str) -> bool {
    matches!(space, Space::Core | Space::Rdf | Space::Other)
        && ["rss", "rdf", "channel", "feed"]
            .iter()
            .any(|name| local.eq_ignore_ascii_case(name))
}

/// Names that only a feed's root has.
pub(super) fn is_feed_root(local: &str) -> bool {
    ["rss", "rdf", "feed"]
        .iter()
        .any(|name| local.eq_ignore_ascii_case(name))
}

/// Elements that are entries.
pub(super) fn is_entry(space: Space, local: &str) -> bool {
    matches!(space, Space::Core | Space::Other)
        && ["item", "entry"]
            .iter()
            .any(|name| local.eq_ignore_ascii_case(name))
}

/// Fields of entries and feeds that start a new element wherever they stand.
pub(super) fn is_field(local: &str) -> bool {
    is_leaf(local)
        || [
            "description",
            "content",
            "summary",
            "author",
            "enclosure",
            "source",
        ]
        .contains(&local)
}

/// Fields that hold text only.
pub(super) fn is_leaf(local: &str) -> bool {
    [
        "title",
        "link",
        "guid",
        "id",
        "pubDate",
        "published",
        "updated",
        "category",
        "comments",
    ]
    .contains(&local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_in_every_spelling() {
        for uri in [
            "http://www.w3.org/2005/Atom",
            "https://www.w3.org/2005/Atom/",
            " http://purl.org/atom/ns# ",
        ] {
            assert_eq!(space_of_uri(uri), Some(Space::Core), "{uri}");
        }
        assert_eq!(
            space_of_uri("http://purl.org/dc/terms/"),
            Some(Space::Dublin)
        );
        assert_eq!(space_of_uri("urn:made-up"), None);
    }
}

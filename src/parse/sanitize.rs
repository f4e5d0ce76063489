//! HTML that is safe to keep and to show. Allowed are the elements of running text, lists, tables,
//! figures, images and plain media; attributes only where they carry meaning; links and addresses
//! only http, https, mailto, tel, and absolute. No scripts, styles, ids, classes, frames, forms, no
//! tracking pixels.

mod tidy;

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use url::Url;

use super::text::bounded;
use super::tree::escape_into;
use tidy::{LENGTH_MAX, restore, tidy};

/// Elements that may stay; every other one loses its tags and keeps its text.
const ALLOWED: [&str; 62] = [
    "a",
    "abbr",
    "audio",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// A document's texts keep their markup up to this many bytes in all: a link of nine bytes becomes one
/// of sixty, and the largest document holds two million.
const MARKUP_MAX: usize = 24 << 20;

/// Sanitizes HTML by the allow-list, links and images absolute against `base`. Empty when nothing
/// worth showing remains.
pub fn sanitize(html: &str, base: &Url) -> String {
    Sanitizer::new(base).clean(html, base)
}

/// The compiled allow-list; building it costs more than a short text, so a document makes one.
pub(super) struct Sanitizer {
    base: Url,
    builder: Builder<'static>,
    /// Bytes written so far.
    written: usize,
    /// Texts that were too long.
    cut: usize,
    /// Texts that lost their tags.
    stripped: usize,
}

impl Sanitizer {
    pub(super) fn new(base: &Url) -> Sanitizer {
        let mut builder = Builder::empty();
        builder
            .tags(HashSet::from(ALLOWED))
            .clean_content_tags(HashSet::from(["script", "style", "template"]))
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href", "title", "hreflang"])),
                ("abbr", HashSet::from(["title"])),
                ("audio", HashSet::from(["src", "controls"])),
                (
                    "img",
                    HashSet::from(["src", "alt", "title", "width", "height"]),
                ),
                ("ol", HashSet::from(["start"])),
                ("source", HashSet::from(["src", "type"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan"])),
                ("time", HashSet::from(["datetime"])),
                ("video", HashSet::from(["src", "poster", "controls"])),
            ]))
            .generic_attributes(HashSet::from(["lang", "dir"]))
            .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
            .url_relative(UrlRelative::RewriteWithBase(base.clone()))
            .link_rel(Some("noopener noreferrer"));
        Sanitizer {
            base: base.clone(),
            builder,
            written: 0,
            cut: 0,
            stripped: 0,
        }
    }

    /// What was left out, a phrase each.
    pub(super) fn left_out(&self) -> impl Iterator<Item = String> {
        let cut = (self.cut > 0)
            .then(|| format!("{} cut after {} MiB", texts(self.cut), LENGTH_MAX >> 20));
        let stripped = (self.stripped > 0).then(|| {
            format!(
                "markup of {} beyond {} MiB of the document",
                texts(self.stripped),
                MARKUP_MAX >> 20
            )
        });
        cut.into_iter().chain(stripped)
    }

    /// Sanitizes with links relative to `base`; a new base is set up when it changes.
    pub(super) fn clean(&mut self, html: &str, base: &Url) -> String {
        if !html.contains('<') && !html.contains('&') {
            let text = bounded(html.trim(), LENGTH_MAX);
            self.cut += usize::from(text.len() == LENGTH_MAX);
            let mut escaped = String::with_capacity(text.len());
            escape_into(text, &mut escaped);
            return escaped;
        }
        if self.base != *base {
            self.base = base.clone();
            self.builder
                .url_relative(UrlRelative::RewriteWithBase(base.clone()));
        }
        let tags_max = if self.written < MARKUP_MAX {
            usize::MAX
        } else {
            self.stripped += 1;
            0
        };
        let tidied = tidy(html, tags_max);
        self.cut += usize::from(tidied.len() >= LENGTH_MAX);
        let safe = restore(&self.builder.clean(&tidied).to_string());
        self.written += safe.len();
        safe
    }
}

fn texts(count: usize) -> String {
    match count {
        1 => "1 text".to_owned(),
        _ => format!("{count} texts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let base = Url::parse("https://news.example/feed/").unwrap();
        assert_eq!(sanitize(html, &base), expected, "{html}");
    }

    #[test]
    fn what_runs_or_tracks_is_removed() {
        check(
            "<p onclick='x()'>a<script>alert(1)</script></p>",
            "<p>a</p>",
        );
        check(
            "<a href='javascript:x()'>a</a>",
            "<a rel=\"noopener noreferrer\">a</a>",
        );
        // Nobody sees it, and its address is not looked at.
        check("<q cite='javascript:x()'>a</q>", "<q>a</q>");
        check("<p style='color:red' id='x' class='y'>a</p>", "<p>a</p>");
    }

    #[test]
    fn links_become_absolute() {
        check(
            "<img src=\"/i.png\">",
            "<img src=\"https://news.example/i.png\">",
        );
    }

    #[test]
    fn a_text_longer_than_any_article_is_cut_and_that_is_said() {
        let base = Url::parse("https://news.example/").unwrap();
        let mut sanitizer = Sanitizer::new(&base);
        sanitizer.clean("<p>short</p>", &base);
        assert_eq!(sanitizer.left_out().next(), None);
        for text in ["&", ">", "<p>слово"] {
            assert!(sanitizer.clean(&text.repeat(5_000_000), &base).len() <= 5 * LENGTH_MAX);
        }
        let left_out: Vec<String> = sanitizer.left_out().collect();
        assert_eq!(left_out, ["3 texts cut after 2 MiB"]);
    }

    #[test]
    fn a_document_of_links_alone_keeps_the_text_of_the_last() {
        let base = Url::parse("https://news.example/").unwrap();
        let mut sanitizer = Sanitizer::new(&base);
        let links = "<a href=x>y</a>".repeat(20_000);
        let lengths: Vec<usize> = (0..40)
            .map(|_| sanitizer.clean(&links, &base).len())
            .collect();
        assert!(
            lengths[0] > 1_000_000 && lengths[39] == 20_000,
            "{lengths:?}"
        );
        assert!(lengths.iter().sum::<usize>() < MARKUP_MAX + 4 * LENGTH_MAX);
        assert_eq!(sanitizer.left_out().count(), 1);
    }
}

//! One look over the tags of a document: does it use only what feed-rs is known to read in full?
//! Anything unusual, from an unknown element to a suspicious reference, is a no; being wrong costs
//! time, never content.

use memchr::{memchr, memchr2, memchr2_iter, memmem};

use super::super::markup::attributes;
use super::super::names::{space_of_prefix, space_of_uri};

/// What a document promises.
pub(super) struct Promise<'a> {
    /// Without XML declaration: the text is UTF-8, whatever it says.
    pub(super) body: &'a str,
    /// Entries begun.
    pub(super) entries: usize,
}

/// More entries than any publisher lists.
const ENTRIES_MAX: usize = 10_000;

/// Bytes of a document beyond which feed-rs, which copies all it reads twice, costs too much memory.
const BYTES_MAX: usize = 4 << 20;

/// Which elements may stand inside which; those that are not listed as parents hold only text.
const INSIDE: [(&str, &[&str]); 7] = [
    ("", &["rss", "feed"]),
    ("rss", &["channel"]),
    (
        "channel",
        &[
            "item",
            "title",
            "link",
            "description",
            "language",
            "copyright",
            "managingEditor",
            "webMaster",
            "pubDate",
            "lastBuildDate",
            "category",
            "generator",
            "docs",
            "cloud",
            "ttl",
            "rating",
            "atom:link",
            "image",
        ],
    ),
    (
        "image",
        &["url", "title", "link", "width", "height", "description"],
    ),
    (
        "item",
        &[
            "title",
            "link",
            "description",
            "author",
            "category",
            "comments",
            "guid",
            "pubDate",
            "content:encoded",
            "dc:creator",
            "slash:comments",
            "wfw:commentRss",
        ],
    ),
    (
        "feed",
        &[
            "entry",
            "title",
            "id",
            "link",
            "updated",
            "author",
            "category",
            "generator",
            "subtitle",
            "rights",
        ],
    ),
    (
        "entry",
        &[
            "title",
            "id",
            "link",
            "updated",
            "published",
            "author",
            "category",
            "summary",
            "content",
            "rights",
        ],
    ),
];

/// Looks over a document; `None` when feed-rs might not read all of it.
pub(super) fn scan(text: &str) -> Option<Promise<'_>> {
    (text.len() <= BYTES_MAX).then_some(())?;
    let body = match text.strip_prefix("<?xml") {
        Some(declaration) => {
            let end = declaration.find(['>', '<'])?;
            declaration[..=end].ends_with("?>").then_some(())?;
            declaration[end + 1..].trim()
        }
        None => text.trim(),
    };
    let is_atom = body.starts_with("<feed");
    let mut entries = 0;
    let mut open: Vec<&str> = Vec::with_capacity(8);
    let mut prefixes: Vec<&str> = Vec::new();
    let (mut feed_fields, mut entry_fields): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut skip_to = 0;
    let bytes = body.as_bytes();
    for at in memchr2_iter(b'<', b'&', bytes) {
        if at < skip_to {
            continue;
        }
        let rest = &body[at..];
        if bytes[at] == b'&' {
            is_plain_reference(rest).then_some(())?;
            continue;
        }
        match bytes.get(at + 1)? {
            b'!' if rest.starts_with("<![CDATA[") => {
                let end = memmem::find(rest.as_bytes(), b"]]>")?;
                // A section that reaches over another one was never closed.
                memmem::find(&rest.as_bytes()[9..end], b"<![CDATA[")
                    .is_none()
                    .then_some(())?;
                skip_to = at + end;
            }
            b'!' | b'?' => return None,
            b'/' => {
                let end = memchr(b'>', rest.as_bytes())?;
                (open.pop()? == &rest[2..end]).then_some(())?;
                // What follows the root is for the tolerant reader.
                if open.is_empty() && at + end + 1 < body.len() {
                    return None;
                }
            }
            _ => {
                let end = memchr(b'>', rest.as_bytes())?;
                skip_to = at + end;
                let tag = &rest[1..end];
                let (tag, is_empty) = tag
                    .strip_suffix('/')
                    .map_or((tag, false), |tag| (tag, true));
                let (name, raw) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
                may_stand(name, &open, is_atom).then_some(())?;
                // Of two titles feed-rs takes the last and we the first.
                let parent = open.last().copied().unwrap_or("");
                if matches!(parent, "item" | "entry" | "channel" | "feed")
                    && !may_repeat(name, is_atom)
                {
                    let fields = if matches!(parent, "item" | "entry") {
                        &mut entry_fields
                    } else {
                        &mut feed_fields
                    };
                    (!fields.contains(&name)).then_some(())?;
                    fields.push(name);
                }
                if matches!(name, "item" | "entry") {
                    entry_fields.clear();
                }
                is_plain_tag(name, raw, is_atom).then_some(())?;
                if open.is_empty() {
                    prefixes
                        .extend(attributes(raw).filter_map(|(key, _)| key.strip_prefix("xmlns:")));
                } else if let Some((prefix, _)) = name.split_once(':') {
                    prefixes.contains(&prefix).then_some(())?;
                }
                if matches!(name, "author" | "dc:creator") && !is_atom {
                    // Names beside addresses are taken apart in our own way.
                    let length = memmem::find(&rest.as_bytes()[end..], b"</")?;
                    memchr2(b'@', b'(', &rest.as_bytes()[end..end + length])
                        .is_none()
                        .then_some(())?;
                }
                if name == "ttl" {
                    // Only bare digits are a number to feed-rs.
                    let length = memmem::find(&rest.as_bytes()[end..], b"</")?;
                    rest[end + 1..end + length]
                        .bytes()
                        .all(|byte| byte.is_ascii_digit())
                        .then_some(())?;
                }
                // Entries are read as they come, with the language known by then.
                (name != "language" || entries == 0).then_some(())?;
                entries += usize::from(matches!(name, "item" | "entry"));
                if !is_empty {
                    open.push(name);
                }
            }
        }
    }
    // feed-rs keeps some kilobytes for each; so many are cheaper for the tolerant reader.
    (open.is_empty() && entries <= ENTRIES_MAX).then_some(Promise { body, entries })
}

/// Whether an element may stand inside those that are open.
fn may_stand(name: &str, open: &[&str], is_atom: bool) -> bool {
    let parent = open.last().copied().unwrap_or("");
    if is_atom && parent == "author" {
        return matches!(name, "name" | "uri" | "email");
    }
    let inside = INSIDE.iter().find(|(known, _)| *known == parent);
    inside.is_some_and(|(_, children)| children.contains(&name))
}

/// Whether an element may stand several times in its parent.
fn may_repeat(name: &str, is_atom: bool) -> bool {
    matches!(
        name,
        "item" | "entry" | "category" | "author" | "dc:creator" | "atom:link"
    ) || is_atom && name == "link"
}

/// Whether the attributes mean to feed-rs what they mean to us.
fn is_plain_tag(name: &str, raw: &str, is_atom: bool) -> bool {
    if raw.is_empty() {
        // Atom without a type is text by the book and HTML in the wild.
        return !(is_atom && matches!(name, "summary" | "content")) && name != "rss";
    }
    let mut has_version = false;
    let mut has_type = false;
    let is_plain = attributes(raw).all(|(key, value)| match key {
        "version" => {
            has_version = value == "2.0";
            has_version
        }
        "type" if name != "link" => {
            has_type = matches!(value, "html" | "text");
            has_type
        }
        "xml:lang" => matches!(name, "feed"),
        "rel" => matches!(
            value,
            "alternate" | "self" | "next" | "hub" | "edit" | "replies"
        ),
        "xmlns" => space_of_uri(value) == Some(space_of_prefix("")) && matches!(name, "feed"),
        key if key.starts_with("xmlns:") => {
            let custom = space_of_prefix(&key[6..]);
            matches!(name, "rss" | "feed") && space_of_uri(value).unwrap_or(custom) == custom
        }
        "isPermaLink" | "href" | "type" | "domain" | "term" | "scheme" | "label" | "hreflang"
        | "title" | "uri" | "url" => !value.contains('<'),
        _ => false,
    });
    is_plain
        && (name != "rss" || has_version)
        && (has_type || !(is_atom && matches!(name, "summary" | "content")))
}

/// The five of XML, and numbers that mean what they say.
fn is_plain_reference(text: &str) -> bool {
    if ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"]
        .iter()
        .any(|known| text.starts_with(known))
    {
        return true;
    }
    let Some(digits) = text
        .strip_prefix("&#")
        .and_then(|rest| rest.get(..rest.bytes().take(8).position(|byte| byte == b';')?))
    else {
        return false;
    };
    let number = match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    // One that may start a character spelled in bytes is for the tolerant reader.
    let is_followed = text[digits.len() + 3..].starts_with("&#");
    number.is_ok_and(|number| {
        !(is_followed && (0xc2..=0xf4).contains(&number))
            && number >= 0xa0
            && !(0xd800..0xe000).contains(&number)
            && number < 0xfeff
            || number == 39
    })
}

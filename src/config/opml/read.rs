//! OPML as readers export it: any encoding that the file names, attribute names in any case, bare
//! ampersands in addresses, titles in `text` or `title`. A file that is no OPML at all is a mistake; an
//! odd outline in it is not.

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};

use super::Outline;
use crate::config::source::Source;
use crate::model::Mistake;

/// Deeper than any reader's folders go.
const DEEPEST: usize = 64;

/// A subscription and where it stands.
pub(in crate::config) struct Placed {
    pub(in crate::config) outline: Outline,
    pub(in crate::config) line: usize,
    pub(in crate::config) column: usize,
}

/// Reads an OPML file. `file` is its name in mistakes.
///
/// # Errors
/// When the file is not OPML or not well-formed XML: every mistake that was met.
pub fn read(document: &[u8], file: &str) -> Result<Vec<Outline>, Vec<Mistake>> {
    let placed = read_placed(document, file)?;
    Ok(placed.into_iter().map(|placed| placed.outline).collect())
}

/// The same, with the place of each outline.
pub(in crate::config) fn read_placed(
    document: &[u8],
    file: &str,
) -> Result<Vec<Placed>, Vec<Mistake>> {
    let text = decode(document);
    let source = Source::new(file, &text);
    outlines(&source).map_err(|mistake| vec![mistake])
}

fn outlines(source: &Source<'_>) -> Result<Vec<Placed>, Mistake> {
    let mut reader = Reader::from_str(source.text());
    let mut found = Vec::new();
    let mut is_opml = false;
    let mut unclosed = 0_usize;
    // One entry for each open outline: the folder's name, or nothing when it is a feed.
    let mut open: Vec<Option<String>> = Vec::new();
    loop {
        let before = offset(&reader);
        let event = reader
            .read_event()
            .map_err(|e| broken(source, &reader, &e))?;
        let (element, is_empty) = match &event {
            Event::Start(element) => {
                unclosed += 1;
                (element, false)
            }
            Event::Empty(element) => (element, true),
            Event::End(element) => {
                unclosed = unclosed.saturating_sub(1);
                if element
                    .local_name()
                    .as_ref()
                    .eq_ignore_ascii_case("outline")
                {
                    open.pop();
                }
                continue;
            }
            Event::Text(text) if !is_opml && !text.trim().is_empty() => {
                return Err(no_opml(source, before, "text"));
            }
            // Half a list taken for the whole would end the polling of the other half.
            Event::Eof if is_opml && unclosed > 0 => {
                let message = "not XML: the file ends before </opml>";
                return Err(source.mistake(before, message).suggest(Some(cut_short())));
            }
            Event::Eof if is_opml => return Ok(found),
            Event::Eof => return Err(Mistake::of_file(source.file(), "is empty, not OPML")),
            _ => continue,
        };
        let name = element.local_name();
        let name: &str = name.as_ref();
        if !is_opml {
            if !name.eq_ignore_ascii_case("opml") {
                return Err(no_opml(source, before, &format!("<{name}>")));
            }
            is_opml = true;
        }
        if !name.eq_ignore_ascii_case("outline") {
            continue;
        }
        let attributes = Attributes::of(element);
        let folder = attributes.folder();
        if let Some(outline) = attributes.feed(&open) {
            let (line, column) = source.position(before);
            found.push(Placed {
                outline,
                line,
                column,
            });
        }
        if !is_empty {
            if open.len() == DEEPEST {
                let message = format!("outlines are nested more than {DEEPEST} deep");
                return Err(source.mistake(before, message));
            }
            open.push(folder);
        }
    }
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn broken(source: &Source<'_>, reader: &Reader<&[u8]>, error: &Error) -> Mistake {
    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
    let advice = match error {
        Error::IllFormed(IllFormedError::MissingEndTag(_)) | Error::Syntax(_) => Some(cut_short()),
        _ => None,
    };
    let mut message = error.to_string();
    message.truncate(message.trim_end_matches('.').len());
    source
        .mistake(at.min(source.text().len()), format!("not XML: {message}"))
        .suggest(advice)
}

fn cut_short() -> String {
    "the file may have been cut short; export it again".to_owned()
}

fn no_opml(source: &Source<'_>, at: usize, found: &str) -> Mistake {
    let advice = match found.to_lowercase().as_str() {
        "<rss>" | "<feed>" | "<rdf>" => "this is a feed; put its address into a [[feeds]] block",
        _ => "an OPML file starts with <opml>",
    };
    source
        .mistake(at, format!("not OPML: it starts with {found}"))
        .suggest(Some(advice.to_owned()))
}

/// The attributes of an outline that mean something to us.
#[derive(Default)]
struct Attributes {
    text: Option<String>,
    title: Option<String>,
    kind: Option<String>,
    xml_url: Option<String>,
    html_url: Option<String>,
    url: Option<String>,
}

impl Attributes {
    fn of(element: &BytesStart<'_>) -> Attributes {
        let mut found = Attributes::default();
        // HTML's rules let through what is not quoted or has no value; what cannot be read is skipped.
        for attribute in element.html_attributes().with_checks(false).flatten() {
            let name = attribute.key.local_name();
            let slot = match name.as_ref().to_ascii_lowercase().as_str() {
                "text" => &mut found.text,
                "title" => &mut found.title,
                "type" => &mut found.kind,
                "xmlurl" => &mut found.xml_url,
                "htmlurl" => &mut found.html_url,
                "url" => &mut found.url,
                _ => continue,
            };
            let value = unescape(&attribute.value);
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let value = value.replace(char::is_control, "");
            if !value.is_empty() && slot.is_none() {
                *slot = Some(value);
            }
        }
        found
    }

    /// What the outline is called when it is a folder; a feed that holds others is no folder.
    fn folder(&self) -> Option<String> {
        let name = self.text.as_ref().or(self.title.as_ref());
        let name = name.filter(|_| self.address().is_none())?;
        let parts: Vec<&str> = name
            .split('/')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join("/"))
    }

    fn feed(&self, open: &[Option<String>]) -> Option<Outline> {
        let url = self.address()?;
        let folder = open.iter().flatten().cloned().collect::<Vec<_>>().join("/");
        let title = self.title.as_ref().or(self.text.as_ref());
        Some(Outline {
            title: title.filter(|title| **title != url).cloned(),
            url,
            folder: Some(folder).filter(|folder| !folder.is_empty()),
            site_url: self.html_url.clone(),
        })
    }

    /// Some old programs put a feed's address into `url`, which elsewhere is a link to a page or a list.
    fn address(&self) -> Option<String> {
        let is_feed = matches!(self.kind.as_deref(), Some("rss" | "atom" | "feed"));
        let url = self
            .xml_url
            .as_ref()
            .or_else(|| self.url.as_ref().filter(|_| is_feed))?;
        // `feed:` is what browsers once put before a feed's address.
        Some(match url.strip_prefix("feed:") {
            Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
            Some(rest) => rest.to_owned(),
            None => url.clone(),
        })
    }
}

/// Resolves the references of XML and leaves every other ampersand as it stands: addresses with bare
/// ones are common in exports.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        // The longest reference is `&#x10FFFF;`; leading zeros are nobody's habit.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((c, end)) => {
                plain.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())
        }
    }
}

/// Bytes to text: by mark, by the declaration, else UTF-8, else a guess.
fn decode(document: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(document) {
        return encoding
            .decode_without_bom_handling(&document[mark..])
            .0
            .into_owned();
    }
    if let Ok(text) = std::str::from_utf8(document) {
        // A declaration of another encoding over valid UTF-8 is a lie more often than not.
        return text.to_owned();
    }
    let declared = declared_encoding(document).unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(document, true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    });
    declared
        .decode_without_bom_handling(document)
        .0
        .into_owned()
}

fn declared_encoding(document: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &document[..document.len().min(200)];
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    encoding_rs::Encoding::for_label(label.as_bytes())
        .or_else(|| encoding_rs::Encoding::for_label(label.replace('_', "-").as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn one(document: &[u8]) -> Outline {
        let mut outlines = read(document, "list.opml").unwrap();
        assert_eq!(outlines.len(), 1, "{outlines:?}");
        outlines.remove(0)
    }

    #[test]
    fn attribute_names_are_read_in_any_case_and_addresses_with_bare_ampersands() {
        let outline = one(b"<OPML><Body><OUTLINE Text='A &#x26; B' XMLURL=\"https://a.example/?x=1&y=2&copy=3\" htmlURL='https://a.example/'/></Body></OPML>");
        assert_eq!(outline.url, "https://a.example/?x=1&y=2&copy=3");
        assert_eq!(outline.title.as_deref(), Some("A & B"));
        assert_eq!(outline.site_url.as_deref(), Some("https://a.example/"));
    }

    #[test]
    fn the_declared_encoding_is_obeyed_unless_the_text_is_utf8() {
        let document = |label: &str| {
            format!(
                "<?xml version='1.0' encoding='{label}'?><opml><outline title='Новости' xmlUrl='https://a.example/'/></opml>"
            )
        };
        let cyrillic = encoding_rs::WINDOWS_1251
            .encode(&document("windows-1251"))
            .0
            .into_owned();
        let odd_label = encoding_rs::WINDOWS_1251
            .encode(&document("windows_1251"))
            .0
            .into_owned();
        let lie = document("iso-8859-1").into_bytes();
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend(document("utf-16").encode_utf16().flat_map(u16::to_le_bytes));
        let marked = [b"\xef\xbb\xbf".as_slice(), document("utf-8").as_bytes()].concat();
        for bytes in [cyrillic, odd_label, lie, utf16, marked] {
            assert_eq!(one(&bytes).title.as_deref(), Some("Новости"));
        }
    }

    #[test]
    fn folders_nest_and_links_are_no_feeds() {
        let list = b"<opml><body><outline text='/News / / '><outline title='As\x1bia'>\
            <outline text='https://a.example/' xmlUrl=' https://a.example/ '/></outline>\
            <outline type='link' url='https://b.example/'/><outline text='empty'/></outline></body></opml>";
        let outline = one(list);
        assert_eq!(outline.folder.as_deref(), Some("News/Asia"));
        assert_eq!(outline.title, None);
    }

    #[test]
    fn old_ways_of_writing_an_address_are_understood() {
        for (attributes, url) in [
            ("type='rss' url='https://a.example/'", "https://a.example/"),
            ("xmlUrl='feed://a.example/'", "http://a.example/"),
            ("xmlUrl='feed:https://a.example/'", "https://a.example/"),
            ("xmlUrl=https://a.example/x", "https://a.example/x"),
        ] {
            let list = format!("<opml><outline {attributes} text=x></outline></opml>");
            assert_eq!(one(list.as_bytes()).url, url, "{attributes}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut document = b"<opml><outline xmlUrl='a".to_vec();
            document.extend(&bytes);
            let _ = read(&document, "a");
            let _ = read(&bytes, "a");
        }

        #[test]
        fn what_is_written_reads_back(
            titles in proptest::collection::vec("[a-zқ&<>\"' ;#]{1,12}", 1..6),
            folder in "[a-cқ&]{1,3}(/[a-c<]{1,3}){0,3}",
        ) {
            let outlines: Vec<Outline> = titles.iter().enumerate().map(|(n, title)| Outline {
                url: format!("https://h{n}.example/?a={n}&b=\"1\""),
                title: Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty()),
                folder: Some(folder.clone()),
                site_url: None,
            }).collect();
            let text = crate::config::opml::write(&outlines);
            prop_assert_eq!(read(text.as_bytes(), "a").unwrap(), outlines);
        }
    }
}

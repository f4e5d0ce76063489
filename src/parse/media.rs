//! Attached media: RSS enclosures, Atom `rel=enclosure`, Media RSS contents, thumbnails and groups,
//! iTunes durations and images.

use url::Url;

use super::entry::web_address;
use super::names::Space;
use super::tree::Element;
use crate::model::Enclosure;

/// Media kept per entry at most.
const ENCLOSURES_MAX: usize = 50;
/// Groups nest one level in Media RSS; a second is allowed for.
const DEPTH_MAX: usize = 3;

/// Takes in `enclosure`, `media:*` and `itunes:*` elements.
pub(super) fn read(field: Element<'_, '_>, base: &Url, enclosures: &mut Vec<Enclosure>) {
    read_at(field, base, enclosures, 0);
}

fn read_at(field: Element<'_, '_>, base: &Url, enclosures: &mut Vec<Enclosure>, depth: usize) {
    match (field.space(), field.local()) {
        (Space::Itunes, "image")
        | (Space::Core, "enclosure")
        | (Space::Media, "content" | "thumbnail" | "player") => {
            let Some(address) = field.attribute("url").or_else(|| field.attribute("href")) else {
                return read_inside(field, base, enclosures, depth);
            };
            if let Some(url) = web_address(&address, base) {
                let is_image = matches!(field.local(), "thumbnail" | "image");
                let stated = field
                    .attribute("type")
                    .map(|kind| kind.to_ascii_lowercase());
                let medium = field
                    .attribute("medium")
                    .filter(|medium| medium == "image")
                    .map(|_| "image".to_owned());
                add(
                    enclosures,
                    Enclosure {
                        url,
                        mime_type: stated
                            .or(medium)
                            .or_else(|| is_image.then(|| "image".to_owned())),
                        length: length(field),
                        duration: field.attribute("duration").and_then(|text| seconds(&text)),
                    },
                );
            }
            read_inside(field, base, enclosures, depth);
        }
        (Space::Media, "group") => read_inside(field, base, enclosures, depth),
        _ => {}
    }
}

fn read_inside(field: Element<'_, '_>, base: &Url, enclosures: &mut Vec<Enclosure>, depth: usize) {
    if depth < DEPTH_MAX {
        for child in field.children() {
            read_at(child, base, enclosures, depth + 1);
        }
    }
}

/// Takes in an Atom link to media.
pub(super) fn read_linked(link: Element<'_, '_>, url: String, enclosures: &mut Vec<Enclosure>) {
    add(
        enclosures,
        Enclosure {
            url,
            mime_type: link.attribute("type").map(|kind| kind.to_ascii_lowercase()),
            length: length(link),
            duration: None,
        },
    );
}

/// Adds media once; a second mention fills in what the first left out.
pub(super) fn add(enclosures: &mut Vec<Enclosure>, new: Enclosure) {
    if let Some(known) = enclosures.iter_mut().find(|known| known.url == new.url) {
        known.mime_type = known.mime_type.take().or(new.mime_type);
        known.length = known.length.or(new.length);
        known.duration = known.duration.or(new.duration);
    } else if enclosures.len() < ENCLOSURES_MAX {
        enclosures.push(new);
    }
}

fn length(element: Element<'_, '_>) -> Option<u64> {
    let text = element
        .attribute("length")
        .or_else(|| element.attribute("fileSize"))?;
    text.parse().ok().filter(|bytes| *bytes > 0)
}

/// `1:02:03`, `62:03`, `3723`, `3723.5`.
pub(super) fn seconds(text: &str) -> Option<u64> {
    let mut total: u64 = 0;
    let parts: Vec<&str> = text.trim().split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    for part in parts {
        let whole: u64 = part.split('.').next()?.trim().parse().ok()?;
        total = total.checked_mul(60)?.checked_add(whole)?;
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_seconds_or_clocks() {
        for (text, expected) in [
            ("1:02:03", Some(3723)),
            ("62:03", Some(3723)),
            ("90", Some(90)),
            ("90.5", Some(90)),
            ("soon", None),
            ("0", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}

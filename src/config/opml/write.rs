//! Outlines to OPML 2.0, in folders. One folder of the file for each folder named, in the order in which
//! they first appear, so that what was read comes out in the order it had.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::Outline;

/// Writes a list as OPML 2.0, which [`super::read`] reads back.
pub fn write(outlines: &[Outline]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
         <title>jarshy subscriptions</title>\n  </head>\n  <body>\n",
    );
    let mut open: Vec<&str> = Vec::new();
    for outline in in_tree_order(outlines) {
        let folders = folders(outline);
        let shared = open
            .iter()
            .zip(&folders)
            .take_while(|(a, b)| a == b)
            .count();
        while open.len() > shared {
            open.pop();
            line(&mut text, open.len(), "</outline>");
        }
        for name in &folders[shared..] {
            let name_escaped = escape(name);
            let element = format!("<outline text=\"{name_escaped}\" title=\"{name_escaped}\">");
            line(&mut text, open.len(), &element);
            open.push(name);
        }
        line(&mut text, open.len(), &feed(outline));
    }
    while open.pop().is_some() {
        line(&mut text, open.len(), "</outline>");
    }
    text.push_str("  </body>\n</opml>\n");
    text
}

/// Feeds and folders in the order of their first appearance, each folder in one piece.
fn in_tree_order(outlines: &[Outline]) -> Vec<&Outline> {
    let mut first_seen: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut keyed: Vec<(Vec<usize>, &Outline)> = Vec::with_capacity(outlines.len());
    for (index, outline) in outlines.iter().enumerate() {
        let folders = folders(outline);
        let mut key: Vec<usize> = (1..=folders.len())
            .map(|depth| *first_seen.entry(folders[..depth].to_vec()).or_insert(index))
            .collect();
        key.push(index);
        keyed.push((key, outline));
    }
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    keyed.into_iter().map(|(_, outline)| outline).collect()
}

fn folders(outline: &Outline) -> Vec<&str> {
    let folder = outline.folder.as_deref().unwrap_or_default();
    folder.split('/').filter(|name| !name.is_empty()).collect()
}

fn feed(outline: &Outline) -> String {
    let url = escape(&outline.url);
    let title = outline.title.as_deref().map(escape);
    // `text` is required by the specification; without a title, readers show the address anyway.
    let mut element = format!(
        "<outline type=\"rss\" text=\"{}\"",
        title.as_ref().unwrap_or(&url)
    );
    if let Some(title) = &title {
        // Writing to a String cannot fail.
        let _ = write!(element, " title=\"{title}\"");
    }
    let _ = write!(element, " xmlUrl=\"{url}\"");
    if let Some(site) = &outline.site_url {
        let _ = write!(element, " htmlUrl=\"{}\"", escape(site));
    }
    element.push_str("/>");
    element
}

fn line(text: &mut String, depth: usize, element: &str) {
    for _ in 0..depth + 2 {
        text.push_str("  ");
    }
    text.push_str(element);
    text.push('\n');
}

/// Text as it may stand in an attribute. XML 1.0 has no way to write most control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

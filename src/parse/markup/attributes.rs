//! The inside of a start tag.

/// The attributes of a start tag as (name, value as written). Values without quotes and names
/// without values are taken as HTML takes them.
pub(in crate::parse) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '/' | '"' | '\'' | '=')
        });
        if rest.is_empty() {
            return None;
        }
        let length = rest
            .find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '/' | '"' | '\''))
            .unwrap_or(rest.len());
        let name = &rest[..length];
        let after = rest[length..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = &rest[length..];
            return Some((name, ""));
        };
        let value = value.trim_start();
        for quote in ['"', '\''] {
            if let Some(inner) = value.strip_prefix(quote) {
                let end = inner.find(quote).unwrap_or(inner.len());
                rest = inner.get(end + 1..).unwrap_or("");
                return Some((name, &inner[..end]));
            }
        }
        let end = value.find(char::is_whitespace).unwrap_or(value.len());
        rest = &value[end..];
        Some((name, &value[..end]))
    })
}

/// The value of one attribute as written; names compare without case.
pub(in crate::parse) fn attribute<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    attributes(text).find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_every_style() {
        let read: Vec<_> = attributes(" a=\"1\" b = '2' c=3 d e=\"\"f='4'").collect();
        assert_eq!(
            read,
            [
                ("a", "1"),
                ("b", "2"),
                ("c", "3"),
                ("d", ""),
                ("e", ""),
                ("f", "4")
            ]
        );
    }
}

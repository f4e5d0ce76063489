//! What may stand in a request: header names and values, the `From` address, the proxy. Pure checks; each
//! answers with a clause that reads on from the name of the thing.

use url::Url;

/// Longer than any token a publisher hands out; many servers refuse headers beyond it.
const LONGEST_VALUE: usize = 4096;

/// Headers that the exchange itself sets; a second one would break it.
const OWN_HEADERS: [(&str, Option<&str>); 14] = [
    ("host", None),
    ("content-length", None),
    ("transfer-encoding", None),
    ("connection", None),
    ("upgrade", None),
    ("te", None),
    ("expect", None),
    ("range", None),
    ("accept-encoding", None),
    ("if-none-match", None),
    ("if-modified-since", None),
    (
        "proxy-authorization",
        Some("put user and password into the proxy's URL"),
    ),
    ("user-agent", Some("use the key `user_agent`")),
    ("from", Some("use the key `contact` in [poll]")),
];

/// Why a text cannot be the name of a header, with advice. RFC 9110, section 5.1.
pub(super) fn header_name(name: &str) -> Result<(), (String, Option<String>)> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() {
        return Err(("has no name".to_owned(), None));
    }
    if let Some(c) = name.chars().find(|c| !is_token(*c)) {
        let reason = format!("may not contain {}", shown(c));
        let advice = "a header's name is made of ASCII letters, digits and hyphens";
        return Err((reason, Some(advice.to_owned())));
    }
    let lower = name.to_ascii_lowercase();
    match OWN_HEADERS.iter().find(|(own, _)| *own == lower) {
        Some((_, advice)) => Err((
            "is set by jarshy itself".to_owned(),
            advice.map(str::to_owned),
        )),
        None => Ok(()),
    }
}

/// Why a text cannot be the value of a header. Values are never repeated in messages: they may be secrets.
pub(super) fn header_value(value: &str) -> Result<(), String> {
    if value.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    if value.len() > LONGEST_VALUE {
        return Err(format!("is longer than {LONGEST_VALUE} bytes"));
    }
    match value.chars().find(|c| !matches!(c, ' '..='~' | '\t')) {
        Some(c) => Err(format!("may not contain {}", shown(c))),
        None => Ok(()),
    }
}

/// Why a text cannot stand in the `From` header: an address, optionally with a name before it.
pub(super) fn contact(value: &str) -> Result<(), String> {
    header_value(value)?;
    let address = match value.split_once('<') {
        Some((_, rest)) => rest.trim_end().strip_suffix('>').unwrap_or_default(),
        None => value.trim(),
    };
    match address.split_once('@') {
        Some((user, host))
            if !user.is_empty() && !host.is_empty() && !address.contains([' ', '\t', ',']) =>
        {
            Ok(())
        }
        _ => Err("is not an e-mail address".to_owned()),
    }
}

/// A proxy's URL, or why it is none, with advice.
pub(super) fn proxy(text: &str) -> Result<Url, (String, Option<String>)> {
    let advice = || Some("it looks like http://proxy.example:3128".to_owned());
    let url = Url::parse(text.trim()).map_err(|e| (format!("is not a URL ({e})"), advice()))?;
    match (url.scheme(), url.host()) {
        ("http" | "https", Some(_)) => Ok(url),
        ("http" | "https", None) => Err(("names no host".to_owned(), advice())),
        // `proxy.example:3128` is, to a URL parser, the scheme `proxy.example`.
        (scheme, None) if scheme.contains('.') || scheme == "localhost" => {
            let meant = format!("did you mean \"http://{}\"?", text.trim());
            Err(("names no scheme".to_owned(), Some(meant)))
        }
        (scheme, _) => Err((
            format!("has the scheme \"{scheme}\", which is not supported"),
            Some("use http or https".to_owned()),
        )),
    }
}

/// A URL's text fit for a message: what stands before an `@` in its authority is left out.
pub(super) fn without_secrets(text: &str) -> String {
    let start = text.find("//").map_or(0, |index| index + 2);
    let authority = &text[start..];
    let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
    // Part of a password may look like a path, so the last `@` anywhere decides when one comes later.
    let at = authority[..end].rfind('@').or_else(|| {
        let later = authority.rfind('@')?;
        authority[..end].contains(':').then_some(later)
    });
    let kept = match at {
        Some(at) => format!("{}...@{}", &text[..start], &authority[at + 1..]),
        None => text.to_owned(),
    };
    match kept.char_indices().nth(200) {
        Some((end, _)) => format!("{}...", &kept[..end]),
        None => kept,
    }
}

fn shown(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        c if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        c => format!("`{c}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_names_are_tokens_and_not_ours() {
        for name in ["X-Token", "Cookie", "Authorization", "x_1"] {
            assert_eq!(header_name(name), Ok(()), "{name}");
        }
        for name in ["", "X Token", "X:", "Ключ", "host", "User-Agent", "a\r\nb"] {
            assert!(header_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn header_values_are_printable_ascii() {
        for value in ["abc", "Bearer a.b-c", "a\tb"] {
            assert_eq!(header_value(value), Ok(()), "{value}");
        }
        for value in ["", "a\r\nX: y", "ключ", "\0"] {
            assert!(header_value(value).is_err(), "{value:?}");
        }
    }

    #[test]
    fn contacts_are_addresses() {
        for value in ["ann@example.org", "Ann Ivanova <ann@example.org>"] {
            assert_eq!(contact(value), Ok(()), "{value}");
        }
        for value in ["ann", "@example.org", "ann@", "Ann <ann>", "a@b, c@d"] {
            assert!(contact(value).is_err(), "{value}");
        }
    }

    #[test]
    fn proxies_are_http() {
        assert!(proxy("http://proxy.example:3128").is_ok());
        let (_, advice) = proxy("proxy.example:3128").unwrap_err();
        assert_eq!(
            advice.unwrap(),
            "did you mean \"http://proxy.example:3128\"?"
        );
        for text in ["socks5://a:1", "http://", "nonsense", ""] {
            assert!(proxy(text).is_err(), "{text}");
        }
    }

    #[test]
    fn secrets_are_cut_out_of_urls_that_do_not_parse() {
        for (text, shown) in [
            ("https://ann:pw@a b/feed", "https://...@a b/feed"),
            ("https://ann:p/w@host/feed", "https://...@host/feed"),
            ("ann:pw@host", "...@host"),
            ("https://a.example/@ann", "https://a.example/@ann"),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
    }
}

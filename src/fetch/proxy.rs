//! Which proxy carries the requests: the one of the config, else those of the environment, read here
//! and nowhere else, so that the guard knows the proxies' names and a bad one is reported, not ignored.

use url::Url;

use super::FetcherError;

/// A proxy and what it carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proxy {
    url: Url,
    carries: Carries,
    no_proxy: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carries {
    All,
    Http,
    Https,
}

/// Picks the proxies. `variable` answers for the environment; names in lower case win, as with curl.
///
/// # Errors
/// When a proxy is named that cannot be used.
pub(super) fn choose(
    configured: Option<&Url>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Proxy>, FetcherError> {
    if let Some(url) = configured {
        let url = usable("of the config", url.as_str())?;
        // The operator named it for everything.
        return Ok(vec![Proxy {
            url,
            carries: Carries::All,
            no_proxy: None,
        }]);
    }
    let read = |lower: &str, upper: &str| {
        variable(lower)
            .or_else(|| variable(upper))
            .filter(|value| !value.trim().is_empty())
    };
    let no_proxy = read("no_proxy", "NO_PROXY");
    let table = [
        ("https_proxy", "HTTPS_PROXY", Carries::Https),
        ("http_proxy", "HTTP_PROXY", Carries::Http),
        ("all_proxy", "ALL_PROXY", Carries::All),
    ];
    let mut proxies = Vec::new();
    for (lower, upper, carries) in table {
        if let Some(value) = read(lower, upper) {
            proxies.push(Proxy {
                url: usable(upper, &value)?,
                carries,
                no_proxy: no_proxy.clone(),
            });
        }
    }
    Ok(proxies)
}

fn usable(origin: &'static str, text: &str) -> Result<Url, FetcherError> {
    let refuse = |problem: &str| FetcherError::Proxy {
        origin,
        problem: problem.to_owned(),
    };
    let text = text.trim();
    // "proxy.example:3128" is how these variables are often written.
    let with_scheme = if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    };
    let url = Url::parse(&with_scheme)
        .map_err(|_| refuse("not an address; it looks like http://proxy.example:3128"))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err(refuse("only http:// and https:// proxies can be used")),
    }
}

impl Proxy {
    /// The name or address of the proxy itself.
    pub(super) fn host(&self) -> Option<String> {
        self.url.host_str().map(str::to_owned)
    }

    /// For the HTTP library.
    pub(super) fn to_reqwest(&self) -> Result<reqwest::Proxy, reqwest::Error> {
        let url = self.url.clone();
        let proxy = match self.carries {
            Carries::All => reqwest::Proxy::all(url),
            Carries::Http => reqwest::Proxy::http(url),
            Carries::Https => reqwest::Proxy::https(url),
        }?;
        Ok(proxy.no_proxy(
            self.no_proxy
                .as_deref()
                .and_then(reqwest::NoProxy::from_string),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(environment: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let variable = |name: &str| {
            environment
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        };
        choose(None, variable)
            .map(|proxies| {
                let shown = |proxy: &Proxy| format!("{:?} {}", proxy.carries, proxy.url);
                proxies.iter().map(shown).collect()
            })
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_environment_is_read_as_curl_reads_it() {
        assert_eq!(from(&[]), Ok(vec![]));
        assert_eq!(
            from(&[("HTTPS_PROXY", ""), ("http_proxy", "  ")]),
            Ok(vec![])
        );
        assert_eq!(
            from(&[("https_proxy", "http://a:1"), ("HTTPS_PROXY", "http://b:2")]),
            Ok(vec!["Https http://a:1/".to_owned()])
        );
        assert_eq!(
            from(&[
                ("HTTP_PROXY", "proxy.lan:3128"),
                ("ALL_PROXY", "https://all.lan")
            ]),
            Ok(vec![
                "Http http://proxy.lan:3128/".to_owned(),
                "All https://all.lan/".to_owned()
            ])
        );
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_named_by_its_variable_and_never_shown() {
        for value in ["socks5://ann:s3cret@proxy.lan", "http://ann:s3cret@", "::"] {
            let error = from(&[("HTTPS_PROXY", value)]).unwrap_err();
            assert!(error.starts_with("proxy HTTPS_PROXY: "), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn the_config_beats_the_environment() {
        let configured = Url::parse("http://mine.lan:8080").unwrap();
        let proxies = choose(Some(&configured), |_| Some("http://other.lan".to_owned())).unwrap();
        assert_eq!(proxies.len(), 1);
        assert_eq!(proxies[0].host().as_deref(), Some("mine.lan"));
    }
}

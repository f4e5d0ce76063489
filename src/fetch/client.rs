//! The two HTTP clients behind a fetcher: one that keeps connections for hosts in the
//! middle of a burst, one that keeps none, so that ten thousand hosts do not leave ten thousand idle
//! connections behind.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::ClientConfig;

use super::FetcherError;
use super::guard::{Guard, GuardedResolver};
use super::progress::WatchConnects;
use super::proxy::Proxy;
use super::reuse::Reuse;
use super::tls;

/// More headers than any feed sends; hyper's own limit on their bytes is a few hundred KiB.
const MAX_HEADERS: usize = 200;

/// Longer than the gap between two starts to one host, shorter than anyone would hold against us.
const IDLE: Duration = Duration::from_secs(5);

/// So that one dead address of several does not use up a whole deadline.
const CONNECT: Duration = Duration::from_secs(20);

pub(super) struct Clients {
    keeping: reqwest::Client,
    closing: reqwest::Client,
    reuse: Reuse,
}

impl Clients {
    pub(super) fn new(guard: &Arc<Guard>, proxies: &[Proxy]) -> Result<Clients, FetcherError> {
        let tls = tls::config()?;
        Ok(Clients {
            keeping: client(guard, proxies, tls.clone(), 2)?,
            closing: client(guard, proxies, tls, 0)?,
            reuse: Reuse::new(IDLE),
        })
    }

    /// The client for the next request to a host.
    pub(super) fn for_host(&self, authority: &str) -> &reqwest::Client {
        if self.reuse.expects_more(authority, Instant::now()) {
            &self.keeping
        } else {
            &self.closing
        }
    }
}

fn client(
    guard: &Arc<Guard>,
    proxies: &[Proxy],
    tls: ClientConfig,
    idle: usize,
) -> Result<reqwest::Client, FetcherError> {
    let fail = |error: reqwest::Error| FetcherError::Client(Box::new(error));
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .dns_resolver(GuardedResolver(Arc::clone(guard)))
        .connector_layer(WatchConnects)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .connect_timeout(CONNECT)
        .http1_only()
        .http1_max_headers(MAX_HEADERS)
        .http1_title_case_headers()
        // What is wrong in one line costs that line, as in every browser, not the news below it.
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .pool_max_idle_per_host(idle)
        .pool_idle_timeout(IDLE);
    for proxy in proxies {
        builder = builder.proxy(proxy.to_reqwest().map_err(fail)?);
    }
    builder.build().map_err(fail)
}

//! One polite, bounded, conditional HTTP exchange: a feed's address and validators go in, an
//! [`Answer`] or a [`Failure`] comes out. The only home of reqwest.
//!
//! [`Fetcher`] walks the redirects itself, so that every hop is checked like a first address and no
//! credential leaves its host. What servers do wrong becomes a sentence in `diagnosis`. Who may start
//! when is decided in [`hosts`], without I/O.

pub mod hosts;

mod body;
mod client;
mod diagnosis;
mod exchange;
mod guard;
mod headers;
mod peek;
mod progress;
mod proxy;
mod reuse;
mod secrets;
mod tls;

use std::net::IpAddr;
use std::sync::Arc;

use url::Url;

pub use crate::model::is_private;
use crate::model::{Answer, Failure, Feed, FeedUrl, Validators};
use body::Room;
use client::Clients;
use guard::Guard;

/// What bounds and steers every exchange; a part of the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchSettings {
    /// Cap on a body's bytes after decompression.
    pub max_body: u64,
    /// Whether loopback, RFC 1918 and the like may be connected to.
    pub allow_private_networks: bool,
    /// Addresses or networks (`169.254.7.0/24`) allowed on their own, link-local ones included.
    pub allow_addresses: Vec<AddressRange>,
    /// The `From` header: where to complain; `None` sends none.
    pub contact: Option<String>,
    /// Proxy for all requests; `None` leaves it to `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.
    pub proxy: Option<Url>,
}

/// An address with the number of leading bits that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressRange {
    /// First address.
    pub address: IpAddr,
    /// Prefix length, at most 32 or 128.
    pub prefix: u8,
}

impl AddressRange {
    /// Whether an address lies inside. IPv4 and IPv6 never match each other.
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip) {
            (IpAddr::V4(start), IpAddr::V4(ip)) => {
                let shift = 32u32.saturating_sub(self.prefix.into());
                (u32::from(start) ^ u32::from(ip))
                    .checked_shr(shift)
                    .unwrap_or(0)
                    == 0
            }
            (IpAddr::V6(start), IpAddr::V6(ip)) => {
                let shift = 128u32.saturating_sub(self.prefix.into());
                (u128::from(start) ^ u128::from(ip))
                    .checked_shr(shift)
                    .unwrap_or(0)
                    == 0
            }
            _ => false,
        }
    }
}

/// Why no exchange can be made at all: the settings or the system stand against it.
#[derive(Debug, thiserror::Error)]
pub enum FetcherError {
    /// The proxy of the config or the environment cannot be used.
    #[error("proxy {origin}: {problem}")]
    Proxy {
        /// Where it was named: a config key or a variable.
        origin: &'static str,
        /// What is wrong with it; never the address itself, which may hold a password.
        problem: String,
    },
    /// The contact cannot stand in a header.
    #[error("contact {0:?} cannot be sent as a From header: use a plain address in ASCII")]
    Contact(String),
    /// TLS cannot be set up.
    #[error("the TLS library cannot be set up: {0}")]
    Tls(String),
    /// The HTTP library refuses to start.
    #[error("the HTTP library cannot be set up")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Makes exchanges. Cheap to clone: all clones share their connections.
#[derive(Clone)]
pub struct Fetcher {
    shared: Arc<Shared>,
}

/// What all exchanges have in common.
struct Shared {
    clients: Clients,
    guard: Arc<Guard>,
    room: Room,
    contact: Option<reqwest::header::HeaderValue>,
    /// Whether another machine connects for us, so that a peer address tells nothing.
    proxied: bool,
}

/// One question to one origin.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Whose request settings apply.
    pub feed: &'a Feed,
    /// The address to ask: usually the feed's own, or where it moved for good.
    pub url: &'a FeedUrl,
    /// To make the request conditional; empty ones ask for the whole document.
    pub validators: &'a Validators,
}

impl Fetcher {
    /// Sets up TLS with the certificates the system trusts (`SSL_CERT_FILE` and `SSL_CERT_DIR` are
    /// honoured), the guard on addresses and the proxy.
    ///
    /// # Errors
    /// When the proxy or the contact cannot be used, or TLS cannot be set up.
    pub fn new(settings: &FetchSettings) -> Result<Fetcher, FetcherError> {
        let proxies = proxy::choose(settings.proxy.as_ref(), |name| std::env::var(name).ok())?;
        let proxied = !proxies.is_empty();
        let guard = Arc::new(Guard::new(
            settings.allow_private_networks,
            settings.allow_addresses.clone(),
            proxies.iter().filter_map(proxy::Proxy::host).collect(),
        ));
        let contact = match &settings.contact {
            Some(contact) => Some(
                reqwest::header::HeaderValue::from_str(contact)
                    .map_err(|_| FetcherError::Contact(contact.clone()))?,
            ),
            None => None,
        };
        Ok(Fetcher {
            shared: Arc::new(Shared {
                clients: Clients::new(&guard, &proxies)?,
                guard,
                room: Room::new(settings.max_body),
                contact,
                proxied,
            }),
        })
    }

    /// Asks once, redirects included, within the feed's own deadline. Never retries.
    ///
    /// # Errors
    /// A [`Failure`] is data for the ledger: everything that is no usable answer.
    pub async fn fetch(&self, ask: &Ask<'_>) -> Result<Answer, Failure> {
        exchange::run(&self.shared, ask).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_what_shares_its_leading_bits() {
        let cases = [
            ("169.254.7.0", 24, "169.254.7.9", true),
            ("169.254.7.0", 24, "169.254.8.9", false),
            ("::", 0, "2001:db8::1", true),
            ("::", 0, "10.0.0.1", false),
            ("10.0.0.1", 32, "10.0.0.1", true),
            ("10.0.0.1", 32, "10.0.0.2", false),
        ];
        for (address, prefix, ip, expected) in cases {
            let range = AddressRange {
                address: address.parse().unwrap(),
                prefix,
            };
            assert_eq!(
                range.contains(ip.parse().unwrap()),
                expected,
                "{ip} in {address}/{prefix}"
            );
        }
    }
}

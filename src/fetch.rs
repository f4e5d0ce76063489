//! One polite, bounded, conditional HTTP exchange. The only home of reqwest.

use std::net::IpAddr;

use url::Url;

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

//! Keeps requests away from addresses that are none of the publisher's. Names are judged by the
//! addresses they resolve to, and only the judged addresses are handed to the connector, so a name
//! cannot change its mind in between; literals, which no resolver is asked for, are judged at every hop.
//!
//! Through a proxy the target's name is resolved by the proxy: only literals can be judged then, and
//! the proxy's own rules have to do the rest. The proxy itself was named by the operator and may be
//! anywhere.

use std::collections::HashSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::AddressRange;
use super::progress::{Phase, note};
use crate::model::{is_metadata, is_private};

/// The rule about addresses.
#[derive(Debug)]
pub(super) struct Guard {
    allow_private: bool,
    allowed: Vec<AddressRange>,
    proxy_hosts: HashSet<String>,
}

/// An address that may not be connected to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{host} is at {address}, which is not a public address")]
pub(super) struct Forbidden {
    pub(super) host: String,
    pub(super) address: IpAddr,
}

/// The name has no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{host}: {problem}")]
pub(super) struct Unresolved {
    pub(super) host: String,
    pub(super) problem: String,
    /// Whether there is no such name, rather than no answer about it.
    pub(super) no_such_host: bool,
}

impl Guard {
    pub(super) fn new(
        allow_private: bool,
        allowed: Vec<AddressRange>,
        proxy_hosts: HashSet<String>,
    ) -> Guard {
        Guard {
            allow_private,
            allowed,
            proxy_hosts,
        }
    }

    /// Whether this address may be connected to.
    pub(super) fn permits(&self, ip: IpAddr) -> bool {
        // A mapped address reaches the same machine as the plain one, so it is listed as that one.
        let plain = ip.to_canonical();
        if self.allowed.iter().any(|range| range.contains(plain)) {
            return true;
        }
        !is_metadata(ip) && (self.allow_private || !is_private(ip))
    }

    /// Judges a URL whose host is a literal address; names pass, they are judged when resolved.
    pub(super) fn check_literal(&self, url: &Url) -> Result<(), Forbidden> {
        let address = match url.host() {
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        if self.permits(address) {
            return Ok(());
        }
        Err(Forbidden {
            host: url.host_str().unwrap_or_default().to_owned(),
            address,
        })
    }

    /// What of a name's addresses may be connected to.
    fn judge(&self, host: String, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Forbidden> {
        if self.proxy_hosts.contains(&host) {
            return Ok(found);
        }
        let refused = found.iter().find(|at| !self.permits(at.ip())).copied();
        let permitted: Vec<SocketAddr> = found
            .into_iter()
            .filter(|at| self.permits(at.ip()))
            .collect();
        match refused {
            Some(refused) if permitted.is_empty() => Err(Forbidden {
                host,
                address: refused.ip(),
            }),
            _ => Ok(permitted),
        }
    }
}

/// Asks the system's resolver and hands on what the guard lets through.
#[derive(Debug)]
pub(super) struct GuardedResolver(pub(super) Arc<Guard>);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        let host = name.as_str().to_owned();
        Box::pin(async move {
            note(Phase::Resolving);
            let found = tokio::net::lookup_host((host.as_str(), 0))
                .await
                .map(Vec::from_iter);
            note(Phase::Connecting);
            let found = found.map_err(|error| unresolved(host.clone(), &error))?;
            if found.is_empty() {
                return Err(Unresolved {
                    host,
                    problem: "the name has no address".to_owned(),
                    no_such_host: true,
                }
                .into());
            }
            let permitted = guard.judge(host, found)?;
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

fn unresolved(host: String, error: &std::io::Error) -> Unresolved {
    // std passes the resolver's error on as text only; "try again" is the one that is not final.
    let problem = error.to_string();
    Unresolved {
        host,
        no_such_host: !problem.contains("Temporary failure"),
        problem,
    }
}

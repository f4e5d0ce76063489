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
            if never_resolves(&host) {
                return Err(no_such_host(host).into());
            }
            note(Phase::Resolving);
            let found = tokio::net::lookup_host((host.as_str(), 0))
                .await
                .map(Vec::from_iter);
            note(Phase::Connecting);
            let found = found.map_err(|error| unresolved(host.clone(), &error))?;
            if found.is_empty() {
                return Err(no_such_host(host).into());
            }
            let permitted = guard.judge(host, found)?;
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

/// Names that no name server must be asked for (RFC 6761, RFC 7686): asking tells the network what
/// is read, and without a network the answer would be "try again".
fn never_resolves(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    ["invalid", "onion"]
        .iter()
        .any(|top| host.rsplit('.').next() == Some(top))
}

fn no_such_host(host: String) -> Unresolved {
    Unresolved {
        host,
        problem: "the name has no address".to_owned(),
        no_such_host: true,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> AddressRange {
        let (address, prefix) = text.split_once('/').unwrap_or((text, "32"));
        AddressRange {
            address: address.parse().unwrap(),
            prefix: prefix.parse().unwrap(),
        }
    }

    fn guard(allow_private: bool, allowed: &[&str]) -> Guard {
        let allowed = allowed.iter().map(|text| range(text)).collect();
        Guard::new(
            allow_private,
            allowed,
            HashSet::from(["proxy.lan".to_owned()]),
        )
    }

    fn literal(guard: &Guard, url: &str) -> Result<(), Forbidden> {
        guard.check_literal(&Url::parse(url).unwrap())
    }

    #[test]
    fn literals_are_refused_in_every_spelling() {
        let guard = guard(false, &[]);
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://017700000001/",
            "http://127.0.0.1./",
            "http://%31%32%37.0.0.1/",
            "http://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://0/",
            "http://[::1]/",
            "http://[::]/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fe80::1]/",
            "http://[fd00:ec2::254]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://user:secret@10.0.0.1:8080/",
        ] {
            assert!(literal(&guard, url).is_err(), "{url}");
        }
        for url in ["http://93.184.215.14/", "http://[2606:4700::1111]/"] {
            assert_eq!(literal(&guard, url), Ok(()), "{url}");
        }
        // A scope is no part of a URL's host.
        assert!(Url::parse("http://[fe80::1%25eth0]/").is_err());
        assert!(Url::parse("http://[fe80::1%eth0]/").is_err());
    }

    #[test]
    fn allowing_private_networks_does_not_allow_metadata_services() {
        let guard = guard(true, &[]);
        assert!(literal(&guard, "http://127.0.0.1/").is_ok());
        assert!(literal(&guard, "http://[fd00::1]/").is_ok());
        for url in [
            "http://169.254.169.254/",
            "http://[::ffff:169.254.169.254]/",
            "http://[fe80::1]/",
            "http://[fd00:ec2::254]/",
            "http://100.100.100.200/",
        ] {
            assert!(literal(&guard, url).is_err(), "{url}");
        }
    }

    #[test]
    fn what_is_listed_on_its_own_is_allowed_and_nothing_beside_it() {
        let guard = guard(false, &["169.254.7.0/24", "10.0.0.1"]);
        assert!(literal(&guard, "http://169.254.7.9/").is_ok());
        assert!(literal(&guard, "http://[::ffff:169.254.7.9]/").is_ok());
        assert!(literal(&guard, "http://10.0.0.1/").is_ok());
        assert!(literal(&guard, "http://169.254.169.254/").is_err());
        assert!(literal(&guard, "http://10.0.0.2/").is_err());
    }

    #[test]
    fn of_a_names_addresses_only_public_ones_reach_the_connector() {
        let guard = guard(false, &[]);
        let addresses = |texts: &[&str]| -> Vec<SocketAddr> {
            texts.iter().map(|text| text.parse().unwrap()).collect()
        };
        let mixed = addresses(&["10.0.0.1:0", "93.184.215.14:0", "[::1]:0"]);
        assert_eq!(
            guard.judge("a.example".to_owned(), mixed).unwrap(),
            addresses(&["93.184.215.14:0"])
        );
        let private = addresses(&["10.0.0.1:0", "[::1]:0"]);
        let refused = guard
            .judge("a.example".to_owned(), private.clone())
            .unwrap_err();
        assert_eq!(refused.address.to_string(), "10.0.0.1");
        assert_eq!(
            guard.judge("proxy.lan".to_owned(), private.clone()),
            Ok(private)
        );
    }
}

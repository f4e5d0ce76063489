//! IP addresses in the config: networks that may be fetched from, the address to listen on. Pure; whatever
//! is no address is answered with what was probably meant.

use std::net::{IpAddr, SocketAddr};

use crate::fetch::AddressRange;

/// An address or a network, or why it is neither, with advice.
pub(super) fn range(text: &str) -> Result<AddressRange, (String, Option<String>)> {
    let text = text.trim();
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().map_err(|_| {
        let advice = "write one as 192.168.1.10 or 192.168.1.0/24".to_owned();
        ("is not an IP address or network".to_owned(), Some(advice))
    })?;
    let bits = if address.is_ipv4() { 32 } else { 128 };
    let prefix = match prefix.map(str::parse::<u8>) {
        None => bits,
        Some(Ok(prefix)) if prefix <= bits => prefix,
        Some(_) => {
            let reason = format!("has a wrong prefix length (0 to {bits})");
            return Err((reason, None));
        }
    };
    let first = first_address(address, prefix);
    if first == address {
        return Ok(AddressRange { address, prefix });
    }
    Err((
        "has bits set beyond its prefix".to_owned(),
        Some(format!("did you mean \"{first}/{prefix}\"?")),
    ))
}

/// The address with every bit beyond the prefix cleared.
fn first_address(address: IpAddr, prefix: u8) -> IpAddr {
    let prefix = u32::from(prefix);
    match address {
        IpAddr::V4(v4) => {
            let mask = u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
            IpAddr::V4((u32::from(v4) & mask).into())
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX.checked_shl(128 - prefix).unwrap_or(0);
            IpAddr::V6((u128::from(v6) & mask).into())
        }
    }
}

/// Why a text is no address with a port, with what was probably meant.
pub(super) fn no_socket(text: &str) -> (String, Option<String>) {
    let meant = |address: String| Some(format!("did you mean \"{address}\"?"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if is_number(text) {
        return (
            "has no address".to_owned(),
            meant(format!("127.0.0.1:{text}")),
        );
    }
    if let Ok(address) = text.parse::<IpAddr>() {
        let address = SocketAddr::new(address, 8437).to_string();
        return ("has no port".to_owned(), meant(address));
    }
    match text.rsplit_once(':') {
        Some((_, port)) if is_number(port) && port.parse::<u16>().is_err() => {
            ("has a port out of range (0 to 65535)".to_owned(), None)
        }
        Some(("" | "localhost" | "*", port)) if is_number(port) => (
            "does not name an IP address".to_owned(),
            meant(format!("127.0.0.1:{port}")),
        ),
        _ => (
            "is not an IP address and a port".to_owned(),
            Some("write it as \"127.0.0.1:8437\"".to_owned()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks_are_told_apart() {
        for (text, prefix) in [
            ("169.254.7.9", 32),
            ("169.254.7.0/24", 24),
            ("0.0.0.0/0", 0),
            ("fd00::/8", 8),
            ("::1", 128),
        ] {
            assert_eq!(range(text).unwrap().prefix, prefix, "{text}");
        }
        for text in ["10.0.0.0/33", "10.0.0", "host", "", "10.0.0.0/-1", "::/129"] {
            assert!(range(text).is_err(), "{text}");
        }
        let (_, advice) = range("169.254.7.9/24").unwrap_err();
        assert_eq!(advice.unwrap(), "did you mean \"169.254.7.0/24\"?");
    }

    #[test]
    fn an_incomplete_listen_address_is_completed() {
        for (text, meant) in [
            ("8437", "127.0.0.1:8437"),
            (":8437", "127.0.0.1:8437"),
            ("localhost:8437", "127.0.0.1:8437"),
            ("127.0.0.1", "127.0.0.1:8437"),
            ("::1", "[::1]:8437"),
        ] {
            let (_, advice) = no_socket(text);
            assert_eq!(advice.unwrap(), format!("did you mean \"{meant}\"?"));
            assert!(meant.parse::<SocketAddr>().is_ok());
        }
    }
}

//! Which IP addresses are nobody's public web server. One place decides it: the guard of every
//! request, the rule that a throttled private host holds back only the feed, and the gap between starts.
//!
//! Documentation networks (192.0.2.0/24, 2001:db8::/32 and their like) count as public: they are
//! nobody's private network, they only lead nowhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address belongs to this machine, a private network, or a range that no public server
/// has (RFC 6890 and its registries). An IPv4 address inside an IPv6 one is judged as what it is.
///
/// ```
/// use jarshy::model::is_private;
/// assert!(is_private("10.1.2.3".parse().unwrap()));
/// assert!(is_private("::ffff:127.0.0.1".parse().unwrap()));
/// assert!(!is_private("93.184.215.14".parse().unwrap()));
/// ```
pub fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => is_private_v6(v6),
    }
}

/// Whether an address is where clouds hand out credentials to whoever asks: link-local addresses and
/// the few others in use. They stay refused when private networks are allowed as a whole.
pub fn is_metadata(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => is_metadata_v4(v4),
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            let unicast_link_local = a & 0xffc0 == 0xfe80;
            let amazon_or_google = a == 0xfd00 && b == 0x0ec2 || a == 0xfd20 && b == 0x00ce;
            unicast_link_local
                || amazon_or_google && c == 0
                || embedded_v4(v6).is_some_and(is_metadata_v4)
                || tunnelled_v4(v6).into_iter().flatten().any(is_metadata_v4)
        }
    }
}

fn is_metadata_v4(ip: Ipv4Addr) -> bool {
    ip.is_link_local()
        || matches!(
            ip.octets(),
            // Alibaba, Oracle, and Azure's host, which has a public address.
            [100, 100, 100, 200] | [192, 0, 0, 192] | [168, 63, 129, 16]
        )
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    match ip.octets() {
        [0 | 10 | 127, ..] => true,
        [100, second, ..] => second & 0xc0 == 64,
        [169, 254, ..] => true,
        [172, second, ..] => second & 0xf0 == 16,
        [192, 0, 0, _] | [192, 168, ..] => true,
        [198, second, ..] => second & 0xfe == 18,
        // Multicast, reserved, broadcast.
        [first, ..] => first >= 224 || is_metadata_v4(ip),
    }
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = embedded_v4(ip) {
        return is_private_v4(v4);
    }
    match ip.segments() {
        // Unspecified, loopback and the deprecated IPv4-compatible form.
        [0, 0, 0, 0, 0, 0, _, _] => true,
        // NAT64 for local use, RFC 8215.
        [0x64, 0xff9b, 1, ..] => true,
        // Discard-only, RFC 6666.
        [0x100, 0, 0, 0, ..] => true,
        // Teredo carries a hidden IPv4 address; benchmarking; ORCHID names no host.
        [0x2001, 0 | 2, ..] => true,
        [0x2001, second, ..] => matches!(second & 0xfff0, 0x10 | 0x20),
        // 6to4: the relay decides where it ends.
        [0x2002, ..] => true,
        // Unique local, link-local, site-local, multicast.
        [first, ..] => {
            first & 0xfe00 == 0xfc00 || first & 0xff80 == 0xfe80 || first & 0xff00 == 0xff00
        }
    }
}

/// The IPv4 address that an IPv6 one stands for: mapped (RFC 4291), translated (RFC 2765), NAT64
/// (RFC 6052). An ISATAP interface id (RFC 5214) is followed only to the address in its last 32 bits.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, high, low] = ip.segments();
    let v4 = || {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    let mapped = [a, b, c, d, e, f] == [0, 0, 0, 0, 0, 0xffff];
    let translated = [a, b, c, d, e, f] == [0, 0, 0, 0, 0xffff, 0];
    let nat64 = [a, b, c, d, e, f] == [0x64, 0xff9b, 0, 0, 0, 0];
    let isatap = matches!(e, 0 | 0x200) && f == 0x5efe;
    (mapped || translated || nat64 || isatap).then(v4)
}

/// The IPv4 addresses at which a tunnel ends that an IPv6 address names: the router of 6to4 (RFC 3056),
/// server and client of Teredo (RFC 4380, the client's bits inverted), the target of a translator.
fn tunnelled_v4(ip: Ipv6Addr) -> [Option<Ipv4Addr>; 2] {
    let [a, b, c, d, .., high, low] = ip.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match (a, b) {
        (0x2002, _) => [Some(v4(b, c)), None],
        (0x2001, 0) => [Some(v4(c, d)), Some(v4(!high, !low))],
        // The last 32 bits of local NAT64 (RFC 8215) and of the deprecated IPv4-compatible form.
        (0x64, 0xff9b) | (0, 0) => [Some(v4(high, low)), None],
        _ => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn no_spelling_of_a_private_address_is_public() {
        for text in [
            // This network, loopback, RFC 1918, carrier-grade NAT, link-local.
            "0.0.0.0",
            "0.1.2.3",
            "127.0.0.1",
            "127.255.255.254",
            "10.0.0.0",
            "10.255.255.255",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.169.254",
            // Protocol assignments, benchmarking, multicast, reserved, broadcast.
            "192.0.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            // Azure's host answers on a public address.
            "168.63.129.16",
            // IPv6's own.
            "::",
            "::1",
            "fc00::1",
            "fdff:ffff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "100::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            // IPv4 in disguise: compatible, mapped, translated, NAT64, 6to4, Teredo, ISATAP.
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:0:192.168.1.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2002:0a00:0001::",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:470:1f0b::5efe:10.0.0.1",
            "2001:470:1f0b::200:5efe:127.0.0.1",
        ] {
            assert!(is_private(ip(text)), "{text}");
        }
    }

    #[test]
    fn public_addresses_and_documentation_networks_are_public() {
        for text in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "93.184.215.14",
            "100.63.255.255",
            "100.128.0.0",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.2.1",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.100.1",
            "203.0.113.1",
            "223.255.255.255",
            "2001:db8::1",
            "2606:4700::1111",
            "2a00:1450:4001:81b::200e",
            "::ffff:93.184.215.14",
            "64:ff9b::5db8:d70e",
        ] {
            assert!(!is_private(ip(text)), "{text}");
        }
    }

    #[test]
    fn addresses_that_hand_out_credentials_are_known_in_every_form() {
        for text in [
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
            "2001:0:a9fe:a9fe::1",
            "2001:0:4136:e378:8000:63bf:5601:5601",
            "64:ff9b:1::a9fe:a9fe",
            "::169.254.169.254",
            "fe80::a9fe:a9fe",
            "fd00:ec2::254",
            "fd20:ce::254",
            "100.100.100.200",
            "192.0.0.192",
            "168.63.129.16",
        ] {
            assert!(is_metadata(ip(text)) && is_private(ip(text)), "{text}");
        }
        for text in [
            "10.0.0.1",
            "fd00::1",
            "127.0.0.1",
            "8.8.8.8",
            "2002:0a00:0001::1",
        ] {
            assert!(!is_metadata(ip(text)), "{text}");
        }
    }
}

//! Private addresses by every way that does not need a network of one's own.

use jarshy::fetch::FetchSettings;
use jarshy::model::{FailureKind, Validators};

use super::{fails, feed, fetch_with, fetcher, settings};
use crate::support::origin::{Origin, Reply};

fn strict() -> FetchSettings {
    FetchSettings {
        allow_private_networks: false,
        ..settings()
    }
}

#[tokio::test]
async fn no_spelling_of_this_machine_is_reached() {
    let origin = Origin::start().await;
    let port = origin.address().port();
    let fetcher = fetcher(&strict());
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "localhost",
        "LOCALHOST",
    ] {
        let feed = feed(&format!("http://{host}:{port}/feed"));
        let outcome = fetch_with(&fetcher, &feed, &Validators::default()).await;
        let failure = fails(outcome, FailureKind::Forbidden, "not a public address");
        assert!(
            failure.message.contains("allow_private_networks"),
            "{failure}"
        );
    }
    assert_eq!(origin.connections(), 0);
}

#[tokio::test]
async fn a_redirect_into_a_private_network_is_refused_at_the_hop() {
    let (outside, inside) = (Origin::start().await, Origin::start_at("127.0.0.2:0").await);
    inside.at("/feed", Reply::ok("x"));
    let port = inside.address().port();
    let mut settings = strict();
    settings.allow_addresses = vec![loopback(32)];
    let fetcher = fetcher(&settings);
    for target in [
        format!("http://127.0.0.2:{port}/feed"),
        format!("http://0x7f000002:{port}/feed"),
        format!("//[::ffff:127.0.0.2]:{port}/feed"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
    ] {
        outside.at("/feed", Reply::redirect(301, &target));
        let feed = feed(&outside.url("/feed"));
        let outcome = fetch_with(&fetcher, &feed, &Validators::default()).await;
        let failure = fails(outcome, FailureKind::Forbidden, "after a redirect: ");
        assert!(
            failure.message.contains("not a public address"),
            "{failure}"
        );
        assert_eq!(failure.peer, None, "the hop that was refused met nobody");
    }
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn a_listed_address_is_reached_and_private_ones_when_all_are_allowed() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok("x"));
    let mut listed = strict();
    listed.allow_addresses = vec![loopback(8)];
    for settings in [listed, settings()] {
        for url in [
            origin.url("/feed"),
            format!("http://localhost:{}/feed", origin.address().port()),
        ] {
            let outcome =
                fetch_with(&fetcher(&settings), &feed(&url), &Validators::default()).await;
            assert!(outcome.is_ok(), "{url}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn cloud_metadata_stays_refused_when_private_networks_are_allowed() {
    let fetcher = fetcher(&settings());
    for url in [
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
    ] {
        let outcome = fetch_with(&fetcher, &feed(url), &Validators::default()).await;
        let failure = fails(
            outcome,
            FailureKind::Forbidden,
            "list it in allow_addresses",
        );
        assert!(
            !failure.message.contains("allow_private_networks"),
            "{failure}"
        );
    }
}

/// Our own address, with the number of its bits that count.
fn loopback(prefix: u8) -> jarshy::fetch::AddressRange {
    jarshy::fetch::AddressRange {
        address: std::net::Ipv4Addr::LOCALHOST.into(),
        prefix,
    }
}

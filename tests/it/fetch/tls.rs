//! Certificates: which one is wrong, and how. The authority is handed over by `SSL_CERT_FILE`, which
//! is read when a process first needs it, so the test runs itself again with the variable set.

#![expect(clippy::unwrap_used, reason = "the helpers below are tests as well")]

use std::process::Command;
use std::sync::Arc;

use jarshy::model::{FailureKind, Validators};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, SanType,
    date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::AsyncWriteExt;

use super::{body, fails, feed, fetch};
use crate::support::origin::{Origin, Reply};

const NAME: &str = "fetch::tls::certificates_are_checked_and_what_is_wrong_with_them_is_named";
const ROLE: &str = "JARSHY_TEST_TLS_DIR";

#[test]
fn certificates_are_checked_and_what_is_wrong_with_them_is_named() {
    if let Some(directory) = std::env::var_os(ROLE) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        return runtime.block_on(with_our_authority(directory.as_ref()));
    }
    let directory = tempfile::tempdir().unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = authority_named("jarshy test").self_signed(&key).unwrap();
    std::fs::write(directory.path().join("ca.pem"), certificate.pem()).unwrap();
    std::fs::write(directory.path().join("ca.key"), key.serialize_pem()).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(ROLE, directory.path())
        .env("SSL_CERT_FILE", directory.path().join("ca.pem"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
}

async fn with_our_authority(directory: &std::path::Path) {
    let key = std::fs::read_to_string(directory.join("ca.key")).unwrap();
    let authority = Issuer::new(
        authority_named("jarshy test"),
        KeyPair::from_pem(&key).unwrap(),
    );
    let key = KeyPair::generate().unwrap();
    let made = |change: fn(&mut CertificateParams)| {
        let mut params = leaf();
        change(&mut params);
        params.signed_by(&key, &authority).unwrap()
    };
    let check = async |certificate: Certificate, words: Option<&str>| {
        let origin = Origin::start_tls(server(&certificate, &key)).await;
        origin.at("/feed", Reply::ok("x"));
        let outcome = fetch(&feed(&origin.url("/feed")), &Validators::default()).await;
        match words {
            None => assert_eq!(body(&outcome.unwrap()), b"x"),
            Some(words) => {
                fails(outcome, FailureKind::Tls, words);
                assert_eq!(origin.requests().len(), 0, "{words}");
            }
        }
    };
    check(made(|_| {}), None).await;
    check(
        made(|leaf| leaf.not_after = date_time_ymd(2001, 1, 1)),
        Some("expired on 2001-01-01"),
    )
    .await;
    check(
        made(|leaf| leaf.not_before = date_time_ymd(2999, 1, 1)),
        Some("not valid yet, only on 2999-01-01"),
    )
    .await;
    let other = made(|leaf| {
        leaf.subject_alt_names = vec![SanType::DnsName("other.example".try_into().unwrap())];
    });
    check(other, Some("was made for another name: other.example")).await;
    check(leaf().self_signed(&key).unwrap(), Some("self-signed")).await;
    // What `openssl req -x509` makes: an authority of its own.
    let mut own_authority = leaf();
    own_authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = own_authority.self_signed(&key).unwrap();
    check(certificate, Some("self-signed")).await;

    let stranger = Issuer::new(authority_named("stranger"), KeyPair::generate().unwrap());
    let certificate = leaf().signed_by(&key, &stranger).unwrap();
    check(certificate, Some("that this system does not know")).await;

    let plain = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/feed", plain.local_addr().unwrap());
    let answer = async {
        let (mut stream, _) = plain.accept().await.unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        stream
    };
    let feed = feed(&url);
    let none = Validators::default();
    let (_stream, outcome) = tokio::join!(answer, fetch(&feed, &none));
    fails(outcome, FailureKind::Tls, "is the address really https?");
}

fn authority_named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn leaf() -> CertificateParams {
    CertificateParams::new(["127.0.0.1".to_owned()]).unwrap()
}

fn server(certificate: &Certificate, key: &KeyPair) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap()
}

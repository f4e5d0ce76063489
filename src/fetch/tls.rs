//! TLS 1.2 and 1.3 with ring, trusting whom the system trusts (`SSL_CERT_FILE` and `SSL_CERT_DIR` are
//! honoured). The verification itself is webpki's; around it we only say more about a certificate
//! that nobody trusted: signed by itself, by a stranger, or judged without any list of authorities.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore,
    SignatureScheme,
};

use super::FetcherError;

/// Why nobody vouches for a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Untrusted {
    #[error("self-signed")]
    SelfSigned,
    #[error("unknown issuer")]
    UnknownIssuer,
    #[error("no trusted authorities")]
    NoAuthorities,
}

impl From<Untrusted> for rustls::Error {
    fn from(untrusted: Untrusted) -> rustls::Error {
        let other = CertificateError::Other(OtherError(Arc::new(untrusted)));
        rustls::Error::InvalidCertificate(other)
    }
}

/// For every connection.
///
/// # Errors
/// When the TLS library refuses its own defaults.
pub(super) fn config() -> Result<ClientConfig, FetcherError> {
    let fail = |error: &dyn std::error::Error| FetcherError::Tls(error.to_string());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    // Whatever cannot be read leaves fewer authorities, which each refused certificate then tells.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let authorities = if roots.is_empty() {
        None
    } else {
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                .build()
                .map_err(|error| fail(&error))?;
        Some(verifier)
    };
    let verifier = Verifier {
        authorities,
        provider: Arc::clone(&provider),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| fail(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

#[derive(Debug)]
struct Verifier {
    authorities: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(authorities) = &self.authorities else {
            return Err(Untrusted::NoAuthorities.into());
        };
        authorities
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            .map_err(|error| match error {
                // `Other`: most of them are made as authorities, which webpki takes for no server's.
                rustls::Error::InvalidCertificate(
                    CertificateError::UnknownIssuer | CertificateError::Other(_),
                ) if is_self_signed(end_entity) => Untrusted::SelfSigned.into(),
                rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
                    Untrusted::UnknownIssuer.into()
                }
                other => other,
            })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

/// Whether a certificate names itself as its issuer: only for telling people, never for trust.
fn is_self_signed(certificate: &[u8]) -> bool {
    issuer_and_subject(certificate).is_some_and(|(issuer, subject)| issuer == subject)
}

/// The two names of RFC 5280, section 4.1, as they are encoded.
fn issuer_and_subject(certificate: &[u8]) -> Option<(&[u8], &[u8])> {
    const VERSION: u8 = 0xa0;
    let (_, certificate, _) = element(certificate)?;
    let (_, mut rest, _) = element(certificate)?;
    if rest.first() == Some(&VERSION) {
        (_, _, rest) = element(rest)?;
    }
    let (_serial, _, rest) = element(rest)?;
    let (_algorithm, _, rest) = element(rest)?;
    let (_, issuer, rest) = element(rest)?;
    let (_validity, _, rest) = element(rest)?;
    let (_, subject, _) = element(rest)?;
    Some((issuer, subject))
}

/// One DER element: its tag, its content, and what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x83 => {
            let (length, rest) = rest.split_at_checked(usize::from(first & 0x0f))?;
            let length = length
                .iter()
                .fold(0, |length, byte| length << 8 | usize::from(*byte));
            (length, rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap();
        [&[tag, 0x81, length], content].concat()
    }

    fn certificate(issuer: &[u8], subject: &[u8]) -> Vec<u8> {
        let fields = [
            wrap(0xa0, &[2, 1, 2]),
            wrap(2, &[1]),
            wrap(0x30, &[]),
            wrap(0x30, issuer),
            wrap(0x30, &[]),
            wrap(0x30, subject),
        ];
        wrap(0x30, &wrap(0x30, &fields.concat()))
    }

    #[test]
    fn a_certificate_that_names_itself_is_self_signed() {
        assert!(is_self_signed(&certificate(b"me", b"me")));
        assert!(!is_self_signed(&certificate(b"you", b"me")));
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0..40usize) {
            let _ = is_self_signed(&bytes);
            let whole = certificate(b"me", b"me");
            let _ = is_self_signed(&whole[..whole.len() - cut.min(whole.len())]);
        }
    }
}

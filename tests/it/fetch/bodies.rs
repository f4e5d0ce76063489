//! Bodies: encodings, sizes, transfers that break.

use std::io::Cursor;
use std::time::Duration;

use async_compression::tokio::bufread::{
    BrotliEncoder, DeflateEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder,
};
use jarshy::model::{FailureKind, Validators};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::{body, fails, feed, fetch, fetch_url};
use crate::support::origin::{Origin, Reply};

const TEXT: &[u8] = b"<rss version=\"2.0\"><channel><title>t</title></channel></rss>";

async fn all(mut reader: impl AsyncRead + Unpin) -> Vec<u8> {
    let mut bytes = Vec::new();
    reader
        .read_to_end(&mut bytes)
        .await
        .expect("encoding works");
    bytes
}

async fn pack(encoding: &str, bytes: &[u8]) -> Vec<u8> {
    let from = Cursor::new(bytes);
    match encoding {
        "gzip" => all(GzipEncoder::new(from)).await,
        "zlib" => all(ZlibEncoder::new(from)).await,
        "raw" => all(DeflateEncoder::new(from)).await,
        "br" => all(BrotliEncoder::new(from)).await,
        "zstd" => all(ZstdEncoder::new(from)).await,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn every_encoding_is_read_stacked_ones_and_misnamed_ones_too() {
    let origin = Origin::start().await;
    let gzip = pack("gzip", TEXT).await;
    let two_members = [
        pack("gzip", &TEXT[..9]).await,
        pack("gzip", &TEXT[9..]).await,
    ]
    .concat();
    let two_frames = [
        pack("zstd", &TEXT[..9]).await,
        pack("zstd", &TEXT[9..]).await,
    ]
    .concat();
    let padded = [gzip.clone(), vec![0; 40], b"<!-- served by -->".to_vec()].concat();
    let cases = [
        ("gzip", gzip.clone()),
        ("x-gzip", gzip.clone()),
        ("GZip", gzip.clone()),
        ("deflate", pack("zlib", TEXT).await),
        ("deflate", pack("raw", TEXT).await),
        ("deflate", gzip.clone()),
        ("gzip", pack("zlib", TEXT).await),
        ("br", pack("br", TEXT).await),
        ("zstd", pack("zstd", TEXT).await),
        ("identity", TEXT.to_vec()),
        ("utf-8", TEXT.to_vec()),
        ("gzip, br", pack("br", &gzip).await),
        ("gzip, gzip", pack("gzip", &gzip).await),
        ("deflate, gzip, zstd", {
            let inner = pack("gzip", &pack("zlib", TEXT).await).await;
            pack("zstd", &inner).await
        }),
        // As servers send it.
        ("gzip", two_members),
        ("zstd", two_frames),
        ("gzip", padded),
        ("gzip", TEXT.to_vec()),
        ("", gzip.clone()),
    ];
    for (n, (encoding, packed)) in cases.into_iter().enumerate() {
        let path = format!("/{n}");
        origin.at(
            &path,
            Reply::ok(packed).header("Content-Encoding", encoding),
        );
        let answer = fetch_url(&origin.url(&path)).await;
        assert_eq!(body(&answer.unwrap()), TEXT, "case {n}: {encoding}");
    }
}

#[tokio::test]
async fn a_compressed_document_that_ends_early_or_is_damaged_is_a_failure() {
    let origin = Origin::start().await;
    for (header, packing) in [
        ("gzip", "gzip"),
        ("deflate", "zlib"),
        ("deflate", "raw"),
        ("br", "br"),
        ("zstd", "zstd"),
    ] {
        let whole = pack(packing, TEXT).await;
        for cut in [3, whole.len() / 2, whole.len() - 1] {
            origin.at(
                "/cut",
                Reply::ok(&whole[..cut]).header("Content-Encoding", header),
            );
            let outcome = fetch_url(&origin.url("/cut")).await;
            fails(outcome, FailureKind::Transfer, "compressed");
        }
        let mut damaged = whole.clone();
        let middle = damaged.len() / 2;
        damaged[middle] ^= 0xff;
        damaged[middle + 1] ^= 0xff;
        origin.at(
            "/damaged",
            Reply::ok(damaged).header("Content-Encoding", header),
        );
        let outcome = fetch_url(&origin.url("/damaged")).await;
        // Raw deflate and brotli carry no checksum: damage may pass, but never as the same text.
        match outcome {
            Ok(answer) => assert_ne!(body(&answer), TEXT),
            failure => {
                fails(failure, FailureKind::Transfer, "compressed");
            }
        }
    }
}

#[tokio::test]
async fn bombs_are_defused_at_the_cap() {
    let origin = Origin::start().await;
    let zeros = vec![0; 3 << 20];
    for (n, packing) in ["gzip", "zlib", "br", "zstd"].iter().enumerate() {
        let header = if *packing == "zlib" {
            "deflate"
        } else {
            packing
        };
        let once = pack(packing, &zeros).await;
        let twice = pack(packing, &once).await;
        origin.at(
            &format!("/once{n}"),
            Reply::ok(once).header("Content-Encoding", header),
        );
        let stacked = format!("{header}, {header}");
        origin.at(
            &format!("/twice{n}"),
            Reply::ok(twice).header("Content-Encoding", &stacked),
        );
        for path in [format!("/once{n}"), format!("/twice{n}")] {
            let failure = fails(
                fetch_url(&origin.url(&path)).await,
                FailureKind::TooLarge,
                "1 MiB",
            );
            assert!(failure.bytes <= (1 << 20) + (64 << 10), "{}", failure.bytes);
        }
    }
}

#[tokio::test]
async fn an_endless_body_ends_at_the_cap() {
    let origin = Origin::start().await;
    origin.at("/plain", Reply::status(200).endless(vec![b'x'; 4096]));
    let outcome = fetch_url(&origin.url("/plain")).await;
    fails(outcome, FailureKind::TooLarge, "larger than max_body");
    // Empty gzip members: bytes come in for ever, none comes out.
    let nothing = pack("gzip", b"").await;
    origin.at(
        "/nothing",
        Reply::status(200)
            .header("Content-Encoding", "gzip")
            .endless(nothing),
    );
    let outcome = fetch_url(&origin.url("/nothing")).await;
    fails(outcome, FailureKind::Transfer, "not compressed the way");
    // Empty stored blocks of deflate.
    let blocks = vec![0x00, 0x00, 0x00, 0xff, 0xff];
    origin.at(
        "/blocks",
        Reply::status(200)
            .header("Content-Encoding", "deflate")
            .endless(blocks),
    );
    let outcome = fetch_url(&origin.url("/blocks")).await;
    fails(outcome, FailureKind::TooLarge, "larger than max_body");
}

#[tokio::test]
async fn a_body_of_exactly_the_cap_is_read() {
    let origin = Origin::start().await;
    origin.at("/most", Reply::ok(vec![b'x'; 1 << 20]));
    origin.at("/more", Reply::ok(vec![b'x'; (1 << 20) + 1]));
    assert_eq!(
        fetch_url(&origin.url("/most")).await.unwrap().bytes,
        1 << 20
    );
    fails(
        fetch_url(&origin.url("/more")).await,
        FailureKind::TooLarge,
        "max_body",
    );
}

#[tokio::test]
async fn a_transfer_cut_short_or_garbled_is_never_taken_for_whole() {
    let origin = Origin::start().await;
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (path, reply, words) in [
        (
            "/short",
            Reply::status(200).announcing(500).body(TEXT).then_close(),
            "cut short",
        ),
        (
            "/terabyte",
            Reply::status(200)
                .announcing(1 << 40)
                .body(TEXT)
                .then_close(),
            "cut short",
        ),
        (
            "/chunk",
            Reply::raw(format!("{chunked}100\r\n<rss")),
            "cut short",
        ),
        (
            "/no-end",
            Reply::raw(format!("{chunked}4\r\n<rss\r\n")),
            "cut short",
        ),
        (
            "/no-hex",
            Reply::raw(format!("{chunked}zz\r\n<rss\r\n0\r\n\r\n")),
            "garbled",
        ),
        (
            "/huge",
            Reply::raw(format!("{chunked}fffffffffffffffff\r\n<rss")),
            "garbled",
        ),
    ] {
        origin.at(path, reply);
        let outcome = fetch_url(&origin.url(path)).await;
        let failure = fails(outcome, FailureKind::Transfer, words);
        assert_eq!(failure.http_status, Some(200), "{path}");
    }
}

#[tokio::test]
async fn unknown_encodings_are_named() {
    let origin = Origin::start().await;
    for (written, shown) in [
        ("compress", "compress"),
        ("x-evil\u{7}\u{1b}[31m", "x-evil"),
        ("gzip,gzip,gzip,gzip,gzip", "more than 4"),
    ] {
        let bytes: Vec<u8> = written.bytes().filter(|byte| *byte >= b' ').collect();
        origin.at(
            "/feed",
            Reply::ok(TEXT).header_bytes("Content-Encoding", &bytes),
        );
        let outcome = fetch_url(&origin.url("/feed")).await;
        fails(outcome, FailureKind::Transfer, shown);
    }
}

#[tokio::test]
async fn an_empty_answer_is_no_document() {
    let origin = Origin::start().await;
    origin.at("/empty", Reply::ok(""));
    origin.at("/packed", Reply::ok("").header("Content-Encoding", "gzip"));
    origin.at(
        "/gzipped",
        Reply::ok(pack("gzip", b"").await).header("Content-Encoding", "gzip"),
    );
    for path in ["/empty", "/packed", "/gzipped"] {
        let failure = fails(
            fetch_url(&origin.url(path)).await,
            FailureKind::Empty,
            "empty",
        );
        assert_eq!(failure.http_status, Some(200));
    }
}

#[tokio::test]
async fn a_body_without_a_length_ends_with_the_connection() {
    let origin = Origin::start().await;
    origin.at("/feed", Reply::ok(TEXT).unframed());
    assert_eq!(body(&fetch_url(&origin.url("/feed")).await.unwrap()), TEXT);
    origin.at(
        "/old",
        Reply::raw([b"HTTP/1.0 200 OK\r\n\r\n".as_slice(), TEXT].concat()),
    );
    assert_eq!(body(&fetch_url(&origin.url("/old")).await.unwrap()), TEXT);
}

#[tokio::test]
async fn the_deadline_holds_while_a_body_drips_and_while_it_stands_still() {
    let origin = Origin::start().await;
    origin.at(
        "/drip",
        Reply::status(200).drip(vec![b'x'; 5000], Duration::from_millis(10)),
    );
    origin.at(
        "/stall",
        Reply::status(200).announcing(10).body("abc").then_hang(),
    );
    for path in ["/drip", "/stall"] {
        let mut feed = feed(&origin.url(path));
        feed.request.timeout = Duration::from_millis(300);
        let outcome = fetch(&feed, &Validators::default()).await;
        let failure = fails(
            outcome,
            FailureKind::Timeout,
            "timed out after 0.3 s while reading",
        );
        assert!(failure.bytes > 0);
    }
}

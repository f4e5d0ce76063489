//! Reads a body: takes off the encodings one by one, counts decoded bytes as they come and stops at
//! the cap. Nothing is allocated by what a header claims, and a body cut short is never taken for whole.

use std::io;
use std::pin::Pin;

use async_compression::tokio::bufread::{
    BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder,
};
use async_compression::zstd::DParameter;
use futures_util::TryStreamExt;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncReadExt, BufReader};
use tokio_util::io::StreamReader;

use super::headers::Encoding;
use super::progress::Progress;

/// Read at a time; also what a decoder may write before the count is looked at.
const CHUNK: usize = 16 * 1024;

/// RFC 9659: content coded with zstd needs no window beyond 8 MiB.
const ZSTD_WINDOW_LOG: u32 = 23;

/// Why a body cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum BodyError {
    /// More decoded bytes than allowed.
    #[error("too large")]
    TooLarge,
    /// Framing or connection.
    #[error("broken transfer")]
    Transfer(#[source] io::Error),
    /// The declared encoding does not fit the bytes.
    #[error("broken compression")]
    Encoding(#[source] io::Error),
}

type Source = Pin<Box<dyn AsyncBufRead + Send>>;

/// The decoded bytes of a response, at most `max` of them.
pub(super) async fn read(
    response: reqwest::Response,
    encodings: &[Encoding],
    max: u64,
    progress: &Progress,
) -> Result<Vec<u8>, BodyError> {
    let wire = response
        .bytes_stream()
        .map_err(|error| io::Error::other(Wire(error)));
    let mut source: Source = Box::pin(StreamReader::new(wire));
    for encoding in encodings.iter().rev() {
        source = decoded(source, *encoding).await.map_err(sort)?;
    }
    let mut body = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = source.read(&mut chunk).await.map_err(sort)?;
        if read == 0 {
            return Ok(body);
        }
        body.extend_from_slice(&chunk[..read]);
        progress.read(body.len() as u64);
        if body.len() as u64 > max {
            return Err(BodyError::TooLarge);
        }
        // A decoder that works from its buffer would otherwise never let the deadline fire.
        tokio::task::coop::consume_budget().await;
    }
}

/// An error of the connection, as opposed to one of a decoder above it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Wire(#[source] reqwest::Error);

fn sort(error: io::Error) -> BodyError {
    match error.get_ref() {
        Some(inner) if inner.is::<Wire>() => BodyError::Transfer(error),
        _ => BodyError::Encoding(error),
    }
}

/// Puts a decoder on top. An empty body stays empty: it was announced as packed, and nothing came.
async fn decoded(source: Source, encoding: Encoding) -> io::Result<Source> {
    let (start, source) = peek(source).await?;
    Ok(match (encoding, start.as_slice()) {
        (_, []) => source,
        (Encoding::Gzip, _) => {
            let mut decoder = GzipDecoder::new(source);
            decoder.multiple_members(true);
            buffered(decoder)
        }
        (Encoding::Deflate, &[first, second]) if is_zlib(first, second) => {
            buffered(ZlibDecoder::new(source))
        }
        (Encoding::Deflate, _) => buffered(DeflateDecoder::new(source)),
        (Encoding::Brotli, _) => buffered(BrotliDecoder::new(source)),
        (Encoding::Zstd, _) => {
            let window = DParameter::window_log_max(ZSTD_WINDOW_LOG);
            let mut decoder = ZstdDecoder::with_params(source, &[window]);
            decoder.multiple_members(true);
            buffered(decoder)
        }
    })
}

/// The first two bytes, or fewer at the end, and the whole stream again.
async fn peek(mut source: Source) -> io::Result<(Vec<u8>, Source)> {
    let mut start = Vec::with_capacity(2);
    (&mut source).take(2).read_to_end(&mut start).await?;
    let whole = AsyncReadExt::chain(io::Cursor::new(start.clone()), source);
    Ok((start, Box::pin(whole)))
}

fn buffered(reader: impl AsyncRead + Send + 'static) -> Source {
    Box::pin(BufReader::new(reader))
}

/// RFC 1950: method 8 and a header that is a multiple of 31.
fn is_zlib(first: u8, second: u8) -> bool {
    first & 0x0f == 8 && u16::from_be_bytes([first, second]).is_multiple_of(31)
}

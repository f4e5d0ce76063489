//! Reads a body: takes off the encodings one by one, counts decoded bytes as they come and stops at
//! the cap. Nothing is allocated by what a header claims, a body cut short is never taken for whole,
//! and of large bodies only a few are in memory at a time.

use std::io;

use async_compression::tokio::bufread::{
    BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder,
};
use async_compression::zstd::DParameter;
use futures_util::TryStreamExt;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncReadExt};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::io::StreamReader;

use super::headers::Encoding;
use super::peek::Peek;
use super::progress::{Phase, Progress};

/// Bodies up to this size need no place; nine feeds of ten are below it.
const SMALL: usize = 256 << 10;

/// Bodies up to this size have [`MIDDLE_PLACES`]; hardly a feed is beyond it.
const MIDDLE: usize = 4 << 20;

/// Enough for the long feeds of a newsroom that are all due in the same minute.
const MIDDLE_PLACES: usize = 8;

/// All places for larger bodies together.
const ROOM: u64 = 24 << 20;

/// RFC 9659: content coded with zstd needs no window beyond 8 MiB.
const ZSTD_WINDOW_LOG: u32 = 23;

/// Honest servers send one gzip member; each further one costs a decoder.
const MAX_MEMBERS: usize = 1024;

const GZIP: &[u8] = &[0x1f, 0x8b];

/// Why a body cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum BodyError {
    /// More decoded bytes than allowed.
    #[error("too large")]
    TooLarge,
    /// Framing or connection.
    #[error("broken transfer")]
    Transfer(#[source] reqwest::Error),
    /// The bytes end before the encoding does.
    #[error("compressed stream too short")]
    Short,
    /// The declared encoding does not fit the bytes.
    #[error("broken compression")]
    Encoding,
}

/// How much may be read, and by how many at a time.
pub(super) struct Room {
    most: u64,
    middle: Semaphore,
    large: Semaphore,
    /// One decoder with a large window at a time, over all bodies.
    decoder: Semaphore,
}

impl Room {
    /// For bodies of at most `most` decoded bytes.
    pub(super) fn new(most: u64) -> Room {
        let places = usize::try_from(ROOM / most.max(1)).unwrap_or(1);
        Room {
            most,
            middle: Semaphore::new(MIDDLE_PLACES),
            large: Semaphore::new(places.clamp(1, 64)),
            decoder: Semaphore::new(1),
        }
    }

    pub(super) fn most(&self) -> u64 {
        self.most
    }
}

/// The decoded bytes of a response.
pub(super) async fn read(
    response: reqwest::Response,
    encodings: &[Encoding],
    room: &Room,
    progress: &Progress,
) -> Result<Vec<u8>, BodyError> {
    let mut received = 0;
    let wire = response
        .bytes_stream()
        .map_err(|error| io::Error::other(Wire(error)))
        .and_then(|bytes| {
            received += bytes.len() as u64;
            // A stream that decodes to nothing would otherwise come in for ever.
            let too_much = !encodings.is_empty() && received > room.most;
            std::future::ready(if too_much {
                Err(io::Error::other(TooMuch))
            } else {
                Ok(bytes)
            })
        });
    let mut wire = Peek::new(Box::pin(StreamReader::new(wire)));
    let mut sink = Sink::new(room, progress);
    // Taken off in the reverse order. The windows of brotli and zstd have megabytes: what is packed
    // with them is taken from the wire as it is, so that no slow server can keep one alive.
    let mut packed = encodings.to_vec();
    let streamed = match packed.last() {
        Some(Encoding::Gzip | Encoding::Deflate) => packed.pop(),
        // A file that is gzip in itself, or a transfer that did not say so.
        None if wire.next_two().await.map_err(sort)? == GZIP => Some(Encoding::Gzip),
        Some(Encoding::Brotli | Encoding::Zstd) | None => None,
    };
    sink.take(wire, streamed).await?;
    if !packed.is_empty() {
        // Closed is what these semaphores never are.
        let _decoder = room.decoder.acquire().await;
        sink.from_memory = true;
        for encoding in packed.iter().rev() {
            let packed = std::mem::take(&mut sink.body).into_vec();
            let packed = Peek::new(io::Cursor::new(packed));
            sink.take(packed, Some(*encoding)).await?;
        }
    }
    let body = sink.body.into_vec();
    progress.read(body.len() as u64);
    Ok(body)
}

/// An error of the connection, as opposed to one of a decoder above it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Wire(#[source] reqwest::Error);

/// More encoded bytes than even decoded ones are allowed.
#[derive(Debug, thiserror::Error)]
#[error("too much")]
struct TooMuch;

fn sort(error: io::Error) -> BodyError {
    let kind = error.kind();
    let Some(inner) = error.into_inner() else {
        return match kind {
            io::ErrorKind::UnexpectedEof => BodyError::Short,
            _ => BodyError::Encoding,
        };
    };
    if inner.is::<TooMuch>() {
        return BodyError::TooLarge;
    }
    match inner.downcast::<Wire>() {
        Ok(wire) => BodyError::Transfer(wire.0),
        Err(_) if kind == io::ErrorKind::UnexpectedEof => BodyError::Short,
        Err(_) => BodyError::Encoding,
    }
}

/// Where decoded bytes go.
struct Sink<'a> {
    body: Blocks,
    middle: Option<SemaphorePermit<'a>>,
    large: Option<SemaphorePermit<'a>>,
    /// Nobody is waited for any more: the decoder's permit stands for a place.
    from_memory: bool,
    room: &'a Room,
    progress: &'a Progress,
}

impl<'a> Sink<'a> {
    fn new(room: &'a Room, progress: &'a Progress) -> Sink<'a> {
        Sink {
            body: Blocks::default(),
            middle: None,
            large: None,
            from_memory: false,
            room,
            progress,
        }
    }

    /// Takes one encoding off. What is announced as packed and is empty, or plainly is not, passes
    /// as it is: nothing is lost by reading what is there.
    async fn take<R>(
        &mut self,
        mut from: Peek<R>,
        encoding: Option<Encoding>,
    ) -> Result<(), BodyError>
    where
        R: AsyncBufRead + Unpin,
    {
        let start = from.next_two().await.map_err(sort)?;
        match (encoding, start) {
            (None, _) | (_, []) => self.fill(from).await,
            // The names of these two are mixed up in the wild.
            (Some(Encoding::Gzip | Encoding::Deflate), GZIP) => self.take_gzip(from).await,
            (Some(Encoding::Gzip | Encoding::Deflate), &[first, second])
                if is_zlib(first, second) =>
            {
                self.fill(ZlibDecoder::new(from)).await
            }
            (Some(Encoding::Gzip), _) => self.fill(from).await,
            (Some(Encoding::Deflate), _) => self.fill(DeflateDecoder::new(from)).await,
            (Some(Encoding::Brotli), _) => self.fill(BrotliDecoder::new(from)).await,
            (Some(Encoding::Zstd), _) => {
                let window = DParameter::window_log_max(ZSTD_WINDOW_LOG);
                let mut decoder = ZstdDecoder::with_params(from, &[window]);
                decoder.multiple_members(true);
                self.fill(decoder).await
            }
        }
    }

    /// One member after another (RFC 1952, section 2.2). What follows the last one and is none is
    /// padding or an error page of a proxy; every browser ignores it.
    async fn take_gzip<R>(&mut self, mut from: Peek<R>) -> Result<(), BodyError>
    where
        R: AsyncBufRead + Unpin,
    {
        for _ in 0..MAX_MEMBERS {
            let mut decoder = GzipDecoder::new(from);
            self.fill(&mut decoder).await?;
            from = decoder.into_inner();
            if from.next_two().await.map_err(sort)? != GZIP {
                return Ok(());
            }
        }
        Err(BodyError::Encoding)
    }

    async fn fill(&mut self, mut from: impl AsyncRead + Unpin) -> Result<(), BodyError> {
        loop {
            let read = from.read_buf(self.body.space()).await.map_err(sort)?;
            if read == 0 {
                return Ok(());
            }
            self.body.len += read;
            self.progress.read(self.body.len as u64);
            if self.body.len as u64 > self.room.most {
                return Err(BodyError::TooLarge);
            }
            self.find_place().await;
            // A decoder that works from its buffer would otherwise never let the deadline fire.
            tokio::task::coop::consume_budget().await;
        }
    }

    /// Waits for the place that a body of this size needs. Whoever has one of the larger kind keeps the
    /// smaller, so that nobody waits in a circle.
    async fn find_place(&mut self) {
        if self.from_memory {
            return;
        }
        if self.body.len > SMALL && self.middle.is_none() {
            self.progress.enter(Phase::Crowded);
            self.middle = self.room.middle.acquire().await.ok();
        }
        if self.body.len > MIDDLE && self.large.is_none() {
            self.progress.enter(Phase::Crowded);
            self.large = self.room.large.acquire().await.ok();
        }
        self.progress.enter(Phase::Reading);
    }
}

/// Bytes in blocks: one vector that grows would be copied on its way and leave holes of every size in
/// the heap, which with dozens of bodies at a time are most of the process's memory.
#[derive(Default)]
struct Blocks {
    blocks: Vec<Vec<u8>>,
    len: usize,
}

impl Blocks {
    const FIRST: usize = 16 << 10;
    const LATER: usize = 64 << 10;

    /// A block with room in it; what is read into it is added to `len` by the caller.
    fn space(&mut self) -> &mut Vec<u8> {
        let full = self
            .blocks
            .last()
            .is_none_or(|block| block.len() == block.capacity());
        if full {
            let size = if self.blocks.is_empty() {
                Self::FIRST
            } else {
                Self::LATER
            };
            self.blocks.push(Vec::with_capacity(size));
        }
        self.blocks.last_mut().expect("a block was pushed")
    }

    fn into_vec(mut self) -> Vec<u8> {
        if self.blocks.len() == 1 {
            let mut only = self.blocks.remove(0);
            only.shrink_to_fit();
            return only;
        }
        let mut whole = Vec::with_capacity(self.len);
        for block in self.blocks {
            whole.extend_from_slice(&block);
        }
        whole
    }
}

/// RFC 1950: method 8 and a header that is a multiple of 31.
fn is_zlib(first: u8, second: u8) -> bool {
    first & 0x0f == 8 && u16::from_be_bytes([first, second]).is_multiple_of(31)
}

//! A reader whose first bytes can be looked at before it is decided how to decode it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncBufRead, AsyncRead, AsyncReadExt, ReadBuf};

/// Reads the bytes that were looked at again, then the rest. Looking twice does not nest.
pub(super) struct Peek<R> {
    ahead: Vec<u8>,
    rest: R,
}

impl<R: AsyncBufRead + Unpin> Peek<R> {
    pub(super) fn new(rest: R) -> Peek<R> {
        Peek {
            ahead: Vec::new(),
            rest,
        }
    }

    /// The next two bytes; fewer at the end.
    pub(super) async fn next_two(&mut self) -> io::Result<&[u8]> {
        while self.ahead.len() < 2 {
            match self.rest.read_u8().await {
                Ok(byte) => self.ahead.push(byte),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
                Err(error) => return Err(error),
            }
        }
        Ok(&self.ahead)
    }
}

impl<R: AsyncBufRead + Unpin> AsyncBufRead for Peek<R> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        if this.ahead.is_empty() {
            return Pin::new(&mut this.rest).poll_fill_buf(cx);
        }
        Poll::Ready(Ok(&this.ahead))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        if this.ahead.is_empty() {
            Pin::new(&mut this.rest).consume(amount);
        } else {
            this.ahead.drain(..amount);
        }
    }
}

impl<R: AsyncBufRead + Unpin> AsyncRead for Peek<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let available = ready!(self.as_mut().poll_fill_buf(cx))?;
        let amount = available.len().min(into.remaining());
        into.put_slice(&available[..amount]);
        self.consume(amount);
        Poll::Ready(Ok(()))
    }
}

//! A web server that does what it is told, well or badly, and remembers every byte it was asked.
//!
//! ```text
//! let origin = Origin::start().await;
//! origin.at("/feed", Reply::ok("<rss/>").header("ETag", "\"1\""));
//! ... poll origin.url("/feed") ...
//! assert_eq!(origin.requests().len(), 1);
//! ```
//!
//! It speaks raw TCP (or TLS), so that an answer can be cut short, dripped, hung or garbled. Paths
//! without a script answer 404. Dropping it closes the port and every connection.

#![allow(
    dead_code,
    reason = "each test module uses its own part of the toolbox"
)]

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// The origin; its scripts may change while it runs.
pub(crate) struct Origin {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
    // Aborts the listener and its connections when dropped.
    _tasks: JoinSet<()>,
}

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// `GET`.
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    /// Names as written, values as latin-1, in order.
    pub(crate) headers: Vec<(String, String)>,
    /// The head, byte for byte, without the empty line that ends it.
    pub(crate) head: Vec<u8>,
    /// Which connection it came on, counted from 0.
    pub(crate) connection: usize,
}

/// One answer.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    head: Vec<u8>,
    framed: bool,
    steps: Vec<Step>,
    /// Answer 304 without a body when the request's condition names this entity tag.
    conditional: bool,
}

#[derive(Debug, Clone)]
enum Step {
    Send(Vec<u8>),
    Drip { bytes: Vec<u8>, pause: Duration },
    Endless(Vec<u8>),
    Hang,
    Close,
}

#[derive(Default)]
struct Shared {
    scripts: Mutex<HashMap<String, VecDeque<Reply>>>,
    requests: Mutex<Vec<Request>>,
    /// Told of each request.
    came: tokio::sync::Notify,
    connections: Mutex<usize>,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl Origin {
    /// On a free port of 127.0.0.1.
    pub(crate) async fn start() -> Origin {
        Origin::start_at("127.0.0.1:0").await
    }

    /// On a given address; port 0 picks a free one.
    pub(crate) async fn start_at(address: &str) -> Origin {
        Origin::listen(address, None).await
    }

    /// With TLS, on a free port of 127.0.0.1.
    pub(crate) async fn start_tls(config: rustls::ServerConfig) -> Origin {
        Origin::listen("127.0.0.1:0", Some(config)).await
    }

    async fn listen(address: &str, tls: Option<rustls::ServerConfig>) -> Origin {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        let shared = Arc::new(Shared::default());
        let scheme = if tls.is_some() { "https" } else { "http" };
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, Arc::clone(&shared), tls));
        Origin {
            address,
            scheme,
            shared,
            _tasks: tasks,
        }
    }

    /// Answers this path (query included) the same way from now on.
    pub(crate) fn at(&self, path: &str, reply: Reply) {
        self.script(path, [reply]);
    }

    /// Answers this path one reply after another; the last one stays.
    pub(crate) fn script(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        lock(&self.shared.scripts).insert(path.to_owned(), replies.into_iter().collect());
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every request so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// The requests for one path, in order.
    pub(crate) fn requests_for(&self, path: &str) -> Vec<Request> {
        let mut requests = self.requests();
        requests.retain(|request| request.target == path);
        requests
    }

    /// Waits until this many requests for one path have come.
    pub(crate) async fn requested(&self, path: &str, times: usize) {
        let wait = async {
            loop {
                let came = self.shared.came.notified();
                tokio::pin!(came);
                came.as_mut().enable();
                if self.requests_for(path).len() >= times {
                    return;
                }
                came.await;
            }
        };
        let limit = Duration::from_secs(60);
        let waited = tokio::time::timeout(limit, wait).await;
        waited.unwrap_or_else(|_| panic!("{path} was not requested {times} times"));
    }

    /// The last request; panics when there was none.
    pub(crate) fn last_request(&self) -> Request {
        self.requests().pop().expect("a request came")
    }

    /// Connections accepted so far.
    pub(crate) fn connections(&self) -> usize {
        *lock(&self.shared.connections)
    }
}

impl Request {
    /// A header's value; panics when it came twice.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} came twice");
        value
    }
}

impl Reply {
    /// 200 with this body.
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Reply {
        Reply::status(200).body(body)
    }

    /// A status without a body.
    pub(crate) fn status(status: u16) -> Reply {
        Reply {
            head: format!("HTTP/1.1 {status} Scripted\r\n").into_bytes(),
            framed: !matches!(status, 204 | 304),
            steps: Vec::new(),
            conditional: false,
        }
    }

    /// A redirect.
    pub(crate) fn redirect(status: u16, location: &str) -> Reply {
        Reply::status(status).header("Location", location)
    }

    /// Exactly these bytes, and what is added to them; then the connection is closed.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Reply {
        Reply {
            head: Vec::new(),
            framed: false,
            steps: vec![Step::Send(bytes.into())],
            conditional: false,
        }
    }

    /// The request is read and never answered.
    pub(crate) fn hang() -> Reply {
        Reply {
            head: Vec::new(),
            framed: false,
            steps: vec![Step::Hang],
            conditional: false,
        }
    }

    /// Adds a header.
    pub(crate) fn header(self, name: &str, value: &str) -> Reply {
        self.header_bytes(name, value.as_bytes())
    }

    /// Adds a header whose value need not be text.
    pub(crate) fn header_bytes(mut self, name: &str, value: &[u8]) -> Reply {
        self.head.extend_from_slice(name.as_bytes());
        self.head.extend_from_slice(b": ");
        self.head.extend_from_slice(value);
        self.head.extend_from_slice(b"\r\n");
        self
    }

    /// The body, announced with Content-Length unless [`Reply::unframed`].
    pub(crate) fn body(mut self, bytes: impl Into<Vec<u8>>) -> Reply {
        self.steps.push(Step::Send(bytes.into()));
        self
    }

    /// With an `ETag`, and 304 for requests that name it.
    pub(crate) fn conditional(mut self, etag: &str) -> Reply {
        self.conditional = true;
        self.header("ETag", etag)
    }

    /// No Content-Length is added; the body ends with the connection.
    pub(crate) fn unframed(mut self) -> Reply {
        self.framed = false;
        self.steps.push(Step::Close);
        self
    }

    /// The body one byte at a time with this pause between.
    pub(crate) fn drip(mut self, bytes: impl Into<Vec<u8>>, pause: Duration) -> Reply {
        self.steps.push(Step::Drip {
            bytes: bytes.into(),
            pause,
        });
        self
    }

    /// Then these bytes over and over, until the client has had enough.
    pub(crate) fn endless(mut self, bytes: impl Into<Vec<u8>>) -> Reply {
        self.framed = false;
        self.steps.push(Step::Endless(bytes.into()));
        self
    }

    /// Then nothing more, with the connection open.
    pub(crate) fn then_hang(mut self) -> Reply {
        self.steps.push(Step::Hang);
        self
    }

    /// Then the connection is closed, whatever was announced.
    pub(crate) fn then_close(mut self) -> Reply {
        self.steps.push(Step::Close);
        self
    }

    /// Announces a body of this size, whatever comes.
    pub(crate) fn announcing(mut self, bytes: usize) -> Reply {
        self.framed = false;
        self.header("Content-Length", &bytes.to_string())
    }

    fn for_request(&self, request: &Request) -> Reply {
        let etag = self
            .conditional
            .then(|| request.header("If-None-Match"))
            .flatten();
        let head = String::from_utf8_lossy(&self.head).into_owned();
        match etag {
            Some(etag) if head.contains(&format!("ETag: {etag}\r\n")) => {
                Reply::status(304).header("ETag", etag)
            }
            _ => self.clone(),
        }
    }

    fn bytes_of_head(&self) -> Vec<u8> {
        if self.head.is_empty() {
            return Vec::new();
        }
        let mut head = self.head.clone();
        if self.framed {
            let length: usize = self
                .steps
                .iter()
                .map(|step| match step {
                    Step::Send(bytes) | Step::Drip { bytes, .. } => bytes.len(),
                    Step::Endless(_) | Step::Hang | Step::Close => 0,
                })
                .sum();
            head.extend_from_slice(format!("Content-Length: {length}\r\n").as_bytes());
        }
        head.extend_from_slice(b"\r\n");
        head
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, tls: Option<rustls::ServerConfig>) {
    let tls = tls.map(|config| tokio_rustls::TlsAcceptor::from(Arc::new(config)));
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            return;
        };
        let number = {
            let mut count = lock(&shared.connections);
            *count += 1;
            *count - 1
        };
        let (shared, tls) = (Arc::clone(&shared), tls.clone());
        connections.spawn(async move {
            let mut stream: Box<dyn Stream> = match tls {
                None => Box::new(stream),
                // A client that refuses the certificate is what some tests are about.
                Some(tls) => match tls.accept(stream).await {
                    Ok(stream) => Box::new(stream),
                    Err(_) => return,
                },
            };
            // A client that leaves in the middle of an answer is no error either.
            let _ = serve(&mut *stream, &shared, number).await;
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: &mut dyn Stream, shared: &Shared, connection: usize) -> std::io::Result<()> {
    while let Some(request) = read_request(stream, connection).await? {
        let reply = {
            let mut scripts = lock(&shared.scripts);
            match scripts.get_mut(&request.target) {
                Some(replies) if replies.len() > 1 => replies.pop_front(),
                Some(replies) => replies.front().cloned(),
                None => None,
            }
        };
        let reply = reply
            .unwrap_or_else(|| Reply::status(404))
            .for_request(&request);
        lock(&shared.requests).push(request);
        shared.came.notify_waiters();
        stream.write_all(&reply.bytes_of_head()).await?;
        for step in &reply.steps {
            match step {
                Step::Send(bytes) => stream.write_all(bytes).await?,
                Step::Drip { bytes, pause } => {
                    for byte in bytes {
                        stream.write_all(&[*byte]).await?;
                        stream.flush().await?;
                        tokio::time::sleep(*pause).await;
                    }
                }
                Step::Endless(bytes) => loop {
                    stream.write_all(bytes).await?;
                },
                Step::Hang => {
                    stream.flush().await?;
                    std::future::pending::<()>().await;
                }
                Step::Close => {
                    stream.flush().await?;
                    return stream.shutdown().await;
                }
            }
        }
        stream.flush().await?;
        if reply.head.is_empty() {
            return stream.shutdown().await;
        }
    }
    Ok(())
}

async fn read_request(
    stream: &mut dyn Stream,
    connection: usize,
) -> std::io::Result<Option<Request>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        assert!(head.len() < 1 << 20, "a request of a megabyte");
    }
    head.truncate(head.len() - 4);
    let text: String = head.iter().map(|byte| char::from(*byte)).collect();
    let mut lines = text.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    Ok(Some(Request {
        method: first.next().unwrap_or_default().to_owned(),
        target: first.next().unwrap_or_default().to_owned(),
        headers,
        head,
        connection,
    }))
}

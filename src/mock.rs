//! A folder of articles served as RSS 2.0, Atom and JSON Feed on loopback: behind `mock-feed`, behind
//! `demo`, and the origin of many tests. In flow [`Articles`] (where the texts come from), out flow three
//! documents that tell the same articles under the same links and under different ids, as a publisher
//! with three feeds does. Changed files are served as soon as they change; while they cannot be read,
//! the last good state is served and the log says why.
//!
//! # The form of an article file
//!
//! ```text
//! EU and Kazakhstan prepare a climate conference      headline, the only line that must be there
//! Catherine Feore                                     byline
//! EU Reporter                                         outlet
//! 2021-05-11T09:30:00Z                                date, ISO 8601, with or without a time
//!
//! The first paragraph.
//!
//! Paragraphs are separated by blank lines.
//! ```
//!
//! Byline, outlet and date may each be absent. A line that reads as a date is the date wherever it
//! stands; of the other two the byline comes first. Without a date the file's modification time counts.
//!
//! A file may also hold a whole collection: articles one after another, each ended by a line
//! `Continue Reading`. In it the byline may stand in a block of its own, below the headline and a blank
//! line, and lines of navigation before or after an article are passed over. Each undated article of a
//! collection is one hour older than the one above it.

mod answer;
mod articles;
mod form;
mod render;
mod shelf;

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use articles::{Articles, ArticlesError};
pub use form::Article;
use shelf::{Edition, Shelf};

/// How long open connections may take to finish once the server is asked to stop.
const GRACE: Duration = Duration::from_secs(1);

/// A mock feed that is being served in the background until it is stopped or dropped.
#[derive(Debug)]
pub struct MockFeed {
    /// Where it listens: the real port, also when port 0 was asked for.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<io::Result<()>>,
}

impl MockFeed {
    /// Binds `listen` and serves `articles` on it. Fails when the address cannot be bound or the
    /// articles cannot be read (the error is then an [`ArticlesError`] inside the I/O error).
    pub async fn start(listen: SocketAddr, articles: Articles) -> io::Result<MockFeed> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let shelf = open(articles, address).await?;
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve_shelf(listener, shelf, async {
            // A dropped handle stops the server as well, so both outcomes mean the same.
            let _ = stopped.await;
        }));
        Ok(MockFeed {
            address,
            stop,
            served,
        })
    }

    /// The three feed addresses: RSS, Atom, JSON Feed.
    pub fn urls(&self) -> [String; 3] {
        urls(self.address)
    }

    /// Stops serving and waits until the last connection is closed.
    pub async fn stop(self) -> io::Result<()> {
        drop(self.stop);
        self.served.await.map_err(io::Error::other)?
    }
}

/// Serves `articles` on `listener` until `shutdown` comes. Fails at once when the articles cannot be
/// read; later, while they cannot be read, it goes on serving what it read last.
pub async fn serve(
    listener: TcpListener,
    articles: Articles,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    let shelf = open(articles, address).await?;
    serve_shelf(listener, shelf, shutdown).await
}

/// The feed addresses of a mock feed that listens on `address`: RSS, Atom, JSON Feed.
pub fn urls(address: SocketAddr) -> [String; 3] {
    let base = base(address);
    [
        format!("{base}/rss.xml"),
        format!("{base}/atom.xml"),
        format!("{base}/feed.json"),
    ]
}

/// The scheme, host and port of every link, without a slash at the end. A server that listens on all
/// addresses names loopback, since nobody can fetch from `0.0.0.0`.
fn base(address: SocketAddr) -> String {
    let host = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(host, address.port()))
}

async fn open(articles: Articles, address: SocketAddr) -> io::Result<Arc<Shelf>> {
    let base = base(address);
    blocking(move || Shelf::open(articles, base))
        .await?
        .map(Arc::new)
        .map_err(io::Error::other)
}

async fn serve_shelf(
    listener: TcpListener,
    shelf: Arc<Shelf>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = Router::new()
        .route("/", get(index))
        .route("/rss.xml", get(rss))
        .route("/atom.xml", get(atom))
        .route("/feed.json", get(json))
        .route("/articles/{slug}", get(article))
        .with_state(shelf);
    let (asked, when_asked) = oneshot::channel();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        shutdown.await;
        // The receiver is gone only when the server has ended, and then nobody waits for this.
        let _ = asked.send(());
    });
    // A client that reads slowly or never must not keep the server from stopping.
    let out_of_patience = async {
        if when_asked.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving.into_future() => served,
        () = out_of_patience => Ok(()),
    }
}

async fn rss(State(shelf): State<Arc<Shelf>>, headers: HeaderMap) -> Response {
    match edition(shelf).await {
        Ok(edition) => answer::document(&edition.rss, &headers),
        Err(refused) => refused,
    }
}

async fn atom(State(shelf): State<Arc<Shelf>>, headers: HeaderMap) -> Response {
    match edition(shelf).await {
        Ok(edition) => answer::document(&edition.atom, &headers),
        Err(refused) => refused,
    }
}

async fn json(State(shelf): State<Arc<Shelf>>, headers: HeaderMap) -> Response {
    match edition(shelf).await {
        Ok(edition) => answer::document(&edition.json, &headers),
        Err(refused) => refused,
    }
}

async fn index(State(shelf): State<Arc<Shelf>>, headers: HeaderMap) -> Response {
    match edition(shelf).await {
        Ok(edition) => answer::document(&edition.index, &headers),
        Err(refused) => refused,
    }
}

async fn article(
    State(shelf): State<Arc<Shelf>>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response {
    match edition(shelf).await {
        Ok(edition) => match edition.page(&slug) {
            Some(page) => answer::document(&page, &headers),
            None => (StatusCode::NOT_FOUND, "no such article\n").into_response(),
        },
        Err(refused) => refused,
    }
}

async fn edition(shelf: Arc<Shelf>) -> Result<Arc<Edition>, Response> {
    blocking(move || shelf.latest())
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Reading files may take its time and must not hold up the other connections.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feed_addresses_name_a_host_that_can_be_fetched_from() {
        let urls_of = |address: &str| urls(address.parse().unwrap());
        assert_eq!(
            urls_of("127.0.0.1:8080"),
            [
                "http://127.0.0.1:8080/rss.xml",
                "http://127.0.0.1:8080/atom.xml",
                "http://127.0.0.1:8080/feed.json"
            ]
        );
        assert_eq!(urls_of("0.0.0.0:1")[0], "http://127.0.0.1:1/rss.xml");
        assert_eq!(urls_of("[::]:1")[0], "http://[::1]:1/rss.xml");
    }
}

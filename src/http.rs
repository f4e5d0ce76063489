//! The status page: GET only, for whoever sits at this machine. Checks the Host header, so that no
//! web page elsewhere can read it through a rebound name. Sends no script and allows none.

mod page;

use std::future::Future;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

use crate::status::Status;
use crate::store::Store;

/// Serves until `shutdown` completes.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    store: Store,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let address = listener.local_addr()?;
    let router = Router::new()
        .route("/", get(overview))
        .route("/healthz", get(async || "ok\n"))
        .layer(middleware::from_fn(move |request, next| {
            guard(address, request, next)
        }))
        .with_state(store);
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await
}

async fn overview(State(store): State<Store>) -> Response {
    match Status::gather(&store).await {
        Ok(status) => Html(page::render(&status)).into_response(),
        Err(error) => {
            tracing::warn!(%error, "the status page could not ask the store");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the store cannot answer now\n",
            )
                .into_response()
        }
    }
}

/// Refuses names that are not ours, and locks the page down.
async fn guard(address: SocketAddr, request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    if !is_ours(host, address) {
        return (
            StatusCode::MISDIRECTED_REQUEST,
            "ask for this page by address, or as localhost\n",
        )
            .into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-store");
    response
}

/// An address literal cannot be rebound; of names only `localhost` is known to be this machine.
fn is_ours(host: &str, address: SocketAddr) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host, Some(80)),
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    port == Some(address.port())
        && (name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_answered() {
        let address: SocketAddr = "127.0.0.1:8437".parse().unwrap();
        let cases = [
            ("127.0.0.1:8437", true),
            ("localhost:8437", true),
            ("[::1]:8437", true),
            ("news.example:8437", false),
            ("127.0.0.1.news.example:8437", false),
            ("localhost:80", false),
            ("localhost", false),
            ("", false),
        ];
        for (host, expected) in cases {
            assert_eq!(is_ours(host, address), expected, "{host}");
        }
    }
}

//! Connections: accepted, answered, and ended when they take too long. Nobody keeps a place by being slow.

use crate::guard::{Peer, guard};
use crate::page::read::BODY_MAX;
use crate::site::Site;
use crate::{asset, mcp, openapi, page, reader::Reader, route, settings::Settings};
use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::Service;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// Connections at a time; further ones wait.
const CONNECTIONS_MAX: usize = 512;

/// Time to send the head of a request, also of the next one on a connection that stays.
const HEAD_TIME_MAX: Duration = Duration::from_secs(20);

/// Time between two pieces of a body that is sent to us.
const BODY_TIME_MAX: Duration = Duration::from_secs(10);

/// Time until an answer begins. Reading a long text takes longest.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(60);

/// Time in which somebody who gets an answer must take some of it.
const WRITE_TIME_MAX: Duration = Duration::from_secs(30);

/// Bytes of the head of a request.
const HEAD_BYTES_MAX: usize = 32 << 10;

/// Answers requests on this listener until `stop` comes.
pub fn serve(
    listener: std::net::TcpListener,
    archive: &Path,
    reader: Arc<dyn Reader>,
    settings: Settings,
    stop: tokio::sync::oneshot::Receiver<()>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let site = Arc::new(Site::new(archive, reader, settings)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    listener.set_nonblocking(true)?;
    let done = runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        tokio::select! {
            () = accept(listener, router(site)) => {}
            _ = stop => {}
        }
        Ok(())
    });
    // Answers that are being sent end here; nothing is written that could be lost.
    runtime.shutdown_background();
    done
}

/// Every address with what answers it.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new()
        .route("/assets/{name}", get(asset::get))
        .route_service("/mcp", mcp::service(site.clone()))
        .route("/api/openapi.json", get(openapi::get))
        .route("/api/read", post(page::read::api))
        .route("/read", post(page::read::form).get(page::read::empty));
    for route in route::ROUTES {
        router = route.mount(router);
    }
    router
        .fallback(page::nothing)
        .method_not_allowed_fallback(page::method)
        .with_state(site.clone())
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(RequestBodyTimeoutLayer::new(BODY_TIME_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_TIME_MAX))
        .layer(axum::middleware::from_fn_with_state(site, guard))
}

async fn accept(listener: TcpListener, router: Router) {
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, mostly; it passes when connections end.
                eprintln!("hearsay: a connection could not be accepted: {error}");
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer.ip()));
            router.clone().call(request)
        });
        tokio::spawn(async move {
            let mut stream = tokio_io_timeout::TimeoutStream::new(stream);
            stream.set_write_timeout(Some(WRITE_TIME_MAX));
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIME_MAX)
                .max_buf_size(HEAD_BYTES_MAX)
                .serve_connection(TokioIo::new(Box::pin(stream)), service)
                .await;
            drop(place);
        });
    }
}

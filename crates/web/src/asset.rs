//! Style and scripts: inside the program, under names that change with their content, so that browsers may keep them for ever.

use crate::article::widths;
use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::hash::Hasher;
use std::sync::LazyLock;

/// A file that pages fetch.
pub struct Asset {
    /// `style.0f3a5c7e.css`
    pub name: String,
    media_type: &'static str,
    body: Bytes,
}

/// The style of all pages.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let parts = [
        include_str!("../assets/base.css"),
        include_str!("../assets/article.css"),
        include_str!("../assets/site.css"),
        &widths(),
    ];
    asset("style", "css", "text/css; charset=utf-8", parts.concat())
});

/// Keys and brushing; every page works without.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = include_str!("../assets/site.js").to_string();
    asset("site", "js", "text/javascript; charset=utf-8", script)
});

/// The picture in the browser's tab.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| asset("icon", "svg", "image/svg+xml", include_str!("../assets/icon.svg").to_string()));

fn asset(name: &str, ending: &str, media_type: &'static str, body: String) -> Asset {
    let mut hash = rustc_hash::FxHasher::default();
    hash.write(body.as_bytes());
    Asset { name: format!("{name}.{:016x}.{ending}", hash.finish()), media_type, body: Bytes::from(body) }
}

/// `/assets/{name}`
pub async fn get(Path(name): Path<String>) -> Response {
    match [&STYLE, &SCRIPT, &ICON].into_iter().find(|asset| asset.name == name) {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, asset.media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, asset.body.clone()).into_response()
        }
        None => Problem::missing("there is no such file; reload the page that asked for it").into_response(),
    }
}

//! Who may ask, and what every answer is sent with. All of it happens before anything is looked up.

use crate::escape::encode;
use crate::problem::Problem;
use crate::site::Site;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use subtle::ConstantTimeEq;

/// Nothing is run, shown or sent anywhere but what this server gives under its own names.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The cookie that a browser gets for the token.
const COOKIE: &str = "hearsay";

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// How often each address may ask.
pub struct Rate {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    n_asked: AtomicU32,
}

impl Rate {
    /// So many requests a minute, a quarter of them at once. At least one.
    pub fn new(per_minute: u32) -> Rate {
        let most = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(per_minute / 4).unwrap_or(NonZeroU32::MIN);
        let limiter = RateLimiter::keyed(Quota::per_minute(most).allow_burst(burst));
        Rate { limiter, n_asked: AtomicU32::new(0) }
    }

    fn allows(&self, address: IpAddr) -> bool {
        // Addresses that have not asked for a while are forgotten.
        if self.n_asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(10_000) {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&network(address)).is_ok()
    }
}

/// Somebody who has one IPv6 address has all of its network.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & !0_u128 << 64).into()),
        v4 => v4,
    }
}

/// Lets a request in or answers it with a problem; and puts the headers on every answer.
pub async fn guard(
    State(site): State<Arc<Site>>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match admitted(&site, peer, request.method(), request.uri(), request.headers()) {
        Ok(None) => next.run(request).await,
        Ok(Some(redirect)) => redirect,
        Err(problem) => crate::page::problem(&site, problem, request.uri(), request.headers()),
    };
    protect(response.headers_mut());
    response
}

/// Whether a request may be answered; a redirect for one that brought its token in the address.
fn admitted(
    site: &Site,
    peer: IpAddr,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Option<Response>, Problem> {
    let refused = |status, detail: &str| Err(Problem { status, detail: detail.to_string() });
    if site.settings.local_only && !host(uri, headers).is_some_and(is_local_name) {
        return refused(
            StatusCode::MISDIRECTED_REQUEST,
            "this server answers on this machine only: to localhost or 127.0.0.1",
        );
    }
    if site.rate.as_ref().is_some_and(|rate| !rate.allows(peer)) {
        return refused(StatusCode::TOO_MANY_REQUESTS, "too many requests from this address; slow down");
    }
    if !matches!(*method, Method::GET | Method::HEAD) && is_from_elsewhere(uri, headers) {
        return refused(StatusCode::FORBIDDEN, "a page of another site may not ask this");
    }
    let Some(token) = &site.settings.token else { return Ok(None) };
    let is_it = |given: &str| bool::from(given.as_bytes().ct_eq(token.as_bytes()));
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
    if bearer.is_some_and(is_it) || cookie(headers).is_some_and(is_it) {
        return Ok(None);
    }
    let (given, rest) = token_in(uri);
    match given {
        Some(given) if is_it(&given) && method == Method::GET => {
            let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000");
            let location = format!("{}{rest}", uri.path());
            let mut response = StatusCode::SEE_OTHER.into_response();
            for (name, value) in [(header::SET_COOKIE, cookie), (header::LOCATION, location)] {
                let value =
                    HeaderValue::from_str(&value).map_err(|_| Problem::asked("the address is not sound"))?;
                response.headers_mut().insert(name, value);
            }
            Ok(Some(response))
        }
        _ => refused(
            StatusCode::UNAUTHORIZED,
            "a token is wanted: open the address that was shown when the server was started, or send `Authorization: Bearer …`",
        ),
    }
}

/// The token of the address, and the query without it.
fn token_in(uri: &Uri) -> (Option<String>, String) {
    let parts = uri.query().unwrap_or("").split('&').filter(|part| !part.is_empty());
    let (tokens, rest): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.starts_with("token="));
    let given = tokens
        .first()
        .and_then(|part| part.strip_prefix("token="))
        .map(|value| percent_encoding::percent_decode_str(value).decode_utf8_lossy().to_string());
    (given, if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) })
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}

/// Host and port as the request names them.
fn host<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let named = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    named.or_else(|| uri.authority().map(|authority| authority.as_str()))
}

fn is_local_name(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(""),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(crate::settings::is_loopback)
}

/// Whether a browser sent this for a page of another site.
fn is_from_elsewhere(uri: &Uri, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let named = origin.split_once("://").map(|(_, rest)| rest);
            named.is_none() || named != host(uri, headers)
        }
        (None, None) => false,
    }
}

/// The headers that keep a browser from doing anything but showing the page.
fn protect(headers: &mut HeaderMap) {
    let all = [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in all {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// The address under which a browser gets in: with the token, which it then keeps as a cookie.
pub fn entrance(base: &str, token: Option<&str>) -> String {
    match token {
        Some(token) => format!("{base}/?token={}", encode(token)),
        None => format!("{base}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine() {
        for local in ["localhost", "localhost:8017", "127.0.0.1:8017", "127.9.9.9", "[::1]:8017", "LOCALHOST"]
        {
            assert!(is_local_name(local), "{local}");
        }
        for other in
            ["", "example.org", "127.0.0.1.example.org", "localhost.example.org:80", "[::2]", "192.168.1.1"]
        {
            assert!(!is_local_name(other), "{other}");
        }
    }

    #[test]
    fn pages_of_other_sites() {
        let uri = Uri::from_static("/api/read");
        let asked = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            is_from_elsewhere(&uri, &headers)
        };
        assert!(!asked(&[("host", "localhost:1")]));
        assert!(!asked(&[("host", "localhost:1"), ("origin", "http://localhost:1")]));
        assert!(asked(&[("host", "localhost:1"), ("origin", "http://localhost:2")]));
        assert!(asked(&[("host", "localhost:1"), ("origin", "null")]));
        assert!(asked(&[("host", "localhost:1"), ("sec-fetch-site", "same-site")]));
        assert!(!asked(&[("host", "localhost:1"), ("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn the_token_leaves_the_address() {
        let (given, rest) = token_in(&Uri::from_static("/events?type=AID&token=a%20b&limit=3"));
        assert_eq!((given.as_deref(), rest.as_str()), (Some("a b"), "?type=AID&limit=3"));
    }
}

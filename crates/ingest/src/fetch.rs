//! A URL to bytes: one polite request, within limits, to public addresses only.

use crate::address::is_public;
use crate::charset::declared_in_header;
use crate::limits::*;
use crate::{Options, Reason};
use encoding_rs::Encoding;
use std::io::Read;
use std::net::IpAddr;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, ResponseExt};

/// What a server answered.
pub struct Fetched {
    /// Where it came from in the end, after redirects.
    pub url: String,
    /// The body, unpacked.
    pub bytes: Vec<u8>,
    /// The charset of its Content-Type header.
    pub charset: Option<&'static Encoding>,
    /// Its Content-Type without parameters, in lower case; empty if it has none.
    pub media_type: String,
    /// What to send the next time, to get it only if it has changed.
    pub stamp: Stamp,
}

/// How a server marks one state of a page: its ETag and Last-Modified headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// ETag.
    pub etag: Option<String>,
    /// Last-Modified.
    pub modified: Option<String>,
}

/// Gets a page over http or https. Every address that a name resolves to, at the start and after each
/// redirect, is checked before a connection is made; proxies of the environment are not used, because
/// behind one the check would look at the wrong address.
pub fn fetch(url: &str, options: &Options) -> Result<Fetched, Reason> {
    // Nobody asked for anything but the page, so a server that says it has not changed makes a mistake.
    fetch_changed(url, &Stamp::default(), options)?.ok_or(Reason::Status(304))
}

/// As [`fetch`]; none if the page has not changed since it was marked with `stamp`.
pub fn fetch_changed(url: &str, stamp: &Stamp, options: &Options) -> Result<Option<Fetched>, Reason> {
    let parsed = url::Url::parse(url).map_err(|error| Reason::Url(error.to_string()))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(Reason::Scheme);
    }
    let config = Agent::config_builder()
        .user_agent(concat!("hearsay/", env!("CARGO_PKG_VERSION")))
        .accept("text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1")
        .proxy(None)
        .max_redirects(REDIRECTS_MAX)
        .max_redirects_will_error(true)
        .timeout_global(Some(FETCH_TIME_MAX))
        .timeout_connect(Some(CONNECT_TIME_MAX))
        .build();
    let resolver = Guard { inner: DefaultResolver::default(), allow_private: options.allow_private };
    let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
    let mut request = agent.get(parsed.as_str());
    for (header, value) in [("if-none-match", &stamp.etag), ("if-modified-since", &stamp.modified)] {
        if let Some(value) = value {
            request = request.header(header, value);
        }
    }
    let answer = request.call().map_err(reason)?;
    if answer.status().as_u16() == 304 {
        return Ok(None);
    }
    let header =
        |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(String::from);
    let stamp = Stamp { etag: header("etag"), modified: header("last-modified") };
    if answer.body().content_length().is_some_and(|n| n > FETCH_BYTES_MAX as u64) {
        return Err(Reason::AnswerTooLarge);
    }
    let url = answer.get_uri().to_string();
    let content_type =
        answer.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or("").to_string();
    let mut bytes = Vec::new();
    let mut body = answer.into_body().into_reader().take(FETCH_BYTES_MAX as u64 + 1);
    body.read_to_end(&mut bytes).map_err(|error| Reason::Fetch(error.to_string()))?;
    if bytes.len() > FETCH_BYTES_MAX {
        return Err(Reason::AnswerTooLarge);
    }
    let media_type = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    Ok(Some(Fetched { url, bytes, charset: declared_in_header(&content_type), media_type, stamp }))
}

/// Resolves names and lets only public addresses through. Sitting where the connection gets its address,
/// it cannot be passed by a name that resolves differently the second time.
#[derive(Debug)]
struct Guard {
    inner: DefaultResolver,
    allow_private: bool,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.inner.resolve(uri, config, timeout)?;
        match all.iter().find(|address| !is_public(address.ip())) {
            Some(private) if !self.allow_private => Err(ureq::Error::Other(Box::new(Private(private.ip())))),
            _ => Ok(all),
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{0} is not a public address")]
struct Private(IpAddr);

fn reason(error: ureq::Error) -> Reason {
    match error {
        ureq::Error::StatusCode(code) => Reason::Status(code),
        ureq::Error::TooManyRedirects => Reason::Redirects,
        ureq::Error::HostNotFound => Reason::Fetch("no such host".to_string()),
        ureq::Error::Timeout(_) => Reason::Fetch("no answer in time".to_string()),
        ureq::Error::Io(error) => Reason::Fetch(error.to_string()),
        ureq::Error::Other(inner) => match inner.downcast_ref::<Private>() {
            Some(Private(address)) => Reason::PrivateAddress(*address),
            None => Reason::Fetch(inner.to_string()),
        },
        other => Reason::Fetch(other.to_string()),
    }
}

//! What went wrong, as `application/problem+json` (RFC 9457) for programs and as a page for people.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Of HTTP.
    pub status: StatusCode,
    /// A sentence for whoever asked.
    pub detail: String,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
}

/// Seconds after which somebody who was too fast, or came at a busy time, may try again.
const AGAIN_S: HeaderValue = HeaderValue::from_static("2");

impl Problem {
    /// The question makes no sense.
    pub fn asked(detail: impl Into<String>) -> Problem {
        Problem { status: StatusCode::BAD_REQUEST, detail: detail.into() }
    }

    /// There is no such thing.
    pub fn missing(detail: impl Into<String>) -> Problem {
        Problem { status: StatusCode::NOT_FOUND, detail: detail.into() }
    }

    /// Too much is going on.
    pub fn busy() -> Problem {
        Problem {
            status: StatusCode::SERVICE_UNAVAILABLE,
            detail: "too many questions are being answered; try again".to_string(),
        }
    }

    /// The answer takes too long.
    pub fn slow() -> Problem {
        Problem {
            status: StatusCode::SERVICE_UNAVAILABLE,
            detail:
                "the answer takes too long; narrow the question, or take all rows with the ending .ndjson"
                    .to_string(),
        }
    }

    /// Something failed here; what, is said in the log and not to whoever asks.
    pub fn failed(what: impl std::fmt::Display) -> Problem {
        eprintln!("hearsay: {what}");
        Problem {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            detail: "the answer could not be made; the server's log says why".to_string(),
        }
    }

    /// The status in words.
    pub fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Problem")
    }
}

impl From<hearsay_archive::Error> for Problem {
    fn from(error: hearsay_archive::Error) -> Problem {
        match error {
            hearsay_archive::Error::Asked(what) => Problem::asked(what),
            hearsay_archive::Error::Busy => Problem::busy(),
            error if error.is_interrupted() => Problem::slow(),
            error => Problem::failed(error),
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Problem {
        Problem::failed(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Body {
            r#type: "about:blank",
            title: self.title(),
            status: self.status.as_u16(),
            detail: &self.detail,
        };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if matches!(self.status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            headers.insert(header::RETRY_AFTER, AGAIN_S);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"hearsay\""));
        }
        response
    }
}

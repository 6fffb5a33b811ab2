//! Read anything: a text or an address goes in, and is seen taken apart at once. Nothing is stored.

use super::{html, json_bytes, problem};
use crate::article::{Targets, view};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::reader::Given;
use crate::site::{Answer, Site};
use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use hearsay_record::Record;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a text that is sent to be read, with everything around it.
pub const BODY_MAX: usize = 1 << 20;

/// A text waits for its turn at most this long.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// What is to be read: a text with what is known about it, or an address.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub text: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
}

#[derive(Template)]
#[template(path = "read.html")]
struct ReadPage {
    frame: Frame,
    article: Option<String>,
    text: String,
    url: String,
    wrong: Option<String>,
}

/// `POST /api/read`: the record of a text or of the article at an address, as JSON.
pub async fn api(
    State(site): State<Arc<Site>>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let answer = async {
        let body = whole(body)?;
        let asked: Asked = serde_json::from_slice(&body)
            .map_err(|error| Problem::asked(format!("the body is not what is wanted: {error}")))?;
        if uri.query().is_some_and(|query| !query.is_empty()) {
            return Err(Problem::asked("this address takes no parameters"));
        }
        let record = read(&site, asked).await?;
        Ok(Answer::new(Format::Json, json_bytes(&record)?))
    };
    match answer.await {
        Ok(answer) => answer.respond(&HeaderMap::new()),
        Err(wrong) => problem(&site, wrong, &uri, &headers),
    }
}

/// `POST /read`: the same from a form, as a page.
pub async fn form(
    State(site): State<Arc<Site>>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let answer = async {
        let body = whole(body)?;
        let asked: Asked = serde_urlencoded::from_bytes(&body)
            .map_err(|error| Problem::asked(format!("the form is not what is wanted: {error}")))?;
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut page = empty_page(&site);
        (page.text, page.url) = (given(&asked.text), given(&asked.url));
        match read(&site, asked).await {
            Ok(record) => {
                let view = view(&record, &Targets::default());
                page.frame.title = view.title;
                page.article = Some(view.article);
            }
            // What is wrong with the text is said beside it; it would be lost on a page of its own.
            Err(wrong) if wrong.status.is_client_error() => page.wrong = Some(wrong.detail),
            Err(wrong) => return Err(wrong),
        }
        Ok(Answer::new(Format::Html, html(&page)?))
    };
    match answer.await {
        Ok(answer) => answer.respond(&HeaderMap::new()),
        Err(wrong) => problem(&site, wrong, &uri, &headers),
    }
}

/// `GET /read`: the box.
pub async fn empty(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    if uri.query().is_some_and(|query| !query.is_empty()) {
        return problem(&site, Problem::asked("this address takes no parameters"), &uri, &headers);
    }
    match html(&empty_page(&site)) {
        Ok(body) => Answer::new(Format::Html, body).respond(&headers),
        Err(wrong) => problem(&site, wrong, &uri, &headers),
    }
}

fn empty_page(site: &Site) -> ReadPage {
    ReadPage {
        frame: Frame::new("Read a text", "read", &site.settings.name),
        article: None,
        text: String::new(),
        url: String::new(),
        wrong: None,
    }
}

fn whole(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Problem> {
    body.map_err(|wrong| match wrong.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            detail: format!("at most {} KiB are read at once; `hearsay read` takes more", BODY_MAX >> 10),
        },
        status => Problem { status, detail: "the body did not arrive whole".to_string() },
    })
}

/// The record of what is asked for, made on a thread of its own.
pub async fn read(site: &Arc<Site>, asked: Asked) -> Result<Record, Problem> {
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let (text, url) = (filled(asked.text), filled(asked.url));
    let given = Given {
        text: text.clone().unwrap_or_default().replace("\r\n", "\n"),
        title: filled(asked.title),
        outlet: filled(asked.outlet),
        published: filled(asked.published),
    };
    match (&text, &url) {
        (None, None) => return Err(Problem::asked("there is nothing to read: send `text`, or `url`")),
        (Some(_), Some(_)) => return Err(Problem::asked("send `text` or `url`, not both")),
        _ => {}
    }
    let turn = tokio::time::timeout(WAIT_MAX, site.readings.clone().acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return Err(Problem::busy()) };
    let reader = site.reader.clone();
    let read = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        match &url {
            Some(url) => reader.read_url(url.trim()),
            None => reader.read_text(&given),
        }
    });
    match read.await {
        Ok(Ok(record)) => Ok(record),
        Ok(Err(refused)) => Err(Problem { status: StatusCode::UNPROCESSABLE_ENTITY, detail: refused.0 }),
        Err(panic) => Err(Problem::failed(format!("reading panicked: {panic}"))),
    }
}

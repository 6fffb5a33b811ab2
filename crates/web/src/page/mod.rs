//! The pages, one file each: from a question and an archive to the bytes of an answer.

pub mod article;
mod atom;
pub mod event;
pub mod events;
pub mod help;
pub mod home;
pub mod lists;
pub mod matrix;
pub mod read;
pub mod search;
pub mod sources;
pub mod speaker;
pub mod story;

pub use atom::atom;

use crate::cursor::Cursor;
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::site::Site;
use crate::stream::csv_line;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use hearsay_archive::{Archive, Filter, Page, Table, Value, as_text, object};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

/// Rows of one page for people and for programs, if nobody says how many.
const LIMIT: usize = 40;
const LIMIT_JSON: usize = 100;

/// Rows of one page, and where the next one begins.
pub struct Found {
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// The `cursor` of the next page.
    pub next: Option<String>,
}

/// The page of rows that a question asks for; `filter` is that of the question, perhaps narrowed.
pub fn found(ask: &Ask, archive: &Archive, table: Table, filter: Filter) -> Result<Found, Problem> {
    let question = format!("{}{}", ask.path(), ask.query.question());
    let cursor = ask.query.text("cursor").map(|text| Cursor::unpack(text, &question)).transpose()?;
    let usual = if ask.format == Format::Html { LIMIT } else { LIMIT_JSON };
    let limit = ask.query.number("limit").map_or(usual, |n| n as usize);
    let upto = match cursor {
        Some(cursor) => cursor.upto,
        None => archive.newest_article()?,
    };
    let filter = Filter { upto_article: cursor.map(|cursor| cursor.upto), ..filter };
    let skip = cursor.map_or(0, |cursor| cursor.skip as usize);
    let page = Page { sort: ask.query.sort(), skip, limit: Some(limit + 1) };
    let mut rows = archive.page(table, &filter, page)?;
    let next = (rows.len() > limit).then(|| Cursor { skip: (skip + limit) as u64, upto }.pack(&question));
    rows.truncate(limit);
    Ok(Found { rows, next })
}

impl Found {
    /// As JSON has it.
    pub fn json(&self, table: Table) -> Result<Vec<u8>, Problem> {
        let rows: Vec<_> = self.rows.iter().map(|row| object(table.columns(), row)).collect();
        json_bytes(&json!({ "rows": rows, "next": self.next }))
    }

    /// For templates.
    pub fn named(&self, table: Table) -> Vec<Row> {
        self.rows.iter().map(|row| Row::new(table.columns(), row.clone())).collect()
    }

    /// The address of the next page.
    pub fn next_link(&self, ask: &Ask) -> Option<String> {
        let cursor = self.next.as_deref()?;
        Some(format!("{}{}", ask.path(), ask.query.with("cursor", Some(cursor))))
    }
}

/// A value as indented JSON.
pub fn json_bytes(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(Problem::failed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Rows of a table as comma-separated values with a header.
pub fn csv_bytes(table: Table, rows: &[Vec<Value>]) -> Vec<u8> {
    let header = table.columns().iter().map(|column| column.name.to_string());
    let lines = rows.iter().map(|row| csv_line(row.iter().map(as_text)));
    std::iter::once(csv_line(header)).chain(lines).flatten().collect()
}

/// The rendered template.
pub fn html(template: &impl Template) -> Result<Vec<u8>, Problem> {
    Ok(template.render()?.into_bytes())
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    status: u16,
    title: &'a str,
    detail: &'a str,
    wants_token: bool,
}

/// A problem as whoever asked can read it: a page for browsers that asked for one.
pub fn problem(site: &Site, problem: Problem, uri: &Uri, headers: &HeaderMap) -> Response {
    let is_api = uri.path().starts_with("/api/") || uri.path() == "/mcp";
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    if is_api || Format::of_path(uri.path()).1 != Format::Html || !accepts.contains("text/html") {
        return problem.into_response();
    }
    // Nothing is told about the archive to somebody who may not come in.
    let wants_token = problem.status == StatusCode::UNAUTHORIZED;
    let archive = if wants_token { "" } else { &site.settings.name };
    let page = ProblemPage {
        frame: Frame::new(problem.title(), "", archive),
        status: problem.status.as_u16(),
        title: problem.title(),
        detail: &problem.detail,
        wants_token,
    };
    let body = page.render().unwrap_or_default();
    let mut response = problem.clone().into_response();
    *response.body_mut() = body.into();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(Format::Html.media_type()));
    response
}

/// For addresses where there is nothing.
pub async fn nothing(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    let missing = Problem::missing("there is nothing at this address");
    problem(&site, missing, &uri, &headers)
}

/// For addresses that are there, asked with a method that they do not take.
pub async fn method(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    let wrong = Problem {
        status: StatusCode::METHOD_NOT_ALLOWED,
        detail: "this address does not take this method".to_string(),
    };
    problem(&site, wrong, &uri, &headers)
}

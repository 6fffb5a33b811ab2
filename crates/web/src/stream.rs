//! All rows of a question, sent while they are found: memory does not grow with them.

use crate::format::Format;
use crate::problem::Problem;
use crate::query::Query;
use crate::site::Site;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use hearsay_archive::{Archive, Page, Parquet, Table, Value, as_text, object};
use http_body::{Frame, SizeHint};
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// Bytes that are put together before they are sent.
const PIECE_BYTES: usize = 32 << 10;

/// Pieces that wait for a slow reader.
const PIECES_WAITING: usize = 4;

/// Nobody takes a stream for longer than this.
const STREAM_TIME_MAX: Duration = Duration::from_secs(3600);

/// Rows of a table as CSV, NDJSON or Parquet. What is wrong with the question is said before the first row.
pub async fn rows(
    site: &Arc<Site>,
    table: Table,
    query: &Query,
    format: Format,
) -> Result<Response, Problem> {
    if query.text("cursor").is_some() {
        return Err(Problem::asked("all rows are given at once with this ending; `cursor` has no meaning"));
    }
    let turn = site.pool.stream()?;
    let archive = site.pool.open()?;
    let filter = query.filter();
    let page = Page { sort: query.sort(), skip: 0, limit: query.number("limit").map(|n| n as usize) };
    let (send, pieces) = mpsc::channel(PIECES_WAITING);
    let (begun, answer) = tokio::sync::oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let mut begun = Some(begun);
        let out =
            Sender { send: send.clone(), piece: Vec::with_capacity(PIECE_BYTES), start: Instant::now() };
        let done = write(&archive, table, &filter, page, format, out, &mut begun);
        match (done, begun) {
            (Err(error), Some(begun)) => {
                let _ = begun.send(Err(Problem::from(error)));
            }
            (Ok(()), Some(begun)) => {
                let _ = begun.send(Ok(()));
            }
            // The rows end in the middle; the connection is cut, so that nobody takes them for all.
            (Err(error), None) => {
                let _ = send.blocking_send(Err(io::Error::other(error.to_string())));
            }
            (Ok(()), None) => {}
        }
        drop(turn);
    });
    answer.await.map_err(|_| Problem::failed("a stream ended before it began"))??;
    let mut response = Response::new(Body::new(Pieces(pieces)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let name = format!("attachment; filename=\"{}{}\"", table.name(), format.ending());
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

type Begun = Option<tokio::sync::oneshot::Sender<Result<(), Problem>>>;

fn write(
    archive: &Archive,
    table: Table,
    filter: &hearsay_archive::Filter,
    page: Page,
    format: Format,
    mut out: Sender,
    begun: &mut Begun,
) -> hearsay_archive::Result<()> {
    let told = |error: io::Error| hearsay_archive::Error::Output(error.to_string());
    let mut start = || {
        if let Some(begun) = begun.take() {
            let _ = begun.send(Ok(()));
        }
    };
    let columns = table.columns();
    if format == Format::Parquet {
        let mut file = Parquet::new(out, columns)?;
        archive.rows(table, filter, page, |row| {
            start();
            file.row(row)?;
            Ok(true)
        })?;
        start();
        return file.finish();
    }
    if format == Format::Csv {
        let header: Vec<&str> = columns.iter().map(|column| column.name).collect();
        out.write_all(&csv_line(header.iter().map(|name| name.to_string()))).map_err(told)?;
    }
    archive.rows(table, filter, page, |row| {
        start();
        let line = match format {
            Format::Csv => csv_line(row.iter().map(as_text)),
            _ => json_line(columns, row),
        };
        out.write_all(&line).map_err(told)?;
        Ok(true)
    })?;
    start();
    out.flush().map_err(told)
}

fn json_line(columns: &[hearsay_archive::Column], row: &[Value]) -> Vec<u8> {
    let mut line = serde_json::to_vec(&object(columns, row)).unwrap_or_default();
    line.push(b'\n');
    line
}

/// One line of comma-separated values.
pub fn csv_line(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(cells).expect("memory takes every write");
    out.into_inner().expect("memory takes every write")
}

/// Sends pieces to whoever reads; fails when nobody does any more.
struct Sender {
    send: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
    start: Instant,
}

impl Write for Sender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.start.elapsed() > STREAM_TIME_MAX {
            return Err(io::Error::from(io::ErrorKind::TimedOut));
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_BYTES));
        match piece.is_empty() {
            true => Ok(()),
            false => self
                .send
                .blocking_send(Ok(Bytes::from(piece)))
                .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe)),
        }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}

struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

//! What a command line names, opened, and cut into pieces that are one article each.
//!
//! Reading is in two steps so that many articles can be read at once: [`open`] only takes bytes from
//! files, one article's worth at a time; [`Piece::article`] does the rest and can run on any thread.

use crate::article::{Ingested, Options};
use crate::feed::{self, Entry, entries, looks_like_feed};
use crate::fetch::Fetched;
use crate::html::{html, looks_like_html};
use crate::jsonl::{Lines, json};
use crate::limits::{CRAWLED_WORDS_MIN, FILE_BYTES_MAX};
use crate::table::Rows;
use crate::text::{declared, text};
use crate::warc::{Page, Warc};
use crate::{Error, Origin, Reason, fetch, published, unpack};
use hearsay_record::{Record, SCHEMA};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-`.
    Stdin,
    /// A file, packed (gzip, Zstandard) or not.
    File(PathBuf),
    /// A web address.
    Url(String),
    /// A web address of a feed, or of a page if it turns out to be one.
    Feed(String),
    /// Bytes that are at hand under a name.
    Bytes {
        /// Stands for a file name.
        name: String,
        /// The content of the file.
        bytes: &'static [u8],
    },
}

impl Input {
    /// `-`, a web address, or else the name of a file.
    ///
    /// ```
    /// use hearsay_ingest::Input;
    /// assert_eq!(Input::parse("-"), Input::Stdin);
    /// assert_eq!(Input::parse("https://a.example/1"), Input::Url("https://a.example/1".into()));
    /// assert_eq!(Input::parse("a.txt"), Input::File("a.txt".into()));
    /// ```
    pub fn parse(given: &str) -> Self {
        let scheme = given.split_once("://").map(|(scheme, _)| scheme);
        match scheme {
            _ if given == "-" => Input::Stdin,
            // Any scheme counts as an address, so that ftp:// is told that it is not fetched.
            Some(s) if s.chars().all(|c| c.is_ascii_alphanumeric()) && !Path::new(given).exists() => {
                Input::Url(given.to_string())
            }
            _ => Input::File(PathBuf::from(given)),
        }
    }

    /// As errors name it.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_string(),
            Input::File(path) => path.display().to_string(),
            Input::Url(url) | Input::Feed(url) => url.clone(),
            Input::Bytes { name, .. } => name.clone(),
        }
    }
}

/// How an article is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Html,
    Json,
    Lines,
    Feed,
    Warc,
    Parquet,
}

/// The bytes of one article, or its address.
pub struct Piece {
    /// File and line.
    pub origin: Origin,
    body: Body,
}

enum Body {
    Text(Vec<u8>),
    Html(Vec<u8>),
    Json(Vec<u8>),
    Url(String),
    Fetched(Fetched),
    Entry(Box<Entry>),
    Crawled(Page),
}

impl Piece {
    /// Bytes held.
    pub fn n_bytes(&self) -> usize {
        match &self.body {
            Body::Text(bytes) | Body::Html(bytes) | Body::Json(bytes) => bytes.len(),
            Body::Fetched(got) => got.bytes.len(),
            Body::Crawled(page) => page.bytes.len(),
            Body::Url(_) | Body::Entry(_) => 0,
        }
    }

    /// Where it would be fetched from, if it is only an address.
    pub fn url(&self) -> Option<&str> {
        match &self.body {
            Body::Url(url) => Some(url),
            Body::Entry(entry) => Some(&entry.url),
            _ => None,
        }
    }

    /// Whether it is from a crawl of the web, where many pages are no articles.
    pub fn is_crawled(&self) -> bool {
        matches!(self.body, Body::Crawled(_))
    }

    /// The record, if the piece is one that was read before and not an article.
    pub fn record(&self) -> Option<Result<Record, Error>> {
        match &self.body {
            Body::Json(bytes) if is_record(bytes) => Some(
                serde_json::from_slice(bytes)
                    .map_err(|error| Reason::Record(error.to_string()).at(&self.origin)),
            ),
            _ => None,
        }
    }

    /// The article. Fetches it, where the piece is an address.
    pub fn article(self, options: &Options) -> Result<Ingested, Error> {
        let origin = &self.origin;
        let result = match self.body {
            Body::Text(bytes) => text(bytes, origin, options),
            Body::Html(bytes) => html(bytes, None, None, origin, options),
            Body::Json(bytes) => json(&bytes, origin, options),
            Body::Url(url) => page(&url, origin, options),
            Body::Fetched(got) => fetched(got, origin, options),
            Body::Entry(entry) => feed::article(*entry, origin, options, |url| page(url, origin, options)),
            Body::Crawled(page) => crawled(page, origin, options),
        };
        result.map_err(|reason| reason.at(origin))
    }
}

/// Records begin with the name of their layout; articles have no such key.
fn is_record(json: &[u8]) -> bool {
    let json = json.trim_ascii_start();
    let schema = json.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    schema.is_some_and(|rest| {
        rest.starts_with(b"\"schema\":") && {
            let name = rest[b"\"schema\":".len()..].trim_ascii_start();
            name.strip_prefix(b"\"").is_some_and(|name| name.starts_with(SCHEMA.as_bytes()))
        }
    })
}

fn page(url: &str, origin: &Origin, options: &Options) -> Result<Ingested, Reason> {
    fetched(fetch(url, options)?, origin, options)
}

/// A page of a web archive. Where it does not say when it was published, it was not later than it was fetched.
fn crawled(page: Page, origin: &Origin, options: &Options) -> Result<Ingested, Reason> {
    let options = Options {
        published: page.date.as_deref().and_then(published).or(options.published.clone()),
        ..options.clone()
    };
    let read = match page.is_html {
        true => html(page.bytes, page.charset, page.url, origin, &options),
        false => declared(page.bytes, page.charset, page.url, origin, &options),
    }?;
    match read.article.text.split_whitespace().count() < CRAWLED_WORDS_MIN {
        true => Err(Reason::NoArticle),
        false => Ok(read),
    }
}

fn fetched(got: Fetched, origin: &Origin, options: &Options) -> Result<Ingested, Reason> {
    if looks_like_feed(&got.bytes) {
        return Err(Reason::IsFeed);
    }
    let is_html = got.media_type.contains("html") || looks_like_html(&got.bytes);
    if got.media_type.contains("json") && !is_html {
        return json(&got.bytes, origin, options);
    }
    match is_html {
        true => html(got.bytes, got.charset, Some(got.url), origin, options),
        false => declared(got.bytes, got.charset, Some(got.url), origin, options),
    }
}

/// The pieces of an input, in order. What cannot be read comes as an error in its place; after an error
/// that concerns the whole input nothing more comes of it.
pub fn open(input: &Input) -> Pieces {
    open_counted(input, &Options::default(), &Arc::default())
}

/// As [`open`], and adds to `n_bytes` what is read of files, as they lie on the disk. A feed is fetched here; its articles are
/// not.
pub fn open_counted(input: &Input, options: &Options, n_bytes: &Arc<AtomicU64>) -> Pieces {
    let origin = Origin { file: input.name(), line: None };
    let state = match input {
        Input::Url(url) => Ok(State::One(Body::Url(url.clone()))),
        Input::Feed(url) => fetch(url, options).and_then(|got| match looks_like_feed(&got.bytes) {
            true => Ok(State::Entries(entries(&got.bytes, Some(&got.url))?.into_iter())),
            false => Ok(State::One(Body::Fetched(got))),
        }),
        Input::Stdin => start(Box::new(io::stdin()), None),
        Input::Bytes { name, bytes } => start(Box::new(*bytes), named(Path::new(name))),
        Input::File(path) => file(path, n_bytes),
    };
    let state = state.unwrap_or_else(State::Failed);
    Pieces { origin, state, any: false }
}

/// The pieces of a stream that is at hand: `name` stands for a file name, and tells the format if it can. Parquet, which is read
/// from its end, is no stream.
pub fn open_stream(name: &str, stream: Box<dyn Read + Send>) -> Pieces {
    let state = match named(Path::new(name)) {
        Some(Format::Parquet) => Err(Reason::Parquet("it is no stream; open it as a file".to_string())),
        format => start(stream, format),
    };
    Pieces {
        origin: Origin { file: name.to_string(), line: None },
        state: state.unwrap_or_else(State::Failed),
        any: false,
    }
}

fn file(path: &Path, n_bytes: &Arc<AtomicU64>) -> Result<State, Reason> {
    let file = File::open(path).map_err(Reason::from_io)?;
    if file.metadata().map_err(Reason::from_io)?.is_dir() {
        return Err(Reason::Folder);
    }
    if named(path) == Some(Format::Parquet) {
        let size = file.metadata().map_or(0, |file| file.len());
        let rows = Rows::open(file)?;
        n_bytes.fetch_add(size, Ordering::Relaxed);
        return Ok(State::Rows(Box::new(rows)));
    }
    start(Box::new(unpack::Counted { inner: file, bytes: n_bytes.clone() }), named(path))
}

fn start(input: Box<dyn Read + Send>, format: Option<Format>) -> Result<State, Reason> {
    let mut input = unpack::open(input).map_err(Reason::from_io)?;
    let format = match format {
        // The same ending stands for feeds and for pages.
        Some(Format::Feed) => match looks_like_feed(input.fill_buf().map_err(Reason::from_io)?) {
            true => Format::Feed,
            false => Format::Html,
        },
        Some(format) => format,
        None => sniff(input.fill_buf().map_err(Reason::from_io)?),
    };
    if format == Format::Lines {
        return Ok(State::Lines(Lines::new(input)));
    }
    if format == Format::Warc {
        return Ok(State::Warc(Warc::new(input)));
    }
    let mut bytes = Vec::new();
    input.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(Reason::from_io)?;
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Reason::FileTooLarge);
    }
    if format == Format::Feed {
        return Ok(State::Entries(entries(&bytes, None)?.into_iter()));
    }
    Ok(State::One(match format {
        Format::Html => Body::Html(bytes),
        Format::Json => Body::Json(bytes),
        _ => Body::Text(bytes),
    }))
}

/// The entries of a feed that was fetched, each of them the address of an article.
pub fn feed_pieces(got: &Fetched) -> Result<Vec<Piece>, Reason> {
    let piece = |entry: Entry| Piece {
        origin: Origin { file: entry.url.clone(), line: None },
        body: Body::Entry(Box::new(entry)),
    };
    Ok(entries(&got.bytes, Some(&got.url))?.into_iter().map(piece).collect())
}

/// Whether the name of a file tells that articles are in it.
pub fn is_readable(path: &Path) -> bool {
    named(path).is_some()
}

/// The format by the name of a file; `.gz` and `.zst` do not count.
fn named(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "txt" | "text" | "md" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::Lines),
        "json" => Some(Format::Json),
        "rss" | "atom" | "rdf" | "xml" => Some(Format::Feed),
        "warc" | "wet" => Some(Format::Warc),
        "parquet" => Some(Format::Parquet),
        _ => None,
    }
}

/// The format by how a stream begins.
fn sniff(head: &[u8]) -> Format {
    if looks_like_feed(head) {
        return Format::Feed;
    }
    if head.starts_with(b"WARC/") {
        return Format::Warc;
    }
    if looks_like_html(head) {
        return Format::Html;
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if !text.starts_with(b"{") {
        return Format::Text;
    }
    let rest = text[1..].trim_ascii_start();
    if !(rest.starts_with(b"\"") || rest.starts_with(b"}")) {
        return Format::Text;
    }
    // An object that does not end on its first line is one article written over several lines.
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or(text).trim_ascii_end();
    match line.len() == text.trim_ascii_end().len() || line.ends_with(b"}") {
        true => Format::Lines,
        false => Format::Json,
    }
}

/// See [`open`].
pub struct Pieces {
    origin: Origin,
    state: State,
    /// Some line was given.
    any: bool,
}

enum State {
    One(Body),
    Lines(Lines<Box<dyn BufRead + Send>>),
    Entries(std::vec::IntoIter<Entry>),
    Warc(Warc<Box<dyn BufRead + Send>>),
    Rows(Box<Rows>),
    Failed(Reason),
    Done,
}

impl Iterator for Pieces {
    type Item = Result<Piece, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let numbered = |number: u64| Origin { line: Some(number), ..self.origin.clone() };
        match std::mem::replace(&mut self.state, State::Done) {
            State::Entries(mut entries) => match entries.next() {
                Some(entry) => {
                    let origin = Origin { file: entry.url.clone(), line: None };
                    self.state = State::Entries(entries);
                    self.any = true;
                    Some(Ok(Piece { origin, body: Body::Entry(Box::new(entry)) }))
                }
                None if self.any => None,
                None => Some(Err(Reason::NoLines.at(&self.origin))),
            },
            State::Warc(mut warc) => match warc.next() {
                Ok(Some((number, page))) => {
                    let origin = numbered(number);
                    self.state = State::Warc(warc);
                    Some(Ok(Piece { origin, body: Body::Crawled(page) }))
                }
                Ok(None) => None,
                Err(reason) => Some(Err(reason.at(&self.origin))),
            },
            State::Rows(mut rows) => match rows.next() {
                Ok(Some((number, json))) => {
                    let origin = numbered(number);
                    self.state = State::Rows(rows);
                    self.any = true;
                    Some(Ok(Piece { origin, body: Body::Json(json) }))
                }
                Ok(None) if self.any => None,
                Ok(None) => Some(Err(Reason::NoLines.at(&self.origin))),
                Err(reason) => Some(Err(reason.at(&self.origin))),
            },
            State::Done => None,
            State::Failed(reason) => Some(Err(reason.at(&self.origin))),
            State::One(body) => Some(Ok(Piece { origin: self.origin.clone(), body })),
            State::Lines(mut lines) => match lines.next() {
                Ok(None) if self.any => None,
                Ok(None) => Some(Err(Reason::NoLines.at(&self.origin))),
                Ok(Some((number, line))) => {
                    self.state = State::Lines(lines);
                    self.any = true;
                    let origin = Origin { line: Some(number), ..self.origin.clone() };
                    Some(match line {
                        Some(bytes) => Ok(Piece { origin, body: Body::Json(bytes) }),
                        None => Err(Reason::LineTooLong.at(&origin)),
                    })
                }
                Err(error) => Some(Err(Reason::from_io(error).at(&self.origin))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_from_articles() {
        assert!(is_record(b" { \"schema\": \"hearsay.record/1\", \"article\": {}}"));
        assert!(!is_record(b"{\"text\": \"\\\"schema\\\":\\\"hearsay.record/1\"}"));
        assert!(!is_record(b"{\"schema\": \"other/1\", \"text\": \"x\"}"));
        let mut pieces =
            open_stream("a.jsonl", Box::new(&b"{\"schema\":\"hearsay.record/1\"}\n{\"text\":\"x\"}"[..]));
        let torn = pieces.next().unwrap().unwrap().record().unwrap().unwrap_err().to_string();
        assert!(torn.starts_with("a.jsonl:1: is no record of hearsay: missing field"), "{torn}");
        assert!(pieces.next().unwrap().unwrap().record().is_none());
    }

    #[test]
    fn formats_by_name_and_by_content() {
        assert_eq!(named(Path::new("a/b.TXT")), Some(Format::Text));
        assert_eq!(named(Path::new("b.jsonl.gz")), Some(Format::Lines));
        assert_eq!(named(Path::new("c.warc.gz")), Some(Format::Warc));
        assert_eq!(sniff(b"<?xml version='1.0'?><rss version='2.0'>"), Format::Feed);
        assert_eq!(named(Path::new("story")), None);
        assert_eq!(sniff(b"\n <!DOCTYPE HTML><p>"), Format::Html);
        assert_eq!(sniff(b"{\"id\": 1, \"text\": \"a\"}\n{\"id\""), Format::Lines);
        assert_eq!(sniff(b"{\"id\": 1, \"text\": \"cut off by the buff"), Format::Lines);
        assert_eq!(sniff(b"{\n  \"id\": 1,\n  \"text\""), Format::Json);
        assert_eq!(sniff(b"{sic} the port was closed"), Format::Text);
        assert_eq!(sniff(b""), Format::Text);
    }
}

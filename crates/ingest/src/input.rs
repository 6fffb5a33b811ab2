//! What a command line names, opened, and cut into pieces that are one article each.
//!
//! Reading is in two steps so that many articles can be read at once: [`open`] only takes bytes from
//! files, one article's worth at a time; [`Piece::article`] does the rest and can run on any thread.

use crate::article::{Ingested, Options};
use crate::gunzip;
use crate::html::{html, looks_like_html};
use crate::jsonl::{Lines, json};
use crate::limits::FILE_BYTES_MAX;
use crate::text::{declared, text};
use crate::{Error, Origin, Reason, fetch};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-`.
    Stdin,
    /// A file, gzip'd or not.
    File(PathBuf),
    /// A web address.
    Url(String),
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
            Input::Url(url) => url.clone(),
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
}

impl Piece {
    /// Bytes held.
    pub fn n_bytes(&self) -> usize {
        match &self.body {
            Body::Text(bytes) | Body::Html(bytes) | Body::Json(bytes) => bytes.len(),
            Body::Url(_) => 0,
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
        };
        result.map_err(|reason| reason.at(origin))
    }
}

fn page(url: &str, origin: &Origin, options: &Options) -> Result<Ingested, Reason> {
    let got = fetch(url, options)?;
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
    let origin = Origin { file: input.name(), line: None };
    let state = match input {
        Input::Url(url) => Ok(State::One(Body::Url(url.clone()))),
        Input::Stdin => start(Box::new(io::stdin()), None),
        Input::Bytes { name, bytes } => start(Box::new(*bytes), named(Path::new(name))),
        Input::File(path) => file(path),
    };
    let state = state.unwrap_or_else(State::Failed);
    Pieces { origin, state, any: false }
}

fn file(path: &Path) -> Result<State, Reason> {
    let file = File::open(path).map_err(Reason::from_io)?;
    if file.metadata().map_err(Reason::from_io)?.is_dir() {
        return Err(Reason::Folder);
    }
    start(Box::new(file), named(path))
}

fn start(input: Box<dyn Read + Send>, format: Option<Format>) -> Result<State, Reason> {
    let mut input = gunzip::open(input).map_err(Reason::from_io)?;
    let format = match format {
        Some(format) => format,
        None => sniff(input.fill_buf().map_err(Reason::from_io)?),
    };
    if format == Format::Lines {
        return Ok(State::Lines(Lines::new(input)));
    }
    let mut bytes = Vec::new();
    input.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(Reason::from_io)?;
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Reason::FileTooLarge);
    }
    Ok(State::One(match format {
        Format::Html => Body::Html(bytes),
        Format::Json => Body::Json(bytes),
        _ => Body::Text(bytes),
    }))
}

/// The format by the name of a file; `.gz` does not count.
fn named(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "txt" | "text" | "md" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::Lines),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// The format by how a stream begins.
fn sniff(head: &[u8]) -> Format {
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
    Failed(Reason),
    Done,
}

impl Iterator for Pieces {
    type Item = Result<Piece, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.state, State::Done) {
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
    fn formats_by_name_and_by_content() {
        assert_eq!(named(Path::new("a/b.TXT")), Some(Format::Text));
        assert_eq!(named(Path::new("b.jsonl.gz")), Some(Format::Lines));
        assert_eq!(named(Path::new("story")), None);
        assert_eq!(sniff(b"\n <!DOCTYPE HTML><p>"), Format::Html);
        assert_eq!(sniff(b"{\"id\": 1, \"text\": \"a\"}\n{\"id\""), Format::Lines);
        assert_eq!(sniff(b"{\"id\": 1, \"text\": \"cut off by the buff"), Format::Lines);
        assert_eq!(sniff(b"{\n  \"id\": 1,\n  \"text\""), Format::Json);
        assert_eq!(sniff(b"{sic} the port was closed"), Format::Text);
        assert_eq!(sniff(b""), Format::Text);
    }
}

//! Why something could not be read, and where that was.

use crate::limits::*;
use std::fmt;

/// Where an article, or a failure to read one, is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// File name as given, URL, or `-` for standard input.
    pub file: String,
    /// Line, counted from 1, where one file holds many articles.
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.file == "-" { "standard input" } else { &self.file };
        match self.line {
            Some(line) => write!(f, "{name}:{line}"),
            None => f.write_str(name),
        }
    }
}

/// One input, or one line of it, that gives no article: `news.jsonl:17: the line has no "text"`.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {reason}")]
pub struct Error {
    /// File and line.
    pub origin: Origin,
    /// What is wrong there.
    pub reason: Reason,
}

/// What is wrong with an input.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// Nothing has this name.
    #[error("no such file")]
    NotFound,
    /// A folder where a file is wanted.
    #[error("is a folder, not a file")]
    Folder,
    /// The operating system's word.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Not text of any kind.
    #[error("is {0}, not text")]
    Binary(&'static str),
    /// More than [`FILE_BYTES_MAX`].
    #[error(
        "is larger than {} MB, too much for one article; many articles go into one .jsonl file, one a line",
        FILE_BYTES_MAX >> 20
    )]
    FileTooLarge,
    /// More than [`LINE_BYTES_MAX`].
    #[error("the line is longer than {} MB", LINE_BYTES_MAX >> 20)]
    LineTooLong,
    /// See [`GZIP_RATIO_MAX`].
    #[error("unpacks to more than {GZIP_RATIO_MAX} times its size; not read any further")]
    GzipBomb,
    /// No word in it.
    #[error("the text is empty")]
    EmptyText,
    /// A JSON article without its text.
    #[error("the article has no \"text\"")]
    NoText,
    /// Not JSON, or not the JSON that is wanted.
    #[error("is not a JSON article: {0}")]
    Json(String),
    /// Said to be a record that was read before, and none.
    #[error("is no record of hearsay: {0}")]
    Record(String),
    /// A file for many articles, with none in it.
    #[error("holds no article")]
    NoLines,
    /// JSON in an encoding that JSON does not have.
    #[error("is {0}; JSON Lines are UTF-8")]
    NotUtf8(&'static str),
    /// A page in which no article was found.
    #[error("no article text found in the page")]
    NoArticle,
    /// See [`HTML_DEPTH_MAX`].
    #[error("the page nests elements deeper than {HTML_DEPTH_MAX}")]
    HtmlTooDeep,
    /// See [`HTML_ELEMENTS_MAX`].
    #[error("the page has more than {HTML_ELEMENTS_MAX} elements")]
    HtmlTooLarge,
    /// Not a feed, or a broken one.
    #[error("cannot be read as a feed: {0}")]
    Feed(String),
    /// A feed where an article is wanted.
    #[error("is a feed, not an article; `hearsay add --feed` takes it")]
    IsFeed,
    /// A web archive that ends too early.
    #[error("ends in the middle of a record; what stands before it was read")]
    Cut,
    /// Not a web archive, or a broken one.
    #[error("cannot be read as a web archive: {0}")]
    Warc(String),
    /// A Parquet file of something else.
    #[error("has no column \"text\" or \"record\"; it has {0}")]
    NoTextColumn(String),
    /// Not a Parquet file, or a broken one.
    #[error("cannot be read as Parquet: {0}")]
    Parquet(String),
    /// Only web addresses are fetched.
    #[error("only http and https addresses are read")]
    Scheme,
    /// Not a web address.
    #[error("is no valid URL: {0}")]
    Url(String),
    /// An address inside this machine or network.
    #[error("leads to {0}, an address that is not public; --allow-private permits it")]
    PrivateAddress(std::net::IpAddr),
    /// The server's answer.
    #[error("the server answered {0}")]
    Status(u16),
    /// More than [`FETCH_BYTES_MAX`].
    #[error("the answer is larger than {} MB", FETCH_BYTES_MAX >> 20)]
    AnswerTooLarge,
    /// More than [`REDIRECTS_MAX`].
    #[error("redirects more than {REDIRECTS_MAX} times")]
    Redirects,
    /// No connection, no such host, a time limit.
    #[error("cannot be fetched: {0}")]
    Fetch(String),
}

impl Reason {
    /// Whether it says that there is no article, and not that one could not be read.
    pub fn is_no_article(&self) -> bool {
        use Reason::{Binary, EmptyText, HtmlTooDeep, HtmlTooLarge, NoArticle};
        matches!(self, NoArticle | EmptyText | Binary(_) | HtmlTooDeep | HtmlTooLarge)
    }

    /// The reason with its place.
    pub fn at(self, origin: &Origin) -> Error {
        Error { origin: origin.clone(), reason: self }
    }

    /// An error of the operating system, told apart where people can do something about it.
    pub(crate) fn from_io(error: std::io::Error) -> Self {
        if error.get_ref().is_some_and(|inner| inner.is::<crate::unpack::Bomb>()) {
            return Reason::GzipBomb;
        }
        match error.kind() {
            std::io::ErrorKind::NotFound => Reason::NotFound,
            std::io::ErrorKind::IsADirectory => Reason::Folder,
            _ => Reason::Io(error),
        }
    }
}

//! Bytes to articles: plain text, HTML, JSON Lines, Parquet, feeds, web archives, URLs.
//!
//! Everything that can be wrong with an input ends as an [`Error`] that names file, line and reason, or as
//! a diagnostic on the article, never as a panic; and nothing is read beyond the [`limits`].
//!
//! ```
//! use hearsay_ingest::{Input, Options, open};
//! let input = Input::Bytes { name: "two.jsonl".into(), bytes: b"{\"text\": \"The port was closed.\"}\n{\"id\": 2}\n" };
//! let read: Vec<_> = open(&input).map(|piece| piece?.article(&Options::default())).collect();
//! assert_eq!(read[0].as_ref().unwrap().article.text, "The port was closed.");
//! assert_eq!(read[1].as_ref().unwrap_err().to_string(), "two.jsonl:2: the article has no \"text\"");
//! ```

mod address;
mod article;
mod charset;
mod error;
mod feed;
mod fetch;
mod html;
mod id;
mod input;
mod jsonl;
mod language;
pub mod limits;
mod opml;
mod published;
mod robots;
mod table;
mod text;
mod unpack;
mod warc;

pub use address::is_public;
pub use article::{Ingested, Options, Parts, assemble};
pub use error::{Error, Origin, Reason};
pub use fetch::{Fetched, Stamp, fetch, fetch_changed};
pub use html::html;
pub use id::content_id;
pub use input::{Input, Piece, Pieces, feed_pieces, is_readable, open, open_counted, open_stream};
pub use jsonl::json;
pub use opml::feeds;
pub use published::published;
pub use robots::Robots;
pub use text::text;

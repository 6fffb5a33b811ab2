//! How a text or an address becomes a record: handed in by whoever serves, because reading is other rooms' work.

use hearsay_record::{Article, Record};

/// A text that somebody pasted, with what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The words.
    pub text: String,
    /// Its headline, where it stands apart.
    #[serde(default)]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// When: a date or an RFC 3339 time. Relative dates are counted from it.
    #[serde(default)]
    pub published: Option<String>,
}

/// Why something could not be read, in a sentence for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// Takes articles apart. Its methods may take seconds; they are never called on the threads that answer.
pub trait Reader: Send + Sync + 'static {
    /// The record of a text. Nothing is stored.
    fn read_text(&self, given: &Given) -> Result<Record, Refused>;

    /// The record of the article at an address. Only public addresses may be fetched, unless whoever serves says otherwise.
    fn read_url(&self, url: &str) -> Result<Record, Refused>;

    /// Why: the parse, lexicon entries and rules behind whatever covers character `at` of the article's text.
    fn explain(&self, article: &Article, at: usize) -> Result<String, Refused>;
}

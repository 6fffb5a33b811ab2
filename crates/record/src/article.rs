//! The article that goes in and the record that comes out.

use crate::{Actor, Diagnostic, Event, Language, Place, Profile, Span, Statement};
use serde::{Deserialize, Serialize};

/// The name of this layout; it stands in every record.
pub const SCHEMA: &str = "hearsay.record/1";

/// One text with what is known about where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Given by whoever sends it, else derived from the content.
    pub id: String,
    /// Where it was read.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline, if it came apart from the text.
    pub title: Option<String>,
    /// Its writers, as named.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Publication time, RFC 3339, or a date alone (`2025-02-20`).
    pub published: Option<String>,
    /// ISO 639-1 code of the language it is written in.
    pub language: String,
    /// What is analysed and what all spans point into. A title given apart stands first, with a blank line after it.
    pub text: String,
}

/// All that hearsay reads out of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// What was read.
    pub article: Article,
    /// In order; together they hold every word.
    pub sentences: Vec<Span>,
    /// Who is spoken of.
    pub actors: Vec<Actor>,
    /// Words, thoughts, wishes and intentions, each with its source or with the fact that it has none.
    pub statements: Vec<Statement>,
    /// What somebody does to somebody.
    pub events: Vec<Event>,
    /// Where.
    pub places: Vec<Place>,
    /// Words that colour the writer's own voice, in order.
    #[serde(default)]
    pub language: Vec<Language>,
    /// Whose words the article is made of.
    pub profile: Profile,
    /// What to know about how it was read.
    pub diagnostics: Vec<Diagnostic>,
    /// What read it.
    pub engine: Engine,
}

/// Versions behind a record: the same text and the same three give the same record, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engine {
    /// Of the program.
    pub version: String,
    /// Name and version of the model.
    pub model: String,
    /// Hash of all lexicons, the user's own included.
    pub lexicons: String,
}

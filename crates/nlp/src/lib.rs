//! English text to a [`Document`]: words, sentences, tags, lemmas, dependency trees (Universal Dependencies),
//! names, attribution spans and the factuality of predicates, by one small transformer run once.
//!
//! The model is inside the binary; nothing is fetched, and nothing but the text decides the answer.
//!
//! ```no_run
//! let engine = hearsay_nlp::Engine::embedded()?;
//! let document = engine.read("The minister denied the report.");
//! for token in &document.tokens {
//!     println!("{} {}", document.text_of(token), token.deprel);
//! }
//! # Ok::<(), hearsay_nlp::ModelError>(())
//! ```

mod decode;
mod document;
mod engine;
mod model;
mod network;
mod pieces;
mod reading;
mod shape;
mod tags;
mod window;
mod words;

pub use document::{Attribution, Document, EVENT_CLASSES, Name, NameType, Parties, Role, Token};
pub use engine::{Engine, Scratch, TEXT_BYTES_MAX};
pub use model::ModelError;
pub use tags::{Deprel, Upos, Xpos};
pub use words::{Word, words, words_into};

#[doc(hidden)]
pub use network::measure;

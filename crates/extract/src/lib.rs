//! Article and document to record.

mod actor;
mod attribution;
mod code;
mod coreference;
mod cue;
mod extractor;
mod gender;
mod known;
mod lexicon;
mod mention;
mod nesting;
mod phrase;
mod profile;
mod pronoun;
mod quotation;
mod record;
mod source;
mod statement;
mod tree;
mod unsourced;

pub use extractor::{Extractor, Options};
pub use lexicon::{LexiconError, Lexicons};

//! Article and document to record.

mod actor;
#[cfg(test)]
mod actor_tests;
mod arguments;
mod attribution;
mod borrowed;
mod code;
mod confidence;
mod coreference;
mod count;
mod cue;
mod deed;
mod doer;
mod event;
#[cfg(test)]
mod event_tests;
pub mod example;
pub mod explain;
mod extractor;
mod factuality;
mod filler;
mod frame;
mod gazetteer;
mod gender;
mod known;
mod labelled;
mod language;
mod lexicon;
mod mend;
mod mention;
mod missed;
mod modal;
mod nesting;
mod nouns;
mod party;
mod phrase;
mod place;
mod place_words;
mod profile;
mod pronoun;
mod proposal;
mod quotation;
mod recipient;
mod record;
mod roles;
mod sense;
mod settle;
mod source;
mod statement;
#[cfg(test)]
mod testing;
mod thing;
mod time;
mod toponym;
mod tree;
mod unmentioned;
mod unsourced;
mod untold;

pub use explain::Explanation;
pub use extractor::{Extractor, Options};
/// The engine and its documents, for whoever reads through this crate and has no other business with the engine.
pub use hearsay_nlp as nlp;
pub use lexicon::{LexiconError, Lexicons};
pub use place::Meaning;

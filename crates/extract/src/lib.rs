//! Article and document to record.

mod actor;
mod attribution;
mod cue;
mod gender;
mod known;
mod lexicon;
mod mention;
mod nesting;
mod phrase;
mod profile;
mod quotation;
mod source;
mod statement;
mod tree;
mod unsourced;

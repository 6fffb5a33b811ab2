//! Keeps records in one SQLite file, and what is known only across articles.
//!
//! [`Archive::create`] opens a file to add to, [`Archive::open`] one to ask. Everything of a batch commits in one
//! transaction; adding an article twice changes nothing; whatever happens to the process, what was committed is there. What is
//! derived from several articles (copies, stories, merged events) depends on which articles are in the archive, and not on
//! the order in which they came.

mod across;
mod archive;
mod budget;
mod day;
mod error;
mod hash;
mod index;
mod key;
mod maintain;
mod outlets;
mod parquet;
mod query;
mod schema;
mod store;
mod watched;
mod words;

pub use across::copies::Fingerprint;
pub use across::settle::Step;
pub use archive::Archive;
pub use error::{Error, Result};
pub use maintain::Stats;
pub use parquet::Parquet;
pub use query::{
    By, Column, Facets, Filter, Kind, Links, Outlet, Page, Pair, Pairs, Reversal, Sort, Spot, Table, Tally,
    Told, Totals, Value, as_text, cell, is_list, object,
};
pub use rusqlite::InterruptHandle;
pub use schema::VERSION;
pub use store::{Prepared, Stored};
pub use watched::Feed;

//! Asking the archive: happenings, reports, statements, articles, actors, stories, and counts of them.

pub mod cell;
mod condition;
mod count;
mod filter;
mod happening;
mod layout;
mod numbers;
mod rows;
mod sql;
mod table;

pub use count::By;
pub use filter::Filter;
pub use rows::{Page, Sort};
pub use table::{Column, Kind, Table, Value};

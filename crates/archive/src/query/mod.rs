//! Asking the archive: happenings, reports, statements, articles, actors, stories, and counts of them.

mod count;
mod filter;
mod layout;
mod rows;
mod table;

pub use count::By;
pub use filter::Filter;
pub use rows::{Page, Sort};
pub use table::{Column, Kind, Table, Value};

//! Asking the archive: happenings, reports, statements, articles, actors, stories, and counts of them.

pub mod cell;
mod condition;
mod count;
mod driver;
mod filter;
mod happening;
mod layout;
mod numbers;
mod object;
mod one;
mod outlet;
mod rows;
mod sql;
mod sum;
mod table;
mod total;

pub use count::By;
pub use filter::Filter;
pub use object::{as_text, is_list, object};
pub use one::{Links, Reversal, Told};
pub use outlet::Outlet;
pub use rows::{Page, Sort};
pub use sum::{Facets, Pair, Pairs, Spot, Tally};
pub use table::{Column, Kind, Table, Value};
pub use total::Totals;

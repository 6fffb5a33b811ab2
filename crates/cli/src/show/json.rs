//! Records as JSON, with the end of the line.

use hearsay_record::{Record, to_indented, to_line};
use serde::Serialize;

/// One line.
pub fn line(record: &impl Serialize) -> Vec<u8> {
    ended(to_line(record))
}

/// Indented, for people.
pub fn indented(record: &Record) -> Vec<u8> {
    ended(to_indented(record))
}

fn ended(mut json: String) -> Vec<u8> {
    json.push('\n');
    json.into_bytes()
}

//! Records as JSON.

use hearsay_record::Record;

/// One line, with its end.
pub fn line(record: &Record) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(record).expect("a record is plain data with names as keys");
    bytes.push(b'\n');
    bytes
}

/// Indented, for people.
pub fn indented(record: &Record) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(record).expect("a record is plain data with names as keys");
    bytes.push(b'\n');
    bytes
}

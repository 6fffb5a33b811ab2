//! Records as JSON.

use hearsay_record::Record;
use serde::Serialize;

/// One line, with its end.
pub fn line(record: &impl Serialize) -> Vec<u8> {
    one_line(serde_json::to_string(record).expect("a record is plain data with names as keys"))
}

/// Indented, for people.
pub fn indented(record: &Record) -> Vec<u8> {
    one_line(serde_json::to_string_pretty(record).expect("a record is plain data with names as keys"))
}

/// Escapes the three characters that Unicode takes for line ends and JSON does not, so that whoever splits the output
/// into lines by Unicode's rules (Python's `splitlines`) gets whole records; and ends the line.
fn one_line(mut json: String) -> Vec<u8> {
    if json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        for (end, escape) in [('\u{85}', "\\u0085"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")] {
            json = json.replace(end, escape);
        }
    }
    json.push('\n');
    json.into_bytes()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_unicode_line_end_stands_bare() {
        let line = super::line(&"a\u{2028}b\u{85}c\u{2029}");
        assert_eq!(String::from_utf8(line).unwrap(), "\"a\\u2028b\\u0085c\\u2029\"\n");
    }
}

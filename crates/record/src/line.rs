//! Anything of ours as one line of JSON Lines.

use serde::Serialize;

/// The value as JSON without a line end in it, not even one of the three characters that Unicode takes for line ends and JSON
/// does not: whoever splits an output into lines by Unicode's rules (Python's `splitlines`) gets whole records.
pub fn to_line(value: &impl Serialize) -> String {
    escape_line_ends(serde_json::to_string(value).expect("plain data with names as keys"))
}

/// The same, indented for people.
pub fn to_indented(value: &impl Serialize) -> String {
    escape_line_ends(serde_json::to_string_pretty(value).expect("plain data with names as keys"))
}

fn escape_line_ends(mut json: String) -> String {
    if json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        for (end, escape) in [('\u{85}', "\\u0085"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")] {
            json = json.replace(end, escape);
        }
    }
    json
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_unicode_line_end_stands_bare() {
        assert_eq!(super::to_line(&"a\u{2028}b\u{85}c\u{2029}"), "\"a\\u2028b\\u0085c\\u2029\"");
    }
}

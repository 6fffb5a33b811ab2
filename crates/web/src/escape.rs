//! The one place where text of articles becomes part of a page.

/// Text that can stand between tags and in quoted attributes. Control characters and those that turn the direction of
/// what follows are left out; they are kept in the record.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E0000}'..='\u{E007F}' => {}
            c if c.is_whitespace() => out.push(if c == '\u{A0}' { c } else { ' ' }),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// What templates call for text of an article: `{{ name|tame }}`.
pub mod filters {
    use askama::filters::Safe;

    /// Escaped, and nothing that turns the page around.
    pub fn tame(text: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<Safe<String>> {
        Ok(Safe(super::escape(&text.to_string())))
    }
}

/// A text as one segment of a path, or as a value in a query.
pub fn encode(text: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, KEPT).to_string()
}

/// An id behind a path: its slashes stay, so that addresses can be read.
pub fn encode_path(text: &str) -> String {
    let dotted = |part: &str| match part {
        // A browser would take these for steps up and to the same place.
        "." => "%2E".to_string(),
        ".." => "%2E%2E".to_string(),
        part => encode(part),
    };
    text.split('/').map(dotted).collect::<Vec<_>>().join("/")
}

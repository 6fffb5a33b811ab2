//! Text in columns: how wide it is, where it breaks, how it is shortened.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// White space run together, and everything out that could move the cursor or colour the screen: article
/// text is data.
pub fn tame(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'))
        .collect();
    clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text in at most so many columns, with an ellipsis where something is missing.
pub fn shorten(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_string();
    }
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        short.push(c);
    }
    // A word is not cut if its end is near.
    if let Some(space) = short.rfind(' ').filter(|at| columns(&short[*at..]) < 16 && *at > 0) {
        short.truncate(space);
    }
    short + "…"
}

/// Lines of at most `width` columns, broken between words; a longer word stands alone and runs over.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if columns(line) + 1 + columns(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_and_shortening() {
        assert_eq!(wrap("the port was closed on Monday", 12), ["the port was", "closed on", "Monday"]);
        assert_eq!(shorten("the port was closed", 14), "the port was…");
        assert_eq!(shorten("the port", 14), "the port");
        assert_eq!(shorten("港口将关闭", 5), "港口…");
        assert_eq!(shorten(&"a".repeat(100), 10), format!("{}…", "a".repeat(9)));
    }

    #[test]
    fn text_cannot_move_the_cursor() {
        assert_eq!(tame("a\x1b[2J\r\nb\u{202E}c\u{9b}d"), "a [2J bc d");
    }
}

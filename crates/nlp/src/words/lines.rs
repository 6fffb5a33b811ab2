//! Which line breaks end a paragraph.
//!
//! Nearly all do: a paragraph is a line. But some texts are broken at a fixed width, and some lines are broken by accident.

use std::ops::Range;

/// A shorter line ends as its writer meant it to.
const FULL_LINE_MIN: usize = 40;
/// A longer line was not broken at a fixed width.
const FULL_LINE_MAX: usize = 120;
/// Spaces at the start of a line that are looked at.
const INDENT_MAX: usize = 40;
/// So many lines are needed to tell how a text is broken.
const LINES_MIN: usize = 5;

/// What must be known of a text to tell.
pub(super) struct Lines<'t> {
    text: &'t str,
    wrapped: bool,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Lines { text, wrapped: is_wrapped(text) }
    }

    /// Whether a paragraph ends in this gap between words, which holds a line break.
    pub(super) fn end_paragraph(&self, gap: Range<usize>) -> bool {
        let (before, after) = (&self.text[..gap.start], &self.text[gap.end..]);
        let space = &self.text[gap];
        let breaks = space.bytes().filter(|&b| b == b'\n').count();
        if breaks != 1 || before.is_empty() || space.ends_with('\t') {
            return true;
        }
        // A line may be indented as far as the one before it; one that begins further in begins a paragraph.
        let bytes = before.as_bytes();
        let line = bytes.iter().rev().take(FULL_LINE_MAX + INDENT_MAX).take_while(|&&b| b != b'\n').count();
        let line = &bytes[bytes.len() - line..];
        let indent = line.iter().take_while(|&&b| b == b' ').count();
        let line = line.len() - indent;
        let deeper = space.len() - space.trim_end_matches(' ').len() > indent + 1;
        if deeper || !(FULL_LINE_MIN..=FULL_LINE_MAX).contains(&line) {
            return true;
        }
        let goes_on = before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let small = after.starts_with(char::is_lowercase);
        let item = after
            .starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '\'' | '‘' | '(' | '$'));
        !(goes_on && small || self.wrapped && !item)
    }
}

/// Lines of like length, most of which break off in the middle of a sentence.
fn is_wrapped(text: &str) -> bool {
    let (mut lines, mut broken_off) = (0, 0);
    let mut all = text.lines().map(str::trim).peekable();
    while let Some(line) = all.next() {
        if line.len() > FULL_LINE_MAX {
            return false;
        }
        let next = all.peek().copied().unwrap_or("");
        if line.len() >= FULL_LINE_MIN && !next.is_empty() {
            lines += 1;
            broken_off += usize::from(next.starts_with(char::is_lowercase));
        }
    }
    lines >= LINES_MIN && broken_off * 2 >= lines
}

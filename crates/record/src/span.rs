//! Spans of the article's text, and what is said about them.

use serde::{Deserialize, Serialize};

/// A piece of `article.text`. `start` and `end` count Unicode code points; `text` is exactly that slice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The slice itself.
    pub text: String,
}

/// Converts byte offsets of one text into code points. Inside the program spans are bytes; they are
/// converted once, where the record is written.
pub struct SpanMap<'t> {
    text: &'t str,
    /// Code points before each block of [`BLOCK`] bytes; empty for ASCII, where bytes are code points.
    blocks: Vec<u32>,
}

const BLOCK: usize = 64;

impl<'t> SpanMap<'t> {
    /// Prepares the conversion: one pass over the text.
    pub fn new(text: &'t str) -> Self {
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            blocks.reserve(text.len() / BLOCK + 1);
            let mut points = 0;
            for (at, byte) in text.bytes().enumerate() {
                if at % BLOCK == 0 {
                    blocks.push(points);
                }
                points += u32::from(starts_char(byte));
            }
        }
        SpanMap { text, blocks }
    }

    /// Code points before byte `at`, which must be a character boundary of the text.
    pub fn point(&self, at: usize) -> usize {
        if self.blocks.is_empty() {
            return at;
        }
        let block = (at / BLOCK).min(self.blocks.len() - 1);
        let rest = &self.text.as_bytes()[block * BLOCK..at];
        self.blocks[block] as usize + rest.iter().filter(|byte| starts_char(**byte)).count()
    }

    /// The span of a byte range, whose ends must be character boundaries of the text.
    pub fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        Span {
            start: self.point(bytes.start),
            end: self.point(bytes.end),
            text: self.text[bytes].to_string(),
        }
    }
}

fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Worth knowing; the record is complete.
    Info,
    /// Part of the record may be missing or wrong.
    Warning,
    /// The article could not be analysed.
    Error,
}

/// Something to know about how an article was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub level: Level,
    /// A sentence for people.
    pub message: String,
    /// Where in the text, if it has a place.
    pub span: Option<Span>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points() {
        let text = format!("{}“Kulaçan” déjà", "é".repeat(100));
        let map = SpanMap::new(&text);
        let at = text.find("déjà").unwrap();
        let span = map.span(at..text.len());
        assert_eq!((span.start, span.end, span.text.as_str()), (110, 114, "déjà"));
        assert_eq!(map.span(0..0).end, 0);
        let ascii = SpanMap::new("plain words");
        assert_eq!(ascii.span(6..11).start, 6);
    }
}

//! Text to words, by rule, as the English UD treebanks (EWT, GUM) cut them.
//!
//! A text is cut at white space into chunks, and each chunk into words from left to right with a bounded look ahead,
//! so the time is linear in the length of the text. A word is always exactly a slice of the text. What English
//! spells is in [`tables`]; how a chunk is cut is in [`chunk`].

mod address;
mod chunk;
mod classes;
mod letters;
mod lines;
mod tables;

use classes::is_gap;

/// One word or punctuation mark: `text[start..end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// True for the first word of the text and the first after a line break, unless the line was broken within a sentence.
    pub starts_paragraph: bool,
}

/// The words of a text, in order. Between them is nothing but white space and invisible characters.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 5);
    words_into(text, &mut out);
    out
}

/// Like [`words`], appending to `out`, which a caller may use again.
pub fn words_into(text: &str, out: &mut Vec<Word>) {
    let mut cutter = chunk::Cutter::new(text, out);
    let bytes = text.as_bytes();
    let lines = lines::Lines::new(text);
    let (mut at, mut gap) = (0, 0);
    let mut line_break = true;
    while at < bytes.len() {
        // The gap before a chunk.
        let byte = bytes[at];
        if byte < 0x80 {
            if classes::ascii(byte) == classes::GAP {
                line_break |= byte == b'\n' || byte == b'\r' || byte == 0x0c;
                at += 1;
                continue;
            }
        } else if let Some(c) = text[at..].chars().next()
            && is_gap(c)
        {
            line_break |= matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}');
            at += c.len_utf8();
            continue;
        }
        // The chunk: up to the next gap. `kinds` collects what is in it.
        let start = at;
        let mut kinds = 0u8;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte < 0x80 {
                let class = classes::ascii(byte);
                if class == classes::GAP {
                    break;
                }
                kinds |= class;
                at += 1;
            } else {
                let Some(c) = text[at..].chars().next() else { break };
                if is_gap(c) {
                    break;
                }
                kinds |= classes::OTHER;
                at += c.len_utf8();
            }
        }
        let starts_paragraph = line_break && lines.end_paragraph(gap..start);
        cutter.cut(start, at, kinds, starts_paragraph);
        line_break = false;
        gap = at;
    }
}

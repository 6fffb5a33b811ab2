//! Which words stand inside quotation marks.

use hearsay_nlp::Document;
use hearsay_record::Quote;
use std::ops::Range;

/// For every token whether it stands inside quotation marks; the marks themselves do not.
///
/// A paragraph that leaves a quotation open and is followed by one that opens with a mark goes on speaking; a
/// mark left open otherwise ends with its paragraph, so that one slip of the pen does not turn the rest of the
/// article into a quotation.
pub fn quoted(document: &Document) -> Vec<bool> {
    let mut inside = vec![false; document.tokens.len()];
    for paragraph in &document.paragraphs {
        let mut open = false;
        for i in paragraph.clone() {
            match mark(document.word(i)) {
                Some(Mark::Open) => open = true,
                Some(Mark::Close) => open = false,
                Some(Mark::Either) => open = !open,
                None => inside[i] = open,
            }
        }
    }
    inside
}

/// The mark of a quotation that is still open at the end of this paragraph.
pub fn left_open(document: &Document, paragraph: Range<usize>) -> Option<usize> {
    let mut open = None;
    for i in paragraph {
        match mark(document.word(i)) {
            Some(Mark::Open) => open = Some(i),
            Some(Mark::Close) => open = None,
            Some(Mark::Either) => open = open.is_none().then_some(i),
            None => {}
        }
    }
    open
}

/// True for a mark that can open a quotation.
pub fn opens(word: &str) -> bool {
    matches!(mark(word), Some(Mark::Open | Mark::Either))
}

/// True for any double quotation mark.
pub fn is_mark(word: &str) -> bool {
    mark(word).is_some()
}

/// Quote type by the share of the content's words inside quotation marks (PolNeAR's scorer: nine tenths, one tenth).
pub fn quote(document: &Document, quoted: &[bool], content: &[Range<usize>]) -> Quote {
    let (mut words, mut inside) = (0usize, 0usize);
    for i in content.iter().cloned().flatten() {
        if is_mark(document.word(i)) || !document.word(i).chars().any(char::is_alphanumeric) {
            continue;
        }
        words += 1;
        inside += usize::from(quoted[i]);
    }
    if inside * 10 >= words * 9 && words > 0 {
        Quote::Direct
    } else if inside * 10 < words || words == 0 {
        Quote::Indirect
    } else {
        Quote::Mixed
    }
}

enum Mark {
    Open,
    Close,
    Either,
}

fn mark(word: &str) -> Option<Mark> {
    match word {
        "“" | "``" | "„" | "«" => Some(Mark::Open),
        "”" | "»" => Some(Mark::Close),
        // Two apostrophes close what two backticks opened; some outlets write them on both sides.
        "\"" | "''" => Some(Mark::Either),
        _ => None,
    }
}

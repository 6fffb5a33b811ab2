//! Where sentences start.

use std::ops::Range;

use crate::words::Word;

/// What the network must say to start a sentence in lower case after a word that ends none.
const RUNS_ON: f32 = 1.0;

/// Whether a sentence starts at word `i`, which is not the first of its `window`. `score(i)` is the network's opinion, above
/// 0 for yes; the spaces between words may know better. An opening mark belongs to the sentence that follows it, and within
/// a run of characters without a space a sentence starts only behind the end of another ("over.Then").
pub(crate) fn starts(
    text: &str,
    words: &[Word],
    window: Range<usize>,
    i: usize,
    score: impl Fn(usize) -> f32,
) -> bool {
    if words[i].starts_paragraph {
        return true;
    }
    let letters = |i: usize| &text[words[i].start..words[i].end];
    let touches = |i: usize| i > window.start && words[i].start == words[i - 1].end;
    let opens = |i: usize| {
        matches!(letters(i), "\"" | "“" | "``" | "'" | "‘" | "«" | "(" | "[")
            && !touches(i)
            && i + 1 < window.end
            && touches(i + 1)
    };
    if opens(i) && score(i + 1) > 0.0 {
        return true;
    }
    let runs_on = letters(i).starts_with(char::is_lowercase) && !ends(letters(i - 1)) && i > window.start;
    let needed = if runs_on { RUNS_ON } else { 0.0 };
    score(i) > needed && (!touches(i) || (!opens(i - 1) && ends(letters(i - 1)) && !closes(letters(i))))
}

/// A mark that can end a sentence.
fn ends(word: &str) -> bool {
    closes(word) || word.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// A mark that ends a quotation or bracket, or separates.
fn closes(word: &str) -> bool {
    matches!(word, "\"" | "”" | "''" | "'" | "’" | "»" | ")" | "]" | "." | "," | ";" | "!" | "?")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with "|" where sentences start; `wanted` are the words at which the network says so.
    fn cut(text: &str, wanted: &[&str]) -> String {
        let words = crate::words(text);
        let mut out = String::new();
        for (i, word) in words.iter().enumerate() {
            let score =
                |i: usize| if wanted.contains(&&text[words[i].start..words[i].end]) { 1.0 } else { -1.0 };
            let start = i == 0 || starts(text, &words, 0..words.len(), i, score);
            out += if start { "|" } else { " " };
            out += &text[word.start..word.end];
        }
        out
    }

    #[test]
    fn an_opening_mark_goes_with_what_follows() {
        assert_eq!(cut("He left. \"They stay.\"", &["They"]), "|He left .|\" They stay . \"");
        assert_eq!(cut("He left. (They stay.)", &["They"]), "|He left .|( They stay . )");
        assert_eq!(cut("He left.\" They stay.", &["They"]), "|He left . \"|They stay .");
    }

    #[test]
    fn no_sentence_starts_inside_a_run() {
        assert_eq!(cut("It is so [18]. They left.", &[".", "They"]), "|It is so [ 18 ] .|They left .");
        assert_eq!(cut("the U.S.-led force", &["-", "led"]), "|the U.S.|- led force");
        assert_eq!(cut("It ended.Then they left", &["Then"]), "|It ended .|Then they left");
        assert_eq!(cut("News/Com left", &["Com"]), "|News / Com left");
    }

    #[test]
    fn a_line_break_starts_one() {
        assert_eq!(cut("Heading\nText", &[]), "|Heading|Text");
    }
}

//! A text's words to the windows the network reads.
//!
//! A window is `[CLS] unit [SEP] unit [SEP] …`. A unit is a paragraph, or a part of a long one. Whole units are packed into a
//! window up to a number of pieces; a short neighbour on each side is read along but not answered for. The training cuts
//! in the same way, so the numbers here are part of the model's format.

use std::ops::Range;

use crate::pieces::Pieces;
use crate::shape::{Quotation, SPECIAL};
use crate::words::{Word, words_into};

/// Pieces of a window whose words are answered for.
const CORE: usize = 130;
/// A neighbour up to this long is read along,
const CONTEXT: usize = 48;
/// but only where the window itself has fewer pieces than this: it costs a fifth of the time and helps short ones alone.
const LONELY: usize = 64;
/// A paragraph longer than this is cut at the next end of a sentence,
const SOFT: usize = 110;
/// or here whatever stands here,
const HARD: usize = 170;
/// unless less than this would be left.
const TAIL: usize = 25;
/// No window is longer, whatever happens.
pub(crate) const WINDOW_MAX: usize = 320;

/// A text made ready to be read.
#[derive(Default)]
pub(crate) struct Plan {
    pub words: Vec<Word>,
    /// Word ranges between line breaks.
    pub paragraphs: Vec<Range<usize>>,
    pub windows: Vec<Window>,
    /// Pieces of all words, one word after the other.
    ids: Vec<u32>,
    /// Where the pieces of each word begin in `ids`, and where the last ones end.
    places: Vec<usize>,
    /// Shape and quotation state of each word.
    shapes: Vec<u8>,
    units: Vec<Unit>,
    letters: String,
}

/// What is never cut by a window.
#[derive(Clone, Debug)]
struct Unit {
    words: Range<usize>,
    pieces: usize,
    ends_paragraph: bool,
}

/// One run of the network.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    /// The words it answers for.
    pub words: Range<usize>,
    /// Whether its last word is the last of a paragraph.
    pub ends_paragraph: bool,
    /// The units it reads, those of the core among them.
    read: Range<usize>,
    core: Range<usize>,
}

/// A window as the network wants it.
#[derive(Default)]
pub(crate) struct Pack {
    pub ids: Vec<u32>,
    pub shapes: Vec<u8>,
    /// Place of `[CLS]`, then of the first piece of each word answered for.
    pub first: Vec<u32>,
}

impl Plan {
    /// Cuts the text into words, paragraphs, units and windows.
    pub fn make(&mut self, text: &str, pieces: &Pieces) {
        self.words.clear();
        self.paragraphs.clear();
        self.ids.clear();
        self.places.clear();
        self.shapes.clear();
        words_into(text, &mut self.words);
        let mut quotation = Quotation::default();
        for (i, word) in self.words.iter().enumerate() {
            if word.starts_paragraph {
                quotation = Quotation::default();
                self.paragraphs.push(i..i);
            }
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.end = i + 1;
            }
            let letters = &text[word.start..word.end];
            self.places.push(self.ids.len());
            pieces.of(letters, &mut self.letters, &mut self.ids);
            self.shapes.push(quotation.shape(letters));
        }
        self.places.push(self.ids.len());
        self.cut_units(text);
        self.pack_windows();
    }

    fn pieces_of(&self, words: Range<usize>) -> usize {
        self.places[words.end] - self.places[words.start]
    }

    fn cut_units(&mut self, text: &str) {
        self.units.clear();
        for paragraph in self.paragraphs.clone() {
            let word = |i: usize| (i < paragraph.end).then(|| &text[self.words[i].start..self.words[i].end]);
            let first_unit = self.units.len();
            let mut start = paragraph.start;
            for i in paragraph.clone() {
                let pieces = self.pieces_of(start..i + 1);
                if pieces <= SOFT {
                    continue;
                }
                let ends = word(i).is_some_and(is_mark)
                    || (i > paragraph.start
                        && word(i).is_some_and(is_closing)
                        && word(i - 1).is_some_and(is_mark));
                let goes_on = word(i + 1).is_some_and(|next| !is_closing(next));
                if i + 1 < paragraph.end && ((ends && goes_on) || pieces > HARD) {
                    let unit = Unit { words: start..i + 1, pieces, ends_paragraph: false };
                    self.units.push(unit);
                    start = i + 1;
                }
            }
            let pieces = self.pieces_of(start..paragraph.end);
            match self.units[first_unit..].last_mut() {
                Some(last) if pieces < TAIL => {
                    last.words.end = paragraph.end;
                    last.pieces += pieces;
                    last.ends_paragraph = true;
                }
                _ => self.units.push(Unit { words: start..paragraph.end, pieces, ends_paragraph: true }),
            }
        }
    }

    fn pack_windows(&mut self) {
        self.windows.clear();
        let short = |unit: Option<&Unit>| unit.is_some_and(|u| u.pieces <= CONTEXT);
        let mut start = 0;
        while start < self.units.len() {
            let (mut end, mut pieces) = (start, 0);
            while end < self.units.len() && (end == start || pieces + self.units[end].pieces < CORE) {
                pieces += self.units[end].pieces + 1;
                end += 1;
            }
            let lonely = pieces < LONELY;
            let before = usize::from(lonely && start > 0 && short(self.units.get(start.wrapping_sub(1))));
            let after = usize::from(lonely && short(self.units.get(end)));
            self.windows.push(Window {
                words: self.units[start].words.start..self.units[end - 1].words.end,
                ends_paragraph: self.units[end - 1].ends_paragraph,
                read: start - before..end + after,
                core: start..end,
            });
            start = end;
        }
    }

    /// Fills `pack` with a window.
    pub fn pack(&self, window: &Window, pieces: &Pieces, pack: &mut Pack) {
        pack.ids.clear();
        pack.shapes.clear();
        pack.first.clear();
        pack.ids.push(pieces.cls);
        pack.shapes.push(SPECIAL);
        pack.first.push(0);
        for number in window.read.clone() {
            let unit = &self.units[number];
            let is_core = window.core.contains(&number);
            for i in unit.words.clone() {
                let ids = &self.ids[self.places[i]..self.places[i + 1]];
                if pack.ids.len() + ids.len() >= WINDOW_MAX {
                    // Only a neighbour can be cut here: a unit of the core and its neighbour before it are shorter.
                    debug_assert!(!is_core);
                    break;
                }
                if is_core {
                    pack.first.push(pack.ids.len() as u32);
                }
                pack.ids.extend_from_slice(ids);
                pack.shapes.extend(std::iter::repeat_n(self.shapes[i], ids.len()));
            }
            if unit.ends_paragraph || number + 1 == window.read.end {
                pack.ids.push(pieces.sep);
                pack.shapes.push(SPECIAL);
            }
        }
    }
}

/// What ends a sentence.
fn is_mark(word: &str) -> bool {
    matches!(word, "." | "!" | "?")
}

/// What may follow the end of a sentence and belongs to it.
fn is_closing(word: &str) -> bool {
    matches!(word, "\"" | "”" | "''" | ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each window as the letters of its pieces, "|" for the marks around paragraphs, what is answered for in capitals.
    fn windows(text: &str) -> Vec<String> {
        let letters: Vec<String> = ('a'..='z').map(String::from).collect();
        let vocabulary = format!("[UNK]\n[CLS]\n[SEP]\n.\n{}", letters.join("\n"));
        let pieces = Pieces::new(&vocabulary);
        let (mut plan, mut pack) = (Plan::default(), Pack::default());
        plan.make(text, &pieces);
        let show = |window: &Window| {
            plan.pack(window, &pieces, &mut pack);
            assert_eq!(pack.ids.len(), pack.shapes.len());
            assert_eq!(pack.first.len(), window.words.len() + 1);
            assert_eq!(pack.first[0], 0);
            let show = |(i, &id): (usize, &u32)| {
                let piece = vocabulary.lines().nth(id as usize).unwrap_or("?");
                match piece {
                    "[CLS]" | "[SEP]" => "|".to_owned(),
                    _ if pack.first.contains(&(i as u32)) => piece.to_uppercase(),
                    _ => piece.to_owned(),
                }
            };
            pack.ids.iter().enumerate().map(show).collect()
        };
        plan.windows.clone().iter().map(show).collect()
    }

    #[test]
    fn paragraphs_are_packed_with_their_neighbours() {
        assert_eq!(windows("a b\nc"), ["|AB|C|"]);
        assert!(windows("").is_empty());
        let long = "x ".repeat(128);
        // The long paragraph fills a window with its [SEP], and needs no company.
        let found = windows(&format!("a b\n{long}\nc"));
        assert_eq!(found, ["|AB|".to_owned(), format!("|{}|", "X".repeat(128)), "|C|".to_owned()]);
        // A short window between long paragraphs is read with whatever short neighbour it has: here with none.
        let found = windows(&format!("{long}\nc\n{long}"));
        assert_eq!(found[1], "|C|");
    }

    #[test]
    fn a_long_paragraph_is_cut_after_a_sentence() {
        let text = format!("{} . {}", "a ".repeat(120), "b ".repeat(60));
        assert_eq!(windows(&text), [format!("|{}.|", "A".repeat(120)), format!("|{}|", "B".repeat(60))]);
        // Not for a short rest.
        let text = format!("{} . {}", "a ".repeat(120), "b ".repeat(20));
        assert_eq!(windows(&text), [format!("|{}.{}|", "A".repeat(120), "B".repeat(20))]);
        // Without a sentence mark, somewhere.
        let text = "a ".repeat(250);
        assert_eq!(windows(&text), [format!("|{}|", "A".repeat(171)), format!("|{}|", "A".repeat(79))]);
    }
}

//! Words to wordpieces of the uncased BERT vocabulary.
//!
//! Each word by itself: cleaned, lower-cased and stripped of accents as BERT does it (Devlin et al. 2019), cut at
//! punctuation, and each part taken apart from left to right, always by the longest piece that fits.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Pieces kept of one word; nothing more of a longer one is read.
pub(crate) const PIECES_PER_WORD_MAX: usize = 24;
/// A part of a word longer than this is unknown as a whole.
const PART_CHARS_MAX: usize = 100;
/// Characters of a word that are looked at: more than its first 24 pieces can need.
const WORD_CHARS_MAX: usize = 4096;

/// The vocabulary.
pub(crate) struct Pieces {
    /// Pieces that begin a word.
    first: FxHashMap<Box<str>, u32>,
    /// Pieces that go on, without their "##".
    rest: FxHashMap<Box<str>, u32>,
    longest: usize,
    unknown: u32,
    /// Beginning of a window: the row that stands for "none".
    pub cls: u32,
    /// End of a paragraph.
    pub sep: u32,
}

impl Pieces {
    /// From the vocabulary as text: one piece a line, the line number being its id.
    pub fn new(vocabulary: &str) -> Pieces {
        let mut pieces = Pieces {
            first: FxHashMap::default(),
            rest: FxHashMap::default(),
            longest: 1,
            unknown: 0,
            cls: 0,
            sep: 0,
        };
        pieces.first.reserve(vocabulary.len() / 8);
        for (id, line) in (0..).zip(vocabulary.lines()) {
            match line {
                "[UNK]" => pieces.unknown = id,
                "[CLS]" => pieces.cls = id,
                "[SEP]" => pieces.sep = id,
                _ => {}
            }
            let (map, piece) = match line.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (&mut pieces.rest, rest),
                _ => (&mut pieces.first, line),
            };
            map.insert(piece.into(), id);
            pieces.longest = pieces.longest.max(piece.len());
        }
        pieces
    }

    /// Appends the pieces of one word: at least one, at most [`PIECES_PER_WORD_MAX`].
    pub fn of(&self, word: &str, scratch: &mut String, out: &mut Vec<u32>) {
        let start = out.len();
        scratch.clear();
        if word.is_ascii() {
            scratch.extend(word.chars().take(WORD_CHARS_MAX).map(|c| c.to_ascii_lowercase()));
            scratch.retain(|c| !c.is_ascii_control());
        } else {
            let clean = word.chars().take(WORD_CHARS_MAX).filter(|&c| !is_dropped(c));
            let plain = clean.nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark);
            scratch.extend(plain.flat_map(char::to_lowercase));
        }
        // Punctuation and Chinese characters are parts by themselves.
        let mut part = 0;
        for (at, c) in scratch.char_indices() {
            let space = c.is_whitespace();
            if space || is_punctuation(c) || is_chinese(c) {
                self.part(&scratch[part..at], out);
                part = at + c.len_utf8();
                if !space {
                    self.part(&scratch[at..part], out);
                }
            }
            if out.len() - start > PIECES_PER_WORD_MAX {
                break;
            }
        }
        if out.len() - start <= PIECES_PER_WORD_MAX {
            self.part(&scratch[part..], out);
        }
        out.truncate(start + PIECES_PER_WORD_MAX);
        if out.len() == start {
            out.push(self.unknown);
        }
    }

    /// Appends the pieces of a part without punctuation, or the unknown piece if it cannot be taken apart.
    fn part(&self, part: &str, out: &mut Vec<u32>) {
        if part.is_empty() {
            return;
        }
        if let Some(&id) = self.first.get(part) {
            return out.push(id);
        }
        let start = out.len();
        let fits = part.len() <= PART_CHARS_MAX || part.chars().count() <= PART_CHARS_MAX;
        let mut at = 0;
        while fits && at < part.len() {
            let map = if at == 0 { &self.first } else { &self.rest };
            let mut end = part.len().min(at + self.longest);
            while !part.is_char_boundary(end) {
                end -= 1;
            }
            let found = loop {
                if end == at {
                    break None;
                }
                if let Some(&id) = map.get(&part[at..end]) {
                    break Some(id);
                }
                end -= part[at..end].chars().next_back().map_or(1, char::len_utf8);
            };
            let Some(id) = found else { break };
            out.push(id);
            at = end;
        }
        if at < part.len() {
            out.truncate(start);
            out.push(self.unknown);
        }
    }
}

/// Controls, formats, private use, and the replacement character: BERT never sees them.
fn is_dropped(c: char) -> bool {
    c == '\u{fffd}'
        || (c.general_category_group() == GeneralCategoryGroup::Other
            && c.general_category() != GeneralCategory::Unassigned
            && !matches!(c, '\t' | '\n' | '\r'))
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// The blocks of Chinese characters that BERT sets apart.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}' | '\u{2b920}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(word: &str) -> Vec<&'static str> {
        const VOCABULARY: &str =
            "[UNK]\n[CLS]\n[SEP]\nun\n##told\nund\n##o\ncafe\nthe\nz\n##z\n-\n.\n東\n##é\n##x";
        let (mut ids, mut scratch) = (Vec::new(), String::new());
        Pieces::new(VOCABULARY).of(word, &mut scratch, &mut ids);
        ids.iter().map(|&id| VOCABULARY.lines().nth(id as usize).expect("a line of the vocabulary")).collect()
    }

    #[test]
    fn longest_piece_first() {
        assert_eq!(pieces("untold"), ["un", "##told"]);
        assert_eq!(pieces("UNDo"), ["und", "##o"]);
        // "und" is taken although only "un" would lead on.
        assert_eq!(pieces("undtold"), ["und", "##told"]);
        assert_eq!(pieces("undtol"), ["[UNK]"]);
    }

    #[test]
    fn case_accents_and_controls_do_not_count() {
        assert_eq!(pieces("CAFÉ"), ["cafe"]);
        assert_eq!(pieces("cafe\u{301}"), ["cafe"]);
        assert_eq!(pieces("t\u{ad}he\u{200d}"), ["the"]);
    }

    #[test]
    fn marks_and_chinese_characters_are_parts() {
        assert_eq!(pieces("the-z."), ["the", "-", "z", "."]);
        assert_eq!(pieces("東東"), ["東", "東"]);
        assert_eq!(pieces("q.z"), ["[UNK]", ".", "z"]);
    }

    #[test]
    fn every_word_has_a_piece_and_none_too_many() {
        assert_eq!(pieces(""), ["[UNK]"]);
        assert_eq!(pieces("\u{301}"), ["[UNK]"]);
        assert_eq!(pieces(&"z".repeat(30)).len(), PIECES_PER_WORD_MAX);
        assert_eq!(pieces(&".".repeat(30)).len(), PIECES_PER_WORD_MAX);
        assert_eq!(pieces(&"z".repeat(101)), ["[UNK]"]);
        assert_eq!(pieces(&"z".repeat(1_000_000)), ["[UNK]"]);
    }
}

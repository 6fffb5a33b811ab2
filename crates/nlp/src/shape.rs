//! What the uncased vocabulary does not tell about a word: its shape, and whether it stands in quotation marks.
//!
//! Both go into the network with the pieces, so this file is part of the model's format. Questions about letters are
//! answered as Unicode's properties do (and Python's `str` methods, which the training uses).

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Shape of the marks around paragraphs, in no quotation.
pub(crate) const SPECIAL: u8 = 7;
const LOWER: u8 = 0;
const TITLE: u8 = 1;
const UPPER: u8 = 2;
const MIXED: u8 = 3;
const DIGIT: u8 = 4;
const SYMBOL: u8 = 5;
const SHAPES: u8 = 8;

/// The shape of a word, 0–5.
pub(crate) fn shape(word: &str) -> u8 {
    let (mut letters, mut upper, mut lower, mut count) = (false, false, false, 0);
    for c in word.chars() {
        if is_digit(c) {
            return DIGIT;
        }
        count += 1;
        letters |= is_letter(c);
        let both = !c.is_ascii() && c.general_category() == GeneralCategory::TitlecaseLetter;
        lower |= c.is_lowercase() || both;
        upper |= c.is_uppercase() || both;
    }
    let title = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    match (letters, lower, upper) {
        (false, ..) => SYMBOL,
        (_, true, false) => LOWER,
        (_, false, true) if count > 1 => UPPER,
        _ if title(word) => TITLE,
        _ => MIXED,
    }
}

/// Quotation marks seen so far in a paragraph.
#[derive(Default)]
pub(crate) struct Quotation {
    inside: bool,
}

impl Quotation {
    /// The next word's shape with its quotation state: shape + 8 · (0 outside, 1 inside, 2 a mark).
    pub fn shape(&mut self, word: &str) -> u8 {
        match word {
            "\"" => self.inside = !self.inside,
            "“" | "``" => self.inside = true,
            "”" | "''" => self.inside = false,
            _ => return shape(word) + SHAPES * u8::from(self.inside),
        }
        shape(word) + SHAPES * 2
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        c.general_category_group() == GeneralCategoryGroup::Letter
    }
}

/// Decimal digits and what is written with one digit: raised, lowered, circled.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    c.general_category() == GeneralCategory::DecimalNumber
        || matches!(c, '²' | '³' | '¹' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}'
            | '\u{2474}'..='\u{247c}' | '\u{2488}'..='\u{2490}' | '\u{24ea}' | '\u{24f5}'..='\u{24fd}' | '\u{24ff}'
            | '\u{2776}'..='\u{277e}' | '\u{2780}'..='\u{2788}' | '\u{278a}'..='\u{2792}' | '\u{1369}'..='\u{1371}' | '\u{19da}'
            | '\u{10a40}'..='\u{10a43}' | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}' | '\u{1f100}'..='\u{1f10a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let shapes = |words: &[&str]| words.iter().map(|w| shape(w)).collect::<Vec<_>>();
        assert_eq!(shapes(&["the", "élan", "don’t", "n't"]), [LOWER; 4]);
        assert_eq!(shapes(&["The", "I", "McKay", "Łódź"]), [TITLE; 4]);
        assert_eq!(shapes(&["NATO", "U.S.", "AT&T"]), [UPPER; 3]);
        assert_eq!(shapes(&["iPhone", "日本", "ǅ"]), [MIXED; 3]);
        assert_eq!(shapes(&["5", "3rd", "x²", "٣"]), [DIGIT; 4]);
        assert_eq!(shapes(&[".", "…", "½", "👩", "\u{301}"]), [SYMBOL; 5]);
    }

    #[test]
    fn quotation_states() {
        let states = |words: &[&str]| {
            let mut quotation = Quotation::default();
            words.iter().map(|w| quotation.shape(w) / SHAPES).collect::<Vec<_>>()
        };
        assert_eq!(states(&["he", "said", "\"", "no", "\"", "."]), [0, 0, 2, 1, 2, 0]);
        assert_eq!(states(&["“", "a", "“", "b", "”", "c"]), [2, 1, 2, 1, 2, 0]);
        assert_eq!(states(&["``", "a", "''", "'", "b"]), [2, 1, 2, 0, 0]);
    }
}

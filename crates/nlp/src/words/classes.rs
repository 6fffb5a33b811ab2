//! Kinds of characters, as far as cutting words needs them.

use unicode_normalization::char::is_combining_mark;

/// White space or a control character: never part of a word.
pub(super) const GAP: u8 = 0;
/// An ASCII letter.
pub(super) const LETTER: u8 = 1;
/// An ASCII digit.
pub(super) const DIGIT: u8 = 2;
/// Any other character.
pub(super) const OTHER: u8 = 4;

const ASCII: [u8; 128] = {
    let mut table = [OTHER; 128];
    let mut i = 0;
    while i < 128 {
        let c = i as u8;
        if c <= b' ' || c == 0x7f {
            table[i] = GAP;
        } else if c.is_ascii_alphabetic() {
            table[i] = LETTER;
        } else if c.is_ascii_digit() {
            table[i] = DIGIT;
        }
        i += 1;
    }
    table
};

/// The class of an ASCII byte.
#[inline]
pub(super) fn ascii(byte: u8) -> u8 {
    ASCII[byte as usize & 127]
}

/// Not part of any word: white space, controls, and what is invisible and joins nothing (byte order marks,
/// zero-width spaces, marks of direction).
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}')
}

/// Letters, digits, and what sticks to them: combining marks, joiners, soft hyphens, the underscore, and U+FFFD where
/// a letter was lost. Raised and lowered figures stand apart, as footnote marks do.
#[inline]
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    (c.is_alphanumeric() && !is_raised(c))
        || is_combining_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{fffd}')
}

/// Superscript and subscript figures.
pub(super) fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209c}')
}

/// ' and the characters that are written for it.
#[inline]
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇' | '`' | '´' | '‘')
}

/// The hyphen, in its three encodings.
#[inline]
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A pictograph, a flag's letter, or an arrow or sign that may be shown as one.
pub(super) fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{231a}'..='\u{23ff}' | '\u{200d}')
}

/// What changes the look of a pictograph: variation selectors, skin tones, the keycap, tags, joiners.
pub(super) fn modifies_pictograph(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}' | '\u{200d}')
}

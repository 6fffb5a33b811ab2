//! Small questions about spelling.

use super::tables::*;

/// Lower case, for looking up. Long strings come back empty: no table holds them.
pub(super) fn lower(word: &str) -> String {
    if word.len() > 24 { String::new() } else { word.to_lowercase().replace(['’', '‘', 'ʼ'], "'") }
}

/// The parts of two words written as one: "cannot", "gonna".
pub(super) fn fused(word: &str) -> Option<&'static [usize]> {
    if !matches!(
        word.as_bytes()[0] | 0x20,
        b'a' | b'c' | b'd' | b'g' | b'h' | b'i' | b'l' | b'o' | b's' | b't' | b'w' | b'y'
    ) {
        return None;
    }
    // "IM" is no "I'm", but "DONT" is "don't".
    let shouted = word.len() <= 4
        && word.bytes().skip(1).all(|b| b.is_ascii_uppercase())
        && !matches!(word, "DONT" | "CANT" | "WONT");
    if shouted {
        return None;
    }
    FUSED.iter().find(|(form, _)| form.eq_ignore_ascii_case(word)).map(|&(_, parts)| parts)
}

/// The parts of words like "y'all", with any apostrophe.
pub(super) fn fused_apostrophe(word: &str) -> Option<&'static [usize]> {
    if word.len() > 12 {
        return None;
    }
    let word = lower(word);
    FUSED_APOSTROPHE.iter().find(|(form, _)| *form == word).map(|&(_, parts)| parts)
}

/// What may follow an apostrophe as a word of its own: 's, 'm, 're, 've, 'll, 'd.
pub(super) fn is_clitic(right: &str) -> bool {
    ["s", "m", "re", "ve", "ll", "d"].iter().any(|c| c.eq_ignore_ascii_case(right))
}

/// A word whose last letters an apostrophe stands for: "ol'", "cookin'".
pub(super) fn is_docked(left: &str) -> bool {
    let word = lower(left);
    DOCKED.contains(&word.as_str())
        || (word.len() >= 5
            && word.ends_with("in")
            && word.bytes().all(|b| b.is_ascii_lowercase())
            && left == word)
}

/// Figures that take 's as a plural: "the 60's", "the 1590's". "2003's" is a possessive.
pub(super) fn is_decade(left: &str) -> bool {
    let figures = left.bytes().rev().take_while(u8::is_ascii_digit).count();
    figures > 0 && (figures < left.len() || figures == 2 || left.ends_with('0'))
}

/// A word broken off in speech: "th-", "w-".
pub(super) fn is_fragment(left: &str) -> bool {
    left.len() <= 2 && left.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiou".contains(&b))
}

/// The two figures of a year or decade: '07, '60s.
pub(super) fn is_short_year(right: &str) -> bool {
    let bytes = right.as_bytes();
    matches!(bytes.len(), 2 | 3)
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && (bytes.len() == 2 || bytes[2] == b's')
}

/// Length of the number in "10km", "7pm", "3x5"; with `amount`, which tells that a currency stands before it, in "1B" too.
pub(super) fn number_and_unit(word: &str, amount: bool) -> Option<usize> {
    let cut = word.find(|c: char| c.is_alphabetic())?;
    let unit = &word[cut..];
    if !word[..cut].bytes().all(|b| b.is_ascii_digit() || b".,:/".contains(&b)) {
        return None;
    }
    let bytes = unit.as_bytes();
    let amount = (amount || word[..cut].contains('.')) && matches!(unit, "b" | "B" | "t" | "T");
    let times = bytes.len() > 1 && bytes[0] == b'x' && bytes[1..].iter().all(u8::is_ascii_digit);
    (amount || times || (unit.len() <= 8 && UNITS.contains(&lower(unit).as_str()))).then_some(cut)
}

/// Whether what follows a comma between figures is a group of three (or, as in India, of two before a further comma).
pub(super) fn thousands(rest: &[u8]) -> bool {
    let n = rest.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    n == 3 || (n == 2 && rest.get(2) == Some(&b',') && rest.get(3).is_some_and(u8::is_ascii_digit))
}

/// Two years, not a fraction or a date: "2001/02".
pub(super) fn years(word: &[u8]) -> bool {
    let first = word.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
    let second = word.iter().skip(first + 1).take(5).take_while(|b| b.is_ascii_digit()).count();
    first == 4 && matches!(second, 2 | 4) && word.get(5 + second) != Some(&b'/')
}

/// Length of figures that hyphens hold together, from the start: dates (2014-03-05, 12-20-2000), telephone numbers
/// (713-853-1696, 345-9945, 713/345-7942), postal codes (77042-2016), book numbers. A range such as 2003-2007 is none.
pub(super) fn grouped_digits(rest: &[u8]) -> Option<usize> {
    let length =
        rest.iter().take(40).take_while(|b| b.is_ascii_digit() || **b == b'-' || **b == b'/').count();
    let letter_at = |i: usize| rest.get(i).is_some_and(u8::is_ascii_alphabetic);
    if letter_at(length) || (rest.get(length) == Some(&b'.') && letter_at(length + 1)) {
        return None;
    }
    let mut groups = [0usize; 8];
    let (mut n, mut slashes) = (0, 0);
    for part in rest[..length].split(|&b| b == b'-') {
        *groups.get_mut(n)? = part.len();
        n += 1;
        if let Some(at) = part.iter().position(|&b| b == b'/') {
            slashes += 1;
            if slashes > 1 || n > 1 || at != 3 || part.len() != 7 {
                return None;
            }
            groups[n - 1] = 3;
        }
    }
    let total: usize = groups[..n].iter().sum();
    let whole = match groups[..n] {
        [3, 4] | [5, 4] | [3, 3, 4] | [1, 3, 3, 4] | [1, 3, 4] => true,
        [4, 1 | 2, 1 | 2] => true,
        [1 | 2, 1 | 2, 2 | 4] => total > 4,
        [_, _, _, _] | [_, _, _, _, _] => total >= 10 && groups[..n].iter().all(|&g| g > 0),
        _ => false,
    };
    (whole && (slashes == 0 || n == 2)).then_some(length)
}

/// Where the number ends in "2p.m." or "10:30a.m.".
pub(super) fn time_of_day(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let cut = bytes.iter().take(6).take_while(|b| b.is_ascii_digit() || **b == b':').count();
    let tail = bytes.get(cut..cut + 3)?;
    (cut > 0 && matches!(tail[0] | 0x20, b'a' | b'p') && tail[1] == b'.' && tail[2] | 0x20 == b'm')
        .then_some(cut)
}

/// Length of letters with full stops between them: "U.S.", "U.S", "a.m.", "Ph.D.".
pub(super) fn acronym(rest: &str) -> Option<usize> {
    for degree in DEGREES {
        if let Some(head) = rest.get(..degree.len())
            && head.eq_ignore_ascii_case(degree)
        {
            let dot = usize::from(rest[degree.len()..].starts_with('.'));
            let ends = !rest[degree.len()..].starts_with(|c: char| c.is_alphanumeric());
            if ends {
                return Some(degree.len() + dot);
            }
        }
    }
    let mut letters = 0;
    let mut at = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if !c.is_alphabetic() {
            break;
        }
        match chars.peek() {
            // A letter and its full stop.
            Some(&(j, '.')) => {
                letters += 1;
                chars.next();
                at = j + 1;
                if letters > 12 {
                    break;
                }
            }
            // A longer word follows the full stop: "U.S.Army" leaves it to the next word.
            Some(&(_, next)) if next.is_alphanumeric() => break,
            // The last letter has none: "U.S".
            _ => {
                if letters > 0 {
                    letters += 1;
                    at = i + c.len_utf8();
                }
                break;
            }
        }
    }
    // Three stops are an ellipsis.
    if rest[at..].starts_with("..") && rest[..at].ends_with('.') {
        at -= 1;
    }
    (letters >= 2).then_some(at)
}

/// Whether this word keeps its full stop. `ahead` is the next character of the paragraph, if any.
pub(super) fn is_abbreviation(word: &str, ahead: Option<char>) -> bool {
    if word.len() > 8 || !word.is_ascii() {
        return false;
    }
    let word = word.strip_prefix('_').unwrap_or(word);
    let is = |list: &[&str]| list.iter().any(|entry| entry.eq_ignore_ascii_case(word));
    let figure = ahead.is_some_and(|c| c.is_ascii_digit());
    is(ABBREVIATIONS)
        || CAPITALISED.contains(&word)
        || (figure && is(BEFORE_FIGURE))
        || (ahead
            .is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':' | ')') || c.is_ascii_digit())
            && is(INSIDE_SENTENCE))
}

/// Length of an emoticon at the start. With an open bracket, ")" closes it.
pub(super) fn emoticon(rest: &str, brackets: usize) -> Option<usize> {
    if !rest.starts_with([':', ';', '=', '>', '<', '^', '-', '(', ')', '\\']) || rest.len() < 2 {
        return None;
    }
    let found = EMOTICONS.iter().filter(|e| rest.starts_with(**e)).max_by_key(|e| e.len())?;
    let behind = &rest[found.len()..];
    let ends = behind.is_empty() || behind.bytes().take(4).all(|b| b".,!?)\"".contains(&b));
    let closes = brackets > 0 && found.len() == 2 && (found.ends_with(')') || found.starts_with(')'));
    (ends && !closes).then_some(found.len())
}

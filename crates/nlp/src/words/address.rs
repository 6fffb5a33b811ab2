//! Addresses: web, mail, files.

use super::classes::is_gap;
use super::tables::{DOMAINS, EXTENSIONS};

/// The longest local part of a mail address that is looked for, and the longest dotted name: a bound on looking ahead.
const FAR: usize = 128;

/// The end of an address that begins at `at`.
pub(super) fn at(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = &text[at..end];
    if rest.len() < 5 {
        return None;
    }
    let bytes = rest.as_bytes();
    if matches!(bytes[0] | 0x20, b'h' | b'f' | b'w' | b'm' | b'd') {
        for start in ["http://", "https://", "ftp://", "www.", "mailto:", "doi:10."] {
            if rest.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
                && rest.len() > start.len()
            {
                return Some(at + web_length(rest));
            }
        }
    }
    mail_length(bytes).map(|length| at + length)
}

/// Length of a web address at the start of `rest`: up to a character that cannot be in one, without the
/// punctuation of the sentence around it. A closing bracket belongs to it if it holds the opening one.
fn web_length(rest: &str) -> usize {
    let stop = |c: char| {
        is_gap(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '{' | '}' | '|' | '[' | ']' | '…')
    };
    let rest = &rest[..rest.find(stop).unwrap_or(rest.len())];
    let mut open = rest.bytes().filter(|&b| b == b'(').count() as isize
        - rest.bytes().filter(|&b| b == b')').count() as isize;
    let mut length = rest.len();
    while let Some(c) = rest[..length].chars().next_back() {
        match c {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' => {}
            ')' if open < 0 => open += 1,
            _ => break,
        }
        length -= c.len_utf8();
    }
    length.max(1)
}

/// Length of a mail address at the start: a local part, "@", and a domain with a dot.
fn mail_length(bytes: &[u8]) -> Option<usize> {
    let local =
        bytes.iter().take(FAR).take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    if local == 0 || bytes.get(local) != Some(&b'@') {
        return None;
    }
    let domain = &bytes[local + 1..];
    let mut length = domain.iter().take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    while length > 0 && !domain[length - 1].is_ascii_alphanumeric() {
        length -= 1;
    }
    domain[..length].contains(&b'.').then_some(local + 1 + length)
}

/// Length of a domain or file name at the start: "example.org/page", "comp.sources.unix", "plan-2.doc".
pub(super) fn dotted_name(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while length < bytes.len().min(FAR) {
        let b = bytes[length];
        let inside = b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        let dot = b == b'.' && bytes.get(length + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !inside && !dot {
            break;
        }
        length += 1;
    }
    while length > 0 && !bytes[length - 1].is_ascii_alphanumeric() {
        length -= 1;
    }
    // A name may be followed by "'s" or "-based", never by a letter beyond ASCII.
    let whole = rest[..length].rsplit_once('.').map_or("", |(_, last)| last);
    let cut = whole.find('-').map_or(length, |hyphen| length - whole.len() + hyphen);
    let name = &rest[..cut];
    if bytes.get(cut).is_some_and(|b| !b.is_ascii()) {
        return None;
    }
    let (front, last) = name.rsplit_once('.')?;
    let before_last = front.rsplit('.').next().unwrap_or("");
    let lower = last.to_ascii_lowercase();
    let even = last == lower || !name.bytes().any(|b| b.is_ascii_lowercase());
    if even && before_last.len() > 1 && DOMAINS.contains(&lower.as_str()) {
        let path = &rest[cut..];
        return Some(if path.starts_with('/') { cut + web_length(path).max(1) } else { cut });
    }
    let group = name.bytes().filter(|&b| b == b'.').count() >= 2
        && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'.');
    ((EXTENSIONS.contains(&lower.as_str()) && even)
        || (group && name.split('.').all(|label| label.len() > 1)))
    .then_some(cut)
}

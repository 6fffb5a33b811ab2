//! Bytes to text: byte order mark, declared charset, UTF-8, and only then a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and what to tell the reader about how it was decoded.
pub(crate) struct Decoded {
    pub text: String,
    pub warning: Option<String>,
}

/// Decodes a whole text. A byte order mark is the encoding's mark and no part of the text; everything else
/// comes back as it is, line ends included. `declared` is what a protocol or page says of itself.
pub(crate) fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, &bytes[mark..], None);
    }
    match declared {
        Some(encoding) if encoding != UTF_8 => return with(encoding, &bytes, None),
        _ => {}
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, warning: None },
        Err(error) => error.into_bytes(),
    };
    if declared == Some(UTF_8) || mostly_utf8(&bytes) {
        return with(UTF_8, &bytes, None);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    with(guess, &bytes, Some(format!("the text is not UTF-8; it was read as {}", guess.name())))
}

/// The encoding of a UTF-16 byte order mark, which JSON may not have.
pub(crate) fn utf16_mark(bytes: &[u8]) -> Option<&'static str> {
    match Encoding::for_bom(bytes)? {
        (encoding, _) if encoding == UTF_16LE || encoding == UTF_16BE => Some(encoding.name()),
        _ => None,
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], warning: Option<String>) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let n = text.matches('\u{FFFD}').count();
    let warning = warning.or_else(|| {
        broken.then(|| {
            let name = encoding.name();
            match n {
                1 => format!("1 place is not valid {name} and stands as \u{FFFD}"),
                _ => format!("{n} places are not valid {name} and stand as \u{FFFD}"),
            }
        })
    });
    Decoded { text: text.into_owned(), warning }
}

/// Most of what lies outside ASCII is valid UTF-8: a UTF-8 text with some damage, not another charset.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

/// The charset that an HTML page declares in its first kilobytes, as in the HTML standard's prescan.
pub(crate) fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    const PRESCAN_BYTES: usize = 4096;
    let head = bytes[..bytes.len().min(PRESCAN_BYTES)].to_ascii_lowercase();
    let mut rest = &head[..];
    while let Some(at) = find(rest, b"charset") {
        rest = &rest[at + b"charset".len()..];
        let value = rest.trim_ascii_start().strip_prefix(b"=").map(|v| v.trim_ascii_start());
        let Some(value) = value else { continue };
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| b"\"'; />\r\n\t".contains(b)).unwrap_or(value.len());
        if let Some(encoding) = Encoding::for_label(&value[..end]) {
            // A page whose declaration can be read as ASCII is not UTF-16.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

/// The charset of a Content-Type header.
pub(crate) fn declared_in_header(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let label = lower.split(';').find_map(|part| part.trim().strip_prefix("charset="))?.trim_matches('"');
    Encoding::for_label(label.as_bytes())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// What kind of binary this is, or `None` for what may be text. Compressed and encrypted data gives
/// itself away by control characters, about one byte in nine, where text has none.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x89PNG", "an image"),
        (b"\xFF\xD8\xFF", "an image"),
        (b"GIF8", "an image"),
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\xD0\xCF\x11\xE0", "an office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x28\xB5\x2F\xFD", "Zstandard data"),
        (b"BZh9", "bzip2 data"),
        (b"\xFD7zXZ", "xz data"),
        (b"WARC/", "a WARC archive"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3", "an SQLite database"),
    ];
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    const LOOKED_AT: usize = 1 << 16;
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let control = head.iter().filter(|&&b| b < 0x20 && !b"\t\n\r\x0C\x1B".contains(&b)).count();
    (control * 100 > head.len()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, warning: Option<&str>) {
        let got = decode(bytes.to_vec(), None);
        assert_eq!(got.text, text);
        assert_eq!(got.warning.as_deref(), warning);
    }

    #[test]
    fn utf8_comes_back_unchanged() {
        check("“Kulaçan”\r\nfell.\t".as_bytes(), "“Kulaçan”\r\nfell.\t", None);
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        check(b"\xEF\xBB\xBFThe port", "The port", None);
        check(b"\xFF\xFET\0h\0e\0", "The", None);
        check(b"\xFE\xFF\0T\0h\0e", "The", None);
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        check(
            b"\xE2\x80\x9CWe did not fire\xE2\x80\x9D caf\xC3\xA9 \xFF",
            "“We did not fire” café \u{FFFD}",
            Some("1 place is not valid UTF-8 and stands as \u{FFFD}"),
        );
    }

    #[test]
    fn another_charset_is_guessed() {
        check(
            b"\x93We did not fire,\x94 the minister\x92s aide told the caf\xE9.",
            "“We did not fire,” the minister’s aide told the café.",
            Some("the text is not UTF-8; it was read as windows-1252"),
        );
    }

    #[test]
    fn declarations() {
        let name = |html: &[u8]| declared_in_html(html).map(Encoding::name);
        assert_eq!(name(b"<meta charset=\"ISO-8859-1\">"), Some("windows-1252"));
        assert_eq!(name(b"<META HTTP-EQUIV=x content='text/html; charset=koi8-r'>"), Some("KOI8-R"));
        assert_eq!(name(b"<meta charset=utf-16>"), Some("UTF-8"));
        assert_eq!(name(b"<p>the charset question"), None);
        assert_eq!(declared_in_header("text/html; Charset=\"utf-8\"").map(Encoding::name), Some("UTF-8"));
        assert_eq!(declared_in_header("text/html"), None);
    }

    #[test]
    fn binary_is_told_from_text() {
        assert_eq!(binary(b"%PDF-1.7\n"), Some("a PDF file"));
        assert_eq!(binary(&(0..=255).collect::<Vec<u8>>()), Some("binary data"));
        assert_eq!(binary("Grüße aus dem Hafen\r\n".as_bytes()), None);
        assert_eq!(binary(b"\xFF\xFET\0h\0e\0"), None);
    }
}

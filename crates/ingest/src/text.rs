//! Plain text to an article.

use crate::article::{Ingested, Options, Parts, assemble};
use crate::charset::{binary, decode};
use crate::{Origin, Reason};
use encoding_rs::Encoding;

/// The text unchanged, line ends included; only a byte order mark goes, which is the encoding's and not the
/// text's. Bytes that are no text of the charset stand as U+FFFD, with a warning.
pub fn text(bytes: Vec<u8>, origin: &Origin, options: &Options) -> Result<Ingested, Reason> {
    declared(bytes, None, None, origin, options)
}

pub(crate) fn declared(
    bytes: Vec<u8>,
    charset: Option<&'static Encoding>,
    url: Option<String>,
    origin: &Origin,
    options: &Options,
) -> Result<Ingested, Reason> {
    if let Some(what) = binary(&bytes) {
        return Err(Reason::Binary(what));
    }
    let decoded = decode(bytes, charset);
    let warnings = decoded.warning.into_iter().collect();
    assemble(Parts { url, body: decoded.text, warnings, ..Parts::default() }, options, origin)
}

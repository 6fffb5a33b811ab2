//! JSON articles: one a line, or one a file.
//!
//! `{"id": …, "text": …}`, and optionally `title`, `url`, `outlet`, `authors`, `published`. Other keys are
//! let be. An article without `id` gets one from its content.

use crate::article::{Ingested, Options, Parts, assemble};
use crate::charset::utf16_mark;
use crate::limits::LINE_BYTES_MAX;
use crate::{Origin, Reason};
use serde::Deserialize;
use std::io::{self, BufRead};

/// One article from one JSON object, `line`.
pub fn json(line: &[u8], origin: &Origin, options: &Options) -> Result<Ingested, Reason> {
    if let Some(encoding) = utf16_mark(line) {
        return Err(Reason::NotUtf8(encoding));
    }
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let mut warnings = Vec::new();
    let text = String::from_utf8_lossy(line);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        warnings.push("the line is not valid UTF-8; broken places stand as \u{FFFD}".to_string());
    }
    let given: Given = serde_json::from_str(&text).map_err(|error| Reason::Json(plain(&error)))?;
    let body = given.text.ok_or(Reason::NoText)?;
    let authors = match given.authors {
        Some(Authors::Many(names)) => names,
        Some(Authors::One(name)) => vec![name],
        None => Vec::new(),
    };
    let parts = Parts {
        id: given.id.map(|id| match id {
            Id::Text(id) => id,
            Id::Number(id) => id.to_string(),
        }),
        url: given.url,
        outlet: given.outlet,
        title: given.title,
        authors,
        published: given.published,
        body,
        warnings,
    };
    assemble(parts, options, origin)
}

#[derive(Deserialize)]
struct Given {
    id: Option<Id>,
    text: Option<String>,
    title: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    authors: Option<Authors>,
    published: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "\"id\" must be a string or a number")]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "\"authors\" must be a string or a list of strings")]
enum Authors {
    One(String),
    Many(Vec<String>),
}

/// serde's message; its line number is always 1 for one line, so only the column stays.
fn plain(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}

/// The next line of a stream, without its end, that holds more than white space.
pub(crate) struct Lines<R> {
    input: R,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R) -> Self {
        Lines { input, number: 0 }
    }

    /// Line number, counted from 1, and the line. A line that is too long is passed over. After an error
    /// of the stream itself nothing more should be asked for.
    pub fn next(&mut self) -> io::Result<Option<(u64, Option<Vec<u8>>)>> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            if line.as_ref().is_none_or(|line| !line.trim_ascii().is_empty()) {
                return Ok(Some((self.number, line)));
            }
        }
    }

    fn line(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let mut line = Some(Vec::new());
        let mut any = false;
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                self.number += u64::from(any);
                return Ok(any.then_some(line));
            }
            any = true;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let piece = &buffer[..end.unwrap_or(buffer.len())];
            match &mut line {
                Some(so_far) if so_far.len() + piece.len() <= LINE_BYTES_MAX => {
                    so_far.extend_from_slice(piece)
                }
                _ => line = None,
            }
            let used = piece.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                self.number += 1;
                return Ok(Some(line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Ingested, Reason> {
        json(line.as_bytes(), &Origin { file: "a.jsonl".into(), line: Some(1) }, &Options::default())
    }

    fn refused(line: &str) -> String {
        read(line).unwrap_err().to_string()
    }

    #[test]
    fn all_keys() {
        let line = r#"{"id": 7, "text": "The port was closed.\r\n", "title": "Port closed", "url": "https://a.example/7",
            "outlet": "The Post", "authors": ["Ada Rusk"], "published": "2025-02-20", "section": {"unknown": [1]}}"#;
        let article = read(line).unwrap().article;
        assert_eq!(article.id, "7");
        assert_eq!(article.text, "Port closed\n\nThe port was closed.\r\n");
        assert_eq!(article.outlet.as_deref(), Some("The Post"));
        assert_eq!(article.authors, ["Ada Rusk"]);
        assert_eq!(article.published.as_deref(), Some("2025-02-20"));
    }

    #[test]
    fn text_alone_is_enough_and_nulls_are_nothing() {
        let got =
            read(r#"{"text": "\ufeffThe “port” was closed.", "title": null, "authors": null, "id": null}"#)
                .unwrap();
        assert_eq!(got.article.text, "\u{FEFF}The “port” was closed.");
        assert_eq!(got.article.id.len(), 16);
        assert_eq!(got.article.title, None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(refused(r#"{"id": "a"}"#), "the article has no \"text\"");
        assert_eq!(refused(r#"{"id": "a", "text": ""}"#), "the text is empty");
        assert_eq!(
            refused(r#"{"id": "a", "text": "The port was"#),
            "is not a JSON article: EOF while parsing a string at column 33"
        );
        assert_eq!(
            refused(r#"{"id": "a", "text": 5}"#),
            "is not a JSON article: invalid type: integer `5`, expected a string at column 21"
        );
        assert!(refused("[1, 2]").starts_with("is not a JSON article: "));
        assert!(refused(&"[".repeat(100_000)).starts_with("is not a JSON article: "));
        assert!(refused(r#"{"id": [1], "text": "x"}"#).contains("\"id\" must be a string or a number"));
    }

    #[test]
    fn broken_bytes_are_replaced_and_told() {
        let origin = Origin { file: "a.jsonl".into(), line: Some(1) };
        let got = json(b"{\"text\": \"The caf\xE9 was closed.\"}", &origin, &Options::default()).unwrap();
        assert_eq!(got.article.text, "The caf\u{FFFD} was closed.");
        assert_eq!(got.diagnostics.len(), 1);
        let wide = json(b"\xFF\xFE{\0}\0", &origin, &Options::default()).unwrap_err();
        assert_eq!(wide.to_string(), "is UTF-16LE; JSON Lines are UTF-8");
    }

    #[test]
    fn lines_are_counted_and_blank_ones_passed_over() {
        let mut lines = Lines::new("one\n\n  \r\ntwo\r\nthree".as_bytes());
        let mut got = Vec::new();
        while let Some((number, line)) = lines.next().unwrap() {
            got.push((number, String::from_utf8(line.unwrap()).unwrap()));
        }
        assert_eq!(got, [(1, "one".into()), (4, "two\r".into()), (5, "three".into())]);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let long = [vec![b'a'; LINE_BYTES_MAX + 1], b"\nnext".to_vec()].concat();
        let mut lines = Lines::new(&long[..]);
        assert_eq!(lines.next().unwrap(), Some((1, None)));
        assert_eq!(lines.next().unwrap(), Some((2, Some(b"next".to_vec()))));
        assert_eq!(lines.next().unwrap(), None);
    }
}

//! Web archives (WARC 1.0 and 1.1, as Common Crawl and others write them) to pages.
//!
//! The format is a header of lines, a block of as many bytes as the header says, and an empty line, again and again; packed
//! archives pack every record by itself, which reads as one stream. Only answers with an HTML page in them, and texts that
//! somebody has made from pages, become pieces.

use crate::Reason;
use crate::charset::declared_in_header;
use crate::limits::FETCH_BYTES_MAX;
use encoding_rs::Encoding;
use std::io::{self, BufRead, Read};

/// Bytes of a header, at most.
const HEADER_BYTES_MAX: u64 = 64 << 10;

/// A page out of a web archive.
pub(crate) struct Page {
    pub url: Option<String>,
    /// When it was fetched.
    pub date: Option<String>,
    pub charset: Option<&'static Encoding>,
    pub is_html: bool,
    pub bytes: Vec<u8>,
}

/// Reads records one after another.
pub(crate) struct Warc<R> {
    input: R,
    n: u64,
}

impl<R: BufRead> Warc<R> {
    pub fn new(input: R) -> Self {
        Warc { input, n: 0 }
    }

    /// The number of the record, counted from 1, and the next page; none at the end. After an error nothing more should be
    /// asked for.
    pub fn next(&mut self) -> Result<Option<(u64, Page)>, Reason> {
        loop {
            let Some(header) = self.header().map_err(cut)? else { return Ok(None) };
            self.n += 1;
            let get =
                |name: &str| header.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            let length: u64 = get("content-length")
                .and_then(|length| length.parse().ok())
                .ok_or_else(|| Reason::Warc("a record does not say how long it is".to_string()))?;
            let kind = get("warc-type").unwrap_or("").to_ascii_lowercase();
            let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion")
                && length <= FETCH_BYTES_MAX as u64;
            if !wanted {
                self.skip(length).map_err(cut)?;
                continue;
            }
            let mut block = vec![0; length as usize];
            self.input.read_exact(&mut block).map_err(cut)?;
            let url = get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_string());
            let date = get("warc-date").map(String::from);
            let media = get("content-type").unwrap_or("").to_ascii_lowercase();
            let page = match kind.as_str() {
                "response" => answer(block),
                _ if media.starts_with("text/plain") => Some((block, Some(encoding_rs::UTF_8), false)),
                _ if media.contains("html") => Some((block, declared_in_header(&media), true)),
                _ => None,
            };
            if let Some((bytes, charset, is_html)) = page {
                return Ok(Some((self.n, Page { url, date, charset, is_html, bytes })));
            }
        }
    }

    /// Names in lower case, and values; none at the end of the stream.
    fn header(&mut self) -> io::Result<Option<Vec<(String, String)>>> {
        let mut line = Vec::new();
        // Empty lines part the records.
        loop {
            line.clear();
            if (&mut self.input).take(HEADER_BYTES_MAX).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                break;
            }
        }
        if !line.starts_with(b"WARC/") {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "no WARC record where one should begin"));
        }
        let mut header = Vec::new();
        let mut left = HEADER_BYTES_MAX;
        loop {
            line.clear();
            let n = (&mut self.input).take(left).read_until(b'\n', &mut line)?;
            left -= n as u64;
            if !line.ends_with(b"\n") {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim();
            if text.is_empty() {
                return Ok(Some(header));
            }
            if let Some((key, value)) = text.split_once(':') {
                header.push((key.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
        }
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let done = io::copy(&mut (&mut self.input).take(length), &mut io::sink())?;
        if done < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

fn cut(error: io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Reason::Cut,
        io::ErrorKind::InvalidData => Reason::Warc(error.to_string()),
        _ => Reason::from_io(error),
    }
}

/// The page of an HTTP answer, if it is a whole one.
fn answer(block: Vec<u8>) -> Option<(Vec<u8>, Option<&'static Encoding>, bool)> {
    let end = block.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&block[..end]).to_string();
    let mut lines = head.lines();
    let status = lines.next()?.split_whitespace().nth(1)?;
    if status != "200" {
        return None;
    }
    let get = |name: &str| {
        head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_string())
        })
    };
    let media = get("content-type")?;
    if !media.to_ascii_lowercase().contains("html") {
        return None;
    }
    let mut body = block[end + 4..].to_vec();
    if get("transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
        // Crawlers often keep the word and write the whole.
        body = joined(&body).unwrap_or(body);
    }
    if get("content-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("gzip"))
        && body.starts_with(&[0x1F, 0x8B])
    {
        let mut whole = Vec::new();
        let unpacked = crate::unpack::open(io::Cursor::new(body)).ok()?;
        unpacked.take(FETCH_BYTES_MAX as u64).read_to_end(&mut whole).ok()?;
        body = whole;
    }
    Some((body, declared_in_header(&media), true))
}

/// Chunks put together; none if these are no chunks.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = body.windows(2).position(|w| w == b"\r\n")?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(body.get(end + 2..end + 2 + size)?);
        body = body.get(end + 4 + size..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, media: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://post.example/1>\r\nWARC-Date: 2025-02-20T09:00:00Z\r\n\
             Content-Type: {media}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn http(head: &str, body: &str) -> String {
        record("response", "application/http; msgtype=response", &format!("HTTP/1.1 {head}\r\n\r\n{body}"))
    }

    fn pages(warc: &str) -> Vec<Result<(u64, String), String>> {
        let mut warc = Warc::new(warc.as_bytes());
        let mut out = Vec::new();
        loop {
            match warc.next() {
                Ok(None) => return out,
                Ok(Some((n, page))) => out.push(Ok((n, String::from_utf8(page.bytes).unwrap()))),
                Err(reason) => {
                    out.push(Err(reason.to_string()));
                    return out;
                }
            }
        }
    }

    #[test]
    fn pages_that_were_there_are_read_and_the_rest_is_passed_over() {
        let warc = [
            record("warcinfo", "application/warc-fields", "software: x"),
            http("200 OK\r\nContent-Type: text/html; charset=utf-8", "<p>one</p>"),
            http("404 Not Found\r\nContent-Type: text/html", "<p>gone</p>"),
            http("200 OK\r\nContent-Type: image/png", "x"),
            http(
                "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked",
                "6\r\n<p>two\r\n4\r\n</p>\r\n0\r\n\r\n",
            ),
            http("200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", "<p>whole</p>"),
            record("conversion", "text/plain", "The port was closed."),
        ]
        .concat();
        let text = |n, text: &str| Ok((n, text.to_string()));
        assert_eq!(
            pages(&warc),
            [
                text(2, "<p>one</p>"),
                text(5, "<p>two</p>"),
                text(6, "<p>whole</p>"),
                text(7, "The port was closed.")
            ]
        );
    }

    #[test]
    fn an_archive_that_is_cut_gives_what_stands_before() {
        let whole = http("200 OK\r\nContent-Type: text/html", "<p>one</p>")
            + &http("200 OK\r\nContent-Type: text/html", "<p>two</p>");
        for cut in [40, 20, 100] {
            let got = pages(&whole[..whole.len() - cut]);
            assert_eq!(got[0], Ok((1, "<p>one</p>".to_string())), "{cut}");
            assert_eq!(got.len(), 2, "{cut}");
            assert!(got[1].as_ref().unwrap_err().contains("ends in the middle"), "{cut}: {got:?}");
        }
        assert!(pages("The port was closed.\n")[0].as_ref().unwrap_err().contains("no WARC record"));
    }
}

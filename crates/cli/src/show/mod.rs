//! How records and documents are written.

mod conllu;
mod csv;
mod json;
mod rows;
mod table;
mod text;
mod tokens;
mod voices;
mod wrap;

pub use rows::{Rows, Tabs};
pub use table::table;
pub use voices::{kind_name, spelled};
pub use wrap::{shorten, tame};

use anyhow::Result;
use clap::ValueEnum;
use hearsay_ingest::Origin;
use hearsay_nlp::Document;
use hearsay_record::Record;
use std::path::Path;

/// How `read` writes records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// A page for people
    Text,
    /// Indented JSON: one record, or a list of them
    Json,
    /// One record a line
    Jsonl,
    /// One event a row
    Csv,
    /// One self-contained web page, the article with its voices beside it
    Html,
}

impl ReadFormat {
    /// What the name of a file asks for.
    pub fn of_file(path: &Path) -> Option<ReadFormat> {
        Some(match path.extension()?.to_str()? {
            "txt" => ReadFormat::Text,
            "json" => ReadFormat::Json,
            "jsonl" => ReadFormat::Jsonl,
            "csv" => ReadFormat::Csv,
            "html" | "htm" => ReadFormat::Html,
            _ => return None,
        })
    }
}

/// How `parse` writes documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    /// A table for people
    Text,
    /// CoNLL-U, with names under MISC
    Conllu,
    /// One object a file
    Jsonl,
}

/// Writes single records; can be used by many threads.
pub struct Writer {
    format: ReadFormat,
    page: text::Page,
    colour: bool,
}

/// Puts the pages of single records together.
pub struct Pages {
    format: ReadFormat,
    n: usize,
    /// JSON only: the first record, until it is known whether it is the only one.
    first: Vec<u8>,
    /// HTML only: all articles, since the index stands before them.
    sections: Vec<Vec<u8>>,
}

impl Writer {
    /// A writer for pages of `width` columns. Quotations are shortened to fit only where somebody looks on.
    pub fn new(format: ReadFormat, width: usize, shorten: bool, colour: bool) -> Writer {
        Writer { format, page: text::Page { width, shorten }, colour }
    }

    /// One record.
    pub fn page(&self, record: &Record) -> Vec<u8> {
        match self.format {
            ReadFormat::Text if self.colour => self.page.record(record).into_bytes(),
            ReadFormat::Text => {
                anstream::adapter::strip_str(&self.page.record(record)).to_string().into_bytes()
            }
            ReadFormat::Json => json::indented(record),
            ReadFormat::Jsonl => json::line(record),
            ReadFormat::Csv => csv::rows(record),
            ReadFormat::Html => hearsay_web::article::section(record),
        }
    }

    /// Begins the output.
    pub fn start(&self) -> Pages {
        Pages { format: self.format, n: 0, first: Vec::new(), sections: Vec::new() }
    }
}

impl Pages {
    /// Writes the next page with what belongs before it.
    pub fn next(&mut self, page: Vec<u8>, mut write: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        self.n += 1;
        match (self.format, self.n) {
            (ReadFormat::Csv, 1) => write(&csv::header())?,
            (ReadFormat::Text, 2..) => write(b"\n")?,
            (ReadFormat::Html, _) => {
                self.sections.push(page);
                return Ok(());
            }
            (ReadFormat::Json, 1) => {
                self.first = page;
                return Ok(());
            }
            (ReadFormat::Json, n) => {
                if n == 2 {
                    write(b"[\n")?;
                    write(self.first.trim_ascii_end())?;
                    self.first = Vec::new();
                }
                write(b",\n")?;
                return write(page.trim_ascii_end());
            }
            _ => {}
        }
        write(&page)
    }

    /// Writes what belongs behind the last page.
    pub fn end(self, mut write: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        match (self.format, self.n) {
            (ReadFormat::Csv, 0) => write(&csv::header()),
            (ReadFormat::Html, _) => write(&hearsay_web::article::page(&self.sections)),
            (ReadFormat::Json, 0) => write(b"[]\n"),
            (ReadFormat::Json, 1) => write(&self.first),
            (ReadFormat::Json, _) => write(b"\n]\n"),
            _ => Ok(()),
        }
    }
}

/// One document in the format asked for.
pub fn parse_page(format: ParseFormat, origin: &Origin, document: &Document) -> Vec<u8> {
    match format {
        ParseFormat::Text => table(document, 0..document.sentences.len()).into_bytes(),
        ParseFormat::Conllu => conllu::document(origin, document).into_bytes(),
        ParseFormat::Jsonl => tokens::line(origin, document),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_together(format: ReadFormat, pages: &[&str]) -> String {
        let mut out = Vec::new();
        let mut together = Writer::new(format, 80, false, false).start();
        for page in pages {
            let write = |bytes: &[u8]| {
                out.extend_from_slice(bytes);
                Ok(())
            };
            together.next(page.as_bytes().to_vec(), write).unwrap();
        }
        let write = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok(())
        };
        together.end(write).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_is_one_record_or_a_list() {
        assert_eq!(put_together(ReadFormat::Json, &[]), "[]\n");
        assert_eq!(put_together(ReadFormat::Json, &["{}\n"]), "{}\n");
        assert_eq!(put_together(ReadFormat::Json, &["{}\n", "{}\n", "{}\n"]), "[\n{},\n{},\n{}\n]\n");
    }

    #[test]
    fn csv_has_one_header() {
        assert_eq!(put_together(ReadFormat::Csv, &["a\n", "b\n"]).matches("article_id").count(), 1);
        assert!(put_together(ReadFormat::Csv, &[]).starts_with("article_id,"));
    }
}

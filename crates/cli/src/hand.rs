//! What the web room is handed: how a pasted text or an address is read, and an archive to show when there is none.

use crate::command::explain;
use crate::example;
use crate::reader::Reader;
use anyhow::{Context, Result};
use hearsay_archive::{Archive, Prepared};
use hearsay_ingest::{Ingested, Input, Options, Origin, json, open};
use hearsay_nlp::Scratch;
use hearsay_record::{Article, Record};
use hearsay_web::{Given, Refused};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tempfile::TempDir;

/// Reads for the web room, under the rules of `hearsay read`.
pub struct Hand {
    pub reader: Reader,
    pub options: Options,
}

impl hearsay_web::Reader for Hand {
    fn read_text(&self, given: &Given) -> Result<Record, Refused> {
        let article = serde_json::json!({
            "text": given.text, "title": given.title, "outlet": given.outlet, "published": given.published,
        });
        let origin = Origin { file: "the text".to_string(), line: None };
        let read = json(article.to_string().as_bytes(), &origin, &self.options);
        self.record(read.map_err(|reason| Refused(reason.to_string()))?)
    }

    fn read_url(&self, url: &str) -> Result<Record, Refused> {
        let input = Input::parse(url);
        if !matches!(input, Input::Url(_)) {
            return Err(Refused("want an address that begins with http:// or https://".to_string()));
        }
        let piece =
            open(&input).next().ok_or_else(|| Refused("there is nothing at this address".to_string()))?;
        let read = piece.and_then(|piece| piece.article(&self.options));
        self.record(read.map_err(|error| Refused(error.to_string()))?)
    }

    fn explain(&self, article: &Article, at: usize) -> Result<String, Refused> {
        let n_chars = article.text.chars().count();
        let Some((byte, _)) = article.text.char_indices().nth(at) else {
            return Err(Refused(format!("the text ends at character {n_chars}")));
        };
        Ok(explain::page(&self.reader.explain(article, byte), byte))
    }
}

impl Hand {
    fn record(&self, read: Ingested) -> Result<Record, Refused> {
        // No text is known to make the reader panic. If one does, it costs that text and not the server.
        let record =
            catch_unwind(AssertUnwindSafe(|| self.reader.record(&mut Scratch::default(), read, false)));
        record
            .map_err(|_| Refused("reading it failed inside the program; please report this text".to_string()))
    }
}

/// The bundled example as an archive, in a folder that goes with the value.
pub fn example_archive(reader: &Reader) -> Result<TempDir> {
    let folder =
        tempfile::Builder::new().prefix("hearsay-example").tempdir().context("no room for the example")?;
    let mut archive = Archive::create(&folder.path().join("example.sqlite"))?;
    let mut batch = Vec::new();
    for piece in open(&example::input()) {
        let read = piece?.article(&Options::default())?;
        batch.push(Prepared::new(reader.record(&mut Scratch::default(), read, false)));
    }
    archive.store(&batch)?;
    archive.settle(|_| true)?;
    Ok(folder)
}

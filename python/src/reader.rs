//! The engine and the lexicons, ready to read.

use crate::document::Document;
use crate::error::{Failure, caught, make};
use crate::item::Item;
use crate::many::{Many, OnFailure};
use crate::piece::deep;
use crate::record::Record;
use hearsay_extract::nlp::{Engine, Scratch};
use hearsay_extract::{Extractor, LexiconError, Lexicons, Options};
use hearsay_ingest::{Ingested, Origin};
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

/// Reads articles; any number of threads can share one.
#[pyclass(frozen, module = "hearsay._hearsay")]
pub struct Reader {
    pub core: Arc<Core>,
}

/// What the threads share.
pub struct Core {
    extractor: Extractor,
    options: Options,
}

impl Core {
    /// One article's record, as the command makes it: what was said about the article when it was taken in comes first in
    /// the diagnostics. A record that was read before comes back as it is.
    pub fn record(
        &self,
        scratch: &mut Scratch,
        item: Item,
        origin: Option<&Origin>,
    ) -> Result<Arc<hearsay_record::Record>, Failure> {
        if let Item::Record(record) = item {
            return Ok(record);
        }
        Ok(Arc::new(self.record_of(scratch, item.article(origin)?)))
    }

    /// The record of an article that was taken in.
    pub fn record_of(&self, scratch: &mut Scratch, read: Ingested) -> hearsay_record::Record {
        let mut record = self.extractor.read_with(scratch, &read.article, self.options);
        record.diagnostics.splice(0..0, read.diagnostics);
        record
    }
}

#[pymethods]
impl Reader {
    /// With lexicon files of the user on top of the built-in lexicons.
    #[new]
    #[pyo3(signature = (lexicons=Vec::new(), uncoded=false))]
    fn new(py: Python<'_>, lexicons: Vec<PathBuf>, uncoded: bool) -> PyResult<Reader> {
        let mut files = Vec::new();
        for path in &lexicons {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path)
                .map_err(|error| make(py, "LexiconError", (format!("{name}: {error}"),)))?;
            files.push((name, text));
        }
        let made = py.detach(|| caught(catch_unwind(AssertUnwindSafe(|| extractor(&files)))))?;
        let extractor = made.map_err(|(class, message)| make(py, class, (message,)))?;
        Ok(Reader { core: Arc::new(Core { extractor, options: Options { uncoded } }) })
    }

    /// One article.
    fn read(&self, py: Python<'_>, article: &Bound<'_, PyAny>) -> PyResult<Record> {
        let item = Item::new(article);
        let core = &self.core;
        let work = || core.record(&mut Scratch::default(), item, None);
        let read = py.detach(|| deep(work))?;
        read.map(|inner| Record { inner }).map_err(|failure| failure.raise(py))
    }

    /// Many articles, in order.
    #[pyo3(signature = (articles, threads=None, errors="raise"))]
    fn read_many(&self, articles: &Bound<'_, PyAny>, threads: Option<usize>, errors: &str) -> PyResult<Many> {
        Many::new(self.core.clone(), articles, threads, OnFailure::parse(errors)?)
    }

    /// Words, tags, trees, names.
    fn parse(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Document> {
        let item = match Item::new(text.as_any()) {
            Item::Parts(parts) => parts.body,
            Item::Failure(failure) => return Err(failure.raise(py)),
            _ => String::new(),
        };
        let core = &self.core;
        let work = || core.extractor.parse_with(&mut Scratch::default(), &item);
        Ok(py.detach(|| deep(work))?.into())
    }
}

/// Class of the exception and its message, if the model or a lexicon cannot be used.
fn extractor(files: &[(String, String)]) -> Result<Extractor, (&'static str, String)> {
    let engine = Engine::embedded().map_err(|error| ("InternalError", error.to_string()))?;
    if files.is_empty() {
        return Ok(Extractor::new(engine));
    }
    let lines =
        |wrong: Vec<LexiconError>| wrong.iter().map(LexiconError::to_string).collect::<Vec<_>>().join("\n");
    Lexicons::with_files(files)
        .map(|lexicons| Extractor::with_lexicons(engine, lexicons))
        .map_err(|wrong| ("LexiconError", lines(wrong)))
}

//! Articles of a file or a stream, cut out and not read yet, so that the work of reading them can be done on many threads.

use crate::batch::body;
use crate::error::{Failure, FailureKind};
use crate::item::Item;
use hearsay_ingest::{Error, Input, open, open_stream};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Mutex;

/// One article of a file, or what is wrong with it. It can be read once.
#[pyclass(frozen, module = "hearsay")]
pub struct Piece {
    /// File and line.
    #[pyo3(get)]
    origin: String,
    inner: Mutex<Option<Result<hearsay_ingest::Piece, Failure>>>,
}

impl Piece {
    fn new(piece: Result<hearsay_ingest::Piece, Error>) -> Piece {
        let origin = match &piece {
            Ok(piece) => piece.origin.to_string(),
            Err(error) => error.origin.to_string(),
        };
        Piece { origin, inner: Mutex::new(Some(piece.map_err(Failure::from))) }
    }

    /// What is in it, for reading.
    pub fn take(&self) -> Result<Item, Failure> {
        let taken = self.inner.lock().ok().and_then(|mut inner| inner.take());
        let piece = taken.unwrap_or_else(|| {
            let reason = format!("{}: was read already; open it again", self.origin);
            Err(Failure::new(FailureKind::Input, reason))
        })?;
        match piece.record() {
            Some(record) => Ok(Item::Record(record?.into())),
            None => Ok(Item::Piece(Box::new(piece))),
        }
    }
}

#[pymethods]
impl Piece {
    /// The article as a dict that `read` takes, with `language` and `warnings` beside it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let item = self.take().map_err(|failure| failure.raise(py))?;
        let read = py.detach(|| deep(|| item.article(None)))?.map_err(|failure| failure.raise(py))?;
        let article = read.article;
        let body = body(&article).to_string();
        let dict = PyDict::new(py);
        dict.set_item("id", article.id)?;
        dict.set_item("url", article.url)?;
        dict.set_item("outlet", article.outlet)?;
        dict.set_item("title", article.title)?;
        dict.set_item("authors", article.authors)?;
        dict.set_item("published", article.published)?;
        dict.set_item("language", article.language)?;
        dict.set_item("text", body)?;
        let warnings: Vec<String> = read.diagnostics.into_iter().map(|d| d.message).collect();
        dict.set_item("warnings", warnings)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("<hearsay.Piece {:?}>", self.origin)
    }
}

/// Runs on a thread with a large stack: the trees of some pages are walked with recursion.
pub fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> PyResult<T> {
    const STACK_BYTES: usize = 16 << 20;
    let done = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work)?;
        Ok::<_, io::Error>(thread.join())
    });
    crate::error::caught(done?)
}

/// The pieces of a file or a stream, one after another.
#[pyclass(module = "hearsay")]
pub struct Pieces {
    inner: Mutex<hearsay_ingest::Pieces>,
}

#[pymethods]
impl Pieces {
    /// Opens a path, or a binary file under a name that tells its format.
    #[new]
    #[pyo3(signature = (source, name=None))]
    fn new(source: &Bound<'_, PyAny>, name: Option<String>) -> PyResult<Pieces> {
        let pieces = if source.hasattr("read")? {
            let name = match name {
                Some(name) => name,
                None => source.getattr("name").and_then(|name| name.extract()).map_err(|_| {
                    PyTypeError::new_err("a stream without a name needs one: name=\"crawl.warc.gz\"")
                })?,
            };
            open_stream(&name, Box::new(Stream { read: source.getattr("read")?.unbind() }))
        } else {
            open(&Input::File(source.extract::<PathBuf>()?))
        };
        Ok(Pieces { inner: Mutex::new(pieces) })
    }

    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    /// What cannot be read comes in its place, and says why when it is asked for its article.
    fn __next__(&mut self, py: Python<'_>) -> Option<Piece> {
        let inner = &mut self.inner;
        py.detach(|| inner.get_mut().ok()?.next()).map(Piece::new)
    }
}

/// A binary file of Python.
struct Stream {
    read: Py<PyAny>,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let got = self.read.call1(py, (buffer.len(),)).map_err(io::Error::other)?;
            let bytes = got
                .bind(py)
                .cast::<PyBytes>()
                .map_err(|_| io::Error::other("the stream gives no bytes; open it with mode \"rb\""))?
                .as_bytes();
            let n = bytes.len().min(buffer.len());
            buffer[..n].copy_from_slice(&bytes[..n]);
            Ok(n)
        })
    }
}

//! An archive: articles in, tables out.

use crate::batch::told;
use crate::error::{Failure, FailureKind, make, of_archive};
use crate::feed::{Feed, Job};
use crate::filter::{filter, sort, table};
use crate::item::Item;
use crate::pool::{Pool, n_threads};
use crate::reader::{Core, Reader};
use crate::record::Record;
use crate::table::Table;
use hearsay_archive::{Archive as File, Page, Prepared, Stored, Value};
use hearsay_extract::nlp::Scratch;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyList};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Articles of one commit, bytes of their records, and the longest time between two commits, as `hearsay add` has them.
const BATCH_ARTICLES: usize = 200;
const BATCH_BYTES: usize = 4 << 20;
const BATCH_TIME: Duration = Duration::from_secs(2);

/// An open archive. It can be used from any thread, by one at a time.
#[pyclass(frozen, module = "hearsay._hearsay")]
pub struct Archive {
    path: PathBuf,
    open: Mutex<Option<Open>>,
}

struct Open {
    /// None for an archive that is only asked.
    writer: Option<File>,
    /// A connection of its own that cannot write, so that no question in SQL changes anything; made when it is needed.
    reader: Option<File>,
}

impl Open {
    fn reader(&mut self, path: &std::path::Path) -> hearsay_archive::Result<&File> {
        if let Some(writer) = &mut self.writer
            && !writer.is_settled()?
        {
            writer.settle(|_| true)?;
        }
        if self.reader.is_none() {
            let reader = File::open(path)?;
            reader.make_views()?;
            self.reader = Some(reader);
        }
        self.reader.as_ref().ok_or(hearsay_archive::Error::Missing(path.to_path_buf()))
    }
}

impl Archive {
    /// Works on the open archive without the interpreter.
    fn with<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut Open) -> hearsay_archive::Result<T> + Send,
    ) -> PyResult<T> {
        let done = py.detach(|| {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.as_mut().map(work)
        });
        match done {
            None => {
                let message = format!("{}: the archive is closed", self.path.display());
                Err(make(py, "ArchiveClosedError", (message,)))
            }
            Some(done) => done.map_err(|error| of_archive(py, error)),
        }
    }

    fn store(&self, py: Python<'_>, batch: &mut Batch, sums: &mut Sums) -> PyResult<()> {
        let prepared = std::mem::take(&mut batch.prepared);
        *batch = Batch::default();
        let ids: Vec<String> = prepared.iter().map(|one| one.id().to_string()).collect();
        let stored = self.with(py, |open| match &mut open.writer {
            Some(writer) => writer.store(&prepared),
            None => Err(hearsay_archive::Error::ReadOnly),
        })?;
        for (stored, id) in stored.into_iter().zip(ids) {
            match stored {
                Stored::Added => sums.added += 1,
                Stored::Known => sums.known += 1,
                Stored::Conflict => sums.failures.push(conflict(&id)),
            }
        }
        Ok(())
    }
}

fn conflict(id: &str) -> Failure {
    let reason = format!("the archive has another article with the id {id:?}; this one is left out");
    Failure::new(FailureKind::Conflict, reason)
}

/// Records that wait for the next commit.
#[derive(Default)]
struct Batch {
    prepared: Vec<Prepared>,
    bytes: usize,
    since: Option<Instant>,
}

impl Batch {
    fn push(&mut self, prepared: Prepared) {
        self.bytes += prepared.n_bytes();
        self.prepared.push(prepared);
        self.since.get_or_insert_with(Instant::now);
    }

    fn is_full(&self) -> bool {
        self.prepared.len() >= BATCH_ARTICLES
            || self.bytes >= BATCH_BYTES
            || self.since.is_some_and(|since| since.elapsed() >= BATCH_TIME)
    }
}

/// What became of everything.
#[derive(Default)]
struct Sums {
    added: usize,
    known: usize,
    left_out: usize,
    failures: Vec<Failure>,
}

/// What came of one article.
enum Answer {
    Prepared(Box<Prepared>),
    Known,
    LeftOut,
    Failure(Failure),
}

/// What a worker has to itself.
struct Worker {
    scratch: Scratch,
    /// Asked whether an article is there, so that it is not read a second time.
    archive: Option<File>,
}

fn work(core: &Core, worker: &mut Worker, job: Job) -> Answer {
    let is_crawled = matches!(&job.item, Item::Piece(piece) if piece.is_crawled());
    let origin = &job.origin;
    let item = match job.item {
        Item::Record(record) => return Answer::Prepared(Box::new(Prepared::new((*record).clone()))),
        item => item,
    };
    let read = match item.article(Some(origin)) {
        Ok(read) if read.article.language != "en" => return Answer::LeftOut,
        Ok(read) => read,
        Err(failure) if is_crawled && failure.no_article => return Answer::LeftOut,
        Err(failure) => return Answer::Failure(failure),
    };
    let article = &read.article;
    match worker.archive.as_ref().and_then(|archive| archive.holds(&article.id, &article.text).ok()?) {
        Some(Stored::Known) => Answer::Known,
        Some(Stored::Conflict) => Answer::Failure(conflict(&article.id).at(Some(origin))),
        _ => Answer::Prepared(Box::new(Prepared::new(core.record_of(&mut worker.scratch, read)))),
    }
}

#[pymethods]
impl Archive {
    /// Opens an archive to add to it, and makes it where there is none; with `read_only`, one that is there, to ask it.
    #[new]
    #[pyo3(signature = (path, read_only=false))]
    fn new(py: Python<'_>, path: PathBuf, read_only: bool) -> PyResult<Archive> {
        let opened = py.detach(|| match read_only {
            false => File::create(&path).map(|writer| Open { writer: Some(writer), reader: None }),
            true => File::open(&path).and_then(|reader| {
                reader.make_views()?;
                Ok(Open { writer: None, reader: Some(reader) })
            }),
        });
        let open = opened.map_err(|error| of_archive(py, error))?;
        Ok(Archive { path, open: Mutex::new(Some(open)) })
    }

    #[getter]
    fn path(&self) -> &PathBuf {
        &self.path
    }

    /// Closes it; closing twice is no error.
    fn close(&self, py: Python<'_>) {
        py.detach(|| self.open.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    #[getter]
    fn closed(&self, py: Python<'_>) -> bool {
        py.detach(|| self.open.lock().unwrap_or_else(PoisonError::into_inner).is_none())
    }

    /// Reads articles into it. Gives added, known, left out, and the exceptions of those that could not be read. `progress`
    /// hears of the number of articles after every commit.
    #[pyo3(signature = (reader, articles, threads=None, progress=None))]
    fn add<'py>(
        &self,
        py: Python<'py>,
        reader: &Reader,
        articles: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(usize, usize, usize, Bound<'py, PyList>)> {
        self.with(py, |open| open.writer.as_ref().map(|_| ()).ok_or(hearsay_archive::Error::ReadOnly))?;
        let (core, path) = (reader.core.clone(), self.path.clone());
        let state = move || Worker { scratch: Scratch::default(), archive: File::open(&path).ok() };
        let pool = Pool::new(n_threads(threads), state, move |worker: &mut Worker, job: Job| {
            work(&core, worker, job)
        })?;
        let mut feed = Feed::new(articles, pool)?;
        let (mut batch, mut sums) = (Batch::default(), Sums::default());
        let ended = loop {
            let next = match feed.next(py) {
                Ok(Some(answer)) => answer.unwrap_or_else(Answer::Failure),
                Ok(None) => break Ok(()),
                // What was read before stands, as it does for the command.
                Err(error) => break Err(error),
            };
            match next {
                Answer::Prepared(prepared) => batch.push(*prepared),
                Answer::Known => sums.known += 1,
                Answer::LeftOut => sums.left_out += 1,
                Answer::Failure(failure) => sums.failures.push(failure),
            }
            if batch.is_full() {
                self.store(py, &mut batch, &mut sums)?;
                if let Some(progress) = &progress {
                    progress.call1((sums.added + sums.known + sums.left_out + sums.failures.len(),))?;
                }
            }
        };
        self.store(py, &mut batch, &mut sums)?;
        ended?;
        if let Some(progress) = &progress {
            progress.call1((sums.added + sums.known + sums.left_out + sums.failures.len(),))?;
        }
        self.with(py, |open| match &mut open.writer {
            Some(writer) => writer.settle(|_| true).and_then(|()| writer.learn()),
            None => Ok(()),
        })?;
        let failures: Vec<_> = sums.failures.iter().map(|failure| failure.raise(py).into_value(py)).collect();
        Ok((sums.added, sums.known, sums.left_out, PyList::new(py, failures)?))
    }

    /// Rows of a table, by the keywords of [`filter`].
    #[pyo3(signature = (what, keywords, sort_by="newest", skip=0, limit=None))]
    fn find(
        &self,
        py: Python<'_>,
        what: &str,
        keywords: &Bound<'_, PyDict>,
        sort_by: &str,
        skip: usize,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let (asked, filter) = (table(py, what)?, filter(keywords)?);
        let page = Page { sort: sort(py, sort_by)?, skip, limit };
        let rows = self.with(py, |open| open.reader(&self.path)?.page(asked, &filter, page))?;
        py.detach(|| Table::of_rows(asked.columns(), &rows)).map_err(told)
    }

    /// The answer to a SELECT.
    #[pyo3(signature = (question, parameters=Vec::new()))]
    fn sql(&self, py: Python<'_>, question: &str, parameters: Vec<Bound<'_, PyAny>>) -> PyResult<Table> {
        let parameters = parameters.iter().map(value).collect::<PyResult<Vec<Value>>>()?;
        let mut rows = Vec::new();
        let names = self.with(py, |open| {
            open.reader(&self.path)?.ask(question, &parameters, |row| {
                rows.push(row);
                true
            })
        })?;
        py.detach(|| Table::of_answer(&names, &rows)).map_err(told)
    }

    /// The record of an article, as it was stored; None if there is none of this id.
    fn record(&self, py: Python<'_>, id: &str) -> PyResult<Option<Record>> {
        let record = self.with(py, |open| open.reader(&self.path)?.record(id))?;
        Ok(record.map(Arc::new).map(|inner| Record { inner }))
    }
}

/// A Python value as SQLite has it.
fn value(given: &Bound<'_, PyAny>) -> PyResult<Value> {
    if given.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(yes) = given.cast::<PyBool>() {
        return Ok(Value::Integer(i64::from(yes.is_true())));
    }
    if let Ok(bytes) = given.cast::<PyBytes>() {
        return Ok(Value::Blob(bytes.as_bytes().to_vec()));
    }
    if let Ok(n) = given.extract::<i64>() {
        return Ok(Value::Integer(n));
    }
    if let Ok(x) = given.extract::<f64>() {
        return Ok(Value::Real(x));
    }
    Ok(Value::Text(given.extract()?))
}

//! Batches of articles to batches of rows: what runs inside the tasks of a cluster, and records to the tables of an export.
//!
//! Rows are never made here. They are asked of an archive in memory, so that a cluster, a notebook and `hearsay export` cannot
//! come to differ.

use crate::error::{Failure, of_archive};
use crate::feed::{Feed, Job};
use crate::item::Item;
use crate::pool::{Pool, n_threads};
use crate::reader::Reader;
use crate::record::Record;
use crate::table::{Table, array, fields};
use arrow_array::builder::{Int32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, Field, Schema};
use hearsay_archive::{Archive, Filter, Fingerprint, Page, Prepared, Sort, Table as Tables, Value};
use hearsay_extract::nlp::Scratch;
use hearsay_record::to_line;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;
use std::time::Instant;

/// Tables whose rows are known article by article.
const BY_ARTICLE: [Tables; 3] = [Tables::Articles, Tables::Reports, Tables::Statements];

/// What came of one article of a batch.
struct Extracted {
    id: Option<String>,
    record: Result<Arc<hearsay_record::Record>, Failure>,
    seconds: f64,
}

/// One row an article: id, day, the record as JSON, its rows of three tables, or the error; and the seconds it took.
#[pyfunction]
#[pyo3(signature = (reader, articles, threads=None))]
pub fn extract(
    py: Python<'_>,
    reader: &Reader,
    articles: &Bound<'_, PyAny>,
    threads: Option<usize>,
) -> PyResult<Table> {
    let core = reader.core.clone();
    let work = move |scratch: &mut Scratch, job: Job| {
        let begun = Instant::now();
        let id = match &job.item {
            Item::Parts(parts) => parts.id.clone(),
            _ => None,
        };
        let record = core.record(scratch, job.item, Some(&job.origin));
        Extracted { id, record, seconds: begun.elapsed().as_secs_f64() }
    };
    let pool = Pool::new(n_threads(threads), Scratch::default, work)?;
    let mut feed = Feed::new(articles, pool)?;
    let mut got = Vec::new();
    while let Some(answer) = feed.next(py)? {
        got.push(answer.unwrap_or_else(|failure| Extracted { id: None, record: Err(failure), seconds: 0.0 }));
    }
    let rows = py.detach(|| rows_of(&got)).map_err(|error| of_archive(py, error))?;
    py.detach(|| extracted(&got, &rows)).map_err(told)
}

/// The rows of one article, for each of [`BY_ARTICLE`].
type RowsOf = Vec<Vec<Vec<Value>>>;

/// For each article, its rows, whatever stands beside it in the batch; none for one that could not be read.
fn rows_of(got: &[Extracted]) -> hearsay_archive::Result<Vec<RowsOf>> {
    let archive = Archive::in_memory()?;
    let rows = |one: &Extracted| match &one.record {
        Ok(record) => archive.rows_of(&Prepared::new((**record).clone()), &BY_ARTICLE),
        Err(_) => Ok(vec![Vec::new(); BY_ARTICLE.len()]),
    };
    got.iter().map(rows).collect()
}

const OLDEST: Page = Page { sort: Sort::Oldest, skip: 0, limit: None };

fn extracted(got: &[Extracted], rows: &[RowsOf]) -> Result<Table, ArrowError> {
    let records = || got.iter().map(|one| one.record.as_ref().ok());
    let id = got.iter().map(|one| match &one.record {
        Ok(record) => Some(record.article.id.clone()),
        Err(_) => one.id.clone(),
    });
    let day = records().map(|r| Some(Fingerprint::new(&r?.article).day).filter(|day| !day.is_empty()));
    let json = records().map(|record| record.map(|record| to_line(&**record)));
    let error = got.iter().map(|one| one.record.as_ref().err().map(|failure| failure.reason.clone()));
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("id", Arc::new(id.collect::<StringArray>())),
        ("day", Arc::new(day.collect::<StringArray>())),
        ("record", Arc::new(json.collect::<StringArray>())),
    ];
    for (t, table) in BY_ARTICLE.iter().enumerate() {
        columns.push((table.name(), nested(*table, rows.iter().map(|rows| &rows[t]))?));
    }
    columns.push(("error", Arc::new(error.collect::<StringArray>())));
    columns.push(("seconds", Arc::new(got.iter().map(|one| one.seconds).collect::<Float64Array>())));
    table(columns)
}

/// The rows of each article as one list of structs.
fn nested<'a>(
    table: Tables,
    rows: impl Iterator<Item = &'a Vec<Vec<Value>>> + Clone,
) -> Result<ArrayRef, ArrowError> {
    let offsets = OffsetBuffer::from_lengths(rows.clone().map(Vec::len));
    let flat: Vec<Vec<Value>> = rows.flatten().cloned().collect();
    let fields = fields(table.columns());
    let arrays = fields.iter().enumerate().map(|(i, field)| array(field.data_type(), &flat, i)).collect();
    let structs = StructArray::try_new_with_length(fields.into(), arrays, None, flat.len())?;
    let item = Arc::new(Field::new("element", structs.data_type().clone(), true));
    Ok(Arc::new(ListArray::try_new(item, offsets, Arc::new(structs), None)?))
}

fn table(columns: Vec<(&str, ArrayRef)>) -> Result<Table, ArrowError> {
    let fields = columns.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let batch = RecordBatch::try_new(schema.clone(), columns.into_iter().map(|(_, array)| array).collect())?;
    Ok(Table::new(schema, vec![batch]))
}

/// Articles made ready to be compared: each as it will be read, with its fingerprint; or the error. `left_out` marks what is
/// not English, and pages of a crawl that are no articles.
#[pyfunction]
#[pyo3(signature = (articles, threads=None))]
pub fn fingerprint(py: Python<'_>, articles: &Bound<'_, PyAny>, threads: Option<usize>) -> PyResult<Table> {
    let work = |(): &mut (), job: Job| {
        let is_crawled = matches!(&job.item, Item::Piece(piece) if piece.is_crawled());
        let read = job.item.article(Some(&job.origin));
        let left_out = match &read {
            Ok(read) => read.article.language != "en",
            Err(failure) => is_crawled && failure.no_article,
        };
        (read.map(|read| (Fingerprint::new(&read.article), read)), left_out)
    };
    let pool = Pool::new(n_threads(threads), || (), work)?;
    let mut feed = Feed::new(articles, pool)?;
    let mut got = Vec::new();
    while let Some(answer) = feed.next(py)? {
        got.push(answer.unwrap_or_else(|failure| (Err(failure), false)));
    }
    py.detach(|| fingerprinted(&got)).map_err(told)
}

type Read = (Result<(Fingerprint, hearsay_ingest::Ingested), Failure>, bool);

fn fingerprinted(got: &[Read]) -> Result<Table, ArrowError> {
    let read = || got.iter().map(|(read, _)| read.as_ref().ok());
    let words = |of: &dyn Fn(&hearsay_record::Article) -> Option<String>| -> ArrayRef {
        Arc::new(read().map(|read| of(&read?.1.article)).collect::<StringArray>())
    };
    let mut authors = ListBuilder::new(StringBuilder::new());
    let mut warnings = ListBuilder::new(StringBuilder::new());
    let mut hashes = ListBuilder::new(Int32Builder::new());
    let mut bands = ListBuilder::new(Int64Builder::new());
    for one in read() {
        if let Some((print, read)) = one {
            read.article.authors.iter().for_each(|name| authors.values().append_value(name));
            read.diagnostics.iter().for_each(|told| warnings.values().append_value(&told.message));
            print.hashes.iter().for_each(|hash| hashes.values().append_value(hash.cast_signed()));
            print.bands().iter().for_each(|band| bands.values().append_value(band.cast_signed()));
        }
        authors.append(true);
        warnings.append(true);
        hashes.append(true);
        bands.append(true);
    }
    table(vec![
        ("id", words(&|article| Some(article.id.clone()))),
        ("url", words(&|article| article.url.clone())),
        ("outlet", words(&|article| article.outlet.clone())),
        ("title", words(&|article| article.title.clone())),
        ("authors", Arc::new(authors.finish())),
        ("published", words(&|article| article.published.clone())),
        ("text", words(&|article| Some(body(article).to_string()))),
        ("warnings", Arc::new(warnings.finish())),
        ("day", Arc::new(read().map(|read| Some(read?.0.day.clone())).collect::<StringArray>())),
        ("moment", Arc::new(read().map(|read| Some(read?.0.moment)).collect::<Int64Array>())),
        ("hashes", Arc::new(hashes.finish())),
        ("bands", Arc::new(bands.finish())),
        ("left_out", Arc::new(got.iter().map(|(_, left_out)| Some(*left_out)).collect::<BooleanArray>())),
        ("error", Arc::new(got.iter().map(|(read, _)| error(read.as_ref().err()?)).collect::<StringArray>())),
    ])
}

/// The text of an article without the title that stands before it.
pub fn body(article: &hearsay_record::Article) -> &str {
    match &article.title {
        Some(title) => article.text.get(title.len() + 2..).unwrap_or(""),
        None => &article.text,
    }
}

fn error(failure: &Failure) -> Option<String> {
    Some(match &failure.origin {
        Some(origin) => format!("{origin}: {}", failure.reason),
        None => failure.reason.clone(),
    })
}

/// Every table of an export, of these records alone: what is known across articles is known across these.
#[pyfunction]
pub fn tables<'py>(py: Python<'py>, records: Vec<PyRef<'py, Record>>) -> PyResult<Bound<'py, PyDict>> {
    let records: Vec<Arc<hearsay_record::Record>> =
        records.iter().map(|record| record.inner.clone()).collect();
    let made = py.detach(|| made(&records)).map_err(|error| of_archive(py, error))?;
    let dict = PyDict::new(py);
    for (name, table) in made {
        dict.set_item(name, Bound::new(py, table.map_err(told)?)?)?;
    }
    Ok(dict)
}

type Named = Vec<(&'static str, Result<Table, ArrowError>)>;

fn made(records: &[Arc<hearsay_record::Record>]) -> hearsay_archive::Result<Named> {
    /// Records of one transaction.
    const BATCH: usize = 200;
    let mut archive = Archive::in_memory()?;
    for part in records.chunks(BATCH) {
        let batch: Vec<Prepared> = part.iter().map(|record| Prepared::new((**record).clone())).collect();
        archive.store(&batch)?;
    }
    archive.settle(|_| true)?;
    let table = |table: Tables| {
        let rows = archive.page(table, &Filter::default(), OLDEST)?;
        Ok((table.name(), Table::of_rows(table.columns(), &rows)))
    };
    Tables::ALL.into_iter().map(table).collect()
}

/// Arrays of different lengths, or text of more than 2 GiB in one batch.
pub fn told(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(format!("no Arrow table can be made of it: {error}"))
}

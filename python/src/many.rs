//! Many articles to records, in order, on all cores.

use crate::feed::{Feed, Job};
use crate::pool::{Pool, n_threads};
use crate::reader::Core;
use crate::record::Record;
use hearsay_extract::nlp::Scratch;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::sync::Arc;

/// What to do about an article that cannot be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnFailure {
    /// Raise its exception; the next call goes on behind it.
    Raise,
    /// Give its exception in its place.
    Return,
}

impl OnFailure {
    /// `raise` or `return`.
    pub fn parse(word: &str) -> PyResult<OnFailure> {
        match word {
            "raise" => Ok(OnFailure::Raise),
            "return" => Ok(OnFailure::Return),
            _ => Err(PyValueError::new_err(format!("errors must be \"raise\" or \"return\", not {word:?}"))),
        }
    }
}

/// Iterator over records.
#[pyclass(module = "hearsay._hearsay")]
pub struct Many {
    feed: Feed<Result<Arc<hearsay_record::Record>, crate::error::Failure>>,
    on_failure: OnFailure,
}

impl Many {
    pub fn new(
        core: Arc<Core>,
        articles: &Bound<'_, PyAny>,
        threads: Option<usize>,
        on_failure: OnFailure,
    ) -> PyResult<Many> {
        let work = move |scratch: &mut Scratch, job: Job| core.record(scratch, job.item, Some(&job.origin));
        let pool = Pool::new(n_threads(threads), Scratch::default, work)?;
        Ok(Many { feed: Feed::new(articles, pool)?, on_failure })
    }
}

#[pymethods]
impl Many {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(answer) = self.feed.next(py)? else { return Ok(None) };
        match answer.and_then(|answer| answer) {
            Ok(inner) => Ok(Some(Bound::new(py, Record { inner })?.into_any())),
            Err(failure) if self.on_failure == OnFailure::Return => {
                Ok(Some(failure.raise(py).into_value(py).into_bound(py).into_any()))
            }
            Err(failure) => Err(failure.raise(py)),
        }
    }
}

//! A record, kept as the program made it; what Python sees of it is made when it is asked for.

use crate::error::make;
use hearsay_record::{to_indented, to_line};
use pyo3::prelude::*;
use std::sync::Arc;

/// See [`hearsay_record::Record`].
#[pyclass(frozen, module = "hearsay._hearsay")]
pub struct Record {
    pub inner: Arc<hearsay_record::Record>,
}

impl From<hearsay_record::Record> for Record {
    fn from(record: hearsay_record::Record) -> Record {
        Record { inner: Arc::new(record) }
    }
}

#[pymethods]
impl Record {
    /// A record that was written before.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: &str) -> PyResult<Record> {
        let record: Result<hearsay_record::Record, _> = py.detach(|| serde_json::from_str(json));
        record.map(Record::from).map_err(|error| {
            let told = hearsay_ingest::Reason::Record(error.to_string()).to_string();
            make(py, "InputError", (format!("the text {told}"),))
        })
    }

    /// What `hearsay read` writes, without the end of the line.
    #[pyo3(signature = (indent=false))]
    fn to_json(&self, py: Python<'_>, indent: bool) -> String {
        py.detach(|| if indent { to_indented(&*self.inner) } else { to_line(&*self.inner) })
    }

    #[getter]
    fn id(&self) -> &str {
        &self.inner.article.id
    }

    #[getter]
    fn text(&self) -> &str {
        &self.inner.article.text
    }

    /// Numbers of statements, events and actors.
    #[getter]
    fn sizes(&self) -> (usize, usize, usize) {
        (self.inner.statements.len(), self.inner.events.len(), self.inner.actors.len())
    }

    fn __eq__(&self, other: &Record) -> bool {
        self.inner == other.inner
    }
}

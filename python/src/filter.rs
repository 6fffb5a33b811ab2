//! The keywords of `Archive.find` as the archive's filter.

use crate::error::make;
use hearsay_archive::{Filter, Sort, Table};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// The filter that keywords stand for; None is nothing.
pub fn filter(keywords: &Bound<'_, PyDict>) -> PyResult<Filter> {
    let mut filter = Filter::default();
    for (key, value) in keywords {
        if value.is_none() {
            continue;
        }
        let key: String = key.extract()?;
        let told = |error: PyErr| PyTypeError::new_err(format!("{key}: {error}"));
        let text = || value.extract::<String>().map(Some).map_err(told);
        let list = || match value.cast::<PyString>() {
            Ok(one) => Ok(vec![one.extract::<String>()?]),
            Err(_) => value.extract::<Vec<String>>().map_err(told),
        };
        match key.as_str() {
            "actor" => filter.actor = text()?,
            "actor_code" => filter.actor_code = text()?,
            "recipient" => filter.recipient = text()?,
            "recipient_code" => filter.recipient_code = text()?,
            "type" => filter.types = list()?,
            "mode" => filter.mode = text()?,
            "quad" => filter.quad = text()?,
            "context" => filter.context = text()?,
            "status" => filter.status = list()?,
            "voice" => filter.voice = list()?,
            "source" => filter.source = text()?,
            "cue_class" => filter.class = text()?,
            "place" => filter.place = text()?,
            "country" => filter.country = text()?,
            "within" => filter.within = Some(value.extract().map_err(told)?),
            "since" => filter.since = text()?,
            "until" => filter.until = text()?,
            "published_since" => filter.published_since = text()?,
            "published_until" => filter.published_until = text()?,
            "words" => filter.words = text()?,
            "independent" => filter.independent = Some(value.extract().map_err(told)?),
            "confidence" => filter.confidence = Some(value.extract().map_err(told)?),
            "disputed" => filter.disputed = value.extract().map_err(told)?,
            "outlet" => filter.outlet = text()?,
            "story" => filter.story = text()?,
            _ => return Err(PyTypeError::new_err(format!("find() knows no keyword {key:?}"))),
        }
    }
    Ok(filter)
}

/// A table by the name it is exported under.
pub fn table(py: Python<'_>, name: &str) -> PyResult<Table> {
    Table::ALL.into_iter().find(|table| table.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
        make(py, "QueryError", (format!("there is no table {name:?}; known are {}", names.join(", ")),))
    })
}

/// The order by its name.
pub fn sort(py: Python<'_>, name: &str) -> PyResult<Sort> {
    match name {
        "newest" => Ok(Sort::Newest),
        "oldest" => Ok(Sort::Oldest),
        "most" => Ok(Sort::Most),
        _ => Err(make(py, "QueryError", (format!("sort must be newest, oldest or most, not {name:?}"),))),
    }
}

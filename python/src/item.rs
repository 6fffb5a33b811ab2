//! What Python code gives as an article: a str, a dict, a piece of a file, or a record that was read before.

use crate::error::{Failure, FailureKind};
use crate::piece::Piece;
use crate::record::Record;
use hearsay_ingest::{Ingested, Options, Origin, Parts, assemble};
use pyo3::exceptions::PyBaseException;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple, PyTzInfo,
};
use std::sync::Arc;

/// One article, or what is wrong with it, apart from the interpreter.
pub enum Item {
    Parts(Parts),
    Piece(Box<hearsay_ingest::Piece>),
    Record(Arc<hearsay_record::Record>),
    Failure(Failure),
}

impl Item {
    /// From a Python value. What is wrong with it comes as a failure, so that it keeps its place in a row of many.
    pub fn new(value: &Bound<'_, PyAny>) -> Item {
        match taken(value) {
            Ok(item) => item,
            Err(failure) => Item::Failure(failure),
        }
    }

    /// Bytes held.
    pub fn n_bytes(&self) -> usize {
        match self {
            Item::Parts(parts) => parts.body.len(),
            Item::Piece(piece) => piece.n_bytes(),
            Item::Record(record) => record.article.text.len(),
            Item::Failure(_) => 0,
        }
    }

    /// The article. `origin` is where it stands, if it does not say so itself.
    pub fn article(self, origin: Option<&Origin>) -> Result<Ingested, Failure> {
        let options = Options::default();
        match self {
            Item::Parts(parts) => {
                let nowhere = Origin { file: String::new(), line: None };
                assemble(parts, &options, origin.unwrap_or(&nowhere))
                    .map_err(|reason| Failure::input(origin, &reason))
            }
            Item::Piece(piece) => piece.article(&options).map_err(Failure::from),
            Item::Record(record) => Ok(Ingested {
                article: record.article.clone(),
                diagnostics: Vec::new(),
                origin: origin.cloned().unwrap_or(Origin { file: String::new(), line: None }),
            }),
            Item::Failure(failure) => Err(failure.at(origin)),
        }
    }
}

fn taken(value: &Bound<'_, PyAny>) -> Result<Item, Failure> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Item::Parts(Parts { body: words(text, "the text")?, ..Parts::default() }));
    }
    if let Ok(piece) = value.cast::<Piece>() {
        return piece.get().take();
    }
    // The Python class keeps the extension's record under this name.
    if let Ok(raw) = value.getattr("_raw")
        && let Ok(record) = raw.cast::<Record>()
    {
        return Ok(Item::Record(record.get().inner.clone()));
    }
    // What `read_many` gave in the place of an article keeps its reason.
    if value.is_instance_of::<PyBaseException>() {
        return Err(Failure::new(FailureKind::Input, value.to_string()));
    }
    if let Ok(dict) = value.cast::<PyDict>() {
        return parts(|key| dict.get_item(key)).map(Item::Parts);
    }
    if let Ok(mapping) = value.cast::<PyMapping>() {
        return parts(|key| mapping.contains(key)?.then(|| mapping.get_item(key)).transpose())
            .map(Item::Parts);
    }
    Err(Failure::wrong_type(format!("an article is a str or a dict with a \"text\", not {}", kind(value))))
}

/// The keys of a JSON article.
fn parts<'py>(get: impl Fn(&str) -> PyResult<Option<Bound<'py, PyAny>>>) -> Result<Parts, Failure> {
    let get = |key: &str| match get(key) {
        Ok(value) => Ok(value.filter(|value| !value.is_none())),
        Err(error) => Err(Failure::wrong_type(format!("its {key:?} cannot be had: {error}"))),
    };
    let text = |key: &str| get(key)?.map(|value| string(&value, key)).transpose();
    let list = |key: &str| match get(key)? {
        None => Ok(Vec::new()),
        Some(value) if value.is_instance_of::<PyString>() => Ok(vec![string(&value, key)?]),
        Some(value) if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() => {
            let items = value.try_iter().map_err(|error| Failure::wrong_type(error.to_string()))?;
            items
                .map(|item| {
                    let item = item.map_err(|error| Failure::wrong_type(error.to_string()))?;
                    string(&item, key)
                })
                .collect()
        }
        Some(value) => Err(Failure::wrong_type(format!(
            "{key:?} must be a string or a list of strings, not {}",
            kind(&value)
        ))),
    };
    let Some(body) = text("text")? else {
        return Err(Failure::input(None, &hearsay_ingest::Reason::NoText));
    };
    Ok(Parts {
        id: get("id")?.map(|value| id(&value)).transpose()?,
        url: text("url")?,
        outlet: text("outlet")?,
        title: text("title")?,
        authors: list("authors")?,
        published: get("published")?.map(|value| time(&value)).transpose()?,
        body,
        warnings: list("warnings")?,
    })
}

fn string(value: &Bound<'_, PyAny>, key: &str) -> Result<String, Failure> {
    let text = value
        .cast::<PyString>()
        .map_err(|_| Failure::wrong_type(format!("{key:?} must be a str, not {}", kind(value))))?;
    words(text, &format!("{key:?}"))
}

/// Python's strings can hold half a character.
fn words(text: &Bound<'_, PyString>, what: &str) -> Result<String, Failure> {
    text.extract::<String>().map_err(|_| {
        Failure::new(FailureKind::Input, format!("{what} holds a lone surrogate, which is no character"))
    })
}

fn id(value: &Bound<'_, PyAny>) -> Result<String, Failure> {
    let is_number = value.is_instance_of::<PyInt>() || value.is_instance_of::<PyFloat>();
    if is_number && !value.is_instance_of::<PyBool>() {
        return value.str().map(|s| s.to_string()).map_err(|e| Failure::wrong_type(e.to_string()));
    }
    string(value, "id").map_err(|failure| match failure.kind {
        FailureKind::Type => {
            Failure::wrong_type(format!("\"id\" must be a str or a number, not {}", kind(value)))
        }
        _ => failure,
    })
}

/// A str, a date or a datetime, which is told in UTC; one without a zone is taken for UTC.
fn time(value: &Bound<'_, PyAny>) -> Result<String, Failure> {
    let told = |value: PyResult<Bound<'_, PyAny>>| {
        value.and_then(|v| v.extract::<String>()).map_err(|e| Failure::wrong_type(e.to_string()))
    };
    if value.is_instance_of::<PyDateTime>() {
        let zoned = value.getattr("tzinfo").is_ok_and(|zone| !zone.is_none());
        let universal = match zoned {
            true => PyTzInfo::utc(value.py())
                .and_then(|utc| value.call_method1("astimezone", (utc,)))
                .map_err(|error| Failure::wrong_type(error.to_string()))?,
            false => value.clone(),
        };
        let text = told(universal.call_method0("isoformat"))?;
        return Ok(text.trim_end_matches("+00:00").to_string() + "Z");
    }
    if value.is_instance_of::<PyDate>() {
        return told(value.call_method0("isoformat"));
    }
    string(value, "published")
}

/// How a value is called in a message: `NoneType`, `bytes` …
fn kind(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "something else".to_string(), |name| name.to_string())
}

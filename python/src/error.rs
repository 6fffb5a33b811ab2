//! What goes wrong, as exceptions. Their classes are written in Python (`hearsay/errors.py`), because they inherit from
//! built-in ones beside the package's own.

use hearsay_archive::Error as ArchiveError;
use hearsay_ingest::{Error as IngestError, Origin, Reason};
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;

/// Why one article gave nothing. It can be made and passed on without the interpreter.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub kind: FailureKind,
    /// File or position, and line.
    pub origin: Option<Origin>,
    pub reason: String,
    /// There is no article, rather than one that cannot be read.
    pub no_article: bool,
}

/// What sort of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Not a str, a dict or whatever else is wanted.
    Type,
    /// An article that cannot be read.
    Input,
    /// The archive has another article of the same id.
    Conflict,
    /// A fault of ours.
    Internal,
}

impl Failure {
    /// Of an article that cannot be read.
    pub fn input(origin: Option<&Origin>, reason: &Reason) -> Failure {
        Failure {
            kind: FailureKind::Input,
            origin: origin.cloned(),
            reason: reason.to_string(),
            no_article: reason.is_no_article(),
        }
    }

    /// Of a kind, with a reason of its own.
    pub fn new(kind: FailureKind, reason: String) -> Failure {
        Failure { kind, origin: None, reason, no_article: false }
    }

    /// Of a value of a wrong type.
    pub fn wrong_type(reason: String) -> Failure {
        Failure::new(FailureKind::Type, reason)
    }

    /// For a panic that was caught.
    pub fn internal(origin: Option<&Origin>) -> Failure {
        let reason = "reading it failed inside the program; please report this text".to_string();
        Failure::new(FailureKind::Internal, reason).at(origin)
    }

    /// The same, with a place if it has none.
    pub fn at(mut self, origin: Option<&Origin>) -> Failure {
        self.origin = self.origin.or_else(|| origin.cloned());
        self
    }

    /// As Python raises it.
    pub fn raise(&self, py: Python<'_>) -> PyErr {
        let message = match &self.origin {
            Some(origin) => format!("{origin}: {}", self.reason),
            None => self.reason.clone(),
        };
        let class = match self.kind {
            FailureKind::Type => return PyTypeError::new_err(message),
            FailureKind::Input => "InputError",
            FailureKind::Conflict => "ConflictError",
            FailureKind::Internal => "InternalError",
        };
        let (file, line) = self.origin.as_ref().map_or((None, None), |o| (Some(o.file.clone()), o.line));
        make(py, class, (message, file, line))
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Failure {
        Failure::input(Some(&error.origin), &error.reason)
    }
}

/// An exception of the archive.
pub fn of_archive(py: Python<'_>, error: ArchiveError) -> PyErr {
    let class = match &error {
        ArchiveError::Missing(_) => "ArchiveMissingError",
        ArchiveError::Busy => "ArchiveBusyError",
        ArchiveError::Asked(_) => "QueryError",
        ArchiveError::ReadOnly => "ArchiveReadOnlyError",
        _ => "ArchiveError",
    };
    make(py, class, (error.to_string(),))
}

/// An exception of the class of this name.
pub fn make<'py, A>(py: Python<'py>, class: &str, arguments: A) -> PyErr
where
    A: pyo3::call::PyCallArgs<'py>,
{
    let made = py
        .import("hearsay.errors")
        .and_then(|errors| errors.getattr(class))
        .and_then(|class| class.call1(arguments));
    match made {
        Ok(made) => PyErr::from_value(made),
        Err(error) => error,
    }
}

/// For work without the interpreter that panicked: an exception, and not the end of the process.
pub fn caught<T>(result: std::thread::Result<T>) -> PyResult<T> {
    result.map_err(|_| PyRuntimeError::new_err("the program failed inside; please report how"))
}

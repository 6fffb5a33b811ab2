//! The extension module behind the Python package `hearsay`.
//!
//! Everything that takes time runs without the interpreter's lock. What people see is written in Python, in `package/hearsay`:
//! typed views, exceptions, notebooks, spaCy, Spark; here is only what needs the program.

// What Python sees is documented in `package/hearsay/_hearsay.pyi`.
#![allow(missing_docs)]

mod archive;
mod batch;
mod document;
mod error;
mod feed;
mod filter;
mod item;
mod many;
mod piece;
mod pool;
mod reader;
mod record;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod _hearsay {
    #[pymodule_export]
    use crate::archive::Archive;
    #[pymodule_export]
    use crate::batch::{extract, fingerprint, tables};
    #[pymodule_export]
    use crate::document::Document;
    #[pymodule_export]
    use crate::many::Many;
    #[pymodule_export]
    use crate::piece::{Piece, Pieces};
    #[pymodule_export]
    use crate::reader::Reader;
    #[pymodule_export]
    use crate::record::Record;
    #[pymodule_export]
    use crate::table::Table;

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

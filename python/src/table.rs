//! Rows as Arrow tables, handed over through the Arrow C stream interface: to pyarrow, pandas, polars, DuckDB, without a copy.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BinaryArray, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use hearsay_archive::{Column, Kind, Value, cell};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::borrow::Cow;
use std::sync::Arc;

/// Rows of one batch; a text column of a batch can hold 2 GiB.
const BATCH_ROWS: usize = 65_536;

/// A table; `pyarrow.table(it)` and everything else that knows the Arrow PyCapsule interface takes it.
#[pyclass(frozen, module = "hearsay")]
pub struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    /// From finished batches of one schema.
    pub fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Table {
        Table { schema, batches }
    }

    /// From rows of a table of the archive.
    pub fn of_rows(columns: &[Column], rows: &[Vec<Value>]) -> Result<Table, ArrowError> {
        let schema = Arc::new(Schema::new(fields(columns)));
        Table::filled(schema, rows)
    }

    /// From the answer to a question in SQL; what stands in a column decides its type.
    pub fn of_answer(names: &[String], rows: &[Vec<Value>]) -> Result<Table, ArrowError> {
        let field = |(i, name): (usize, &String)| Field::new(name, of_values(rows, i), true);
        let schema = Schema::new(names.iter().enumerate().map(field).collect::<Vec<_>>());
        Table::filled(Arc::new(schema), rows)
    }

    fn filled(schema: SchemaRef, rows: &[Vec<Value>]) -> Result<Table, ArrowError> {
        let batch = |rows: &[Vec<Value>]| {
            let arrays = schema.fields().iter().enumerate();
            let arrays = arrays.map(|(i, field)| array(field.data_type(), rows, i)).collect();
            RecordBatch::try_new(schema.clone(), arrays)
        };
        let batches = rows.chunks(BATCH_ROWS).map(batch).collect::<Result<_, _>>()?;
        Ok(Table { schema, batches })
    }
}

#[pymethods]
impl Table {
    /// The Arrow PyCapsule interface. A schema asked for is not heeded, which the interface allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.schema.clone());
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    #[getter]
    fn num_columns(&self) -> usize {
        self.schema.fields().len()
    }

    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    /// As a pyarrow table.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// As a pandas data frame.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Table::to_pyarrow(slf)?.call_method0("to_pandas")
    }

    fn __repr__(&self) -> String {
        format!("<hearsay.Table of {} rows: {}>", self.num_rows(), self.column_names().join(", "))
    }
}

/// The columns of an exported table.
pub fn fields(columns: &[Column]) -> Vec<Field> {
    columns.iter().map(|column| Field::new(column.name, of_kind(column.kind), true)).collect()
}

fn of_kind(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Real => DataType::Float64,
    }
}

/// The narrowest type that holds every value of a column; text where they are mixed.
fn of_values(rows: &[Vec<Value>], column: usize) -> DataType {
    let mut found = DataType::Null;
    for row in rows {
        let this = match &row[column] {
            Value::Null => continue,
            Value::Integer(_) => DataType::Int64,
            Value::Real(_) => DataType::Float64,
            Value::Text(_) => DataType::Utf8,
            Value::Blob(_) => DataType::Binary,
        };
        found = match (found, this) {
            (DataType::Null, this) => this,
            (found, this) if found == this => this,
            (DataType::Int64 | DataType::Float64, DataType::Int64 | DataType::Float64) => DataType::Float64,
            _ => return DataType::Utf8,
        };
    }
    if found == DataType::Null { DataType::Utf8 } else { found }
}

/// One column of these rows.
pub fn array(kind: &DataType, rows: &[Vec<Value>], column: usize) -> ArrayRef {
    let cells = || rows.iter().map(|row| &row[column]);
    match kind {
        DataType::Int64 => Arc::new(cells().map(cell::integer).collect::<Int64Array>()),
        DataType::Float64 => Arc::new(cells().map(cell::real).collect::<Float64Array>()),
        DataType::Binary => Arc::new(BinaryArray::from_iter(cells().map(|cell| match cell {
            Value::Blob(bytes) => Some(bytes),
            _ => None,
        }))),
        _ => Arc::new(cells().map(|cell| cell::text(cell).or(blob(cell))).collect::<StringArray>()),
    }
}

/// Bytes that SQL made, among words.
fn blob(cell: &Value) -> Option<Cow<'_, str>> {
    match cell {
        Value::Blob(bytes) => Some(String::from_utf8_lossy(bytes)),
        _ => None,
    }
}

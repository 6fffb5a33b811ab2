//! Tables as Parquet files, compressed with Zstandard; every column can be empty.

use crate::query::{Column, Kind, Value, cell};
use crate::{Error, Result};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows held in memory and written together.
const GROUP_ROWS: usize = 20_000;

/// Writes rows into a Parquet file.
pub struct Parquet<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<(String, Kind)>,
    rows: Vec<Vec<Value>>,
}

impl<W: Write + Send> Parquet<W> {
    /// Begins a file with these columns.
    pub fn new(out: W, columns: &[Column]) -> Result<Parquet<W>> {
        let named: Vec<(String, Kind)> = columns.iter().map(|c| (c.name.to_string(), c.kind)).collect();
        let mut fields = Vec::new();
        for (name, kind) in &named {
            let physical = match kind {
                Kind::Text => Physical::BYTE_ARRAY,
                Kind::Integer => Physical::INT64,
                Kind::Real => Physical::DOUBLE,
            };
            let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
            let field = match kind {
                Kind::Text => field
                    .with_converted_type(ConvertedType::UTF8)
                    .with_logical_type(Some(LogicalType::String)),
                _ => field,
            };
            fields.push(Arc::new(field.build().map_err(told)?));
        }
        let schema = Type::group_type_builder("hearsay").with_fields(fields).build().map_err(told)?;
        let level = ZstdLevel::try_new(3).map_err(told)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_created_by(concat!("hearsay ", env!("CARGO_PKG_VERSION")).to_string())
            .build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(told)?;
        Ok(Parquet { file, columns: named, rows: Vec::new() })
    }

    /// Adds a row.
    pub fn row(&mut self, row: &[Value]) -> Result<()> {
        self.rows.push(row.to_vec());
        if self.rows.len() >= GROUP_ROWS { self.group().map_err(told) } else { Ok(()) }
    }

    /// Ends the file; without it, it cannot be read.
    pub fn finish(mut self) -> Result<()> {
        if !self.rows.is_empty() {
            self.group().map_err(told)?;
        }
        self.file.close().map_err(told)?;
        Ok(())
    }

    fn group(&mut self) -> std::result::Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for (i, (_, kind)) in self.columns.iter().enumerate() {
            let Some(mut column) = group.next_column()? else { break };
            let cells = || self.rows.iter().map(|row| &row[i]);
            match kind {
                Kind::Text => {
                    let bytes =
                        |cell: &Value| cell::text(cell).map(|text| ByteArray::from(text.as_bytes().to_vec()));
                    let (there, values) = present(cells(), bytes);
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&there), None)?;
                }
                Kind::Integer => {
                    let (there, values) = present(cells(), cell::integer);
                    column.typed::<Int64Type>().write_batch(&values, Some(&there), None)?;
                }
                Kind::Real => {
                    let (there, values) = present(cells(), cell::real);
                    column.typed::<DoubleType>().write_batch(&values, Some(&there), None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        self.rows.clear();
        Ok(())
    }
}

/// Which cells hold something, and what.
fn present<'a, T>(
    cells: impl Iterator<Item = &'a Value>,
    pick: impl Fn(&Value) -> Option<T>,
) -> (Vec<i16>, Vec<T>) {
    let (mut there, mut values) = (Vec::new(), Vec::new());
    for cell in cells {
        let value = pick(cell);
        there.push(i16::from(value.is_some()));
        values.extend(value);
    }
    (there, values)
}

fn told(error: ParquetError) -> Error {
    Error::Output(error.to_string())
}

//! Parquet files with a text column to articles, or with a record column to records, one a row.

use crate::{Reason, limits};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use serde_json::{Map, Value};
use std::fs::File;

/// Columns that are read, as the keys of a JSON article.
const COLUMNS: &[&str] = &["id", "text", "title", "url", "outlet", "authors", "published"];

/// The column that holds whole records, as a cluster writes them.
const RECORD: &str = "record";

/// The rows of a file, as JSON articles or records.
pub(crate) struct Rows {
    rows: RowIter<'static>,
    holds_records: bool,
    n: u64,
}

impl Rows {
    /// Opens a file that must have a column `text`, or a column `record`.
    pub fn open(file: File) -> Result<Rows, Reason> {
        let told = |error: parquet::errors::ParquetError| Reason::Parquet(error.to_string());
        let reader = SerializedFileReader::new(file).map_err(told)?;
        let schema = reader.metadata().file_metadata().schema();
        let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
        let holds_records = names.contains(&RECORD);
        if !holds_records && !names.contains(&"text") {
            return Err(Reason::NoTextColumn(names.join(", ")));
        }
        let wanted: &[&str] = if holds_records { &[RECORD] } else { COLUMNS };
        let known = schema.get_fields().iter().filter(|field| wanted.contains(&field.name()));
        let wanted = Type::group_type_builder(schema.name())
            .with_fields(known.cloned().collect())
            .build()
            .map_err(told)?;
        let rows = RowIter::from_file_into(Box::new(reader)).project(Some(wanted)).map_err(told)?;
        Ok(Rows { rows, holds_records, n: 0 })
    }

    /// The number of the row, counted from 1, and its article or record. After an error nothing more should be asked for.
    pub fn next(&mut self) -> Result<Option<(u64, Vec<u8>)>, Reason> {
        let Some(row) = self.rows.next() else { return Ok(None) };
        let row = row.map_err(|error| Reason::Parquet(error.to_string()))?;
        self.n += 1;
        if self.holds_records {
            let json = row.get_column_iter().find_map(|(_, field)| match field {
                Field::Str(json) => Some(json.clone().into_bytes()),
                Field::Bytes(json) => Some(json.data().to_vec()),
                _ => None,
            });
            return Ok(Some((self.n, json.unwrap_or_default())));
        }
        let mut article = Map::new();
        for (name, field) in row.get_column_iter() {
            article.insert(name.clone(), value(field));
        }
        let bytes = serde_json::to_vec(&article).unwrap_or_default();
        if bytes.len() > limits::LINE_BYTES_MAX {
            Err(Reason::LineTooLong)
        } else {
            Ok(Some((self.n, bytes)))
        }
    }
}

fn value(field: &Field) -> Value {
    let time = |nanoseconds: i128| {
        jiff::Timestamp::from_nanosecond(nanoseconds)
            .map_or(Value::Null, |time| Value::from(time.to_string()))
    };
    match field {
        Field::Str(text) => Value::from(text.as_str()),
        Field::Bytes(bytes) => Value::from(String::from_utf8_lossy(bytes.data())),
        Field::Byte(n) => Value::from(*n),
        Field::Short(n) => Value::from(*n),
        Field::Int(n) => Value::from(*n),
        Field::Long(n) => Value::from(*n),
        Field::UByte(n) => Value::from(*n),
        Field::UShort(n) => Value::from(*n),
        Field::UInt(n) => Value::from(*n),
        Field::ULong(n) => Value::from(*n),
        Field::TimestampMillis(ms) => time(i128::from(*ms) * 1_000_000),
        Field::TimestampMicros(us) => time(i128::from(*us) * 1_000),
        Field::Date(days) => match time(i128::from(*days) * 86_400_000_000_000) {
            Value::String(time) => Value::from(&time[..10]),
            other => other,
        },
        Field::ListInternal(list) => Value::Array(list.elements().iter().map(value).collect()),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::sync::Arc;

    /// A file with these columns; every text is the same, and `published` is in microseconds.
    fn file(schema: &str, n: usize) -> File {
        let file = tempfile::tempfile().unwrap();
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut out =
            SerializedFileWriter::new(file.try_clone().unwrap(), schema.clone(), Default::default()).unwrap();
        let mut group = out.next_row_group().unwrap();
        for field in schema.get_fields() {
            let mut column = group.next_column().unwrap().unwrap();
            if field.name() == "published" {
                let values = vec![1_740_042_000_000_000_i64; n];
                column.typed::<Int64Type>().write_batch(&values, None, None).unwrap();
            } else {
                let values = vec![ByteArray::from("The port was closed."); n];
                column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
            }
            column.close().unwrap();
        }
        group.close().unwrap();
        out.close().unwrap();
        file
    }

    #[test]
    fn a_row_is_an_article() {
        let schema = "message x { required binary other (UTF8); required binary text (UTF8);
                      required int64 published (TIMESTAMP_MICROS); }";
        let mut rows = Rows::open(file(schema, 2)).unwrap();
        let (n, json) = rows.next().unwrap().unwrap();
        let article: Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(n, 1);
        assert_eq!(
            article,
            serde_json::json!({ "text": "The port was closed.", "published": "2025-02-20T09:00:00Z" })
        );
        assert!(rows.next().unwrap().is_some() && rows.next().unwrap().is_none());
    }

    #[test]
    fn a_column_of_records_goes_before_one_of_texts() {
        let schema = "message x { required binary record (UTF8); required binary text (UTF8); }";
        let mut rows = Rows::open(file(schema, 1)).unwrap();
        assert_eq!(rows.next().unwrap(), Some((1, b"The port was closed.".to_vec())));
        assert!(rows.next().unwrap().is_none());
    }

    #[test]
    fn without_the_column_it_is_said_which_there_are() {
        let refused = Rows::open(file("message x { required binary body (UTF8); }", 1)).err().unwrap();
        assert_eq!(refused.to_string(), "has no column \"text\" or \"record\"; it has body");
        let torn = tempfile::tempfile().unwrap();
        assert!(matches!(Rows::open(torn), Err(Reason::Parquet(_))));
    }
}

//! Cells as text and rows as JSON objects: what every way of showing rows begins with.

use super::{Column, Kind, Value, cell};
use serde_json::{Map, Number};

/// A cell as text; empty for nothing.
pub fn as_text(value: &Value) -> String {
    cell::text(value).unwrap_or_default().into_owned()
}

/// A row as an object; columns that hold lists are lists.
pub fn object(columns: &[Column], row: &[Value]) -> Map<String, serde_json::Value> {
    let value = |column: &Column, value: &Value| match value {
        Value::Text(text) if is_list(column.name) && text.is_empty() => serde_json::Value::Array(Vec::new()),
        Value::Text(text) if is_list(column.name) => text.split(';').map(str::trim).collect(),
        Value::Text(text) if matches!(column.name, "figures" | "counts") => {
            serde_json::from_str(text).unwrap_or(serde_json::Value::Null)
        }
        Value::Text(text) => serde_json::Value::from(text.as_str()),
        Value::Integer(n) if column.kind == Kind::Real => Number::from_f64(*n as f64).into(),
        Value::Integer(n) => serde_json::Value::from(*n),
        Value::Real(x) => Number::from_f64(*x).map_or(serde_json::Value::Null, serde_json::Value::Number),
        Value::Null if is_list(column.name) => serde_json::Value::Array(Vec::new()),
        Value::Null | Value::Blob(_) => serde_json::Value::Null,
    };
    columns.iter().zip(row).map(|(column, cell)| (column.name.to_string(), value(column, cell))).collect()
}

/// Whether a column holds several values, parted by `;`.
pub fn is_list(name: &str) -> bool {
    ["contexts", "disputed", "authors", "aliases"].contains(&name)
        || ["actor_", "recipient_"].iter().any(|start| name.starts_with(start))
}

//! What stands in a cell, as the kind of its column wants it; none for an empty one and for what cannot be told so.

use super::Value;
use std::borrow::Cow;

/// As a whole number.
pub fn integer(cell: &Value) -> Option<i64> {
    match cell {
        Value::Integer(n) => Some(*n),
        Value::Real(x) => Some(*x as i64),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// As a number.
pub fn real(cell: &Value) -> Option<f64> {
    match cell {
        Value::Integer(n) => Some(*n as f64),
        Value::Real(x) => Some(*x),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// As words.
pub fn text(cell: &Value) -> Option<Cow<'_, str>> {
    match cell {
        Value::Integer(n) => Some(n.to_string().into()),
        Value::Real(x) => Some(x.to_string().into()),
        Value::Text(text) => Some(text.into()),
        _ => None,
    }
}

//! A row of the archive for templates: cells by their names, as text.

use hearsay_archive::{Column, Value, as_text};

/// One row with the names of its cells.
#[derive(Clone, Debug)]
pub struct Row {
    columns: &'static [Column],
    cells: Vec<Value>,
}

impl Row {
    /// A row of these columns.
    pub fn new(columns: &'static [Column], cells: Vec<Value>) -> Row {
        Row { columns, cells }
    }

    fn at(&self, name: &str) -> Option<&Value> {
        self.columns.iter().position(|column| column.name == name).and_then(|i| self.cells.get(i))
    }

    /// A cell as text; empty for nothing and for a column that there is not.
    pub fn text(&self, name: &str) -> String {
        self.at(name).map(as_text).unwrap_or_default()
    }

    /// Whether there is something in a cell.
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// A cell that holds a number.
    pub fn number(&self, name: &str) -> i64 {
        match self.at(name) {
            Some(Value::Integer(n)) => *n,
            Some(Value::Real(x)) => *x as i64,
            _ => 0,
        }
    }

    /// A cell that holds several values.
    pub fn list(&self, name: &str) -> Vec<String> {
        let text = self.text(name);
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(String::from).collect()
    }

    /// The day of a time.
    pub fn day(&self, name: &str) -> String {
        self.text(name).chars().take(10).collect()
    }

    /// The cells.
    pub fn cells(&self) -> &[Value] {
        &self.cells
    }
}

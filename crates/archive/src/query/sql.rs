//! Questions in SQL, over the tables under the names and with the columns of an export.

use super::{Table, Value};
use crate::{Archive, Error, Result};
use rusqlite::params_from_iter;

impl Archive {
    /// Makes `events`, `reports`, `statements`, `articles`, `actors`, `places` and `stories` known to this connection as views,
    /// column for column what is exported. The tables that they are made of are described in `src/schema`.
    pub fn make_views(&self) -> Result<()> {
        for table in Table::ALL {
            let columns: Vec<String> =
                table.columns().iter().map(|c| format!("{} AS \"{}\"", c.sql, c.name)).collect();
            let (from, beside) = table.from();
            // A happening is shown as its first report tells it.
            let lead = if table.is_happenings() { "WHERE event.no = happening.lead" } else { "" };
            self.db.execute_batch(&format!(
                "CREATE TEMP VIEW IF NOT EXISTS \"{}\" AS SELECT {} FROM {from} {beside} {lead}",
                table.name(),
                columns.join(", ")
            ))?;
        }
        Ok(())
    }

    /// Gives the rows of one SELECT to `take`, until it says false, and the names of its columns back. What would change
    /// something is refused.
    pub fn ask(
        &self,
        question: &str,
        parameters: &[Value],
        mut take: impl FnMut(Vec<Value>) -> bool,
    ) -> Result<Vec<String>> {
        let asked = |error: rusqlite::Error| match error {
            rusqlite::Error::SqlInputError { msg, .. } => Error::Asked(msg),
            rusqlite::Error::SqliteFailure(code, Some(told)) if code.code == rusqlite::ErrorCode::Unknown => {
                Error::Asked(told)
            }
            error @ (rusqlite::Error::MultipleStatement | rusqlite::Error::InvalidParameterCount(..)) => {
                Error::Asked(error.to_string())
            }
            error => error.into(),
        };
        let mut ask = self.db.prepare(question).map_err(asked)?;
        if !ask.readonly() || ask.column_count() == 0 {
            return Err(Error::Asked("only questions (SELECT) are answered".to_string()));
        }
        let names: Vec<String> = ask.column_names().map(String::from).collect();
        let mut rows = ask.query(params_from_iter(parameters)).map_err(asked)?;
        while let Some(row) = rows.next().map_err(asked)? {
            let cells = (0..names.len()).map(|i| row.get(i)).collect::<rusqlite::Result<_>>()?;
            if !take(cells) {
                break;
            }
        }
        Ok(names)
    }
}

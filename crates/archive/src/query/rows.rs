//! Rows, page by page or all of them.

use super::{Filter, Table, Value};
use crate::{Archive, Result};
use rusqlite::CachedStatement;

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The latest day first.
    #[default]
    Newest,
    /// The earliest day first.
    Oldest,
    /// What most independent reports tell; actors by the number of their events.
    Most,
}

/// Which of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What comes first.
    pub sort: Sort,
    /// Rows left out at the beginning.
    pub skip: usize,
    /// Rows at most.
    pub limit: Option<usize>,
}

impl Archive {
    /// Gives the rows of a table that the filter lets through to `take`, until it says false.
    pub fn rows(
        &self,
        table: Table,
        filter: &Filter,
        page: Page,
        mut take: impl FnMut(&[Value]) -> Result<bool>,
    ) -> Result<()> {
        let mut ask = self.shown(table)?;
        self.each_number(table, filter, page, |number| take(&cells(&mut ask, number)?))
    }

    /// The cells of one row.
    pub(super) fn row_of(&self, table: Table, number: i64) -> Result<Vec<Value>> {
        cells(&mut self.shown(table)?, number)
    }

    /// What gives the cells of a row by its number.
    fn shown(&self, table: Table) -> Result<CachedStatement<'_>> {
        let columns: Vec<&str> = table.columns().iter().map(|column| column.sql).collect();
        let (from, beside) = table.from();
        let key = match table {
            // A happening is shown as its first report tells it.
            table if table.is_happenings() => "event.no = (SELECT lead FROM happening h WHERE h.no = ?1)",
            Table::Reports => "event.no = ?1",
            Table::Statements => "statement.no = ?1",
            Table::Articles => "article.no = ?1",
            Table::Actors => "entity.no = ?1",
            Table::Places => "place.no = ?1",
            _ => "story.no = ?1",
        };
        let question = format!("SELECT {} FROM {from} {beside} WHERE {key}", columns.join(", "));
        Ok(self.db.prepare_cached(&question)?)
    }

    /// Gives the numbers of the rows that the filter lets through to `take`, until it says false.
    pub(super) fn each_number(
        &self,
        table: Table,
        filter: &Filter,
        page: Page,
        mut take: impl FnMut(i64) -> Result<bool>,
    ) -> Result<()> {
        self.numbers(table, filter, page)?.each(&mut take)
    }

    /// The rows of a page, in memory.
    pub fn page(&self, table: Table, filter: &Filter, page: Page) -> Result<Vec<Vec<Value>>> {
        let mut out = Vec::new();
        self.rows(table, filter, page, |row| {
            out.push(row.to_vec());
            Ok(true)
        })?;
        Ok(out)
    }
}

fn cells(ask: &mut CachedStatement<'_>, number: i64) -> Result<Vec<Value>> {
    let n = ask.column_count();
    let row = ask.query_row([number], |row| (0..n).map(|i| row.get(i)).collect::<rusqlite::Result<_>>())?;
    Ok(row)
}

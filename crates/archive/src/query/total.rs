//! How much there is, at once however large the archive is.

use crate::{Archive, Result};

/// Rows of the tables that people know.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Totals {
    /// Articles.
    pub articles: u64,
    /// Statements.
    pub statements: u64,
    /// Reports of events.
    pub reports: u64,
    /// Events, each once.
    pub events: u64,
    /// Stories.
    pub stories: u64,
    /// Actors across articles.
    pub actors: u64,
    /// First and last day of publication.
    pub days: Option<(String, String)>,
    /// What is known across articles is up to date.
    pub settled: bool,
}

impl Archive {
    /// Counts what is in the archive. Articles and what is in them are never taken out again, so that the largest number says
    /// how many there are; events and stories are made anew at times, and their number is kept.
    pub fn totals(&self) -> Result<Totals> {
        let number = |question: &str| -> Result<u64> {
            Ok(self.db.prepare_cached(question)?.query_row([], |row| row.get::<_, i64>(0))? as u64)
        };
        let last = |table: &str| number(&format!("SELECT coalesce(max(no), 0) FROM {table}"));
        let edge = |order: &str| -> Result<Option<String>> {
            let question = format!("SELECT {order}(day) FROM article WHERE day IS NOT NULL");
            Ok(self.db.prepare_cached(&question)?.query_row([], |row| row.get(0))?)
        };
        Ok(Totals {
            articles: last("article")?,
            statements: last("statement")?,
            reports: last("event")?,
            events: number("SELECT n FROM total WHERE what = 'happening'")?,
            stories: number("SELECT n FROM total WHERE what = 'story'")?,
            actors: last("entity")?,
            days: edge("min")?.zip(edge("max")?),
            settled: self.is_settled()?,
        })
    }
}

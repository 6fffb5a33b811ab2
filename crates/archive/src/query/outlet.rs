//! What the outlets write: how much of it is whose words, and how much nobody vouches for.

use crate::{Archive, Result};
use hearsay_record::Shares;
use serde::Serialize;

/// One outlet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlet {
    /// Its name; none for articles whose outlet is not known.
    pub name: Option<String>,
    /// Articles in the archive.
    pub articles: u64,
    /// Their words.
    pub words: u64,
    /// First day of publication.
    pub first: Option<String>,
    /// Last day of publication.
    pub last: Option<String>,
    /// Statements by kind of source.
    pub named_statements: u64,
    /// Of somebody without a name.
    pub unnamed_statements: u64,
    /// Of nobody in particular.
    pub unsourced_statements: u64,
    /// Share of the words by voice.
    pub share: Shares,
}

impl Archive {
    /// The outlets of most articles, at most `limit`.
    pub fn outlets(&self, limit: usize) -> Result<Vec<Outlet>> {
        let mut ask = self.db.prepare_cached("SELECT * FROM outlet ORDER BY articles DESC, name LIMIT ?1")?;
        let rows = ask.query_map([limit as i64], |row| {
            let count = |i: usize| Ok::<u64, rusqlite::Error>(row.get::<_, i64>(i)? as u64);
            let words = count(2)?;
            let share = |i: usize| Ok::<f64, rusqlite::Error>(count(i)? as f64 / words.max(1) as f64);
            Ok(Outlet {
                name: Some(row.get(0)?).filter(|name: &String| !name.is_empty()),
                articles: count(1)?,
                words,
                first: row.get(3)?,
                last: row.get(4)?,
                named_statements: count(12)?,
                unnamed_statements: count(13)?,
                unsourced_statements: count(14)?,
                share: Shares {
                    writer: share(5)?,
                    named_person: share(6)?,
                    named_organization: share(7)?,
                    document: share(8)?,
                    unnamed_person: share(9)?,
                    unnamed_group: share(10)?,
                    none: share(11)?,
                },
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

//! What is found by its words. A row stands in the full-text index under its day and its number, so that the index itself gives
//! rows in the order of their days: the newest that have a word are found without looking at the others.

use crate::Result;
use crate::store::unpack_as;
use rusqlite::{Connection, params};
use serde::Deserialize;
use std::borrow::Cow;

/// Bits of a key that hold the number of a row.
const NUMBER_BITS: u32 = 32;

/// What gives the number of a row from its key, in SQL.
pub const NUMBER: &str = "& 4294967295";

/// The table that holds the words of another one's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    Article,
    Statement,
    Event,
}

impl Of {
    pub const ALL: [Of; 3] = [Of::Article, Of::Statement, Of::Event];

    /// Its name.
    pub fn table(self) -> &'static str {
        match self {
            Of::Article => "article_words",
            Of::Statement => "statement_words",
            Of::Event => "event_words",
        }
    }
}

/// The least key of a day; rows without a day come before all others.
pub fn day_key(day: Option<&str>) -> i64 {
    /// The Julian day of 2000-01-01 as SQLite counts it, without its half.
    const JULIAN_2000: i64 = 2_451_544;
    let days = day.and_then(|day| crate::day::between("2000-01-01", day));
    days.map_or(0, |days| (JULIAN_2000 + i64::from(days)) << NUMBER_BITS)
}

/// The key of a row of a day.
pub fn key(day: Option<&str>, no: i64) -> i64 {
    day_key(day) | no
}

/// The same in SQL, of a column with the day and one with the number.
pub fn key_sql(day: &str, no: &str) -> String {
    format!("(coalesce(CAST(julianday({day}) AS INTEGER), 0) << {NUMBER_BITS} | {no})")
}

/// The words of a batch. They are written in the order of their keys: the index writes a piece of its own whenever the order is broken.
#[derive(Default)]
pub struct Words<'r> {
    rows: Vec<(Of, i64, Cow<'r, str>)>,
}

impl<'r> Words<'r> {
    /// Makes a row of a day findable by the words of a text.
    pub fn add(&mut self, of: Of, day: Option<&str>, no: i64, text: impl Into<Cow<'r, str>>) {
        self.rows.push((of, key(day, no), text.into()));
    }

    /// Writes them.
    pub fn write(mut self, db: &Connection) -> Result<()> {
        self.rows.sort_unstable_by_key(|(of, key, _)| (*of, *key));
        for (of, key, text) in &self.rows {
            let mut put =
                db.prepare_cached(&format!("INSERT INTO {} (rowid, text) VALUES (?,?)", of.table()))?;
            put.execute(params![key, text])?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Read {
    article: Text,
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// Writes all words anew, for an archive of version 3.
pub fn index_anew(db: &Connection) -> Result<()> {
    let text = |json: &[u8]| Ok(unpack_as::<Read>(json)?.article.text);
    each(db, Of::Article, "article", "SELECT json FROM record WHERE article = ?1", |row| {
        text(row.get_ref(0)?.as_blob().unwrap_or_default())
    })?;
    let cell = |row: &rusqlite::Row<'_>| Ok(row.get(0)?);
    each(db, Of::Statement, "statement", "SELECT content FROM statement WHERE no = ?1", cell)?;
    each(db, Of::Event, "event", "SELECT words FROM event WHERE no = ?1", cell)
}

/// The rows of one table in the order of their keys.
fn each(
    db: &Connection,
    of: Of,
    table: &str,
    question: &str,
    text: impl Fn(&rusqlite::Row<'_>) -> Result<String>,
) -> Result<()> {
    let mut ask = db.prepare(&format!("SELECT no, day FROM {table} ORDER BY day, no"))?;
    let mut read = db.prepare(question)?;
    let mut put = db.prepare(&format!("INSERT INTO {} (rowid, text) VALUES (?,?)", of.table()))?;
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        let no: i64 = row.get(0)?;
        let day: Option<String> = row.get(1)?;
        let mut found = read.query([no])?;
        if let Some(found) = found.next()? {
            put.execute(params![key(day.as_deref(), no), text(found)?])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_days_and_the_same_in_sql() {
        let db = Connection::open_in_memory().unwrap();
        let question = format!("SELECT {}, {}{NUMBER}", key_sql("?1", "?2"), key_sql("?1", "?2"));
        let mut last = -1;
        for (day, no) in [
            (None, 900),
            (Some("0001-01-01"), 3),
            (Some("1899-12-31"), 2),
            (Some("2000-01-01"), 1),
            (Some("2025-03-05"), 7),
            (Some("2025-03-05"), 4_000_000_000),
            (Some("2025-03-06"), 1),
            (Some("9999-12-31"), 5),
        ] {
            let key = key(day, no);
            let told = db.query_row(&question, params![day, no], |row| Ok((row.get(0)?, row.get(1)?)));
            assert_eq!(told.unwrap(), (key, no), "{day:?}");
            assert!(key > last, "{day:?}");
            last = key;
        }
    }
}

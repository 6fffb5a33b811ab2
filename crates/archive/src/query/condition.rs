//! Conditions of SQL under way, and the actors that a name stands for.

use crate::{Archive, Error, Result, day, key};
use rusqlite::types::Value;
use rustc_hash::FxHashSet;

/// What conditions are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A few rows in their order: what is tested row by row costs little.
    Rows,
    /// All rows at once: what leads to them without going through the others costs less.
    Counts,
}

/// Conditions under way, with their parameters.
#[derive(Clone, Default)]
pub struct Conditions {
    clauses: Vec<String>,
    pub values: Vec<Value>,
    /// Rows must be among these, beside all else.
    pub among: Option<FxHashSet<i64>>,
}

impl Conditions {
    /// `clause` holds `?` for each of `values`.
    pub fn add(&mut self, clause: &str, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.to_string());
        self.values.extend(values);
    }

    /// Behind these come those.
    pub fn and(&mut self, others: Conditions) {
        self.clauses.extend(others.clauses);
        self.values.extend(others.values);
    }

    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    pub fn equal(&mut self, column: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.add(&format!("{column} = ?"), [Value::from(value.clone())]);
        }
    }

    pub fn one_of(&mut self, column: &str, values: &[String]) {
        match values {
            [] => {}
            [one] => self.equal(column, &Some(one.clone())),
            several => {
                let marks = vec!["?"; several.len()].join(",");
                self.add(&format!("{column} IN ({marks})"), several.iter().cloned().map(Value::from));
            }
        }
    }

    pub fn days(&mut self, column: &str, since: &Option<String>, until: &Option<String>) -> Result<()> {
        let asked =
            |given: &String| Error::Asked(format!("{given:?} is no date: want 2025-02-20, 2025-02 or 2025"));
        if let Some(since) = since {
            let first = day::first(since).ok_or_else(|| asked(since))?;
            self.add(&format!("{column} >= ?"), [Value::from(first)]);
        }
        if let Some(until) = until {
            let last = day::last(until).ok_or_else(|| asked(until))?;
            self.add(&format!("{column} <= ?"), [Value::from(last)]);
        }
        Ok(())
    }

    /// `a*` as SQLite has it; without a star it is the whole word, case not counted.
    pub fn like(&mut self, column: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.add(&format!("{column} LIKE ? ESCAPE '\\'"), [Value::from(pattern(value))]);
        }
    }

    /// An event whose slots are filled by what `which` says.
    pub fn filled(&mut self, how: How, which: &str, value: Option<String>) {
        let clause = match how {
            How::Rows => {
                format!("EXISTS (SELECT 1 FROM event_actor WHERE event_actor.event = event.no AND {which})")
            }
            How::Counts => format!("event.no IN (SELECT event FROM event_actor WHERE {which})"),
        };
        self.add(&clause, value.map(Value::from));
    }

    /// All of them, for behind WHERE.
    pub fn sql(&self) -> String {
        if self.clauses.is_empty() { "1".to_string() } else { self.clauses.join(" AND ") }
    }
}

/// `*` as SQLite's LIKE has it.
pub fn pattern(value: &str) -> String {
    value.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_").replace('*', "%")
}

/// Actors that a name stands for.
pub enum Called {
    /// Their numbers.
    Few(Vec<i64>),
    /// So many that each is asked whether it is called so.
    Many,
}

/// Actors that are listed by their numbers; where a name stands for more, each is asked.
const FEW: usize = 2000;

/// That an actor is called like a pattern, which is the parameter three times.
pub const IS_CALLED: &str =
    "(entity.name LIKE ? ESCAPE '\\' OR entity.key LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM alias
                             WHERE alias.entity = entity.no AND alias.name LIKE ? ESCAPE '\\'))";

/// The parameters of [`IS_CALLED`].
pub fn called_like(name: &str) -> [Value; 3] {
    [(); 3].map(|()| Value::from(pattern(name)))
}

impl Archive {
    /// Actors that a name stands for, as [`Archive::entities`] finds them, if they are not too many to be listed.
    pub(super) fn called(&self, name: &str) -> Result<Called> {
        let found = self.entities_upto(name, FEW + 1)?;
        Ok(if found.len() > FEW { Called::Many } else { Called::Few(found) })
    }

    /// Numbers of the actors that a name stands for: by key, name or alias, case not counted; `*` stands for anything.
    pub fn entities(&self, name: &str) -> Result<Vec<i64>> {
        self.entities_upto(name, i64::MAX as usize)
    }

    /// The same; of more than so many not all.
    fn entities_upto(&self, name: &str, most: usize) -> Result<Vec<i64>> {
        let question = match name.find('*') {
            Some(0) => {
                "SELECT no FROM (SELECT no FROM entity WHERE name LIKE ?1 ESCAPE '\\' OR key LIKE ?1 ESCAPE '\\' LIMIT ?2)
                 UNION SELECT entity FROM (SELECT entity FROM alias WHERE name LIKE ?1 ESCAPE '\\' LIMIT ?2)"
            }
            // What stands before the star leads into the indexes.
            Some(_) => {
                "SELECT no FROM (SELECT no FROM entity WHERE name >= ?3 COLLATE NOCASE AND name < ?3 || x'F48FBFBF' COLLATE NOCASE
                 AND name LIKE ?1 ESCAPE '\\' LIMIT ?2)
                 UNION SELECT no FROM (SELECT no FROM entity WHERE key >= ?3 AND key < ?3 || x'F48FBFBF'
                 AND key LIKE ?1 ESCAPE '\\' LIMIT ?2)
                 UNION SELECT entity FROM (SELECT entity FROM alias WHERE name >= ?3 AND name < ?3 || x'F48FBFBF'
                 AND name LIKE ?1 ESCAPE '\\' LIMIT ?2)"
            }
            // A plain name finds the actor under every country.
            None => {
                "SELECT no FROM entity WHERE name = ?1 COLLATE NOCASE UNION SELECT no FROM entity WHERE key = ?1
                 UNION SELECT entity FROM alias WHERE name = ?1
                 UNION SELECT no FROM entity WHERE key >= ?2 AND key < ?2 || x'F48FBFBF'
                 UNION SELECT no FROM entity WHERE key >= ?3 AND key < ?3 || x'F48FBFBF'"
            }
        };
        let mut ask = self.db.prepare_cached(question)?;
        let text = |text: &str| Value::from(text.to_string());
        let most = Value::from(i64::try_from(most).unwrap_or(i64::MAX));
        let values = match name.split_once('*') {
            Some(("", _)) => vec![text(&pattern(name)), most],
            Some((start, _)) => vec![text(&pattern(name)), most, text(start)],
            None => {
                let plain = key::plain(name);
                vec![text(name), text(&format!("person:{plain}|")), text(&format!("organization:{plain}|"))]
            }
        };
        let rows = ask.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

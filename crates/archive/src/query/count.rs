//! Counts: so many rows of each day, type, actor …

use super::condition::{Conditions, How};
use super::happening::Read;
use super::numbers::{Days, by_words, matching};
use super::{Filter, Table};
use crate::words::Of;
use crate::{Archive, Error, Result, day};
use rusqlite::params_from_iter;
use std::collections::BTreeMap;

/// What is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the words say it
pub enum By {
    Day,
    Week,
    Month,
    Year,
    Actor,
    Recipient,
    Type,
    Status,
    Country,
    Outlet,
    Voice,
}

/// What is asked of the database: which rows, and by what of them they are counted.
struct Count {
    from: String,
    value: &'static str,
    conditions: Conditions,
}

impl Archive {
    /// How many rows of the table there are of each value, by value for times, else the most frequent first. Rows without a
    /// value count under the empty one. A happening counts once, as it is shown: on its first day, by who does it as its first
    /// report has it.
    pub fn count(&self, table: Table, filter: &Filter, by: By) -> Result<Vec<(String, u64)>> {
        let count = match table {
            Table::Happenings => self.of_happenings(filter, by),
            Table::Reports => self.of_reports(filter, by),
            Table::Statements => self.of_statements(filter, by),
            Table::Articles => self.of_articles(filter, by),
            _ => return Err(Error::Asked(format!("{} cannot be counted by anything", table.name()))),
        }?;
        let Some(count) = count else {
            return Err(Error::Asked(format!("{} have no such thing to count by", table.name())));
        };
        let Count { from, value, conditions } = count;
        let question = format!("SELECT {value}, count(*) FROM {from} WHERE {} GROUP BY 1", conditions.sql());
        let mut ask = self.db.prepare(&question)?;
        let mut rows = ask.query(params_from_iter(&conditions.values))?;
        // Actors are grouped by number, which is quicker, and counted under their names.
        let mut name = match by {
            By::Actor | By::Recipient if table != Table::Statements => {
                Some(self.db.prepare("SELECT name FROM entity WHERE no = ?1")?)
            }
            _ => None,
        };
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let value = match &mut name {
                Some(name) => name.query_row([row.get::<_, i64>(0)?], |row| row.get(0))?,
                None => row.get::<_, Option<String>>(0)?.unwrap_or_default(),
            };
            *counts.entry(period(value, by)).or_default() += row.get::<_, i64>(1)? as u64;
        }
        let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
        if !by.is_time() {
            // What is equally frequent stays in the order of its names.
            counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        }
        Ok(counts)
    }

    fn of_happenings(&self, filter: &Filter, by: By) -> Result<Option<Count>> {
        let mut conditions = filter.of_happening(Read::ByDay)?;
        if let Some(rest) = filter.of_report() {
            let (from, mut of) = source(&rest, Of::Event, "event")?;
            of.and(rest.events(self, How::Counts, None)?);
            conditions.add(
                &format!("happening.no IN (SELECT event.happening FROM {from} WHERE {})", of.sql()),
                of.values,
            );
        }
        let lead = |with: &str| format!("happening CROSS JOIN {with}");
        let (from, value) = match by {
            By::Type => ("happening".to_string(), "happening.type"),
            By::Status => ("happening".to_string(), "happening.status"),
            By::Country => ("happening".to_string(), "happening.country"),
            By::Actor => (lead("event_actor f ON f.event = happening.lead AND f.role = 0"), "f.entity"),
            By::Recipient => (lead("event_actor f ON f.event = happening.lead AND f.role = 1"), "f.entity"),
            By::Voice => (lead("event ON event.no = happening.lead"), "event.voice_kind"),
            By::Outlet => (
                lead("event ON event.no = happening.lead CROSS JOIN article ON article.no = event.article"),
                "article.outlet",
            ),
            _ => ("happening".to_string(), "happening.day"),
        };
        Ok(Some(Count { from, value, conditions }))
    }

    fn of_reports(&self, filter: &Filter, by: By) -> Result<Option<Count>> {
        let (mut from, mut conditions) = source(filter, Of::Event, "event")?;
        conditions.and(filter.events(self, How::Counts, None)?);
        if filter.independent.is_some() || filter.disputed {
            from += " JOIN happening ON happening.no = event.happening";
        }
        let value = match by {
            By::Type => "event.type",
            By::Status => "event.status",
            By::Country => "event.country",
            By::Voice => "event.voice_kind",
            By::Actor | By::Recipient => {
                let role = i64::from(by == By::Recipient);
                from += &format!(" CROSS JOIN event_actor f ON f.event = event.no AND f.role = {role}");
                "f.entity"
            }
            By::Outlet => {
                from += " CROSS JOIN article ON article.no = event.article";
                "article.outlet"
            }
            _ => "event.day",
        };
        Ok(Some(Count { from, value, conditions }))
    }

    fn of_statements(&self, filter: &Filter, by: By) -> Result<Option<Count>> {
        let (mut from, mut conditions) = source(filter, Of::Statement, "statement")?;
        conditions.and(filter.statements(self, How::Counts)?);
        let value = match by {
            By::Actor => "statement.source_name",
            By::Type => "statement.class",
            By::Voice => "statement.source_kind",
            By::Outlet => {
                from += " CROSS JOIN article ON article.no = statement.article";
                "article.outlet"
            }
            _ if by.is_time() => "statement.day",
            _ => return Ok(None),
        };
        Ok(Some(Count { from, value, conditions }))
    }

    fn of_articles(&self, filter: &Filter, by: By) -> Result<Option<Count>> {
        let value = match by {
            By::Outlet => "article.outlet",
            _ if by.is_time() => "article.day",
            _ => return Ok(None),
        };
        let (from, mut conditions) = source(filter, Of::Article, "article")?;
        conditions.and(filter.articles(self, How::Counts)?);
        Ok(Some(Count { from, value, conditions }))
    }
}

/// Where rows come from: from their words, if any are asked for.
fn source(filter: &Filter, of: Of, table: &str) -> Result<(String, Conditions)> {
    match &filter.words {
        Some(asked) => Ok((by_words(of, table), matching(of, asked, &Days::All)?)),
        None => Ok((table.to_string(), Conditions::default())),
    }
}

impl By {
    fn is_time(self) -> bool {
        matches!(self, By::Day | By::Week | By::Month | By::Year)
    }
}

/// A day as the week, month or year that it belongs to; weeks by their Monday.
fn period(value: String, by: By) -> String {
    match by {
        By::Week => day::monday(&value).unwrap_or_default(),
        By::Month => value.get(..7).unwrap_or_default().to_string(),
        By::Year => value.get(..4).unwrap_or_default().to_string(),
        _ => value,
    }
}

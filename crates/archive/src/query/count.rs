//! Counts: so many rows of each day, type, actor …

use super::{Filter, Table};
use crate::{Archive, Error, Result};
use rusqlite::params_from_iter;

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

impl Archive {
    /// How many rows of the table there are of each value, by value for times, else the most frequent first. Rows without a
    /// value count under the empty one.
    pub fn count(&self, table: Table, filter: &Filter, by: By) -> Result<Vec<(String, u64)>> {
        let (conditions, day, base) = match table {
            Table::Happenings | Table::Reports => (filter.events(self)?, "event.day", "event"),
            Table::Statements => (filter.statements(self)?, "statement.day", "statement"),
            Table::Articles => (filter.articles(self)?, "article.day", "article"),
            _ => return Err(Error::Asked(format!("{} cannot be counted by anything", table.name()))),
        };
        let mut from = base.to_string();
        let is_event = base == "event";
        let actor = |role: i64| {
            format!(
                " JOIN event_actor filler ON filler.event = event.no AND filler.role = {role} JOIN entity ON entity.no = filler.entity"
            )
        };
        let value = match by {
            By::Day => day.to_string(),
            // The Monday of the week.
            By::Week => format!("date({day}, 'weekday 0', '-6 days')"),
            By::Month => format!("substr({day}, 1, 7)"),
            By::Year => format!("substr({day}, 1, 4)"),
            By::Actor if is_event => {
                from += &actor(0);
                "entity.name".to_string()
            }
            By::Recipient if is_event => {
                from += &actor(1);
                "entity.name".to_string()
            }
            By::Actor if base == "statement" => "statement.source_name".to_string(),
            By::Type if is_event => "event.type".to_string(),
            By::Type if base == "statement" => "statement.class".to_string(),
            By::Status if is_event => "event.status".to_string(),
            By::Country if is_event => "event.country".to_string(),
            By::Voice if is_event => "event.voice_kind".to_string(),
            By::Voice if base == "statement" => "statement.source_kind".to_string(),
            By::Outlet => "article.outlet".to_string(),
            _ => return Err(Error::Asked(format!("{} have no such thing to count by", table.name()))),
        };
        if base != "article" && (by == By::Outlet || filter.outlet.is_some()) {
            from += &format!(" JOIN article ON article.no = {base}.article");
        }
        if is_event && (filter.independent.is_some() || filter.disputed) {
            from += " JOIN happening ON happening.no = event.happening";
        }
        let n = match table {
            Table::Happenings => "count(DISTINCT event.happening)",
            _ => "count(*)",
        };
        let order = match by {
            By::Day | By::Week | By::Month | By::Year => "1",
            _ => "2 DESC, 1",
        };
        // Without a filter the table of happenings itself is smaller than that of their reports.
        let whole = table == Table::Happenings && *filter == Filter::default();
        let question = match by {
            By::Day if whole => "SELECT day, count(*) FROM happening GROUP BY 1 ORDER BY 1".to_string(),
            _ => format!(
                "SELECT {value}, {n} FROM {from} WHERE {} GROUP BY 1 ORDER BY {order}",
                conditions.sql()
            ),
        };
        let mut ask = self.db.prepare(&question)?;
        let rows = ask.query_map(params_from_iter(&conditions.values), |row| {
            Ok((row.get::<_, Option<String>>(0)?.unwrap_or_default(), row.get::<_, i64>(1)? as u64))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

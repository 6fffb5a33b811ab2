//! Counts: so many rows of each day, type, actor …

use super::condition::{Conditions, How};
use super::happening::Read;
use super::numbers::{Days, by_words, matching};
use super::{Filter, Table};
use crate::words::Of;
use crate::{Archive, Error, Result, day};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use rustc_hash::FxHashSet;
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

/// So many of each value.
type Counts = BTreeMap<String, u64>;

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
        let counts = match self.kept(table, filter, by)? {
            Some(counts) => counts,
            None => self.counted_anew(table, filter, by)?,
        };
        let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
        if !by.is_time() {
            // What is equally frequent stays in the order of its names.
            counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        }
        Ok(counts)
    }

    fn counted_anew(&self, table: Table, filter: &Filter, by: By) -> Result<Counts> {
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
        let mut counts = Counts::new();
        while let Some(row) = rows.next()? {
            let value = match &mut name {
                Some(name) => name.query_row([row.get::<_, i64>(0)?], |row| row.get(0))?,
                None => row.get::<_, Option<String>>(0)?.unwrap_or_default(),
            };
            *counts.entry(period(value, by)).or_default() += row.get::<_, i64>(1)? as u64;
        }
        Ok(counts)
    }

    /// The same, if it does not cost too much.
    pub fn count_if_cheap(
        &self,
        table: Table,
        filter: &Filter,
        by: By,
    ) -> Result<Option<Vec<(String, u64)>>> {
        const THOUSAND_STEPS: i64 = 500;
        self.within(THOUSAND_STEPS, || self.count(table, filter, by))
    }

    /// Counts that are kept, or read off one index.
    fn kept(&self, table: Table, filter: &Filter, by: By) -> Result<Option<Counts>> {
        let all = *filter == Filter::default();
        let only_words = Filter { words: filter.words.clone(), ..Filter::default() };
        let counts = match (table, by, &filter.words) {
            (Table::Happenings, By::Actor | By::Recipient, None) if all => self.added_up(
                "SELECT name, n FROM led JOIN entity ON entity.no = led.entity WHERE n > 0 AND role = ?1",
                &[Value::from(i64::from(by == By::Recipient))],
                by,
            ),
            (Table::Articles, By::Outlet, None) if all => {
                self.added_up("SELECT name, articles FROM outlet", &[], by)
            }
            (Table::Happenings, by, Some(words)) if by.is_time() && *filter == only_words => {
                self.with_words(words, by)
            }
            (Table::Happenings, by, None) => match tally(filter, by)? {
                Some((question, values)) => self.added_up(&question, &values, by),
                None => return Ok(None),
            },
            _ => return Ok(None),
        }?;
        Ok(Some(counts))
    }

    fn added_up(&self, question: &str, values: &[Value], by: By) -> Result<Counts> {
        let mut ask = self.db.prepare_cached(question)?;
        let mut rows = ask.query(params_from_iter(values))?;
        let mut counts = Counts::new();
        while let Some(row) = rows.next()? {
            *counts.entry(period(row.get(0)?, by)).or_default() += row.get::<_, i64>(1)? as u64;
        }
        Ok(counts)
    }

    /// Happenings that are told in certain words, by time.
    fn with_words(&self, words: &str, by: By) -> Result<Counts> {
        let conditions = matching(Of::Event, words, &Days::All)?;
        // Beside the number of a report, the index holds what it tells of; reports themselves are large.
        let from = by_words(Of::Event, "event").replace(" event ON", " event INDEXED BY event_merged ON");
        let question = format!("SELECT happening, happened FROM {from} WHERE {}", conditions.sql());
        let mut ask = self.db.prepare_cached(&question)?;
        let mut rows = ask.query(params_from_iter(&conditions.values))?;
        let mut seen = FxHashSet::default();
        let mut days = Counts::new();
        while let Some(row) = rows.next()? {
            if row.get::<_, Option<i64>>(0)?.is_some_and(|happening| seen.insert(happening)) {
                let day = row.get_ref(1)?.as_str().unwrap_or_default();
                match days.get_mut(day) {
                    Some(n) => *n += 1,
                    None => {
                        days.insert(day.to_string(), 1);
                    }
                }
            }
        }
        let mut counts = Counts::new();
        days.into_iter().for_each(|(day, n)| *counts.entry(period(day, by)).or_default() += n);
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

/// The question to a tally of happenings that knows all that is asked, if there is one.
fn tally(filter: &Filter, by: By) -> Result<Option<(String, Vec<Value>)>> {
    let days = Filter { since: filter.since.clone(), until: filter.until.clone(), ..Filter::default() };
    let of_types = Filter {
        types: filter.types.clone(),
        quad: filter.quad.clone(),
        status: filter.status.clone(),
        ..days.clone()
    };
    let of_country = Filter { country: filter.country.clone(), ..days };
    let (table, value) = match by {
        By::Type if *filter == of_types => ("day_type", "type"),
        By::Status if *filter == of_types => ("day_type", "status"),
        By::Country if *filter == of_country => ("day_country", "country"),
        by if by.is_time() && *filter == of_types => ("day_type", "day"),
        by if by.is_time() && *filter == of_country => ("day_country", "day"),
        _ => return Ok(None),
    };
    let conditions = filter.of_happening(Read::ByDay)?;
    // The columns are called as those of happenings are.
    let which = conditions.sql().replace("happening.", "");
    // A day that is not known lies in no time.
    let dated = if filter.since.is_some() || filter.until.is_some() { " AND day <> ''" } else { "" };
    let question =
        format!("SELECT {value}, sum(n) FROM {table} WHERE {which}{dated} GROUP BY 1 HAVING sum(n) > 0");
    Ok(Some((question, conditions.values)))
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

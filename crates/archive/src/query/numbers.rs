//! Which rows, in which order: the question that gives their numbers. What is shown of a row is asked for when it is its turn.
//!
//! A page is quick in a large archive if an index gives the rows in the order asked for, so that the first ones are found without
//! looking at all. By whom the rows are gone through is decided here: by happening, by the events of an actor or of a code, by a
//! short list of rows that have a rare word, and else by day.

use super::condition::{Conditions, How};
use super::filter::numbers;
use super::happening::Read;
use super::{Filter, Page, Sort, Table};
use crate::{Archive, Result};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use rustc_hash::FxHashSet;

/// Actors whose events are merged in order; the events of more are sorted.
const MERGED: usize = 12;

/// Events of codes up to which they are sorted; where there are more, all events are gone through.
const SORTED: i64 = 100_000;

/// Numbers of rows in the order asked for, each once.
pub struct Numbers<'a> {
    archive: &'a Archive,
    /// Gives the number of the row, and the number that `among` is about.
    question: String,
    values: Vec<Value>,
    among: Option<FxHashSet<i64>>,
    page: Page,
}

impl Archive {
    pub(super) fn numbers(&self, table: Table, filter: &Filter, page: Page) -> Result<Numbers<'_>> {
        if table.is_happenings() {
            return match filter.of_report() {
                None => self.happenings(filter, page),
                Some(rest) => self.events(table, filter, &rest, page),
            };
        }
        let (from, conditions, both, newest, most) = match table {
            Table::Reports => return self.events(table, filter, filter, page),
            Table::Statements => {
                let order = "statement.day DESC, statement.no DESC";
                let conditions = filter.statements(self, How::Rows)?;
                ("statement", conditions, "statement.no, statement.no", order, order)
            }
            Table::Articles => (
                "article",
                filter.articles(self, How::Rows)?,
                "article.no, article.no",
                "article.day DESC, article.no DESC",
                "article.words DESC, article.id",
            ),
            Table::Actors => {
                let order = "entity.n_events DESC, entity.n_articles DESC, entity.key";
                ("entity", filter.actors(self)?, "entity.no, entity.no", order, order)
            }
            Table::Places => ("place", Conditions::default(), "place.no, place.no", "place.key", "place.key"),
            _ => {
                let conditions = filter.stories(self)?;
                let (from, both) = match conditions.among {
                    None => ("story", "story.no, story.no"),
                    Some(_) => {
                        ("story CROSS JOIN sketch ON sketch.story = story.no", "story.no, sketch.article")
                    }
                };
                let newest = "story.day_end DESC, story.independent DESC, story.id";
                let most = "story.independent DESC, story.articles DESC, story.day_end DESC, story.id";
                (from, conditions, both, newest, most)
            }
        };
        let order = order(page.sort, newest, most);
        let question = format!("SELECT {both} FROM {from} WHERE {} ORDER BY {order}", conditions.sql());
        Ok(self.question(question, conditions, page))
    }

    /// Happenings that answer everything themselves.
    fn happenings(&self, filter: &Filter, page: Page) -> Result<Numbers<'_>> {
        let read = if page.sort == Sort::Most { Read::Testing } else { Read::ByDay };
        let conditions = filter.of_happening(read)?;
        let order = order(page.sort, "happening.day DESC, happening.no DESC", MOST);
        let question = format!(
            "SELECT happening.no, happening.no FROM happening WHERE {} ORDER BY {order}",
            conditions.sql()
        );
        Ok(self.question(question, conditions, page))
    }

    /// Reports, or the happenings of reports, that `asked` lets through; `filter` says what their happenings are like.
    fn events(&self, table: Table, filter: &Filter, asked: &Filter, page: Page) -> Result<Numbers<'_>> {
        let number = if table.is_happenings() { "event.happening" } else { "event.no" };
        let of_happening = match table.is_happenings() {
            true => filter.of_happening(Read::Testing)?,
            false => Conditions::default(),
        };
        let mut with = String::new();
        let joined = filter.independent.is_some() || filter.disputed || page.sort == Sort::Most;
        if joined || !of_happening.is_empty() {
            with = " CROSS JOIN happening ON happening.no = event.happening".to_string();
        }
        let down = if page.sort == Sort::Oldest { "" } else { " DESC" };
        let by = if page.sort == Sort::Most { None } else { self.drivers(asked)? };
        let without = by.as_ref().filter(|by| matches!(by.which, Which::Entities(_))).map(|by| by.role);
        let mut conditions = asked.events(self, How::Rows, without)?;
        let (role, which) = match by {
            Some(Driver { role, which }) if !conditions.is_list => (role, which),
            _ => {
                if without.is_some() {
                    conditions = asked.events(self, How::Rows, None)?;
                }
                let order = match page.sort {
                    Sort::Most if table.is_happenings() => MOST.to_string(),
                    Sort::Most => MOST_REPORTS.to_string(),
                    _ => format!("event.day{down}, event.no{down}"),
                };
                conditions.and(of_happening);
                let question = format!(
                    "SELECT {number}, event.no FROM event{with} WHERE {} ORDER BY {order}",
                    conditions.sql()
                );
                return Ok(self.question(question, conditions, page));
            }
        };
        conditions.and(of_happening);
        let of = |which: &str| {
            format!(
                "SELECT {number}, event.no, f.day, f.event FROM event_actor f CROSS JOIN event ON event.no = f.event{with}
                 WHERE f.role = {role} AND {which} AND {}",
                conditions.sql()
            )
        };
        let in_order = format!("ORDER BY 3{down}, 4{down}");
        let (question, times) = match &which {
            Which::Entities(entities) if entities.len() <= MERGED => {
                let parts: Vec<String> =
                    entities.iter().map(|entity| of(&format!("f.entity = {entity}"))).collect();
                (format!("{} {in_order}", parts.join(" UNION ALL ")), entities.len())
            }
            sorted => {
                let which = match sorted {
                    Which::Entities(entities) => format!("entity IN ({})", numbers(entities)),
                    Which::Codes(codes) => format!("code IN ({codes})"),
                };
                // The limit keeps the inner order: first sorted, then looked up.
                let question = format!(
                    "SELECT {number}, event.no FROM (SELECT DISTINCT day, event FROM event_actor WHERE role = {role} AND {which}
                     ORDER BY day{down}, event{down} LIMIT -1) f CROSS JOIN event ON event.no = f.event{with} WHERE {}",
                    conditions.sql()
                );
                (question, 1)
            }
        };
        let values = std::mem::take(&mut conditions.values);
        conditions.values = (0..times).flat_map(|_| values.iter().cloned()).collect();
        Ok(self.question(question, conditions, page))
    }

    /// By whose events to go, if that is quicker than by day: those of the actors that have the fewest, or of codes that are rare.
    fn drivers(&self, asked: &Filter) -> Result<Option<Driver>> {
        let mut best: Option<(i64, Driver)> = None;
        for (role, name, code) in
            [(0, &asked.actor, &asked.actor_code), (1, &asked.recipient, &asked.recipient_code)]
        {
            let found = match (name, code) {
                (Some(name), _) => {
                    let entities = self.entities(name)?;
                    let count = format!(
                        "SELECT coalesce(sum(n_events), 0) FROM entity WHERE no IN ({})",
                        numbers(&entities)
                    );
                    let n: i64 = self.db.query_row(&count, [], |row| row.get(0))?;
                    // Nobody has nothing.
                    let entities = if entities.is_empty() { vec![-1] } else { entities };
                    Some((n, Driver { role, which: Which::Entities(entities) }))
                }
                (None, Some(code)) => self.rare(role, code)?,
                (None, None) => None,
            };
            if let Some((n, driver)) = found
                && best.as_ref().is_none_or(|(least, _)| n < *least)
            {
                best = Some((n, driver));
            }
        }
        Ok(best.map(|(_, driver)| driver))
    }

    /// The codes that a pattern stands for, if not too many events have them. The index leads from one code to the next.
    fn rare(&self, role: i64, code: &str) -> Result<Option<(i64, Driver)>> {
        let mut ask = self.db.prepare_cached(
            "WITH RECURSIVE one(code) AS (SELECT min(code) FROM event_actor UNION ALL
             SELECT (SELECT min(code) FROM event_actor WHERE code > one.code) FROM one WHERE one.code IS NOT NULL)
             SELECT code FROM one WHERE code GLOB ?1",
        )?;
        let codes: Vec<String> =
            ask.query_map([code.to_uppercase()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let quoted = |code: &String| format!("'{}'", code.replace('\'', "''"));
        let codes = codes.iter().map(quoted).collect::<Vec<_>>().join(",");
        let count = format!(
            "SELECT count(*) FROM (SELECT 1 FROM event_actor WHERE code IN ({codes}) AND role = {role} LIMIT {})",
            SORTED + 1
        );
        let n: i64 = self.db.query_row(&count, [], |row| row.get(0))?;
        Ok((n <= SORTED).then_some((n, Driver { role, which: Which::Codes(codes) })))
    }

    fn question(&self, question: String, conditions: Conditions, page: Page) -> Numbers<'_> {
        Numbers { archive: self, question, values: conditions.values, among: conditions.among, page }
    }
}

/// Whose events are gone through.
struct Driver {
    role: i64,
    which: Which,
}

enum Which {
    Entities(Vec<i64>),
    /// As a list of SQL.
    Codes(String),
}

const MOST: &str = "happening.independent DESC, happening.day DESC, happening.id";
const MOST_REPORTS: &str = "happening.independent DESC, event.day DESC, event.no";

fn order(sort: Sort, newest: &str, most: &str) -> String {
    match sort {
        Sort::Newest => newest.to_string(),
        Sort::Oldest => newest.replace(" DESC", ""),
        Sort::Most => most.to_string(),
    }
}

impl Numbers<'_> {
    /// Gives them to `take`, until it says false.
    pub fn each(&mut self, take: &mut impl FnMut(i64) -> Result<bool>) -> Result<()> {
        let mut ask = self.archive.db.prepare(&self.question)?;
        let mut rows = ask.query(params_from_iter(&self.values))?;
        let mut seen = FxHashSet::default();
        let (mut skip, mut left) = (self.page.skip, self.page.limit.unwrap_or(usize::MAX));
        while left > 0 {
            let Some(row) = rows.next()? else { break };
            // An event that is not merged yet is found once the archive is settled.
            let Some(number) = row.get::<_, Option<i64>>(0)? else { continue };
            if let Some(among) = &self.among
                && !among.contains(&row.get(1)?)
            {
                continue;
            }
            if !seen.insert(number) {
                continue;
            }
            if skip > 0 {
                skip -= 1;
                continue;
            }
            left -= 1;
            if !take(number)? {
                break;
            }
        }
        Ok(())
    }
}

//! What few events have leads to them: an actor, a code, a context, a place, a voice. Each has an index that gives its events in
//! the order of days.

use super::condition::{Called, Conditions, pattern};
use super::filter::numbers;
use super::numbers::Days;
use super::{Filter, Sort};
use crate::{Archive, Result};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// Values whose events are merged in order; the events of more are sorted.
const MERGED: usize = 64;

/// Events up to which they are sorted; where there are more, all events are gone through.
const SORTED: i64 = 50_000;

/// By what events are gone through.
pub struct Driver {
    index: Index,
    /// As SQL has them.
    values: Vec<String>,
    /// Events at least, as far as they were counted.
    pub n: i64,
}

/// An index that gives the events of one value in the order of days.
#[derive(Clone, Copy)]
enum Index {
    /// Who does it, or to whom.
    Entity(i64),
    Code(i64),
    Context,
    Place,
    Voice,
}

impl Index {
    /// The table, its column with the event, and how it has no day.
    fn table(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Index::Entity(_) | Index::Code(_) => ("event_actor", "event", "= ''"),
            Index::Context => ("event_context", "event", "= ''"),
            Index::Place | Index::Voice => ("event", "no", "IS NULL"),
        }
    }

    /// That a row has one of these values.
    fn is_one_of(self, values: &[String]) -> String {
        let values = values.join(",");
        match self {
            Index::Entity(role) => format!("f.role = {role} AND f.entity IN ({values})"),
            Index::Code(role) => format!("f.role = {role} AND f.code IN ({values})"),
            Index::Context => format!("f.context IN ({values})"),
            Index::Place => format!("f.place IN ({values})"),
            Index::Voice => format!("f.voice_entity IN ({values})"),
        }
    }
}

impl Driver {
    /// The role whose actors lead, so that they need not be asked for again.
    pub fn role(&self) -> Option<i64> {
        match self.index {
            Index::Entity(role) => Some(role),
            _ => None,
        }
    }

    /// Whether it is quicker than going through all events.
    pub fn is_quick(&self) -> bool {
        self.values.len() <= MERGED || self.n <= SORTED
    }

    /// The events of these days that fulfil the conditions, in order.
    pub fn question(
        &self,
        columns: &str,
        with: &str,
        days: &Days,
        conditions: &Conditions,
        sort: Sort,
    ) -> (String, Vec<Value>) {
        let (table, event, undated) = self.index.table();
        let down = if sort == Sort::Oldest { "" } else { " DESC" };
        let mut all = days.conditions("f.day", undated);
        if self.values.len() <= MERGED {
            all.and(conditions.clone());
            let part = |value: &String| {
                let is_it = self.index.is_one_of(std::slice::from_ref(value)).replace(" IN (", " = (");
                format!(
                    "SELECT {columns}, f.day, f.{event} FROM {table} f CROSS JOIN event ON event.no = f.{event}{with}
                     WHERE {is_it} AND {}",
                    all.sql()
                )
            };
            let parts: Vec<String> = self.values.iter().map(part).collect();
            let values = parts.iter().flat_map(|_| all.values.iter().cloned()).collect();
            return (format!("{} ORDER BY 3{down}, 4{down}", parts.join(" UNION ALL ")), values);
        }
        // The limit keeps the inner order: first sorted, then looked up.
        let question = format!(
            "SELECT {columns} FROM (SELECT DISTINCT f.day AS day, f.{event} AS event FROM {table} f WHERE {} AND {}
             ORDER BY 1{down}, 2{down} LIMIT -1) f CROSS JOIN event ON event.no = f.event{with} WHERE {}",
            self.index.is_one_of(&self.values),
            all.sql(),
            conditions.sql()
        );
        let values = all.values.iter().chain(&conditions.values).cloned().collect();
        (question, values)
    }
}

impl Archive {
    /// What leads to the fewest events, if anything does.
    pub(super) fn driver(&self, asked: &Filter) -> Result<Option<Driver>> {
        let mut found = Vec::new();
        for (role, name, code) in
            [(0, &asked.actor, &asked.actor_code), (1, &asked.recipient, &asked.recipient_code)]
        {
            match (name, code) {
                (Some(name), _) => {
                    if let Called::Few(entities) = self.called(name)? {
                        let n = self.total_of("n_events", &entities)?;
                        found.push(Driver { index: Index::Entity(role), values: listed(&entities), n });
                    }
                }
                (None, Some(code)) => found.push(self.counted(Index::Code(role), self.codes(code)?)?),
                (None, None) => {}
            }
        }
        if let Some(context) = &asked.context {
            found.push(self.counted(Index::Context, self.contexts(context)?)?);
        }
        if let Some(question) = asked.places_asked() {
            let (sql, values) = question;
            let mut ask = self.db.prepare_cached(&sql)?;
            let places: Vec<i64> = ask
                .query_map(params_from_iter(values), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            found.push(self.counted(Index::Place, listed(&places))?);
        }
        if let Some(source) = &asked.source {
            let entities = self.entities(source)?;
            if !entities.is_empty() {
                found.push(self.counted(Index::Voice, listed(&entities))?);
            }
        }
        Ok(found.into_iter().min_by_key(|driver| driver.n))
    }

    /// A driver with the number of its events, as far as it matters.
    fn counted(&self, index: Index, values: Vec<String>) -> Result<Driver> {
        let values = if values.is_empty() { vec!["NULL".to_string()] } else { values };
        let (table, _, _) = index.table();
        let most = SORTED + 1;
        let count = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {table} f WHERE {} LIMIT {most})",
            index.is_one_of(&values)
        );
        let n = self.db.query_row(&count, [], |row| row.get(0))?;
        Ok(Driver { index, values, n })
    }

    /// A column of the actor index, added up.
    pub(super) fn total_of(&self, column: &str, entities: &[i64]) -> Result<i64> {
        let question =
            format!("SELECT coalesce(sum({column}), 0) FROM entity WHERE no IN ({})", numbers(entities));
        Ok(self.db.query_row(&question, [], |row| row.get(0))?)
    }

    /// The codes that a pattern stands for. The index leads from one code to the next.
    fn codes(&self, code: &str) -> Result<Vec<String>> {
        let code = code.to_uppercase();
        let start: String = code.chars().take_while(|c| !"*?[".contains(*c)).collect();
        let mut ask = self.db.prepare_cached(
            "WITH RECURSIVE one(code) AS (SELECT min(code) FROM event_actor WHERE code >= ?2 UNION ALL
             SELECT (SELECT min(code) FROM event_actor WHERE code > one.code) FROM one
             WHERE one.code < ?2 || x'F48FBFBF')
             SELECT code FROM one WHERE code GLOB ?1",
        )?;
        let codes = ask.query_map([&code, &start], |row| row.get::<_, String>(0))?;
        Ok(codes.map(|code| code.map(|code| quoted(&code))).collect::<rusqlite::Result<_>>()?)
    }

    /// The contexts that a pattern stands for.
    fn contexts(&self, context: &str) -> Result<Vec<String>> {
        let mut ask = self.db.prepare_cached(
            "WITH RECURSIVE one(context) AS (SELECT min(context) FROM event_context UNION ALL
             SELECT (SELECT min(context) FROM event_context WHERE context > one.context) FROM one
             WHERE one.context IS NOT NULL)
             SELECT context FROM one WHERE context LIKE ?1 ESCAPE '\\'",
        )?;
        let contexts = ask.query_map([pattern(context)], |row| row.get::<_, String>(0))?;
        Ok(contexts
            .map(|context| context.map(|context| quoted(&context)))
            .collect::<rusqlite::Result<_>>()?)
    }
}

/// Numbers as values; nobody has nothing.
fn listed(numbers: &[i64]) -> Vec<String> {
    match numbers {
        [] => vec!["NULL".to_string()],
        some => some.iter().map(i64::to_string).collect(),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

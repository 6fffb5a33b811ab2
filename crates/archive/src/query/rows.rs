//! Rows, page by page or all of them.

use super::filter::Conditions;
use super::{Filter, Table, Value};
use crate::{Archive, Result};
use rusqlite::params_from_iter;
use rustc_hash::FxHashSet;

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
        self.each_number(table, filter, page, |number| take(&self.row_of(table, number)?))
    }

    /// The cells of one row.
    pub(super) fn row_of(&self, table: Table, number: i64) -> Result<Vec<Value>> {
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
        let mut ask = self.db.prepare_cached(&question)?;
        let cells = ask.query_row([number], |row| {
            (0..columns.len()).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<Value>>>()
        })?;
        Ok(cells)
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

    fn numbers(&self, table: Table, filter: &Filter, page: Page) -> Result<Numbers<'_>> {
        let (from, _) = table.from();
        let (conditions, number, newest, most) = match table {
            table if table.is_happenings() => (
                filter.events(self)?,
                "event.happening",
                "event.day DESC, event.no DESC",
                "happening.independent DESC, event.day DESC, happening.id",
            ),
            Table::Reports => (
                filter.events(self)?,
                "event.no",
                "event.day DESC, event.no DESC",
                "happening.independent DESC, event.day DESC, event.no",
            ),
            Table::Statements => (
                filter.statements(self)?,
                "statement.no",
                "statement.day DESC, statement.no DESC",
                "statement.day DESC, statement.no DESC",
            ),
            Table::Articles => (
                filter.articles(self)?,
                "article.no",
                "article.day DESC, article.no DESC",
                "article.words DESC, article.id",
            ),
            Table::Actors => {
                let most = "entity.n_events DESC, entity.n_articles DESC, entity.key";
                (filter.actors(), "entity.no", most, most)
            }
            Table::Places => (Conditions::default(), "place.no", "place.key", "place.key"),
            _ => (
                filter.stories()?,
                "story.no",
                "story.day_end DESC, story.independent DESC, story.id",
                "story.independent DESC, story.articles DESC, story.day_end DESC, story.id",
            ),
        };
        let order = match page.sort {
            Sort::Newest => newest.to_string(),
            Sort::Oldest => newest.replace(" DESC", ""),
            Sort::Most => most.to_string(),
        };
        // Only what decides which rows, in which order: what is shown of a row is asked for when it is its turn.
        let from = match table {
            table if table.is_happenings() || table == Table::Reports => {
                let mut from = "event".to_string();
                if filter.outlet.is_some() {
                    from += " JOIN article ON article.no = event.article";
                }
                if order.contains("happening.") || filter.independent.is_some() || filter.disputed {
                    from += " JOIN happening ON happening.no = event.happening";
                }
                from
            }
            _ => from.to_string(),
        };
        let question = format!("SELECT {number} FROM {from} WHERE {} ORDER BY {order}", conditions.sql());
        let seen = table.is_happenings().then(FxHashSet::default);
        Ok(Numbers { archive: self, question, values: conditions.values, seen, page })
    }
}

/// Numbers of rows in the order asked for, each once.
struct Numbers<'a> {
    archive: &'a Archive,
    question: String,
    values: Vec<Value>,
    seen: Option<FxHashSet<i64>>,
    page: Page,
}

impl Numbers<'_> {
    fn each(&mut self, take: &mut impl FnMut(i64) -> Result<bool>) -> Result<()> {
        let mut ask = self.archive.db.prepare(&self.question)?;
        let mut rows = ask.query(params_from_iter(&self.values))?;
        let (mut skip, mut left) = (self.page.skip, self.page.limit.unwrap_or(usize::MAX));
        while left > 0 {
            let Some(row) = rows.next()? else { break };
            // An event that is not merged yet is found once the archive is settled.
            let Some(number) = row.get::<_, Option<i64>>(0)? else { continue };
            if self.seen.as_mut().is_some_and(|seen| !seen.insert(number)) {
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

impl Filter {
    fn stories(&self) -> Result<Conditions> {
        let mut out = Conditions::default();
        let number = |n: u32| Value::from(i64::from(n));
        if let Some(n) = self.independent {
            out.add("story.independent >= ?", [number(n)]);
        }
        if self.disputed {
            out.add("story.disputed > 0", []);
        }
        if let Some(story) = &self.story {
            out.add("story.id = ?", [Value::from(story.clone())]);
        }
        if let Some(since) = self.since.as_deref().and_then(crate::day::first) {
            out.add("story.day_end >= ?", [Value::from(since)]);
        }
        if let Some(until) = self.until.as_deref().and_then(crate::day::last) {
            out.add("story.day <= ?", [Value::from(until)]);
        }
        if let Some(words) = &self.words {
            out.add(
                "story.no IN (SELECT sketch.story FROM article_words JOIN sketch ON sketch.article = article_words.rowid
                 WHERE article_words MATCH ?)",
                [Value::from(super::filter::words(words))],
            );
        }
        Ok(out)
    }
}

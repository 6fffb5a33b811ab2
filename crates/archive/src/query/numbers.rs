//! Which rows, in which order: the questions that give their numbers. What is shown of a row is asked for when it is its turn.
//!
//! A page is quick in a large archive if an index gives the rows in the order asked for, so that the first ones are found without
//! looking at all. By what the rows are gone through is decided here: by happening, by what few of them have (`driver.rs`), by
//! their words, which are indexed by day, and else by day.

use super::condition::{Conditions, How};
use super::driver::Driver;
use super::filter::searched;
use super::happening::Read;
use super::{Filter, Page, Sort, Table};
use crate::across::merge::DAYS_APART;
use crate::words::{NUMBER, Of, day_key, key_sql};
use crate::{Archive, Result, day};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use rustc_hash::FxHashSet;

/// Rows of a driver up to which each is looked up among those that have certain words; where there are more, the words lead.
const PROBED: i64 = 5000;

/// Numbers of rows in the order asked for, each once.
pub struct Numbers<'a> {
    archive: &'a Archive,
    /// Asked one after another.
    questions: Vec<Question>,
    among: Option<FxHashSet<i64>>,
    page: Page,
}

/// Gives the number of a row, and the number that `among` is about.
struct Question {
    sql: String,
    values: Vec<Value>,
}

impl Question {
    /// Rows of `from` that fulfil the conditions.
    fn new(columns: &str, from: &str, conditions: &Conditions, order: &str) -> Question {
        let sql = format!("SELECT {columns} FROM {from} WHERE {} ORDER BY {order}", conditions.sql());
        Question { sql, values: conditions.values.clone() }
    }
}

impl Archive {
    pub(super) fn numbers(&self, table: Table, filter: &Filter, page: Page) -> Result<Numbers<'_>> {
        if table.is_happenings() {
            return match filter.of_report() {
                None => self.happenings(filter, page),
                Some(rest) => self.events(table, filter, &rest, page),
            };
        }
        match table {
            Table::Reports => self.events(table, filter, filter, page),
            Table::Statements => {
                let conditions = filter.statements(self, How::Rows)?;
                self.dated(Of::Statement, "statement", filter, conditions, page, None)
            }
            Table::Articles => {
                let conditions = filter.articles(self, How::Rows)?;
                let most = "article.words DESC, article.id";
                self.dated(Of::Article, "article", filter, conditions, page, Some(most))
            }
            Table::Actors => {
                let order = "entity.n_events DESC, entity.n_articles DESC, entity.key";
                let order = ordered(page.sort, order, order);
                let conditions = filter.actors(self)?;
                Ok(self.asked(Question::new("entity.no, entity.no", "entity", &conditions, &order), page))
            }
            Table::Places => {
                let all = Conditions::default();
                Ok(self.asked(Question::new("place.no, place.no", "place", &all, "place.key"), page))
            }
            _ => self.stories(filter, page),
        }
    }

    fn stories(&self, filter: &Filter, page: Page) -> Result<Numbers<'_>> {
        let conditions = filter.stories(self)?;
        let (columns, from) = match conditions.among {
            None => ("story.no, story.no", "story"),
            Some(_) => ("story.no, sketch.article", "story CROSS JOIN sketch ON sketch.story = story.no"),
        };
        let newest = "story.day_end DESC, story.independent DESC, story.id";
        let most = "story.independent DESC, story.articles DESC, story.day_end DESC, story.id";
        let question = Question::new(columns, from, &conditions, &ordered(page.sort, newest, most));
        Ok(Numbers { among: conditions.among, ..self.asked(question, page) })
    }

    /// Statements or articles: by their words, or as the database finds best.
    fn dated(
        &self,
        of: Of,
        table: &str,
        filter: &Filter,
        conditions: Conditions,
        page: Page,
        most: Option<&str>,
    ) -> Result<Numbers<'_>> {
        let columns = format!("{table}.no, {table}.no");
        let newest = format!("{table}.day DESC, {table}.no DESC");
        let Some(asked) = &filter.words else {
            let order = ordered(page.sort, &newest, most.unwrap_or(&newest));
            return Ok(self.asked(Question::new(&columns, table, &conditions, &order), page));
        };
        if of == Of::Statement && self.n_said(filter)? <= PROBED {
            let mut all = Conditions::default();
            all.and(conditions);
            probe(of, table, asked, &mut all)?;
            // Without the sign an index by day could be thought better than the speaker's.
            let order = format!("+{}", ordered(page.sort, &newest, &newest).replace(", ", ", +"));
            return Ok(self.asked(Question::new(&columns, table, &all, &order), page));
        }
        let order = match most.filter(|_| page.sort == Sort::Most) {
            Some(most) => most.to_string(),
            None => by_key(of, page.sort),
        };
        let mut all = matching(of, asked, &Days::asked(filter)?)?;
        all.and(conditions);
        Ok(self.asked(Question::new(&columns, &by_words(of, table), &all, &order), page))
    }

    /// Statements of whoever is asked for; very many, if nobody is.
    fn n_said(&self, filter: &Filter) -> Result<i64> {
        let mut least = i64::MAX;
        for name in [&filter.actor, &filter.source].into_iter().flatten() {
            let entities = self.entities(name)?;
            if !entities.is_empty() {
                least = least.min(self.total_of("n_statements", &entities)?);
            }
        }
        Ok(least)
    }

    /// Happenings that answer everything themselves.
    fn happenings(&self, filter: &Filter, page: Page) -> Result<Numbers<'_>> {
        let read = if page.sort == Sort::Most { Read::Testing } else { Read::ByDay };
        let conditions = filter.of_happening(read)?;
        let order = ordered(page.sort, "happening.day DESC, happening.no DESC", MOST);
        let question = Question::new("happening.no, happening.no", "happening", &conditions, &order);
        Ok(self.asked(question, page))
    }

    /// Reports, or the happenings of reports, that `asked` lets through; `filter` says what their happenings are like.
    fn events(&self, table: Table, filter: &Filter, asked: &Filter, page: Page) -> Result<Numbers<'_>> {
        let number = if table.is_happenings() { "event.happening" } else { "event.no" };
        let columns = format!("{number}, event.no");
        let mut of_happening = match table.is_happenings() {
            true => filter.of_happening(Read::Testing)?,
            false => Conditions::default(),
        };
        let joined = filter.independent.is_some() || filter.disputed || page.sort == Sort::Most;
        let with = match joined || !of_happening.is_empty() {
            true => " CROSS JOIN happening ON happening.no = event.happening",
            false => "",
        };
        if page.sort == Sort::Most {
            let most = if table.is_happenings() { MOST } else { MOST_REPORTS };
            let (from, mut all) = match &asked.words {
                Some(words) => (by_words(Of::Event, "event"), matching(Of::Event, words, &Days::All)?),
                None => ("event".to_string(), Conditions::default()),
            };
            all.and(asked.events(self, How::Rows, None)?);
            all.and(of_happening);
            return Ok(self.asked(Question::new(&columns, &format!("{from}{with}"), &all, most), page));
        }
        let driver = self.driver(asked)?.filter(|driver| match asked.words {
            Some(_) => driver.n <= PROBED,
            None => driver.is_quick(),
        });
        let mut conditions = asked.events(self, How::Rows, driver.as_ref().and_then(Driver::role))?;
        if let (Some(_), Some(words)) = (&driver, &asked.words) {
            probe(Of::Event, "event", words, &mut conditions)?;
        }
        conditions.and(std::mem::take(&mut of_happening));
        let spans = match table.is_happenings() {
            true => Days::of_reports(filter, page.sort)?,
            false => {
                vec![Days::asked(&Filter { published_since: None, published_until: None, ..filter.clone() })?]
            }
        };
        let questions = spans.iter().map(|days| match (&driver, &asked.words) {
            (Some(driver), _) => {
                let (sql, values) = driver.question(&columns, with, days, &conditions, page.sort);
                Ok(Question { sql, values })
            }
            (None, Some(words)) => {
                let mut all = matching(Of::Event, words, days)?;
                all.and(conditions.clone());
                let from = format!("{}{with}", by_words(Of::Event, "event"));
                Ok(Question::new(&columns, &from, &all, &by_key(Of::Event, page.sort)))
            }
            (None, None) => {
                let mut all = days.conditions("event.day", "IS NULL");
                all.and(conditions.clone());
                let order = ordered(page.sort, "event.day DESC, event.no DESC", "");
                Ok(Question::new(&columns, &format!("event{with}"), &all, &order))
            }
        });
        let questions = questions.collect::<Result<Vec<Question>>>()?;
        Ok(Numbers { archive: self, questions, among: None, page })
    }

    fn asked(&self, question: Question, page: Page) -> Numbers<'_> {
        Numbers { archive: self, questions: vec![question], among: None, page }
    }
}

/// Rows of a table by their words.
pub fn by_words(of: Of, table: &str) -> String {
    let words = of.table();
    format!("{words} CROSS JOIN {table} ON {table}.no = {words}.rowid {NUMBER}")
}

/// That they have these words, and lie in these days.
pub fn matching(of: Of, asked: &str, days: &Days) -> Result<Conditions> {
    let words = of.table();
    let mut out = Conditions::default();
    out.add(&format!("{words} MATCH ?"), [Value::from(searched(asked)?)]);
    let (least, most) = days.keys();
    if let Some(least) = least {
        out.add(&format!("{words}.rowid >= ?"), [Value::from(least)]);
    }
    if let Some(most) = most {
        out.add(&format!("{words}.rowid < ?"), [Value::from(most)]);
    }
    Ok(out)
}

/// The same, of a row that was found otherwise.
fn probe(of: Of, table: &str, asked: &str, out: &mut Conditions) -> Result<()> {
    let words = of.table();
    let key = key_sql(&format!("{table}.day"), &format!("{table}.no"));
    let clause = format!("EXISTS (SELECT 1 FROM {words} WHERE {words} MATCH ? AND rowid = {key})");
    out.add(&clause, [Value::from(searched(asked)?)]);
    Ok(())
}

fn by_key(of: Of, sort: Sort) -> String {
    format!("{}.rowid{}", of.table(), if sort == Sort::Oldest { "" } else { " DESC" })
}

/// Days that rows are looked for in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    All,
    /// From the first to the last, as far as they are given.
    Between(Option<String>, Option<String>),
    /// Rows without a day.
    Undated,
}

impl Days {
    /// Those of rows that have only one day.
    fn asked(filter: &Filter) -> Result<Days> {
        let mut of = Conditions::default();
        // What is no date is told there.
        of.days("", &filter.since, &filter.until)?;
        of.days("", &filter.published_since, &filter.published_until)?;
        let since = [&filter.since, &filter.published_since].into_iter().flatten();
        let until = [&filter.until, &filter.published_until].into_iter().flatten();
        let since = since.filter_map(|date| day::first(date)).max();
        let until = until.filter_map(|date| day::last(date)).min();
        Ok(if since.is_none() && until.is_none() { Days::All } else { Days::Between(since, until) })
    }

    /// Those of the reports of happenings of certain days: some are dated a few days later, and some not at all.
    fn of_reports(filter: &Filter, sort: Sort) -> Result<Vec<Days>> {
        let only = Filter { published_since: None, published_until: None, ..filter.clone() };
        let Days::Between(since, until) = Days::asked(&only)? else { return Ok(vec![Days::All]) };
        let until = until.and_then(|until| day::plus(&until, DAYS_APART));
        let dated = Days::Between(since, until);
        Ok(if sort == Sort::Oldest { vec![Days::Undated, dated] } else { vec![dated, Days::Undated] })
    }

    /// On a column, where `undated` says how it has no day.
    pub fn conditions(&self, column: &str, undated: &str) -> Conditions {
        let mut out = Conditions::default();
        match self {
            Days::All => {}
            Days::Undated => out.add(&format!("{column} {undated}"), []),
            Days::Between(since, until) => {
                if let Some(since) = since {
                    out.add(&format!("{column} >= ?"), [Value::from(since.clone())]);
                }
                if let Some(until) = until {
                    out.add(&format!("{column} <= ?"), [Value::from(until.clone())]);
                }
            }
        }
        out
    }

    /// The least key of their words, and the one that comes behind them.
    fn keys(&self) -> (Option<i64>, Option<i64>) {
        let first = Some(day_key(Some("0000-01-01")));
        match self {
            Days::All => (None, None),
            Days::Undated => (None, first),
            Days::Between(since, until) => (
                since.as_deref().map(|day| day_key(Some(day))).or(first),
                until.as_deref().and_then(|until| day::plus(until, 1)).map(|day| day_key(Some(&day))),
            ),
        }
    }
}

const MOST: &str = "happening.independent DESC, happening.day DESC, happening.id";
const MOST_REPORTS: &str = "happening.independent DESC, event.day DESC, event.no";

fn ordered(sort: Sort, newest: &str, most: &str) -> String {
    match sort {
        Sort::Newest => newest.to_string(),
        Sort::Oldest => newest.replace(" DESC", ""),
        Sort::Most => most.to_string(),
    }
}

impl Numbers<'_> {
    /// Gives them to `take`, until it says false.
    pub fn each(&mut self, take: &mut impl FnMut(i64) -> Result<bool>) -> Result<()> {
        let mut seen = FxHashSet::default();
        let (mut skip, mut left) = (self.page.skip, self.page.limit.unwrap_or(usize::MAX));
        for question in &self.questions {
            let mut ask = self.archive.db.prepare(&question.sql)?;
            let mut rows = ask.query(params_from_iter(&question.values))?;
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
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

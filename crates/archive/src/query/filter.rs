//! What is asked for, as conditions of SQL. Every value goes in as a parameter.

use crate::{Archive, Error, Result, day, key};
use rusqlite::types::Value;

/// What rows must be like; every part that is given must hold. Several values of one part mean any of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Who does it, or speaks: a name, an alias or a key of the actor index; `*` stands for anything.
    pub actor: Option<String>,
    /// PLOVER code of who does it; `*` stands for anything: `MEX*`, `* MIL`.
    pub actor_code: Option<String>,
    /// To whom it is done.
    pub recipient: Option<String>,
    /// PLOVER code of to whom.
    pub recipient_code: Option<String>,
    /// Types of PLOVER.
    pub types: Vec<String>,
    /// Mode of PLOVER.
    pub mode: Option<String>,
    /// Quad of PLOVER.
    pub quad: Option<String>,
    /// Context of PLOVER.
    pub context: Option<String>,
    /// actual, future, hypothetical, negated.
    pub status: Vec<String>,
    /// Kind of the voice or source: `writer`, `named_person` … `none`.
    pub voice: Vec<String>,
    /// Name of the voice or source.
    pub source: Option<String>,
    /// What the source does by saying it: say, deny, accuse …
    pub class: Option<String>,
    /// Place by its name.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-3 of the place.
    pub country: Option<String>,
    /// South, west, north, east, in degrees.
    pub within: Option<[f64; 4]>,
    /// First day, of the event; for statements and articles of publication.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// First day of publication.
    pub published_since: Option<String>,
    /// Last day of publication.
    pub published_until: Option<String>,
    /// Words of the sentence, statement or article; "in quotes" side by side, a* for beginnings.
    pub words: Option<String>,
    /// Least number of independent reports.
    pub independent: Option<u32>,
    /// Asserted and denied, or with figures that differ.
    pub disputed: bool,
    /// Outlet by its name.
    pub outlet: Option<String>,
    /// Story by the id of its first article.
    pub story: Option<String>,
    /// Articles that came into the archive behind this one.
    pub after_article: Option<i64>,
    /// Articles up to this one, in the order in which they came: pages of one answer stay level while others are added.
    pub upto_article: Option<i64>,
    /// What one event is told by, by its id.
    pub happening: Option<String>,
    /// One article, by its id.
    pub article: Option<String>,
}

/// Conditions under way, with their parameters.
#[derive(Default)]
pub struct Conditions {
    clauses: Vec<String>,
    pub values: Vec<Value>,
}

impl Conditions {
    /// `clause` holds `?` for each of `values`.
    pub fn add(&mut self, clause: &str, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.to_string());
        self.values.extend(values);
    }

    fn equal(&mut self, column: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.add(&format!("{column} = ?"), [Value::from(value.clone())]);
        }
    }

    fn one_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(",");
            self.add(&format!("{column} IN ({marks})"), values.iter().cloned().map(Value::from));
        }
    }

    fn days(&mut self, column: &str, since: &Option<String>, until: &Option<String>) -> Result<()> {
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
    fn like(&mut self, column: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.add(&format!("{column} LIKE ? ESCAPE '\\'"), [Value::from(pattern(value))]);
        }
    }

    /// All of them, for behind WHERE.
    pub fn sql(&self) -> String {
        if self.clauses.is_empty() { "1".to_string() } else { self.clauses.join(" AND ") }
    }
}

fn pattern(value: &str) -> String {
    value.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_").replace('*', "%")
}

/// Words as the full-text index takes them: each quoted, so that nothing in them is read as its language.
pub fn words(asked: &str) -> String {
    let mut out = Vec::new();
    for (i, part) in asked.split('"').enumerate() {
        if i % 2 == 1 {
            out.push(format!("\"{part}\""));
            continue;
        }
        for word in part.split_whitespace() {
            match word.strip_suffix('*') {
                Some(start) if !start.is_empty() => out.push(format!("\"{start}\"*")),
                _ => out.push(format!("\"{word}\"")),
            }
        }
    }
    out.retain(|word| word.chars().any(char::is_alphanumeric));
    out.join(" ")
}

impl Filter {
    /// Conditions on `event` with `article` and `happening` beside it.
    pub(super) fn events(&self, archive: &Archive) -> Result<Conditions> {
        let mut out = Conditions::default();
        for (role, name, code) in
            [(0, &self.actor, &self.actor_code), (1, &self.recipient, &self.recipient_code)]
        {
            if let Some(name) = name {
                let entities = archive.entities(name)?;
                let clause = format!(
                    "event.no IN (SELECT event FROM event_actor WHERE role = {role} AND entity IN ({}))",
                    entities.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
                );
                out.add(&clause, []);
            }
            if let Some(code) = code {
                out.add(
                    &format!(
                        "event.no IN (SELECT event FROM event_actor WHERE role = {role} AND code GLOB ?)"
                    ),
                    [Value::from(code.to_uppercase())],
                );
            }
        }
        out.one_of("event.type", &self.types.iter().map(|t| t.to_uppercase()).collect::<Vec<_>>());
        out.equal("event.mode", &self.mode);
        out.equal("event.quad", &self.quad);
        if let Some(context) = &self.context {
            out.add(
                "';' || event.contexts || ';' LIKE ?",
                [Value::from(format!("%;{};%", pattern(context)))],
            );
        }
        out.one_of("event.status", &self.status);
        out.one_of("event.voice_kind", &self.voice);
        if let Some(source) = &self.source {
            let entities = archive.entities(source)?;
            let list = entities.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
            let clause = format!("(event.voice_entity IN ({list}) OR event.voice_name LIKE ? ESCAPE '\\')");
            out.add(&clause, [Value::from(pattern(source))]);
        }
        out.equal("event.voice_class", &self.class);
        if let Some(place) = &self.place {
            out.add(
                "event.place IN (SELECT no FROM place WHERE name LIKE ? ESCAPE '\\')",
                [Value::from(pattern(place))],
            );
        }
        out.equal("event.country", &self.country.as_ref().map(|c| c.to_uppercase()));
        if let Some([south, west, north, east]) = self.within {
            // A box across the date line has its west in the east.
            let lon = if west <= east { "lon BETWEEN ? AND ?" } else { "(lon >= ? OR lon <= ?)" };
            out.add(
                &format!("event.place IN (SELECT no FROM place WHERE lat BETWEEN ? AND ? AND {lon})"),
                [south, north, west, east].map(Value::from),
            );
        }
        out.days("event.day", &self.since, &self.until)?;
        out.days("event.published", &self.published_since, &self.published_until)?;
        self.words_in("event", &mut out)?;
        self.outlet_and_after("event.article", &mut out);
        if let Some(n) = self.independent {
            out.add("happening.independent >= ?", [Value::from(i64::from(n))]);
        }
        if self.disputed {
            out.add("happening.disputed <> ''", []);
        }
        if let Some(story) = &self.story {
            out.add(
                "event.happening IN (SELECT no FROM happening WHERE story IN (SELECT no FROM story WHERE id = ?))",
                [Value::from(story.clone())],
            );
        }
        if let Some(happening) = &self.happening {
            out.add(
                "event.happening = (SELECT no FROM happening WHERE id = ?)",
                [Value::from(happening.clone())],
            );
        }
        Ok(out)
    }

    /// Conditions on `statement` with `article` beside it.
    pub(super) fn statements(&self, archive: &Archive) -> Result<Conditions> {
        let mut out = Conditions::default();
        for name in [&self.actor, &self.source].into_iter().flatten() {
            let entities = archive.entities(name)?;
            let list = entities.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
            out.add(&format!("statement.source IN ({list})"), []);
        }
        out.one_of("statement.source_kind", &self.voice);
        out.equal("statement.class", &self.class);
        out.days("statement.day", &self.since, &self.until)?;
        out.days("statement.day", &self.published_since, &self.published_until)?;
        self.words_in("statement", &mut out)?;
        self.outlet_and_after("statement.article", &mut out);
        if let Some(story) = &self.story {
            out.add(
                "statement.article IN (SELECT article FROM sketch WHERE story IN (SELECT no FROM story WHERE id = ?))",
                [Value::from(story.clone())],
            );
        }
        Ok(out)
    }

    /// Conditions on `article`.
    pub(super) fn articles(&self, archive: &Archive) -> Result<Conditions> {
        let mut out = Conditions::default();
        if let Some(name) = &self.actor {
            let entities = archive.entities(name)?;
            let list = entities.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
            out.add(&format!("article.no IN (SELECT article FROM actor WHERE entity IN ({list}))"), []);
        }
        out.days("article.day", &self.since, &self.until)?;
        out.days("article.day", &self.published_since, &self.published_until)?;
        self.words_in("article", &mut out)?;
        out.like("article.outlet", &self.outlet);
        self.which_articles("article.no", &mut out);
        if let Some(story) = &self.story {
            out.add(
                "article.no IN (SELECT article FROM sketch WHERE story IN (SELECT no FROM story WHERE id = ?))",
                [Value::from(story.clone())],
            );
        }
        Ok(out)
    }

    /// Conditions on `entity`.
    pub(super) fn actors(&self) -> Conditions {
        let mut out = Conditions::default();
        for name in [&self.actor, &self.words].into_iter().flatten() {
            out.add(
                "(entity.name LIKE ?1 ESCAPE '\\' OR entity.key = ?1
                 OR entity.no IN (SELECT entity FROM alias WHERE alias.name LIKE ?1 ESCAPE '\\'))",
                [Value::from(pattern(name))],
            );
        }
        out.equal("entity.country", &self.country.as_ref().map(|c| c.to_uppercase()));
        if let Some(code) = &self.actor_code {
            out.add(
                "entity.no IN (SELECT entity FROM actor WHERE code GLOB ?)",
                [Value::from(code.to_uppercase())],
            );
        }
        out
    }

    fn words_in(&self, table: &str, out: &mut Conditions) -> Result<()> {
        let Some(asked) = &self.words else { return Ok(()) };
        let words = words(asked);
        if words.is_empty() {
            return Err(Error::Asked(format!("{asked:?} has no word to look for")));
        }
        out.add(
            &format!("{table}.no IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?)"),
            [Value::from(words)],
        );
        Ok(())
    }

    fn outlet_and_after(&self, column: &str, out: &mut Conditions) {
        out.like("article.outlet", &self.outlet);
        self.which_articles(column, out);
    }

    fn which_articles(&self, column: &str, out: &mut Conditions) {
        if let Some(after) = self.after_article {
            out.add(&format!("{column} > ?"), [Value::from(after)]);
        }
        if let Some(upto) = self.upto_article {
            // It lets nearly everything through, and is no reason to choose another index.
            out.add(&format!("+{column} <= ?"), [Value::from(upto)]);
        }
        if let Some(article) = &self.article {
            out.add(
                &format!("{column} = (SELECT no FROM article WHERE id = ?)"),
                [Value::from(article.clone())],
            );
        }
    }
}

impl Archive {
    /// Numbers of the actors that a name stands for: by key, name or alias, case not counted; `*` stands for anything.
    pub fn entities(&self, name: &str) -> Result<Vec<i64>> {
        let question = match name.contains('*') {
            true => {
                "SELECT no FROM entity WHERE name LIKE ?1 ESCAPE '\\' OR key LIKE ?1 ESCAPE '\\'
                 UNION SELECT entity FROM alias WHERE name LIKE ?1 ESCAPE '\\'"
            }
            // Without a pattern the indexes are used. A plain name finds the actor under every country.
            false => {
                "SELECT no FROM entity WHERE name = ?1 COLLATE NOCASE UNION SELECT no FROM entity WHERE key = ?1
                 UNION SELECT entity FROM alias WHERE name = ?1
                 UNION SELECT no FROM entity WHERE key >= ?2 AND key < ?2 || x'F48FBFBF'
                 UNION SELECT no FROM entity WHERE key >= ?3 AND key < ?3 || x'F48FBFBF'"
            }
        };
        let mut ask = self.db.prepare_cached(question)?;
        let plain = key::plain(name);
        let rows = match name.contains('*') {
            true => ask.query_map([pattern(name)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
            false => {
                let keys = ["person", "organization"].map(|kind| format!("{kind}:{plain}|"));
                ask.query_map([name, &keys[0], &keys[1]], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?
            }
        };
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_break_the_question() {
        assert_eq!(words("port closed"), "\"port\" \"closed\"");
        assert_eq!(words("\"port closed\" stri*"), "\"port closed\" \"stri\"*");
        assert_eq!(words("NEAR(a b) OR -x ^ *"), "\"NEAR(a\" \"b)\" \"OR\" \"-x\"");
        assert_eq!(words("\" ( \""), "");
    }
}

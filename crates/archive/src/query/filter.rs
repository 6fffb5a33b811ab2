//! What is asked for, as conditions of SQL (`condition.rs`). Every value goes in as a parameter.

use super::condition::{Called, Conditions, How, IS_CALLED, called_like, pattern};
use crate::across::settle::PART_DAYS;
use crate::words::NUMBER;
use crate::{Archive, Error, Result, day};
use rusqlite::types::Value;
use rustc_hash::FxHashSet;

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
    /// Least likelihood of having been read rightly, 0 to 1.
    pub confidence: Option<f64>,
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
    /// Conditions on `event` but for its words. Who does it and to whom is left to the caller for the role `without`, if it goes through the
    /// events of these actors anyway.
    pub(super) fn events(&self, archive: &Archive, how: How, without: Option<i64>) -> Result<Conditions> {
        let mut out = Conditions::default();
        for (role, name, code) in
            [(0, &self.actor, &self.actor_code), (1, &self.recipient, &self.recipient_code)]
        {
            if let Some(name) = name.as_ref().filter(|_| without != Some(role)) {
                match (how, archive.called(name)?) {
                    (_, Called::Few(entities)) => {
                        let entities = numbers(&entities);
                        out.filled(how, &format!("role = {role} AND entity IN ({entities})"), None);
                    }
                    (How::Counts, Called::Many) => {
                        let entities = numbers(&archive.entities(name)?);
                        out.filled(how, &format!("role = {role} AND entity IN ({entities})"), None);
                    }
                    (How::Rows, Called::Many) => out.add(
                        &format!(
                            "EXISTS (SELECT 1 FROM event_actor CROSS JOIN entity ON entity.no = event_actor.entity
                             WHERE event_actor.event = event.no AND role = {role} AND {IS_CALLED})"
                        ),
                        called_like(name),
                    ),
                }
            }
            if let Some(code) = code {
                out.filled(how, &format!("role = {role} AND code GLOB ?"), Some(code.to_uppercase()));
            }
        }
        out.one_of("event.type", &self.asked_types()?);
        out.equal("event.mode", &self.mode);
        out.equal("event.quad", &self.quad);
        if let Some(context) = &self.context {
            out.add(
                "';' || event.contexts || ';' LIKE ? ESCAPE '\\'",
                [Value::from(format!("%;{};%", pattern(context)))],
            );
        }
        out.one_of("event.status", &self.status);
        out.one_of("event.voice_kind", &self.voice);
        if let Some(source) = &self.source {
            let entities = archive.entities(source)?;
            match entities.is_empty() {
                // Somebody whom no actor stands for has only a name.
                true => out.like("event.voice_name", &self.source),
                false => out.add(&format!("event.voice_entity IN ({})", numbers(&entities)), []),
            }
        }
        out.equal("event.voice_class", &self.class);
        out.equal("event.country", &self.country.as_ref().map(|c| c.to_uppercase()));
        if let Some((places, values)) = self.places_asked() {
            out.add(&format!("event.place IN ({places})"), values);
        }
        out.days("event.day", &self.since, &self.until)?;
        out.days("event.published", &self.published_since, &self.published_until)?;
        self.outlet_in(archive, "event.article", how, &mut out)?;
        self.which_articles("event.article", &mut out);
        if let Some(n) = self.independent {
            out.add("happening.independent >= ?", [Value::from(i64::from(n))]);
        }
        if let Some(least) = self.asked_confidence()? {
            out.add("event.confidence >= ?", [Value::from(least)]);
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

    /// The places that are asked for, as a question, if any are.
    pub(super) fn places_asked(&self) -> Option<(String, Vec<Value>)> {
        let mut of = Conditions::default();
        of.like("name", &self.place);
        if let Some([south, west, north, east]) = self.within {
            // A box across the date line has its west in the east.
            let lon = if west <= east { "lon BETWEEN ? AND ?" } else { "(lon >= ? OR lon <= ?)" };
            of.add(&format!("lat BETWEEN ? AND ? AND {lon}"), [south, north, west, east].map(Value::from));
        }
        (!of.is_empty()).then(|| (format!("SELECT no FROM place WHERE {}", of.sql()), of.values))
    }

    /// Conditions on `statement` but for its words.
    pub(super) fn statements(&self, archive: &Archive, how: How) -> Result<Conditions> {
        let mut out = Conditions::default();
        for name in [&self.actor, &self.source].into_iter().flatten() {
            let entities = archive.entities(name)?;
            match entities.is_empty() {
                true => out.like("statement.source_name", &Some(name.clone())),
                false => out.add(&format!("statement.source IN ({})", numbers(&entities)), []),
            }
        }
        out.one_of("statement.source_kind", &self.voice);
        out.equal("statement.class", &self.class);
        out.days("statement.day", &self.since, &self.until)?;
        out.days("statement.day", &self.published_since, &self.published_until)?;
        self.outlet_in(archive, "statement.article", how, &mut out)?;
        self.which_articles("statement.article", &mut out);
        self.story_of("statement.article", &mut out);
        Ok(out)
    }

    /// Conditions on `article` but for its words.
    pub(super) fn articles(&self, archive: &Archive, how: How) -> Result<Conditions> {
        let mut out = Conditions::default();
        if let Some(name) = &self.actor {
            let entities = numbers(&archive.entities(name)?);
            out.add(
                &match how {
                    How::Rows => format!(
                        "EXISTS (SELECT 1 FROM actor WHERE actor.article = article.no AND actor.entity IN ({entities}))"
                    ),
                    How::Counts => {
                        format!("article.no IN (SELECT article FROM actor WHERE entity IN ({entities}))")
                    }
                },
                [],
            );
        }
        out.days("article.day", &self.since, &self.until)?;
        out.days("article.day", &self.published_since, &self.published_until)?;
        if let Some(outlet) = &self.outlet {
            match archive.outlets_called(outlet)? {
                // An outlet that nobody knows has no article, and not all of them.
                none if none.is_empty() => out.add("0", []),
                names => out.one_of("article.outlet", &names),
            }
        }
        self.which_articles("article.no", &mut out);
        self.story_of("article.no", &mut out);
        Ok(out)
    }

    /// Conditions on `entity`.
    pub(super) fn actors(&self, archive: &Archive) -> Result<Conditions> {
        let mut out = Conditions::default();
        for name in [&self.actor, &self.words].into_iter().flatten() {
            match archive.called(name)? {
                Called::Few(entities) => out.add(&format!("entity.no IN ({})", numbers(&entities)), []),
                Called::Many => out.add(IS_CALLED, called_like(name)),
            }
        }
        out.equal("entity.country", &self.country.as_ref().map(|c| c.to_uppercase()));
        if let Some(code) = &self.actor_code {
            out.add(
                "EXISTS (SELECT 1 FROM entity_code WHERE entity_code.entity = entity.no AND code GLOB ?)",
                [Value::from(code.to_uppercase())],
            );
        }
        Ok(out)
    }

    /// Conditions on `story`. Words are looked for in the articles of the story, which stand beside it as `sketch`.
    pub(super) fn stories(&self, archive: &Archive) -> Result<Conditions> {
        let mut out = Conditions::default();
        if let Some(n) = self.independent {
            out.add("story.independent >= ?", [Value::from(i64::from(n))]);
        }
        if self.disputed {
            out.add("story.disputed > 0", []);
        }
        if let Some(story) = &self.story {
            out.add("story.id = ?", [Value::from(story.clone())]);
        }
        out.days("story.day_end", &self.since, &None)?;
        out.days("+story.day", &None, &self.until)?;
        // A story ends soon after it began, and the index by its end need not be read from today.
        let soon = self.until.as_deref().and_then(day::last).and_then(|until| day::plus(&until, PART_DAYS));
        out.days("story.day_end", &None, &soon)?;
        if let Some(asked) = &self.words {
            match archive.found(asked)? {
                Found::Few(articles) => out.add(
                    &format!(
                        "story.no IN (SELECT story FROM sketch WHERE article IN ({}))",
                        numbers(&articles)
                    ),
                    [],
                ),
                Found::Many(articles) => out.among = Some(articles),
            }
        }
        Ok(out)
    }

    /// An outlet of few articles leads to them, of a large one every article is looked at.
    fn outlet_in(&self, archive: &Archive, column: &str, how: How, out: &mut Conditions) -> Result<()> {
        let Some(outlet) = &self.outlet else { return Ok(()) };
        let names = archive.outlets_called(outlet)?;
        let marks = vec!["?"; names.len()].join(",");
        let few = "SELECT count(*) FROM (SELECT 1 FROM article WHERE outlet IN (";
        let few = format!("{few}{marks}) LIMIT {})", FEW + 1);
        let n: i64 = archive.db.query_row(&few, rusqlite::params_from_iter(&names), |row| row.get(0))?;
        let clause = match how == How::Counts || n as usize <= FEW {
            true => format!("{column} IN (SELECT no FROM article WHERE outlet IN ({marks}))"),
            false => format!("(SELECT outlet FROM article WHERE no = {column}) IN ({marks})"),
        };
        out.add(&clause, names.into_iter().map(Value::from));
        Ok(())
    }

    fn story_of(&self, column: &str, out: &mut Conditions) {
        if let Some(story) = &self.story {
            out.add(
                &format!(
                    "{column} IN (SELECT article FROM sketch WHERE story IN (SELECT no FROM story WHERE id = ?))"
                ),
                [Value::from(story.clone())],
            );
        }
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

/// Rows that are looked up one by one; where there are more, rows are gone through in their order and tested.
pub const FEW: usize = 2000;

/// Articles that have certain words.
enum Found {
    Few(Vec<i64>),
    Many(FxHashSet<i64>),
}

/// As a list of SQL.
pub fn numbers(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

/// As the full-text index takes it.
pub fn searched(asked: &str) -> Result<String> {
    match words(asked) {
        words if words.is_empty() => Err(Error::Asked(format!("{asked:?} has no word to look for"))),
        words => Ok(words),
    }
}

impl Archive {
    /// Which articles have these words.
    fn found(&self, asked: &str) -> Result<Found> {
        let question = format!("SELECT rowid {NUMBER} FROM article_words WHERE article_words MATCH ?1");
        let mut ask = self.db.prepare_cached(&question)?;
        let mut rows = ask.query([searched(asked)?])?;
        let mut few = Vec::new();
        while few.len() <= FEW {
            let Some(row) = rows.next()? else { return Ok(Found::Few(few)) };
            few.push(row.get(0)?);
        }
        let mut many: FxHashSet<i64> = few.into_iter().collect();
        while let Some(row) = rows.next()? {
            many.insert(row.get(0)?);
        }
        Ok(Found::Many(many))
    }

    /// Outlets by name, case not counted; `*` stands for anything.
    fn outlets_called(&self, asked: &str) -> Result<Vec<String>> {
        let mut ask = self
            .db
            .prepare_cached("SELECT name FROM outlet WHERE name LIKE ?1 ESCAPE '\\' AND name <> ''")?;
        Ok(ask.query_map([pattern(asked)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
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

//! What the tools answer: quotations as they stand, with their places, and links to them.

use super::{Paging, What};
use crate::links;
use crate::problem::Problem;
use crate::row::Row;
use crate::sentence::sentence;
use hearsay_archive::{Archive, Filter, Links, Page, Sort, Table, object};
use hearsay_record::{Record, Span, Statement};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Characters of text in one answer: some 1,500 tokens, and as much again for what is found in it.
const PIECE: usize = 6000;

/// A piece of an article: its words, and the statements and events that begin in it.
pub fn article(record: &Record, known: Option<&Links>, offset: usize, base: &str) -> Value {
    let text: Vec<char> = record.article.text.chars().collect();
    let start = offset.min(text.len());
    let end = cut(&text, start);
    let inside = |span: &Span| (start..end.max(1)).contains(&span.start);
    let link = |part: &str| known.map(|_| format!("{base}{}", links::part(&record.article.id, part)));
    let event_id = |event: &str| {
        let n = event.trim_start_matches('e').parse::<u64>().ok()?;
        known?.happenings.iter().find(|(k, _)| *k == n).map(|(_, id)| id.clone())
    };
    let name = |id: &str| record.actors.iter().find(|actor| actor.id == id).map(|actor| actor.name.clone());
    let statements = record.statements.iter().filter(|statement| inside(&statement.cue.span));
    let statements: Vec<Value> = statements.map(|statement| said(statement, link(&statement.id))).collect();
    let events = record.events.iter().filter(|event| event.kind.is_some() && inside(&event.trigger));
    let events: Vec<Value> = events
        .map(|event| {
            let names = |arguments: &[hearsay_record::Argument]| -> Vec<Value> {
                arguments.iter().map(|a| json!({ "name": name(&a.actor), "words": a.span })).collect()
            };
            json!({
                "id": event.id, "event": event_id(&event.id), "type": event.kind, "mode": event.mode, "status": event.status,
                "factuality": event.factuality, "trigger": event.trigger, "actors": names(&event.actors),
                "recipients": names(&event.recipients), "voice": event.voice, "date": event.date, "counts": event.counts,
                "permalink": link(&event.id),
            })
        })
        .collect();
    let article = &record.article;
    json!({
        "article": {
            "id": article.id, "title": article.title, "outlet": article.outlet, "published": article.published,
            "authors": article.authors, "url": article.url, "characters": text.len(),
        },
        "permalink": known.map(|_| format!("{base}{}", links::article(&article.id))),
        "story": known.and_then(|known| known.story.as_ref()).map(|(id, title, n)| json!({ "id": id, "title": title, "articles": n })),
        "copy_of": known.and_then(|known| known.copy_of.as_ref()).map(|(id, _)| id),
        "profile": record.profile,
        "text": { "start": start, "end": end, "text": text[start..end].iter().collect::<String>() },
        "next_offset": (end < text.len()).then_some(end),
        "statements": statements,
        "events": events,
        "diagnostics": record.diagnostics,
    })
}

/// Where a piece ends: behind a paragraph or a word, if one ends near.
fn cut(text: &[char], start: usize) -> usize {
    let end = (start + PIECE).min(text.len());
    if end == text.len() {
        return end;
    }
    let near = start + PIECE / 2;
    let back = |stop: &dyn Fn(char) -> bool| (near..end).rev().find(|&i| stop(text[i])).map(|i| i + 1);
    back(&|c| c == '\n').or_else(|| back(&char::is_whitespace)).unwrap_or(end)
}

fn said(statement: &Statement, permalink: Option<String>) -> Value {
    json!({
        "id": statement.id, "parent": statement.parent,
        "source": { "name": statement.source.name, "kind": statement.source.kind, "words": statement.source.span },
        "cue": statement.cue.span, "class": statement.cue.class, "negated": statement.negated,
        "quote": statement.quote, "content": statement.content, "permalink": permalink,
    })
}

/// A page of rows; `next` is how many to leave out for the next one.
fn rows(
    archive: &Archive,
    table: Table,
    filter: &Filter,
    page: Paging,
    sort: Sort,
) -> Result<(Vec<Row>, Option<usize>), Problem> {
    let mut found =
        archive.page(table, filter, Page { sort, skip: page.skip, limit: Some(page.limit + 1) })?;
    let next = (found.len() > page.limit).then_some(page.skip + page.limit);
    found.truncate(page.limit);
    Ok((found.into_iter().map(|cells| Row::new(table.columns(), cells)).collect(), next))
}

/// `search`
pub fn search(
    archive: &Archive,
    what: What,
    filter: Filter,
    page: Paging,
    base: &str,
) -> Result<Value, Problem> {
    let mut records = Records { archive, known: HashMap::new() };
    if what == What::Actors {
        let words = filter.words.clone().unwrap_or_default();
        let found = archive.actors_called(words.trim_matches('"'), page.limit)?;
        let rows: Vec<Value> = found
            .into_iter()
            .map(|cells| {
                let mut row = object(Table::Actors.columns(), &cells);
                let key = row.get("key").and_then(Value::as_str).unwrap_or_default().to_string();
                row.insert("permalink".to_string(), json!(format!("{base}{}", links::speaker(&key))));
                Value::Object(row)
            })
            .collect();
        return Ok(json!({ "rows": rows, "next": null }));
    }
    let table = match what {
        What::Statements => return who_said(archive, filter, page, base),
        What::Articles => Table::Articles,
        _ => Table::Happenings,
    };
    let (found, next) = rows(archive, table, &filter, page, Sort::Newest)?;
    let mut out = Vec::new();
    for row in found {
        let mut object = object(table.columns(), row.cells());
        let id = row.text("id");
        if table == Table::Articles {
            object.insert("permalink".to_string(), json!(format!("{base}{}", links::article(&id))));
        } else {
            object.insert("permalink".to_string(), json!(format!("{base}{}", links::event(&id))));
            object.insert("in_words".to_string(), json!(sentence(&row)));
            // An event has the id of its first report: article, then its number there.
            if let Some((article, event)) = id.rsplit_once('/') {
                object.insert("quote".to_string(), records.sentence(article, event)?);
            }
        }
        out.push(Value::Object(object));
    }
    Ok(json!({ "rows": out, "next": next }))
}

/// `who_said`
pub fn who_said(archive: &Archive, filter: Filter, page: Paging, base: &str) -> Result<Value, Problem> {
    let mut records = Records { archive, known: HashMap::new() };
    let (found, next) = rows(archive, Table::Statements, &filter, page, Sort::Newest)?;
    let mut out = Vec::new();
    for row in found {
        let (article, id) = (row.text("article_id"), row.text("statement_id"));
        let permalink = Some(format!("{base}{}", links::part(&article, &id)));
        let Some(record) = records.get(&article)? else { continue };
        let Some(statement) = record.statements.iter().find(|statement| statement.id == id) else { continue };
        let Value::Object(mut said) = said(statement, permalink) else { continue };
        said.insert("article".to_string(), json!(article));
        for name in ["outlet", "published", "source_key"] {
            said.insert(name.to_string(), json!(row.text(name)));
        }
        out.push(Value::Object(said));
    }
    Ok(json!({ "rows": out, "next": next }))
}

/// `get_event`
pub fn event(archive: &Archive, id: &str, page: Paging, base: &str) -> Result<Value, Problem> {
    let missing = || Problem::missing(format!("there is no event {id:?}"));
    let cells = archive.row(Table::Happenings, id)?.ok_or_else(missing)?;
    let mut records = Records { archive, known: HashMap::new() };
    let filter = Filter { happening: Some(id.to_string()), ..Filter::default() };
    let (found, next) = rows(archive, Table::Reports, &filter, page, Sort::Oldest)?;
    let mut reports = Vec::new();
    for row in found {
        let (article, event) = (row.text("article_id"), row.text("event_id"));
        let mut report: Map<String, Value> = object(Table::Reports.columns(), row.cells());
        report.remove("sentence");
        report.insert("quote".to_string(), records.sentence(&article, &event)?);
        report.insert("permalink".to_string(), json!(format!("{base}{}", links::part(&article, &event))));
        reports.push(Value::Object(report));
    }
    let row = Row::new(Table::Happenings.columns(), cells);
    Ok(json!({
        "event": object(Table::Happenings.columns(), row.cells()),
        "in_words": sentence(&row),
        "permalink": format!("{base}{}", links::event(id)),
        "reports": reports,
        "next": next,
    }))
}

/// Records that were unpacked for one answer.
struct Records<'a> {
    archive: &'a Archive,
    known: HashMap<String, Option<Record>>,
}

impl Records<'_> {
    fn get(&mut self, id: &str) -> Result<Option<&Record>, Problem> {
        if !self.known.contains_key(id) {
            self.known.insert(id.to_string(), self.archive.record(id)?);
        }
        Ok(self.known[id].as_ref())
    }

    /// The sentence of an event and its trigger, as they stand, with their places.
    fn sentence(&mut self, article: &str, event: &str) -> Result<Value, Problem> {
        let Some(record) = self.get(article)? else { return Ok(Value::Null) };
        let event = record.events.iter().find(|other| other.id == event);
        Ok(event.map_or(Value::Null, |event| {
            json!({ "article": article, "sentence": record.sentences.get(event.sentence), "trigger": event.trigger })
        }))
    }
}

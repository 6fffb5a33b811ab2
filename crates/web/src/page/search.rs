//! One box for everything: actors, stories, articles, statements, events.

use super::{html, json_bytes};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::sentence::sentence;
use crate::stream::csv_line;
use askama::Template;
use hearsay_archive::{Archive, Filter, Page, Sort, Table, object};
use serde_json::json;

/// Rows of each sort.
const EACH: usize = 8;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    frame: Frame,
    q: String,
    actors: Vec<Row>,
    articles: Vec<Row>,
    statements: Vec<Row>,
    events: Vec<(Row, String)>,
    nothing: bool,
}

/// `/search?q=`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let q = ask.query.text("q").unwrap_or("").to_string();
    let has_words = q.chars().any(char::is_alphanumeric);
    let filter = Filter { words: Some(q.clone()), ..Filter::default() };
    let rows = |table: Table| match has_words {
        true => archive.page(table, &filter, Page { sort: Sort::Newest, skip: 0, limit: Some(EACH) }),
        false => Ok(Vec::new()),
    };
    let actors = if has_words { archive.actors_called(q.trim_matches('"'), EACH)? } else { Vec::new() };
    let (articles, statements, events) =
        (rows(Table::Articles)?, rows(Table::Statements)?, rows(Table::Happenings)?);
    let all = [
        (Table::Actors, actors),
        (Table::Articles, articles),
        (Table::Statements, statements),
        (Table::Happenings, events),
    ];
    match ask.format {
        Format::Json => {
            let named = all.iter().map(|(table, rows)| {
                let rows: Vec<_> = rows.iter().map(|row| object(table.columns(), row)).collect();
                (table.name().to_string(), json!(rows))
            });
            json_bytes(&named.collect::<serde_json::Map<_, _>>())
        }
        Format::Csv => {
            let header = csv_line(["sort", "id", "words"].map(String::from).into_iter());
            let lines = all.iter().flat_map(|(table, rows)| {
                rows.iter().map(|cells| {
                    let row = Row::new(table.columns(), cells.clone());
                    let id = match table {
                        Table::Actors => row.text("key"),
                        Table::Statements => {
                            format!("{}/{}", row.text("article_id"), row.text("statement_id"))
                        }
                        _ => row.text("id"),
                    };
                    let words = ["title", "content", "sentence", "name"];
                    let words = words.map(|name| row.text(name)).into_iter().find(|words| !words.is_empty());
                    csv_line([table.name().to_string(), id, words.unwrap_or_default()].into_iter())
                })
            });
            Ok(std::iter::once(header).chain(lines).flatten().collect())
        }
        _ => {
            let [actors, articles, statements, events] = all.map(|(table, rows)| {
                rows.into_iter().map(|cells| Row::new(table.columns(), cells)).collect::<Vec<Row>>()
            });
            let title = if q.is_empty() { "Search".to_string() } else { format!("Search: {q}") };
            let mut frame = ask.frame(title, "search");
            frame.sought = q.clone();
            html(&Search {
                frame,
                nothing: has_words
                    && actors.is_empty()
                    && articles.is_empty()
                    && statements.is_empty()
                    && events.is_empty(),
                q,
                actors,
                articles,
                statements,
                events: events.into_iter().map(|row| (row.clone(), sentence(&row))).collect(),
            })
        }
    }
}

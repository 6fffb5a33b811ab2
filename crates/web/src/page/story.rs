//! One story: its articles, and what happens in it.

use super::{csv_bytes, html, json_bytes};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::sentence::sentence;
use askama::Template;
use hearsay_archive::{Archive, Filter, Page, Sort, Table, object};
use serde_json::json;

/// Articles and events on one page; all of them are at `/articles` and `/events`.
const ROWS_MAX: usize = 60;

#[derive(Template)]
#[template(path = "story.html")]
struct StoryPage {
    frame: Frame,
    row: Row,
    articles: Vec<Row>,
    events: Vec<(Row, String)>,
    more_articles: bool,
    more_events: bool,
}

/// `/story/{id}`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let missing = || Problem::missing(format!("there is no story and no article {:?}", ask.id));
    let id = archive.story_of(&ask.id)?.ok_or_else(missing)?;
    let story = archive.row(Table::Stories, &id)?.ok_or_else(missing)?;
    let filter = Filter { story: Some(id), ..Filter::default() };
    let rows = |table: Table, sort: Sort| -> Result<(Vec<Vec<_>>, bool), Problem> {
        let mut rows = archive.page(table, &filter, Page { sort, skip: 0, limit: Some(ROWS_MAX + 1) })?;
        let more = rows.len() > ROWS_MAX;
        rows.truncate(ROWS_MAX);
        Ok((rows, more))
    };
    let (events, more_events) = rows(Table::Happenings, Sort::Most)?;
    if ask.format == Format::Csv {
        return Ok(csv_bytes(Table::Happenings, &events));
    }
    let (articles, more_articles) = rows(Table::Articles, Sort::Oldest)?;
    if ask.format == Format::Json {
        let objects = |table: Table, rows: &[Vec<_>]| -> Vec<_> {
            rows.iter().map(|row| object(table.columns(), row)).collect()
        };
        return json_bytes(&json!({
            "story": object(Table::Stories.columns(), &story),
            "articles": objects(Table::Articles, &articles),
            "happenings": objects(Table::Happenings, &events),
            "more_articles": more_articles,
            "more_happenings": more_events,
        }));
    }
    let row = Row::new(Table::Stories.columns(), story);
    let named =
        |table: Table, rows: Vec<Vec<_>>| rows.into_iter().map(move |cells| Row::new(table.columns(), cells));
    html(&StoryPage {
        frame: ask.frame(row.text("title"), "stories"),
        articles: named(Table::Articles, articles).collect(),
        events: named(Table::Happenings, events)
            .map(|row| {
                let title = sentence(&row);
                (row, title)
            })
            .collect(),
        more_articles,
        more_events,
        row,
    })
}

//! One article: who says what in it.

use super::{csv_bytes, html};
use crate::article::{Targets, view};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use askama::Template;
use hearsay_archive::{Archive, Filter, Links, Page, Sort, Table};
use hearsay_record::{ActorKind, Record};

#[derive(Template)]
#[template(path = "article_page.html")]
struct ArticlePage {
    frame: Frame,
    article: String,
    known: Links,
    story: Option<String>,
    copy_of: Option<String>,
}

/// `/article/{id}`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let missing = || Problem::missing(format!("there is no article {:?}", ask.id));
    if ask.format == Format::Csv {
        archive.row(Table::Articles, &ask.id)?.ok_or_else(missing)?;
        let filter = Filter { article: Some(ask.id.clone()), ..Filter::default() };
        let rows = archive.page(Table::Reports, &filter, Page { sort: Sort::Oldest, ..Page::default() })?;
        return Ok(csv_bytes(Table::Reports, &rows));
    }
    let record = archive.record(&ask.id)?.ok_or_else(missing)?;
    if ask.format == Format::Json {
        return super::json_bytes(&record);
    }
    let known = archive.links(&ask.id)?;
    let view = view(&record, &targets(&record, &known));
    html(&ArticlePage {
        frame: ask.frame(view.title.clone(), "articles"),
        article: view.article,
        story: known.story.as_ref().map(|(id, _, _)| links::story(id)),
        copy_of: known.copy_of.as_ref().map(|(id, _)| links::article(id)),
        known,
    })
}

/// Pages of those who have a name, and of the events.
fn targets(record: &Record, known: &Links) -> Targets {
    let named = |id: &str| {
        let actor = record.actors.iter().find(|actor| actor.id == id);
        actor.is_some_and(|actor| !matches!(actor.kind, ActorKind::Unnamed | ActorKind::Group))
    };
    let speakers = known.actors.iter().map(|(n, key)| (format!("a{n}"), links::speaker(key)));
    Targets {
        speakers: speakers.filter(|(id, _)| named(id)).collect(),
        events: known.happenings.iter().map(|(n, id)| (format!("e{n}"), links::event(id))).collect(),
    }
}

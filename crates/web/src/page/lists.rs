//! Tables of reports, statements, articles, actors and stories, page by page.

use super::{Found, found, html};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use askama::Template;
use hearsay_archive::{Archive, Table};

/// What all of them show above their rows.
pub struct List {
    pub rows: Vec<Row>,
    pub next: Option<String>,
    /// What narrows the rows: name, value, address without it.
    pub given: Vec<(&'static str, String, String)>,
    pub form: Vec<Field>,
    pub action: String,
}

/// A field of the form that narrows the rows.
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
    /// Values to choose from; empty for words.
    pub options: &'static [&'static str],
}

macro_rules! list_page {
    ($page:ident, $template:literal) => {
        #[derive(Template)]
        #[template(path = $template)]
        struct $page {
            frame: Frame,
            list: List,
        }
    };
}

list_page!(Reports, "reports.html");
list_page!(Statements, "statements.html");
list_page!(Articles, "articles.html");
list_page!(Actors, "actors.html");
list_page!(Stories, "stories.html");

/// `/reports`
pub fn reports(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    listed(ask, archive, Table::Reports, "Reports of events", "events", |frame, list| {
        html(&Reports { frame, list })
    })
}

/// `/statements`
pub fn statements(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    listed(ask, archive, Table::Statements, "Statements", "statements", |frame, list| {
        html(&Statements { frame, list })
    })
}

/// `/articles`
pub fn articles(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    listed(ask, archive, Table::Articles, "Articles", "articles", |frame, list| {
        html(&Articles { frame, list })
    })
}

/// `/actors`
pub fn actors(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    listed(ask, archive, Table::Actors, "Actors", "actors", |frame, list| html(&Actors { frame, list }))
}

/// `/stories`
pub fn stories(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    listed(ask, archive, Table::Stories, "Stories", "stories", |frame, list| html(&Stories { frame, list }))
}

fn listed(
    ask: &Ask,
    archive: &Archive,
    table: Table,
    title: &str,
    here: &'static str,
    page: impl FnOnce(Frame, List) -> Result<Vec<u8>, Problem>,
) -> Result<Vec<u8>, Problem> {
    let found = found(ask, archive, table, ask.query.filter())?;
    match ask.format {
        Format::Json => found.json(table),
        Format::Atom => Ok(crate::page::atom(ask, table, &found, title)),
        _ => page(ask.frame(title, here), list(ask, table, &found)),
    }
}

fn list(ask: &Ask, table: Table, found: &Found) -> List {
    List {
        rows: found.named(table),
        next: found.next_link(ask),
        given: given(ask),
        form: form(ask),
        action: ask.path(),
    }
}

/// What narrows the rows, and the address without each.
pub fn given(ask: &Ask) -> Vec<(&'static str, String, String)> {
    let without = |name: &str| format!("{}{}", ask.path(), ask.query.with(name, None));
    ask.query.given().map(|(name, value)| (name, value.to_string(), without(name))).collect()
}

/// The fields that people narrow by most, as far as the address takes them.
pub fn form(ask: &Ask) -> Vec<Field> {
    use crate::query::Value;
    const SHOWN: &[(&str, &str)] = &[
        ("words", "Words"),
        ("actor", "Who"),
        ("recipient", "To whom"),
        ("source", "Whose words"),
        ("type", "Type"),
        ("status", "Status"),
        ("voice", "Voice"),
        ("class", "Doing what by it"),
        ("place", "Place"),
        ("country", "Country"),
        ("outlet", "Outlet"),
        ("since", "From"),
        ("until", "To"),
        ("reports", "Independent reports, at least"),
        ("disputed", "Disputed"),
        ("sort", "First"),
    ];
    let params = ask.route.params();
    let field = |(name, label): &(&str, &'static str)| {
        let param = params.iter().find(|param| param.name == *name)?;
        let options: &'static [&'static str] = match param.sort {
            Value::One(options) | Value::Any(options) => options,
            Value::Flag => &["1"],
            _ => &[],
        };
        let value = ask.query.text(name).unwrap_or("").to_string();
        Some(Field { name: param.name, label, value, options })
    };
    SHOWN.iter().filter_map(field).collect()
}

impl Field {
    /// Of a choice, the words for people.
    pub fn option(&self, value: &str) -> String {
        match (self.name, value) {
            ("disputed", _) => "only these".to_string(),
            ("voice", "none") => "nobody in particular".to_string(),
            ("voice", "writer") => "the writer".to_string(),
            ("sort", "most") => "most reported".to_string(),
            (_, value) => value.replace('_', " "),
        }
    }

    /// The kind of the input field.
    pub fn kind(&self) -> &'static str {
        match self.name {
            "reports" => "number",
            _ => "text",
        }
    }

    /// What to write, shown while nothing is.
    pub fn hint(&self) -> &'static str {
        match self.name {
            "since" | "until" => "2025-03",
            "country" => "MEX",
            "reports" => "2",
            _ => "",
        }
    }
}

//! The first page: what is in the archive, and ways in.

use super::{html, json_bytes};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::stream::csv_line;
use askama::Template;
use hearsay_archive::{Archive, Filter, Page, Sort, Table, Totals};

/// Stories shown.
const STORIES: usize = 8;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    counts: Vec<(&'static str, String, &'static str)>,
    days: Option<(String, String)>,
    settled: bool,
    stories: Vec<Row>,
}

/// `/`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let totals = archive.totals()?;
    match ask.format {
        Format::Json => json_bytes(&totals),
        Format::Csv => {
            let lines =
                counts(&totals).map(|(what, n, _)| csv_line([what.to_string(), n.to_string()].into_iter()));
            let header = csv_line(["what", "n"].map(String::from).into_iter());
            Ok(std::iter::once(header).chain(lines).flatten().collect())
        }
        _ => {
            let page = Page { sort: Sort::Newest, skip: 0, limit: Some(STORIES) };
            let filter = Filter { independent: Some(2), ..Filter::default() };
            let mut stories = archive.page(Table::Stories, &filter, page)?;
            if stories.is_empty() {
                stories = archive.page(Table::Stories, &Filter::default(), page)?;
            }
            let stories = stories.into_iter().map(|row| Row::new(Table::Stories.columns(), row)).collect();
            html(&Home {
                frame: ask.frame("hearsay", ""),
                counts: counts(&totals).map(|(what, n, href)| (what, grouped(n), href)).to_vec(),
                days: totals.days.clone(),
                settled: totals.settled,
                stories,
            })
        }
    }
}

/// What there is, how much of it, and where it is shown.
fn counts(totals: &Totals) -> [(&'static str, u64, &'static str); 6] {
    [
        ("articles", totals.articles, "/articles"),
        ("statements", totals.statements, "/statements"),
        ("events", totals.events, "/events"),
        ("reports of events", totals.reports, "/reports"),
        ("stories", totals.stories, "/stories"),
        ("actors", totals.actors, "/actors"),
    ]
}

/// A number with its thousands apart.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202F}');
        }
        out.push(digit);
    }
    out
}

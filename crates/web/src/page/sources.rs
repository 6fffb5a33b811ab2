//! The outlets: how much they write, whose words it is made of, and how much of it nobody vouches for.

use super::home::grouped;
use super::{html, json_bytes};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::route::Ask;
use crate::stream::csv_line;
use askama::Template;
use hearsay_archive::{Archive, Outlet};
use serde_json::json;

/// Outlets shown, those of most articles.
const OUTLETS_MAX: usize = 200;

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    frame: Frame,
    outlets: Vec<Line>,
}

struct Line {
    articles: String,
    words: String,
    outlet: Outlet,
    /// Name, class and percent of each voice that says anything.
    voices: Vec<Voice>,
    unsourced_percent: f64,
    per_article: f64,
}

struct Voice {
    name: &'static str,
    class: &'static str,
    percent: f64,
}

impl Voice {
    fn width(&self) -> String {
        format!("g{}", (self.percent.round() as usize).clamp(1, 100))
    }
}

/// `/sources`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let outlets = archive.outlets(OUTLETS_MAX)?;
    match ask.format {
        Format::Json => json_bytes(&json!({ "rows": outlets })),
        Format::Csv => {
            let names = [
                "outlet",
                "articles",
                "words",
                "first",
                "last",
                "named_statements",
                "unnamed_statements",
                "unsourced_statements",
            ];
            let header = names.into_iter().chain(VOICES.iter().map(|(name, _)| *name)).map(String::from);
            let lines = outlets.iter().map(|outlet| {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let numbers = [outlet.articles, outlet.words].map(|n| n.to_string());
                let counts =
                    [outlet.named_statements, outlet.unnamed_statements, outlet.unsourced_statements];
                let cells = std::iter::once(text(&outlet.name))
                    .chain(numbers)
                    .chain([text(&outlet.first), text(&outlet.last)])
                    .chain(counts.map(|n| n.to_string()))
                    .chain(shares(outlet).map(|share| format!("{share:.4}")));
                csv_line(cells)
            });
            Ok(std::iter::once(csv_line(header)).chain(lines).flatten().collect())
        }
        _ => html(&Sources {
            frame: ask.frame("Sources", "sources"),
            outlets: outlets.into_iter().map(line).collect(),
        }),
    }
}

/// Columns of the shares, and their classes of colour.
const VOICES: [(&str, &str); 7] = [
    ("writer", "writer"),
    ("named_person", "v1"),
    ("named_organization", "v5"),
    ("document", "v4"),
    ("unnamed_person", "v2"),
    ("unnamed_group", "v6"),
    ("none", "nobody"),
];

fn shares(outlet: &Outlet) -> [f64; 7] {
    let share = &outlet.share;
    [
        share.writer,
        share.named_person,
        share.named_organization,
        share.document,
        share.unnamed_person,
        share.unnamed_group,
        share.none,
    ]
}

fn line(outlet: Outlet) -> Line {
    let names = [
        "the writer",
        "named persons",
        "named organizations",
        "documents",
        "an unnamed person",
        "unnamed groups",
        "nobody in particular",
    ];
    let voices = names
        .into_iter()
        .zip(VOICES)
        .zip(shares(&outlet))
        .map(|((name, (_, class)), share)| Voice { name, class, percent: 100.0 * share });
    let statements = outlet.named_statements + outlet.unnamed_statements + outlet.unsourced_statements;
    Line {
        voices: voices.filter(|voice| voice.percent > 0.0).collect(),
        unsourced_percent: 100.0 * outlet.unsourced_statements as f64 / statements.max(1) as f64,
        articles: grouped(outlet.articles),
        words: grouped(outlet.words),
        per_article: outlet.unsourced_statements as f64 / outlet.articles.max(1) as f64,
        outlet,
    }
}

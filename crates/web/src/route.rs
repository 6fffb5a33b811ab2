//! Every address that can be read, with its parameters and forms: one table that the router, the checks of parameters and the
//! OpenAPI document are made of.

use crate::format::Format;
use crate::frame::Frame;
use crate::page::{self, problem};
use crate::problem::Problem;
use crate::query::{Param, Query, Value};
use crate::site::Site;
use crate::stream;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::get;
use hearsay_archive::{Archive, Table};
use std::sync::Arc;

/// One address.
pub struct Route {
    /// As the router wants it, without ending: `/events`, `/article/{*id}`.
    pub path: &'static str,
    /// What is there, in a sentence.
    pub about: &'static str,
    /// What the id is, where the address has one.
    pub id: &'static str,
    /// The forms it comes in.
    pub formats: &'static [Format],
    /// Parameters, in groups.
    pub params: &'static [&'static [Param]],
    /// The table whose rows it gives, for the forms that give all rows.
    pub table: Option<Table>,
    /// Makes the answer.
    pub page: fn(&Ask, &Archive) -> Result<Vec<u8>, Problem>,
}

/// One question to one address.
pub struct Ask {
    /// Parameters.
    pub query: Query,
    /// The id of the address; empty where it has none.
    pub id: String,
    /// The form wanted.
    pub format: Format,
    /// The address.
    pub route: &'static Route,
    /// What the archive is called.
    pub archive: String,
}

impl Ask {
    /// The address without ending and parameters.
    pub fn path(&self) -> String {
        match self.route.path.split_once("{*id}") {
            Some((start, _)) => format!("{start}{}", crate::escape::encode_path(&self.id)),
            None => self.route.path.to_string(),
        }
    }

    /// What stands around the page.
    pub fn frame(&self, title: impl Into<String>, here: &'static str) -> Frame {
        Frame::new(title, here, &self.archive).twins(&self.path(), &self.query.question(), self.route.formats)
    }
}

const TYPES: [&str; 16] = {
    // Names by the types themselves cannot be taken while compiling; a test holds both together.
    [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ]
};
const STATUS: &[&str] = &["actual", "future", "hypothetical", "negated"];
const KINDS: &[&str] =
    &["named_person", "named_organization", "document", "unnamed_person", "unnamed_group", "none"];
const VOICES: &[&str] =
    &["writer", "named_person", "named_organization", "document", "unnamed_person", "unnamed_group", "none"];
const CLASSES: &[&str] = &[
    "say", "claim", "deny", "admit", "accuse", "demand", "ask", "promise", "warn", "believe", "know", "show",
    "support", "oppose",
];

const fn param(name: &'static str, sort: Value, about: &'static str) -> Param {
    Param { name, about, sort }
}

const PAGING: &[Param] = &[
    param("limit", Value::Number(1, 1000), "Rows of one page."),
    param("cursor", Value::Cursor, "Where to go on: what the page before gave as `next`."),
];
const SORT: &[Param] = &[param(
    "sort",
    Value::One(&["newest", "oldest", "most"]),
    "What comes first; `most` is what most independent reports tell.",
)];
const DAYS: &[Param] = &[
    param(
        "since",
        Value::Date,
        "First day, month or year; of events the day they are said to have happened, else of publication.",
    ),
    param("until", Value::Date, "Last day, month or year."),
];
const WORDS: &[Param] =
    &[param("words", Value::Text, "Words of the text; \"in quotes\" side by side, a* for beginnings.")];
const TOLD: &[Param] = &[
    param("reports", Value::Number(1, 1_000_000), "Least number of independent reports."),
    param(
        "disputed",
        Value::Flag,
        "Asserted by one voice and denied by another, or with figures that differ.",
    ),
];
const PUBLISHED: &[Param] = &[
    param("published_since", Value::Date, "First day of publication."),
    param("published_until", Value::Date, "Last day of publication."),
    param("outlet", Value::Text, "Outlet by its name; * stands for anything."),
    param("story", Value::Text, "Story by its id."),
    param("article", Value::Text, "Article by its id."),
];
const ACTS: &[Param] = &[
    param("actor", Value::Text, "Who does it: name, alias or key; * stands for anything."),
    param("actor_code", Value::Text, "PLOVER code of who does it: MEX*, * MIL."),
    param("recipient", Value::Text, "To whom it is done."),
    param("recipient_code", Value::Text, "PLOVER code of to whom it is done."),
    param("type", Value::Any(&TYPES), "Types of PLOVER."),
    param("mode", Value::Text, "Mode of PLOVER."),
    param("quad", Value::One(&["V-Coop", "M-Coop", "V-Confl", "M-Confl"]), "Quad of PLOVER."),
    param("context", Value::Text, "Context of PLOVER."),
    param("status", Value::Any(STATUS), "How its voice presents it."),
    param("voice", Value::Any(VOICES), "Kind of the voice that tells it; writer for none."),
    param("source", Value::Text, "Whose words it is told in."),
    param("class", Value::One(CLASSES), "What the voice does by saying it."),
    param("place", Value::Text, "Name of the place."),
    param("country", Value::Text, "Country of the place, ISO 3166-1 alpha-3."),
    param("within", Value::Degrees, "A box: south,west,north,east in degrees."),
];
const EVENT: &[Param] = &[param("event", Value::Text, "What one event is told by, by its id.")];
const SAYS: &[Param] = &[
    param("source", Value::Text, "Who says it: name, alias or key."),
    param("voice", Value::Any(KINDS), "Kind of the source."),
    param("class", Value::One(CLASSES), "What the source does by saying it."),
];
const WHO: &[Param] = &[
    param("actor", Value::Text, "Name, alias or key; * stands for anything."),
    param("country", Value::Text, "Country, ISO 3166-1 alpha-3."),
];
const MENTIONS: &[Param] = &[param("actor", Value::Text, "Whom the article speaks of.")];
const VIEW: &[Param] =
    &[param("view", Value::One(&["table", "map"]), "Table or map; changes nothing but the page.")];
const AROUND: &[Param] = &[
    param("around", Value::Text, "Key of an actor: only whom it acts on and who acts on it."),
    param("size", Value::Number(2, 40), "Actors of the matrix."),
];
const ASKED: &[Param] = &[param("q", Value::Text, "Words, or the beginning of a name.")];

const ROWS: &[Format] =
    &[Format::Html, Format::Json, Format::Csv, Format::Ndjson, Format::Parquet, Format::Atom];
const PLAIN_ROWS: &[Format] = &[Format::Html, Format::Json, Format::Csv, Format::Ndjson, Format::Parquet];
const TWINS: &[Format] = &[Format::Html, Format::Json, Format::Csv];

/// All of them.
pub static ROUTES: &[Route] = &[
    Route {
        path: "/",
        about: "What is in the archive.",
        id: "",
        formats: TWINS,
        params: &[],
        table: None,
        page: page::home::page,
    },
    Route {
        path: "/events",
        about: "What happens, one row for what happened once, however often it is reported.",
        id: "",
        formats: ROWS,
        params: &[ACTS, DAYS, WORDS, TOLD, PUBLISHED, SORT, VIEW, PAGING],
        table: Some(Table::Happenings),
        page: page::events::page,
    },
    Route {
        path: "/reports",
        about: "What happens, one row for each time that an article tells of it.",
        id: "",
        formats: ROWS,
        params: &[ACTS, EVENT, DAYS, WORDS, TOLD, PUBLISHED, SORT, PAGING],
        table: Some(Table::Reports),
        page: page::lists::reports,
    },
    Route {
        path: "/statements",
        about: "Who says what.",
        id: "",
        formats: ROWS,
        params: &[SAYS, DAYS, WORDS, PUBLISHED, SORT, PAGING],
        table: Some(Table::Statements),
        page: page::lists::statements,
    },
    Route {
        path: "/articles",
        about: "What was read.",
        id: "",
        formats: ROWS,
        params: &[MENTIONS, DAYS, WORDS, PUBLISHED, SORT, PAGING],
        table: Some(Table::Articles),
        page: page::lists::articles,
    },
    Route {
        path: "/actors",
        about: "Who is spoken of, across articles, those of most events first.",
        id: "",
        formats: PLAIN_ROWS,
        params: &[WHO, PAGING],
        table: Some(Table::Actors),
        page: page::lists::actors,
    },
    Route {
        path: "/stories",
        about: "Articles about one happening or one course of happenings.",
        id: "",
        formats: ROWS,
        params: &[DAYS, WORDS, TOLD, SORT, PAGING],
        table: Some(Table::Stories),
        page: page::lists::stories,
    },
    Route {
        path: "/article/{*id}",
        about: "One article: who says what in it. As JSON its whole record, as CSV its events.",
        id: "Id of the article.",
        formats: TWINS,
        params: &[],
        table: None,
        page: page::article::page,
    },
    Route {
        path: "/event/{*id}",
        about: "One event: a row for each report, with who vouches for it, who denies it, and the numbers given.",
        id: "Id of the event.",
        formats: TWINS,
        params: &[],
        table: None,
        page: page::event::page,
    },
    Route {
        path: "/story/{*id}",
        about: "One story: its articles, and what happens in it.",
        id: "Id of the story, or of any of its articles.",
        formats: TWINS,
        params: &[],
        table: None,
        page: page::story::page,
    },
    Route {
        path: "/speaker/{*id}",
        about: "What somebody says, in order, with what it is about; reversals side by side.",
        id: "Key of the actor.",
        formats: TWINS,
        params: &[SPOKEN, WORDS, DAYS, SORT, PAGING],
        table: None,
        page: page::speaker::page,
    },
    Route {
        path: "/matrix",
        about: "Who acts on whom: how often, and in which of the four quads.",
        id: "",
        formats: TWINS,
        params: &[AROUND, ACTS, DAYS, WORDS, TOLD, PUBLISHED],
        table: None,
        page: page::matrix::page,
    },
    Route {
        path: "/sources",
        about: "The outlets: how many articles, whose words they are made of, and how many claims have no source.",
        id: "",
        formats: TWINS,
        params: &[],
        table: None,
        page: page::sources::page,
    },
    Route {
        path: "/search",
        about: "Actors, stories, articles, statements and events that words find.",
        id: "",
        formats: TWINS,
        params: &[ASKED],
        table: None,
        page: page::search::page,
    },
    Route {
        path: "/help",
        about: "How to read the pages, keys, and how programs ask.",
        id: "",
        formats: &[Format::Html],
        params: &[],
        table: None,
        page: page::help::page,
    },
];

const SPOKEN: &[Param] = &[param("class", Value::One(CLASSES), "What is done by saying it.")];

/// The parameters of statements, which are also those that agents search by.
pub fn statement_params() -> Vec<Param> {
    [SAYS, DAYS, WORDS].iter().flat_map(|group| group.iter().copied()).collect()
}

impl Route {
    /// Every parameter that is taken.
    pub fn params(&self) -> Vec<Param> {
        self.params.iter().flat_map(|group| group.iter().copied()).collect()
    }

    /// Puts it into the router, under all of its endings.
    pub fn mount(&'static self, router: Router<Arc<Site>>) -> Router<Arc<Site>> {
        if self.path.ends_with("{*id}") {
            let by_id = move |State(site): State<Arc<Site>>,
                              id: Result<Path<String>, PathRejection>,
                              uri: Uri,
                              headers: HeaderMap| async move {
                match id {
                    Ok(Path(id)) => self.by_id(site, id, uri, headers).await,
                    Err(_) => problem(&site, Problem::asked("the address is not in UTF-8"), &uri, &headers),
                }
            };
            return router.route(self.path, get(by_id));
        }
        let mut router = router;
        for format in self.formats {
            let start = if self.path == "/" && *format != Format::Html { "/index" } else { self.path };
            let plain = move |State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap| async move {
                let format = match format {
                    Format::Html => Format::accepted(&headers, self.formats),
                    format => *format,
                };
                match self.answer(&site, String::new(), format, &uri, &headers).await {
                    Ok(response) => response,
                    Err(wrong) => problem(&site, wrong, &uri, &headers),
                }
            };
            router = router.route(&format!("{start}{}", format.ending()), get(plain));
        }
        router
    }

    /// An id may itself look as if it had an ending: what is there decides.
    async fn by_id(&'static self, site: Arc<Site>, id: String, uri: Uri, headers: HeaderMap) -> Response {
        let (rest, format) = Format::of_path(&id);
        let is_ending = format != Format::Html && self.formats.contains(&format);
        if is_ending {
            match self.answer(&site, rest.to_string(), format, &uri, &headers).await {
                Err(wrong) if wrong.status == axum::http::StatusCode::NOT_FOUND => {}
                Ok(response) => return response,
                Err(wrong) => return problem(&site, wrong, &uri, &headers),
            }
        }
        let format = Format::accepted(&headers, self.formats);
        match self.answer(&site, id, format, &uri, &headers).await {
            Ok(response) => response,
            Err(wrong) => problem(&site, wrong, &uri, &headers),
        }
    }

    async fn answer(
        &'static self,
        site: &Arc<Site>,
        id: String,
        format: Format,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        let query = Query::parse(uri.query().unwrap_or(""), &self.params())?;
        if let (Some(table), Format::Csv | Format::Ndjson | Format::Parquet) = (self.table, format) {
            return stream::rows(site, table, &query, format).await;
        }
        let key = format!("{format:?} {} {} {id}", self.path, query.link());
        let ask = Ask { query, id, format, route: self, archive: site.settings.name.clone() };
        let answer = site.answer(key, format, move |archive| (self.page)(&ask, archive)).await?;
        Ok(answer.respond(headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hearsay_record::EventType;

    #[test]
    fn types_are_those_of_the_record() {
        assert_eq!(TYPES.to_vec(), EventType::ALL.map(EventType::name).to_vec());
    }

    #[test]
    fn no_parameter_is_there_twice() {
        for route in ROUTES {
            let mut names: Vec<&str> = route.params().iter().map(|param| param.name).collect();
            names.sort_unstable();
            let n = names.len();
            names.dedup();
            assert_eq!(names.len(), n, "{}", route.path);
        }
    }
}

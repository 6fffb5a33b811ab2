//! Tables as they are asked for: their columns, and one question of SQL that gives them.

use super::layout::{GDELT, PLOVER};
pub use rusqlite::types::Value;

/// What stands in a column; any cell can be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// How SQL computes it.
    pub(crate) sql: &'static str,
}

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// One row for what happened once.
    Happenings,
    /// One row for each time that an article tells of it.
    Reports,
    /// Who says what.
    Statements,
    /// What was read.
    Articles,
    /// Who is spoken of, across articles.
    Actors,
    /// Where things happen.
    Places,
    /// Articles about one happening or one course of happenings.
    Stories,
    /// Happenings in the columns of GDELT 2.0.
    Gdelt,
    /// Happenings in the columns of POLECAT.
    Plover,
}

pub(super) const fn text(name: &'static str, sql: &'static str) -> Column {
    Column { name, kind: Kind::Text, sql }
}

pub(super) const fn integer(name: &'static str, sql: &'static str) -> Column {
    Column { name, kind: Kind::Integer, sql }
}

pub(super) const fn real(name: &'static str, sql: &'static str) -> Column {
    Column { name, kind: Kind::Real, sql }
}

macro_rules! fillers {
    ($what:literal, $role:literal) => {
        concat!(
            "(SELECT group_concat(x, ';') FROM (SELECT ",
            $what,
            " AS x FROM event_actor JOIN entity ON entity.no = event_actor.entity WHERE event_actor.event = event.no AND role = ",
            $role,
            " ORDER BY n))"
        )
    };
}

const EVENT: [Column; 20] = [
    text("type", "event.type"),
    text("mode", "event.mode"),
    text("quad", "event.quad"),
    text("cameo", "event.cameo"),
    text("contexts", "event.contexts"),
    text("actor_codes", fillers!("coalesce(event_actor.code, '')", "0")),
    text("actor_names", fillers!("replace(entity.name, ';', ',')", "0")),
    text("actor_keys", fillers!("entity.key", "0")),
    text("recipient_codes", fillers!("coalesce(event_actor.code, '')", "1")),
    text("recipient_names", fillers!("replace(entity.name, ';', ',')", "1")),
    text("recipient_keys", fillers!("entity.key", "1")),
    text("place", "place.name"),
    text("country", "place.country"),
    text("admin1", "place.admin1"),
    real("lat", "place.lat"),
    real("lon", "place.lon"),
    text("voice_kind", "event.voice_kind"),
    text("voice_source", "event.voice_name"),
    text("trigger", "event.trigger"),
    text("sentence", "event.words"),
];

const HAPPENING: &[Column] = &joined(
    [
        text("id", "happening.id"),
        text("story", "(SELECT id FROM story WHERE story.no = happening.story)"),
        text("date_start", "happening.day"),
        text("date_end", "happening.day_end"),
        text("status", "happening.status"),
        integer("reports", "happening.reports"),
        integer("articles", "happening.articles"),
        integer("independent_reports", "happening.independent"),
        integer("asserted", "happening.asserted"),
        integer("denied", "happening.denied"),
        text("disputed", "happening.disputed"),
        text("figures", "happening.figures"),
        real("confidence", "happening.confidence"),
    ],
    EVENT,
);

const REPORT: &[Column] = &joined(
    [
        text("article_id", "article.id"),
        text("event_id", "'e' || event.n"),
        text("happening", "happening.id"),
        text("outlet", "article.outlet"),
        text("published", "article.published"),
        text("url", "article.url"),
        text("date_start", "event.day"),
        text("date_end", "event.day_end"),
        text("status", "event.status"),
        real("factuality_voice", "event.factuality_voice"),
        real("factuality_author", "event.factuality_author"),
        text("counts", "event.counts"),
        real("confidence", "event.confidence"),
    ],
    EVENT,
);

/// One list behind the other; both are of fixed length because this is done when the program is compiled.
const fn joined(first: [Column; 13], then: [Column; 20]) -> [Column; 33] {
    let mut out = [text("", ""); 33];
    let mut i = 0;
    while i < 33 {
        out[i] = if i < 13 { first[i] } else { then[i - 13] };
        i += 1;
    }
    out
}

const STATEMENT: &[Column] = &[
    text("article_id", "article.id"),
    text("statement_id", "'s' || statement.n"),
    text("outlet", "article.outlet"),
    text("published", "article.published"),
    text("url", "article.url"),
    text("source", "statement.source_name"),
    text("source_kind", "statement.source_kind"),
    text("source_key", "(SELECT key FROM entity WHERE entity.no = statement.source)"),
    text("cue", "statement.cue"),
    text("lemma", "statement.lemma"),
    text("class", "statement.class"),
    integer("negated", "statement.negated"),
    text("quote", "statement.quote"),
    text("content", "statement.content"),
    text("parent", "'s' || statement.parent"),
    integer("start", "statement.start"),
    integer("end", "statement.end"),
];

const ARTICLE: &[Column] = &[
    text("id", "article.id"),
    text("outlet", "article.outlet"),
    text("published", "article.published"),
    text("title", "article.title"),
    text("url", "article.url"),
    text("authors", "article.authors"),
    text("language", "article.language"),
    integer("words", "article.words"),
    integer("named_statements", "article.named_statements"),
    integer("unnamed_statements", "article.unnamed_statements"),
    integer("unsourced_statements", "article.unsourced_statements"),
    text("story", "(SELECT a.id FROM article a WHERE a.no = sketch.story)"),
    text(
        "copy_of",
        "(SELECT a.id FROM article a WHERE a.no = sketch.original AND sketch.copy_of IS NOT NULL)",
    ),
    text("behind", "(SELECT o.behind FROM sketch o WHERE o.article = sketch.original)"),
];

const ACTOR: &[Column] = &[
    text("key", "entity.key"),
    text("name", "entity.name"),
    text("kind", "entity.kind"),
    text("country", "entity.country"),
    text(
        "code",
        "(SELECT code FROM entity_code WHERE entity_code.entity = entity.no ORDER BY n DESC, code LIMIT 1)",
    ),
    text("wikidata", "entity.wikidata"),
    integer("articles", "entity.n_articles"),
    integer("events", "entity.n_events"),
    integer("statements", "entity.n_statements"),
    text(
        "aliases",
        "(SELECT group_concat(x, ';') FROM (SELECT replace(alias.name, ';', ',') AS x FROM alias WHERE alias.entity = entity.no
          AND alias.name <> entity.name ORDER BY n_articles DESC, alias.name LIMIT 8))",
    ),
];

const PLACE: &[Column] = &[
    text("key", "place.key"),
    text("name", "place.name"),
    text("kind", "place.kind"),
    text("country", "place.country"),
    text("admin1", "place.admin1"),
    real("lat", "place.lat"),
    real("lon", "place.lon"),
    integer("geonames", "place.geonames"),
    integer("events", "(SELECT count(*) FROM event WHERE event.place = place.no)"),
];

const STORY: &[Column] = &[
    text("id", "story.id"),
    text("title", "story.title"),
    text("day", "nullif(story.day, '')"),
    text("day_end", "nullif(story.day_end, '')"),
    integer("articles", "story.articles"),
    integer("originals", "story.originals"),
    integer("independent_reports", "story.independent"),
    integer("happenings", "story.happenings"),
    integer("disputed", "story.disputed"),
];

impl Table {
    /// Whether its rows are happenings.
    pub(crate) fn is_happenings(self) -> bool {
        matches!(self, Table::Happenings | Table::Gdelt | Table::Plover)
    }

    /// All of our own.
    pub const ALL: [Table; 7] = [
        Table::Happenings,
        Table::Reports,
        Table::Statements,
        Table::Articles,
        Table::Actors,
        Table::Places,
        Table::Stories,
    ];

    /// Its columns, in order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Happenings => HAPPENING,
            Table::Reports => REPORT,
            Table::Statements => STATEMENT,
            Table::Articles => ARTICLE,
            Table::Actors => ACTOR,
            Table::Places => PLACE,
            Table::Stories => STORY,
            Table::Gdelt => GDELT,
            Table::Plover => PLOVER,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Table::Happenings => "events",
            Table::Reports => "reports",
            Table::Statements => "statements",
            Table::Articles => "articles",
            Table::Actors => "actors",
            Table::Places => "places",
            Table::Stories => "stories",
            Table::Gdelt => "gdelt2",
            Table::Plover => "plover",
        }
    }

    /// Where rows come from: what conditions are put to, and what only the columns need.
    pub(crate) fn from(self) -> (&'static str, &'static str) {
        match self {
            Table::Happenings | Table::Gdelt | Table::Plover => (
                "event JOIN article ON article.no = event.article JOIN happening ON happening.no = event.happening",
                "LEFT JOIN place ON place.no = happening.place",
            ),
            Table::Reports => (
                "event JOIN article ON article.no = event.article LEFT JOIN happening ON happening.no = event.happening",
                "LEFT JOIN place ON place.no = event.place",
            ),
            Table::Statements => ("statement JOIN article ON article.no = statement.article", ""),
            Table::Articles => ("article", "LEFT JOIN sketch ON sketch.article = article.no"),
            Table::Actors => ("entity", ""),
            Table::Places => ("place", ""),
            Table::Stories => ("story", ""),
        }
    }
}

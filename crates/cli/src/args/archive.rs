//! The command line of everything that has to do with the archive.

use super::{LexiconArgs, ModelArgs, ThreadArgs, date};
use clap::{Args, ValueEnum};
use hearsay_archive::Filter;
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Args)]
pub struct ArchiveArgs {
    /// The archive [default: ./hearsay.sqlite]
    #[arg(long, value_name = "FILE")]
    pub archive: Option<PathBuf>,
}

/// Read articles into the archive
///
/// Sources are files (.txt, .html, .json, .jsonl, .parquet with a column `text` or `record`, feeds as .rss, .atom or .xml, web
/// archives as .warc; packed with gzip or Zstandard or not), folders, patterns (news/2025-*/*.jsonl), web
/// addresses of articles and feeds, and `-` for articles on standard input. Articles of a feed are fetched from
/// the pages that it links to. Of a web archive, pages that are no articles or not English are left out and counted.
/// Records that `hearsay read` or a cluster has written are taken as they are.
///
/// An article that is in the archive already changes nothing. Adding can be stopped (Ctrl-C) and taken up again with
/// the same command: what was committed stays, and is not read a second time.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay add news/ day.jsonl.zst
  hearsay add --from addresses.txt --feed https://…/rss
  hearsay add --json 'dump/*.jsonl.gz'")]
pub struct Add {
    /// Files, folders, patterns, web addresses, or - for standard input
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<OsString>,
    /// Take the sources from a file, one a line, or from standard input (-)
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// A feed (RSS, Atom, JSON Feed); may be given more than once
    #[arg(long = "feed", value_name = "URL|FILE")]
    pub feeds: Vec<String>,
    /// Add the bundled example
    #[arg(long)]
    pub example: bool,
    /// Write progress to standard output, as JSON Lines
    #[arg(long)]
    pub json: bool,
    /// When articles that do not say so were published (2025-02-20, or RFC 3339)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<String>,
    /// Fetch from private, loopback and link-local addresses too
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub archive: ArchiveArgs,
    #[command(flatten)]
    pub lexicons: LexiconArgs,
    #[command(flatten)]
    pub model: ModelArgs,
    #[command(flatten)]
    pub threads: ThreadArgs,
}

/// Find events, statements, articles or actors in the archive
///
/// Every flag narrows it; a flag that takes several values takes any of them. Events are one row for what happened once, however often it is
/// reported; `reports` gives one row for each article that tells of it. Names are those of the actor index, its
/// aliases, or with `*` for anything. Exit status 1: nothing found.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay find events --actor Karvania --type ASSAULT --since 2025-03
  hearsay find statements --source 'Petra Holm' --words trawler
  hearsay find events --voice none --by week
  hearsay find reports --disputed --format csv > reports.csv")]
pub struct Find {
    /// What to find
    #[arg(value_enum)]
    pub what: What,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Count by this instead of listing
    #[arg(long, value_enum, value_name = "WHAT")]
    pub by: Option<ByWhat>,
    /// What comes first
    #[arg(
        long,
        value_enum,
        default_value = "newest",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub sort: SortBy,
    /// Rows at most [default: 40 on a terminal, all in a pipe]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Rows left out at the beginning
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, hide_short_help = true)]
    pub skip: usize,
    /// How it is written [default: table on a terminal, jsonl in a pipe]
    #[arg(long, short, value_enum)]
    pub format: Option<RowFormat>,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

#[derive(Args, Clone, Debug, Default)]
pub struct FilterArgs {
    /// Who does it, or whom an article speaks of
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// PLOVER code of who does it: 'MEX*', '* MIL'
    #[arg(long, value_name = "CODE", hide_short_help = true)]
    pub actor_code: Option<String>,
    /// To whom it is done
    #[arg(long, value_name = "NAME")]
    pub recipient: Option<String>,
    /// PLOVER code of to whom it is done
    #[arg(long, value_name = "CODE", hide_short_help = true)]
    pub recipient_code: Option<String>,
    /// Types of PLOVER: ASSAULT,COERCE
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Mode of PLOVER: arrest
    #[arg(long, value_name = "MODE", hide_short_help = true)]
    pub mode: Option<String>,
    /// Quad of PLOVER: V-Coop, M-Coop, V-Confl, M-Confl
    #[arg(long, value_name = "QUAD", hide_short_help = true)]
    pub quad: Option<String>,
    /// Context of PLOVER: migration
    #[arg(long, value_name = "CONTEXT", hide_short_help = true)]
    pub context: Option<String>,
    /// actual, future, hypothetical, negated
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<String>,
    /// Kind of voice: writer, named_person, …, none
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub voice: Vec<String>,
    /// Whose words they are
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// What the source does by saying it: say, deny, accuse …
    #[arg(long, value_name = "CLASS", hide_short_help = true)]
    pub class: Option<String>,
    /// Name of the place
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// Country of the place, or of an actor: MEX
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// A box: south,west,north,east in degrees
    #[arg(long, value_name = "BOX", value_parser = degrees, allow_hyphen_values = true, hide_short_help = true)]
    pub within: Option<[f64; 4]>,
    /// First day, month or year of the event (2025-03)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Last day, month or year of the event
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// First day of publication
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    pub published_since: Option<String>,
    /// Last day of publication
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    pub published_until: Option<String>,
    /// Words of the text; "in quotes" side by side
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
    /// Least number of independent reports
    #[arg(long, value_name = "N")]
    pub reports: Option<u32>,
    /// Least likelihood that it was read rightly, 0 to 1
    #[arg(long, value_name = "P", hide_short_help = true)]
    pub confidence: Option<f64>,
    /// Asserted by one voice and denied by another, or with figures that differ
    #[arg(long, hide_short_help = true)]
    pub disputed: bool,
    /// Outlet by its name
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub outlet: Option<String>,
    /// Story by its id
    #[arg(long, value_name = "ID", hide_short_help = true)]
    pub story: Option<String>,
}

impl From<FilterArgs> for Filter {
    fn from(args: FilterArgs) -> Filter {
        Filter {
            actor: args.actor,
            actor_code: args.actor_code,
            recipient: args.recipient,
            recipient_code: args.recipient_code,
            types: args.types,
            mode: args.mode,
            quad: args.quad,
            context: args.context,
            status: args.status,
            voice: args.voice,
            source: args.source,
            class: args.class,
            place: args.place,
            country: args.country,
            within: args.within,
            since: args.since,
            until: args.until,
            published_since: args.published_since,
            published_until: args.published_until,
            words: args.words,
            independent: args.reports,
            confidence: args.confidence,
            disputed: args.disputed,
            outlet: args.outlet,
            story: args.story,
            ..Filter::default()
        }
    }
}

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// What happened, once each
    Events,
    /// What happened, once for each article that tells of it
    Reports,
    /// Who says what
    Statements,
    /// What was read
    Articles,
    /// Who is spoken of
    Actors,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// For people
    Table,
    /// One row a line, with a header
    Csv,
    /// One object a line
    Jsonl,
    /// Apache Parquet
    Parquet,
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortBy {
    /// The latest day
    Newest,
    /// The earliest day
    Oldest,
    /// What most independent reports tell
    Most,
}

/// What is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)] // the words say it
pub enum ByWhat {
    Day,
    Week,
    Month,
    Year,
    Actor,
    Recipient,
    Type,
    Status,
    Country,
    Outlet,
    Voice,
}

fn degrees(given: &str) -> Result<[f64; 4], String> {
    let numbers: Vec<f64> = given.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    <[f64; 4]>::try_from(numbers)
        .ok()
        .filter(|[south, _, north, _]| south <= north)
        .ok_or_else(|| "want four numbers: south,west,north,east".to_string())
}

/// List the stories: articles of several outlets about one happening
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay stories
  hearsay stories --reports 3 --since 2025-03
  hearsay stories --disputed --format jsonl")]
pub struct Stories {
    /// First day, month or year (2025-03)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Words of its articles
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
    /// Least number of independent reports
    #[arg(long, value_name = "N")]
    pub reports: Option<u32>,
    /// With something in it that is disputed
    #[arg(long)]
    pub disputed: bool,
    /// What comes first
    #[arg(long, value_enum, default_value = "newest")]
    pub sort: SortBy,
    /// Rows at most [default: 40 on a terminal, all in a pipe]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// How it is written [default: table on a terminal, jsonl in a pipe]
    #[arg(long, short, value_enum)]
    pub format: Option<RowFormat>,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

/// Show one story: its articles, what happens in it, who reports it, what is disputed
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay story courier-1
  hearsay story courier-1 --format json")]
pub struct Story {
    /// Id of the story, or of any of its articles
    pub id: String,
    /// Write JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

/// Write tables out of the archive
///
/// Without a layout every table is written: events, reports, statements, articles, actors, places, stories, one file each in a
/// folder. `gdelt2` writes events in the 61 columns of GDELT 2.0, `plover` in those of POLECAT; both only what is
/// said to have happened, unless --status says otherwise. ARCHITECTURE.md lists what has no counterpart.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay export out/
  hearsay export --format csv --table events --since 2025 events.csv
  hearsay export --layout gdelt2 --format csv events.export.CSV")]
pub struct Export {
    /// A folder for all tables, or a file for one
    pub to: PathBuf,
    /// Which table [default: all]
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// Columns of other people's data
    #[arg(long, value_enum)]
    pub layout: Option<Layout>,
    /// How tables are written
    #[arg(long, short, value_enum, default_value = "parquet")]
    pub format: RowFormat,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

/// Columns of other people's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// GDELT 2.0 events; csv is parted by tabs and has no header, as there
    Gdelt2,
    /// PLOVER events as POLECAT has them; csv is parted by tabs
    Plover,
}

/// Look after the archive
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay archive stats
  hearsay archive check
  hearsay archive compact")]
pub struct Keep {
    /// What to do
    #[arg(value_enum)]
    pub what: KeepWhat,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

/// What can be done with an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeepWhat {
    /// What is in it
    Stats,
    /// Whether it is intact
    Check,
    /// Make it small and quick
    Compact,
}

/// Watch feeds, and add what is new
///
/// Asks each feed now and then whether it has changed, and reads the articles that it brings. It keeps to the robots.txt of
/// every site, waits between requests to one site, and asks a feed that fails less and less often. It can run for
/// weeks, and be stopped at any time (Ctrl-C).
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay watch https://…/rss https://…/feed.json
  hearsay watch feeds.opml --every 30
  hearsay watch feeds.txt --once")]
pub struct Watch {
    /// Addresses of feeds, or files that list them (OPML, or one a line)
    #[arg(value_name = "FEED|FILE", required = true)]
    pub feeds: Vec<String>,
    /// Minutes between two looks at one feed
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=10080))]
    pub every: u32,
    /// Seconds between two requests to one site, if it does not ask for more
    #[arg(long, value_name = "SECONDS", default_value_t = 3)]
    pub pause: u32,
    /// Look at every feed that is due once, and end
    #[arg(long)]
    pub once: bool,
    /// Fetch from private, loopback and link-local addresses too
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub archive: ArchiveArgs,
    #[command(flatten)]
    pub lexicons: LexiconArgs,
    #[command(flatten)]
    pub model: ModelArgs,
}

/// Run saved questions, and show what is new since the last time
///
/// A saved question is what would stand behind `hearsay find`, under a name in hearsay.toml:
///
///   [alerts]
///   strait = "events --place 'Strait of Orlo' --status actual"
///
/// Exit status 1: nothing new.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay alert
  hearsay alert strait --atom strait.xml")]
pub struct Alert {
    /// Names of saved questions [default: all]
    pub names: Vec<String>,
    /// Write an Atom feed of what is new
    #[arg(long, value_name = "FILE")]
    pub atom: Option<PathBuf>,
    /// Do not remember that it was shown
    #[arg(long)]
    pub peek: bool,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

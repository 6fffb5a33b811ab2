//! The command line: what can be asked for, and the help that goes with it.

mod archive;
mod web;

pub use archive::*;
pub use web::*;

use crate::show::{ParseFormat, ReadFormat};
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::PathBuf;

/// Reads news and keeps a record of who did what to whom, and who says so.
///
/// An article goes in; out comes a record of its events (who did what to whom, in PLOVER codes), its
/// statements (who says, thinks, wants what) and whose words the article is made of. Every event carries the
/// voice that vouches for it, and everything points to the exact words in the text.
///
/// Exit status: 0 all read, 1 nothing found, 2 an error, also when single inputs failed; the rest is done
/// first and the failures are listed on standard error.
///
/// Settings come from flags, else from HEARSAY_THREADS, HEARSAY_LEXICONS, HEARSAY_UNCODED,
/// HEARSAY_ALLOW_PRIVATE and HEARSAY_ARCHIVE, else from ./hearsay.toml, else from hearsay/config.toml in the
/// user's configuration folder (keys: threads, lexicons, model, uncoded, allow_private, archive, and the table alerts).
#[derive(Parser)]
#[command(
    name = "hearsay",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    before_help = "\
Examples:
  hearsay read --example              the bundled articles, taken apart
  hearsay read story.html             an article
  hearsay read https://… | jq .events
  hearsay read day.jsonl.gz > day.records.jsonl"
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    Read(Read),
    Parse(Parse),
    Explain(Explain),
    Check(Check),
    Add(Add),
    Find(Box<Find>),
    Stories(Stories),
    Story(Story),
    Export(Box<Export>),
    Archive(Keep),
    Watch(Watch),
    Alert(Alert),
    Serve(Serve),
    Mcp(Mcp),
    Completions(Completions),
    Man(Man),
}

/// Read articles: what happened, who says what, what nobody in particular says
///
/// Reads .txt, .html, .json, .jsonl (one article a line: `text`, and optionally `id`, `title`, `url`, `outlet`,
/// `authors`, `published`), any of them gzip'd, web addresses, and `-` for standard input. Without inputs it
/// reads standard input, unless that is a terminal.
///
/// Many articles are read at once, on all cores; the answers come in the order of the inputs, and are the same
/// whatever the number of threads.
///
/// On the page for people every event and statement ends with its place: "at 312" is what
/// `hearsay explain FILE:312` wants, which says why it is there.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay read --example
  hearsay read story.txt page.html
  hearsay read --format csv day.jsonl > events.csv
  hearsay read story.txt -o story.html
  curl -s https://… | hearsay read - --published 2025-02-20")]
pub struct Read {
    /// Files, web addresses, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub inputs: Vec<OsString>,
    /// Read the bundled example: four outlets on one invented happening
    #[arg(long, conflicts_with = "inputs")]
    pub example: bool,
    /// How records are written [default: text on a terminal, jsonl in a pipe]
    ///
    /// json is one article's record indented, or a list of records; jsonl is one record a line; csv is one event
    /// a row; html is one page that needs nothing else, for any browser (its articles are held in memory until the
    /// last one is read).
    #[arg(long, short, value_enum)]
    pub format: Option<ReadFormat>,
    /// Write here instead of standard output; the ending chooses the format unless one is given
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Also give events that no lexicon codes, with type null
    #[arg(long)]
    pub uncoded: bool,
    /// When articles that do not say so were published (2025-02-20, or RFC 3339)
    ///
    /// Relative dates in the text ("on Tuesday") are counted from it.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<String>,
    /// Fetch from private, loopback and link-local addresses too
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub lexicons: LexiconArgs,
    #[command(flatten)]
    pub model: ModelArgs,
    #[command(flatten)]
    pub threads: ThreadArgs,
}

/// Show the layer below: words, tags, dependency trees, names
///
/// Trees follow Universal Dependencies, tags also the Penn set, names OntoNotes. With jsonl one object is
/// written for each file (for .jsonl inputs: each article): `file` and `tokens`, each with `start`, `end` (in
/// characters of the text), `text`, `upos`, `xpos`, `lemma`, `head` (index of a token, its own for a root),
/// `deprel`, `name` (IOB) and `sent_start`.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay parse story.txt
  hearsay parse --format conllu story.txt > story.conllu")]
pub struct Parse {
    /// Files, web addresses, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub inputs: Vec<OsString>,
    /// How trees are written [default: text on a terminal, jsonl in a pipe]
    #[arg(long, short, value_enum)]
    pub format: Option<ParseFormat>,
    /// Fetch from private, loopback and link-local addresses too
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub model: ModelArgs,
    #[command(flatten)]
    pub threads: ThreadArgs,
}

/// Say why: the parse, the lexicon entries and the rules behind one place of a text
///
/// The place is counted in characters of the article's text, as the spans in a record are. For a .jsonl file
/// the line stands before it: FILE:LINE:OFFSET.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay explain story.txt:312
  hearsay explain day.jsonl:17:312
  hearsay explain story.txt --at \"growing speculation\"")]
pub struct Explain {
    /// A file (or web address, or -) with a place in it
    #[arg(value_name = "FILE:OFFSET")]
    pub place: String,
    /// The place by its words, instead of an offset
    #[arg(long, value_name = "WORDS")]
    pub at: Option<String>,
    #[command(flatten)]
    pub lexicons: LexiconArgs,
    #[command(flatten)]
    pub model: ModelArgs,
}

/// Run the examples of lexicon files
///
/// Each entry of a lexicon carries sentences that it must and must not match. Exit status 1: an example does
/// not hold, or there is none.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay check my-frames.toml")]
pub struct Check {
    /// Lexicon files
    #[arg(value_name = "LEXICON", required = true)]
    pub files: Vec<PathBuf>,
    /// Show the examples that hold too
    #[arg(long, short)]
    pub verbose: bool,
}

/// Print the completions of a shell
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay completions bash > ~/.local/share/bash-completion/completions/hearsay
  hearsay completions zsh > ~/.zfunc/_hearsay")]
pub struct Completions {
    /// For which shell
    pub shell: Shell,
}

/// Print the manual page, or write all of them into a folder
#[derive(Args)]
#[command(
    hide = true,
    before_help = "\
Examples:
  hearsay man | man -l -
  hearsay man ~/.local/share/man/man1"
)]
pub struct Man {
    /// Write hearsay.1, hearsay-read.1 … here
    pub folder: Option<PathBuf>,
}

#[derive(Args)]
pub struct LexiconArgs {
    /// Add or override lexicon entries; may be given more than once
    #[arg(long = "lexicon", value_name = "FILE")]
    pub lexicons: Vec<PathBuf>,
}

#[derive(Args)]
pub struct ModelArgs {
    /// Read with this model instead of the built-in one
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub model: Option<PathBuf>,
}

#[derive(Args)]
pub struct ThreadArgs {
    /// Articles read at the same time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

fn date(given: &str) -> Result<String, String> {
    hearsay_ingest::published(given).ok_or_else(|| "want a date (2025-02-20) or an RFC 3339 time".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn short_help_fits_a_screen_and_begins_with_examples() {
        let mut cli = Cli::command();
        cli.build();
        let names: Vec<String> = cli.get_subcommands().map(|c| c.get_name().to_string()).collect();
        for name in names {
            let command = cli.find_subcommand_mut(&name).unwrap();
            let help = command.render_help().to_string();
            assert!(help.starts_with("Examples:\n"), "{name}: {help}");
            assert!(help.lines().count() <= 36, "{name}: {} lines", help.lines().count());
        }
        assert!(Cli::command().render_help().to_string().starts_with("Examples:\n"));
    }
}

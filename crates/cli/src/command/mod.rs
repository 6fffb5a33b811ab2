//! The commands, one file each.

mod add;
mod alert;
mod archive;
mod check;
mod completions;
pub mod explain;
mod export;
mod find;
mod man;
mod mcp;
mod parse;
mod read;
mod serve;
mod stories;
mod story;
mod watch;

use crate::args::{Cli, Command};
use anyhow::Result;
use clap::Parser;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// There was nothing, or an example of a lexicon does not hold.
    Nothing = 1,
    /// Something failed; the rest was done.
    Error = 2,
    /// Somebody ended it before its time (Ctrl-C).
    Stopped = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Reads the command line and does what it says.
pub fn run() -> Result<Exit> {
    match Cli::parse().command {
        Command::Read(args) => read::run(args),
        Command::Parse(args) => parse::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Check(args) => check::run(args),
        Command::Add(args) => add::run(args),
        Command::Find(args) => find::run(*args),
        Command::Stories(args) => stories::run(args),
        Command::Story(args) => story::run(args),
        Command::Export(args) => export::run(*args),
        Command::Archive(args) => archive::run(args),
        Command::Watch(args) => watch::run(args),
        Command::Alert(args) => alert::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Mcp(args) => mcp::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}

/// Threads to read with: the flag, the settings, or the cores there are.
fn n_threads(flag: Option<u16>, setting: Option<u16>) -> usize {
    match flag.or(setting) {
        Some(n) => usize::from(n),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    }
}

/// Prints the long help of a command to standard output, where it was called in a way that asks for it.
fn help(name: &str) -> Result<Exit> {
    use clap::CommandFactory;
    let mut cli = Cli::command();
    cli.build();
    if let Some(command) = cli.find_subcommand_mut(name) {
        let _ = command.print_help();
    }
    Ok(Exit::Done)
}

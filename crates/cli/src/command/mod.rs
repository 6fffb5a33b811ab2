//! The commands, one file each.

mod check;
mod completions;
mod explain;
mod man;
mod parse;
mod read;

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

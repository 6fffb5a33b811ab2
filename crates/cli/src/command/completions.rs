//! `hearsay completions SHELL`.

use super::Exit;
use crate::args::{Cli, Completions};
use crate::output::Output;
use anyhow::Result;
use clap::CommandFactory;

/// Prints them.
pub fn run(args: Completions) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "hearsay", &mut script);
    let mut output = Output::open();
    output.write(&script)?;
    output.finish()?;
    Ok(Exit::Done)
}

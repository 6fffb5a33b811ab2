//! `hearsay man [FOLDER]`: manual pages from the same definitions as the help.

use super::Exit;
use crate::args::{Cli, Man};
use crate::output::Output;
use anyhow::{Context, Result};
use clap::CommandFactory;

/// Prints the main page, or writes one page a command.
pub fn run(args: Man) -> Result<Exit> {
    if let Some(folder) = args.folder {
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        clap_mangen::generate_to(Cli::command(), &folder).with_context(|| folder.display().to_string())?;
        return Ok(Exit::Done);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    let mut output = Output::open();
    output.write(&page)?;
    output.finish()?;
    Ok(Exit::Done)
}

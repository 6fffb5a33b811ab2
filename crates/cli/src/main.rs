//! The program: reads news and keeps a record of who did what to whom, and who says so.

mod archives;
mod args;
mod command;
mod config;
mod example;
mod hand;
mod inputs;
mod output;
mod pipeline;
mod reader;
mod report;
mod show;
mod sources;
mod tally;

use std::process::ExitCode;

fn main() -> ExitCode {
    match command::run() {
        Ok(code) => code.into(),
        Err(error) => {
            anstream::eprintln!("hearsay: {error:#}");
            command::Exit::Error.into()
        }
    }
}

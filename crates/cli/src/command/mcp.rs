//! `hearsay mcp`: tools for an agent on standard input and output.

use super::{Exit, serve};
use crate::args::Mcp;
use crate::config;
use anyhow::{Result, anyhow};
use std::sync::Arc;

/// Answers until the agent leaves.
pub fn run(args: Mcp) -> Result<Exit> {
    let settings = config::load()?;
    let shown = serve::shown(args.archive, args.example, &settings)?;
    let hand = serve::hand(&shown, &args.lexicons, &args.model, args.allow_private, &settings)?;
    let (path, name, _folder) = serve::opened(shown, &hand.reader)?;
    let settings =
        hearsay_web::Settings { name, base: String::new(), token: None, rate: None, local_only: false };
    hearsay_web::mcp_stdio(&path, Arc::new(hand), settings).map_err(|error| anyhow!("{error}"))?;
    Ok(Exit::Done)
}

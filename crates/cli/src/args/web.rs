//! The command line of what answers over a network or to an agent.

use super::{LexiconArgs, ModelArgs};
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Serve web pages, an HTTP API and tools for agents over an archive
///
/// Without an archive it is that of --archive elsewhere (HEARSAY_ARCHIVE, hearsay.toml), else ./hearsay.sqlite, else the
/// bundled example. Pages have the same content as JSON and CSV under the same address with .json and .csv; the OpenAPI
/// document is at /api/openapi.json, MCP at /mcp. A text can be pasted and is taken apart at once; it is not stored.
/// Nothing is written to the archive; others can add to it meanwhile.
///
/// Only programs on this machine reach it, unless --listen says otherwise; then a token is required (--token or
/// HEARSAY_TOKEN, else one is made and shown), and each address may ask 600 times a minute (--rate).
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay serve                       the bundled example
  hearsay serve news.sqlite
  HEARSAY_TOKEN=… hearsay serve news.sqlite --listen 0.0.0.0:8017")]
pub struct Serve {
    /// The archive
    #[arg(value_name = "ARCHIVE")]
    pub archive: Option<PathBuf>,
    /// Serve the bundled example
    #[arg(long, conflicts_with = "archive")]
    pub example: bool,
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8017")]
    pub listen: SocketAddr,
    /// What whoever asks must bring
    #[arg(long, value_name = "TOKEN", value_parser = token)]
    pub token: Option<String>,
    /// Requests a minute from one address; 0 for as many as it likes [default: 0 on this machine, else 600]
    #[arg(long, value_name = "N")]
    pub rate: Option<u32>,
    /// Fetch pasted addresses that are private, loopback or link-local too
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub lexicons: LexiconArgs,
    #[command(flatten)]
    pub model: ModelArgs,
}

/// Answer an agent: tools of the Model Context Protocol on standard input and output
///
/// Six tools, all read-only: extract, search, who_said, get_article, get_event, explain. Quotations are verbatim, with
/// their places in the article; text of articles is marked as untrusted. `hearsay serve` offers the same at /mcp.
#[derive(Args)]
#[command(before_help = "\
Examples:
  hearsay mcp                         over the bundled example
  hearsay mcp news.sqlite")]
pub struct Mcp {
    /// The archive
    #[arg(value_name = "ARCHIVE")]
    pub archive: Option<PathBuf>,
    /// Use the bundled example
    #[arg(long, conflicts_with = "archive")]
    pub example: bool,
    /// Fetch addresses that are private, loopback or link-local too
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub lexicons: LexiconArgs,
    #[command(flatten)]
    pub model: ModelArgs,
}

/// Tokens go into headers and cookies.
pub fn token(given: &str) -> Result<String, String> {
    const LEAST: usize = 12;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    match given.len() >= LEAST && given.chars().all(plain) {
        true => Ok(given.to_string()),
        false => Err(format!("want at least {LEAST} letters, digits, - _ . or ~")),
    }
}

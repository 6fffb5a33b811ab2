//! Pages, an HTTP API and tools for agents over an archive.
//!
//! Everything is read, nothing written. Pages are made on the server, work with scripts off, and have JSON and CSV at the same
//! address with an ending. What stands in an article is data: it is escaped in one place ([`escape`]) and, for agents, marked as
//! untrusted. How a pasted text becomes a record this crate does not know: whoever serves hands in a [`Reader`].

pub mod article;
mod asset;
mod cursor;
mod escape;
pub mod feed;
mod figure;
mod format;
mod frame;
mod guard;
mod links;
mod mcp;
mod openapi;
mod page;
mod pool;
mod problem;
mod query;
mod reader;
mod route;
mod row;
mod sentence;
mod serve;
mod settings;
mod site;
mod stream;
pub mod words;

pub use guard::entrance;
pub use mcp::stdio as mcp_stdio;
pub use openapi::document as openapi;
pub use reader::{Given, Reader, Refused};
pub use serve::serve;
pub use settings::{Settings, is_loopback, new_token};

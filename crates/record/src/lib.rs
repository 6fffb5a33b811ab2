//! The record of one article: who did what to whom, and who says so.
//!
//! This crate is the contract between the rooms of the program and with everybody who loads its output. It
//! holds data only: no logic beyond naming and numbering. A [`Record`] serialises to one JSON object with
//! the schema name [`SCHEMA`]; its fields and words are described in the README and in `record.schema.json`.

mod actor;
mod article;
mod codes;
mod event;
mod language;
mod line;
mod place;
mod span;
mod statement;

pub use actor::{Actor, ActorKind};
pub use article::{Article, Engine, Record, SCHEMA};
pub use codes::{EventType, Quad};
pub use event::{Argument, Count, Date, DateBasis, Event, Factuality, Status};
pub use language::{Language, LanguageKind};
pub use line::{to_indented, to_line};
pub use place::{Place, PlaceKind};
pub use span::{Diagnostic, Level, Span, SpanMap};
pub use statement::{Cue, CueClass, Profile, Quote, Shares, SingleSource, Source, SourceKind, Statement};

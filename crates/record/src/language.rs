//! How the writer puts it.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Words that colour the writer's own voice, outside everybody's statements. They are shown as they stand and judged
/// by nobody: a hedge may be honest, and a loaded word deserved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// The words.
    pub span: Span,
    /// What they do.
    pub kind: LanguageKind,
}

/// What coloured words do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LanguageKind {
    /// Takes some certainty back: "perhaps", "appears to".
    Hedge,
    /// Leans on somebody who is not there: "it is widely believed", "raised eyebrows".
    Weasel,
    /// Judges while it names: "regime", "cowardly", "slammed", "visionary".
    Loaded,
    /// Turns up the volume: "staggering", "utterly".
    Intensifier,
    /// Hides what is done: "collateral damage".
    Euphemism,
    /// Keeps a word at arm's length: quotation marks around it, or "so-called".
    ScareQuotes,
}

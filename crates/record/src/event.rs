//! What somebody does to somebody, when, and how firmly it is said to have happened.

use crate::{EventType, Span};
use serde::{Deserialize, Serialize};

/// Something an actor does to a recipient, coded in PLOVER 2.0 with the CAMEO code beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `e1`, `e2` … in the order of the text.
    pub id: String,
    /// Null for a predicate that no lexicon codes (only with `--uncoded`).
    #[serde(rename = "type")]
    pub kind: Option<EventType>,
    /// PLOVER mode: `arrest` under COERCE.
    pub mode: Option<String>,
    /// PLOVER contexts, sorted.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// The word or words that tell it.
    pub trigger: Span,
    /// Who does it.
    pub actors: Vec<Argument>,
    /// To whom.
    pub recipients: Vec<Argument>,
    /// Id of the place it is said to have happened in; not the nearest name.
    pub place: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// How its voice presents it.
    pub status: Status,
    /// How likely type, actors and recipients are all right, 0 to 1; null where that is not known, as of an uncoded
    /// predicate.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// How certain, by the voice and by the author.
    pub factuality: Factuality,
    /// Innermost statement that holds it; null = the writer says so.
    pub voice: Option<String>,
    /// Numbers that belong to it.
    #[serde(default)]
    pub counts: Vec<Count>,
    /// Index into the record's sentences.
    pub sentence: usize,
    /// The lexicon entry that coded it.
    pub frame: Option<String>,
}

impl Event {
    /// Of events that are as likely right as this nine in ten were, when readers judged them; the others are shown with
    /// their likelihood.
    pub const SURE: f64 = 0.85;

    /// Events less likely right than this are shown apart from the others.
    pub const DOUBTFUL: f64 = 0.6;

    /// How likely it is right, if that is not sure.
    pub fn unsure(&self) -> Option<f64> {
        self.confidence.filter(|&confidence| confidence < Event::SURE)
    }

    /// Whether it is nearly as likely wrong as right.
    pub fn is_doubtful(&self) -> bool {
        self.confidence.is_some_and(|confidence| confidence < Event::DOUBTFUL)
    }
}

/// One filler of an event's slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// Id of the actor.
    pub actor: String,
    /// The mention in this sentence that fills the slot.
    pub span: Span,
}

/// PLOVER's auxiliary modes, with `actual` for none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Said to have happened or to be happening.
    Actual,
    /// Said to be going to happen.
    Future,
    /// Possible, conditional, feared, planned, asked for.
    Hypothetical,
    /// Said not to have happened.
    Negated,
}

/// FactBank's scale, -3 certainly not … 0 uncommitted … 3 certainly (Saurí and Pustejovsky 2009).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factuality {
    /// By the innermost voice.
    pub voice: f64,
    /// By the author of the article.
    pub author: f64,
}

/// When an event is said to have happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// ISO 8601 date, month or year.
    pub start: String,
    /// Inclusive, same granularity.
    pub end: String,
    /// Where it is from.
    pub basis: DateBasis,
    /// The words that say so.
    pub span: Option<Span>,
}

/// Where a date is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// Words of the text, with the publication date behind a relative one.
    Text,
    /// The publication date alone.
    Published,
}

/// A number that belongs to an event: "at least 15 killed".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// `killed`, `wounded`, `arrested`, `displaced`, `people`, `money` …
    pub what: String,
    /// Lower bound.
    pub min: Option<f64>,
    /// Upper bound.
    pub max: Option<f64>,
    /// The words that say so.
    pub span: Span,
}

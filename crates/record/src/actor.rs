//! Who is spoken of.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Whoever a group of mentions refers to, within one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// `a1`, `a2` … in the order of first mention.
    pub id: String,
    /// The fullest name the lexicon or the text gives.
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 (also ATA HKG PSE KOS), or IGO UNO EUR NGO ISM IMG MNC; never guessed.
    pub country: Option<String>,
    /// PLOVER sectors: GOV, MIL, REB …
    pub sectors: Vec<String>,
    /// Country and sectors as one code: `MEX GOV`; null when both are unknown.
    pub code: Option<String>,
    /// Wikidata item, where the lexicon has it for certain.
    pub wikidata: Option<String>,
    /// In order of the text.
    pub mentions: Vec<Span>,
}

/// What sort of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Somebody with a name.
    Person,
    /// A ministry, party, company, court, alliance …
    Organization,
    /// A state or territory, also through its capital or palace.
    Country,
    /// Several people spoken of together: "protesters", "Mexicans".
    Group,
    /// Somebody without a name: "a senior official".
    Unnamed,
}

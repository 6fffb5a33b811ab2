//! Where things happen.

use crate::Span;
use serde::{Deserialize, Serialize};

/// A place named in the article, resolved to coordinates where that is possible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// `p1`, `p2` … in the order of first mention.
    pub id: String,
    /// As the gazetteer writes it, else as the text does.
    pub name: String,
    /// What sort of place.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// In order of the text.
    pub mentions: Vec<Span>,
}

/// What sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A city, town or village.
    City,
    /// A first-level region.
    Admin1,
    /// A state or territory.
    Country,
    /// A river, sea, mountain range, continent, building …
    Other,
}

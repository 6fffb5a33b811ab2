//! The bundled example: four invented outlets on one invented happening, and the lexicon of their world.

use hearsay_ingest::Input;

/// The articles, one a line.
pub const ARTICLES: &str = include_str!("../example/strait.jsonl");

/// The lexicon that knows the invented countries, as users write their own.
pub const LEXICON: &str = include_str!("../example/world.toml");

/// The articles as an input.
pub fn input() -> Input {
    Input::Bytes { name: "strait.jsonl".to_string(), bytes: ARTICLES.as_bytes() }
}

/// The lexicon under a name.
pub fn lexicon() -> (String, String) {
    ("world.toml".to_string(), LEXICON.to_string())
}

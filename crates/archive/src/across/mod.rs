//! What is known only across articles: copies, stories, merged events.

pub mod copies;
pub mod credit;
pub mod links;
pub mod merge;
pub mod settle;
pub mod sketch;
mod stopwords;
pub mod story;

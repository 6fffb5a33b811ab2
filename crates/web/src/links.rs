//! Addresses of pages.

use crate::article::anchor;
use crate::escape::{encode, encode_path};

/// The page of an article.
pub fn article(id: &str) -> String {
    format!("/article/{}", encode_path(id))
}

/// A part of an article (`s1`, `e2`) on its page.
pub fn part(article_id: &str, part: &str) -> String {
    format!("{}#{}", article(article_id), anchor(article_id, part))
}

/// The page of an event.
pub fn event(id: &str) -> String {
    format!("/event/{}", encode_path(id))
}

/// The page of a story.
pub fn story(id: &str) -> String {
    format!("/story/{}", encode_path(id))
}

/// The page of somebody who speaks or acts.
pub fn speaker(key: &str) -> String {
    format!("/speaker/{}", encode_path(key))
}

/// Events of a filter.
pub fn events(name: &str, value: &str) -> String {
    format!("/events?{name}={}", encode(value))
}

//! What stands around every page.

use crate::asset::{ICON, SCRIPT, STYLE};
use crate::format::Format;

/// Title, place in the navigation, and the other forms of the page.
pub struct Frame {
    /// Of the window.
    pub title: String,
    /// First segment of the address, for the navigation.
    pub here: &'static str,
    /// What the archive is called.
    pub archive: String,
    /// Name and address of the same content in other forms.
    pub twins: Vec<(&'static str, &'static str, String)>,
    /// What stands in the search box.
    pub sought: String,
}

impl Frame {
    /// A frame; `path` without ending and `query` with its question mark give the twins.
    pub fn new(title: impl Into<String>, here: &'static str, archive: &str) -> Frame {
        Frame {
            title: title.into(),
            here,
            archive: archive.to_string(),
            twins: Vec::new(),
            sought: String::new(),
        }
    }

    /// With links to the other forms.
    pub fn twins(mut self, path: &str, query: &str, formats: &[Format]) -> Frame {
        let path = if path == "/" { "/index" } else { path };
        let others = formats.iter().filter(|format| **format != Format::Html);
        self.twins = others
            .map(|format| (format.name(), format.media_type(), format!("{path}{}{query}", format.ending())))
            .collect();
        self
    }

    /// Places in the navigation: address, words.
    pub fn places(&self) -> [(&'static str, &'static str); 7] {
        [
            ("/stories", "Stories"),
            ("/events", "Events"),
            ("/statements", "Statements"),
            ("/actors", "Actors"),
            ("/matrix", "Who acts on whom"),
            ("/sources", "Sources"),
            ("/read", "Read a text"),
        ]
    }

    pub fn style(&self) -> &str {
        &STYLE.name
    }

    pub fn script(&self) -> &str {
        &SCRIPT.name
    }

    pub fn icon(&self) -> &str {
        &ICON.name
    }

    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

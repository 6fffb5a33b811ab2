//! How to read the pages, keys, and how programs ask.

use super::html;
use crate::escape::filters;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::route::{Ask, ROUTES, Route};
use askama::Template;
use hearsay_archive::Archive;

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    frame: Frame,
    routes: &'static [Route],
}

/// `/help`
pub fn page(ask: &Ask, _: &Archive) -> Result<Vec<u8>, Problem> {
    html(&Help { frame: ask.frame("Help", "help"), routes: ROUTES })
}

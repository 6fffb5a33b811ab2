//! `hearsay stories`: the stories of the archive, one a row.

use super::{Exit, find};
use crate::args::Stories;
use crate::{archives, config};
use anyhow::Result;
use hearsay_archive::{Filter, Page, Table};

/// Lists them.
pub fn run(args: Stories) -> Result<Exit> {
    let settings = config::load()?;
    let archive = archives::settled(&archives::path(&args.archive, &settings))?;
    let filter = Filter {
        since: args.since,
        until: args.until,
        words: args.words,
        independent: args.reports,
        disputed: args.disputed,
        ..Filter::default()
    };
    let page = Page { sort: find::sort(args.sort), skip: 0, limit: args.limit };
    find::list(&archive, Table::Stories, &filter, page, args.format)
}

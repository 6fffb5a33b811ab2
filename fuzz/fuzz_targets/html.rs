//! Any bytes as a web page give an article or an error, and an article has a text.
#![no_main]

use hearsay_ingest::{Options, Origin, html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &[u8]| {
    let origin = Origin { file: "fuzz.html".into(), line: None };
    if let Ok(read) = html(page.to_vec(), None, None, &origin, &Options::default()) {
        assert!(!read.article.text.trim().is_empty());
    }
});

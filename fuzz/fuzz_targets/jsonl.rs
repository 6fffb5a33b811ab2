//! Any bytes as JSON Lines give articles or errors, each with its line, and the text of an article without a
//! title is the text that stands in the line.
#![no_main]

use hearsay_ingest::{Options, Origin, json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for (i, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let origin = Origin { file: "fuzz.jsonl".into(), line: Some(i as u64 + 1) };
        let Ok(read) = json(line, &origin, &Options::default()) else { continue };
        assert_eq!(read.origin, origin);
        if read.article.title.is_none() && read.diagnostics.is_empty() {
            let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
            let value: serde_json::Value = serde_json::from_slice(line).expect("it was read as JSON");
            assert_eq!(value["text"], read.article.text.as_str());
        }
    }
});

//! What the parts of the program may know of each other, and that what it writes is what it promises.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Where crates are declared: the workspace, and the Python package, which is none of its members.
const MANIFESTS: &[&str] = &["Cargo.toml", "python/Cargo.toml"];

/// Which of our crates each of our crates may import. A crate that is not named here may import none.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("hearsay-record", &[]),
    ("hearsay-ingest", &["hearsay-record"]),
    ("hearsay-nlp", &[]),
    ("hearsay-extract", &["hearsay-record", "hearsay-nlp"]),
    ("hearsay-archive", &["hearsay-record"]),
    ("hearsay-web", &["hearsay-record", "hearsay-archive", "hearsay-extract"]),
    (
        "hearsay",
        &[
            "hearsay-record",
            "hearsay-ingest",
            "hearsay-nlp",
            "hearsay-extract",
            "hearsay-archive",
            "hearsay-web",
        ],
    ),
    ("hearsay-python", &["hearsay-record", "hearsay-ingest", "hearsay-extract", "hearsay-archive"]),
];

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

#[test]
fn crates_import_only_what_they_may() {
    let packages: Vec<Value> = MANIFESTS.iter().flat_map(|manifest| packages(manifest)).collect();
    let ours: BTreeSet<&str> = packages.iter().map(|p| p["name"].as_str().unwrap()).collect();
    for known in ["hearsay-nlp", "hearsay", "hearsay-python"] {
        assert!(ours.contains(known), "{ours:?}");
    }
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let may = MAY_IMPORT.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, may)| may);
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            // What only tests use is no part of the program.
            if ours.contains(on) && dependency["kind"] != "dev" {
                assert!(may.contains(&on), "{name} must not import {on}");
            }
        }
    }
}

/// The packages that a manifest, or the workspace of it, declares.
fn packages(manifest: &str) -> Vec<Value> {
    let done = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--no-deps", "--format-version", "1", "--manifest-path", manifest])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let metadata: Value = serde_json::from_slice(&done.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Checks one value against the committed schema of records.
fn validate(record: &Value) {
    let path = root().join("crates/record/record.schema.json");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    compiler.add_resource("file:///record.schema.json", schema).unwrap();
    let index = compiler.compile("file:///record.schema.json", &mut schemas).unwrap();
    if let Err(wrong) = schemas.validate(record, index) {
        panic!("{wrong:#}");
    }
}

#[test]
fn the_schema_accepts_the_sample_and_refuses_what_differs() {
    let sample: Value = serde_json::from_str(include_str!("data/record.json")).unwrap();
    validate(&sample);
    for (pointer, wrong) in [
        ("/schema", Value::from("hearsay.record/2")),
        ("/events/0/status", Value::from("possible")),
        ("/events/0/type", Value::from("FIGHT")),
        ("/events/0/actors", Value::from(Vec::<Value>::new())),
        ("/statements/0/source/kind", Value::from("anonymous")),
        ("/actors/0/id", Value::from("x1")),
        ("/profile/share/writer", Value::from(1.5)),
        ("/article", Value::Null),
    ] {
        let mut changed = sample.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong;
        let refused = std::panic::catch_unwind(|| validate(&changed)).is_err();
        assert!(refused, "{pointer}");
    }
}

#[test]
fn the_sample_is_what_the_types_write() {
    let sample: Value = serde_json::from_str(include_str!("data/record.json")).unwrap();
    let record: hearsay_record::Record = serde_json::from_value(sample.clone()).unwrap();
    assert_eq!(serde_json::to_value(record).unwrap(), sample);
}

#[test]
fn records_of_the_bundled_example_follow_the_schema_and_point_at_their_words() {
    let done = Command::new(env!("CARGO_BIN_EXE_hearsay"))
        .args(["read", "--example", "--uncoded", "--format", "jsonl"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let records: Vec<Value> = String::from_utf8(done.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(records.len(), 4);
    for record in &records {
        validate(record);
        let text: Vec<char> = record["article"]["text"].as_str().unwrap().chars().collect();
        spans(record, &mut |start, end, words| {
            assert_eq!(text[start..end].iter().collect::<String>(), words);
        });
    }
}

/// Calls `check` with every span in the value.
fn spans(value: &Value, check: &mut impl FnMut(usize, usize, &str)) {
    match value {
        Value::Object(map) => {
            let number = |key: &str| map.get(key).and_then(Value::as_u64).map(|n| n as usize);
            if let (Some(start), Some(end), Some(text)) =
                (number("start"), number("end"), map.get("text").and_then(Value::as_str))
            {
                check(start, end, text);
            }
            map.values().for_each(|inner| spans(inner, check));
        }
        Value::Array(list) => list.iter().for_each(|inner| spans(inner, check)),
        _ => {}
    }
}

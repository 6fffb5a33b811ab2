//! Reads all lexicons, stops the build with file and line where one is wrong, and packs them without their
//! examples into one blob that the library carries.

#[path = "src/lexicon/entry.rs"]
#[allow(dead_code)]
mod entry;
#[path = "src/lexicon/file.rs"]
#[allow(dead_code)]
mod file;
#[path = "src/lexicon/origin.rs"]
#[allow(dead_code)]
mod origin;
#[path = "src/lexicon/pattern.rs"]
#[allow(dead_code)]
mod pattern;

use std::path::{Path, PathBuf};

fn main() {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("lexicons");
    println!("cargo::rerun-if-changed=lexicons");
    println!("cargo::rerun-if-changed=src/lexicon");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    let mut all = entry::Entries::default();
    let mut origins = origin::Origins::default();
    let mut wrong = 0;
    for path in paths {
        let name = path.strip_prefix(&folder).unwrap().display().to_string().replace('\\', "/");
        let text = std::fs::read_to_string(&path).unwrap();
        let (entries, errors) = file::read(&name, &text);
        errors.iter().for_each(|error| println!("cargo::error={error}"));
        wrong += errors.len();
        origins.add(&name, &text, &all, &entries);
        all.add(entries);
    }
    if wrong > 0 {
        std::process::exit(1);
    }
    all.drop_examples();
    let out = Path::new(&std::env::var("OUT_DIR").unwrap()).join("lexicons.bin");
    std::fs::write(out, postcard::to_allocvec(&all).unwrap()).unwrap();
    let out = Path::new(&std::env::var("OUT_DIR").unwrap()).join("origins.bin");
    std::fs::write(out, postcard::to_allocvec(&origins).unwrap()).unwrap();
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = item.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
}

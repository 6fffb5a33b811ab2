//! What `add` is pointed at: files, folders, patterns and addresses, as a list of inputs.

use hearsay_ingest::{Input, is_readable};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What one word of the command line stands for.
#[derive(Debug, PartialEq)]
pub enum Source {
    /// Something to open.
    Input(Input),
    /// Nothing, and why.
    Failure(String),
}

/// All inputs in order; the files of a folder sorted by name, hidden ones and those of other formats left out.
pub fn sources(given: &[OsString]) -> Vec<Source> {
    let mut out = Vec::new();
    for name in given {
        match name.to_str() {
            Some(text) => named(text, &mut out),
            None => path(Path::new(name), &mut out),
        }
    }
    out
}

/// What `--feed` names.
pub fn feed(given: &str) -> Input {
    match Input::parse(given) {
        Input::Url(url) => Input::Feed(url),
        other => other,
    }
}

/// Whether an address looks like that of a feed. If it is none, it is read as a page all the same.
fn is_feed(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/').to_lowercase();
    let last = path.rsplit('/').next().unwrap_or("");
    matches!(last, "feed" | "feeds" | "rss" | "atom" | "feed.json")
        || [".rss", ".atom", ".rdf", ".xml"].iter().any(|end| last.ends_with(end))
}

fn named(text: &str, out: &mut Vec<Source>) {
    let input = Input::parse(text);
    let Input::File(file) = &input else {
        out.push(Source::Input(match input {
            Input::Url(url) if is_feed(&url) => Input::Feed(url),
            other => other,
        }));
        return;
    };
    let is_pattern = text.contains(['*', '?', '[']) && !file.exists();
    if !is_pattern {
        return path(file, out);
    }
    let found = match glob::glob(text) {
        Ok(found) => found,
        Err(error) => return out.push(Source::Failure(format!("{text}: is no pattern: {error}"))),
    };
    let before = out.len();
    for entry in found {
        match entry {
            Ok(file) => path(&file, out),
            Err(error) => out.push(Source::Failure(error.to_string())),
        }
    }
    if out.len() == before {
        out.push(Source::Failure(format!("{text}: no file has such a name")));
    }
}

fn path(path: &Path, out: &mut Vec<Source>) {
    if !path.is_dir() {
        return out.push(Source::Input(Input::File(path.to_path_buf())));
    }
    let before = out.len();
    folder(path, out);
    if out.len() == before {
        out.push(Source::Failure(format!("{}: the folder holds no file that can be read", path.display())));
    }
}

/// Links to folders are not followed: they may lead round in a circle.
fn folder(folder: &Path, out: &mut Vec<Source>) {
    let mut entries: Vec<(PathBuf, bool)> = match std::fs::read_dir(folder) {
        Err(error) => return out.push(Source::Failure(format!("{}: {error}", folder.display()))),
        Ok(entries) => entries
            .filter_map(|entry| entry.ok())
            .filter_map(|entry| Some((entry.path(), entry.file_type().ok()?.is_dir())))
            .collect(),
    };
    entries.sort();
    for (entry, is_folder) in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match is_folder {
            _ if hidden => {}
            true => self::folder(&entry, out),
            false if is_readable(&entry) && entry.is_file() => out.push(Source::Input(Input::File(entry))),
            false => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_patterns_are_sorted_files() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("b/c")).unwrap();
        for name in ["b/c/2.txt", "b/1.jsonl.zst", "b/3.html", "b/.hidden.txt", "b/picture.png", "a.txt"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let files = |given: &Path| -> Vec<String> {
            let short = |source: Source| match source {
                Source::Input(input) => input.name().replace(&folder.path().display().to_string(), ""),
                Source::Failure(what) => what,
            };
            sources(&[given.as_os_str().to_os_string()]).into_iter().map(short).collect()
        };
        assert_eq!(files(&at("b")), ["/b/1.jsonl.zst", "/b/3.html", "/b/c/2.txt"]);
        assert_eq!(files(&at("*.txt")), ["/a.txt"]);
        assert_eq!(files(&at("a.txt")), ["/a.txt"]);
        assert!(files(&at("*.nothing"))[0].ends_with("no file has such a name"));
        assert_eq!(sources(&["https://a.example/x?y=*".into()]).len(), 1);
        assert!(is_feed("https://a.example/news/rss/?x=1") && is_feed("https://a.example/world.xml"));
        assert!(!is_feed("https://a.example/feeding-the-north"));
    }
}

//! Every example of every entry of every built-in lexicon, run through the whole engine.
//!
//! Examples that are read wrongly today stand in `known_wrong.txt` beside this file, and are asserted as they are: an
//! example that joins them fails the test, and so does one that has become right and still stands there. After a
//! change that is meant, `HEARSAY_BLESS=1 cargo test -p hearsay-extract --test lexicons` writes the list anew.

use hearsay_extract::{Extractor, example};
use hearsay_nlp::Engine;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
}

#[test]
fn every_example_holds_except_the_known_ones() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lexicons = root.join("lexicons");
    let mut paths = Vec::new();
    files(&lexicons, &mut paths);
    assert!(paths.len() > 20, "the lexicons are there: {}", paths.len());

    let extractor = Extractor::new(Engine::embedded().expect("the model is sound"));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let chunks: Vec<Vec<&PathBuf>> =
        (0..threads).map(|k| paths.iter().skip(k).step_by(threads).collect()).collect();
    let run = |chunk: Vec<&PathBuf>| -> (usize, BTreeSet<String>) {
        let (mut n_examples, mut wrong) = (0, BTreeSet::new());
        for path in chunk {
            let name = path.strip_prefix(&lexicons).expect("below the lexicons").display().to_string();
            let text = std::fs::read_to_string(path).expect("a readable file");
            let outcomes =
                example::check(&extractor, &name, &text).unwrap_or_else(|errors| panic!("{errors:?}"));
            n_examples += outcomes.len();
            let failed = outcomes.into_iter().filter(|outcome| !outcome.passed);
            wrong.extend(failed.map(|outcome| format!("{name}\t{}\t{}", outcome.entry, outcome.sentence)));
        }
        (n_examples, wrong)
    };
    let results: Vec<(usize, BTreeSet<String>)> = std::thread::scope(|scope| {
        let running: Vec<_> = chunks.into_iter().map(|chunk| scope.spawn(move || run(chunk))).collect();
        running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let n_examples: usize = results.iter().map(|(n, _)| n).sum();
    let wrong: BTreeSet<String> = results.into_iter().flat_map(|(_, wrong)| wrong).collect();

    let list = root.join("tests/known_wrong.txt");
    if std::env::var_os("HEARSAY_BLESS").is_some() {
        std::fs::write(&list, wrong.iter().map(|line| format!("{line}\n")).collect::<String>())
            .expect("written");
    }
    let known: BTreeSet<String> =
        std::fs::read_to_string(&list).unwrap_or_default().lines().map(String::from).collect();
    let new: Vec<&String> = wrong.difference(&known).collect();
    let mended: Vec<&String> = known.difference(&wrong).collect();
    println!("{n_examples} examples, {} known to be wrong", known.len());
    assert!(new.is_empty(), "{} examples are read wrongly that were not before:\n{new:#?}", new.len());
    assert!(
        mended.is_empty(),
        "{} examples are right now; take them off the list:\n{mended:#?}",
        mended.len()
    );
    assert!(wrong.len() * 12 < n_examples, "too many are wrong: {} of {n_examples}", wrong.len());
}

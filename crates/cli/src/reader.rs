//! The engine and the lexicons, ready to read: the one place of the program that knows how they are put
//! together.

use anyhow::{Context, Result, bail};
use hearsay_extract::{Explanation, Extractor, LexiconError, Lexicons, Options, example};
use hearsay_ingest::Ingested;
use hearsay_nlp::{Document, Engine, Scratch};
use hearsay_record::{Article, Record};
use std::path::{Path, PathBuf};

/// Reads articles; shared by all threads.
pub struct Reader {
    extractor: Extractor,
}

impl Reader {
    /// The engine of a model file, or the built-in one, and the lexicons, with the user's `(name, content)` on top.
    pub fn open(model: Option<&Path>, lexicons: &[(String, String)]) -> Result<Reader> {
        let engine = match model {
            None => Engine::embedded().context("the built-in model cannot be used")?,
            Some(file) => {
                let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
                let engine = Engine::from_bytes(bytes).with_context(|| file.display().to_string())?;
                // Read once and used until the program ends, as the built-in one is.
                Box::leak(Box::new(engine))
            }
        };
        let extractor = match lexicons {
            [] => Extractor::new(engine),
            files => match Lexicons::with_files(files) {
                Ok(lexicons) => Extractor::with_lexicons(engine, lexicons),
                Err(wrong) => bail!("{}", lines(&wrong)),
            },
        };
        Ok(Reader { extractor })
    }

    /// One article's record. What ingest had to say about the article comes first in its diagnostics.
    pub fn record(&self, scratch: &mut Scratch, read: Ingested, uncoded: bool) -> Record {
        let mut record = self.extractor.read_with(scratch, &read.article, Options { uncoded });
        record.diagnostics.splice(0..0, read.diagnostics);
        record
    }

    /// Why: the reasons behind whatever covers the byte `at` of the article's text.
    pub fn explain(&self, article: &Article, at: usize) -> Explanation {
        self.extractor.explain(article, at)
    }

    /// The layer below: words, tags, trees, names.
    pub fn document(&self, scratch: &mut Scratch, text: &str) -> Document {
        self.extractor.parse_with(scratch, text)
    }

    /// Runs the examples of a lexicon file that this reader was opened with.
    pub fn check(&self, file: &str, text: &str) -> Result<Vec<example::Outcome>> {
        example::check(&self.extractor, file, text).map_err(|wrong| anyhow::anyhow!("{}", lines(&wrong)))
    }
}

/// Names and contents of lexicon files.
pub fn lexicon_files(paths: &[PathBuf]) -> Result<Vec<(String, String)>> {
    let read = |path: &PathBuf| {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
        Ok((name, text))
    };
    paths.iter().map(read).collect()
}

fn lines(wrong: &[LexiconError]) -> String {
    wrong.iter().map(LexiconError::to_string).collect::<Vec<_>>().join("\n")
}

//! Finds words and phrases of the lexicons in running text.

use hearsay_nlp::Document;
use rustc_hash::FxHashMap;

/// Phrases with what they stand for. Words are compared in lower case, as written or in dictionary form.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// By first word; the rest of the words, longest first.
    by_first: FxHashMap<Box<str>, Vec<(Rest, T)>>,
}

/// The words of a phrase behind its first.
type Rest = Vec<Box<str>>;

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: FxHashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds a phrase. Blanks, hyphens and the clitics `'s` and `n't` separate words, as in the engine's tokens.
    pub fn add(&mut self, phrase: &str, value: T) {
        let mut words = Vec::new();
        for word in phrase.to_lowercase().replace('’', "'").split_whitespace() {
            split_word(word, &mut words);
        }
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        let rest = self.by_first.entry(first).or_default();
        let at = rest.partition_point(|(other, _)| other.len() >= words.len());
        rest.insert(at, (words, value));
    }

    /// The longest phrase that begins at token `i`: how many tokens it has and what it stands for.
    pub fn at(&self, document: &Document, i: usize) -> Option<(usize, T)> {
        self.all_at(document, i).next()
    }

    /// All phrases that begin at token `i`, longest first.
    pub fn all_at<'s>(&'s self, document: &'s Document, i: usize) -> impl Iterator<Item = (usize, T)> + 's {
        let end = document.sentences[document.tokens[i].sentence].end;
        let token = &document.tokens[i];
        let written = document.text_of(token);
        // Most words are lower case already; only then is nothing allocated.
        let by_form = match written.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            true => self.by_first.get(written.to_lowercase().as_str()),
            false => self.by_first.get(written),
        };
        let by_lemma = if *token.lemma != *written { self.by_first.get(&*token.lemma) } else { None };
        by_form.into_iter().chain(by_lemma).flatten().filter_map(move |(rest, value)| {
            let fits =
                i + rest.len() < end && rest.iter().zip(i + 1..).all(|(word, k)| same(document, k, word));
            fits.then_some((rest.len() + 1, *value))
        })
    }
}

/// True if token `k`, as written or in dictionary form, is this lower-case word.
fn same(document: &Document, k: usize, word: &str) -> bool {
    let token = &document.tokens[k];
    *token.lemma == *word || document.text_of(token).replace('’', "'").to_lowercase() == word
}

fn split_word(word: &str, words: &mut Vec<Box<str>>) {
    for (clitic, keep) in [("n't", 2), ("'s", 1), ("'re", 1), ("'ve", 1)] {
        if let Some(stem) = word.strip_suffix(clitic).filter(|stem| stem.len() >= keep) {
            split_word(stem, words);
            words.push(clitic.into());
            return;
        }
    }
    let mut rest = word;
    while let Some(at) = rest.find('-').filter(|&at| at > 0 && at + 1 < rest.len()) {
        words.push(rest[..at].into());
        words.push("-".into());
        rest = &rest[at + 1..];
    }
    words.push(rest.into());
}

//! The layer below records: words, tags, trees, names.

use hearsay_extract::nlp;
use hearsay_record::SpanMap;
use pyo3::prelude::*;

/// See [`nlp::Document`]; offsets are code points here.
#[pyclass(frozen, module = "hearsay._hearsay")]
pub struct Document {
    inner: nlp::Document,
}

impl From<nlp::Document> for Document {
    fn from(inner: nlp::Document) -> Document {
        Document { inner }
    }
}

/// start, end, text, upos, xpos, lemma, head, deprel, name, sent_start: as `hearsay parse` writes them.
type Token = (usize, usize, String, &'static str, &'static str, String, usize, &'static str, String, bool);

#[pymethods]
impl Document {
    #[getter]
    fn text(&self) -> &str {
        &self.inner.text
    }

    fn tokens(&self) -> Vec<Token> {
        let document = &self.inner;
        let map = SpanMap::new(&document.text);
        let mut names = document.name_tags();
        let token = |(i, token): (usize, &nlp::Token)| {
            (
                map.point(token.start),
                map.point(token.end),
                document.word(i).to_string(),
                token.upos.as_str(),
                token.xpos.as_str(),
                token.lemma.to_string(),
                token.head,
                token.deprel.as_str(),
                std::mem::take(&mut names[i]),
                document.sentences[token.sentence].start == i,
            )
        };
        document.tokens.iter().enumerate().map(token).collect()
    }
}

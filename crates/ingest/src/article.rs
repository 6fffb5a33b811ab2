//! The last step of every way in: text and what is known about it, to an article.

use crate::limits::TEXT_BYTES_MAX;
use crate::{Origin, Reason, content_id, language, published};
use hearsay_record::{Article, Diagnostic, Level};

/// An article that was read, and what to know about how.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingested {
    /// The article.
    pub article: Article,
    /// Belongs into its record: charset, language, what was cut off or could not be used.
    pub diagnostics: Vec<Diagnostic>,
    /// File and line.
    pub origin: Origin,
}

/// What the caller decides about all articles.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Publication time of articles that bring none.
    pub published: Option<String>,
    /// Fetch from private, loopback and link-local addresses too.
    pub allow_private: bool,
}

/// What a format found, before it is an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Without one the article gets one from its content.
    pub id: Option<String>,
    /// Where it was read.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its writers.
    pub authors: Vec<String>,
    /// When it was published, in any form that [`published`] knows.
    pub published: Option<String>,
    /// The text without its headline.
    pub body: String,
    /// What to know about how it was read.
    pub warnings: Vec<String>,
}

/// Puts the parts together. Without a title the text is the body, unchanged; with one it is title, blank
/// line, body.
pub fn assemble(parts: Parts, options: &Options, origin: &Origin) -> Result<Ingested, Reason> {
    let Parts { id, url, outlet, title, authors, published: given, mut body, mut warnings } = parts;
    if !body.chars().any(|c| c.is_alphanumeric()) {
        return Err(Reason::EmptyText);
    }
    if body.len() > TEXT_BYTES_MAX {
        warnings.push(format!(
            "the text is {:.1} MB long; only its first {} MB are kept",
            body.len() as f64 / (1 << 20) as f64,
            TEXT_BYTES_MAX >> 20
        ));
        body.truncate(cut(&body));
    }
    let title = title.filter(|title| !title.trim().is_empty());
    let text = match &title {
        Some(title) => format!("{title}\n\n{body}"),
        None => body,
    };
    let time = given.as_deref().and_then(published);
    if let (Some(given), None) = (&given, &time) {
        warnings.push(format!("{given:?} is no publication date (2025-02-20, or RFC 3339); it is left out"));
    }
    let language = language::detect(&text);
    if let Some(name) = language.foreign {
        warnings.push(format!("the text is not English (it looks like {name}); hearsay reads English only"));
    }
    let present = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    let article = Article {
        id: present(id).unwrap_or_else(|| content_id(url.as_deref(), title.as_deref(), &text)),
        url: present(url),
        outlet: present(outlet),
        title,
        authors,
        published: time.or_else(|| options.published.clone()),
        language: language.code.to_string(),
        text,
    };
    let diagnostics = warnings
        .into_iter()
        .map(|message| Diagnostic { level: Level::Warning, message, span: None })
        .collect();
    Ok(Ingested { article, diagnostics, origin: origin.clone() })
}

/// Where to cut a text that is too long: behind the last white space that fits, if one is near.
fn cut(body: &str) -> usize {
    const NEAR: usize = 1000;
    let boundary = |at: usize| (0..=at).rev().find(|&at| body.is_char_boundary(at)).unwrap_or(0);
    let end = boundary(TEXT_BYTES_MAX);
    let near = boundary(end - NEAR);
    body[near..end].rfind(char::is_whitespace).map_or(end, |at| near + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(parts: Parts) -> Result<Ingested, Reason> {
        assemble(parts, &Options::default(), &Origin { file: "a.txt".into(), line: None })
    }

    #[test]
    fn a_title_stands_before_the_text() {
        let body = "The port was closed.\r\n".to_string();
        let parts = || Parts { body: body.clone(), ..Parts::default() };
        assert_eq!(article(parts()).unwrap().article.text, body);
        let titled = article(Parts { title: Some("Port closed".into()), ..parts() }).unwrap().article;
        assert_eq!(titled.text, "Port closed\n\nThe port was closed.\r\n");
        let blank = article(Parts { title: Some("  ".into()), ..parts() }).unwrap().article;
        assert_eq!((blank.title, blank.text), (None, body.clone()));
    }

    #[test]
    fn a_text_without_words_is_an_error() {
        for body in ["", " \n\t", "\u{FEFF}", "— …"] {
            assert!(matches!(
                article(Parts { body: body.into(), ..Parts::default() }),
                Err(Reason::EmptyText)
            ));
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_between_words() {
        let got = article(Parts { body: "the port é ".repeat(2_000_000), ..Parts::default() }).unwrap();
        assert!(got.article.text.len() <= TEXT_BYTES_MAX);
        assert!(["the", "port", "é"].iter().any(|word| got.article.text.ends_with(word)));
        assert!(
            got.diagnostics[0].message.contains("only its first 16 MB are kept"),
            "{:?}",
            got.diagnostics
        );
        let word = article(Parts { body: "é".repeat(9_000_000), ..Parts::default() }).unwrap();
        assert_eq!(word.article.text.len(), TEXT_BYTES_MAX);
    }

    #[test]
    fn a_date_that_is_none_is_left_out_with_a_word() {
        let parts =
            Parts { body: "The port was closed.".into(), published: Some("soon".into()), ..Parts::default() };
        let got = article(parts).unwrap();
        assert_eq!(got.article.published, None);
        assert!(got.diagnostics[0].message.starts_with("\"soon\" is no publication date"));
    }
}

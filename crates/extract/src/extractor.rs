//! The front door: an article in, a record out.

use crate::actor::{self, Actors};
use crate::event::{self, Event};
use crate::frame;
use crate::language;
use crate::lexicon::Lexicons;
use crate::mend;
use crate::mention;
use crate::nouns;
use crate::place::{self, Places};
use crate::profile;
use crate::record;
use crate::source::{self, Source};
use crate::statement::{self, Statements};
use crate::time::{self, When};
use crate::tree::Tree;
use crate::unmentioned;
use hearsay_nlp::{Document, Engine, Scratch};
use hearsay_record::{Article, LanguageKind, Record};
use std::borrow::Cow;
use std::ops::Range;

/// The engine with the lexicons, ready to read. It holds no state: many threads can use one at the same time.
pub struct Extractor {
    engine: &'static Engine,
    lexicons: Cow<'static, Lexicons>,
}

/// What a record should hold beyond the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also events with `type: null`, for every predicate that the lexicons do not code.
    pub uncoded: bool,
}

/// Everything that is known about one article, before it is written as a record. Spans are tokens and bytes.
pub(crate) struct Analysis {
    pub document: Document,
    pub tree: Tree,
    pub actors: Actors,
    pub places: Places,
    /// In the order of the text.
    pub times: Vec<When>,
    pub statements: Statements,
    /// Of the statements, in their order.
    pub sources: Vec<Source>,
    /// In the order of their triggers.
    pub events: Vec<Event>,
}

impl Extractor {
    /// An extractor with the built-in lexicons.
    pub fn new(engine: &'static Engine) -> Extractor {
        Extractor { engine, lexicons: Cow::Borrowed(Lexicons::embedded()) }
    }

    /// An extractor with lexicons of the user on top of the built-in ones; see [`Lexicons::with_files`].
    pub fn with_lexicons(engine: &'static Engine, lexicons: Lexicons) -> Extractor {
        Extractor { engine, lexicons: Cow::Owned(lexicons) }
    }

    /// Reads an article. Every article gives a record; what could not be read is said in its diagnostics.
    pub fn read(&self, article: &Article, options: Options) -> Record {
        self.read_with(&mut Scratch::default(), article, options)
    }

    /// Like [`Extractor::read`], with working memory that is kept from one article to the next.
    pub fn read_with(&self, scratch: &mut Scratch, article: &Article, options: Options) -> Record {
        let analysis = self.analyse(scratch, article, options);
        record::record(article, &analysis, &self.lexicons, &self.engine.model())
    }

    /// The name of the model it reads with.
    pub(crate) fn model(&self) -> String {
        self.engine.model().to_string()
    }

    /// The lexicons it reads with.
    pub(crate) fn lexicons(&self) -> &Lexicons {
        &self.lexicons
    }

    /// The document layer alone.
    pub fn parse_with(&self, scratch: &mut Scratch, text: &str) -> Document {
        self.engine.read_with(scratch, text)
    }

    pub(crate) fn analyse(&self, scratch: &mut Scratch, article: &Article, options: Options) -> Analysis {
        let lexicons = &*self.lexicons;
        let mut document = self.engine.read_with(scratch, &article.text);
        nouns::mend(&mut document);
        mend::mend(&mut document);
        let tree = Tree::new(&document);
        let mentions = mention::mentions(&document, &lexicons.entries, &lexicons.known);
        let places = place::places(&document, lexicons, &mentions, article.outlet.as_deref());
        let mut actors =
            actor::actors(&document, lexicons, mentions, article.published.as_deref(), &|tokens| {
                places.country_of(tokens)
            });
        let times = time::times(&document, article.published.as_deref().and_then(time::published));
        let statements = statement::statements(&document, &tree, lexicons);
        let mut sources: Vec<Source> = statements
            .list
            .iter()
            .map(|statement| source::resolve(&document, lexicons, &actors, statement.source.clone()))
            .collect();
        source::bind_speakers(&mut actors, &statements, &sources);
        source::resolve_speakers(&document, lexicons, &actors, &statements, &mut sources);
        let name_of = event::name_of(&document);
        let context = frame::Context {
            document: &document,
            tree: &tree,
            lexicons,
            actors: &actors,
            name_of: &name_of,
            voices: None,
            trace: None,
        };
        let voices = event::voices(&actors, &statements, &sources);
        let mut events = event::events(context, &statements, &voices, options);
        unmentioned::adopt(&document, &tree, &mut actors, &mut events);
        Analysis { document, tree, actors, places, times, statements, sources, events }
    }
}

impl Analysis {
    /// `actor_id` names an actor, by its index, as the record does.
    pub(crate) fn profile(&self, actor_id: impl Fn(usize) -> Option<String>) -> hearsay_record::Profile {
        profile::profile(&self.document, &self.statements, &self.sources, actor_id)
    }

    pub(crate) fn language(&self, lexicons: &Lexicons) -> Vec<(Range<usize>, LanguageKind)> {
        language::language(&self.document, &self.tree, lexicons, &self.statements)
    }
}

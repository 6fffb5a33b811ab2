//! Who vouches for a statement: what sort of source, and who it is.

use crate::actor::Actors;
use crate::lexicon::Lexicons;
use crate::mention::{GrammaticalPerson, MentionKind};
use crate::phrase;
use crate::statement::Statements;
use hearsay_nlp::{Document, NameType, Upos, Xpos};
use hearsay_record::{ActorKind, SourceKind};
use std::ops::Range;

/// A source resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Index of the actor.
    pub actor: Option<usize>,
    /// The name it resolves to.
    pub name: Option<String>,
    /// What sort of source.
    pub kind: SourceKind,
}

/// The kind that a noun stands for: two words first ("court filing"), then its head.
fn kind(document: &Document, lexicons: &Lexicons, head: usize) -> Option<SourceKind> {
    let ends_here = |at: usize| {
        let (n_tokens, k) = lexicons.source_nouns.at(document, at)?;
        (at + n_tokens == head + 1).then(|| lexicons.entries.source[k as usize].kind)
    };
    head.checked_sub(1).and_then(ends_here).or_else(|| ends_here(head))
}

/// True if the phrase headed by this token is a document rather than somebody.
pub fn is_document(document: &Document, lexicons: &Lexicons, head: usize) -> bool {
    kind(document, lexicons, head) == Some(SourceKind::Document)
}

/// Resolves the source of a statement.
pub fn resolve(
    document: &Document,
    lexicons: &Lexicons,
    actors: &Actors,
    span: Option<Range<usize>>,
) -> Source {
    let Some(span) = span else {
        return Source { actor: None, name: None, kind: SourceKind::None };
    };
    let head = phrase::head_of(document, span.clone());
    let actor = actor_of(actors, span.clone(), head);
    let entity = actor.map(|a| &actors.list[a]);
    let noun = kind(document, lexicons, head);
    let plural = matches!(document.tokens[head].xpos, Xpos::Nns | Xpos::Nnps);
    let common = matches!(document.tokens[head].upos, Upos::Noun | Upos::Adj | Upos::Det | Upos::Num);
    let kind = match (entity.map(|entity| entity.kind), noun) {
        (_, Some(SourceKind::Document)) if common => SourceKind::Document,
        (Some(ActorKind::Person), _) => SourceKind::NamedPerson,
        (Some(ActorKind::Organization | ActorKind::Country), _) => SourceKind::NamedOrganization,
        (Some(ActorKind::Group), _) => SourceKind::UnnamedGroup,
        (Some(ActorKind::Unnamed), None) if !plural => SourceKind::UnnamedPerson,
        // A noun for one person stands for several in the plural; a collective noun always does.
        (_, Some(SourceKind::UnnamedPerson)) if plural => SourceKind::UnnamedGroup,
        (_, Some(kind)) => kind,
        (Some(ActorKind::Unnamed), None) => SourceKind::UnnamedGroup,
        (None, None) => by_words(document, span.clone(), head),
    };
    let name = match entity {
        Some(entity) if kind != SourceKind::Document => entity.name.clone(),
        _ => document.slice(span).to_string(),
    };
    Source { actor, name: Some(name), kind }
}

/// Without an actor: a name in the span, else pronouns and number.
fn by_words(document: &Document, span: Range<usize>, head: usize) -> SourceKind {
    let inside = |name: &&hearsay_nlp::Name| span.start <= name.tokens.start && name.tokens.end <= span.end;
    if let Some(name) = document.names.iter().filter(inside).find(|name| name.tokens.contains(&head)) {
        return match name.kind {
            NameType::Person => SourceKind::NamedPerson,
            NameType::WorkOfArt | NameType::Law => SourceKind::Document,
            _ => SourceKind::NamedOrganization,
        };
    }
    let token = &document.tokens[head];
    let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps)
        || matches!(
            token.lemma.to_lowercase().as_str(),
            "they" | "we" | "some" | "many" | "most" | "other" | "few" | "those" | "several" | "all" | "both"
        );
    if plural { SourceKind::UnnamedGroup } else { SourceKind::UnnamedPerson }
}

/// The actor of the phrase: of its head, else the first named actor inside it.
fn actor_of(actors: &Actors, span: Range<usize>, head: usize) -> Option<usize> {
    actors.headed_by(head).or_else(|| actors.covering(head)).or_else(|| {
        span.filter_map(|i| actors.mentions.headed_by(i))
            .find(|&m| {
                actors.mentions.list[m].kind == MentionKind::Name && !actors.mentions.list[m].adjective
            })
            .and_then(|m| actors.of(m))
    })
}

/// "I" and "we" inside somebody's words are that somebody.
pub fn bind_speakers(actors: &mut Actors, statements: &Statements, sources: &[Source]) {
    for m in 0..actors.mentions.list.len() {
        let mention = &actors.mentions.list[m];
        if mention.kind != MentionKind::Pronoun || mention.person != GrammaticalPerson::First {
            continue;
        }
        if let Some(actor) = statements.voice(mention.head).and_then(|s| sources[s].actor) {
            actors.bind(m, actor);
        }
    }
}

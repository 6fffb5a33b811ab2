//! Who vouches for a statement: what sort of source, and who it is.

use crate::actor::Actors;
use crate::gender;
use crate::lexicon::Lexicons;
use crate::mention::{GrammaticalPerson, MentionKind, Nature, in_relative_clause};
use crate::phrase;
use crate::statement::Statements;
use hearsay_nlp::{Deprel, Document, NameType, Upos, Xpos};
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
    let Some(mut span) = span else {
        return Source { actor: None, name: None, kind: SourceKind::None };
    };
    // "Mr" at the end of a line, and the name on the next.
    let token = |i: usize| document.tokens.get(i);
    while gender::is_courtesy(document.word(span.end - 1))
        && token(span.end).is_some_and(|next| {
            next.upos == Upos::Propn && next.sentence == document.tokens[span.end - 1].sentence
        })
    {
        span.end += 1;
    }
    let mut head = speaker(document, span.clone());
    // "the survey, which found": which is the survey; "many of whom" are many.
    if let Some(noun) = in_relative_clause(document, head).filter(|_| span.len() == 1) {
        head = noun;
        span = described(document, noun);
        if let Some(m) = actors.mentions.headed_by(noun) {
            span = actors.mentions.list[m].tokens.clone();
        }
    }
    if let Some(thing) = document_meant(document, lexicons, actors, head) {
        head = thing;
        span = thing..thing + 1;
    }
    let (mut actor, beside) = actor_of(document, actors, span.clone(), head);
    let token = &document.tokens[head];
    let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
    let common = matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Det | Upos::Num);
    let noun = kind(document, lexicons, head);
    // "a Democratic source" is no party, whatever stands before the noun.
    if common
        && !beside
        && matches!(noun, Some(SourceKind::UnnamedPerson))
        && actor.is_some_and(|a| matches!(actors.list[a].kind, ActorKind::Organization | ActorKind::Country))
    {
        actor = None;
    }
    let entity = actor.map(|a| &actors.list[a]);
    let kind = match (entity.map(|entity| entity.kind), noun) {
        (_, Some(SourceKind::Document)) if common && !beside => SourceKind::Document,
        (Some(ActorKind::Person), _) => SourceKind::NamedPerson,
        (Some(ActorKind::Organization), _) if is_members(document, head, plural, entity) => {
            SourceKind::UnnamedGroup
        }
        (Some(ActorKind::Organization | ActorKind::Country), _) => SourceKind::NamedOrganization,
        (Some(ActorKind::Group), _) => SourceKind::UnnamedGroup,
        // A noun for one person stands for several in the plural; a collective noun always does.
        (_, Some(SourceKind::UnnamedPerson)) if plural => SourceKind::UnnamedGroup,
        (_, Some(kind)) => kind,
        (Some(ActorKind::Unnamed), None) if plural => SourceKind::UnnamedGroup,
        (Some(ActorKind::Unnamed), None) => SourceKind::UnnamedPerson,
        (None, None) => by_words(document, span.clone(), head),
    };
    // "a doctor and three witnesses": all of them speak.
    let joined = (head + 1..span.end).any(|i| {
        document.tokens[i].deprel == Deprel::Conj
            && document.tokens[i].head == head
            && matches!(document.tokens[i].upos, Upos::Noun | Upos::Propn)
    });
    if joined && matches!(kind, SourceKind::UnnamedPerson | SourceKind::UnnamedGroup) {
        return Source {
            actor,
            name: Some(document.slice(span).to_string()),
            kind: SourceKind::UnnamedGroup,
        };
    }
    let name = match entity {
        Some(_) if kind != SourceKind::Document => names(document, actors, span, head, actor),
        _ => document.slice(span).to_string(),
    };
    Source { actor, name: Some(name), kind }
}

/// The word that the phrase of a source is about: the subject or agent where several words hang outside, and of "Velmark's
/// Foreign Minister Petra Holm" and "Ilic aide Petra Holm" always Holm, whatever the tree says.
fn speaker(document: &Document, span: Range<usize>) -> usize {
    let tokens = &document.tokens;
    let titled = document.names.iter().find(|name| {
        let from = name.tokens.start;
        name.kind == NameType::Person
            && from > span.start
            && name.tokens.end <= span.end
            && tokens[from - 1].upos == Upos::Noun
            && tokens[from - 1].xpos != Xpos::Nns
    });
    let first = phrase::head_of(document, span.clone());
    if let Some(name) = titled.filter(|name| first < name.tokens.start) {
        let head = phrase::head_of(document, name.tokens.clone());
        // The title itself may carry the phrase: "the minister Petra Holm".
        let apposed = (span.start..name.tokens.start).any(|i| i == first && tokens[i].upos == Upos::Noun);
        if !apposed {
            return head;
        }
    }
    let outside = |&i: &usize| !span.contains(&tokens[i].head) || tokens[i].head == i;
    let acts = |&i: &usize| matches!(tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent);
    if acts(&first) {
        // A phrase that the tree broke in two: "Erie" and "Sherry Bassin" both as subjects of one verb. The last carries it.
        let beside = |&i: &usize| acts(&i) && tokens[i].head == tokens[first].head;
        let last = span.clone().rfind(beside).unwrap_or(first);
        let whole =
            !tokens[first..last].iter().any(|t| matches!(t.upos, Upos::Punct | Upos::Cconj | Upos::Adp));
        return if whole { last } else { first };
    }
    span.clone().filter(outside).find(acts).unwrap_or(first)
}

/// "Many Democrats": members of the party, which does not speak itself. "The United Nations" is its own plural.
fn is_members(
    document: &Document,
    head: usize,
    plural: bool,
    entity: Option<&crate::actor::ActorEntity>,
) -> bool {
    let word = document.word(head).to_lowercase();
    plural && entity.is_some_and(|entity| !entity.name.to_lowercase().contains(&word))
}

/// Whom the phrase names: its actor, or all of them where several are named side by side.
fn names(
    document: &Document,
    actors: &Actors,
    span: Range<usize>,
    head: usize,
    actor: Option<usize>,
) -> String {
    let name = |a: usize| actors.list[a].name.clone();
    let mut all: Vec<String> = actor.map(name).into_iter().collect();
    // "Tarn County Sheriff's Department", of which only the last word was taken for a name.
    if let [one] = all.as_slice()
        && !one.contains(' ')
        && span.len() > 2
        && document.slice(span.clone()).ends_with(one.as_str())
        && document.tokens[span.clone()].iter().all(|t| t.upos == Upos::Propn || t.xpos == Xpos::Pos)
        && document.tokens[span.clone()].iter().any(|t| t.xpos == Xpos::Pos)
    {
        return document.slice(span).to_string();
    }
    let beside = span.clone().filter(|&i| {
        document.tokens[i].deprel == Deprel::Conj && document.tokens[i].head == head && i > head
    });
    for a in beside.filter_map(|i| actors.headed_by(i)) {
        let named =
            matches!(actors.list[a].kind, ActorKind::Person | ActorKind::Organization | ActorKind::Country);
        if named && !all.contains(&actors.list[a].name) {
            all.push(name(a));
        }
    }
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// "The report was read on Monday. It recommended …": the document that "it" or "they" stands for, where nobody else is
/// meant: the subject of the sentence before, or what stands before it in its own sentence.
fn document_meant(document: &Document, lexicons: &Lexicons, actors: &Actors, head: usize) -> Option<usize> {
    let plural = match document.word(head).to_lowercase().as_str() {
        "it" => false,
        "they" => true,
        _ => return None,
    };
    if actors.headed_by(head).is_some() {
        return None;
    }
    let here = document.tokens[head].sentence;
    let fits = |i: &usize| {
        let token = &document.tokens[*i];
        let argument = matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj);
        argument
            && token.upos == Upos::Noun
            && plural == (token.xpos == Xpos::Nns)
            && is_document(document, lexicons, *i)
    };
    let mut same = document.sentences[here].start..head;
    let last = || {
        let before = here.checked_sub(1)?;
        let subject = |i: &usize| matches!(document.tokens[*i].deprel, Deprel::Nsubj | Deprel::NsubjPass);
        document.sentences[before].clone().find(|i| subject(i)).filter(|i| fits(i))
    };
    same.rfind(|i| fits(i)).or_else(last)
}

/// Words that stand for several people.
const SEVERAL: [&str; 22] = [
    "they",
    "we",
    "some",
    "many",
    "most",
    "other",
    "few",
    "those",
    "several",
    "all",
    "both",
    "everyone",
    "everybody",
    "nobody",
    "others",
    "none",
    "people",
    "these",
    "us",
    "half",
    "majority",
    "no-one",
];

/// Without an actor: a name in the span, else pronouns and number.
fn by_words(document: &Document, span: Range<usize>, head: usize) -> SourceKind {
    let inside = |name: &&hearsay_nlp::Name| span.start <= name.tokens.start && name.tokens.end <= span.end;
    if let Some(name) = document.names.iter().filter(inside).find(|name| name.tokens.contains(&head)) {
        use NameType::*;
        match name.kind {
            Person => return SourceKind::NamedPerson,
            WorkOfArt | Law => return SourceKind::Document,
            // "46 percent" names nobody.
            Date | Time | Money | Cardinal | Ordinal | Percent | Quantity => {}
            _ => return SourceKind::NamedOrganization,
        }
    }
    let token = &document.tokens[head];
    let word = document.word(head);
    let several = SEVERAL.contains(&token.lemma.to_lowercase().as_str())
        || SEVERAL.contains(&word.to_lowercase().as_str())
        || word.eq_ignore_ascii_case("one") && head > 0 && document.word(head - 1).eq_ignore_ascii_case("no");
    if matches!(token.xpos, Xpos::Nns | Xpos::Nnps) || several {
        return SourceKind::UnnamedGroup;
    }
    let first = document.sentences[token.sentence].start == head;
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    if capital && !first && matches!(token.upos, Upos::Propn) {
        return SourceKind::NamedPerson;
    }
    // A person goes by a pronoun or by a noun that the lexicons have; any other thing that speaks is run by several:
    // the mill, the ward, the port.
    match token.upos {
        // "63 percent", "most"
        Upos::Sym | Upos::Num => SourceKind::UnnamedGroup,
        Upos::Noun if !ends_like_a_person(&token.lemma) => SourceKind::UnnamedGroup,
        _ => SourceKind::UnnamedPerson,
    }
}

/// "baker", "florist", "boatman": nouns of people that no lexicon has.
fn ends_like_a_person(lemma: &str) -> bool {
    ["er", "or", "ist", "man", "woman", "ian", "ee"].iter().any(|ending| lemma.ends_with(ending))
}

/// The actor of the phrase, and whether it stands beside the head rather than on it: the name in apposition first
/// ("her running mate, Gov. Max Orr"), then the actor of the head, then another name in the phrase, but never the
/// possessor's or one that only describes the head.
fn actor_of(document: &Document, actors: &Actors, span: Range<usize>, head: usize) -> (Option<usize>, bool) {
    let is_name = |m: &usize| {
        let mention = &actors.mentions.list[*m];
        mention.kind == MentionKind::Name && !mention.adjective
    };
    let own = actors.mentions.headed_by(head).filter(is_name);
    let apposed = span
        .clone()
        .filter(|&i| document.tokens[i].head == head && document.tokens[i].deprel == Deprel::Appos);
    let named = apposed
        .filter_map(|i| actors.mentions.headed_by(i))
        .filter(is_name)
        .find(|&m| actors.mentions.list[m].nature == Nature::Person);
    let named = named.or_else(|| name_behind(document, actors, span.clone(), head));
    if own.is_none()
        && let Some(actor) = named.and_then(|m| actors.of(m))
    {
        return (Some(actor), true);
    }
    // "Hillary Clinton's campaign" is more than the name that leads it.
    let around = actors
        .mentions
        .covering(head)
        .filter(|&m| actors.mentions.list[m].name.as_ref().is_none_or(|name| name.contains(&head)));
    if let Some(actor) = actors.headed_by(head).or_else(|| around.and_then(|m| actors.of(m))) {
        return (Some(actor), false);
    }
    let describes = |i: usize| {
        let mut at = i;
        for _ in 0..6 {
            if at == head || document.is_root(at) || !span.contains(&at) {
                return false;
            }
            if matches!(
                document.tokens[at].deprel,
                Deprel::NmodPoss
                    | Deprel::Compound
                    | Deprel::Amod
                    | Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Obl
            ) {
                return true;
            }
            at = document.tokens[at].head;
        }
        false
    };
    let actor = span
        .clone()
        .filter(|&i| !describes(i))
        .filter_map(|i| actors.mentions.headed_by(i))
        .filter(is_name)
        .find(|&m| {
            let of = document.tokens[actors.mentions.list[m].head].deprel == Deprel::Nmod;
            !(of && actors.mentions.list[m].nature == Nature::Person)
        })
        .and_then(|m| actors.of(m));
    (actor, false)
}

/// The noun with the articles, numbers and adjectives right before it.
fn described(document: &Document, noun: usize) -> Range<usize> {
    let describes = |i: usize| {
        document.tokens[i].head == noun
            && matches!(
                document.tokens[i].deprel,
                Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::NmodPoss
            )
    };
    let mut start = noun;
    while start > 0 && describes(start - 1) {
        start -= 1;
    }
    start..noun + 1
}

/// The person named at the end of a phrase that the tree does not put in apposition to its head: "Chairman of the Old Mosque
/// Omar Reyl", "one of the owners, Pia Lund".
fn name_behind(document: &Document, actors: &Actors, span: Range<usize>, head: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let end = span.clone().rev().find(|&i| tokens[i].upos != Upos::Punct)? + 1;
    let name = document.names.iter().find(|name| {
        name.kind == NameType::Person && name.tokens.end == end && name.tokens.start > head + 1
    })?;
    let before = name.tokens.start - 1;
    let body = document.names.iter().any(|other| {
        other.tokens.end == before + 1
            && other.tokens.start > head
            && matches!(other.kind, NameType::Org | NameType::Gpe | NameType::Fac | NameType::Loc)
    });
    let titled = body && matches!(tokens[head].xpos, Xpos::Nn | Xpos::Nnp);
    let one = *tokens[head].lemma == *"one" && document.word(before) == ",";
    (titled || one).then(|| actors.mentions.covering(end - 1)).flatten()
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

/// "I" and "we" as sources inside somebody's words, once it is known whose words they are; a document's "we" is the
/// document.
pub fn resolve_speakers(
    document: &Document,
    lexicons: &Lexicons,
    actors: &Actors,
    statements: &Statements,
    sources: &mut [Source],
) {
    for s in 0..sources.len() {
        let Some(span) = statements.list[s].source.clone() else { continue };
        let head = phrase::head_of(document, span.clone());
        let first = actors.mentions.headed_by(head).is_some_and(|m| {
            let mention = &actors.mentions.list[m];
            mention.kind == MentionKind::Pronoun && mention.person == GrammaticalPerson::First
        });
        if !first {
            continue;
        }
        let found = resolve(document, lexicons, actors, Some(span));
        let voice = statements.voice(head).filter(|&voice| voice != s);
        sources[s] = match voice {
            Some(voice) if found.actor.is_none() && sources[voice].kind != SourceKind::None => {
                sources[voice].clone()
            }
            _ => found,
        };
    }
}

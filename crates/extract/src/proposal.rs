//! The act that a word may tell: what its patterns propose and the network does not contradict, or what the network is
//! sure of.

use crate::arguments::{self, Arguments};
use crate::event::Filler;
use crate::frame::{self, Context, Match};
use crate::roles::{parties, suffered};
use crate::sense::Sense;
use hearsay_nlp::{Deprel, Upos, Xpos};
use hearsay_record::EventType;

/// An act that may be told here, and between whom.
pub struct Proposal {
    pub found: Match,
    pub kind: EventType,
    pub actors: Vec<Filler>,
    pub recipients: Vec<Filler>,
}

/// What the patterns of this word propose and the network does not contradict.
pub fn proposed(context: Context<'_>, word: usize) -> Option<Proposal> {
    let Context { document, tree, .. } = context;
    let (all, around) = if let Some(around) = headline(context, word) {
        (frame::verb(context, &around), around)
    } else if is_noun(context, word) {
        frame::noun(context, word)?
    } else if frame::is_verb(document, tree, word) && frame::has_verb(context, word) {
        let around = arguments::arguments(document, tree, word);
        (frame::verb(context, &around), around)
    } else {
        return None;
    };
    first_whole(context, all, &around, Sense::of(document, word))
}

/// What no pattern of this word proposes and the network is sure of.
pub fn sensed(context: Context<'_>, word: usize) -> Option<Proposal> {
    let Context { document, tree, .. } = context;
    let sense = Sense::of(document, word);
    let kind = sense.sure()?;
    let noun = is_noun(context, word);
    // "Negotiators reached a deal": they do something, and are no act.
    if noun && context.actors.headed_by(word).is_some() {
        return None;
    }
    let (all, around) = if noun {
        frame::any_noun(context, word, kind)?
    } else if frame::is_verb(document, tree, word) {
        let around = arguments::arguments(document, tree, word);
        if carries_an_act(context, &around) {
            return None;
        }
        let own = frame::verb(context, &around);
        let told_by_none = own.first().is_some_and(|found| {
            let entry = &context.lexicons.entries.frame[found.entry];
            entry.kind.is_none() && !entry.unless.is_some_and(|likelihood| sense.is_act(likelihood))
        });
        if told_by_none {
            return None;
        }
        (frame::any_verb(context, &around, kind), around)
    } else {
        return None;
    };
    let told = first_whole(context, all, &around, sense)?;
    // A noun names many an act in passing ("facing charges", "after the attack"): told are those between two parties.
    let whole = !noun || !told.actors.is_empty() && !told.recipients.is_empty();
    whole.then_some(told)
}

/// A noun that can tell an event: not inside a name, and not before another noun ("attack helicopter").
pub fn is_noun(context: Context<'_>, word: usize) -> bool {
    let Context { document, .. } = context;
    let token = &document.tokens[word];
    let noun = arguments::is_nominal(document, word)
        && !matches!(token.upos, Upos::Pron | Upos::Num)
        && (token.upos != Upos::Propn || context.name_of[word].is_none());
    noun && !matches!(token.deprel, Deprel::Compound | Deprel::Flat)
}

/// A verb that leaves its meaning to a noun: "carried out an attack" is told by "attack".
pub fn carries(context: Context<'_>, verb: usize) -> bool {
    !context.lexicons.light_verbs.get(&context.document.tokens[verb].lemma).is_empty()
}

/// Whether such a verb has a noun here that tells something: in "called him a liar" it tells itself.
fn carries_an_act(context: Context<'_>, around: &Arguments) -> bool {
    let tells = |noun: usize| {
        arguments::is_nominal(context.document, noun) && Sense::of(context.document, noun).is_act(CARRIED)
    };
    carries(context, around.head)
        && (around.objects.iter().any(|&noun| tells(noun)) || around.obliques.iter().any(|o| tells(o.head)))
}

/// A noun that the network finds as likely as this some act is what its light verb tells.
const CARRIED: f32 = 0.3;

/// Of the patterns that fit, one whose type the network finds as likely as this goes before a more specific one.
const SURE: f32 = 0.6;

/// The first match that has the parties its type needs. An entry without a type keeps wider ones from matching.
fn first_whole(
    context: Context<'_>,
    all: Vec<Match>,
    around: &Arguments,
    sense: Sense<'_>,
) -> Option<Proposal> {
    let kind_of = |found: &Match| context.lexicons.entries.frame[found.entry].kind;
    // An entry for what is no event stands before those that are less specific.
    let told = all.iter().position(|found| kind_of(found).is_none()).unwrap_or(all.len());
    // "pledged to ban them": the network hears the promise, a pattern that says more what is promised.
    let threat = all[..told].iter().position(|found| kind_of(found) == Some(EventType::Threaten));
    let sure = |k: &usize| {
        let found = &all[*k];
        let promise = kind_of(found) == Some(EventType::Agree) && threat.is_some_and(|threat| threat < *k);
        !promise
            && kind_of(found)
                .and_then(|kind| sense.likelihood(kind, &found.consumed))
                .is_some_and(|p| p >= SURE)
    };
    let mut tried = Vec::new();
    for k in (0..told).filter(sure).chain((0..told).filter(|k| !sure(k))) {
        let found = &all[k];
        let kind = kind_of(found)?;
        if tried.contains(&kind) || !sense.allows(kind, &found.consumed) {
            continue;
        }
        tried.push(kind);
        let (actors, recipients) = parties(context, found, &all[k + 1..], around, kind);
        let missing = recipients.is_empty() && (actors.is_empty() || kind.requires_recipient());
        if !missing {
            let (actors, recipients) = suffered(context, kind, found, around, actors, recipients);
            return Some(Proposal { found: found.clone(), kind, actors, recipients });
        }
    }
    None
}

/// "Police arrest five men": a headline's verb that the parser took for a noun between two nouns.
fn headline(context: Context<'_>, word: usize) -> Option<Arguments> {
    let Context { document, tree, .. } = context;
    let token = &document.tokens[word];
    let nounish = token.deprel == Deprel::Root && matches!(token.xpos, Xpos::Nn | Xpos::Nns);
    if !nounish || !frame::has_verb(context, word) {
        return None;
    }
    let determined =
        |child: usize| matches!(document.tokens[child].deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Cop);
    let subject = tree
        .children(word)
        .find(|&child| child + 1 == word && document.tokens[child].deprel == Deprel::Compound)?;
    let object = tree.children(word).find(|&child| {
        child > word
            && matches!(
                document.tokens[child].deprel,
                Deprel::Appos | Deprel::Dep | Deprel::Obj | Deprel::List
            )
            && tree.subtree(child).start == word + 1
    })?;
    if tree.children(word).any(determined) {
        return None;
    }
    let mut around = arguments::arguments(document, tree, word);
    around.subject = Some(subject);
    around.objects = vec![object];
    Some(around)
}

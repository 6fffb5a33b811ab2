//! What "will", "would", "must" and their like make of an act: it is still to come, announced, refused or demanded.

use crate::actor::ActorEntity;
use crate::arguments;
use crate::event::{Event, Filler, contexts};
use crate::factuality::Assessment;
use crate::filler::{BY, fill, filler};
use crate::frame::{self, Context};
use crate::lexicon::RoleName;
use crate::proposal::{carries, is_noun};
use crate::statement::Statements;
use hearsay_nlp::{Deprel, Xpos};
use hearsay_record::{ActorKind, EventType, Status};

/// PLOVER: what is only going to be done is agreed to (manual, section 2 on auxiliary modes). The manual leaves retreats and
/// concessions to come as CONCEDE, its table of CAMEO codes (035, "express intent to yield") and the sets coded by hand have
/// AGREE for those that somebody "will" make, and CONCEDE for those that he has decided on.
pub fn still_to_come(context: Context<'_>, kind: EventType, word: usize, status: Status) -> EventType {
    use EventType::*;
    match (kind, status) {
        (Consult | Support | Cooperate | Aid, Status::Future) => Agree,
        (Retreat | Concede, Status::Future) if has_auxiliary(context, clause(context, word)) => Agree,
        (Retreat, Status::Future) => Concede,
        _ => kind,
    }
}

/// Whose words the clause of this word is, if it says what "will" be done.
pub fn announcer(
    context: Context<'_>,
    statements: &Statements,
    voices: &[Option<Filler>],
    word: usize,
) -> Option<Filler> {
    use hearsay_record::CueClass::{Claim, Promise, Say, Warn};
    let voice = statements.voice(word)?;
    let says = matches!(statements.list[voice].class, Say | Claim | Warn | Promise);
    let plain = has_auxiliary(context, clause(context, word));
    voices.get(voice).copied().flatten().filter(|_| says && plain)
}

/// Whether somebody speaks for an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Other,
    /// The Pentagon for the United States.
    Own,
    Same,
}

/// Whether `source` speaks for `actor`: they are one, or bodies of one state.
pub fn on_one_side(context: Context<'_>, actor: Filler, source: Filler) -> Side {
    if actor.actor == source.actor {
        return Side::Same;
    }
    let known = |filler: Filler| context.actors.list.get(filler.actor);
    let official = |of: &ActorEntity| {
        of.kind == ActorKind::Country
            || of
                .sectors
                .iter()
                .any(|sector| matches!(sector.as_str(), "GOV" | "MIL" | "COP" | "JUD" | "LEG"))
    };
    match (known(actor), known(source)) {
        (Some(a), Some(b)) if official(a) && official(b) => {
            let apart = a.country.is_some() && b.country.is_some() && a.country != b.country;
            if apart { Side::Other } else { Side::Own }
        }
        _ => Side::Other,
    }
}

/// "will not release them", "would not meet him": refusing is an act of its own (manual, sections on REJECT).
pub fn refusable(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Consult | Support | Cooperate | Aid | Retreat | Concede | Agree)
}

/// Of what is demanded so, readers found 50 of 62 right.
const DEMANDED: f32 = 0.8;

/// "The minister said that the rebels must leave": the voice asks it of the subject. The entry stands under the
/// auxiliary, with the clause's subject as its own.
pub fn demanded(
    context: Context<'_>,
    statements: &Statements,
    voices: &[Option<Filler>],
    word: usize,
) -> Option<Event> {
    let Context { document, tree, lexicons, .. } = context;
    let token = &document.tokens[word];
    if token.deprel != Deprel::Aux || lexicons.frame_verbs.get(&token.lemma).is_empty() {
        return None;
    }
    let verb = token.head;
    // "should have checked" criticizes; "why fees should be kept" and "whether he must go" ask nobody; "there should be"
    // neither.
    let idle = tree.children(verb).any(|child| {
        let child = &document.tokens[child];
        child.deprel == Deprel::Aux && *child.lemma == *"have"
            || child.deprel == Deprel::Mark && matches!(&*child.lemma, "whether" | "if")
            || matches!(child.deprel, Deprel::AuxPass | Deprel::NsubjPass | Deprel::Cop)
            || matches!(child.xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt | Xpos::Ex)
    });
    // "Should Britain decide to act": a condition.
    let inverted = tree.child(document, verb, &[Deprel::Nsubj]).is_some_and(|subject| subject > word);
    let voice = statements.voice(word);
    let asked = voice.is_some_and(|voice| {
        matches!(
            statements.list[voice].class,
            hearsay_record::CueClass::Ask | hearsay_record::CueClass::Demand
        )
    });
    // "ways the government should assist", "Reagan should have the authority".
    let apart = matches!(document.tokens[verb].deprel, Deprel::AclRelcl | Deprel::Acl)
        || *document.tokens[verb].lemma == *"have";
    if idle || inverted || apart || asked {
        return None;
    }
    let source = voice.and_then(|voice| voices.get(voice).copied().flatten());
    let speech = document.tokens[verb].head;
    let below_speech = || {
        let clause = document.tokens[verb].deprel == Deprel::Ccomp
            && crate::cue::class_of_head(document, tree, lexicons, speech).is_some();
        if clause { arguments::subject(document, tree, speech, 3) } else { None }
    };
    let source = source.or_else(|| filler(context, below_speech()?, BY))?;
    let mut around = arguments::arguments(document, tree, verb);
    around.subject = arguments::subject(document, tree, verb, 3);
    let frames = &lexicons.entries.frame;
    let found = frame::matches(
        context,
        &lexicons.frame_verbs,
        &token.lemma,
        &around,
        frame::Kind::Verb,
        |entry, pattern| &frames[entry].verbs[pattern],
    );
    let found = found.first()?;
    let kind = frames[found.entry].kind?;
    let mut recipients = Vec::new();
    found.role(RoleName::R).for_each(|word| fill(context, word, BY, &mut recipients));
    recipients.retain(|recipient| recipient.actor != source.actor);
    if recipients.is_empty() {
        return None;
    }
    Some(Event {
        frame: Some(found.entry),
        kind: Some(kind),
        head: word,
        trigger: word..word + 1,
        actors: vec![source],
        recipients,
        places: Vec::new(),
        contexts: contexts(context, verb),
        assessment: Assessment {
            status: Status::Actual,
            voice: 3.0,
            author: 3.0,
            refused: false,
            composed: (3.0, Status::Actual),
        },
        voice: voice.and_then(|voice| statements.list[voice].parent),
        likelihoods: None,
        confidence: Some(DEMANDED),
        consumed: Vec::new(),
    })
}

/// The verb that carries a noun of an act ("will hold a protest"), else the word itself.
fn clause(context: Context<'_>, word: usize) -> usize {
    let governor = context.document.tokens[word].head;
    let carried = is_noun(context, word)
        && matches!(context.document.tokens[word].deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Obl);
    if carried && carries(context, governor) { governor } else { word }
}

/// "will release", "would boycott".
fn has_auxiliary(context: Context<'_>, verb: usize) -> bool {
    let Context { document, tree, .. } = context;
    let will = |child: usize| {
        let child = &document.tokens[child];
        child.deprel == Deprel::Aux && matches!(&*child.lemma, "will" | "would" | "shall" | "'ll" | "wo")
    };
    tree.children(verb).any(will)
}

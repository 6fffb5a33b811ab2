//! Events: what somebody does to somebody, out of the predicates of a document.

use crate::actor::Actors;
use crate::arguments;
use crate::borrowed::give_back;
use crate::confidence::Likelihoods;
use crate::extractor::Options;
use crate::factuality::{self, Assessment};
use crate::filler::fill;
use crate::frame::Context;
use crate::lexicon::RoleName;
use crate::modal::{Side, announcer, demanded, on_one_side, refusable, still_to_come};
use crate::proposal::{Proposal, is_noun, proposed, sensed};
use crate::recipient::{is_hostile, takes_over};
use crate::roles::AGREEMENT;
use crate::source::Source;
use crate::statement::{Statement, Statements};
use crate::unmentioned::NEW;
use crate::untold::untold;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};
use hearsay_record::{EventType, Quad, Status};
use std::ops::Range;

/// One event. Spans are token ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Index of the lexicon entry that codes it; none for an uncoded predicate.
    pub frame: Option<usize>,
    /// PLOVER type, as it stands after the rules on what is still to come.
    pub kind: Option<EventType>,
    /// The word that carries it.
    pub head: usize,
    /// The word with its particle.
    pub trigger: Range<usize>,
    /// Who does it.
    pub actors: Vec<Filler>,
    /// To whom.
    pub recipients: Vec<Filler>,
    /// Heads of phrases that an entry names as its place.
    pub places: Vec<usize>,
    /// Indexes into the context entries, and the frame's own contexts apart.
    pub contexts: Vec<u32>,
    /// How it is presented.
    pub assessment: Assessment,
    /// Index of the innermost statement that holds it.
    pub voice: Option<usize>,
    /// How likely its type, its actors and its recipients are right, by the network.
    pub likelihoods: Option<Likelihoods>,
    /// How many such events are right; none for what is not coded.
    pub confidence: Option<f32>,
    /// Words of its pattern that are no events of their own.
    pub consumed: Vec<usize>,
}

/// What fills a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filler {
    /// Index of the actor.
    pub actor: usize,
    /// Index of the mention.
    pub mention: usize,
}

impl Filler {
    /// The word that heads its phrase.
    pub fn head(&self, context: Context<'_>) -> usize {
        let mention = context.actors.mentions.list.get(self.mention);
        mention.map_or_else(|| self.mention - NEW, |mention| mention.head)
    }
}

/// A noun that the network takes for a predicate at least this surely is an event, coded or not.
const PREDICATE: f32 = 0.05;

/// What is told with less certainty than this is not told as a fact.
const FIRM: f32 = 1.5;

/// The same of what a verb tells, whose own words say more of it: "are at risk of being deported".
const FIRM_VERB: f32 = 1.3;

/// All events of a document, in the order of their triggers.
///
/// `voices` gives for every statement its source as an actor and mention, where it is one.
pub fn events(
    context: Context<'_>,
    statements: &Statements,
    voices: &[Option<Filler>],
    options: Options,
) -> Vec<Event> {
    let document = context.document;
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let from = found.len();
        for word in sentence.clone() {
            found.extend(coded(context, statements, voices, word));
            found.extend(demanded(context, statements, voices, word));
        }
        let kept = settle(context, found.split_off(from));
        found.extend(kept);
    }
    if options.uncoded {
        let known: Vec<usize> = found.iter().flat_map(|event| event.trigger.clone()).collect();
        let others = (0..document.tokens.len()).filter(|word| !known.contains(word));
        let others: Vec<Event> = others.filter_map(|word| uncoded(context, statements, word)).collect();
        found.extend(others);
        found.sort_by_key(|event| event.trigger.start);
    }
    found
}

/// The source of every statement, where it is an actor.
pub fn voices(actors: &Actors, statements: &Statements, sources: &[Source]) -> Vec<Option<Filler>> {
    let voice = |(statement, source): (&Statement, &Source)| {
        let actor = source.actor?;
        let mut mentions = actors.list[actor].mentions.iter().copied();
        let range = statement.source.clone()?;
        let mention = mentions.find(|&m| range.contains(&actors.mentions.list[m].head))?;
        Some(Filler { actor, mention })
    };
    statements.list.iter().zip(sources).map(voice).collect()
}

/// The event that a lexicon entry codes at this word.
fn coded(
    context: Context<'_>,
    statements: &Statements,
    voices: &[Option<Filler>],
    word: usize,
) -> Option<Event> {
    let by_pattern = proposed(context, word);
    let alone = by_pattern.is_none();
    let Proposal { found, kind, actors, recipients } = by_pattern.or_else(|| sensed(context, word))?;
    // "support for the bill", "a willingness to help": a mood that nobody is said to have.
    let mood = matches!(kind, EventType::Agree | EventType::Support | EventType::Cooperate);
    if mood && actors.is_empty() && is_noun(context, word)
        || untold(context, kind, &found, &actors, &recipients)
    {
        return None;
    }
    let likelihoods = Likelihoods::of(context, &found, kind, &actors, &recipients, alone);
    let mut assessment = factuality::assess(context, statements, word);
    let voice = statements.voice(word);
    // "is suspected of killing": told as done, but by nobody who would vouch for it. "A trade war would hurt the state":
    // no word on "war" says that it is imagined, and the network sees it.
    let token = &context.document.tokens[word];
    let firm = if is_noun(context, word) { FIRM } else { FIRM_VERB };
    let imagined = || voice.is_none() && token.predicate >= 0.5 && token.factuality < firm;
    if assessment.status == Status::Actual && (assessment.voice < FIRM || imagined()) {
        assessment.status = Status::Hypothetical;
    }
    let mut kind = still_to_come(context, kind, word, assessment.status);
    if assessment.status == Status::Future
        && (kind.quad() == Quad::MaterialConflict
            || kind == EventType::Reject && found.has_mode(context, "meet"))
        && let Some(source) = announcer(context, statements, voices, word)
        && let Some(speaks_for) = actors.iter().map(|actor| on_one_side(context, *actor, source)).max()
    {
        // "The group said it would bomb", "the ministry says it will extend the curfew", "the party said it would boycott
        // the talks": who announces this threatens.
        match speaks_for {
            Side::Same if kind == EventType::Assault => {
                kind = EventType::Threaten;
                assessment.status = Status::Actual;
            }
            Side::Same | Side::Own => kind = EventType::Threaten,
            Side::Other => {}
        }
    }
    if assessment.refused && !actors.is_empty() && refusable(kind) {
        kind = EventType::Reject;
        assessment =
            Assessment { status: Status::Actual, voice: 3.0, author: assessment.author.abs(), ..assessment };
    }
    let as_fact = assessment.status == Status::Actual && voice.is_none();
    Some(Event {
        frame: Some(found.entry),
        kind: Some(kind),
        head: word,
        trigger: trigger(word, &found.particles),
        actors,
        recipients,
        places: found.role(RoleName::P).collect(),
        contexts: contexts(context, word),
        assessment,
        voice,
        likelihoods,
        confidence: likelihoods.map(|likelihoods| likelihoods.confidence(as_fact)),
        consumed: found.consumed.clone(),
    })
}

/// Merges what tells one event twice, and drops what another pattern has used up.
fn settle(context: Context<'_>, events: Vec<Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    let consumed: Vec<(usize, usize)> =
        events.iter().flat_map(|event| event.consumed.iter().map(move |&word| (word, event.head))).collect();
    let (mut used, events): (Vec<Event>, Vec<Event>) = events
        .into_iter()
        .partition(|event| consumed.iter().any(|&(word, by)| word == event.head && by != event.head));
    for mut event in events {
        // "launched an attack": the verb's pattern has used the noun up, but the noun may know its target.
        while let Some(at) =
            used.iter().position(|other| event.consumed.contains(&other.head) && other.kind == event.kind)
        {
            let other = used.swap_remove(at);
            merge(&mut event, other);
        }
        // "will meet for talks": what the verb tells is to come, and the noun is the same.
        let coded_as = |event: &Event| event.frame.and_then(|f| context.lexicons.entries.frame[f].kind);
        let same = |other: &Event| {
            (other.kind == event.kind || coded_as(other) == coded_as(&event))
                && related(context, other.head, event.head)
                && !has_victims_of_its_own(context, other, &event)
        };
        match kept.iter_mut().find(|other| same(other)) {
            Some(other) => merge(other, event),
            None => kept.push(event),
        }
    }
    let told: Vec<usize> =
        kept.iter().flat_map(|event| event.consumed.iter().copied().chain([event.head])).collect();
    let refused: Vec<usize> =
        kept.iter().filter(|event| event.kind == Some(EventType::Reject)).map(|event| event.head).collect();
    kept.retain(|event| !is_subject_matter(context, event, &told) && !is_refused(context, event, &refused));
    give_back(context, absorb(context, kept))
}

/// "reneged on the accord with Karvania": nobody comes to terms by what is refused.
fn is_refused(context: Context<'_>, event: &Event, refused: &[usize]) -> bool {
    let token = &context.document.tokens[event.head];
    let cameo = event.frame.and_then(|frame| context.lexicons.entries.frame[frame].cameo.as_deref());
    cameo == Some(AGREEMENT)
        && is_noun(context, event.head)
        && matches!(token.deprel, Deprel::Obj | Deprel::Obl | Deprel::NsubjPass)
        && refused.contains(&token.head)
}

/// "signed an agreement on nuclear cooperation", "talks on support for the farmers": what friendly words of an event are about,
/// which no pattern knows for an event, has not happened by them.
fn is_subject_matter(context: Context<'_>, event: &Event, told: &[usize]) -> bool {
    let Context { document, .. } = context;
    let friendly = event
        .kind
        .is_some_and(|kind| matches!(kind.quad(), Quad::VerbalCooperation | Quad::MaterialCooperation));
    let alone = event.likelihoods.is_some_and(|likelihoods| likelihoods.alone);
    if !(friendly && alone && is_noun(context, event.head)) {
        return false;
    }
    let within = |&word: &usize| {
        let token = &document.tokens[word];
        let inner = matches!(token.deprel, Deprel::Nmod | Deprel::Compound | Deprel::Conj);
        (inner && token.head != word).then_some(token.head)
    };
    std::iter::successors(within(&event.head), within).take(6).any(|above| told.contains(&above))
}

/// One hangs on the other as object, infinitive or participle: "carried out an attack", "agreed to cooperate".
fn related(context: Context<'_>, one: usize, other: usize) -> bool {
    let Context { document, tree, .. } = context;
    let hangs = |a: usize, b: usize| {
        let token = &document.tokens[a];
        token.head == b
            && match token.deprel {
                Deprel::Obj
                | Deprel::Xcomp
                | Deprel::NsubjPass
                | Deprel::Nmod
                | Deprel::Compound
                | Deprel::Obl
                | Deprel::Appos => true,
                Deprel::Acl | Deprel::Advcl => {
                    !tree.children(a).any(|child| arguments::is_subject(document.tokens[child].deprel))
                }
                _ => false,
            }
    };
    hangs(one, other) || hangs(other, one)
}

/// "shelled the market, killing 31 civilians": a participle that does it to others tells one more event.
fn has_victims_of_its_own(context: Context<'_>, outer: &Event, inner: &Event) -> bool {
    let Context { document, tree, .. } = context;
    let participle = |one: &Event, other: &Event| {
        let token = &document.tokens[one.head];
        token.head == other.head
            && token.xpos == Xpos::Vbg
            && matches!(token.deprel, Deprel::Acl | Deprel::Advcl)
            && tree.child(document, one.head, &[Deprel::Obj]).is_some()
            && tree.child(document, one.head, &[Deprel::Mark]).is_none()
    };
    let apart = !inner.recipients.is_empty()
        && !outer.recipients.is_empty()
        && !inner.recipients.iter().any(|one| outer.recipients.iter().any(|other| one.actor == other.actor));
    apart && (participle(inner, outer) || participle(outer, inner))
}

fn merge(event: &mut Event, other: Event) {
    let union = |into: &mut Vec<Filler>, from: Vec<Filler>, not: &[Filler]| {
        for filler in from {
            if !into.iter().chain(not).any(|known| known.actor == filler.actor) {
                into.push(filler);
            }
        }
    };
    let recipients = event.recipients.clone();
    if event.actors.is_empty() {
        union(&mut event.actors, other.actors, &recipients);
    }
    let actors = event.actors.clone();
    if event.recipients.is_empty() {
        union(&mut event.recipients, other.recipients, &actors);
    }
    event.places.extend(other.places);
    event.contexts.extend(other.contexts);
    event.contexts.sort_unstable();
    event.contexts.dedup();
}

/// What a coded verb governs as its infinitive, with the same actor, is what the verb is about and no event beside
/// it: "threatened to attack", "agreed to release". It lends its recipients.
fn absorb(context: Context<'_>, events: Vec<Event>) -> Vec<Event> {
    let tokens = &context.document.tokens;
    let mut gone = vec![false; events.len()];
    let mut lent: Vec<(usize, Vec<Filler>)> = Vec::new();
    for (i, inner) in events.iter().enumerate() {
        let token = &tokens[inner.head];
        let infinitive = matches!(token.deprel, Deprel::Xcomp | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp)
            && token.upos == Upos::Verb
            && !matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        if !infinitive || inner.assessment.status == Status::Actual {
            continue;
        }
        // "provided aid to support the refugees": the infinitive may hang on the verb that carries the noun.
        let governs = |outer: &Event| {
            let carried = outer.kind == Some(EventType::Aid) && tokens[outer.head].deprel != Deprel::Root;
            outer.head == token.head || carried && tokens[outer.head].head == token.head
        };
        // "accused of killing": the killing is what is told, and somebody else's.
        let holds = |kind: EventType| takes_over(kind) && kind != EventType::Accuse;
        let outer = events.iter().position(|outer| governs(outer) && outer.kind.is_some_and(holds));
        let Some(outer) = outer else { continue };
        let same = inner.actors.iter().all(|a| events[outer].actors.iter().any(|b| a.actor == b.actor));
        if same && outer != i {
            gone[i] = true;
            // "denied that she had met him", "pledged to sack the minister": he is neither denied nor promised anything.
            let kind = events[outer].kind;
            let keeps = kind == Some(EventType::Reject) && token.deprel == Deprel::Ccomp
                || kind == Some(EventType::Agree) && inner.kind.is_some_and(is_hostile);
            if events[outer].recipients.is_empty() && !keeps {
                lent.push((outer, inner.recipients.clone()));
            }
        }
    }
    let mut kept = Vec::with_capacity(events.len());
    for (i, mut event) in events.into_iter().enumerate() {
        if gone[i] {
            continue;
        }
        if let Some((_, recipients)) = lent.iter().find(|(outer, _)| *outer == i) {
            let actors = event.actors.clone();
            event.recipients.extend(recipients.iter().filter(|r| !actors.iter().any(|a| a.actor == r.actor)));
        }
        kept.push(event);
    }
    kept
}

/// A predicate that no entry codes.
fn uncoded(context: Context<'_>, statements: &Statements, word: usize) -> Option<Event> {
    let Context { document, tree, lexicons, .. } = context;
    let token = &document.tokens[word];
    let copula = || tree.child(document, word, &[Deprel::Cop]).is_some();
    let predicate = match token.upos {
        Upos::Verb => true,
        Upos::Noun | Upos::Propn => {
            token.predicate >= PREDICATE || copula() || !lexicons.frame_nouns.get(&token.lemma).is_empty()
        }
        Upos::Aux => {
            token.predicate >= 0.5 && !matches!(token.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
        }
        _ => copula() || token.predicate >= PREDICATE,
    };
    if !predicate || token.upos == Upos::Punct {
        return None;
    }
    let around = arguments::arguments(document, tree, word);
    let (mut actors, mut recipients) = (Vec::new(), Vec::new());
    for subject in around.subject.iter().chain(&around.possessors) {
        fill(context, *subject, 3, &mut actors);
    }
    for object in &around.objects {
        fill(context, *object, 3, &mut recipients);
    }
    Some(Event {
        frame: None,
        kind: None,
        head: word,
        trigger: word..word + 1,
        actors,
        recipients,
        places: Vec::new(),
        contexts: Vec::new(),
        assessment: factuality::assess(context, statements, word),
        voice: statements.voice(word),
        likelihoods: None,
        confidence: None,
        consumed: Vec::new(),
    })
}

fn trigger(word: usize, particles: &[usize]) -> Range<usize> {
    let end = if particles.contains(&(word + 1)) { word + 2 } else { word + 1 };
    word..end
}

/// Contexts by the words around the trigger: its subtree, or its clause for a noun.
pub fn contexts(context: Context<'_>, word: usize) -> Vec<u32> {
    let Context { document, tree, lexicons, .. } = context;
    let mut found = Vec::new();
    for i in tree.subtree(word) {
        found.extend(lexicons.context_words.all_at(document, i).map(|(_, entry)| entry));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// For every token the name that covers it.
pub fn name_of(document: &Document) -> Vec<Option<u32>> {
    let mut of = vec![None; document.tokens.len()];
    for (n, name) in document.names.iter().enumerate() {
        of[name.tokens.clone()].fill(Some(n as u32));
    }
    of
}

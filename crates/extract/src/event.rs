//! Events: what somebody does to somebody, out of the predicates of a document.

use crate::actor::{ActorEntity, Actors};
use crate::arguments::{self, Arguments, Oblique, antecedent, coordinated, has_preposition};
use crate::confidence::Likelihoods;
use crate::extractor::Options;
use crate::factuality::{self, Assessment};
use crate::frame::{self, Context, Match};
use crate::lexicon::{Class, Element, RoleName, Slot};
use crate::mention::{Gender, GrammaticalPerson, Mention, MentionKind, Nature, Number};
use crate::party::{Party, Pointer};
use crate::phrase;
use crate::sense::Sense;
use crate::source::Source;
use crate::statement::{Statement, Statements};
use crate::tree::Tree;
use crate::untold::untold;
use hearsay_nlp::{Deprel, Document, NameType, Upos, Xpos};
use hearsay_record::{ActorKind, EventType, Quad, Status};
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
    /// Words of its pattern that are no events of their own.
    consumed: Vec<usize>,
}

/// What fills a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filler {
    /// Index of the actor.
    pub actor: usize,
    /// Index of the mention.
    pub mention: usize,
}

/// A noun that the network takes for a predicate at least this surely is an event, coded or not.
const PREDICATE: f32 = 0.05;

/// What is told with less certainty than this is not told as a fact.
const FIRM: f32 = 1.5;

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
    if assessment.status == Status::Actual && assessment.voice < FIRM {
        // "is suspected of killing": told as done, but by nobody who would vouch for it.
        assessment.status = Status::Hypothetical;
    }
    let mut kind = still_to_come(context, kind, word, assessment.status);
    if assessment.status == Status::Future
        && kind.quad() == Quad::MaterialConflict
        && let Some(source) = announcer(context, statements, voices, word)
        && let Some(speaks_for) = actors.iter().map(|actor| on_one_side(context, *actor, source)).max()
    {
        // "The group said it would bomb", "the ministry says it will extend the curfew": who announces this threatens.
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
        voice: statements.voice(word),
        likelihoods,
        consumed: found.consumed.clone(),
    })
}

/// An act that may be told here, and between whom.
struct Proposal {
    found: Match,
    kind: EventType,
    actors: Vec<Filler>,
    recipients: Vec<Filler>,
}

/// What the patterns of this word propose and the network does not contradict.
fn proposed(context: Context<'_>, word: usize) -> Option<Proposal> {
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
fn sensed(context: Context<'_>, word: usize) -> Option<Proposal> {
    let Context { document, tree, .. } = context;
    let sense = Sense::of(document, word);
    let kind = sense.sure()?;
    let noun = is_noun(context, word);
    let (all, around) = if noun {
        frame::any_noun(context, word, kind)?
    } else if frame::is_verb(document, tree, word) && !carries(context, word) {
        let around = arguments::arguments(document, tree, word);
        let own = frame::verb(context, &around);
        if own.first().is_some_and(|found| context.lexicons.entries.frame[found.entry].kind.is_none()) {
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

/// A verb that leaves its meaning to a noun: "carried out an attack" is told by "attack".
fn carries(context: Context<'_>, verb: usize) -> bool {
    !context.lexicons.light_verbs.get(&context.document.tokens[verb].lemma).is_empty()
}

/// The first match that has the parties its type needs. An entry without a type keeps wider ones from matching.
fn first_whole(
    context: Context<'_>,
    all: Vec<Match>,
    around: &Arguments,
    sense: Sense<'_>,
) -> Option<Proposal> {
    let mut tried = Vec::new();
    for (k, found) in all.iter().enumerate() {
        let kind = context.lexicons.entries.frame[found.entry].kind?;
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

/// Who does it and to whom, by the pattern that was found and what else helps.
fn parties(
    context: Context<'_>,
    found: &Match,
    others: &[Match],
    around: &Arguments,
    kind: EventType,
) -> (Vec<Filler>, Vec<Filler>) {
    let word = found.head;
    let (mut actors, mut recipients) = roles(context, found);
    // A pattern that says more about how it is done may say nothing of to whom: others of the same type do.
    for other in others.iter().filter(|other| context.lexicons.entries.frame[other.entry].kind == Some(kind))
    {
        if !recipients.is_empty() {
            break;
        }
        let (doers, more) = roles(context, other);
        recipients = more;
        if actors.is_empty() {
            actors = doers;
        }
    }
    let mutual = matches!(kind, EventType::Consult | EventType::Agree | EventType::Cooperate)
        || found.has(RoleName::B);
    if !mutual {
        recipients.retain(|recipient| !actors.iter().any(|actor| actor.actor == recipient.actor));
    }
    if recipients.is_empty() && kind == EventType::Reject && !around.passive {
        recipients = requesters(context, around, &actors);
    }
    if recipients.is_empty() && takes_over(kind) {
        recipients = inherited(context, kind, around, &actors);
    }
    let symmetric = matches!(kind, EventType::Consult | EventType::Agree | EventType::Cooperate);
    if symmetric {
        // "The envoy held talks with the rebels": whoever stands with "with" is the other side.
        let mut partners = Vec::new();
        for oblique in around
            .obliques
            .iter()
            .filter(|o| has_preposition(context.document, context.tree, o.marked, "with"))
        {
            fill(context, oblique.head, BY, &mut partners);
        }
        partners.retain(|partner| !actors.iter().any(|actor| actor.actor == partner.actor));
        if !partners.is_empty() {
            recipients = partners;
        }
    }
    if !mutual {
        // Nobody does this to themselves: the surer slot keeps the actor.
        recipients.retain(|recipient| !actors.iter().any(|actor| actor.actor == recipient.actor));
    }
    // "In a meeting with the chancellor, the premier asked": whoever the sentence is about meets her.
    if symmetric && actors.is_empty() && is_noun(context, word) {
        actors = bystander(context, word);
        recipients.retain(|recipient| !actors.iter().any(|actor| actor.actor == recipient.actor));
    }
    if symmetric && actors.is_empty() && !found.has(RoleName::A) && recipients.len() > 1 {
        actors = recipients.clone();
    }
    // One party alone stands where its words put it.
    if mutual && actors.len() == 1 && recipients == actors {
        recipients.clear();
    }
    // "The two leaders met", "an agreement reached between Karvania and its creditors": each is the other's partner.
    let bound = context.lexicons.entries.frame[found.entry].cameo.as_deref() == Some(AGREEMENT);
    if (symmetric || bound) && recipients.is_empty() && actors.len() > 1 {
        recipients = actors.clone();
    }
    if recipients.is_empty()
        && !mutual
        // Whom one moves is not whom one moves against; whom a measure is asked against is not who is asked.
        && !matches!(kind, EventType::Mobilize | EventType::Request)
        && matches!(kind.quad(), Quad::VerbalConflict | Quad::MaterialConflict)
    {
        // "violated Karvania's ceasefire": whose it is that the pattern's own noun tells.
        for &word in &found.consumed {
            if judges_deeds(kind) && is_deed(context, word).is_some() {
                told_of(context, kind, word, &mut recipients);
            } else {
                fill(context, word, TOWARDS, &mut recipients);
            }
        }
        recipients.retain(|recipient| !actors.iter().any(|actor| actor.actor == recipient.actor));
    }
    if recipients.is_empty() && !mutual {
        recipients = fallen_back(context, kind, around, &actors);
    }
    (actors, recipients) = pointed_at(context, found, kind, mutual || bound, actors, recipients);
    if kind == EventType::Reject {
        recipients.retain(|recipient| !is_in_denied_clause(context, around, recipient));
    }
    if recipients.is_empty() && judges_deeds(kind) {
        recipients.extend(deed_itself(context, kind, found, around));
    }
    (actors, recipients)
}

/// "denied that Orlov fled", "rejected claims that he had fled": Orlov is not who is denied it.
fn is_in_denied_clause(context: Context<'_>, around: &Arguments, recipient: &Filler) -> bool {
    let Context { document, tree, lexicons, actors, .. } = context;
    let head =
        actors.mentions.list.get(recipient.mention).map_or(recipient.mention.wrapping_sub(NEW), |m| m.head);
    let claims = around.objects.iter().filter(|&&object| {
        lexicons.is_class(&document.tokens[object].lemma, Class::Statement)
            || lexicons.is_class(&document.tokens[object].lemma, Class::Document)
    });
    let on_noun = claims.flat_map(|&object| {
        tree.children(object)
            .filter(|&child| matches!(document.tokens[child].deprel, Deprel::Acl | Deprel::Ccomp))
            // "plans to bomb", "a lawsuit filed by": no claims.
            .filter(|&child| !matches!(document.tokens[child].xpos, Xpos::Vbn | Xpos::Vbg))
            .filter(|&child| !has_preposition(document, tree, child, "to"))
    });
    around.clauses.iter().copied().chain(on_noun).any(|clause| tree.subtree(clause).contains(&head))
}

/// True if this word is one of a filler's phrase, or stands for its actor.
pub fn is_word_of(context: Context<'_>, word: usize, fillers: &[Filler]) -> bool {
    let mentions = &context.actors.mentions.list;
    let within = |filler: &Filler| match mentions.get(filler.mention) {
        Some(mention) => mention.tokens.contains(&word),
        None => filler.mention == NEW + word,
    };
    fillers.iter().any(within) || {
        let mut there = Vec::new();
        fill(context, word, TOWARDS, &mut there);
        there.iter().any(|one| fillers.iter().any(|other| other.actor == one.actor))
    }
}

/// CAMEO's code for agreements signed or reached, which bind both sides.
const AGREEMENT: &str = "057";

/// The parties once the network was heard.
fn pointed_at(
    context: Context<'_>,
    found: &Match,
    kind: EventType,
    mutual: bool,
    actors: Vec<Filler>,
    recipients: Vec<Filler>,
) -> (Vec<Filler>, Vec<Filler>) {
    let teller = Sense::of(context.document, found.head).teller(kind, &found.consumed);
    let settled = |party, fillers: Vec<Filler>, depth| {
        let Some(pointer) = Pointer::of(context.document, teller, party) else { return fillers };
        let mentions = &context.actors.mentions.list;
        let within = |filler: &&Filler, word: usize| {
            mentions.get(filler.mention).is_some_and(|mention| mention.tokens.contains(&word))
        };
        let stands_for = |word| {
            // "Syrian warplanes": its words speak for the phrase that was found.
            let own = fillers.iter().find(|filler| within(filler, word));
            let mut there: Vec<Filler> = own.into_iter().copied().collect();
            if there.is_empty() && party == Party::Whom && stands_apart(context, found.head, word) {
                return there;
            }
            if there.is_empty() {
                fill(context, word, depth, &mut there);
            }
            // "Karvanian seafarers": they, not the state that they are of.
            let only_before = |filler: &Filler| {
                mentions.get(filler.mention).is_some_and(|mention| {
                    matches!(context.document.tokens[mention.head].deprel, Deprel::Amod | Deprel::Compound)
                        && context.document.tokens[mention.head].head == word
                })
            };
            if !there.is_empty() && there.iter().all(only_before) && is_human(context, word) {
                there = vec![Filler { actor: NEW + word, mention: NEW + word }];
            }
            there
        };
        let adopted = |word| match party == Party::Whom && stands_apart(context, found.head, word) {
            true => None,
            false => somebody(context, word),
        };
        pointer.settled(fillers.clone(), stands_for, adopted)
    };
    let mut actors = settled(Party::Who, actors, BY);
    let mut recipients = settled(Party::Whom, recipients, TOWARDS);
    if !mutual {
        // Whoever seems to be on both sides is on the likelier one.
        let likelihood = |party, one: &Filler| {
            let pointer = Pointer::of(context.document, teller, party);
            pointer.map_or(0.0, |p| p.likelihood(|word| is_word_of(context, word, std::slice::from_ref(one))))
        };
        let suffers = |one: &Filler| likelihood(Party::Whom, one) > likelihood(Party::Who, one);
        actors.retain(|actor| {
            let other = recipients.iter().find(|recipient| recipient.actor == actor.actor);
            !other.is_some_and(suffers)
        });
        recipients.retain(|recipient| !actors.iter().any(|actor| actor.actor == recipient.actor));
    }
    (actors, recipients)
}

/// True of a word in a clause with a subject of its own, beside the trigger and not below it: "criticized by greens, whom
/// Clinton courts" says nothing of Clinton.
fn stands_apart(context: Context<'_>, trigger: usize, word: usize) -> bool {
    use Deprel::*;
    let Context { document, tree, .. } = context;
    let is_clause = |i: usize| {
        let token = &document.tokens[i];
        let clausal = matches!(token.deprel, AclRelcl | Acl | Advcl | Ccomp | Parataxis | Csubj | Conj);
        clausal && tree.children(i).any(|child| arguments::is_subject(document.tokens[child].deprel))
    };
    let mut top = word;
    while !document.is_root(top) && !is_clause(top) {
        top = document.tokens[top].head;
    }
    !tree.subtree(top).contains(&trigger) && !tree.subtree(trigger).contains(&word)
}

/// A noun or a pronoun that no mention stands for: a new actor, without a code. Words and deeds are nobody.
fn somebody(context: Context<'_>, word: usize) -> Option<Filler> {
    use Class::{
        Abstract, Accident, Disaster, Document, Event, Goods, Measure, Money, Plan, Sport, Statement, Weapon,
    };
    const THINGS: [Class; 12] = [
        Abstract, Accident, Disaster, Document, Event, Goods, Measure, Money, Plan, Sport, Statement, Weapon,
    ];
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    let thing = || {
        !lexicons.frame_nouns.get(&token.lemma).is_empty()
            || THINGS.iter().any(|&class| lexicons.is_class(&token.lemma, class))
    };
    let fits = match token.upos {
        Upos::Pron => token.xpos == Xpos::Prp,
        // "five died and many were arrested", "another 120 were hurt"
        Upos::Num | Upos::Adj => {
            matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Conj)
                && !is_time_noun(context, word)
        }
        _ => arguments::is_nominal(document, word) && !is_time_noun(context, word) && !thing(),
    };
    fits.then_some(Filler { actor: NEW + word, mention: NEW + word })
}

/// "was hit by a car and killed": behind a passive a verb without an object is one too, though its form does not show
/// it; who seems to do it is who suffers it.
fn suffered(
    context: Context<'_>,
    kind: EventType,
    found: &Match,
    around: &Arguments,
    actors: Vec<Filler>,
    recipients: Vec<Filler>,
) -> (Vec<Filler>, Vec<Filler>) {
    use EventType::*;
    let Context { document, tree, .. } = context;
    let token = &document.tokens[around.head];
    let intransitive = !around.passive
        && matches!(token.xpos, Xpos::Vbd | Xpos::Vbn)
        && recipients.is_empty()
        && around.objects.is_empty()
        && around.clauses.is_empty()
        && tree.child(document, around.head, &[Deprel::Aux, Deprel::CompoundPrt]).is_none();
    // "Ridge man charged with theft", "officers blamed for crashes": headlines leave the auxiliary out.
    let wants_object = || {
        let entry = &context.lexicons.entries.frame[found.entry];
        let pattern = entry.verbs.get(found.pattern);
        let object = |element: &Element| element.slot == Slot::Object && element.role == Some(RoleName::R);
        pattern.is_some_and(|pattern| pattern.elements.iter().any(object))
            && matches!(kind, Accuse | Sanction | Coerce)
            && around.obliques.iter().any(|oblique| {
                ["with", "for", "of", "in", "on"]
                    .iter()
                    .any(|word| has_preposition(document, tree, oblique.marked, word))
            })
    };
    let shared = matches!(kind, Assault | Coerce | Sanction | Accuse | Request)
        && token.deprel == Deprel::Conj
        && tree.child(document, around.head, &[Deprel::Nsubj]).is_none()
        && arguments::is_passive(document, tree, token.head);
    if !intransitive || !(shared || wants_object()) {
        return (actors, recipients);
    }
    let mut agents = Vec::new();
    let by = |child: &usize| document.tokens[*child].deprel == Deprel::OblAgent;
    let governor = if shared { token.head } else { around.head };
    for child in tree.children(governor).chain(tree.children(around.head)).filter(by) {
        fill(context, child, BY, &mut agents);
    }
    (agents, actors)
}

/// "The minister said that the rebels must leave": the voice asks it of the subject. The entry stands under the
/// auxiliary, with the clause's subject as its own.
fn demanded(
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
            || matches!(child.deprel, Deprel::AuxPass | Deprel::NsubjPass)
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
    if idle || inverted || asked {
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
        consumed: Vec::new(),
    })
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

/// PLOVER: what is only going to be done is agreed to (manual, section 2 on auxiliary modes). The manual leaves retreats and
/// concessions to come as CONCEDE, its table of CAMEO codes (035, "express intent to yield") and the sets coded by hand have
/// AGREE for those that somebody "will" make, and CONCEDE for those that he has decided on.
fn still_to_come(context: Context<'_>, kind: EventType, word: usize, status: Status) -> EventType {
    use EventType::*;
    match (kind, status) {
        (Consult | Support | Cooperate | Aid, Status::Future) => Agree,
        (Retreat | Concede, Status::Future) if has_auxiliary(context, clause(context, word)) => Agree,
        (Retreat, Status::Future) => Concede,
        _ => kind,
    }
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

/// Whose words the clause of this word is, if it says what "will" be done.
fn announcer(
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
enum Side {
    Other,
    /// The Pentagon for the United States.
    Own,
    Same,
}

/// Whether `source` speaks for `actor`: they are one, or bodies of one state.
fn on_one_side(context: Context<'_>, actor: Filler, source: Filler) -> Side {
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
fn refusable(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Consult | Support | Cooperate | Aid | Retreat | Concede | Agree)
}

/// Who fills the roles.
fn roles(context: Context<'_>, found: &Match) -> (Vec<Filler>, Vec<Filler>) {
    let kind = context.lexicons.entries.frame[found.entry].kind;
    let about_deeds = kind.is_some_and(judges_deeds);
    let fill = |role: RoleName| {
        let mut fillers = Vec::new();
        let depth = if role == RoleName::R { TOWARDS } else { BY };
        // Adjectives and nouns before an event noun name its actor only where nothing plainer does.
        let before = |word: &usize| {
            matches!(context.document.tokens[*word].deprel, Deprel::Amod | Deprel::Compound)
                && context.document.tokens[*word].head == found.head
        };
        for word in found.role(role).filter(|word| !before(word)) {
            if role == RoleName::R && about_deeds && deeds(context, word, &mut fillers) {
                continue;
            }
            fill(context, word, depth, &mut fillers);
        }
        if fillers.is_empty() {
            let named = found.role(role).filter(before).filter(|&word| stands_before(context, word));
            named.for_each(|word| fill(context, word, depth, &mut fillers));
        }
        fillers
    };
    let (mut actors, mut recipients, both) = (fill(RoleName::A), fill(RoleName::R), fill(RoleName::B));
    if actors.is_empty() {
        // "passed a resolution criticising", "filed a lawsuit accusing": who made the document speaks through it.
        for word in found.role(RoleName::A).filter(|&word| speaks_for_its_maker(context, word)) {
            let maker =
                arguments::subject(context.document, context.tree, context.document.tokens[word].head, 3);
            maker.into_iter().for_each(|maker| self::fill(context, maker, BY, &mut actors));
        }
    }
    if actors.is_empty() && both.is_empty() {
        actors.extend(found.role(RoleName::A).filter_map(|word| agent_without_mention(context, word)));
    }
    if actors.is_empty() {
        actors = both.clone();
        recipients
            .extend(both.iter().filter(|filler| !recipients.contains(filler)).copied().collect::<Vec<_>>());
    } else {
        recipients.extend(
            both.into_iter().filter(|filler| !actors.iter().any(|actor| actor.actor == filler.actor)),
        );
    }
    (actors, recipients)
}

/// What is condemned, refused, praised or protested against may be a deed, which stands for whoever did it.
fn judges_deeds(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Accuse | Reject | Support | Protest)
}

/// Who did what a phrase names: "Russia's invasion", "the attack by rebels", "a U.S. court decision", "claims that two
/// soldiers stole"; never the church in "the attack on the church". False for phrases that name no deed.
fn deeds(context: Context<'_>, word: usize, fillers: &mut Vec<Filler>) -> bool {
    let Context { document, tree, .. } = context;
    let mut any = false;
    for word in coordinated(document, tree, word) {
        let word = frame::content(context, word);
        let Some(act) = is_deed(context, word) else { continue };
        any = true;
        let Some(found) = doer(context, word, act).or_else(|| blamed(context, word)) else { continue };
        if !fillers.iter().any(|other| other.actor == found.actor) {
            fillers.push(named(context, found));
        }
    }
    any
}

/// True of a noun of an act that entries know, false of other nouns of deeds and words, none of anything else.
fn is_deed(context: Context<'_>, word: usize) -> Option<bool> {
    use Class::{Building, Event, Group, Money, Org, Person, Place, Plan};
    let Context { document, actors, lexicons, .. } = context;
    let lemma = &document.tokens[word].lemma;
    let of_class = |classes: &[Class]| classes.iter().any(|&class| lexicons.is_class(lemma, class));
    let act = !lexicons.frame_nouns.get(lemma).is_empty();
    let deed = arguments::is_nominal(document, word)
        && context.name_of[word].is_none()
        && actors.mentions.headed_by(word).is_none()
        && (act || of_class(&[Event, Class::Statement, Plan]))
        && !of_class(&[Place, Building, Person, Group, Org, Money]);
    deed.then_some(act)
}

/// A deed that nobody is said to have done stands for itself where it is condemned or protested against. Plans are
/// turned down and backed as such: only who made them could be the other side. Of bare nouns ("refuses violence") none
/// is a certain deed.
fn deed_itself(context: Context<'_>, kind: EventType, found: &Match, around: &Arguments) -> Option<Filler> {
    let Context { document, tree, lexicons, .. } = context;
    let own = found.role(RoleName::R).chain(around.objects.iter().copied());
    let mut own = own.map(|word| frame::content(context, word)).filter(|word| !found.consumed.contains(word));
    let word = own.find(|&word| {
        let lemma = &document.tokens[word].lemma;
        let specific = tree.children(word).any(|child| {
            matches!(
                document.tokens[child].deprel,
                Deprel::Det | Deprel::NmodPoss | Deprel::Nmod | Deprel::Nummod | Deprel::Acl
            )
        });
        let allowed = match kind {
            EventType::Accuse | EventType::Protest => true,
            EventType::Reject => {
                !lexicons.is_class(lemma, Class::Plan) && !lexicons.is_class(lemma, Class::Document)
            }
            _ => lexicons.is_class(lemma, Class::Event) && !lexicons.is_class(lemma, Class::Plan),
        };
        specific && allowed && is_deed(context, word).is_some()
    })?;
    Some(Filler { actor: NEW + word, mention: NEW + word })
}

/// "launched a probe of the bank", "an inquiry into claims that two soldiers stole": what the pattern's own noun is
/// about.
fn told_of(context: Context<'_>, kind: EventType, noun: usize, fillers: &mut Vec<Filler>) {
    let Context { document, tree, .. } = context;
    let prepositions: &[&str] = match kind {
        EventType::Reject => &["by", "from", "of", "to"],
        _ => &["into", "of", "against", "on", "at", "over"],
    };
    for preposition in prepositions {
        for child in tree.children(noun) {
            let about = matches!(document.tokens[child].deprel, Deprel::Nmod | Deprel::Obl)
                && has_preposition(document, tree, child, preposition);
            if about && fillers.is_empty() {
                let head = antecedent(document, child);
                if !deeds(context, head, fillers) {
                    fill(context, head, TOWARDS, fillers);
                }
            }
        }
    }
}

/// Whoever a deed belongs to. Behind "of" stands the doer of an effort and the victim of a killing.
fn doer(context: Context<'_>, deed: usize, act: bool) -> Option<Filler> {
    let Context { document, tree, .. } = context;
    let tokens = &document.tokens;
    let find = |fits: &dyn Fn(usize) -> bool| {
        tree.children(deed)
            .filter(|&child| fits(child) && !is_time_noun(context, child))
            .find_map(|child| filler(context, antecedent(document, child), BY))
    };
    let by = |preposition: &'static str| {
        move |child: usize| {
            matches!(tokens[child].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
                && has_preposition(document, tree, child, preposition)
        }
    };
    find(&|child| tokens[child].deprel == Deprel::NmodPoss)
        .or_else(|| find(&by("by")))
        .or_else(|| if act { None } else { find(&by("of")) })
        .or_else(|| find(&by("from")))
        .or_else(|| agent(context, deed).and_then(|agent| filler(context, agent, BY)))
        .or_else(|| find(&|child| stands_before(context, child) && !is_mere_place(context, child)))
}

/// "the Orlo attack": where it was, not who did it.
fn is_mere_place(context: Context<'_>, word: usize) -> bool {
    let Context { document, actors, name_of, .. } = context;
    let kind = name_of[word].map(|n| document.names[n as usize].kind);
    let actor = actors.headed_by(word).map(|actor| &actors.list[actor]);
    matches!(kind, Some(NameType::Gpe | NameType::Loc | NameType::Fac)) && actor.is_none_or(is_unplaced)
}

/// "claims that two soldiers abused children": whoever the clause on a noun is about.
fn blamed(context: Context<'_>, noun: usize) -> Option<Filler> {
    let Context { document, tree, .. } = context;
    let clause = tree.children(noun).find(|&child| {
        matches!(document.tokens[child].deprel, Deprel::Acl | Deprel::Ccomp)
            && tree.children(child).any(|mark| {
                document.tokens[mark].deprel == Deprel::Mark
                    && matches!(&*document.tokens[mark].lemma, "that" | "whether")
            })
    })?;
    let subject =
        tree.children(clause).find(|&child| arguments::is_subject(document.tokens[child].deprel))?;
    filler(context, subject, 2)
}

/// How deep fillers are looked for inside a phrase. Only what something is done to is found through its place
/// ("positions in Karvania"); what is done by a thing in Karvania is not done by Karvania.
const BY: usize = 4;
const TOWARDS: usize = 8;

/// A thing that is the object of its maker's verb.
fn speaks_for_its_maker(context: Context<'_>, word: usize) -> bool {
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    let made = [Class::Document, Class::Statement, Class::Plan, Class::Event, Class::Abstract];
    matches!(token.deprel, Deprel::Obj | Deprel::Obl | Deprel::NsubjPass)
        && made.iter().any(|&class| lexicons.is_class(&token.lemma, class))
}

/// The actors that a phrase stands for: itself, its parts if it is coordinated, or whoever it belongs to
/// ("Mexico's proposal", "the plan of the ministry", "a Turkish offer").
pub fn fill(context: Context<'_>, word: usize, depth: usize, fillers: &mut Vec<Filler>) {
    let Context { document, tree, .. } = context;
    for word in coordinated(document, tree, word) {
        let found = filler(context, word, depth);
        let found = found.or_else(|| if depth == TOWARDS { adoptable(context, word) } else { None });
        if let Some(filler) = found
            && !fillers.iter().any(|other| other.actor == filler.actor)
        {
            fillers.push(named(context, filler));
        }
    }
}

/// Fillers that no mention stands for yet are numbered from here, by their head; [`adopt`] makes them actors.
const NEW: usize = 1 << 32;

/// What an act can be aimed at without being somebody: a place, a building, a vehicle. It becomes an actor without
/// a code.
fn adoptable(context: Context<'_>, word: usize) -> Option<Filler> {
    use NameType::*;
    let Context { document, lexicons, .. } = context;
    let word = frame::content(context, word);
    let token = &document.tokens[word];
    let name = context.name_of[word].map(|n| document.names[n as usize].kind);
    let named = matches!(name, Some(Gpe | Loc | Fac | Org | Person | Norp)) && token.deprel != Deprel::Amod;
    let classes = [Class::Place, Class::Building, Class::Vehicle, Class::Person, Class::Group, Class::Org];
    // "a car bomb", "a church bell": what stands before a noun is not what is aimed at.
    let thing = arguments::is_nominal(document, word)
        && name.is_none()
        && !matches!(token.deprel, Deprel::Amod | Deprel::Compound)
        && (classes.iter().any(|&class| lexicons.is_class(&token.lemma, class)) || is_human(context, word));
    (named || thing || is_personal(context, word))
        .then_some(Filler { actor: NEW + word, mention: NEW + word })
}

/// "asked him to leave": a person all the same where nothing before says who.
fn is_personal(context: Context<'_>, word: usize) -> bool {
    let token = &context.document.tokens[word];
    token.upos == Upos::Pron
        && token.xpos == Xpos::Prp
        && matches!(token.deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl)
        && matches!(&*token.lemma, "he" | "him" | "she" | "her")
}

/// People whom no list holds: "dockers", "islanders", by the form of the word. Of things only the plural looks alike,
/// and most of those stand in some class.
fn is_human(context: Context<'_>, word: usize) -> bool {
    use Class::*;
    const THINGS: [Class; 16] = [
        Document, Plan, Statement, Event, Abstract, Money, Goods, Weapon, Vehicle, Place, Building, Measure,
        Disaster, Body, Accident, Sport,
    ];
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    let lemma = &*token.lemma;
    let form = ["er", "or", "man", "men", "woman", "women", "ist", "ian", "eer"]
        .iter()
        .any(|ending| lemma.len() > ending.len() + 2 && lemma.ends_with(ending));
    token.xpos == Xpos::Nns
        && form
        && lexicons.frame_nouns.get(lemma).is_empty()
        && !THINGS.iter().any(|&class| lexicons.is_class(lemma, class))
}

/// Who does a thing though no mention stands for him: a name, or a noun of people and bodies.
fn agent_without_mention(context: Context<'_>, word: usize) -> Option<Filler> {
    use NameType::*;
    let Context { document, lexicons, .. } = context;
    let word = frame::content(context, word);
    let token = &document.tokens[word];
    // "a police raid", but no "group photo"
    let before = matches!(token.deprel, Deprel::Amod | Deprel::Compound);
    if !arguments::is_nominal(document, word) || before && !lexicons.is_class(&token.lemma, Class::Armed) {
        return None;
    }
    let name = context.name_of[word].map(|n| document.names[n as usize].kind);
    let classes = [Class::Person, Class::Group, Class::Org, Class::Armed, Class::Crowd, Class::Official];
    let fits = matches!(name, Some(Gpe | Org | Person | Norp))
        || name.is_none()
            && (classes.iter().any(|&class| lexicons.is_class(&token.lemma, class))
                || is_human(context, word));
    fits.then_some(Filler { actor: NEW + word, mention: NEW + word })
}

/// Makes actors of what events are aimed at and no mention stands for. One actor a head: such things are not
/// followed through the text.
pub fn adopt(document: &Document, tree: &Tree, actors: &mut Actors, events: &mut [Event]) {
    for filler in events.iter_mut().flat_map(|event| event.actors.iter_mut().chain(&mut event.recipients)) {
        if filler.actor < NEW {
            continue;
        }
        let head = filler.actor - NEW;
        if let Some(m) = actors.mentions.headed_by(head)
            && let Some(actor) = actors.of(m)
        {
            *filler = Filler { actor, mention: m };
            continue;
        }
        let tokens = phrase::noun_phrase(document, tree, head);
        let plural = matches!(document.tokens[head].xpos, Xpos::Nns | Xpos::Nnps);
        // "Karvanian seafarers" are of Karvania.
        let country = tokens.clone().filter(|&k| k < head).find_map(|k| {
            let m = actors.mentions.headed_by(k)?;
            let mention = &actors.mentions.list[m];
            let state = mention.nature == Nature::Country && mention.tokens.end <= head;
            actors.of(m).filter(|_| state).and_then(|actor| actors.list[actor].country.clone())
        });
        let m = actors.mentions.list.len();
        let actor = actors.list.len();
        actors.mentions.list.push(Mention {
            tokens: tokens.clone(),
            head,
            kind: if document.tokens[head].upos == Upos::Pron {
                MentionKind::Pronoun
            } else {
                MentionKind::Nominal
            },
            name: None,
            name_type: None,
            nature: Nature::Unknown,
            number: if plural { Number::Plural } else { Number::Singular },
            gender: Gender::Neuter,
            person: GrammaticalPerson::Third,
            definite: false,
            adjective: false,
            known: None,
            role: None,
            role_tokens: head..head,
        });
        actors.mentions.of_head[head] = Some(m as u32);
        actors.of_mention.push(Some(actor as u32));
        actors.list.push(ActorEntity {
            name: document.slice(tokens).to_string(),
            kind: if plural { ActorKind::Group } else { ActorKind::Unnamed },
            country,
            sectors: Vec::new(),
            wikidata: None,
            mentions: vec![m],
        });
        *filler = Filler { actor, mention: m };
    }
}

/// A noun gives way to the name beside it, and a pronoun to a name or noun for the same actor in its sentence: that says more to whoever reads the slot.
fn named(context: Context<'_>, filler: Filler) -> Filler {
    let list = &context.actors.mentions.list;
    let Some(mention) = list.get(filler.mention) else { return filler };
    // "his counterpart, Ana Swan": the name beside it says more.
    if mention.kind == MentionKind::Nominal {
        let beside = context
            .tree
            .children(mention.head)
            .filter(|&child| context.document.tokens[child].deprel == Deprel::Appos);
        let name = beside
            .filter_map(|child| context.actors.mentions.headed_by(child))
            .find(|&m| list[m].kind == MentionKind::Name && context.actors.of(m) == Some(filler.actor));
        return Filler { mention: name.unwrap_or(filler.mention), ..filler };
    }
    if mention.kind != MentionKind::Pronoun {
        return filler;
    }
    let sentence = context.document.tokens[mention.head].sentence;
    let same = context.actors.list[filler.actor].mentions.iter().copied().filter(|&m| {
        context.document.tokens[list[m].head].sentence == sentence && list[m].kind != MentionKind::Pronoun
    });
    let nearest =
        same.min_by_key(|&m| (list[m].kind != MentionKind::Name, list[m].head.abs_diff(mention.head)));
    Filler { mention: nearest.unwrap_or(filler.mention), ..filler }
}

fn filler(context: Context<'_>, word: usize, depth: usize) -> Option<Filler> {
    let Context { document, tree, actors, lexicons, .. } = context;
    let known = |m: usize| actors.of(m).map(|actor| Filler { actor, mention: m });
    if let Some(filler) = actors.mentions.headed_by(word).and_then(known) {
        return Some(filler);
    }
    // Parsers may hang a name on another of its words.
    if let Some(m) = actors.mentions.covering(word)
        && (actors.mentions.list[m].name.as_ref().is_some_and(|name| name.contains(&word))
            || actors.mentions.list[m].role_tokens.contains(&word)
            || actors.mentions.list[m].name_type == Some(NameType::Person)
                && matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn)
                && actors.mentions.list[m].head > word)
    {
        return known(m);
    }
    if depth == 0 {
        return None;
    }
    let tokens = &document.tokens;
    // "Karvania said it had launched": a pronoun nobody resolved, right below the words of somebody.
    if tokens[word].upos == Upos::Pron {
        let verb = tokens[word].head;
        let speech = tokens[verb].head;
        let subject = tokens[word].deprel == Deprel::Nsubj
            && tokens[verb].deprel == Deprel::Ccomp
            && matches!(&*tokens[word].lemma, "it" | "they" | "he" | "she");
        let speaker = if subject { arguments::subject(document, tree, speech, 2)? } else { return None };
        return filler(context, speaker, depth - 1);
    }
    let gerund = || {
        tree.children(word).any(|child| {
            tokens[child].deprel == Deprel::Det
                || tokens[child].deprel == Deprel::Nmod && has_preposition(document, tree, child, "of")
        })
    };
    if tokens[word].upos == Upos::Verb && !arguments::is_nominal(document, word) && !gerund() {
        let subject = arguments::subject(document, tree, word, 2)?;
        return filler(context, subject, depth - 1);
    }
    let content = frame::content(context, word);
    if content != word {
        return filler(context, content, depth - 1);
    }
    // "Weber is a banker and a lawyer who has sued": a predicate noun is what its subject is.
    let predicate = if tokens[word].deprel == Deprel::Conj { tokens[word].head } else { word };
    if depth <= BY
        && tree.child(document, predicate, &[Deprel::Cop]).is_some()
        && let Some(subject) = tree.child(document, predicate, &[Deprel::Nsubj])
    {
        return filler(context, antecedent(document, subject), depth - 1);
    }
    let child = |fits: &dyn Fn(usize) -> bool| {
        tree.children(word)
            .filter(|&child| fits(child))
            .find_map(|child| filler(context, antecedent(document, child), depth - 1))
    };
    let by = |preposition: &'static str| {
        move |child: usize| {
            matches!(tokens[child].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
                && has_preposition(document, tree, child, preposition)
        }
    };
    let related = |relation: Deprel| move |child: usize| tokens[child].deprel == relation;
    // A place does nothing itself: "a church in Karvania's capital which killed nine". "The city of Port Sar" does.
    if depth <= BY && lexicons.is_class(&tokens[word].lemma, Class::Place) {
        let of_name = tree.children(word).find(|&child| {
            let gpe = context.name_of[child].map(|n| document.names[n as usize].kind) == Some(NameType::Gpe);
            tokens[child].deprel == Deprel::Nmod && gpe && has_preposition(document, tree, child, "of")
        });
        return of_name.and_then(|name| filler(context, name, 0));
    }
    child(&related(Deprel::NmodPoss))
        // What a thing is called besides says who it is, not whom it is about.
        .or_else(|| {
            tree.children(word)
                .filter(|&k| tokens[k].deprel == Deprel::Appos)
                .find_map(|k| filler(context, k, 0))
        })
        .or_else(|| child(&by("by")))
        .or_else(|| child(&by("of")))
        .or_else(|| child(&|child| stands_before(context, child)))
        .or_else(|| agent(context, word).and_then(|agent| filler(context, agent, depth - 1)))
        .or_else(|| child(&by("from")))
        .or_else(|| child(&by("for")))
        .or_else(|| child(&by("against")))
        .or_else(|| {
            if depth > BY {
                child(&by("with")).or_else(|| child(&by("to"))).or_else(|| child(&by("on")))
            } else {
                None
            }
        })
        .or_else(|| if depth > BY { child(&by("in")).or_else(|| child(&by("at"))) } else { None })
}

/// A name, an adjective of one, or a body before a noun ("a U.S. court decision", "rebel positions"); no single person
/// without a name ("a pilot program").
fn stands_before(context: Context<'_>, word: usize) -> bool {
    let Context { document, actors, name_of, .. } = context;
    if !matches!(document.tokens[word].deprel, Deprel::Amod | Deprel::Compound) {
        return false;
    }
    let person = || {
        let mention = actors.mentions.headed_by(word).map(|m| &actors.mentions.list[m]);
        mention.is_some_and(|mention| mention.nature == Nature::Person)
    };
    let known = || {
        let actor = actors.headed_by(word).map(|actor| &actors.list[actor]);
        actor.is_some_and(|actor| !is_unplaced(actor))
    };
    name_of[word].is_some() || !person() || known()
}

/// Of no country, and of no sector but the public's.
pub fn is_unplaced(actor: &ActorEntity) -> bool {
    actor.country.is_none() && actor.sectors.iter().all(|sector| sector == "CVL" || sector == "UNK")
}

/// "an appeal filed by his lawyers": who made the thing.
fn agent(context: Context<'_>, word: usize) -> Option<usize> {
    let Context { document, tree, .. } = context;
    let participle = tree.children(word).find(|&child| {
        document.tokens[child].deprel == Deprel::Acl && document.tokens[child].xpos == Xpos::Vbn
    })?;
    arguments::arguments(document, tree, participle).subject
}

/// Verbal events towards nobody named take the target of what they are about: "threatened to attack Karvania".
fn takes_over(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Threaten | Reject | Agree | Request | Accuse | Support | Concede | Consult | Aid | Protest)
}

/// Where an event's own pattern knows no recipient, these prepositions tell it. What somebody refuses, criticizes or
/// backs may also be somebody's: "refused a request by the premier".
fn fallen_back(context: Context<'_>, kind: EventType, around: &Arguments, actors: &[Filler]) -> Vec<Filler> {
    use EventType::*;
    let Context { document, tree, .. } = context;
    let mut fillers = Vec::new();
    let (prepositions, depth): (&[&str], usize) = match kind {
        Aid => (&["to", "for", "among", "into", "across", "in"], TOWARDS),
        Reject | Accuse | Support => {
            for &object in around.objects.iter().filter(|&&object| !is_time_noun(context, object)) {
                if !deeds(context, object, &mut fillers) {
                    fill(context, object, BY, &mut fillers);
                }
            }
            (&["against"], BY)
        }
        Request => (&["from", "to"], BY),
        Threaten => (&["against"], BY),
        Protest => (&["against", "outside", "in_front_of"], BY),
        Sanction => (&["against", "on", "with", "from", "to", "in"], BY),
        Mobilize => (&["against", "in", "into", "to", "along", "near", "at", "on"], BY),
        _ => (&["against", "on"], BY),
    };
    let others = |fillers: &mut Vec<Filler>| {
        fillers.retain(|filler| !actors.iter().any(|actor| actor.actor == filler.actor));
        !fillers.is_empty()
    };
    if others(&mut fillers) {
        return fillers;
    }
    // "remained on alert in Port Sar": the place may hang on the phrase before it.
    let inner = around.obliques.iter().flat_map(|oblique| tree.children(oblique.marked)).filter(|&child| {
        kind == Mobilize && matches!(document.tokens[child].deprel, Deprel::Nmod | Deprel::Obl)
    });
    let inner = inner.map(|child| Oblique { head: antecedent(document, child), marked: child });
    let obliques: Vec<Oblique> = around.obliques.iter().copied().chain(inner).collect();
    for preposition in prepositions {
        for oblique in &obliques {
            if has_preposition(document, tree, oblique.marked, preposition) {
                fill(context, oblique.head, depth, &mut fillers);
                if others(&mut fillers) {
                    return fillers;
                }
            }
        }
    }
    fillers
}

/// "refused a request by the premier to resign": whoever asked, also where the phrase hangs on the verb.
fn requesters(context: Context<'_>, around: &Arguments, actors: &[Filler]) -> Vec<Filler> {
    let Context { document, tree, lexicons, .. } = context;
    let mut fillers = Vec::new();
    let asked = |&word: &usize| lexicons.is_class(&document.tokens[word].lemma, Class::Statement);
    if around.objects.iter().any(asked) {
        let agents = tree.children(around.head).filter(|&child| {
            matches!(document.tokens[child].deprel, Deprel::OblAgent | Deprel::Obl)
                && ["by", "from"].iter().any(|word| has_preposition(document, tree, child, word))
        });
        agents.for_each(|agent| fill(context, agent, BY, &mut fillers));
        fillers.retain(|filler| !actors.iter().any(|actor| actor.actor == filler.actor));
    }
    fillers
}

fn is_time_noun(context: Context<'_>, word: usize) -> bool {
    let name = context.name_of[word].map(|n| context.document.names[n as usize].kind);
    matches!(name, Some(NameType::Date | NameType::Time))
}

/// "In a meeting with the chancellor, the premier asked": the subject of the clause that a meeting stands in.
fn bystander(context: Context<'_>, noun: usize) -> Vec<Filler> {
    let Context { document, tree, .. } = context;
    let mut fillers = Vec::new();
    let token = &document.tokens[noun];
    let beside = ["in", "during", "after", "at", "following", "before", "for"]
        .iter()
        .any(|word| has_preposition(document, tree, noun, word));
    if beside && matches!(token.deprel, Deprel::Obl | Deprel::Advcl) && token.head != noun {
        let subject = arguments::arguments(document, tree, token.head).subject;
        subject.into_iter().for_each(|subject| fill(context, subject, 2, &mut fillers));
    }
    fillers
}

/// Whom an event is aimed at by the clause it governs: the one who is to do it or is said to have done it ("demanded
/// that the rebels leave", "alleged that the clerk stole"), else whoever the clause's own event is aimed at.
fn inherited(context: Context<'_>, kind: EventType, around: &Arguments, actors: &[Filler]) -> Vec<Filler> {
    let Context { document, tree, .. } = context;
    let mut fillers = Vec::new();
    let others = |fillers: &mut Vec<Filler>| {
        fillers.retain(|filler| !actors.iter().any(|actor| actor.actor == filler.actor));
        !fillers.is_empty()
    };
    // "opened an investigation into whether the envoy was spied on"
    let whether = |word: &&usize| {
        tree.children(**word).any(|mark| {
            document.tokens[mark].deprel == Deprel::Mark && *document.tokens[mark].lemma == *"whether"
        })
    };
    let asked = around.adverbials.iter().filter(whether);
    // "denied that Orlov fled": whom a denied clause is about is not whom it is denied to.
    let clauses = if kind == EventType::Reject { &[][..] } else { &around.clauses };
    for &verb in around.infinitives.iter().chain(clauses).chain(asked) {
        let inner = arguments::arguments(document, tree, verb);
        if matches!(kind, EventType::Accuse | EventType::Request) {
            let subject =
                tree.children(verb).find(|&child| arguments::is_subject(document.tokens[child].deprel));
            let subject = subject.map(|subject| antecedent(document, subject));
            subject.into_iter().for_each(|subject| fill(context, subject, BY, &mut fillers));
            if others(&mut fillers) {
                return fillers;
            }
        }
        // What the inner verb's own entry takes for its recipient is the surest: "agreed to send troops to Karvania".
        for found in frame::verb(context, &inner).iter().take(3) {
            fillers = roles(context, found).1;
            if others(&mut fillers) {
                return fillers;
            }
        }
        let own_subject =
            tree.children(verb).find(|&child| arguments::is_subject(document.tokens[child].deprel));
        let towards = inner.obliques.iter().filter(|oblique| {
            ["against", "on", "with", "to", "into", "for", "from", "at", "in"]
                .iter()
                .any(|preposition| has_preposition(document, tree, oblique.marked, preposition))
        });
        let candidates =
            own_subject.into_iter().chain(inner.objects.iter().copied()).chain(towards.map(|o| o.head));
        let own = |word: usize| {
            tree.children(word).any(|child| {
                document.tokens[child].deprel == Deprel::NmodPoss && document.tokens[child].upos == Upos::Pron
            })
        };
        for word in candidates.filter(|&word| !own(word)) {
            fill(context, word, TOWARDS, &mut fillers);
            if others(&mut fillers) {
                return fillers;
            }
        }
    }
    fillers
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
        };
        match kept.iter_mut().find(|other| same(other)) {
            Some(other) => merge(other, event),
            None => kept.push(event),
        }
    }
    absorb(context, kept)
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
        let outer = events.iter().position(|outer| governs(outer) && outer.kind.is_some_and(takes_over));
        let Some(outer) = outer else { continue };
        let same = inner.actors.iter().all(|a| events[outer].actors.iter().any(|b| a.actor == b.actor));
        if same && outer != i {
            gone[i] = true;
            if events[outer].recipients.is_empty() {
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
        consumed: Vec::new(),
    })
}

fn trigger(word: usize, particles: &[usize]) -> Range<usize> {
    let end = if particles.contains(&(word + 1)) { word + 2 } else { word + 1 };
    word..end
}

/// A noun that can tell an event: not inside a name, and not before another noun ("attack helicopter").
fn is_noun(context: Context<'_>, word: usize) -> bool {
    let Context { document, .. } = context;
    let token = &document.tokens[word];
    let noun = arguments::is_nominal(document, word)
        && !matches!(token.upos, Upos::Pron | Upos::Num)
        && (token.upos != Upos::Propn || context.name_of[word].is_none());
    noun && !matches!(token.deprel, Deprel::Compound | Deprel::Flat)
}

/// Contexts by the words around the trigger: its subtree, or its clause for a noun.
fn contexts(context: Context<'_>, word: usize) -> Vec<u32> {
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

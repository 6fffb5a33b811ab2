//! Who does what a word tells and to whom, by the pattern that was found and what else stands around it.

use crate::arguments::{self, Arguments, has_preposition};
use crate::deed::{deeds, is_deed, judges_deeds};
use crate::event::Filler;
use crate::filler::{BY, TOWARDS, fill, filler, stands_before};
use crate::frame::{Context, Match};
use crate::lexicon::{Class, Element, RoleName, Slot};
use crate::party::pointed_at;
use crate::proposal::is_noun;
use crate::recipient::{
    fallen_back, inherited, is_hostile, is_in_denied_clause, is_to_keep_it, requesters, takes_over, told_of,
};
use crate::thing::thing_itself;
use crate::unmentioned::{agent_without_mention, new};
use hearsay_nlp::{Deprel, Upos, Xpos};
use hearsay_record::EventType;

/// CAMEO's code for agreements signed or reached, which bind both sides.
pub const AGREEMENT: &str = "057";

/// Who does it and to whom, by the pattern that was found and what else helps.
pub fn parties(
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
        && is_hostile(kind)
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
    if kind == EventType::Agree {
        recipients.retain(|recipient| !is_to_keep_it(context, around, recipient));
    }
    // "The report criticised the bank": nobody else is said to.
    if actors.is_empty() && is_told_in_writing(kind) {
        actors.extend(around.subject.filter(|&word| is_document(context, word)).map(new));
    }
    let done_to_things = judges_deeds(kind)
        || matches!(kind, EventType::Concede | EventType::Coerce | EventType::Retreat) && !mutual;
    if recipients.is_empty() && done_to_things {
        recipients.extend(thing_itself(context, kind, found, around, !actors.is_empty()));
    }
    // "the monthly meeting of the council": one party is not its own other side.
    if let ([actor], [recipient]) = (&actors[..], &recipients[..])
        && actor.actor == recipient.actor
    {
        recipients.clear();
    }
    if let ([actor], true) = (&actors[..], mutual || bound)
        && let Some(other) = other_before(context, *actor)
    {
        let head = actor.head(context);
        recipients.retain(|recipient| !context.tree.subtree(head).contains(&recipient.head(context)));
        if recipients.is_empty() {
            recipients.push(other);
        }
    }
    (actors, recipients)
}

/// "talks between Japanese and British officials": the first of two whose names share the noun of the actor's phrase.
fn other_before(context: Context<'_>, actor: Filler) -> Option<Filler> {
    let Context { document, tree, name_of, .. } = context;
    let first = tree.children(actor.head(context)).find(|&child| {
        matches!(document.tokens[child].deprel, Deprel::Amod | Deprel::Compound)
            && name_of[child].is_some()
            && tree
                .children(child)
                .any(|second| document.tokens[second].deprel == Deprel::Conj && name_of[second].is_some())
    })?;
    filler(context, first, BY).filter(|other| other.actor != actor.actor)
}

/// Who fills the roles.
pub fn roles(context: Context<'_>, found: &Match) -> (Vec<Filler>, Vec<Filler>) {
    let kind = context.lexicons.entries.frame[found.entry].kind;
    let about_deeds = kind.is_some_and(judges_deeds);
    let fill = |role: RoleName| {
        let mut fillers = Vec::new();
        // "backed a no-fly zone in Karvania": Karvania is not backed.
        let judged_alone = matches!(kind, Some(EventType::Support | EventType::Reject));
        let depth = if role == RoleName::R && !judged_alone { TOWARDS } else { BY };
        // Adjectives and nouns before an event noun name its actor only where nothing plainer does.
        let before = |word: &usize| {
            let token = &context.document.tokens[*word];
            let paired = arguments::paired(context.document, context.tree, *word);
            matches!(token.deprel, Deprel::Amod | Deprel::Compound) && token.head == found.head
                || paired.is_some_and(|other| context.document.tokens[other].head == found.head)
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

/// "was hit by a car and killed": behind a passive a verb without an object is one too, though its form does not show
/// it; who seems to do it is who suffers it.
pub fn suffered(
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

/// What letters and reports can do as well as those who write them.
fn is_told_in_writing(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Accuse | Request | Reject | Support | Threaten)
}

fn is_document(context: Context<'_>, word: usize) -> bool {
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    token.upos == Upos::Noun && lexicons.is_class(&token.lemma, Class::Document)
}

/// A thing that is the object of its maker's verb.
fn speaks_for_its_maker(context: Context<'_>, word: usize) -> bool {
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    let made = [Class::Document, Class::Statement, Class::Plan, Class::Event, Class::Abstract];
    matches!(token.deprel, Deprel::Obj | Deprel::Obl | Deprel::NsubjPass)
        && made.iter().any(|&class| lexicons.is_class(&token.lemma, class))
}

//! Deeds that are condemned, refused, praised or protested against: they stand for whoever did them.

use crate::arguments::{self, antecedent, coordinated, has_preposition};
use crate::event::Filler;
use crate::filler::{BY, agent, filler, is_time_noun, is_unplaced, named, stands_before};
use crate::frame::{self, Context};
use crate::lexicon::Class;
use hearsay_nlp::{Deprel, NameType};
use hearsay_record::EventType;

/// What is condemned, refused, praised or protested against may be a deed, which stands for whoever did it.
pub fn judges_deeds(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Accuse | Reject | Support | Protest)
}

/// Who did what a phrase names: "Russia's invasion", "the attack by rebels", "a U.S. court decision", "claims that two
/// soldiers stole"; never the church in "the attack on the church". False for phrases that name no deed.
pub fn deeds(context: Context<'_>, word: usize, fillers: &mut Vec<Filler>) -> bool {
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
pub fn is_deed(context: Context<'_>, word: usize) -> Option<bool> {
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

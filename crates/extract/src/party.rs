//! Who does what a word tells and to whom, as the network sees it, beside what the patterns make of the tree.
//!
//! A pattern finds its parties where the tree puts them, and the tree is at times wrong, or puts them far away ("filed a
//! lawsuit seeking to force the ministry"). The network has read the sentence as a whole and points at the words that
//! head their phrases; which of the document's actors these words stand for is found as it is for patterns.

use crate::arguments::{self, has_preposition};
use crate::event::Filler;
use crate::filler::{BY, TOWARDS, fill, is_topic, is_unplaced, is_word_of, speaks_for};
use crate::frame::{Context, Match};
use crate::sense::Sense;
use crate::unmentioned::{is_somebody, new, somebody};
use hearsay_nlp::{Deprel, Document};
use hearsay_record::{ActorKind, EventType};

/// What the patterns found stays if the network finds it as likely as this.
const KEPT: f32 = 0.15;

/// What the network points at is told, where the patterns found nothing or what is unlikely, if it is as likely as this.
const TOLD: f32 = 0.5;

/// What the patterns found goes if it is as likely as this that nobody in the sentence is meant, or if none of its words is
/// [`SEEN`].
const NOBODY: f32 = 0.7;

/// The same of what lexicons know as a party: a state, a ministry, an embassy.
const NOBODY_KNOWN: f32 = 0.95;

/// Words less likely than this are not looked at.
const SEEN: f32 = 0.02;

/// One of the two parties of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Who does it.
    Who,
    /// To whom it is done.
    Whom,
}

/// What the network says of one party of the act that `word`, or one of those that its pattern uses up, tells.
#[derive(Clone, Copy, Debug)]
pub struct Pointer<'d> {
    document: &'d Document,
    sentence: usize,
    scores: &'d [f32],
}

impl<'d> Pointer<'d> {
    /// `teller` is the word that tells the act; it may tell none.
    pub fn of(document: &'d Document, teller: usize, party: Party) -> Option<Pointer<'d>> {
        let parties = document.parties_of(teller)?;
        let scores = match party {
            Party::Who => &parties.who,
            Party::Whom => &parties.whom,
        };
        Some(Pointer { document, sentence: document.tokens[teller].sentence, scores })
    }

    /// How likely nobody in the sentence is meant.
    pub fn nobody(&self) -> f32 {
        self.scores[0]
    }

    /// The words that may head the phrase, with their likelihoods.
    pub fn words(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let start = self.document.sentences[self.sentence].start;
        let likely = self.scores[1..].iter().enumerate().filter(|(_, score)| **score >= SEEN);
        likely.map(move |(i, &score)| (start + i, score))
    }

    /// How likely the party is one of the words that stand for somebody.
    pub fn likelihood(&self, stands_for: impl Fn(usize) -> bool) -> f32 {
        self.words().filter(|&(word, _)| stands_for(word)).map(|(_, score)| score).sum()
    }

    /// The party, given what the patterns found and whom a word stands for; `adopted` is asked of a word that is surely
    /// meant and stands for nobody known. What was found goes if nobody is meant as likely as `nobody`.
    pub fn settled(
        &self,
        found: Vec<Filler>,
        stands_for: impl Fn(usize) -> Vec<Filler>,
        adopted: impl Fn(usize) -> Option<Filler>,
        nobody: f32,
    ) -> Vec<Filler> {
        let mut supported = 0.0;
        let mut candidates: Vec<(Vec<Filler>, f32)> = Vec::new();
        for (word, score) in self.words() {
            let mut fillers = stands_for(word);
            if fillers.is_empty() && score >= TOLD {
                fillers.extend(adopted(word));
            }
            if fillers.iter().any(|filler| found.iter().any(|other| other.actor == filler.actor)) {
                supported += score;
            }
            if fillers.is_empty() {
                continue;
            }
            // The words of one phrase, and those for one actor, speak for the same.
            match candidates.iter_mut().find(|(known, _)| known[0].actor == fillers[0].actor) {
                Some((_, sum)) => *sum += score,
                None => candidates.push((fillers, score)),
            }
        }
        if !found.is_empty() && supported >= KEPT {
            return found;
        }
        let best = candidates.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((fillers, score)) if score >= TOLD => fillers,
            _ if self.nobody() >= nobody || supported == 0.0 => Vec::new(),
            _ => found,
        }
    }
}

/// The parties once the network was heard.
pub fn pointed_at(
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
        let refused = |word| {
            is_topic(context, word)
                || party == Party::Whom && stands_apart(context, found.head, word)
                || party == Party::Who && kind == EventType::Assault && is_where(context, word)
        };
        let stands_for = |word| {
            // "Syrian warplanes": its words speak for the phrase that was found.
            let own = fillers
                .iter()
                .find(|filler| mentions.get(filler.mention).is_some() && speaks_for(context, word, **filler));
            let mut there: Vec<Filler> = own.into_iter().copied().collect();
            if there.is_empty() && refused(word) {
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
            if !there.is_empty() && there.iter().all(only_before) && is_somebody(context, word) {
                there = vec![new(word)];
            }
            there
        };
        let adopted = |word| if refused(word) { None } else { somebody(context, word) };
        let list = &context.actors.list;
        let known = |filler: &Filler| list.get(filler.actor).is_some_and(|actor| !is_unplaced(actor));
        let nobody = if fillers.iter().all(known) { NOBODY_KNOWN } else { NOBODY };
        pointer.settled(fillers.clone(), stands_for, adopted, nobody)
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

/// "was killed in Karvania": where it was, not who did it.
fn is_where(context: Context<'_>, word: usize) -> bool {
    let Context { document, tree, actors, .. } = context;
    let place = actors.headed_by(word).is_some_and(|actor| actors.list[actor].kind == ActorKind::Country);
    let local = || ["in", "at", "near"].iter().any(|case| has_preposition(document, tree, word, case));
    place && matches!(document.tokens[word].deprel, Deprel::Obl | Deprel::Nmod) && local()
}

/// True of a word in a clause with a subject of its own, beside the trigger and not below it: "criticized by greens, whom
/// Clinton courts" says nothing of Clinton.
fn stands_apart(context: Context<'_>, trigger: usize, word: usize) -> bool {
    use Deprel::*;
    let Context { document, tree, actors, .. } = context;
    let is_clause = |i: usize| {
        let token = &document.tokens[i];
        let clausal = matches!(token.deprel, AclRelcl | Acl | Advcl | Ccomp | Parataxis | Csubj | Conj);
        clausal && tree.children(i).any(|child| arguments::is_subject(document.tokens[child].deprel))
    };
    // "rejected the plan and asked Karvania to negotiate": another act, to somebody else.
    let is_next_act = |i: usize| {
        let token = &document.tokens[i];
        token.deprel == Conj
            && token.head == trigger
            && tree.child(document, trigger, &[Obj]).is_some()
            && Sense::of(document, i).is_act(TOLD)
    };
    let mut top = word;
    while !document.is_root(top) && !is_clause(top) {
        if is_next_act(top) {
            return true;
        }
        top = document.tokens[top].head;
    }
    // "criticism from greens, whom Clinton courts": what describes somebody else.
    let describes = document.tokens[top].deprel == AclRelcl
        && document.tokens[top].head != trigger
        && actors.headed_by(document.tokens[top].head).is_some()
        && is_clause(top)
        && !tree.subtree(top).contains(&trigger);
    if describes {
        return true;
    }
    !tree.subtree(top).contains(&trigger) && !tree.subtree(trigger).contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a sentence of four words whose second and fourth stand for the actors 1 and 3.
    fn settled(scores: [f32; 5], found: &[usize]) -> Vec<usize> {
        let document = Document { sentences: std::iter::once(0..4).collect(), ..Document::default() };
        let filler = |n: usize| Filler { actor: n, mention: n };
        let stands_for = |word: usize| if word % 2 == 1 { vec![filler(word)] } else { Vec::new() };
        let pointer = Pointer { document: &document, sentence: 0, scores: &scores };
        let found = found.iter().copied().map(filler).collect();
        pointer.settled(found, stands_for, |_| None, NOBODY).iter().map(|filler| filler.actor).collect()
    }

    #[test]
    fn what_is_likely_enough_stays() {
        assert_eq!(settled([0.1, 0.0, 0.2, 0.0, 0.7], &[1]), [1]);
    }

    #[test]
    fn what_is_not_gives_way_to_what_is() {
        assert_eq!(settled([0.1, 0.0, 0.1, 0.0, 0.8], &[1]), [3]);
    }

    #[test]
    fn what_was_not_found_is_told_if_it_is_sure() {
        assert_eq!(settled([0.3, 0.0, 0.0, 0.0, 0.7], &[]), [3]);
        assert_eq!(settled([0.6, 0.0, 0.0, 0.0, 0.4], &[]), [0; 0]);
    }

    #[test]
    fn what_is_most_unlikely_goes() {
        assert_eq!(settled([0.96, 0.0, 0.04, 0.0, 0.0], &[1]), [0; 0], "nobody is meant");
        assert_eq!(settled([0.3, 0.7, 0.0, 0.0, 0.0], &[1]), [0; 0], "a thing is meant");
        assert_eq!(settled([0.6, 0.0, 0.3, 0.1, 0.0], &[1]), [1], "neither is sure");
    }
}

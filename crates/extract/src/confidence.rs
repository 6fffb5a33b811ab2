//! How likely an event is right: that it is an act of its type, and between these parties.
//!
//! The network says of every predicate what it tells, who does it and to whom. What it says of what was found in the end,
//! whichever rule found it, tells right events from wrong ones, and so does how the parties were found. A logistic regression
//! over both, fitted on events that were judged by readers (`bench/judged`), makes of it how many such events are right.

use crate::event::Filler;
use crate::filler;
use crate::frame::{Context, Match};
use crate::mention::MentionKind;
use crate::party::{Party, Pointer};
use crate::sense::Sense;
use crate::unmentioned::{NEW, adoptable};
use hearsay_nlp::{Document, Upos};
use hearsay_record::{EventType, Quad};

/// The regression: intercept, and the weight of each of [`Likelihoods::signs`].
const INTERCEPT: f32 = 0.79;
const WEIGHTS: [f32; 10] = [0.38, -0.50, -0.69, -1.17, -0.07, -0.42, 0.22, 0.68, 0.06, -0.16];

/// The factuality of most events that a writer tells as facts.
const USUAL_FACTUALITY: f32 = 2.8;

/// Log odds beyond this say no more.
const ODDS_MAX: f32 = 5.0;

/// Words deeper in the tree than this are no deeper.
const DEPTH_MAX: usize = 10;

/// What the network says of what was found, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihoods {
    /// That it is an act of this type, by the network alone.
    pub kind: f32,
    /// That these do it; that nobody in the sentence does, where nobody was found.
    pub actors: f32,
    /// The same of those to whom it is done.
    pub recipients: f32,
    /// Whether no pattern of the word found the act, but the network alone.
    pub alone: bool,
    /// Whether nobody was found who does it.
    no_actor: bool,
    /// Whether nobody was found to whom it is done.
    no_recipient: bool,
    /// Whether somebody is told by a pronoun that stands for nobody known.
    open: bool,
    /// Whether it is done to several.
    several: bool,
    /// How certain the network is that what the word tells is so, −3 to 3.
    factuality: f32,
    /// How likely it is done to the likeliest of those to whom it was not found to be done.
    rival: f32,
    /// How deep in its sentence the word stands: 0 at the root of the tree, [`DEPTH_MAX`] at most.
    depth: usize,
    /// Whether it is a deed and no words: what looks like one is a figure of speech more often.
    deed: bool,
}

impl Likelihoods {
    /// None where the network has not read.
    pub fn of(
        context: Context<'_>,
        found: &Match,
        kind: EventType,
        actors: &[Filler],
        recipients: &[Filler],
        alone: bool,
    ) -> Option<Likelihoods> {
        let sense = Sense::of(context.document, found.head);
        let teller = sense.teller(kind, &found.consumed);
        let who = Pointer::of(context.document, teller, Party::Who)?;
        let whom = Pointer::of(context.document, teller, Party::Whom)?;
        let whom_it_knows = known_to_it(context, recipients);
        let others = whom.words().filter(|&(word, _)| !filler::is_word_of(context, word, whom_it_knows));
        Some(Likelihoods {
            kind: sense.likelihood_of_such(kind, &found.consumed)?,
            actors: party(context, who, known_to_it(context, actors)),
            recipients: party(context, whom, whom_it_knows),
            alone,
            no_actor: actors.is_empty(),
            no_recipient: recipients.is_empty(),
            open: actors.iter().chain(recipients).any(|party| is_open(context, party)),
            several: recipients.len() > 1,
            factuality: context.document.tokens[found.head].factuality,
            rival: others.map(|(_, likelihood)| likelihood).fold(0.0, f32::max),
            depth: depth(context.document, found.head),
            deed: matches!(kind.quad(), Quad::MaterialCooperation | Quad::MaterialConflict),
        })
    }

    /// How many of such events are right in type, actors and recipients. What the network doubts of an event that the writer
    /// tells as a fact speaks against it; of what is only said, planned or denied it tells nothing.
    pub fn confidence(&self, as_fact: bool) -> f32 {
        let factuality = if as_fact { self.factuality } else { USUAL_FACTUALITY };
        let sum: f32 = Likelihoods { factuality, ..*self }
            .signs()
            .iter()
            .zip(WEIGHTS)
            .map(|(sign, weight)| sign * weight)
            .sum();
        1.0 / (1.0 + (-(INTERCEPT + sum)).exp())
    }

    fn signs(&self) -> [f32; WEIGHTS.len()] {
        let all = (self.kind * self.actors * self.recipients).clamp(0.0, 1.0);
        let odds = (all / (1.0 - all)).ln().clamp(-ODDS_MAX, ODDS_MAX);
        let found = [self.alone, self.no_actor, self.no_recipient, self.open, self.several];
        let [alone, no_actor, no_recipient, open, several] = found.map(f32::from);
        let (factuality, rival, depth, deed) =
            (self.factuality, self.rival, self.depth as f32, f32::from(self.deed));
        [odds, alone, no_actor, no_recipient, open, several, factuality, rival, depth, deed]
    }
}

/// How likely the words that stand for these are the party; without any, how likely nobody is.
fn party(context: Context<'_>, pointer: Pointer<'_>, fillers: &[Filler]) -> f32 {
    if fillers.is_empty() {
        return pointer.nobody();
    }
    pointer.likelihood(|word| filler::is_word_of(context, word, fillers))
}

/// How many words stand between this one and the root of its tree, the root included; [`DEPTH_MAX`] at most.
fn depth(document: &Document, word: usize) -> usize {
    let up = std::iter::successors(Some(word), |&word| {
        (!document.is_root(word)).then(|| document.tokens[word].head)
    });
    up.take(DEPTH_MAX + 1).count() - 1
}

/// The network knows parties alone: where a thing stands for itself ("vetoed a bill"), to nobody is it done.
fn known_to_it<'f>(context: Context<'_>, fillers: &'f [Filler]) -> &'f [Filler] {
    let is_thing =
        |filler: &Filler| filler.mention >= NEW && adoptable(context, filler.mention - NEW).is_none();
    if fillers.iter().all(is_thing) { &[] } else { fillers }
}

fn is_open(context: Context<'_>, filler: &Filler) -> bool {
    let Context { document, actors, .. } = context;
    let list = &actors.mentions.list;
    match list.get(filler.mention) {
        None => document.tokens[filler.head(context)].upos == Upos::Pron,
        Some(_) => {
            let mut mentions = actors.list[filler.actor].mentions.iter();
            mentions.all(|&mention| list[mention].kind == MentionKind::Pronoun)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: f32, actors: f32, recipients: f32) -> Likelihoods {
        Likelihoods {
            kind,
            actors,
            recipients,
            alone: false,
            no_actor: false,
            no_recipient: false,
            open: false,
            several: false,
            factuality: 3.0,
            rival: 0.0,
            depth: 0,
            deed: false,
        }
    }

    #[test]
    fn what_is_likelier_is_surer() {
        let sure = found(0.9, 0.9, 0.9).confidence(true);
        assert!(sure > found(0.5, 0.9, 0.9).confidence(true));
        assert!(sure > found(0.9, 0.9, 0.1).confidence(true));
        assert!(sure > Likelihoods { open: true, ..found(0.9, 0.9, 0.9) }.confidence(true));
    }

    #[test]
    fn doubt_counts_against_facts_alone() {
        let doubted = Likelihoods { factuality: 0.0, ..found(0.9, 0.9, 0.9) };
        assert!(doubted.confidence(true) < doubted.confidence(false));
    }

    #[test]
    fn certainties_are_numbers_too() {
        for p in [0.0, 1.0] {
            assert!((0.0..=1.0).contains(&found(p, p, p).confidence(true)));
        }
    }
}

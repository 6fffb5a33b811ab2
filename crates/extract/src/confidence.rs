//! How likely an event is right: that it is an act of its type, and between these parties.
//!
//! The network says of every predicate what it tells, who does it and to whom. What it says of what was found in the end,
//! whichever rule found it, tells right events from wrong ones: a logistic regression over the three log odds, fitted on
//! events that were judged by readers (`bench/judged`), makes of it how many events of such likelihoods are right.

use crate::event::Filler;
use crate::filler;
use crate::frame::{Context, Match};
use crate::party::{Party, Pointer};
use crate::sense::Sense;
use hearsay_record::EventType;

/// The regression: intercept, weights of the log odds of type, actors and recipients, and what it adds that no pattern of
/// the word but the network alone found the act.
const INTERCEPT: f32 = -1.39;
const WEIGHTS: [f32; 3] = [0.33, 0.11, 0.21];
const ALONE: f32 = 0.91;

/// Log odds beyond this say no more.
const ODDS_MAX: f32 = 5.0;

/// Likelihoods by the network alone that the type, those who do it and those to whom it is done are what was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihoods {
    /// That it is an act of this type.
    pub kind: f32,
    /// That these do it; that nobody in the sentence does, where nobody was found.
    pub actors: f32,
    /// The same of those to whom it is done.
    pub recipients: f32,
    /// Whether no pattern of the word found the act, but the network alone.
    pub alone: bool,
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
        Some(Likelihoods {
            kind: sense.likelihood_of_such(kind, &found.consumed)?,
            actors: party(context, Pointer::of(context.document, teller, Party::Who)?, actors),
            recipients: party(context, Pointer::of(context.document, teller, Party::Whom)?, recipients),
            alone,
        })
    }

    /// How many of such events are right in all three.
    pub fn confidence(&self) -> f32 {
        let odds = |p: f32| (p / (1.0 - p)).ln().clamp(-ODDS_MAX, ODDS_MAX);
        let parts = [self.kind, self.actors, self.recipients].map(|p| odds(p.clamp(0.0, 1.0)));
        let sum: f32 = parts.iter().zip(WEIGHTS).map(|(part, weight)| part * weight).sum();
        let alone = if self.alone { ALONE } else { 0.0 };
        1.0 / (1.0 + (-(INTERCEPT + sum + alone)).exp())
    }
}

/// How likely the words that stand for these are the party; without any, how likely nobody is.
fn party(context: Context<'_>, pointer: Pointer<'_>, fillers: &[Filler]) -> f32 {
    if fillers.is_empty() {
        return pointer.nobody();
    }
    pointer.likelihood(|word| filler::is_word_of(context, word, fillers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confidence(kind: f32, actors: f32, recipients: f32) -> f32 {
        Likelihoods { kind, actors, recipients, alone: false }.confidence()
    }

    #[test]
    fn what_is_likelier_is_surer() {
        assert!(confidence(0.9, 0.9, 0.9) > confidence(0.5, 0.9, 0.9));
        assert!(confidence(0.9, 0.9, 0.9) > confidence(0.9, 0.9, 0.1));
    }

    #[test]
    fn certainties_are_numbers_too() {
        for p in [0.0, 1.0] {
            assert!((0.0..=1.0).contains(&confidence(p, p, p)));
        }
    }
}

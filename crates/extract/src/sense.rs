//! In which sense a word is used: what the network takes it to tell, beside what the lexicon knows of it.
//!
//! A pattern sees a word and what hangs on it; the network sees the whole passage ("the bill was killed", "a strike on
//! the picket line"). So the lexicon proposes and the network disposes: it vetoes senses that do not stand there, and
//! where it is sure of an act that no pattern knows, the pattern `*` of that type codes it.

use hearsay_nlp::{Document, EVENT_CLASSES};
use hearsay_record::{EventType, Quad};

/// A sense that the lexicon proposes is kept if the network finds it as likely as this …
const KEPT: f32 = 0.3;

/// … or that it is some act as likely as this, …
const TOLD: f32 = 0.6;

/// … but not if it is another one as likely as this and the proposal itself as unlikely.
const OTHER: f32 = 0.85;
const EXCLUDED: f32 = 0.04;

/// … nor if what is proposed and what is close to it are as unlikely as this together.
const SUCH: f32 = 0.1;

/// What boycotts are taken for, protests and sanctions, must be as likely as this together.
const LIKELY: f32 = 0.45;

/// A type that no pattern proposes must be as likely as this.
const ALONE: f32 = 0.62;

/// What the network says of one predicate.
#[derive(Clone, Copy, Debug)]
pub struct Sense<'d> {
    document: &'d Document,
    word: usize,
}

impl<'d> Sense<'d> {
    /// What it says of this word.
    pub fn of(document: &'d Document, word: usize) -> Sense<'d> {
        Sense { document, word }
    }

    /// How likely the predicate, or one of the words that its pattern uses up ("launched an *attack*"), tells this.
    pub fn likelihood(&self, kind: EventType, consumed: &[usize]) -> Option<f32> {
        let class = class_of(kind)?;
        self.scores(consumed).map(|scores| scores[class]).reduce(f32::max)
    }

    /// How likely they tell this or what is close to it.
    pub fn likelihood_of_such(&self, kind: EventType, consumed: &[usize]) -> Option<f32> {
        let such = EventType::ALL.into_iter().filter(|&one| one == kind || close(one, kind));
        let classes: Vec<usize> = such.filter_map(class_of).collect();
        self.scores(consumed).map(|scores| classes.iter().map(|&class| scores[class]).sum()).reduce(f32::max)
    }

    /// The word, of the predicate and those that its pattern uses up, that likeliest tells this.
    pub fn teller(&self, kind: EventType, consumed: &[usize]) -> usize {
        let told = |word: usize| Sense::of(self.document, word).likelihood(kind, &[]).unwrap_or(0.0);
        let others = consumed.iter().copied().filter(|&word| told(word) > told(self.word));
        others.max_by(|&a, &b| told(a).total_cmp(&told(b))).unwrap_or(self.word)
    }

    /// False if the network has read the passage and takes the predicate, and the words that its pattern uses up, for no
    /// act or for a quite different one. Between two types that are both likely, of verbal cooperation, measures short of
    /// violence, or ways of giving in, the pattern knows more: its classes of objects tell "attacked the bill" from "attacked
    /// the post", and a deal that is struck from one that is offered.
    pub fn allows(&self, kind: EventType, consumed: &[usize]) -> bool {
        let Some(likelihood) = self.likelihood(kind, consumed) else { return true };
        let other = self.likeliest(OTHER).filter(|&other| other != kind);
        // A promise to bomb somebody is a threat to him: the pattern knows what is promised.
        let promised = kind == EventType::Threaten && other == Some(EventType::Agree);
        if other.is_some_and(|other| !close(other, kind)) && !promised {
            return likelihood >= EXCLUDED;
        }
        let such = self.likelihood_of_such(kind, consumed).unwrap_or(1.0);
        if such < SUCH && kind != EventType::Threaten {
            return false;
        }
        let told = self.scores(consumed).map(|scores| 1.0 - scores[0]).fold(0.0, f32::max);
        // "boycott the election": the one or the other.
        let boycott = staying_away(kind) && such >= LIKELY;
        likelihood >= KEPT || told >= TOLD || boycott
    }

    /// The type that the network is so sure of that no pattern need propose it.
    pub fn sure(&self) -> Option<EventType> {
        self.likeliest(ALONE)
    }

    /// Whether it is some act as likely as this.
    pub fn is_act(&self, likelihood: f32) -> bool {
        self.likeliest(likelihood).is_some()
    }

    /// The type that is likeliest, if it is this likely.
    pub fn likeliest(&self, likelihood: f32) -> Option<EventType> {
        let scores = self.document.events.get(self.word)?;
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
        let kind = EventType::ALL.into_iter().find(|kind| kind.name() == EVENT_CLASSES[best])?;
        (scores[best] >= likelihood).then_some(kind)
    }

    fn scores<'s>(&'s self, consumed: &'s [usize]) -> impl Iterator<Item = &'s [f32; EVENT_CLASSES.len()]> {
        [self.word]
            .into_iter()
            .chain(consumed.iter().copied())
            .filter_map(|word| self.document.events.get(word))
    }
}

/// The network's class for a type.
fn class_of(kind: EventType) -> Option<usize> {
    EVENT_CLASSES.iter().position(|&name| name == kind.name())
}

/// Types between which the words that a pattern asks for tell better than the passage: those of verbal cooperation, measures
/// short of violence, ways of giving in.
fn close(one: EventType, other: EventType) -> bool {
    use EventType::{Coerce, Concede, Retreat, Sanction};
    let friendly = |kind: EventType| kind.quad() == Quad::VerbalCooperation;
    let measure = |kind: EventType| matches!(kind, Coerce | Sanction);
    let yielding = |kind: EventType| matches!(kind, Concede | Retreat);
    friendly(one) && friendly(other)
        || measure(one) && measure(other)
        || yielding(one) && yielding(other)
        || staying_away(one) && staying_away(other)
}

/// Boycotts are the one or the other.
fn staying_away(kind: EventType) -> bool {
    matches!(kind, EventType::Protest | EventType::Sanction)
}

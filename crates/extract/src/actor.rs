//! Who the mentions refer to, with country and sectors.

use crate::mention::Mentions;
use hearsay_record::ActorKind;

/// Somebody spoken of in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorEntity {
    /// The fullest name that the lexicon or the text gives; for the unnamed their first phrase.
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC; never guessed.
    pub country: Option<String>,
    /// PLOVER sectors, the most telling first.
    pub sectors: Vec<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Indexes into the mentions, in order of the text.
    pub mentions: Vec<usize>,
}

/// All actors of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    /// In the order of their first mention.
    pub list: Vec<ActorEntity>,
    /// For every mention its actor; none where a pronoun was not resolved.
    pub of_mention: Vec<Option<u32>>,
    /// The mentions themselves.
    pub mentions: Mentions,
}

impl Actors {
    /// Index of the actor that the phrase headed by token `i` refers to.
    pub fn headed_by(&self, i: usize) -> Option<usize> {
        self.mentions.headed_by(i).and_then(|m| self.of(m))
    }

    /// Index of the actor of the innermost mention that covers token `i`.
    pub fn covering(&self, i: usize) -> Option<usize> {
        self.mentions.covering(i).and_then(|m| self.of(m))
    }

    /// Index of the actor of mention `m`.
    pub fn of(&self, m: usize) -> Option<usize> {
        self.of_mention.get(m).copied().flatten().map(|a| a as usize)
    }

    /// Says that mention `m`, so far unresolved, refers to `actor`: for "I" and "we" inside somebody's words,
    /// once it is known whose they are. Does nothing if the mention is resolved already.
    pub fn bind(&mut self, m: usize, actor: usize) {
        if self.of(m).is_some() || actor >= self.list.len() {
            return;
        }
        self.of_mention[m] = Some(actor as u32);
        let mentions = &mut self.list[actor].mentions;
        let at = mentions.partition_point(|&other| other < m);
        mentions.insert(at, m);
    }
}

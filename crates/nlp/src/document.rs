//! What the engine makes of a text. Everything downstream reads only this.

use crate::{Deprel, Upos, Xpos};
use std::ops::Range;

/// What a word can tell as the trigger of an event: nothing, or an act of one of PLOVER's root types.
pub const EVENT_CLASSES: [&str; 17] = [
    "-",
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
];

/// A text analysed. Spans of text are byte ranges; spans of tokens are token indexes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The text, unchanged.
    pub text: String,
    /// Words and punctuation marks, in order, never overlapping.
    pub tokens: Vec<Token>,
    /// Token ranges, in order; together they hold every token. Each is one tree with one root.
    pub sentences: Vec<Range<usize>>,
    /// Token ranges between line breaks; no sentence, name or attribution span crosses one.
    pub paragraphs: Vec<Range<usize>>,
    /// Names, dates and amounts, in order, never overlapping.
    pub names: Vec<Name>,
    /// Sources, cues and contents of the outermost layer of attribution, in order, never overlapping.
    pub attributions: Vec<Attribution>,
    /// For every token how likely it tells each of [`EVENT_CLASSES`]; empty if the model has no such head.
    pub events: Vec<[f32; EVENT_CLASSES.len()]>,
    /// Who does what a word tells and to whom, for the words that may tell an act, in order.
    pub parties: Vec<Parties>,
    /// Bytes of text behind this document that were not read, because a limit was reached (0 = all was read).
    pub unread_bytes: usize,
}

/// How likely each word of a sentence heads the phrase of who does what one of its words tells, and of to whom it is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Parties {
    /// The word that tells it.
    pub word: usize,
    /// That nobody in the sentence does it, then that each of its words is who does it; these are 1 together.
    pub who: Box<[f32]>,
    /// The same of the one to whom it is done.
    pub whom: Box<[f32]>,
}

/// One word or punctuation mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Index of the head in [`Document::tokens`]; its own index for the root of a sentence.
    pub head: usize,
    /// Relation to the head; [`Deprel::Root`] for a root and only there.
    pub deprel: Deprel,
    /// Index of the sentence.
    pub sentence: usize,
    /// The author's commitment to what this word tells as a predicate, −3 (certainly not) … 3 (certainly),
    /// as the network sees it. Meaningful only where `predicate` is high.
    pub factuality: f32,
    /// How likely this word is a predicate that can be true or false of the world, 0 … 1.
    pub predicate: f32,
}

/// A name, date or amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What is named.
    pub kind: NameType,
}

/// One span of the attribution layer, with the span it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Source, cue or content.
    pub role: Role,
    /// Index in [`Document::attributions`]. For a cue: its source. For a content: its cue. None: none was found.
    pub belongs_to: Option<usize>,
    /// Score margin of `belongs_to` over the next best choice; 0 where nothing was chosen.
    pub margin: f32,
}

/// Part of an attribution (PolNeAR's roles).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who vouches.
    Source,
    /// The words that attribute.
    Cue,
    /// What is attributed.
    Content,
}

/// What a name names (OntoNotes types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // OntoNotes' own words
pub enum NameType {
    Person,
    Org,
    Gpe,
    Norp,
    Loc,
    Fac,
    Event,
    Date,
    Time,
    Money,
    Cardinal,
    Ordinal,
    Percent,
    Quantity,
    Product,
    WorkOfArt,
    Law,
    Language,
}

impl NameType {
    /// OntoNotes' spelling.
    pub fn as_str(self) -> &'static str {
        use NameType::*;
        match self {
            Person => "PERSON",
            Org => "ORG",
            Gpe => "GPE",
            Norp => "NORP",
            Loc => "LOC",
            Fac => "FAC",
            Event => "EVENT",
            Date => "DATE",
            Time => "TIME",
            Money => "MONEY",
            Cardinal => "CARDINAL",
            Ordinal => "ORDINAL",
            Percent => "PERCENT",
            Quantity => "QUANTITY",
            Product => "PRODUCT",
            WorkOfArt => "WORK_OF_ART",
            Law => "LAW",
            Language => "LANGUAGE",
        }
    }

    /// The type with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        use NameType::*;
        const ALL: [NameType; 18] = [
            Person, Org, Gpe, Norp, Loc, Fac, Event, Date, Time, Money, Cardinal, Ordinal, Percent, Quantity,
            Product, WorkOfArt, Law, Language,
        ];
        ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl Document {
    /// The slice of the text that is this token.
    pub fn text_of(&self, token: &Token) -> &str {
        &self.text[token.start..token.end]
    }

    /// The slice of the text that is token `i`.
    pub fn word(&self, i: usize) -> &str {
        self.text_of(&self.tokens[i])
    }

    /// Byte range from the first to the last of these tokens. Empty for an empty range.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end
    }

    /// The slice of the text from the first to the last of these tokens.
    pub fn slice(&self, tokens: Range<usize>) -> &str {
        &self.text[self.bytes(tokens)]
    }

    /// Who does what token `i` tells and to whom, if it may tell an act.
    pub fn parties_of(&self, i: usize) -> Option<&Parties> {
        let at = self.parties.binary_search_by_key(&i, |parties| parties.word).ok()?;
        Some(&self.parties[at])
    }

    /// Dependents of token `i`, in order. Walks the sentence.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.sentences[self.tokens[i].sentence].clone();
        sentence.filter(move |&k| k != i && self.tokens[k].head == i)
    }

    /// The index of the token that covers byte `at`, or the next one after it.
    pub fn token_at(&self, at: usize) -> Option<usize> {
        let i = self.tokens.partition_point(|token| token.end <= at);
        (i < self.tokens.len()).then_some(i)
    }

    /// Names as IOB tags, one a token: `B-PERSON`, `I-PERSON`, `O`.
    pub fn name_tags(&self) -> Vec<String> {
        let mut tags = vec!["O".to_string(); self.tokens.len()];
        for name in &self.names {
            for i in name.tokens.clone() {
                let place = if i == name.tokens.start { "B" } else { "I" };
                tags[i] = format!("{place}-{}", name.kind.as_str());
            }
        }
        tags
    }

    /// True for a root of a sentence.
    pub fn is_root(&self, i: usize) -> bool {
        self.tokens[i].head == i
    }
}

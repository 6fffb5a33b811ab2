//! Spans of text that refer to somebody: names, nominals, pronouns.

use hearsay_nlp::NameType;
use std::ops::Range;

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// "Claudia Sheinbaum", "the United Nations", "Mexico", "Mexican".
    Name,
    /// "the president", "rebels in eastern Congo", "43 people".
    Nominal,
    /// "she", "their", "we".
    Pronoun,
}

/// What sort of thing is referred to, as far as the mention itself shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nature {
    /// One human being.
    Person,
    /// Several, without an organisation of their own: "protesters", "Mexicans".
    People,
    /// A body, company, party, armed group, outlet.
    Organization,
    /// A state or territory, a city or region that acts.
    Country,
    /// Not to be seen: most pronouns, surnames alone.
    Unknown,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Number {
    Singular,
    Plural,
    Unknown,
}

/// Grammatical gender, from pronouns, titles, first names and role nouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Gender {
    Female,
    Male,
    /// "it", "its": no person.
    Neuter,
    Unknown,
}

/// Grammatical person of a pronoun; everything else is third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum GrammaticalPerson {
    First,
    Second,
    Third,
}

/// One span that refers to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The whole phrase, with article, adjectives and title, and with an "of" or "in" phrase that belongs to it;
    /// without relative clause and apposition.
    pub tokens: Range<usize>,
    /// The token that carries the phrase in the tree: what verbs govern.
    pub head: usize,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
    /// The tokens of the name alone, for a name.
    pub name: Option<Range<usize>>,
    /// The engine's type of that name.
    pub name_type: Option<NameType>,
    /// What sort of thing.
    pub nature: Nature,
    /// One or several.
    pub number: Number,
    /// Female, male, neuter.
    pub gender: Gender,
    /// First, second or third person.
    pub person: GrammaticalPerson,
    /// "the", "this", "her": refers to what is known already.
    pub definite: bool,
    /// An adjective that stands for a country or people: "Russian airstrikes".
    pub adjective: bool,
}

/// All mentions of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    /// In the order of their heads.
    pub list: Vec<Mention>,
    /// For every token the innermost mention that covers it.
    pub of_token: Vec<Option<u32>>,
    /// For every token the mention whose head it is.
    pub of_head: Vec<Option<u32>>,
}

impl Mentions {
    /// Index of the mention headed by token `i`.
    pub fn headed_by(&self, i: usize) -> Option<usize> {
        self.of_head.get(i).copied().flatten().map(|m| m as usize)
    }

    /// Index of the innermost mention that covers token `i`.
    pub fn covering(&self, i: usize) -> Option<usize> {
        self.of_token.get(i).copied().flatten().map(|m| m as usize)
    }
}

//! Somebody's words, thoughts, wishes or intentions, and the one they are credited to.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Source, cue and content, in the sense of PolNeAR (Newell, Margolin and Ruths 2018).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// `s1`, `s2` … in the order of the text.
    pub id: String,
    /// The statement inside which this one is made.
    pub parent: Option<String>,
    /// Who vouches for it.
    pub source: Source,
    /// The words that attribute it.
    pub cue: Cue,
    /// What is said, in fragments, in order.
    pub content: Vec<Span>,
    /// How much of it stands in quotation marks.
    pub quote: Quote,
    /// The attribution itself is denied: "did not say that …".
    pub negated: bool,
    /// Index into the record's sentences, of the cue.
    pub sentence: usize,
}

/// Who vouches for a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Id of the actor, where it is one.
    pub actor: Option<String>,
    /// The words that name it, in this sentence or the one that carries it.
    pub span: Option<Span>,
    /// Resolved: a pronoun or short form stands here as the name it refers to.
    pub name: Option<String>,
    /// What sort of source.
    pub kind: SourceKind,
}

/// What sort of source vouches for a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Somebody with a name.
    NamedPerson,
    /// A body, state or company with a name.
    NamedOrganization,
    /// A report, poll, lawsuit, tweet, newspaper.
    Document,
    /// One person without a name.
    UnnamedPerson,
    /// Several people without a name: "officials", "critics".
    UnnamedGroup,
    /// Nobody in particular: "growing speculation", "has been seen as". A finding, not a failure.
    None,
}

/// The words that attribute a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// The whole verb group, or the noun or phrase.
    pub span: Span,
    /// Dictionary form of its head.
    pub lemma: String,
    /// What is done by saying it.
    pub class: CueClass,
}

/// What somebody does by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueClass {
    /// Neutral report: say, tell, add.
    Say,
    /// Asserts what may be doubted: claim, insist, allege.
    Claim,
    /// Denies or rejects that it is so.
    Deny,
    /// Owns up: admit, concede, confess.
    Admit,
    /// Blames somebody.
    Accuse,
    /// Wants somebody to act: demand, urge, order.
    Demand,
    /// Questions and enquiries.
    Ask,
    /// Commits to act: promise, vow, plan.
    Promise,
    /// Foresees harm: warn, threaten.
    Warn,
    /// Thinks, feels, expects, hopes, fears.
    Believe,
    /// Knows, learns, remembers.
    Know,
    /// A document or a fact makes it plain: show, suggest, reveal.
    Show,
    /// Is for it: support, praise, welcome.
    Support,
    /// Is against it: oppose, criticise.
    Oppose,
}

/// How much of a statement's content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// At least nine tenths.
    Direct,
    /// Some.
    Mixed,
    /// Less than a tenth.
    Indirect,
}

/// Whose words the article is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Words of the article, punctuation not counted.
    pub words: usize,
    /// Share of the words by kind of the outermost voice; the shares add up to 1.
    pub share: Shares,
    /// Statements by kind of source.
    pub named_statements: usize,
    /// Statements of somebody without a name.
    pub unnamed_statements: usize,
    /// Statements of nobody in particular.
    pub unsourced_statements: usize,
    /// Passages that rest on one source, in order.
    #[serde(default)]
    pub single_source: Vec<SingleSource>,
}

/// A passage that rests on one source: a run of sentences in which every outermost statement goes back to the same
/// somebody, in at least three sentences of which something is stated. One sentence of plain narration in between
/// does not end it; two do, and so does any other source, or a claim that has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SingleSource {
    /// Id of the actor, where the source is one.
    pub actor: Option<String>,
    /// The source, resolved.
    pub name: String,
    /// What sort of source.
    pub kind: SourceKind,
    /// Index of the first sentence.
    pub sentence: usize,
    /// How many sentences, from there on.
    pub sentences: usize,
    /// Outermost statements in them.
    pub statements: usize,
}

/// Share of an article's words by voice, each from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Outside all statements.
    pub writer: f64,
    /// See [`SourceKind::NamedPerson`].
    pub named_person: f64,
    /// See [`SourceKind::NamedOrganization`].
    pub named_organization: f64,
    /// See [`SourceKind::Document`].
    pub document: f64,
    /// See [`SourceKind::UnnamedPerson`].
    pub unnamed_person: f64,
    /// See [`SourceKind::UnnamedGroup`].
    pub unnamed_group: f64,
    /// See [`SourceKind::None`].
    pub none: f64,
}

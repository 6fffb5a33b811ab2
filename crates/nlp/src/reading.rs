//! One text on its way to a [`Document`]: window by window through the network, and its scores to labels.

use std::ops::Range;

use crate::Deprel;
use crate::decode::link::{LinkScores, link};
use crate::decode::start::starts;
use crate::decode::{best, bio, name, tag, tree};
use crate::document::{Attribution, Document, EVENT_CLASSES, Name, NameType, Parties, Role, Token};
use crate::engine::Engine;
use crate::network::{self, Input, Logits};
use crate::window::{Pack, Plan};

/// Attribution is decoded paragraph by paragraph; of a paragraph that runs over more windows than this, part by part.
const WINDOWS_PENDING_MAX: usize = 16;

/// A word that tells no act as surely as this is not asked for its parties.
const NO_ACT: f32 = 0.9;

/// Working memory for reading texts one after the other. One for each thread.
#[derive(Default)]
pub struct Scratch {
    plan: Plan,
    pack: Pack,
    network: network::Scratch,
    tree: tree::Scratch,
    bio: bio::Scratch,
    key: String,
    heads: Vec<usize>,
    arcs: Vec<(usize, usize)>,
    relations: Vec<f32>,
    scores: Vec<f32>,
    names: Vec<(NameType, Range<usize>)>,
    roles: Vec<(Role, Range<usize>)>,
    /// Attribution scores of the words from `pending_from` on.
    role_scores: Vec<f32>,
    /// Link scores of the windows from there on; those behind `pending` are spare.
    windows: Vec<LinkScores>,
}

/// A text being read.
pub(crate) struct Reading<'a> {
    engine: &'a Engine,
    text: &'a str,
    scratch: &'a mut Scratch,
    document: Document,
    /// First word whose attribution is not decoded yet.
    pending_from: usize,
    /// Number of windows since then.
    pending: usize,
}

impl<'a> Reading<'a> {
    pub fn new(engine: &'a Engine, scratch: &'a mut Scratch, text: &'a str) -> Self {
        Reading { engine, text, scratch, document: Document::default(), pending_from: 0, pending: 0 }
    }

    /// Everything but the text itself.
    pub fn document(mut self) -> Document {
        let engine = self.engine;
        let mut plan = std::mem::take(&mut self.scratch.plan);
        let mut pack = std::mem::take(&mut self.scratch.pack);
        let mut network = std::mem::take(&mut self.scratch.network);
        plan.make(self.text, &engine.pieces);
        self.document.paragraphs.extend_from_slice(&plan.paragraphs);
        self.document.tokens.reserve_exact(plan.words.len());
        self.scratch.role_scores.clear();
        for (i, window) in plan.windows.iter().enumerate() {
            plan.pack(window, &engine.pieces, &mut pack);
            let input = Input { ids: &pack.ids, shapes: &pack.shapes, first: &pack.first };
            let logits = engine.network.run(input, &mut network);
            self.words(&plan, window.words.clone(), &logits);
            let first_sentence = self.document.sentences.len();
            self.sentences(&plan, window.words.clone(), &logits);
            self.names(window.words.clone(), first_sentence, &logits);
            self.parties(window.words.clone(), first_sentence, &logits);
            self.keep_attribution(window.words.clone(), &logits);
            if window.ends_paragraph || self.pending >= WINDOWS_PENDING_MAX || i + 1 == plan.windows.len() {
                self.attributions(window.words.end);
            }
        }
        self.scratch.plan = plan;
        self.scratch.pack = pack;
        self.scratch.network = network;
        self.document
    }

    /// What is told of each word by itself. Row 0 of the scores is no word.
    fn words(&mut self, plan: &Plan, words: Range<usize>, logits: &Logits) {
        let engine = self.engine;
        for (row, word) in (1..).zip(&plan.words[words]) {
            let form = &self.text[word.start..word.end];
            let (xpos, upos) = tag::tags(
                form,
                (&engine.xpos, logits.xpos(row)),
                (&engine.upos, logits.upos(row)),
                &engine.lemmas.inflection,
            );
            let fact = logits.fact(row);
            if let Ok(mut event) = <[f32; EVENT_CLASSES.len()]>::try_from(logits.event(row)) {
                softmax(&mut event);
                self.document.events.push(event);
            }
            self.document.tokens.push(Token {
                start: word.start,
                end: word.end,
                upos,
                xpos,
                lemma: engine.lemmas.lemma(
                    form,
                    xpos.as_str(),
                    best(logits.lemma(row)),
                    &mut self.scratch.key,
                ),
                head: 0,
                deprel: Deprel::Root,
                sentence: 0,
                factuality: expectation(&fact[..7]),
                predicate: 1.0 / (1.0 + (-fact[7]).exp()),
            });
        }
    }

    /// Cuts the window into sentences and gives each its tree.
    fn sentences(&mut self, plan: &Plan, words: Range<usize>, logits: &Logits) {
        let score = |word: usize| logits.start(word - words.start + 1);
        let mut start = words.start;
        for word in words.start + 1..=words.end {
            let ends = word == words.end || starts(self.text, &plan.words, words.clone(), word, score);
            if ends {
                self.sentence(start..word, words.start, logits);
                start = word;
            }
        }
    }

    fn sentence(&mut self, words: Range<usize>, window_start: usize, logits: &Logits) {
        let number = self.document.sentences.len();
        self.document.sentences.push(words.clone());
        let Scratch { tree: scratch, heads, arcs, relations, .. } = &mut *self.scratch;
        // Word i of the sentence is row i + first; column 0 is the root.
        let first = words.start - window_start + 1;
        let score = |i: usize, head: usize| {
            let row = logits.arc(first + i);
            if head == 0 { row[0] } else { row[first + head - 1] }
        };
        tree::tree(words.len(), score, scratch, heads);
        arcs.clear();
        arcs.extend(
            heads.iter().enumerate().map(|(i, &h)| (first + i, if h == 0 { 0 } else { first + h - 1 })),
        );
        logits.relate(arcs, relations);
        let width = relations.len() / words.len().max(1);
        for (i, &head) in heads.iter().enumerate() {
            let token = &mut self.document.tokens[words.start + i];
            token.sentence = number;
            token.head = if head == 0 { words.start + i } else { words.start + head - 1 };
            let scores = &relations[i * width..][..width];
            token.deprel = if head == 0 { Deprel::Root } else { best_relation(&self.engine.deprels, scores) };
        }
    }

    /// Names of a window, sentence by sentence: none runs over the end of one.
    fn names(&mut self, words: Range<usize>, first_sentence: usize, logits: &Logits) {
        let Scratch { scores, bio, names, .. } = &mut *self.scratch;
        let Document { tokens, sentences, names: found, .. } = &mut self.document;
        let word = |i: usize| &self.text[tokens[i].start..tokens[i].end];
        for sentence in &sentences[first_sentence..] {
            scores.clear();
            for word in sentence.clone() {
                scores.extend_from_slice(logits.ner(word - words.start + 1));
            }
            self.engine.names.decode(scores, bio, names);
            for (kind, span) in names.drain(..) {
                let span = sentence.start + span.start..sentence.start + span.end;
                let span = name::proper(kind, span, |i| tokens[i].xpos);
                if let Some(span) = name::trim(kind, span, word)
                    && name::can_name(kind, tokens[span.clone()].iter().map(|token| token.xpos))
                {
                    match found.last_mut() {
                        // "Strait of", "Orlo": one name.
                        Some(last) if last.tokens.end == span.start && word(span.start - 1) == "of" => {
                            last.tokens.end = span.end;
                        }
                        _ => found.push(Name { tokens: span, kind }),
                    }
                }
            }
        }
    }

    /// Who does what the words of a window tell, and to whom; both stand in the same sentence.
    fn parties(&mut self, words: Range<usize>, first_sentence: usize, logits: &Logits) {
        let Document { sentences, events, parties, .. } = &mut self.document;
        for sentence in &sentences[first_sentence..] {
            // Word i of the sentence is row i + first; row 0 is nobody.
            let first = sentence.start - words.start + 1;
            let among = |scores: &[f32]| {
                let own = &scores[first..first + sentence.len()];
                let mut scores: Box<[f32]> = scores[..1].iter().chain(own).copied().collect();
                softmax(&mut scores);
                scores
            };
            for word in sentence.clone() {
                let row = word - words.start + 1;
                let (who, whom) = (logits.who(row), logits.whom(row));
                if !who.is_empty() && events.get(word).is_some_and(|event| event[0] < NO_ACT) {
                    parties.push(Parties { word, who: among(who), whom: among(whom) });
                }
            }
        }
    }

    /// Copies the scores that attribution needs once the whole paragraph is known.
    fn keep_attribution(&mut self, words: Range<usize>, logits: &Logits) {
        let Scratch { role_scores, windows, .. } = &mut *self.scratch;
        if windows.len() == self.pending {
            windows.push(LinkScores::default());
        }
        let kept = &mut windows[self.pending];
        kept.scores.clear();
        for row in 0..=words.len() {
            kept.scores.extend_from_slice(logits.link(row));
            if row > 0 {
                role_scores.extend_from_slice(logits.attr(row));
            }
        }
        kept.words = words;
        self.pending += 1;
    }

    /// Decodes the attribution of all words up to `end`.
    fn attributions(&mut self, end: usize) {
        let Scratch { role_scores, windows, bio, roles, .. } = &mut *self.scratch;
        let Document { paragraphs, attributions, .. } = &mut self.document;
        let from = attributions.len();
        let width = self.engine.roles.len();
        let first = paragraphs.partition_point(|p| p.end <= self.pending_from);
        for paragraph in &paragraphs[first..] {
            let part = paragraph.start.max(self.pending_from)..paragraph.end.min(end);
            if part.is_empty() {
                break;
            }
            let scores = &role_scores[(part.start - self.pending_from) * width..][..part.len() * width];
            self.engine.roles.decode(scores, bio, roles);
            attributions.extend(roles.iter().map(|(role, span)| Attribution {
                tokens: part.start + span.start..part.start + span.end,
                role: *role,
                belongs_to: None,
                margin: 0.0,
            }));
        }
        link(attributions, from, &windows[..self.pending]);
        role_scores.clear();
        self.pending_from = end;
        self.pending = 0;
    }
}

/// The best relation of a word that is no root.
fn best_relation(relations: &[Deprel], scores: &[f32]) -> Deprel {
    let mut found = (Deprel::Dep, f32::NEG_INFINITY);
    for (&relation, &score) in relations.iter().zip(scores) {
        if relation != Deprel::Root && score > found.1 {
            found = (relation, score);
        }
    }
    found.0
}

/// Scores of classes as probabilities.
fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - highest).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Mean of −3 … 3 under the softmax of these scores.
fn expectation(scores: &[f32]) -> f32 {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let (mut sum, mut mean) = (0.0, 0.0);
    for (value, score) in (-3i8..).zip(scores) {
        let weight = (score - highest).exp();
        sum += weight;
        mean += weight * f32::from(value);
    }
    mean / sum
}

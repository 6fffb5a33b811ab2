//! Statements: the layers of attribution of one document, outermost and nested, in order.

use crate::attribution::{self, Draft, Origin};
use crate::cue;
use crate::labelled;
use crate::lexicon::Lexicons;
use crate::missed;
use crate::nesting;
use crate::phrase;
use crate::quotation;
use crate::source;
use crate::tree::Tree;
use crate::unsourced;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};
use hearsay_record::{CueClass, Quote};
use std::ops::Range;

/// One statement. Spans are token ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Who vouches; none for nobody in particular.
    pub source: Option<Range<usize>>,
    /// The words that attribute.
    pub cue: Range<usize>,
    /// Token that carries the cue.
    pub head: usize,
    /// Dictionary form of that token, with its particle.
    pub lemma: String,
    /// What is done by saying it.
    pub class: CueClass,
    /// The saying itself is denied.
    pub negated: bool,
    /// What is said, in order.
    pub content: Vec<Range<usize>>,
    /// How much of it stands in quotation marks.
    pub quote: Quote,
    /// Index of the statement whose content holds this one.
    pub parent: Option<usize>,
    /// What found it.
    pub origin: Origin,
}

/// All statements of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements {
    /// In the order of their first token.
    pub list: Vec<Statement>,
    /// For every token the innermost statement whose content covers it.
    pub of_token: Vec<Option<u32>>,
}

impl Statements {
    /// Index of the innermost statement whose content covers token `i`: its voice.
    pub fn voice(&self, i: usize) -> Option<usize> {
        self.of_token.get(i).copied().flatten().map(|s| s as usize)
    }
}

/// Reads the statements of a document: the network's layer, unsourced claims it missed, and what is nested inside.
pub fn statements(document: &Document, tree: &Tree, lexicons: &Lexicons) -> Statements {
    let quoted = quotation::quoted(document);
    let mut drafts = attribution::drafts(document, tree, lexicons, &quoted);
    let labelled = labelled::labelled(document);
    labelled::give_way(&mut drafts, &labelled);
    drafts.extend(labelled);
    drafts.extend(missed::missed(document, tree, lexicons, &drafts));
    drafts.extend(unsourced::unsourced(document, tree, lexicons, &drafts));
    drafts.extend(nesting::nested(document, tree, lexicons, &drafts));
    drafts.sort_by_key(|draft| (first_token(draft), draft.cue.start));
    let mut list: Vec<Statement> = drafts
        .into_iter()
        .map(|draft| {
            // What a document or a thing "suggests" it shows; what a person suggests is a claim.
            let shows = |source| source::is_document(document, lexicons, phrase::head_of(document, source));
            let shown = draft.source.clone().is_some_and(shows);
            let mut cue = cue::read(document, tree, lexicons, draft.cue.clone(), shown);
            let quote = quotation::quote(document, &quoted, &draft.content);
            // Whoever "recalls" in quotation marks speaks.
            if quote == Quote::Direct && cue.class == CueClass::Know && draft.origin != Origin::Nested {
                cue.class = CueClass::Say;
            }
            Statement {
                quote,
                source: draft.source,
                cue: draft.cue,
                head: cue.head,
                lemma: cue.lemma,
                class: cue.class,
                negated: cue.negated,
                content: draft.content,
                parent: None,
                origin: draft.origin,
            }
        })
        .collect();
    for k in 0..list.len() {
        list[k].parent = parent(&list, k);
    }
    let of_token = innermost(document, tree, &list);
    Statements { list, of_token }
}

/// "promised to send troops after rebels attacked a base": what is told beside what is promised, in the past and with a subject
/// of its own, is the writer's.
fn told_beside(document: &Document, tree: &Tree, statement: &Statement) -> Vec<Range<usize>> {
    let tokens = &document.tokens;
    let [content] = &statement.content[..] else { return Vec::new() };
    if statement.quote == Quote::Direct || content.is_empty() {
        return Vec::new();
    }
    let top = phrase::head_of(document, content.clone());
    let finite = |verb: usize| {
        matches!(tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || tree.children(verb).any(|k| {
                matches!(tokens[k].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                    && tokens[k].xpos != Xpos::Vb
            })
    };
    // Only what is no clause with a tense of its own: "to send troops", "an inquiry".
    if finite(top) || !matches!(tokens[top].upos, Upos::Verb | Upos::Noun) {
        return Vec::new();
    }
    let after = |verb: usize| {
        tree.children(verb).any(|k| {
            tokens[k].deprel == Deprel::Mark
                && matches!(&*tokens[k].lemma, "after" | "since" | "before" | "as")
        })
    };
    let own = |verb: usize| {
        tree.children(verb).any(|k| matches!(tokens[k].deprel, Deprel::Nsubj | Deprel::NsubjPass))
    };
    let past = |verb: usize| {
        tokens[verb].xpos == Xpos::Vbd
            || tree.children(verb).any(|k| {
                matches!(tokens[k].deprel, Deprel::Aux | Deprel::AuxPass) && tokens[k].xpos == Xpos::Vbd
            })
    };
    let beside = content.clone().filter(|&verb| {
        tokens[verb].deprel == Deprel::Advcl && verb > top && after(verb) && own(verb) && past(verb)
    });
    beside.map(|verb| tree.subtree(verb)).collect()
}

fn first_token(draft: &Draft) -> usize {
    let spans = draft.source.iter().chain([&draft.cue]).chain(&draft.content);
    spans.map(|span| span.start).min().unwrap_or(0)
}

/// The smallest other statement with a content fragment that holds this one's cue, if that one is larger.
fn parent(list: &[Statement], k: usize) -> Option<usize> {
    let cue = &list[k].cue;
    let holds = |content: &&Range<usize>| content.start <= cue.start && cue.end <= content.end;
    (0..list.len())
        .filter(|&other| other != k)
        .filter_map(|other| list[other].content.iter().find(holds).map(|content| (content.len(), other)))
        // A statement inside one of its own fragments would be its own grandparent.
        .filter(|&(_, other)| {
            !list[k]
                .content
                .iter()
                .any(|content| content.start <= list[other].cue.start && list[other].cue.end <= content.end)
        })
        .min()
        .map(|(_, other)| other)
}

/// Paints outer statements first and nested ones over them.
fn innermost(document: &Document, tree: &Tree, list: &[Statement]) -> Vec<Option<u32>> {
    let depth =
        |k: usize| std::iter::successors(list[k].parent, |&p| list[p].parent).take(list.len()).count();
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|&k| depth(k));
    let mut of_token = vec![None; document.tokens.len()];
    for k in order {
        let beside = told_beside(document, tree, &list[k]);
        for i in list[k].content.iter().cloned().flatten() {
            if !beside.iter().any(|range| range.contains(&i)) {
                of_token[i] = Some(k as u32);
            }
        }
    }
    of_token
}

/// Words of a document: everything but punctuation.
pub fn is_word(document: &Document, i: usize) -> bool {
    !matches!(document.tokens[i].upos, Upos::Punct | Upos::Sym)
}

//! Spans of the network joined into statements: which source with which cue and content.

use crate::arguments::has_preposition;
use crate::lexicon::Lexicons;
use crate::quotation;
use crate::settle::settle;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, NameType, Role, Upos, Xpos};
use std::ops::Range;

/// A statement while it is being put together. Spans are token ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who vouches; none for nobody in particular.
    pub source: Option<Range<usize>>,
    /// The words that attribute.
    pub cue: Range<usize>,
    /// What is attributed, in order.
    pub content: Vec<Range<usize>>,
    /// Where it comes from, for `explain`.
    pub origin: Origin,
}

/// What found a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The attribution layer of the network.
    Network,
    /// A rule for words that nobody in particular vouches for.
    Unsourced(&'static str),
    /// A rule for what is said inside somebody's words.
    Nested,
    /// The layout: a name with a colon before what is said, or with a dash behind it.
    Labelled,
    /// A rule for verbs of speech with a clause that the network passed over.
    Missed,
}

/// Joins the attribution spans of the document. Every cue with content becomes a statement; a cue without content, and
/// a content without a cue, are more often mistakes of the network than statements.
pub fn drafts(document: &Document, tree: &Tree, lexicons: &Lexicons, quoted: &[bool]) -> Vec<Draft> {
    let spans = &document.attributions;
    let mut cue_of: Vec<Option<usize>> = spans.iter().map(|span| span.belongs_to).collect();
    for i in 0..spans.len() {
        if spans[i].role == Role::Content && cue_of[i].is_none() {
            cue_of[i] = continued(document, &cue_of, i).or_else(|| announced(document, &cue_of, i));
        }
    }
    for i in 0..spans.len() {
        if let Some(nearer) = followed(document, quoted, &cue_of, i) {
            cue_of[i] = Some(nearer);
        }
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for (i, span) in spans.iter().enumerate().filter(|(_, span)| span.role == Role::Cue) {
        let content: Vec<Range<usize>> = (0..spans.len())
            .filter(|&k| spans[k].role == Role::Content && cue_of[k] == Some(i))
            .map(|k| spans[k].tokens.clone())
            .collect();
        if content.is_empty() {
            continue;
        }
        let source = span.belongs_to.map(|k| spans[k].tokens.clone());
        let mut draft = Draft { source, cue: span.tokens.clone(), content, origin: Origin::Network };
        quoted_as(document, tree, &mut draft);
        said_by(document, tree, &mut draft);
        if !settle(document, tree, lexicons, quoted, &mut draft) {
            continue;
        }
        draft.content.retain(|fragment| !fragment.is_empty());
        leave_others(document, quoted, &mut draft);
        draft.content.iter_mut().for_each(|fragment| take_stop(document, quoted, fragment));
        let Some(first) = draft.content.first() else { continue };
        if let Some(earlier) = begun(document, first) {
            draft.content.insert(0, earlier);
        }
        drafts.push(draft);
    }
    drafts
}

/// "The governor was quoted by the agency as saying": whoever is quoted says it.
fn quoted_as(document: &Document, tree: &Tree, draft: &mut Draft) {
    let tokens = &document.tokens;
    let quotes = |&i: &usize| matches!(&*tokens[i].lemma, "quote" | "cite");
    let Some(verb) = draft.cue.clone().find(quotes) else { return };
    let Some(subject) = tree.child(document, verb, &[Deprel::NsubjPass]) else { return };
    let saying = |&child: &usize| {
        child > verb && tokens[child].xpos == Xpos::Vbg && has_preposition(document, tree, child, "as")
    };
    let Some(saying) = tree.children(verb).find(saying) else { return };
    let source = tree.subtree(subject);
    if source.end > verb {
        return;
    }
    let aux =
        tree.children(verb).filter(|&child| tokens[child].deprel == Deprel::AuxPass && child >= source.end);
    draft.cue = aux.min().unwrap_or(verb)..saying + 1;
    let cue = draft.cue.clone();
    leave_out(document, draft, &source);
    leave_out(document, draft, &cue);
    draft.source = Some(source);
}

/// "She has been called a liar by her rivals": whoever a passive names with "by" says it, also where the words were given to
/// what is said.
fn said_by(document: &Document, tree: &Tree, draft: &mut Draft) {
    let tokens = &document.tokens;
    if draft.source.is_some() {
        return;
    }
    let passive = |&verb: &usize| {
        tokens[verb].xpos == Xpos::Vbn && tree.child(document, verb, &[Deprel::AuxPass]).is_some()
    };
    let Some(verb) = draft.cue.clone().rev().find(passive) else { return };
    let by = |&agent: &usize| {
        agent > verb
            && matches!(tokens[agent].deprel, Deprel::OblAgent | Deprel::Obl)
            && matches!(tokens[agent].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && has_preposition(document, tree, agent, "by")
            && !document.names.iter().any(|name| {
                matches!(name.kind, NameType::Date | NameType::Time) && name.tokens.contains(&agent)
            })
    };
    let Some(agent) = tree.children(verb).find(by) else { return };
    let phrase = tree.subtree(agent);
    let source = phrase.start + 1..phrase.end;
    if *tokens[phrase.start].lemma != *"by" || overlap(&source, &draft.cue) {
        return;
    }
    leave_out(document, draft, &phrase);
    draft.source = Some(source);
}

/// Takes words out of what is said; marks alone are no words.
fn leave_out(document: &Document, draft: &mut Draft, taken: &Range<usize>) {
    let said = std::mem::take(&mut draft.content).into_iter().flat_map(|fragment| without(fragment, taken));
    let has_words = |part: &Range<usize>| part.clone().any(|i| document.tokens[i].upos != Upos::Punct);
    draft.content = said.filter(has_words).collect();
}

/// What is left of a range on both sides of another.
fn without(range: Range<usize>, taken: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
    let sides = match overlap(&range, taken) {
        true => [range.start..taken.start, taken.end..range.end],
        false => [range, 0..0],
    };
    sides.into_iter().filter(|side| side.start < side.end)
}

/// A quotation that runs on over a paragraph: the last paragraph left its quotation open, or this one opens with
/// a mark and its predecessor was wholly quoted.
fn continued(document: &Document, cue_of: &[Option<usize>], content: usize) -> Option<usize> {
    let span = &document.attributions[content];
    let at = document.paragraphs.iter().position(|p| p.contains(&span.tokens.start))?;
    let here = document.paragraphs[at].clone();
    let before = document.paragraphs[..at].last()?.clone();
    let begins = span.tokens.start <= here.start + 1 && quotation::opens(document.word(here.start));
    if !begins {
        return None;
    }
    let last = (0..content).rev().find(|&k| {
        document.attributions[k].role == Role::Content
            && before.contains(&document.attributions[k].tokens.start)
    })?;
    let open = quotation::left_open(document, before.clone()).is_some();
    let introduces = document.word(before.end - 1) == ":";
    (open || introduces).then(|| cue_of[last]).flatten()
}

/// A quotation right behind a cue that has nothing said yet: `He added:`, and the quotation in the next paragraph.
fn announced(document: &Document, cue_of: &[Option<usize>], content: usize) -> Option<usize> {
    let spans = &document.attributions;
    let from = spans[content].tokens.start;
    let before = (0..content).rev().find(|&k| spans[k].role != Role::Source)?;
    let cue = &spans[before];
    let between = cue.tokens.end..from;
    let marks = |i: usize| matches!(document.word(i), ":" | ",") || quotation::is_mark(document.word(i));
    let quotes =
        quotation::opens(document.word(from)) || between.clone().any(|i| quotation::opens(document.word(i)));
    let free = cue.role == Role::Cue && !cue_of.contains(&Some(before));
    (free && quotes && between.len() <= 2 && between.clone().all(marks)).then_some(before)
}

/// A quotation with a cue right behind it that has nothing said yet, while another further off was given its words: `"…," said
/// Ines Faro`, or `"…," Faro said`.
fn followed(document: &Document, quoted: &[bool], cue_of: &[Option<usize>], content: usize) -> Option<usize> {
    let spans = &document.attributions;
    let said = &spans[content].tokens;
    // A whole quotation, from mark to mark.
    let whole = quotation::opens(document.word(said.start))
        && said.clone().all(|i| quoted[i] || quotation::is_mark(document.word(i)));
    if spans[content].role != Role::Content || !whole {
        return None;
    }
    let next = (content + 1..spans.len()).find(|&k| spans[k].role == Role::Cue)?;
    let source = spans[next].belongs_to.map(|k| spans[k].tokens.clone())?;
    let mark = |i: usize| matches!(document.word(i), "," | "?" | "!") || quotation::is_mark(document.word(i));
    let sentence = document.tokens[said.end - 1].sentence;
    let right_behind = said.end <= spans[next].tokens.start
        && document.tokens[spans[next].tokens.start].sentence == sentence
        && (said.end..spans[next].tokens.start).all(|i| mark(i) || source.contains(&i));
    (right_behind && !cue_of.contains(&Some(next))).then_some(next)
}

/// Where a quotation that this content goes on with began, in the paragraph before: that one left its quotation open, nobody
/// there says it, and this one opens with a mark again.
fn begun(document: &Document, content: &Range<usize>) -> Option<Range<usize>> {
    let at = document.paragraphs.iter().position(|p| p.contains(&content.start))?;
    let here = &document.paragraphs[at];
    let before = document.paragraphs[..at].last()?;
    if content.start > here.start + 1 || !quotation::opens(document.word(here.start)) {
        return None;
    }
    let earlier = quotation::left_open(document, before.clone())?..before.end;
    let free = document.attributions.iter().all(|span| !overlap(&span.tokens, &earlier));
    free.then_some(earlier)
}

/// The full stop at the end of a paragraph whose quotation goes on in the next belongs to it.
fn take_stop(document: &Document, quoted: &[bool], fragment: &mut Range<usize>) {
    let stop = fragment.end;
    let ends = document
        .paragraphs
        .iter()
        .any(|paragraph| stop + 1 == paragraph.end && paragraph.contains(&fragment.start));
    if ends && quoted[stop] && matches!(document.word(stop), "." | "!" | "?") {
        fragment.end += 1;
    }
}

/// Only a quotation, or a list behind a colon, stands in another paragraph than its cue: words of a paragraph or headline above or
/// below, without marks, are not what is said here, where that has words of its own. What nobody says stands in the sentence
/// of its cue or behind it.
fn leave_others(document: &Document, quoted: &[bool], draft: &mut Draft) {
    let Some(paragraph) = document.paragraphs.iter().find(|p| p.contains(&draft.cue.start)) else { return };
    let sentence = &document.sentences[document.tokens[draft.cue.start].sentence];
    let here = if draft.source.is_none() { sentence } else { paragraph };
    let announces = document.word(draft.cue.end - 1) == ":" || document.word(paragraph.end - 1) == ":";
    let apart = |fragment: &Range<usize>| {
        (fragment.end <= here.start || fragment.start >= paragraph.end && !announces)
            && !fragment.clone().any(|i| quoted[i] || quotation::is_mark(document.word(i)))
    };
    if !draft.content.iter().all(apart) {
        draft.content.retain(|fragment| !apart(fragment));
    }
}

/// True when two token ranges share a token.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

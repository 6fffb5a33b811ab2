//! What the tree and the lexicons know better than the network about a statement it found.

use crate::attribution::{Draft, overlap};
use crate::cue;
use crate::doer;
use crate::lexicon::Lexicons;
use crate::mention::in_relative_clause;
use crate::phrase;
use crate::quotation;
use crate::sense::Sense;
use crate::tree::Tree;
use crate::unsourced;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};
use hearsay_record::{CueClass, EventType};
use std::ops::Range;

/// Mends one statement of the network; false if it is none.
pub fn settle(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    quoted: &[bool],
    draft: &mut Draft,
) -> bool {
    let head = phrase::head_of(document, draft.cue.clone());
    if !attributes(document, tree, lexicons, quoted, draft, head) {
        return false;
    }
    if glued_adverb(document, tree, lexicons, draft, head) {
        return true;
    }
    if sourceless(document, lexicons, draft) {
        return true;
    }
    let verbal = document.tokens[head].upos == Upos::Verb;
    if verbal && cue::is_raising(document, tree, lexicons, head) {
        let subject = tree.child(document, head, &[Deprel::Nsubj]);
        give_to_content(document, tree, draft, subject);
        return true;
    }
    if verbal && is_headline_passive(document, tree, lexicons, head) {
        let subject = tree.child(document, head, &[Deprel::NsubjPass, Deprel::Nsubj]);
        give_to_content(document, tree, draft, subject);
        return true;
    }
    if verbal && draft.source.is_none() {
        draft.source = doer::doer(document, tree, head).filter(|doer| {
            !overlap(doer, &draft.cue) && !draft.content.iter().any(|content| overlap(content, doer))
        });
    }
    if verbal {
        trim_source(document, tree, draft, head);
    }
    leave_described(document, draft);
    cut(document, tree, quoted, draft, head);
    extend(document, tree, draft, head);
    whole_quotation(document, quoted, draft);
    true
}

/// What the network took for a source belongs to what is claimed.
fn give_to_content(document: &Document, tree: &Tree, draft: &mut Draft, subject: Option<usize>) {
    draft.source = None;
    let subject = subject.map(|subject| phrase::trimmed(document, tree.subtree(subject)));
    let apart = |range: &Range<usize>| {
        !range.is_empty()
            && !overlap(range, &draft.cue)
            && !draft.content.iter().any(|content| overlap(range, content))
    };
    if let Some(subject) = subject.filter(apart) {
        draft.content.insert(0, subject);
    }
}

/// Whether the cue attributes at all. What no lexicon knows must have somebody who says it; what the lexicon knows as
/// no cue must have a clause or quotation.
fn attributes(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    quoted: &[bool],
    draft: &Draft,
    head: usize,
) -> bool {
    let speaks = draft.content.iter().cloned().flatten().any(|i| quoted[i])
        || tree.child(document, head, &[Deprel::Ccomp]).is_some()
        || document.word(draft.cue.end - 1) == ":";
    if speaks {
        return true;
    }
    if cue::is_no_cue(document, tree, lexicons, head) || unsourced::is_perceived(document, tree, head) {
        return false;
    }
    let known = cue::is_known(document, tree, lexicons, draft.cue.clone());
    known || draft.source.is_some() && !is_deed(document, head)
}

/// "The court fined the firm": what is done and not said, to the network.
fn is_deed(document: &Document, head: usize) -> bool {
    use EventType::{Assault, Coerce, Mobilize, Sanction};
    let deed = Sense::of(document, head).likeliest(DEED);
    document.tokens[head].upos == Upos::Verb && matches!(deed, Some(Assault | Coerce | Mobilize | Sanction))
}

/// How likely an act must be for its verb not to speak.
const DEED: f32 = 0.8;

/// "after she allegedly burned its flag": the adverb is the cue, and the whole clause is claimed.
fn glued_adverb(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    draft: &mut Draft,
    head: usize,
) -> bool {
    let adverb = draft.cue.clone().find(|&i| cue::class_of_adverb(lexicons, document, i).is_some());
    let Some(adverb) = adverb.filter(|&i| document.tokens[i].upos == Upos::Adv) else { return false };
    let verb = document.tokens[adverb].head;
    let told = adverb != head && cue::class_of_head(document, tree, lexicons, head).is_some();
    if told || document.tokens[adverb].deprel != Deprel::Advmod {
        return false;
    }
    let Some(content) = clause_around(document, tree, verb, adverb) else { return false };
    draft.source = None;
    draft.cue = adverb..adverb + 1;
    draft.content = content;
    true
}

/// The clause of `verb` without the adverb inside it and the conjunction before it.
pub fn clause_around(
    document: &Document,
    tree: &Tree,
    verb: usize,
    adverb: usize,
) -> Option<Vec<Range<usize>>> {
    let mut clause = tree.subtree(verb);
    // Only what introduces the clause: "after", "because", a bare "and".
    while clause.start < adverb
        && document.tokens[clause.start].head == verb
        && (matches!(document.tokens[clause.start].deprel, Deprel::Mark | Deprel::Cc | Deprel::Punct))
    {
        clause.start += 1;
    }
    // A relative clause: what it describes is claimed too, but stands outside.
    let content: Vec<Range<usize>> = [clause.start..adverb, adverb + 1..clause.end]
        .into_iter()
        .filter(|range| range.start < range.end)
        .map(|range| phrase::trimmed(document, range))
        .filter(|range| !range.is_empty())
        .collect();
    (!content.is_empty()).then_some(content)
}

/// "Rumour has it", "the story goes": set phrases that nobody stands behind.
fn sourceless(document: &Document, lexicons: &Lexicons, draft: &mut Draft) -> bool {
    let from = draft.source.as_ref().map_or(draft.cue.start, |source| source.start.min(draft.cue.start));
    let Some(cue) = (from..draft.cue.end).find_map(|i| cue::sourceless_at(document, lexicons, i)) else {
        return false;
    };
    if !overlap(&cue, &draft.cue) {
        return false;
    }
    let said = draft.source.take().filter(|source| !overlap(source, &cue));
    draft.cue = cue;
    draft.content.extend(said);
    draft.content.retain(|content| !overlap(content, &draft.cue));
    draft.content.sort_by_key(|content| content.start);
    !draft.content.is_empty()
}

/// "Mayor criticised over flood": in a headline a participle without auxiliary is passive, and its subject the target.
fn is_headline_passive(document: &Document, tree: &Tree, lexicons: &Lexicons, verb: usize) -> bool {
    let token = &document.tokens[verb];
    let sentence = document.sentences[token.sentence].clone();
    let titled = !matches!(document.word(sentence.end - 1), "." | "!" | "?" | "”" | "\"" | "''");
    let bare = matches!(token.xpos, Xpos::Vbn | Xpos::Vbd)
        && tree
            .child(document, verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Obj, Deprel::OblAgent])
            .is_none();
    let class = || cue::class_of_head(document, tree, lexicons, verb);
    let prepositions = ["for", "over", "of", "after", "by"];
    let about = |child: usize| {
        matches!(document.tokens[child].deprel, Deprel::Obl | Deprel::Advcl)
            && tree.children(child).any(|case| {
                matches!(document.tokens[case].deprel, Deprel::Case | Deprel::Mark)
                    && prepositions.contains(&document.tokens[case].lemma.as_ref())
            })
    };
    let urged = || {
        tree.child(document, verb, &[Deprel::Xcomp]).is_some()
            && matches!(token.lemma.as_ref(), "urge" | "order" | "ask" | "tell" | "advise" | "warn")
    };
    titled
        && bare
        && tree.subtree(verb).start <= sentence.start + 1
        && match class() {
            Some(CueClass::Accuse | CueClass::Oppose | CueClass::Support) => {
                tree.children(verb).any(|child| child > verb && about(child))
            }
            Some(_) => urged(),
            None => false,
        }
}

/// "a man Berg says he met": of what the network took for the source, not the noun that the relative clause describes.
fn trim_source(document: &Document, tree: &Tree, draft: &mut Draft, verb: usize) {
    let (Some(source), Some(subject)) = (draft.source.clone(), tree.child(document, verb, &[Deprel::Nsubj]))
    else {
        return;
    };
    let own = tree.subtree(subject);
    let relative = document.tokens[verb].deprel == Deprel::AclRelcl && document.tokens[verb].head < own.start;
    if relative && source.contains(&subject) && source.contains(&document.tokens[verb].head) {
        draft.source = Some(own.start.max(source.start)..source.end);
    }
}

/// "The letter, which accuses the bishop": the letter is who says it, no part of what is said.
fn leave_described(document: &Document, draft: &mut Draft) {
    let Some(source) = draft.source.clone().filter(|source| source.len() == 1) else { return };
    let Some(described) = in_relative_clause(document, source.start) else { return };
    if draft.content.len() > 1 {
        draft.content.retain(|content| !content.contains(&described));
    }
}

/// A content behind its cue does not leave what hangs on the cue: "shopkeepers who say they were cheated | met the mayor".
fn cut(document: &Document, tree: &Tree, quoted: &[bool], draft: &mut Draft, head: usize) {
    let Some(content) = draft.content.last_mut().filter(|content| content.start >= draft.cue.end) else {
        return;
    };
    let sentence = document.sentences[document.tokens[head].sentence].clone();
    if content.end > sentence.end || !under(document, content.start, head) {
        return;
    }
    let first_outside = content
        .clone()
        .find(|&i| document.tokens[i].upos != Upos::Punct && !quoted[i] && !under(document, i, head));
    if let Some(at) = first_outside.filter(|&at| at > content.start) {
        *content = phrase::trimmed(document, content.start..at);
        return;
    }
    // "promised a pardon and tried to explain": the next verb says something else.
    let next = tree.children(head).find(|&child| {
        document.tokens[child].deprel == Deprel::Conj
            && document.tokens[child].upos == Upos::Verb
            && tree.subtree(child).start > content.start
            && content.contains(&child)
            && !quoted[child]
    });
    let clause = tree.child(document, head, &[Deprel::Ccomp]).is_some();
    if let Some(next) = next.filter(|_| !clause) {
        let mut at = tree.subtree(next).start;
        if at > content.start && matches!(document.tokens[at - 1].deprel, Deprel::Cc | Deprel::Punct) {
            at -= 1;
        }
        if at > content.start {
            *content = phrase::trimmed(document, content.start..at);
        }
    }
}

/// True if the chain of heads of `i` passes `head`.
fn under(document: &Document, i: usize, head: usize) -> bool {
    let mut at = i;
    for _ in 0..60 {
        if at == head {
            return true;
        }
        if document.is_root(at) {
            return false;
        }
        at = document.tokens[at].head;
    }
    false
}

/// A clause that the network broke off goes to its end.
fn extend(document: &Document, tree: &Tree, draft: &mut Draft, head: usize) {
    let Some(clause) = tree.child(document, head, &[Deprel::Ccomp]) else { return };
    let clause = phrase::trimmed(document, tree.subtree(clause));
    let spans = &document.attributions;
    let Some(content) = draft.content.last_mut() else { return };
    let begins = content.start.abs_diff(clause.start) <= 1 && content.start >= draft.cue.end;
    if !begins || content.end >= clause.end {
        return;
    }
    let rest = content.end..clause.end;
    let marks = rest.clone().any(|i| quotation::is_mark(document.word(i)));
    let taken = spans.iter().any(|span| overlap(&span.tokens, &rest));
    if !marks && !taken {
        content.end = clause.end;
    }
}

/// A quotation that the network broke off goes from its opening mark to its closing one, as long as nothing else is
/// said of the words between.
fn whole_quotation(document: &Document, quoted: &[bool], draft: &mut Draft) {
    let spans = &document.attributions;
    let free = |i: usize| !spans.iter().any(|span| span.tokens.contains(&i));
    for content in &mut draft.content {
        let Some(paragraph) = document.paragraphs.iter().find(|p| p.contains(&content.start)) else {
            continue;
        };
        let mut start = content.start;
        while quoted[start] && start > paragraph.start && free(start - 1) {
            start -= 1;
        }
        // Only up to a mark; a paragraph in the middle of a quotation begins without one.
        if start < content.start && quotation::opens(document.word(start)) {
            content.start = start;
        }
        let mut end = content.end;
        while end < paragraph.end && quoted[end - 1] && free(end) {
            end += 1;
        }
        if end > content.end && quotation::is_mark(document.word(end - 1)) {
            content.end = end;
        }
    }
}

//! A net under the network: clauses under verbs that every lexicon of speech has, which it passed over.

use crate::attribution::{Draft, Origin, overlap};
use crate::cue;
use crate::doer;
use crate::lexicon::Lexicons;
use crate::phrase;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Upos};
use hearsay_record::CueClass;
use std::ops::Range;

/// Statements with a subject, a verb or adjective of the cue lexicon and a clause, none of it part of those `known`.
pub fn missed(document: &Document, tree: &Tree, lexicons: &Lexicons, known: &[Draft]) -> Vec<Draft> {
    let mut taken = vec![false; document.tokens.len()];
    for range in known.iter().flat_map(|draft| draft.source.iter().chain([&draft.cue]).chain(&draft.content))
    {
        taken[range.clone()].fill(true);
    }
    let mut found: Vec<Draft> = Vec::new();
    for head in 0..document.tokens.len() {
        if taken[head] || !matches!(document.tokens[head].upos, Upos::Verb | Upos::Adj) {
            continue;
        }
        let Some(draft) = clause(document, tree, lexicons, head) else { continue };
        let spans = || draft.source.iter().chain([&draft.cue]).chain(&draft.content);
        let free = spans().all(|range| !range.clone().any(|i| taken[i]));
        let apart = found.iter().all(|other| {
            let others = || other.source.iter().chain([&other.cue]).chain(&other.content);
            spans().all(|range| others().all(|there| !overlap(range, there)))
        });
        if free && apart {
            found.push(draft);
        }
    }
    found
}

fn clause(document: &Document, tree: &Tree, lexicons: &Lexicons, head: usize) -> Option<Draft> {
    let class = cue::class_of_head(document, tree, lexicons, head)?;
    if !speaks(class)
        || cue::is_no_cue(document, tree, lexicons, head)
        || cue::is_raising(document, tree, lexicons, head)
        || doer::is_passive(document, tree, head)
    {
        return None;
    }
    // Its own subject, and somebody else than whoever writes.
    let subject = tree.child(document, head, &[Deprel::Nsubj])?;
    if matches!(document.word(subject).to_lowercase().as_str(), "i" | "we" | "you" | "it" | "this" | "that") {
        return None;
    }
    let source = doer::doer(document, tree, head)?;
    let clauses = || tree.children(head).filter(|&child| document.tokens[child].deprel == Deprel::Ccomp);
    let verb = clauses().find(|&child| document.tokens[child].upos == Upos::Verb);
    let clause = clauses().find(|&child| child > head).or(verb);
    let content = match clause {
        Some(clause) if clause > head => tree.subtree(clause),
        _ => before(document, tree, head, clause)?,
    };
    let cue = phrase::verb_group(document, tree, head);
    let content = phrase::trimmed(document, content);
    let apart = !overlap(&cue, &content) && !overlap(&source, &cue) && !overlap(&source, &content);
    (apart && !content.is_empty()).then_some(Draft {
        source: Some(source),
        cue,
        content: vec![content],
        origin: Origin::Missed,
    })
}

/// "Gunmen kidnapped 20 students, the police said": the sentence up to the comma before who says it, where a dateline ends.
fn before(document: &Document, tree: &Tree, head: usize, clause: Option<usize>) -> Option<Range<usize>> {
    let sentence = document.sentences[document.tokens[head].sentence].clone();
    let token = &document.tokens[head];
    let said =
        clause.or_else(|| (token.deprel == Deprel::Parataxis && token.head < head).then_some(token.head))?;
    let subject = tree.child(document, head, &[Deprel::Nsubj])?;
    let from = tree.subtree(subject).start.min(head);
    let comma = from
        .checked_sub(1)
        .filter(|&i| i > sentence.start && matches!(document.word(i), "," | "”" | "\""))?;
    let dash =
        (sentence.start..comma).take(DATELINE).find(|&i| matches!(document.word(i), "—" | "–" | "-" | "--"));
    let capital = dash.filter(|&dash| {
        document.word(sentence.start).chars().all(char::is_uppercase) && dash > sentence.start
    });
    let start = capital.map_or(sentence.start, |dash| dash + 1);
    let verb = document.tokens[said].upos == Upos::Verb && (start..comma).contains(&said);
    // Nothing else but when and to whom is said behind it.
    let last = tree.subtree(head).end >= sentence.end - 1 || token.deprel == Deprel::Root;
    (verb && last && said < from).then_some(start..comma)
}

/// How many words a dateline may have.
const DATELINE: usize = 10;

/// Verbs of these classes say something with an infinitive too: "plans to leave", "claims to know", "admitted taking".
pub fn intends(class: CueClass) -> bool {
    matches!(
        class,
        CueClass::Promise
            | CueClass::Believe
            | CueClass::Demand
            | CueClass::Ask
            | CueClass::Deny
            | CueClass::Warn
            | CueClass::Claim
            | CueClass::Admit
    )
}

/// Verbs of these classes say something aloud. What the network passes over with others ("decided that", "knew that",
/// "means that") is hardly ever a statement.
fn speaks(class: CueClass) -> bool {
    use CueClass::{Accuse, Admit, Claim, Demand, Deny, Oppose, Promise, Say, Warn};
    matches!(class, Say | Claim | Deny | Admit | Accuse | Oppose | Warn | Demand | Promise)
}

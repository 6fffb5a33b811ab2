//! Nouns that the tags or the tree take for verbs: "Concerns about the dam grew", "faced criticism". Cues and events are
//! looked up by part of speech, so these would be missed.

use hearsay_nlp::{Deprel, Document, Upos, Xpos};

/// Puts them right: what hangs like a noun and has nothing of a verb around it is one, and a noun that hangs behind its
/// verb like a clause is the object.
pub fn mend(document: &mut Document) {
    for i in 0..document.tokens.len() {
        match document.tokens[i].xpos {
            Xpos::Vb | Xpos::Vbp | Xpos::Vbz => read_as_verb(document, i),
            Xpos::Nn | Xpos::Nns => read_as_clause(document, i),
            _ => {}
        }
    }
}

/// Words that hang on `head` with one of these relations.
fn has(document: &Document, head: usize, relations: &[Deprel]) -> bool {
    children(document, head).any(|child| relations.contains(&document.tokens[child].deprel))
}

fn children(document: &Document, head: usize) -> impl Iterator<Item = usize> + '_ {
    let sentence = document.sentences[document.tokens[head].sentence].clone();
    sentence.filter(move |&i| i != head && document.tokens[i].head == head)
}

fn read_as_verb(document: &mut Document, i: usize) {
    use Deprel::{
        Advmod, Aux, AuxPass, CompoundPrt, Cop, Expl, Mark, Nsubj, NsubjPass, Obj, OblAgent, Xcomp,
    };
    let token = &document.tokens[i];
    let nominal = matches!(token.deprel, Nsubj | NsubjPass | Obj | Deprel::Nmod | Deprel::NmodPoss);
    let verbal = [Nsubj, NsubjPass, Obj, Aux, AuxPass, Cop, Mark, Xcomp, Advmod, CompoundPrt, Expl];
    if !nominal || token.upos != Upos::Verb || has(document, i, &verbal) {
        return;
    }
    let phrases: Vec<usize> = children(document, i)
        .filter(|&child| matches!(document.tokens[child].deprel, Deprel::Obl | OblAgent))
        .collect();
    phrases.into_iter().for_each(|child| document.tokens[child].deprel = Deprel::Nmod);
    let token = &mut document.tokens[i];
    token.upos = Upos::Noun;
    token.xpos = if token.xpos == Xpos::Vbz { Xpos::Nns } else { Xpos::Nn };
}

fn read_as_clause(document: &mut Document, i: usize) {
    use Deprel::{Aux, Case, Ccomp, Cop, Csubj, Expl, Mark, Nsubj, NsubjPass, Obj, Xcomp};
    let token = &document.tokens[i];
    let head = token.head;
    let clause = matches!(token.deprel, Csubj | Ccomp | Xcomp)
        && head < i
        && document.tokens[head].upos == Upos::Verb
        && !has(document, i, &[Nsubj, NsubjPass, Cop, Aux, Mark, Expl, Case]);
    let complete = children(document, head)
        .any(|child| child != i && matches!(document.tokens[child].deprel, Obj | Ccomp | NsubjPass));
    if clause && !complete {
        document.tokens[i].deprel = Obj;
    }
}

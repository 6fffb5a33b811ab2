//! Statements that the layout tells: "ILIC: We never saw the letter." in a transcript, and a quotation with a name
//! behind a dash at the end of its paragraph.

use crate::attribution::{Draft, Origin, overlap};
use crate::phrase;
use crate::quotation;
use hearsay_nlp::{Document, NameType, Role, Upos};
use std::ops::Range;

/// How many words a name beside a quotation may have, with what describes it.
const NAME: usize = 8;

/// Statements of labelled and of signed paragraphs. A label counts only where the network gave what stands behind it no
/// cue, or found nothing at all there.
pub fn labelled(document: &Document) -> Vec<Draft> {
    let mut found = Vec::new();
    for paragraph in &document.paragraphs {
        if paragraph.len() > 3 {
            found.extend(
                label(document, paragraph.clone())
                    .or_else(|| headline(document, paragraph.clone()))
                    .or_else(|| signed(document, paragraph.clone())),
            );
        }
    }
    found
}

/// What the layout says is sure: `drafts` lose what they say of the same words, except those that stand wholly inside.
pub fn give_way(drafts: &mut Vec<Draft>, labelled: &[Draft]) {
    drafts.retain_mut(|draft| {
        for sure in labelled {
            let inside = |said: &Range<usize>| said.start <= draft.cue.start && draft.cue.end <= said.end;
            if sure.content.iter().any(inside) {
                continue;
            }
            draft.content.retain(|content| !sure.content.iter().any(|said| overlap(said, content)));
            let label = sure.source.iter().chain([&sure.cue]);
            if label.into_iter().any(|span| overlap(span, &draft.cue)) {
                return false;
            }
        }
        !draft.content.is_empty()
    });
}

/// `PENCE: Well, …`, in a transcript with a mark before the name: the name in capital letters, so that no headline or list
/// is taken for a dialogue.
fn label(document: &Document, paragraph: Range<usize>) -> Option<Draft> {
    let quoted = quotation::opens(document.word(paragraph.start));
    let from = paragraph.start + usize::from(quoted);
    let colon = (from + 1..paragraph.end.min(from + 5)).find(|&i| document.word(i) == ":")?;
    let capital = |i: usize| {
        let word = document.word(i);
        word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\'' | '’'))
            && word.chars().filter(|c| c.is_alphabetic()).count() > 2
            && document.tokens[i].upos == Upos::Propn
    };
    let content = phrase::trimmed(document, colon + 1..paragraph.end);
    let taken = document.attributions.iter().any(|span| {
        span.role == Role::Content && span.belongs_to.is_some() && span.tokens.contains(&content.start)
    });
    let cued = taken || speaks(document, from..colon + 1) || is_dateline(document, from..colon, quoted);
    (!cued && content.len() > 2 && (from..colon).all(capital)).then(|| Draft {
        source: Some(from..colon),
        cue: colon..colon + 1,
        content: vec![content],
        origin: Origin::Labelled,
    })
}

/// "DHAKA: Police detained an editor": where the first sentence of the text below the title comes from, no speaker. The
/// labels of a transcript come again or are people's.
fn is_dateline(document: &Document, label: Range<usize>, quoted: bool) -> bool {
    let person =
        document.names.iter().any(|name| name.kind == NameType::Person && overlap(&name.tokens, &label));
    let again = document.paragraphs.iter().filter(|paragraph| {
        paragraph.len() > label.len()
            && document.slice(paragraph.start..paragraph.start + label.len()) == document.slice(label.clone())
    });
    let place = document.names.iter().any(|name| {
        matches!(name.kind, NameType::Gpe | NameType::Loc | NameType::Fac) && overlap(&name.tokens, &label)
    });
    !quoted && again.count() < 2 && (place || !person)
}

/// `Holm: Karvania killed our sailor`, without a full stop: a person with a colon, and a clause or quotation. Where the
/// network made the words behind it part of what somebody says in the text below, the colon has the better claim.
fn headline(document: &Document, paragraph: Range<usize>) -> Option<Draft> {
    let from = paragraph.start;
    let colon = (from + 1..paragraph.end.min(from + NAME)).find(|&i| document.word(i) == ":")?;
    let content = phrase::trimmed(document, colon + 1..paragraph.end);
    let person =
        document.names.iter().any(|name| name.kind == NameType::Person && name.tokens == (from..colon));
    let closed = matches!(document.word(paragraph.end - 1), "." | "!" | "?");
    if !person || closed || content.len() < 3 {
        return None;
    }
    let says = quotation::opens(document.word(content.start))
        || document.tokens[content.clone()].iter().any(|token| token.upos == Upos::Verb);
    (says && !speaks(document, paragraph)).then(|| Draft {
        source: Some(from..colon),
        cue: colon..colon + 1,
        content: vec![content],
        origin: Origin::Labelled,
    })
}

/// True if the network found a cue here and something that is said.
fn speaks(document: &Document, range: Range<usize>) -> bool {
    let spans = &document.attributions;
    (0..spans.len()).any(|k| {
        spans[k].role == Role::Cue
            && overlap(&spans[k].tokens, &range)
            && spans.iter().any(|said| said.role == Role::Content && said.belongs_to == Some(k))
    })
}

/// `“We were never asked.” ― Ines Faro, Velmark`: who said it stands behind a dash.
fn signed(document: &Document, paragraph: Range<usize>) -> Option<Draft> {
    if !quotation::is_mark(document.word(paragraph.start)) {
        return None;
    }
    let dash = paragraph
        .clone()
        .rev()
        .take(NAME + 1)
        .find(|&i| matches!(document.word(i), "―" | "—" | "–" | "--"))?;
    let closed = dash > paragraph.start + 3 && quotation::is_mark(document.word(dash - 1));
    let end = (dash + 1..paragraph.end)
        .find(|&i| matches!(document.word(i), "," | "." | "(" | ";"))
        .unwrap_or(paragraph.end);
    let name = dash + 1..end;
    let named = document.tokens[name.clone()].iter().any(|token| token.upos == Upos::Propn)
        && document.word(name.start).starts_with(char::is_uppercase);
    let said = paragraph.start..dash;
    (closed && named && document.tokens[name.clone()].iter().all(|t| t.upos != Upos::Verb)).then(|| Draft {
        source: Some(name),
        cue: dash..dash + 1,
        content: vec![said],
        origin: Origin::Labelled,
    })
}

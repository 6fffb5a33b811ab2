//! Words that colour the writer's own voice: hedges, weasel phrases, loaded words, intensifiers, euphemisms, scare
//! quotes. What stands inside somebody's statement is theirs and is left out. Nothing is counted against anybody.

use crate::cue;
use crate::lexicon::{Lexicons, Loaded, Pos};
use crate::quotation;
use crate::statement::Statements;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, NameType, Upos, Xpos};
use hearsay_record::LanguageKind;
use std::ops::Range;

/// Words in quotation marks that are more than this are a quotation rather than a word held at arm's length.
const QUOTED_MAX: usize = 3;
/// How far up words in quotation marks are looked for a word of saying.
const ABOVE_MAX: usize = 6;

/// All coloured words of the writer, in order, never overlapping.
pub fn language(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    statements: &Statements,
) -> Vec<(Range<usize>, LanguageKind)> {
    let named = names(document);
    let own = |tokens: Range<usize>| tokens.clone().all(|i| statements.voice(i).is_none());
    let mut found = Vec::new();
    let mut i = 0;
    while i < document.tokens.len() {
        if statements.voice(i).is_some() {
            i += 1;
            continue;
        }
        let entry = |k: u32| &lexicons.entries.loaded[k as usize];
        let mut here = lexicons.loaded_words.all_at(document, i).map(|(n, k)| (i..i + n, entry(k)));
        let fits = |tokens: &Range<usize>, entry: &Loaded| {
            own(tokens.clone())
                && (tokens.len() > 1 || !named[tokens.start] && is_pos(document, tokens.start, entry.pos))
                && beside(document, tokens.clone(), entry)
        };
        let next = here.find(|(tokens, entry)| fits(tokens, entry));
        match next {
            Some((tokens, entry)) => {
                i = tokens.end;
                found.push((tokens, entry.kind));
            }
            None => i += 1,
        }
    }
    for entry in lexicons.entries.loaded.iter().filter(|entry| entry.quoted) {
        let free = |tokens: &Range<usize>| {
            own(tokens.clone())
                && tokens.clone().all(|i| !named[i])
                && !found.iter().any(|(other, _)| crate::attribution::overlap(other, tokens))
        };
        let held = held_apart(document).into_iter().filter(|tokens| {
            free(tokens)
                && beside(document, tokens.start - 1..tokens.end + 1, entry)
                && !is_said(document, tree, lexicons, statements, tokens.start)
        });
        let held: Vec<_> = held.map(|tokens| (tokens, entry.kind)).collect();
        found.extend(held);
    }
    found.sort_by_key(|(tokens, _)| tokens.start);
    found
}

/// Tokens that belong to names: a firm called Brave is not praised.
fn names(document: &Document) -> Vec<bool> {
    use NameType::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time};
    let mut named: Vec<bool> = document.tokens.iter().map(|token| token.upos == Upos::Propn).collect();
    let amount = |kind| matches!(kind, Cardinal | Date | Money | Ordinal | Percent | Quantity | Time);
    for name in document.names.iter().filter(|name| !amount(name.kind)) {
        named[name.tokens.clone()].fill(true);
    }
    named
}

fn is_pos(document: &Document, i: usize, pos: Option<Pos>) -> bool {
    let token = &document.tokens[i];
    match pos {
        None => true,
        Some(Pos::Noun) => token.upos == Upos::Noun && token.xpos != Xpos::Vbg,
        Some(Pos::Verb) => token.upos == Upos::Verb,
        Some(Pos::Adverb) => token.upos == Upos::Adv,
        // "a sweeping reform", "a sham election"; not "they were sweeping the square".
        Some(Pos::Adjective) => {
            token.upos == Upos::Adj || matches!(token.deprel, Deprel::Amod | Deprel::Compound)
        }
        Some(_) => false,
    }
}

/// Nothing stands beside it that makes it mean something else.
fn beside(document: &Document, tokens: Range<usize>, entry: &Loaded) -> bool {
    let before = tokens.start.checked_sub(1).map(|i| &document.tokens[i]);
    let behind = (tokens.end < document.tokens.len()).then(|| document.word(tokens.end));
    let keeps = |list: &[String], word: &str| list.iter().any(|other| other.eq_ignore_ascii_case(word));
    before.is_none_or(|token| !keeps(&entry.not_after, &token.lemma))
        && behind.is_none_or(|word| !keeps(&entry.not_before, word))
}

/// A few words in quotation marks, without the marks: lower case, so no title, and no sentence of their own.
fn held_apart(document: &Document) -> Vec<Range<usize>> {
    let quoted = quotation::quoted(document);
    let mut found = Vec::new();
    let mut i = 1;
    while i < quoted.len() {
        if !quoted[i] {
            i += 1;
            continue;
        }
        let end = (i..quoted.len()).find(|&k| !quoted[k]).unwrap_or(quoted.len());
        let mut words = i..end;
        // American usage puts the comma inside.
        if words.len() > 1 && document.word(end - 1) == "," {
            words.end -= 1;
        }
        let marked = quotation::is_mark(document.word(i - 1))
            && document.tokens.get(end).is_some_and(|_| quotation::is_mark(document.word(end)));
        let plain =
            words.clone().all(|k| document.word(k).starts_with(|c: char| c.is_lowercase() || c == '-'));
        let one = document.tokens[i - 1].sentence == document.tokens[words.end - 1].sentence;
        if marked && plain && one && words.len() <= QUOTED_MAX {
            found.push(words);
        }
        i = end + 1;
    }
    found
}

/// Words below a word of saying, or beside somebody's quoted words, are more likely a quotation that belongs to somebody.
fn is_said(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    statements: &Statements,
    at: usize,
) -> bool {
    let sentence = document.tokens[at].sentence;
    let mut up = at;
    for _ in 0..ABOVE_MAX {
        let head = document.tokens[up].head;
        if head == up {
            break;
        }
        up = head;
        let verbal = matches!(document.tokens[up].upos, Upos::Verb);
        if verbal && cue::class_of_head(document, tree, lexicons, up).is_some() {
            return true;
        }
    }
    statements.list.iter().any(|statement| {
        document.tokens[statement.cue.start].sentence == sentence
            && statement.quote != hearsay_record::Quote::Indirect
    })
}

//! Which words name places: names by the engine, by the lexicons, and by where they stand.

use crate::gazetteer;
use crate::known::Known;
use crate::lexicon::Lexicons;
use crate::mention::{MentionKind, Mentions, top};
use hearsay_nlp::{Deprel, Document, NameType, Upos};
use std::ops::Range;

/// The tokens of every place name, in order, never overlapping. "Paris, Texas" is two.
pub fn toponyms(document: &Document, lexicons: &Lexicons, mentions: &Mentions) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut taken = vec![false; document.tokens.len()];
    for name in &document.names {
        let is_place = match name.kind {
            NameType::Gpe | NameType::Loc => true,
            NameType::Fac => true,
            NameType::Org | NameType::Person | NameType::Product => {
                stands_in_a_place(document, name.tokens.clone())
                    && is_only_a_place(document, lexicons, name.tokens.clone())
            }
            _ => false,
        };
        taken[name.tokens.clone()].fill(true);
        if is_place {
            spans.extend(parts(document, name.tokens.clone()));
        }
    }
    for mention in
        mentions.list.iter().filter(|mention| mention.kind == MentionKind::Name && !mention.adjective)
    {
        let Some(name) = mention.name.clone() else { continue };
        let country = matches!(mention.known, Some(Known::Country(_) | Known::Capital(_)));
        if country && !taken[name.clone()].iter().any(|&t| t) {
            taken[name.clone()].fill(true);
            spans.push(name);
        }
    }
    for i in 0..document.tokens.len() {
        if taken[i] {
            continue;
        }
        if let Some(span) = dateline(document, i).or_else(|| unnamed(document, lexicons, &taken, i)) {
            taken[span.clone()].fill(true);
            spans.push(span);
        }
    }
    for span in &mut spans {
        widen(document, span);
    }
    spans.sort_by_key(|span| span.start);
    spans.dedup_by(|b, a| b.start < a.end);
    spans
}

/// Place names that begin the names of bodies or follow their "of": "Kentucky" in "Kentucky State Police".
pub fn hints(document: &Document) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for name in document.names.iter().filter(|name| matches!(name.kind, NameType::Org | NameType::Fac)) {
        let after_of = name.tokens.clone().find(|&i| document.word(i) == "of").map(|i| i + 1);
        for start in [Some(name.tokens.start), after_of].into_iter().flatten() {
            let start =
                start + usize::from(start < name.tokens.end && document.tokens[start].upos == Upos::Det);
            let longest = (start + 1..name.tokens.end.min(start + 3) + 1).rev().map(|end| start..end);
            let mut inside =
                longest.filter(|span| span.len() < name.tokens.len() && span.end <= name.tokens.end);
            found.extend(inside.find(|span| {
                gazetteer::find(document.slice(span.clone())).iter().any(|place| place.log_population > 8.0)
            }));
        }
    }
    found
}

/// Cuts a name at its commas, and articles and possessive marks off its edges.
fn parts(document: &Document, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for i in tokens.start..=tokens.end {
        if i == tokens.end || matches!(document.word(i), "," | "(" | ")" | ";" | "/") {
            let mut part = start..i;
            while part.len() > 1 && matches!(document.tokens[part.start].upos, Upos::Det | Upos::Adp) {
                part.start += 1;
            }
            while part.len() > 1 && matches!(document.word(part.end - 1), "'s" | "’s" | "'" | "’") {
                part.end -= 1;
            }
            if !part.is_empty() {
                parts.push(part);
            }
            start = i + 1;
        }
    }
    parts
}

/// "in", "at", "near" and their like before the name.
fn stands_in_a_place(document: &Document, tokens: Range<usize>) -> bool {
    let head = top(document, tokens.clone());
    let locative = |k: usize| {
        matches!(
            document.word(k).to_lowercase().as_str(),
            "in" | "near"
                | "outside"
                | "around"
                | "throughout"
                | "across"
                | "inside"
                | "at"
                | "from"
                | "to"
                | "into"
        )
    };
    let before = tokens
        .start
        .checked_sub(1)
        .is_some_and(|k| matches!(document.word(k), "in" | "In" | "near" | "outside"));
    before
        || document.children(head).any(|k| {
            document.tokens[k].deprel == Deprel::Case
                && k < tokens.start
                && locative(k)
                && k + 2 >= tokens.start
                && matches!(document.word(k), "in" | "In" | "near" | "outside")
        })
}

/// A body or person by the engine that the gazetteer has and the lexicons have not.
fn is_only_a_place(document: &Document, lexicons: &Lexicons, tokens: Range<usize>) -> bool {
    let name = document.slice(tokens.clone());
    let other =
        lexicons.known.name(name).iter().any(|k| matches!(k, Known::Organization(_) | Known::Person(_)));
    !other && !gazetteer::find(name).is_empty()
}

/// Capitalised words behind "in" or "near" that the engine has not named.
fn unnamed(document: &Document, lexicons: &Lexicons, taken: &[bool], i: usize) -> Option<Range<usize>> {
    let starts = document.tokens[i].upos == Upos::Propn
        && i > 0
        && matches!(document.word(i - 1), "in" | "In" | "near" | "Near" | "outside");
    if !starts {
        return None;
    }
    let sentence = &document.sentences[document.tokens[i].sentence];
    let mut end = i + 1;
    while end < sentence.end && document.tokens[end].upos == Upos::Propn && !taken[end] {
        end += 1;
    }
    let span = i..end;
    is_only_a_place(document, lexicons, span.clone()).then_some(span)
}

/// "EDMONTON — The city …", "CAIRO (AP) - …": the place an article is sent from.
fn dateline(document: &Document, i: usize) -> Option<Range<usize>> {
    let paragraph = document.paragraphs.iter().find(|paragraph| paragraph.start == i)?;
    let shouted = |k: usize| {
        let word = document.word(k);
        word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''))
    };
    let mut end = i;
    while end < paragraph.end && end < i + 4 && shouted(end) {
        end += 1;
    }
    if end == i || end >= paragraph.end {
        return None;
    }
    let closes =
        (end..(end + 8).min(paragraph.end)).any(|k| matches!(document.word(k), "—" | "–" | "-" | "--" | "―"));
    let span = i..end;
    (closes && !gazetteer::find(document.slice(span.clone())).is_empty()).then_some(span)
}

/// "Laurel" before "County": the whole is the name.
fn widen(document: &Document, span: &mut Range<usize>) {
    let sentence = &document.sentences[document.tokens[span.start].sentence];
    if span.end < sentence.end
        && matches!(
            document.word(span.end),
            "County" | "Parish" | "Province" | "Oblast" | "Governorate" | "Island" | "Islands"
        )
    {
        span.end += 1;
    }
}

//! Whose words the article is made of.

use crate::source::Source;
use crate::statement::{Statements, is_word};
use hearsay_nlp::Document;
use hearsay_record::{Profile, Shares, SourceKind};

/// Counts words by the kind of their outermost voice, and statements by their kind of source.
pub fn profile(document: &Document, statements: &Statements, sources: &[Source]) -> Profile {
    let mut words = 0usize;
    let mut by_kind = [0usize; 7];
    for i in (0..document.tokens.len()).filter(|&i| is_word(document, i)) {
        words += 1;
        let outermost = outermost(statements, i);
        by_kind[outermost.map_or(0, |s| 1 + order(sources[s].kind))] += 1;
    }
    let share = |k: usize| if words == 0 { 0.0 } else { round(by_kind[k] as f64 / words as f64) };
    let count = |kinds: &[SourceKind]| sources.iter().filter(|source| kinds.contains(&source.kind)).count();
    use SourceKind::{Document as Paper, NamedOrganization, NamedPerson, None, UnnamedGroup, UnnamedPerson};
    Profile {
        words,
        share: Shares {
            writer: share(0),
            named_person: share(1),
            named_organization: share(2),
            document: share(3),
            unnamed_person: share(4),
            unnamed_group: share(5),
            none: share(6),
        },
        named_statements: count(&[NamedPerson, NamedOrganization, Paper]),
        unnamed_statements: count(&[UnnamedPerson, UnnamedGroup]),
        unsourced_statements: count(&[None]),
    }
}

fn outermost(statements: &Statements, i: usize) -> Option<usize> {
    let mut at = statements.voice(i)?;
    while let Some(parent) = statements.list[at].parent {
        at = parent;
    }
    Some(at)
}

fn order(kind: SourceKind) -> usize {
    match kind {
        SourceKind::NamedPerson => 0,
        SourceKind::NamedOrganization => 1,
        SourceKind::Document => 2,
        SourceKind::UnnamedPerson => 3,
        SourceKind::UnnamedGroup => 4,
        SourceKind::None => 5,
    }
}

/// Four decimals: enough to show, few enough to read.
fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

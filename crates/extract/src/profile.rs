//! Whose words the article is made of.

use crate::source::Source;
use crate::statement::{Statements, is_word};
use hearsay_nlp::{Document, Upos};
use hearsay_record::{Profile, Shares, SingleSource, SourceKind};

/// Sentences with something stated that make a passage of one source.
const SENTENCES_MIN: usize = 3;
/// Sentences without anything stated that a passage runs over.
const PLAIN_MAX: usize = 1;

/// Counts words by the kind of their outermost voice, and statements by their kind of source; finds the passages that
/// rest on one source. `actor_id` names an actor, by its index, as the record does.
pub fn profile(
    document: &Document,
    statements: &Statements,
    sources: &[Source],
    actor_id: impl Fn(usize) -> Option<String>,
) -> Profile {
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
        single_source: single_source(document, statements, sources, actor_id),
    }
}

/// A passage while it grows.
struct Run {
    /// Index of a statement of its source.
    source: usize,
    sentences: std::ops::Range<usize>,
    n_stated: usize,
    n_statements: usize,
}

/// Runs of sentences whose outermost statements all go back to one source; see [`SingleSource`].
fn single_source(
    document: &Document,
    statements: &Statements,
    sources: &[Source],
    actor_id: impl Fn(usize) -> Option<String>,
) -> Vec<SingleSource> {
    // For every sentence the outermost statements that it holds a part of.
    let mut stated: Vec<Vec<usize>> = vec![Vec::new(); document.sentences.len()];
    for (k, statement) in statements.list.iter().enumerate().filter(|(_, s)| s.parent.is_none()) {
        let spans = statement.source.iter().chain([&statement.cue]).chain(&statement.content);
        for token in spans.flat_map(|span| span.clone()) {
            let here = &mut stated[document.tokens[token].sentence];
            if here.last() != Some(&k) {
                here.push(k);
            }
        }
    }
    // A pronoun that nobody resolved may be anybody, also twice.
    let pronoun = |k: usize| {
        let source = statements.list[k].source.clone();
        source.is_none_or(|span| span.clone().all(|i| document.tokens[i].upos == Upos::Pron))
    };
    let same = |a: usize, b: usize| match (sources[a].actor, sources[b].actor) {
        (Some(a), Some(b)) => a == b,
        (None, None) => sources[a].name.is_some() && sources[a].name == sources[b].name && !pronoun(a),
        _ => false,
    };
    let mut found: Vec<Run> = Vec::new();
    let mut run: Option<Run> = None;
    for (s, here) in stated.iter().enumerate() {
        if here.is_empty() {
            if run.as_ref().is_some_and(|run| s - run.sentences.end >= PLAIN_MAX) {
                found.extend(run.take());
            }
            continue;
        }
        let first = here[0];
        let one = sources[first].kind != SourceKind::None && here.iter().all(|&k| same(first, k));
        match &mut run {
            Some(run) if one && same(run.source, first) => {
                run.sentences.end = s + 1;
                run.n_stated += 1;
            }
            _ => {
                found.extend(run.take());
                let new = Run { source: first, sentences: s..s + 1, n_stated: 1, n_statements: 0 };
                run = one.then_some(new);
            }
        }
        // A statement that runs over several sentences counts where it begins.
        if let Some(run) = &mut run {
            let begun = |k: &&usize| s == run.sentences.start || !stated[s - 1].contains(k);
            run.n_statements += here.iter().filter(begun).count();
        }
    }
    found.extend(run);
    let long = found.into_iter().filter(|run| run.n_stated >= SENTENCES_MIN);
    long.filter_map(|run| {
        let source = &sources[run.source];
        Some(SingleSource {
            actor: source.actor.and_then(&actor_id),
            name: source.name.clone()?,
            kind: source.kind,
            sentence: run.sentences.start,
            sentences: run.sentences.len(),
            statements: run.n_statements,
        })
    })
    .collect()
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

#[cfg(test)]
mod tests {
    use crate::{Extractor, Options};
    use hearsay_nlp::Engine;
    use hearsay_record::Article;

    /// `source: first sentence + sentences, statements`.
    fn passages(text: &str) -> Vec<String> {
        let article = Article { text: text.to_string(), ..Article::default() };
        let record = Extractor::new(Engine::embedded().unwrap()).read(&article, Options::default());
        let passages = record.profile.single_source.iter();
        passages.map(|p| format!("{}: {} + {}, {}", p.name, p.sentence, p.sentences, p.statements)).collect()
    }

    #[test]
    fn three_sentences_of_one_source_and_narration_between() {
        let text = "The harbour was closed on Monday. Mayor Edda Lind said the pumps had failed. \
                    She said the repair would take a week. The harbour has four pumps. \
                    Lind said that nobody was to blame. The fishermen's union said the pumps were old.";
        assert_eq!(passages(text), ["Edda Lind: 1 + 4, 3"]);
    }

    #[test]
    fn another_source_or_none_ends_it() {
        let text = "Mayor Edda Lind said the pumps had failed. The union said the pumps were old. \
                    Lind said the repair would take a week. It is rumoured that the money is gone. \
                    Lind said that nobody was to blame.";
        assert_eq!(passages(text), [""; 0]);
    }
}

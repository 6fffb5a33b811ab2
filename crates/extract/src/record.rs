//! The record written: token spans become spans of code points, indexes become ids.

use crate::count;
use crate::event::{Event, Filler};
use crate::extractor::Analysis;
use crate::lexicon::Lexicons;
use crate::source::Source;
use crate::statement::Statement;
use crate::time;
use hearsay_record as out;
use hearsay_record::{Article, Diagnostic, Level, Record, SourceKind, SpanMap};
use std::ops::Range;

/// Writes what is known about an article as its record.
pub(crate) fn record(article: &Article, analysis: &Analysis, lexicons: &Lexicons, model: &str) -> Record {
    let writer = Writer {
        analysis,
        lexicons,
        map: SpanMap::new(&article.text),
        numbers: numbers(analysis),
        published: article.published.as_deref().and_then(time::published),
    };
    Record {
        schema: out::SCHEMA.to_string(),
        article: article.clone(),
        sentences: writer.sentences(),
        actors: writer.actors(),
        statements: writer.statements(),
        events: writer.events(),
        places: writer.places(),
        language: writer.language(),
        profile: analysis.profile(|actor| writer.actor_id(actor)),
        diagnostics: writer.diagnostics(),
        engine: out::Engine {
            version: env!("CARGO_PKG_VERSION").to_string(),
            model: model.to_string(),
            lexicons: lexicons.hash(),
        },
    }
}

/// Ids of the actors that are written, by their index: everybody with a name, and whoever says or does something.
fn numbers(analysis: &Analysis) -> Vec<Option<usize>> {
    let mut used = vec![false; analysis.actors.list.len()];
    for source in &analysis.sources {
        if let Some(actor) = source.actor {
            used[actor] = true;
        }
    }
    for filler in analysis.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients)) {
        used[filler.actor] = true;
    }
    let mut next = 0;
    let written = |(actor, entity): (usize, &crate::actor::ActorEntity)| {
        let named = !matches!(entity.kind, out::ActorKind::Unnamed | out::ActorKind::Group);
        (named || used[actor]).then(|| {
            next += 1;
            next
        })
    };
    analysis.actors.list.iter().enumerate().map(written).collect()
}

struct Writer<'a> {
    analysis: &'a Analysis,
    lexicons: &'a Lexicons,
    map: SpanMap<'a>,
    numbers: Vec<Option<usize>>,
    published: Option<jiff::civil::Date>,
}

impl Writer<'_> {
    fn span(&self, tokens: Range<usize>) -> out::Span {
        self.map.span(self.analysis.document.bytes(tokens))
    }

    fn actor_id(&self, actor: usize) -> Option<String> {
        self.numbers[actor].map(|number| format!("a{number}"))
    }

    fn sentences(&self) -> Vec<out::Span> {
        self.analysis.document.sentences.iter().map(|sentence| self.span(sentence.clone())).collect()
    }

    fn actors(&self) -> Vec<out::Actor> {
        let actors = &self.analysis.actors;
        let entities = actors.list.iter().enumerate();
        entities
            .filter_map(|(index, entity)| {
                let code: Vec<&str> =
                    entity.country.iter().chain(&entity.sectors).map(String::as_str).collect();
                Some(out::Actor {
                    id: self.actor_id(index)?,
                    name: entity.name.clone(),
                    kind: entity.kind,
                    country: entity.country.clone(),
                    sectors: entity.sectors.clone(),
                    code: (!code.is_empty()).then(|| code.join(" ")),
                    wikidata: entity.wikidata.clone(),
                    mentions: entity
                        .mentions
                        .iter()
                        .map(|&m| self.span(actors.mentions.list[m].tokens.clone()))
                        .collect(),
                })
            })
            .collect()
    }

    fn statements(&self) -> Vec<out::Statement> {
        let statements = &self.analysis.statements.list;
        let sourced = statements.iter().zip(&self.analysis.sources);
        sourced.enumerate().map(|(k, (statement, source))| self.statement(k, statement, source)).collect()
    }

    fn statement(&self, k: usize, statement: &Statement, source: &Source) -> out::Statement {
        out::Statement {
            id: statement_id(k),
            parent: statement.parent.map(statement_id),
            source: out::Source {
                actor: source.actor.and_then(|actor| self.actor_id(actor)),
                span: statement.source.clone().map(|span| self.span(span)),
                name: source.name.clone(),
                kind: source.kind,
            },
            cue: out::Cue {
                span: self.span(statement.cue.clone()),
                lemma: statement.lemma.clone(),
                class: statement.class,
            },
            content: statement.content.iter().map(|content| self.span(content.clone())).collect(),
            quote: statement.quote,
            negated: statement.negated,
            sentence: self.analysis.document.tokens[statement.cue.start].sentence,
        }
    }

    fn events(&self) -> Vec<out::Event> {
        self.analysis.events.iter().enumerate().map(|(k, event)| self.event(k, event)).collect()
    }

    fn event(&self, k: usize, event: &Event) -> out::Event {
        let frame = event.frame.map(|frame| &self.lexicons.entries.frame[frame]);
        let mut contexts: Vec<String> = frame.map(|frame| frame.contexts.clone()).unwrap_or_default();
        contexts
            .extend(event.contexts.iter().map(|&c| self.lexicons.entries.context[c as usize].name.clone()));
        contexts.sort_unstable();
        contexts.dedup();
        out::Event {
            id: format!("e{}", k + 1),
            kind: event.kind,
            mode: frame
                .and_then(|frame| frame.mode.clone())
                .filter(|_| event.kind == frame.and_then(|f| f.kind)),
            contexts,
            cameo: frame.and_then(|frame| frame.cameo.clone()),
            trigger: self.span(event.trigger.clone()),
            actors: self.arguments(&event.actors),
            recipients: self.arguments(&event.recipients),
            place: self.place_of(event).map(place_id),
            date: self.date_of(event),
            status: event.assessment.status,
            confidence: event.confidence.map(hundredths),
            factuality: out::Factuality {
                voice: tenths(event.assessment.voice),
                author: tenths(event.assessment.author),
            },
            voice: event.voice.map(statement_id),
            counts: self.counts_of(event),
            sentence: self.analysis.document.tokens[event.head].sentence,
            frame: frame.map(|frame| frame.id.clone()),
        }
    }

    fn places(&self) -> Vec<out::Place> {
        let places = self.analysis.places.list.iter().enumerate();
        places
            .map(|(p, place)| out::Place {
                id: place_id(p),
                name: place.name.clone(),
                kind: place.kind,
                country: place.country.clone(),
                admin1: place.admin1.clone(),
                lat: place.lat,
                lon: place.lon,
                geonames: place.geonames,
                mentions: place.mentions.iter().map(|tokens| self.span(tokens.clone())).collect(),
            })
            .collect()
    }

    fn language(&self) -> Vec<out::Language> {
        let found = self.analysis.language(self.lexicons).into_iter();
        found.map(|(tokens, kind)| out::Language { span: self.span(tokens), kind }).collect()
    }

    /// The place that the frame names, else the one tied to the trigger.
    fn place_of(&self, event: &Event) -> Option<usize> {
        let (document, places) = (&self.analysis.document, &self.analysis.places);
        let named = event.places.iter().find_map(|&head| places.named_in(document, head));
        let deed = || {
            event.kind.is_some_and(|kind| {
                matches!(kind.quad(), out::Quad::MaterialCooperation | out::Quad::MaterialConflict)
            })
        };
        named
            .or_else(|| places.of_event(document, event.head))
            .or_else(|| if deed() { places.of_goal(document, event.head) } else { None })
    }

    /// What the text says, else the day of publication for what is told as having happened.
    fn date_of(&self, event: &Event) -> Option<out::Date> {
        let analysis = self.analysis;
        if let Some(t) = time::of_event(&analysis.document, &analysis.times, event.head) {
            let when = &analysis.times[t];
            return Some(out::Date {
                start: when.start.clone(),
                end: when.end.clone(),
                basis: out::DateBasis::Text,
                span: Some(self.span(when.tokens.clone())),
            });
        }
        let day = self.published?.to_string();
        let happened = event.assessment.status == out::Status::Actual;
        happened.then(|| out::Date {
            start: day.clone(),
            end: day,
            basis: out::DateBasis::Published,
            span: None,
        })
    }

    fn counts_of(&self, event: &Event) -> Vec<out::Count> {
        let found = count::of_event(&self.analysis.document, event.head).into_iter();
        found
            .map(|(what, amount)| out::Count {
                what,
                min: amount.min,
                max: amount.max,
                span: self.span(amount.tokens),
            })
            .collect()
    }

    fn arguments(&self, fillers: &[Filler]) -> Vec<out::Argument> {
        let mentions = &self.analysis.actors.mentions.list;
        let argument = |filler: &Filler| {
            let span = self.span(mentions[filler.mention].tokens.clone());
            Some(out::Argument { actor: self.actor_id(filler.actor)?, span })
        };
        fillers.iter().filter_map(argument).collect()
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        let document = &self.analysis.document;
        let mut list = Vec::new();
        let mut warn = |message: String| list.push(Diagnostic { level: Level::Warning, message, span: None });
        if document.tokens.is_empty() {
            warn("the article has no words".to_string());
        }
        if document.unread_bytes > 0 {
            warn(format!("the article is too long: its last {} bytes were not read", document.unread_bytes));
        }
        let unsourced = self.analysis.sources.iter().filter(|source| source.kind == SourceKind::None).count();
        if unsourced > 0 && unsourced == self.analysis.sources.len() {
            let message = "no statement of this article has a source".to_string();
            list.push(Diagnostic { level: Level::Info, message, span: None });
        }
        list
    }
}

/// Rounded to what the scale can bear.
fn tenths(value: f32) -> f64 {
    f64::from((value * 10.0).round()) / 10.0 + 0.0
}

fn hundredths(value: f32) -> f64 {
    f64::from((value * 100.0).round()) / 100.0
}

fn place_id(p: usize) -> String {
    format!("p{}", p + 1)
}

fn statement_id(k: usize) -> String {
    format!("s{}", k + 1)
}

//! Why: the lexicon entries and rules behind what a record says at one place of a text.
//!
//! Nothing here runs when articles are read. What covers the place is analysed once more with a trace, and the choices
//! are looked up again where they were made.

use crate::attribution::Origin;
use crate::confidence::Likelihoods;
use crate::cue;
use crate::event::{self, Event, Filler};
use crate::extractor::{Analysis, Extractor, Options};
use crate::factuality::{self, Note};
use crate::filler;
use crate::frame::{self, Context, Match};
use crate::known::Known;
use crate::lexicon::{Lexicons, RoleName};
use crate::mention::MentionKind;
use crate::party::{Party, Pointer};
use crate::place::{self, Meaning};
use crate::record;
use crate::sense::Sense;
use crate::statement::Statement;
use crate::time;
use crate::{arguments, phrase};
use hearsay_nlp::{Deprel, Document, EVENT_CLASSES, Scratch};
use hearsay_record::{Article, EventType, LanguageKind, Record, Status};
use std::cell::RefCell;
use std::ops::Range;

/// The record of an article, its parse, and the reasons for what covers one place of it.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The layer below.
    pub document: Document,
    /// What was found.
    pub record: Record,
    /// Of the events whose trigger, actors or recipients cover the place.
    pub events: Vec<EventReasons>,
    /// Of the statements whose source, cue or content covers it, innermost first.
    pub statements: Vec<StatementReasons>,
    /// Of the place that is named there.
    pub place: Option<PlaceReasons>,
    /// Of the coloured words there: the entry.
    pub language: Option<(LanguageKind, Option<Entry>)>,
    /// A predicate there that no lexicon entry codes.
    pub uncoded: Option<String>,
}

/// A lexicon entry: where it stands and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As the lexicon folder or the user names it; empty if not known.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// `frame`, `cue`, `signature` …
    pub section: &'static str,
    /// What of it decided, in one line.
    pub says: String,
}

/// Why an event is what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct EventReasons {
    /// Its index in the record.
    pub event: usize,
    /// What coded it, with the pattern that matched.
    pub frame: Option<Entry>,
    /// What the network takes the word to tell, the likeliest first: a type or `-` for none, 0 … 1.
    pub senses: Vec<(&'static str, f32)>,
    /// How likely its type, its actors and its recipients are right, to the network.
    pub likelihoods: Option<Likelihoods>,
    /// What made another type of it than the entry says.
    pub kind_rule: Option<&'static str>,
    /// Who fills its slots.
    pub fillers: Vec<FillerReasons>,
    /// What decided status and factuality, the outermost word first.
    pub steps: Vec<Step>,
    /// What made another status of it than these words.
    pub status_rule: Option<&'static str>,
    /// The network's own value for the author, −3 … 3, and how sure it is that the word is a predicate.
    pub network: (f32, f32),
    /// The words that tell the date, and the word they hang on; none: the publication date, or no date.
    pub date: Option<(String, String)>,
    /// The words that tie the place to it; none: no place, or the entry names it.
    pub place: Option<String>,
}

/// Why somebody fills a slot, and has the code they have.
#[derive(Clone, Debug, PartialEq)]
pub struct FillerReasons {
    /// `actor` or `recipient`.
    pub slot: &'static str,
    /// The words.
    pub words: String,
    /// "subject of “seized”"; none: taken over from what stands around.
    pub from: Option<String>,
    /// How likely the network finds this actor in this slot, 0 … 1; none where it was not asked.
    pub network: Option<f32>,
    /// The name they stand for.
    pub name: String,
    /// PLOVER code.
    pub code: Option<String>,
    /// What the code comes from: the words, and the entry they stand for.
    pub code_from: Vec<(String, Entry)>,
    /// The mention whose words give the code, where it is another one.
    pub through: Option<String>,
}

/// One word or construction on the way from the root of the sentence to the predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The word.
    pub word: String,
    /// Its signature.
    pub entry: Option<Entry>,
    /// What it does there.
    pub rule: &'static str,
    /// What is made of the predicate from here on.
    pub value: f32,
    /// … and how it is presented.
    pub status: Status,
}

/// Why a statement is what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementReasons {
    /// Its index in the record.
    pub statement: usize,
    /// What found it.
    pub found: String,
    /// What classed its cue; none: plain saying, since no lexicon has it.
    pub cue: Option<Entry>,
    /// How its source came to its name.
    pub source: String,
    /// The entry that told what sort of source it is.
    pub source_entry: Option<Entry>,
}

/// Why a name is taken for the place it is taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceReasons {
    /// The words.
    pub words: String,
    /// What it could mean, the likeliest first.
    pub meanings: Vec<Meaning>,
}

impl Extractor {
    /// Says why: the reasons behind whatever covers the byte `at` of the article's text.
    pub fn explain(&self, article: &Article, at: usize) -> Explanation {
        let mut scratch = Scratch::default();
        let analysis = self.analyse(&mut scratch, article, Options::default());
        let lexicons = self.lexicons();
        let record = record::record(article, &analysis, lexicons, &self.model());
        let token = analysis.document.token_at(at);
        let Some(token) = token else {
            return Explanation {
                document: analysis.document,
                record,
                events: Vec::new(),
                statements: Vec::new(),
                place: None,
                language: None,
                uncoded: None,
            };
        };
        let name_of = event::name_of(&analysis.document);
        let trace = RefCell::new(Vec::new());
        let context = Context {
            document: &analysis.document,
            tree: &analysis.tree,
            lexicons,
            actors: &analysis.actors,
            name_of: &name_of,
            voices: None,
            trace: Some(&trace),
        };
        let why = Why { analysis: &analysis, lexicons, context, trace: &trace };
        let events: Vec<EventReasons> = (0..analysis.events.len())
            .filter(|&k| why.event_covers(k, token))
            .map(|k| why.event(k))
            .collect();
        let mut covering: Vec<(usize, usize)> = (0..analysis.statements.list.len())
            .filter_map(|k| Some((why.statement_covers(k, token)?, k)))
            .collect();
        covering.sort_unstable();
        let statements = covering.into_iter().map(|(_, k)| why.statement(k)).collect();
        let place = why.place(article, token);
        let language = why.language(token);
        let coded = analysis.events.iter().any(|event| event.trigger.contains(&token));
        let uncoded = (!coded).then(|| why.uncoded(self, article, token)).flatten();
        Explanation {
            events,
            statements,
            place,
            language,
            uncoded,
            record,
            document: analysis.document.clone(),
        }
    }
}

struct Why<'a> {
    analysis: &'a Analysis,
    lexicons: &'a Lexicons,
    context: Context<'a>,
    trace: &'a RefCell<Vec<Note>>,
}

impl Why<'_> {
    fn document(&self) -> &Document {
        &self.analysis.document
    }

    fn slice(&self, tokens: Range<usize>) -> String {
        self.document().slice(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn entry(&self, section: &'static str, key: &str, says: String) -> Entry {
        let (file, line) = self.lexicons.origin(section, key).unwrap_or_default();
        Entry { file, line, section, says }
    }

    fn event_covers(&self, k: usize, token: usize) -> bool {
        let event = &self.analysis.events[k];
        let mentions = &self.analysis.actors.mentions.list;
        let mut fillers = event.actors.iter().chain(&event.recipients);
        event.kind.is_some()
            && (event.trigger.contains(&token)
                || fillers.any(|filler| mentions[filler.mention].tokens.contains(&token)))
    }

    /// How many tokens of the statement surround the token; none if it lies outside.
    fn statement_covers(&self, k: usize, token: usize) -> Option<usize> {
        let statement = &self.analysis.statements.list[k];
        let spans = statement.source.iter().chain([&statement.cue]).chain(&statement.content);
        spans.filter(|span| span.contains(&token)).map(|span| span.len()).min()
    }

    fn event(&self, k: usize) -> EventReasons {
        let event = &self.analysis.events[k];
        let document = self.document();
        let found = self.found(event);
        let frame = event.frame.map(|f| {
            let frame = &self.lexicons.entries.frame[f];
            let mut says = frame.kind.map_or_else(String::new, |kind| kind.to_string());
            for more in [frame.mode.clone(), frame.cameo.as_ref().map(|code| format!("CAMEO {code}"))] {
                says.extend(more.map(|more| format!(", {more}")));
            }
            let pattern = found.as_ref().and_then(|(found, verbal)| {
                let patterns = if *verbal { &frame.verbs } else { &frame.nouns };
                Some(patterns.get(found.pattern)?.text.clone())
            });
            says.extend(pattern.map(|pattern| format!(", by the pattern `{pattern}`")));
            self.entry("frame", &frame.id, format!("{}: {says}", frame.id))
        });
        let entry_kind = event.frame.and_then(|f| self.lexicons.entries.frame[f].kind);
        let kind_rule = match (entry_kind, event.kind) {
            (Some(was), Some(is)) if was != is => Some(match is {
                EventType::Reject => "somebody will not do it: a refusal is an act of its own",
                EventType::Agree => "it is still to come: agreed to, and not done yet",
                EventType::Concede => "it is still to come: conceded, and not done yet",
                _ => "its status makes another type of it",
            }),
            _ => None,
        };
        self.trace.borrow_mut().clear();
        let assessed = factuality::assess(self.context, &self.analysis.statements, event.head);
        let notes = std::mem::take(&mut *self.trace.borrow_mut());
        let steps = notes.into_iter().map(|note| self.step(note)).collect();
        let status_rule =
            (assessed.status != event.assessment.status).then_some(match event.assessment.status {
                Status::Hypothetical => "told as done, but nobody vouches for it firmly",
                _ => "the act is told plainly",
            });
        let token = &document.tokens[event.head];
        let slots = [("actor", &event.actors), ("recipient", &event.recipients)];
        let fillers = slots
            .into_iter()
            .flat_map(|(slot, list)| list.iter().map(move |filler| (slot, filler)))
            .map(|(slot, filler)| self.filler(slot, filler, event, found.as_ref().map(|(found, _)| found)))
            .collect();
        let date = time::of_event(document, &self.analysis.times, event.head).map(|t| {
            let tokens = self.analysis.times[t].tokens.clone();
            let head = crate::mention::top(document, tokens.clone());
            (self.slice(tokens), document.word(document.tokens[head].head).to_string())
        });
        let named = event.places.iter().any(|&head| self.analysis.places.named_in(document, head).is_some());
        let tied = if named { None } else { self.analysis.places.of_event(document, event.head) };
        let place = tied.and_then(|p| {
            let place = &self.analysis.places.list[p];
            let near = place.mentions.iter().min_by_key(|tokens| tokens.start.abs_diff(event.head))?;
            let case = document
                .children(near.end - 1)
                .find(|&child| document.tokens[child].deprel == Deprel::Case)
                .unwrap_or(near.start);
            Some(self.slice(case.min(near.start)..near.end))
        });
        EventReasons {
            event: k,
            frame,
            likelihoods: event.likelihoods,
            senses: self.senses(event.head),
            kind_rule,
            fillers,
            steps,
            status_rule,
            network: (token.factuality, token.predicate),
            date,
            place,
        }
    }

    /// The classes that the network finds likely at all.
    fn senses(&self, word: usize) -> Vec<(&'static str, f32)> {
        let scores = self.document().events.get(word).into_iter().flatten().copied();
        let mut senses: Vec<_> =
            EVENT_CLASSES.into_iter().zip(scores).filter(|(_, score)| *score >= 0.05).collect();
        senses.sort_by(|a, b| b.1.total_cmp(&a.1));
        senses
    }

    /// The match that coded the event, and whether it is one of a verb's patterns.
    fn found(&self, event: &Event) -> Option<(Match, bool)> {
        let of_event = |list: Vec<Match>| list.into_iter().find(|found| Some(found.entry) == event.frame);
        let around = arguments::arguments(self.document(), self.context.tree, event.head);
        let verb = || of_event(frame::verb(self.context, &around)).map(|found| (found, true));
        let noun = || {
            let (list, _) = frame::noun(self.context, event.head)?;
            of_event(list).map(|found| (found, false))
        };
        let kind = event.frame.and_then(|f| self.lexicons.entries.frame[f].kind);
        let any = || {
            let verb = of_event(frame::any_verb(self.context, &around, kind?)).map(|found| (found, true));
            let noun =
                || of_event(frame::any_noun(self.context, event.head, kind?)?.0).map(|found| (found, false));
            verb.or_else(noun)
        };
        verb().or_else(noun).or_else(any)
    }

    fn step(&self, note: Note) -> Step {
        let entry = note.signature.map(|k| {
            let signature = &self.lexicons.entries.signature[k];
            let of = |made: crate::lexicon::Commitment| format!("{} {}", made.value, named(made.status));
            let mut says = format!("{}: {}", signature.id, of(signature.positive));
            says.extend(signature.negative.map(|made| format!(", denied {}", of(made))));
            self.entry("signature", &signature.id, says)
        });
        Step {
            word: self.document().word(note.word).to_string(),
            entry,
            rule: note.rule,
            value: note.value,
            status: note.status,
        }
    }

    fn filler(
        &self,
        slot: &'static str,
        filler: &Filler,
        event: &Event,
        found: Option<&Match>,
    ) -> FillerReasons {
        let actors = &self.analysis.actors;
        let mention = &actors.mentions.list[filler.mention];
        let entity = &actors.list[filler.actor];
        let roles = match slot {
            "actor" => [RoleName::A, RoleName::B],
            _ => [RoleName::R, RoleName::B],
        };
        let of_role = |role: &RoleName| -> Vec<usize> {
            found.map(|found| found.role(*role).collect()).unwrap_or_default()
        };
        let from = roles.iter().flat_map(of_role).find(|&word| {
            let mut there = Vec::new();
            filler::fill(self.context, word, 8, &mut there);
            there.iter().any(|other| other.actor == filler.actor) || mention.tokens.contains(&word)
        });
        let code: Vec<&str> = entity.country.iter().chain(&entity.sectors).map(String::as_str).collect();
        let (mut code_from, mut through) = (self.code_from(filler.mention), None);
        if code_from.is_empty() && !code.is_empty() {
            for &m in &entity.mentions {
                code_from = self.code_from(m);
                if !code_from.is_empty() {
                    through = Some(self.slice(actors.mentions.list[m].tokens.clone()));
                    break;
                }
            }
        }
        if code.is_empty() {
            code_from.clear();
        }
        FillerReasons {
            slot,
            words: self.slice(mention.tokens.clone()),
            from: from.map(|word| self.relation(word, event.head, mention.head)),
            network: self.pointed(slot, filler, event, found),
            name: entity.name.clone(),
            code: (!code.is_empty()).then(|| code.join(" ")),
            code_from,
            through,
        }
    }

    /// How likely the words that stand for this actor are the party, to the network.
    fn pointed(&self, slot: &str, filler: &Filler, event: &Event, found: Option<&Match>) -> Option<f32> {
        let party = if slot == "actor" { Party::Who } else { Party::Whom };
        let consumed = found.map_or(&[][..], |found| &found.consumed);
        let teller = Sense::of(self.document(), event.head).teller(event.kind?, consumed);
        let pointer = Pointer::of(self.document(), teller, party)?;
        Some(pointer.likelihood(|word| filler::is_word_of(self.context, word, &[*filler])))
    }

    /// "subject of “seized”", "object of “launched”, which carries “attack”".
    fn relation(&self, word: usize, event: usize, mention: usize) -> String {
        let document = self.document();
        let token = &document.tokens[word];
        let case = || {
            let case = document.children(word).find(|&child| document.tokens[child].deprel == Deprel::Case);
            case.map_or_else(
                || "complement".to_string(),
                |case| format!("complement with “{}”", document.word(case)),
            )
        };
        let relation = match token.deprel {
            Deprel::Nsubj | Deprel::NsubjOuter => "subject".to_string(),
            Deprel::NsubjPass => "subject of the passive".to_string(),
            Deprel::Obj => "object".to_string(),
            Deprel::Iobj => "second object".to_string(),
            Deprel::NmodPoss => "possessor".to_string(),
            Deprel::Amod | Deprel::Compound => "word before it".to_string(),
            Deprel::OblAgent => "agent".to_string(),
            Deprel::Obl | Deprel::Nmod => case(),
            other => other.as_str().to_string(),
        };
        let mut says = format!("{relation} of “{}”", document.word(token.head));
        if token.head != event {
            says.push_str(&format!(", shared with “{}”", document.word(event)));
        }
        if word != mention {
            says.push_str(&format!(", through “{}”", document.word(word)));
        }
        says
    }

    /// The entries that the words of a mention stand for.
    fn code_from(&self, m: usize) -> Vec<(String, Entry)> {
        let mention = &self.analysis.actors.mentions.list[m];
        let document = self.document();
        let mut found: Vec<(String, Entry)> = Vec::new();
        let mut add = |words: String, entry: Entry| {
            if !found.iter().any(|(_, other)| *other == entry) {
                found.push((words, entry));
            }
        };
        if mention.kind == MentionKind::Pronoun {
            return found;
        }
        if let (Some(known), Some(name)) = (mention.known, &mention.name) {
            add(self.slice(name.clone()), self.known(known));
        }
        if let Some(role) = mention.role {
            add(self.slice(mention.role_tokens.clone()), self.role(role));
        }
        let mut k = mention.tokens.start;
        while k < mention.tokens.end {
            let own = mention.name.as_ref().is_some_and(|name| name.contains(&k)) && mention.known.is_some();
            if own || mention.role_tokens.contains(&k) {
                k += 1;
                continue;
            }
            let names = self.lexicons.known.name_at(document, k);
            let capital = document.word(k).starts_with(char::is_uppercase);
            if let Some((tokens, known)) = names
                .filter(|(tokens, known)| capital && tokens.end <= mention.tokens.end && !known.is_empty())
            {
                add(self.slice(tokens.clone()), self.known(known[0]));
                k = tokens.end.max(k + 1);
                continue;
            }
            if let Some((tokens, role)) = self.lexicons.known.role_at(document, k)
                && !self.lexicons.entries.role[role].sectors.is_empty()
            {
                add(self.slice(tokens.clone()), self.role(role));
                k = tokens.end.max(k + 1);
                continue;
            }
            k += 1;
        }
        found
    }

    fn known(&self, known: Known) -> Entry {
        let entries = &self.lexicons.entries;
        let country = |i: u32, how: &str| {
            let country = &entries.country[i as usize];
            self.entry("country", &country.code, format!("{} [{}], {how}", country.name, country.code))
        };
        match known {
            Known::Country(i) => country(i, "by its name"),
            Known::Demonym(i) => country(i, "by its adjective or people"),
            Known::Capital(i) => country(i, "by its capital"),
            Known::Metonym(i) => country(i, "by where its government sits"),
            Known::Person(i) => {
                let person = &entries.person[i as usize];
                let posts = person.posts.iter().map(|post| post.sectors.join(" "));
                let posts = posts.filter(|post| !post.is_empty()).collect::<Vec<_>>().join(", ");
                let posts = if posts.is_empty() { String::new() } else { format!(", posts {posts}") };
                self.entry("person", &person.name, format!("{} [{}]{posts}", person.name, person.country))
            }
            Known::Organization(i) => {
                let body = &entries.organization[i as usize];
                let code = [body.country.clone(), body.sectors.join(" ")].join(" ");
                self.entry("organization", &body.name, format!("{} [{}]", body.name, code.trim()))
            }
        }
    }

    fn role(&self, k: usize) -> Entry {
        let role = &self.lexicons.entries.role[k];
        let kind = format!("{:?}", role.kind).to_lowercase();
        let sectors = if role.sectors.is_empty() { "no sector".to_string() } else { role.sectors.join(" ") };
        match self.lexicons.written_role(k) {
            Some(written) => self.entry("role", &written.to_string(), format!("{kind}, {sectors}")),
            None => Entry {
                file: "classes.toml".to_string(),
                line: 0,
                section: "class",
                says: format!("{kind}, {sectors}"),
            },
        }
    }

    fn statement(&self, k: usize) -> StatementReasons {
        let statement = &self.analysis.statements.list[k];
        let source = &self.analysis.sources[k];
        let document = self.document();
        let found = match statement.origin {
            Origin::Network => match self.margin(statement) {
                Some(margin) => format!("the network, its source linked with a margin of {margin:.1}"),
                None => "the network".to_string(),
            },
            Origin::Unsourced(rule) => format!("the rule for what nobody vouches for: {rule}"),
            Origin::Nested => "the rule for what is said inside somebody's words".to_string(),
            Origin::Labelled => {
                "the layout: a name with a colon before it, or with a dash behind it".to_string()
            }
            Origin::Missed => "the rule for verbs of speech with a clause".to_string(),
        };
        let cue = cue::entry_of(
            document,
            &self.analysis.tree,
            self.lexicons,
            statement.cue.clone(),
            statement.class,
        );
        let cue = cue.map(|(k, pattern)| {
            let entry = &self.lexicons.entries.cue[k as usize];
            let class = named(entry.class);
            let negated = if entry.negated { ", denies saying" } else { "" };
            self.entry("cue", &k.to_string(), format!("class {class}{negated}, by `{pattern}`"))
        });
        let head = statement.source.clone().map(|span| phrase::head_of(document, span));
        let actors = &self.analysis.actors;
        let mention =
            head.and_then(|head| actors.mentions.headed_by(head).or_else(|| actors.mentions.covering(head)));
        let how = match (&statement.source, mention.map(|m| actors.mentions.list[m].kind), source.actor) {
            (None, ..) => "no words name one: that is a finding, and not a failure".to_string(),
            (Some(_), Some(MentionKind::Pronoun), Some(_)) => {
                "a pronoun, taken to refer to that name".to_string()
            }
            (Some(_), Some(MentionKind::Pronoun), None) => "a pronoun that could not be resolved".to_string(),
            (Some(_), Some(MentionKind::Nominal), Some(actor)) => {
                let named = actors.list[actor].mentions.iter();
                match named.map(|&m| &actors.mentions.list[m]).find(|m| m.kind == MentionKind::Name) {
                    Some(_) => "a description, taken to refer to that name".to_string(),
                    None => "a description".to_string(),
                }
            }
            (Some(_), Some(MentionKind::Name), Some(_)) => "a name".to_string(),
            (Some(_), _, Some(_)) => "somebody named inside the phrase".to_string(),
            (Some(_), ..) => "the words as they stand".to_string(),
        };
        let noun = head.and_then(|head| {
            let at = |k: usize| self.lexicons.source_nouns.at(document, k).filter(|(n, _)| k + n == head + 1);
            head.checked_sub(1).and_then(at).or_else(|| at(head))
        });
        let source_entry = noun.map(|(_, k)| {
            let kind = named(self.lexicons.entries.source[k as usize].kind).replace('_', " ");
            self.entry("source", &k.to_string(), kind)
        });
        StatementReasons { statement: k, found, cue, source: how, source_entry }
    }

    /// How much surer the network was of the cue's source than of the next best.
    fn margin(&self, statement: &Statement) -> Option<f32> {
        let spans = &self.document().attributions;
        let cue = spans.iter().find(|span| span.tokens == statement.cue)?;
        cue.belongs_to.map(|_| cue.margin)
    }

    fn place(&self, article: &Article, token: usize) -> Option<PlaceReasons> {
        let p = self.analysis.places.of_token[token]? as usize;
        let tokens =
            self.analysis.places.list[p].mentions.iter().find(|tokens| tokens.contains(&token))?.clone();
        let mentions = &self.analysis.actors.mentions;
        let outlet = article.outlet.as_deref();
        let meanings = place::meanings(self.document(), self.lexicons, mentions, outlet, token);
        Some(PlaceReasons { words: self.slice(tokens), meanings })
    }

    fn language(&self, token: usize) -> Option<(LanguageKind, Option<Entry>)> {
        let found = self.analysis.language(self.lexicons);
        let (tokens, kind) = found.into_iter().find(|(tokens, _)| tokens.contains(&token))?;
        let mut all = self.lexicons.loaded_words.all_at(self.document(), tokens.start);
        let entries = &self.lexicons.entries.loaded;
        let k = all
            .find(|(n, k)| *n == tokens.len() && entries[*k as usize].kind == kind)
            .map(|(_, k)| k as usize);
        let k = k.or_else(|| entries.iter().position(|entry| entry.quoted && entry.kind == kind));
        Some((kind, k.map(|k| self.entry("loaded", &k.to_string(), named(kind).replace('_', " ")))))
    }

    fn uncoded(&self, extractor: &Extractor, article: &Article, token: usize) -> Option<String> {
        let all = extractor.analyse(&mut Scratch::default(), article, Options { uncoded: true });
        let mut events = all.events.iter().filter(|event| event.kind.is_none());
        events.find(|event| event.trigger.contains(&token)).map(|event| self.slice(event.trigger.clone()))
    }
}

/// A word of the contract as it is spelled in JSON.
fn named(word: impl std::fmt::Debug) -> String {
    let mut out = String::new();
    for c in format!("{word:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests;

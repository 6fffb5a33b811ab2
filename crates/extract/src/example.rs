//! Runs the example sentences of a lexicon through the whole engine.

use crate::event::{Event, Filler};
use crate::extractor::{Analysis, Extractor, Options};
use crate::lexicon::{Entries, LexiconError, parse};
use hearsay_nlp::Scratch;
use hearsay_record::{Article, EventType};
use std::ops::Range;

/// What came of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The entry: its id or name, and its section.
    pub entry: String,
    /// The line it stands in, counted from 1.
    pub line: usize,
    /// The sentence, with its marks.
    pub sentence: String,
    /// It does what the entry says.
    pub passed: bool,
    /// What was found instead; empty if it passed.
    pub found: String,
}

/// Runs the examples of one lexicon file. The extractor must know the file's entries already. Fails only if the
/// file cannot be read, with file and line.
pub fn check(extractor: &Extractor, file: &str, text: &str) -> Result<Vec<Outcome>, Vec<LexiconError>> {
    let entries = parse(file, text)?;
    let mut run = Run { extractor, text, from: 0, scratch: Scratch::default(), outcomes: Vec::new() };
    run.all(&entries);
    Ok(run.outcomes)
}

struct Run<'a> {
    extractor: &'a Extractor,
    text: &'a str,
    /// Examples stand in the order of the entries, so lines are found by looking onward.
    from: usize,
    scratch: Scratch,
    outcomes: Vec<Outcome>,
}

/// A sentence without its marks, and the marked spans in bytes with their letters (`*` and blank for the others).
struct Example {
    plain: String,
    marks: Vec<(char, Range<usize>)>,
}

impl Run<'_> {
    fn all(&mut self, entries: &Entries) {
        for frame in &entries.frame {
            for (sentence, good) in examples(&frame.yes, &frame.no) {
                let Some(kind) = frame.kind else {
                    // A frame that tells nothing: its words must not be coded at all.
                    let (_, analysis) = self.read(sentence);
                    let free = analysis.events.iter().all(|event| event.kind.is_none());
                    self.note(format!("frame {}", frame.id), sentence, free || !good, || {
                        describe(&analysis, self.extractor.lexicons())
                    });
                    continue;
                };
                let (example, analysis) = self.read(sentence);
                let entry = |event: &Event| event.frame.map(|k| &self.extractor.lexicons().entries.frame[k]);
                let passed = if good {
                    analysis.events.iter().any(|event| {
                        entry(event).is_some_and(|e| e.kind == Some(kind) && e.mode == frame.mode)
                            && fills(&analysis, event, &example, kind)
                    })
                } else {
                    !analysis.events.iter().any(|event| entry(event).is_some_and(|e| e.id == frame.id))
                };
                self.note(format!("frame {}", frame.id), sentence, passed, || {
                    describe(&analysis, self.extractor.lexicons())
                });
            }
        }
        for light in &entries.light {
            for (sentence, good) in examples(&light.yes, &light.no) {
                let (example, analysis) = self.read(sentence);
                let coded = analysis
                    .events
                    .iter()
                    .any(|event| event.kind.is_some_and(|kind| fills(&analysis, event, &example, kind)));
                let name = light.verbs.first().map_or("", |pattern| pattern.text.as_str());
                self.note(format!("light {name}"), sentence, coded == good, || {
                    describe(&analysis, self.extractor.lexicons())
                });
            }
        }
        for signature in &entries.signature {
            for (sentence, _) in examples(&signature.yes, &signature.no) {
                let (passed, found) = self.factuality(sentence);
                self.note(format!("signature {}", signature.id), sentence, passed, || found);
            }
        }
        for context in &entries.context {
            for (sentence, good) in examples(&context.yes, &context.no) {
                let (_, analysis) = self.read(sentence);
                let lexicons = self.extractor.lexicons();
                let has = analysis.events.iter().any(|event| {
                    let fixed =
                        event.frame.map(|k| lexicons.entries.frame[k].contexts.contains(&context.name));
                    fixed == Some(true)
                        || event
                            .contexts
                            .iter()
                            .any(|&c| lexicons.entries.context[c as usize].name == context.name)
                });
                self.note(format!("context {}", context.name), sentence, has == good, || {
                    describe(&analysis, lexicons)
                });
            }
        }
        for cue in &entries.cue {
            let name = cue.verbs.first().or(cue.nouns.first()).map(|pattern| pattern.text.as_str());
            let name =
                name.or(cue.adverbs.first().map(String::as_str)).or(cue.phrases.first().map(String::as_str));
            for (sentence, good) in examples(&cue.yes, &cue.no) {
                let (example, analysis) = self.read(sentence);
                let bytes = |tokens: &Range<usize>| analysis.document.bytes(tokens.clone());
                let found = analysis.statements.list.iter().any(|statement| {
                    let marked = |letter: char, spans: &[Range<usize>]| {
                        example
                            .marks
                            .iter()
                            .filter(|(l, _)| *l == letter)
                            .all(|(_, mark)| spans.iter().any(|span| touches(&bytes(span), mark)))
                    };
                    let source: Vec<Range<usize>> = statement.source.iter().cloned().collect();
                    statement.class == cue.class
                        && marked('K', std::slice::from_ref(&statement.cue))
                        && marked('S', &source)
                        && marked('C', &statement.content)
                });
                let said = || {
                    let list = analysis.statements.list.iter();
                    let list =
                        list.map(|s| format!("{:?} {}", s.class, analysis.document.slice(s.cue.clone())));
                    list.collect::<Vec<_>>().join("; ")
                };
                self.note(
                    format!("cue {:?} {}", cue.class, name.unwrap_or("")),
                    sentence,
                    found == good,
                    said,
                );
            }
        }
        for loaded in &entries.loaded {
            let name = loaded.words.first().map_or("in quotation marks", String::as_str);
            for (sentence, good) in examples(&loaded.yes, &loaded.no) {
                let (example, analysis) = self.read(sentence);
                let found = analysis.language(self.extractor.lexicons());
                let at = |mark: &Range<usize>| {
                    found.iter().any(|(tokens, kind)| {
                        *kind == loaded.kind && touches(&analysis.document.bytes(tokens.clone()), mark)
                    })
                };
                let passed = example.marks.iter().all(|(_, mark)| at(mark) == good);
                self.note(format!("loaded {name}"), sentence, passed, || {
                    let words = found.iter().map(|(tokens, kind)| {
                        format!("{kind:?} {}", analysis.document.slice(tokens.clone()))
                    });
                    words.collect::<Vec<_>>().join("; ")
                });
            }
        }
        for cue in &entries.not_cue {
            let name = cue.verbs.first().map_or("", |pattern| pattern.text.as_str());
            for (sentence, good) in examples(&cue.yes, &cue.no) {
                let (_, analysis) = self.read(sentence);
                let list = &analysis.statements.list;
                let found = || {
                    let cues = list.iter().map(|s| analysis.document.slice(s.cue.clone()).to_string());
                    cues.collect::<Vec<_>>().join("; ")
                };
                self.note(format!("not_cue {name}"), sentence, list.is_empty() == good, found);
            }
        }
        for country in &entries.country {
            self.actors("country", &country.name, &country.yes, &country.no, |actor| {
                actor.country.as_deref() == Some(&country.code)
            });
        }
        for person in &entries.person {
            self.actors("person", &person.name, &person.yes, &person.no, |actor| actor.name == person.name);
        }
        for body in &entries.organization {
            self.actors("organization", &body.name, &body.yes, &body.no, |actor| actor.name == body.name);
        }
        for role in &entries.role {
            let name = role.nouns.first().map_or("", String::as_str);
            self.actors("role", name, &role.yes, &role.no, |actor| {
                role.sectors.first().is_none_or(|sector| actor.sectors.contains(sector))
            });
        }
    }

    /// Brackets around names: what stands in them must be, or must not be, the entry.
    fn actors(
        &mut self,
        section: &str,
        name: &str,
        yes: &[String],
        no: &[String],
        is: impl Fn(&crate::actor::ActorEntity) -> bool,
    ) {
        for (sentence, good) in examples(yes, no) {
            let (example, analysis) = self.read(sentence);
            let actors = &analysis.actors;
            let at = |mark: &Range<usize>| {
                actors
                    .mentions
                    .list
                    .iter()
                    .enumerate()
                    .filter(|(_, mention)| touches(&analysis.document.bytes(mention.tokens.clone()), mark))
                    .filter_map(|(m, _)| actors.of(m))
                    .any(|actor| is(&actors.list[actor]))
            };
            let passed = example.marks.iter().all(|(_, mark)| at(mark) == good);
            let found = || {
                let list = actors.list.iter();
                list.map(|a| format!("{} {:?} {:?}", a.name, a.country, a.sectors))
                    .collect::<Vec<_>>()
                    .join("; ")
            };
            self.note(format!("{section} {name}"), sentence, passed, found);
        }
    }

    /// `The rebels failed to *seize* the airport. = -3 negated`
    fn factuality(&mut self, sentence: &str) -> (bool, String) {
        let Some((words, expected)) = sentence.rsplit_once(" = ") else {
            return (false, "the sentence needs ` = VALUE STATUS` at its end".to_string());
        };
        let (value, status) = expected.trim().split_once(' ').unwrap_or((expected.trim(), ""));
        let Ok(value) = value.parse::<f32>() else { return (false, format!("`{value}` is no number")) };
        let (example, analysis) = self.read_with(words, Options { uncoded: true });
        let Some((_, mark)) = example.marks.first() else { return (false, "no word is marked".to_string()) };
        let marked = analysis.document.token_at(mark.start).unwrap_or(0);
        let name_of = crate::event::name_of(&analysis.document);
        let context = crate::frame::Context {
            document: &analysis.document,
            tree: &analysis.tree,
            lexicons: self.extractor.lexicons(),
            actors: &analysis.actors,
            name_of: &name_of,
            voices: None,
            trace: None,
        };
        // A signature says what its words alone make of the event, words that attribute included.
        let (found, status_found) = crate::factuality::assess(context, &analysis.statements, marked).composed;
        let name = format!("{status_found:?}").to_lowercase();
        // The scale has steps of one; the sign is what matters most.
        let near = (found - value).abs() <= 1.0 && found * value >= 0.0;
        (near && (status.is_empty() || name == status.trim()), format!("{found} {name}"))
    }

    fn read(&mut self, sentence: &str) -> (Example, Analysis) {
        self.read_with(sentence, Options::default())
    }

    fn read_with(&mut self, sentence: &str, options: Options) -> (Example, Analysis) {
        let example = unmark(sentence);
        let article =
            Article { text: example.plain.clone(), language: "en".to_string(), ..Article::default() };
        let analysis = self.extractor.analyse(&mut self.scratch, &article, options);
        (example, analysis)
    }

    fn note(&mut self, entry: String, sentence: &str, passed: bool, found: impl FnOnce() -> String) {
        let at = self.text[self.from..].find(sentence).map(|at| self.from + at);
        let at = at.or_else(|| self.text.find(sentence));
        if let Some(at) = at {
            self.from = at;
        }
        let line = at.map_or(0, |at| 1 + self.text[..at].matches('\n').count());
        let found = if passed { String::new() } else { found() };
        self.outcomes.push(Outcome { entry, line, sentence: sentence.to_string(), passed, found });
    }
}

fn examples<'e>(yes: &'e [String], no: &'e [String]) -> impl Iterator<Item = (&'e String, bool)> {
    yes.iter().map(|sentence| (sentence, true)).chain(no.iter().map(|sentence| (sentence, false)))
}

/// Whether the event's slots hold what the example marks. Symmetric events may hold it either way.
fn fills(analysis: &Analysis, event: &Event, example: &Example, kind: EventType) -> bool {
    let within = |fillers: &[Filler], mark: &Range<usize>| {
        fillers.iter().any(|filler| {
            let mention = &analysis.actors.mentions.list[filler.mention];
            touches(&analysis.document.bytes(mention.tokens.clone()), mark)
        })
    };
    let symmetric = matches!(kind, EventType::Consult | EventType::Agree | EventType::Cooperate);
    example.marks.iter().all(|(letter, mark)| match letter {
        'A' => within(&event.actors, mark) || symmetric && within(&event.recipients, mark),
        'R' => within(&event.recipients, mark) || symmetric && within(&event.actors, mark),
        _ => true,
    })
}

fn describe(analysis: &Analysis, lexicons: &crate::lexicon::Lexicons) -> String {
    let names = |fillers: &[Filler]| {
        let mentions = &analysis.actors.mentions.list;
        let names =
            fillers.iter().map(|filler| analysis.document.slice(mentions[filler.mention].tokens.clone()));
        names.collect::<Vec<_>>().join("+")
    };
    let events = analysis.events.iter().filter_map(|event| {
        let frame = &lexicons.entries.frame[event.frame?];
        Some(format!("{}({} → {})", frame.id, names(&event.actors), names(&event.recipients)))
    });
    events.collect::<Vec<_>>().join("; ")
}

fn touches(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Takes the marks out: `A[…]`, `[…]` and `*…*`.
fn unmark(sentence: &str) -> Example {
    let mut example = Example { plain: String::with_capacity(sentence.len()), marks: Vec::new() };
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut star = None;
    let mut rest = sentence;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let begins_word = !example.plain.ends_with(|c: char| c.is_alphanumeric());
        if matches!(c, 'A' | 'R' | 'S' | 'K' | 'C' | 'P' | 'T' | 'B') && after.starts_with('[') && begins_word
        {
            open.push((c, example.plain.len()));
            rest = &after[1..];
            continue;
        }
        match c {
            '[' => open.push((' ', example.plain.len())),
            ']' => {
                if let Some((letter, start)) = open.pop() {
                    example.marks.push((letter, start..example.plain.len()));
                }
            }
            '*' => match star.take() {
                None => star = Some(example.plain.len()),
                Some(start) => example.marks.push(('*', start..example.plain.len())),
            },
            other => example.plain.push(other),
        }
        rest = after;
    }
    example
}

#[cfg(test)]
mod tests {
    use super::*;
    use hearsay_nlp::Engine;

    #[test]
    fn marks_come_out_of_a_sentence() {
        let example = unmark("A[Brussels] imposed *sanctions* on R[Karvania].");
        assert_eq!(example.plain, "Brussels imposed sanctions on Karvania.");
        let marked: Vec<_> =
            example.marks.iter().map(|(c, span)| (*c, &example.plain[span.clone()])).collect();
        assert_eq!(marked, [('A', "Brussels"), ('*', "sanctions"), ('R', "Karvania")]);
    }

    /// Every entry's examples, through the whole engine. Some fail as long as parses fail; the share must not fall.
    #[test]
    fn the_lexicons_do_what_their_examples_say() {
        let extractor = Extractor::new(Engine::embedded().unwrap());
        let mut outcomes = Vec::new();
        for (name, text) in files(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons")) {
            match check(&extractor, &name, &text) {
                Ok(list) => {
                    let passed = list.iter().filter(|outcome| outcome.passed).count();
                    println!("{name}: {passed} of {}", list.len());
                    for outcome in list.iter().filter(|outcome| !outcome.passed) {
                        println!(
                            "{name}:{} {}: {} -> {}",
                            outcome.line, outcome.entry, outcome.sentence, outcome.found
                        );
                    }
                    outcomes.extend(list);
                }
                Err(errors) => {
                    panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
                }
            }
        }
        let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
        assert!(passed * 100 >= outcomes.len() * SHARE_MIN, "{passed} of {} examples pass", outcomes.len());
    }

    /// Percent of all examples.
    const SHARE_MIN: usize = 60;

    fn files(folder: &std::path::Path) -> Vec<(String, String)> {
        let mut list: Vec<_> = std::fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
        list.sort();
        let mut files = Vec::new();
        for path in list {
            if path.is_dir() {
                files.extend(self::files(&path));
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                files.push((
                    path.file_name().unwrap().to_string_lossy().into(),
                    std::fs::read_to_string(&path).unwrap(),
                ));
            }
        }
        files
    }
}

//! An article's text as HTML: paragraphs, in them runs of somebody's words, in these the words that attribute, the
//! triggers of events and the coloured words. Text is data: whatever stands in it is escaped, and characters that
//! could turn the page around are left out.

use crate::escape::escape;
use crate::words::spelled;
use hearsay_record::{Event, Quote, Record, SourceKind, Span, Statement};
use std::fmt::Write;
use std::ops::Range;

/// One paragraph with what belongs beside it.
pub struct Paragraph {
    /// Escaped, ready to stand inside a block.
    pub html: String,
    /// Statements that begin in it, by index.
    pub statements: Vec<usize>,
    /// How long it is.
    pub n_chars: usize,
}

impl Paragraph {
    /// A paragraph in which nothing was found.
    pub fn of_words(words: &str) -> Paragraph {
        Paragraph { html: escape(words), statements: Vec::new(), n_chars: words.chars().count() }
    }
}

/// What the marks of one character are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    /// Outermost and second statement whose content covers it.
    said: [Option<u32>; 2],
    /// Statement whose cue it belongs to.
    cue: Option<u32>,
    event: Option<u32>,
    language: Option<u32>,
    /// Inside quotation marks of a statement that is quoted only in part.
    quoted: bool,
}

/// The paragraphs of the article. `prefix` begins every id; `colour` gives the class of a statement's speaker.
pub fn paragraphs(record: &Record, prefix: &str, colour: &dyn Fn(usize) -> String) -> Vec<Paragraph> {
    let text: Vec<char> = record.article.text.chars().collect();
    let marks = marks(record, &text);
    let mut found = Vec::new();
    let mut placed =
        Placed { statements: vec![false; record.statements.len()], events: vec![false; record.events.len()] };
    for range in lines(record, &text) {
        let mut page = Inline { record, prefix, colour, text: &text, marks: &marks, out: String::new() };
        page.runs(range.clone(), 0, &mut placed);
        let begins = |statement: &Statement| {
            let first = statement.content.first().map_or(statement.cue.span.start, |span| span.start);
            range.contains(&first.min(statement.cue.span.start))
        };
        let statements =
            record.statements.iter().enumerate().filter(|(_, s)| begins(s)).map(|(k, _)| k).collect();
        found.push(Paragraph { html: page.out, statements, n_chars: range.len() });
    }
    found
}

/// Paragraphs: lines that hold more than white space. A line that ends in the middle of a sentence goes on, and so does one behind
/// which a small letter follows: some texts are broken to a width.
fn lines(record: &Record, text: &[char]) -> Vec<Range<usize>> {
    let mut inside = vec![false; text.len()];
    for sentence in &record.sentences {
        inside[sentence.start.min(text.len())..sentence.end.min(text.len())].fill(true);
    }
    let broken = |i: usize| {
        let before = text[..i].iter().rev().take_while(|c| **c != '\n').find(|c| !c.is_whitespace());
        let behind = text[i + 1..].iter().take_while(|c| **c != '\n').find(|c| !c.is_whitespace());
        before.is_some_and(|c| c.is_alphanumeric() || *c == ',') && behind.is_some_and(|c| c.is_lowercase())
    };
    let ends = |i: usize| i == text.len() || matches!(text[i], '\n' | '\r') && !inside[i] && !broken(i);
    let mut found = Vec::new();
    let mut start = 0;
    for end in (0..=text.len()).filter(|&i| ends(i)) {
        let mut range = start..end;
        while range.start < range.end && text[range.start].is_whitespace() {
            range.start += 1;
        }
        while range.start < range.end && text[range.end - 1].is_whitespace() {
            range.end -= 1;
        }
        if !range.is_empty() {
            found.push(range);
        }
        start = end + 1;
    }
    found
}

/// How many statements each is nested in.
pub fn depths(record: &Record) -> Vec<usize> {
    let statements = &record.statements;
    let parent = |k: usize| {
        let id = statements[k].parent.as_deref()?;
        statements.iter().position(|other| other.id == id)
    };
    (0..statements.len())
        .map(|k| std::iter::successors(parent(k), |&p| parent(p)).take(statements.len()).count())
        .collect()
}

fn marks(record: &Record, text: &[char]) -> Vec<Mark> {
    let mut marks = vec![Mark::default(); text.len()];
    let within = |span: &Span| span.start.min(text.len())..span.end.min(text.len());
    let depths = depths(record);
    for level in 0..2 {
        for (k, statement) in record.statements.iter().enumerate().filter(|(k, _)| depths[*k].min(1) == level)
        {
            for i in statement.content.iter().flat_map(within) {
                // What is nested deeper than twice is shown as nested.
                marks[i].said[level] = Some(k as u32);
            }
        }
    }
    for mark in &mut marks {
        if mark.said[0].is_none() {
            mark.said = [mark.said[1], None];
        }
    }
    for (k, statement) in record.statements.iter().enumerate() {
        within(&statement.cue.span).for_each(|i| marks[i].cue = Some(k as u32));
        if statement.quote == Quote::Mixed {
            for span in &statement.content {
                let mut open = false;
                for i in within(span) {
                    let mark = matches!(text[i], '"' | '“' | '”' | '«' | '»');
                    marks[i].quoted = open || mark;
                    open ^= mark;
                }
            }
        }
    }
    for (k, event) in record.events.iter().enumerate().filter(|(_, event)| event.kind.is_some()) {
        within(&event.trigger).for_each(|i| marks[i].event = Some(k as u32));
    }
    for (k, found) in record.language.iter().enumerate() {
        within(&found.span).for_each(|i| marks[i].language = Some(k as u32));
    }
    marks
}

/// What has its anchor on the page already: every id stands once.
struct Placed {
    statements: Vec<bool>,
    events: Vec<bool>,
}

struct Inline<'a> {
    record: &'a Record,
    prefix: &'a str,
    colour: &'a dyn Fn(usize) -> String,
    text: &'a [char],
    marks: &'a [Mark],
    out: String,
}

impl Inline<'_> {
    /// Splits the range where the statement of this level changes, and wraps what is somebody's.
    fn runs(&mut self, range: Range<usize>, level: usize, placed: &mut Placed) {
        for run in split(range, |i| self.marks[i].said[level]) {
            let Some(k) = self.marks[run.start].said[level].map(|k| k as usize) else {
                self.words(run, placed);
                continue;
            };
            let statement = &self.record.statements[k];
            let sort = sort(statement);
            let nested = if level > 0 { " nested" } else { "" };
            let colour = (self.colour)(k);
            let id = self.id(k, placed);
            let _ =
                write!(self.out, "<span{id} class=\"said {sort} {colour}{nested}\"><span class=\"words\">");
            if level == 0 {
                self.runs(run, 1, placed);
            } else {
                self.words(run, placed);
            }
            self.out.push_str("</span><i class=\"bar\"></i></span>");
        }
    }

    fn id(&self, k: usize, placed: &mut Placed) -> String {
        if std::mem::replace(&mut placed.statements[k], true) {
            return String::new();
        }
        format!(" id=\"{}-{}\"", self.prefix, escape(&self.record.statements[k].id))
    }

    /// Words with their cues, triggers and colours.
    fn words(&mut self, range: Range<usize>, placed: &mut Placed) {
        let key = |i: usize| {
            let mark = self.marks[i];
            (mark.cue, mark.event, mark.language, mark.quoted)
        };
        for run in split(range, key) {
            let mark = self.marks[run.start];
            let words: String = escape(&self.text[run].iter().collect::<String>());
            let mut classes = String::new();
            if let Some(k) = mark.cue {
                let _ = write!(classes, "cue {} ", (self.colour)(k as usize));
            }
            if mark.quoted {
                classes.push_str("quoted ");
            }
            let mut title = String::new();
            if let Some(k) = mark.language {
                let kind = spelled(&self.record.language[k as usize].kind).replace('_', " ");
                let _ = write!(classes, "colouring ");
                let _ = write!(title, " title=\"the writer's own voice: {kind}\"");
            }
            let classes = classes.trim_end();
            if !classes.is_empty() {
                let _ = write!(self.out, "<span class=\"{classes}\"{title}>");
            }
            match mark.event {
                Some(k) => self.event(k as usize, &words, placed),
                None => self.out.push_str(&words),
            }
            if !classes.is_empty() {
                self.out.push_str("</span>");
            }
        }
    }

    /// The trigger of an event, with its type; a link to its row below.
    fn event(&mut self, k: usize, words: &str, placed: &mut Placed) {
        let event: &Event = &self.record.events[k];
        let prefix = self.prefix;
        let status = spelled(&event.status);
        let id = escape(&event.id);
        if std::mem::replace(&mut placed.events[k], true) {
            let _ = write!(self.out, "<span class=\"event {status}\">{words}</span>");
            return;
        }
        let kind = event.kind.map_or("", |kind| kind.name());
        let _ = write!(
            self.out,
            "<a class=\"event {status}\" id=\"{prefix}-{id}\" href=\"#{prefix}-{id}-row\">{words}&#8288;\
             <span class=\"type\"><span class=\"apart\"> [</span>{kind}<span class=\"apart\">, {status}]</span></span></a>"
        );
    }
}

/// What a statement's words look like: unsourced whatever its quotation marks, else by these.
fn sort(statement: &Statement) -> &'static str {
    match (statement.source.kind, statement.quote) {
        (SourceKind::None, _) => "unsourced",
        (_, Quote::Direct) => "direct",
        (_, Quote::Mixed) => "mixed",
        (_, Quote::Indirect) => "indirect",
    }
}

/// Ranges in which the key stays the same.
fn split<K: PartialEq>(range: Range<usize>, key: impl Fn(usize) -> K) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for i in range {
        match found.last_mut() {
            Some(last) if key(last.start) == key(i) => last.end = i + 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}

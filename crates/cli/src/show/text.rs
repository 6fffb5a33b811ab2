//! A record as a page for people: whose words, what happened, who says what, and what nobody vouches for.

use super::voices::{kind_name, single_sources, spelled, status_mark, style, type_style, voices};
use super::wrap::{columns, shorten, tame, wrap};
use anstyle::{AnsiColor, Style};
use hearsay_record::{
    Argument, DateBasis, Event, Language, LanguageKind, Level, Record, SourceKind, Statement, Status,
};
use std::fmt::Write;

/// How a page is set.
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Quotations are cut to one line; otherwise they stand in full.
    pub shorten: bool,
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// Where the second column begins.
const INDENT: usize = 4;
/// Rows of coloured words where somebody looks on.
const COLOUR_ROWS: usize = 2;

impl Page {
    /// The whole page, with escape sequences for colour and a line end at its end.
    pub fn record(&self, record: &Record) -> String {
        let mut out = String::new();
        self.heading(&mut out, record);
        self.bar(&mut out, record);
        self.profile(&mut out, record);
        self.events(&mut out, record);
        let (nobody, somebody): (Vec<&Statement>, Vec<&Statement>) =
            record.statements.iter().partition(|s| s.source.kind == SourceKind::None);
        if !somebody.is_empty() {
            title(&mut out, "Who says what", Style::new());
            somebody.iter().for_each(|statement| self.statement(&mut out, record, statement));
        }
        if !nobody.is_empty() {
            title(&mut out, "Unsourced: nobody in particular says this", style(Some(SourceKind::None)));
            nobody.iter().for_each(|statement| self.statement(&mut out, record, statement));
        }
        self.diagnostics(&mut out, record);
        out
    }

    fn heading(&self, out: &mut String, record: &Record) {
        let article = &record.article;
        let headline = match &article.title {
            Some(title) => tame(title),
            None => shorten(&tame(article.text.trim_start().lines().next().unwrap_or("")), self.width),
        };
        for line in wrap(&headline, self.width) {
            put(out, BOLD, &line);
            out.push('\n');
        }
        let mut about: Vec<String> = Vec::new();
        about.extend(article.outlet.as_deref().map(tame));
        about.extend(article.published.as_deref().map(|time| tame(time.get(..10).unwrap_or(time))));
        about.extend(article.authors.iter().map(|author| tame(author)));
        about.push(tame(&article.id));
        put(out, DIM, &shorten(&about.join(" · "), self.width));
        out.push('\n');
    }

    /// Shares of the words by voice: each kind has its own mark, and the legend its name and share.
    fn bar(&self, out: &mut String, record: &Record) {
        let voices = voices(&record.profile.share);
        let n = record.profile.words;
        title(out, &format!("Whose words, of {n}"), Style::new());
        let width = self.width.min(80) - INDENT;
        out.push_str("  ");
        let (mut share, mut drawn) = (0.0, 0);
        for voice in &voices {
            share += voice.share;
            let upto = ((share * width as f64).round() as usize).min(width);
            // Whoever speaks at all is seen.
            let cells = (upto.saturating_sub(drawn)).max(usize::from(voice.share > 0.0 && drawn < width));
            put(out, voice.style, &voice.mark.to_string().repeat(cells));
            drawn += cells;
        }
        out.push_str("\n  ");
        let mut used = 2;
        for voice in voices.iter().filter(|voice| voice.share > 0.0) {
            let label = format!("{} {} {:.0} %", voice.mark, voice.name, 100.0 * voice.share);
            if used + columns(&label) > self.width {
                trim_line(out);
                out.push_str("  ");
                used = 2;
            }
            put(out, voice.style, &label);
            out.push_str("   ");
            used += columns(&label) + 3;
        }
        trim_line(out);
    }

    /// What the bar does not show: passages of one source, and words that colour the writer's own voice.
    fn profile(&self, out: &mut String, record: &Record) {
        let mut lines = Vec::new();
        for (name, sentences) in single_sources(record) {
            lines.push(format!("one source alone: {}, sentences {sentences}", tame(&name)));
        }
        if !record.language.is_empty() {
            lines.push(format!("the writer's own colour: {}", coloured(&record.language)));
        }
        for line in lines {
            let mut rows = wrap(&line, self.width - INDENT);
            if self.shorten && rows.len() > COLOUR_ROWS {
                rows = vec![rows[0].clone(), shorten(&rows[1..].join(" "), self.width - INDENT)];
            }
            for (i, row) in rows.iter().enumerate() {
                out.push_str(if i == 0 { "  " } else { "    " });
                put(out, DIM, row);
                out.push('\n');
            }
        }
    }

    fn events(&self, out: &mut String, record: &Record) {
        if record.events.is_empty() {
            return;
        }
        out.push('\n');
        put(out, BOLD, "What happens");
        let used = |status| record.events.iter().any(|event| event.status == status);
        let all = [Status::Actual, Status::Future, Status::Hypothetical, Status::Negated];
        let legend = all.into_iter().filter(|&status| used(status));
        let legend: Vec<String> = legend.map(|s| format!("{} {}", status_mark(s), spelled(&s))).collect();
        put(out, DIM, &format!("  {}", legend.join("   ")));
        out.push('\n');
        let (doubtful, sure): (Vec<&Event>, Vec<&Event>) =
            record.events.iter().partition(|event| event.is_doubtful());
        sure.iter().for_each(|event| self.event(out, record, event));
        if !doubtful.is_empty() {
            put(out, DIM, "  read with doubt, as likely wrong as right:");
            out.push('\n');
            doubtful.iter().for_each(|event| self.event(out, record, event));
        }
    }

    /// Two lines: who does what to whom; then who says so, how firmly, when and where.
    fn event(&self, out: &mut String, record: &Record, event: &Event) {
        let kind = match (event.kind, &event.mode) {
            (Some(kind), Some(mode)) => format!("{kind} {mode}"),
            (Some(kind), None) => kind.to_string(),
            (None, _) => "uncoded".to_string(),
        };
        let who = names(record, &event.actors);
        let whom = names(record, &event.recipients);
        let deed = match (who.is_empty(), whom.is_empty()) {
            (false, false) => format!("{who} → {whom}"),
            (false, true) => who,
            (true, false) => format!("… → {whom}"),
            (true, true) => "…".to_string(),
        };
        let trigger = tame(&event.trigger.text);
        let _ = write!(out, "  {} ", status_mark(event.status));
        put(out, type_style(event.kind), &kind);
        let deed = format!("{deed}  “{trigger}”");
        let first = self.width.saturating_sub(INDENT + columns(&kind) + 2);
        let mut lines = wrap(&deed, first.max(20)).into_iter();
        let _ = writeln!(out, "  {}", lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(out, "{:1$}{line}", "", INDENT + columns(&kind) + 2);
        }

        let voice = event.voice.as_ref().and_then(|id| record.statements.iter().find(|s| s.id == *id));
        let (says, color) = match voice {
            None => ("the writer says so".to_string(), style(None)),
            Some(voice) => {
                let source = source_name(voice).unwrap_or_else(|| kind_name(voice.source.kind).to_string());
                let says = match cue(voice) {
                    Some(cue) => format!("{source}: {cue}"),
                    None => source,
                };
                (says, style(Some(voice.source.kind)))
            }
        };
        let mut facts = Vec::new();
        if event.status != Status::Actual {
            facts.push(spelled(&event.status));
        }
        if let Some(date) = &event.date {
            let days = match date.start == date.end {
                true => tame(&date.start),
                false => format!("{} to {}", tame(&date.start), tame(&date.end)),
            };
            // The day of the report is not the day of the deed.
            facts.push(match date.basis {
                DateBasis::Text => days,
                DateBasis::Published => format!("reported {days}"),
            });
        }
        let place = event.place.as_ref().and_then(|id| record.places.iter().find(|p| p.id == *id));
        facts.extend(place.map(|place| tame(&place.name)));
        facts.extend(
            event.counts.iter().map(|count| format!("{}: {}", tame(&count.what), tame(&count.span.text))),
        );
        facts.extend(event.unsure().map(|p| format!("right with {:.0} %", 100.0 * p)));
        facts.push(position(event.sentence, event.trigger.start));
        self.line(out, 6, &[(color, says)], &facts.join(" · "));
    }

    /// Two lines or more: who, how and where; then what.
    fn statement(&self, out: &mut String, record: &Record, statement: &Statement) {
        let kind = statement.source.kind;
        let depth = depth(record, statement);
        let indent = 2 + 2 * depth.min(4);
        let mut lead = Vec::new();
        if kind != SourceKind::None {
            lead.extend(source_name(statement).map(|name| (style(Some(kind)).bold(), name)));
        }
        lead.extend(cue(statement).map(|cue| (style(Some(kind)), cue)));
        let mut facts = Vec::new();
        if kind != SourceKind::None {
            facts.push(kind_name(kind).to_string());
        }
        facts.push(spelled(&statement.cue.class));
        if statement.negated {
            facts.push("negated".to_string());
        }
        facts.push(spelled(&statement.quote));
        facts.push(position(statement.sentence, statement.cue.span.start));
        self.line(out, indent, &lead, &facts.join(" · "));
        let content: Vec<String> = statement.content.iter().map(|span| tame(&span.text)).collect();
        let content = content.join(" … ");
        if content.is_empty() {
            return;
        }
        let width = self.width - indent - 2;
        let lines = if self.shorten { vec![shorten(&content, width)] } else { wrap(&content, width) };
        for line in lines {
            let _ = writeln!(out, "{:1$}{line}", "", indent + 2);
        }
    }

    /// Words in colour and dimmed facts behind them, or under them where the line is too short for both.
    fn line(&self, out: &mut String, indent: usize, lead: &[(Style, String)], facts: &str) {
        let room = self.width - indent;
        let wide: usize = lead.iter().map(|(_, words)| columns(words) + 1).sum::<usize>().saturating_sub(1);
        let _ = write!(out, "{:1$}", "", indent);
        for (i, (color, words)) in lead.iter().enumerate() {
            out.push_str(if i == 0 { "" } else { " " });
            let share = (room + 1 - lead.len()) / lead.len();
            let cut = self.shorten && wide > room;
            put(out, *color, &if cut { shorten(words, share) } else { words.clone() });
        }
        if wide + 3 + columns(facts) <= room {
            put(out, DIM, &format!(" · {facts}"));
            out.push('\n');
            return;
        }
        out.push('\n');
        for line in wrap(facts, room - 2) {
            let _ = write!(out, "{:1$}", "", indent + 2);
            put(out, DIM, &line);
            out.push('\n');
        }
    }

    fn diagnostics(&self, out: &mut String, record: &Record) {
        if record.diagnostics.is_empty() {
            return;
        }
        title(out, "Notes", Style::new());
        for diagnostic in &record.diagnostics {
            let color = match diagnostic.level {
                Level::Info => DIM,
                Level::Warning => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
                Level::Error => Style::new().fg_color(Some(AnsiColor::Red.into())),
            };
            let mut text = format!("{}: {}", spelled(&diagnostic.level), tame(&diagnostic.message));
            if let Some(span) = &diagnostic.span {
                let _ = write!(text, " (at {}: “{}”)", span.start, shorten(&tame(&span.text), 40));
            }
            for (i, line) in wrap(&text, self.width - INDENT).iter().enumerate() {
                out.push_str(if i == 0 { "  " } else { "    " });
                put(out, color, line);
                out.push('\n');
            }
        }
    }
}

fn title(out: &mut String, text: &str, color: Style) {
    out.push('\n');
    put(out, color.bold(), text);
    out.push('\n');
}

fn put(out: &mut String, style: Style, text: &str) {
    if !text.is_empty() {
        let _ = write!(out, "{style}{text}{style:#}");
    }
}

fn trim_line(out: &mut String) {
    out.truncate(out.trim_end().len());
    out.push('\n');
}

/// The words by what they do: `hedge “perhaps”; loaded “regime” ×3, “thugs”`.
fn coloured(language: &[Language]) -> String {
    let mut kinds: Vec<(LanguageKind, Vec<(String, usize)>)> = Vec::new();
    for found in language {
        let words = tame(&found.span.text).to_lowercase();
        let at = kinds.iter().position(|(kind, _)| *kind == found.kind).unwrap_or_else(|| {
            kinds.push((found.kind, Vec::new()));
            kinds.len() - 1
        });
        match kinds[at].1.iter_mut().find(|(other, _)| *other == words) {
            Some((_, n)) => *n += 1,
            None => kinds[at].1.push((words, 1)),
        }
    }
    let words = |(words, n): &(String, usize)| match n {
        1 => format!("“{words}”"),
        n => format!("“{words}” ×{n}"),
    };
    let kind = |(kind, list): &(LanguageKind, Vec<(String, usize)>)| {
        let list: Vec<String> = list.iter().map(words).collect();
        format!("{} {}", spelled(kind).replace('_', " "), list.join(", "))
    };
    kinds.iter().map(kind).collect::<Vec<_>>().join("; ")
}

/// Sentence, counted from 1, and the character that `hearsay explain` wants.
fn position(sentence: usize, at: usize) -> String {
    format!("sentence {}, at {at}", sentence + 1)
}

/// The resolved name, with the words that stand in the sentence where they differ much ("he").
fn source_name(statement: &Statement) -> Option<String> {
    let name = statement.source.name.as_deref().map(tame);
    let words = statement.source.span.as_ref().map(|span| tame(&span.text));
    name.or(words).filter(|name| !name.is_empty())
}

/// The words that attribute, quoted; none for a colon or dash.
fn cue(statement: &Statement) -> Option<String> {
    let words = &statement.cue.span.text;
    words.contains(char::is_alphanumeric).then(|| format!("“{}”", tame(words)))
}

/// How many statements this one is nested in.
fn depth(record: &Record, statement: &Statement) -> usize {
    let mut parent = statement.parent.as_deref();
    let mut depth = 0;
    while let Some(id) = parent {
        depth += 1;
        parent = record.statements.iter().find(|s| s.id == id).and_then(|s| s.parent.as_deref());
        if depth > record.statements.len() {
            break;
        }
    }
    depth
}

/// The fillers of a slot by name, with their codes.
fn names(record: &Record, arguments: &[Argument]) -> String {
    let name = |argument: &Argument| {
        let actor = record.actors.iter().find(|actor| actor.id == argument.actor);
        match actor {
            Some(actor) => match &actor.code {
                Some(code) => format!("{} [{}]", tame(&actor.name), tame(code)),
                None => tame(&actor.name),
            },
            None => tame(&argument.span.text),
        }
    };
    arguments.iter().map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::voices::sample;

    fn plain(page: Page) -> String {
        anstream::adapter::strip_str(&page.record(&sample())).to_string()
    }

    #[test]
    fn a_page_in_a_pipe() {
        let page = plain(Page { width: 80, shorten: false });
        let want = include_str!("../../tests/data/record.txt");
        assert_eq!(page, want, "\n{page}");
    }

    #[test]
    fn a_page_on_a_terminal_keeps_to_its_width() {
        for width in [48, 60, 100] {
            let page = plain(Page { width, shorten: true });
            let wide: Vec<&str> = page.lines().filter(|line| columns(line) > width).collect();
            assert!(wide.is_empty(), "{width}: {wide:#?}");
        }
    }
}

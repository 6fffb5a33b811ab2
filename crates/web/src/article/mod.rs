//! An article set as it was written, with whose words they are beside it: as a part of a page of the archive, or, with others,
//! as one self-contained page with no script, no font, no image, nothing fetched.

mod inline;
mod speakers;

use crate::escape::filters;
use crate::words::{certainty, shortened, single_sources, spelled, status_mark};
use askama::Template;
use hearsay_record::{Argument, DateBasis, Event, LanguageKind, Record, Statement};
use inline::Paragraph;
use speakers::{Speaker, speakers, summed};
use std::collections::HashMap;
use std::fmt::Write;

/// Characters of a quotation on a card; the words themselves stand beside it.
const QUOTE_MAX: usize = 96;

/// A first line of at most so many characters is a headline.
const HEADLINE_MAX: usize = 140;

/// Where the parts of an article lead to beside each other: addresses by the ids of actors and events. A page that stands alone leads
/// nowhere.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Of the actors that have a page.
    pub speakers: HashMap<String, String>,
    /// Of the events that have a page.
    pub events: HashMap<String, String>,
}

/// An article, ready to stand on a page.
#[derive(Clone, Debug)]
pub struct View {
    /// The headline, for the page's title; plain text.
    pub title: String,
    /// `<li>…</li>`, its line in an index.
    pub entry: String,
    /// `<article>…</article>`.
    pub article: String,
}

/// An article as it stands on the page, and its line in the index.
struct Section<'a> {
    /// The headline, for the page's title.
    title: &'a str,
    /// `<li>…</li>`.
    entry: &'a str,
    /// `<article>…</article>`.
    article: &'a str,
}

#[derive(Template)]
#[template(path = "alone.html")]
struct Page<'a> {
    title: &'a str,
    style: String,
    sections: &'a [Section<'a>],
    version: &'a str,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticleView<'a> {
    id: String,
    title: Paragraph,
    facts: Vec<String>,
    url: Option<&'a str>,
    address: Option<&'a str>,
    speakers: Vec<Speaker>,
    notes: Vec<String>,
    paragraphs: Vec<Block>,
    events: Vec<Row>,
    diagnostics: Vec<String>,
}

#[derive(Template)]
#[template(path = "entry.html")]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    facts: String,
    speakers: &'a [Speaker],
}

/// A paragraph with its cards; those of the headline stand in a block without words.
struct Block {
    html: String,
    cards: Vec<Card>,
}

impl Block {
    fn beside(title: &Paragraph) -> Paragraph {
        Paragraph { html: String::new(), statements: title.statements.clone(), n_chars: 0 }
    }
}

/// A statement in the margin.
struct Card {
    id: String,
    name: String,
    kind: String,
    colour: String,
    nested: bool,
    /// The words that attribute; none for a colon or dash.
    verb: Option<String>,
    quote: String,
    facts: String,
    events: Vec<Chip>,
    /// The page of whoever speaks.
    href: Option<String>,
}

/// An event named on a card.
struct Chip {
    id: String,
    status: String,
    kind: String,
    certainty: &'static str,
}

/// An event in the table.
struct Row {
    id: String,
    status: String,
    mark: char,
    kind: String,
    who: String,
    whom: String,
    trigger: String,
    says: String,
    colour: String,
    voice: Option<String>,
    certainty: &'static str,
    /// How likely it was read rightly, in percent, if that is not sure.
    unsure: Option<u32>,
    /// Whether that is nearly as likely wrong as right.
    doubtful: bool,
    when: String,
    place: String,
    /// The page of the event, with everybody who tells of it.
    href: Option<String>,
}

/// The style of the self-contained page.
pub fn style() -> String {
    let files = [include_str!("../../assets/base.css"), include_str!("../../assets/article.css")];
    files.concat() + include_str!("../../assets/alone.css") + &widths()
}

/// What [`Speaker::width`] names: parts of a strip, and widths, in percent. A strict page allows no style beside its sheet.
pub fn widths() -> String {
    (1..=100).fold(String::new(), |mut out, percent| {
        let _ = write!(out, ".g{percent}{{flex-grow:{percent}}}.w{percent}{{width:{percent}%}}");
        out
    })
}

/// The id that a part of an article has on every page: `s1` or `e2` of this article.
pub fn anchor(article: &str, part: &str) -> String {
    format!("a{:08x}-{part}", fnv(article))
}

/// One record's part of the page: a line with its headline, a line with its entry in the index, and the article.
pub fn section(record: &Record) -> Vec<u8> {
    let View { title, entry, article } = view(record, &Targets::default());
    format!("{}\n{entry}\n{article}", title.replace('\n', " ")).into_bytes()
}

/// One article.
pub fn view(record: &Record, targets: &Targets) -> View {
    let article = &record.article;
    let id = format!("a{:08x}", fnv(&article.id));
    let (list, of) = speakers(record);
    let strip = summed(&list);
    let colour = |k: usize| list[of[k]].colour.clone();
    let mut paragraphs = inline::paragraphs(record, &id, &colour);
    let several = paragraphs.len() > 1;
    let open = !article.text.trim_end().ends_with(['.', '!', '?', '"', '”']);
    // One short line is a headline by itself where nothing closes it.
    let headline = |p: &Paragraph| p.n_chars <= HEADLINE_MAX && (several || open);
    let title = match paragraphs.first() {
        Some(first) if article.title.is_some() || headline(first) => paragraphs.remove(0),
        _ => Paragraph::of_words(article.title.as_deref().unwrap_or("An article without a headline")),
    };
    let plain_title = match (&article.title, record.sentences.first()) {
        (Some(title), _) => shortened(title, HEADLINE_MAX),
        (None, Some(first)) => shortened(&first.text, HEADLINE_MAX),
        (None, None) => shortened(&article.id, HEADLINE_MAX),
    };
    let depths = inline::depths(record);
    let card = |k: &usize| card(record, &id, *k, &list[of[*k]], depths[*k], targets);
    let paragraphs: Vec<Block> = std::iter::once(Block::beside(&title))
        .chain(paragraphs)
        .map(|paragraph| Block {
            cards: paragraph.statements.iter().map(card).collect(),
            html: paragraph.html,
        })
        .filter(|block| !block.html.is_empty() || !block.cards.is_empty())
        .collect();
    let mut facts: Vec<String> = Vec::new();
    facts.extend(article.outlet.clone());
    facts.extend(article.published.as_deref().map(|time| time.get(..10).unwrap_or(time).to_string()));
    facts.extend((!article.authors.is_empty()).then(|| article.authors.join(", ")));
    let row = |event: &Event| row(record, &id, event, &list, &of, targets);
    let entry = Entry { id: &id, title: &plain_title, facts: facts.join(" · "), speakers: &strip };
    let entry = entry.render().expect("a template writes to memory");
    let view = ArticleView {
        title,
        facts,
        url: article.url.as_deref().filter(|url| safe(url)),
        address: article.url.as_deref().filter(|url| !safe(url)),
        notes: notes(record),
        paragraphs,
        events: record.events.iter().filter(|event| event.kind.is_some()).map(row).collect(),
        diagnostics: record.diagnostics.iter().map(|d| d.message.clone()).collect(),
        speakers: strip,
        id,
    };
    let article = view.render().expect("a template writes to memory");
    View { title: plain_title, entry, article }
}

/// The whole page, of what [`section`] gave.
pub fn page(sections: &[Vec<u8>]) -> Vec<u8> {
    let section = |bytes| {
        let mut parts = std::str::from_utf8(bytes).unwrap_or_default().splitn(3, '\n');
        let mut next = || parts.next().unwrap_or_default();
        Section { title: next(), entry: next(), article: next() }
    };
    let sections: Vec<Section<'_>> = sections.iter().map(|bytes| section(bytes.as_slice())).collect();
    let title = match sections.as_slice() {
        [one] => one.title.to_string(),
        many => format!("{} articles", many.len()),
    };
    let page =
        Page { title: &title, style: style(), sections: &sections, version: env!("CARGO_PKG_VERSION") };
    page.render().expect("a template writes to memory").into_bytes()
}

/// Only these lead anywhere when they are clicked.
fn safe(url: &str) -> bool {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// What the strip does not show: passages of one source, and coloured words.
fn notes(record: &Record) -> Vec<String> {
    let mut notes = Vec::new();
    let alone: Vec<String> = single_sources(record)
        .into_iter()
        .enumerate()
        .map(|(k, (name, sentences))| match k {
            0 => format!("Sentences {sentences} rest on {name} alone"),
            _ => format!("{sentences} on {name}"),
        })
        .collect();
    if !alone.is_empty() {
        notes.push(format!("{}.", alone.join("; ")));
    }
    let kinds = [
        LanguageKind::Hedge,
        LanguageKind::Weasel,
        LanguageKind::Loaded,
        LanguageKind::Intensifier,
        LanguageKind::Euphemism,
        LanguageKind::ScareQuotes,
    ];
    let words: Vec<String> = kinds
        .into_iter()
        .filter_map(|kind| {
            let mut words: Vec<String> = Vec::new();
            for found in record.language.iter().filter(|found| found.kind == kind) {
                let lower = found.span.text.to_lowercase();
                if !words.contains(&lower) {
                    words.push(lower);
                }
            }
            let kind = spelled(&kind).replace('_', " ");
            (!words.is_empty()).then(|| format!("{kind} “{}”", words.join("”, “")))
        })
        .collect();
    if !words.is_empty() {
        notes.push(format!("In the writer's own voice: {}.", words.join("; ")));
    }
    notes
}

fn card(record: &Record, id: &str, k: usize, speaker: &Speaker, depth: usize, targets: &Targets) -> Card {
    let statement: &Statement = &record.statements[k];
    let content: Vec<&str> = statement.content.iter().map(|span| span.text.as_str()).collect();
    let mut facts = vec![spelled(&statement.cue.class), spelled(&statement.quote)];
    if statement.negated {
        facts.insert(1, "negated".to_string());
    }
    let chips = record
        .events
        .iter()
        .filter(|event| event.kind.is_some() && event.voice.as_deref() == Some(statement.id.as_str()));
    Card {
        id: format!("{id}-{}", statement.id),
        name: speaker.name.clone(),
        kind: speaker.kind.clone(),
        colour: speaker.colour.clone(),
        nested: depth > 0,
        verb: Some(&statement.cue.span.text).filter(|verb| verb.contains(char::is_alphanumeric)).cloned(),
        quote: shortened(&content.join(" … "), QUOTE_MAX),
        facts: facts.join(" · "),
        href: speaker.actor.as_ref().and_then(|actor| targets.speakers.get(actor)).cloned(),
        events: chips
            .map(|event| Chip {
                id: format!("{id}-{}-row", event.id),
                status: spelled(&event.status),
                kind: kind(event),
                certainty: certainty(event.factuality.voice),
            })
            .collect(),
    }
}

fn row(record: &Record, id: &str, event: &Event, list: &[Speaker], of: &[usize], targets: &Targets) -> Row {
    let voice = event.voice.as_ref().and_then(|id| record.statements.iter().position(|s| s.id == *id));
    let place = event.place.as_ref().and_then(|id| record.places.iter().find(|p| p.id == *id));
    let when = event.date.as_ref().map(|date| {
        let days = match date.start == date.end {
            true => date.start.clone(),
            false => format!("{} to {}", date.start, date.end),
        };
        match date.basis {
            DateBasis::Text => days,
            DateBasis::Published => format!("reported {days}"),
        }
    });
    Row {
        id: format!("{id}-{}", event.id),
        status: spelled(&event.status),
        mark: status_mark(event.status),
        kind: kind(event),
        who: names(record, &event.actors),
        whom: names(record, &event.recipients),
        trigger: event.trigger.text.clone(),
        says: voice.map_or_else(|| "the writer".to_string(), |k| list[of[k]].name.clone()),
        colour: voice.map_or_else(|| "writer".to_string(), |k| list[of[k]].colour.clone()),
        voice: voice.map(|k| format!("{id}-{}", record.statements[k].id)),
        certainty: certainty(event.factuality.voice),
        unsure: event.unsure().map(|p| (100.0 * p).round() as u32),
        doubtful: event.is_doubtful(),
        when: when.unwrap_or_default(),
        place: place.map(|place| place.name.clone()).unwrap_or_default(),
        href: targets.events.get(&event.id).cloned(),
    }
}

/// Type and mode: "ASSAULT firearms".
fn kind(event: &Event) -> String {
    let kind = event.kind.map_or("", |kind| kind.name());
    event.mode.as_ref().map_or_else(|| kind.to_string(), |mode| format!("{kind} {mode}"))
}

fn names(record: &Record, arguments: &[Argument]) -> String {
    let name = |argument: &Argument| {
        let actor = record.actors.iter().find(|actor| actor.id == argument.actor);
        actor.map_or_else(
            || argument.span.text.clone(),
            |actor| match &actor.code {
                Some(code) => format!("{} [{code}]", actor.name),
                None => actor.name.clone(),
            },
        )
    };
    arguments.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// FNV-1a, 32 bits: an article has the same permalinks on every page.
fn fnv(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |state, byte| (state ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests;

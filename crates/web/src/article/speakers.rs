//! Who speaks in an article, with the share of its words and a colour.

use super::inline::depths;
use crate::words::{kind_name, shortened};
use hearsay_record::{Record, SourceKind, Statement};

/// Colours, by day and by night; further speakers share the last.
const COLOURS: usize = 8;
/// Characters of a name; a source may be a phrase of any length.
const NAME_MAX: usize = 60;

/// Somebody, nobody or the writer, on the strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// As resolved.
    pub name: String,
    /// "named person"; empty for the writer.
    pub kind: String,
    /// The class of their colour: `v1` … `v8`, `nobody`, `writer`.
    pub colour: String,
    /// Percent of the article's words, of the outermost voice.
    pub percent: f64,
    /// Id of the actor, where it is one.
    pub actor: Option<String>,
}

impl Speaker {
    /// Class of its width on the strip, in whole percent.
    pub fn width(&self) -> String {
        format!("g{}", (self.percent.round() as usize).clamp(1, 100))
    }
}

/// The voices of the article: the writer, whoever speaks by share, and nobody in particular; and for every statement
/// whose it is.
pub fn speakers(record: &Record) -> (Vec<Speaker>, Vec<usize>) {
    let mut list: Vec<(String, Speaker)> = Vec::new();
    let mut of = Vec::new();
    for statement in &record.statements {
        let key = key(statement);
        let at = list.iter().position(|(other, _)| *other == key).unwrap_or_else(|| {
            list.push((key, speaker(statement)));
            list.len() - 1
        });
        of.push(at);
    }
    let text: Vec<char> = record.article.text.chars().collect();
    let mut whose: Vec<Option<usize>> = vec![None; text.len()];
    let depths = depths(record);
    for (k, statement) in record.statements.iter().enumerate().filter(|(k, _)| depths[*k] == 0) {
        for span in &statement.content {
            for owner in whose.iter_mut().take(span.end).skip(span.start) {
                *owner = Some(of[k]);
            }
        }
    }
    let (mut n_words, mut words) = (0usize, vec![0usize; list.len()]);
    for i in 0..text.len() {
        let begins =
            text[i].is_alphanumeric() && (i == 0 || text[i - 1].is_whitespace() || !is_inner(text[i - 1]));
        if begins {
            n_words += 1;
            if let Some(speaker) = whose[i] {
                words[speaker] += 1;
            }
        }
    }
    let percent = |n: usize| 100.0 * n as f64 / n_words.max(1) as f64;
    let writer = Speaker {
        name: "the writer".to_string(),
        kind: String::new(),
        colour: "writer".to_string(),
        percent: percent(n_words - words.iter().sum::<usize>()),
        actor: None,
    };
    // The writer first, nobody last, the others by what they say; a stable order for equal shares.
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|&k| (list[k].1.colour == "nobody", std::cmp::Reverse(words[k]), k));
    let mut all = vec![writer];
    let mut place = vec![0; list.len()];
    for (rank, &k) in order.iter().enumerate() {
        let mut speaker = list[k].1.clone();
        speaker.percent = percent(words[k]);
        if speaker.colour.is_empty() {
            speaker.colour = format!("v{}", rank.min(COLOURS - 1) + 1);
        }
        place[k] = all.len();
        all.push(speaker);
    }
    (all, of.into_iter().map(|k| place[k]).collect())
}

/// The voices as the strip shows them: those that have no colour of their own are one.
pub fn summed(list: &[Speaker]) -> Vec<Speaker> {
    let last = format!("v{COLOURS}");
    let rest: Vec<&Speaker> = list.iter().filter(|speaker| speaker.colour == last).collect();
    if rest.len() < 2 {
        return list.to_vec();
    }
    let others = Speaker {
        name: format!("{} others", rest.len()),
        kind: String::new(),
        colour: last.clone(),
        percent: rest.iter().map(|speaker| speaker.percent).sum(),
        actor: None,
    };
    let mut strip: Vec<Speaker> = list.iter().filter(|speaker| speaker.colour != last).cloned().collect();
    let nobody = strip.iter().position(|speaker| speaker.colour == "nobody").unwrap_or(strip.len());
    strip.insert(nobody, others);
    strip
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.' | ',')
}

/// Statements of one actor are one speaker's; without an actor, or where that has no name of its own, the words for it decide,
/// without these nobody does: two "critics" beside each other would tell a reader nothing.
fn key(statement: &Statement) -> String {
    let source = &statement.source;
    match (&source.actor, &source.name) {
        _ if source.kind == SourceKind::None => "nobody".to_string(),
        (_, Some(name)) if is_unnamed(source.kind) => format!("name {}", name.to_lowercase()),
        (Some(actor), _) => format!("actor {actor}"),
        (None, Some(name)) => format!("name {name}"),
        (None, None) => format!("statement {}", statement.id),
    }
}

fn is_unnamed(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::UnnamedPerson | SourceKind::UnnamedGroup)
}

fn speaker(statement: &Statement) -> Speaker {
    let source = &statement.source;
    let kind = kind_name(source.kind).to_string();
    let nobody = source.kind == SourceKind::None;
    let named = source.name.clone().or_else(|| source.span.as_ref().map(|span| span.text.clone()));
    Speaker {
        name: if nobody { kind.clone() } else { shortened(&named.unwrap_or_else(|| kind.clone()), NAME_MAX) },
        kind: if nobody { "unsourced".to_string() } else { kind },
        colour: if nobody { "nobody".to_string() } else { String::new() },
        percent: 0.0,
        actor: source.actor.clone(),
    }
}

//! When: absolute dates, weekdays and relative expressions, against the publication date.
//!
//! Dates are as exact as the words are: "3 March 2014" a day, "last month" a month, "in 2019" a year; a start and an
//! end of the same granularity. Without a publication date relative expressions give none.

use crate::phrase;
use hearsay_nlp::{Deprel, Document, NameType, Upos};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::ops::Range;

/// A time that the text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// ISO 8601: `2014-03-03`, `2014-03` or `2014`.
    pub start: String,
    /// Inclusive, same granularity.
    pub end: String,
    /// The words.
    pub tokens: Range<usize>,
}

/// How exactly a date is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Day,
    Month,
    Year,
}

/// The publication date of an article: the day of an RFC 3339 time, or a date alone.
pub fn published(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// All times told, in order. Expressions that tell a length ("for two weeks") or recur ("every Monday") are no times.
pub fn times(document: &Document, published: Option<Date>) -> Vec<When> {
    let mut found: Vec<When> = Vec::new();
    for sentence in &document.sentences {
        let mut i = sentence.start;
        while i < sentence.end {
            match at(document, i, sentence.end, published) {
                Some(when) => {
                    i = when.tokens.end;
                    found.push(when);
                }
                None => i += 1,
            }
        }
    }
    found
}

/// The time of an event: the first one that hangs on its trigger, or on the verb its trigger hangs on.
pub fn of_event(document: &Document, times: &[When], trigger: usize) -> Option<usize> {
    let on = |at: usize| times.iter().position(|when| hangs_on(document, when, at));
    phrase::carriers(document, trigger).find_map(on).or_else(|| on(last_joined(document, trigger)?))
}

/// "attacked a convoy and abducted two engineers on Monday": the last verb that this one is joined to and shares its subject with.
fn last_joined(document: &Document, verb: usize) -> Option<usize> {
    let own_subject = |joined: usize| {
        document
            .children(joined)
            .any(|k| matches!(document.tokens[k].deprel, Deprel::Nsubj | Deprel::NsubjPass))
    };
    let joined = document.children(verb).filter(|&k| {
        k > verb
            && document.tokens[k].deprel == Deprel::Conj
            && document.tokens[k].xpos == document.tokens[verb].xpos
            && document.tokens[k].upos == Upos::Verb
    });
    joined.last().filter(|&joined| !own_subject(joined))
}

/// Parts of a day or year that a date may say of which: "on the night of 3 February".
const PARTS: [&str; 9] = ["night", "evening", "morning", "afternoon", "hour", "eve", "day", "week", "end"];

fn hangs_on(document: &Document, when: &When, verb: usize) -> bool {
    let mut head = crate::mention::top(document, when.tokens.clone());
    let part = &document.tokens[document.tokens[head].head];
    if document.tokens[head].deprel == Deprel::Nmod && PARTS.contains(&&*part.lemma) {
        head = document.tokens[head].head;
    }
    let token = &document.tokens[head];
    token.head == verb
        && head != verb
        && !matches!(token.deprel, Deprel::Nsubj | Deprel::Obj | Deprel::Compound)
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    // Capitalised, or "may" and "march" would be verbs.
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = word.trim_end_matches('.').to_lowercase();
    let at = FULL.iter().position(|m| *m == lower);
    at.or_else(|| MONTHS.iter().position(|m| *m == lower))
        .or_else(|| (lower == "sept").then_some(8))
        .map(|m| m as i8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.').to_lowercase().as_str() {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
    .filter(|_| word.starts_with(char::is_uppercase))
}

/// "a", "two", "12".
pub fn small_number(word: &str) -> Option<i32> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "a" | "an") {
        return Some(1);
    }
    let word = WORDS.iter().position(|w| *w == lower).map(|n| n as i32);
    word.or_else(|| lower.parse().ok().filter(|n| (0..1000).contains(n)))
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let day: i8 = digits.parse().ok()?;
    ((1..=31).contains(&day) && matches!(suffix, "" | "st" | "nd" | "rd" | "th")).then_some(day)
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|y| word.len() == 4 && (1500..2200).contains(y))
}

/// The time that starts at token `i`.
fn at(document: &Document, i: usize, end: usize, published: Option<Date>) -> Option<When> {
    let word = |k: usize| if k < end { document.word(k) } else { "" };
    let lower = |k: usize| word(k).to_lowercase();
    let recurs = i > 0 && matches!(document.word(i - 1).to_lowercase().as_str(), "every" | "each" | "per");
    if recurs {
        return None;
    }
    absolute(document, i, end, published).or_else(|| {
        let today = published?;
        let first = lower(i);
        let one = |start: Date, grain: Grain, length: usize| Some(made(start, start, grain, i..i + length));
        match first.as_str() {
            "today" | "tonight" => return one(today, Grain::Day, 1),
            "yesterday" => return one(shift(today, -1, 1), Grain::Day, 1),
            "tomorrow" => return one(shift(today, 1, 1), Grain::Day, 1),
            "overnight" => return Some(made(shift(today, -1, 1), today, Grain::Day, i..i + 1)),
            "last" | "past" | "this" | "next" | "earlier" | "later" | "coming" => {
                let (side, at) = match first.as_str() {
                    "earlier" | "later" if lower(i + 1) == "this" => (0, i + 2),
                    "earlier" | "later" => return None,
                    "last" | "past" => (-1, i + 1),
                    "this" => (0, i + 1),
                    _ => (1, i + 1),
                };
                return relative_unit(today, side, &lower(at), word(at))
                    .map(|(start, stop, grain)| made(start, stop, grain, i..at + 1));
            }
            _ => {}
        }
        if let Some(day) = weekday(word(i)) {
            let part = matches!(lower(i + 1).as_str(), "morning" | "afternoon" | "evening" | "night");
            let next = (i > 0 && matches!(document.word(i - 1).to_lowercase().as_str(), "next" | "coming"))
                || will_come(document, i);
            let date = on_weekday(today, day, next);
            return one(date, Grain::Day, 1 + usize::from(part));
        }
        ago(today, &lower, i)
    })
}

/// "two days ago", "a year earlier", "in the past 24 hours".
fn ago(today: Date, lower: &dyn Fn(usize) -> String, i: usize) -> Option<When> {
    let (number, at) = match small_number(&lower(i)) {
        Some(number) => (number, i + 1),
        None if lower(i) == "several" || lower(i) == "few" => return None,
        None => return None,
    };
    if lower(at + 1) != "ago" {
        return None;
    }
    let (start, grain) = match lower(at).trim_end_matches('s') {
        "hour" | "minute" => (today, Grain::Day),
        "day" => (shift(today, -number, 1), Grain::Day),
        "week" => (shift(today, -number, 7), Grain::Day),
        "month" => (today.checked_sub(Span::new().months(number)).ok()?, Grain::Month),
        "year" => (today.checked_sub(Span::new().years(number)).ok()?, Grain::Year),
        "decade" => (today.checked_sub(Span::new().years(number * 10)).ok()?, Grain::Year),
        _ => return None,
    };
    Some(made(start, start, grain, i..at + 2))
}

/// "last month", "this week", "next year", "last Tuesday", "last June".
fn relative_unit(today: Date, side: i32, unit: &str, written: &str) -> Option<(Date, Date, Grain)> {
    let monday = shift(today, -i32::from(today.weekday().to_monday_zero_offset()), 1);
    let same = |date: Date, grain| Some((date, date, grain));
    match unit {
        "week" => {
            let start = shift(monday, side, 7);
            let stop = if side == 0 { today } else { shift(start, 6, 1) };
            Some((start, stop, Grain::Day))
        }
        "weekend" => {
            let saturday = shift(monday, 5, 1);
            let back = side < 0 || side == 0 && saturday > today;
            let saturday =
                if back { shift(saturday, -1, 7) } else { shift(saturday, i32::from(side > 0), 7) };
            Some((saturday, shift(saturday, 1, 1), Grain::Day))
        }
        "month" => same(today.checked_add(side.months()).ok()?, Grain::Month),
        "year" => same(today.checked_add(side.years()).ok()?, Grain::Year),
        "night" | "evening" if side < 0 => same(shift(today, -1, 1), Grain::Day),
        "morning" | "afternoon" | "evening" if side == 0 => same(today, Grain::Day),
        _ => {
            if let Some(day) = weekday(written) {
                return same(on_weekday(today, day, side > 0), Grain::Day);
            }
            let number = month(written)?;
            let year = match side {
                s if s < 0 => today.year() - i16::from(number >= today.month()),
                0 => today.year(),
                _ => today.year() + i16::from(number <= today.month()),
            };
            same(Date::new(year, number, 1).ok()?, Grain::Month)
        }
    }
}

/// "3 March 2014", "March 3, 2014", "March 3", "March 2014", "since March", "in 2019", "2014-03-03".
fn absolute(document: &Document, i: usize, end: usize, published: Option<Date>) -> Option<When> {
    let word = |k: usize| if k < end { document.word(k) } else { "" };
    if let Ok(date) = word(i).parse::<Date>()
        && word(i).len() == 10
    {
        return Some(made(date, date, Grain::Day, i..i + 1));
    }
    // A weekday before the date belongs to it.
    let mut start = i;
    if weekday(word(i)).is_some() {
        start = if word(i + 1) == "," { i + 2 } else { i + 1 };
    }
    let day_first =
        day_of_month(word(start)).filter(|_| month(word(start + 1)).is_some() || word(start + 1) == "of");
    let at = match day_first {
        Some(_) if word(start + 1) == "of" => start + 2,
        Some(_) => start + 1,
        None => start,
    };
    if let Some(number) = month(word(at)) {
        let mut last = at + 1;
        let mut day = day_first;
        let mut to_day = None;
        if day.is_none()
            && let Some(behind) = day_of_month(word(last))
        {
            day = Some(behind);
            last += 1;
            if matches!(word(last), "-" | "–" | "to")
                && let Some(until) = day_of_month(word(last + 1))
            {
                to_day = Some(until);
                last += 2;
            }
        }
        let comma = usize::from(word(last) == ",");
        let told = year(word(last + comma));
        if told.is_some() {
            last += comma + 1;
        } else if day.is_none() && document.word(at) == "May" && !is_date(document, at) {
            return None;
        }
        // "14 March last year"
        let relative = published.filter(|_| told.is_none() && word(last + 1) == "year").and_then(|today| {
            match word(last) {
                "last" => Some(today.year() - 1),
                "this" => Some(today.year()),
                "next" => Some(today.year() + 1),
                _ => None,
            }
        });
        if relative.is_some() {
            last += 2;
        }
        let told = told.or(relative);
        // Without a year: the nearest such date that is not far in the future.
        let year = told.or_else(|| {
            let today = published?;
            let ahead = i32::from(number) - i32::from(today.month());
            let coming = will_come(document, at);
            Some(match ahead {
                a if a > 6 || a > 0 && !coming => today.year() - 1,
                a if a < 0 && coming => today.year() + 1,
                a if a < -9 && coming => today.year() + 1,
                _ => today.year(),
            })
        })?;
        let from = Date::new(year, number, day.unwrap_or(1)).ok()?;
        let until = to_day.and_then(|d| Date::new(year, number, d).ok()).unwrap_or(from);
        let grain = if day.is_some() { Grain::Day } else { Grain::Month };
        return Some(made(from, until, grain, i..last));
    }
    // A bare year needs a preposition or the engine's word for it.
    let told = year(word(i))?;
    let before = if i > 0 { document.word(i - 1).to_lowercase() } else { String::new() };
    let framed = matches!(
        before.as_str(),
        "in" | "since"
            | "by"
            | "until"
            | "from"
            | "of"
            | "before"
            | "after"
            | "during"
            | "early"
            | "late"
            | "mid"
    );
    let date = Date::new(told, 1, 1).ok()?;
    (framed && is_date(document, i)
        || framed && before == "in" && document.names.is_empty()
        || before == "since"
        || before == "in" && is_date(document, i))
    .then(|| made(date, date, Grain::Year, i..i + 1))
}

fn is_date(document: &Document, i: usize) -> bool {
    document.names.iter().any(|name| name.kind == NameType::Date && name.tokens.contains(&i))
}

/// True where the verb above stands in the future: "will meet on Friday".
fn will_come(document: &Document, i: usize) -> bool {
    let mut up = document.tokens[i].head;
    for _ in 0..3 {
        let future = document.children(up).any(|k| {
            document.tokens[k].deprel == Deprel::Aux
                && matches!(document.word(k).to_lowercase().as_str(), "will" | "'ll" | "’ll" | "shall" | "wo")
        });
        let set =
            matches!(&*document.tokens[up].lemma, "schedule" | "expect" | "plan" | "due" | "set" | "slate");
        if future || set {
            return true;
        }
        if document.is_root(up) {
            return false;
        }
        up = document.tokens[up].head;
    }
    false
}

/// The last such day up to today, or the next one. News says "Tuesday" of the past week, today included.
fn on_weekday(today: Date, day: Weekday, next: bool) -> Date {
    let back = i32::from(today.weekday().to_monday_zero_offset()) - i32::from(day.to_monday_zero_offset());
    let back = back.rem_euclid(7);
    if next { shift(today, if back == 0 { 7 } else { 7 - back }, 1) } else { shift(today, -back, 1) }
}

fn shift(date: Date, times: i32, days: i32) -> Date {
    date.checked_add(Span::new().days(times * days)).unwrap_or(date)
}

fn made(start: Date, end: Date, grain: Grain, tokens: Range<usize>) -> When {
    let text = |date: Date| {
        let full = date.to_string();
        match grain {
            Grain::Day => full,
            Grain::Month => full.get(..7).unwrap_or(&full).to_string(),
            Grain::Year => full.get(..4).unwrap_or(&full).to_string(),
        }
    };
    When { start: text(start), end: text(end), tokens }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::words;

    /// Each time found, with its words; published on Thursday 20 February 2025.
    fn found(text: &str) -> Vec<String> {
        let document = words(text);
        let told = times(&document, published("2025-02-20T08:00:00Z"));
        told.iter()
            .map(|when| {
                let words = document.slice(when.tokens.clone());
                let end = if when.end == when.start { String::new() } else { format!("/{}", when.end) };
                format!("{words} = {}{end}", when.start)
            })
            .collect()
    }

    #[test]
    fn absolute_dates() {
        assert_eq!(found("Signed on 3 March 2014 in Kyiv"), ["3 March 2014 = 2014-03-03"]);
        assert_eq!(found("Signed on March 3 , 2014 in Kyiv"), ["March 3 , 2014 = 2014-03-03"]);
        assert_eq!(found("Talks resumed in June 2023"), ["June 2023 = 2023-06"]);
        assert_eq!(found("fighting since March"), ["March = 2024-03"]);
        assert_eq!(found("killed since 2019"), ["2019 = 2019"]);
        assert_eq!(found("on Feb. 18"), ["Feb. 18 = 2025-02-18"]);
        assert_eq!(found("on 14 March last year"), ["14 March last year = 2024-03-14"]);
        assert_eq!(found("They may march again"), [""; 0]);
    }

    #[test]
    fn relative_to_the_publication() {
        assert_eq!(found("police said Tuesday"), ["Tuesday = 2025-02-18"]);
        assert_eq!(found("arrested on Thursday morning"), ["Thursday morning = 2025-02-20"]);
        assert_eq!(found("struck two days ago"), ["two days ago = 2025-02-18"]);
        assert_eq!(found("vetoed last month"), ["last month = 2025-01"]);
        assert_eq!(found("fled earlier this week"), ["earlier this week = 2025-02-17/2025-02-20"]);
        assert_eq!(found("shelled overnight"), ["overnight = 2025-02-19/2025-02-20"]);
        assert_eq!(found("marched last weekend"), ["last weekend = 2025-02-15/2025-02-16"]);
        assert_eq!(found("votes every Monday"), [""; 0]);
    }

    #[test]
    fn nothing_relative_without_a_publication_date() {
        let document = words("police said Tuesday , as on 3 March 2014");
        let told = times(&document, None);
        assert_eq!(told.iter().map(|when| when.start.as_str()).collect::<Vec<_>>(), ["2014-03-03"]);
    }
}

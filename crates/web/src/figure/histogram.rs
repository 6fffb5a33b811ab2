//! Events over time: one bar for each day, week, month or year, each a link to what is in it.

use crate::escape::escape;
use crate::query::Query;
use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use std::fmt::Write;

/// Width and height of the drawing, in its own units.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 120.0;
/// Room for the dates below the bars.
const AXIS: f64 = 20.0;
/// Bars at most.
const BARS_MAX: i64 = 120;
/// At each end so many events in a hundred may lie so far out that they are counted and not drawn: an anniversary
/// would else press a month of news into one bar.
const FAR_OUT_PERCENT: u64 = 2;

/// What one bar covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Year,
}

/// The drawing, and what it leaves out.
pub struct Histogram {
    /// `<svg>…</svg>`; empty without dated events.
    pub svg: String,
    /// What a bar covers: day, week, month or year.
    pub unit: &'static str,
    /// Events before the first bar, with the address that shows them.
    pub earlier: Option<(u64, String)>,
    /// Events behind the last bar.
    pub later: Option<(u64, String)>,
    /// Events without a date.
    pub undated: u64,
}

/// Draws counts by day (ISO dates; the empty one for none). `path` and `query` are those of the page.
pub fn histogram(counts: &[(String, u64)], path: &str, query: &Query) -> Histogram {
    let undated = counts.iter().filter(|(day, _)| day.is_empty()).map(|(_, n)| n).sum();
    let days: Vec<(Date, u64)> = counts.iter().filter_map(|(day, n)| Some((day.parse().ok()?, *n))).collect();
    let nothing = Histogram { svg: String::new(), unit: "day", earlier: None, later: None, undated };
    let (Some((first, last)), total) = (inner(&days), days.iter().map(|(_, n)| n).sum::<u64>()) else {
        return nothing;
    };
    let step = step(first, last);
    let start = begin(first, step);
    let mut bars: Vec<(Date, Date, u64)> = Vec::new();
    let mut at = start;
    while at <= last {
        let Some(next) = after(at, step) else { break };
        bars.push((at, next, 0));
        at = next;
    }
    let end = at;
    let (mut before, mut behind) = (0, 0);
    for (day, n) in &days {
        match bars.binary_search_by(|(from, _, _)| from.cmp(day)) {
            _ if *day < start => before += n,
            _ if *day >= end => behind += n,
            Ok(i) => bars[i].2 += n,
            Err(i) => bars[i - 1].2 += n,
        }
    }
    let link = |since: Option<String>, until: Option<String>| {
        let mut narrowed = query.clone();
        narrowed.set("since", since);
        narrowed.set("until", until);
        format!("{path}{}", narrowed.question())
    };
    let day_before = |date: Date| date.checked_sub(1.day()).unwrap_or(date).to_string();
    Histogram {
        svg: draw(&bars, step, total, &link),
        unit: match step {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
            Step::Year => "year",
        },
        earlier: (before > 0).then(|| (before, link(None, Some(day_before(start))))),
        later: (behind > 0).then(|| (behind, link(Some(end.to_string()), None))),
        undated,
    }
}

/// First and last day to draw.
fn inner(days: &[(Date, u64)]) -> Option<(Date, Date)> {
    let total: u64 = days.iter().map(|(_, n)| n).sum();
    let far = total * FAR_OUT_PERCENT / 100;
    let mut seen = 0;
    let first = days.iter().find(|(_, n)| {
        seen += n;
        seen > far
    })?;
    let mut seen = 0;
    let last = days.iter().rev().find(|(_, n)| {
        seen += n;
        seen > far
    })?;
    Some((first.0, last.0))
}

fn step(first: Date, last: Date) -> Step {
    let days = first.until((Unit::Day, last)).map_or(0, |span| i64::from(span.get_days()));
    match days {
        days if days < BARS_MAX => Step::Day,
        days if days / 7 < BARS_MAX => Step::Week,
        days if days / 30 < BARS_MAX => Step::Month,
        _ => Step::Year,
    }
}

fn begin(date: Date, step: Step) -> Date {
    match step {
        Step::Day => date,
        Step::Week => {
            date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).unwrap_or(date)
        }
        Step::Month => date.first_of_month(),
        Step::Year => date.first_of_year(),
    }
}

fn after(date: Date, step: Step) -> Option<Date> {
    let span = match step {
        Step::Day => 1.day(),
        Step::Week => 1.week(),
        Step::Month => 1.month(),
        Step::Year => 1.year(),
    };
    date.checked_add(span).ok()
}

fn draw(
    bars: &[(Date, Date, u64)],
    step: Step,
    total: u64,
    link: &dyn Fn(Option<String>, Option<String>) -> String,
) -> String {
    let most = bars.iter().map(|(_, _, n)| *n).max().unwrap_or(0).max(1) as f64;
    let wide = WIDTH / bars.len().max(1) as f64;
    let mut out = format!(
        "<svg class=\"histogram\" viewBox=\"0 0 {WIDTH} {}\" role=\"group\" aria-label=\"{total} events over time\" data-brush>",
        HEIGHT + AXIS
    );
    for (i, (from, to, n)) in bars.iter().enumerate() {
        let (x, high) = (i as f64 * wide, HEIGHT * *n as f64 / most);
        let until = to.checked_sub(1.day()).unwrap_or(*from);
        let name = if from == &until { from.to_string() } else { format!("{from} to {until}") };
        let bar = format!(
            "<rect class=\"hit\" x=\"{x:.2}\" y=\"0\" width=\"{wide:.2}\" height=\"{HEIGHT}\"/>\
             <rect class=\"count\" x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{high:.2}\"/>",
            x + 0.5,
            HEIGHT - high,
            (wide - 1.0).max(0.6),
        );
        let attributes = format!("data-from=\"{from}\" data-to=\"{until}\"");
        let _ = match *n {
            0 => write!(out, "<g {attributes}>{bar}</g>"),
            n => write!(
                out,
                "<a {attributes} href=\"{}\" aria-label=\"{name}: {n} events\"><title>{name}: {n}</title>{bar}</a>",
                escape(&link(Some(from.to_string()), Some(until.to_string()))),
            ),
        };
    }
    out += &axis(bars, step, wide);
    out + "</svg>"
}

/// Dates below the bars, where something new begins and there is room.
fn axis(bars: &[(Date, Date, u64)], step: Step, wide: f64) -> String {
    const APART: f64 = 96.0;
    let mut out = String::new();
    let (mut free, mut n) = (0.0, 0);
    for (i, (from, _, _)) in bars.iter().enumerate() {
        let x = i as f64 * wide;
        if x < free || x > WIDTH - 70.0 {
            continue;
        }
        let words = match step {
            Step::Day | Step::Week => from.to_string(),
            Step::Month => format!("{:04}-{:02}", from.year(), from.month()),
            Step::Year => from.year().to_string(),
        };
        let _ = write!(
            out,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{HEIGHT}\" y2=\"{}\"/><text{} x=\"{:.1}\" y=\"{}\">{words}</text>",
            HEIGHT + 5.0,
            // On a narrow screen there is room for every third.
            if n % 3 == 0 { "" } else { " class=\"minor\"" },
            x + 3.0,
            HEIGHT + AXIS - 5.0
        );
        free = x + APART;
        n += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(counts: &[(&str, u64)]) -> Histogram {
        let counts: Vec<(String, u64)> = counts.iter().map(|(day, n)| (day.to_string(), *n)).collect();
        histogram(&counts, "/events", &Query::default())
    }

    #[test]
    fn every_bar_leads_to_its_events() {
        let got = drawn(&[("", 3), ("2025-03-04", 2), ("2025-03-06", 5)]);
        assert_eq!((got.unit, got.undated, got.svg.matches("<a ").count()), ("day", 3, 2));
        assert!(got.svg.contains("href=\"/events?since=2025-03-04&amp;until=2025-03-04\""), "{}", got.svg);
        assert_eq!(got.svg.matches("<g data-from=\"2025-03-05\"").count(), 1, "an empty day has no link");
    }

    #[test]
    fn what_lies_far_out_is_counted_and_not_drawn() {
        let mut counts = vec![("1945-05-08", 1), ("2030-01-01", 1)];
        counts.insert(1, ("2025-03-04", 200));
        let got = drawn(&counts);
        assert_eq!(got.earlier, Some((1, "/events?until=2025-03-03".to_string())));
        assert_eq!(got.later, Some((1, "/events?since=2025-03-05".to_string())));
        assert_eq!(got.unit, "day");
    }

    #[test]
    fn longer_times_have_wider_bars() {
        assert_eq!(drawn(&[("2025-01-01", 1), ("2025-12-31", 1)]).unit, "week");
        assert_eq!(drawn(&[("2020-01-01", 1), ("2025-12-31", 1)]).unit, "month");
        assert_eq!(drawn(&[("1800-01-01", 1), ("2025-12-31", 1)]).unit, "year");
        assert_eq!(drawn(&[]).svg, "");
        assert_eq!(drawn(&[("none", 1), ("9999-12-31", 1)]).unit, "day");
    }
}

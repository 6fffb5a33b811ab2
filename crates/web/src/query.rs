//! What stands behind the question mark: known names only, values of the right sort, and what they mean for the archive.

use crate::escape::encode;
use crate::problem::Problem;
use hearsay_archive::{Filter, Sort};

/// A parameter that an address takes.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub about: &'static str,
    /// What it may be.
    pub sort: Value,
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// Words.
    Text,
    /// A day, month or year.
    Date,
    /// One of these.
    One(&'static [&'static str]),
    /// Any of these, parted by commas or given several times.
    Any(&'static [&'static str]),
    /// A whole number in these bounds.
    Number(u32, u32),
    /// `1` or `true`; anything else that is allowed means no.
    Flag,
    /// South, west, north, east.
    Degrees,
    /// What an answer gave as `next`.
    Cursor,
}

/// Characters of one value at most.
pub const VALUE_MAX: usize = 500;

/// Stars of one value at most.
const STARS_MAX: usize = 4;

/// The parameters of one request, checked, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    values: Vec<(&'static str, String)>,
}

impl Query {
    /// Reads what stands behind the question mark. A name that `known` does not hold, a value of the wrong sort and a
    /// single value given twice are refused; empty values are as good as none, because forms send them.
    pub fn parse(raw: &str, known: &[Param]) -> Result<Query, Problem> {
        let mut values: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in pairs(raw)? {
            let Some(param) = known.iter().find(|param| param.name == name) else {
                let names: Vec<&str> = known.iter().map(|param| param.name).collect();
                let known = match names.is_empty() {
                    true => "none are known here".to_string(),
                    false => format!("known are {}", names.join(", ")),
                };
                let name: String = name.chars().take(40).collect();
                return Err(Problem::asked(format!("unknown parameter {name:?}; {known}")));
            };
            if value.trim().is_empty() {
                continue;
            }
            let value = checked(param, &value)?;
            match (values.iter_mut().find(|(name, _)| *name == param.name), param.sort) {
                (Some((_, before)), Value::Any(_)) => *before += &format!(",{value}"),
                (Some(_), _) => return Err(Problem::asked(format!("`{}` is given twice", param.name))),
                (None, _) => values.push((param.name, value)),
            }
        }
        values.sort_unstable_by_key(|(name, _)| *name);
        Ok(Query { values })
    }

    /// A value by its name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// A number by its name.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.text(name).and_then(|value| value.parse().ok())
    }

    /// Whether a flag is set.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.text(name), Some("1" | "true"))
    }

    /// Values of a parameter that takes several.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.text(name).map(|value| value.split(',').map(String::from).collect()).unwrap_or_default()
    }

    /// Everything that is asked, in order: `?type=ASSAULT&words=trawler`, empty for nothing.
    pub fn link(&self) -> String {
        linked(self.values.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// The same with one parameter changed or, with none, left out. The place in the rows is left out too: it belongs to
    /// another question.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let kept = self.values.iter().filter(|(other, _)| *other != name && *other != "cursor");
        let kept = kept.map(|(name, value)| (*name, value.as_str()));
        linked(kept.chain(value.map(|value| (name, value))))
    }

    /// Changes a parameter, or with none takes it away. The place in the rows goes: it belongs to another question.
    pub fn set(&mut self, name: &'static str, value: Option<String>) {
        self.values.retain(|(other, _)| *other != name && *other != "cursor");
        self.values.extend(value.map(|value| (name, value)));
        self.values.sort_unstable_by_key(|(name, _)| *name);
    }

    /// What is asked, without the place in the rows.
    pub fn question(&self) -> String {
        self.with("cursor", None)
    }

    /// What narrows the rows, with the words that say so.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        const NOT_NARROWING: &[&str] = &["cursor", "limit", "sort", "view", "by"];
        let narrows = |(name, _): &&(&'static str, String)| !NOT_NARROWING.contains(name);
        self.values.iter().filter(narrows).map(|(name, value)| (*name, value.as_str()))
    }

    /// As the archive wants it.
    pub fn filter(&self) -> Filter {
        let text = |name: &str| self.text(name).map(String::from);
        Filter {
            actor: text("actor"),
            actor_code: text("actor_code"),
            recipient: text("recipient"),
            recipient_code: text("recipient_code"),
            types: self.list("type"),
            mode: text("mode"),
            quad: text("quad"),
            context: text("context"),
            status: self.list("status"),
            voice: self.list("voice"),
            source: text("source"),
            class: text("class"),
            place: text("place"),
            country: text("country"),
            within: self.text("within").and_then(degrees),
            since: text("since"),
            until: text("until"),
            published_since: text("published_since"),
            published_until: text("published_until"),
            words: text("words").or_else(|| text("q")),
            independent: self.number("reports"),
            disputed: self.flag("disputed"),
            outlet: text("outlet"),
            story: text("story"),
            happening: text("event"),
            article: text("article"),
            ..Filter::default()
        }
    }

    /// What comes first.
    pub fn sort(&self) -> Sort {
        match self.text("sort") {
            Some("oldest") => Sort::Oldest,
            Some("most") => Sort::Most,
            _ => Sort::Newest,
        }
    }
}

fn linked<'a>(values: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut parts: Vec<(&str, &str)> = values.collect();
    parts.sort_unstable();
    let parts: Vec<String> =
        parts.into_iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// Names and values as forms encode them.
fn pairs(raw: &str) -> Result<Vec<(String, String)>, Problem> {
    let decoded = |part: &str| {
        let spaced = part.replace('+', " ");
        let text = percent_encoding::percent_decode_str(&spaced).decode_utf8();
        text.map(|text| text.to_string()).map_err(|_| Problem::asked("a parameter is not in UTF-8"))
    };
    let parts = raw.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Ok((decoded(name)?, decoded(value)?))
        })
        .collect()
}

fn checked(param: &Param, value: &str) -> Result<String, Problem> {
    let name = param.name;
    let wrong = |want: &str| Err(Problem::asked(format!("`{name}`: want {want}")));
    let value = value.trim();
    if value.chars().count() > VALUE_MAX {
        return wrong(&format!("at most {VALUE_MAX} characters"));
    }
    if value.chars().any(char::is_control) {
        return wrong("text without control characters");
    }
    let one_of = |value: &str, allowed: &[&'static str]| {
        allowed.iter().find(|other| other.eq_ignore_ascii_case(value)).map(|found| found.to_string())
    };
    match param.sort {
        // Every star multiplies the ways in which a name can be compared.
        Value::Text if value.matches('*').count() > STARS_MAX => wrong(&format!("at most {STARS_MAX} stars")),
        Value::Text | Value::Cursor => Ok(value.to_string()),
        Value::Date if is_date(value) => Ok(value.to_string()),
        Value::Date => wrong("a date: 2025-02-20, 2025-02 or 2025"),
        Value::One(allowed) => match one_of(value, allowed) {
            Some(found) => Ok(found),
            None => wrong(&format!("one of {}", allowed.join(", "))),
        },
        Value::Any(allowed) => {
            let found: Option<Vec<String>> =
                value.split(',').map(|part| one_of(part.trim(), allowed)).collect();
            match found {
                Some(found) => Ok(found.join(",")),
                None => wrong(&format!("any of {}", allowed.join(", "))),
            }
        }
        Value::Number(least, most) => match value.parse::<u32>() {
            Ok(n) if (least..=most).contains(&n) => Ok(n.to_string()),
            _ => wrong(&format!("a number from {least} to {most}")),
        },
        Value::Flag => match value {
            "1" | "true" | "0" | "false" => Ok(value.to_string()),
            _ => wrong("1 or 0"),
        },
        Value::Degrees if degrees(value).is_some() => Ok(value.to_string()),
        Value::Degrees => wrong("four numbers: south,west,north,east"),
    }
}

/// `2025-02-20`, `2025-02` or `2025`, of a day that there is.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |part: &str, len: usize| {
        (part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let month = |part: &str| number(part, 2).filter(|m| (1..=12).contains(m));
    match parts.as_slice() {
        [year] => number(year, 4).is_some(),
        [year, m] => number(year, 4).is_some() && month(m).is_some(),
        [year, m, day] => {
            let (Some(year), Some(m), Some(day)) = (number(year, 4), month(m), number(day, 2)) else {
                return false;
            };
            let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
            let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            (1..=days[m as usize - 1]).contains(&day)
        }
        _ => false,
    }
}

fn degrees(value: &str) -> Option<[f64; 4]> {
    let numbers: Option<Vec<f64>> = value.split(',').map(|part| part.trim().parse().ok()).collect();
    let [south, west, north, east] = <[f64; 4]>::try_from(numbers?).ok()?;
    let sound = south <= north
        && [south, north].iter().all(|lat| lat.abs() <= 90.0)
        && [west, east].iter().all(|lon| lon.abs() <= 360.0);
    sound.then_some([south, west, north, east])
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Param] = &[
        Param { name: "actor", about: "", sort: Value::Text },
        Param { name: "type", about: "", sort: Value::Any(&["ASSAULT", "COERCE"]) },
        Param { name: "since", about: "", sort: Value::Date },
        Param { name: "limit", about: "", sort: Value::Number(1, 500) },
        Param { name: "within", about: "", sort: Value::Degrees },
        Param { name: "cursor", about: "", sort: Value::Cursor },
    ];

    #[test]
    fn what_is_asked() {
        let query =
            Query::parse("type=assault&actor=Petra+Holm%27s&type=COERCE&since=&limit=5", KNOWN).unwrap();
        assert_eq!(query.list("type"), ["ASSAULT", "COERCE"]);
        assert_eq!(query.link(), "?actor=Petra%20Holm%27s&limit=5&type=ASSAULT%2CCOERCE");
        assert_eq!(query.with("type", None), "?actor=Petra%20Holm%27s&limit=5");
        assert_eq!(query.filter().types.len(), 2);
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        for (raw, says) in [
            ("colour=1", "unknown parameter \"colour\""),
            ("limit=0", "`limit`: want a number from 1 to 500"),
            ("limit=99999999999", "`limit`"),
            ("type=FIGHT", "`type`: want any of ASSAULT, COERCE"),
            ("since=2025-02-30", "`since`: want a date"),
            ("actor=a&actor=b", "`actor` is given twice"),
            ("actor=%00", "control characters"),
            ("actor=%ff", "not in UTF-8"),
            ("within=1,2,3", "four numbers"),
            ("within=NaN,2,3,4", "four numbers"),
            ("within=91,2,95,4", "four numbers"),
        ] {
            let problem = Query::parse(raw, KNOWN).unwrap_err();
            assert!(problem.detail.contains(says), "{raw}: {}", problem.detail);
        }
        assert!(Query::parse(&format!("actor={}", "x".repeat(501)), KNOWN).is_err());
    }
}

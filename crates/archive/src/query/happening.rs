//! Questions about happenings: which parts of them the whole happening answers, and which one of its reports.

use super::Filter;
use super::condition::Conditions;
use crate::key::spelled;
use crate::{Error, Result};
use hearsay_record::EventType;
use rusqlite::types::Value;

/// In which order an index is to be read; it decides which conditions may choose one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// By day: a type, a country or a dispute can choose the index, each of them goes on by day.
    ByDay,
    /// As the question says, and conditions are only tested.
    Testing,
}

impl Filter {
    /// The types asked for, as they are stored.
    pub(super) fn asked_types(&self) -> Result<Vec<String>> {
        let known: Vec<&str> = EventType::ALL.iter().map(|kind| kind.name()).collect();
        let stored = |given: &String| match known.iter().find(|name| name.eq_ignore_ascii_case(given)) {
            Some(name) => Ok(name.to_string()),
            None => {
                Err(Error::Asked(format!("there is no event type {given:?}; known are {}", known.join(", "))))
            }
        };
        self.types.iter().map(stored).collect()
    }

    /// The least likelihood asked for.
    pub(super) fn asked_confidence(&self) -> Result<Option<f64>> {
        match self.confidence {
            Some(least) if !(0.0..=1.0).contains(&least) => {
                Err(Error::Asked(format!("a confidence of {least} is asked for; it goes from 0 to 1")))
            }
            least => Ok(least),
        }
    }

    /// Conditions on `happening`.
    pub(super) fn of_happening(&self, read: Read) -> Result<Conditions> {
        let mut out = Conditions::default();
        let free = if read == Read::ByDay { "" } else { "+" };
        let mut types = self.asked_types()?;
        if let Some(quad) = &self.quad {
            // The quad follows from the type.
            let of = EventType::ALL.iter().filter(|kind| spelled(&kind.quad()).eq_ignore_ascii_case(quad));
            let of: Vec<&str> = of.map(|kind| kind.name()).collect();
            match types.is_empty() {
                true => types.extend(of.iter().map(|kind| kind.to_string())),
                false => types.retain(|kind| of.contains(&kind.as_str())),
            }
            if types.is_empty() {
                out.add("0", []);
            }
        }
        match types.as_slice() {
            [] => {}
            [one] => out.add(&format!("{free}happening.type = ?"), [Value::from(one.clone())]),
            // Several of them are not in the order of days.
            several => out.one_of("+happening.type", several),
        }
        out.one_of("+happening.status", &self.status);
        if let Some(country) = &self.country {
            out.add(&format!("{free}happening.country = ?"), [Value::from(country.to_uppercase())]);
        }
        out.days(&format!("{free}happening.day"), &self.since, &self.until)?;
        if let Some(n) = self.independent {
            out.add("+happening.independent >= ?", [Value::from(i64::from(n))]);
        }
        if let Some(least) = self.asked_confidence()? {
            out.add("+happening.confidence >= ?", [Value::from(least)]);
        }
        if self.disputed {
            out.add(
                if read == Read::ByDay { "happening.disputed <> ''" } else { "+happening.disputed <> ''" },
                [],
            );
        }
        if let Some(story) = &self.story {
            out.add("happening.story IN (SELECT no FROM story WHERE id = ?)", [Value::from(story.clone())]);
        }
        if let Some(happening) = &self.happening {
            out.add("happening.id = ?", [Value::from(happening.clone())]);
        }
        if let Some(upto) = self.upto_article {
            // A happening was there when its first report was.
            out.add("(SELECT article FROM event WHERE event.no = happening.lead) <= ?", [Value::from(upto)]);
        }
        Ok(out)
    }

    /// What one of the reports of a happening must be like; none, if the happening itself answers everything.
    pub(super) fn of_report(&self) -> Option<Filter> {
        let rest = Filter {
            types: Vec::new(),
            status: Vec::new(),
            quad: None,
            country: None,
            since: None,
            until: None,
            independent: None,
            confidence: None,
            disputed: false,
            story: None,
            happening: None,
            upto_article: None,
            ..self.clone()
        };
        (rest != Filter::default()).then_some(rest)
    }
}

//! Numbers that belong to an event: "at least 15 killed", "dozens of arrests", "between 20 and 30 wounded".

use hearsay_nlp::{Deprel, Document, NameType, Upos};
use std::ops::Range;

/// A number with its bounds, as far as the words give them.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Lower bound.
    pub min: Option<f64>,
    /// Upper bound.
    pub max: Option<f64>,
    /// The words, with those that bound it.
    pub tokens: Range<usize>,
}

/// What was counted, by the verb or noun that tells the event or the noun that is counted.
pub const KINDS: [(&str, &[&str]); 8] = [
    (
        "killed",
        &[
            "kill", "die", "dead", "death", "fatality", "slay", "massacre", "murder", "body", "execute",
            "perish",
        ],
    ),
    ("wounded", &["wound", "injure", "hurt", "injury", "maim"]),
    ("arrested", &["arrest", "detain", "detention", "jail", "imprison", "custody", "apprehend"]),
    ("displaced", &["displace", "flee", "evacuate", "displacement", "refugee", "uproot"]),
    ("abducted", &["abduct", "kidnap", "hostage", "abduction", "kidnapping"]),
    ("missing", &["missing"]),
    ("deported", &["deport", "expel", "deportation", "expulsion"]),
    ("released", &["release", "free", "rescue", "pardon"]),
];

/// Words before a number that leave it open above.
const AT_LEAST: [&str; 9] = [
    "at least",
    "more than",
    "over",
    "above",
    "no fewer than",
    "no less than",
    "upwards of",
    "not less than",
    "exceeding",
];
/// Words before a number that leave it open below.
const AT_MOST: [&str; 9] = [
    "up to",
    "at most",
    "fewer than",
    "less than",
    "as many as",
    "under",
    "no more than",
    "not more than",
    "almost",
];
/// Numbers without a figure, with what they say at least.
const VAGUE: [(&str, f64); 7] = [
    ("dozens", 24.0),
    ("scores", 40.0),
    ("hundreds", 200.0),
    ("thousands", 2000.0),
    ("millions", 2_000_000.0),
    ("several", 3.0),
    ("billions", 2_000_000_000.0),
];

/// The numbers that count the event told by `trigger`: of its arguments, or standing for them ("three were killed").
pub fn of_event(document: &Document, trigger: usize) -> Vec<(String, Amount)> {
    let mut found: Vec<(String, Amount)> = Vec::new();
    let kind = kind_of(document, trigger);
    let arguments = document.children(trigger).filter(|&k| {
        matches!(
            document.tokens[k].deprel,
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Nmod
                | Deprel::Obl
                | Deprel::Nummod
                | Deprel::Conj
        )
    });
    for k in arguments {
        let token = &document.tokens[k];
        let passive = document.tokens[trigger].upos == Upos::Verb && token.deprel == Deprel::Nsubj;
        // Who does it is not counted, but for verbs of dying and fleeing.
        if passive
            && !matches!(
                &*document.tokens[trigger].lemma,
                "die"
                    | "flee"
                    | "perish"
                    | "escape"
                    | "protest"
                    | "march"
                    | "rally"
                    | "demonstrate"
                    | "gather"
                    | "surrender"
            )
        {
            continue;
        }
        let Some(amount) = amount_of(document, k) else { continue };
        let money = document.names.iter().any(|name| {
            matches!(
                name.kind,
                NameType::Money | NameType::Percent | NameType::Date | NameType::Time | NameType::Quantity
            ) && name.tokens.contains(&amount.tokens.start)
        });
        let year = amount.min.is_some_and(|n| (1900.0..2100.0).contains(&n))
            && amount.tokens.len() == 1
            && token.upos == Upos::Num;
        if money || year {
            continue;
        }
        let what = kind.map(str::to_string).unwrap_or_else(|| match token.upos {
            Upos::Noun if &*token.lemma != "people" && &*token.lemma != "person" => {
                token.lemma.to_lowercase()
            }
            _ => "people".to_string(),
        });
        if !found.iter().any(|(_, other)| other.tokens == amount.tokens) {
            found.push((what, amount));
        }
    }
    found
}

fn kind_of(document: &Document, trigger: usize) -> Option<&'static str> {
    let lemma = document.tokens[trigger].lemma.to_lowercase();
    KINDS.iter().find(|(_, words)| words.contains(&lemma.as_str())).map(|(kind, _)| *kind)
}

/// The number on a noun ("15 soldiers", "dozens of villagers"), or the number that stands for one ("three").
fn amount_of(document: &Document, noun: usize) -> Option<Amount> {
    let token = &document.tokens[noun];
    let number = if token.upos == Upos::Num || vague(document.word(noun)).is_some() {
        noun
    } else {
        document.children(noun).find(|&k| {
            matches!(document.tokens[k].deprel, Deprel::Nummod | Deprel::Amod | Deprel::Compound)
                && (document.tokens[k].upos == Upos::Num || vague(document.word(k)).is_some())
        })?
    };
    amount_at(document, number)
}

/// The number at this token, with the words that bound it.
pub fn amount_at(document: &Document, number: usize) -> Option<Amount> {
    let sentence = document.sentences[document.tokens[number].sentence].clone();
    let is_number = |k: usize| value_of(document.word(k)).is_some() || scale(document.word(k)).is_some();
    if let Some(least) = vague(document.word(number)) {
        return Some(Amount { min: Some(least), max: None, tokens: number..number + 1 });
    }
    let (mut start, mut end) = (number, number + 1);
    while start > sentence.start
        && is_number(start - 1)
        && !document.word(start - 1).eq_ignore_ascii_case("a")
    {
        start -= 1;
    }
    while end < sentence.end
        && (is_number(end) || document.word(end) == "-" && end + 1 < sentence.end && is_number(end + 1))
    {
        end += 1;
    }
    let value = value_between(document, start..end)?;
    let before = |words: &str| {
        let parts: Vec<&str> = words.split(' ').collect();
        start >= sentence.start + parts.len()
            && parts
                .iter()
                .enumerate()
                .all(|(n, part)| document.word(start - parts.len() + n).eq_ignore_ascii_case(part))
    };
    // "between 20 and 30", "20 to 30"
    if end + 1 < sentence.end && matches!(document.word(end), "and" | "to" | "-" | "–") && is_number(end + 1)
    {
        let between = before("between") || document.word(end) != "and";
        if between && let Some(most) = value_between(document, end + 1..end + 2) {
            let from = if before("between") || before("from") { start - 1 } else { start };
            // "by 210 to 190": how they voted, no number between two.
            if most < value {
                return None;
            }
            return Some(Amount { min: Some(value), max: Some(most), tokens: from..end + 2 });
        }
    }
    if start >= sentence.start + 2
        && matches!(document.word(start - 1), "and" | "to" | "-" | "–")
        && is_number(start - 2)
    {
        let between = start >= sentence.start + 3 && document.word(start - 3).eq_ignore_ascii_case("between");
        if (between || document.word(start - 1) != "and")
            && let Some(least) = value_between(document, start - 2..start - 1)
        {
            if value < least {
                return None;
            }
            return Some(Amount {
                min: Some(least),
                max: Some(value),
                tokens: start - 2 - usize::from(between)..end,
            });
        }
    }
    let words = |list: &[&str]| list.iter().find(|w| before(w)).map(|w| w.split(' ').count());
    let (min, max, widened) = match (words(&AT_LEAST), words(&AT_MOST)) {
        (Some(n), _) => (Some(value), None, n),
        (None, Some(n)) => (None, Some(value), n),
        _ => (Some(value), Some(value), 0),
    };
    Some(Amount { min, max, tokens: start - widened..end })
}

fn vague(word: &str) -> Option<f64> {
    VAGUE.iter().find(|(vague, _)| vague.eq_ignore_ascii_case(word)).map(|(_, least)| *least)
}

fn scale(word: &str) -> Option<f64> {
    Some(match word.to_lowercase().as_str() {
        "hundred" => 100.0,
        "thousand" => 1000.0,
        "million" => 1_000_000.0,
        "billion" => 1_000_000_000.0,
        "dozen" => 12.0,
        "trillion" => 1_000_000_000_000.0,
        _ => return None,
    })
}

fn value_of(word: &str) -> Option<f64> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let lower = word.to_lowercase();
    if lower == "half" {
        return None;
    }
    if let Some(tens) = TENS.iter().position(|t| *t == lower) {
        return Some((tens as f64 + 2.0) * 10.0);
    }
    if let Some((tens, ones)) = lower.split_once('-') {
        return Some(value_of(tens).filter(|t| *t >= 20.0)? + value_of(ones).filter(|o| *o < 10.0)?);
    }
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        return lower.replace(',', "").parse().ok();
    }
    crate::time::small_number(word).map(f64::from)
}

fn value_between(document: &Document, tokens: Range<usize>) -> Option<f64> {
    let (mut sum, mut current, mut any) = (0.0, None::<f64>, false);
    for k in tokens {
        let word = document.word(k);
        if let Some(times) = scale(word) {
            let so_far = current.take().unwrap_or(1.0) * times;
            if times >= 1000.0 {
                sum += so_far
            } else {
                current = Some(so_far)
            }
            any = true;
        } else if let Some(value) = value_of(word) {
            current = Some(current.unwrap_or(0.0) + value);
            any = true;
        } else if word != "-" {
            return None;
        }
    }
    any.then(|| sum + current.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::words;

    /// The bounds of the number at the first word that is one, with its words.
    fn amount(text: &str) -> (Option<f64>, Option<f64>, String) {
        let document = words(text);
        let number = (0..document.tokens.len())
            .find(|&k| vague(document.word(k)).is_some() || value_of(document.word(k)).is_some())
            .unwrap();
        let found = amount_at(&document, number).unwrap();
        (found.min, found.max, document.slice(found.tokens).to_string())
    }

    #[test]
    fn bounds() {
        assert_eq!(amount("at least 15 killed"), (Some(15.0), None, "at least 15".into()));
        assert_eq!(amount("up to 300 soldiers"), (None, Some(300.0), "up to 300".into()));
        assert_eq!(amount("between 20 and 30 wounded"), (Some(20.0), Some(30.0), "between 20 and 30".into()));
        assert_eq!(amount("three soldiers"), (Some(3.0), Some(3.0), "three".into()));
        assert_eq!(
            amount("1.2 million displaced"),
            (Some(1_200_000.0), Some(1_200_000.0), "1.2 million".into())
        );
        assert_eq!(amount("dozens of villagers"), (Some(24.0), None, "dozens".into()));
        assert_eq!(amount("2,500 people"), (Some(2500.0), Some(2500.0), "2,500".into()));
        assert_eq!(amount("twenty-five miners"), (Some(25.0), Some(25.0), "twenty-five".into()));
    }
}

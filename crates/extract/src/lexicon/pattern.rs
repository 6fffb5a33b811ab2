//! Patterns of the lexicons: one line of words that says what stands around a predicate.

use super::entry::{Class, RoleName};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A predicate and what must or may stand around it. README.md of the lexicons describes the notation.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As it is written.
    pub text: String,
    /// Words right before the head, in their order: "protest" in `protest letter to=R`.
    pub before: Vec<String>,
    /// Lemma of the predicate's head.
    pub head: String,
    /// What stands around it, in the order written.
    pub elements: Vec<Element>,
}

/// One thing that stands around the predicate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Where it stands.
    pub slot: Slot,
    /// The role it fills, if any.
    pub role: Option<RoleName>,
    /// What its head may be.
    pub filter: Filter,
    /// It may be missing.
    pub optional: bool,
    /// It must be there, though actors and recipients may else be missing.
    pub required: bool,
}

/// Where an element stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Slot {
    /// The subject of an active clause.
    Subject,
    /// The object.
    Object,
    /// There must be no object.
    NoObject,
    /// There must be no complement with one of these prepositions.
    NoPreposition(Vec<String>),
    /// A complement with one of these prepositions; words of one preposition are joined by `_`.
    Preposition(Vec<String>),
    /// A particle or adverb.
    Particle(String),
    /// The possessor of a noun.
    Possessor,
    /// A demonym or adjective before a noun.
    Adjective,
    /// A noun before a noun.
    Compound,
    /// An infinitive or gerund; its head is one of the filter's lemmas.
    Infinitive,
    /// An infinitive with "to".
    ToInfinitive,
    /// Any clause.
    Clause,
    /// An adverbial clause or participle: "attacked him, **saying** he lied".
    Adverbial,
}

impl Slot {
    /// True for clauses, whose heads are events of their own.
    pub fn is_clausal(&self) -> bool {
        matches!(self, Slot::Infinitive | Slot::ToInfinitive | Slot::Clause | Slot::Adverbial)
    }
}

/// What the head of an element may be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// It must be none of these instead.
    pub excludes: bool,
    /// Lemmas.
    pub lemmas: Vec<String>,
    /// Classes.
    pub classes: Vec<Class>,
}

impl Filter {
    /// True when everything passes.
    pub fn is_empty(&self) -> bool {
        self.lemmas.is_empty() && self.classes.is_empty()
    }
}

impl Pattern {
    /// Reads one line. The error is a sentence that says what is wrong with which word.
    pub fn parse(text: &str) -> Result<Pattern, String> {
        let all = split(text)?;
        // "gun battle between=B": the last of the bare words is the head, the others stand before it.
        let bare = |word: &&&str| !word.contains(['~', '{', '=', ':', '@']) && !CLAUSES.contains(*word);
        let (before, rest) = all.split_at(all.iter().take_while(bare).count().max(1) - 1);
        let mut words = rest.iter().copied();
        let head = words.next().ok_or("a pattern needs at least one word")?;
        if head.starts_with(['~', '{', '@']) || head.contains(['=', ':']) {
            return Err(format!("`{text}` must begin with the lemma of its predicate, not `{head}`"));
        }
        let elements =
            words.map(element).collect::<Result<Vec<_>, _>>().map_err(|why| format!("in `{text}`: {why}"))?;
        let before = before.iter().map(|word| word.to_string()).collect();
        Ok(Pattern { text: text.to_string(), before, head: head.to_string(), elements })
    }
}

/// Elements that may stand alone.
const CLAUSES: [&str; 4] = ["xcomp", "to_inf", "ccomp", "advcl"];

/// Splits at blanks outside braces.
fn split(text: &str) -> Result<Vec<&str>, String> {
    let (mut words, mut start, mut depth) = (Vec::new(), None, 0);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if !(0..=1).contains(&depth) {
            return Err(format!("the braces of `{text}` do not match"));
        }
        if c.is_whitespace() && depth == 0 {
            if let Some(from) = start.take() {
                words.push(&text[from..at]);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if depth != 0 {
        return Err(format!("the braces of `{text}` do not match"));
    }
    words.extend(start.map(|from| &text[from..]));
    Ok(words)
}

fn element(word: &str) -> Result<Element, String> {
    let plain =
        |slot| Element { slot, role: None, filter: Filter::default(), optional: false, required: false };
    if let Some(particle) = word.strip_prefix('~') {
        return Ok(plain(Slot::Particle(particle.to_string())));
    }
    if word.starts_with('{') {
        let (filter, rest) = braces(word)?;
        return match rest {
            "" | "?" => Ok(Element { filter, optional: rest == "?", ..plain(Slot::Object) }),
            rest => Err(format!("`{rest}` after the braces; a role goes before them, as in `obj=R{{…}}`")),
        };
    }
    let at = word.find(['=', ':', '{', '?']).unwrap_or(word.len());
    let (name, mut rest) = word.split_at(at);
    let mut made = plain(match name {
        "subj" => Slot::Subject,
        "obj" => Slot::Object,
        "poss" => Slot::Possessor,
        "amod" => Slot::Adjective,
        "comp" => Slot::Compound,
        "xcomp" => Slot::Infinitive,
        "to_inf" => Slot::ToInfinitive,
        "ccomp" => Slot::Clause,
        "advcl" => Slot::Adverbial,
        "" => return Err(format!("`{word}` has no name before `{rest}`")),
        prepositions => Slot::Preposition(prepositions.split('|').map(str::to_string).collect()),
    });
    if rest.is_empty() && matches!(made.slot, Slot::Preposition(_)) {
        return Err(format!(
            "`{word}` needs a role (`{word}=R`), a noun (`{word}:…`) or `~` before a particle"
        ));
    }
    if let Some(after) = rest.strip_prefix('=') {
        if let Some(after) = after.strip_prefix('-') {
            made.slot = match made.slot {
                Slot::Object => Slot::NoObject,
                Slot::Preposition(list) => Slot::NoPreposition(list),
                _ => return Err(format!("`{word}`: only an object or preposition can be forbidden")),
            };
            rest = after;
        } else if after.starts_with(['?', '{']) {
            rest = after;
        } else {
            let end = after.find(['{', '?', '!', ':']).unwrap_or(after.len());
            made.role = Some(role(&after[..end])?);
            rest = &after[end..];
        }
    }
    if let Some(after) = rest.strip_prefix(':') {
        if after.starts_with('{') {
            rest = after;
        } else {
            let end = after.find(['?', '{']).unwrap_or(after.len());
            made.filter = items(&after[..end])?;
            rest = &after[end..];
        }
    }
    for _ in 0..2 {
        if let Some(after) = rest.strip_prefix('?') {
            made.optional = true;
            rest = after;
        } else if let Some(after) = rest.strip_prefix('!') {
            made.required = true;
            rest = after;
        }
        if rest.starts_with('{') {
            (made.filter, rest) = braces(rest)?;
        }
    }
    if rest.is_empty() {
        Ok(made)
    } else {
        Err(format!("`{word}` ends in `{rest}`, which means nothing here"))
    }
}

fn braces(word: &str) -> Result<(Filter, &str), String> {
    let end = word.find('}').ok_or_else(|| format!("`{word}` lacks its closing brace"))?;
    Ok((items(&word[1..end])?, &word[end + 1..]))
}

fn items(list: &str) -> Result<Filter, String> {
    let mut filter = Filter::default();
    let list = match list.strip_prefix('!') {
        Some(rest) => {
            filter.excludes = true;
            rest
        }
        None => list,
    };
    for item in list.split('|').map(|item| item.trim().trim_start_matches('!')) {
        match item.strip_prefix('@') {
            Some(name) => match Class::ALL.into_iter().find(|class| class.name() == name) {
                Some(class) => filter.classes.push(class),
                None => return Err(unknown("class", name, &Class::ALL.map(Class::name))),
            },
            None if item.is_empty() => return Err(format!("`{{{list}}}` has an empty alternative")),
            None => filter.lemmas.push(item.to_string()),
        }
    }
    Ok(filter)
}

fn role(name: &str) -> Result<RoleName, String> {
    match name {
        "A" => Ok(RoleName::A),
        "R" => Ok(RoleName::R),
        "B" => Ok(RoleName::B),
        "T" => Ok(RoleName::T),
        "P" => Ok(RoleName::P),
        "E" => Ok(RoleName::E),
        _ => Err(unknown("role", name, &["A", "R", "B", "T", "P"])),
    }
}

/// "unknown class `persn`, did you mean `person`?"
pub fn unknown(what: &str, given: &str, known: &[&str]) -> String {
    let nearest = known.iter().min_by_key(|name| distance(name, given));
    match nearest {
        Some(name) if distance(name, given) <= 1 + given.len() / 3 => {
            format!("unknown {what} `{given}`, did you mean `{name}`?")
        }
        _ => format!("unknown {what} `{given}`; known are {}", known.join(", ")),
    }
}

/// Edit distance (Levenshtein), without regard to case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let best = (corner + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[b.len()]
}

/// The parsed form, as the compiled-in blob keeps it.
#[derive(Serialize, Deserialize)]
struct Parsed {
    text: String,
    before: Vec<String>,
    head: String,
    elements: Vec<Element>,
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Pattern { text, before, head, elements } = self.clone();
        Parsed { text, before, head, elements }.serialize(out)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        // People write the notation; the blob holds what it was parsed to.
        if input.is_human_readable() {
            // What does not parse matches nothing; the file's reader reports all such patterns together.
            let text = String::deserialize(input)?;
            return Ok(Pattern::parse(&text).unwrap_or(Pattern {
                text,
                before: Vec::new(),
                head: String::new(),
                elements: Vec::new(),
            }));
        }
        let Parsed { text, before, head, elements } = Parsed::deserialize(input)?;
        Ok(Pattern { text, before, head, elements })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_notation() {
        let pattern = Pattern::parse("impose {sanction|embargo} against|on=R with=R?").unwrap();
        assert_eq!(pattern.head, "impose");
        assert_eq!(pattern.elements[0].slot, Slot::Object);
        assert_eq!(pattern.elements[0].filter.lemmas, ["sanction", "embargo"]);
        assert_eq!(pattern.elements[1].slot, Slot::Preposition(vec!["against".into(), "on".into()]));
        assert!(pattern.elements[2].optional);
        let pattern = Pattern::parse("take obj=R{@person} into:custody").unwrap();
        assert_eq!(pattern.elements[0].filter.classes, [Class::Person]);
        assert_eq!(pattern.elements[1].filter.lemmas, ["custody"]);
        let pattern = Pattern::parse("call ~off obj=-").unwrap();
        assert_eq!(pattern.elements[1].slot, Slot::NoObject);
        let pattern = Pattern::parse("set {!record|@measure}").unwrap();
        assert!(pattern.elements[0].filter.excludes);
        let pattern = Pattern::parse("protest letter to=R").unwrap();
        assert_eq!(
            (pattern.before, &*pattern.head, pattern.elements.len()),
            (vec!["protest".to_string()], "letter", 1)
        );
    }

    #[test]
    fn says_what_is_wrong() {
        let wrong = |text| Pattern::parse(text).unwrap_err();
        assert!(wrong("hit obj=R{@persn}").contains("did you mean `person`?"));
        assert!(wrong("hit {a|b").contains("braces"));
        assert!(wrong("hit obj=R on").contains("on=R"));
        assert!(wrong("hit obj=Q").contains("role"));
        assert!(wrong("~off").contains("begin"));
    }
}

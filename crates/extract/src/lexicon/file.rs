//! One lexicon file: from TOML to entries, with errors that name file and line.

use super::entry::{Entries, Frame};
use super::pattern::{Pattern, unknown};

/// Something wrong in a lexicon file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct LexiconError {
    /// As the caller named it.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// A sentence for people.
    pub message: String,
}

/// Reads the entries of one file. `file` is only named in errors.
pub fn parse(file: &str, text: &str) -> Result<Entries, Vec<LexiconError>> {
    match read(file, text) {
        (entries, wrong) if wrong.is_empty() => Ok(entries),
        (_, wrong) => Err(wrong),
    }
}

/// Reads what can be read of one file, and says what is wrong with the rest: patterns that match nothing, or the
/// whole file where its TOML is broken.
pub fn read(file: &str, text: &str) -> (Entries, Vec<LexiconError>) {
    let error = |at: usize, message: String| LexiconError {
        file: file.to_string(),
        line: 1 + text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count(),
        message,
    };
    let entries: Entries = match toml::from_str(text) {
        Ok(entries) => entries,
        Err(wrong) => {
            let at = wrong.span().map_or(0, |span| span.start);
            return (Entries::default(), vec![error(at, helpful(wrong.message()))]);
        }
    };
    let mut wrong = Vec::new();
    for pattern in entries.patterns().filter(|pattern| pattern.head.is_empty()) {
        let message = Pattern::parse(&pattern.text).err().unwrap_or_default();
        wrong.push(error(text.find(&format!("\"{}\"", pattern.text)).unwrap_or(0), message));
    }
    for frame in &entries.frame {
        if let Some(message) = check(frame) {
            wrong.push(error(text.find(&format!("\"{}\"", frame.id)).unwrap_or(0), message));
        }
    }
    (entries, wrong)
}

/// What is wrong with a frame beyond its syntax.
fn check(frame: &Frame) -> Option<String> {
    if let (Some(kind), Some(mode)) = (frame.kind, &frame.mode) {
        let known = modes(kind.name());
        if !known.contains(&mode.as_str()) {
            return Some(match known {
                [] => format!("frame `{}`: {kind} has no modes", frame.id),
                _ => format!("frame `{}`: {}", frame.id, unknown("mode", mode, known)),
            });
        }
    }
    if let Some(context) = frame.contexts.iter().find(|context| !CONTEXTS.contains(&context.as_str())) {
        return Some(format!("frame `{}`: {}", frame.id, unknown("context", context, &CONTEXTS)));
    }
    if let Some(unless) = frame.unless
        && (frame.kind.is_some() || !(0.0..=1.0).contains(&unless))
    {
        return Some(format!(
            "frame `{}`: `unless` is how sure the network must be, 0 to 1, where the type is NONE",
            frame.id
        ));
    }
    let cameo = frame.cameo.as_deref().unwrap_or("01");
    if !(2..=4).contains(&cameo.len()) || !cameo.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("frame `{}`: a CAMEO code has 2 to 4 digits, not `{cameo}`", frame.id));
    }
    if frame.verbs.is_empty() && frame.nouns.is_empty() {
        return Some(format!("frame `{}` has neither verbs nor nouns", frame.id));
    }
    None
}

/// Adds a suggestion to serde's "unknown field `x`, expected one of `a`, `b`".
fn helpful(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (Some(given), true) = (quoted.next(), message.starts_with("unknown ")) else {
        return message.trim().to_string();
    };
    let known: Vec<&str> = quoted.collect();
    let what = if message.starts_with("unknown field") { "key" } else { "word" };
    unknown(what, given, &known)
}

/// PLOVER's modes of a type (manual, section 3).
pub fn modes(kind: &str) -> &'static [&'static str] {
    match kind {
        "CONSULT" => &["visit", "third-party", "multilateral", "phone"],
        "RETREAT" => &["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
        "REQUEST" | "REJECT" => &["assist", "change", "yield", "meet"],
        "ACCUSE" => &["disapprove", "investigate", "allege"],
        "THREATEN" => &["restrict", "arrest", "relations", "expel", "territory", "violence"],
        "PROTEST" => &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
        "SANCTION" => &["convict", "expel", "withdraw", "discontinue"],
        "MOBILIZE" => &["troops", "weapons", "police", "militia"],
        "COERCE" => &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
        "ASSAULT" => &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
        _ => &[],
    }
}

/// PLOVER's contexts (manual, section 2).
pub const CONTEXTS: [&str; 37] = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

impl Entries {
    /// Appends entries; one with the identity of an earlier one takes its place.
    pub fn add(&mut self, more: Entries) {
        replace(&mut self.frame, more.frame, |old, new| old.id == new.id);
        replace(&mut self.signature, more.signature, |old, new| old.id == new.id);
        replace(&mut self.country, more.country, |old, new| old.code == new.code);
        replace(&mut self.person, more.person, |old, new| old.name == new.name);
        replace(&mut self.organization, more.organization, |old, new| old.name == new.name);
        self.light.extend(more.light);
        self.cue.extend(more.cue);
        self.not_cue.extend(more.not_cue);
        self.class.extend(more.class);
        self.context.extend(more.context);
        self.role.extend(more.role);
        self.source.extend(more.source);
        self.loaded.extend(more.loaded);
    }

    /// All patterns, in order.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let frames = self.frame.iter().flat_map(|frame| frame.verbs.iter().chain(&frame.nouns));
        let cues = self.cue.iter().flat_map(|cue| cue.verbs.iter().chain(&cue.nouns));
        let cues = cues.chain(self.not_cue.iter().flat_map(|cue| &cue.verbs));
        frames.chain(self.light.iter().flat_map(|light| &light.verbs)).chain(cues)
    }

    /// Drops all example sentences: the program does not need them.
    pub fn drop_examples(&mut self) {
        macro_rules! clear {
            ($($list:ident),+) => {
                $(for entry in &mut self.$list {
                    entry.yes = Vec::new();
                    entry.no = Vec::new();
                })+
            };
        }
        clear!(
            frame,
            light,
            cue,
            not_cue,
            signature,
            class,
            context,
            country,
            person,
            organization,
            role,
            source,
            loaded
        );
    }
}

fn replace<T>(list: &mut Vec<T>, more: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    // Only what is already there can be replaced, so long lists are not searched for each of their own entries.
    let known = list.len();
    for new in more {
        match list[..known].iter_mut().find(|old| same(old, &new)) {
            Some(old) => *old = new,
            None => list.push(new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicons;

    /// What is wrong with a file of this one frame.
    fn fault(frame: &str) -> String {
        let file =
            ("mine.toml".to_string(), format!("[[frame]]\nid = \"mine\"\nverbs = [\"quarl\"]\n{frame}"));
        Lexicons::with_files(&[file]).err().map_or_else(String::new, |wrong| wrong[0].to_string())
    }

    #[test]
    fn how_sure_the_network_must_be_is_said_where_there_is_no_event() {
        assert_eq!(fault("type = \"NONE\"\nunless = 0.9"), "");
        assert!(fault("type = \"NONE\"\nunless = 9").contains("`unless`"));
        assert!(fault("type = \"AID\"\nunless = 0.9").contains("`unless`"));
    }
}

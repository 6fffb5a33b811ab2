//! Base forms of inflected words, by the rules of English spelling over a list of known base forms.
//!
//! The network's edit scripts are learnt from treebanks and do not know how a word they never saw is spelt: "vetoed"
//! may be cut to "vetoe". Here every spelling that could lie behind an inflected form is looked up among the base
//! forms of WordNet; the first that exists is taken.

use rustc_hash::FxHashMap;

/// Known base forms and irregular forms of verbs, nouns and adjectives.
pub(crate) struct Inflection {
    /// Base form → letters of the parts of speech it has (v, n, a).
    bases: FxHashMap<&'static str, &'static str>,
    /// (irregular form, letter) → base form.
    irregular: FxHashMap<(&'static str, &'static str), &'static str>,
}

static BASES: &str = include_str!("../../data/bases.txt");
/// Verbs whose past tense or participle is their base form, sorted.
const UNCHANGED: &[&str] = &[
    "beat",
    "become",
    "bet",
    "bid",
    "broadcast",
    "burst",
    "bust",
    "cast",
    "come",
    "cost",
    "cut",
    "fit",
    "forecast",
    "hit",
    "hurt",
    "input",
    "knit",
    "let",
    "miscast",
    "offset",
    "outrun",
    "overcome",
    "overrun",
    "plead",
    "put",
    "quit",
    "read",
    "recast",
    "recut",
    "reread",
    "rerun",
    "reset",
    "rid",
    "run",
    "set",
    "shed",
    "shut",
    "slit",
    "spit",
    "split",
    "spread",
    "sublet",
    "telecast",
    "thrust",
    "undercut",
    "upset",
    "webcast",
    "wed",
    "wet",
];
/// Letters of the words that may be anything.
const SHORT: usize = 3;
/// Forms of auxiliaries that stand for other forms in dialect or in contractions.
const AUXILIARIES: &[&str] = &["does", "done", "gonna", "gotta", "were"];
/// Prepositions and conjunctions that no list of base forms has, sorted.
const NO_VERBS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "although", "among", "amongst", "because",
    "before", "behind", "below", "beneath", "beside", "between", "beyond", "during", "from", "into", "onto",
    "over", "since", "than", "that", "their", "them", "these", "they", "this", "those", "though", "through",
    "toward", "towards", "under", "unless", "until", "upon", "when", "where", "whether", "which", "while",
    "with", "within", "without",
];
static IRREGULAR: &str = include_str!("../../data/irregular.txt");

impl Inflection {
    /// Indexes the two tables that are built in.
    pub fn new() -> Inflection {
        let bases = BASES.lines().filter_map(|line| line.split_once('\t')).collect();
        let irregular = IRREGULAR.lines().filter_map(|line| {
            let (form, rest) = line.split_once('\t')?;
            let (letter, base) = rest.split_once('\t')?;
            Some(((form, letter), base))
        });
        Inflection { bases, irregular: irregular.collect() }
    }

    /// True if this is a base form of the part of speech that the Penn tag tells; also for tags that do not inflect.
    pub fn is_base(&self, word: &str, xpos: &str) -> bool {
        letter(xpos).is_none_or(|letter| self.has(word, letter))
    }

    /// True of the base form of a verb, in whatever case.
    pub fn is_verb(&self, word: &str) -> bool {
        self.has(&word.to_lowercase(), "v")
    }

    /// False of the base form of a verb that is not its own past tense or participle, in whatever case, and of what is no
    /// verb at all.
    pub fn may_be_past(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let listed = || {
            UNCHANGED.binary_search(&word.as_str()).is_ok()
                || self.irregular.contains_key(&(word.as_str(), "v"))
        };
        // "used" is listed as an adjective too.
        let free = || !is_no_verb(&word) && (!self.is_known(&word) || word.ends_with("ed"));
        listed() || !self.has(&word, "v") && word.contains(char::is_alphabetic) && free()
    }

    /// False of what cannot be a verb's base form: a word that the list has only as something else ("criticism"), an inflected
    /// form ("shows", "said"), a preposition, a mark. The shortest words are left alone: "are", "am".
    pub fn may_be_verb(&self, word: &str) -> bool {
        if !word.contains(char::is_alphabetic) {
            return false;
        }
        if word.len() <= SHORT {
            return true;
        }
        let word = word.to_lowercase();
        if self.has(&word, "v") {
            return true;
        }
        let other = self.is_known(&word) || is_no_verb(&word);
        let inflected =
            || self.irregular.contains_key(&(word.as_str(), "v")) || self.base(&word, "VBZ").is_some();
        !other && !inflected() || AUXILIARIES.contains(&word.as_str())
    }

    /// False of the plural of what is no verb ("criticisms") and of a base form ("criticism").
    pub fn may_be_third(&self, word: &str) -> bool {
        if word.len() <= SHORT {
            return true;
        }
        let word = word.to_lowercase();
        if !word.ends_with('s') {
            return !self.is_known(&word);
        }
        !is_no_verb(&word) && (self.base(&word, "VBZ").is_some() || self.base(&word, "NNS").is_none())
    }

    /// True of the base form of any word, in lower case.
    pub fn is_known(&self, word: &str) -> bool {
        self.bases.contains_key(word)
    }

    /// The base form behind a lower-case form with this Penn tag; none if no known word can lie behind it.
    pub fn base(&self, form: &str, xpos: &str) -> Option<Box<str>> {
        let letter = letter(xpos)?;
        if let Some(base) = self.irregular.get(&(form, letter)) {
            return Some(Box::from(*base));
        }
        // Compounds of man and woman are made freely.
        if xpos == "NNS"
            && let Some(stem) = form.strip_suffix("men").filter(|stem| stem.len() >= 2)
        {
            return Some(format!("{stem}man").into());
        }
        let endings: &[(&str, &[&str])] = match xpos {
            "VBD" | "VBN" => &[("ied", &["y", "ie"]), ("ed", &["", "e"])],
            "VBG" => &[("ing", &["", "e"])],
            "VBZ" | "NNS" => {
                &[("ies", &["y", "ie"]), ("ves", &["ve", "f", "fe"]), ("es", &["", "e"]), ("s", &[""])]
            }
            "JJR" | "RBR" => &[("ier", &["y"]), ("er", &["", "e"])],
            "JJS" | "RBS" => &[("iest", &["y"]), ("est", &["", "e"])],
            _ => return None,
        };
        for (ending, replacements) in endings {
            let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() >= 2) else { continue };
            // "raped" is not of "rap".
            let with_e = matches!(*ending, "ed" | "ing") && doubles(stem);
            let in_order: &[&str] = if with_e { &["e", ""] } else { replacements };
            for replacement in in_order {
                let candidate = format!("{stem}{replacement}");
                if self.has(&candidate, letter) {
                    return Some(candidate.into());
                }
            }
            // A doubled consonant: "barred", "swapping", "bigger"; "panicked" has a k between.
            let single = undoubled(stem).or_else(|| stem.strip_suffix("ck").map(|s| format!("{s}c")));
            if let Some(single) = single.filter(|single| self.has(single, letter)) {
                return Some(single.into());
            }
        }
        None
    }

    /// True if the form would be spelt otherwise were this its base: "fined" is not of "fin".
    pub fn is_misspelt(&self, form: &str, base: &str) -> bool {
        let ending = form.strip_prefix(base);
        matches!(ending, Some("ed" | "ing")) && doubles(base) && self.has(&format!("{base}e"), "v")
    }

    fn has(&self, word: &str, letter: &str) -> bool {
        self.bases.get(word).is_some_and(|letters| letters.contains(letter))
    }
}

fn is_no_verb(word: &str) -> bool {
    NO_VERBS.binary_search(&word).is_ok()
}

fn undoubled(stem: &str) -> Option<String> {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    (last == before && last.is_ascii_alphabetic()).then(|| stem[..stem.len() - 1].to_string())
}

/// True of a word of one syllable that doubles its last consonant before an ending: "rap", "plan"; not "rain", "row".
fn doubles(word: &str) -> bool {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut letters = word.chars().rev();
    let (Some(last), Some(vowel)) = (letters.next(), letters.next()) else { return false };
    let onset: Vec<char> = letters.collect();
    let silent_u = onset.is_empty() || onset[0] == 'u' && onset.get(1) == Some(&'q');
    let onset = if silent_u { onset.get(2..).unwrap_or_default() } else { &onset[..] };
    last.is_ascii_lowercase()
        && !is_vowel(last)
        && !matches!(last, 'w' | 'x')
        && is_vowel(vowel)
        && !onset.iter().any(|&c| is_vowel(c))
}

fn letter(xpos: &str) -> Option<&'static str> {
    match xpos {
        "VBD" | "VBN" | "VBG" | "VBZ" => Some("v"),
        "NNS" => Some("n"),
        "JJR" | "JJS" | "RBR" | "RBS" => Some("a"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_rules() {
        let words = Inflection::new();
        let base = |form, xpos| words.base(form, xpos).map(String::from);
        for (form, xpos, expected) in [
            ("vetoed", "VBD", "veto"),
            ("ratified", "VBN", "ratify"),
            ("donated", "VBD", "donate"),
            ("freed", "VBN", "free"),
            ("barred", "VBD", "bar"),
            ("vowing", "VBG", "vow"),
            ("shelling", "VBG", "shell"),
            ("nixes", "VBZ", "nix"),
            ("panicked", "VBD", "panic"),
            ("forgave", "VBD", "forgive"),
            ("companies", "NNS", "company"),
            ("knives", "NNS", "knife"),
            ("tribesmen", "NNS", "tribesman"),
            ("businesswomen", "NNS", "businesswoman"),
            ("biggest", "JJS", "big"),
            ("raped", "VBN", "rape"),
            ("fining", "VBG", "fine"),
            ("planned", "VBD", "plan"),
            ("bused", "VBN", "bus"),
            ("rained", "VBD", "rain"),
            ("sailed", "VBD", "sail"),
            ("visited", "VBD", "visit"),
        ] {
            assert_eq!(base(form, xpos).as_deref(), Some(expected), "{form}");
        }
        assert!(UNCHANGED.is_sorted() && NO_VERBS.is_sorted());
        assert_eq!(base("xqzzed", "VBD"), None);
        assert_eq!(base("vetoed", "NN"), None);
        assert!(words.is_misspelt("fined", "fin") && !words.is_misspelt("rained", "rain"));
        assert!(words.is_base("pardon", "VBD") && !words.is_base("pardone", "VBD"));
    }
}

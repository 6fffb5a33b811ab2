//! Dictionary forms: a lexicon of seen words is asked first; then an edit script that the network chose is applied,
//! and corrected by the rules of spelling where it makes no word.

use super::inflection::Inflection;
use rustc_hash::FxHashMap;

/// Lemmas of seen (form, tag) pairs, and the edit scripts.
pub(crate) struct Lemmas {
    /// "form TAB tag" → lemma; the form in lower case except for proper nouns.
    known: FxHashMap<Box<str>, Box<str>>,
    scripts: Vec<Script>,
    /// The rules of spelling.
    pub inflection: Inflection,
}

/// How a lemma is made from a form: `<mode><cut>|<suffix>`, mode l = in lower case, k = as it stands.
#[derive(Debug, PartialEq, Eq)]
struct Script {
    lower: bool,
    cut: usize,
    suffix: Box<str>,
}

impl Lemmas {
    /// `lexicon`: lines of form, tag and lemma with tabs between. `scripts`: the labels of the network's head. What is
    /// not of this form is passed over.
    pub fn new(lexicon: &str, scripts: &[String]) -> Lemmas {
        let inflection = Inflection::new();
        // Treebanks have "businessmen" for its own lemma, and "fre" for that of "freed".
        let sound = |key: &str, lemma: &str| match key.split_once('\t') {
            Some((_, "NNS")) => !lemma.ends_with("men"),
            Some((form, xpos @ ("VBD" | "VBN" | "VBG" | "VBZ"))) => {
                inflection.is_base(lemma, xpos) || inflection.base(form, xpos).is_none()
            }
            _ => true,
        };
        let entries = lexicon.lines().filter_map(|line| line.rsplit_once('\t'));
        let entries = entries.filter(|&(key, lemma)| sound(key, lemma));
        let known = entries.map(|(key, lemma)| (Box::from(key), Box::from(lemma))).collect();
        let scripts = scripts.iter().map(|s| Script::parse(s)).collect();
        Lemmas { known, scripts, inflection }
    }

    /// The lemma of a form with this Penn tag, by lexicon or by script number `script`.
    pub fn lemma(&self, form: &str, xpos: &str, script: usize, key: &mut String) -> Box<str> {
        if form.chars().any(crate::shape::is_digit) {
            return form.replace(',', "").into();
        }
        key.clear();
        match xpos {
            "NNP" | "NNPS" => key.push_str(form),
            _ => lower(form, key),
        }
        key.push('\t');
        key.push_str(xpos);
        if let Some(lemma) = self.known.get(key.as_str()) {
            return lemma.clone();
        }
        let lemma = self.scripts.get(script).map_or_else(|| form.into(), |script| script.apply(form, key));
        key.clear();
        lower(form, key);
        // A word that is its own base form is not cut to something that is none.
        if matches!(xpos, "VB" | "VBP" | "NN" | "JJ" | "RB") {
            let spoilt = !self.inflection.is_known(&lemma) && self.inflection.is_known(key);
            return if spoilt { key.as_str().into() } else { lemma };
        }
        let men = xpos == "NNS" && lemma.ends_with("men");
        if self.inflection.is_base(&lemma, xpos) && !men && !self.inflection.is_misspelt(key, &lemma) {
            return lemma;
        }
        self.inflection.base(key, xpos).unwrap_or(lemma)
    }
}

impl Script {
    fn parse(label: &str) -> Script {
        let (head, suffix) = label.split_once('|').unwrap_or((label, ""));
        let cut = head.get(1..).and_then(|n| n.parse().ok()).unwrap_or(0);
        Script { lower: head.starts_with('l'), cut, suffix: suffix.into() }
    }

    fn apply(&self, form: &str, buffer: &mut String) -> Box<str> {
        buffer.clear();
        if self.lower {
            lower(form, buffer);
        } else {
            buffer.push_str(form);
        }
        // Cutting more than there is cuts nothing.
        if let Some((at, _)) =
            buffer.char_indices().rev().nth(self.cut.wrapping_sub(1)).filter(|_| self.cut > 0)
        {
            buffer.truncate(at);
        }
        buffer.push_str(&self.suffix);
        if buffer.is_empty() { form.into() } else { buffer.as_str().into() }
    }
}

fn lower(form: &str, out: &mut String) {
    out.extend(form.chars().flat_map(char::to_lowercase));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexicon_then_script() {
        let scripts = ["l0|", "l2|", "l3|y", "k0|", "l4|go", "l9|x"].map(String::from);
        let lemmas = Lemmas::new("went\tVBD\tgo\nfreed\tVBN\tfre\nUnited\tNNP\tunite\n", &scripts);
        let lemma = |form, tag, script| lemmas.lemma(form, tag, script, &mut String::new()).to_string();
        assert_eq!(lemma("Went", "VBD", 0), "go");
        assert_eq!(lemma("went", "NN", 0), "went");
        assert_eq!(lemma("freed", "VBN", 1), "free");
        assert_eq!(lemma("fined", "VBD", 1), "fine");
        assert_eq!(lemma("United", "NNP", 3), "unite");
        assert_eq!(lemma("united", "NNP", 3), "united");
        assert_eq!(lemma("Accused", "VBD", 1), "accuse");
        assert_eq!(lemma("Zqused", "VBD", 1), "zqus");
        assert_eq!(lemma("Cities", "NNS", 2), "city");
        assert_eq!(lemma("1,200", "CD", 1), "1200");
        assert_eq!(lemma("Été", "NN", 1), "é");
        assert_eq!(lemma("of", "IN", 5), "ofx");
        assert_eq!(lemma("of", "IN", 1), "of");
        assert_eq!(lemma("of", "IN", 99), "of");
    }
}

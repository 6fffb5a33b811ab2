//! Penn tag and universal part of speech of a word, chosen together: they must agree with each other and with the letters.
//!
//! The network gives each its scores apart. A bare surname at the start of a clause may look like a pronoun to it, and a
//! participle like a past tense; but the pronouns are a closed list, and "-ing" ends no past tense.

use super::best;
use super::inflection::Inflection;
use crate::{Upos, Xpos};

/// The best pair of tags for `form` among those that fit. `xpos[i]` and `upos[i]` are the tags that the scores stand for.
pub(crate) fn tags(
    form: &str,
    (xpos, x_scores): (&[Xpos], &[f32]),
    (upos, u_scores): (&[Upos], &[f32]),
    inflection: &Inflection,
) -> (Xpos, Upos) {
    let first = (xpos[best(x_scores)], upos[best(u_scores)]);
    if readings(first.0).contains(&first.1) && can_be(form, first.0, inflection) {
        return first;
    }
    let mut found = (first, f32::NEG_INFINITY);
    for (&x, &x_score) in xpos.iter().zip(x_scores) {
        if !can_be(form, x, inflection) {
            continue;
        }
        for (&u, &u_score) in upos.iter().zip(u_scores) {
            if x_score + u_score > found.1 && readings(x).contains(&u) {
                found = ((x, u), x_score + u_score);
            }
        }
    }
    found.0
}

/// The parts of speech that a Penn tag can have in the English treebanks of Universal Dependencies.
fn readings(xpos: Xpos) -> &'static [Upos] {
    use Upos::*;
    match xpos {
        Xpos::Dollar => &[Sym],
        Xpos::CloseQuote | Xpos::OpenQuote | Xpos::Lrb | Xpos::Rrb | Xpos::Period | Xpos::Colon => &[Punct],
        Xpos::Comma | Xpos::Hyph | Xpos::Nfp | Xpos::Sym => &[Punct, Sym],
        Xpos::Add => &[Propn, X],
        Xpos::Afx | Xpos::Gw => &[X, Adj, Adv, Adp, Noun, Num, Pron, Propn, Verb],
        Xpos::Fw => &[X, Adv, Noun],
        Xpos::Cc => &[Cconj],
        Xpos::Cd => &[Num, Pron],
        Xpos::Dt => &[Det, Pron],
        Xpos::Ex | Xpos::Prp | Xpos::PrpPoss | Xpos::Wp | Xpos::WpPoss => &[Pron],
        Xpos::In => &[Adp, Sconj, Adv],
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs => &[Adj],
        Xpos::Ls => &[Num, X],
        Xpos::Md => &[Aux],
        Xpos::Nn => &[Noun, Pron, Sym, X],
        Xpos::Nnp => &[Propn, Adj, Verb, Num, Adv],
        Xpos::Nnps => &[Propn],
        Xpos::Nns => &[Noun],
        Xpos::Pdt => &[Det],
        Xpos::Pos | Xpos::To => &[Part],
        Xpos::Rb => &[Adv, Part],
        Xpos::Rbr | Xpos::Rbs | Xpos::Wrb => &[Adv],
        Xpos::Rp => &[Adp],
        Xpos::Uh => &[Intj],
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => &[Verb, Aux],
        Xpos::Wdt => &[Pron, Det, Sconj],
    }
}

/// A word of a closed class is looked up among these, in lower case.
const PRONOUNS: &[&str] = &[
    "'em",
    "'s",
    "em",
    "he",
    "her",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "i",
    "it",
    "its",
    "itself",
    "me",
    "mine",
    "my",
    "myself",
    "one",
    "oneself",
    "our",
    "ours",
    "ourselves",
    "s",
    "s/he",
    "she",
    "thee",
    "their",
    "theirs",
    "them",
    "themselves",
    "themself",
    "there",
    "they",
    "thine",
    "thou",
    "thy",
    "thyself",
    "u",
    "ur",
    "us",
    "we",
    "y'all",
    "ya",
    "ye",
    "yo",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
    "’em",
    "’s",
    "y'",
];
const QUESTION_WORDS: &[&str] = &[
    "that",
    "what",
    "whatever",
    "whatsoever",
    "which",
    "whichever",
    "who",
    "whoever",
    "whom",
    "whomever",
    "whose",
];
/// Longer words that are no form of the class are never of the class; shorter ones may be misspelt members of it.
const MISSPELT_MAX: usize = 3;

/// Whether the letters of a word allow the tag.
fn can_be(form: &str, xpos: Xpos, inflection: &Inflection) -> bool {
    if is_address(form) {
        return xpos == Xpos::Add;
    }
    let ends = |ending: &str| {
        form.len() > ending.len() + 2
            && form.is_char_boundary(form.len() - ending.len())
            && form[form.len() - ending.len()..].eq_ignore_ascii_case(ending)
    };
    let listed =
        |list: &[&str]| form.len() <= MISSPELT_MAX || list.iter().any(|word| word.eq_ignore_ascii_case(form));
    let past = || ends("ed");
    let ongoing = || ends("ing");
    // "is", "has" and "was" are short; "-ss" ends a base form.
    let third = || ends("s") && !ends("ss");
    match xpos {
        Xpos::Prp | Xpos::PrpPoss => listed(PRONOUNS),
        Xpos::Wp | Xpos::WpPoss | Xpos::Wdt => listed(QUESTION_WORDS),
        Xpos::Vbd | Xpos::Vbn => !ongoing() && !third() && (past() || inflection.may_be_past(form)),
        Xpos::Vbg => {
            !past()
                && !third()
                && (form.to_lowercase().ends_with("ing") || !inflection.is_known(&form.to_lowercase()))
                && form.contains(char::is_alphabetic)
        }
        Xpos::Vbz => !past() && !ongoing() && inflection.may_be_third(form),
        // "need", "bring", "focus" are base forms themselves.
        Xpos::Vb | Xpos::Vbp => {
            (!(past() || ongoing()) || inflection.is_verb(form)) && inflection.may_be_verb(form)
        }
        Xpos::CloseQuote | Xpos::OpenQuote | Xpos::Comma | Xpos::Period | Xpos::Colon | Xpos::Hyph => {
            !form.contains(char::is_alphabetic)
        }
        _ => true,
    }
}

/// A web or mail address.
fn is_address(form: &str) -> bool {
    let mail = || form.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    form.starts_with("www.") || form.contains("://") || mail()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tags of a word to which the network gives these scores, best first: 3, 2, 1.
    fn chosen(form: &str, xpos: &[Xpos], upos: &[Upos]) -> (Xpos, Upos) {
        let falling = |n: usize| (0..n).map(|i| 3.0 - i as f32).collect::<Vec<_>>();
        tags(form, (xpos, &falling(xpos.len())), (upos, &falling(upos.len())), &Inflection::new())
    }

    #[test]
    fn a_name_is_no_pronoun() {
        let found = chosen("Banks", &[Xpos::Prp, Xpos::Nnp], &[Upos::Pron, Upos::Propn]);
        assert_eq!(found, (Xpos::Nnp, Upos::Propn));
        assert_eq!(
            chosen("They", &[Xpos::Prp, Xpos::Nnp], &[Upos::Pron, Upos::Propn]),
            (Xpos::Prp, Upos::Pron)
        );
    }

    #[test]
    fn endings_decide_between_forms_of_a_verb() {
        let verb = &[Upos::Verb][..];
        assert_eq!(chosen("urging", &[Xpos::Vbn, Xpos::Vbg], verb).0, Xpos::Vbg);
        assert_eq!(chosen("accused", &[Xpos::Vbz, Xpos::Vbd], verb).0, Xpos::Vbd);
        assert_eq!(chosen("asks", &[Xpos::Vbd, Xpos::Vbz], verb).0, Xpos::Vbz);
        assert_eq!(chosen("need", &[Xpos::Vbp, Xpos::Nn], verb).0, Xpos::Vbp);
        assert_eq!(chosen("bring", &[Xpos::Vb, Xpos::Vbg], verb).0, Xpos::Vb);
        assert_eq!(chosen("attack", &[Xpos::Vbn, Xpos::Vb], verb).0, Xpos::Vb);
        assert_eq!(chosen("cut", &[Xpos::Vbn, Xpos::Vb], verb).0, Xpos::Vbn);
        assert_eq!(chosen("run", &[Xpos::Vbn, Xpos::Vb], verb).0, Xpos::Vbn);
    }

    #[test]
    fn what_no_verb_is_spelt_like_is_no_verb() {
        let noun = &[Upos::Verb, Upos::Noun, Upos::Adp, Upos::Punct][..];
        assert_eq!(chosen("criticism", &[Xpos::Vb, Xpos::Nn], noun).0, Xpos::Nn);
        assert_eq!(chosen("decision", &[Xpos::Vbd, Xpos::Nn], noun).0, Xpos::Nn);
        assert_eq!(chosen("criticisms", &[Xpos::Vbz, Xpos::Nns], noun).0, Xpos::Nns);
        assert_eq!(chosen("criticism", &[Xpos::Vbz, Xpos::Vbg, Xpos::Nn], noun).0, Xpos::Nn);
        assert_eq!(chosen("going", &[Xpos::Vbg, Xpos::Nnp], noun).0, Xpos::Vbg);
        assert_eq!(chosen("used", &[Xpos::Vbd, Xpos::Vbz], noun).0, Xpos::Vbd);
        assert_eq!(chosen("shows", &[Xpos::Vb, Xpos::Vbz], noun).0, Xpos::Vbz);
        assert_eq!(chosen("said", &[Xpos::Vb, Xpos::Vbd], noun).0, Xpos::Vbd);
        assert_eq!(chosen("from", &[Xpos::Vbp, Xpos::In], noun), (Xpos::In, Upos::Adp));
        assert_eq!(chosen(":", &[Xpos::Vbp, Xpos::Colon], noun), (Xpos::Colon, Upos::Punct));
        // A word that no list has may be a verb, and so may short ones and auxiliaries.
        for form in ["retweet", "are", "does", "gonna"] {
            assert_eq!(chosen(form, &[Xpos::Vbp, Xpos::Nn], noun).0, Xpos::Vbp, "{form}");
        }
    }

    #[test]
    fn an_address_is_an_address() {
        for form in ["desk@courier.example", "www.courier.example", "https://courier.example/a"] {
            assert_eq!(chosen(form, &[Xpos::Nnp, Xpos::Add], &[Upos::Propn, Upos::X]).0, Xpos::Add, "{form}");
        }
        assert_eq!(chosen("@holm", &[Xpos::Nnp, Xpos::Add], &[Upos::Propn]).0, Xpos::Nnp);
    }

    #[test]
    fn the_two_agree() {
        let found = chosen("that", &[Xpos::In, Xpos::Dt], &[Upos::Det, Upos::Pron, Upos::Sconj]);
        assert_eq!(found, (Xpos::Dt, Upos::Det));
    }
}

//! The bounds of names.

use std::ops::Range;

use crate::Xpos;
use crate::document::NameType;

/// The span of a name without what belongs to the sentence and not to the name: a leading "the", a final possessive,
/// marks at its edges. None if nothing is left. Dates, amounts, laws and titles of works stay as they are.
pub(crate) fn trim<'t>(
    kind: NameType,
    span: Range<usize>,
    word: impl Fn(usize) -> &'t str,
) -> Option<Range<usize>> {
    use NameType::*;
    if !matches!(kind, Person | Org | Gpe | Norp | Loc | Fac) {
        return Some(span);
    }
    let Range { mut start, mut end } = span;
    let is_mark = |i: usize| !word(i).contains(|c: char| c.is_alphanumeric());
    while start < end && (is_mark(start) || matches!(word(start), "the" | "The" | "THE" | "'s" | "’s")) {
        start += 1;
    }
    while start < end && (is_mark(end - 1) || matches!(word(end - 1), "'s" | "’s" | "'S")) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// The span without common nouns behind its proper ones: of "Velmark trawler" the first word names. Nothing changes where no
/// proper noun is left.
pub(crate) fn proper(kind: NameType, span: Range<usize>, tag: impl Fn(usize) -> Xpos) -> Range<usize> {
    use NameType::*;
    let mut end = span.end;
    if matches!(kind, Person | Org) {
        while end > span.start && matches!(tag(end - 1), Xpos::Nn | Xpos::Nns) {
            end -= 1;
        }
    }
    let named = end > span.start && matches!(tag(end - 1), Xpos::Nnp | Xpos::Nnps);
    if named { span.start..end } else { span }
}

/// Whether words with these tags can name this: a person or an organisation is named by a proper noun.
pub(crate) fn can_name(kind: NameType, mut tags: impl Iterator<Item = Xpos>) -> bool {
    use Xpos::*;
    !matches!(kind, NameType::Person | NameType::Org)
        || tags.any(|tag| matches!(tag, Nnp | Nnps | Fw | Gw | Nfp))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_nouns_name_no_organisation() {
        assert!(!can_name(NameType::Org, [Xpos::Jj, Xpos::Nns].into_iter()));
        assert!(can_name(NameType::Org, [Xpos::Jj, Xpos::Nnp].into_iter()));
        assert!(can_name(NameType::Date, [Xpos::Nn].into_iter()));
    }

    #[test]
    fn common_nouns_behind_a_name() {
        let tags = [Xpos::Nnp, Xpos::Nn];
        assert_eq!(proper(NameType::Org, 0..2, |i| tags[i]), 0..1);
        assert_eq!(proper(NameType::Org, 1..2, |i| tags[i]), 1..2);
        assert_eq!(proper(NameType::Date, 0..2, |i| tags[i]), 0..2);
    }

    #[track_caller]
    fn check(kind: NameType, words: &str, expected: &str) {
        let words: Vec<&str> = words.split(' ').collect();
        let found =
            trim(kind, 0..words.len(), |i| words[i]).map_or(String::new(), |span| words[span].join(" "));
        assert_eq!(found, expected);
    }

    #[test]
    fn edges() {
        check(NameType::Gpe, "the Seychelles 's", "Seychelles");
        check(NameType::Person, "- Ana Ruiz -", "Ana Ruiz");
        check(NameType::Org, "The", "");
        check(NameType::Org, "Yahoo !", "Yahoo");
        check(NameType::Date, "the 1990s", "the 1990s");
    }
}

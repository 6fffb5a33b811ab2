//! Female or male, by first names, titles and nouns.
//!
//! The table is `lexicons/gender.txt`: one word a line, sorted by bytes, with `f` or `m`; a `c` behind it marks
//! titles of courtesy ("Mr."), of which `u` is neither. Capitalised words are first names that are borne by one
//! sex nearly everywhere; names borne by both are left out, because a wrong "she" costs more than an open one.

use crate::mention::Gender;

static TABLE: &str = include_str!("../lexicons/gender.txt");

/// By a noun or title: "actress", "King", "Ms.".
pub fn of(word: &str) -> Gender {
    gender(&word.to_lowercase())
}

/// By a first name: "Claudia".
pub fn of_first_name(name: &str) -> Gender {
    let mut plain = String::with_capacity(name.len());
    name.chars().for_each(|c| crate::known::fold(c, |c| plain.push(c)));
    gender(&plain)
}

/// "Mr.", "Ms", "Dr.": stands before a name without being part of it.
pub fn is_courtesy(word: &str) -> bool {
    find(&word.to_lowercase()).is_some_and(|code| code.ends_with('c'))
}

fn gender(word: &str) -> Gender {
    match find(word).and_then(|code| code.bytes().next()) {
        Some(b'f') => Gender::Female,
        Some(b'm') => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// Binary search over the lines of the table.
fn find(word: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, TABLE.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = TABLE.as_bytes()[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let end =
            TABLE.as_bytes()[start..].iter().position(|&b| b == b'\n').map_or(TABLE.len(), |at| start + at);
        let (entry, code) = TABLE[start..end].rsplit_once(' ')?;
        match entry.as_bytes().cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(code),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_tell_the_gender() {
        assert_eq!(of_first_name("Claudia"), Gender::Female);
        assert_eq!(of_first_name("Félix"), Gender::Male);
        assert_eq!(of_first_name("Zzyzx"), Gender::Unknown);
        assert_eq!(of("spokeswoman"), Gender::Female);
        assert_eq!(of("Mr."), Gender::Male);
        assert!(is_courtesy("Dr.") && !is_courtesy("King"));
    }

    #[test]
    fn the_table_is_sorted_and_every_line_is_found() {
        let words: Vec<&str> =
            TABLE.lines().filter_map(|line| line.rsplit_once(' ')).map(|(word, _)| word).collect();
        assert!(words.windows(2).all(|pair| pair[0].as_bytes() < pair[1].as_bytes()));
        assert!(words.iter().all(|word| find(word).is_some()));
    }
}

//! Words that stand around the names of places: "the city of", "northern", "province", "police", "miles north of".

use crate::gazetteer::Kind;

/// Before a name without being part of it.
const BEFORE: &str = "\
    the far northern southern eastern western central northeastern northwestern southeastern \
    southwestern north south east west northeast northwest southeast southwest north-east north-west \
    south-east south-west n s e w downtown uptown midtown upstate mainland rural suburban inner outer \
    upper lower greater metro metropolitan";

/// Before a name and "of", with the sort of place that they make it.
const BEFORE_OF: [(&str, Option<Kind>); 13] = [
    ("city of ", None),
    ("town of ", None),
    ("village of ", None),
    ("borough of ", None),
    ("township of ", None),
    ("municipality of ", None),
    ("port of ", None),
    ("district of ", None),
    ("county of ", Some(Kind::County)),
    ("province of ", Some(Kind::Admin1)),
    ("state of ", Some(Kind::Admin1)),
    ("island of ", Some(Kind::Region)),
    ("republic of ", None),
];

/// Behind a name, with the sort of place that they make it.
const BEHIND: [(&str, Kind); 22] = [
    ("province", Kind::Admin1),
    ("state", Kind::Admin1),
    ("region", Kind::Admin1),
    ("oblast", Kind::Admin1),
    ("governorate", Kind::Admin1),
    ("prefecture", Kind::Admin1),
    ("district", Kind::City),
    ("city", Kind::City),
    ("town", Kind::City),
    ("village", Kind::City),
    ("township", Kind::City),
    ("twp", Kind::City),
    ("borough", Kind::City),
    ("municipality", Kind::City),
    ("county", Kind::County),
    ("co", Kind::County),
    ("parish", Kind::County),
    ("island", Kind::Region),
    ("islands", Kind::Region),
    ("airport", Kind::City),
    ("area", Kind::City),
    ("valley", Kind::Region),
];

/// What names a road: it lies anywhere, not where it is called after.
const ROADS: &str = "\
    ave avenue blvd boulevard bridge court dr drive expressway freeway highway lane parkway rd road \
    route square st street terrace turnpike way";

/// People and bodies that are called by the place they belong to: "a Chapin man", "Delta police".
const LOCALS: &str = "\
    alderman area boy businessman campus city councilman councilwoman county couple firefighters girl \
    homeowner man mayor motorist native neighborhood neighbourhood police region resident residents \
    selectman suburb superintendent teen teenager town township village villagers voters woman";

/// Ordinary words that are also towns: by themselves no sign of one.
const ORDINARY: &str = "\
    bar chief church circuit college commerce commonwealth crown defense education energy enterprise \
    federal freedom general green health home honor independence industry justice labor liberty media \
    metro mobile monument national nations naval normal police pride prison progress reform republic \
    rescue royal rural school side sport street superior supreme teen trade union unity university vice \
    ward";

/// Words of the names of public institutions, which are called by the place they serve.
const INSTITUTIONS: &str = "\
    academy administration agency airport army assembly association authority bank board bureau \
    cathedral center centre chamber church clinic coalition college commission committee community \
    conference coroner council county court courthouse department diocese district elementary facility \
    fair fairgrounds federation fire forces government guard high hospital house institute jail \
    legislature library middle ministry museum office park parliament police prison regional school \
    schools senate service services sheriff society station symphony university zoo";

/// Bodies that every town or county has, and that are called by nothing but their place.
const LOCAL_BODIES: &str = "\
    borough council court fire municipal police sheriff sheriff's township";

/// What police forces are called for short, behind their place.
const FORCES: &str = "opp pd rcmp";

/// What "of" and a place go with: "north of", "the outskirts of", "residents of".
const OF_PLACES: &str = "\
    area capital center centre city county district east man mayor native north northeast northwest \
    outside outskirts people province region resident south southeast southwest state streets suburb \
    town village west woman";

/// "Idlib province" as Idlib, the province; "northern Iraq" as Iraq; "Town of Groton" as Groton.
pub fn without_generic_words(written: &str) -> Option<(&str, Option<Kind>)> {
    if let Some((rest, last)) = written.rsplit_once(' ') {
        let last = bare(last);
        if let Some((_, kind)) = BEHIND.iter().find(|(word, _)| *word == last) {
            return Some((rest, Some(*kind)));
        }
    }
    for (words, kind) in BEFORE_OF {
        if written.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words)) {
            return Some((&written[words.len()..], kind));
        }
    }
    if written.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("mid-")) {
        return Some((&written[4..], None));
    }
    let (first, rest) = written.split_once(' ')?;
    holds(BEFORE, &bare(first)).then_some((rest.trim_start(), None))
}

/// True for the last word of a road's name.
pub fn is_road(word: &str) -> bool {
    holds(ROADS, &bare(word))
}

/// True for "man" in "a Chapin man".
pub fn is_local(word: &str) -> bool {
    holds(LOCALS, &bare(word))
}

/// True for a word that is no place without another one: "South", "University".
pub fn is_generic(word: &str) -> bool {
    let word = bare(word);
    holds(INSTITUTIONS, &word) || holds(BEFORE, &word) || BEHIND.iter().any(|(b, _)| *b == word)
}

/// True for a word that alone is no sign of a place, though a town be called so: "Justice", "Mobile".
pub fn is_ordinary(word: &str) -> bool {
    is_generic(word) || holds(ORDINARY, &bare(word))
}

/// True for a word in the names of public institutions.
pub fn is_institution(word: &str) -> bool {
    holds(INSTITUTIONS, &bare(word))
}

/// True for a word in the names of bodies that are called by nothing but their place.
pub fn is_local_body(word: &str) -> bool {
    holds(LOCAL_BODIES, &bare(word)) || is_force(word)
}

/// True for a police force's short name, which nobody is called by.
pub fn is_force(word: &str) -> bool {
    holds(FORCES, &bare(word))
}

/// True for what stands before "of" and a place.
pub fn goes_with_of(lemma: &str) -> bool {
    holds(OF_PLACES, &lemma.to_lowercase())
}

fn holds(list: &str, word: &str) -> bool {
    list.split(' ').any(|entry| entry == word)
}

fn bare(word: &str) -> String {
    word.trim_end_matches(['.', ',']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_words_are_cut_off_one_by_one() {
        assert_eq!(without_generic_words("Idlib province"), Some(("Idlib", Some(Kind::Admin1))));
        assert_eq!(without_generic_words("northern Iraq"), Some(("Iraq", None)));
        assert_eq!(without_generic_words("Town of Groton"), Some(("Groton", None)));
        assert_eq!(without_generic_words("mid-Ohio"), Some(("Ohio", None)));
        assert_eq!(without_generic_words("St. Clair Twp."), Some(("St. Clair", Some(Kind::City))));
        assert_eq!(without_generic_words("Culiacán"), None);
    }
}

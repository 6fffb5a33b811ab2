//! Who is found in small documents with given trees, and who refers to whom.

use crate::actor::{Actors, actors};
use crate::lexicon::Lexicons;
use crate::mention::mentions;
use crate::testing::tree;

/// Every actor as `name (kind code): mention | mention`.
fn found(lines: &str, published: Option<&str>) -> Vec<String> {
    let document = tree(lines);
    let lexicons = Lexicons::embedded();
    let all = mentions(&document, &lexicons.entries, &lexicons.known);
    let actors: Actors = actors(&document, lexicons, all, published, &|_| None);
    let entities = actors.list.iter();
    entities
        .map(|actor| {
            let code: Vec<&str> = actor.country.iter().chain(&actor.sectors).map(String::as_str).collect();
            let spans: Vec<&str> = actor
                .mentions
                .iter()
                .map(|&m| document.slice(actors.mentions.list[m].tokens.clone()))
                .collect();
            format!("{} ({:?} {}): {}", actor.name, actor.kind, code.join(" "), spans.join(" | "))
        })
        .collect()
}

#[test]
fn a_title_a_short_form_and_a_pronoun() {
    let text = "
        Venezuelan venezuelan ADJ JJ 4 amod B-NORP
        foreign foreign ADJ JJ 3 amod O
        minister minister NOUN NN 4 nmod:desc O
        Carla Carla PROPN NNP 6 nsubj B-PERSON
        Ibarra Ibarra PROPN NNP 4 flat I-PERSON
        resigned resign VERB VBD 0 root O
        . . PUNCT . 6 punct O

        Ibarra Ibarra PROPN NNP 2 nsubj B-PERSON
        said say VERB VBD 0 root O
        she she PRON PRP 5 nsubj O
        was be AUX VBD 5 cop O
        tired tired ADJ JJ 2 ccomp O
        . . PUNCT . 2 punct O
    ";
    assert_eq!(
        found(text, None),
        ["Carla Ibarra (Person VEN GOV): Venezuelan foreign minister Carla Ibarra | Ibarra | she"]
    );
}

#[test]
fn offices_hold_for_their_time() {
    let text = "
        Claudia Claudia PROPN NNP 3 nsubj B-PERSON
        Sheinbaum Sheinbaum PROPN NNP 1 flat I-PERSON
        spoke speak VERB VBD 0 root O
    ";
    assert_eq!(found(text, Some("2025-02-20")), ["Claudia Sheinbaum (Person MEX GOV): Claudia Sheinbaum"]);
}

#[test]
fn roles_take_their_country_from_what_stands_beside_them() {
    let police = "
        Turkish turkish ADJ JJ 2 amod B-NORP
        police police NOUN NNS 3 nsubj O
        detained detain VERB VBD 0 root O
        rebels rebel NOUN NNS 3 obj O
        in in ADP IN 7 case O
        eastern eastern ADJ JJ 7 amod O
        Congo Congo PROPN NNP 4 nmod B-GPE
    ";
    assert_eq!(
        found(police, None),
        [
            "Turkish police (Group TUR COP): Turkish police",
            "rebels in eastern Congo (Group COD REB): rebels in eastern Congo",
            "Democratic Republic of the Congo (Country COD): eastern Congo",
        ]
    );
    let navy = "
        Mexico Mexico PROPN NNP 3 nmod:poss B-GPE
        's 's PART POS 1 case O
        navy navy NOUN NN 4 nsubj O
        seized seize VERB VBD 0 root O
        it it PRON PRP 4 obj O
    ";
    assert_eq!(
        found(navy, None),
        ["Mexico (Country MEX): Mexico", "Mexico 's navy (Group MEX MIL): Mexico 's navy"]
    );
}

#[test]
fn an_official_is_of_the_body_that_stands_before_the_noun() {
    let text = "
        A a DET DT 3 det O
        Hamas Hamas PROPN NNP 3 compound B-ORG
        official official NOUN NN 4 nsubj O
        denied deny VERB VBD 0 root O
        it it PRON PRP 4 obj O
    ";
    assert_eq!(
        found(text, None),
        [
            "Hamas (Organization PSE REB PTY): Hamas",
            "A Hamas official (Unnamed PSE REB PTY): A Hamas official"
        ]
    );
}

#[test]
fn appositions_and_acronyms() {
    let text = "
        Juan Juan PROPN NNP 8 nsubj B-PERSON
        Reyes Reyes PROPN NNP 1 flat I-PERSON
        , , PUNCT , 6 punct O
        the the DET DT 6 det O
        foreign foreign ADJ JJ 6 amod O
        minister minister NOUN NN 1 appos O
        , , PUNCT , 6 punct O
        left leave VERB VBD 0 root O
        . . PUNCT . 8 punct O

        The the DET DT 2 det O
        minister minister NOUN NN 3 nsubj O
        returned return VERB VBD 0 root O
        . . PUNCT . 3 punct O
    ";
    assert_eq!(
        found(text, None),
        ["Juan Reyes (Person GOV): Juan Reyes | the foreign minister | The minister"]
    );
    let text = "
        The the DET DT 4 det O
        Northern Northern PROPN NNP 4 amod B-ORG
        Rescue Rescue PROPN NNP 4 compound I-ORG
        Front Front PROPN NNP 8 nsubj I-ORG
        ( ( PUNCT -LRB- 6 punct O
        NRF NRF PROPN NNP 4 appos B-ORG
        ) ) PUNCT -RRB- 6 punct O
        agreed agree VERB VBD 0 root O
        . . PUNCT . 8 punct O

        The the DET DT 2 det O
        NRF NRF PROPN NNP 3 nsubj B-ORG
        withdrew withdraw VERB VBD 0 root O
        . . PUNCT . 3 punct O
    ";
    let actors = found(text, None);
    assert_eq!(actors.len(), 1, "{actors:?}");
    assert!(actors[0].starts_with("Northern Rescue Front (Organization"), "{actors:?}");
}

#[test]
fn a_demonym_alone_is_people_and_its_adjective_the_state() {
    let text = "
        Mexicans Mexican PROPN NNPS 2 nsubj B-NORP
        condemned condemn VERB VBD 0 root O
        Russian russian ADJ JJ 4 amod B-NORP
        airstrikes airstrike NOUN NNS 2 obj O
    ";
    assert_eq!(found(text, None), ["Mexicans (Group MEX CVL): Mexicans", "Russia (Country RUS): Russian"]);
}

#[test]
fn another_states_senate_is_not_the_american_one() {
    let text = "
        The the DET DT 3 det O
        Brazilian brazilian ADJ JJ 3 amod B-NORP
        Senate Senate PROPN NNP 4 nsubj B-ORG
        voted vote VERB VBD 0 root O
    ";
    let actors = found(text, None);
    assert_eq!(actors, ["Senate (Organization BRA LEG): The Brazilian Senate"]);
}

#[test]
fn he_is_whom_gender_allows() {
    let text = "
        Maria Maria PROPN NNP 3 nsubj B-PERSON
        Kovac Kovac PROPN NNP 1 flat I-PERSON
        met meet VERB VBD 0 root O
        Peter Peter PROPN NNP 3 obj B-PERSON
        Lund Lund PROPN NNP 4 flat I-PERSON
        . . PUNCT . 3 punct O

        He he PRON PRP 2 nsubj O
        thanked thank VERB VBD 0 root O
        her she PRON PRP 2 obj O
        . . PUNCT . 2 punct O
    ";
    assert_eq!(
        found(text, None),
        ["Maria Kovac (Person ): Maria Kovac | her", "Peter Lund (Person ): Peter Lund | He"]
    );
}

#[test]
fn a_counterpart_is_of_the_state_before_him_and_not_of_his() {
    let text = "
        Emmanuel Emmanuel PROPN NNP 3 nsubj B-PERSON
        Macron Macron PROPN NNP 1 flat I-PERSON
        called call VERB VBD 0 root O
        his his PRON PRP$ 6 nmod:poss O
        Senegalese senegalese ADJ JJ 6 amod B-NORP
        counterpart counterpart NOUN NN 3 obj O
    ";
    assert_eq!(
        found(text, Some("2025-02-20")),
        [
            "Emmanuel Macron (Person FRA GOV): Emmanuel Macron | his",
            "his Senegalese counterpart (Unnamed SEN): his Senegalese counterpart"
        ]
    );
}

#[test]
fn fighters_are_not_part_of_the_name_of_their_group() {
    let text = "
        Fighters fighter NOUN NNS 6 nsubj B-ORG
        of of ADP IN 5 case I-ORG
        the the DET DT 5 det I-ORG
        Karvel Karvel PROPN NNP 5 compound I-ORG
        Front front PROPN NNP 1 nmod I-ORG
        fled flee VERB VBD 0 root O
    ";
    let all = found(text, None);
    assert!(all.iter().any(|actor| actor.starts_with("Karvel Front (Organization")), "{all:?}");
}

#[test]
fn some_of_a_party_are_not_the_party() {
    let text = "
        Two two NUM CD 2 nummod B-CARDINAL
        Republicans Republican PROPN NNPS 3 nsubj B-NORP
        met meet VERB VBD 0 root O
        other other ADJ JJ 5 amod O
        Republicans Republican PROPN NNPS 3 obj B-NORP
        . . PUNCT . 3 punct O

        Republicans Republican PROPN NNPS 2 nsubj B-NORP
        applauded applaud VERB VBD 0 root O
        . . PUNCT . 2 punct O
    ";
    assert_eq!(
        found(text, None),
        [
            "Two Republicans (Group USA PTY): Two Republicans",
            "other Republicans (Group USA PTY): other Republicans",
            "Republican Party (Organization USA PTY): Republicans",
        ]
    );
}

#[test]
fn the_agency_is_no_broadcaster() {
    let text = "
        The the DET DT 2 det O
        FBI FBI PROPN NNP 3 nsubj B-ORG
        sued sue VERB VBD 0 root O
        CNN CNN PROPN NNP 3 obj B-ORG
        . . PUNCT . 3 punct O

        The the DET DT 2 det O
        agency agency NOUN NN 3 nsubj O
        won win VERB VBD 0 root O
        . . PUNCT . 3 punct O
    ";
    assert_eq!(
        found(text, None),
        ["FBI (Organization USA COP): The FBI | The agency", "CNN (Organization USA JRN): CNN"]
    );
}

#[test]
fn a_couple_shares_its_surname() {
    let text = "
        Ana Ana PROPN NNP 5 nsubj B-PERSON
        and and CCONJ CC 3 cc O
        Karl Karl PROPN NNP 1 conj B-PERSON
        Berg Berg PROPN NNP 3 flat I-PERSON
        married marry VERB VBD 0 root O
        . . PUNCT . 5 punct O

        Ms. Ms. PROPN NNP 3 nsubj O
        Berg Berg PROPN NNP 1 flat B-PERSON
        sings sing VERB VBZ 0 root O
        . . PUNCT . 3 punct O
    ";
    assert_eq!(found(text, None), ["Ana (Person ): Ana | Berg", "Karl Berg (Person ): Karl Berg"]);
}

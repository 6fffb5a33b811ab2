//! A sentence, a word in it, and why.

use crate::explain::Explanation;
use crate::{Extractor, Lexicons};
use hearsay_nlp::Engine;
use hearsay_record::{Article, Status};

const WORLD: &str = r#"
[[country]]
code = "XKV"
name = "Karvania"
demonyms = ["Karvanian"]

[[frame]]
id = "test.bombard"
type = "ASSAULT"
mode = "heavy-weapons"
cameo = "194"
verbs = ["bombard obj=R{village|harbour}"]
"#;

fn explain(text: &str, word: &str) -> Explanation {
    let lexicons = Lexicons::with_files(&[("world.toml".to_string(), WORLD.to_string())]).unwrap();
    let extractor = Extractor::with_lexicons(Engine::embedded().unwrap(), lexicons);
    let article =
        Article { text: text.to_string(), published: Some("2025-03-06".to_string()), ..Article::default() };
    extractor.explain(&article, text.find(word).unwrap())
}

#[test]
fn an_event_names_entry_pattern_and_slots() {
    let why = explain("Karvanian soldiers bombarded the village in Peru on Tuesday.", "bombarded");
    let event = &why.events[0];
    let frame = event.frame.as_ref().unwrap();
    assert_eq!((frame.file.as_str(), frame.line), ("world.toml", 7));
    assert_eq!(
        frame.says,
        "test.bombard: ASSAULT, heavy-weapons, CAMEO 194, by the pattern `bombard obj=R{village|harbour}`"
    );
    let actor = &event.fillers[0];
    assert_eq!((actor.slot, actor.from.as_deref()), ("actor", Some("subject of “bombarded”")));
    assert_eq!(actor.code.as_deref(), Some("XKV MIL"));
    let country = actor.code_from.iter().find(|(words, _)| words == "Karvanian").unwrap();
    assert_eq!(country.1.says, "Karvania [XKV], by its adjective or people");
    assert_eq!((country.1.file.as_str(), country.1.line), ("world.toml", 2));
    assert!(actor.code_from.iter().any(|(words, entry)| words == "soldiers" && entry.section == "role"));
    assert_eq!(event.date.as_ref().unwrap().0, "Tuesday");
}

#[test]
fn a_modal_is_named_with_its_signature() {
    let why = explain("Karvania could bombard the harbour.", "bombard");
    let event = &why.events[0];
    assert_eq!(why.record.events[event.event].status, Status::Hypothetical);
    let could = event.steps.iter().find(|step| step.word == "could").unwrap();
    let entry = could.entry.as_ref().unwrap();
    assert_eq!((entry.section, entry.file.as_str()), ("signature", "factuality.toml"));
    assert!(entry.line > 1 && entry.says.contains("hypothetical"), "{entry:?}");
}

#[test]
fn what_governs_comes_before_what_stands_on_the_word() {
    let why = explain("The ministry denied that soldiers had attacked the town.", "attacked");
    let words: Vec<&str> = why.events[0].steps.iter().map(|step| step.word.as_str()).collect();
    assert!(words.contains(&"denied"), "{words:?}");
    assert_eq!(why.events[0].steps.last().unwrap().status, Status::Negated);
}

#[test]
fn a_statement_names_its_cue_and_how_its_source_was_found() {
    let text = "Mayor Edda Lind opened the bridge. She said the road would follow.";
    let why = explain(text, "said");
    let statement = &why.statements[0];
    let cue = statement.cue.as_ref().unwrap();
    assert_eq!((cue.section, cue.file.as_str()), ("cue", "cues.toml"));
    assert!(cue.says.starts_with("class say"), "{}", cue.says);
    assert_eq!(statement.source, "a pronoun, taken to refer to that name");
}

#[test]
fn a_place_has_its_rivals_beside_it() {
    let why = explain("A bus left the road near Paris, Texas, on Monday.", "Paris");
    let place = why.place.unwrap();
    assert!(place.meanings.len() > 1);
    assert_eq!((place.meanings[0].country.as_str(), place.meanings[0].admin1.as_str()), ("USA", "Texas"));
    assert!(place.meanings.windows(2).all(|pair| pair[0].score >= pair[1].score));
    // Without its qualifier another one would be taken.
    assert!(place.meanings.iter().any(|other| other.country == "FRA" && other.prior > 0.0));
}

#[test]
fn a_coloured_word_names_its_entry() {
    let why = explain("The staggering bill arrived in March.", "staggering");
    let (_, entry) = why.language.unwrap();
    assert_eq!(entry.unwrap().file, "loaded.toml");
}

#[test]
fn nothing_is_explained_where_nothing_is() {
    let why = explain("Rain fell.  Snow followed.", "  Snow");
    assert!(why.events.is_empty() && why.statements.is_empty() && why.place.is_none());
}

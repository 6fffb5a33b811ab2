//! Sentences and the statements read from them, through the whole engine: who says it, of what kind, with which words,
//! what is done by saying it, and what is said.

use hearsay_extract::{Extractor, Options};
use hearsay_nlp::Engine;
use hearsay_record::{Article, Statement};

/// One line a statement: `name [kind] cue <class> content | content`; what is nested is indented.
fn read(text: &str) -> Vec<String> {
    let extractor = Extractor::new(Engine::embedded().expect("the model is sound"));
    let article = Article { text: text.to_string(), language: "en".to_string(), ..Article::default() };
    let record = extractor.read(&article, Options::default());
    record.statements.iter().map(line).collect()
}

fn line(statement: &Statement) -> String {
    let kind = words(&format!("{:?}", statement.source.kind));
    let class = words(&format!("{:?}", statement.cue.class));
    let content: Vec<&str> = statement.content.iter().map(|span| span.text.as_str()).collect();
    let indent = if statement.parent.is_some() { "  " } else { "" };
    let name = statement.source.name.as_deref().unwrap_or("nobody");
    format!("{indent}{name} [{kind}] {} <{class}> {}", statement.cue.span.text, content.join(" | "))
}

/// `NamedPerson` as it is written in a record: `named_person`.
fn words(name: &str) -> String {
    let mut out = String::new();
    for (i, c) in name.char_indices() {
        if c.is_uppercase() && i > 0 {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[track_caller]
fn assert_read(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "{text}");
}

#[test]
fn a_surname_that_is_a_word_or_an_outlet_is_the_person_named_in_full() {
    assert_read(
        "Peter Sun is a farmer. “It will rain,” Sun said.",
        &["Peter Sun [named_person] said <say> “It will rain,”"],
    );
    assert_read(
        "Angela Hill runs the clinic. The clinic was full, Hill said.",
        &["Angela Hill [named_person] said <say> The clinic was full"],
    );
}

#[test]
fn a_relative_pronoun_is_what_its_clause_describes() {
    assert_read(
        "The letter, which accuses the bishop of theft, was read aloud.",
        &["The letter [document] accuses <accuse> the bishop of theft"],
    );
    assert_read(
        "Shopkeepers who say they were cheated met the mayor.",
        &["Shopkeepers [unnamed_group] say <say> they were cheated"],
    );
}

#[test]
fn it_and_they_can_be_documents() {
    // Reading a report out is no claim of nobody's.
    assert_read(
        "The panel's report was read on Monday. It recommended a lower speed limit.",
        &["report [document] recommended <demand> a lower speed limit"],
    );
}

#[test]
fn a_thing_that_speaks_is_a_document_or_run_by_several() {
    assert_read("The mill said it would close.", &["The mill [unnamed_group] said <say> it would close"]);
    assert_read(
        "The plaque says he was born there.",
        &["The plaque [document] says <say> he was born there"],
    );
}

#[test]
fn the_name_in_apposition_speaks_and_not_the_possessor() {
    assert_read(
        "Another Radio Tarn host, Ulla Berg, had denounced the raid.",
        &["Ulla Berg [named_person] had denounced <accuse> the raid"],
    );
}

#[test]
fn members_of_a_party_are_no_body_and_two_who_speak_are_both_named() {
    assert_read(
        "Many Democrats say the mayor should go.",
        &["Many Democrats [unnamed_group] say <say> the mayor should go"],
    );
    assert_read(
        "Ana Ruiz and Karl Berg said the road was safe.",
        &["Ana Ruiz and Karl Berg [named_person] said <say> the road was safe"],
    );
}

#[test]
fn the_subject_of_a_passive_says_nothing() {
    assert_read(
        "Lund said the nurses were promised that pay would rise.",
        &[
            "Lund [named_person] said <say> the nurses were promised that pay would rise",
            "  nobody [none] were promised <promise> that pay would rise",
        ],
    );
    assert_read(
        "The study says the wells are thought to be dry.",
        &[
            "The study [document] says <say> the wells are thought to be dry",
            "  nobody [none] are thought <believe> the wells | to be dry",
        ],
    );
}

#[test]
fn an_object_does_what_the_infinitive_says() {
    assert_read(
        "The aide said the letter let the mayor claim that he had won.",
        &[
            "The aide [unnamed_person] said <say> the letter let the mayor claim that he had won",
            "  the mayor [unnamed_person] claim <claim> that he had won",
        ],
    );
    assert_read(
        "The agency quoted the minister as saying the dam would hold.",
        &[
            "The agency [unnamed_group] quoted <say> the minister as saying the dam would hold",
            "  the minister [unnamed_person] saying <say> the dam would hold",
        ],
    );
}

#[test]
fn what_is_seen_or_needed_is_not_said() {
    assert_read(
        "Fishermen said they saw the boat turn over.",
        &["Fishermen [unnamed_group] said <say> they saw the boat turn over"],
    );
    assert_read(
        "The goats need to be fed, the farmer said.",
        &["the farmer [unnamed_person] said <say> The goats need to be fed"],
    );
}

#[test]
fn a_speaker_is_i_in_his_own_words() {
    assert_read(
        "Paul Holt backed the bill. “I think the votes are there,” he said.",
        &[
            "Paul Holt [named_person] backed <support> the bill",
            "Paul Holt [named_person] said <say> “I think the votes are there,”",
            "  Paul Holt [named_person] think <believe> the votes are there",
        ],
    );
}

#[test]
fn the_target_in_a_headline_says_nothing() {
    assert_read(
        "Farmer praised for saving dog",
        &["nobody [none] praised for <support> Farmer | saving dog"],
    );
}

#[test]
fn an_adverb_leaves_the_doer_in_the_content() {
    assert_read(
        "The driver was stopped after he reportedly hit a fence.",
        &["nobody [none] reportedly <claim> he | hit a fence"],
    );
}

#[test]
fn things_done_to_things_are_no_statements() {
    assert_read("Reed introduced a bill in May.", &[]);
    assert_read("The car has a feature known as Glide.", &[]);
}

#[test]
fn content_ends_with_what_hangs_on_its_cue() {
    assert_read(
        "The cabinet has promised a pardon and tried to explain the move to members of both houses.",
        &[
            "The cabinet [unnamed_group] has promised <promise> a pardon",
            "The cabinet [unnamed_group] tried to explain <say> the move to members of both houses",
        ],
    );
}

#[test]
fn a_passive_tells_who_says_it() {
    assert_read(
        "She has been called a liar by her rivals.",
        &["her rivals [unnamed_group] has been called <say> She | a liar"],
    );
}

#[test]
fn two_apostrophes_are_a_quotation_mark() {
    let text = "''We are a small shop,'' Mr. Orr told me.";
    assert_read(text, &["Orr [named_person] told <say> ''We are a small shop,''"]);
}

#[test]
fn verbs_that_the_network_passes_over_are_caught() {
    assert_read(
        "The firm is refusing to take the cars off the roads.",
        &["The firm [unnamed_group] is refusing <deny> to take the cars off the roads"],
    );
}

#[test]
fn claims_whose_clause_stands_apart_are_found() {
    assert_read(
        "Fears are growing that the quay will sink.",
        &["nobody [none] Fears are growing <believe> that the quay will sink"],
    );
    assert_read(
        "Rumours were rife that the mill had been sold.",
        &["nobody [none] Rumours were rife <claim> that the mill had been sold"],
    );
}

#[test]
fn a_quotation_may_begin_a_paragraph_before_its_cue() {
    // The full stop before the reopened quotation belongs to it.
    assert_read(
        "Pia Lund spoke in the harbour on Monday. \"This was theft. They were fishing where their fathers fished.\n\n\
         \"We will not let it stand,\" Lund told the council.",
        &[
            "Pia Lund [named_person] told <say> \"This was theft. They were fishing where their fathers fished. | \
           \"We will not let it stand,\"",
        ],
    );
}

#[test]
fn a_name_with_a_colon_or_behind_a_dash_tells_who_speaks() {
    assert_read(
        "\"HOLM: The bridge was never safe, and everybody in the office knew it for years.",
        &[
            "HOLM [named_person] : <say> The bridge was never safe, and everybody in the office knew it for years",
        ],
    );
    assert_read(
        "“The ferry never came and nobody told us why.” ― Jonas Beck, 34",
        &["Jonas Beck [named_person] ― <say> “The ferry never came and nobody told us why.”"],
    );
}

#[test]
fn the_person_behind_the_title_speaks() {
    assert_read(
        "Ilic aide Petra Holm told reporters that the photo was false.",
        &["Petra Holm [named_person] told <say> that the photo was false"],
    );
}

#[test]
fn what_the_eyes_see_is_no_statement() {
    assert_read("Two men were seen walking along the wall.", &[]);
    assert_read("The keeper was found slain in his hut.", &[]);
    assert_read("This article has been updated to include the name of the ship.", &[]);
}

#[test]
fn a_noun_that_the_parser_takes_for_a_verb_stays_a_cue_of_its_class() {
    let read = read("Ilic has faced criticism from rivals that his campaign has left the town unsafe.");
    assert!(read.iter().any(|line| line.contains("<oppose>")), "{read:#?}");
}

#[test]
fn a_headline_says_its_own_words_and_not_those_below() {
    assert_read(
        "Holm: Karvania killed our sailor\n\nKarvanian forces shot a Velmark sailor when they stormed the trawler Ardent, \
         Foreign Minister Petra Holm said on Thursday.",
        &[
            "Petra Holm [named_person] : <say> Karvania killed our sailor",
            "Petra Holm [named_person] said <say> Karvanian forces shot a Velmark sailor when they stormed the trawler Ardent",
        ],
    );
}

#[test]
fn a_denial_in_front_denies_the_saying() {
    let text = "Not once did the police warn the protesters.";
    let extractor = Extractor::new(Engine::embedded().expect("the model is sound"));
    let article = Article { text: text.to_string(), language: "en".to_string(), ..Article::default() };
    let record = extractor.read(&article, Options::default());
    let negated: Vec<bool> = record.statements.iter().map(|statement| statement.negated).collect();
    assert_eq!(negated, [true], "{text}");
}

#[test]
fn who_is_first_named_by_surname_alone_is_the_person_named_in_full_below() {
    assert_read(
        "Cipolli, New Tarn on the record\n\nPolice Chief Tom Cipolli made a public appeal on Monday. Cipolli said the files were \
         false. “I have done nothing wrong,” he said.",
        &[
            "Tom Cipolli [named_person] said <say> the files were false",
            "Tom Cipolli [named_person] said <say> “I have done nothing wrong,”",
        ],
    );
}

#[test]
fn a_name_behind_a_long_title_or_one_of_several_speaks() {
    assert_read(
        "Chairman of the Tarn Central Mosque Omar Reyl said the plan was wrong.",
        &["Omar Reyl [named_person] said <say> the plan was wrong"],
    );
    assert_read(
        "One of the property owners, Pia Lund, said the block would be rebuilt.",
        &["Pia Lund [named_person] said <say> the block would be rebuilt"],
    );
}

#[test]
fn a_phrase_that_the_tree_breaks_in_two_is_its_last_word() {
    assert_read(
        "“We had no ice on Saturday,” Erie GM Sherry Bassin said.",
        &["Sherry Bassin [named_person] said <say> “We had no ice on Saturday,”"],
    );
}

#[test]
fn a_share_of_those_asked_is_no_name() {
    let read = read("Among likely voters, 63 percent said the mayor was honest.");
    assert!(read.iter().any(|line| line.contains("63 percent [unnamed_group] said")), "{read:#?}");
}

#[test]
fn nobody_calls_himself_by_name() {
    assert_read(
        "Paul Holt said praise from Governor Ivan Orlov would not change his plans. He said Orlov had been a leader.",
        &[
            "Paul Holt [named_person] said <say> praise from Governor Ivan Orlov would not change his plans",
            "Paul Holt [named_person] said <say> Orlov had been a leader",
        ],
    );
}

#[test]
fn a_surname_is_whoever_has_just_been_named_in_full() {
    assert_read(
        "The doctor of Gary Lund is a baker's son. The harbour was closed on Monday. It rained at night. \
         Coast Guard Chief Jens Lund said the port was safe. Lund told reporters that nobody was hurt.",
        &[
            "Jens Lund [named_person] said <say> the port was safe",
            "Jens Lund [named_person] told <say> that nobody was hurt",
        ],
    );
}

#[test]
fn whoever_is_quoted_as_saying_it_says_it() {
    assert_read(
        "“The dam will hold,” Governor Ivo Lanz was quoted as saying by the state news agency.",
        &["Ivo Lanz [named_person] was quoted as saying <say> “The dam will hold,”"],
    );
}

#[test]
fn the_company_and_it_are_whoever_spoke_last() {
    assert_read(
        "Norfisk Corp said it had reached a deal with Halden Corp. The company said the deal was pending. \
         It said the deal would be signed in May.",
        &[
            "Norfisk Corp [named_organization] said <say> it had reached a deal with Halden Corp.",
            "Norfisk Corp [named_organization] said <say> the deal was pending",
            "Norfisk Corp [named_organization] said <say> the deal would be signed in May",
        ],
    );
}

#[test]
fn whoever_was_asked_answers() {
    assert_read(
        "A colleague asked General Marcus Ilic if he was satisfied. He said everyone had been well prepared.",
        &[
            "A colleague [unnamed_person] asked <ask> General Marcus Ilic if he was satisfied",
            "Marcus Ilic [named_person] said <say> everyone had been well prepared",
        ],
    );
}

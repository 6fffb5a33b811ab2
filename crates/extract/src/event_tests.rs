//! A sentence, and under it the events that are found in it.

use crate::event::Filler;
use crate::extractor::{Extractor, Options};
use hearsay_nlp::{Engine, Scratch};
use hearsay_record::Article;

/// Sentences are read as they stand in articles: behind others.
const BEFORE: &str = "The two sides met again on Tuesday. A spokesman for the ministry said that the talks would go on, \
                      and that no date had been set for the next round.\n\n";

/// `TYPE trigger (actors → recipients) status`, one line an event.
fn events(sentence: &str) -> Vec<String> {
    let text = format!("{BEFORE}{sentence}");
    let extractor = Extractor::new(Engine::embedded().unwrap());
    let article = Article { text, language: "en".to_string(), ..Article::default() };
    let analysis = extractor.analyse(&mut Scratch::default(), &article, Options::default());
    let names = |fillers: &[Filler]| {
        let mentions = &analysis.actors.mentions.list;
        let names =
            fillers.iter().map(|filler| analysis.document.slice(mentions[filler.mention].tokens.clone()));
        names.collect::<Vec<_>>().join(", ")
    };
    let line = |event: &crate::event::Event| {
        let status = format!("{:?}", event.assessment.status).to_lowercase();
        let kind = event.kind.map_or("-", |kind| kind.name());
        let trigger = analysis.document.slice(event.trigger.clone());
        format!("{kind} {trigger} ({} → {}) {status}", names(&event.actors), names(&event.recipients))
    };
    let here = |event: &&crate::event::Event| analysis.document.tokens[event.head].start >= BEFORE.len();
    analysis.events.iter().filter(here).map(line).collect()
}

macro_rules! finds {
    ($($name:ident: $text:literal => [$($event:literal),* $(,)?];)+) => {
        $(#[test]
        fn $name() {
            let expected: Vec<&str> = vec![$($event),*];
            assert_eq!(events($text), expected, "{}", $text);
        })+
    };
}

finds! {
    active: "Turkish police arrested two Greek journalists on Monday."
        => ["COERCE arrested (Turkish police → two Greek journalists) actual"];
    passive: "Two Greek journalists were arrested by Turkish police."
        => ["COERCE arrested (Turkish police → Two Greek journalists) actual"];
    // "Before" stands for no condition here, and "never before" says that it has happened now.
    a_main_clause_with_before: "Never before has Russia bombed Poland."
        => ["ASSAULT bombed (Russia → Poland) actual"];
    light_verb: "Rebels carried out an attack on the army."
        => ["ASSAULT attack (Rebels → the army) actual"];
    possessor_of_the_object: "Russia rejected Mexico's proposal."
        => ["REJECT rejected (Russia → Mexico) actual"];
    a_deed_is_its_doers: "Weber condemned Russia's attack on the church."
        => [
            "ACCUSE condemned (Weber → Russia) actual",
            "ASSAULT attack (Russia → the church) actual",
        ];
    a_thing_refused_stands_for_itself: "Parliament vetoed a textile bill on Monday."
        => ["REJECT vetoed (Parliament → a textile bill) actual"];
    what_one_refuses_to_do_a_thing_to: "The president refused to sign the trade treaty."
        => ["REJECT refused (The president → the trade treaty) actual"];
    two_before_one_noun_are_two: "Japanese and British officials held talks in Oslo on Friday."
        => ["CONSULT held (British officials, Japanese → British officials, Japanese) actual"];
    a_participle_with_victims_is_one_more: "The army shelled a market, killing at least 31 civilians."
        => [
            "ASSAULT shelled (The army → a market) actual",
            "ASSAULT killing (The army → at least 31 civilians) actual",
        ];
    whom_one_abducts_is_freed: "Rebels abducted two nurses. They were freed on Friday."
        => [
            "ASSAULT abducted (Rebels → two nurses) actual",
            "RETREAT freed ( → They) actual",
        ];
    whom_one_arrests_had_attacked: "Police arrested two men after they attacked a shopkeeper."
        => [
            "COERCE arrested (Police → two men) actual",
            "ASSAULT attacked (two men → a shopkeeper) actual",
        ];
    what_acts_is_an_actor: "Turkey denied the report. It expelled two diplomats."
        => [
            "REJECT denied (Turkey → the report) actual",
            "SANCTION expelled (It → two diplomats) actual",
        ];
    the_past_is_joined_to_the_past: "The gang failed to open the safe and shot the manager."
        => ["ASSAULT shot (The gang → the manager) actual"];
    two_pronouns_are_two: "Biden spoke to Netanyahu on Monday. He urged him to accept the truce."
        => [
            "CONSULT spoke (Biden → Netanyahu) actual",
            "REQUEST urged (He → him) actual",
            "SUPPORT accept (him → ) hypothetical",
        ];
    whom_others_are_asked_is_not_refused: "Egypt rejected the plan and asked Ethiopia to help."
        => [
            "REJECT rejected (Egypt → the plan) actual",
            "REQUEST asked (Egypt → Ethiopia) actual",
        ];
    money_is_no_aid: "The United States cut $50 million in aid to Uganda."
        => ["SANCTION cut (The United States → Uganda) actual"];
    where_it_was_did_nothing: "The priest was killed in Mali on Monday."
        => ["ASSAULT killed ( → The priest) actual"];
    a_promise_is_made_to_nobody_in_it: "The minister promised that the government would cut the deficit."
        => ["AGREE promised (The minister → ) actual"];
    once_is_no_condition: "Police once arrested the senator."
        => ["COERCE arrested (Police → the senator) actual"];
    a_promise_to_ban_is_a_threat: "The candidate pledged to ban all Karvanian migrants."
        => ["THREATEN pledged (The candidate → all Karvanian migrants) actual"];
    what_one_is_at_risk_of_has_not_happened: "Three dozen refugees are at risk of being deported."
        => ["COERCE deported ( → Three dozen refugees) hypothetical"];
    a_bare_second_passive_shares_the_modal: "The banker could be arrested and be fined."
        => [
            "COERCE arrested ( → The banker) hypothetical",
            "COERCE fined ( → The banker) hypothetical",
        ];
    this_weekend_is_to_come: "European ministers meet the rebels in Oslo this weekend."
        => ["AGREE meet (European ministers → the rebels) future"];
    a_named_law_stands_for_itself: "The senator slammed the Karvanian Adjustment Act."
        => ["ACCUSE slammed (The senator → the Karvanian Adjustment Act) actual"];
    reports_criticise: "The report criticised the central bank."
        => ["ACCUSE criticised (The report → the central bank) actual"];
    what_will_be_at_noon_is_to_come: "The council's meeting with the rebels will be at noon on Monday."
        => ["AGREE meeting (The council → the rebels) future"];
    what_one_pleads_guilty_to_is_nobody: "The former senator pleaded guilty to a felony charge."
        => ["CONCEDE pleaded (The former senator → ) actual"];
    a_deed_of_nobody_stands_for_itself: "The minister condemned the attack on the church."
        => [
            "ACCUSE condemned (The minister → the attack on the church) actual",
            "ASSAULT attack ( → the church) actual",
        ];
    whoever_asked_is_refused: "The minister rejected a request by Mexico to release the prisoners."
        => [
            "REJECT rejected (The minister → Mexico) actual",
            "REQUEST request (Mexico → The minister) actual",
        ];
    whoever_is_to_leave: "The envoy demanded that the rebels leave the town."
        => [
            "REQUEST demanded (The envoy → the rebels) actual",
            "RETREAT leave (the rebels → ) hypothetical",
        ];
    what_is_asked_for_has_not_been_done: "Clerics urged the king to arrest the bishop."
        => [
            "REQUEST urged (Clerics → the king) actual",
            "COERCE arrest (the king → the bishop) hypothetical",
        ];
    a_headline_passive: "Ridge man charged with theft"
        => ["ACCUSE charged ( → Ridge man) actual"];
    harm_to_oneself_is_none: "The prisoner hanged himself in his cell." => [];
    games_are_none: "The striker criticized the referee's decision after the match, and the coach of the league's \
                     champions praised the goalkeeper." => [];
    negated: "The army did not attack the rebels."
        => ["ASSAULT attack (The army → the rebels) negated"];
    modal: "Russia could attack Poland."
        => ["ASSAULT attack (Russia → Poland) hypothetical"];
    told_by_somebody: "The ministry said that rebels attacked the post."
        => ["ASSAULT attacked (rebels → the post) actual"];
    plan: "The government plans to arrest the opposition leader."
        => ["COERCE arrest (The government → the opposition leader) future"];
    to_be_done: "The tariffs are to be imposed on Velmark by Karvania."
        => ["COERCE imposed (Karvania → Velmark) future"];
    due_to_be_done: "The premier was due to meet the envoy."
        => ["AGREE meet (The premier → the envoy) future"];
    going_on_tonight_is_to_come: "The president is hosting the envoys tonight."
        => ["AGREE hosting (The president → the envoys) future"];
    a_journey_today_is_to_come: "The president visits Berlin today."
        => ["AGREE visits (The president → Berlin) future"];
    when_they_have_is_a_condition: "The sanctions will end when both parliaments have ratified the treaty."
        => ["SUPPORT ratified (both parliaments → ) hypothetical"];
    threat_takes_its_target: "Iran threatened to attack Israel."
        => ["THREATEN threatened (Iran → Israel) actual"];
    // What is done to the tax is backed, not the tax.
    a_doing_is_backed: "Senator Weber supports scrapping the tax on sugar."
        => ["SUPPORT supports (Senator Weber → scrapping the tax on sugar) actual"];
    one_of_several_who: "Weber and Dupont, who has blasted the minister, met reporters."
        => ["ACCUSE blasted (Dupont → the minister) actual"];
    // A journey within one's own country is no visit to anybody.
    a_visit_at_home: "German Chancellor Olaf Scholz visited Bavaria on Monday."
        => [];
    // Who says that he will stay away threatens.
    a_boycott_to_come: "The Greek government announced on Monday that it would boycott the summit."
        => ["THREATEN boycott (The Greek government → the summit) future"];
    refusal: "The rebels will not release the prisoners."
        => ["REJECT release (The rebels → the prisoners) actual"];
    an_object_is_nobody_of_the_subject: "President Edda Ilic and Deputy Tom Weber have slammed the president for the delay."
        => ["ACCUSE slammed (President Edda Ilic, Deputy Tom Weber → the president) actual"];
    a_state_before_a_deal_is_its_topic: "Ilic lambasted the Iran deal on Monday."
        => ["ACCUSE lambasted (Ilic → the Iran deal) actual"];
    to_be_met_is_to_come: "The minister is to hold talks with the rebels."
        => ["AGREE hold (The minister → the rebels) future"];
    whether_somebody_must_is_open: "The minister did not say whether Weber must resign."
        => ["RETREAT resign (Weber → ) hypothetical"];
    nobody_is_asked_by_a_passive: "The minister said that fees should be kept low." => [];
    future_cooperation_is_agreed: "The minister will meet the rebels on Friday."
        => ["AGREE meet (The minister → the rebels) future"];
    accusation_is_no_fact: "Kyiv accused Moscow of shelling the port."
        => ["ACCUSE accused (Kyiv → Moscow) actual", "ASSAULT shelling (Moscow → the port) hypothetical"];
    whom_a_participle_addresses_is_not_whom_the_verb_does: "The ministry filed a complaint to the Security Council on Monday, \
                                                            demanding accountability."
        => [
            "ACCUSE filed (The ministry → the Security Council) actual",
            "REQUEST demanding (The ministry → ) actual",
        ];
    a_pronoun_is_its_own: "The court convicted Edda Ilic and jailed her."
        => [
            "ACCUSE convicted (The court → Edda Ilic) actual",
            "COERCE jailed (The court → Edda Ilic) actual",
        ];
    who_negotiates_is_no_act: "House and Senate negotiators were tired." => [];
    aid_needs_a_recipient: "The World Bank gave a loan." => [];
    nothing_happens: "The temperature rose by three degrees in the valley." => [];
}

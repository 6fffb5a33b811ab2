//! The pages over the bundled example: all of them are there, lead to each other, and have their twins.

mod common;

use common::{assert_inert, example, links, serve, served, settings};
use hearsay_record::{EventType, Status};
use std::collections::{BTreeSet, VecDeque};

#[test]
fn every_page_is_sound_and_every_link_leads_somewhere() {
    let server = served();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut waiting = VecDeque::from(["/".to_string()]);
    // Facets link to each other without end.
    const PAGES_MAX: usize = 260;
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    while let Some(target) = waiting.pop_front() {
        if seen.len() >= PAGES_MAX || !seen.insert(target.clone()) {
            continue;
        }
        let answer = server.get(&target);
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        kinds.insert(target.split(['/', '?']).nth(1).unwrap_or("").to_string());
        if answer.header("content-type").unwrap().starts_with("text/html") {
            let page = answer.text();
            assert_inert(&page);
            assert!(page.contains("<h1") || page.contains("<h2"), "{target} has a headline");
            waiting.extend(links(&page));
        }
    }
    for kind in [
        "",
        "events",
        "event",
        "story",
        "stories",
        "statements",
        "articles",
        "article",
        "actors",
        "speaker",
        "matrix",
        "sources",
    ] {
        assert!(kinds.contains(kind), "{kind} was not reached: {kinds:?}");
    }
}

#[test]
fn an_article_shows_who_says_what() {
    let server = served();
    let page = server.get("/article/herald-1").text();
    assert!(page.contains("class=\"said unsourced nobody\""), "{page}");
    assert!(page.contains("class=\"event hypothetical\""));
    assert!(page.contains("/speaker/person"), "speakers lead to their ledger");
    assert!(page.contains("/event/"), "events lead to their reports");
    assert_eq!(server.data("/article/herald-1.json")["article"]["id"], "herald-1");
    let csv = server.get("/article/herald-1.csv").text();
    assert!(csv.starts_with("article_id,event_id,"), "{csv}");
    assert!(csv.lines().count() > 4);
}

#[test]
fn contradictions_stand_side_by_side() {
    // Another outlet has it that the killing of the second article did not happen.
    let mut records = example();
    let mut denial = records[1].clone();
    denial.article.id = "gazette-1".to_string();
    denial.article.outlet = Some("Sarn Gazette".to_string());
    for event in denial.events.iter_mut().filter(|event| event.kind == Some(EventType::Assault)) {
        event.status = Status::Negated;
        event.factuality.voice = -3.0;
    }
    records.push(denial);
    let server = serve(&records, settings());
    let disputed = server.data("/events.json?disputed=1&type=ASSAULT");
    let id = disputed["rows"][0]["id"].as_str().expect("the killing is disputed");
    let event = server.data(&format!("/event/{id}.json"));
    assert!(event["told"].as_array().unwrap().len() > 1, "{event}");
    let page = server.get(&format!("/event/{id}")).text();
    assert!(page.contains("class=\"disputed\"") && page.contains("class=\"stance denied\""), "{page}");
    let rows = server.get(&format!("/event/{id}.csv")).text().lines().count();
    assert_eq!(rows, event["told"].as_array().unwrap().len() + 1);
}

#[test]
fn a_story_holds_all_four_articles_and_any_of_them_leads_to_it() {
    let server = served();
    let story = server.data("/story/beacon-1.json");
    assert_eq!(story["story"]["articles"], 4);
    assert_eq!(story["articles"].as_array().unwrap().len(), 4);
    assert!(server.get("/story/beacon-1").text().contains("Who tells it"));
}

#[test]
fn a_speaker_has_a_ledger() {
    let server = served();
    let actors = server.data("/actors.json?actor=Petra+Holm");
    let key = actors["rows"][0]["key"].as_str().unwrap().replace(' ', "%20").replace('|', "%7C");
    let ledger = server.data(&format!("/speaker/{key}.json"));
    assert!(ledger["rows"].as_array().unwrap().len() >= 4, "{ledger}");
    assert!(
        ledger["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["source"].as_str().unwrap().contains("Petra Holm"))
    );
    let page = server.get(&format!("/speaker/{key}")).text();
    assert!(page.contains("piracy"), "verbatim words: {page}");
}

#[test]
fn outlets_show_whose_words_they_print() {
    let server = served();
    let sources = server.data("/sources.json");
    let outlets = sources["rows"].as_array().unwrap();
    assert_eq!(outlets.len(), 4);
    for outlet in outlets {
        let sum: f64 =
            outlet["share"].as_object().unwrap().values().map(|share| share.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-3, "{outlet}");
    }
    assert!(server.get("/sources").text().contains("unsourced claim"));
}

#[test]
fn who_acts_on_whom() {
    let server = served();
    let pairs = server.data("/matrix.json");
    let rows = pairs["rows"].as_array().unwrap();
    assert!(!rows.is_empty() && pairs["complete"] == true);
    let total = |row: &serde_json::Value| {
        row["quads"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).sum::<u64>()
    };
    assert!(rows.iter().all(|row| row["events"].as_u64() == Some(total(row))));
    let around = server.get("/matrix?around=country:XKV").text();
    assert!(around.contains("<svg class=\"network\""), "{around}");
    assert_eq!(server.get("/matrix?around=nobody").status, 404);
}

#[test]
fn search_finds_people_and_words() {
    let server = served();
    let found = server.data("/search.json?q=trawler");
    assert!(!found["articles"].as_array().unwrap().is_empty());
    let people = server.data("/search.json?q=Petra");
    assert_eq!(people["actors"][0]["name"], "Petra Holm");
    assert!(server.get("/search").text().contains("Search"));
    assert!(server.get("/search?q=qqqqq").text().contains("Nothing is found"));
}

#[test]
fn a_pasted_text_is_taken_apart_and_not_stored() {
    let server = served();
    let text = "Police arrested four men in Tolm on Monday, Petra Holm said.";
    let page =
        server.post("/read", "application/x-www-form-urlencoded", format!("text={text}").as_bytes()).text();
    assert!(page.contains("Read just now") && page.contains("class=\"event actual\""), "{page}");
    assert_inert(&page);
    let body = serde_json::json!({ "text": text, "published": "2025-03-05" }).to_string();
    let record = server.post("/api/read", "application/json", body.as_bytes()).json();
    assert_eq!(record["statements"][0]["source"]["name"], "Petra Holm");
    assert_eq!(record["events"][0]["type"], "COERCE");
    assert_eq!(server.data("/index.json")["articles"], 4);
    assert!(
        server
            .post("/read", "application/x-www-form-urlencoded", b"text=&url=")
            .text()
            .contains("nothing to read")
    );
}

#[test]
fn scripts_and_styles_have_names_that_change_with_them() {
    let server = served();
    let page = server.get("/").text();
    let style = page.split("/assets/").nth(1).unwrap().split('"').next().unwrap();
    let answer = server.get(&format!("/assets/{style}"));
    assert_eq!(answer.status, 200);
    assert!(answer.header("cache-control").unwrap().contains("immutable"));
    assert_eq!(server.get("/assets/style.0.css").status, 404);
}

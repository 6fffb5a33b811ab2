//! What programs rely on: forms, parameters, cursors, ETags, problems, the OpenAPI document.

mod common;

use common::{example, serve, served, settings};
use hearsay_archive::{Archive, Prepared};
use hearsay_record::Record;
use serde_json::Value;

/// The committed document. `UPDATE_OPENAPI=1 cargo test -p hearsay-web --test api` writes it anew.
#[test]
fn the_openapi_document_is_the_committed_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let now = serde_json::to_string_pretty(&hearsay_web::openapi()).unwrap() + "\n";
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(committed == now, "openapi.json has drifted from the routes");
    let served: Value = served().data("/api/openapi.json");
    assert_eq!(served, serde_json::from_str::<Value>(&now).unwrap());
}

#[test]
fn every_address_of_the_document_answers() {
    let server = served();
    let document = hearsay_web::openapi();
    for (path, item) in document["paths"].as_object().unwrap() {
        if item.get("get").is_none() {
            continue;
        }
        let id = match path.split('/').nth(1).unwrap() {
            "event" => server.data("/events.json")["rows"][0]["id"].as_str().unwrap().to_string(),
            "speaker" => "country:XKV".to_string(),
            _ => "courier-1".to_string(),
        };
        let answer = server.ask(&path.replace("{id}", &id), &[]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let promised = &item["get"]["responses"]["200"]["content"];
        let given = answer.header("content-type").unwrap();
        let given = given.split(';').next().unwrap();
        assert!(promised.get(given).is_some(), "{path} gives {given}, not {promised}");
    }
}

#[test]
fn unknown_parameters_and_values_are_problems() {
    let server = served();
    for target in [
        "/events.json?colour=red",
        "/events.json?type=FIGHT",
        "/events.json?since=yesterday",
        "/events.json?limit=0",
        "/events.json?limit=100000",
        "/events.json?cursor=abc",
        "/events.csv?cursor=1-2-00000000",
        "/statements.json?words=%22%22",
        "/actors.json?type=ASSAULT",
        "/index.json?x=1",
        "/article/courier-1.json?x=1",
        "/search.json?words=a",
    ] {
        let answer = server.ask(target, &[]);
        assert_eq!(answer.status, 400, "{target}: {}", answer.text());
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"), "{target}");
        let problem = answer.json();
        assert!(problem["status"] == 400 && problem["detail"].as_str().unwrap().len() > 10, "{problem}");
    }
    let missing = server.ask("/event/nothing.json", &[]);
    assert_eq!((missing.status, missing.json()["title"].as_str()), (404, Some("Not Found")));
    assert_eq!(server.request("DELETE", "/events", &[], b"").status, 405);
    assert_eq!(server.ask("/nowhere.json", &[]).json()["status"], 404);
    // People get a page.
    let page = server.get("/nowhere");
    assert!(page.status == 404 && page.text().contains("<h1>404"));
}

#[test]
fn pages_of_rows_are_the_rows() {
    let server = served();
    let all = server.data("/statements.json?limit=1000");
    assert_eq!(all["next"], Value::Null);
    let mut walked: Vec<Value> = Vec::new();
    let mut target = "/statements.json?limit=7".to_string();
    loop {
        let page = server.data(&target);
        walked.extend(page["rows"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { break };
        target = format!("/statements.json?limit=7&cursor={next}");
    }
    assert_eq!(&walked, all["rows"].as_array().unwrap());
    let other = server.data("/statements.json?limit=7")["next"].as_str().unwrap().to_string();
    assert_eq!(server.ask(&format!("/statements.json?limit=8&cursor={other}"), &[]).status, 400);
}

#[test]
fn pages_stay_level_while_articles_are_added_and_reads_go_on() {
    let server = served();
    let first = server.data("/articles.json?limit=2");
    let mut later: Record = example()[0].clone();
    later.article.id = "later".to_string();
    later.article.published = Some("2031-01-01".to_string());
    let mut archive = Archive::create(&server.path).unwrap();
    archive.store(&[Prepared::new(later)]).unwrap();
    archive.settle(|_| true).unwrap();
    let next = first["next"].as_str().unwrap();
    let second = server.data(&format!("/articles.json?limit=2&cursor={next}"));
    let ids: Vec<&str> = [&first, &second]
        .iter()
        .flat_map(|page| page["rows"].as_array().unwrap())
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!((ids.len(), unique.len()), (4, 4), "{ids:?}");
    assert!(!ids.contains(&"later"));
    // The new article is there for whoever asks anew.
    assert_eq!(server.data("/article/later.json")["article"]["id"], "later");
}

#[test]
fn the_same_rows_in_every_form() {
    let server = served();
    let n = server.data("/events.json?limit=1000")["rows"].as_array().unwrap().len();
    let lines = server.get("/events.ndjson").text();
    assert_eq!(lines.lines().count(), n);
    assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).unwrap().is_object()));
    let csv = server.get("/events.csv").text();
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).count(), n);
    let parquet = server.get("/events.parquet");
    assert!(parquet.body.starts_with(b"PAR1") && parquet.body.ends_with(b"PAR1"));
    let atom = server.get("/events.atom?type=ASSAULT").text();
    assert!(atom.contains("<feed") && atom.contains("<entry>"), "{atom}");
    assert_eq!(server.get("/events.csv?limit=3").text().lines().count(), 4);
    let nothing = server.get("/events.ndjson?since=2099");
    assert_eq!((nothing.status, nothing.body.len()), (200, 0));
    // By the Accept header at the same address.
    let accepted = server.ask("/events", &[("accept", "application/json")]);
    assert!(accepted.json()["rows"].is_array());
    assert!(accepted.header("vary").unwrap().contains("accept"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = served();
    let first = server.ask("/stories.json", &[]);
    let tag = first.header("etag").unwrap();
    let again = server.ask("/stories.json", &[("if-none-match", &tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(server.ask("/stories.json", &[("if-none-match", "\"other\"")]).status, 200);
    assert_eq!(server.request("HEAD", "/stories.json", &[], b"").body.len(), 0);
}

#[test]
fn filters_narrow() {
    let server = served();
    let rows = |target: &str| server.data(target)["rows"].as_array().unwrap().clone();
    let assaults = rows("/events.json?type=assault");
    assert!(!assaults.is_empty() && assaults.iter().all(|row| row["type"] == "ASSAULT"));
    let two = rows("/events.json?type=ASSAULT,COERCE");
    assert_eq!(two, rows("/events.json?type=ASSAULT&type=COERCE"));
    assert!(two.len() > assaults.len());
    assert!(rows("/statements.json?voice=none").iter().all(|row| row["source_kind"] == "none"));
    let by_article = rows("/reports.json?article=wire-1&limit=500");
    assert!(!by_article.is_empty() && by_article.iter().all(|row| row["article_id"] == "wire-1"));
}

#[test]
fn reading_says_what_is_wrong_with_a_text() {
    let server = serve(&[], settings());
    let post = |body: &str| server.post("/api/read", "application/json", body.as_bytes());
    for (body, status) in [
        ("", 400),
        ("[]", 400),
        ("{\"text\": 3}", 400),
        ("{\"words\": \"a\"}", 400),
        ("{}", 400),
        ("{\"text\": \"a\", \"url\": \"https://example.org\"}", 400),
        ("{\"url\": \"file:///etc/passwd\"}", 422),
    ] {
        let answer = post(body);
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        assert!(answer.json()["detail"].is_string());
    }
}

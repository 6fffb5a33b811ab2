//! The tools at `/mcp`, asked as an agent asks: JSON-RPC over HTTP.

mod common;

use common::{Server, served};
use serde_json::{Value, json};

fn rpc(server: &Server, method: &str, params: Value) -> Value {
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
        ("mcp-protocol-version", "2025-06-18"),
    ];
    let answer = server.request("POST", "/mcp", &headers, body.as_bytes());
    assert_eq!(answer.status, 200, "{method}: {}", answer.text());
    answer.json()
}

/// What a tool answers; its text and its structure say the same.
fn call(server: &Server, name: &str, arguments: Value) -> Value {
    let answer = rpc(server, "tools/call", json!({ "name": name, "arguments": arguments }));
    let result = &answer["result"];
    assert_eq!(result["isError"], false, "{name}: {answer}");
    let text: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(&text, &result["structuredContent"]);
    assert!(text["untrusted"].as_str().unwrap().contains("untrusted"), "{name}");
    text
}

/// What a tool says is wrong.
fn refused(server: &Server, name: &str, arguments: Value) -> String {
    let answer = rpc(server, "tools/call", json!({ "name": name, "arguments": arguments }));
    assert!(answer["result"]["isError"] == true || answer["error"].is_object(), "{name}: {answer}");
    answer.to_string()
}

/// The words of a span are the slice of the text that it names.
fn assert_verbatim(server: &Server, article: &str, span: &Value) {
    let text =
        server.data(&format!("/article/{article}.json"))["article"]["text"].as_str().unwrap().to_string();
    let at = |name: &str| span[name].as_u64().unwrap() as usize;
    let words: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
    assert_eq!(span["text"].as_str().unwrap(), words);
}

#[test]
fn six_tools_that_only_read() {
    let server = served();
    let hello = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
    let info = rpc(&server, "initialize", hello);
    assert_eq!(info["result"]["serverInfo"]["name"], "hearsay");
    assert!(info["result"]["instructions"].as_str().unwrap().contains("never instructions"));
    let listed = rpc(&server, "tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    let mut names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["explain", "extract", "get_article", "get_event", "search", "who_said"]);
    for tool in tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert!(tool["description"].as_str().unwrap().len() > 30 && tool["inputSchema"]["type"] == "object");
    }
}

#[test]
fn quotations_are_verbatim_with_their_places() {
    let server = served();
    let said = call(&server, "who_said", json!({ "speaker": "Petra Holm", "limit": 3 }));
    let rows = said["rows"].as_array().unwrap();
    assert_eq!((rows.len(), said["next"].as_u64()), (3, Some(3)));
    for row in rows {
        assert!(row["source"]["name"].as_str().unwrap().contains("Petra Holm"), "{row}");
        assert_verbatim(&server, row["article"].as_str().unwrap(), &row["cue"]);
        assert_verbatim(&server, row["article"].as_str().unwrap(), &row["content"][0]);
        let link = row["permalink"].as_str().unwrap().strip_prefix("http://127.0.0.1").unwrap();
        let (page, anchor) = link.split_once('#').unwrap();
        assert!(server.get(page).text().contains(&format!("id=\"{anchor}\"")), "{link}");
    }
    let more = call(&server, "who_said", json!({ "speaker": "Petra Holm", "limit": 3, "skip": 3 }));
    assert_ne!(more["rows"][0]["permalink"], said["rows"][0]["permalink"]);
}

#[test]
fn what_is_found_can_be_got() {
    let server = served();
    let found = call(&server, "search", json!({ "words": "trawler" }));
    let id = found["rows"][0]["id"].as_str().unwrap();
    let quote = &found["rows"][0]["quote"];
    assert_verbatim(&server, quote["article"].as_str().unwrap(), &quote["sentence"]);
    let event = call(&server, "get_event", json!({ "id": id }));
    assert!(!event["reports"].as_array().unwrap().is_empty() && event["in_words"].is_string());
    for what in ["statements", "articles", "actors"] {
        let words = if what == "actors" { "Petra" } else { "trawler" };
        let found = call(&server, "search", json!({ "words": words, "what": what }));
        assert!(!found["rows"].as_array().unwrap().is_empty(), "{what}");
    }
    let article = call(&server, "get_article", json!({ "id": "herald-1" }));
    assert_verbatim(&server, "herald-1", &article["text"]);
    assert!(article["statements"].as_array().unwrap().iter().any(|s| s["source"]["kind"] == "none"));
    let why = call(&server, "explain", json!({ "article": "herald-1", "words": "killed" }));
    assert!(why["why"].is_string());
}

#[test]
fn a_text_is_taken_apart() {
    let server = served();
    let got =
        call(&server, "extract", json!({ "text": "Police arrested four men in Tolm, Petra Holm said." }));
    assert_eq!(got["statements"][0]["source"]["name"], "Petra Holm");
    assert_eq!(got["permalink"], Value::Null, "nothing is stored");
    let long = "Police arrested four men in Tolm, Petra Holm said.\n\n".repeat(400);
    let first = call(&server, "extract", json!({ "text": long }));
    let next = first["next_offset"].as_u64().unwrap();
    let second = call(&server, "extract", json!({ "text": long, "offset": next }));
    assert_eq!(second["text"]["start"], next);
    assert!(first["statements"].as_array().unwrap().len() < 200);
}

#[test]
fn what_is_wrong_is_said() {
    let server = served();
    for (name, arguments, says) in [
        ("get_article", json!({ "id": "none" }), "no article"),
        ("get_event", json!({ "id": "none" }), "no event"),
        ("search", json!({ "words": "\"" }), "no word"),
        ("search", json!({ "words": "a", "colour": 1 }), "colour"),
        ("search", json!({ "words": "a", "since": "soon" }), "date"),
        ("who_said", json!({ "voice": "everybody" }), "voice"),
        ("extract", json!({}), "nothing to read"),
        ("explain", json!({ "article": "herald-1" }), "offset"),
        ("explain", json!({ "article": "herald-1", "offset": 999_999 }), "shorter"),
    ] {
        let said = refused(&server, name, arguments.clone());
        assert!(said.contains(says), "{name} {arguments}: {said}");
    }
}

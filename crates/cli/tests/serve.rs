//! `hearsay serve` and `hearsay mcp` from outside: started, asked, ended.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn hearsay(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearsay"));
    command.current_dir(folder).env_clear().env("HOME", folder);
    command
}

/// A running server, and the address that it says it is at.
struct Server {
    child: Child,
    entrance: String,
}

impl Server {
    fn start(folder: &Path, args: &[&str]) -> Server {
        let mut command = hearsay(folder);
        command.arg("serve").args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.next().expect("it says where it is").unwrap();
        let entrance = line.split(' ').find(|word| word.starts_with("http://")).expect(&line).to_string();
        // What else it says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, entrance }
    }

    fn address(&self) -> &str {
        self.entrance.strip_prefix("http://").unwrap().split('/').next().unwrap()
    }

    /// Status and body.
    fn ask(&self, method: &str, path: &str, head: &str, body: &str) -> (u16, String) {
        let port = self.address().rsplit(':').next().unwrap();
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\ncontent-length: {length}\r\n{head}\r\n"
        );
        stream.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").expect(&answer);
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn without_an_archive_it_is_the_example() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--listen", "127.0.0.1:0"]);
    assert!(!server.entrance.contains("token"), "{}", server.entrance);
    let (status, page) = server.ask("GET", "/", "", "");
    assert!(status == 200 && page.contains("the bundled example"), "{page}");
    let (status, article) = server.ask("GET", "/article/herald-1", "", "");
    assert!(status == 200 && article.contains("growing speculation"));
    let text =
        json!({ "text": "Karvania denied on Monday that anyone had died.", "published": "2025-03-05" });
    let (status, record) =
        server.ask("POST", "/api/read", "content-type: application/json\r\n", &text.to_string());
    assert_eq!(status, 200, "{record}");
    let record: Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["statements"][0]["cue"]["class"], "deny");
}

#[test]
fn an_archive_is_served_while_others_add_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let add = |text: &str| {
        let mut child = hearsay(folder.path())
            .args(["add", "-", "--archive", "a.sqlite"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    };
    add("Police arrested four men in Tolm on Monday.");
    let server = Server::start(folder.path(), &["a.sqlite", "--listen", "127.0.0.1:0"]);
    let articles = || server.ask("GET", "/articles.ndjson", "", "").1.matches("\"id\"").count();
    assert_eq!(articles(), 1);
    add("Soldiers seized two boats near Sarn on Tuesday.");
    assert_eq!(articles(), 2);
}

#[test]
fn elsewhere_a_token_is_required() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--example", "--listen", "0.0.0.0:0"]);
    let token = server.entrance.split("token=").nth(1).expect("a token was made").to_string();
    assert!(token.len() >= 32, "{token}");
    assert_eq!(server.ask("GET", "/events.json", "", "").0, 401);
    assert_eq!(server.ask("GET", "/events.json", &format!("authorization: Bearer {token}\r\n"), "").0, 200);
    let weak = hearsay(folder.path()).args(["serve", "--example", "--token", "short"]).output().unwrap();
    assert_eq!(weak.status.code(), Some(2));
}

#[test]
fn addresses_inside_the_network_are_not_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let inside = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = inside.local_addr().unwrap().port();
    let server = Server::start(folder.path(), &["--example", "--listen", "127.0.0.1:0"]);
    for url in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_string(),
        "http://0x7f000001/".to_string(),
        "file:///etc/passwd".to_string(),
        "/etc/passwd".to_string(),
        "-".to_string(),
        "gopher://127.0.0.1/".to_string(),
    ] {
        let body = json!({ "url": url }).to_string();
        let (status, answer) = server.ask("POST", "/api/read", "content-type: application/json\r\n", &body);
        assert_eq!(status, 422, "{url}: {answer}");
        assert!(!answer.contains("root:"), "{answer}");
    }
    inside.set_nonblocking(true).unwrap();
    assert!(inside.accept().is_err(), "nobody has connected");
}

#[test]
fn an_agent_on_standard_input_and_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = hearsay(folder.path())
        .args(["mcp", "--example"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut ask = |message: Value| {
        writeln!(input, "{message}").unwrap();
        match message.get("id") {
            None => Value::Null,
            Some(_) => serde_json::from_str(&lines.next().expect("an answer").unwrap()).unwrap(),
        }
    };
    let hello = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
    let info = ask(json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello }));
    assert_eq!(info["result"]["serverInfo"]["name"], "hearsay");
    ask(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    let listed = ask(json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" }));
    assert_eq!(listed["result"]["tools"].as_array().unwrap().len(), 6);
    let call = json!({ "name": "who_said", "arguments": { "speaker": "Petra Holm", "words": "piracy" } });
    let said = ask(json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": call }));
    let row = &said["result"]["structuredContent"]["rows"][0];
    assert_eq!(row["source"]["name"], "Petra Holm", "{said}");
    assert!(row["permalink"].as_str().unwrap().starts_with("/article/courier-1#"));
    drop(input);
    assert!(child.wait().unwrap().success(), "it ends when the agent leaves");
}

//! The program from outside: formats, order, exit status, bad input.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn hearsay(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearsay"));
    command.current_dir(folder).env_clear().env("HOME", folder).stdin(Stdio::null());
    command
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    hearsay(folder.path()).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn records(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn with_stdin(folder: &TempDir, args: &[&str], input: &[u8]) -> Output {
    let mut child = hearsay(folder.path())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

const STORY: &[u8] =
    "Café owners closed the port on Monday, the minister said.\r\n\r\nNobody was hurt.".as_bytes();

#[test]
fn a_text_comes_back_unchanged_as_one_line() {
    let folder = folder(&[("story.txt", STORY)]);
    let output = run(&folder, &["read", "story.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let records = records(&output);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["article"]["text"], std::str::from_utf8(STORY).unwrap());
    assert_eq!(records[0]["schema"], "hearsay.record/1");
    assert_eq!(records[0]["sentences"][0]["start"], 0);
    assert_eq!(stderr(&output), "");
}

#[test]
fn standard_input_is_read_with_and_without_a_dash() {
    let folder = folder(&[]);
    let line = b"{\"id\": \"a\", \"text\": \"The port was closed.\"}\n";
    for args in [&["read"][..], &["read", "-"]] {
        let output = with_stdin(&folder, args, line);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(records(&output)[0]["article"]["id"], "a");
    }
    let page =
        b"<!DOCTYPE html><html><body><p>The port was closed on Monday, the mayor said.</p></body></html>";
    let output = with_stdin(&folder, &["read", "-"], page);
    assert_eq!(records(&output)[0]["article"]["text"], "The port was closed on Monday, the mayor said.");
}

#[test]
fn many_articles_keep_their_order_whatever_the_number_of_threads() {
    let mut lines = String::new();
    for i in 0..60 {
        let text = format!("Police in town {i} arrested a man, officials said. ").repeat(1 + (i * 7) % 5);
        lines += &serde_json::json!({ "id": i.to_string(), "text": text }).to_string();
        lines += "\n";
    }
    let folder = folder(&[("many.jsonl", lines.as_bytes())]);
    let one = run(&folder, &["read", "--threads", "1", "many.jsonl"]);
    let ids: Vec<String> =
        records(&one).iter().map(|r| r["article"]["id"].as_str().unwrap().to_string()).collect();
    assert_eq!(ids, (0..60).map(|i| i.to_string()).collect::<Vec<_>>());
    for threads in ["2", "5"] {
        let more = run(&folder, &["read", "--threads", threads, "many.jsonl"]);
        assert!(more.stdout == one.stdout, "{threads} threads give another answer");
    }
    // And an article reads the same alone as among others.
    let line = lines.lines().nth(17).unwrap();
    let alone = with_stdin(&folder, &["read"], line.as_bytes());
    assert_eq!(stdout(&alone).trim_end(), stdout(&one).lines().nth(17).unwrap());
}

#[test]
fn formats() {
    let folder = folder(&[("story.txt", STORY), ("other.txt", b"The army attacked the town on Sunday.")]);
    let one: Value =
        serde_json::from_str(&stdout(&run(&folder, &["read", "-f", "json", "story.txt"]))).unwrap();
    assert!(one["article"].is_object());
    let two = run(&folder, &["read", "-f", "json", "story.txt", "other.txt"]);
    assert_eq!(serde_json::from_slice::<Vec<Value>>(&two.stdout).unwrap().len(), 2);
    let csv = stdout(&run(&folder, &["read", "-f", "csv", "other.txt", "story.txt"]));
    assert!(csv.starts_with("article_id,outlet,published,url,event_id,"), "{csv}");
    let text = stdout(&run(&folder, &["read", "-f", "text", "story.txt", "other.txt"]));
    assert!(text.contains("Whose words") && !text.contains('\x1b'), "{text}");
}

#[test]
fn parse_gives_tokens_with_offsets_in_characters() {
    let folder = folder(&[("story.txt", STORY)]);
    let output = run(&folder, &["parse", "--format", "jsonl", "story.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let row: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(row["file"], "story.txt");
    let text: Vec<char> = std::str::from_utf8(STORY).unwrap().chars().collect();
    let tokens = row["tokens"].as_array().unwrap();
    assert!(tokens.len() >= 13, "{row}");
    for token in tokens {
        let (start, end) =
            (token["start"].as_u64().unwrap() as usize, token["end"].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), token["text"].as_str().unwrap());
        assert!((token["head"].as_u64().unwrap() as usize) < tokens.len());
    }
    assert_eq!(tokens[0]["sent_start"], true);
    let conllu = stdout(&run(&folder, &["parse", "--format", "conllu", "story.txt"]));
    let words: Vec<&str> = conllu.lines().filter(|line| line.contains('\t')).collect();
    assert_eq!(words.len(), tokens.len());
    assert!(words.iter().all(|word| word.split('\t').count() == 10), "{conllu}");
}

#[test]
fn bad_inputs_are_named_and_the_rest_is_done() {
    let bomb = {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(&vec![b'a'; 80 << 20]).unwrap();
        out.finish().unwrap()
    };
    let folder = folder(&[
        ("good.txt", b"The port was closed on Monday."),
        ("empty.txt", b""),
        ("blank.txt", b" \n\t \n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("noise.txt", &(0..4096u32).map(|i| ((i * 7919) >> 3) as u8).collect::<Vec<_>>()),
        ("broken.html", b"<html><div <p <a href=\"x"),
        ("lines.jsonl", b"{\"id\": 1, \"text\": \"The mayor resigned.\"}\n{\"id\": 2}\n{\"id\": 3, \"text\": \"cut o\n\n{\"id\": 4, \"text\": \"The strike ended.\"}\n"),
        ("empty.jsonl", b"\n"),
        ("bomb.jsonl.gz", &bomb),
        ("bomb.txt.gz", &bomb),
    ]);
    std::fs::create_dir(folder.path().join("somewhere")).unwrap();
    let output = run(
        &folder,
        &[
            "read",
            "missing.txt",
            "somewhere",
            "good.txt",
            "empty.txt",
            "blank.txt",
            "picture.txt",
            "noise.txt",
            "broken.html",
            "lines.jsonl",
            "empty.jsonl",
            "bomb.jsonl.gz",
            "bomb.txt.gz",
            "ftp://a.example/x",
            "http://127.0.0.1:9/",
            "http://[::1]:9/",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    let texts: Vec<String> =
        records(&output).iter().map(|r| r["article"]["text"].as_str().unwrap().to_string()).collect();
    assert_eq!(texts, ["The port was closed on Monday.", "The mayor resigned.", "The strike ended."]);
    let told = stderr(&output);
    for line in [
        "hearsay: 15 articles could not be read:",
        "  missing.txt: no such file",
        "  somewhere: is a folder, not a file",
        "  empty.txt: the text is empty",
        "  blank.txt: the text is empty",
        "  picture.txt: is an image, not text",
        "  noise.txt: is binary data, not text",
        "  broken.html: no article text found in the page",
        "  lines.jsonl:2: the article has no \"text\"",
        "  lines.jsonl:3: is not a JSON article: ",
        "  empty.jsonl: holds no article",
        "  bomb.jsonl.gz: unpacks to more than 200 times its size",
        "  bomb.txt.gz: ",
        "  ftp://a.example/x: only http and https addresses are read",
        "  http://127.0.0.1:9/: leads to 127.0.0.1, an address that is not public",
        "  http://[::1]:9/: leads to ::1, an address that is not public",
    ] {
        assert!(told.contains(line), "{line}\nis not in\n{told}");
    }
}

#[test]
fn doubtful_text_is_read_with_a_warning() {
    let german = "Der Hafen bleibt nach Angaben des Ministers bis zum Ende der Woche geschlossen, weil ein Schiff sinkt.";
    let folder = folder(&[
        ("latin.txt", b"The caf\xE9 was closed, the mayor\x92s aide said."),
        ("german.txt", german.as_bytes()),
    ]);
    let output = run(&folder, &["read", "latin.txt", "german.txt"]);
    assert_eq!(output.status.code(), Some(0));
    let records = records(&output);
    assert_eq!(records[0]["article"]["text"], "The café was closed, the mayor’s aide said.");
    let message = |record: &Value| record["diagnostics"][0]["message"].as_str().unwrap().to_string();
    assert!(message(&records[0]).contains("windows-1252"));
    assert!(message(&records[1]).contains("not English"));
    assert_eq!(records[1]["article"]["language"], "de");
    assert!(stderr(&output).contains("german.txt: the text is not English (it looks like German)"));
}

#[test]
fn texts_that_are_hard_to_read_are_read() {
    let word = "a".repeat(100_000);
    let line = "the port was closed ".repeat(2_000);
    let odd = "\u{0}\u{1F600}\u{202E}\u{202E} a\u{301}\u{FFFD} \u{FDFD} \u{10FFFF} .";
    let folder = folder(&[("word.txt", word.as_bytes()), ("line.txt", line.as_bytes())]);
    let output = run(&folder, &["read", "word.txt", "line.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(records(&output)[0]["article"]["text"].as_str().unwrap().len(), 100_000);
    let output = with_stdin(&folder, &["read"], serde_json::json!({ "text": odd }).to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(records(&output)[0]["article"]["text"], odd);
}

/// A server that answers every request with the same bytes.
fn serve(answer: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&answer);
        }
    });
    format!("http://{address}/story")
}

fn answer(head: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}

#[test]
fn web_pages_are_read_within_limits() {
    let folder = folder(&[]);
    let page = "<html><head><meta property=\"og:site_name\" content=\"The Post\"></head><body><article><p>The port was closed on \
                Monday, the mayor said.</p></article></body></html>";
    let url = serve(answer("200 OK\r\nContent-Type: text/html; charset=utf-8", page));
    let output = run(&folder, &["read", "--allow-private", &url]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let record = &records(&output)[0];
    assert_eq!(record["article"]["url"], url);
    assert_eq!(record["article"]["outlet"], "The Post");

    let missing = serve(answer("404 Not Found", "gone"));
    let round = serve(answer("302 Found\r\nLocation: /again", ""));
    let large = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx".to_vec());
    let endless = serve([b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'a'; 21 << 20]].concat());
    let inside = serve(answer("302 Found\r\nLocation: file:///etc/passwd", ""));
    let output = run(
        &folder,
        &["read", "--allow-private", &missing, &round, &large, &endless, &inside, "http://127.0.0.1:1/"],
    );
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains(&format!("{missing}: the server answered 404")), "{told}");
    assert!(told.contains(&format!("{round}: redirects more than 5 times")), "{told}");
    assert!(told.contains(&format!("{large}: the answer is larger than 20 MB")), "{told}");
    assert!(told.contains(&format!("{endless}: the answer is larger than 20 MB")), "{told}");
    assert!(told.contains(&inside), "{told}");
    assert!(told.contains("http://127.0.0.1:1/: cannot be fetched: "), "{told}");
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let lines = "{\"text\": \"The port was closed on Monday, officials said.\"}\n".repeat(3000);
    let folder = folder(&[("many.jsonl", lines.as_bytes())]);
    let mut child = hearsay(folder.path())
        .args(["read", "many.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
}

#[test]
fn settings_come_from_files_and_environment() {
    let folder = folder(&[("story.txt", STORY), ("hearsay.toml", b"threads = 1\nlexicon = [\"x.toml\"]\n")]);
    let output = run(&folder, &["read", "story.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "hearsay: hearsay.toml:2: unknown key `lexicon`; did you mean `lexicons`?\n");

    std::fs::write(folder.path().join("hearsay.toml"), "lexicons = [\"missing.toml\"]\n").unwrap();
    let output = run(&folder, &["read", "story.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("missing.toml"), "{}", stderr(&output));
    let output = hearsay(folder.path())
        .args(["read", "story.txt"])
        .env("HEARSAY_LEXICONS", "other.toml")
        .output()
        .unwrap();
    assert!(stderr(&output).contains("other.toml"), "{}", stderr(&output));

    std::fs::write(folder.path().join("hearsay.toml"), "").unwrap();
    let output =
        hearsay(folder.path()).args(["read", "story.txt"]).env("HEARSAY_THREADS", "none").output().unwrap();
    assert_eq!(stderr(&output), "hearsay: HEARSAY_THREADS=none: want a number from 1\n");
}

#[test]
fn a_lexicon_with_a_mistake_is_named_with_its_line() {
    let folder = folder(&[("story.txt", STORY), ("mine.toml", b"\n[[frame]]\nid = \"a\"\ntypo = 1\n")]);
    for args in [&["read", "--lexicon", "mine.toml", "story.txt"][..], &["check", "mine.toml"]] {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("mine.toml:"), "{}", stderr(&output));
    }
}

#[test]
fn check_runs_the_examples_of_the_bundled_lexicon() {
    let folder = folder(&[("world.toml", include_bytes!("../example/world.toml")), ("none.toml", b"")]);
    let output = run(&folder, &["check", "--verbose", "world.toml"]);
    assert!(stdout(&output).contains("world.toml:"), "{}\n{}", stdout(&output), stderr(&output));
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    let output = run(&folder, &["check", "none.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "0 examples, 0 hold, 0 do not\n");
}

#[test]
fn explain_shows_the_sentence_and_what_covers_the_place() {
    let folder = folder(&[("story.txt", STORY)]);
    let output = run(&folder, &["explain", "story.txt", "--at", "minister said"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("deprel") && stdout(&output).contains("minister"),
        "{}",
        stdout(&output)
    );
    let output = run(&folder, &["explain", "story.txt:99999"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("story.txt: the text ends at character"), "{}", stderr(&output));
}

#[test]
fn help_completions_and_manual() {
    let folder = folder(&[]);
    let help = stdout(&run(&folder, &["read", "-h"]));
    assert!(help.starts_with("Examples:"), "{help}");
    assert!(stdout(&run(&folder, &["completions", "bash"])).contains("hearsay"));
    assert!(stdout(&run(&folder, &["man"])).contains(".TH hearsay"));
    assert_eq!(run(&folder, &["man", "pages"]).status.code(), Some(0));
    assert!(folder.path().join("pages/hearsay-read.1").exists());
    assert_eq!(run(&folder, &["raed"]).status.code(), Some(2));
}

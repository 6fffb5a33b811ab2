//! Feeds that are watched, questions that are saved, and servers that mean no good.

mod common;

use common::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

fn rss(base: &str, paths: &[&str]) -> Vec<u8> {
    let items: String = paths
        .iter()
        .map(|path| {
            format!("<item><title>{path}</title><link>{base}{path}</link><pubDate>Thu, 20 Feb 2025 10:00:00 GMT</pubDate></item>")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Post</title>{items}</channel></rss>"
    )
    .into_bytes()
}

fn report(path: &str) -> Vec<u8> {
    let town = if path == "/2" { "Sarn" } else { "Tolm" };
    page(&format!(
        "Police arrested two men in the port of {town} on Monday, the mayor said. Nobody was hurt."
    ))
    .into_bytes()
}

fn watch(folder: &TempDir, feed: &str) -> std::process::Output {
    run(folder, &["watch", "--once", "--pause", "0", "--allow-private", feed])
}

fn ask(folder: &TempDir, question: &str) -> i64 {
    let db = rusqlite::Connection::open(folder.path().join("hearsay.sqlite")).unwrap();
    db.query_row(question, [], |row| row.get(0)).unwrap()
}

/// As if its time had come.
fn due_again(folder: &TempDir) {
    let db = rusqlite::Connection::open(folder.path().join("hearsay.sqlite")).unwrap();
    db.execute("UPDATE feed SET due = 0", []).unwrap();
}

#[test]
fn a_feed_is_watched_politely() {
    let news = Arc::new(Mutex::new(vec!["/1", "/secret/1"]));
    let now = news.clone();
    let server = Server::start(move |request, base| match path(request) {
        "/robots.txt" => ("200 OK", String::new(), b"User-agent: *\nDisallow: /secret/\n".to_vec()),
        "/feed" => {
            let news = now.lock().unwrap();
            let mark = format!("\"{}\"", news.len());
            match request.to_lowercase().contains(&format!("if-none-match: {mark}")) {
                true => ("304 Not Modified", String::new(), Vec::new()),
                false => ("200 OK", format!("ETag: {mark}\r\n"), rss(base, &news)),
            }
        }
        path => ("200 OK", HTML.to_string(), report(path)),
    });
    let folder = folder(&[]);
    let feed = format!("{}/feed", server.base);

    let output = watch(&folder, &feed);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("1 new article"), "{}", stderr(&output));
    // The rules come first, and what they forbid is not asked for.
    assert_eq!(server.asked(), ["GET /robots.txt", "GET /feed", "GET /1"]);
    let article = &lines(&done(&folder, &["find", "articles"]))[0];
    assert_eq!(
        (article["outlet"].as_str(), article["published"].as_str()),
        (Some("The Post"), Some("2025-02-20T10:00:00+00:00"))
    );

    // It is not its time yet.
    watch(&folder, &feed);
    assert_eq!(server.asked(), Vec::<String>::new());

    // It has not changed.
    due_again(&folder);
    watch(&folder, &feed);
    assert_eq!(server.asked(), ["GET /robots.txt", "GET /feed"]);

    // It has: only what is new is fetched.
    news.lock().unwrap().push("/2");
    due_again(&folder);
    watch(&folder, &feed);
    assert_eq!(server.asked(), ["GET /robots.txt", "GET /feed", "GET /2"]);
    assert_eq!(ask(&folder, "SELECT count(*) FROM article"), 2);
    // What was added is told across articles at once.
    assert_eq!(ask(&folder, "SELECT (SELECT count(*) FROM unsettled) + (SELECT count(*) FROM stale)"), 0);
}

#[test]
fn a_feed_that_fails_is_asked_less_and_less_often() {
    let asked = Arc::new(AtomicUsize::new(0));
    let times = asked.clone();
    let server = Server::start(move |request, base| match path(request) {
        "/feed" if times.fetch_add(1, Ordering::SeqCst) < 3 => ("503 Busy", String::new(), Vec::new()),
        "/feed" => ("200 OK", String::new(), rss(base, &["/1"])),
        "/1" => ("200 OK", HTML.to_string(), report("/1")),
        _ => ("404 Not Found", String::new(), Vec::new()),
    });
    let folder = folder(&[]);
    let feed = format!("{}/feed", server.base);
    let minutes_left = || (ask(&folder, "SELECT due - unixepoch() FROM feed") + 30) / 60;
    let mut pauses = Vec::new();
    for _ in 0..3 {
        let output = watch(&folder, &feed);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("/feed: the server answered 503"), "{}", stderr(&output));
        pauses.push(minutes_left());
        due_again(&folder);
    }
    assert_eq!(pauses, [30, 60, 120]);
    assert_eq!(watch(&folder, &feed).status.code(), Some(0));
    assert_eq!((minutes_left(), ask(&folder, "SELECT count(*) FROM article")), (15, 1));
}

#[test]
fn lists_of_feeds_are_opml_or_lines() {
    let server = Server::start(|request, base| match path(request) {
        "/one" => ("200 OK", String::new(), rss(base, &["/1"])),
        "/two" => ("200 OK", String::new(), rss(base, &["/2"])),
        "/robots.txt" => ("404 Not Found", String::new(), Vec::new()),
        path => ("200 OK", HTML.to_string(), report(path)),
    });
    let opml = format!("<opml version=\"2.0\"><body><outline xmlUrl=\"{}/one\"/></body></opml>", server.base);
    let list = format!("# mine\n{}/two\n", server.base);
    let folder = folder(&[
        ("feeds.opml", opml.as_bytes()),
        ("feeds.txt", list.as_bytes()),
        ("none.txt", b"# nothing\n"),
    ]);
    let output =
        run(&folder, &["watch", "--once", "--pause", "0", "--allow-private", "feeds.opml", "feeds.txt"]);
    assert!(stderr(&output).contains("2 new articles"), "{}", stderr(&output));
    let output = run(&folder, &["watch", "--once", "none.txt"]);
    assert_eq!((output.status.code(), stderr(&output).contains("none.txt: lists no feed")), (Some(2), true));
    // Nobody is watched on a private address who was not asked to be.
    let output =
        run(&folder, &["watch", "--once", &format!("{}/one", server.base), "--archive", "other.sqlite"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn saved_questions_tell_what_is_new() {
    let config = "[alerts]\narrests = \"events --type COERCE --status actual\"\nholm = \"statements --source 'Petra Holm'\"\n";
    let line = |id: &str, text: &str| {
        format!(
            "{}\n",
            serde_json::json!({ "id": id, "text": text, "outlet": "Herald & Son", "published": "2025-03-05", "url": format!("https://herald.example/{id}") })
        )
    };
    let first = line("one", "Police arrested two men in the port of Tolm on Monday, the mayor said.");
    let second = line(
        "two",
        "Soldiers arrested nine sailors in Sarn on Wednesday. Petra Holm said that Velmark demanded their release.",
    );
    let folder = folder(&[
        ("hearsay.toml", config.as_bytes()),
        ("1.jsonl", first.as_bytes()),
        ("2.jsonl", second.as_bytes()),
    ]);
    done(&folder, &["add", "1.jsonl"]);
    let told = lines(&done(&folder, &["alert"]));
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (told[0]["alert"].as_str(), told[0]["row"]["type"].as_str()),
        (Some("arrests"), Some("COERCE"))
    );

    // Shown once, it is not new any more.
    assert_eq!(run(&folder, &["alert"]).status.code(), Some(1));
    done(&folder, &["add", "2.jsonl"]);
    let peeked = done(&folder, &["alert", "--peek"]);
    assert_eq!(done(&folder, &["alert", "--peek"]), peeked);
    let told = done(&folder, &["alert", "--atom", "new.xml"]);
    assert_eq!(told, peeked);
    let names: Vec<String> =
        lines(&told).iter().map(|row| row["alert"].as_str().unwrap().to_string()).collect();
    assert_eq!(names, ["arrests", "holm"]);
    let atom = std::fs::read_to_string(folder.path().join("new.xml")).unwrap();
    assert!(atom.starts_with("<?xml") && atom.trim_end().ends_with("</feed>"), "{atom}");
    assert_eq!((atom.matches("<entry>").count(), atom.contains("Herald &amp; Son")), (2, true), "{atom}");
    assert!(atom.contains("href=\"https://herald.example/two\"/>"), "{atom}");
    // What this program writes as a feed, it reads as one: the pages are nowhere, and are named.
    let read = run(&folder, &["add", "--archive", "other.sqlite", "--feed", "new.xml"]);
    assert!(stderr(&read).contains("https://herald.example/two: "), "{}", stderr(&read));
    assert_eq!(run(&folder, &["alert"]).status.code(), Some(1));

    let unknown = run(&folder, &["alert", "strikes"]);
    assert!(
        stderr(&unknown).contains("there is no saved question \"strikes\"; known are arrests, holm"),
        "{}",
        stderr(&unknown)
    );
    std::fs::write(folder.path().join("hearsay.toml"), "[alerts]\nbad = \"events --colour red\"\n").unwrap();
    let wrong = run(&folder, &["alert"]);
    assert!(wrong.status.code() == Some(2) && stderr(&wrong).contains("alert \"bad\""), "{}", stderr(&wrong));
}

#[test]
fn servers_that_mean_no_good_cost_one_article_each() {
    let windows_1252 = |head: &str| {
        let text = "The mayor of Tolm told the caf\u{e9} owners on Monday that the port was closed, and police arrested two men there.";
        let page = page(text).replace("<head>", &format!("<head>{head}"));
        page.chars().map(|c| c as u8).collect::<Vec<u8>>()
    };
    let server = Server::start(move |request, base| match path(request) {
        "/circle" => ("302 Found", format!("Location: {base}/circle2\r\n"), Vec::new()),
        "/circle2" => ("302 Found", format!("Location: {base}/circle\r\n"), Vec::new()),
        "/huge" => ("200 OK", format!("{HTML}Content-Length: 5368709120\r\n"), b"<html>".to_vec()),
        // It does not say how large it is, and does not end.
        "/endless" => (
            "200 OK",
            format!("{HTML}Transfer-Encoding: identity\r\nX-Content-Length: none\r\n"),
            vec![b'a'; 21 << 20],
        ),
        "/bomb" => {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            std::io::Write::write_all(&mut packed, &vec![b'a'; 64 << 20]).unwrap();
            ("200 OK", format!("{HTML}Content-Encoding: gzip\r\n"), packed.finish().unwrap())
        }
        "/short" => ("200 OK", format!("{HTML}Content-Length: 4000\r\n"), b"<html><body>".to_vec()),
        "/broken-feed" => {
            ("200 OK", String::new(), b"<rss version=\"2.0\"><channel><item><title>x</tit".to_vec())
        }
        "/wrong" => ("200 OK", HTML.to_string(), windows_1252("")),
        "/declared" => (
            "200 OK",
            "Content-Type: text/html\r\n".to_string(),
            windows_1252("<meta charset=\"iso-8859-1\">"),
        ),
        "/picture" => ("200 OK", "Content-Type: image/png\r\n".to_string(), b"\x89PNG\r\n\x1a\n".to_vec()),
        _ => ("200 OK", HTML.to_string(), report("/1")),
    });
    let at = |path: &str| format!("{}{path}", server.base);
    let bad = ["/circle", "/huge", "/endless", "/bomb", "/short", "/picture"];
    let sources: Vec<String> =
        bad.iter().chain(&["/wrong", "/declared", "/good"]).map(|path| at(path)).collect();
    let folder = folder(&[]);
    let mut args = vec!["add", "--allow-private"];
    args.extend(sources.iter().map(String::as_str));
    let broken = at("/broken-feed");
    args.extend(["--feed", &broken]);
    let output = run(&folder, &args);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for line in [
        "/circle: redirects more than 5 times",
        "/huge: the answer is larger than 20 MB",
        "/endless: the answer is larger than 20 MB",
        "/bomb: the answer is larger than 20 MB",
        "/short: cannot be fetched",
        "/picture: is an image, not text",
        "3 articles added",
    ] {
        assert!(told.contains(line), "{line}\nis not in\n{told}");
    }
    assert!(told.contains("/broken-feed: "), "{told}");
    let db = rusqlite::Connection::open(folder.path().join("hearsay.sqlite")).unwrap();
    // A charset that is declared is believed, also where it is wrong, and what does not fit it is said.
    let found = "SELECT count(*) FROM article_words WHERE article_words MATCH 'cafe'";
    assert_eq!(db.query_row(found, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    assert!(told.contains("is not valid UTF-8"), "{told}");
    assert_eq!(done(&folder, &["archive", "check"]), "hearsay.sqlite: intact\n");
}
